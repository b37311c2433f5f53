"""The entry point for the browser: every call, and what goes wrong."""

import base64
import json
import re
from typing import Any

import pytest

from pat_core import Instrument, load_instrument, profile_document, read_result, score_answers
from pat_core.browser.person import CALLS, answer_call
from tests.core.html_tree import parse_html
from tests.core.samples import Document, all_answered, as_bytes, example_document, record


def _call(call: str, /, **payload: Any) -> Document:
    """Return the good reply to one call."""
    reply = json.loads(answer_call(call, json.dumps(payload)))
    assert list(reply) == ["ok"], reply
    found: Document = reply["ok"]
    return found


def _error(name: str, payload: object) -> tuple[str, str]:
    """Return name and message of the error that is the reply to one call."""
    reply = json.loads(answer_call(name, json.dumps(payload)))
    assert list(reply) == ["error"], reply
    assert list(reply["error"]) == ["name", "message"]
    return reply["error"]["name"], reply["error"]["message"]


def _as_base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def test_calls_are_a_closed_list() -> None:
    """The page may make these calls and no other."""
    assert list(CALLS) == ["show_result", "compare_results", "write_file", "read_file"]


def test_show_result_gives_profile_and_html(instrument: Instrument) -> None:
    """The page's record comes back as figures and as HTML that shows the same figures."""
    found = _call("show_result", record=record(all_answered(4)))
    assert found["profile"] == profile_document(score_answers(all_answered(4), instrument))
    marked = [n for n in parse_html(found["html"]).walk() if "data-score" in n.attributes]
    assert [node.text for node in marked] == ["144", "24", "24", "24", "24", "24", "24"]


def test_show_result_of_nothing_says_so() -> None:
    """Without an answer there is a sentence in place of a result, and an open profile."""
    found = _call("show_result", record=record({}))
    assert found["profile"]["aggregate"]["possible"] == [36, 144]
    assert "not answered a statement yet" in parse_html(found["html"]).text
    assert "data-score" not in found["html"]


def test_compare_results_sets_two_records_side_by_side() -> None:
    """This record and an earlier one come back in one table."""
    found = _call(
        "compare_results", record=record(all_answered(4)), earlier=record(all_answered(2))
    )
    (body,) = parse_html(found["html"]).all("tbody")
    cells = [[cell.text for cell in row.elements[1:]] for row in body.all("tr")]
    assert cells == [["12", "24"]] * 6 + [["72", "144"]]


def test_write_file_gives_a_file_that_reads_back(instrument: Instrument) -> None:
    """The text of the file reads whole, holds the same record, and carries the scores."""
    text = _call("write_file", record=example_document())["text"]
    found = read_result(text.encode("utf-8"), "a", instrument)
    assert found.problems == ()
    assert found.result.document["responses"] == example_document()["responses"]
    assert json.loads(text)["scores"]["principles"]["1"]["score"] == 16


def test_read_file_gives_the_record_and_what_to_tell() -> None:
    """A foreign file comes back as record, count, and a sentence for each problem."""
    raw = as_bytes(record({"1A": 4, "1B": None, "1C": 9}))
    found = _call("read_file", name="a.pat.json", base64=_as_base64(raw))
    assert found["answered"] == 1
    assert found["record"]["responses"] == {"1A": {"answer": 4}, "1B": {"answer": None}}
    assert found["record"]["unread"] == {"1C": {"answer": 9}}
    (problem,) = found["problems"]
    assert problem.startswith("statement 1C: 9 is no answer")


def test_record_that_was_read_can_be_shown_and_written() -> None:
    """What ``read_file`` hands out is what the other calls take."""
    text = _call("write_file", record=example_document())["text"]
    loaded = _call("read_file", name="a", base64=_as_base64(text.encode()))["record"]
    assert _call("write_file", record=loaded)["text"] == text
    assert _call("show_result", record=loaded) == _call("show_result", record=example_document())


def test_letters_of_any_script_go_through() -> None:
    """Text outside the first plane comes back as it went in."""
    text = _call("write_file", record=record(partnership="Łódź ゆ 😀"))["text"]
    assert json.loads(text)["partnership"] == "Łódź ゆ 😀"


@pytest.mark.parametrize("name", ["guess", "", "__class__", "answer_call", "Show_result"])
def test_unknown_call_is_refused_by_name(name: str) -> None:
    """Whatever is not on the list is refused, with the list."""
    kind, message = _error(name, {})
    assert kind == "CallError"
    assert repr(name) in message
    assert all(call in message for call in CALLS)


@pytest.mark.parametrize("name", list(CALLS))
@pytest.mark.parametrize("payload", [None, 5, "text", [], True])
def test_payload_of_another_kind_is_refused(name: str, payload: object) -> None:
    """A payload is an object; anything else is the caller's slip."""
    kind, message = _error(name, payload)
    assert kind == "CallError"
    assert "object" in message


@pytest.mark.parametrize("text", ["", "{", "undefined"])
def test_payload_that_is_no_json_is_refused(text: str) -> None:
    """A payload that cannot be read at all is the caller's slip too."""
    reply = json.loads(answer_call("show_result", text))
    assert reply["error"]["name"] == "CallError"


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"name": "a"},
        {"name": 5, "base64": ""},
        {"name": "a", "base64": None},
        {"name": "a", "base64": "%%%"},
        {"name": "a", "base64": "e30"},
        {"name": "a", "base64": "é"},
    ],
)
def test_read_file_refuses_what_it_cannot_use(payload: Document) -> None:
    """Name and content must be text, and the content must be base64."""
    kind, message = _error("read_file", payload)
    assert kind == "CallError"
    assert re.match("name must be text|base64 (must be text|cannot be read)", message)


def test_file_that_cannot_be_read_is_an_error_with_a_sentence() -> None:
    """The page gets the reader's own sentence, with the file's name."""
    raw = as_bytes(record(format_version=2))
    kind, message = _error("read_file", {"name": "a.pat.json", "base64": _as_base64(raw)})
    assert kind == "ResultFileError"
    assert message.startswith("a.pat.json: format_version is 2")


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        ("show_result", {}),
        ("show_result", {"record": {"format": "pat-group"}}),
        ("write_file", {"record": [1]}),
        ("compare_results", {"record": record()}),
    ],
)
def test_record_that_is_none_is_an_error(name: str, payload: Document) -> None:
    """A record that has not the shape of a file is refused in a sentence."""
    kind, message = _error(name, payload)
    assert kind == "ResultFileError"
    assert message.startswith("this page: ")


def test_fault_of_the_package_passes_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no expected error is not dressed up as one."""

    def broken(payload: Document, instrument: Instrument) -> Document:
        raise ZeroDivisionError

    monkeypatch.setitem(CALLS, "show_result", broken)
    with pytest.raises(ZeroDivisionError):
        answer_call("show_result", "{}")


def test_instrument_is_loaded_once_for_all_calls() -> None:
    """Calls share one instrument, so that a reply does not wait for TOML."""
    _call("show_result", record=record())
    before = load_instrument.cache_info().misses
    _call("write_file", record=record())
    assert load_instrument.cache_info().misses == before
