"""Which answers agree, and how far they stand together in words."""

import pytest

from pat_core.scoring.sides import agreement_words, agrees, split_answers


def _counts(disagree: int, agree: int) -> dict[str, int]:
    return {"1": 0, "2": disagree, "3": agree, "4": 0}


def test_the_upper_half_of_the_scale_agrees() -> None:
    """3 and 4 agree; 1 and 2 disagree."""
    assert [agrees(value, (1, 2, 3, 4)) for value in (1, 2, 3, 4)] == [False, False, True, True]
    assert split_answers({"1": 1, "2": 2, "3": 4, "4": 8}) == (12, 3)


@pytest.mark.parametrize(
    ("disagree", "agree", "words"),
    [
        (0, 5, "mostly agree"),
        (1, 4, "mostly agree"),  # A fifth is not over a fifth.
        (1, 3, "mixed"),
        (2, 7, "mixed"),
        (2, 6, "mixed"),
        (2, 4, "split"),  # A third is enough.
        (3, 6, "split"),
        (3, 7, "mixed"),
        (5, 5, "split"),
        (6, 4, "split"),
        (7, 2, "mixed"),
        (8, 2, "mostly disagree"),
        (9, 0, "mostly disagree"),
    ],
)
def test_agreement_is_put_in_words_by_the_smaller_side(
    disagree: int, agree: int, words: str
) -> None:
    """A third or more is split, over a fifth is mixed, and less is mostly one side."""
    assert agreement_words(_counts(disagree, agree)) == words


@pytest.mark.parametrize("people", range(1, 40))
def test_split_is_the_rule_for_divided(people: int) -> None:
    """In whole numbers, at every size."""
    for disagree in range(people + 1):
        is_divided = 3 * min(disagree, people - disagree) >= people
        words = agreement_words(_counts(disagree, people - disagree))
        assert (words == "split") is is_divided
