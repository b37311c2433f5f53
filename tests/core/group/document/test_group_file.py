"""Group files: what was written reads back; figures are worked out anew; lies are refused."""

import json
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from pat_core import Instrument
from pat_core.errors import GroupFileError
from pat_core.files.sheet import Sheet
from pat_core.group.document.change import change_since
from pat_core.group.document.group_file import MAX_GROUP_BYTES, check_group, read_group, write_group
from pat_core.group.statistics.tally import LABEL_KINDS
from pat_core.group.statistics.topics import workshop_order
from tests.core.group_documents import (
    MADE_AT,
    as_read,
    group_of,
    marks,
    principle_marks,
    random_sheets,
)
from tests.core.samples import NUMBERS, as_bytes

Document = Any

PLAN = {"rows": [{"topic": "principle-2", "what": "Write the aims down"}], "next_assessment": ""}


def _random_group(seed: int, instrument: Instrument) -> Document:
    chance = random.Random(seed)
    sheets = random_sheets(chance, chance.randint(1, 40), chance.choice((0, 0.02, 0.2)))
    return group_of(
        sheets,
        instrument,
        chance.choice(("", *LABEL_KINDS)),
        mode=chance.choice(("confidential", "partner", "open")),
        threshold=chance.randint(3, 10),
        invited_people=chance.choice((None, 50)),
    )


@pytest.fixture(scope="module")
def group(instrument: Instrument) -> Document:
    """Return a group of twelve in two parts, as it stands in a file."""
    chance = random.Random(7)
    sheets = [
        replace(sheet, sector="voluntary" if place < 4 else "public")
        for place, sheet in enumerate(random_sheets(chance, 12, gaps=0))
    ]
    return as_read(
        group_of(
            sheets,
            instrument,
            "sector",
            mode="open",
            partnership="Harbour Lane",
            round="2026",
            comments=[{"place": "1A", "text": "Fine", "reworded": False}],
            files=[{"name": "a.pat.json", "status": "used", "reason": ""}],
            file_counts={"used": 12},
        )
    )


@pytest.mark.parametrize("seed", range(60))
def test_own_file_reads_back_the_same(instrument: Instrument, seed: int) -> None:
    """Whatever this project writes of a random group, it reads to the last figure."""
    text = write_group(_random_group(seed, instrument))
    found = read_group(text.encode(), "g", instrument)
    assert write_group(found.document) == text
    assert not found.remarks


def test_change_and_plan_read_back_the_same(instrument: Instrument) -> None:
    """With an earlier round and a plan in it, a file reads back the same."""
    earlier, now = (group_of([marks(mark)] * 6, instrument, plan=PLAN) for mark in "23")
    now["change"] = change_since(earlier, now, instrument)
    now["plan"] = {"rows": [], "next_assessment": "2027-01-01"}
    found, remarks = read_group(write_group(now).encode(), "g", instrument)
    assert not remarks
    assert found["change"]["statements"] == as_read(now)["change"]["statements"]
    assert found["change"]["plan"]["rows"][0]["what"] == "Write the aims down"
    assert found["plan"] == now["plan"]


@pytest.mark.parametrize(
    ("mean", "told"),
    [
        (1.23456, "the file says 1.2346, its counts give 2.6667"),
        (2.66667, "the file says 2.66667, its counts give 2.6666666666666665"),
        (8 / 3 + 1e-13, ""),
    ],
)
def test_altered_figure_is_told_as_short_as_can_be(
    instrument: Instrument, mean: float, told: str
) -> None:
    """Rounded, unless the two would look the same; the last digits of a sum are nobody's doing."""
    document = as_read(group_of([marks("3"), marks("3"), marks("2")], instrument, mode="open"))
    document["statements"]["1A"]["mean"] = mean
    found: Document
    found, remarks = read_group(as_bytes(document), "g", instrument)
    assert found["statements"]["1A"]["mean"] == 8 / 3
    expected = [f"statements/1A/mean: {told}; the counts are believed"] if told else []
    assert remarks == expected


def test_receipts_of_a_file_are_checked_and_sorted(instrument: Instrument, group: Document) -> None:
    """There are at most as many as people, and each has the form of a receipt."""
    listed = {**group, "receipts": ["K7MPQ2", "AC2D3E"]}
    assert check_group(listed, "g", instrument)["receipts"] == ["AC2D3E", "K7MPQ2"]
    with pytest.raises(GroupFileError, match=r"receipts/1 is .* six capital letters and digits"):
        check_group({**group, "receipts": ["K7MPQ2", "x"]}, "g", instrument)
    too_many = ["K7MPQ2"] * (group["respondents"] + 1)
    with pytest.raises(GroupFileError, match=r"receipts holds .* entries; at most"):
        check_group({**group, "receipts": too_many}, "g", instrument)


