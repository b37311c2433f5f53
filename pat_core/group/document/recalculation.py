"""The figures of a foreign group file, worked out anew from its counts instead of trusted.

Counts are read and checked against each other; means, medians, agreement, bands and readings follow
from them. Three figures need the answers of single people and cannot be worked out: how many people
are certainly in a band, the agreement on significance, and the mean with each partner counted once.
They are kept if they are possible. What the round does not show is cut out (see ``reading``).

Every function raises ``GroupFileError`` where a value is not of its kind or not possible.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.files.sheet import BLANK, CANT_SAY
from pat_core.group.disclosure.whole import protected_scores
from pat_core.group.document.reading import read_withheld
from pat_core.group.statistics.figures import (
    MissingAnswers,
    chance_figures,
    significance_figures,
    statement_figures,
)
from pat_core.group.statistics.scores import BandCounts, score_figures
from pat_core.group.statistics.tally import TIMES, Tally
from pat_core.modes import has_threshold, shows_partners

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
        Withheld,
    )
    from pat_core.files.json_reader import ForeignValue
    from pat_core.group.document.reading import Reading
    from pat_core.model import Band

__all__ = [
    "counted_statements",
    "ends_of",
    "recount_marks",
    "recount_partners",
    "recount_principles",
    "recount_rating_agreement",
    "recount_score_counts",
    "recount_scores",
    "recount_significance",
    "recount_statement",
    "recount_types",
]


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


def recount_statement(foreign: ForeignValue, reading: Reading) -> StatementFigures | Withheld:
    """Return the figures of a statement, or of the one on success, for the whole group."""
    if withheld := read_withheld(foreign):
        return withheld
    values = reading.instrument.values
    figures = recount_marks(foreign, reading.people, values)
    if reading.is_few(figures["n"]):
        return reading.cut(foreign)
    mean = _partner_mean(foreign, reading, (min(values), max(values)))
    return {**figures, **chance_figures(figures), **mean}


def _partner_mean(foreign: ForeignValue, reading: Reading, ends: tuple[int, int]) -> PartnerMean:
    """Return the mean with each partner counted once, which is kept if it is possible."""
    n, average = foreign.at("partners", None), foreign.at("partner_mean", None)
    if not shows_partners(reading.mode):
        if not average.is_null():
            reading.cut(average)
        return {"partners": None, "partner_mean": None}
    return {
        "partners": 0 if n.is_null() else n.whole(0, reading.partners),
        "partner_mean": None if average.is_null() else average.number(*ends),
    }


def counted_statements(
    statements: Mapping[str, StatementFigures | Withheld], reading: Reading
) -> dict[str, StatementCounts]:
    """Return the figures of *statements*; one that is withheld counts as blank for everybody."""
    blank = statement_figures({BLANK: reading.people}, reading.instrument.values)
    return {
        code: blank if "withheld" in figures else figures for code, figures in statements.items()
    }


def recount_principles(
    foreign: ForeignValue, statements: Mapping[str, StatementCounts], reading: Reading
) -> dict[str, ScoreFigures]:
    """Return the figures of every principle, from its scores and those of its *statements*."""
    principles = {principle.number: principle for principle in reading.instrument.principles}
    figures: dict[str, ScoreFigures] = {}
    for number, value in foreign.all_of(list(principles)):
        own = {s.code: statements[s.code] for s in principles[number].statements}
        figures[number] = recount_scores(value, own, principles[number].bands, reading)
    return figures


def recount_scores(
    foreign: ForeignValue,
    statements: Mapping[str, StatementCounts],
    bands: Sequence[Band],
    reading: Reading,
) -> ScoreFigures:
    """Return the figures of the whole group's scores over *statements*."""
    cuts = {place.removeprefix("statements/") for place in reading.cuts}
    known = statements.keys().isdisjoint(cuts)
    figures = recount_score_counts(foreign, list(statements.values()), bands, reading, known=known)
    if has_threshold(reading.mode):
        protected = protected_scores(figures, are_unsafe=figures["band_counts"] is None)
        if not known or protected["n"] != figures["n"]:
            reading.cut(foreign)
        figures = protected
    return {**figures, **_partner_mean(foreign, reading, ends_of(bands))}


def ends_of(bands: Sequence[Band]) -> tuple[int, int]:
    """Return the lowest and the highest score in *bands*."""
    return min(band.low for band in bands), max(band.high for band in bands)


def recount_score_counts(
    foreign: ForeignValue,
    statements: Sequence[StatementCounts],
    bands: Sequence[Band],
    reading: Reading,
    people: int | None = None,
    *,
    known: bool = True,
) -> ScoreCounts:
    """Return the figures of scores over *statements*; who left one open has no score.

    They are those of the whole group, or of so many *people*. Unless it is *known* who has which
    score, because the file's statements are shown as they stand, only what follows from the
    statements is there.
    """
    people = reading.people if people is None else people
    rising = sorted(bands, key=lambda band: band.low)
    most = min(statement["n"] for statement in statements)
    scores = _read_scores(foreign, rising, most) if known else None
    answered = sum(
        int(value) * times
        for statement in statements
        for value, times in statement["counts"].items()
    )
    gaps, values = sum(MissingAnswers.of(statements)), reading.instrument.values
    possible = answered + gaps * min(values), answered + gaps * max(values)
    band_counts = _read_bands(foreign, scores, rising, people) if known else None
    certain = BandCounts(band_counts, people)
    return {**foreign.object(), **score_figures(scores, certain, possible, rising, statements)}


