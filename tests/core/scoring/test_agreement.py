"""Agreement and change: published values, slow second ways, and what holds for all counts."""

import itertools
import math
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pat_core.scoring.agreement import (
    MOST_BY_CHANCE,
    agreement_a,
    chance_of_agreement,
    chance_quantile,
    cliffs_delta,
    consensus,
    consensus_without_one,
    is_clear_change,
    kendall_w,
    mean,
    median,
)

SEVEN_POINTS = [30, 40, 210, 130, 530, 50, 10]
answers = st.lists(st.integers(1, 4), min_size=1, max_size=30)
scores = st.lists(st.integers(6, 24), min_size=1, max_size=30)
rows = st.lists(st.tuples(*[st.integers(1, 5)] * 6), min_size=2, max_size=8)


def _points(counts: list[int]) -> dict[int, int]:
    return dict(enumerate(counts, 1))


def _slow_consensus(values: list[int], width: int) -> float:
    """Return the formula as the paper has it, one value at a time."""
    middle = sum(values) / len(values)
    return 1 + sum(math.log2(1 - abs(x - middle) / width) for x in values) / len(values)


def _slow_w(people: list[tuple[int, ...]]) -> Fraction | None:
    """Return Kendall's W as the share of the spread of ranks that the people have in common.

    It is the variance of the mean ranks over the mean variance of each person's ranks.
    """

    def spread(row: list[Fraction]) -> Fraction:
        middle = sum(row, Fraction(0)) / len(row)
        return sum(((x - middle) ** 2 for x in row), Fraction(0)) / len(row)

    def ranks(row: tuple[int, ...]) -> list[Fraction]:
        places = sorted(row)
        return [
            Fraction(sum(i for i, y in enumerate(places, 1) if y == x), row.count(x)) for x in row
        ]

    ranked = [ranks(row) for row in people]
    own = sum((spread(row) for row in ranked), Fraction(0)) / len(people)
    means = [sum(column, Fraction(0)) / len(people) for column in zip(*ranked, strict=True)]
    return spread(means) / own if own else None


def _slow_a(counts: list[int]) -> Fraction:
    """Return A from fractions: U times the share of empty points, weighted over all layers."""
    points, a = len(counts), Fraction(0)
    heights = sorted({0, *counts})
    for low, high in itertools.pairwise(heights):
        layer = "".join(str(int(count >= high)) for count in counts)
        held = layer.count("1")
        triples = Counter("".join(three) for three in itertools.combinations(layer, 3))
        single, gaps = triples["110"] + triples["011"], triples["101"]
        u = Fraction(1)
        if single + gaps:
            u = Fraction(
                (points - 2) * single - (points - 1) * gaps, (points - 2) * (single + gaps)
            )
        own = u * (1 - Fraction(held - 1, points - 1))
        a += own * (high - low) * held / sum(counts)
    return a


def test_consensus_is_that_of_the_paper() -> None:
    """The published counts on seven points give the published figure."""
    assert consensus(_points(SEVEN_POINTS), 6) == pytest.approx(0.7256876, abs=5e-8)


@pytest.mark.parametrize(
    ("counts", "width", "expected"),
    [
        ([1, 0, 0, 1], 3, 0.0),
        ([5, 0, 0, 5], 3, 0.0),
        ([0, 1, 0, 1], 3, math.log2(4 / 3)),
        ([1, 1, 0, 0], 3, math.log2(5 / 3)),
        ([1, 1], 18, math.log2(35 / 18)),
    ],
)
def test_consensus_of_two_opinions(counts: list[int], width: int, expected: float) -> None:
    """With halves d apart it is 1 + log2(1 - d / (2 · width)), by hand from the formula."""
    assert consensus(_points(counts), width) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("width", [3, 18, 108])
@pytest.mark.parametrize("count", [1, 2, 7, 100_000])
def test_consensus_of_all_alike_is_exactly_one(width: int, count: int) -> None:
    """One alone and all alike agree fully, without a last digit of rounding."""
    assert consensus({1: 0, 3: count}, width) == 1.0


