"""The figures of a tally: of statements, principles, significance, success and types.

Each is a JSON object in the shape of the group file (see ``documents.figures``). For consensus and
Kendall's W see ``agreement``. The rules for "divided" and for a group's reading are this project's
own.
"""

from __future__ import annotations

import itertools
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypedDict

from pat_core.files.sheet import BLANK, CANT_SAY
from pat_core.scoring.agreement import (
    agreement_a,
    chance_of_agreement,
    consensus,
    consensus_without_one,
    kendall_w,
    mean,
    median,
)
from pat_core.scoring.sides import split_answers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pat_core.documents.figures import (
        ChanceFigures,
        CompletenessFigures,
        GroupReading,
        RatingAgreement,
        RatingCounts,
        ScoreCounts,
        StatementCounts,
        StatementFigures,
        TypeFigures,
        TypeTime,
        Withheld,
    )
    from pat_core.group.statistics.tally import Tally
    from pat_core.model import Band, Instrument

__all__ = [
    "BandCounts",
    "FigurePath",
    "MissingAnswers",
    "aggregate_figures",
    "band_of_mean",
    "chance_figures",
    "completeness_figures",
    "estimate_of",
    "figure_at",
    "figure_paths",
    "group_principles",
    "group_statements",
    "rating_agreement",
    "score_figures",
    "shown",
    "shown_statements",
    "significance_figures",
    "statement_figures",
    "type_figures",
    "without_bands",
    "without_scores",
]

FigurePath = tuple[Literal["statements", "principles", "aggregate", "success", "significance"], str]
"""A key of the group document and a code below it; the code is empty where there is none."""


class MissingAnswers(NamedTuple):
    """How many answers are missing, by why."""

    cant_say: int
    blank: int

    @classmethod
    def of(cls, figures: Iterable[StatementCounts]) -> MissingAnswers:
        """Return the sums over several *figures*."""
        pairs = [(counts["cant_say"], counts["blank"]) for counts in figures]
        return cls(sum(cant_say for cant_say, _ in pairs), sum(blank for _, blank in pairs))


def group_statements(tally: Tally, instrument: Instrument) -> dict[str, StatementCounts]:
    """Return the figures of every statement, by its code."""
    by_code = {}
    for principle, patterns in zip(instrument.principles, tally.patterns, strict=True):
        columns: list[Counter[str]] = [Counter() for _ in principle.statements]
        for pattern, times in patterns.items():
            for column, mark in zip(columns, pattern, strict=True):
                column[mark] += times
        for statement, column in zip(principle.statements, columns, strict=True):
            by_code[statement.code] = statement_figures(column, instrument.values)
    return by_code


def statement_figures(marks: Mapping[str, int], values: Sequence[int]) -> StatementCounts:
    """Return the figures of one statement, or of success; *marks* says how many gave each mark."""
    counts = {value: marks.get(str(value), 0) for value in sorted(values)}
    by_code = {str(value): times for value, times in counts.items()}
    n, minority = sum(counts.values()), min(split_answers(by_code))
    return {
        "n": n,
        "counts": by_code,
        "cant_say": marks.get(CANT_SAY, 0),
        "blank": marks.get(BLANK, 0),
        "mean": mean(counts),
        "median": median(counts),
        "consensus": consensus(counts, max(values) - min(values)),
        "minority_share": minority / n if n else None,
        # A third has no exact decimal form, so the rule is put in whole numbers.
        "divided": n > 0 and 3 * minority >= n,
    }


def chance_figures(figures: StatementCounts) -> ChanceFigures:
    """Return what experts ask about a statement's *figures* besides its consensus."""
    counts = {int(value): times for value, times in figures["counts"].items()}
    return {
        "agreement_a": agreement_a(list(counts.values())),
        "chance": chance_of_agreement(list(counts.values())),
        "consensus_without_one": consensus_without_one(counts, max(counts) - min(counts)),
    }


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


