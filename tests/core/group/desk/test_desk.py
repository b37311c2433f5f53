"""The facilitator's desk: what lies on it becomes lines, a question, and a group file."""

import json
from typing import Any

import pytest

from pat_core import Instrument
from pat_core.errors import GroupFileError
from pat_core.group.desk.desk import Desk, desk_from
from tests.core.group_documents import MADE_AT, marks
from tests.core.samples import Document


def _entry(number: int, **more: Any) -> Document:
    """Return an entry as the page holds it."""
    return {
        "name": f"file {number}.pat.json",
        "kind": "file",
        "digest": f"{number:064x}",
        "result_id": f"r{number}",
        "marks": marks("3"),
        "choice": "",
        **more,
    }


def _desk(entries: list[Document], instrument: Instrument, **more: Any) -> Desk:
    return desk_from({"entries": entries, **more}, instrument)


def _options(kind: str = "", threshold: int = 5, **merged: str) -> Document:
    return {"kind": kind, "merged": merged, "threshold": threshold}


@pytest.mark.parametrize(
    ("people", "mode", "is_too_few"),
    [
        (4, "confidential", True),
        (5, "confidential", False),
        (4, "", True),
        (0, "", True),
        (1, "open", False),
        (1, "partner", False),
    ],
)
def test_small_confidential_group_is_too_few(
    people: int, mode: str, is_too_few: bool, instrument: Instrument
) -> None:
    """Below the threshold a group is too few, unless names are shown; no mode shows none."""
    entries = [_entry(n, mode=mode) for n in range(people)]
    assert _desk(entries, instrument).is_too_few is is_too_few


@pytest.mark.parametrize(
    ("set_up", "named", "asked", "threshold"),
    [
        (None, (), None, 5),
        (None, (), 3, 5),
        (None, (3,), None, 3),
        (None, (3, 4), 3, 4),
        (3, (), None, 3),
        (3, (), 4, 4),
        (4, (), 3, 4),
        (3, (6,), None, 6),
        (None, (), 10, 10),
    ],
)
def test_threshold_is_the_highest_that_was_promised_or_is_asked_for(
    set_up: int | None,
    named: tuple[int, ...],
    asked: int | None,
    threshold: int,
    instrument: Instrument,
) -> None:
    """Set-up and used entries promise it, 5 without either; what is asked for only raises it."""
    entries = [_entry(n, threshold=number) for n, number in enumerate(named)]
    entries += [_entry(8), _entry(9, threshold=9, choice="leave")]
    more: Document = {"round": {"threshold": set_up}} if set_up else {}
    desk = _desk(entries, instrument, options={**_options(), "threshold": asked}, **more)
    assert desk.selection.threshold == threshold
    assert desk.document(MADE_AT, instrument)["threshold"] == threshold
    is_lower = asked is not None and asked < threshold
    assert desk.threshold_remark.startswith(f"A threshold of {asked} is lower") is is_lower


def test_held_entry_is_nobody(instrument: Instrument) -> None:
    """Five people are enough, and four of them with one left out are not."""
    entries = [_entry(n) for n in range(5)]
    assert not _desk(entries, instrument).is_too_few
    entries[0]["choice"] = "leave"
    assert _desk(entries, instrument).is_too_few


def test_refusal_says_how_few_and_what_to_do(instrument: Instrument) -> None:
    """It names the people and the threshold, and the two ways to go on."""
    refusal = _desk([_entry(n) for n in range(3)], instrument).refusal
    assert refusal.startswith(
        "Only 3 people's answers are used, and figures are shown from 5 people on."
    )
    assert "more time to answer, or ask everybody to send their answers again" in refusal
    assert _desk([_entry(1)], instrument).refusal.startswith("Only one person's answers are used")
    assert _desk([_entry(n) for n in range(5)], instrument).refusal == ""


