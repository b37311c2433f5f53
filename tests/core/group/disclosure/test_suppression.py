"""Parts: no figure of fewer people than the threshold is shown, or can be worked out."""

import random
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from pat_core import Instrument
from pat_core.group.disclosure.suppression import hidden_labels
from pat_core.group.document.group_document import GroupDetails, group_document
from pat_core.group.statistics.tally import LABEL_KINDS, GroupTally
from tests.core.samples import LETTERS, NUMBERS, Document
from tests.core.sheet_samples import random_sheet, sheet_with
from tests.sampling import how_many


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ({"a": 5, "b": 7}, ""),
        ({"a": 4, "b": 7, "c": 9}, "ab"),
        ({"a": 2, "b": 3, "c": 9}, "ab"),
        ({"a": 2, "b": 2, "c": 9, "d": 6}, "abd"),
        ({"a": 1}, "a"),
        ({"a": 1, "b": 3}, "ab"),
        ({"a": 0, "b": 6, "c": 6}, "ab"),
        ({}, ""),
    ],
)
def test_smallest_are_hidden_until_they_hold_the_threshold(
    sizes: dict[str, int], hidden: str
) -> None:
    """What is hidden is below five, or hides another; of equal ones the first by name goes."""
    assert hidden_labels(sizes, 5) == frozenset(hidden)


def test_hidden_parts_stay_hidden_in_every_figure(instrument: Instrument) -> None:
    """A figure whose hidden people are too few takes a further part with it."""
    tally = GroupTally(instrument, "level")
    for level, people in (("board", 4), ("management", 4), ("front_line", 8), ("none", 9)):
        for person in range(people):
            # Of those hidden, only three answer 1A.
            is_open = level in ("board", "management") and person > (level == "board")
            tally.add(sheet_with({"1": "-33333" if is_open else "333333"}, level=level))
    by: Any = group_document(tally, GroupDetails(made_at=""), instrument)["by"]["level"]
    assert by["board"] == by["management"] == {"withheld": True}
    assert by["front_line"]["statements"]["1A"] == {"withheld": True}
    assert by["front_line"]["principles"]["1"] == {"withheld": True}
    assert by["front_line"]["statements"]["1B"]["n"] == 8
    assert by["none"]["statements"]["1A"]["n"] == 9


def test_parts_show_nothing_that_points_at_one_person(instrument: Instrument) -> None:
    """Lowest, highest and the list of scores are never given for a part."""
    tally = GroupTally(instrument, "level")
    for _ in range(6):
        tally.add(sheet_with({}, level="board"))
    by = group_document(tally, GroupDetails(made_at=""), instrument)["by"]["level"]
    board: Any = by["board"]
    assert board["n"] == 6
    assert not {"lowest", "highest", "scores"} & board["principles"]["1"].keys()
    assert board["principles"]["1"]["band_counts"] == [0, 0, 6, 0]


def test_no_withheld_figure_can_be_worked_out(instrument: Instrument) -> None:
    """Whoever solves all equations that a group file gives finds no figure that it withholds."""
    withheld = 0
    groups = how_many("random groups, for what is withheld", 250, 10_000)
    for seed in range(groups):
        chance = random.Random(seed)
        document = _random_document(chance, instrument)
        for parts in document["by"].values():
            for number in NUMBERS:
                withheld += _attack(document, parts, number)
    assert withheld > groups
    print(f"\ngroups: {groups}, principles with something withheld: {withheld}")


def _random_document(chance: random.Random, instrument: Instrument) -> Document:
    kind = chance.choice(LABEL_KINDS)
    tally = GroupTally(instrument, kind)
    gaps = chance.choice((0, 0, 0.02, 0.2))
    for _ in range(chance.randint(1, 30)):
        tally.add(random_sheet(chance, gaps))
    details = GroupDetails(made_at="", threshold=chance.randint(3, 10))
    return group_document(tally, details, instrument)


def _attack(document: Document, parts: Mapping[str, Document], number: str) -> bool:
    """Try one principle; return whether something of it was withheld."""
    threshold = document["threshold"]
    unknown: set[tuple[str, str]] = set()
    for place, keys in (("statements", [number + x for x in LETTERS]), ("principles", [number])):
        for key in keys:
            shown = {label: _figure(part, place, key) for label, part in parts.items()}
            hidden = {label for label, figures in shown.items() if figures is None}
            rest = document[place][key]["n"] - sum(each["n"] for each in shown.values() if each)
            assert all(each["n"] >= threshold for each in shown.values() if each)
            # Either nothing is left over, or nobody's share of it can be told from the others'.
            assert rest == 0 if not hidden else len(hidden) == len(parts) or rest >= threshold
            unknown |= {(label, key) for label in hidden}
    solved = _solve(_equations(document, parts, number))
    assert not unknown & solved or all(each is None for each in parts.values())
    return bool(unknown)


def _figure(part: Document, place: str, key: str) -> Document | None:
    if "withheld" in part or "withheld" in part[place][key]:
        return None
    found: Document = part[place][key]
    return found


Equation = dict[tuple[str, str], Fraction]


def _equations(document: Document, parts: Mapping[str, Document], number: str) -> list[Equation]:
    """Return what is known of the sums by label and statement, and of principle scores."""
    codes = [number + letter for letter in LETTERS]
    one = Fraction(1)
    whole = [{(label, key): one for label in parts} for key in (*codes, number)]
    shown: list[Equation] = [
        {(label, key): one}
        for label, part in parts.items()
        for place, keys in (("statements", codes), ("principles", [number]))
        for key in keys
        if _figure(part, place, key)
    ]
    # Where all of a part have a score, its six sums add up to that of its scores.
    complete = {
        label: _figure(part, "principles", number) or {"n": -1} for label, part in parts.items()
    }
    linked: list[Equation] = [
        {**{(label, code): one for code in codes}, (label, number): -one}
        for label, part in parts.items()
        if complete[label]["n"] == part.get("n")
    ]
    return [*whole, *shown, *linked] if len(parts) > 1 else shown


def _solve(equations: list[Equation]) -> set[tuple[str, str]]:
    """Return the unknowns that the equations settle, by Gauss and Jordan in exact fractions."""
    rows: list[tuple[tuple[str, str], Equation]] = []
    for equation in equations:
        row = dict(equation)
        for pivot, other in rows:
            row = _minus(row, other, row.get(pivot, Fraction(0)))
        if not row:
            continue
        pivot = min(row)
        row = {key: value / row[pivot] for key, value in row.items()}
        rows = [(p, _minus(other, row, other.get(pivot, Fraction(0)))) for p, other in rows]
        rows.append((pivot, row))
    return {pivot for pivot, row in rows if len(row) == 1}


def _minus(row: Equation, other: Equation, times: Fraction) -> Equation:
    found = {
        key: row.get(key, Fraction(0)) - times * other.get(key, Fraction(0))
        for key in row.keys() | other.keys()
    }
    return {key: value for key, value in found.items() if value}
