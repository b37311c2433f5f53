"""What is written here opens here again, whatever texts are in it: every kind of file.

The texts hold what a clipboard or a foreign file may bring. Each is handed to the call that the
page makes, and the file that comes out to the call that opens it.
"""

import base64
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pat_core import Instrument, load_instrument, score_answers
from pat_core.browser import group as web_group
from pat_core.browser import person as web
from pat_core.errors import GroupFileError
from pat_core.files.json_writer import FileKind
from pat_core.files.result_file import read_result
from pat_core.files.strict_json import MAX_RESULT_BYTES, parse_json
from pat_core.group.desk import workspace
from pat_core.group.document import group_file
from pat_core.group.intake.arrivals import read_entries
from pat_core.group.intake.entries import entry_document
from pat_core.group.intake.spreadsheet import read_rows
from pat_core.group.round.rounds import Invited, Round, round_document, round_from
from pat_core.model import Result
from pat_core.reports.person.result_table import format_row, table_header, table_row
from pat_core.text.cleaning import clean_text, plain_lines
from tests.core.group_documents import group_of, marks
from tests.core.samples import CODES, Document, all_answered, as_bytes, record
from tests.core.strategies import odd_texts

quick = settings(max_examples=30)
texts = st.lists(odd_texts, min_size=8, max_size=8)


def _call(module: Any, name: str, payload: Document) -> Document:
    """Return the reply to a call, as the page makes it: half a character is an escape, too."""
    reply = json.loads(module.answer_call(name, json.dumps(payload)))
    assert "ok" in reply, reply
    found: Document = reply["ok"]
    return found


def _refusal(module: Any, name: str, payload: Document) -> str:
    message: str = json.loads(module.answer_call(name, json.dumps(payload)))["error"]["message"]
    return message


def _file(text: str) -> Document:
    return {"name": "a", "base64": base64.b64encode(text.encode()).decode()}


def _cleaned(value: object) -> Any:
    """Return *value* with each text cleaned, by the slow and obvious way."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    if isinstance(value, dict):
        return {clean_text(key): _cleaned(each) for key, each in value.items()}
    return value


def _result(texts: list[str]) -> Document:
    given: Document = {
        code: {"answer": 3, "comment": text} for code, text in zip(CODES, texts, strict=False)
    }
    return {
        **record(),
        "responses": given,
        "success": {"answer": 2, "comment": texts[0]},
        "partnership": texts[1],
        "round": texts[2],
        "respondent": {"name": texts[3], "organisation": texts[4]},
        "checklists": {"readiness": {"a": {"done": True, "note": texts[5]}}},
        "x_other": [{texts[6]: texts[7]}],
    }


@quick
@given(texts)
def test_result_file(texts: list[str]) -> None:
    """With scores, as Python writes it, and without, as the page does where Python is absent."""
    document = _result(texts)
    cleaned = _cleaned(document)
    text = _call(web, "write_file", {"record": document})["text"]
    for each in (text, json.dumps(cleaned, indent=1, ensure_ascii=False)):
        found = _call(web, "read_file", _file(each))
        assert found["problems"] == []
        assert {key: found["record"][key] for key in cleaned if key != "instrument"} == {
            key: value for key, value in cleaned.items() if key != "instrument"
        }


@quick
@given(texts)
def test_foreign_result_with_such_texts(texts: list[str]) -> None:
    """The same, out of a file that holds them: it is read, and each place is told as a remark."""
    document = _result(texts)
    raw = json.dumps(document).encode()
    found = read_result(raw, "a", load_instrument())
    assert found.is_whole
    assert found.result.document["responses"] == _cleaned(document["responses"])
    assert bool(found.problems) == (_cleaned(document) != document)
    (entry,) = read_entries(raw, "a", load_instrument())
    assert [text for _, text in entry.comments][:1] == [
        text for each in texts if (text := plain_lines(clean_text(each)).strip())
    ][:1]


def _plan(texts: list[str]) -> Document:
    row = dict(zip(("what", "who", "by", "know", "review", "counts"), texts, strict=False))
    return {"rows": [{**row, "topic": "1A", "state": ""}], "next_assessment": texts[6]}


@quick
@given(texts)
def test_group_file(texts: list[str]) -> None:
    """Names, comments and plan of a group come back as they were."""
    instrument = load_instrument()
    document = group_of([marks()] * 5, instrument, partnership=texts[0], round=texts[1])
    document["comments"] = [{"place": "1A", "text": texts[2], "reworded": False}]
    document["plan"] = _plan(texts)
    document["x_other"] = {texts[3]: texts[4]}
    text = _call(web_group, "write_group", {"group": document})["text"]
    found = _call(web_group, "read_group", _file(text))
    assert found["remarks"] == []
    assert found["group"] == json.loads(text)
    for key in ("partnership", "round", "comments", "x_other"):
        assert found["group"][key] == _cleaned(document[key])
    assert found["group"]["plan"]["next_assessment"] == clean_text(texts[6])


def _state(texts: list[str], instrument: Instrument) -> Document:
    entries = read_entries(json.dumps(_result(texts)).encode(), texts[0], instrument)
    return {
        "round": {**round_document(Round()), "partnership": texts[1], "context": texts[2]},
        "entries": [{**entry_document(entry), "choice": ""} for entry in entries],
        "options": {
            "kind": "level",
            "merged": {f"a{texts[3]}": "b"},
            "partners": {f"c{texts[3]}": "d"},
            "threshold": 5,
            "round": "",
        },
        "comments": {"0" * 64: {"state": "reworded", "text": texts[4]}},
        "plan": _plan(texts),
        "earlier": None,
        "said": {"1A": texts[5]},
        "agenda": {"order": ["3B", "1A"], "x_room": texts[6]},
        "x_page": texts[7],
    }


@quick
@given(texts)
def test_workspace(texts: list[str]) -> None:
    """All that lies on the desk comes back, and a second writing gives the same text."""
    state = _state(texts, load_instrument())
    text = _call(web_group, "write_workspace", {"state": state})["text"]
    found = _call(web_group, "read_workspace", _file(text))
    assert found["remarks"] == []
    for key in ("options", "comments", "plan", "said", "x_page"):
        assert found["state"][key] == _cleaned(state[key])
    assert [each["name"] for each in found["state"]["entries"]] == [clean_text(texts[0])]
    assert _call(web_group, "write_workspace", {"state": found["state"]})["text"] == text


@quick
@given(texts)
def test_set_up_file(texts: list[str]) -> None:
    """A round comes back; texts lose their outer spaces, as the form's do."""
    cleaned = [clean_text(text) for text in texts]
    invited = (Invited(f"A{cleaned[0]}", 3), Invited(f"B{cleaned[1]}", 4))
    written = round_document(Round(cleaned[2], cleaned[3], context=cleaned[4], invited=invited))
    found = _call(web_group, "read_round", _file(json.dumps(written, indent=1)))
    assert found["remarks"] == []
    assert found["round"] == round_document(round_from(written, load_instrument()))
    assert found["round"]["context"] == cleaned[4].strip()


