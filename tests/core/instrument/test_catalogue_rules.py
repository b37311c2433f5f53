"""Faulty facts and wordings: each is refused with a sentence that names the place."""

import re
from typing import Any

import pytest

from pat_core import InstrumentError, build_instrument
from tests.core.toml_texts import Change, Table, changed, texts


def _without(*path: str) -> Change:
    """Return a change that removes one key from the wording."""

    def change(facts: Table, wording: Table) -> None:
        *parents, last = path
        for key in parents:
            wording = wording[key]
        del wording[last]

    return change


def _with(value: Any, *path: str) -> Change:
    """Return a change that sets one key of the wording to *value*."""

    def change(facts: Table, wording: Table) -> None:
        *parents, last = path
        for key in parents:
            wording = wording[key]
        wording[last] = value

    return change


def _facts(**keys: Any) -> Change:
    """Return a change that sets keys of the facts."""
    return lambda facts, wording: facts.update(keys)


def _bands(kind: str, *ends: tuple[int, int]) -> Change:
    """Return a change that replaces the bands of one *kind*, and gives each new band a reading."""

    def change(facts: Table, wording: Table) -> None:
        facts["bands"][kind] = [list(pair) for pair in ends]
        names = [str(low) if low == high else f"{low}-{high}" for low, high in ends]
        holders = wording["principles"].values() if kind == "principle" else [wording["aggregate"]]
        for holder in holders:
            holder["readings"] = dict.fromkeys(names, "A reading.")

    return change


SHAPE: list[tuple[Change, str]] = [
    (
        _facts(statements_per_principle=list("ABCDE")),
        "the instrument has 6 principles of 5 statements; it must be 6 of 6",
    ),
    (
        _facts(pages={"principles": dict.fromkeys("1234567", 15)}),
        "the instrument has 7 principles of 6 statements; it must be 6 of 6",
    ),
    (_facts(scale=[5, 4, 3, 2, 1]), "the scale of answers is [5, 4, 3, 2, 1]; it must be"),
    (_facts(scale=[3, 2, 1]), "the scale of answers is [3, 2, 1]; it must be"),
    (_facts(scale=[1, 2, 3, 4]), "the scale of answers is [1, 2, 3, 4]; it must be [4, 3, 2, 1]"),
    (
        _bands("principle", (20, 24), (19, 19), (13, 18), (7, 12), (6, 6)),
        "the instrument has 5 bands of principle; it must be 4",
    ),
    (
        _bands("aggregate", (109, 144), (73, 108), (36, 72)),
        "the instrument has 3 bands of aggregate; it must be 4",
    ),
]


@pytest.mark.parametrize(("change", "sentence"), SHAPE, ids=[sentence for _, sentence in SHAPE])
def test_other_shape_is_refused_when_loaded(change: Change, sentence: str) -> None:
    """Six principles of six statements, four answers, four bands: a picture never meets another."""
    with pytest.raises(InstrumentError, match=re.escape(sentence)):
        build_instrument(*changed(change))


