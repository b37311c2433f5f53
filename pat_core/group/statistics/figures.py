"""The figures of a tally: of statements, principles, significance, success and types.

Each is a JSON object in the shape of the group file (see ``documents.figures``). For consensus and
Kendall's W see ``agreement``. The rules for "divided" and for a group's reading are this project's
own.
"""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

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
    from pat_core.model import Band, Instrument, Principle

__all__ = [
    "FigurePath",
    "MissingAnswers",
    "aggregate_figures",
    "band_of_mean",
    "chance_figures",
    "completeness_figures",
    "figure_at",
    "figure_paths",
    "group_principles",
    "group_statements",
    "has_band",
    "principle_figures",
    "rating_agreement",
    "score_figures",
    "shown",
    "significance_figures",
    "statement_figures",
    "type_figures",
]

FigurePath = tuple[Literal["statements", "principles", "aggregate", "success", "significance"], str]
"""A key of the group document and a code below it; the code is empty where there is none."""


class MissingAnswers(NamedTuple):
    """How many answers are missing, by why."""

    cant_say: int
    blank: int

    @classmethod
    def of(cls, figures: Iterable[StatementCounts | ScoreCounts]) -> MissingAnswers:
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


def group_principles(tally: Tally, instrument: Instrument) -> dict[str, ScoreCounts]:
    """Return the figures of every principle, by its number."""
    return {
        principle.number: principle_figures(patterns, principle, instrument.values)
        for principle, patterns in zip(instrument.principles, tally.patterns, strict=True)
    }


def principle_figures(
    patterns: Mapping[str, int], principle: Principle, values: Sequence[int]
) -> ScoreCounts:
    """Return the figures of one principle; *patterns* says how many people gave which marks."""
    scores: Counter[int] = Counter()
    cant_say = blank = low = high = 0
    for pattern, times in patterns.items():
        unsure, unanswered = pattern.count(CANT_SAY), pattern.count(BLANK)
        total = sum(int(mark) for mark in pattern if mark not in (CANT_SAY, BLANK))
        missing = unsure + unanswered
        cant_say += times * unsure
        blank += times * unanswered
        low += times * (total + missing * min(values))
        high += times * (total + missing * max(values))
        if not missing:
            scores[total] += times
    respondents = sum(patterns.values())
    missing_answers = MissingAnswers(cant_say, blank)
    return score_figures(scores, principle.bands, missing_answers, (low, high), respondents)


def aggregate_figures(
    tally: Tally, principles: Mapping[str, ScoreCounts], instrument: Instrument
) -> ScoreCounts:
    """Return the figures of the aggregate; *principles* are those of the same tally."""
    missing = MissingAnswers.of(principles.values())
    low, high = tally.possible
    bands = instrument.aggregate_bands
    return score_figures(tally.aggregates, bands, missing, (low, high), tally.respondents)


def score_figures(
    scores: Mapping[int, int],
    bands: Sequence[Band],
    missing: MissingAnswers,
    possible: tuple[int, int],
    respondents: int,
) -> ScoreCounts:
    """Return the figures of scores: the one rule for a principle and for the aggregate.

    Args:
        scores: how many people have each complete score.
        bands: those of the scores.
        missing: how many answers are missing.
        possible: the lowest and the highest possible score, each summed over all people.
        respondents: how many people there are, with and without a complete score.
    """
    scores = {score: times for score, times in sorted(scores.items()) if times}
    n = sum(scores.values())
    rising = sorted(bands, key=lambda band: band.low)
    average = mean(scores)
    band = band_of_mean(sum(score * times for score, times in scores.items()), n, rising)
    return {
        "n": n,
        "respondents": respondents,
        "cant_say": missing.cant_say,
        "blank": missing.blank,
        "mean": average,
        "median": median(scores),
        "lowest": min(scores, default=None),
        "highest": max(scores, default=None),
        "scores": {str(score): times for score, times in scores.items()},
        "band_counts": _band_counts(scores, rising),
        "consensus": consensus(scores, rising[-1].high - rising[0].low),
        "band": [band.low, band.high] if band else None,
        "possible_mean": [end / respondents for end in possible] if respondents else None,
        "reading": _reading(scores, rising, respondents),
    }


def band_of_mean(total: int, n: int, rising: Sequence[Band]) -> Band | None:
    """Return the band of the mean *total* / *n*: the highest whose lower neighbour it exceeds.

    A mean of 18.2 lies above 18 and so in the band that starts at 19. None for n 0.
    """
    if not n:
        return None
    exceeded = [band for lower, band in itertools.pairwise(rising) if total > lower.high * n]
    return exceeded[-1] if exceeded else rising[0]


def has_band(figures: ScoreCounts) -> bool:
    """Return whether enough people have a complete score for a band to be shown."""
    return figures["reading"]["kind"] != "incomplete"


def _band_counts(scores: Mapping[int, int], rising: Sequence[Band]) -> list[int]:
    return [
        sum(times for score, times in scores.items() if band.low <= score <= band.high)
        for band in rising
    ]


def _reading(scores: Mapping[int, int], rising: Sequence[Band], respondents: int) -> GroupReading:
    """Return whether a band's reading holds for the group, and whether one person decides it.

    Two thirds of the people must have a score, and two thirds of the scores must lie in the band.
    """
    n = sum(scores.values())
    if not n or 3 * n < 2 * respondents:
        return {"kind": "incomplete", "band": None, "borderline": False}
    common = _common_band(scores, rising)
    without_one = [
        _common_band({**scores, score: times - 1}, rising) for score, times in scores.items()
    ]
    return {
        "kind": "band" if common else "spread",
        "band": [common.low, common.high] if common else None,
        "borderline": n > 1 and any(band != common for band in without_one),
    }


def _common_band(scores: Mapping[int, int], rising: Sequence[Band]) -> Band | None:
    """Return the band of the mean, if two thirds of the scores lie in it."""
    n = sum(scores.values())
    band = band_of_mean(sum(score * times for score, times in scores.items()), n, rising)
    if band is None:
        return None
    return band if 3 * _band_counts(scores, [band])[0] >= 2 * n else None


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
    statements: Mapping[str, StatementCounts], aggregate: ScoreCounts
) -> CompletenessFigures:
    """Return how much of all sheets is filled in: answers, can't-says, blanks, whole sheets."""
    answered = sum(figures["n"] for figures in statements.values())
    missing = MissingAnswers.of(statements.values())
    return {
        "answered": answered,
        "cant_say": missing.cant_say,
        "blank": missing.blank,
        "items": answered + sum(missing),
        "whole_sheets": aggregate["n"],
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
