"""The figures of a foreign group file, worked out anew from its counts instead of trusted.

Counts are read and checked against each other; means, medians, agreement, bands and readings follow
from them. Two figures need the answers of single people and cannot be worked out: the agreement on
significance, and the mean with each partner counted once. They are kept if they are possible.

Every function raises ``GroupFileError`` where a value is not of its kind or not possible.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pat_core.files.sheet import BLANK, CANT_SAY
from pat_core.group.statistics.figures import (
    MissingAnswers,
    chance_figures,
    score_figures,
    significance_figures,
    statement_figures,
)
from pat_core.group.statistics.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pat_core.documents.figures import (
        PartnerFigures,
        PartnerMean,
        RatingAgreement,
        ScoreCounts,
        ScoreFigures,
        SignificanceFigures,
        StatementCounts,
        StatementFigures,
        TypeFigures,
        TypeTime,
    )
    from pat_core.files.json_reader import ForeignValue
    from pat_core.model import Band, Instrument

__all__ = [
    "MAX_PEOPLE",
    "ends_of",
    "recount_aggregate",
    "recount_marks",
    "recount_partners",
    "recount_principles",
    "recount_rating_agreement",
    "recount_significance",
    "recount_statement",
    "recount_types",
]

MAX_PEOPLE = 1_000_000
"""The largest group that is read."""


def _counted(foreign: ForeignValue, key: str, allowed: Sequence[str], most: int) -> dict[str, int]:
    """Return counts by *allowed* keys, each up to *most*; ``n`` beside them must be their sum."""
    counts = {name: count.whole(0, most) for name, count in foreign.at(key).items(allowed)}
    total, n = sum(counts.values()), foreign.at("n")
    if n.whole(0, most) != total:
        n.fail(f"is {n.raw}, but {key} add up to {total}; the two must be the same")
    return counts


def recount_marks(foreign: ForeignValue, people: int, values: Sequence[int]) -> StatementCounts:
    """Return a statement's figures from its counts; *people* answered it or left it open.

    *values* are those of the answers.
    """
    keys = [str(value) for value in sorted(values)]
    counts = _counted(foreign, "counts", keys, people)
    if missing := [key for key in keys if key not in counts]:
        foreign.at("counts").fail(f"has no key {missing[0]}; it must have {', '.join(keys)}")
    unsaid = foreign.at("cant_say").whole(0, people)
    blank = people - sum(counts.values()) - unsaid
    if blank < 0 or foreign.at("blank", blank).whole(0, people) != blank:
        foreign.fail(f"counts other people than the {people} of the group")
    marks = {**counts, CANT_SAY: unsaid, BLANK: blank}
    return {**foreign.object(), **statement_figures(marks, values)}


def recount_statement(
    foreign: ForeignValue, people: int, partners: int, instrument: Instrument
) -> StatementFigures:
    """Return the figures of a statement, or of the one on success, for the whole group.

    The group is of so many *people*, from so many named *partners*.
    """
    figures = recount_marks(foreign, people, instrument.values)
    ends = min(instrument.values), max(instrument.values)
    return {**figures, **chance_figures(figures), **_partner_mean(foreign, partners, ends)}


def _partner_mean(foreign: ForeignValue, partners: int, ends: tuple[int, int]) -> PartnerMean:
    """Return the mean with each partner counted once, which is kept if it is possible."""
    n, average = foreign.at("partners", 0).whole(0, partners), foreign.at("partner_mean", None)
    return {"partners": n, "partner_mean": None if average.is_null() else average.number(*ends)}


def recount_principles(
    foreign: ForeignValue,
    statements: Mapping[str, StatementFigures],
    people: int,
    partners: int,
    ins: Instrument,
) -> dict[str, ScoreFigures]:
    """Return the figures of every principle, from its scores and those of its *statements*."""
    principles = {principle.number: principle for principle in ins.principles}
    figures: dict[str, ScoreFigures] = {}
    for number, value in foreign.all_of(list(principles)):
        bands, codes = principles[number].bands, [s.code for s in principles[number].statements]
        its = [statements[code] for code in codes]
        figures[number] = {
            **_recount_scores(value, bands, its, people, ins.values),
            **_partner_mean(value, partners, ends_of(bands)),
        }
    return figures


def recount_aggregate(
    foreign: ForeignValue,
    statements: Mapping[str, StatementFigures],
    people: int,
    partners: int,
    ins: Instrument,
) -> ScoreFigures:
    """Return the figures of the aggregate, from its scores and those of all *statements*."""
    bands, its = ins.aggregate_bands, list(statements.values())
    return {
        **_recount_scores(foreign, bands, its, people, ins.values),
        **_partner_mean(foreign, partners, ends_of(bands)),
    }


def ends_of(bands: Sequence[Band]) -> tuple[int, int]:
    """Return the lowest and the highest score in *bands*."""
    return min(band.low for band in bands), max(band.high for band in bands)


def _recount_scores(
    foreign: ForeignValue,
    bands: Sequence[Band],
    statements: Sequence[StatementFigures],
    people: int,
    values: Sequence[int],
) -> ScoreCounts:
    """Return the figures of scores over *statements*; who left one open has no score."""
    low, high = ends_of(bands)
    most = min(statement["n"] for statement in statements)
    counts = _counted(foreign, "scores", [str(score) for score in range(low, high + 1)], most)
    scores = {int(score): times for score, times in counts.items()}
    missing = MissingAnswers.of(statements)
    answered = sum(
        int(value) * times
        for statement in statements
        for value, times in statement["counts"].items()
    )
    gaps = sum(missing)
    possible = answered + gaps * min(values), answered + gaps * max(values)
    return {**foreign.object(), **score_figures(scores, bands, missing, possible, people)}


def recount_significance(
    foreign: ForeignValue, people: int, partners: int, instrument: Instrument
) -> dict[str, SignificanceFigures]:
    """Return how people rated the significance of each principle, from the counts."""
    values = [point.value for point in instrument.significance.scale]
    points, ends = [str(value) for value in values], (min(values), max(values))
    numbers = [principle.number for principle in instrument.principles]
    tally = Tally(instrument)
    others: dict[str, Any] = {}
    means: dict[str, PartnerMean] = {}
    for place, (number, value) in enumerate(foreign.all_of(numbers)):
        counts = _counted(value, "counts", points, people)
        counts[CANT_SAY] = value.at("cant_say", 0).whole(0, people)
        if sum(counts.values()) > people:
            value.fail(f"counts more people than the {people} of the group")
        # The file does not say which ratings are one person's: each stands for a sheet of its own.
        before, after = BLANK * place, BLANK * (len(numbers) - place - 1)
        tally.ratings.update({before + mark + after: n for mark, n in counts.items()})
        others[number], means[number] = value.object(), _partner_mean(value, partners, ends)
    figures = significance_figures(tally, instrument)
    return {number: {**others[number], **means[number], **figures[number]} for number in numbers}


def recount_rating_agreement(
    foreign: ForeignValue, significance: Mapping[str, SignificanceFigures]
) -> RatingAgreement:
    """Return the agreement on significance, kept if so many can have rated all principles."""
    n = foreign.at("n").whole(0, min(figures["n"] for figures in significance.values()))
    w = foreign.at("kendall_w")
    if not w.is_null() and n < 2:
        w.refuse("null below two people")
    return {
        **foreign.object(),
        "n": n,
        "kendall_w": None if w.is_null() else w.number(0, 1),
        "by_chance": 1 / n if n else None,
    }


def recount_types(
    foreign: ForeignValue, people: int, instrument: Instrument
) -> dict[TypeTime, TypeFigures]:
    """Return how many chose each type, now and needed."""
    typology = instrument.typology
    cells = [f"{c.code}/{f.code}" for c in typology.collaborations for f in typology.functions]
    return {
        "now": _recount_type(foreign, "now", cells, people),
        "needed": _recount_type(foreign, "needed", cells, people),
    }


def _recount_type(
    foreign: ForeignValue, when: TypeTime, cells: Sequence[str], people: int
) -> TypeFigures:
    value = foreign.at(when, {"n": 0, "cells": {}})
    counts = _counted(value, "cells", cells, people)
    chosen = {cell: times for cell, times in sorted(counts.items()) if times}
    return {**value.object(), "n": sum(chosen.values()), "cells": chosen}


def recount_partners(foreign: ForeignValue, people: int) -> PartnerFigures:
    """Return how many partners are named, how many people name none, and the largest partner."""
    n, largest = foreign.at("n").whole(0, people), foreign.at("largest").whole(0, people)
    unnamed = foreign.at("unnamed").whole(0, people)
    named = people - unnamed
    if not (n + largest - 1 <= named <= n * largest if n else largest == named == 0):
        foreign.fail(f"cannot be: {n} partners, the largest with {largest}, of {named} people")
    return {
        **foreign.object(),
        "n": n,
        "unnamed": unnamed,
        "largest": largest,
        "over_half": 2 * largest > people,
    }
