"""Made-up groups of which it is known how things stand, and so what a rule should say."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from statistics import NormalDist

from pat_core.documents.group import GroupDocument
from pat_core.files.sheet import BLANK, Sheet
from pat_core.group.document.group_document import GroupDetails, group_document
from pat_core.group.statistics.tally import GroupTally
from pat_core.model import OPEN, Instrument

__all__ = ["FIFTY_FIFTY", "HEALTHY", "KINDS", "SERIOUS", "Kind", "document_of", "made_sheets"]

Shares = tuple[float, float, float, float]
"""How likely each answer is, from strongly disagree to strongly agree."""

_GOOD: Shares = (0.03, 0.07, 0.6, 0.3)
"""Nine of ten agree."""
_SPLIT: Shares = (0.15, 0.35, 0.35, 0.15)
"""As many agree as disagree."""
_LOW: Shares = (0.45, 0.45, 0.0833, 0.0167)
"""The expected score of six such statements is 10."""
_RATINGS = "12345"
_NORMAL = NormalDist()


@dataclass(frozen=True)
class Kind:
    """What a group is like: how likely each answer is, by principle."""

    name: str
    shares: tuple[Shares, ...]


HEALTHY = Kind("healthy", (_GOOD,) * 6)
FIFTY_FIFTY = Kind("one principle 50 : 50", (_GOOD, _GOOD, _SPLIT, _GOOD, _GOOD, _GOOD))
SERIOUS = Kind("four principles low", (_LOW, _LOW, _LOW, _LOW, _GOOD, _GOOD))
KINDS = (HEALTHY, FIFTY_FIFTY, SERIOUS)


def made_sheets(
    kind: Kind, people: int, missing: float, correlation: float, chance: Random
) -> list[Sheet]:
    """Return the sheets of a group.

    Args:
        kind: what the group is like.
        people: how many there are.
        missing: the share of statements that are left blank, each by itself, 0 to 1.
        correlation: how far one person's answers go together, 0 to 1: that of the normal variables
            that decide on the answers.
        chance: where the answers come from.
    """
    return [_made_sheet(kind, missing, correlation, chance) for _ in range(people)]


def _made_sheet(kind: Kind, missing: float, correlation: float, chance: Random) -> Sheet:
    person = chance.gauss()
    marks = []
    for shares in kind.shares:
        limits = list(accumulate(shares))[:-1]
        for _ in range(6):
            own = correlation**0.5 * person + (1 - correlation) ** 0.5 * chance.gauss()
            answer = str(bisect(limits, _NORMAL.cdf(own)) + 1)
            marks.append(BLANK if chance.random() < missing else answer)
    ratings = chance.choices(_RATINGS, k=len(kind.shares))
    return Sheet("".join([*marks, *ratings, BLANK]))


def document_of(sheets: Sequence[Sheet], instrument: Instrument) -> GroupDocument:
    """Return the group document of *sheets*, of an open round, in which nothing is withheld."""
    tally = GroupTally(sheets, instrument)
    return group_document(tally, GroupDetails(made_at="", mode=OPEN), instrument)
