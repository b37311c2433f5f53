"""Workspaces: everything that the page holds opens again, and nothing else gets in."""

import json
from typing import Any

import pytest

from pat_core import Instrument
from pat_core.errors import GroupFileError
from pat_core.group.desk.workspace import read_workspace, write_workspace
from pat_core.group.intake.arrivals import read_entries
from pat_core.group.intake.comments import collect_comments, release_comments
from pat_core.group.intake.entries import entry_document, entry_from
from pat_core.group.round.rounds import Invited, Round, round_document
from tests.core.group_documents import as_read, group_of, marks
from tests.core.samples import all_answered, as_bytes, example_document, record

State = Any


@pytest.fixture(scope="module")
def state(instrument: Instrument) -> State:
    """Return what a page may hold in the middle of its work."""
    files = [
        ("a.pat.json", as_bytes(example_document())),
        ("b.pat.json", as_bytes(record(all_answered(3)))),
        ("c.pat.json", b"{"),
    ]
    entries = [entry for name, raw in files for entry in read_entries(raw, name, instrument)]
    comment = collect_comments(entries)[0]
    set_up = Round(partnership="Harbour Lane", labels=("level",), invited=(Invited("Council", 4),))
    return {
        "round": round_document(set_up),
        "entries": [
            {**entry_document(entry), "choice": choice}
            for entry, choice in zip(entries, ("", "use", "leave"), strict=True)
        ],
        "options": {
            "kind": "level",
            "merged": {"board": "management"},
            "partners": {"The Quay": "Quay"},
            "threshold": 4,
            "round": "",
        },
        "comments": {comment["id"]: {"state": "reworded", "text": "In other words"}},
        "plan": {"rows": [], "next_assessment": "2027-05-01"},
        "earlier": as_read(group_of([marks()] * 5, instrument)),
        "earlier_tokens": {"k7pmw3xn9acd": marks()},
        "revealed": [entry.digest for entry in entries],
        "parts_shown": "0" * 64,
        "own": {"1A": {"sentence": "We agree that we share one aim."}},
        "said": {"1A": "x" * 10_000, "6F": "Line\nby line"},
        "agenda": {
            "order": ["3B", "1A"],
            "minutes": {"1A": 0, "6F": 999},
            "total": 999,
            "added": ["6F"],
            "removed": ["2C"],
            "x_room": "Hall",
        },
        "x_page": {"open": True},
    }


def _text_of(state: Any) -> str:
    """Return the text of a workspace file, which need not hold everything."""
    return write_workspace(state)


def test_workspace_survives_the_round_trip(instrument: Instrument, state: State) -> None:
    """What was written comes back: round, entries, choices, decisions, plan, earlier round."""
    found, remarks = read_workspace(_text_of(state).encode(), "w", instrument)
    assert not remarks
    assert as_read(found) == {"format": "pat-workspace", "format_version": 1, **as_read(state)}


def test_written_again_it_is_the_same_text(instrument: Instrument, state: State) -> None:
    """Opening and saving a workspace changes nothing in it."""
    text = _text_of(state)
    assert _text_of(read_workspace(text.encode(), "w", instrument).state) == text
    assert next(iter(json.loads(text))) == "format"


def test_decision_finds_its_comment_again(instrument: Instrument, state: State) -> None:
    """After opening, the reworded comment is released, and no other."""
    found = read_workspace(_text_of(state).encode(), "w", instrument).state
    entries = [entry_from(entry, instrument) for entry in found["entries"]]
    released = release_comments(collect_comments(entries), found["comments"])
    assert [comment["text"] for comment in released] == ["In other words"]


def test_empty_workspace_is_a_fresh_page(instrument: Instrument) -> None:
    """What is missing is empty, with our threshold; no round is set up."""
    found = read_workspace(_text_of({}).encode(), "w", instrument).state
    assert found["round"] is None
    assert found["options"] == {
        "kind": "",
        "merged": {},
        "partners": {},
        "threshold": None,
        "round": "",
    }
    assert (found["entries"], found["comments"], found["plan"]) == ([], {}, {})
    assert (found["earlier"], found["revealed"], found["said"]) == (None, [], {})
    empty = {"order": [], "minutes": {}, "total": 60, "added": [], "removed": []}
    assert found["agenda"] == empty


def test_organisations_merged_by_an_earlier_page_are_partners(instrument: Instrument) -> None:
    """It had one place for the labels of the kind that was looked at."""
    options = {"kind": "organisation", "merged": {"Quay": "The Quay"}, "threshold": None}
    text = _text_of({"options": options})
    found = read_workspace(text.encode(), "w", instrument).state["options"]
    assert found == {**options, "merged": {}, "partners": {"Quay": "The Quay"}, "round": ""}


