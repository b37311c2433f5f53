"""Which entries of a group count, and what is said and asked of the others."""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pat_core import Instrument
from pat_core.group.desk import Desk, Line, wanted_values
from pat_core.group.entries import Entry
from pat_core.group.fit import Agreed, agreed_values, differences_from
from pat_core.group.rounds import Round
from pat_core.group.selection import Policy, select_entries
from pat_core.group.versions import moment_of
from pat_core.sheet import Sheet

FULL = "432" * 12 + "12345?" + "3"
OTHER = "1" * 36 + "-" * 7
FEW = "4" * 11 + "-" * 32
AUTUMN = Round(partnership="Harbour", round="Autumn", purpose="routine")


def _entry(name: str, marks: str = "", **more: Any) -> Entry:
    """Return an entry whose marks and digest nobody shares, unless they are given."""
    number = sum(ord(character) * 4**place for place, character in enumerate(name))
    own = "".join(str(number // 4**place % 4 + 1) for place in range(36)) + "-" * 7
    given = {"kind": "file", "digest": f"digest of {name}", **more}
    return Entry(name, sheet=Sheet(marks or own), **given)


def _desk(
    entries: Sequence[Entry], choices: Sequence[str], instrument: Instrument, **more: Any
) -> Desk:
    wanted = wanted_values(more.pop("wanted", None))
    policy = Policy(wanted=wanted, choices=choices, **more)
    return Desk(entries, select_entries(entries, policy, instrument), {})


def _sort(
    entries: list[Entry],
    instrument: Instrument,
    wanted: Round | None = None,
    choices: dict[str, str] | None = None,
    **more: Any,
) -> dict[str, Line]:
    """Return the lines by name; choices are given by name too."""
    chosen = [(choices or {}).get(entry.name, "") for entry in entries]
    lines = list(_desk(entries, chosen, instrument, wanted=wanted, **more).lines)
    assert [line.name for line in lines] == [entry.name for entry in entries]
    return {line.name: line for line in lines}


def _statuses(lines: dict[str, Line]) -> dict[str, str]:
    return {name: line.status for name, line in lines.items()}


def _counts(lines: Iterable[Line]) -> Counter[str]:
    return Counter(line.status for line in lines)


def _late(count: int, **more: Any) -> list[Entry]:
    return [_entry(f"late{n}", **more) for n in range(count)]


def test_plain_entries_are_used(instrument: Instrument) -> None:
    """Entries that fit and are not alike are used, without a word but their remarks."""
    lines = _sort([_entry("a", remarks=("odd",)), _entry("b", kind="paper")], instrument, AUTUMN)
    assert lines["a"] == Line("a", "used", "", ("odd",))
    assert lines["b"] == Line("b", "used")


def test_refused_entry_says_why(instrument: Instrument) -> None:
    """A refused entry stays refused with its sentence, whatever is chosen for it."""
    refused = Entry("a", "file", "d", refused="it is damaged")
    assert _sort([refused, refused], instrument, choices={"a": "use"}) == {
        "a": Line("a", "refused", "it is damaged")
    }


def test_newest_version_is_used(instrument: Instrument) -> None:
    """Of files with one id the newest counts, by UTC; both dates are told, and one may choose."""
    old = _entry("old", result_id="r", saved_at="2026-10-06T11:00:00+02:00")
    new = _entry("new", result_id="r", saved_at="2026-10-06T09:30:00")
    lines = _sort([old, new], instrument)
    assert _statuses(lines) == {"old": "duplicate", "new": "used"}
    assert lines["old"].reason == (
        "another version of new: that one was saved 2026-10-06 09:30:00,"
        " this one 2026-10-06 11:00:00+02:00"
    )
    assert (lines["old"].choices, lines["old"].asks) == (("use",), "duplicate")
    assert lines["new"].reason == "the newest of 2 versions of one result"


def test_revision_orders_versions_whatever_their_time(instrument: Instrument) -> None:
    """A correction of the same day with the time left out is the newer one by its revision."""
    first = _entry("first", result_id="r", revision=1, saved_at="2026-10-06T11:00:00Z")
    later = _entry("later", result_id="r", revision=2, saved_at="2026-10-06")
    clock = _entry("clock", result_id="r", revision=1, saved_at="2099-01-01T11:00:00Z")
    for entries in permutations([first, later, clock]):
        lines = _sort(list(entries), instrument)
        assert _statuses(lines)["later"] == "used"
        assert lines["first"].reason == (
            "another version of later: that one is revision 2, this one revision 1"
        )


def test_versions_of_unknown_order_are_held_and_named(instrument: Instrument) -> None:
    """Where a time is unknown nothing decides between two versions, and certainly not a hash."""
    for saved_at in ("", "2026-10-07", "2026-10-07T00:00:00Z", "2026-10-07T02:00+02:00"):
        one = _entry("one", result_id="r", saved_at="2026-10-06T11:00:00Z")
        two = _entry("two", result_id="r", saved_at=saved_at)
        lines = _sort([one, two], instrument)
        assert _statuses(lines) == {"one": "held", "two": "held"}
        assert lines["one"].reason.startswith("has other answers than two, another version of")
        assert lines["two"].choices == ("use", "leave")
        assert _statuses(_sort([one, two], instrument, choices={"two": "use"})) == {
            "one": "duplicate",
            "two": "used",
        }
        left = _sort([one, two], instrument, choices={"one": "leave"})
        assert _statuses(left) == {"one": "held", "two": "used"}
        admitted = _sort([one, two], instrument, admit=True)
        assert set(_statuses(admitted).values()) == {"held"}


def test_version_known_to_be_older_is_not_asked_about(instrument: Instrument) -> None:
    """Of three versions two may be the newest; the third gives way to them."""
    old = _entry("old", result_id="r", saved_at="2026-10-05T11:00:00Z")
    new = _entry("new", result_id="r", saved_at="2026-10-06T11:00:00Z")
    day = _entry("day", result_id="r", saved_at="2026-10-06")
    lines = _sort([old, new, day], instrument)
    assert _statuses(lines) == {"old": "duplicate", "new": "held", "day": "held"}


def test_equal_answers_are_duplicates_whatever_the_time(instrument: Instrument) -> None:
    """A copy for oneself and one for the facilitator say the same: nobody has to choose."""
    copy = _entry("copy", FULL, result_id="r", saved_at="2026-10-06T11:00:00Z")
    sent = _entry("sent", FULL, result_id="r", saved_at="2026-10-06")
    lines = _sort([sent, copy], instrument)
    assert _statuses(lines) == {"copy": "used", "sent": "duplicate"}
    assert lines["sent"].reason == "the same answers as copy, another version of the same result"
    newer = _entry("newer", OTHER, result_id="r", saved_at="2026-10-07T11:00:00Z")
    assert _statuses(_sort([sent, copy, newer], instrument))["newer"] == "used"


def test_date_that_lies_ahead_is_remarked_on(instrument: Instrument) -> None:
    """A clock that was wrong may make an old version the newest, but not in silence."""
    entry = _entry("a", saved_at="2099-01-01T09:30:00Z")
    now = "2026-11-30T12:00:00Z"
    (remark,) = _sort([entry], instrument, now=now)["a"].remarks
    assert remark == "is dated 2099-01-01 09:30:00Z, which lies ahead: a clock was wrong"
    near = _entry("b", saved_at="2026-12-01T11:59:00Z")
    assert _sort([near], instrument, now=now)["b"].remarks == ()
    assert _sort([entry], instrument)["a"].remarks == ()


def test_older_version_can_be_chosen(instrument: Instrument) -> None:
    """The facilitator may use an older version; then the newest is the duplicate."""
    old = _entry("old", result_id="r", saved_at="2026-10-06T09:00:00Z")
    new = _entry("new", result_id="r", saved_at="2026-10-07T09:00:00Z")
    lines = _sort([new, old], instrument, choices={"old": "use"})
    assert _statuses(lines) == {"new": "duplicate", "old": "used"}
    assert lines["old"].reason == "chosen by you out of 2 versions of one result"
    assert lines["new"].asks == ""
    both = _sort([new, old], instrument, choices={"old": "use", "new": "use"})
    assert _statuses(both) == {"new": "used", "old": "duplicate"}
    left = _sort([new, old], instrument, choices={"new": "leave"})
    assert _statuses(left) == {"new": "held", "old": "used"}


def test_versions_of_one_moment_are_held(instrument: Instrument) -> None:
    """Two versions of one moment, or of one revision without a time, are in no order."""
    for more in ({"saved_at": "2026-10-06T09:00:00Z"}, {"revision": 2}):
        one, two = (_entry(name, result_id="r", **more) for name in ("one", "two"))
        assert set(_statuses(_sort([one, two], instrument)).values()) == {"held"}


def test_same_file_again_asks_nothing(instrument: Instrument) -> None:
    """Equal files with an id are one, without a question; a choice for either is for both."""
    one = _entry("one", result_id="r", digest="d")
    two = replace(one, name="two")
    lines = _sort([one, two], instrument)
    assert lines["two"] == Line("two", "duplicate", "the same file again: one")
    assert lines["one"] == Line("one", "used")
    assert _statuses(_sort([one, two], instrument, choices={"two": "leave"})) == {
        "one": "held",
        "two": "duplicate",
    }


@pytest.mark.parametrize("saved_at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_dates_at_the_ends_of_time_are_compared(saved_at: str, instrument: Instrument) -> None:
    """A date that no calendar holds in UTC is still older or newer."""
    far = _entry("far", result_id="r", saved_at=saved_at)
    near = _entry("near", result_id="r", saved_at="2026-01-01T09:00:00Z")
    used = list(_desk([far, near], [], instrument).used)
    assert used == [far if saved_at > "2026" else near]


def test_equal_answers_without_an_id_ask(instrument: Instrument) -> None:
    """Without an id nothing is dropped: equal bytes, or twelve equal answers, are a question."""
    first, second = _entry("a", FULL), _entry("b", FULL, kind="paper")
    lines = _sort([first, second], instrument)
    assert _statuses(lines) == {"a": "used", "b": "used"}
    assert lines["a"].asks == ""
    assert lines["b"] == Line(
        "b", "used", "possibly the same person as a", (), ("use", "leave"), "same-person"
    )
    few = [_entry("a", FEW), _entry("b", FEW), _entry("c", FEW, digest="digest of a")]
    assert [line.asks for line in _sort(few, instrument).values()] == ["", "", "same-person"]
    twelve = "3" * 12 + "?" * 31
    assert _sort([_entry("a", twelve), _entry("b", twelve)], instrument)["b"].asks


def test_question_can_be_answered(instrument: Instrument) -> None:
    """After "use" the question is closed, after "leave" the entry is out and may come back."""
    entries = [_entry("a", FULL), _entry("b", FULL)]
    used = _sort(entries, instrument, choices={"b": "use"})["b"]
    assert (used.status, used.asks, used.choices) == ("used", "", ("use", "leave"))
    left = _sort(entries, instrument, choices={"b": "leave"})["b"]
    assert left == Line("b", "held", "left out by you", (), ("use",))
    assert _sort(entries, instrument, choices={"a": "leave"})["b"].asks == ""


def test_entries_with_ids_are_never_taken_for_one(instrument: Instrument) -> None:
    """Two people with ids of their own may answer alike; a file without an id is not compared."""
    entries = [_entry("a", FULL, result_id="r"), _entry("b", FULL, result_id="s")]
    assert [line.asks for line in _sort(entries, instrument).values()] == ["", ""]
    assert _sort([*entries, _entry("c", FULL)], instrument)["c"].asks == ""


def test_code_of_a_file_asks(instrument: Instrument) -> None:
    """A code whose tag and answers are those of a file, of any version, may be the same person."""
    new = _entry("new", FULL, result_id="r", tag=7, saved_at="2026-10-07T09:00:00Z")
    old = _entry("old", OTHER, result_id="r", tag=7, saved_at="2026-10-06T09:00:00Z")
    codes = [
        _entry("same", FULL, kind="code", tag=7),
        _entry("earlier", OTHER, kind="code", tag=7),
        _entry("other tag", FULL[::-1].replace("?", "2"), kind="code", tag=7),
    ]
    lines = _sort([*codes, new, old], instrument)
    assert lines["same"].reason == "possibly the same person as new"
    assert lines["earlier"].reason == "possibly the same person as old"
    assert lines["other tag"].asks == ""
    assert _sort([replace(codes[0], tag=8), new], instrument)["same"].asks == ""


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"round": "Spring"}, "names the round 'Spring'; this one is 'Autumn'"),
        ({"partnership": "Pier"}, "names the partnership 'Pier'; this one is 'Harbour'"),
        ({"purpose": "diagnostic"}, "names the purpose 'diagnostic'; this one is 'routine'"),
        ({"mode": "open"}, "was given for a round that is open; this one is confidential"),
        ({"wording": "sha256:b"}, "was answered in another wording than the others"),
    ],
)
def test_other_round_is_held_until_admitted(
    more: dict[str, str], reason: str, instrument: Instrument
) -> None:
    """What belongs to another round is held aside with the difference, until it is admitted."""
    others = [_entry(name, wording="sha256:a") for name in "ab"]
    entries = [*others, _entry("c", **more)]
    held = _sort(entries, instrument, AUTUMN)["c"]
    assert held == Line("c", "held", reason, (), ("use", "leave"), "held")
    admitted = _sort(entries, instrument, AUTUMN, {"c": "use"})["c"]
    assert admitted == Line("c", "used", reason, (), ("leave",))


