"""What a group file says of the answers behind it, as constraints on the unknown answers.

Every constraint follows from the file, so a world that none of these allows is impossible. The
reverse need not hold: whether the product would write the same file for a world is tried out.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

from pat_core.group.statistics.tally import NOT_GIVEN
from pat_core.model import Band, Instrument, Principle
from tests.attack.unknown import Linear, Unknown

Figures = Mapping[str, Any]


def bind_document(
    unknown: Unknown,
    document: Figures,
    members: Sequence[int],
    instrument: Instrument,
    only: str = "",
) -> None:
    """Demand that the answers of *members*, by row, fit a group file of version 2.

    With the number of a principle for *only*, what is said of anything else is left out: what is
    impossible then is impossible altogether.
    """
    shown = shown_codes(document, instrument)
    for principle in instrument.principles:
        if only in ("", principle.number):
            codes = [own.code for own in principle.statements if own.code in shown]
            _bind_principle(unknown, document, members, principle, codes)
    for kind, subgroups in document["by"].items():
        for label, subgroup in subgroups.items():
            if "withheld" not in subgroup:
                its = members_of(unknown, members, kind, label)
                _bind_subgroup(unknown, subgroup, its, instrument, only)
    if not only:
        if "withheld" not in document["success"]:
            bind_counts(unknown, document["success"], unknown.places.success, members)
        places = [unknown.places.statements[code] for code in shown]
        bind_scores(unknown, document["aggregate"], places, members, instrument.aggregate_bands)


def _bind_principle(
    unknown: Unknown,
    document: Figures,
    members: Sequence[int],
    principle: Principle,
    codes: Iterable[str],
) -> None:
    """Demand counts of the statements with these *codes*, and the scores or bands of people."""
    places = []
    for code in codes:
        places.append(unknown.places.statements[code])
        bind_counts(unknown, document["statements"][code], places[-1], members)
    figures = document["principles"][principle.number]
    bind_scores(unknown, figures, places, members, principle.bands)


def shown_codes(document: Figures, instrument: Instrument) -> list[str]:
    """Return the codes of the statements that are not withheld of the whole group."""
    return [code for code in instrument.codes if "withheld" not in document["statements"][code]]


def members_of(unknown: Unknown, members: Iterable[int], kind: str, label: str) -> list[int]:
    """Return those of *members* who have a label of some kind."""
    wanted = "" if label == NOT_GIVEN else label
    return [index for index in members if getattr(unknown.rows[index].sheet, kind) == wanted]


def bind_counts(unknown: Unknown, figures: Figures, place: int, members: Iterable[int]) -> None:
    """Demand that so many members gave each answer as the counts say."""
    people = list(members)
    for value, times in figures["counts"].items():
        unknown.model.add(sum(unknown.has(index, place, int(value)) for index in people) == times)


def bind_scores(
    unknown: Unknown,
    figures: Figures,
    places: Sequence[int],
    members: Iterable[int],
    bands: Sequence[Band],
) -> None:
    """Demand scores as the list of them says, or else people in each band as its counts say."""
    people = list(members)
    if figures["scores"] is not None:
        complete = [index for index in people if unknown.is_complete(index, places)]
        scores = {int(score): times for score, times in figures["scores"].items()}
        bind_score_list(unknown, scores, places, complete)
    elif figures["band_counts"] is not None:
        _bind_bands(unknown, figures, places, people, bands)


def bind_score_list(
    unknown: Unknown, scores: Mapping[int, int], places: Sequence[int], people: Iterable[int]
) -> None:
    """Demand that the *scores* of all these people are those, so many times each."""
    has = [_choose(unknown, unknown.total(index, places), scores) for index in people]
    for score, times in scores.items():
        unknown.model.add(sum(own[score] for own in has) == times)


def _choose(unknown: Unknown, total: Linear, scores: Iterable[int]) -> dict[int, Any]:
    """Return for each of *scores* a variable that is 1 where *total* is that score."""
    has = {score: unknown.is_in(total, [score]) for score in scores}
    unknown.model.add_exactly_one(has.values())
    return has


def _bind_bands(
    unknown: Unknown,
    figures: Figures,
    places: Sequence[int],
    people: Sequence[int],
    bands: Sequence[Band],
) -> None:
    """Demand so many people with a certain score in each band, and so many with none."""
    rising = sorted(bands, key=lambda band: band.low)
    choices = []
    for index in people:
        answered = sum(unknown.is_given(index, place) for place in places)
        totals = _totals_by_band(answered, _missing(unknown, index, places), rising, unknown)
        total = unknown.total(index, places)
        own = [unknown.is_in(total, values) for values in totals]
        unknown.model.add_exactly_one(own)
        choices.append(own)
    wanted = [*figures["band_counts"], figures["band_open"]]
    for place, times in enumerate(wanted):
        unknown.model.add(sum(own[place] for own in choices) == times)


def _missing(unknown: Unknown, index: int, places: Sequence[int]) -> int:
    """Return how many answers a person lacks; withheld statements count as left open by all."""
    size = 36 if len(places) > 6 else 6
    return size - sum(unknown.is_given(index, place) for place in places)


def _totals_by_band(
    answered: int, missing: int, rising: Sequence[Band], unknown: Unknown
) -> list[list[int]]:
    """Return the sums of answers that make each band certain, and those that leave it open."""
    low, high = unknown.places.answers[0], unknown.places.answers[-1]
    totals: list[list[int]] = [[] for _ in range(len(rising) + 1)]
    for total in range(answered * low, answered * high + 1):
        ends = total + missing * low, total + missing * high
        band = next(
            (n for n, band in enumerate(rising) if band.low <= ends[0] and ends[1] <= band.high),
            len(rising),
        )
        totals[band].append(total)
    return totals


def _bind_subgroup(
    unknown: Unknown,
    subgroup: Figures,
    members: Sequence[int],
    instrument: Instrument,
    only: str,
) -> None:
    for principle in instrument.principles:
        if only not in ("", principle.number):
            continue
        places = unknown.places.principles[principle.number]
        for own, place in zip(principle.statements, places, strict=True):
            figures = subgroup["statements"][own.code]
            if "nearly_all" in figures:
                _bind_nearly_all(unknown, figures["nearly_all"], place, members)
            elif "withheld" not in figures:
                bind_counts(unknown, figures, place, members)
        figures = subgroup["principles"][principle.number]
        if figures.get("estimate") is not None:
            _bind_estimate(unknown, figures["estimate"], places, members)


def _bind_nearly_all(unknown: Unknown, side: str, place: int, members: Sequence[int]) -> None:
    """Demand that all, or all but one, gave one and the same answer on that *side*."""
    answered = sum(unknown.is_given(index, place) for index in members)
    scale = unknown.places.answers
    half = scale[len(scale) // 2 :] if side == "agree" else scale[: len(scale) // 2]
    unknown.model.add_bool_or(
        [
            unknown.is_in(
                sum(unknown.has(index, place, value) for index in members),
                [answered - 1, answered],
            )
            for value in half
        ]
    )


def _bind_estimate(
    unknown: Unknown, estimate: int, places: Sequence[int], members: Sequence[int]
) -> None:
    """Demand that the means of the statements add up to the rounded *estimate*."""
    between(
        unknown,
        [
            (_sum_at(unknown, place, members), _answered(unknown, place, members))
            for place in places
        ],
        Fraction(estimate) - Fraction(1, 2),
        Fraction(estimate) + Fraction(1, 2),
    )


def between(
    unknown: Unknown, means: Iterable[tuple[Linear, int]], low: Fraction, high: Fraction
) -> None:
    """Demand that several *means*, each a sum and a number of people, add up to low … high."""
    pairs = list(means)
    factor = lcm(low.denominator, high.denominator, *(n for _, n in pairs))
    total = sum(own * (factor // n) for own, n in pairs)
    unknown.model.add(total >= int(low * factor))
    unknown.model.add(total <= int(high * factor))


def _sum_at(unknown: Unknown, place: int, members: Iterable[int]) -> Linear:
    return sum(unknown.answer(index, place) for index in members)


def _answered(unknown: Unknown, place: int, members: Iterable[int]) -> int:
    return sum(unknown.is_given(index, place) for index in members)
