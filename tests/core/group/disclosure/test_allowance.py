"""What the numbers of people invited will allow, and what would allow more."""

from typing import Any

import pytest

from pat_core.group.disclosure.allowance import Allowance, allowance_of
from pat_core.group.round.rounds import Invited, Round


def _allowance(*people: int, threshold: int = 5, **more: Any) -> Allowance:
    """Return the allowance of partners A, B, C … with so many people each."""
    invited = tuple(Invited(name, n) for name, n in zip("ABCDEFG", people, strict=False))
    given: Any = {"by": "organisation", **more}
    return allowance_of(Round(invited=invited, threshold=threshold, **given))


def test_twelve_people_of_five_partners_are_seen_as_a_whole() -> None:
    """An ordinary workshop: the whole group alone, with the three ways to see more."""
    allowance = _allowance(4, 3, 2, 2, 1)
    assert allowance.seen == (
        "With these numbers you will see: the whole group; no organisation by itself."
    )
    assert allowance.changes == [
        "With a threshold of 4 you would also see A by name.",
        (
            "Small partners that count as one could be seen together, by name:"
            " A and B (7 people); C, D and E (5 people)."
        ),
        (
            "Shown By partner, each partner's combined profile would be seen by name, whatever its"
            " size. That is recommended for 4 to 7 partners who have agreed to it."
        ),
    ]
    assert allowance.warning == ""


@pytest.mark.parametrize(
    ("people", "threshold", "seen"),
    [
        ((5, 5, 5, 5), 5, "every organisation by itself"),
        ((7, 5, 5, 4), 5, "by themselves only A and C"),
        ((7, 5, 4, 1), 5, "by themselves only A and B"),
        ((7, 4), 5, "no organisation by itself"),
        ((2, 2, 2, 2), 3, "no organisation by itself"),
    ],
)
def test_parts_are_those_that_the_rule_of_withholding_leaves(
    people: tuple[int, ...], threshold: int, seen: str
) -> None:
    """Partners below the threshold are hidden, and others until the hidden ones are enough."""
    allowance = _allowance(*people, threshold=threshold)
    assert allowance.seen == f"With these numbers you will see: the whole group; {seen}."


@pytest.mark.parametrize(
    ("by", "seen"),
    [
        ("", "no part of it by itself"),
        ("level", "a part of it, by level, only from 5 people on"),
        ("sector", "a part of it, by sector, only from 5 people on"),
    ],
)
def test_other_labels_have_no_numbers_yet(by: str, seen: str) -> None:
    """Only how many each partner sends is known, so the rule itself is said."""
    allowance = _allowance(6, 6, by=by)
    assert allowance.seen == f"With these numbers you will see: the whole group; {seen}."
    assert not any("threshold" in change for change in allowance.changes)


@pytest.mark.parametrize("people", [1, 2, 4])
def test_too_few_people_will_show_nothing(people: int) -> None:
    """Where even all of them are too few, that is said, and which threshold would help."""
    allowance = _allowance(people)
    assert allowance.seen.startswith("With these numbers you will see nothing: ")
    assert allowance.warning == ""
    lower = ["With a threshold of 4 you would see the whole group."] if people == 4 else []
    assert allowance.changes == lower


@pytest.mark.parametrize(
    ("people", "threshold", "is_warned"),
    [(8, 5, True), (9, 5, False), (4, 3, True), (5, 3, False), (16, 10, True), (17, 10, False)],
)
def test_six_in_ten_must_reach_the_threshold(people: int, threshold: int, is_warned: bool) -> None:
    """Fewer answer than are invited, so it warns before anybody is asked."""
    warning = _allowance(people, threshold=threshold).warning
    assert warning.startswith(f"Often about six in ten answer. Of {people} people") is is_warned


def test_by_partner_shows_every_partner() -> None:
    """Each by name, with a word to those who are the only person of their partner."""
    allowance = _allowance(3, 1, 1, mode="partner")
    assert allowance == Allowance(
        "With these numbers you will see: the whole group; each of the 3 partners by name; no"
        " person by name. From B and C only one person each is invited, so the profile of such a"
        " partner is that person's.",
        [],
    )
    assert _allowance(3, 1, mode="partner").seen.endswith(
        "From B only one person is invited, so its profile is that person's."
    )
    assert "one person" not in _allowance(3, 2, mode="partner").seen


def test_named_shows_everybody() -> None:
    """Nothing would show more, and nobody is too few."""
    allowance = _allowance(1, 1, mode="open")
    assert allowance.seen.endswith("; each person by name.")
    assert (allowance.changes, allowance.warning) == ([], "")


def test_without_numbers_it_asks_for_them() -> None:
    """Nobody can be told what unknown numbers will allow."""
    assert _allowance() == Allowance(
        "Say below how many people are invited, and this page says what you will see of them.", []
    )


def test_total_alone_is_enough_for_the_whole_group() -> None:
    """Without partners' names only the whole group is counted."""
    set_up = Round(invited=(Invited("", 12),), by="organisation")
    assert "the whole group" in allowance_of(set_up).seen
    assert allowance_of(set_up).changes == []
