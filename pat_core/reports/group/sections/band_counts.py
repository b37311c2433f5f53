"""How many people are certainly in each band, in words that fit in the cell of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.reports.group.sections.words import NONE, rising
from pat_core.text.markup import Child, element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pat_core.model import Band

__all__ = ["band_count_words"]


def band_count_words(counts: Sequence[int] | None, bands: Sequence[Band], people: int) -> Child:
    """Return how many of so many *people* are certainly in each band, the highest first.

    Empty bands are left out. Last come those whose missing answers leave the band open. *counts*
    has the lowest band first, and is None where it is withheld.
    """
    if counts is None:
        return "withheld"
    pairs = reversed(list(zip(rising(bands), counts, strict=True)))
    words = [f"{times} in {band.span}" for band, times in pairs if times]
    if unknown := people - sum(counts):
        words.append(f"{unknown} open")
    return [
        [", " if place else None, element("span", counted_band, class_="pat-keep")]
        for place, counted_band in enumerate(words)
    ] or NONE