def test_group_of_nobody_reads_back(instrument: Instrument) -> None:
    """Even no answers at all make a file that can be opened."""
    text = write_group(group_of([], instrument))
    assert write_group(read_group(text.encode(), "g", instrument).document) == text


def test_unknown_keys_are_kept(instrument: Instrument, group: Document) -> None:
    """Keys of other programs come back, at the top and inside figures."""
    document = as_read(group) | {"x": {"y": 1}}
    document["statements"]["1A"]["x"] = 1
    document["principles"]["1"]["x"] = 2
    found: Document = check_group(document, "g", instrument)
    assert found["x"] == {"y": 1}
    assert (found["statements"]["1A"]["x"], found["principles"]["1"]["x"]) == (1, 2)


DERIVED = [
    *[f"statements/1A/{key}" for key in ("mean", "median", "consensus", "minority_share")],
    *[f"statements/1A/{key}" for key in ("divided", "agreement_a", "chance")],
    "statements/1A/consensus_without_one",
    *[f"principles/1/{key}" for key in ("mean", "median", "lowest", "highest", "cant_say")],
    *[f"principles/1/{key}" for key in ("consensus", "estimate", "band", "band_open", "reading")],
    *[f"principles/1/{key}" for key in ("possible_mean", "respondents")],
    *["aggregate/mean", "aggregate/estimate", "significance/1/mean", "significance/1/rank"],
    *["significance_agreement/by_chance", "completeness/answered", "partners/over_half"],
    *["lists", "lists/concerns", "scenario", "scenario/looks_like", "scoring_version", "notice"],
    *["success/median", "by/sector/public/statements/1A/median"],
    "by/sector/public/principles/1/band",
]


@pytest.mark.parametrize("place", DERIVED)
def test_derived_figure_is_worked_out_and_not_believed(
    instrument: Instrument, group: Document, place: str
) -> None:
    """A lie under a figure that follows from counts is replaced by the truth."""
    document = as_read(group)
    *above, key = place.split("/")
    parent = document
    for each in above:
        parent = parent[each]
    assert key in parent
    parent[key] = "<b>a lie</b>"
    assert as_read(check_group(document, "g", instrument)) == group


def test_figures_of_a_file_without_ours_are_made(instrument: Instrument, group: Document) -> None:
    """A file with the contract's keys alone gets all that reports need."""
    document = as_read(group)
    for key in ("lists", "scenario", "completeness", "invited", "notice", "scoring_version"):
        del document[key]
    for figures in document["statements"].values():
        del figures["blank"], figures["chance"], figures["agreement_a"]
        del figures["partners"], figures["partner_mean"]
    found = as_read(check_group(document, "g", instrument))
    for code, figures in group["statements"].items():
        assert found["statements"][code] == figures | {"partners": 0, "partner_mean": None}
    assert found | {"statements": 0} == group | {"statements": 0}


def _set(place: str, value: object) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        *above, key = place.split("/")
        parent: Any = document
        for each in above:
            parent = parent[int(each) if isinstance(parent, list) else each]
        if value is ...:
            del parent[key]
        else:
            parent[key] = value

    return change