@pytest.mark.parametrize(
    ("mode", "chosen", "kind"),
    [
        ("partner", "level", "organisation"),
        ("partner", "organisation", "organisation"),
        ("partner", "", ""),
        ("open", "level", "level"),
        ("confidential", "sector", "sector"),
    ],
)
def test_round_by_partner_is_split_by_organisation(
    mode: str, chosen: str, kind: str, instrument: Instrument
) -> None:
    """Where partners are shown and people are not, no other label makes parts."""
    entries = [_entry(n, mode=mode, organisation="Quay", level="board") for n in range(6)]
    desk = _desk(entries, instrument, options=_options(chosen, board="management"))
    assert list(desk.document(MADE_AT, instrument)["by"]) == ([kind] if kind else [])
    assert bool(desk.profiles(instrument)) is (mode == "open")


def test_summary_counts_each_status(instrument: Instrument) -> None:
    """One sentence counts what is used, and what else there is."""
    entries = [
        *(_entry(n, round="Autumn") for n in range(3)),
        _entry(3, result_id="r1", round="Autumn", saved_at="2026-10-06"),
        _entry(4, round="Spring"),
        {"name": "x", "kind": "file", "digest": "0" * 64, "refused": "it is damaged"},
    ]
    assert _desk(entries, instrument).summary == (
        "3 used, 1 left out as a duplicate, 1 held aside, 1 refused."
    )
    assert _desk([], instrument).summary == "0 used."


def test_labels_are_counted_of_those_used(instrument: Instrument) -> None:
    """Each kind of label gives its labels by name with their people; blank ones are not given."""
    entries = [
        _entry(1, level="management", organisation="Quay"),
        _entry(2, level="board", organisation="Lane"),
        _entry(3, level="management"),
        _entry(4, level="none", choice="leave"),
    ]
    found = _desk(entries, instrument).labels
    assert list(found["level"].items()) == [("board", 1), ("management", 2)]
    assert found["organisation"] == {"Lane": 1, "Quay": 1, "not given": 1}
    assert found["sector"] == {"not given": 3}


def test_people_are_those_used_with_their_profiles(instrument: Instrument) -> None:
    """In an open round each has a name, else that of the file, an organisation and a profile."""
    entries = [
        _entry(1, mode="open", respondent="Ann", organisation="Quay"),
        _entry(2, mode="open", marks=marks("2")),
        _entry(3, mode="open", choice="leave"),
    ]
    (ann, other) = _desk(entries, instrument).profiles(instrument)
    assert (ann[0], ann[1], ann[2].aggregate.score) == ("Ann", "Quay", 108)
    assert (other[0], other[1], other[2].aggregate.score) == ("file 2.pat.json", "", 72)


def test_document_holds_no_name_and_no_comment(instrument: Instrument) -> None:
    """Neither the name of a file nor of a respondent goes into the group file, nor a comment."""
    entries = [
        _entry(n, respondent="Ann Person", comments=[["1A", "The van is late."]]) for n in range(6)
    ]
    desk = _desk(entries, instrument)
    document = desk.document(MADE_AT, instrument)
    text = json.dumps(document)
    assert not any(word in text for word in ("pat.json", "Ann Person", "van is late", "r1"))
    assert (document["files"], document["comments"]) == ([], [])
    assert document["file_counts"] == {"used": 6, "duplicate": 0, "held": 0, "refused": 0}
    assert [comment["text"] for comment in desk.comments] == ["The van is late."] * 6


def test_merged_labels_are_one_part(instrument: Instrument) -> None:
    """A label that counts as another has no part of its own; parts are made as chosen."""
    entries = [_entry(n, level="board" if n < 3 else "management") for n in range(10)]
    apart = _desk(entries, instrument, options=_options("level")).document(MADE_AT, instrument)
    assert apart["by"]["level"] == {"board": {"withheld": True}, "management": {"withheld": True}}
    options = _options("level", board="management")
    merged: Any = _desk(entries, instrument, options=options).document(MADE_AT, instrument)
    assert {label: part["n"] for label, part in merged["by"]["level"].items()} == {"management": 10}
    assert _desk(entries, instrument).document(MADE_AT, instrument)["by"] == {}