def test_names_that_fit_are_used(instrument: Instrument) -> None:
    """The spelling of a name makes no other round, and what says nothing fits."""
    entries = [_entry("a", partnership=" HARBOUR ", round="autumn"), _entry("b", kind="code")]
    assert set(_statuses(_sort(entries, instrument, AUTUMN)).values()) == {"used"}


def test_all_differences_are_named(instrument: Instrument) -> None:
    """Several differences stand in one reason."""
    entry = _entry("a", round="Spring", purpose="diagnostic")
    assert _sort([entry], instrument, AUTUMN)["a"].reason == (
        "names the round 'Spring'; this one is 'Autumn',"
        " and names the purpose 'diagnostic'; this one is 'routine'"
    )


def _agreed(entries: list[Entry], wanted: Round | None, instrument: Instrument) -> Agreed:
    return _desk(entries, [], instrument, wanted=wanted).selection.agreed


def test_without_a_set_up_most_people_decide(instrument: Instrument) -> None:
    """What was not set up is what most people say; who says it in several versions has one vote."""
    entries = [
        _entry("a", round="Spring"),
        _entry("b", round="Autumn", saved_at="2026-10-07"),
        _entry("c", round="AUTUMN", saved_at="2026-10-06"),
        *(_entry(f"v{n}", result_id="r", revision=n, round="Spring") for n in range(1, 4)),
        _entry("v4", result_id="r", revision=4, round="autumn "),
    ]
    assert _statuses(_sort(entries, instrument))["a"] == "held"
    wanted = Round(partnership="Harbour", mode="open")
    agreed = _agreed(entries, wanted, instrument)
    assert agreed == _agreed(entries[::-1], wanted, instrument)
    assert agreed.values == {
        "partnership": "Harbour",
        "round": "AUTUMN",
        "purpose": "",
        "mode": "open",
        "wording": "",
    }


