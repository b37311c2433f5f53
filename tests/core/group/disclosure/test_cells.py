"""Which subgroups show their counts: none of few people, and none that others give away."""

import random

import pytest

from pat_core.group.disclosure.cells import (
    Counts,
    are_nearly_alike,
    hidden_labels,
    no_cells,
    statement_cells,
)
from tests.sampling import how_many

pytestmark = pytest.mark.same_everywhere

THRESHOLD = 5


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ({"a": 5, "b": 7}, ""),
        ({"a": 4, "b": 7, "c": 9}, "ab"),
        ({"a": 2, "b": 3, "c": 9}, "ab"),
        ({"a": 2, "b": 2, "c": 9, "d": 6}, "abd"),
        ({"a": 1}, "a"),
        ({"a": 1, "b": 3}, "ab"),
        ({"a": 4, "b": 6, "c": 6}, "ab"),
        ({}, ""),
    ],
)
def test_smallest_are_hidden_until_they_hold_the_threshold(
    sizes: dict[str, int], hidden: str
) -> None:
    """What is hidden is below five, or hides another; of equal ones the first by name goes."""
    assert hidden_labels(sizes, THRESHOLD) == frozenset(hidden)


def test_those_hidden_already_count() -> None:
    """Five hidden elsewhere need no company, three need some."""
    assert hidden_labels({"a": 6, "b": 7}, THRESHOLD, others=5) == frozenset()
    assert hidden_labels({"a": 6, "b": 7}, THRESHOLD, others=3) == frozenset("a")


@pytest.mark.parametrize(
    ("counts", "is_alike"),
    [
        ((0, 0, 5, 0), True),
        ((1, 0, 5, 0), True),
        ((1, 1, 5, 0), False),
        ((0, 2, 3, 0), False),
        ((0, 1, 1, 0), True),
    ],
)
def test_nearly_alike_is_all_or_all_but_one(counts: Counts, is_alike: bool) -> None:
    """One other answer does not change it, two do."""
    assert are_nearly_alike(counts) == is_alike


MIXED: Counts = (1, 2, 2, 1)
ALIKE: Counts = (0, 0, 5, 0)
NEARLY: Counts = (0, 0, 5, 1)
FEW: Counts = (0, 1, 2, 1)


@pytest.mark.parametrize(
    ("counts", "without", "nearly"),
    [
        pytest.param({"a": MIXED, "b": MIXED}, "", "", id="all are mixed"),
        pytest.param({"a": MIXED, "b": FEW, "c": MIXED}, "ab", "", id="few take one along"),
        pytest.param({"a": MIXED, "b": ALIKE, "c": MIXED}, "ab", "", id="alike takes one along"),
        pytest.param(
            {"a": ALIKE, "b": (0, 0, 4, 1), "c": NEARLY}, "abc", "abc", id="two others, none shown"
        ),
        pytest.param({"a": NEARLY, "b": NEARLY, "c": MIXED}, "abc", "", id="two others"),
        pytest.param(
            {"a": NEARLY, "b": (0, 0, 4, 1), "c": NEARLY, "d": MIXED},
            *("abc", "abc"),
            id="three others",
        ),
        pytest.param(
            {"a": ALIKE, "b": (0, 5, 0, 0), "c": MIXED}, "ab", "", id="alike on other answers"
        ),
        pytest.param({"a": NEARLY, "b": FEW, "c": MIXED}, "ab", "", id="with few it is not said"),
        pytest.param({"a": MIXED, "b": (0, 0, 0, 0)}, "", "", id="nobody answered"),
        pytest.param({"a": ALIKE, "b": NEARLY}, "ab", "ab", id="the whole is nearly alike"),
    ],
)
def test_counts_are_left_out_where_others_would_give_them_away(
    counts: dict[str, Counts], without: str, nearly: str
) -> None:
    """At least two, of the threshold of answers, three of which differ from the commonest."""
    cells = statement_cells(counts, (), THRESHOLD)
    assert cells.without == frozenset(without)
    assert cells.nearly == dict.fromkeys(nearly, "agree")


def test_hidden_subgroups_count_where_they_answered() -> None:
    """A subgroup of which nothing is shown hides others; one without answers does not."""
    shown: dict[str, Counts] = {"b": MIXED, "c": MIXED}
    assert statement_cells({"a": FEW, **shown}, {"a"}, THRESHOLD).without == {"a", "b"}
    assert statement_cells({"a": (0, 0, 0, 0), **shown}, {"a"}, THRESHOLD).without == set()


def test_side_is_that_of_the_commonest_answer() -> None:
    """Three subgroups that nearly all disagree."""
    counts: dict[str, Counts] = dict.fromkeys("abc", (1, 5, 0, 0))
    cells = statement_cells({**counts, "d": MIXED}, (), THRESHOLD)
    assert cells.nearly == dict.fromkeys("abc", "disagree")


def test_no_cells_show_nothing() -> None:
    """Every subgroup with answers is without counts, and nothing is said of it."""
    cells = no_cells({"a": MIXED, "b": (0, 0, 0, 0)})
    assert (cells.without, cells.nearly) == (frozenset("a"), {})


def test_rest_is_never_of_few_nor_of_one_answer() -> None:
    """In random groups the whole less the shown counts is nothing, or mixed and large enough."""
    chance, hidden_cells = random.Random(3), 0
    groups = how_many("random statements, for what is left out", 2_000, 100_000)
    for _ in range(groups):
        counts: dict[str, Counts] = {
            label: tuple(chance.choice((0, 0, 1, 2, 5)) for _ in range(4))
            for label in "abcde"[: chance.randint(1, 5)]
        }
        hidden = {label for label in counts if chance.random() < 0.2}
        cells = statement_cells(counts, hidden, THRESHOLD)
        shown = counts.keys() - cells.without - hidden
        assert all(sum(counts[label]) >= THRESHOLD or not any(counts[label]) for label in shown)
        assert not any(any(counts[label]) and are_nearly_alike(counts[label]) for label in shown)
        left_out = [counts[label] for label in cells.without]
        rest = tuple(map(sum, zip((0,) * 4, *left_out, strict=True)))
        hidden_cells += len(cells.without)
        if any(rest) and any(any(counts[label]) for label in shown):
            assert len(cells.without) > 1
            assert sum(rest) >= THRESHOLD
            assert sum(rest) - max(rest) >= 3
    assert hidden_cells > groups
