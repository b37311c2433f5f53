"""What an attacker does not know: the answers of people, as variables of the solver.

The attacker knows who took part, everybody's labels, and which answers each person left open. Each
answer that was given is one of the values of its scale.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, NamedTuple, TypeAlias

from ortools.sat.python import cp_model

from pat_core.files.sheet import Sheet
from pat_core.model import Instrument

OPEN_MARKS = "?-"
"""The marks of an answer that was left open: "can't say" and blank."""

Literal: TypeAlias = Any
"""A variable of the solver that is 0 or 1."""
Linear: TypeAlias = Any
"""A sum of variables of the solver, or a whole number."""


class Row(NamedTuple):
    """The sheet of one person in one round, and who that person is.

    Two rows with the same *person* are of one who can be recognised in two rounds.
    """

    sheet: Sheet
    person: str = ""

    @property
    def mask(self) -> str:
        """The marks with each given answer replaced by an x: what an attacker knows of them."""
        return "".join(mark if mark in OPEN_MARKS else "x" for mark in self.sheet.marks)


@dataclass(frozen=True)
class Places:
    """Where in the marks of a sheet the answers stand, and on which scale they are."""

    principles: dict[str, tuple[int, ...]]
    """The places of a principle's statements, by its number."""
    statements: dict[str, int]
    """The place of a statement, by its code."""
    success: int
    answers: tuple[int, ...]
    """The values of the scale of a statement."""

    @classmethod
    def of(cls, instrument: Instrument) -> "Places":
        """Return the places of *instrument*."""
        statements = {code: place for place, code in enumerate(instrument.codes)}
        return cls(
            {
                principle.number: tuple(statements[own.code] for own in principle.statements)
                for principle in instrument.principles
            },
            statements,
            len(statements) + len(instrument.principles),
            tuple(sorted(instrument.values)),
        )


class Unknown:
    """The given answers of *rows* as variables of a model; *known* rows are given away.

    Only the statements and success are modelled: nothing that a confidential group shows binds
    significance or types to any other answer.
    """

    def __init__(
        self, rows: Sequence[Row], places: Places, known: Iterable[int] = (), only: str = ""
    ) -> None:
        """Set up the model.

        *only* is the number of a principle: then the answers to all other statements stay as they
        are, which makes the search for another world faster, and proves nothing if there is none.
        """
        self.model = cp_model.CpModel()
        self.rows, self.places = rows, places
        self.known = frozenset(known)
        free = places.principles[only] if only else (*places.statements.values(), places.success)
        self._cells: dict[tuple[int, int], dict[int, Literal]] = {}
        for index in range(len(rows)):
            if index not in self.known:
                for place in free:
                    if self.is_given(index, place):
                        self._cells[index, place] = self._one_of(place)

    def _one_of(self, place: int) -> dict[int, Literal]:
        choices = {value: self.model.new_bool_var("") for value in self.places.answers}
        self.model.add_exactly_one(choices.values())
        return choices

    def is_given(self, index: int, place: int) -> bool:
        """Return whether a row holds an answer at a place."""
        return self.rows[index].sheet.marks[place] not in OPEN_MARKS

    def has(self, index: int, place: int, value: int) -> Linear:
        """Return 1 where the answer at a place is *value*, else 0."""
        if not self.is_given(index, place):
            return 0
        if (index, place) in self._cells:
            return self._cells[index, place][value]
        return int(self.rows[index].sheet.marks[place] == str(value))

    def answer(self, index: int, place: int) -> Linear:
        """Return the answer at a place, 0 where it was left open."""
        return sum(value * self.has(index, place, value) for value in self.places.answers)

    def total(self, index: int, places: Iterable[int]) -> Linear:
        """Return the sum of the answers at some places."""
        return sum(self.answer(index, place) for place in places)

    def is_complete(self, index: int, places: Iterable[int]) -> bool:
        """Return whether a row leaves none of some places open."""
        return all(self.is_given(index, place) for place in places)

    def is_in(self, expression: Linear, values: Iterable[int]) -> Literal:
        """Return a new variable that can be 1 only where *expression* is one of *values*."""
        literal = self.model.new_bool_var("")
        self.bind(expression, values, literal)
        return literal

    def bind(self, expression: Linear, values: Iterable[int], literal: Literal) -> None:
        """Demand that *expression* is one of *values* wherever *literal* is 1."""
        allowed = sorted(values)
        if isinstance(expression, int):
            if expression not in allowed:
                self.model.add(literal == 0)
            return
        domain = cp_model.Domain.from_values(allowed)
        self.model.add_linear_expression_in_domain(expression, domain).only_enforce_if(literal)

    def demand_other(self, cells: Iterable[tuple[int, int]]) -> None:
        """Demand that one of *cells*, by row and place, holds another answer than it does."""
        others = []
        for index, place in cells:
            mark = int(self.rows[index].sheet.marks[place])
            if choices := self._cells.get((index, place)):
                others += [literal for value, literal in choices.items() if value != mark]
        self.model.add_bool_or(others)

    def stay_close(self, seed: int) -> None:
        """Ask for a world that differs from the true one in as few answers as possible.

        The *seed* decides between worlds that are about equally near.
        """
        chance = Random(seed)
        self.model.minimize(
            sum(chance.randint(8, 12) * (1 - self._true(cell)) for cell in self._cells)
        )

    def wander(self, seed: int) -> None:
        """Ask for a world in which a random choice of the answers differ from the true ones.

        Whether a figure is withheld depends on many answers, so that a world which differs in few
        of them may lead to other files than one that differs in more.
        """
        chance = Random(seed)
        cells = [cell for cell in self._cells if chance.random() < chance.choice((0.1, 0.3, 0.6))]
        self.model.minimize(sum(self._true(cell) for cell in cells))

    def _true(self, cell: tuple[int, int]) -> Literal:
        index, place = cell
        return self._cells[cell][int(self.rows[index].sheet.marks[place])]

    def solve(self, seconds: float = 3.0) -> list[Row] | None:
        """Return the rows of a world that fits; None if there is none.

        Raises:
            TimeoutError: neither was found in so many *seconds*.
        """
        for cell in self._cells:
            self.model.add_hint(self._true(cell), 1)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        solver.parameters.max_time_in_seconds = seconds
        status = solver.solve(self.model)
        self.model.clear_hints()
        if status == cp_model.INFEASIBLE:
            return None
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            raise TimeoutError(solver.status_name(status))
        return [self._solved(index, row, solver) for index, row in enumerate(self.rows)]

    def _solved(self, index: int, row: Row, solver: cp_model.CpSolver) -> Row:
        marks = list(row.sheet.marks)
        for place in range(len(marks)):
            for value, literal in self._cells.get((index, place), {}).items():
                if solver.boolean_value(literal):
                    marks[place] = str(value)
        return row._replace(sheet=with_marks(row.sheet, "".join(marks)))


def with_marks(sheet: Sheet, marks: str) -> Sheet:
    """Return *sheet* with other *marks*."""
    return Sheet(marks, sheet.now, sheet.needed, sheet.level, sheet.sector, sheet.organisation)
