"""Which entries of a group count, and what is said and asked of the others."""

import sys
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pat_core import Instrument
from pat_core.files.sheet import Sheet
from pat_core.group.desk.desk import Line
from pat_core.group.intake.entries import Entry
from pat_core.group.intake.selection import Policy, select_entries
from pat_core.group.round.rounds import Round
from pat_core.modes import shows_more
from tests.core.selecting import (
    AUTUMN,
    FEW,
    FULL,
    OTHER,
    an_entry,
    counts_of,
    desk_of,
    lines_of,
    statuses_of,
)


def _late(count: int, **more: Any) -> list[Entry]:
    return [an_entry(f"late{n}", **more) for n in range(count)]


def test_plain_entries_are_used(instrument: Instrument) -> None:
    """Entries that fit and are not alike are used, without a word but their remarks."""
    lines = lines_of(
        [an_entry("a", remarks=("odd",)), an_entry("b", kind="paper")], instrument, AUTUMN
    )
    assert lines["a"] == Line("a", "used", "", ("odd",))
    assert lines["b"] == Line("b", "used")


def test_refused_entry_says_why(instrument: Instrument) -> None:
    """A refused entry stays refused with its sentence, whatever is chosen for it."""
    refused = Entry("a", "file", "d", refused="it is damaged")
    assert lines_of([refused, refused], instrument, choices={"a": "use"}) == {
        "a": Line("a", "refused", "it is damaged")
    }


def test_equal_answers_without_an_id_ask(instrument: Instrument) -> None:
    """Without an id nothing is dropped: equal bytes, or twelve equal answers, are a question."""
    first, second = an_entry("a", FULL), an_entry("b", FULL, kind="paper")
    lines = lines_of([first, second], instrument)
    assert statuses_of(lines) == {"a": "used", "b": "used"}
    assert lines["a"].asks == ""
    assert lines["b"] == Line(
        "b", "used", "possibly the same person as a", (), ("use", "leave"), "same-person"
    )
    few = [an_entry("a", FEW), an_entry("b", FEW), an_entry("c", FEW, digest="digest of a")]
    assert [line.asks for line in lines_of(few, instrument).values()] == ["", "", "same-person"]
    twelve = "3" * 12 + "?" * 31
    assert lines_of([an_entry("a", twelve), an_entry("b", twelve)], instrument)["b"].asks


def test_question_can_be_answered(instrument: Instrument) -> None:
    """After "use" the question is closed, after "leave" the entry is out and may come back."""
    entries = [an_entry("a", FULL), an_entry("b", FULL)]
    used = lines_of(entries, instrument, choices={"b": "use"})["b"]
    assert (used.status, used.asks, used.choices) == ("used", "", ("use", "leave"))
    left = lines_of(entries, instrument, choices={"b": "leave"})["b"]
    assert left == Line("b", "held", "left out by you", (), ("use",))
    assert lines_of(entries, instrument, choices={"a": "leave"})["b"].asks == ""


def test_entries_with_ids_are_never_taken_for_one(instrument: Instrument) -> None:
    """Two people with ids of their own may answer alike; a file without an id is not compared."""
    entries = [an_entry("a", FULL, result_id="r"), an_entry("b", FULL, result_id="s")]
    assert [line.asks for line in lines_of(entries, instrument).values()] == ["", ""]
    assert lines_of([*entries, an_entry("c", FULL)], instrument)["c"].asks == ""


def test_code_of_a_file_asks(instrument: Instrument) -> None:
    """A code whose tag and answers are those of a file, of any version, may be the same person."""
    new = an_entry("new", FULL, result_id="r", tag=7, saved_at="2026-10-07T09:00:00Z")
    old = an_entry("old", OTHER, result_id="r", tag=7, saved_at="2026-10-06T09:00:00Z")
    codes = [
        an_entry("same", FULL, kind="code", tag=7),
        an_entry("earlier", OTHER, kind="code", tag=7),
        an_entry("other tag", FULL[::-1].replace("?", "2"), kind="code", tag=7),
    ]
    lines = lines_of([*codes, new, old], instrument)
    assert lines["same"].reason == "possibly the same person as new"
    assert lines["earlier"].reason == "possibly the same person as old"
    assert lines["other tag"].asks == ""
    assert lines_of([replace(codes[0], tag=8), new], instrument)["same"].asks == ""


