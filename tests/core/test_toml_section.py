"""A table of a TOML file, read by kind."""

from collections.abc import Callable
from typing import Any

import pytest

from pat_core import InstrumentError
from pat_core.toml_section import Section

TABLE: dict[str, Any] = {
    "word": "text",
    "number": 3,
    "point": 1.5,
    "truth": True,
    "words": ["a", "b"],
    "numbers": [4, 3],
    "mixed": [1, "a"],
    "truths": [True],
    "pairs": [[1, 2], [3, 3]],
    "triples": [[1, 2, 3]],
    "inner": {"deep": {"word": "text"}},
}


def _section() -> Section:
    return Section(TABLE, "facts")


def test_each_kind_is_read() -> None:
    """Text, whole numbers, lists of them, pairs and inner tables come out as they stand."""
    section = _section()
    assert section.text("word") == "text"
    assert section.whole("number") == 3
    assert section.text_list("words") == ["a", "b"]
    assert section.whole_list("numbers") == [4, 3]
    assert section.pairs("pairs") == [(1, 2), (3, 3)]
    assert section.section("inner").section("deep").texts("word") == {"word": "text"}
    assert list(section) == list(TABLE)
    assert section.values == TABLE


READERS: dict[str, tuple[Callable[[Section, str], object], set[str]]] = {
    "text": (Section.text, {"word"}),
    "whole number": (Section.whole, {"number"}),
    "list of texts": (Section.text_list, {"words"}),
    "list of whole numbers": (Section.whole_list, {"numbers"}),
    "pairs of whole numbers": (Section.pairs, {"pairs"}),
    "table": (Section.section, {"inner"}),
}


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("key", TABLE)
def test_other_kind_is_told_by_its_place(kind: str, key: str) -> None:
    """What is of another kind is named with its place, its value and the kind it must be."""
    read, good = READERS[kind]
    if key in good:
        assert read(_section(), key)
        return
    with pytest.raises(InstrumentError) as caught:
        read(_section(), key)
    for part in (f"facts, {key}", repr(TABLE[key]), kind):
        assert part in str(caught.value)


@pytest.mark.parametrize("kind", READERS)
def test_missing_key_is_told_by_its_place(kind: str) -> None:
    """A missing key is named with the table in which it was looked for."""
    read, _ = READERS[kind]
    with pytest.raises(InstrumentError, match="facts, inner, deep: 'gone' is missing"):
        read(_section().section("inner").section("deep"), "gone")