def test_nobody_has_no_figure() -> None:
    """Without answers every figure is None, never a zero."""
    assert [figure({1: 0, 2: 0}) for figure in (mean, median)] == [None, None]
    assert consensus({}, 3) is None
    assert consensus_without_one({3: 1}, 3) is None
    assert agreement_a([0, 0, 0, 0]) is None
    assert chance_of_agreement([0, 0, 0, 0]) is None
    assert kendall_w({}) is None
    assert cliffs_delta({}, {3: 2}) is None
    assert cliffs_delta({3: 2}, {3: 0}) is None


@given(answers)
def test_consensus_is_the_slow_one(given_answers: list[int]) -> None:
    """Counts give what the formula gives for the answers one by one, on the scale 0 to 1."""
    found = consensus(Counter(given_answers), 3)
    assert found == pytest.approx(_slow_consensus(given_answers, 3), abs=1e-9)
    assert found is not None
    assert 0 <= found <= 1


@given(scores, st.randoms(use_true_random=False))
def test_order_is_of_no_account(given_scores: list[int], chance: object) -> None:
    """The same values counted in another order give the same figures to the last digit."""
    other = given_scores.copy()
    chance.shuffle(other)  # type: ignore[attr-defined]
    one, two = Counter(given_scores), Counter(other)
    assert consensus(one, 18) == consensus(two, 18)
    assert (mean(one), median(one)) == (mean(two), median(two))
    assert consensus({30 - x: n for x, n in one.items()}, 18) == consensus(one, 18)


@given(answers)
def test_without_one_is_tried_out(given_answers: list[int]) -> None:
    """The range is that over the groups in which one answer after the other is missing."""
    left = [given_answers[:i] + given_answers[i + 1 :] for i in range(len(given_answers))]
    found = consensus_without_one(Counter(given_answers), 3)
    if len(given_answers) < 2:
        assert found is None
    else:
        each = [_slow_consensus(some, 3) for some in left]
        assert found == pytest.approx((min(each), max(each)), abs=1e-9)


@pytest.mark.parametrize(
    ("counts", "middle", "average"),
    [
        ({3: 1}, 3, 3),
        ({1: 1, 4: 1}, 2.5, 2.5),
        ({2: 1, 4: 1}, 3, 3),
        ({3: 2, 4: 2}, 3.5, 3.5),
        ({4: 1, 1: 3, 2: 0}, 1, 1.75),
        ({3: 2, 1: 2, 2: 1}, 2, 2),
        ({14: 2, 19: 1}, 14, 47 / 3),
        ({36: 2, 37: 1, 144: 1}, 36.5, 63.25),
    ],
)
def test_mean_and_median(counts: dict[int, int], middle: float, average: float) -> None:
    """Both as on paper; a median halfway between two whole numbers ends in .5."""
    assert median(counts) == middle
    assert isinstance(median(counts), int) == (middle == int(middle))
    assert mean(counts) == average


@pytest.mark.parametrize(
    ("counts", "published"),
    [
        (SEVEN_POINTS, 0.6113333),
        ([0, 1, 1], 0.5),
        ([1, 0, 1], -1),
        ([40, 10, 0, 10, 40], -0.6555556),
        ([2, 2, 2, 2], 0),
        ([0, 7, 0, 0], 1),
        ([3, 0, 0, 3], -1),
        ([1, 1], 0),
        # Layers of seven points: van der Eijk (2001).
        ([1, 1, 1, 1, 1, 1, 0], 1 / 6),
        ([0, 1, 1, 1, 1, 1, 0], 1 / 3),
        ([0, 0, 1, 1, 1, 1, 0], 1 / 2),
        ([0, 0, 1, 1, 1, 0, 0], 2 / 3),
        ([0, 0, 1, 0, 1, 0, 0], 7 / 15),
        # The documentation of R package agrmt (Ruedin).
        ([10, 30, 50, 30, 10], 0.3846154),
        ([50, 30, 10, 5, 5], 0.575),
    ],
)
def test_agreement_a_is_that_of_the_paper(counts: list[int], published: float) -> None:
    """Published values, and the three that define the scale: all on one, even, and at the ends."""
    assert agreement_a(counts) == pytest.approx(published, abs=5e-8)
    assert agreement_a(counts[::-1]) == agreement_a(counts)


