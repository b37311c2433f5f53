"""The entry point for a group: every call of the facilitator's page, and what goes wrong."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pat_core import errors
from pat_core.browser.group import CALLS, answer_call
from pat_core.cli.main import main
from pat_core.files.result_code import write_code
from tests.core.group_documents import MADE_AT, marks
from tests.core.html_tree import parse_html
from tests.core.samples import Document, all_answered, as_bytes, example_document, record
from tests.core.strategies import json_values

KINDS = {name for name in errors.__all__ if name != "PatError"}
COMMENT = "The van is late."
WORKSPACE = {"format": "pat-workspace", "format_version": 1}
ROUND = {"format": "pat-round", "format_version": 1}


def _call(call: str, payload: Document) -> Document:
    """Return the good reply to one call."""
    reply = json.loads(answer_call(call, json.dumps(payload)))
    assert list(reply) == ["ok"], reply
    found: Document = reply["ok"]
    return found


def _error(call: str, payload: object) -> str:
    """Return kind and message of the error that is the reply to one call."""
    reply = json.loads(answer_call(call, json.dumps(payload)))
    assert list(reply) == ["error"], reply
    return f"{reply['error']['name']}: {reply['error']['message']}"


def _file(name: str, content: Document | bytes) -> Document:
    """Return a file as the page hands it in."""
    raw = content if isinstance(content, bytes) else as_bytes(content)
    return {"name": name, "base64": base64.b64encode(raw).decode("ascii")}


def _results(people: int, answer: int = 3, **more: Any) -> list[Document]:
    """Return result files of so many people, who all answer alike; the first has a comment."""
    found = []
    for n in range(people):
        document = record(all_answered(answer), result_id=f"r{answer}-{n}", **more)
        if not n:
            document["responses"]["1A"]["comment"] = COMMENT
        found.append(_file(f"file {n}.pat.json", document))
    return found


def _entries(files: list[Document]) -> list[Document]:
    entries: list[Document] = _call("read_results", {"files": files})["entries"]
    return [{**entry, "choice": ""} for entry in entries]


def _desk(people: int, answer: int = 3, **more: Any) -> Document:
    """Return what the page sends when it asks for the group."""
    return {
        "entries": _entries(_results(people, answer, **more)),
        "round": None,
        "revealed": [],
        "options": {"kind": "", "merged": {}, "partners": {}, "threshold": None, "round": ""},
        "comments": {},
        "earlier": None,
        "made_at": MADE_AT,
    }


@pytest.fixture(scope="module")
def group() -> Document:
    """Return the document of six people as the page holds it."""
    found: Document = _call("show_group", _desk(6))["group"]
    return found


def test_files_come_back_as_entries() -> None:
    """Each file is an entry, in order; one that cannot be used is an entry with its reason."""
    files = [_file("a", example_document()), _file("b", b"{"), _file("c.csv", b"1A\n3\n4\n")]
    entries = _call("read_results", {"files": files})["entries"]
    assert [entry["name"] for entry in entries] == ["a", "b", "c.csv, row 2", "c.csv, row 3"]
    assert entries[0]["round"] == "Autumn 2026"
    assert "no JSON" in entries[1]["refused"]
    assert entries[3]["marks"] == "4" + "-" * 42


def test_file_that_could_not_be_read_is_an_entry_among_the_others() -> None:
    """The page says why; the entry stands in its place, and every call takes it from there."""
    lost = {"name": "b\u202e", "unreadable": "it is a folder"}
    entries = _entries([_file("a", example_document()), lost, _file("c", example_document())])
    assert [entry["name"] for entry in entries] == ["a", "b\u202e", "c"]
    assert entries[1]["refused"] == "it is a folder"
    desk = {**_desk(0), "entries": entries}
    statuses = [line["status"] for line in _call("sort_entries", desk)["lines"]]
    assert statuses == ["used", "refused", "duplicate"]
    text = _call("write_workspace", {"state": {"entries": entries}})["text"]
    opened = _call("read_workspace", _file("w", text.encode()))["state"]["entries"]
    assert opened[1]["refused"] == "it is a folder"
    assert "must be text" in _error("read_results", {"files": [{"name": "a", "unreadable": 1}]})


def test_earlier_results_that_could_not_be_read_are_told() -> None:
    """The others make the round; the one that is missing is named with its cause."""
    lost = {"name": "b", "unreadable": "it is a folder"}
    found = _call("read_earlier", {"files": [*_results(5), lost]})
    assert (found["group"]["respondents"], found["remarks"]) == (5, ["b: it is a folder"])
    group = _call("write_group", {"group": found["group"]})["text"]
    again = _call("read_earlier", {"files": [lost, _file("g", group.encode())]})
    assert again["remarks"][-1] == "b: it is a folder"
    assert "b: it is a folder" in _error("read_earlier", {"files": [lost]})


def test_codes_come_back_as_entries(instrument: Any) -> None:
    """A good code has marks and tag, a bad one its line."""
    text = f"{write_code(marks(), 7, instrument)}\nACDE"
    good, bad = _call("read_codes", {"text": text})["entries"]
    assert (good["kind"], good["tag"], good["marks"]) == ("code", 7, marks())
    assert bad["refused"].startswith("line 2: ")


def test_codes_added_one_at_a_time_are_numbered_on(instrument: Any) -> None:
    """The page says where to go on, and gets back what it is to leave in the box."""
    text = f"{write_code(marks(), 7, instrument)}, ACDE"
    reply = _call("read_codes", {"text": text, "start": 3})
    assert [entry["name"] for entry in reply["entries"]] == ["code 3", "code 4"]
    assert reply["left"] == "ACDE"
    for start in (0, 1.5, "2", None):
        assert "start" in _error("read_codes", {"text": text, "start": start})


def test_paper_sheet_is_added_up_as_it_is_typed() -> None:
    """Columns are there before the first answer; the entry comes with it, with its labels."""
    blank = {"marks": "-" * 43, "name": "paper 1", "labels": {}}
    assert _call("read_sheet", blank)["entry"] is None
    found = _call("read_sheet", {**blank, "marks": marks(), "labels": {"level": "board"}})
    assert (found["entry"]["kind"], found["entry"]["level"]) == ("paper", "board")
    assert found["columns"]["1"]["score"] == 18


def test_entries_are_sorted() -> None:
    """A line for each entry, a sentence on all, and the labels of those used."""
    desk = _desk(2)
    found = _call("sort_entries", {**desk, "entries": [*desk["entries"], desk["entries"][0]]})
    assert [line["status"] for line in found["lines"]] == ["used", "used", "duplicate"]
    assert found["summary"] == "2 used, 1 left out as a duplicate."
    assert found["labels"]["level"] == {"not given": 2}


@pytest.mark.parametrize("confirmed", [False, True])
def test_too_small_group_is_never_shown(confirmed: bool) -> None:
    """Below the threshold the reply holds nothing but why, whatever was once confirmed."""
    found = _call("show_group", {**_desk(4), "confirmed": confirmed})
    assert list(found) == ["refusal"]
    assert "Only 4 people's answers" in found["refusal"]
    assert _call("show_group", _desk(5))["refusal"] == ""


def test_reply_tells_what_the_files_promise() -> None:
    """The page learns the mode of the round, and the threshold that it may not go below."""
    desk = _desk(6, mode="confidential", threshold=4)
    found = _call("sort_entries", desk)
    assert (found["mode"], found["promised"], found["threshold"]) == ("confidential", 4, 4)
    desk["options"]["threshold"] = 7
    found = _call("sort_entries", desk)
    assert (found["promised"], found["threshold"]) == (4, 7)


def test_group_is_shown_whole() -> None:
    """Document, HTML, topics, and which entries were counted, for the late rule."""
    desk = _desk(6)
    found = _call("show_group", desk)
    assert found["group"]["made_at"] == MADE_AT
    assert found["group"]["statements"]["1A"]["counts"] == {"1": 0, "2": 0, "3": 6, "4": 0}
    assert "6 people" in parse_html(found["html"]).text
    assert {topic["list"] for topic in found["topics"]} == {"least_agreed"}
    assert found["used"] == [entry["digest"] for entry in desk["entries"]]


@pytest.mark.parametrize(
    ("modes", "shows"),
    [("ooooo", True), ("oo---", True), ("ccccc", False), ("-----", False), ("ppppp", False)],
)
def test_profiles_only_in_an_open_round(modes: str, shows: bool) -> None:
    """Profiles by name are there where most say that the round is open, and nowhere else."""
    names = {"o": "open", "p": "partner", "c": "confidential", "-": ""}
    desk = _desk(5)
    for entry, mode in zip(desk["entries"], modes, strict=True):
        entry.update(mode=names[mode], respondent="Ann Person")
    found = _call("show_group", desk)
    assert ("Ann Person" in found["profiles"]) is shows
    assert bool(found["profiles"]) is shows
    assert "Ann Person" not in json.dumps(found["group"]) + found["html"]


def test_one_who_answered_in_confidence_has_no_profile() -> None:
    """In a round that was set up as an open one, what was given in confidence stays outside."""
    desk = {**_desk(3, mode="open"), "round": {"mode": "open"}}
    desk["entries"][0].update(mode="confidential", respondent="Ann Person")
    found = _call("show_group", desk)
    assert found["group"]["respondents"] == 2
    assert "Ann Person" not in found["profiles"]


@pytest.mark.parametrize(
    ("decision", "released"),
    [
        (None, []),
        ({"state": "held", "text": ""}, []),
        ({"state": "as-is", "text": ""}, [COMMENT]),
        ({"state": "reworded", "text": "It is late."}, ["It is late."]),
        ({"state": "reworded", "text": " "}, []),
    ],
)
def test_comments_go_out_only_by_decision(decision: Document | None, released: list[str]) -> None:
    """Until somebody decides, a comment waits, and is in neither document nor HTML."""
    desk = _desk(6)
    (waiting,) = _call("show_group", desk)["waiting"]
    assert waiting["text"] == COMMENT
    decisions = {waiting["id"]: decision} if decision else {}
    first = _call("show_group", {**desk, "comments": decisions})
    again = {"group": first["group"], "waiting": [waiting], "comments": decisions}
    for found in (first, _call("show_document", again)):
        assert [comment["text"] for comment in found["group"]["comments"]] == released
        assert (COMMENT in found["html"]) is (COMMENT in released)


def test_released_comment_can_be_held_again() -> None:
    """A decision that is taken back takes the comment out of the document."""
    desk = _desk(6)
    (waiting,) = _call("show_group", desk)["waiting"]
    released = {waiting["id"]: {"state": "as-is", "text": ""}}
    document = _call("show_group", {**desk, "comments": released})["group"]
    again = {"group": document, "waiting": [waiting], "comments": {}}
    assert _call("show_document", again)["group"]["comments"] == []


@pytest.mark.parametrize(("before", "withheld"), [(6, False), (7, True)])
def test_change_comes_with_an_earlier_round(before: int, withheld: bool, group: Document) -> None:
    """The change is there unless one person's answers could be worked out; then it says why."""
    earlier = _call("show_group", _desk(before, answer=2))["group"]
    for call, payload in (("show_group", _desk(6)), ("show_document", {"group": group})):
        change = _call(call, {**payload, "earlier": earlier})["group"]["change"]
        assert bool(change["withheld"]) is withheld
        assert bool(change["statements"]) is not withheld
    shown = _call("show_document", {"group": group, "earlier": earlier})["group"]
    # A group file brings the change along, without the earlier round's file.
    assert _call("show_document", {"group": shown, "earlier": None})["group"] == shown