class _CompleteFigures(TypedDict):
    """The part of ScoreCounts that is over complete scores alone."""

    n: int | None
    mean: float | None
    median: float | None
    lowest: int | None
    highest: int | None
    scores: dict[str, int] | None
    consensus: float | None


def _complete_figures(scores: Mapping[int, int] | None, rising: Sequence[Band]) -> _CompleteFigures:
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


def significance_figures(tally: Tally, instrument: Instrument) -> dict[str, RatingCounts]:
    """Return how people rated the significance of each principle, by its number."""
    points = [point.value for point in instrument.significance.scale]
    counts_of: dict[str, dict[int, int]] = {}
    cant_say: dict[str, int] = {}
    for index, principle in enumerate(instrument.principles):
        marks: Counter[str] = Counter()
        for rating, times in tally.ratings.items():
            marks[rating[index]] += times
        counts_of[principle.number] = {value: marks[str(value)] for value in sorted(points)}
        cant_say[principle.number] = marks[CANT_SAY]
    means = {number: mean(counts) for number, counts in counts_of.items()}
    return {
        number: {
            "n": sum(counts.values()),
            "counts": {str(value): times for value, times in counts.items()},
            "cant_say": cant_say[number],
            "mean": means[number],
            "median": median(counts),
            "rank": _rank(means[number], list(means.values())),
        }
        for number, counts in counts_of.items()
    }


def _rank(value: float | None, others: Sequence[float | None]) -> float | None:
    """Return the rank of a mean, 1 for the highest; equal means share the mean of their ranks."""
    if value is None:
        return None
    above = sum(other is not None and other > value for other in others)
    equal = sum(other == value for other in others)
    return above + (equal + 1) / 2


def rating_agreement(tally: Tally) -> RatingAgreement:
    """Return Kendall's W over those who rated all six, and its average by chance, 1/n."""
    complete = {
        tuple(map(int, rating)): times
        for rating, times in tally.ratings.items()
        if times and rating.isdigit()
    }
    n = sum(complete.values())
    return {"n": n, "kendall_w": kendall_w(complete), "by_chance": 1 / n if n else None}


def type_figures(tally: Tally) -> dict[TypeTime, TypeFigures]:
    """Return how many chose each type, now and needed; types that nobody chose are left out."""
    return {
        when: {
            "n": sum(cells.values()),
            "cells": {cell: times for cell, times in sorted(cells.items()) if times},
        }
        for when, cells in tally.types.items()
    }


def completeness_figures(
    statements: Mapping[str, StatementCounts], whole_sheets: int
) -> CompletenessFigures:
    """Return how much of all sheets is filled in: answers, can't-says, blanks, whole sheets."""
    answered = sum(figures["n"] for figures in statements.values())
    missing = MissingAnswers.of(statements.values())
    return {
        "answered": answered,
        "cant_say": missing.cant_say,
        "blank": missing.blank,
        "items": answered + sum(missing),
        "whole_sheets": whole_sheets,
    }


def figure_paths(instrument: Instrument) -> Iterator[FigurePath]:
    """Yield the path of each statement and principle, of the aggregate, and of success."""
    yield from (("statements", code) for code in instrument.codes)
    yield from (("principles", principle.number) for principle in instrument.principles)
    yield from (("aggregate", ""), ("success", ""))


def figure_at(document: Mapping[str, object], path: FigurePath) -> Any:
    """Return the figures at *path* in a group document, or in a document of the same layout.

    No type checker can follow a path, so callers name the type that they expect.
    """
    key, code = path
    figures: Any = document[key]
    return figures[code] if code else figures


def shown(figures: StatementFigures | Withheld) -> StatementFigures | None:
    """Return the figures of a statement of the whole group, or None where they are withheld."""
    return None if "withheld" in figures else figures


def shown_statements(
    statements: Mapping[str, StatementFigures | Withheld],
) -> dict[str, StatementFigures]:
    """Return the *statements* of the whole group whose figures are shown, by code."""
    return {code: figures for code, figures in statements.items() if "withheld" not in figures}