def test_tied_round_is_asked_for(instrument: Instrument) -> None:
    """Between rounds that equally many name nobody but the facilitator chooses."""
    entries = [_entry("a", round="Spring"), _entry("b", round="Autumn"), _entry("c")]
    for some in permutations(entries):
        agreed = _agreed(list(some), None, instrument)
        assert (agreed.tied_rounds, agreed.values["round"]) == (("Autumn", "Spring"), "")
        assert agreed.question == (
            "Equally many people name each of these rounds: 'Autumn', 'Spring'."
            " Say which one this is."
        )
        statuses = _statuses(_sort(list(some), instrument))
        assert statuses == {"a": "held", "b": "held", "c": "used"}
    chosen = _sort(entries, instrument, Round(mode="", round="spring"))
    assert _statuses(chosen) == {"a": "used", "b": "held", "c": "used"}


def test_tied_mode_is_confidential_and_other_ties_go_by_characters() -> None:
    """Where modes tie, the stricter promise holds; other ties are not worth a question."""
    people = [
        (timedelta(), ("Pier", "", "routine", "open", "")),
        (timedelta(), ("Dock", "", "diagnostic", "confidential", "")),
    ]
    for some in (people, people[::-1]):
        values = agreed_values(some, {}).values
        assert (values["partnership"], values["purpose"]) == ("Dock", "diagnostic")
        assert values["mode"] == "confidential"


