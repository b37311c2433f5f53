"""Which answers agree and which disagree: the one place where the scale is split in two."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = ["agrees", "split_answers"]


def agrees(value: int, values: Collection[int]) -> bool:
    """Return whether an answer *value* agrees; *values* are all values of the scale.

    Whatever lies above the middle of the scale agrees. Its four values have none in the middle.
    """
    return 2 * value > min(values) + max(values)


def split_answers(counts: Mapping[str, int]) -> tuple[int, int]:
    """Return how many answers agree, and how many disagree.

    *counts* are the answers by value, as in a group file: every value of the scale is a key.
    """
    values = [int(value) for value in counts]
    agree = sum(count for value, count in counts.items() if agrees(int(value), values))
    return agree, sum(counts.values()) - agree
