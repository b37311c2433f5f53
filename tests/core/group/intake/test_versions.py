"""Versions of one result: which counts, and where nobody can know."""

from dataclasses import replace
from itertools import permutations

import pytest

from pat_core import Instrument
from pat_core.group.desk.desk import Line
from pat_core.group.intake.versions import moment_of
from tests.core.selecting import AUTUMN, FULL, OTHER, an_entry, desk_of, lines_of, statuses_of


def test_newest_version_is_used(instrument: Instrument) -> None:
    """Of files with one id the newest counts, by UTC; both dates are told, and one may choose."""
    old = an_entry("old", result_id="r", saved_at="2026-10-06T11:00:00+02:00")
    new = an_entry("new", result_id="r", saved_at="2026-10-06T09:30:00")
    lines = lines_of([old, new], instrument)
    assert statuses_of(lines) == {"old": "duplicate", "new": "used"}
    assert lines["old"].reason == (
        "another version of new: that one was saved 2026-10-06 09:30:00,"
        " this one 2026-10-06 11:00:00+02:00"
    )
    assert (lines["old"].choices, lines["old"].asks) == (("use",), "duplicate")
    assert lines["new"].reason == "the newest of 2 versions of one result"


def test_revision_orders_versions_whatever_their_time(instrument: Instrument) -> None:
    """A correction of the same day with the time left out is the newer one by its revision."""
    first = an_entry("first", result_id="r", revision=1, saved_at="2026-10-06T11:00:00Z")
    later = an_entry("later", result_id="r", revision=2, saved_at="2026-10-06")
    clock = an_entry("clock", result_id="r", revision=1, saved_at="2099-01-01T11:00:00Z")
    for entries in permutations([first, later, clock]):
        lines = lines_of(list(entries), instrument)
        assert statuses_of(lines)["later"] == "used"
        assert lines["first"].reason == (
            "another version of later: that one is revision 2, this one revision 1"
        )


def test_versions_of_unknown_order_are_held_and_named(instrument: Instrument) -> None:
    """Where a time is unknown nothing decides between two versions, and certainly not a hash."""
    for saved_at in ("", "2026-10-07", "2026-10-07T00:00:00Z", "2026-10-07T02:00+02:00"):
        one = an_entry("one", result_id="r", saved_at="2026-10-06T11:00:00Z")
        two = an_entry("two", result_id="r", saved_at=saved_at)
        lines = lines_of([one, two], instrument)
        assert statuses_of(lines) == {"one": "held", "two": "held"}
        assert lines["one"].reason.startswith("has other answers than two, another version of")
        assert lines["two"].choices == ("use", "leave")
        assert statuses_of(lines_of([one, two], instrument, choices={"two": "use"})) == {
            "one": "duplicate",
            "two": "used",
        }
        left = lines_of([one, two], instrument, choices={"one": "leave"})
        assert statuses_of(left) == {"one": "held", "two": "used"}
        admitted = lines_of([one, two], instrument, admit=True)
        assert set(statuses_of(admitted).values()) == {"held"}


def test_version_known_to_be_older_is_not_asked_about(instrument: Instrument) -> None:
    """Of three versions two may be the newest; the third gives way to them."""
    old = an_entry("old", result_id="r", saved_at="2026-10-05T11:00:00Z")
    new = an_entry("new", result_id="r", saved_at="2026-10-06T11:00:00Z")
    day = an_entry("day", result_id="r", saved_at="2026-10-06")
    lines = lines_of([old, new, day], instrument)
    assert statuses_of(lines) == {"old": "duplicate", "new": "held", "day": "held"}


def test_equal_answers_are_duplicates_whatever_the_time(instrument: Instrument) -> None:
    """A copy for oneself and one for the facilitator say the same: nobody has to choose."""
    copy = an_entry("copy", FULL, result_id="r", saved_at="2026-10-06T11:00:00Z")
    sent = an_entry("sent", FULL, result_id="r", saved_at="2026-10-06")
    lines = lines_of([sent, copy], instrument)
    assert statuses_of(lines) == {"copy": "used", "sent": "duplicate"}
    assert lines["sent"].reason == "the same answers as copy, another version of the same result"
    newer = an_entry("newer", OTHER, result_id="r", saved_at="2026-10-07T11:00:00Z")
    assert statuses_of(lines_of([sent, copy, newer], instrument))["newer"] == "used"