def test_only_people_of_the_wanted_round_vote_on_the_rest() -> None:
    """Once a round is named, another round's people do not decide its mode."""
    people = [
        (timedelta(), ("Pier", "Spring", "", "open", "")),
        *[(timedelta(), ("Pier", "Autumn", "", "confidential", ""))] * 2,
    ]
    assert agreed_values(people, {"round": "SPRING"}).values["mode"] == "open"


def test_confidential_file_never_enters_an_open_round(instrument: Instrument) -> None:
    """What was given in confidence cannot be admitted to an open round, whatever is chosen."""
    entry = _entry("a", mode="confidential")
    for choice in ("", "use", "leave"):
        line = _sort([entry], instrument, Round(mode="open"), {"a": choice})["a"]
        assert (line.status, line.choices) == ("held", ())
        assert "in confidence" in line.reason
    assert (
        _sort([_entry("a", mode="open")], instrument, Round(), {"a": "use"})["a"].status == "used"
    )


def test_unknown_terms_are_asked_about_in_an_open_round(instrument: Instrument) -> None:
    """What does not say on which terms it was given waits; a typed-in sheet does not."""
    entries = [_entry("code", kind="code"), _entry("sheet", kind="paper")]
    lines = _sort(entries, instrument, Round(mode="open"))
    assert _statuses(lines) == {"code": "held", "sheet": "used"}
    assert "does not say whether it was given in confidence" in lines["code"].reason
    admitted = _sort(entries, instrument, Round(mode="open"), {"code": "use"})
    assert admitted["code"].status == "used"


