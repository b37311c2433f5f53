"""The average score of a group, as pictures and the text around them give it."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pat_core.documents.figures import ScoreCounts
    from pat_core.model import Band

__all__ = ["NO_FIGURE", "average_of", "average_words", "undecided_range"]

NO_FIGURE = "–"
"""What stands where there is no figure."""


def average_of(figures: ScoreCounts, bands: Sequence[Band]) -> float | None:
    """Return the score at which a picture shows the group; None where there is nothing to show.

    It is the estimate or, where a statement has no answer and so there is none, the lower end of
    the possible mean. If nobody answered, or too few to show, everything is possible. *bands* may
    be in any order.
    """
    if figures["estimate"] is not None:
        return figures["estimate"]
    ends = [min(band.low for band in bands), max(band.high for band in bands)]
    possible = figures["possible_mean"]
    return None if possible is None or possible == ends else possible[0]


def average_words(figures: ScoreCounts, bands: Sequence[Band]) -> str:
    """Return the estimate to one decimal, else the possible range in whole points."""
    if figures["estimate"] is not None:
        return f"{figures['estimate']:.1f}"
    if average_of(figures, bands) is None or figures["possible_mean"] is None:
        return NO_FIGURE
    low, high = figures["possible_mean"]
    return f"{floor(low)}–{ceil(high)}"


def undecided_range(figures: ScoreCounts, bands: Sequence[Band]) -> Sequence[float] | None:
    """Return the possible mean where it reaches over more than one band and something is known."""
    if figures["band"] or average_of(figures, bands) is None:
        return None
    return figures["possible_mean"]