def test_day_of_the_round_that_is_none_is_left_out(instrument: Instrument, state: State) -> None:
    """The rest of the workspace opens, and a remark says what stood there."""
    round_ = {**state["round"], "date": "20277-03-12"}
    found = read_workspace(_text_of({**state, "round": round_}).encode(), "w", instrument)
    assert found.state["round"] == state["round"]
    assert found.remarks == [
        'round: date is "20277-03-12"; allowed is a day such as 2026-12-31; it was left out'
    ]


def test_no_round_stays_no_round(instrument: Instrument, state: State) -> None:
    """Where no round was set up, none is made up: it would hold open results aside."""
    text = _text_of({**state, "round": None})
    assert read_workspace(text.encode(), "w", instrument).state["round"] is None
    empty = _text_of({**state, "round": {}})
    read = read_workspace(empty.encode(), "w", instrument)
    assert read.state["round"] == round_document(Round())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"entries": {}}, "w: entries is"),
        ({"entries": [5]}, "w: entries/0"),
        ({"entries": [{"name": "a"}]}, "w: entries/0"),
        ({"round": {"mode": "secret"}}, "w: round: mode"),
        ({"options": {"kind": "age"}}, "w: options/kind is"),
        ({"options": {"threshold": 11}}, "w: options/threshold is 11"),
        ({"options": {"merged": {"a": 5}}}, "w: options/merged/a is 5"),
        ({"options": {"partners": {"a": ""}}}, "w: options/partners/a is"),
        ({"comments": {"a": {"state": "maybe"}}}, "w: comments/a/state is"),
        ({"plan": {"rows": [{"topic": "9Z"}]}}, "w: plan/rows/0/topic is"),
        ({"earlier": {"format": "pat-group"}}, "w: earlier: format_version is missing"),
        ({"round": []}, r"w: round: the content is \[\]; allowed is an object"),
        ({"revealed": [None]}, "w: revealed/0 is null"),
        ({"said": ["1A"]}, r"w: said is \[.*; allowed is an object"),
        ({"said": {"9Z": "x"}}, 'w: said has the key "9Z"; allowed is one of 1A, 1B'),
        ({"said": {"1A": 5}}, "w: said/1A is 5; allowed is text"),
        ({"said": {"1A": "x" * 10_001}}, "w: said/1A holds 10,001 characters; at most 10,000"),
        ({"agenda": []}, r"w: agenda is \[\]; allowed is an object"),
        ({"agenda": {"order": "1A"}}, 'w: agenda/order is "1A"; allowed is a list'),
        ({"agenda": {"order": ["1A", "9Z"]}}, 'w: agenda/order/1 is "9Z"; allowed is one of 1A,'),
        ({"agenda": {"added": ["1A", "1A"]}}, "w: agenda/added/1 is 1A once more; each code may"),
        ({"agenda": {"removed": [None]}}, "w: agenda/removed/0 is null"),
        ({"agenda": {"removed": ["1A"] * 37}}, "w: agenda/removed holds 37 entries; at most 36"),
        (
            {"agenda": {"added": ["1B"], "removed": ["1A", "1B"]}},
            "w: agenda/removed/1 is 1B, which is added, too",
        ),
        ({"agenda": {"minutes": {"9Z": 5}}}, 'w: agenda/minutes has the key "9Z"'),
        ({"agenda": {"minutes": {"1A": 1000}}}, "w: agenda/minutes/1A is 1000; allowed is a whole"),
        ({"agenda": {"minutes": {"1A": 1.5}}}, "w: agenda/minutes/1A is 1.5"),
        ({"agenda": {"minutes": {"1A": -1}}}, "w: agenda/minutes/1A is -1"),
        ({"agenda": {"total": 0}}, "w: agenda/total is 0; allowed is a whole number from 1 to 999"),
        ({"agenda": {"total": 1000}}, "w: agenda/total is 1000"),
        ({"agenda": {"total": True}}, "w: agenda/total is true"),
    ],
)
def test_bad_part_is_refused_by_its_place(
    instrument: Instrument, state: State, change: State, message: str
) -> None:
    """A workspace is foreign: the message names the file, the place and what is allowed."""
    with pytest.raises(GroupFileError, match=message):
        read_workspace(_text_of({**state, **change}).encode(), "w", instrument)


def test_unknown_choice_is_refused(instrument: Instrument, state: State) -> None:
    """An entry's choice is to use it, to leave it, or none."""
    entries = [{**state["entries"][0], "choice": "maybe"}]
    with pytest.raises(GroupFileError, match='w: entries/0/choice is "maybe"'):
        read_workspace(_text_of({**state, "entries": entries}).encode(), "w", instrument)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b'{"format": "pat-group", "format_version": 1}', "it is a group file"),
        (b'{"format": "pat-workspace", "format_version": 2}', "newer than this program"),
        (b'"x"', "w: the content is"),
        (b"{", "w: line 1"),
    ],
)
def test_what_is_no_workspace_is_named(instrument: Instrument, raw: bytes, message: str) -> None:
    """Another kind of file, a later format, or no JSON."""
    with pytest.raises(GroupFileError, match=message):
        read_workspace(raw, "w", instrument)