@pytest.mark.parametrize("kind", ["", "level", "sector", "organisation"])
def test_organisations_are_one_whatever_the_group_is_looked_at_by(
    kind: str, instrument: Instrument
) -> None:
    """Merged, they are one partner, one part, and one name beside an open round's profiles."""
    names = ["The Quay", "Quay Trust", "Pier"]
    entries = [_entry(n, organisation=names[n % 3], mode="open") for n in range(9)]
    options = {**_options(kind), "partners": {"Quay Trust": "The Quay"}}
    desk = _desk(entries, instrument, options=options)
    document: Any = desk.document(MADE_AT, instrument)
    assert document["partners"]["n"] == 2
    assert document["partners"]["largest"] == 6
    if kind == "organisation":
        assert set(document["by"][kind]) == {"Pier", "The Quay"}
    assert {organisation for _, organisation, _ in desk.profiles(instrument)} == {
        "Pier",
        "The Quay",
    }


def test_those_without_a_label_can_be_merged(instrument: Instrument) -> None:
    """Who gave no label can count as another part, by the name under which they are listed."""
    entries = [_entry(n, level="board" if n < 6 else "") for n in range(8)]
    options = {**_options("level"), "merged": {"not given": "board"}}
    found: Any = _desk(entries, instrument, options=options).document(MADE_AT, instrument)
    assert {label: part["n"] for label, part in found["by"]["level"].items()} == {"board": 8}


def test_bare_desk_uses_all_that_fit(instrument: Instrument) -> None:
    """A desk of entries alone has no round, no parts, and the usual threshold."""
    entries = _desk([_entry(n) for n in range(5)], instrument).entries
    desk = Desk.of(entries, instrument)
    assert (desk.round, desk.is_too_few, desk.people) == (None, False, 5)
    assert desk.document(MADE_AT, instrument)["threshold"] == 5


@pytest.mark.parametrize(
    ("invited", "people", "partners"),
    [
        ([{"partner": "Quay", "people": 3}, {"partner": "Lane", "people": 2}], 5, 2),
        ([{"partner": "", "people": 12}], 12, None),
        ([], None, None),
    ],
)
def test_invited_are_counted_from_the_round(
    invited: list[Document], people: int | None, partners: int | None, instrument: Instrument
) -> None:
    """People are added up; partners are counted where they are named."""
    desk = _desk([_entry(1)], instrument, round={"invited": invited})
    document = desk.document(MADE_AT, instrument)
    assert document["invited"] == {"people": people, "partners": partners}


def test_values_come_from_the_round_then_from_most_entries(instrument: Instrument) -> None:
    """What was set up counts; what was not is taken from the entries; no mode is confidence."""
    entries = [_entry(n, partnership="Harbour", purpose="routine") for n in range(2)]
    round_ = {"round": "Autumn", "partnership": "harbour lane", "mode": "open"}
    found = _desk(entries, instrument, round=round_).document(MADE_AT, instrument)
    assert (found["partnership"], found["round"]) == ("harbour lane", "Autumn")
    assert (found["purpose"], found["mode"]) == ("routine", "open")
    bare = _desk(entries, instrument).document(MADE_AT, instrument)
    assert (bare["partnership"], bare["mode"], bare["made_at"]) == (
        "Harbour",
        "confidential",
        MADE_AT,
    )


def test_choices_and_what_was_shown_are_taken_in(instrument: Instrument) -> None:
    """A choice settles its entry, and who came after the showing waits."""
    entries = [_entry(1, round="A"), _entry(2, round="A"), _entry(3, round="B", choice="use")]
    assert _desk(entries, instrument).people == 3
    revealed = [entry["digest"] for entry in entries[:2]]
    late = _desk(entries, instrument, revealed=revealed)
    assert [entry.name for entry in late.used] == ["file 1.pat.json", "file 2.pat.json"]


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        ({}, "this page: entries is missing; allowed is a list"),
        ({"entries": {}}, "this page: entries is {}; allowed is a list"),
        ({"entries": [5]}, "this page: entries/0 is 5; allowed is an object"),
        (
            {"entries": [_entry(1, choice="drop")]},
            'this page: entries/0/choice is "drop"; allowed is one of nothing, use, leave',
        ),
        ({"entries": [_entry(1, choice=None)]}, "this page: entries/0/choice is null"),
        ({"entries": [_entry(1, tag="x")]}, 'this page: entries/0/tag is "x"'),
        ({"entries": [], "revealed": "0f"}, 'this page: revealed is "0f"; allowed is a list'),
        ({"entries": [], "revealed": [5]}, "this page: revealed/0 is 5; allowed is text"),
        ({"entries": [], "round": []}, "this page: round: the content is []; allowed is an object"),
        ({"entries": [], "options": {"kind": "age"}}, 'this page: options/kind is "age"'),
        ({"entries": [], "options": {"threshold": 2}}, "this page: options/threshold is 2"),
        ({"entries": [], "options": {"merged": [1]}}, "this page: options/merged is [1]"),
        ({"entries": [], "options": {"merged": {"a": ""}}}, "this page: options/merged/a is"),
    ],
)
def test_what_no_desk_holds_is_refused_by_place(
    payload: Document, message: str, instrument: Instrument
) -> None:
    """Whatever is not of its kind is refused with its place and what is allowed."""
    with pytest.raises(GroupFileError) as caught:
        desk_from(payload, instrument)
    assert str(caught.value).startswith(message)