def test_late_file_waits_at_the_door() -> None:
    """Who came after the showing is not counted when the group is shown again."""
    desk = _desk(6)
    used = _call("show_group", {**desk, "entries": desk["entries"][:5]})["used"]
    found = _call("show_group", {**desk, "revealed": used})
    assert (found["group"]["respondents"], found["used"]) == (5, used)


def _with_tokens(people: int, answer: int) -> Document:
    """Return a desk of people who gave a token each, the same whatever they answer."""
    desk = _desk(people, answer)
    for place, entry in enumerate(desk["entries"]):
        entry["pairing_token"] = f"token {place}"
    return desk


def test_same_people_are_set_beside_themselves() -> None:
    """Tokens of both rounds give pairs, when the group is shown and when it is shown anew."""
    before = _call("show_group", _with_tokens(6, 2))
    earlier = {"earlier": before["group"], "earlier_tokens": before["tokens"]}
    shown = _call("show_group", {**_with_tokens(6, 3), **earlier})
    expected = {"n": 6, "up": 6, "same": 0, "down": 0}
    assert shown["group"]["change"]["paired"]["principles"]["1"] == expected
    anew = {"group": shown["group"], "tokens": shown["tokens"], **earlier}
    assert _call("show_document", anew)["group"] == shown["group"]
    # Without tokens from one of the two there are no pairs, and none stay from before.
    assert "paired" not in _call("show_document", {**anew, "tokens": {}})["group"]["change"]


