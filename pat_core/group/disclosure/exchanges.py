"""Whether the answers of a whole subgroup follow from what is shown, although no count says so.

Within a subgroup nobody can tell who gave which answer. So somebody can be found there only where
all who answered a statement said the same, and everything that is shown requires it. It does not
where one of them might have exchanged that answer with somebody of another subgroup, and everything
that is shown would still be the same.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
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

    It is looked for an exchange of two answers, or two such exchanges, that would leave everything
    as it is shown. What the whole group answered nearly alike is known in any case.

    Args:
        cells: those of the principle's statements.
        estimates: the exact estimates of the subgroups whose rounded ones are shown.
        cells_of: the rule that made the cells from the counts of a statement.
    """
    exchanges = [list(_exchanges(statement, cells_of)) for statement in cells]

    def is_unseen(*effects: _Effect) -> bool:
        return all(
            rounded(estimate + sum(effect.get(label, 0) for effect in effects)) == rounded(estimate)
            for label, estimate in estimates.items()
        )

    for place, statement in enumerate(cells):
        others = [effect for other, own in enumerate(exchanges) if other != place for effect in own]
        for label in _unanimous(statement):
            own = [effect for effect in exchanges[place] if label in effect]
            if not any(map(is_unseen, own)) and not any(
                is_unseen(first, second) for first in own for second in others
            ):
                return True
    return False


def _unanimous(cells: Cells) -> list[str]:
    """Return the labels whose people all gave one answer, where the whole group did not."""
    whole = tuple(map(sum, zip(*cells.counts.values(), strict=True)))
    if are_nearly_alike(whole):
        return []
    return [
        label for label in cells.without if max(cells.counts[label]) == sum(cells.counts[label])
    ]


def _exchanges(
    cells: Cells, cells_of: Callable[[Mapping[str, Counts]], Cells]
) -> Iterator[_Effect]:
    """Yield the effect of every exchange of two answers that leaves *cells* as they are shown."""
    for one, other in combinations(sorted(cells.without), 2):
        for value, n in enumerate(cells.counts[one]):
            for others_value, m in enumerate(cells.counts[other]):
                if n and m and value != others_value:
                    exchanged = {
                        **cells.counts,
                        one: _moved(cells.counts[one], value, others_value),
                        other: _moved(cells.counts[other], others_value, value),
                    }
                    if cells_of(exchanged)[1:] == cells[1:]:
                        step = others_value - value
                        yield {
                            one: Fraction(step, sum(cells.counts[one])),
                            other: Fraction(-step, sum(cells.counts[other])),
                        }


def _moved(counts: Counts, source: int, target: int) -> Counts:
    return tuple(n - (v == source) + (v == target) for v, n in enumerate(counts))
