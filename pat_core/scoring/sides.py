"""Which answers agree and which disagree: the one place where the scale is split in two."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import Literal

    Agreement = Literal["mostly agree", "mostly disagree", "mixed", "split"]

__all__ = ["agreement_words", "agrees", "split_answers"]


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


def agreement_words(counts: Mapping[str, int]) -> Agreement:
    """Return in words how far the answers in *counts* stand together; there is at least one.

    They are split where a third or more are on the smaller side, of those who agree and those who
    disagree: the rule for "divided". They are mixed where more than a fifth are. Our rule.
    """
    agree, disagree = split_answers(counts)
    smaller, n = min(agree, disagree), agree + disagree
    if 3 * smaller >= n:
        return "split"
    if 5 * smaller > n:
        return "mixed"
    return "mostly agree" if agree > disagree else "mostly disagree"