def test_earlier_rounds_may_be_a_list() -> None:
    """All are in the trend; the change is since the last of them."""
    rounds = [_call("show_group", _desk(6, answer))["group"] for answer in (1, 2)]
    rounds[0]["round"], rounds[1]["round"] = "first", "second"
    shown = _call("show_group", {**_desk(6, 3), "earlier": rounds})
    assert [point["round"] for point in shown["group"]["trend"]] == ["first", "second"]
    assert shown["group"]["change"]["round"] == "second"
    # A page that keeps one earlier round gives that alone; its own trend comes along.
    one = _call("show_group", {**_desk(6, 3), "earlier": {**rounds[1], "trend": []}})
    assert [point["round"] for point in one["group"]["trend"]] == ["second"]


def test_another_group_is_set_beside() -> None:
    """The page hands over the document of another group."""
    other = _call("show_group", _desk(7, 2))["group"]
    shown = _call("show_group", {**_desk(6, 3), "beside": other})
    assert shown["group"]["beside"]["respondents"] == 7
    assert "Beside another group" in shown["html"]


def test_own_answers_of_the_desk_are_in_the_group() -> None:
    """They stand in the document and on the page."""
    own = {"1A": {"sentence": "We agree that we share one aim."}}
    shown = _call("show_group", {**_desk(6), "own": own})
    assert shown["group"]["own"] == own
    assert "We agree that we share one aim." in shown["html"]


