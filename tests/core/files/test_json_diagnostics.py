"""Where a text stops being JSON: found at the same place, and in the same words, everywhere."""

import json

import pytest

from pat_core.files.json_diagnostics import find_fault
from tests.core.mutations import Chance, damaged

SAMPLE = json.dumps(
    {"a": [1, 2.5, {"b": None, "c": 'x\\"y'}, [], {}], "d": {"e": True, "f": -5e2}, "g": [[[]]]}
).encode()


class _NoJsonError(Exception):
    """What Python's reader takes and JSON does not know."""


def _refuse(_word: str) -> None:
    raise _NoJsonError


@pytest.mark.parametrize(
    ("text", "place", "cause"),
    [
        ("[1,]", 2, "a comma stands before a closing bracket"),
        ('{"a": [1 ,\n ] }', 9, "a comma stands before a closing bracket"),
        ('{"a":1,}', 6, "a comma stands before a closing bracket"),
        ('[[1,2],[3,"x"] , ]', 15, "a comma stands before a closing bracket"),
        ("[,]", 1, "a value is missing, or is none that JSON knows"),
        ("[1,,2]", 3, "a value is missing, or is none that JSON knows"),
        ("[1,}", 3, "a value is missing, or is none that JSON knows"),
        ("[tru]", 1, "a value is missing, or is none that JSON knows"),
        ("[+1]", 1, "a value is missing, or is none that JSON knows"),
        ("[1.]", 2, 'a comma or "]" is missing'),
        ("[01]", 2, 'a comma or "]" is missing'),
        ("[1 2]", 3, 'a comma or "]" is missing'),
        ('{"a":{"b":1]', 11, 'a comma or "}" is missing'),
        ("{'a':1}", 1, "a key in double quotes is missing"),
        ('{"a":1,2}', 7, "a key in double quotes is missing"),
        ('{"a" 1}', 5, "the colon after a key is missing"),
        ('["a\tb"]', 3, "a line break or another control stands in a text"),
        (r'["a\xb"]', 3, "no such escape may stand in a text"),
        (r'["\u12"]', 2, "no such escape may stand in a text"),
        ('["a', 1, "a text in double quotes begins here and does not end"),
        ('["a\\"', 1, "a text in double quotes begins here and does not end"),
        ("", 0, "the text ends too early"),
        ('{"a": [1', 8, "the text ends too early"),
        ('{"a"', 4, "the text ends too early"),
        ("1 2", 2, "the text goes on after its end"),
        ("[]]", 2, "the text goes on after its end"),
    ],
)
def test_fault_is_named_at_its_place(text: str, place: int, cause: str) -> None:
    """Each kind of fault has its own words, at the first character that JSON does not allow."""
    assert find_fault(text) == (place, cause)


def test_python_and_the_walk_agree_on_what_json_is() -> None:
    """Of thousands of damaged texts, the walk blames exactly those that Python refuses."""
    chance, faults = Chance(7), 0
    for _ in range(20_000):
        text = damaged(chance, SAMPLE).decode("utf-8", "replace")
        if "Infinity" in text or "NaN" in text:
            continue
        try:
            json.loads(text, parse_constant=_refuse)
        except json.JSONDecodeError:
            faults += 1
            assert find_fault(text) is not None, text
        else:
            assert find_fault(text) is None, text
    assert 5_000 < faults < 19_000


@pytest.mark.parametrize(
    "text", ["[" * 500_000, '{"a":' * 200_000, "[[1]," * 300_000, '[{"a":1},' * 200_000]
)
def test_no_nesting_ends_the_program(text: str) -> None:
    """The walk keeps its own list of what is open, so that depth is no danger to it."""
    assert find_fault(text) == (len(text), "the text ends too early")
