"""Whether bands and scores, taken together with the counts of statements, would expose somebody.

The counts of single statements fit any distribution of the answers among people. Bands and scores
tie the answers of one person together. They are shown as long as everybody could have exchanged
each of their answers with somebody else, perhaps together with further answers of the same two, and
everything that is shown would still be the same. These rules are this project's own.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pat_core.files.sheet import BLANK, CANT_SAY
from pat_core.group.disclosure.cells import are_nearly_alike

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from pat_core.model import Instrument

__all__ = ["MOST_PEOPLE", "unsafe_scores"]

MOST_PEOPLE = 200
"""The largest group in which exchanges are looked for. The work grows with the square of the
people, and among more of them somebody is always near enough."""

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
    search, unsafe = _Search(people, instrument), frozenset[int]()
    while exposing := search.exposing(unsafe):
        unsafe |= exposing
    return unsafe


def _spans(instrument: Instrument) -> list[range]:
    """Return the places of the statements of each principle, and of all."""
    sizes = [len(principle.statements) for principle in instrument.principles]
    ends = [sum(sizes[:count]) for count in range(len(sizes) + 1)]
    return [*(range(*cut) for cut in pairwise(ends)), range(ends[-1])]


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
        self._are_complete = [
            not any(person.scores[place].missing for person in people)
            for place in range(self._aggregate + 1)
        ]

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
            withheld = further | set(unsafe)
            if any(self._is_unseen(person, other, place, number, withheld) for other in others):
                return further
        return {number, self._aggregate}

    def _others(self, person: _Person, place: int) -> list[_Person]:
        """Return those of the same subgroup with another answer; if there are none, of the rest."""
        others = [p for p in self._people if p.answers[place] not in (0, person.answers[place])]
        return [other for other in others if other.label == person.label] or others

    def _is_unseen(
        self, one: _Person, other: _Person, place: int, number: int, withheld: Collection[int]
    ) -> bool:
        """Return whether two people can exchange the answer at *place* without its being seen.

        Within a subgroup, they may exchange any further answers that both gave.
        """
        pair = _Pair(one, other)
        moves = {pair.step(place)}
        if one.label == other.label:
            moves = pair.moves(moves, [at for at in self._principles[number] if at != place])
        moves = self._unseen(moves, pair, number, withheld)
        if one.label == other.label and not self._unseen(moves, pair, self._aggregate, withheld):
            for further in range(len(self._principles)):
                if further != number:
                    more = pair.moves({0}, self._principles[further])
                    more = self._unseen(more, pair, further, withheld)
                    moves = {move + extra for move in moves for extra in more}
        return bool(self._unseen(moves, pair, self._aggregate, withheld))

    def _unseen(
        self, moves: set[int], pair: _Pair, place: int, withheld: Collection[int]
    ) -> set[int]:
        """Return the *moves* that change nothing in what is shown of the score at *place*."""
        if place in withheld:
            return moves
        one, other = (person.scores[place] for person in pair)
        before = self._view(one, 0, place), self._view(other, 0, place)

        def is_unseen(move: int) -> bool:
            after = self._view(one, move, place), self._view(other, -move, place)
            return before in (after, after[::-1])

        return set(filter(is_unseen, moves))

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

    def step(self, place: int) -> int:
        """Return the move if they exchange the answer at *place*, which both gave."""
        return self.other.answers[place] - self.one.answers[place]

    def moves(self, moves: set[int], places: Iterable[int]) -> set[int]:
        """Return *moves* with those that are possible if any answers at *places* go with them."""
        for place in places:
            if self.one.answers[place] and self.other.answers[place]:
                moves = moves | {move + self.step(place) for move in moves}
        return moves