@pytest.mark.parametrize(
    ("counts", "published"),
    [
        ([24, 28, 32, 62, 135, 304, 416], 0.61),
        ([16, 26, 82, 210, 293, 270, 103], 0.48),
        ([2, 0, 1, 1], 0.08),
    ],
)
def test_agreement_a_of_real_answers(counts: list[int], published: float) -> None:
    """Figures that were published to two decimals."""
    assert round(agreement_a(counts) or 0, 2) == published


@given(st.lists(st.integers(0, 9), min_size=2, max_size=7).filter(any))
def test_agreement_a_is_rounded_once(counts: list[int]) -> None:
    """It is the fraction that exact sums give, so that what cancels out leaves exactly 0."""
    assert agreement_a(counts) == float(_slow_a(counts))


def test_layers_that_cancel_out_leave_exactly_zero() -> None:
    """Sums of rounded layers would leave 9e-18 here."""
    assert agreement_a([1, 2, 0, 3]) == 0.0


def test_kendall_w_is_the_published_one() -> None:
    """Four rankings of three things agree by a sixteenth."""
    rankings = [(1, 3, 2), (1, 2, 3), (2, 3, 1), (3, 1, 2)]
    assert kendall_w(Counter(rankings)) == 1 / 16


def test_kendall_w_corrects_for_ties_as_published() -> None:
    """Twenty people's anxiety, rated 1 to 6 by three raters: .54 and χ² 30.8 on 19 degrees.

    Data and figures: `anxiety` in R package irr (Gamer, Lemon and Fellows), help page of `kendall`.
    """
    rows = "33345523522615221243", "36462424332333221334", "21443216111233113322"
    raters = [tuple(map(int, row)) for row in rows]
    w = kendall_w(Counter(raters)) or 0
    assert round(w, 2) == 0.54
    assert round(w * len(raters) * (len(raters[0]) - 1), 1) == 30.8


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ({(1, 2, 3, 4, 5, 5): 9}, 1.0),
        ({(1, 2, 3): 1, (3, 2, 1): 1}, 0.0),
        ({(5, 5, 5): 4}, None),
        ({(1, 1, 1): 1, (2, 2, 2): 1}, None),
        ({(1, 2, 3): 1}, None),
        ({(2,): 3}, None),
    ],
)
def test_kendall_w_at_its_ends(ratings: dict[tuple[int, ...], int], expected: float | None) -> None:
    """All alike give 1 and opposites 0; one person, or ties throughout, give no figure."""
    assert kendall_w(ratings) == expected


@given(rows)
def test_kendall_w_is_the_slow_one(people: list[tuple[int, ...]]) -> None:
    """It is the share of the ranks' spread that people have in common, ties and all."""
    expected = _slow_w(people)
    found = kendall_w(Counter(people))
    assert found == (None if expected is None else float(expected))


def test_cliffs_delta_is_the_published_one() -> None:
    """Published as the first list against the second: there the first is the present one."""
    first = Counter([10, 10, 20, 20, 20, 30, 30, 30, 40, 50])
    second = Counter([10, 20, 30, 40, 40, 50])
    assert cliffs_delta(earlier=second, now=first) == -0.25
    assert cliffs_delta(earlier=first, now=second) == 0.25


