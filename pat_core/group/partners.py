"""Each partner counted once: who gives how many, and figures that no large partner outweighs.

The source sees the tool as one of partners (Hardy, Hudson and Waddington, 2003); counting each
once, and when that may be shown, is this project's own.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pat_core.agreement import mean
from pat_core.group.figures import (
    Figures,
    group_principles,
    group_statements,
    significance_figures,
    statement_figures,
)
from pat_core.group.places import Place, figure_at, places_of
from pat_core.group.tally import GroupTally, Tally
from pat_core.model import Instrument

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
    confidential round it is None unless as many partners as the threshold stand behind it, and, in
    parts by organisation, unless so many of them are withheld, or none: from this mean and that
    over all people, a few unknown partners could be worked out.
    """
    found = {name: _means(each, instrument) for name, each in tally.partners.items()}
    fewest = 1 if document["mode"] == "open" else document["threshold"]
    parts = document["by"].get("organisation", {})
    for place in _places(instrument):
        means = {name: each[place] for name, each in found.items() if each[place] is not None}
        hidden = [name for name in means if parts and _is_withheld(parts.get(name), place)]
        is_safe = len(means) >= fewest and (not hidden or len(hidden) >= fewest)
        figures = figure_at(document, place)
        figures["partners"] = len(means)
        figures["partner_mean"] = _rounded_mean(means) if is_safe else None


def _places(instrument: Instrument) -> Iterator[Place]:
    yield from places_of(instrument)
    yield from (("significance", principle.number) for principle in instrument.principles)


def _means(tally: Tally, instrument: Instrument) -> dict[Place, Any]:
    """Return the mean of each figure of one partner, None where there is none."""
    figures = {
        "statements": group_statements(tally, instrument),
        "principles": group_principles(tally, instrument),
        "aggregate": {"mean": mean(tally.aggregates)},
        "success": statement_figures(tally.success, instrument.values),
        "significance": significance_figures(tally, instrument),
    }
    return {place: figure_at(figures, place)["mean"] for place in _places(instrument)}


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


def _rounded_mean(means: Mapping[str, float]) -> float | None:
    """Return the mean to one decimal; the sorted sum is the same whatever came first."""
    return round(sum(sorted(means.values())) / len(means), 1) if means else None