def test_parts_are_shown_once() -> None:
    """The page hands back whose parts were shown; others who are counted have none."""
    desk = _desk(10)
    for place, entry in enumerate(desk["entries"]):
        entry["level"] = "board" if place % 2 else "management"
    desk["options"]["kind"] = "level"
    five = {**desk, "entries": desk["entries"][:5], "options": {**desk["options"], "threshold": 3}}
    first = _call("show_group", {**desk, "parts_shown": ""})
    assert first["group"]["parts_withheld"] == ""
    again = _call("show_group", {**desk, "parts_shown": first["parts_shown"]})
    assert again["group"] == first["group"]
    later = _call("show_group", {**five, "parts_shown": first["parts_shown"]})
    assert later["parts_shown"] == first["parts_shown"]
    assert "The parts were shown when" in later["html"]


def test_group_is_written_in_every_form(group: Document) -> None:
    """A group file reads back; CSV is marked for spreadsheets; the report has no script."""
    text = _call("write_group", {"group": group})["text"]
    read = {"group": group, "remarks": []}
    assert _call("read_group", _file("g.pat-group.json", text.encode())) == read
    assert _call("write_csv", {"group": group})["text"].startswith("\ufeff")
    assert _call("write_plan", {"group": group})["text"].startswith("\ufeff")
    report = _call("write_report", {"group": group})["text"]
    assert report.startswith("<!doctype html>")
    assert "<script" not in report


