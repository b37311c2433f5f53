"""Whether the answers of a whole subgroup follow from what is shown, although no count says so.

Within a subgroup nobody can tell who gave which answer. So somebody can be found there only where
all who answered a statement said the same, and everything that is shown requires it. It does not
where one of them might have exchanged that answer with somebody of another subgroup, and everything
that is shown would still be the same.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from pat_core.group.disclosure.cells import are_nearly_alike

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from pat_core.group.disclosure.cells import Cells, Counts

__all__ = ["estimates_of", "is_anybody_exposed", "rounded"]

_Effect = dict[str, Fraction]
"""By how much an exchange moves the estimate of each subgroup, by label."""


def estimates_of(cells: Sequence[Cells], labels: Collection[str]) -> dict[str, Fraction]:
    """Return the sum of the means of a principle's statements in each of the subgroups *labels*.

    A subgroup without any answer to one of them is left out.
    """
    return {
        label: sum((_mean(statement.counts[label]) for statement in cells), Fraction())
        for label in labels
        if all(any(statement.counts[label]) for statement in cells)
    }


def _mean(counts: Counts) -> Fraction:
    return Fraction(sum(value * n for value, n in enumerate(counts, 1)), sum(counts))


def rounded(estimate: Fraction) -> int:
    """Return *estimate* rounded to whole points; a half goes up."""
    return (2 * estimate.numerator + estimate.denominator) // (2 * estimate.denominator)


def is_anybody_exposed(
    cells: Sequence[Cells],
    estimates: Mapping[str, Fraction],
    cells_of: Callable[[Mapping[str, Counts]], Cells],
) -> bool:
    """Return whether a subgroup's unanimous answer might be worked out in one principle.

    It is looked for an exchange of two answers, or of four between the same two subgroups, that
    would leave everything as it is shown. What the whole group answered nearly alike is known in
    any case.

    Args:
        cells: those of the principle's statements.
        estimates: the exact estimates of the subgroups whose rounded ones are shown.
        cells_of: the rule that made the cells from the counts of a statement.
    """
    search = _Search(cells, estimates, cells_of)
    return any(
        not search.is_open(place, label)
        for place, statement in enumerate(cells)
        for label in _unanimous(statement)
    )


def _unanimous(cells: Cells) -> list[str]:
    """Return the labels whose people all gave one answer, where the whole group did not."""
    whole = tuple(map(sum, zip(*cells.counts.values(), strict=True)))
    if are_nearly_alike(whole):
        return []
    return [
        label for label in cells.without if max(cells.counts[label]) == sum(cells.counts[label])
    ]


class _Search:
    """The search for exchanges in one principle; see :func:`is_anybody_exposed`."""

    def __init__(
        self,
        cells: Sequence[Cells],
        estimates: Mapping[str, Fraction],
        cells_of: Callable[[Mapping[str, Counts]], Cells],
    ) -> None:
        self._cells, self._estimates, self._cells_of = cells, estimates, cells_of

    def is_open(self, place: int, label: str) -> bool:
        """Return whether somebody of *label* might have exchanged the answer at *place*."""
        others = self._cells[place].without - {label}
        # Those without an estimate come first, since they leave most exchanges open.
        return any(
            self._has_unseen(place, label, other)
            for other in sorted(others, key=lambda label: (label in self._estimates, label))
        )

    def _has_unseen(self, place: int, one: str, other: str) -> bool:
        first = list(self._exchanges(place, one, other))
        if any(map(self._is_unseen, first)):
            return True
        second = [
            effect
            for further in range(len(self._cells))
            if further != place and {one, other} <= self._cells[further].without
            for effect in self._exchanges(further, one, other)
        ]
        return any(
            self._is_unseen({label: effect[label] + more[label] for label in effect})
            for effect in first
            for more in second
        )

    def _is_unseen(self, effect: _Effect) -> bool:
        """Return whether all rounded estimates stay as they are."""
        return all(
            rounded(self._estimates[label] + points) == rounded(self._estimates[label])
            for label, points in effect.items()
            if label in self._estimates
        )

    def _exchanges(self, place: int, one: str, other: str) -> Iterator[_Effect]:
        """Yield the effect of each exchange of two answers that leaves the cells as they look."""
        cells = self._cells[place]
        for value, n in enumerate(cells.counts[one]):
            for others_value, m in enumerate(cells.counts[other]):
                if not n or not m or value == others_value:
                    continue
                exchanged = {
                    **cells.counts,
                    one: _moved(cells.counts[one], value, others_value),
                    other: _moved(cells.counts[other], others_value, value),
                }
                if self._cells_of(exchanged)[1:] == cells[1:]:
                    step = others_value - value
                    yield {
                        one: Fraction(step, sum(cells.counts[one])),
                        other: Fraction(-step, sum(cells.counts[other])),
                    }


def _moved(counts: Counts, source: int, target: int) -> Counts:
    return tuple(n - (v == source) + (v == target) for v, n in enumerate(counts))