def test_held_version_leaves_the_other_in_use(instrument: Instrument) -> None:
    """A newer version for another round does not put the fitting one out of use."""
    fits = _entry("fits", result_id="r", saved_at="2026-10-06T09:00:00Z", round="Autumn")
    newer = _entry("newer", result_id="r", saved_at="2026-10-07T09:00:00Z", round="Spring")
    assert _statuses(_sort([fits, newer], instrument, AUTUMN)) == {"fits": "used", "newer": "held"}
    admitted = _sort([fits, newer], instrument, AUTUMN, {"newer": "use"})
    assert _statuses(admitted) == {"fits": "duplicate", "newer": "used"}


def test_late_entries_wait_for_each_other(instrument: Instrument) -> None:
    """After the group was shown, fewer late entries than the threshold are held, without choice."""
    first = [_entry(name) for name in "abcde"]
    revealed = [entry.digest for entry in first]
    lines = _sort([*first, *_late(2)], instrument, revealed=revealed, threshold=3)
    assert _counts(lines.values()) == {"used": 5, "held": 2}
    assert lines["late1"] == Line(
        "late1",
        "held",
        "came after the group was shown; it waits until 3 late files are there (now 2)",
        asks="late",
    )
    lines = _sort([*first, *_late(3)], instrument, revealed=revealed, threshold=3)
    assert _counts(lines.values())["used"] == 8


def test_only_confidence_makes_late_entries_wait(instrument: Instrument) -> None:
    """In an open round, and before the first showing, nobody waits; where no mode is known, all."""
    entries, revealed = [_entry("a"), *_late(1)], ["digest of a"]
    named = [_entry("a", mode="open"), *_late(1, mode="open")]
    is_open = _sort(named, instrument, Round(mode="open"), revealed=revealed)
    assert is_open["late0"].status == "used"
    assert _sort(entries, instrument, Round())["late0"].status == "used"
    assert _sort(entries, instrument, revealed=revealed)["late0"].status == "held"


def test_late_version_does_not_take_its_person_out(instrument: Instrument) -> None:
    """Where a newer version waits, the one that was shown stays in use."""
    shown = _entry("shown", result_id="r", revision=1)
    newer = _entry("newer", result_id="r", revision=2)
    lines = _sort([newer, shown, _entry("b")], instrument, revealed=["digest of b", shown.digest])
    assert _statuses(lines) == {"newer": "held", "shown": "used", "b": "used"}
    assert lines["newer"].asks == "late"