@quick
@given(texts)
def test_table(texts: list[str]) -> None:
    """What ``pat table`` writes of a result is read back as rows, with the same texts."""
    instrument = load_instrument()
    result = Result(_cleaned(_result(texts)))
    cells = table_row("a", result, score_answers(result.answers, instrument), instrument)
    raw = (format_row(table_header(instrument)) + format_row(cells)).encode()
    (row,) = read_rows(raw, "a.csv", instrument)
    assert row.remarks == ()
    for key in ("partnership", "round"):
        assert row.document.get(key, "") == result.text(key)
    for key in ("name", "organisation"):
        assert row.document.get("respondent", {}).get(key, "") == result.detail(key)


def test_table_with_a_long_name_is_read_back(instrument: Instrument) -> None:
    """A result may hold a text of nearly two million characters, and so may a cell."""
    result = Result(record(partnership="x" * 1_900_000))
    cells = table_row("a", result, score_answers(result.answers, instrument), instrument)
    raw = (format_row(table_header(instrument)) + format_row(cells)).encode()
    (row,) = read_rows(raw, "a.csv", instrument)
    assert row.document["partnership"] == result.text("partnership")


def test_cell_that_stands_for_what_no_text_can_hold(instrument: Instrument) -> None:
    """The picture of NUL, or the digits of half a character, would go on into other files."""
    raw = "1A,partnership,name\n3,Quay␀,x␦d83d\n".encode()
    (row,) = read_rows(raw, "a.csv", instrument)
    assert row.document["partnership"] == "Quay"
    assert row.document["respondent"]["name"] == "x\ufffd"
    assert [remark.partition(": ")[0] for remark in row.remarks] == [
        "row 2, column partnership",
        "row 2, column name",
    ]


