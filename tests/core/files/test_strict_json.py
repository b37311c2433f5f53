"""Bytes of a foreign file: what is read, and every refusal with its sentence."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pat_core import ResultFileError
from pat_core.files import strict_json
from pat_core.files.strict_json import MAX_DEPTH, MAX_RESULT_BYTES, parse_json, shown
from tests.core import strategies
from tests.core.strategies import odd_texts

ONE = "1 character that no text can hold was taken out"
HALF = "half of a character was replaced by the sign for a missing one"
SAMPLE = '{"name": "Ana", "marks": [1, 2.5, null, true], "x": {"é€😀": "\\u00e9\\n"}}'


def _value(raw: bytes) -> object:
    """Return the value in *raw*, of which nothing was taken out."""
    found = parse_json(raw, "a")
    assert not found.remarks
    return found.value


def _refusal(raw: bytes) -> str:
    """Return the sentence with which *raw* is refused, without the name that leads it."""
    with pytest.raises(ResultFileError) as caught:
        parse_json(raw, "a.pat.json")
    name, _, message = str(caught.value).partition(": ")
    assert name == "a.pat.json"
    return message


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_utf8_is_read_with_and_without_mark(mark: bytes) -> None:
    """A byte-order mark, as some editors write it, makes no difference."""
    assert _value(mark + SAMPLE.encode()) == json.loads(SAMPLE)


@given(strategies.json_values)
def test_what_json_can_say_is_read(value: object) -> None:
    """Every value that others may write is read as it is, escaped or not."""
    for ascii_only in (True, False):
        assert _value(json.dumps(value, ensure_ascii=ascii_only).encode()) == value


@pytest.mark.parametrize("raw", [b"", b"  \r\n\t ", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n"])
def test_empty_file_is_refused(raw: bytes) -> None:
    """A file of nothing, of spaces or of a mark alone is called empty."""
    assert "empty" in _refusal(raw)


def test_too_large_file_is_refused() -> None:
    """One byte more than allowed is refused with the limit; the limit itself is read."""
    raw = b"1" + b" " * (MAX_RESULT_BYTES - 1)
    assert _value(raw) == 1
    assert "2,000,000 bytes" in _refusal(raw + b" ")


def test_limit_can_be_another() -> None:
    """An entry point that expects larger files hands in its own limit."""
    assert parse_json(b"[1]", "a", limit=3).value == [1]
    with pytest.raises(ResultFileError, match="more than 2 bytes"):
        parse_json(b"[1]", "a", limit=2)


@pytest.mark.parametrize("code", ["utf-16", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_other_unicode_is_refused_by_name(code: str) -> None:
    """UTF-16 and UTF-32, with a mark or without, are named, with what to do."""
    message = _refusal(SAMPLE.encode(code))
    assert "UTF-16" in message
    assert "save the file as UTF-8" in message


def test_marked_utf16_is_refused_in_either_order() -> None:
    """A mark alone is enough to tell UTF-16, whichever byte comes first."""
    for mark in (b"\xff\xfe", b"\xfe\xff"):
        assert "UTF-16" in _refusal(mark + "{é}".encode("utf-16-le"))


@pytest.mark.parametrize(
    "bad",
    [
        b"\xe9",
        b"\xc0\xaf",
        b"\xe0\x80\xaf",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\x80",
        b"\xe2\x82",
    ],
    ids=["latin-1", "overlong-2", "overlong-3", "surrogate", "too-high", "stray", "cut-short"],
)
def test_bad_utf8_is_refused_at_its_byte(bad: bytes) -> None:
    """Bytes that are no UTF-8 are refused with their place."""
    assert "byte 3 is no UTF-8" in _refusal(b'["' + bad + b'"]')


def test_nul_byte_is_refused() -> None:
    """A NUL byte is a sign of another kind of file, and no JSON in a text, either."""
    assert "NUL" in _refusal(b'{"a": "x\0y"}')


def test_file_of_another_kind_is_told_as_that() -> None:
    """What is wrong with a workbook is not its bytes; see ``test_containers``."""
    assert _refusal(b"PK\x03\x04" + bytes(60)).startswith("it is a packed file")


@pytest.mark.parametrize(
    ("raw", "value", "remark"),
    [
        (b'{"a": ["x", "a\\u0000b"]}', {"a": ["x", "ab"]}, f"a/1: {ONE}"),
        (b'{"a": "\\u0000\\u0000"}', {"a": ""}, f"a: {ONE}"),
        (b'{"a": {"b\\u0000": 1}}', {"a": {"b": 1}}, f"a key under a: {ONE}"),
        (b'{"\\u0000": 1}', {"": 1}, f"a key under the top: {ONE}"),
        (b'["x", "\\ud83d"]', ["x", "\ufffd"], f"1: {HALF}"),
        (b'{"a": {"b": "\\uDE00 y"}}', {"a": {"b": "\ufffd y"}}, f"a/b: {HALF}"),
        (b'{"a": {"\\ud800": "\\ude00\\ud83d"}}', {"a": {"\ufffd": "\ufffd\ufffd"}}, ""),
        (b'"\\udc00\\u0000"', "\ufffd", f"the text: {ONE}; {HALF}"),
    ],
)
def test_what_no_text_can_hold_is_taken_out_and_told(
    raw: bytes, value: object, remark: str
) -> None:
    """NUL goes, half a character is replaced, in keys too; the place is told, and the rest read."""
    found = parse_json(raw, "a.pat.json")
    assert found.value == value
    told = "; ".join(map(str, found.remarks))
    told = told.replace(
        "2 characters that no text can hold were", "1 character that no text can hold was"
    )
    assert told == remark if remark else len(found.remarks) == 2


def test_keys_that_become_one_are_refused() -> None:
    """Nobody could say which of the two counts."""
    assert 'the key "a" stands twice' in _refusal(b'{"x": {"a": 1, "a\\u0000": 2}}')


def test_many_odd_texts_are_told_in_few_lines() -> None:
    """Eight are named, the others counted."""
    found = parse_json(json.dumps(["\0"] * 20).encode(), "a")
    assert found.value == [""] * 20
    assert [remark.place for remark in found.remarks] == [*map(str, range(8)), "and more"]
    assert found.remarks[-1].message == "12 further texts held such characters"


def test_place_of_an_odd_text_steers_nothing() -> None:
    """A foreign key on the way is shown with its hidden characters written out."""
    (remark,) = parse_json(b'{"\\u202e\\u001b": "\\ud800"}', "a").remarks
    assert remark.place == "\\u202e\\x1b"


@settings(max_examples=25)
@given(st.recursive(odd_texts, lambda inner: st.lists(inner) | st.dictionaries(odd_texts, inner)))
def test_any_text_comes_in_clean(value: object) -> None:
    """Whatever an escape can say, what is read can be written, and reads back without a remark."""
    raw = json.dumps(value).encode()
    try:
        found = parse_json(raw, "a").value
    except ResultFileError:
        assert "twice" in _refusal(raw)
    else:
        assert _value(json.dumps(found, ensure_ascii=False).encode()) == found


def test_whole_characters_in_two_escapes_are_read() -> None:
    """A character above the first plane may be escaped as a pair, as JavaScript does."""
    assert _value(b'"\\ud83d\\ude00"') == "😀"


@pytest.mark.parametrize("pair", ["[]", "{}"])
def test_depth_is_read_up_to_the_limit(pair: str) -> None:
    """As deep as allowed is read; one more is refused with the limit and the line."""
    opening = pair[0] if pair == "[]" else '{"a":'

    def nested(depth: int) -> bytes:
        return f"\n{opening * (depth - 1)}{pair}{pair[1] * (depth - 1)}".encode()

    assert MAX_DEPTH == 32
    parse_json(nested(32), "a")
    message = _refusal(nested(33))
    assert "line 2" in message
    assert "32 deep" in message


def test_what_was_closed_counts_no_more() -> None:
    """Many brackets side by side are not deep; a deep one after them is found."""
    flat = "[]," * 40 + '{"a": {}},' * 40
    assert len(parse_json(f"[{flat} 1]".encode(), "a").value) == 81
    assert "32 deep" in _refusal(f"[{flat}{'[' * 32}{']' * 33}".encode())
    assert "no JSON" in _refusal(f"[{flat}]]]".encode())


@pytest.mark.parametrize("count", [33, 5_000, 1_000_000])
@pytest.mark.parametrize("bracket", [b"[", b'{"a":', b"[{"])
def test_many_brackets_are_refused_before_parsing(
    monkeypatch: pytest.MonkeyPatch, count: int, bracket: bytes
) -> None:
    """Depth is looked at before anything is parsed, so that no nesting can end the runtime."""

    def parse(*_: object, **__: object) -> None:
        raise AssertionError("it was parsed")

    monkeypatch.setattr("pat_core.files.strict_json.json.loads", parse)
    assert "deep" in _refusal((bracket * count)[:MAX_RESULT_BYTES])


@pytest.mark.parametrize("text", ["[" * 500, "}{" * 500, '\\"' + "[" * 40, "\\\\", '\\\\\\"[['])
def test_brackets_inside_text_do_not_count(text: str) -> None:
    """Brackets in a comment are text, behind escaped quotes and backslashes too."""
    raw = f'{{"comment": "{text}", "more": [1]}}'.encode()
    assert _value(raw) == {"comment": json.loads(f'"{text}"'), "more": [1]}


@pytest.mark.parametrize(
    "raw", [b'"' + b"\\" * 1_900_000, b'"' * 1_900_000, b'"' + b"[" * 1_900_000]
)
def test_unclosed_text_is_refused(raw: bytes) -> None:
    """A text made to tire the bracket counter is refused; ``make bench`` says how fast."""
    assert "no JSON" in _refusal(raw)


@pytest.mark.parametrize("digits", ["9007199254740991", "-9007199254740991", "0", "-1"])
def test_numbers_that_others_hold_are_read(digits: str) -> None:
    """Whole numbers of up to 16 digits are read, a sign not counted."""
    assert _value(digits.encode()) == int(digits)


@pytest.mark.parametrize("digits", ["1" * 17, "-" + "1" * 17, "9" * 100_000])
def test_numbers_that_others_would_round_are_refused(digits: str) -> None:
    """Seventeen digits are too many; the message shows the start and the limit."""
    message = _refusal(f'{{"a": {digits}}}'.encode())
    assert digits[:15] in message
    assert "16 digits" in message
    assert len(message) < 150


@pytest.mark.parametrize("text", ["[3, 0.12345678901234567]", '[7, "12345678901234567"]'])
def test_only_whole_numbers_are_counted_by_digits(text: str) -> None:
    """A long decimal number, or digits inside a text, leave the numbers beside them as they are."""
    assert _value(text.encode()) == json.loads(text)


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_words_for_numbers_are_refused(word: str) -> None:
    """What Python writes for no number is no JSON."""
    assert word in _refusal(f'{{"a": {word}}}'.encode())


@pytest.mark.parametrize("digits", ["1e999", "-1e999", "1" * 400 + ".5"])
def test_number_too_large_to_hold_is_refused(digits: str) -> None:
    """A decimal number that would become infinite is refused, not rounded."""
    assert "too large" in _refusal(f"[{digits}]".encode())


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        (b'{"a": 1, "a": 1}', "a"),
        (b'{"x": {"1A": 3, "1B": 2, "1A": 4}}', "1A"),
        (b'{"":1,"":2}', ""),
    ],
)
def test_key_that_stands_twice_is_refused(raw: bytes, key: str) -> None:
    """One key twice is refused by name at any depth: nobody could say which of the two counts."""
    message = _refusal(raw)
    assert f'"{key}"' in message
    assert "twice" in message


def test_key_twice_among_many_is_found() -> None:
    """The key that stands twice is named, however many there are; ``make bench`` says how fast."""
    keys = ",".join(f'"k{place}":1' for place in range(40_000))
    assert "k39999" in _refusal(f'{{{keys},"k39999":1}}'.encode())


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (b'{"a": 1,\n "b": ', "line 2, column 7"),
        (b'{"a": 1', "line 1, column 8"),
        (b'{"a" 1}', "line 1, column 6"),
        (b"[1] 2", "line 1, column 5"),
        (b"{'a': 1}", "line 1, column 2"),
        (b'["a\nb"]', "line 1, column 4"),
        (b"hello", "line 1, column 1"),
        (b"[01]", "line 1, column 3"),
    ],
)
def test_what_is_no_json_is_refused_at_its_place(raw: bytes, place: str) -> None:
    """A text that was cut short or is something else is refused with line and column."""
    message = _refusal(raw)
    assert place in message
    assert "no JSON" in message


def test_fault_that_only_python_sees_is_a_sentence_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Should a later Python refuse what we find nothing wrong with, the file is refused plainly."""
    monkeypatch.setattr(strict_json, "find_fault", lambda _: None)
    assert _refusal(b"[") == "this is no JSON"


def test_shown_value_is_short_and_plain() -> None:
    """A value in a message is JSON, in ASCII, and at most 60 characters long."""
    assert shown({"answer": "é\n"}) == '{"answer": "\\u00e9\\n"}'
    assert shown(None) == "null"
    assert len(shown("x" * 500)) == 60
    assert shown("x" * 58) == '"' + "x" * 58 + '"'
