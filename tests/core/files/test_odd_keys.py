"""Keys and numbers that mean something to JavaScript: no effect, at any level, over the bridge."""

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pat_core import Instrument
from pat_core.browser import group as web_group
from pat_core.browser import person as web
from pat_core.files.result_file import read_result
from pat_core.files.sheet import Sheet
from pat_core.group.document.group_file import read_group, write_group
from tests.core import strategies
from tests.core.group_documents import group_of, marks
from tests.core.samples import Document, all_answered, as_bytes, example_document, record

WORDS = [
    *("__proto__", "constructor", "toString", "prototype", "hasOwnProperty", "valueOf", "length"),
    *("__defineGetter__", "then", "toJSON", "scores", "unread", "format", "ok", "error"),
]


NUMBERS = ["1e999", "-1e999", "1e308", "5e-324", "-0.0"]


def _call(module: Any, call: str, /, **payload: Any) -> Document:
    """Return a reply as JavaScript reads it: strictly."""
    text = module.answer_call(call, json.dumps(payload))
    found: Document = json.loads(text, parse_constant=pytest.fail)
    return found


def _read(content: bytes) -> Document:
    coded = base64.b64encode(content).decode()
    return _call(web, "read_file", name="a", base64=coded)


def _everywhere(value: Any, word: str, extra: Any) -> Any:
    """Return *value* with one more key in each of its objects, but where every key is a code."""
    if not isinstance(value, dict):
        return value
    inner = {key: _everywhere(each, word, extra) for key, each in value.items()}
    is_by_code = any(key in value for key in ("1A", "1", "6F"))
    return inner if is_by_code or word in inner else {**inner, word: extra}


@pytest.mark.parametrize("extra", [1, None, {"answer": 1, "level": "board"}, [1], "x"])
@pytest.mark.parametrize("word", WORDS)
def test_word_as_a_key_changes_no_figure(word: str, extra: Any, instrument: Instrument) -> None:
    """At every level such a key is kept, or told, and the profile stays what it was."""
    plain = example_document()
    plain["checklists"] = {"list": {"check": {"done": True, "note": "n"}}}
    odd = _everywhere(plain, word, extra)
    reply = _read(as_bytes(odd))["ok"]
    shown = _call(web, "show_result", record=reply["record"])["ok"]["profile"]
    assert shown == _call(web, "show_result", record=plain)["ok"]["profile"]
    written = _call(web, "write_file", record=reply["record"])["ok"]["text"]
    again: Document = read_result(written.encode(), "a", instrument).result.document
    for key, value in reply["record"].items():
        assert key in ("instrument", "scoring_version") or again[key] == value


@pytest.mark.parametrize("word", WORDS)
def test_word_as_id_label_and_token(word: str, instrument: Instrument) -> None:
    """As id of a checklist or check, as name, round, token or organisation it is a text."""
    document = record(
        all_answered(3),
        checklists={word: {word: {"done": True, "note": word}}},
        partnership=word,
        round=word,
        mode="open",
        result_id=word,
        pairing_token=word,
        respondent={"name": word, "organisation": word},
    )
    found = _read(as_bytes(document))["ok"]["record"]
    assert found["checklists"] == document["checklists"]
    assert found["respondent"] == document["respondent"]
    files = [{"name": word, "base64": base64.b64encode(as_bytes(document)).decode()}]
    (entry,) = _call(web_group, "read_results", files=files)["ok"]["entries"]
    options = {"kind": "organisation", "merged": {word: word}, "threshold": 3}
    desk = {"entries": [{**entry, "choice": ""}], "options": options}
    reply = _call(web_group, "show_group", **desk, made_at="", comments={})["ok"]
    assert reply["group"]["partnership"] == word
    assert list(reply["group"]["by"]["organisation"]) == [word]
    assert reply["group"]["aggregate"]["mean"] == 108
    assert list(reply["tokens"]) == ["".join(s for s in word.casefold() if s.isalnum())]


@pytest.mark.parametrize("word", WORDS)
def test_word_as_partner_of_a_group(word: str, instrument: Instrument) -> None:
    """A part with such a name has its figures, and changes those of no other."""

    def averages(label: str) -> list[Any]:
        sheets = [Sheet(marks(), organisation=label)] * 5 + [
            Sheet(marks("2"), organisation="B")
        ] * 5
        document = group_of(sheets, instrument, "organisation", mode="partner")
        read = read_group(write_group(document).encode(), "a", instrument).document
        partners: Any = read["by"]["organisation"]
        return [partners[name]["principles"]["1"]["estimate"] for name in (label, "B")]

    assert averages(word) == averages("A") == [18.0, 12.0]


@pytest.mark.parametrize("digits", ["9007199254740993", "9999999999999999", "-9999999999999999"])
def test_number_that_javascript_rounds_does_no_harm(digits: str) -> None:
    """What the page rounds to 17 digits is written so that the file can be read again."""
    raw = as_bytes(record(x=0)).replace(b'"x": 0', f'"x": {digits}'.encode())
    found = _read(raw)["ok"]["record"]
    assert found["x"] == int(digits)
    rounded = f"{float(digits):.0f}"
    assert abs(int(rounded) - int(digits)) == 1
    payload = json.dumps({"record": {**found, "x": None}}).replace('"x": null', f'"x": {rounded}')
    text = json.loads(web.answer_call("write_file", payload))["ok"]["text"]
    assert _read(text.encode())["ok"]["record"]["x"] == float(rounded)


def test_large_decimal_number_is_still_read_after_javascript() -> None:
    """JavaScript writes 1e20 with 21 digits; a file written from that is read again."""
    payload = json.dumps({"record": record(x=7)}).replace("7", "1" + "0" * 20)
    text = json.loads(web.answer_call("write_file", payload))["ok"]["text"]
    record_ = _read(text.encode())["ok"]["record"]
    assert (record_["x"], record_["responses"]["1A"]["answer"]) == (1e20, 3)


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_no_constant_crosses_the_bridge(word: str) -> None:
    """What is no JSON number is refused on its way in, and so never comes out."""
    payload = json.dumps({"record": record(x=7)}).replace("7", word)
    reply = json.loads(web.answer_call("write_file", payload))
    assert word in reply["error"]["message"]


@given(strategies.rough_documents(), st.sampled_from(NUMBERS))
def test_replies_are_json_whatever_comes(document: Document, number: str) -> None:
    """No reply of any call on a person's file holds NaN or Infinity, however large the numbers."""
    raw = as_bytes({**document, "x": 0.5}).replace(b'"x": 0.5', f'"x": {number}'.encode())
    reply = _read(raw)
    if "ok" in reply:
        for name in ("show_result", "write_file"):
            assert "ok" in _call(web, name, record=reply["ok"]["record"])
