"""Whether bands and scores, taken together with the counts of statements, would expose somebody.

The counts of single statements fit any distribution of the answers among people. Bands and scores
tie the answers of one person together. They are shown as long as everybody could have exchanged
each of their answers with somebody else, and everything that is shown would still be the same:
either at once, or because others exchange answers, too, and make up for it. These rules are this
project's own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from pat_core.files.sheet import BLANK, CANT_SAY
from pat_core.group.disclosure.cells import are_nearly_alike

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from pat_core.model import Instrument

__all__ = ["MOST_PEOPLE", "unsafe_scores"]

MOST_PEOPLE = 200
"""The largest group in which exchanges are looked for. The work grows with the square of the
people, and among more of them somebody is always near enough."""
_MOST_PAIRS = 1_000
"""Of how many pairs the effects are known that may make up for another exchange."""

_MISSING = (BLANK, CANT_SAY)


class _Score(NamedTuple):
    """The points of one person in a principle or over all, and how many answers are missing."""

    points: int
    missing: int


class _Person(NamedTuple):
    label: str
    answers: tuple[int, ...]
    """Those to all statements, 0 for a missing one."""
    scores: tuple[_Score, ...]
    """Those of the principles, in order, and then that over all."""

    @property
    def gaps(self) -> tuple[bool, ...]:
        """Which statements have no answer."""
        return tuple(not answer for answer in self.answers)


def unsafe_scores(sheets: Iterable[tuple[str, str]], instrument: Instrument) -> frozenset[int]:
    """Return the places of those scores whose bands and figures must be withheld.

    Args:
        sheets: the label of each person's subgroup, and the marks of their sheet.
        instrument: what was answered. Its principles have the places from 0 on, in order; the
            aggregate has the one after them.
    """
    spans = _spans(instrument)
    people = []
    for label, marks in sheets:
        answers = tuple(
            0 if mark in _MISSING else int(mark) for mark in marks[: len(instrument.codes)]
        )
        rows = [answers[span.start : span.stop] for span in spans]
        people.append(_Person(label, answers, tuple(_Score(sum(r), r.count(0)) for r in rows)))
    if len(people) > MOST_PEOPLE:
        return frozenset()
    # Sorted, so that the order of people decides nothing.
    search, unsafe = _Search(sorted(people), instrument), frozenset[int]()
    while exposing := search.exposing(unsafe):
        unsafe |= exposing
    return unsafe


def _spans(instrument: Instrument) -> list[range]:
    """Return the places of the statements of each principle, and of all."""
    sizes = [len(principle.statements) for principle in instrument.principles]
    ends = [sum(sizes[:count]) for count in range(len(sizes) + 1)]
    return [*(range(*cut) for cut in pairwise(ends)), range(ends[-1])]


_ENOUGH = 6
"""How many pairs with one effect are remembered: enough that one of them is of other people."""


def _opposite(change: _Change) -> _Change:
    return tuple((view, -n) for view, n in change)


def _sum(one: _Change, other: _Change) -> _Change:
    total = Counter(dict(one))
    total.update(dict(other))
    return tuple(sorted((view, n) for view, n in total.items() if n))


_Change = tuple[tuple[int, int], ...]
"""How many people more, or fewer, have each view of a score."""
_Effect = tuple[_Change, _Change]
"""The change in a principle, and the change over all."""
_Effects = Mapping[_Change, list[tuple[_Change, "_Pair"]]]
"""By what exchanges change in a principle: what they change over all, and who has them."""


class _Search:
    """The search for exchanges among *people* that nobody would see in the scores."""

    def __init__(self, people: Sequence[_Person], instrument: Instrument) -> None:
        self._people = people
        self._lowest, self._highest = min(instrument.values), max(instrument.values)
        *self._principles, _ = _spans(instrument)
        self._aggregate = len(self._principles)
        self._bands = [
            [(band.low, band.high) for band in bands]
            for bands in (*(p.bands for p in instrument.principles), instrument.aggregate_bands)
        ]
        self._pairs = list(islice(self._neighbours(), _MOST_PAIRS))
        self._known: dict[tuple[int, frozenset[int]], _Effects] = {}
        self._are_complete = [
            not any(person.scores[place].missing for person in people)
            for place in range(self._aggregate + 1)
        ]

    def _neighbours(self) -> Iterator[_Pair]:
        """Yield the pairs of people within subgroups, nearest in order first."""
        for distance in range(1, len(self._people)):
            for one, other in zip(self._people, self._people[distance:], strict=False):
                if one.label == other.label:
                    yield _Pair(one, other)

    def exposing(self, unsafe: Collection[int]) -> frozenset[int]:
        """Return the places of the scores that expose somebody, apart from *unsafe* ones."""
        exposing = set[int]()
        for number, span in enumerate(self._principles):
            for place in span:
                if not self._is_known_anyhow(place):
                    for person in self._people:
                        exposing |= self._exposing_one(person, place, number, unsafe)
        return frozenset(exposing)

    def _is_known_anyhow(self, place: int) -> bool:
        """Return whether nobody, or nearly everybody alike, answered the statement at *place*."""
        given = [person.answers[place] for person in self._people if person.answers[place]]
        return not given or are_nearly_alike(tuple(map(given.count, set(given))))

    def _exposing_one(
        self, person: _Person, place: int, number: int, unsafe: Collection[int]
    ) -> set[int]:
        """Return the fewest scores that tell what *person* answered at *place*."""
        if not person.answers[place]:
            return set()
        others = self._others(person, place)
        if any(other.label == person.label and other.gaps == person.gaps for other in others):
            # Their whole sheets could be exchanged, and nobody would see it.
            return set()
        for further in (set(), {self._aggregate}, {number}):
            withheld = frozenset(further | set(unsafe))
            for other in others:
                if self._is_unseen(_Pair(person, other), place, number, withheld):
                    return further
        return {number, self._aggregate}

    def _others(self, person: _Person, place: int) -> list[_Person]:
        """Return those of the same subgroup with another answer; if there are none, of the rest."""
        others = [p for p in self._people if p.answers[place] not in (0, person.answers[place])]
        return [other for other in others if other.label == person.label] or others

    def _is_unseen(self, pair: _Pair, place: int, number: int, withheld: frozenset[int]) -> bool:
        """Return whether two people can exchange the answer at *place* without its being seen.

        Within a subgroup, they may exchange any further answers that both gave to the principle
        with this *number*. What is seen may be made up for by two others.
        """
        moves = {pair.step(place)}
        if pair.one.label == pair.other.label:
            moves = pair.moves(moves, [at for at in self._principles[number] if at != place])
        effects = {self._effect(pair, move, number, withheld) for move in moves}
        return any(self._is_made_up_for(effect, pair, number, withheld) for effect in effects)

    def _is_made_up_for(
        self, effect: _Effect, pair: _Pair, number: int, withheld: frozenset[int]
    ) -> bool:
        """Return whether others can exchange answers so that nothing is left of an *effect*.

        Two others can undo what it changes in the principle; two more, what is left over all.
        """
        change, over_all = effect
        if not change:
            return self._is_undone(over_all, [pair], withheld)
        return any(
            self._is_undone(_sum(over_all, theirs), [pair, others], withheld)
            for theirs, others in self._effects(number, withheld).get(_opposite(change), ())
            if not pair.shares_with(others)
        )

    def _is_undone(
        self, over_all: _Change, pairs: Sequence[_Pair], withheld: frozenset[int]
    ) -> bool:
        """Return whether two who are in none of *pairs* can undo a change over all unseen."""
        if not over_all:
            return True
        return any(
            theirs == _opposite(over_all) and not any(others.shares_with(pair) for pair in pairs)
            for number in range(len(self._principles))
            for theirs, others in self._effects(number, withheld).get((), ())
        )

    def _effects(self, number: int, withheld: frozenset[int]) -> _Effects:
        """Return what exchanges in a principle change over all, and who has them.

        They are found by what they change in the principle with this *number*.
        """
        key = number, withheld
        if key not in self._known:
            found: dict[_Change, dict[_Change, list[_Pair]]] = {}
            for pair in self._pairs:
                for move in pair.moves({0}, self._principles[number]):
                    change, over_all = self._effect(pair, move, number, withheld)
                    alike = found.setdefault(change, {}).setdefault(over_all, [])
                    if len(alike) < _ENOUGH and pair not in alike:
                        alike.append(pair)
            self._known[key] = {
                change: [(over_all, pair) for over_all, alike in own.items() for pair in alike]
                for change, own in found.items()
            }
        return self._known[key]

    def _effect(self, pair: _Pair, move: int, number: int, withheld: Collection[int]) -> _Effect:
        """Return what a *move* changes in the principle with this *number* and over all."""
        changes = []
        for place in (number, self._aggregate):
            change = Counter[int]()
            if place not in withheld:
                for person, points in ((pair.one, move), (pair.other, -move)):
                    change[self._view(person.scores[place], points, place)] += 1
                    change[self._view(person.scores[place], 0, place)] -= 1
            changes.append(tuple(sorted((view, n) for view, n in change.items() if n)))
        return changes[0], changes[1]

    def _view(self, score: _Score, move: int, place: int) -> int:
        """Return what a score adds to the figures after a *move*: points, place of the band, −1."""
        points = score.points + move
        if self._are_complete[place]:
            return points
        low = points + score.missing * self._lowest
        high = points + score.missing * self._highest
        for band, (lower, upper) in enumerate(self._bands[place]):
            if lower <= low and high <= upper:
                return band
        return -1


class _Pair(NamedTuple):
    """Two people who might exchange answers; a move is what the first gains and the other loses."""

    one: _Person
    other: _Person

    def shares_with(self, other: _Pair) -> bool:
        """Return whether somebody is in both pairs, or might be, having the same sheet."""
        return not set(self).isdisjoint(other)

    def step(self, place: int) -> int:
        """Return the move if they exchange the answer at *place*, which both gave."""
        return self.other.answers[place] - self.one.answers[place]

    def moves(self, moves: set[int], places: Iterable[int]) -> set[int]:
        """Return *moves* with those that are possible if any answers at *places* go with them."""
        for place in places:
            if self.one.answers[place] and self.other.answers[place]:
                moves = moves | {move + self.step(place) for move in moves}
        return moves
