"""Between two showings of a confidential group nobody can be told from the others."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from pat_core import Instrument
from pat_core.documents.workspace import EntryChoice, OptionsDocument
from pat_core.files.sheet import Sheet
from pat_core.group.desk.desk import NO_OPTIONS, Desk, Line, wanted_values
from pat_core.group.disclosure.subgroups import has_shown_subgroups
from pat_core.group.intake.entries import Entry
from pat_core.group.intake.selection import Policy, select_entries
from pat_core.group.round.rounds import Round
from tests.sampling import how_many

pytestmark = pytest.mark.same_everywhere

THRESHOLD = 3
AUTUMN = Round(round="Autumn")
_OPTIONS: OptionsDocument = {**NO_OPTIONS, "kind": "level"}


def _entry(name: str, marks: str = "3" * 36, **more: Any) -> Entry:
    person = more.get("result_id") or name
    level = "board" if sum(map(ord, person)) % 2 else "management"
    sheet = Sheet(marks + "-" * 7, level=level)
    return Entry(name, "file", f"digest of {name}", sheet=sheet, **more)


def _other_marks(number: int) -> str:
    """Return marks that no other number has."""
    return "".join(str(number // 4**place % 4 + 1) for place in range(36))


class _Page:
    """A facilitator's page: what has arrived, what was chosen, and what was last shown."""

    def __init__(self, instrument: Instrument, wanted: Round | None = None) -> None:
        self._instrument = instrument
        self.wanted = wanted
        self.entries: list[Entry] = []
        self.choices: list[EntryChoice] = []
        self.revealed: list[str] = []
        self.parts_shown = ""
        self.shows_parts = False

    def add(self, *entries: Entry) -> None:
        """Take what arrives."""
        self.entries += entries
        self.choices += [""] * len(entries)

    def choose(self, choice: EntryChoice, *names: str) -> None:
        """Make one choice for some of the entries."""
        for place, entry in enumerate(self.entries):
            if entry.name in names:
                self.choices[place] = choice

    def desk(self) -> Desk:
        """Select as the page does."""
        policy = Policy(
            wanted=wanted_values(self.wanted),
            choices=self.choices,
            revealed=self.revealed,
            promised=THRESHOLD,
        )
        selection = select_entries(self.entries, policy, self._instrument)
        return Desk(tuple(self.entries), selection, _OPTIONS, self.wanted, self.parts_shown)

    def lines(self) -> list[Line]:
        """Return what the list says."""
        return list(self.desk().lines)

    def show(self) -> list[Entry]:
        """Close the collection, and return those who are counted."""
        desk = self.desk()
        document, used = desk.document("2026-11-20", self._instrument), list(desk.used)
        self.revealed = [entry.digest for entry in used]
        self.parts_shown = desk.mark_once_shown(document)
        self.shows_parts = has_shown_subgroups(document["by"])
        return used

    @property
    def is_open(self) -> bool:
        """Whether profiles are shown by name."""
        return self.desk().values["mode"] == "open"


def _names(used: list[Entry]) -> str:
    return " ".join(sorted(entry.name for entry in used))


@pytest.fixture
def page(instrument: Instrument) -> _Page:
    """Return a page on which four people were shown, two of them with an id."""
    found = _Page(instrument, AUTUMN)
    found.add(
        _entry("a1", result_id="a", revision=1),
        _entry("b1", result_id="b", revision=1),
        _entry("c"),
        _entry("d"),
    )
    assert _names(found.show()) == "a1 b1 c d"
    return found


def test_versions_are_no_cover_for_who_joins(page: _Page) -> None:
    """Two late people with a late version are two, not three: all of them wait."""
    page.add(_entry("a2", result_id="a", revision=2), _entry("e"), _entry("f"))
    assert _names(page.show()) == "a1 b1 c d"
    page.add(_entry("g"))
    assert _names(page.show()) == "a2 b1 c d e f g"