def test_late_entries_wait_for_each_other(instrument: Instrument) -> None:
    """After the group was shown, fewer late entries than the threshold are held, without choice."""
    first = [an_entry(name) for name in "abcde"]
    revealed = [entry.digest for entry in first]
    lines = lines_of([*first, *_late(2)], instrument, revealed=revealed, promised=3)
    assert counts_of(lines.values()) == {"used": 5, "held": 2}
    assert lines["late1"] == Line(
        "late1",
        "held",
        "came after the group was shown; it waits until 3 late files are there (now 2)",
        asks="late",
    )
    lines = lines_of([*first, *_late(3)], instrument, revealed=revealed, promised=3)
    assert counts_of(lines.values())["used"] == 8


def test_only_confidence_makes_late_entries_wait(instrument: Instrument) -> None:
    """In an open round, and before the first showing, nobody waits; where no mode is known, all."""
    entries, revealed = [an_entry("a"), *_late(1)], ["digest of a"]
    named = [an_entry("a", mode="open"), *_late(1, mode="open")]
    is_open = lines_of(named, instrument, Round(mode="open"), revealed=revealed)
    assert is_open["late0"].status == "used"
    assert lines_of(entries, instrument, Round())["late0"].status == "used"
    assert lines_of(entries, instrument, revealed=revealed)["late0"].status == "held"


def test_what_was_shown_is_left_out_only_with_others(instrument: Instrument) -> None:
    """Taking out too few would reveal them, so they stay in use until enough are taken out."""
    entries = [an_entry(name) for name in "abcd"]
    revealed = [entry.digest for entry in entries]
    options: Any = {"revealed": revealed, "promised": 3}
    lines = lines_of(entries, instrument, choices=dict.fromkeys("ab", "leave"), **options)
    assert set(statuses_of(lines).values()) == {"used"}
    assert "it can be left out only with 2 others" in lines["a"].reason
    lines = lines_of(entries, instrument, choices=dict.fromkeys("abc", "leave"), **options)
    assert [line.status for line in lines.values()] == ["held", "held", "held", "used"]


def test_in_an_open_round_anyone_can_be_left_out(instrument: Instrument) -> None:
    """Where profiles are shown by name, there is nothing to hide."""
    entries = [an_entry("a", mode="open"), an_entry("b", mode="open")]
    revealed = [entry.digest for entry in entries]
    lines = lines_of(
        entries, instrument, Round(mode="open"), choices={"a": "leave"}, revealed=revealed
    )
    assert statuses_of(lines) == {"a": "held", "b": "used"}


def test_equal_late_file_is_late(instrument: Instrument) -> None:
    """A second equal file without an id is late even though its bytes were shown before."""
    entries = [an_entry("a", digest="d"), an_entry("b", digest="d")]
    assert statuses_of(lines_of(entries, instrument, revealed=["d"])) == {"a": "used", "b": "held"}
    assert statuses_of(lines_of(entries, instrument, revealed=["d", "d"]))["b"] == "used"


_entries = st.builds(
    Entry,
    name=st.just("x"),
    kind=st.sampled_from(["file", "code", "row"]),
    digest=st.just(""),
    sheet=st.sampled_from([Sheet(FULL), Sheet(OTHER), Sheet(FEW), None]),
    result_id=st.sampled_from(["", "", "r", "s"]),
    revision=st.sampled_from([None, None, 1, 2]),
    saved_at=st.sampled_from(["", "2026-10-06", "2026-10-06T00:00:01Z", "2026-10-07T01:00+02:00"]),
    round=st.sampled_from(["", "Autumn", "autumn ", "Spring"]),
    mode=st.sampled_from(["", "confidential", "partner", "open"]),
    tag=st.sampled_from([None, 7]),
)


