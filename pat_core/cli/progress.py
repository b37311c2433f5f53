"""A progress bar on a terminal, for work that takes longer than a second."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["with_progress"]

_Item = TypeVar("_Item")

_BAR_WIDTH = 30


def with_progress(items: Iterator[_Item], count: Callable[[], int]) -> Iterator[_Item]:
    """Yield *items*; on a terminal, draw a progress bar once it takes longer than a second.

    *count* returns how many files there are, and is called only if the bar may be drawn.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    total, drawn = count(), time.monotonic() + 0.9
    try:
        for done, item in enumerate(items, 1):
            yield item
            if time.monotonic() - drawn > 0.1:
                drawn = time.monotonic()
                full = round(_BAR_WIDTH * done / max(total, done))
                bar = "#" * full + "." * (_BAR_WIDTH - full)
                print(f"\r[{bar}] {done:,} of {max(total, done):,} files", end="", file=sys.stderr)
    finally:
        if drawn <= time.monotonic():
            print("\r\x1b[K", end="", file=sys.stderr)