def test_what_was_shown_is_left_out_only_with_others(instrument: Instrument) -> None:
    """Taking out too few would reveal them, so they stay in use until enough are taken out."""
    entries = [_entry(name) for name in "abcd"]
    revealed = [entry.digest for entry in entries]
    options: dict[str, Any] = {"revealed": revealed, "threshold": 3}
    lines = _sort(entries, instrument, choices=dict.fromkeys("ab", "leave"), **options)
    assert set(_statuses(lines).values()) == {"used"}
    assert "it can be left out only with 2 others" in lines["a"].reason
    lines = _sort(entries, instrument, choices=dict.fromkeys("abc", "leave"), **options)
    assert [line.status for line in lines.values()] == ["held", "held", "held", "used"]


def test_in_an_open_round_anyone_can_be_left_out(instrument: Instrument) -> None:
    """Where profiles are shown by name, there is nothing to hide."""
    entries = [_entry("a", mode="open"), _entry("b", mode="open")]
    revealed = [entry.digest for entry in entries]
    lines = _sort(
        entries, instrument, Round(mode="open"), choices={"a": "leave"}, revealed=revealed
    )
    assert _statuses(lines) == {"a": "held", "b": "used"}


def test_equal_late_file_is_late(instrument: Instrument) -> None:
    """A second equal file without an id is late even though its bytes were shown before."""
    entries = [_entry("a", digest="d"), _entry("b", digest="d")]
    assert _statuses(_sort(entries, instrument, revealed=["d"])) == {"a": "used", "b": "held"}
    assert _statuses(_sort(entries, instrument, revealed=["d", "d"]))["b"] == "used"


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
    mode=st.sampled_from(["", "confidential", "open"]),
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
        more: dict[str, Any] = {"wanted": wanted, "revealed": revealed, "threshold": 3}
        desk = _desk(entries, choices, instrument, **more)
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
    desk = _desk(entries, choices, instrument, wanted=wanted)
    assert sum(desk.selection.counts.values()) == len(entries)
    lines, used = desk.lines, list(desk.used)
    ids = [entry.result_id for entry in used if entry.result_id]
    assert len(ids) == len(set(ids))
    for entry, choice, line in zip(entries, choices, lines, strict=True):
        assert (line.status == "refused") == (entry.sheet is None)
        if line.status == "duplicate":
            assert entry.result_id
        if entry.sheet and not entry.result_id and choice == "use" and entry.mode != "confidential":
            assert line.status == "used"


def _many(count: int) -> list[Entry]:
    """Return entries of all kinds, half of them in large sets of versions and equal answers."""
    start = datetime(2026, 1, 1, tzinfo=UTC).isoformat()
    return [
        _entry(
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
        entries, choices, seen = _many(count), ["use"] * count, Counter[str]()
        sys.setprofile(lambda _, event, __: seen.update((event,)))
        select_entries(entries, Policy(choices=choices, revealed=["x"]), instrument)
        sys.setprofile(None)
        return seen["call"] + seen["c_call"]

    assert calls(2_000) < 12 * calls(200)


def test_moments_are_compared_in_utc() -> None:
    """A date without a zone is one of UTC, and no date is older than any."""
    noon = moment_of("2026-10-06T12:00:00Z")
    assert noon == moment_of("2026-10-06T14:00:00+02:00") == moment_of("2026-10-06T12:00")
    assert moment_of("") < moment_of("0001-01-01T00:00:00+23:59") < moment_of("2026-10-06") < noon


def test_nothing_said_is_no_difference() -> None:
    """Where either side says nothing, nothing differs."""
    nothing = dict.fromkeys(("partnership", "round", "purpose", "mode", "wording"), "")
    spring = {**nothing, "round": "Spring"}
    assert differences_from(nothing, Agreed(spring)) == ""
    assert differences_from(spring, Agreed(nothing)) == ""
    assert differences_from(spring, Agreed({**nothing, "round": "May"})).startswith("names the ro")