LIES: dict[str, tuple[str, object, str]] = {
    "another format": ("format", "pat-result", "one person's result"),
    "no format": ("format", ..., 'format is missing; allowed is "pat-group"'),
    "a newer format": ("format_version", 3, "format_version is 3, newer than this program"),
    "true for a version": ("format_version", True, "format_version is true"),
    "another instrument": ("instrument/id", "pat-2004", 'instrument/id is "pat-2004"'),
    "other scoring": ("instrument/scoring", "sha256:x", "instrument/scoring is .* other scoring"),
    "no instrument": ("instrument", 5, "instrument is 5; allowed is an object"),
    "a word for a time": ("made_at", "today", "made_at is .* ISO 8601"),
    "an unknown mode": ("mode", "secret", "mode is"),
    "an unknown purpose": ("purpose", "contest", "purpose is"),
    "a low threshold": ("threshold", 2, "threshold is 2; allowed is a whole number from 3 to 10"),
    "people as text": ("respondents", "12", "respondents is"),
    "too many people": ("respondents", 10**9, "respondents is 1000000000"),
    "fewer people": ("respondents", 11, "statements/1A/n is 12"),
    "a wrong n": ("statements/1A/n", 5, "statements/1A/n is 5, but counts add up to 12"),
    "half a person": ("statements/1A/counts/2", 1.5, "statements/1A/counts/2 is 1.5"),
    "less than nobody": ("statements/1A/counts/2", -1, "statements/1A/counts/2 is -1"),
    "an unknown value": ("statements/1A/counts/5", 0, "counts has the key .5.; allowed is one of"),
    "a value left out": ("statements/1A/counts/4", ..., "n is 12, but counts add up"),
    "can't say too often": ("statements/1A/cant_say", 1, "counts other people than the 12"),
    "a statement too many": ("statements/7A", {}, "statements has the key .7A."),
    "a statement too few": ("statements/6F", ..., "statements/6F is missing"),
    "a list of statements": ("statements", [], "statements is .*; allowed is an object"),
    "an unknown score": ("principles/1/scores/25", 0, "scores has the key .25."),
    "score counts of text": ("principles/1/scores/14", "1", "principles/1/scores/14 is"),
    "a wrong number of scores": ("principles/1/n", 99, "principles/1/n is 99"),
    "significance of six": ("significance/1/counts/6", 0, "counts has the key .6."),
    "an agreement of two": ("significance_agreement/kendall_w", 2, "a number from 0 to 1"),
    "too many raters": ("significance_agreement/n", 13, "significance_agreement/n is 13"),
    "an unknown type": ("typology/now/cells/a", 1, "cells has the key"),
    "partners beyond people": ("partners/largest", 13, "partners/largest is 13"),
    "partners that cannot be": ("partners/largest", 12, "partners cannot be"),
    "an unknown kind": ("by/age", {}, "by has the key .age."),
    "two kinds": ("by/level", {}, "more than one kind"),
    "a label of nothing": ("by/sector/", {"withheld": True}, "by/sector"),
    "withheld half": ("by/sector/public", {"withheld": False}, "withheld is false"),
    "a part that is null": ("by/sector/public", None, "by/sector/public is null"),
    "a comment on nothing": ("comments/0/place", "7A", "comments/0/place is"),
    "a plan of text": ("plan", "x", "plan is"),
    "an unknown status": ("files/0/status", "lost", "files/0/status is"),
    "a number for a file": ("files/0/name", 5, "files/0/name is 5"),
    "files beyond count": ("file_counts/used", -1, "file_counts/used is -1"),
    "invited as text": ("invited/people", "many", "invited/people is"),
    "a change of text": ("change", "x", "change is .x."),
}


@pytest.mark.parametrize(("place", "value", "message"), LIES.values(), ids=LIES.keys())
def test_lie_is_refused_by_its_place(
    instrument: Instrument, group: Document, place: str, value: object, message: str
) -> None:
    """What cannot be worked out anew must be possible; the message names file and place."""
    document = as_read(group)
    _set(place, value)(document)
    with pytest.raises(GroupFileError, match=message) as caught:
        read_group(as_bytes(document), "g.json", instrument)
    assert str(caught.value).startswith("g.json: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "g: the file is empty"),
        (b"[]", "g: the content is .*; allowed is an object"),
        (b"{", "g: line 1, column 2: this is no JSON"),
        (b'{"format": "pat-workspace"}', "it is a workspace"),
        (b'{"format": "pat-round"}', "set-up of a round"),
    ],
)
def test_what_is_no_group_file_is_named(instrument: Instrument, raw: bytes, message: str) -> None:
    """Files of other kinds are refused by what they are."""
    with pytest.raises(GroupFileError, match=message):
        read_group(raw, "g", instrument)


def test_size_has_a_limit(instrument: Instrument) -> None:
    """More than 64 MB are not read; more than a result's 2 MB are."""
    with pytest.raises(GroupFileError, match="more than 64,000,000 bytes"):
        read_group(b" " * (MAX_GROUP_BYTES + 1), "g", instrument)
    padded = json.dumps({**group_of([marks()], instrument), "x": "y" * 2_000_001})
    assert read_group(padded.encode(), "g", instrument).document["respondents"] == 1


def test_more_scores_than_answers_are_refused(instrument: Instrument) -> None:
    """Nobody has a score who left one of its statements open."""
    document = group_of([marks(_1A="?"), marks()], instrument, mode="open")
    document["principles"]["1"] |= {"n": 2, "scores": {"18": 2}}
    with pytest.raises(GroupFileError, match="principles/1"):
        check_group(document, "g", instrument)


def _with_parts(instrument: Instrument, *sizes: int) -> Document:
    """Return an open group with so many people in each sector."""
    sectors = ("public", "private", "voluntary")
    sheets = [
        Sheet(marks("3"), sector=sector)
        for sector, size in zip(sectors, sizes, strict=False)
        for _ in range(size)
    ]
    return as_read(group_of(sheets, instrument, "sector", mode="open"))


