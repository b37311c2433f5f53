"""The attack itself: it asks for whom, and on which statement, only one answer is possible.

People who share a label and left the same answers open cannot be told apart. If not all of them
gave the same answer, each of them may have given any of these, so only unanimous ones are asked
about. Another world counts only if the product writes the same files for it. Cheap worlds come
first: two people exchange answers. Where none of these is found, the solver is asked.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from tests.attack.constraints import bind_document
from tests.attack.exchanges import exchanged, shaken
from tests.attack.publication import Publication
from tests.attack.unknown import OPEN_MARKS, Places, Row, Unknown

_MOST_CANDIDATES = 6
"""How many worlds of the solver are tried on the product before a question stays undecided."""
_MOST_CLOSE = 3
"""How many of these are as near as possible to the true one."""
_SHAKES = 6
_STEPS = 400
_ROUNDS_OF_EXCHANGES = 3


class Question(NamedTuple):
    """Whether an answer is known: that of every one of *people* at *place*; all gave *mark*."""

    people: tuple[int, ...]
    place: int
    mark: str


@dataclass
class Outcome:
    """What an attack came to."""

    asked: int = 0
    named: list[Question] = field(default_factory=list)
    """Only this one answer is possible."""
    undecided: list[Question] = field(default_factory=list)
    """The solver's worlds all lead to other files, and there may be more of them."""
    by_solver: int = 0


