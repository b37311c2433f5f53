"""Each partner counted once: who gives how many, and figures that no large partner outweighs.

The source sees the tool as one of partners (Hardy, Hudson and Waddington, 2003); counting each
once, and when that may be shown, is this project's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.group.statistics.figures import (
    figure_paths,
    group_statements,
    significance_figures,
    statement_figures,
)
from pat_core.group.statistics.scores import aggregate_figures, group_principles
from pat_core.modes import shows_partners

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pat_core.documents.figures import PartnerFigures, PartnerMean
    from pat_core.group.statistics.figures import FigurePath
    from pat_core.group.statistics.tally import GroupTally, Tally
    from pat_core.model import Instrument

__all__ = ["partner_figures", "partner_means"]


def partner_figures(tally: GroupTally) -> PartnerFigures:
    """Return how many partners are named, how many people name none, and the largest share."""
    sizes = [partner.respondents for partner in tally.partners.values()]
    largest = max(sizes, default=0)
    return {
        "n": len(sizes),
        "unnamed": tally.whole.respondents - sum(sizes),
        "largest": largest,
        "over_half": 2 * largest > tally.whole.respondents,
    }


def partner_means(
    tally: GroupTally, mode: str, instrument: Instrument
) -> dict[FigurePath, PartnerMean]:
    """Return the mean of every figure that has one, with each partner counted once.

    It is the mean of the partners' means, to one decimal; people who name no partner are left out.
    It is None where the *mode* of the round does not show partners: beside the mean over all people
    it would give the smallest of them away.
    """
    if not shows_partners(mode):
        return {path: {"partners": None, "partner_mean": None} for path in _paths(instrument)}
    means_of = [_means(partner, instrument) for partner in tally.partners.values()]
    return {path: _partner_mean([own[path] for own in means_of]) for path in _paths(instrument)}


def _partner_mean(means: Sequence[float | None]) -> PartnerMean:
    """Return the mean of the partners' *means*, None for a partner without one."""
    # They are sorted, so that the order of partners does not change the sum.
    known = sorted(mean for mean in means if mean is not None)
    return {
        "partners": len(known),
        "partner_mean": round(sum(known) / len(known), 1) if known else None,
    }


def _paths(instrument: Instrument) -> list[FigurePath]:
    ratings: list[FigurePath] = [("significance", p.number) for p in instrument.principles]
    return [*figure_paths(instrument), *ratings]


def _means(tally: Tally, instrument: Instrument) -> dict[FigurePath, float | None]:
    """Return the mean of each figure of one partner, None where there is none."""
    statements = group_statements(tally, instrument)
    principles = group_principles(tally, statements, instrument)
    ratings = significance_figures(tally, instrument)
    return {
        **{("statements", code): figures["mean"] for code, figures in statements.items()},
        **{("principles", number): figures["estimate"] for number, figures in principles.items()},
        **{("significance", number): figures["mean"] for number, figures in ratings.items()},
        ("aggregate", ""): aggregate_figures(tally, statements, instrument)["estimate"],
        ("success", ""): statement_figures(tally.success, instrument.values)["mean"],
    }
