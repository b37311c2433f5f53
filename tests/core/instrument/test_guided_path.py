"""The guided path to a partnership type: its questions, its examples and the rule for the level."""

from itertools import permutations, product
from typing import Any

import pytest

from pat_core import Instrument, InstrumentError
from pat_core.instrument.guided_path import (
    GuidedPath,
    build_path,
    closest_level,
    level_table,
    load_path,
)
from tests.core.toml_texts import Table, write

LEVELS = ["cooperation", "coordination", "integration"]
"""From the loosest to the closest, typed here a second time."""
FUNCTIONS = ["strategic", "commissioning", "delivery"]
SQUARES = list(product(LEVELS, FUNCTIONS))
# Matrix (2004), figure 1: six of the nine squares hold an example.
EXAMPLES = {
    ("cooperation", "strategic"): "Community Legal Service Partnership",
    ("cooperation", "delivery"): "Health Collaborative",
    ("coordination", "strategic"): "Crime and Disorder Reduction Partnership",
    ("coordination", "commissioning"): "Drug Action Team",
    ("integration", "commissioning"): "Local regeneration partnership",
    ("integration", "delivery"): "Youth Offending Team",
}
EMPTY = [
    ("cooperation", "commissioning"),
    ("coordination", "delivery"),
    ("integration", "strategic"),
]
ANSWERS = list(product([*LEVELS, ""], repeat=3))
"""All 64 ways to answer three questions, each of which may be left open."""


@pytest.fixture(scope="module")
def path(instrument: Instrument) -> GuidedPath:
    """Return the guided path that the package carries."""
    return load_path(instrument)


@pytest.mark.parametrize("square", EXAMPLES)
def test_examples_stand_in_their_squares(path: GuidedPath, square: tuple[str, str]) -> None:
    """Each of the six examples is the one in the source's figure, and gives its year."""
    example = path.example_for(*square)
    assert example
    assert example.name.startswith(EXAMPLES[square])
    assert "2004" in example.about


@pytest.mark.parametrize("square", EMPTY)
def test_empty_squares_stay_empty(path: GuidedPath, square: tuple[str, str]) -> None:
    """Where the source names no partnership, there is no example."""
    assert path.example_for(*square) is None


def test_no_example_stands_outside_the_figure(path: GuidedPath) -> None:
    """There are six examples for the nine types, and no more."""
    assert len(path.examples) == len(EXAMPLES) == 6
    assert set(EXAMPLES) | set(EMPTY) == set(SQUARES)


def test_each_gate_has_one_way_out(path: GuidedPath) -> None:
    """One answer to each gate ends the path; the others lead on."""
    assert [gate.code for gate in path.gates] == ["alone", "looser", "cost"]
    for gate in path.gates:
        assert [option.ends for option in gate.options].count(True) == 1, gate.code
        assert len(gate.options) >= 2, gate.code


def test_each_question_offers_every_choice(path: GuidedPath) -> None:
    """Three questions offer every level, and one offers every function."""
    assert [question.code for question in path.level_questions] == [
        "goals",
        "decisions",
        "ownership",
    ]
    for question in path.level_questions:
        assert sorted(option.code for option in question.options) == sorted(LEVELS)
    assert sorted(o.code for o in path.function_question.options) == sorted(FUNCTIONS)


def _pointed(answers: tuple[str, ...]) -> list[str]:
    return [answer for answer in answers if answer]


def _middle_by_hand(pointed: list[str]) -> str | None:
    """Return the median by removing the loosest and the closest until one or two are left."""
    left = [level for level in LEVELS for answer in pointed if answer == level]
    while len(left) > 2:
        left = left[1:-1]
    return left[0] if left else None


@pytest.mark.parametrize("answers", ANSWERS, ids=" ".join)
def test_level_is_the_one_in_the_middle(instrument: Instrument, answers: tuple[str, ...]) -> None:
    """The closest level is the median of those pointed to, and the looser one of two medians."""
    pointed = _pointed(answers)
    level = closest_level(pointed, instrument.typology.collaborations)
    assert level == _middle_by_hand(pointed)


@pytest.mark.parametrize(
    ("answers", "level"),
    [
        ("", None),
        ("integration", "integration"),
        ("cooperation integration", "cooperation"),
        ("integration coordination", "coordination"),
        ("cooperation cooperation integration", "cooperation"),
        ("cooperation coordination integration", "coordination"),
        ("integration cooperation integration", "integration"),
    ],
)
def test_level_of_cases_worked_out_on_paper(
    instrument: Instrument, answers: str, level: str | None
) -> None:
    """A few cases worked out by hand have the outcome that was expected."""
    assert closest_level(answers.split(), instrument.typology.collaborations) == level


@pytest.mark.parametrize("answers", ANSWERS, ids=" ".join)
def test_order_of_answers_does_not_matter(instrument: Instrument, answers: tuple[str, ...]) -> None:
    """All three questions have the same weight."""
    levels = instrument.typology.collaborations
    assert len({closest_level(_pointed(order), levels) for order in permutations(answers)}) == 1