def test_date_that_lies_ahead_is_remarked_on(instrument: Instrument) -> None:
    """A clock that was wrong may make an old version the newest, but not in silence."""
    entry = an_entry("a", saved_at="2099-01-01T09:30:00Z")
    now = "2026-11-30T12:00:00Z"
    (remark,) = lines_of([entry], instrument, now=now)["a"].remarks
    assert remark == "is dated 2099-01-01 09:30:00Z, which lies ahead: a clock was wrong"
    near = an_entry("b", saved_at="2026-12-01T11:59:00Z")
    assert lines_of([near], instrument, now=now)["b"].remarks == ()
    assert lines_of([entry], instrument)["a"].remarks == ()


def test_older_version_can_be_chosen(instrument: Instrument) -> None:
    """The facilitator may use an older version; then the newest is the duplicate."""
    old = an_entry("old", result_id="r", saved_at="2026-10-06T09:00:00Z")
    new = an_entry("new", result_id="r", saved_at="2026-10-07T09:00:00Z")
    lines = lines_of([new, old], instrument, choices={"old": "use"})
    assert statuses_of(lines) == {"new": "duplicate", "old": "used"}
    assert lines["old"].reason == "chosen by you out of 2 versions of one result"
    assert lines["new"].asks == ""
    both = lines_of([new, old], instrument, choices={"old": "use", "new": "use"})
    assert statuses_of(both) == {"new": "used", "old": "duplicate"}
    left = lines_of([new, old], instrument, choices={"new": "leave"})
    assert statuses_of(left) == {"new": "held", "old": "used"}


def test_versions_of_one_moment_are_held(instrument: Instrument) -> None:
    """Two versions of one moment, or of one revision without a time, are in no order."""
    for more in ({"saved_at": "2026-10-06T09:00:00Z"}, {"revision": 2}):
        one, two = (an_entry(name, result_id="r", **more) for name in ("one", "two"))
        assert set(statuses_of(lines_of([one, two], instrument)).values()) == {"held"}


def test_same_file_again_asks_nothing(instrument: Instrument) -> None:
    """Equal files with an id are one, without a question; a choice for either is for both."""
    one = an_entry("one", result_id="r", digest="d")
    two = replace(one, name="two")
    lines = lines_of([one, two], instrument)
    assert lines["two"] == Line("two", "duplicate", "the same file again: one")
    assert lines["one"] == Line("one", "used")
    assert statuses_of(lines_of([one, two], instrument, choices={"two": "leave"})) == {
        "one": "held",
        "two": "duplicate",
    }


@pytest.mark.parametrize("saved_at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_dates_at_the_ends_of_time_are_compared(saved_at: str, instrument: Instrument) -> None:
    """A date that no calendar holds in UTC is still older or newer."""
    far = an_entry("far", result_id="r", saved_at=saved_at)
    near = an_entry("near", result_id="r", saved_at="2026-01-01T09:00:00Z")
    used = list(desk_of([far, near], [], instrument).used)
    assert used == [far if saved_at > "2026" else near]


def test_held_version_leaves_the_other_in_use(instrument: Instrument) -> None:
    """A newer version for another round does not put the fitting one out of use."""
    fits = an_entry("fits", result_id="r", saved_at="2026-10-06T09:00:00Z", round="Autumn")
    newer = an_entry("newer", result_id="r", saved_at="2026-10-07T09:00:00Z", round="Spring")
    assert statuses_of(lines_of([fits, newer], instrument, AUTUMN)) == {
        "fits": "used",
        "newer": "held",
    }
    admitted = lines_of([fits, newer], instrument, AUTUMN, {"newer": "use"})
    assert statuses_of(admitted) == {"fits": "duplicate", "newer": "used"}


def test_late_version_does_not_take_its_person_out(instrument: Instrument) -> None:
    """Where a newer version waits, the one that was shown stays in use."""
    shown = an_entry("shown", result_id="r", revision=1)
    newer = an_entry("newer", result_id="r", revision=2)
    lines = lines_of(
        [newer, shown, an_entry("b")], instrument, revealed=["digest of b", shown.digest]
    )
    assert statuses_of(lines) == {"newer": "held", "shown": "used", "b": "used"}
    assert lines["newer"].asks == "late"


def test_moments_are_compared_in_utc() -> None:
    """A date without a zone is one of UTC, and no date is older than any."""
    noon = moment_of("2026-10-06T12:00:00Z")
    assert noon == moment_of("2026-10-06T14:00:00+02:00") == moment_of("2026-10-06T12:00")
    assert moment_of("") < moment_of("0001-01-01T00:00:00+23:59") < moment_of("2026-10-06") < noon
