"""Which figures of the parts may be shown, so that none of a few people can be worked out.

The threshold, the order of withholding and the tie between statements and principles are this
project's own rules, and so is that parts are shown once. They are rules of display: whoever holds
the files can read each of them.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from pat_core.group.statistics.figures import Figures, group_principles, group_statements
from pat_core.group.statistics.tally import Tally
from pat_core.model import Instrument

__all__ = ["SHOWN_ONCE", "WITHHELD", "has_shown_parts", "hidden_labels", "part_figures"]

WITHHELD: Figures = {"withheld": True}

SHOWN_ONCE = (
    "The parts were shown when other people were counted. To show them anew would give away those"
    " few who joined or left one of them since, so they stay as they were shown then."
)
"""Why a confidential group that was counted anew has no parts. Enough people have joined or left
the whole, but perhaps one of them a part; and what was withheld of a part that has not changed
would follow from the others. So parts are worked out for one set of people only."""

_NOT_IN_PARTS = ("lowest", "highest", "scores", "respondents", "possible_mean", "reading", "blank")


def hidden_labels(
    sizes: Mapping[str, int], threshold: int, hidden: Collection[str] = ()
) -> frozenset[str]:
    """Return the labels whose figure is withheld, given how many people stand behind each.

    What is *hidden* already stays so. Those below the *threshold* are hidden; and since whoever has
    the whole can take the shown ones away from it, the next smallest follow until the hidden ones
    together hold at least the threshold, or none is shown.
    """
    found = {label for label, n in sizes.items() if n < threshold or label in hidden}
    if not found:
        return frozenset()
    total = sum(sizes[label] for label in found)
    for label in sorted(set(sizes) - found, key=lambda label: (sizes[label], label)):
        if total >= threshold:
            break
        found.add(label)
        total += sizes[label]
    return frozenset(found)


def part_figures(
    tallies: Mapping[str, Tally], threshold: int, instrument: Instrument
) -> dict[str, Figures]:
    """Return the figures of each part by its label; ``{"withheld": true}`` for what is hidden.

    A principle is withheld wherever one of its statements is: the score and the other five
    statements would give the withheld one away.
    """
    labels = sorted(tallies)
    statements = {label: group_statements(tallies[label], instrument) for label in labels}
    principles = {label: group_principles(tallies[label], instrument) for label in labels}
    hidden = hidden_labels({label: tallies[label].respondents for label in labels}, threshold)
    withheld = {
        code: hidden_labels(_sizes(statements, code), threshold, hidden)
        for code in instrument.codes
    }
    for principle in instrument.principles:
        below = frozenset[str]().union(*(withheld[s.code] for s in principle.statements))
        sizes = _sizes(principles, principle.number)
        withheld[principle.number] = hidden_labels(sizes, threshold, below)

    def shown(label: str, of: Mapping[str, Figures], cut: Callable[[Figures], Figures]) -> Any:
        return {
            key: dict(WITHHELD) if label in withheld[key] else cut(figures)
            for key, figures in of.items()
        }

    return {
        label: dict(WITHHELD)
        if label in hidden
        else {
            "n": tallies[label].respondents,
            "statements": shown(label, statements[label], dict),
            "principles": shown(label, principles[label], _cut_for_part),
        }
        for label in labels
    }


def has_shown_parts(by: Mapping[str, Mapping[str, Any]]) -> bool:
    """Return whether anything of a part is shown; *by* is that of the group file."""
    return any("withheld" not in part for parts in by.values() for part in parts.values())


def _sizes(figures: Mapping[str, Mapping[str, Figures]], key: str) -> dict[str, int]:
    """Return the n of one figure by label."""
    return {label: found[key]["n"] for label, found in figures.items()}


def _cut_for_part(figures: Figures) -> Figures:
    """Return a principle's figures without those that point at single people."""
    return {key: value for key, value in figures.items() if key not in _NOT_IN_PARTS}