def _read_scores(foreign: ForeignValue, rising: Sequence[Band], most: int) -> dict[int, int] | None:
    """Return how many people have each score, up to *most* in all; None where it is withheld."""
    if foreign.at("scores", None).is_null():
        return None
    low, high = rising[0].low, rising[-1].high
    counts = _counted(foreign, "scores", [str(score) for score in range(low, high + 1)], most)
    return {int(score): times for score, times in counts.items()}


def _read_bands(
    foreign: ForeignValue, scores: Mapping[int, int] | None, rising: Sequence[Band], people: int
) -> list[int] | None:
    """Return how many people are certainly in each band; None where it is withheld.

    Those with a complete score are; counts that leave one of them out are not believed.
    """
    stated = foreign.at("band_counts", None)
    if stated.is_null():
        return None
    counts = [count.whole(0, people) for count in stated.list(len(rising))]
    if len(counts) != len(rising) or sum(counts) > people:
        stated.fail(f"must hold {len(rising)} counts that add up to {people} or less")
    known = [
        sum(times for score, times in (scores or {}).items() if band.low <= score <= band.high)
        for band in rising
    ]
    is_possible = all(n >= least for n, least in zip(counts, known, strict=True))
    return counts if is_possible else known


def recount_significance(
    foreign: ForeignValue, reading: Reading
) -> dict[str, SignificanceFigures | Withheld]:
    """Return how people rated the significance of each principle, from the counts."""
    instrument, people = reading.instrument, reading.people
    values = [point.value for point in instrument.significance.scale]
    points, ends = [str(value) for value in values], (min(values), max(values))
    numbers = [principle.number for principle in instrument.principles]
    tally = Tally(instrument)
    values_of = dict(foreign.all_of(numbers))
    withheld = {
        number: kept
        for number, value in values_of.items()
        if (kept := read_withheld(value) or _cut_rating(value, reading))
    }
    for place, number in enumerate(numbers):
        if number in withheld:
            continue
        value = values_of[number]
        counts = _counted(value, "counts", points, people)
        counts[CANT_SAY] = value.at("cant_say", 0).whole(0, people)
        if sum(counts.values()) > people:
            value.fail(f"counts more people than the {people} of the group")
        # The file does not say which ratings are one person's: each stands for a sheet of its own.
        before, after = BLANK * place, BLANK * (len(numbers) - place - 1)
        tally.ratings.update({before + mark + after: n for mark, n in counts.items()})
    figures = significance_figures(tally, instrument)
    return {
        number: withheld.get(number)
        or {
            **values_of[number].object(),
            **_partner_mean(values_of[number], reading, ends),
            **figures[number],
        }
        for number in numbers
    }


def _cut_rating(foreign: ForeignValue, reading: Reading) -> Withheld | None:
    n = foreign.at("n").whole(0, reading.people)
    return reading.cut(foreign) if reading.is_few(n) else None


def recount_rating_agreement(
    foreign: ForeignValue,
    significance: Mapping[str, SignificanceFigures | Withheld],
    reading: Reading,
) -> RatingAgreement:
    """Return the agreement on significance, kept if so many can have rated all principles."""
    raters = [0 if "withheld" in figures else figures["n"] for figures in significance.values()]
    n = foreign.at("n").whole(0, reading.people)
    w = foreign.at("kendall_w")
    if n > min(raters):
        if not has_threshold(reading.mode):
            foreign.at("n").refuse(f"at most {min(raters)}")
        n = 0
    is_shown = not has_threshold(reading.mode) or n == max(raters)
    if not w.is_null() and is_shown and n < 2:
        w.refuse("null below two people")
    if not w.is_null() and not is_shown:
        reading.cut(w)
    return {
        **foreign.object(),
        "n": n,
        "kendall_w": w.number(0, 1) if is_shown and not w.is_null() else None,
        "by_chance": 1 / n if n else None,
    }


def recount_types(
    foreign: ForeignValue, reading: Reading
) -> dict[TypeTime, TypeFigures | Withheld]:
    """Return how many chose each type, now and needed."""
    typology = reading.instrument.typology
    cells = [f"{c.code}/{f.code}" for c in typology.collaborations for f in typology.functions]
    return {when: _recount_type(foreign, when, cells, reading) for when in TIMES}


def _recount_type(
    foreign: ForeignValue, when: TypeTime, cells: Sequence[str], reading: Reading
) -> TypeFigures | Withheld:
    value = foreign.at(when, {"n": 0, "cells": {}})
    if withheld := read_withheld(value):
        return withheld
    counts = _counted(value, "cells", cells, reading.people)
    chosen = {cell: times for cell, times in sorted(counts.items()) if times}
    if reading.is_few(sum(chosen.values())):
        return reading.cut(value)
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
