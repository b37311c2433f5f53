"""Each partner counted once: who gives how many, and figures that no large partner outweighs.

The source sees the tool as one of partners (Hardy, Hudson and Waddington, 2003); counting each
once, and when that may be shown, is this project's own.
"""

from collections.abc import Mapping
from typing import Any

from pat_core.group.figures import Figures, group_principles, group_statements
from pat_core.group.tally import GroupTally
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
    """Give each statement and principle of *document* its mean with each partner counted once.

    The mean of the partners' means, to one decimal; people who name no partner are left out. In a
    confidential round it is None unless as many partners as the threshold stand behind it, and, in
    parts by organisation, unless so many of them are withheld, or none: from this mean and that
    over all people, a few unknown partners could be worked out.
    """
    found = {
        name: (group_statements(each, instrument), group_principles(each, instrument))
        for name, each in tally.partners.items()
    }
    fewest = 1 if document["mode"] == "open" else document["threshold"]
    parts = document["by"].get("organisation", {})
    for place, key in enumerate(("statements", "principles")):
        for code, figures in document[key].items():
            means = {
                name: each[place][code]["mean"]
                for name, each in found.items()
                if each[place][code]["n"]
            }
            hidden = [name for name in means if parts and _is_withheld(parts, name, key, code)]
            is_safe = len(means) >= fewest and (not hidden or len(hidden) >= fewest)
            figures["partners"] = len(means)
            figures["partner_mean"] = _rounded_mean(means) if is_safe else None


def _is_withheld(parts: Mapping[str, Any], name: str, key: str, code: str) -> bool:
    part = parts.get(name, {"withheld": True})
    return "withheld" in part or "withheld" in part[key][code]


def _rounded_mean(means: Mapping[str, float]) -> float | None:
    """Return the mean to one decimal; the sorted sum is the same whatever came first."""
    return round(sum(sorted(means.values())) / len(means), 1) if means else None
