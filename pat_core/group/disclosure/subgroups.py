"""What a confidential round shows of its subgroups, so that nobody's answers can be worked out.

Whoever has the figures of the whole group can subtract the subgroups that are shown, and whoever
has a score and five of its statements has the sixth. So a statement's counts are left out in two
subgroups or more, a principle is rounded to whole points, and what would still give somebody away
is withheld. These rules are this project's own; the page on the method for groups explains them.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from pat_core.group.disclosure.cells import Cells, hidden_labels, no_cells, statement_cells
from pat_core.group.disclosure.exchanges import estimates_of, is_anybody_exposed, rounded
from pat_core.group.statistics.scores import band_of_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from pat_core.documents.figures import (
        LabelKind,
        NearlyAll,
        StatementCounts,
        Subgroup,
        SubgroupEstimate,
        SubgroupFigures,
        Withheld,
    )
    from pat_core.group.disclosure.cells import Counts
    from pat_core.model import Instrument, Principle

__all__ = [
    "SHOWN_ONCE",
    "WITHHELD",
    "SubgroupRule",
    "estimate_figures",
    "has_shown_subgroups",
    "protected_subgroups",
]

WITHHELD: Withheld = {"withheld": True}

SHOWN_ONCE = (
    "The parts were shown when other people were counted. To show them anew would give away those"
    " few who joined or left one of them since, so they stay as they were shown then."
)
"""Why a confidential group that was counted again has no subgroups. Enough people may have joined
or left the whole group, but only one of them a subgroup; and what was withheld of a subgroup that
has not changed would follow from the others. So subgroups are shown for one set of people only."""


def has_shown_subgroups(by: Mapping[LabelKind, Mapping[str, Subgroup]]) -> bool:
    """Return whether any figure of a subgroup is shown; *by* is that of the group file."""
    return any(
        "withheld" not in subgroup for subgroups in by.values() for subgroup in subgroups.values()
    )


class SubgroupRule(NamedTuple):
    """What decides over subgroups beside their answers."""

    threshold: int
    """The fewest people behind a figure."""
    withheld: Collection[str] = ()
    """The codes of the statements that are withheld of the whole group."""


def protected_subgroups(
    sizes: Mapping[str, int],
    statements: Mapping[str, Mapping[str, StatementCounts]],
    rule: SubgroupRule,
    instrument: Instrument,
) -> dict[str, Subgroup]:
    """Return what is shown of each subgroup, by its label.

    Args:
        sizes: how many people each subgroup has, by its label.
        statements: the figures of each subgroup's statements, by label and code.
        rule: the threshold, and what is withheld of the whole group.
        instrument: what was answered.
    """
    hidden = hidden_labels(sizes, rule.threshold)
    shown = [label for label in sorted(sizes) if label not in hidden]
    figures: dict[str, SubgroupFigures] = {
        label: {"n": sizes[label], "statements": {}, "principles": {}} for label in shown
    }
    for principle in instrument.principles if shown else ():
        codes = [statement.code for statement in principle.statements]
        counts = [
            {label: _counts(statements[label][code]) for label in sorted(sizes)} for code in codes
        ]
        protected = _protect(counts, hidden, rule.threshold)
        for label in shown:
            for code, cells in zip(codes, protected.cells, strict=True):
                own = statements[label][code]
                is_shown = code not in rule.withheld
                figures[label]["statements"][code] = (
                    _statement(label, own, cells) if is_shown else WITHHELD
                )
            figures[label]["principles"][principle.number] = _score(label, protected, principle)
    return {label: figures.get(label, WITHHELD) for label in sorted(sizes)}


class _Protected(NamedTuple):
    """What is shown of one principle."""

    cells: Sequence[Cells]
    """Those of its statements."""
    estimates: Mapping[str, int | None] | None
    """The rounded estimate of each subgroup by label; None where they are withheld."""


def _protect(
    counts: Sequence[Mapping[str, Counts]], hidden: Collection[str], threshold: int
) -> _Protected:
    """Return what may be shown of a principle, given the *counts* of its statements by label.

    As soon as somebody might be found, no counts are shown; and if that is not enough, no figure.
    """
    labels = counts[0].keys() - set(hidden)
    cells_of = partial(statement_cells, hidden=hidden, threshold=threshold)
    for rule in (cells_of, no_cells):
        cells = list(map(rule, counts))
        estimates = estimates_of(cells, labels)
        if not is_anybody_exposed(cells, estimates, rule):
            return _Protected(cells, {label: rounded(own) for label, own in estimates.items()})
    return _Protected(cells, None)


def _counts(figures: StatementCounts) -> Counts:
    return tuple(figures["counts"].values())


def _statement(
    label: str, figures: StatementCounts, cells: Cells
) -> StatementCounts | NearlyAll | Withheld:
    if label in cells.nearly:
        return {"nearly_all": cells.nearly[label]}
    return WITHHELD if label in cells.without else figures


def _score(label: str, protected: _Protected, principle: Principle) -> SubgroupEstimate | Withheld:
    if protected.estimates is None:
        return WITHHELD
    return estimate_figures(protected.estimates.get(label), principle)


def estimate_figures(estimate: int | None, principle: Principle) -> SubgroupEstimate:
    """Return what is shown of a subgroup whose rounded *estimate* is known."""
    if estimate is None:
        return {"estimate": None, "band": None}
    band = band_of_mean(estimate, 1, sorted(principle.bands, key=lambda band: band.low))
    return {"estimate": estimate, "band": [band.low, band.high] if band else None}