def test_corrected_answers_wait_for_each_other(page: _Page) -> None:
    """Three corrected sheets may come in without anybody who is new; equal ones do not count."""
    page.add(_entry("x1", result_id="x", revision=1), _entry("e"), _entry("f"))
    page.show()
    later: Any = {"revision": 2}
    page.add(_entry("a2", _other_marks(1), result_id="a", **later))
    page.add(_entry("b2", _other_marks(2), result_id="b", **later))
    page.add(_entry("x2", result_id="x", **later))
    assert _names(page.show()) == "a1 b1 c d e f x1"
    assert "3 late files or 3 corrected ones" in page.lines()[-1].reason
    page.add(_entry("x3", _other_marks(3), result_id="x", revision=3))
    assert _names(page.show()) == "a2 b2 c d e f x3"


def test_version_chosen_after_the_showing_waits(page: _Page) -> None:
    """An older version that is chosen afterwards would show what its respondent had changed."""
    page.add(_entry("e1", result_id="e", revision=1), _entry("f"), _entry("g"))
    page.add(_entry("e2", _other_marks(1), result_id="e", revision=2))
    assert "e2" in _names(page.show())
    page.choose("use", "e1")
    assert "e2" in _names(page.show())
    assert "e1" not in _names(page.show())


def test_nobody_counts_twice_when_a_shown_version_is_left_out(page: _Page) -> None:
    """Once the newer version is in use, the one that was shown may go: nobody leaves with it."""
    page.add(_entry("a2", result_id="a", revision=2), *map(_entry, "efg"))
    page.choose("leave", "a1")
    assert _names(page.show()) == "a2 b1 c d e f g"


@pytest.mark.parametrize("choice", ["", "leave"])
def test_admitted_entry_stays_once_it_was_shown(page: _Page, choice: EntryChoice) -> None:
    """An entry of another round, admitted and shown, is not taken out again by itself."""
    others = [_entry(name, round="Spring") for name in "efg"]
    page.add(*others)
    page.choose("use", *"efg")
    assert _names(page.show()) == "a1 b1 c d e f g"
    page.choose(choice, "e")
    assert _names(page.show()) == "a1 b1 c d e f g"
    page.choose(choice, *"efg")
    assert _names(page.show()) == "a1 b1 c d"


def test_one_admitted_after_the_showing_is_late(page: _Page) -> None:
    """Who was held aside when the group was shown joins it only with others."""
    page.add(_entry("e", round="Spring"))
    page.show()
    page.choose("use", "e")
    assert _names(page.show()) == "a1 b1 c d"
    page.add(_entry("f"), _entry("g"))
    assert _names(page.show()) == "a1 b1 c d e f g"


def test_another_set_up_takes_nobody_out_alone(page: _Page) -> None:
    """Where the round is set up otherwise after the showing, those who differ stay in use."""
    page.add(*[_entry(name, round="Autumn") for name in "efg"], _entry("h", round="Autumn"))
    page.show()
    page.entries[-1] = replace(page.entries[-1], partnership="Pier")
    page.wanted = Round(round="Autumn", partnership="Harbour")
    assert _names(page.show()).endswith("e f g h")


def test_leaving_can_be_taken_back(page: _Page) -> None:
    """What stays in use against a choice offers to withdraw the choice."""
    page.choose("leave", "c")
    assert page.lines()[2].status == "used"
    assert page.lines()[2].choices == ("use",)


def _arrival(chance: random.Random, number: int, entries: list[Entry]) -> Entry:
    """Return a new person, another version of one, the same file again, or a file like it."""
    kind = chance.randrange(8)
    more: Any = {}
    if kind == 0:
        more["round"] = "Spring"
    if kind == 1:
        more["mode"] = chance.choice(["open", "confidential"])
    if entries and kind > 4:
        like = chance.choice(entries)
        if kind == 5:
            return replace(like, name=f"n{number}")
        if kind == 6 and like.result_id:
            is_equal = chance.random() < 0.3
            sheet = like.sheet if is_equal else Sheet(_other_marks(number) + "-" * 7)
            saved_at = f"2026-10-{chance.randint(1, 28):02}"
            digest = f"digest of {number}"
            return replace(
                like, name=f"n{number}", digest=digest, sheet=sheet, saved_at=saved_at, **more
            )
    result_id = f"r{number}" if chance.random() < 0.6 else ""
    return _entry(f"n{number}", _other_marks(number), result_id=result_id, **more)


