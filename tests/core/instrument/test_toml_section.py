"""A table of a TOML file, read by kind, and the files of the package that are read so."""

from collections.abc import Callable
from typing import Any

import pytest

from pat_core import InstrumentError
from pat_core.instrument.toml_section import (
    Section,
    once_each,
    parse_section,
    read_data,
    same_codes,
)

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
    "tables": [{"word": "one"}, {"word": "two"}],
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
    "list of tables": (Section.sections, {"tables"}),
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


def test_tables_of_a_list_are_numbered_from_one() -> None:
    """Each table of a list is a section, and messages count them as people do."""
    first, second = _section().sections("tables")
    assert [first.text("word"), second.text("word")] == ["one", "two"]
    assert [first.place, second.place] == ["facts, tables 1", "facts, tables 2"]


def test_empty_list_of_tables_is_refused() -> None:
    """A list that holds nothing would make a page without content."""
    with pytest.raises(
        InstrumentError, match=r"facts, groups is \[\]; it must be a list of tables"
    ):
        Section({"groups": []}, "facts").sections("groups")


def test_text_that_may_be_missing_is_empty_then() -> None:
    """An optional text is read like any other where it is there, and is empty where it is not."""
    section = _section()
    assert section.text_if_any("word") == "text"
    assert section.text_if_any("gone") == ""
    with pytest.raises(InstrumentError, match="facts, number is 3; it must be text"):
        section.text_if_any("number")


def test_flag_that_is_missing_is_false() -> None:
    """A flag is what the file says, and false where the file says nothing."""
    section = Section({"yes": True, "no": False}, "facts")
    assert [section.flag(key) for key in ("yes", "no", "gone")] == [True, False, False]


@pytest.mark.parametrize("value", [1, 0, "true", "", None, [True]])
def test_flag_of_another_kind_is_refused(value: object) -> None:
    """Neither a number nor a word stands for true or false."""
    with pytest.raises(InstrumentError, match=r"facts, ends is .*; it must be true or false"):
        Section({"ends": value}, "facts").flag("ends")


def test_whole_text_becomes_a_section() -> None:
    """A TOML text is read as one table, which messages call by the name that was given."""
    section = parse_section('word = "text"\n[inner]\nnumber = 3\n', "sources")
    assert section.place == "sources"
    assert section.section("inner").whole("number") == 3


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('a = ""', "sources, a: "),
        ('[a]\nb = "  "', "sources, a, b: "),
        ('a = ["x", "\\n"]', "sources, a, entry 2: "),
        ('[[a]]\nb = "x"\n[[a]]\nb = "\\t"', "sources, a, entry 2, b: "),
    ],
)
def test_empty_text_is_refused_wherever_it_stands(text: str, place: str) -> None:
    """A text without a visible character is named with its place, in tables and lists too."""
    with pytest.raises(InstrumentError, match=f"^{place}the text is empty$"):
        parse_section(text, "sources")


def test_text_that_is_no_toml_is_refused_by_its_line() -> None:
    """The message says what could not be read, and where in it."""
    with pytest.raises(InstrumentError, match=r"the sources cannot be read as TOML: .*line 2"):
        parse_section("a = 1\n= 2\n", "sources")


@pytest.mark.parametrize(
    ("found", "message"),
    [
        (["a"], "levels: 'b' is missing"),
        (["a", "b", "c"], "levels: 'c' is not a code of this instrument"),
        (["a", "b", "a"], "levels: 'a' is there twice"),
    ],
)
def test_codes_must_be_the_same(found: list[str], message: str) -> None:
    """A code that is missing, too many or there twice is named; the order is of no account."""
    same_codes("levels", ["a", "b"], ["b", "a"])
    with pytest.raises(InstrumentError, match=f"^{message}$"):
        same_codes("levels", ["a", "b"], found)


def test_first_code_that_is_there_twice_is_named() -> None:
    """Codes that differ pass, whatever they come from; a repeated one is named."""
    once_each("ids", iter("abc"))
    with pytest.raises(InstrumentError, match=r"^ids: 'b' is there twice$"):
        once_each("ids", iter("abcbc"))


@pytest.mark.parametrize(
    "name", ["instrument.toml", "wording.toml", "sources.toml", "checklists/obstacles.toml"]
)
def test_data_of_the_package_is_read_by_name(name: str) -> None:
    """Each file of ``data/`` is found from wherever Python was started, in folders below it too."""
    assert list(parse_section(read_data(name), name))


def test_data_that_is_not_there_is_named() -> None:
    """A file that the package does not hold, as in the browser, is named in a sentence."""
    with pytest.raises(InstrumentError, match=r"^data/none\.toml is not in the package$"):
        read_data("none.toml")