def test_plan_goes_out_with_the_counts_it_means_to_move(group: Document) -> None:
    """A row on a topic says in files how many agree now."""
    row = dict.fromkeys(("what", "who", "by", "know", "review", "counts", "state"), "")
    plan = {"rows": [{**row, "topic": "1A"}], "next_assessment": ""}
    text = _call("write_group", {"group": {**group, "plan": plan}})["text"]
    assert json.loads(text)["plan"]["rows"][0]["counts"] == "agree: 6 of 6"


def test_earlier_round_comes_from_a_group_file_or_from_results(group: Document) -> None:
    """A group file is the earlier round itself; result files are counted first."""
    file = _file("g", as_bytes(group))
    assert _call("read_earlier", {"files": [file]})["group"] == group
    found = _call("read_earlier", {"files": _results(6, saved_at="2025-10-06")})
    assert (found["group"]["respondents"], found["group"]["made_at"]) == (6, "2025-10-06")
    assert (found["summary"], found["tokens"]) == ("6 used.", {})
    desk = _with_tokens(6, 2)
    text = _call("write_workspace", {"state": {"entries": desk["entries"]}})["text"]
    kept = _call("read_earlier", {"files": [_file("w", text.encode())]})
    assert (kept["group"]["respondents"], len(kept["tokens"])) == (6, 6)


def test_set_up_file_gives_the_whole_round() -> None:
    """What a set-up file leaves out is as on an untouched page; another file is refused."""
    found = _call("read_round", _file("r", as_bytes({**ROUND, "round": " Spring "})))["round"]
    assert (found["round"], found["threshold"], found["invited"]) == ("Spring", 5, [])
    assert found | ROUND == found
    assert "the set-up of a round" in _error("read_round", _file("w", as_bytes(WORKSPACE)))


def test_earlier_round_is_refused_where_it_would_tell_too_much() -> None:
    """Fewer results than the threshold, or none, are no earlier round."""
    assert "fewer than the threshold of 5" in _error("read_earlier", {"files": _results(4)})
    message = _error("read_earlier", {"files": [_file("a", b"{")]})
    assert message.startswith("GroupFileError: none of these files can be used")


def test_workspace_opens_as_it_was_saved() -> None:
    """Entries, choices and what was shown come back; no round is made up."""
    desk = _desk(2)
    state = {key: desk[key] for key in ("entries", "round", "options")}
    state |= {"revealed": [entry["digest"] for entry in desk["entries"]], "said": {"1A": "Yes"}}
    text = _call("write_workspace", {"state": state})["text"]
    found = _call("read_workspace", _file("w", text.encode()))["state"]
    assert {key: found[key] for key in state} == state
    assert _call("sort_entries", found)["summary"] == "2 used."