def _showings(chance: random.Random, page: _Page) -> Iterator[tuple[bool, list[Entry]]]:
    """Do what a facilitator may do, in any order; yield whether it is open, and who is counted."""
    for number in range(chance.randint(5, 60)):
        act = chance.randrange(12)
        if act < 5:
            page.add(_arrival(chance, number, page.entries))
        elif act < 9 and page.entries:
            place = chance.randrange(len(page.entries))
            page.choices[place] = chance.choice(["", "use", "leave", "leave"])
        elif act == 9 and chance.random() < 0.1:
            page.wanted = chance.choice([None, AUTUMN, Round(round="Spring")])
        elif act > 9:
            yield page.is_open, page.show()


def _people(used: list[Entry]) -> Counter[str]:
    """Return who is counted; versions of one result are one person."""
    return Counter(entry.result_id or entry.digest for entry in used)


def _changes(before: list[Entry], after: list[Entry]) -> tuple[int, int, int]:
    """Return how many people joined, how many left, and how many have other answers now."""
    then, now = _people(before), _people(after)
    sheets = {entry.result_id: entry.sheet for entry in before if entry.result_id}
    corrected = [e for e in after if e.result_id in sheets and e.sheet != sheets[e.result_id]]
    return (now - then).total(), (then - now).total(), len(corrected)


def test_successive_showings_never_differ_by_few(instrument: Instrument) -> None:
    """Whatever comes and is chosen, nobody joins, leaves or answers anew but with enough others."""
    seen: Counter[str] = Counter()
    runs = how_many("random showings, one after the other", 200, 10_000)
    for seed in range(runs):
        chance = random.Random(seed)
        page = _Page(instrument, chance.choice([None, AUTUMN]))
        last_is_open, last = True, list[Entry]()
        for is_open, used in _showings(chance, page):
            ids = [entry.result_id for entry in used if entry.result_id]
            assert len(ids) == len(set(ids)), f"seed {seed}: somebody counts twice"
            if last and not last_is_open and not is_open:
                joined, left, corrected = _changes(last, used)
                assert joined == 0 or joined >= THRESHOLD, f"seed {seed}: {joined} joined"
                assert left == 0 or left >= THRESHOLD, f"seed {seed}: {left} left"
                assert corrected == 0 or max(corrected, joined) >= THRESHOLD, f"seed {seed}"
                seen.update(joined=joined > 0, left=left > 0, corrected=corrected > 0, pairs=1)
            last_is_open, last = is_open, used
    # Not vacuous: each kind of change did come through.
    assert min(seen["joined"], seen["left"], seen["corrected"]) > runs // 100, seen
    print(f"\nruns: {runs}, {dict(seen)}")


def test_parts_are_shown_of_one_set_of_people_only(instrument: Instrument) -> None:
    """Whatever comes between showings, no two sets of people ever have their parts shown.

    So nothing of a part can be worked out from an earlier showing, withheld or not.
    """
    seen: Counter[str] = Counter()
    runs = how_many("random showings of parts", 200, 10_000)
    for seed in range(runs):
        chance = random.Random(seed)
        page = _Page(instrument, AUTUMN)
        shown: set[tuple[str, ...]] = set()
        for _, used in _showings(chance, page):
            seen.update(again=page.parts_shown != "" and not page.shows_parts)
            if page.shows_parts and not page.is_open:
                shown.add(tuple(sorted(entry.digest for entry in used)))
        assert len(shown) <= 1, f"seed {seed}: parts of {len(shown)} sets of people"
        seen.update(shown=len(shown))
    assert min(seen["shown"], seen["again"]) > runs // 20, seen
