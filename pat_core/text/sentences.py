"""Pieces of our own sentences that every part of the program forms alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["listed"]


def listed(names: Sequence[str]) -> str:
    """Return *names* as a sentence lists them: "A, B and C"; an empty text for none."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