def test_page_and_command_line_make_one_group_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the same files, the page and ``pat combine`` make the same figures and details."""
    files = [
        *_results(6, partnership="Harbour", round="Autumn", mode="confidential", purpose="routine"),
        *_results(7, 2, respondent={"level": "board", "organisation": "Quay"}),
        *(_file(f"e{n}", {**example_document(), "result_id": f"e{n}"}) for n in range(3)),
    ]
    # The page keeps apart what says something else of its round; the command line counts it.
    same = {"partnership": "Harbour", "round": "Autumn"}
    for n, file in enumerate(files):
        document = {**json.loads(base64.b64decode(file["base64"])), **same}
        (tmp_path / f"{n}.json").write_bytes(as_bytes(document))
        files[n] = _file(f"{n}.json", document)
    desk = {**_desk(0), "entries": _entries(files)}
    desk["options"] = {"kind": "level", "merged": {}, "threshold": 5}
    text = _call("write_group", {"group": _call("show_group", desk)["group"]})["text"]
    out = tmp_path / "g"
    assert (
        main(
            ["combine", *(str(path) for path in sorted(tmp_path.glob("*.json"))), "--out", str(out)]
        )
        == 0
    )
    capsys.readouterr()
    apart = ("made_at", "files", "file_counts")
    mine, theirs = (
        {k: v for k, v in json.loads(t).items() if k not in apart}
        for t in (text, out.read_text("utf-8"))
    )
    assert mine == theirs
    assert (mine["respondents"], mine["by"]["level"]["board"]["n"]) == (16, 7)


def _payloads() -> dict[str, Document]:
    """Return a good payload for each call."""
    desk = _desk(6)
    shown = _call("show_group", desk)
    plan = {"rows": [{"topic": "1A", "what": "x"}], "next_assessment": "2027-01-01"}
    group = {**shown["group"], "plan": plan}
    group["files"] = [{"name": "a", "status": "used", "reason": ""}]
    decisions = {shown["waiting"][0]["id"]: {"state": "as-is", "text": ""}}
    said = {"comments": decisions, "earlier": group}
    round_ = {"partnership": "Harbour", "invited": [{"partner": "Quay", "people": 3}]}
    full = {**desk, **said, "round": round_, "revealed": shown["used"]}
    workspace = as_bytes({**full, **WORKSPACE})
    written = {name: {"group": group} for name in CALLS if name.startswith("write_")}
    return {
        **written,
        "read_results": {"files": _results(2)},
        "read_codes": {"text": "ACDE"},
        "read_sheet": {"marks": marks(), "name": "p", "labels": {"level": "board"}},
        "sort_entries": full,
        "show_group": full,
        "show_document": {**said, "group": group, "waiting": shown["waiting"]},
        "read_group": _file("g", as_bytes(group)),
        "read_earlier": {"files": [_file("g", as_bytes(group))]},
        "read_round": _file("r", as_bytes({**ROUND, **round_})),
        "preview_round": {"round": round_},
        "write_workspace": {"state": full},
        "read_workspace": _file("w", workspace),
    }


PAYLOADS = _payloads()


def test_every_call_is_tried() -> None:
    """Each call has a good payload here, and answers it."""
    assert PAYLOADS.keys() == CALLS.keys()
    for call, payload in PAYLOADS.items():
        _call(call, payload)


def _places(value: object, depth: int = 4) -> Iterator[tuple[Any, Any]]:
    """Yield every object or list in *value* with each of its keys, down to a depth."""
    if depth and isinstance(value, dict | list):
        keys = value.keys() if isinstance(value, dict) else range(len(value))
        for key in keys:
            yield value, key
            yield from _places(value[key], depth - 1)


def _spoil(payload: Document, data: st.DataObject) -> Document:
    """Return *payload* with one or two places missing, or holding what may not belong there."""
    spoilt: Document = json.loads(json.dumps(payload))
    for _ in range(data.draw(st.integers(1, 2))):
        parent, key = data.draw(st.sampled_from([*_places(spoilt), (spoilt, "x")]))
        if isinstance(parent, dict) and data.draw(st.booleans()):
            parent.pop(key, None)
        else:
            parent[key] = data.draw(json_values | st.sampled_from(["\ud800", 10**30, [], {}]))
    return spoilt


def _refuse_surprises(call: str, payload: Document) -> None:
    """Hold the reply to be good, or an error of this package with a sentence."""
    reply = json.loads(answer_call(call, json.dumps(payload)))
    if "error" in reply:
        assert reply["error"]["name"] in KINDS
        assert len(reply["error"]["message"]) > 10
    else:
        assert list(reply) == ["ok"]


@pytest.mark.parametrize("call", sorted(CALLS))
@given(data=st.data())
def test_nothing_but_a_sentence_comes_of_a_wrong_payload(call: str, data: st.DataObject) -> None:
    """Whatever stands anywhere in a payload is taken, or refused by an error of this package."""
    _refuse_surprises(call, _spoil(PAYLOADS[call], data))


@given(data=st.data())
def test_nothing_but_a_sentence_comes_of_a_damaged_file(data: st.DataObject) -> None:
    """Whatever stands anywhere in a group file or a workspace is taken, or refused so, too."""
    group = _spoil(PAYLOADS["write_group"]["group"], data)
    _refuse_surprises("read_group", _file("g", json.dumps(group).encode()))
    _refuse_surprises("read_earlier", {"files": [_file("g", json.dumps(group).encode())]})
    state = _spoil({**PAYLOADS["write_workspace"]["state"], **WORKSPACE}, data)
    _refuse_surprises("read_workspace", _file("w", json.dumps(state).encode()))