@st.composite
def _arrivals(draw: st.DrawFn) -> list[tuple[Entry, str]]:
    """Return entries with choices; equal content has an equal digest, names are their own."""
    found = []
    for number, entry in enumerate(draw(st.lists(_entries, max_size=9))):
        named = replace(entry, digest=repr(entry), name=f"n{number}")
        found.append((named, draw(st.sampled_from(["", "", "use", "leave"]))))
    return found


@given(
    _arrivals(),
    st.sampled_from([AUTUMN, Round(mode="open", round="Spring")]),
    st.sets(st.integers(0, 8)),
    st.randoms(use_true_random=False),
)
def test_order_does_not_decide_who_is_used(
    instrument: Instrument, arrivals: Any, wanted: Round, seen: set[int], chance: Any
) -> None:
    """With the round set up, the same people count in whatever order the entries came."""
    revealed = [entry.digest for n, (entry, _) in enumerate(arrivals) if n in seen]

    def used() -> list[tuple[str, str]]:
        entries, choices = [e for e, _ in arrivals], [choice for _, choice in arrivals]
        more: Any = {"wanted": wanted, "revealed": revealed, "promised": 3}
        desk = desk_of(entries, choices, instrument, **more)
        return sorted((e.digest, e.result_id) for e in desk.used)

    before = used()
    chance.shuffle(arrivals)
    assert used() == before


@given(_arrivals(), st.sampled_from([None, AUTUMN, Round(mode="open")]))
def test_nobody_counts_twice_and_nothing_is_lost(
    instrument: Instrument, arrivals: Any, wanted: Round | None
) -> None:
    """Each entry has one of the statuses, of each id at most one is used: the newest that may."""
    entries, choices = [entry for entry, _ in arrivals], [choice for _, choice in arrivals]
    desk = desk_of(entries, choices, instrument, wanted=wanted)
    assert sum(desk.selection.counts.values()) == len(entries)
    lines, used = desk.lines, list(desk.used)
    ids = [entry.result_id for entry in used if entry.result_id]
    assert len(ids) == len(set(ids))
    for entry, choice, line in zip(entries, choices, lines, strict=True):
        assert (line.status == "refused") == (entry.sheet is None)
        if line.status == "duplicate":
            assert entry.result_id
        never = bool(entry.mode) and shows_more(desk.values["mode"], entry.mode)
        if entry.sheet and not entry.result_id and choice == "use" and not never:
            assert line.status == "used"


def _many(count: int) -> list[Entry]:
    """Return entries of all kinds, half of them in large sets of versions and equal answers."""
    start = datetime(2026, 1, 1, tzinfo=UTC).isoformat()
    return [
        an_entry(
            f"n{n}",
            FULL if n % 2 else "",
            result_id=("", "r", f"r{n}", f"s{n // 3}")[n % 4],
            revision=n + 1 if n % 8 else None,
            saved_at=start,
            round=f"round {n % 7}",
        )
        for n in range(count)
    ]


def test_work_grows_with_the_entries_and_not_with_their_pairs(instrument: Instrument) -> None:
    """Ten times the entries ask for about ten times the calls, not a hundred times."""

    def calls(count: int) -> int:
        entries, seen = _many(count), Counter[str]()
        choices: list[Any] = ["use"] * count
        sys.setprofile(lambda _, event, __: seen.update((event,)))
        select_entries(entries, Policy(choices=choices, revealed=["x"]), instrument)
        sys.setprofile(None)
        return seen["call"] + seen["c_call"]

    assert calls(2_000) < 12 * calls(200)
