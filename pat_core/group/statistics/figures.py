"""What a tally comes to: the figures of statements, principles, significance, success and types.

Each is a JSON object with the names of the group file. Means, medians and counts are plain; for
consensus and Kendall's W see ``agreement``. "Divided" and the rule for a group's reading are this
project's own.
"""

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pat_core.files.sheet import BLANK, CANT_SAY
from pat_core.group.statistics.tally import Tally
from pat_core.model import Band, Instrument, Principle
from pat_core.scoring.agreement import (
    agreement_a,
    chance_of_agreement,
    consensus,
    consensus_without_one,
    kendall_w,
    mean,
    median,
)

__all__ = [
    "Figures",
    "Place",
    "aggregate_figures",
    "band_of_mean",
    "completeness_figures",
    "figure_at",
    "group_principles",
    "group_statements",
    "places_of",
    "principle_figures",
    "rating_agreement",
    "score_figures",
    "significance_figures",
    "statement_figures",
    "type_figures",
    "with_chance",
]

Figures = dict[str, Any]

Place = tuple[str, str]
"""A key of the group document and a code below it; the code is empty where there is only one."""


def group_statements(tally: Tally, instrument: Instrument) -> dict[str, Figures]:
    """Return the figures of every statement, by its code."""
    found = {}
    for principle, patterns in zip(instrument.principles, tally.patterns, strict=True):
        columns: list[Counter[str]] = [Counter() for _ in principle.statements]
        for pattern, times in patterns.items():
            for column, mark in zip(columns, pattern, strict=True):
                column[mark] += times
        for statement, column in zip(principle.statements, columns, strict=True):
            found[statement.code] = statement_figures(column, instrument.values)
    return found


def statement_figures(marks: Mapping[str, int], values: Sequence[int]) -> Figures:
    """Return the figures of one statement, or of success; *marks* with how many gave each."""
    counts = {value: marks.get(str(value), 0) for value in sorted(values)}
    n = sum(counts.values())
    middle = (min(values) + max(values)) / 2
    disagree = sum(times for value, times in counts.items() if value < middle)
    minority = min(disagree, n - disagree)
    return {
        "n": n,
        "counts": {str(value): times for value, times in counts.items()},
        "cant_say": marks.get(CANT_SAY, 0),
        "blank": marks.get(BLANK, 0),
        "mean": mean(counts),
        "median": median(counts),
        "consensus": consensus(counts, max(values) - min(values)),
        "minority_share": minority / n if n else None,
        # A third is no decimal number, so the rule is put in whole numbers.
        "divided": n > 0 and 3 * minority >= n,
    }


def with_chance(figures: Figures) -> Figures:
    """Return a statement's *figures* with what belongs behind a fold, or in the export only."""
    counts = {int(value): times for value, times in figures["counts"].items()}
    return {
        **figures,
        "agreement_a": agreement_a(list(counts.values())),
        "chance": chance_of_agreement(list(counts.values())),
        "consensus_without_one": consensus_without_one(counts, max(counts) - min(counts)),
    }


def group_principles(tally: Tally, instrument: Instrument) -> dict[str, Figures]:
    """Return the figures of every principle, by its number."""
    return {
        principle.number: principle_figures(patterns, principle, instrument.values)
        for principle, patterns in zip(instrument.principles, tally.patterns, strict=True)
    }


def principle_figures(
    patterns: Mapping[str, int], principle: Principle, values: Sequence[int]
) -> Figures:
    """Return the figures of one principle; *patterns* are its marks with how many gave them."""
    scores: Counter[int] = Counter()
    cant_say = blank = low = high = 0
    for pattern, times in patterns.items():
        unsaid, open_ = pattern.count(CANT_SAY), pattern.count(BLANK)
        total = sum(int(mark) for mark in pattern if mark not in (CANT_SAY, BLANK))
        missing = unsaid + open_
        cant_say += times * unsaid
        blank += times * open_
        low += times * (total + missing * min(values))
        high += times * (total + missing * max(values))
        if not missing:
            scores[total] += times
    respondents = sum(patterns.values())
    counted = {"cant_say": cant_say, "blank": blank}
    return score_figures(scores, principle.bands, counted, (low, high), respondents)


def aggregate_figures(
    tally: Tally, principles: Mapping[str, Figures], instrument: Instrument
) -> Figures:
    """Return the figures of the aggregate; *principles* are those of the same tally."""
    counted = {
        key: sum(figures[key] for figures in principles.values()) for key in ("cant_say", "blank")
    }
    low, high = tally.possible
    bands = instrument.aggregate_bands
    return score_figures(tally.aggregates, bands, counted, (low, high), tally.respondents)