STATEMENT = {"element": "E", "statement": "S", "explanation": "X"}
OF_PRINCIPLE, OF_ALL = "bands of principle 1", "bands of aggregate"
RULES: list[tuple[Change, list[str]]] = [
    (_without("statements", "3C"), ["statements", "3C", "missing"]),
    (_with(STATEMENT, "statements", "7A"), ["statements", "7A"]),
    (_with(STATEMENT, "statements", "1a"), ["statements", "1a"]),
    (_without("principles", "4"), ["principles", "4", "missing"]),
    (_with({"name": "N", "about": "A", "readings": {}}, "principles", "7"), ["principles", "7"]),
    (_without("scale", "2"), ["scale", "2"]),
    (_with("Perhaps", "scale", "5"), ["scale", "5"]),
    (_without("significance", "scale", "5"), ["significance", "5"]),
    (_without("purposes", "routine"), ["purposes", "routine"]),
    (_without("levels", "none"), ["levels", "none"]),
    (_with("Royal", "sectors", "royal"), ["sectors", "royal"]),
    (_without("modes", "open"), ["modes", "open"]),
    (_without("principles", "5", "readings", "7-12"), ["principle 5", "7-12", "missing"]),
    (_with("Another.", "aggregate", "readings", "0-35"), ["aggregate", "0-35"]),
    (_without("notice"), ["notice"]),
    (_without("aggregate", "name"), ["name"]),
    (_without("typology", "function", "delivery"), ["delivery"]),
    (_with("How far do you agree?", "stem"), ["stem", "{partnership}"]),
    (_with(" \n", "statements", "6F", "explanation"), ["6F", "explanation", "empty"]),
    (_with("", "principles", "2", "readings", "6"), ["2", "readings", "6", "empty"]),
    (_facts(about_knowing=["1B", "7B"]), ["about_knowing", "7B"]),
    (_facts(about_knowing=["1B", ""]), ["about_knowing", "entry 2", "empty"]),
    (_facts(statements_per_principle=list("ABCDEE")), ["statements", "1F"]),
    (_bands("principle", (19, 24), (14, 18), (7, 12), (6, 6)), [OF_PRINCIPLE, "7–12", "13"]),
    (_bands("principle", (19, 24), (12, 18), (7, 12), (6, 6)), [OF_PRINCIPLE, "7–12", "11"]),
    (_bands("principle", (19, 23), (13, 18), (7, 12), (6, 6)), [OF_PRINCIPLE, "19–23", "24"]),
    (_bands("principle", (19, 24), (13, 18), (9, 12), (7, 8)), [OF_PRINCIPLE, "7", "6"]),
    (_bands("principle", (6, 6), (7, 12), (13, 18), (19, 24)), [OF_PRINCIPLE, "24"]),
    (_bands("principle", (24, 19), (13, 18), (7, 12), (6, 6)), ["24 to 19"]),
    (_bands("aggregate", (109, 144), (73, 107), (37, 72), (36, 36)), [OF_ALL, "73–107", "108"]),
    (_bands("aggregate", (109, 144), (72, 108), (37, 72), (36, 36)), [OF_ALL, "37–72", "71"]),
    (_bands("aggregate", (109, 144), (73, 108), (37, 72), (35, 36)), [OF_ALL, "35", "36"]),
]


@pytest.mark.parametrize(("change", "parts"), RULES, ids=[" ".join(parts) for _, parts in RULES])
def test_broken_rule_is_refused_by_its_place(change: Change, parts: list[str]) -> None:
    """Whatever is missing, superfluous, empty or contradictory is named with its place."""
    with pytest.raises(InstrumentError) as caught:
        build_instrument(*changed(change))
    for part in parts:
        assert part in str(caught.value)


KINDS: list[tuple[Change, list[str]]] = [
    (_without("statements", "2C", "element"), ["2C", "element"]),
    (_without("principles", "2", "about"), ["principles", "2", "about"]),
    (_without("purposes", "routine", "label"), ["routine", "label"]),
    (_with(5, "statements", "2C", "statement"), ["2C", "statement"]),
    (_with(True, "notice"), ["notice"]),
    (_with("All of it.", "statements", "2C"), ["2C"]),
    (_with("Trust.", "principles", "4"), ["principles", "4"]),
    (_with(["Agree"], "scale"), ["scale"]),
    (_with("Another.", "typology", "function", "other"), ["typology", "other"]),
    (_facts(citation={"authors": "A", "title": "T", "publisher": "P"}), ["citation", "year"]),
    (_facts(citation="A, 2003"), ["citation"]),
    (_facts(bands={"principle": [[6]], "aggregate": [[36, 144]]}), ["bands"]),
    (_facts(scale=["4", "3", "2", "1"]), ["scale"]),
    (_facts(low_principle_score="12"), ["low_principle_score"]),
]


@pytest.mark.parametrize(("change", "parts"), KINDS, ids=[" ".join(parts) for _, parts in KINDS])
def test_value_of_another_kind_is_refused_by_its_place(change: Change, parts: list[str]) -> None:
    """A number where a text must stand, and the like, is named with its place."""
    with pytest.raises(InstrumentError) as caught:
        build_instrument(*changed(change))
    for part in parts:
        assert part in str(caught.value)


@pytest.mark.parametrize("which", [0, 1])
def test_text_that_is_not_toml_is_refused(which: int) -> None:
    """The message says which of the two texts is not TOML, and where."""
    pair = list(texts())
    pair[which] += "\n= broken\n"
    name = ("facts", "wording")[which]
    with pytest.raises(InstrumentError, match=re.compile(f"the {name} .*line", re.DOTALL)):
        build_instrument(*pair)


def test_empty_texts_are_refused() -> None:
    """Two empty files are refused; the message names the first key that is missing."""
    with pytest.raises(InstrumentError, match="facts: 'pages' is missing"):
        build_instrument("", "")