def test_cliffs_delta_of_lists_with_an_outlier() -> None:
    """Published with R package effsize (Torchiano): -.0667 for the first list, here the present."""
    first = Counter([10, 20, 20, 20, 30, 30, 30, 40, 50, 100])
    second = Counter([10, 20, 30, 40, 40, 50])
    assert cliffs_delta(earlier=second, now=first) == pytest.approx(-0.0667, abs=5e-5)


def test_cliffs_delta_is_positive_after_a_rise() -> None:
    """A group that answers higher than before has a positive delta; 1 where no two overlap."""
    assert cliffs_delta(earlier={2: 5}, now={3: 5}) == 1
    assert cliffs_delta(earlier={4: 2}, now={1: 3}) == -1
    assert cliffs_delta(earlier={1: 1, 3: 1}, now={1: 1, 3: 1}) == 0


@pytest.mark.parametrize(
    ("delta", "n1", "n2", "is_clear"),
    [
        (78 / 169, 13, 13, False),  # 2 · √(27 / 507) is 6/13, which is 78/169: the limit itself
        (79 / 169, 13, 13, True),
        (-79 / 169, 13, 13, True),
        (-78 / 169, 13, 13, False),
        (0.0, 40, 40, False),
        (1.0, 2, 2, False),
        (1.0, 5, 5, True),
    ],
)
def test_clear_change_is_beyond_the_limit(delta: float, n1: int, n2: int, is_clear: bool) -> None:
    """Only what exceeds the limit is clear, in either direction, also at the last digit."""
    assert is_clear_change(delta, n1, n2) is is_clear


@given(answers, answers)
def test_clear_change_is_the_formula(before: list[int], after: list[int]) -> None:
    """Away from the limit itself the whole numbers say what the formula says."""
    n1, n2 = len(before), len(after)
    delta = cliffs_delta(Counter(before), Counter(after))
    assert delta is not None
    limit = 2 * math.sqrt((n1 + n2 + 1) / (3 * n1 * n2))
    if abs(abs(delta) - limit) > 1e-9:
        assert is_clear_change(delta, n1, n2) == (abs(delta) > limit)


@pytest.mark.parametrize(
    ("n", "percent", "published"),
    [(6, 5, 0.177), (6, 50, 0.430), (6, 95, 0.737), (3, 5, 0.082), (3, 50, 0.610), (3, 95, 1)],
)
def test_chance_has_the_published_quantiles(n: int, percent: int, published: float) -> None:
    """What people who answer by chance come to, with three and with six of them."""
    assert chance_quantile(n, percent) == pytest.approx(published, abs=5e-4)


def test_chance_is_counted_out() -> None:
    """For five answers it is the share of all 1,024 ways that agree as much."""
    ways = [Counter(way) for way in itertools.product(range(1, 5), repeat=5)]
    figures = [consensus(way, 3) or 0.0 for way in ways]
    for counts in ([0, 0, 1, 4], [2, 0, 0, 3], [1, 2, 2, 0], [0, 5, 0, 0]):
        own = consensus(_points(counts), 3) or 0.0
        expected = sum(figure >= own - 1e-12 for figure in figures) / 1024
        assert chance_of_agreement(counts) == expected


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([0, 0, 1, 0], 1.0),
        ([0, 0, 2, 0], 4 / 16),
        ([0, 1, 1, 0], 10 / 16),
        ([1, 0, 0, 1], 1.0),
        ([0, 0, 8, 0], 4 / 4**8),
        ([0, 0, 0, 40], 4 / 4**40),
    ],
)
def test_chance_by_hand(counts: list[int], expected: float) -> None:
    """Two answers by chance are alike 4 times in 16, and neighbours at least 10 times."""
    assert chance_of_agreement(counts) == expected
    assert chance_of_agreement(counts[::-1]) == expected


def test_chance_is_not_worked_out_for_many() -> None:
    """Beyond the limit there is no figure, rather than a wait."""
    assert chance_of_agreement([0, 0, 1, MOST_BY_CHANCE - 1]) is not None
    assert chance_of_agreement([0, 0, 1, MOST_BY_CHANCE]) is None