def score_figures(
    scores: Mapping[int, int],
    bands: Sequence[Band],
    counted: Mapping[str, int],
    possible: tuple[int, int],
    respondents: int,
) -> Figures:
    """Return the figures of scores: the one rule for a principle and for the aggregate."""
    scores = {score: times for score, times in sorted(scores.items()) if times}
    n = sum(scores.values())
    rising = sorted(bands, key=lambda band: band.low)
    average = mean(scores)
    band = band_of_mean(sum(score * times for score, times in scores.items()), n, rising)
    return {
        "n": n,
        "respondents": respondents,
        **counted,
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


def _band_counts(scores: Mapping[int, int], rising: Sequence[Band]) -> list[int]:
    return [
        sum(times for score, times in scores.items() if band.low <= score <= band.high)
        for band in rising
    ]


def _reading(scores: Mapping[int, int], rising: Sequence[Band], respondents: int) -> Figures:
    """Return whether the band's reading stands for the group, and whether one person decides it.

    It needs two thirds of the people to have a score, and two thirds of the scores in the band.
    """
    n = sum(scores.values())
    if not n or 3 * n < 2 * respondents:
        return {"kind": "incomplete", "band": None, "borderline": False}
    found = _common_band(scores, rising)
    others = [_common_band({**scores, score: times - 1}, rising) for score, times in scores.items()]
    return {
        "kind": "band" if found else "spread",
        "band": [found.low, found.high] if found else None,
        "borderline": n > 1 and any(other != found for other in others),
    }


def _common_band(scores: Mapping[int, int], rising: Sequence[Band]) -> Band | None:
    """Return the band of the mean, if two thirds of the scores lie in it."""
    n = sum(scores.values())
    band = band_of_mean(sum(score * times for score, times in scores.items()), n, rising)
    if band is None:
        return None
    return band if 3 * _band_counts(scores, [band])[0] >= 2 * n else None


def significance_figures(tally: Tally, instrument: Instrument) -> dict[str, Figures]:
    """Return how people rated the significance of each principle, by its number."""
    points = [point.value for point in instrument.significance.scale]
    found: dict[str, Figures] = {}
    for place, principle in enumerate(instrument.principles):
        marks: Counter[str] = Counter()
        for rating, times in tally.ratings.items():
            marks[rating[place]] += times
        counts = {value: marks[str(value)] for value in sorted(points)}
        found[principle.number] = {
            "n": sum(counts.values()),
            "counts": {str(value): times for value, times in counts.items()},
            "cant_say": marks[CANT_SAY],
            "mean": mean(counts),
            "median": median(counts),
        }
    means = [figures["mean"] for figures in found.values()]
    for figures in found.values():
        figures["rank"] = _rank(figures["mean"], means)
    return found


def _rank(value: float | None, others: Sequence[float | None]) -> float | None:
    """Return the rank of a mean, 1 for the highest; equal ones share the middle of their ranks."""
    if value is None:
        return None
    above = sum(other is not None and other > value for other in others)
    equal = sum(other == value for other in others)
    return above + (equal + 1) / 2


def rating_agreement(tally: Tally) -> Figures:
    """Return Kendall's W over those who rated all six, beside its average by chance, 1/n."""
    whole = {
        tuple(map(int, rating)): times
        for rating, times in tally.ratings.items()
        if times and rating.isdigit()
    }
    n = sum(whole.values())
    return {"n": n, "kendall_w": kendall_w(whole), "by_chance": 1 / n if n else None}


def type_figures(tally: Tally) -> dict[str, Figures]:
    """Return how many chose each type, now and needed; only squares that somebody chose."""
    return {
        when: {
            "n": sum(cells.values()),
            "cells": {cell: times for cell, times in sorted(cells.items()) if times},
        }
        for when, cells in tally.types.items()
    }


def completeness_figures(statements: Mapping[str, Figures], aggregate: Figures) -> Figures:
    """Return how much of all sheets is filled in: answers, can't-says, blanks, whole sheets."""
    totals = {
        key: sum(figures[each] for figures in statements.values())
        for key, each in (("answered", "n"), ("cant_say", "cant_say"), ("blank", "blank"))
    }
    return {**totals, "items": sum(totals.values()), "whole_sheets": aggregate["n"]}


def places_of(instrument: Instrument) -> Iterator[Place]:
    """Yield the place of each statement and principle, of the aggregate, and of success."""
    yield from (("statements", code) for code in instrument.codes)
    yield from (("principles", principle.number) for principle in instrument.principles)
    yield from (("aggregate", ""), ("success", ""))


def figure_at(document: Mapping[str, Any], place: Place) -> Any:
    """Return what a document, or a part of one in the same shape, holds at *place*."""
    key, code = place
    return document[key][code] if code else document[key]