def test_result_that_would_be_too_large_is_not_written() -> None:
    """The sentence names the comment that takes the room; what is just small enough is written."""
    document = record(all_answered(3))
    document["responses"]["1A"]["comment"] = "x" * 2_200_000
    message = _refusal(web, "write_file", {"record": document})
    assert message == (
        "the result file would have 2.3 MB, and one is read up to 2 MB, so it was not written."
        " Most of it is in responses/1A/comment (2.3 MB): shorten what stands there"
    )
    document["responses"]["1A"]["comment"] = "x" * 1_980_000
    text = _call(web, "write_file", {"record": document})["text"]
    assert 1_980_000 < len(text) < MAX_RESULT_BYTES
    assert _call(web, "read_file", _file(text))["answered"] == 36


@pytest.mark.parametrize("kind", ["group", "workspace"])
def test_large_files_are_not_written_either(
    kind: str, instrument: Instrument, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A group or a workspace is held to the limit of its reader, here a small one."""
    assert (group_file.MAX_GROUP_BYTES, MAX_RESULT_BYTES) == (64_000_000, 2_000_000)
    small = FileKind(kind, 50_000, "do less", GroupFileError)
    module = {"group": group_file, "workspace": workspace}[kind]
    assert module._FILE_KIND.limit == group_file.MAX_GROUP_BYTES
    monkeypatch.setattr(module, "_FILE_KIND", small)
    if kind == "group":
        group = group_of([marks()] * 5, instrument)
        group["comments"] = [{"place": "1A", "text": "x" * 60_000, "reworded": False}]
        message = _refusal(web_group, "write_group", {"group": group})
        assert "Most of it is in comments" in message
    else:
        many = {**_state(["a"] * 8, instrument), "x_page": ["y" * 20_000] * 3}
        message = _refusal(web_group, "write_workspace", {"state": many})
        assert "Most of it is in x_page (0.1 MB): do less" in message
    assert "so it was not written" in message


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"said": {"1A": "x" * 10_001}}, "said/1A holds 10,001 characters"),
        ({"plan": {"rows": [{"what": "x" * 2_001}]}}, "plan/rows/0/what holds 2,001 characters"),
        ({"round": {"delete_on": "12026-01-01"}}, 'round: delete_on is "12026-01-01"'),
        ({"options": {"threshold": 2}}, "options/threshold is 2"),
    ],
)
def test_workspace_that_would_not_open_again_is_not_written(
    change: Document, place: str, instrument: Instrument
) -> None:
    """What its reader would refuse is told while it can be mended, with its place on the desk."""
    state = {**_state(["a"] * 8, instrument), **change}
    assert _refusal(web_group, "write_workspace", {"state": state}).startswith(
        f"this desk: {place}"
    )


@pytest.mark.parametrize("kind", ["group", "round", "workspace"])
def test_foreign_files_with_nul_are_read_and_it_is_told(kind: str, instrument: Instrument) -> None:
    """Each reader hands the remark on, with the place."""
    group = group_of([marks()] * 5, instrument, partnership="Quay\0")
    round_ = {**round_document(Round(partnership="Quay")), "context": "a\0b"}
    state = {"format": "pat-workspace", "format_version": 1, "said": {"1A": "a\0b"}}
    document = {"group": group, "round": round_, "workspace": state}[kind]
    found = _call(web_group, f"read_{kind}", _file(json.dumps(document)))
    place = {"group": "partnership", "round": "context", "workspace": "said/1A"}[kind]
    assert found["remarks"] == [f"{place}: 1 character that no text can hold was taken out"]


def test_numbers_and_depth_of_a_page_are_held_to_the_readers_limits() -> None:
    """No number of the page's record gets more digits than are read, and nothing gets too deep."""
    document = record(x=[10**17, -(10**30), 1e300])
    text = _call(web, "write_file", {"record": document})["text"]
    assert parse_json(text.encode(), "a").value["x"] == [1e17, -1e30, 1e300]
    deep: Any = 1
    for _ in range(32):
        deep = [deep]
    assert "more than 32 deep" in _refusal(web, "write_file", {"record": record(x=deep)})


def test_line_ends_of_another_system(instrument: Instrument) -> None:
    """A comment typed on Windows has lines, and no sign for a carriage return, wherever it goes."""
    document = record({"1A": 3}, success={"answer": 2, "comment": "c\rd"})
    document["responses"]["1A"]["comment"] = "a\r\nb"
    (entry,) = read_entries(as_bytes(document), "a", instrument)
    assert entry.comments == (("1A", "a\nb"), ("success", "c\nd"))
    kept = {**entry_document(entry), "comments": [["1A", "a\r\nb"]], "choice": ""}
    text = _call(web_group, "write_workspace", {"state": {"entries": [kept]}})["text"]
    found = _call(web_group, "read_workspace", _file(text))["state"]["entries"][0]
    assert found["comments"] == [["1A", "a\nb"]]
