"""How often the rules err: simulated where a group must be made up, counted out where it need not.

Everything simulated starts from a seed of its own, so that a short run gives what the first groups
of a long one gave.
"""

from collections import Counter
from math import comb, factorial, prod
from random import Random
from typing import TypedDict

from pat_core.documents.figures import StartTopic
from pat_core.group.statistics.figures import group_statements, statement_figures
from pat_core.group.statistics.tally import Tally
from pat_core.model import Instrument
from pat_core.scoring.agreement import cliffs_delta, consensus, is_clear_change, kendall_w
from tools.method.made_groups import HEALTHY, KINDS, Kind, document_of, made_sheets

__all__ = [
    "CORRELATIONS",
    "FIRST",
    "MISSING",
    "SHARES",
    "SIZES",
    "ChangeRate",
    "GroupRate",
    "change_rate",
    "consensus_by_chance",
    "divided_share",
    "group_rate",
    "group_rates",
    "kendall_w_by_chance",
]

SIZES = (5, 6, 8, 12, 20, 40)
MISSING = (0.0, 0.07, 0.1)
CORRELATIONS = (0.0, 0.3)
SHARES = (5, 10, 20, 30, 40, 50)
"""True minorities, in percent."""
FIRST = 10
"""How many of the first groups are counted by themselves, for a test to repeat."""
_WATCHED = "3"
"""The principle at 50 : 50, which should be a topic in such a group."""


class GroupRate(TypedDict):
    """What the rules say of many groups of one kind; shares are of the groups."""

    kind: str
    people: int
    missing: float
    correlation: float
    groups: int
    looks_like: dict[str, float]
    """By letter."""
    has_topics: float
    topics: float
    """How many topics a group has on average."""
    has_watched_topic: float
    """Whether principle 3 is one of them, which is at 50 : 50 in one kind of group."""
    first: dict[str, int]
    """What was counted over the first groups."""


class ChangeRate(TypedDict):
    """Clear changes between two rounds in which nothing has changed."""

    people: int
    pairs: int
    per_round: float
    """How many of the 36 statements are said to have changed clearly, on average."""
    any: float
    """The share of pairs of rounds with at least one."""
    first: int
    """Clear changes over the first pairs."""


def group_rates(groups: int, instrument: Instrument) -> list[GroupRate]:
    """Return the rates for every kind, correlation, share of missing answers and size."""
    return [
        group_rate(kind, people, missing, correlation, groups, instrument)
        for kind in KINDS
        for correlation in CORRELATIONS
        for missing in MISSING
        for people in SIZES
    ]


def group_rate(
    kind: Kind,
    people: int,
    missing: float,
    correlation: float,
    groups: int,
    instrument: Instrument,
) -> GroupRate:
    """Return what the rules say of so many groups of one kind and size."""
    chance = Random(f"{kind.name} {people} {missing} {correlation}")  # noqa: S311 - a simulation
    counted: Counter[str] = Counter()
    first: Counter[str] = Counter()
    for place in range(groups):
        document = document_of(made_sheets(kind, people, missing, correlation, chance), instrument)
        topics = document["start"]["topics"]
        counted[document["scenario"]["looks_like"] or "none"] += 1
        counted["topics"] += len(topics)
        counted["has_topics"] += bool(topics)
        counted["has_watched_topic"] += any(_is_about_watched(topic) for topic in topics)
        if place < FIRST:
            first = counted.copy()
    return {
        "kind": kind.name,
        "people": people,
        "missing": missing,
        "correlation": correlation,
        "groups": groups,
        "looks_like": {letter: counted[letter] / groups for letter in ("A", "B", "C", "none")},
        "has_topics": counted["has_topics"] / groups,
        "topics": counted["topics"] / groups,
        "has_watched_topic": counted["has_watched_topic"] / groups,
        "first": dict(sorted(first.items())),
    }


def _is_about_watched(topic: StartTopic) -> bool:
    return topic["topic"].removeprefix("principle-").startswith(_WATCHED)


def change_rate(people: int, pairs: int, instrument: Instrument) -> ChangeRate:
    """Return how often a change is called clear between two rounds of *people* like each other."""
    chance = Random(f"change {people}")  # noqa: S311 - a simulation
    clear = []
    for _ in range(pairs):
        earlier, now = (_healthy_counts(people, chance, instrument) for _ in range(2))
        deltas = [cliffs_delta(earlier[code], now[code]) or 0.0 for code in instrument.codes]
        clear.append(sum(is_clear_change(delta, people, people) for delta in deltas))
    return {
        "people": people,
        "pairs": pairs,
        "per_round": sum(clear) / pairs,
        "any": sum(map(bool, clear)) / pairs,
        "first": sum(clear[:FIRST]),
    }


def _healthy_counts(
    people: int, chance: Random, instrument: Instrument
) -> dict[str, dict[int, int]]:
    """Return the counts of every statement in a healthy group."""
    tally = Tally(instrument)
    for sheet in made_sheets(HEALTHY, people, 0, 0, chance):
        tally.add(sheet)
    return {
        code: {int(value): times for value, times in figures["counts"].items()}
        for code, figures in group_statements(tally, instrument).items()
    }


def divided_share(people: int, share: int, instrument: Instrument) -> float:
    """Return how often a statement is divided, exactly.

    Of all people that could be asked, *share* percent disagree.
    """
    low, high = min(instrument.values), max(instrument.values)
    p = share / 100
    return sum(
        comb(people, disagree) * p**disagree * (1 - p) ** (people - disagree)
        for disagree in range(people + 1)
        if statement_figures({str(low): disagree, str(high): people - disagree}, instrument.values)[
            "divided"
        ]
    )


def consensus_by_chance(people: int) -> float:
    """Return the mean consensus of answers that fall on four points by chance, exactly."""
    total = 0.0
    for one in range(people + 1):
        for two in range(people + 1 - one):
            for three in range(people + 1 - one - two):
                counts = (one, two, three, people - one - two - three)
                ways = factorial(people) // prod(map(factorial, counts))
                total += ways * (consensus(dict(enumerate(counts)), 3) or 0.0)
    return total / float(4**people)


def kendall_w_by_chance(people: int, tries: int) -> float:
    """Return what Kendall's W of random orders of six things exceeds one time in twenty."""
    chance = Random(f"kendall {people}")  # noqa: S311 - a simulation
    things = list(range(1, 7))
    figures = []
    for _ in range(tries):
        orders = Counter(tuple(chance.sample(things, 6)) for _ in range(people))
        figures.append(kendall_w(orders) or 0.0)
    figures.sort()
    return figures[tries * 95 // 100]
