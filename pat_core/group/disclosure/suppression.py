"""Which figures of subgroups may be shown, so that no answers of a few people can be worked out.

The threshold, the order of withholding, the link between statements and principles, and that
subgroups are shown only once are this project's own rules. They govern what is displayed: whoever
holds the files can read them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.group.statistics.figures import group_principles, group_statements

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pat_core.documents.figures import (
        LabelKind,
        ScoreCounts,
        StatementCounts,
        Subgroup,
        SubgroupScores,
        Withheld,
    )
    from pat_core.group.statistics.tally import Tally
    from pat_core.model import Instrument

__all__ = ["SHOWN_ONCE", "WITHHELD", "has_shown_subgroups", "hidden_labels", "subgroup_figures"]

WITHHELD: Withheld = {"withheld": True}

SHOWN_ONCE = (
    "The parts were shown when other people were counted. To show them anew would give away those"
    " few who joined or left one of them since, so they stay as they were shown then."
)
"""Why a confidential group that was counted again has no subgroups. Enough people may have joined
or left the whole group, but only one of them a subgroup; and what was withheld of a subgroup that
has not changed would follow from the others. So subgroups are shown for one set of people only."""


def hidden_labels(
    sizes: Mapping[str, int], threshold: int, hidden: Collection[str] = ()
) -> frozenset[str]:
    """Return the labels whose figure is withheld, given the number of people behind each.

    Those below the *threshold* are withheld, and those that are *hidden* already. Whoever has the
    figure of the whole group can subtract the ones shown, so the next smallest follow until the
    withheld ones together hold at least the threshold, or none is shown.
    """
    labels = {label for label, n in sizes.items() if n < threshold or label in hidden}
    if not labels:
        return frozenset()
    total = sum(sizes[label] for label in labels)
    for label in sorted(set(sizes) - labels, key=lambda label: (sizes[label], label)):
        if total >= threshold:
            break
        labels.add(label)
        total += sizes[label]
    return frozenset(labels)


def subgroup_figures(
    tallies: Mapping[str, Tally], threshold: int, instrument: Instrument
) -> dict[str, Subgroup]:
    """Return the figures of each subgroup by its label, withheld ones replaced.

    A principle is withheld wherever one of its statements is: its score and the other five
    statements would give the withheld one away.
    """
    labels = sorted(tallies)
    statements = {label: group_statements(tallies[label], instrument) for label in labels}
    principles = {label: group_principles(tallies[label], instrument) for label in labels}
    hidden = hidden_labels({label: tallies[label].respondents for label in labels}, threshold)
    hidden_at = {
        code: hidden_labels(_sizes(statements, code), threshold, hidden)
        for code in instrument.codes
    }
    for principle in instrument.principles:
        below = frozenset[str]().union(*(hidden_at[s.code] for s in principle.statements))
        sizes = _sizes(principles, principle.number)
        hidden_at[principle.number] = hidden_labels(sizes, threshold, below)

    def shown(label: str) -> Subgroup:
        if label in hidden:
            return WITHHELD
        return {
            "n": tallies[label].respondents,
            "statements": {
                code: WITHHELD if label in hidden_at[code] else figures
                for code, figures in statements[label].items()
            },
            "principles": {
                number: WITHHELD if label in hidden_at[number] else _cut(figures)
                for number, figures in principles[label].items()
            },
        }

    return {label: shown(label) for label in labels}


def has_shown_subgroups(by: Mapping[LabelKind, Mapping[str, Subgroup]]) -> bool:
    """Return whether any figure of a subgroup is shown; *by* is that of the group file."""
    return any(
        "withheld" not in subgroup for subgroups in by.values() for subgroup in subgroups.values()
    )


def _sizes(
    figures: Mapping[str, Mapping[str, StatementCounts | ScoreCounts]], key: str
) -> dict[str, int]:
    """Return the n of one figure by label."""
    return {label: own[key]["n"] for label, own in figures.items()}


def _cut(figures: ScoreCounts) -> SubgroupScores:
    """Return a principle's figures without those that point at single people."""
    return {
        "n": figures["n"],
        "cant_say": figures["cant_say"],
        "mean": figures["mean"],
        "median": figures["median"],
        "band_counts": figures["band_counts"],
        "consensus": figures["consensus"],
        "band": figures["band"],
    }
