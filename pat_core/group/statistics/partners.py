"""Each partner counted once: who gives how many, and figures that no large partner outweighs.

The source sees the tool as one of partners (Hardy, Hudson and Waddington, 2003); counting each
once, and when that may be shown, is this project's own.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pat_core.group.statistics.figures import (
    figure_paths,
    group_principles,
    group_statements,
    significance_figures,
    statement_figures,
)
from pat_core.model import OPEN
from pat_core.scoring.agreement import mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pat_core.documents.figures import (
        PartnerFigures,
        PartnerMean,
        RatingCounts,
        ScoreCounts,
        StatementCounts,
        Subgroup,
    )
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
    tally: GroupTally,
    mode: str,
    threshold: int,
    organisations: Mapping[str, Subgroup],
    instrument: Instrument,
) -> dict[FigurePath, PartnerMean]:
    """Return the mean of every figure that has one, with each partner counted once.

    It is the mean of the partners' means, to one decimal; people who name no partner are left out.
    In a confidential round it is None where partners could be worked out from it and the mean over
    all people; see :func:`_is_safe`.

    Args:
        tally: the whole group, with its partners.
        mode: that of the round.
        threshold: how many people a figure of a confidential round needs.
        organisations: what is shown of subgroups by organisation; empty if the group has none.
        instrument: what was answered.
    """
    means_of = {name: _means(partner, instrument) for name, partner in tally.partners.items()}
    fewest = 1 if mode == OPEN else threshold
    result: dict[FigurePath, PartnerMean] = {}
    for path in _paths(instrument):
        means = {name: own[path] for name, own in means_of.items() if own[path].people}
        hidden = [
            own.people
            for name, own in means.items()
            if not organisations or _is_withheld(organisations.get(name), path)
        ]
        is_safe = _is_safe(hidden, len(means), fewest)
        result[path] = {
            "partners": len(means),
            "partner_mean": _rounded_mean(means.values()) if is_safe else None,
        }
    return result


def _is_safe(hidden: Sequence[int], partners: int, fewest: int) -> bool:
    """Return whether a mean of the means of so many *partners* gives no few people away.

    *hidden* holds the number of people of each partner whose own figure is not shown: of every
    partner, unless there are subgroups by organisation. At least *fewest* partners must stand
    behind the mean, and none or at least *fewest* must be hidden. Where the hidden partners have
    just two sizes, such as one of ten people and four of one, the two means give the sums of both:
    then at least *fewest* people must stand behind each.
    """
    if partners < fewest or 0 < len(hidden) < fewest:
        return False
    people = Counter[int]()
    for size in hidden:
        people[size] += size
    return len(people) != 2 or min(people.values()) >= fewest


class _Mean(NamedTuple):
    """The mean over one partner's people, and how many they are."""

    people: int
    mean: float | None


def _paths(instrument: Instrument) -> list[FigurePath]:
    ratings: list[FigurePath] = [("significance", p.number) for p in instrument.principles]
    return [*figure_paths(instrument), *ratings]


def _means(tally: Tally, instrument: Instrument) -> dict[FigurePath, _Mean]:
    """Return the mean of each figure of one partner, None where there is none."""
    statements = group_statements(tally, instrument)
    principles = group_principles(tally, instrument)
    ratings = significance_figures(tally, instrument)
    scores = tally.aggregates
    return {
        **{("statements", code): _mean_in(figures) for code, figures in statements.items()},
        **{("principles", number): _mean_in(figures) for number, figures in principles.items()},
        **{("significance", number): _mean_in(figures) for number, figures in ratings.items()},
        ("aggregate", ""): _Mean(sum(scores.values()), mean(scores)),
        ("success", ""): _mean_in(statement_figures(tally.success, instrument.values)),
    }


def _mean_in(figures: StatementCounts | ScoreCounts | RatingCounts) -> _Mean:
    return _Mean(figures["n"], figures["mean"])


def _is_withheld(subgroup: Subgroup | None, path: FigurePath) -> bool:
    """Return whether a partner's figure cannot be read from its subgroup.

    A subgroup holds statements and principles. The aggregate is known from its principles; success
    and significance cannot be worked out from either.
    """
    key, code = path
    if subgroup is None or "withheld" in subgroup or key in ("success", "significance"):
        return True
    if key == "statements":
        return "withheld" in subgroup["statements"][code]
    if key == "principles":
        return "withheld" in subgroup["principles"][code]
    return any("withheld" in scores for scores in subgroup["principles"].values())


def _rounded_mean(means: Iterable[_Mean]) -> float | None:
    """Return the mean of *means* to one decimal; their order does not change it."""
    known = sorted(partner.mean for partner in means if partner.mean is not None)
    return round(sum(known) / len(known), 1) if known else None