def _parts(desk: Desk, instrument: Instrument) -> tuple[str, list[str]]:
    """Return why no part is shown, and the labels of those that are."""
    document = desk.document(MADE_AT, instrument)
    parts = document["by"]["level"]
    return document["parts_withheld"], [label for label in parts if "n" in parts[label]]


def test_parts_are_shown_of_one_set_of_people(instrument: Instrument) -> None:
    """Ten more may join the whole, five of them each part: the parts stay as they were shown."""
    both = ("board", "management")
    entries = [_entry(n, level=both[n % 2]) for n in range(12)]
    desk = _desk(entries, instrument, options=_options("level"))
    assert _parts(desk, instrument) == ("", list(both))
    mark = desk.mark_once_shown(desk.document(MADE_AT, instrument))
    assert mark == desk.mark != ""

    more = {"options": _options("level"), "parts_shown": mark}
    again = _desk(entries[::-1], instrument, **more)
    assert _parts(again, instrument) == ("", list(both))

    entries += [_entry(n, level=both[n % 2]) for n in range(12, 22)]
    later = _desk(entries, instrument, **more)
    why, shown = _parts(later, instrument)
    assert (why.startswith("The parts were shown when other people"), shown) == (True, [])
    assert later.mark_once_shown(later.document(MADE_AT, instrument)) == mark


def test_parts_that_were_never_shown_may_be_shown_later(instrument: Instrument) -> None:
    """Where the threshold withheld every part, no showing binds the next one."""
    entries = [_entry(n, level="board") for n in range(4)] + [_entry(4, level="management")]
    desk = _desk(entries, instrument, options=_options("level"))
    assert _parts(desk, instrument) == ("", [])
    assert desk.mark_once_shown(desk.document(MADE_AT, instrument)) == ""


def test_open_round_shows_its_parts_whoever_comes(instrument: Instrument) -> None:
    """Where profiles are shown by name, late files change the parts, too."""
    entries = [_entry(n, level="board", mode="open") for n in range(6)]
    more = {"options": _options("level"), "parts_shown": "0" * 64}
    assert _parts(_desk(entries, instrument, **more), instrument) == ("", ["board"])


def test_tokens_are_those_of_the_people_used(instrument: Instrument) -> None:
    """Only who counts, and gave a token, can be found again in another round."""
    entries = [
        _entry(1, pairing_token="K7PM-W3XN"),
        _entry(2),
        _entry(3, pairing_token="left", choice="leave"),
    ]
    assert _desk(entries, instrument).tokens == {"k7pmw3xn": marks("3")}


def test_group_lists_the_receipts_of_the_files_used(instrument: Instrument) -> None:
    """They are sorted; a file that does not count, and one without a receipt, add nothing."""
    entries = [
        _entry(1, receipt="K7MPQ2"),
        _entry(2, receipt="AC2D3E"),
        _entry(3, receipt="HJK4M5", choice="leave"),
        *(_entry(number) for number in range(4, 9)),
    ]
    document = _desk(entries, instrument).document("2026-11-20", instrument)
    assert document["receipts"] == ["AC2D3E", "K7MPQ2"]
