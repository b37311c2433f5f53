"""The figures of scores: of each principle and of the aggregate, over all answers.

A group's average, its range and its band are this project's own: the source has bands for whole
scores of one person only (Hardy, Hudson and Waddington, 2003, pp. 13 and 41).
"""

from __future__ import annotations

import itertools
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from pat_core.group.statistics.figures import MissingAnswers
from pat_core.scoring.agreement import consensus, mean, median

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pat_core.documents.figures import (
        CompleteFigures,
        GroupReading,
        ScoreCounts,
        StatementCounts,
    )
    from pat_core.group.statistics.tally import Tally
    from pat_core.model import Band, Instrument

__all__ = [
    "BandCounts",
    "aggregate_figures",
    "band_of_mean",
    "estimate_of",
    "group_principles",
    "score_figures",
    "without_bands",
    "without_scores",
]


def group_principles(
    tally: Tally, statements: Mapping[str, StatementCounts], instrument: Instrument
) -> dict[str, ScoreCounts]:
    """Return the figures of every principle, by its number; *statements* are of the same tally."""
    by_number = {}
    for principle, patterns in zip(instrument.principles, tally.patterns, strict=True):
        ranges: Counter[tuple[int, int]] = Counter()
        for pattern, times in patterns.items():
            ranges[tally.possible(pattern)] += times
        own = [statements[statement.code] for statement in principle.statements]
        by_number[principle.number] = _range_figures(ranges, principle.bands, own)
    return by_number


def aggregate_figures(
    tally: Tally, statements: Mapping[str, StatementCounts], instrument: Instrument
) -> ScoreCounts:
    """Return the figures of the aggregate; *statements* are those of the same tally."""
    return _range_figures(tally.aggregates, instrument.aggregate_bands, list(statements.values()))


def _range_figures(
    ranges: Mapping[tuple[int, int], int],
    bands: Sequence[Band],
    statements: Sequence[StatementCounts],
) -> ScoreCounts:
    """Return the figures of scores from how many people have each possible range of a score."""
    rising = sorted(bands, key=lambda band: band.low)
    people = sum(ranges.values())
    band_counts = [
        sum(times for (low, high), times in ranges.items() if band.low <= low and high <= band.high)
        for band in rising
    ]
    low = sum(low * times for (low, _), times in ranges.items())
    high = sum(high * times for (_, high), times in ranges.items())
    scores = {low: times for (low, high), times in ranges.items() if low == high}
    return score_figures(scores, BandCounts(band_counts, people), (low, high), rising, statements)


class BandCounts(NamedTuple):
    """How many people are certainly in each band, the lowest first, and how many there are."""

    counts: list[int] | None
    """None where it is not known."""
    people: int


def score_figures(
    scores: Mapping[int, int] | None,
    certain: BandCounts,
    possible: tuple[int, int],
    rising: Sequence[Band],
    statements: Sequence[StatementCounts],
) -> ScoreCounts:
    """Return the figures of scores: the one rule for a principle and for the aggregate.

    Args:
        scores: how many people have each complete score; None where that is not known.
        certain: how many people there are, and how many of them are certainly in each band.
        possible: the lowest and the highest possible score, each summed over all people.
        rising: the bands of the scores, the lowest first.
        statements: the figures of the statements that the scores are over.
    """
    counts, people = certain
    missing = MissingAnswers.of(statements)
    estimate = estimate_of(statements)
    ends = [band_of_mean(end, people, rising) for end in possible]
    return {
        "respondents": people,
        "cant_say": missing.cant_say,
        "blank": missing.blank,
        "estimate": None if estimate is None else float(estimate),
        "possible_mean": [end / people for end in possible] if people else None,
        "band": [ends[0].low, ends[0].high] if ends[0] and ends[0] == ends[1] else None,
        "band_counts": counts,
        "band_open": None if counts is None else people - sum(counts),
        "reading": _reading(certain, rising),
        **_complete_figures(scores, rising),
    }


def _complete_figures(scores: Mapping[int, int] | None, rising: Sequence[Band]) -> CompleteFigures:
    if scores is None:
        return {
            "n": None,
            "mean": None,
            "median": None,
            "lowest": None,
            "highest": None,
            "scores": None,
            "consensus": None,
        }
    scores = {score: times for score, times in sorted(scores.items()) if times}
    return {
        "n": sum(scores.values()),
        "mean": mean(scores),
        "median": median(scores),
        "lowest": min(scores, default=None),
        "highest": max(scores, default=None),
        "scores": {str(score): times for score, times in scores.items()},
        "consensus": consensus(scores, rising[-1].high - rising[0].low),
    }


def without_scores(figures: ScoreCounts) -> ScoreCounts:
    """Return *figures* without those over complete scores."""
    return {**figures, **_complete_figures(None, [])}


def without_bands(figures: ScoreCounts) -> ScoreCounts:
    """Return *figures* without anything that holds one person's answers together."""
    reading: GroupReading = {"kind": "unknown", "bands": [], "borderline": False}
    return {**without_scores(figures), "band_counts": None, "band_open": None, "reading": reading}


def estimate_of(statements: Iterable[StatementCounts]) -> Fraction | None:
    """Return the sum of the means of *statements*, each over those who answered it.

    None if one of them has no answer.
    """
    total = Fraction()
    for figures in statements:
        if not figures["n"]:
            return None
        points = sum(int(value) * times for value, times in figures["counts"].items())
        total += Fraction(points, figures["n"])
    return total


def band_of_mean(total: int, n: int, rising: Sequence[Band]) -> Band | None:
    """Return the band of the mean *total* / *n*: the highest whose lower neighbour it exceeds.

    A mean of 18.2 lies above 18 and so in the band that starts at 19. None for n 0.
    """
    if not n:
        return None
    exceeded = [band for lower, band in itertools.pairwise(rising) if total > lower.high * n]
    return exceeded[-1] if exceeded else rising[0]


def _reading(certain: BandCounts, rising: Sequence[Band]) -> GroupReading:
    """Return which bands' readings hold for the group, and whether one person decides it."""
    counts, people = certain
    bands = _common_bands(certain)
    if counts is None or bands is None:
        return {"kind": "unknown", "bands": [], "borderline": False}
    people_by_band = [*counts, people - sum(counts)]
    without_one = [
        _common_bands(
            BandCounts([n - (place == own) for place, n in enumerate(counts)], people - 1)
        )
        for own, times in enumerate(people_by_band)
        if times
    ]
    return {
        "kind": _KINDS[len(bands)],
        "bands": [[rising[place].low, rising[place].high] for place in bands],
        "borderline": people > 1 and any(other != bands for other in without_one),
    }


_KINDS: tuple[Literal["spread", "band", "between"], ...] = ("spread", "band", "between")
"""The kind of a reading by how many bands it names."""


def _common_bands(certain: BandCounts) -> list[int] | None:
    """Return the places of the one band, or of the two neighbours, that hold two thirds.

    They are counted of all people. Of several pairs of neighbours, the one with the most people is
    returned, then the lower one. An empty list says that people are spread more widely; None, that
    for over a third of them the band is open.
    """
    counts, people = certain
    if counts is None or not people or 3 * sum(counts) < 2 * people:
        return None
    for width in (1, 2):
        spans = [list(range(low, low + width)) for low in range(len(counts) - width + 1)]
        held = [sum(counts[place] for place in span) for span in spans]
        if 3 * max(held) >= 2 * people:
            return spans[held.index(max(held))]
    return []
