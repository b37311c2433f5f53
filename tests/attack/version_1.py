"""What a group file of version 1 says of the answers behind it, as constraints.

These files are kept as examples: each of them gives somebody away, and the attack must find it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations_with_replacement
from math import isclose
from statistics import median
from typing import Any

from pat_core.model import Instrument
from pat_core.scoring.agreement import consensus
from tests.attack.constraints import (
    between,
    bind_counts,
    bind_score_list,
    bind_scores,
    members_of,
)
from tests.attack.unknown import Unknown

Figures = Mapping[str, Any]
_MOST_LISTED = 6
"""Of how many people every list of scores is tried."""


def bind_first(
    unknown: Unknown,
    document: Figures,
    members: Sequence[int],
    instrument: Instrument,
    without: Iterable[str] = (),
) -> None:
    """Demand that the answers of *members* fit a group file of version 1, but for its aggregate.

    *without* names kinds of figures that are left out, to see what only they give away: "scores",
    "partners", "parts", "part scores".
    """
    used = {"scores", "partners", "parts", "part scores"} - set(without)
    for code, place in unknown.places.statements.items():
        bind_counts(unknown, document["statements"][code], place, members)
    bind_counts(unknown, document["success"], unknown.places.success, members)
    if "scores" in used:
        for principle in instrument.principles:
            places = unknown.places.principles[principle.number]
            figures = document["principles"][principle.number]
            bind_scores(unknown, figures, places, members, principle.bands)
    if "partners" in used:
        _bind_partner_means(unknown, document, members)
    if "parts" in used:
        _bind_parts(unknown, document, members, instrument, "part scores" in used)


def _bind_parts(
    unknown: Unknown,
    document: Figures,
    members: Sequence[int],
    instrument: Instrument,
    with_scores: bool,
) -> None:
    for kind, subgroups in document["by"].items():
        for label, subgroup in subgroups.items():
            if "withheld" in subgroup:
                continue
            its = members_of(unknown, members, kind, label)
            for code, figures in subgroup["statements"].items():
                if "withheld" not in figures:
                    bind_counts(unknown, figures, unknown.places.statements[code], its)
            for number, figures in subgroup["principles"].items():
                if with_scores and "withheld" not in figures:
                    _bind_part_scores(unknown, figures, its, number, instrument)


def _bind_part_scores(
    unknown: Unknown, figures: Figures, members: Sequence[int], number: str, instrument: Instrument
) -> None:
    places = unknown.places.principles[number]
    complete = [index for index in members if unknown.is_complete(index, places)]
    if len(complete) > _MOST_LISTED:
        return
    lists = score_lists(figures, instrument)
    model = unknown.model
    chosen = [model.new_bool_var("") for _ in lists]
    model.add_exactly_one(chosen)
    for scores, literal in zip(lists, chosen, strict=True):
        if len(lists) == 1:
            bind_score_list(unknown, Counter(scores), places, complete)
            return
        for score in set(range(6, 25)):
            has = [unknown.is_in(unknown.total(i, places), [score]) for i in complete]
            model.add(sum(has) == scores.count(score)).only_enforce_if(literal)


def score_lists(figures: Figures, instrument: Instrument) -> list[tuple[int, ...]]:
    """Return every list of scores that has the mean, median, consensus and bands of a part."""
    bands = sorted(instrument.principles[0].bands, key=lambda band: band.low)
    low, high, n = bands[0].low, bands[-1].high, figures["n"]
    total = round(figures["mean"] * n)

    def fits(scores: Sequence[int]) -> bool:
        counts = [sum(band.low <= score <= band.high for score in scores) for band in bands]
        return (
            sum(scores) == total
            and median(scores) == figures["median"]
            and counts == figures["band_counts"]
            and isclose(
                consensus(Counter(scores), high - low) or 0, figures["consensus"], abs_tol=1e-9
            )
        )

    return [
        scores for scores in combinations_with_replacement(range(low, high + 1), n) if fits(scores)
    ]


def _bind_partner_means(unknown: Unknown, document: Figures, members: Sequence[int]) -> None:
    """Demand the rounded means in which each partner counts once."""
    named = [index for index in members if unknown.rows[index].sheet.organisation]
    for places, figures in _with_partner_mean(unknown, document):
        if figures["partner_mean"] is None:
            continue
        answered = [index for index in named if unknown.is_complete(index, places)]
        sizes = Counter(unknown.rows[index].sheet.organisation for index in answered)
        means = [
            (
                sum(
                    unknown.total(index, places)
                    for index in answered
                    if unknown.rows[index].sheet.organisation == partner
                ),
                n * len(sizes),
            )
            for partner, n in sizes.items()
        ]
        rounded, half = Fraction(str(figures["partner_mean"])), Fraction(1, 20)
        between(unknown, means, rounded - half, rounded + half)


def _with_partner_mean(
    unknown: Unknown, document: Figures
) -> Iterator[tuple[Sequence[int], Figures]]:
    """Yield the places of each figure that has such a mean, with the figure."""
    places = unknown.places
    for code, place in places.statements.items():
        yield [place], document["statements"][code]
    for number, its in places.principles.items():
        yield its, document["principles"][number]
    yield list(places.statements.values()), document["aggregate"]
    yield [places.success], document["success"]


def bind_paired(unknown: Unknown, change: Figures, pairs: Iterable[tuple[int, int]]) -> None:
    """Demand that so many *pairs* of rows went up, stayed or went down as the change says."""
    couples = list(pairs)
    its = {code: [place] for code, place in unknown.places.statements.items()}
    for key, places_of in (("statements", its), ("principles", unknown.places.principles)):
        for code, figures in change["paired"][key].items():
            if "withheld" not in figures:
                _bind_steps(unknown, figures, places_of[code], couples)


def _bind_steps(
    unknown: Unknown,
    figures: Figures,
    places: Sequence[int],
    pairs: Sequence[tuple[int, int]],
) -> None:
    most = len(places) * unknown.places.answers[-1]
    ranges = {"up": range(1, most), "same": range(1), "down": range(-most, 0)}
    steps = []
    for pair in pairs:
        if all(unknown.is_complete(index, places) for index in pair):
            before, now = (unknown.total(index, places) for index in pair)
            own = {step: unknown.is_in(now - before, ranges[step]) for step in ranges}
            unknown.model.add_exactly_one(own.values())
            steps.append(own)
    for step in ranges:
        unknown.model.add(sum(own[step] for own in steps) == figures[step])
