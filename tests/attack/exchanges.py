"""Other worlds that cost nothing to find: two people of one subgroup exchange answers.

An exchange within a subgroup leaves all counts as they are. It is taken where it leaves the scores,
or the bands of the people, as they are too, so that the files stay the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from random import Random
from typing import TYPE_CHECKING, Any

from tests.attack.constraints import shown_codes
from tests.attack.unknown import OPEN_MARKS, Row, with_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.attack.search import Attack, Question

_TRIES = 14
"""How many further exchanges of the same two people are tried to make up for the first."""


def exchanged(
    attack: Attack, questions: Iterable[Question], locked: frozenset[int], seed: int
) -> list[Row]:
    """Return a world in which many of *questions* have another answer; *locked* rows stay."""
    exchange = _Exchange(attack, locked, Random(seed))
    shuffled = list(questions)
    exchange.chance.shuffle(shuffled)
    for question in shuffled:
        exchange.answer(question)
    return exchange.world


def shaken(
    attack: Attack,
    world: Sequence[Row],
    locked: frozenset[int],
    place: int,
    strength: int,
    chance: Random,
) -> list[Row]:
    """Return *world* after random exchanges in the principle of *place*, more with more *strength*.

    All counts stay as they are; the scores of people do not.
    """
    exchange = _Exchange(attack, locked, chance, world)
    own = next((its for its in attack.places.principles.values() if place in its), (place,))
    for _ in range(1 + 2 * strength):
        exchange.shake(chance.choice(own))
    return exchange.world


class _Exchange:
    """The marks of all rows, while people exchange some of them."""

    def __init__(
        self,
        attack: Attack,
        locked: frozenset[int],
        chance: Random,
        world: Sequence[Row] | None = None,
    ) -> None:
        self._attack, self._locked, self.chance = attack, locked, chance
        self._marks = [list(row.sheet.marks) for row in world or attack.rows]
        self._mates: dict[object, list[int]] = defaultdict(list)
        self._key = [self._seen_in(index, row) for index, row in enumerate(attack.rows)]
        for index, key in enumerate(self._key):
            if index not in locked:
                self._mates[key].append(index)
        self._shown = [
            frozenset(
                attack.places.statements[code]
                for code in shown_codes(document, attack.publication.instrument)
            )
            for document in attack.files
        ]
        self._twins = {
            index: other
            for index, row in enumerate(attack.rows)
            for other, its in enumerate(attack.rows)
            if row.person and row.person == its.person and index != other
        }

    def _seen_in(self, index: int, row: Row) -> object:
        """Return which figures count a row; all subgroups that are withheld are seen as one."""
        views, labels = self._attack.publication.standing(index, row)
        parts = []
        for place, label in zip(views, labels, strict=True):
            document = self._attack.files[place]
            shown = [by.get(label, {}) for by in document["by"].values()]
            parts.append("" if not shown or "withheld" in shown[0] else label)
        return views, tuple(parts)

    @property
    def world(self) -> list[Row]:
        """The rows with the marks as they are now."""
        return [
            row._replace(sheet=with_marks(row.sheet, "".join(marks)))
            for row, marks in zip(self._attack.rows, self._marks, strict=True)
        ]

    def answer(self, question: Question) -> None:
        """Try to give one of the people in question another answer."""
        place = question.place
        if any(self._marks[index][place] != question.mark for index in question.people):
            return
        pairs = [
            (one, other)
            for one in question.people
            for other in self._mates[self._key[one]]
            if self._marks[other][place] not in (question.mark, *OPEN_MARKS)
        ]
        self.chance.shuffle(pairs)
        for one, other in pairs[:12]:
            if self._exchange(one, other, place):
                return

    def shake(self, place: int) -> None:
        """Let two random people of one subgroup exchange their answers at *place*."""
        mates = self.chance.choice(list(self._mates.values()))
        given = [index for index in mates if self._marks[index][place] not in OPEN_MARKS]
        if len(given) > 1:
            one, other = self.chance.sample(given, 2)
            self._swap(one, other, [place])

    def _exchange(self, one: int, other: int, place: int) -> bool:
        if place == self._attack.places.success:
            self._swap(one, other, [place])
            return True
        beside = self._beside(one, other, place)
        for tries in range(_TRIES):
            more = self.chance.sample(beside, min(len(beside), (tries + 2) // 3))
            places = [place, *more]
            before = self._state(one, other, places)
            self._swap(one, other, places)
            if self._state(one, other, places) == before:
                return True
            self._swap(one, other, places)
        return False

    def _beside(self, one: int, other: int, place: int) -> list[int]:
        """Return the places of the same principle at which the two can exchange something."""
        own = next(its for its in self._attack.places.principles.values() if place in its)
        marks = [(p, self._marks[one][p], self._marks[other][p]) for p in own if p != place]
        return [p for p, a, b in marks if a != b and a not in OPEN_MARKS and b not in OPEN_MARKS]

    def _swap(self, one: int, other: int, places: Iterable[int]) -> None:
        a, b = self._marks[one], self._marks[other]
        for place in places:
            a[place], b[place] = b[place], a[place]

    def _state(self, one: int, other: int, places: Sequence[int]) -> Any:
        """Return all that an exchange must leave as it is."""
        attack = self._attack
        own = next(its for its in attack.places.principles.values() if places[0] in its)
        every = list(attack.places.statements.values())
        return [
            Counter(self._standing(index, some) for index in (one, other)) for some in (own, every)
        ]

    def _standing(self, index: int, places: Sequence[int]) -> Any:
        """Return what the files may say of one person's answers at *places*, taken together."""
        total = self._total(index, places)
        twin = self._twins.get(index)
        step = None
        if twin is not None:
            before = self._total(twin, places)
            step = (before > total) - (before < total)
        seen = [
            self._seen(shown, document, index, places)
            for view, shown, document in zip(
                self._attack.publication.views, self._shown, self._attack.files, strict=True
            )
            if index in view.members
        ]
        return tuple(seen), step

    def _total(self, index: int, places: Iterable[int]) -> int:
        return sum(int(m) for p in places if (m := self._marks[index][p]) not in OPEN_MARKS)

    def _seen(
        self, shown: frozenset[int], document: Any, index: int, places: Sequence[int]
    ) -> int | None:
        """Return a score where scores are listed, else the place of the band if it is certain."""
        instrument = self._attack.publication.instrument
        is_aggregate = len(places) == len(instrument.codes)
        number = "" if is_aggregate else instrument.codes[places[0]][0]
        figures = document["aggregate"] if is_aggregate else document["principles"][number]
        bands = instrument.aggregate_bands if is_aggregate else instrument.principles[0].bands
        some = [place for place in places if place in shown]
        total = self._total(index, some)
        if figures["scores"] is not None:
            return total
        if figures["band_counts"] is None:
            return None
        given = sum(self._marks[index][place] not in OPEN_MARKS for place in some)
        missing = len(places) - given
        low, high = total + missing, total + missing * self._attack.places.answers[-1]
        return next((n for n, b in enumerate(bands) if b.low <= low and high <= b.high), None)