class Attack:
    """An attack on one publication, whose true answers are *rows*."""

    def __init__(self, publication: Publication, rows: Sequence[Row]) -> None:
        self.publication, self.rows = publication, list(rows)
        self.places = Places.of(publication.instrument)
        self.files = publication.write(self.rows)
        self._worlds: list[Sequence[Row]] = []
        """Worlds for which the product writes the same files."""

    @property
    def answers(self) -> int:
        """How many answers of single people might be worked out; success counts as a statement."""
        return sum(
            row.sheet.marks[place] not in OPEN_MARKS and not self._is_exempt(index, place)
            for index, row in enumerate(self.rows)
            for place in (*self.places.statements.values(), self.places.success)
        )

    def run(self, known: Iterable[int] = ()) -> Outcome:
        """Return what can be worked out by an outsider, or by those whose rows are *known*."""
        locked = frozenset(known)
        questions = list(self.questions(locked))
        outcome = Outcome(len(questions))
        questions = self._without_answered(questions, locked)
        for seed in range(_ROUNDS_OF_EXCHANGES):
            for number in (*self.places.principles, ""):
                its = [question for question in questions if self._principle(question) == number]
                self._exchange(its, locked, seed)
                questions = self._without_answered(questions, locked)
        while questions:
            outcome.by_solver += 1
            question = questions[0]
            self._ask(question, locked, outcome)
            questions = self._without_answered(questions[1:], locked)
        return outcome

    def _exchange(self, questions: list[Question], locked: frozenset[int], seed: int) -> None:
        """Look for other worlds in which people have exchanged answers, as few as need be.

        The more is exchanged, the more often the product withholds something else.
        """
        if questions and not self._try(exchanged(self, questions, locked, seed)):
            half = len(questions) // 2
            if half:
                self._exchange(questions[:half], locked, seed)
                self._exchange(questions[half:], locked, seed)

    def questions(self, locked: frozenset[int]) -> Iterator[Question]:
        """Yield a question for each class of people and each statement on which it is unanimous."""
        classes: dict[object, list[int]] = defaultdict(list)
        for index, row in enumerate(self.rows):
            if index not in locked:
                classes[self._class(index, row)].append(index)
        for people in classes.values():
            for place in (*self.places.statements.values(), self.places.success):
                marks = {self.rows[index].sheet.marks[place] for index in people}
                is_unanimous = len(marks) == 1 and not marks & set(OPEN_MARKS)
                if is_unanimous and not self._is_exempt(people[0], place):
                    yield Question(tuple(people), place, marks.pop())

    def _class(self, index: int, row: Row) -> object:
        standing = self.publication.standing(index, row)
        others = [
            (other.mask, self.publication.standing(place, other))
            for place, other in enumerate(self.rows)
            if row.person and other.person == row.person and place != index
        ]
        return row.mask, standing, tuple(others)

    def _is_exempt(self, index: int, place: int) -> bool:
        """Return whether all, or all but one, said the same in a whole group that is shown."""
        return any(
            self._are_nearly_alike(view.members, place)
            for view in self.publication.views
            if index in view.members
        )

    def _are_nearly_alike(self, members: Iterable[int], place: int) -> bool:
        marks = [self.rows[index].sheet.marks[place] for index in members]
        given = [mark for mark in marks if mark not in OPEN_MARKS]
        return len(given) - max(given.count(mark) for mark in set(given)) <= 1

    def _without_answered(
        self, questions: Iterable[Question], locked: frozenset[int]
    ) -> list[Question]:
        """Return the questions that no known world answers with more than one possibility."""
        worlds = [
            world
            for world in self._worlds
            if all(world[index] == self.rows[index] for index in locked)
        ]
        return [q for q in questions if not any(_is_other(q, world) for world in worlds)]

    def _try(self, world: Sequence[Row]) -> bool:
        """Keep *world* if the product writes the same files for it; return whether it does."""
        if world == self.rows:
            return True
        if self.publication.write(world) != self.files:
            return False
        self._worlds.append(world)
        return True

    def _ask(self, question: Question, locked: frozenset[int], outcome: Outcome) -> None:
        """Ask the solver; note the question as named or undecided unless a world is found.

        A world in which only one principle differs is the fastest to find, and the file's figures
        of that principle alone the fastest to refute.
        """
        only = self._principle(question)
        if only and self._is_refuted(question, locked, only):
            outcome.named.append(question)
        elif not self._has_other_world(self._unknown(question, locked, only), question):
            try:
                unknown = self._unknown(question, locked)
                if unknown.solve() is None:
                    outcome.named.append(question)
                elif not (self._has_other_world(unknown, question) or self._walk(question, locked)):
                    outcome.undecided.append(question)
            except TimeoutError:
                outcome.undecided.append(question)

    def _is_refuted(self, question: Question, locked: frozenset[int], only: str) -> bool:
        unknown = self._unknown(question, locked, only, is_alone=True)
        try:
            return unknown.solve() is None
        except TimeoutError:
            return False

    def _has_other_world(self, unknown: Unknown, question: Question) -> bool:
        """Return whether one of the solver's worlds makes the product write the same files.

        What is withheld depends on many answers. So worlds that differ in few of them are also
        tried with further exchanges, in which something is withheld for another reason.
        """
        for candidate in range(_MOST_CANDIDATES):
            if candidate > _MOST_CLOSE:
                unknown.wander(candidate)
            elif candidate:
                unknown.stay_close(candidate)
            try:
                world = unknown.solve()
            except TimeoutError:
                return False
            if world is None:
                return False
            if self._try(world):
                return True
            if 0 < candidate <= _MOST_CLOSE and any(
                map(self._try, self._shaken(world, unknown, question))
            ):
                return True
        return False

    def _walk(self, question: Question, locked: frozenset[int]) -> bool:
        """Walk at random through worlds with the same files until the question is answered.

        Where a figure is withheld because of the very answer in question, another one must first
        become a reason to withhold it.
        """
        chance, world = Random(question.place), self.rows
        for _ in range(_STEPS):
            other = shaken(self, world, locked, question.place, chance.randint(0, 2), chance)
            if self.publication.write(other) == self.files:
                world = other
                if _is_other(question, world):
                    self._worlds.append(world)
                    return True
        return False

    def _shaken(
        self, world: Sequence[Row], unknown: Unknown, question: Question
    ) -> Iterator[Sequence[Row]]:
        """Yield *world* with more and more exchanges within subgroups."""
        for seed in range(_SHAKES):
            other = shaken(self, world, unknown.known, question.place, seed, Random(seed))
            if _is_other(question, other):
                yield other

    def _principle(self, question: Question) -> str:
        """Return the number of the principle in which a question lies, or nothing for success."""
        for number, places in self.places.principles.items():
            if question.place in places:
                return number
        return ""

    def _unknown(
        self,
        question: Question,
        locked: frozenset[int],
        only: str = "",
        *,
        is_alone: bool = False,
    ) -> Unknown:
        """Return the unknown answers, with all that the files say and the question demands.

        With *only*, all answers outside that principle are taken as they are. With *is_alone*,
        nothing is said of them.
        """
        unknown = Unknown(self.rows, self.places, locked, only)
        instrument, alone = self.publication.instrument, only if is_alone else ""
        for view, document in zip(self.publication.views, self.files, strict=True):
            bind_document(unknown, document, view.members, instrument, alone)
        unknown.demand_other((index, question.place) for index in question.people)
        return unknown


def _is_other(question: Question, world: Sequence[Row]) -> bool:
    return any(world[i].sheet.marks[question.place] != question.mark for i in question.people)
