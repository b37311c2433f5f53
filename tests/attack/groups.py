"""Random groups, seeded: of many sizes, with parts from one person up, agreeing and split."""

from collections.abc import Sequence
from random import Random

from pat_core.files.sheet import Sheet
from tests.attack.unknown import OPEN_MARKS, Row, with_marks

LEVELS = ("board", "front_line", "management", "none")
_MOODS = {
    "agreeing": (1, 3, 12, 8),
    "split": (5, 3, 3, 5),
    "even": (1, 1, 1, 1),
    "alike": (0, 1, 14, 3),
}
"""How often each answer is given, the lowest first."""


def random_rows(sizes: Sequence[int], missing: float, mood: str, chance: Random) -> list[Row]:
    """Return rows of people in parts of these *sizes*; each leaves a share of *missing* open."""
    people = [(part, n) for part, size in enumerate(sizes) for n in range(size)]
    lean = [_lean(mood, chance) for _ in range(36)]
    rows = []
    for part, _ in people:
        marks = [_mark(weights, missing, chance) for weights in lean]
        significance = [chance.choice("12345") for _ in range(6)]
        sheet = Sheet(
            "".join([*marks, *significance, _mark(_MOODS[mood], missing, chance)]),
            level=LEVELS[part] if len(sizes) <= len(LEVELS) else "",
            organisation=f"Partner {chr(65 + part)}",
        )
        rows.append(Row(sheet))
    return rows


def _lean(mood: str, chance: Random) -> Sequence[int]:
    """Return the weights of one statement; some have another mood than the rest."""
    return _MOODS[mood if chance.random() < 0.85 else chance.choice(list(_MOODS))]


def _mark(weights: Sequence[int], missing: float, chance: Random) -> str:
    if chance.random() < missing:
        return chance.choice("?-")
    return chance.choices("1234", weights)[0]


def random_sizes(chance: Random) -> list[int]:
    """Return the sizes of two to six parts of a group of five to forty people."""
    people = chance.randint(5, 40)
    parts = min(people, chance.randint(2, 6))
    cuts = sorted(chance.sample(range(1, people), parts - 1))
    return [high - low for low, high in zip([0, *cuts], [*cuts, people], strict=True)]


def second_round(rows: Sequence[Row], chance: Random) -> list[Row]:
    """Return *rows* with a token for each person, and then the same people in a later round.

    A quarter of the answers move by a point; one person answers what they had left open.
    """
    first = [row._replace(person=f"token{index}") for index, row in enumerate(rows)]
    later = [row._replace(sheet=with_marks(row.sheet, _moved(row, chance))) for row in first]
    return [*first, *later]


def _moved(row: Row, chance: Random) -> str:
    marks = row.sheet.marks
    is_first = row.person == "token0"
    moved = [
        str(min(4, max(1, int(mark) + chance.choice((-1, 1)))))
        if mark in "1234" and chance.random() < 0.25
        else "3"
        if is_first and mark in OPEN_MARKS
        else mark
        for mark in marks
    ]
    return "".join(moved)
