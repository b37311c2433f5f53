"""How far a group's answers agree: figures over counts, as their authors define them.

Nothing here knows the instrument, a person or a threshold: ``group`` decides whose answers count
and what may be shown. Sums are of whole numbers, or exact until they are rounded once, so no
figure depends on the order in which people are counted.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate, combinations, pairwise
from math import factorial, fsum, log2, prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = [
    "MOST_BY_CHANCE",
    "agreement_a",
    "chance_of_agreement",
    "chance_quantile",
    "cliffs_delta",
    "consensus",
    "consensus_without_one",
    "is_clear_change",
    "kendall_w",
    "mean",
    "median",
]

MOST_BY_CHANCE = 40
"""The most answers for which chance is calculated. The number of ways in which n answers can fall
on four points grows with the cube of n, to 12,341 for 40; more would keep a page waiting."""

_ROUNDING = 1e-12
"""Two consensus figures that differ by less than this differ by rounding only."""


def mean(counts: Mapping[int, int]) -> float | None:
    """Return the mean of the values in *counts* (value: how many); None where there are none."""
    n = sum(counts.values())
    return _sum(counts) / n if n else None


def median(counts: Mapping[int, int]) -> float | None:
    """Return the median of the values in *counts* (value: how many); None where there are none.

    It is an int wherever it is a whole number.
    """
    n = sum(counts.values())
    if not n:
        return None
    values = sorted(value for value, count in counts.items() if count)
    below = list(accumulate(counts[value] for value in values))
    middle = [values[bisect_left(below, place)] for place in ((n + 1) // 2, n // 2 + 1)]
    half, odd = divmod(sum(middle), 2)
    return half + 0.5 if odd else half


def consensus(counts: Mapping[int, int], width: int) -> float | None:
    """Return the consensus of the values in *counts* (value: how many), from 0 to 1.

    *width* is the highest less the lowest value of the scale, not of what was given: 3 for
    answers, 18 for principle scores, 108 for the aggregate. All alike, and one alone, give 1;
    one half at each end gives 0. Without values it is None. Formula: Tastle and Wierman (2007).
    """
    n = sum(counts.values())
    return _consensus(counts, n, width) if n else None


def _consensus(counts: Mapping[int, int], n: int, width: int) -> float:
    """Return the consensus of *n* values; *n* is at least 1."""
    total, whole = _sum(counts), n * width
    terms = [
        count * log2((whole - abs(value * n - total)) / whole)
        for value, count in counts.items()
        if count
    ]
    # Rounding may leave the range by the last digit.
    return min(1.0, max(0.0, 1 + fsum(terms) / n))


def consensus_without_one(counts: Mapping[int, int], width: int) -> tuple[float, float] | None:
    """Return the lowest and the highest consensus if any one of the values were left out.

    None below two values; *counts* and *width* are those of :func:`consensus`.
    """
    left = sum(counts.values()) - 1
    if left < 1:
        return None
    fewer = [{**counts, value: count - 1} for value, count in counts.items() if count]
    figures = [_consensus(remaining, left, width) for remaining in fewer]
    return min(figures), max(figures)


def chance_of_agreement(counts: Sequence[int]) -> float | None:
    """Return the probability that answers given by chance agree at least as much as *counts* do.

    *counts* are the answers on each point of the scale, in order; there are at least two points.
    By chance, each answer falls on every point with the same probability. The result is exact, over
    all ways in which as many answers can fall; None without answers and beyond
    :data:`MOST_BY_CHANCE`.
    """
    n = sum(counts)
    if not 0 < n <= MOST_BY_CHANCE:
        return None
    observed = _consensus(dict(enumerate(counts)), n, len(counts) - 1)
    figures, ways = _by_chance(n, len(counts))
    less = bisect_left(figures, observed - _ROUNDING)
    return (ways[-1] - ways[less]) / ways[-1]


def chance_quantile(n: int, percent: int, points: int = 4) -> float:
    """Return the lowest consensus that *n* answers by chance do not exceed *percent* of the time.

    The answers, at least one, fall on each of *points* points with the same probability.
    """
    figures, ways = _by_chance(n, points)
    return figures[bisect_left(ways, percent * ways[-1], lo=1, key=lambda way: way * 100) - 1]


@lru_cache(maxsize=2 * MOST_BY_CHANCE)
def _by_chance(n: int, points: int) -> tuple[list[float], list[int]]:
    """Return every consensus that *n* answers can have, rising, and cumulated numbers of ways.

    Of all ``points ** n`` ways in which the answers can fall, entry i of the second list counts
    those that lead to the first i figures; its last entry counts all of them.
    """
    pairs = []
    for counts in _spread(n, points):
        mirrored = counts[::-1]
        # A spread and its mirror image have the same consensus, so it is calculated once for both.
        if counts <= mirrored:
            ways = factorial(n) // prod(map(factorial, counts))
            value = _consensus(dict(enumerate(counts)), n, points - 1)
            pairs.append((value, ways if counts == mirrored else 2 * ways))
    pairs.sort()
    return [value for value, _ in pairs], list(accumulate((ways for _, ways in pairs), initial=0))


def _spread(n: int, points: int) -> Iterator[tuple[int, ...]]:
    """Yield every way to spread *n* answers over *points* points, as counts.

    Of n + points - 1 places in a row, points - 1 hold a bar; the answers lie between the bars.
    """
    places = n + points - 1
    for bars in combinations(range(places), points - 1):
        yield tuple(right - left - 1 for left, right in pairwise((-1, *bars, places)))


def agreement_a(counts: Sequence[int]) -> float | None:
    """Return van der Eijk's agreement A of the answers on each point of a scale, in order.

    It runs from -1 (one half at each end) through 0 (the same number on each point) to 1 (all on
    one point); None without answers. The counts are divided into layers, each with the same number
    of answers on every point that it covers; A is the weighted mean of theirs (van der Eijk 2001).
    """
    n = sum(counts)
    if not n:
        return None
    # The layers add up to one fraction of whole numbers, so A is rounded only once.
    rest, total, divisor = list(counts), 0, 1
    while filled := [count for count in rest if count]:
        height = min(filled)
        share, of = _agreement_of_layer([count > 0 for count in rest])
        total = total * of + height * len(filled) * share * divisor
        divisor *= of
        rest = [max(0, count - height) for count in rest]
    return total / (divisor * n)


def _agreement_of_layer(layer: Sequence[bool]) -> tuple[int, int]:
    """Return A of one layer, U · (1 - (S - 1) / (K - 1)), where S of K points hold answers.

    It comes as numerator and denominator. U compares the number of triples of points with one rise
    or fall (110, 011) with the number of those with a gap (101).
    """
    points, held = len(layer), sum(layer)
    if held == 1:
        return 1, 1
    if held == points:
        return 0, 1
    triples = list(combinations(layer, 3))
    single = sum(triple in ((True, True, False), (False, True, True)) for triple in triples)
    gaps = triples.count((True, False, True))
    unimodal = (points - 2) * single - (points - 1) * gaps
    return unimodal * (points - held), (points - 2) * (single + gaps) * (points - 1)


def kendall_w(ratings: Mapping[tuple[int, ...], int]) -> float | None:
    """Return Kendall's W, from 0 to 1: how alike people rank the same things.

    *ratings* says how many people gave each row of ratings; all rows have the same length. Equal
    ratings share the mean of their ranks, with the correction for ties (Kendall 1948). None for
    fewer than two people, and where everybody rates everything the same, so that it is undefined.
    """
    people = sum(ratings.values())
    if people < 2:
        return None
    things = len(next(iter(ratings)))
    doubled, ties = [0] * things, 0
    for row, count in ratings.items():
        for index, rating in enumerate(row):
            alike = row.count(rating)
            # Ranks are doubled, so that the mean of two neighbouring ones is whole.
            doubled[index] += count * (2 * sum(other < rating for other in row) + alike + 1)
            ties += count * (alike**2 - 1)
    spread = 3 * sum(rank**2 for rank in doubled) - 3 * people**2 * things * (things + 1) ** 2
    most = people**2 * things * (things**2 - 1) - people * ties
    return spread / most if most else None


def cliffs_delta(earlier: Mapping[int, int], now: Mapping[int, int]) -> float | None:
    """Return Cliff's delta between two groups of values (value: how many), from -1 to 1.

    Over all pairs of an earlier and a present value, it is the share of those in which the present
    value is higher minus the share of those in which it is lower (Cliff 1993): positive where the
    group has risen. None where a group is empty. The published example of -0.25 compares the first
    list with the second, so there the ten values are *now* and the six are *earlier*.
    """
    pairs = sum(earlier.values()) * sum(now.values())
    if not pairs:
        return None
    more = sum(
        before * after * ((value > other) - (value < other))
        for other, before in earlier.items()
        for value, after in now.items()
    )
    return more / pairs


def is_clear_change(delta: float, n1: int, n2: int) -> bool:
    """Return whether Cliff's *delta* between groups of *n1* and *n2* exceeds what chance explains.

    The limit is twice its standard error without any change and without ties:
    2 · √((n1 + n2 + 1) / (3 · n1 · n2)). A delta must exceed the limit; to reach it is not enough.
    """
    # Squared and counted in pairs, both sides are whole numbers, so the comparison is exact.
    pairs = round(delta * n1 * n2)
    return 3 * pairs**2 > 4 * (n1 + n2 + 1) * n1 * n2


def _sum(counts: Mapping[int, int]) -> int:
    return sum(value * count for value, count in counts.items())