@pytest.mark.parametrize("answers", ANSWERS, ids=" ".join)
def test_level_lies_between_those_pointed_to(
    instrument: Instrument, answers: tuple[str, ...]
) -> None:
    """The closest level is neither looser nor closer than every answer."""
    ranks = [LEVELS.index(answer) for answer in _pointed(answers)]
    level = closest_level(_pointed(answers), instrument.typology.collaborations)
    assert (level is None) == (not ranks)
    if level:
        assert min(ranks) <= LEVELS.index(level) <= max(ranks)


def test_table_holds_every_set_of_answers(path: GuidedPath, instrument: Instrument) -> None:
    """The page's table gives the closest level for all 63 sets with at least one answer."""
    levels = instrument.typology.collaborations
    table = level_table(path, levels)
    assert len(table) == 63
    assert table == {
        ",".join(answers): closest_level(_pointed(answers), levels)
        for answers in ANSWERS
        if any(answers)
    }


def _options(*codes: str) -> list[Table]:
    return [{"code": code, "label": "L", "because": "B"} for code in codes]


def _question(code: str, *codes: str) -> Table:
    return {"code": code, "question": "Q?", "help": "H.", "options": _options(*codes)}


def _gate(*options: Table, **keys: Any) -> Table:
    return {"code": "first", "question": "Q?", "help": "H.", "options": list(options), **keys}


def _gate_option(code: str, **keys: Any) -> Table:
    return {"code": code, "label": "L", "text": "T.", **keys}


def _example(level: str, function: str, **keys: Any) -> Table:
    return {"collaboration": level, "function": function, "name": "N", "about": "A", **keys}


def _path(**keys: Any) -> str:
    """Return a small path as TOML; keys replace its own, and None removes one."""
    table: Table = {
        "gates": [_gate(_gate_option("yes"), _gate_option("no", ends=True))],
        "levels": [_question("goals", *LEVELS)],
        "function": _question("product", *FUNCTIONS),
        "examples": [_example("integration", "delivery")],
        **keys,
    }
    return write({key: value for key, value in table.items() if value is not None})


def test_small_path_is_built_from_its_text(instrument: Instrument) -> None:
    """An option ends the path only if it says so, and an example belongs to one type."""
    path = build_path(_path(), instrument)
    assert [option.ends for option in path.gates[0].options] == [False, True]
    assert [example and example.name for example in [path.example_for(*s) for s in SQUARES]] == [
        *([None] * 8),
        "N",
    ]


BROKEN: list[tuple[str, list[str]]] = [
    (_path(gates=None), ["'gates' is missing"]),
    (_path(levels=[]), ["levels", "a list of tables"]),
    (_path(function=None), ["'function' is missing"]),
    (_path(function="product"), ["function", "'product'", "a table"]),
    (_path(examples=None), ["'examples' is missing"]),
    (_path(levels=[_question("goals", *LEVELS[:2])]), ["levels 1", "'integration' is missing"]),
    (_path(levels=[_question("goals", *LEVELS, "union")]), ["levels 1", "'union'"]),
    (_path(levels=[_question("goals", *LEVELS, "integration")]), ["'integration'", "twice"]),
    (_path(function=_question("product", *LEVELS)), ["function", "'commissioning' is missing"]),
    (
        _path(levels=[_question("goals", *LEVELS), _question("goals", *LEVELS)]),
        ["'goals' is there twice"],
    ),
    (_path(function=_question("first", *FUNCTIONS)), ["'first' is there twice"]),
    (_path(gates=[_gate(_gate_option("no"), _gate_option("no"))]), ["gates 1", "'no'", "twice"]),
    (_path(gates=[_gate(_gate_option("no", ends="yes"))]), ["options 1, ends", "'yes'", "true or"]),
    (_path(gates=[_gate({"code": "no", "label": "L"})]), ["options 1", "'text' is missing"]),
    (_path(gates=[_gate(_gate_option("no", text=" "))]), ["entry 1, text", "empty"]),
    (_path(gates=[_gate(_gate_option("no"), help=3)]), ["gates 1, help", "3", "text"]),
    (_path(examples=[_example("union", "delivery")]), ["examples 1", "'union'", "no level"]),
    (_path(examples=[_example("integration", "fun")]), ["examples 1", "'fun'", "no level"]),
    (_path(examples=[_example("delivery", "integration")]), ["examples 1", "'delivery'"]),
    (_path(examples=[_example("integration", "delivery")] * 2), ["integration/delivery", "twice"]),
    (_path() + "= broken\n", ["cannot be read as TOML", "line"]),
]


@pytest.mark.parametrize(("text", "parts"), BROKEN, ids=[" ".join(parts) for _, parts in BROKEN])
def test_broken_path_is_refused_by_its_place(
    instrument: Instrument, text: str, parts: list[str]
) -> None:
    """Whatever is missing, repeated or unknown to the typology is named with its place."""
    with pytest.raises(InstrumentError) as caught:
        build_path(text, instrument)
    for part in ("guided path", *parts):
        assert part in str(caught.value)
