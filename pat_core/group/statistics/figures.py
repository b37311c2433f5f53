"""The figures of a tally: of statements, principles, significance, success and types.

Each is a JSON object in the shape of the group file (see ``documents.figures``). For consensus and
Kendall's W see ``agreement``. The rules for "divided" and for a group's reading are this project's
own.
"""

from __future__ import annotations

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
        RatingAgreement,
        RatingCounts,
        StatementCounts,
        StatementFigures,
        TypeFigures,
        TypeTime,
        Withheld,
    )
    from pat_core.group.statistics.tally import Tally
    from pat_core.model import Instrument

__all__ = [
    "FigurePath",
    "MissingAnswers",
    "chance_figures",
    "completeness_figures",
    "figure_at",
    "figure_paths",
    "group_statements",
    "rating_agreement",
    "shown",
    "shown_statements",
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