def test_parts_that_do_not_add_up_are_refused(instrument: Instrument) -> None:
    """Where nothing is withheld, the parts together are the whole group, in every figure."""
    document = _with_parts(instrument, 5, 6)
    del document["by"]["sector"]["public"]
    with pytest.raises(GroupFileError, match="adds up to 6 people, but the whole group has 11"):
        check_group(document, "g", instrument)
    document = _with_parts(instrument, 5, 6)
    figures = document["by"]["sector"]["public"]["statements"]["2B"]
    figures |= {"n": 0, "counts": dict.fromkeys("1234", 0), "blank": 5}
    part = document["by"]["sector"]["public"]
    for scores in (part["principles"]["2"], part["aggregate"]):
        scores |= {"n": 0, "scores": {}}
    with pytest.raises(GroupFileError, match="statements/2B adds up to 6 people"):
        check_group(document, "g", instrument)


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        ("statements/1A/counts/1", ..., "statements/1A/counts has no key 1; it must have 1, 2, 3"),
        ("significance/1/cant_say", 1, "significance/1 counts more people than the 18"),
        ("significance_agreement/n", 1, "significance_agreement/kendall_w is 0.5; allowed is null"),
        ("principles/1", {"n": 19, "scores": {"18": 19}}, "from 0 to 18"),
        ("typology/now", {"n": 19, "cells": {"coordination/delivery": 19}}, "from 0 to 18"),
        ("principles/1/band_counts", [0, 18], "must hold 4 counts"),
        ("principles/1/band_counts", [0, 1, 18, 0], "add up to 18 or less"),
        ("principles/1/band_counts", [0] * 5, "holds 5 entries; at most 4"),
        ("by/sector/public/principles/1/n", 0, "n is 0, but scores add up to 9"),
        ("by/sector/public/n", 0, "by/sector/public/n is 0"),
    ],
)
def test_impossible_count_is_refused(
    instrument: Instrument, place: str, value: object, message: str
) -> None:
    """What is not worked out anew must at least fit the group of eighteen."""
    document = _with_parts(instrument, 9, 9)
    document["significance_agreement"]["kendall_w"] = 0.5
    _set(place, value)(document)
    with pytest.raises(GroupFileError, match=message):
        check_group(document, "g", instrument)


def test_band_counts_that_leave_a_score_out_are_worked_out(instrument: Instrument) -> None:
    """Whoever has a complete score is certainly in its band, and the file is told so."""
    document = _with_parts(instrument, 9, 9)
    document["principles"]["1"]["band_counts"] = [18, 0, 0, 0]
    found, remarks = read_group(as_bytes(document), "g", instrument)
    assert found["principles"]["1"]["band_counts"] == [0, 0, 18, 0]
    assert "principles/1/band_counts: the file says [18, 0, 0, 0]" in remarks[0]


def test_mode_and_details_come_through(instrument: Instrument) -> None:
    """What says whose figures these are is kept as it stands."""
    document = group_of(
        [principle_marks("333333")] * 5,
        instrument,
        partnership="Ä & <b>",
        round="R",
        purpose="diagnostic",
        mode="open",
        invited_people=9,
        invited_partners=3,
    )
    found = read_group(write_group(document).encode(), "g", instrument).document
    assert (found["partnership"], found["round"], found["mode"]) == ("Ä & <b>", "R", "open")
    assert (found["purpose"], found["made_at"]) == ("diagnostic", MADE_AT)
    assert found["invited"] == {"people": 9, "partners": 3}
    assert list(found["principles"]) == list(NUMBERS)


def test_another_wording_is_kept(instrument: Instrument, group: Document) -> None:
    """Another wording is no reason to refuse; who compares rounds is told of it."""
    document = as_read(group)
    document["instrument"]["wording"] = "sha256:other"
    found = check_group(document, "g", instrument)
    assert found["instrument"]["wording"] == "sha256:other"


ODD: list[object] = [None, True, -1, 0, 1.5, 10**15, "", "x", "1A", [], [1], {}, {"n": 1}]


def _places(value: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the place of every value inside *value*."""
    keys = value.keys() if isinstance(value, dict) else range(len(value))
    inner = [(*place, key) for key in keys]
    deeper = [
        found
        for key, each in zip(keys, inner, strict=True)
        if isinstance(value[key], dict | list)
        for found in _places(value[key], each)
    ]
    return inner + deeper


@pytest.mark.parametrize("part", range(6))
def test_no_slip_breaks_what_comes_after(
    instrument: Instrument, group: Document, part: int
) -> None:
    """With any value of a file made odd, it is refused, or everything can be made from it."""
    base = as_read(group)
    base["change"] = as_read(change_since(base, base, instrument))
    places = [place for place in _places(base) if base[place[0]] or len(place) == 1]
    chance = random.Random(part)
    refused = 0
    for _ in range(30):
        document = as_read(base)
        *above, key = chance.choice(places)
        parent: Any = document
        for each in above:
            parent = parent[each]
        parent[key] = chance.choice(ODD)
        try:
            found = check_group(document, "g", instrument)
        except GroupFileError:
            refused += 1
            continue
        assert as_read(check_group(as_read(found), "g", instrument)) == as_read(found)
        workshop_order(found, instrument)
        change_since(found, base, instrument)
        change_since(base, found, instrument)
    assert 0 < refused < 30
