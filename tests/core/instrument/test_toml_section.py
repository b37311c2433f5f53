"""Reading a table of a TOML file by type, and finding the package's own files."""

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


def test_each_type_is_read() -> None:
    """Strings, whole numbers, lists of them, pairs and inner tables come back unchanged."""
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
def test_other_type_is_reported_with_its_place(kind: str, key: str) -> None:
    """A value of another type is reported with its place and with the type that it must have."""
    read, fitting = READERS[kind]
    if key in fitting:
        assert read(_section(), key)
        return
    with pytest.raises(InstrumentError) as caught:
        read(_section(), key)
    for part in (f"facts, {key}", repr(TABLE[key]), kind):
        assert part in str(caught.value)


@pytest.mark.parametrize("kind", READERS)
def test_missing_key_is_reported_with_its_place(kind: str) -> None:
    """A missing key is named together with its table."""
    read, _ = READERS[kind]
    with pytest.raises(InstrumentError, match="facts, inner, deep: 'gone' is missing"):
        read(_section().section("inner").section("deep"), "gone")


def test_tables_of_a_list_are_numbered_from_one() -> None:
    """Each table of a list is a section, and error messages count them from one."""
    first, second = _section().sections("tables")
    assert [first.text("word"), second.text("word")] == ["one", "two"]
    assert [first.place, second.place] == ["facts, tables 1", "facts, tables 2"]


def test_empty_list_of_tables_is_refused() -> None:
    """A list without a table is an error, since a page made from it would be empty."""
    with pytest.raises(
        InstrumentError, match=r"facts, groups is \[\]; it must be a list of tables"
    ):
        Section({"groups": []}, "facts").sections("groups")


def test_optional_text_may_be_absent() -> None:
    """An optional text is checked like any other, and is empty if its key is absent."""
    section = _section()
    assert section.text_if_any("word") == "text"
    assert section.text_if_any("gone") == ""
    with pytest.raises(InstrumentError, match="facts, number is 3; it must be text"):
        section.text_if_any("number")


def test_absent_flag_is_false() -> None:
    """A flag has the value in the file, and is false if its key is absent."""
    section = Section({"yes": True, "no": False}, "facts")
    assert [section.flag(key) for key in ("yes", "no", "gone")] == [True, False, False]


@pytest.mark.parametrize("value", [1, 0, "true", "", None, [True]])
def test_flag_of_another_kind_is_refused(value: object) -> None:
    """A number or a string is not accepted in place of true or false."""
    with pytest.raises(InstrumentError, match=r"facts, ends is .*; it must be true or false"):
        Section({"ends": value}, "facts").flag("ends")


def test_whole_text_becomes_a_section() -> None:
    """A TOML text is read as one table, which error messages call by the given name."""
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
    """A string without a visible character is reported with its place, at any depth."""
    with pytest.raises(InstrumentError, match=f"^{place}the text is empty$"):
        parse_section(text, "sources")


def test_text_that_is_not_toml_is_refused_with_its_line() -> None:
    """The message says which text could not be read, and at which line."""
    with pytest.raises(InstrumentError, match=r"the sources cannot be read as TOML: .*line 2"):
        parse_section("a = 1\n= 2\n", "sources")


@pytest.mark.parametrize(
    ("codes", "message"),
    [
        (["a"], "levels: 'b' is missing"),
        (["a", "b", "c"], "levels: 'c' is not a code of this instrument"),
        (["a", "b", "a"], "levels: 'a' is there twice"),
    ],
)
def test_codes_must_be_the_same(codes: list[str], message: str) -> None:
    """A code that is missing, unknown or repeated is named; the order does not matter."""
    same_codes("levels", ["a", "b"], ["b", "a"])
    with pytest.raises(InstrumentError, match=f"^{message}$"):
        same_codes("levels", ["a", "b"], codes)


def test_first_repeated_code_is_named() -> None:
    """Different codes pass, from any iterable; the first repeated one is named."""
    once_each("ids", iter("abc"))
    with pytest.raises(InstrumentError, match=r"^ids: 'b' is there twice$"):
        once_each("ids", iter("abcbc"))


@pytest.mark.parametrize(
    "name", ["instrument.toml", "wording.toml", "sources.toml", "checklists/obstacles.toml"]
)
def test_data_of_the_package_is_read_by_name(name: str) -> None:
    """Each file in ``data/`` is found, in subfolders too, from any working directory."""
    assert list(parse_section(read_data(name), name))


def test_missing_data_is_named() -> None:
    """A file that is not in the package, as happens in the browser, is named in a sentence."""
    with pytest.raises(InstrumentError, match=r"^data/none\.toml is not in the package$"):
        read_data("none.toml")
