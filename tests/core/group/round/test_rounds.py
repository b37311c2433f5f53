"""The set-up of a round: read, refused by place, and written again."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pat_core import Instrument, PatError, ResultFileError
from pat_core.errors import GroupFileError
from pat_core.group.round.rounds import (
    Invited,
    Round,
    read_round,
    round_document,
    round_from,
)
from tests.core.samples import as_bytes
from tests.core.strategies import json_values

SET_UP: Any = {
    "format": "pat-round",
    "format_version": 1,
    "partnership": "Harbour Lane Partnership",
    "round": "Autumn 2026",
    "purpose": "routine",
    "mode": "open",
    "context": "The lease ends.\nWe want to know why it works.",
    "facilitator": "Kim",
    "holder": "Lou",
    "sees": "Everybody sees the group.",
    "delete_on": "2026-12-31",
    "ending": "A plan in December.",
    "date": "2026-11-05",
    "labels": ["level", "organisation"],
    "by": "level",
    "invited": [{"partner": "The Quay", "people": 3}, {"partner": "Pier Trust", "people": 1}],
    "threshold": 4,
}


def test_set_up_file_is_read_whole(instrument: Instrument) -> None:
    """Every key of the published shape is read, and written again as it was."""
    found, remarks = read_round(as_bytes(SET_UP), "a.pat-round.json", instrument)
    assert remarks == []
    assert found.round == "Autumn 2026"
    assert (found.mode, found.purpose, found.threshold) == ("open", "routine", 4)
    assert found.labels == ("level", "organisation")
    assert found.invited == (Invited("The Quay", 3), Invited("Pier Trust", 1))
    assert found.context == "The lease ends.\nWe want to know why it works."
    assert found.by == "level"
    assert round_document(found) == SET_UP


def test_people_can_be_invited_without_partners(instrument: Instrument) -> None:
    """One number for all partners together has no partner's name."""
    found = round_from({"invited": [{"partner": "", "people": 12}]}, instrument)
    assert found.invited == (Invited("", 12),)


def test_what_is_not_given_is_empty(instrument: Instrument) -> None:
    """An empty set-up is a confidential round with a threshold of five, and no more."""
    found = round_from({}, instrument)
    assert found == Round()
    assert (found.mode, found.threshold, found.purpose, found.labels) == ("confidential", 5, "", ())
    assert round_from({"mode": "", "threshold": None, "purpose": ""}, instrument) == found


def test_form_is_tidied(instrument: Instrument) -> None:
    """Outer spaces go, whole decimals are numbers, labels stand in their one order."""
    found = round_from(
        {
            "partnership": "  Harbour ",
            "labels": ["organisation", "level"],
            "invited": [{"partner": " Quay ", "people": 3.0}],
            "x_more": 1,
        },
        instrument,
    )
    assert found == Round(
        partnership="Harbour", labels=("level", "organisation"), invited=(Invited("Quay", 3),)
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("partnership", 3),
        ("round", "x" * 201),
        ("context", "x" * 2_001),
        ("facilitator", "a\0b"),
        ("holder", "\udc80"),
        ("purpose", "fun"),
        ("mode", "secret"),
        ("mode", None),
        ("delete_on", "31.12.2026"),
        ("delete_on", "20261231"),
        ("date", "2026-02-30"),
        ("date", "2026-12-31\n"),
        ("date", "20277-03-12"),
        ("date", "0202-03-12"),
        ("labels", "level"),
        ("labels", ["name"]),
        ("labels", ["level", "level"]),
        ("labels", [["level"]]),
        ("labels", ["level", "sector", "organisation", "level"]),
        ("invited", {"partner": "Quay", "people": 3}),
        ("invited", ["Quay"]),
        ("by", "name"),
        ("invited", [{"partner": "", "people": 3}, {"partner": " ", "people": 3}]),
        ("invited", [{"partner": "Quay"}]),
        ("invited", [{"partner": "Quay", "people": 0}]),
        ("invited", [{"partner": "Quay", "people": True}]),
        ("invited", [{"partner": "Quay", "people": 10_001}]),
        ("invited", [{"partner": "Quay", "people": 1}, {"partner": "QUAY ", "people": 1}]),
        ("invited", [{"partner": f"p{n}", "people": 1} for n in range(201)]),
        ("threshold", 2),
        ("threshold", 11),
        ("threshold", "5"),
        ("threshold", 4.5),
    ],
)
def test_what_no_round_has_is_refused_by_place(
    key: str, value: object, instrument: Instrument
) -> None:
    """A value that does not belong there is refused with the file and the key."""
    with pytest.raises(GroupFileError, match=rf"^r\.json: {key}"):
        round_from({**SET_UP, key: value}, instrument, "r.json")


@pytest.mark.parametrize(
    "day", ["20277-03-12", "2027-02-30", "0202-03-12", "12/03/2027", "2027-3-12", 20270312, None]
)
def test_day_that_is_none_is_left_out_and_named(day: object, instrument: Instrument) -> None:
    """All else in the set-up file is used; the remark says what stood there."""
    written = as_bytes({**SET_UP, "date": day, "delete_on": "20278-03-12"})
    found, remarks = read_round(written, "r", instrument)
    assert round_document(found) == {**SET_UP, "date": "", "delete_on": ""}
    first, second = remarks
    assert first.startswith("date is ")
    assert second == (
        'delete_on is "20278-03-12"; allowed is a day such as 2026-12-31; it was left out'
    )


def test_place_inside_the_list_is_named(instrument: Instrument) -> None:
    """A bad partner is named by its place in the list, with what is allowed."""
    invited = [{"partner": "Quay", "people": 2}, {"partner": "Pier", "people": -1}]
    with pytest.raises(GroupFileError) as caught:
        round_from({"invited": invited}, instrument, "r.json")
    assert str(caught.value) == (
        "r.json: invited/1/people is -1; allowed is a whole number from 1 to 10,000"
    )


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({**SET_UP, "format": "pat-result"}, 'format is "pat-result"'),
        ({}, "format is null"),
        ([1], r"format is \[1\]"),
        ({**SET_UP, "format_version": 2}, "2, newer than this program"),
        ({**SET_UP, "format_version": "1"}, 'format_version is "1"; allowed is 1'),
        ({"format": "pat-round"}, "format_version is null; allowed is 1"),
    ],
)
def test_other_files_are_refused(document: object, said: str, instrument: Instrument) -> None:
    """A file of another format or version is refused by name."""
    with pytest.raises(GroupFileError, match=f"^r: .*{said}"):
        read_round(as_bytes(document), "r", instrument)


def test_what_is_no_json_is_refused(instrument: Instrument) -> None:
    """Bytes that are no JSON are refused as those of any file are."""
    with pytest.raises(ResultFileError, match=r"^r: .* no JSON"):
        read_round(b"{", "r", instrument)


@given(st.sampled_from(sorted(SET_UP)), json_values)
def test_wrong_kinds_in_a_round_raise_only_ours(
    instrument: Instrument, key: str, value: object
) -> None:
    """Any JSON value in any place is read, or refused with an error of this package."""
    try:
        found = round_from({**SET_UP, key: value}, instrument)
    except PatError:
        return
    assert round_from(round_document(found), instrument) == found


def test_threshold_survives_the_file(instrument: Instrument) -> None:
    """Every threshold that is allowed comes back from a file as it was."""
    for threshold in range(3, 11):
        written = round_document(replace(Round(), threshold=threshold))
        assert read_round(as_bytes(written), "r", instrument).round.threshold == threshold
