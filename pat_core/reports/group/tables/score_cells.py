"""The cells of scores: those of a principle or of the aggregate, of the group or of a subgroup."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from pat_core.group.statistics.topics import FEWEST_FOR_CONSENSUS
from pat_core.reports.group.sections.words import NO_READING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pat_core.documents.figures import GroupReading, ScoreCounts, ScoreFigures, SubgroupEstimate
    from pat_core.model import Band

__all__ = ["Cell", "Row", "band_cell", "number_cell", "plain_cells", "score_cells", "yes_cell"]

Cell = str | int | float | None
Row = dict[str, Cell]

_PLAIN = (
    *("n", "respondents", "cant_say", "blank", "estimate", "band_open"),
    *("mean", "median", "lowest", "highest", "minority_share"),
    *("partners", "partner_mean", "rank"),
)
"""The columns that hold a figure of the same name as it is."""


def score_cells(
    figures: ScoreCounts | ScoreFigures | SubgroupEstimate, bands: Sequence[Band]
) -> Row:
    """Return the cells of scores; those that are withheld stay empty, and ``withheld`` says so."""
    row = {**plain_cells(figures), "band": band_cell(figures["band"])}
    if "reading" not in figures:
        return row
    scores, counts, possible = figures["scores"], figures["band_counts"], figures["possible_mean"]
    if possible:
        row["possible_mean_low"], row["possible_mean_high"] = map(number_cell, possible)
    row |= {f"in_band_{place}": times for place, times in enumerate(counts or (), 1)}
    if scores is not None:
        row["scores"] = ", ".join(f"{score} ({times})" for score, times in scores.items())
    if (figures["n"] or 0) >= FEWEST_FOR_CONSENSUS:
        row["consensus"] = number_cell(figures["consensus"])
    if counts is None:
        return {**row, "withheld": "scores and bands"}
    if scores is None:
        row["withheld"] = "scores"
    return {**row, **_reading_cells(figures["reading"], bands)}


def _reading_cells(reading: GroupReading, bands: Sequence[Band]) -> Row:
    """Return the kind of a reading, and in words the readings that hold or why there is none."""
    readings = {(band.low, band.high): band.reading for band in bands}
    words = [readings[low, high] for low, high in reading["bands"]]
    if len(words) > 1:
        spans = [f"{low} to {high}: " for low, high in reading["bands"]]
        words = [span + word for span, word in zip(spans, words, strict=True)]
        words.insert(0, "Between two bands.")
    return {
        "reading": reading["kind"],
        "borderline": yes_cell(reading["borderline"]),
        "text": " ".join(words) or NO_READING[reading["kind"]],
    }


def plain_cells(figures: Mapping[str, object]) -> Row:
    """Return the cells of *figures* that go into a column of the same name."""
    return {name: number_cell(figures[name]) for name in _PLAIN if name in figures}


def band_cell(band: Sequence[int] | None) -> str | None:
    """Return a band as words, for a spreadsheet would take "7-12" for a date."""
    return "{} to {}".format(*band) if band else None


def number_cell(value: object) -> int | float | None:
    """Return *value* if it is a number that a cell can hold, neither infinite nor NaN."""
    return value if isinstance(value, int | float) and math.isfinite(value) else None


def yes_cell(value: bool) -> str:
    """Return a truth value as a word."""
    return "yes" if value else "no"
