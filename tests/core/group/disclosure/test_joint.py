"""Bands and scores of the whole group: withheld where they would tell one person's answer."""

import random

import pytest

from pat_core import Instrument
from pat_core.group.disclosure.joint import MOST_PEOPLE, unsafe_scores

pytestmark = pytest.mark.same_everywhere

AGGREGATE = 6


def _sheets(rows: list[str], rest: str = "3" * 30) -> list[tuple[str, str]]:
    """Return sheets with these marks for principle 1, and alike for all others."""
    return [("", row + rest + "-" * 7) for row in rows]


def test_whole_sheets_can_always_be_exchanged(instrument: Instrument) -> None:
    """Where nobody left anything open, whole sheets could be anybody's."""
    chance = random.Random(1)
    rows = ["".join(chance.choice("1234") for _ in range(6)) for _ in range(7)]
    assert unsafe_scores(_sheets(rows), instrument) == frozenset()


def test_band_that_only_one_answer_explains_is_withheld(instrument: Instrument) -> None:
    """Who left something open is known; all are certainly in the top band, so theirs must be 4."""
    # With 1 in place of 4 the first person could be at 18. Of the others, who answered six, two
    # did give a 1, and so nobody else can have it.
    rows = ["44444-", "144444", "144444", "444444", "444444"]
    unsafe = unsafe_scores(_sheets(rows), instrument)
    assert 0 in unsafe
    assert not unsafe & set(range(1, AGGREGATE))


def test_people_of_other_subgroups_stand_in_only_where_all_answered_alike(
    instrument: Instrument,
) -> None:
    """Exchanges within a subgroup leave its counts as they are."""
    rows = ["433333", "333333", "333334", "433333", "333333", "333334"]
    sheets = [(label, marks) for label, (_, marks) in zip("aaabbb", _sheets(rows), strict=True)]
    assert unsafe_scores(sheets, instrument) == frozenset()


def test_order_of_people_does_not_matter(instrument: Instrument) -> None:
    """The same people in another order have the same figures withheld."""
    chance = random.Random(8)
    withheld = 0
    for _ in range(20):
        sheets = [
            (chance.choice("ab"), "".join(chance.choice("3334421?-") for _ in range(36)))
            for _ in range(6)
        ]
        unsafe = unsafe_scores(sheets, instrument)
        chance.shuffle(sheets)
        assert unsafe_scores(sheets, instrument) == unsafe
        withheld += len(unsafe)
    assert withheld


def test_many_people_are_not_searched(instrument: Instrument) -> None:
    """The work would grow with the square of the people."""
    rows = ["44444-", "144444", "144444", *["444444"] * MOST_PEOPLE]
    assert unsafe_scores(_sheets(rows), instrument) == frozenset()
