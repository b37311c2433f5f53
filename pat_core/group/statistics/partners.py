"""Each partner counted once: who gives how many, and figures that no large partner outweighs.

The source sees the tool as one of partners (Hardy, Hudson and Waddington, 2003); counting each
once, and when that may be shown, is this project's own.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pat_core.group.statistics.figures import (
    Figures,
    Place,
    figure_at,
    group_principles,
    group_statements,
    places_of,
    significance_figures,
    statement_figures,
)
from pat_core.group.statistics.tally import GroupTally, Tally
from pat_core.model import Instrument
from pat_core.scoring.agreement import mean

__all__ = ["add_partner_means", "partner_figures"]


def partner_figures(tally: GroupTally) -> Figures:
    """Return how many partners are named, how many people name none, and the largest share."""
    sizes = [partner.respondents for partner in tally.partners.values()]
    largest = max(sizes, default=0)
    return {
        "n": len(sizes),
        "unnamed": tally.whole.respondents - sum(sizes),
        "largest": largest,
        "over_half": 2 * largest > tally.whole.respondents,
    }


def add_partner_means(document: dict[str, Any], tally: GroupTally, instrument: Instrument) -> None:
    """Give each figure of *document* that has a mean its mean with each partner counted once.

    The mean of the partners' means, to one decimal; people who name no partner are left out. In a
    confidential round it is None where partners could be worked out from it and the mean over all
    people; see :func:`_is_safe`.
    """
    found = {name: _means(each, instrument) for name, each in tally.partners.items()}
    fewest = 1 if document["mode"] == "open" else document["threshold"]
    parts = document["by"].get("organisation", {})
    for place in _places(instrument):
        means = {name: each[place] for name, each in found.items() if each[place].people}
        hidden = [
            each.people
            for name, each in means.items()
            if not parts or _is_withheld(parts.get(name), place)
        ]
        figures = figure_at(document, place)
        figures["partners"] = len(means)
        figures["partner_mean"] = (
            _rounded_mean(means.values()) if _is_safe(hidden, len(means), fewest) else None
        )


def _is_safe(hidden: Sequence[int], partners: int, fewest: int) -> bool:
    """Return whether a mean of the means of so many *partners* gives few people away.

    *hidden* are the people of each partner whose own figure is not shown, which is all of them but
    for parts by organisation. As many partners as *fewest* must stand behind it, and as many be
    hidden, or none. Where the hidden ones have just two sizes, such as one of ten people and four
    of one, the two means give the sum of either: then *fewest* people must stand behind both.
    """
    if partners < fewest or 0 < len(hidden) < fewest:
        return False
    people = Counter[int]()
    for size in hidden:
        people[size] += size
    return len(people) != 2 or min(people.values()) >= fewest


class _Mean(NamedTuple):
    """The mean of one partner's people, and how many they are."""

    people: int
    mean: float | None


def _places(instrument: Instrument) -> Iterator[Place]:
    yield from places_of(instrument)
    yield from (("significance", principle.number) for principle in instrument.principles)


def _means(tally: Tally, instrument: Instrument) -> dict[Place, _Mean]:
    """Return the mean of each figure of one partner, None where there is none."""
    scores = tally.aggregates
    figures = {
        "statements": group_statements(tally, instrument),
        "principles": group_principles(tally, instrument),
        "aggregate": {"n": sum(scores.values()), "mean": mean(scores)},
        "success": statement_figures(tally.success, instrument.values),
        "significance": significance_figures(tally, instrument),
    }
    found = {place: figure_at(figures, place) for place in _places(instrument)}
    return {place: _Mean(each["n"], each["mean"]) for place, each in found.items()}


def _is_withheld(part: Mapping[str, Any] | None, place: Place) -> bool:
    """Return whether a partner's figure cannot be read from its part.

    A part holds statements and principles. The aggregate is known from its principles; success and
    significance from none of them.
    """
    key, code = place
    if part is None or "withheld" in part or key in ("success", "significance"):
        return True
    if key == "aggregate":
        return any("withheld" in each for each in part["principles"].values())
    return "withheld" in part[key][code]


def _rounded_mean(means: Iterable[_Mean]) -> float | None:
    """Return the mean to one decimal; the sorted sum is the same whatever came first."""
    found = sorted(each.mean for each in means if each.mean is not None)
    return round(sum(found) / len(found), 1) if found else None
