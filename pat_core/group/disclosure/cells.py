"""Which subgroups show their counts of one statement, and which must not.

The threshold, the order of withholding and "nearly all alike" are this project's own rules. They
bind what is shown to others: whoever holds the files can read them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

__all__ = [
    "Cells",
    "Counts",
    "Side",
    "are_nearly_alike",
    "covered",
    "hidden_labels",
    "no_cells",
    "statement_cells",
]

Counts = tuple[int, ...]
"""How many people gave each answer, the lowest answer first."""

Side = Literal["agree", "disagree"]

_LEAST_OTHERS = 3
"""How many of those whose counts are not shown must differ from their commonest answer. With two,
one subgroup must often hold both, and then all people of another have given the same answer."""


class Cells(NamedTuple):
    """The counts of one statement in each subgroup, and who does not show them."""

    counts: Mapping[str, Counts]
    """By label."""
    without: frozenset[str]
    """The labels with answers whose counts are not shown."""
    nearly: Mapping[str, Side]
    """Those of them of which it is said that nearly all agree, or disagree."""


def hidden_labels(sizes: Mapping[str, int], threshold: int, others: int = 0) -> frozenset[str]:
    """Return the labels of the subgroups of which nothing is shown, given their people.

    Those below the *threshold* are hidden. Whoever has the whole group can subtract the ones that
    are shown, so the next smallest follow until the hidden ones together hold at least the
    threshold, or none is shown. So many *others* are hidden already.
    """

    def is_enough(labels: Collection[str]) -> bool:
        people = others + sum(map(sizes.__getitem__, labels))
        return not people or people >= threshold

    small = [label for label, people in sizes.items() if people < threshold]
    return _extended(small, sizes, is_enough)


def statement_cells(counts: Mapping[str, Counts], hidden: Collection[str], threshold: int) -> Cells:
    """Return which subgroups do not show their *counts* of a statement.

    These are the *hidden* subgroups, those with too few answers, and those whose answers are nearly
    all alike. Together they must be two at least, hold the *threshold* of answers, and differ
    enough: for the whole less the others gives their sum. Else the next smallest follows.

    Of whom nearly all agree is said only where all of them nearly agree on one answer. In any other
    case it would tell what the rest answered.
    """
    own = {
        label: answers for label, answers in counts.items() if any(answers) and label not in hidden
    }
    few = [label for label, answers in own.items() if sum(answers) < threshold]
    nearly = [label for label in own if label not in few and are_nearly_alike(own[label])]
    elsewhere = [label for label in hidden if any(counts[label])]
    first = {*few, *nearly, *elsewhere}
    whole = tuple(map(sum, zip(*counts.values(), strict=True)))
    without = covered(first, own, whole, threshold)
    is_said = without == set(nearly) and len({_commonest(own[label]) for label in nearly}) == 1
    return Cells(counts, without, {label: _side(own[label]) for label in nearly if is_said})


def covered(
    first: Collection[str], shown: Mapping[str, Counts], whole: Counts, threshold: int
) -> frozenset[str]:
    """Return the labels *first*, with as many of those that are *shown* as are needed to hide them.

    *whole* is what the whole group answered, so what is not shown is known as a sum.
    """

    def is_safe(labels: Collection[str]) -> bool:
        rest = list(whole)
        for label in shown.keys() - set(labels):
            rest = [n - m for n, m in zip(rest, shown[label], strict=True)]
        differ = sum(rest) - max(rest)
        if not any(rest):
            return True
        return len(labels) > 1 and sum(rest) >= threshold and differ >= _LEAST_OTHERS

    sizes = {label: sum(answers) for label, answers in shown.items()}
    return _extended(first, sizes, is_safe)


def no_cells(counts: Mapping[str, Counts]) -> Cells:
    """Return cells that show nothing of the *counts* of a statement."""
    return Cells(counts, frozenset(label for label, own in counts.items() if any(own)), {})


def are_nearly_alike(counts: Counts) -> bool:
    """Return whether all, or all but one, gave one and the same answer."""
    return sum(counts) - max(counts) <= 1


def _commonest(counts: Counts) -> int:
    return counts.index(max(counts))


def _side(counts: Counts) -> Side:
    return "agree" if 2 * _commonest(counts) >= len(counts) else "disagree"


def _extended(
    first: Iterable[str], sizes: Mapping[str, int], is_enough: Callable[[Collection[str]], bool]
) -> frozenset[str]:
    """Return *first*, with the next smallest added until there are enough, or all are in.

    Of equal sizes the first by label goes.
    """
    labels = set(first)
    rest = sorted(set(sizes) - labels, key=lambda label: (sizes[label], label), reverse=True)
    while rest and not is_enough(labels):
        labels.add(rest.pop())
    return frozenset(labels)
