"""Which entries count: used, duplicate, held aside, or refused, each with its reason.

One rule for the page and the command line. Where it leaves a choice, whoever asks decides: on the
page the facilitator for each entry, on the command line ``--admit`` for all. The order in which
entries arrived decides nothing but whose name a reason gives.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from pat_core.files.sheet import BLANK, CANT_SAY
from pat_core.group.intake.entries import Entry
from pat_core.group.intake.late_arrivals import late_rule, since_shown
from pat_core.group.intake.people import entries_by_id, preference_of, version_of, vote_of, votes_of
from pat_core.group.intake.round_matching import (
    COMPARED,
    CONFIDENTIAL,
    OPEN,
    Agreed,
    Values,
    agreed_values,
    differences_from,
)
from pat_core.group.intake.versions import Version, moment_of, newest
from pat_core.group.round.rounds import DEFAULT_THRESHOLD
from pat_core.model import Instrument
from pat_core.text.display import MAX_NAME, visible

__all__ = [
    "CHOICES",
    "LEAVE",
    "MIN_EQUAL",
    "STATUSES",
    "USE",
    "Policy",
    "Selection",
    "Verdict",
    "select_entries",
]

STATUSES = ("used", "duplicate", "held", "refused")
USE, LEAVE = "use", "leave"
CHOICES = ("", USE, LEAVE)
"""What a facilitator may choose for an entry; an empty text is no choice."""
MIN_EQUAL = 12
"""From how many answered statements on equal answers are taken for a sign of one person. Ours."""

_DAY_AHEAD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Policy:
    """What whoever combines the entries has decided; where they have not, the rule asks or holds.

    Digests stand in *revealed* as often as their entries were used when the group was last shown.
    """

    wanted: Mapping[str, str] = field(default_factory=dict)
    """What was set up of partnership, round, purpose, mode and wording."""
    choices: Sequence[str] = ()
    """One of :data:`CHOICES` for each entry; or none for any."""
    admit: bool = False
    """Whether what does not fit is let in, as far as it may be."""
    revealed: Collection[str] = ()
    threshold: int = DEFAULT_THRESHOLD
    """How many people may join or leave a confidential round that was shown."""
    now: str = ""
    """The time by ISO 8601, to tell dates that lie ahead; the core reads no clock."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of an entry."""

    status: str
    reason: str = ""
    remark: str = ""
    """What should be known of the entry whether it is used or not."""
    choices: tuple[str, ...] = ()
    """What the facilitator may choose here."""
    asks: str = ""
    """Which question is open: "duplicate", "version", "same-person", "held" or "late"; or none."""


_PLAINLY_USED = Verdict("used")


@dataclass(frozen=True, slots=True)
class Selection:
    """What becomes of all entries, and of which round the group is that they make."""

    agreed: Agreed
    verdicts: Sequence[Verdict]
    """One for each entry, in the same order."""

    @property
    def used(self) -> Iterator[int]:
        """The places of the entries that count."""
        return (place for place, each in enumerate(self.verdicts) if each.status == "used")

    @property
    def counts(self) -> dict[str, int]:
        """How many entries have each of the four statuses."""
        found = Counter(verdict.status for verdict in self.verdicts)
        return {status: found[status] for status in STATUSES}


def select_entries(entries: Sequence[Entry], policy: Policy, instrument: Instrument) -> Selection:
    """Return which of *entries* count under *policy*; the instrument is the one they answered."""
    versions, copies = entries_by_id(entries)
    agreed = agreed_values(votes_of(entries, versions), policy.wanted)
    selecting = _Selecting(entries, policy, agreed, len(instrument.codes))
    selecting.set_aside(copies)
    selecting.choose_versions(versions)
    if policy.revealed:
        selecting.keep_to_shown(copies)
    selecting.settle_used()
    selecting.remark_on_dates()
    return Selection(agreed, selecting.verdicts)


class _Selecting:
    """One selection: the verdicts so far, and of the entries in the running who is used."""

    def __init__(
        self, entries: Sequence[Entry], policy: Policy, agreed: Agreed, statements: int
    ) -> None:
        self._entries = entries
        self._policy = policy
        self._agreed = agreed
        self._statements = statements
        self._choices = list(policy.choices) or [""] * len(entries)
        self._is_running = bytearray(len(entries))
        self._is_used = bytearray(len(entries))
        self._without_id: list[int] = []
        self._latest = moment_of(policy.now) + _DAY_AHEAD if policy.now else timedelta.max
        self._ahead: list[int] = []
        self._notes: dict[int, list[str]] = defaultdict(list)
        """What is told of an entry even where it is used."""
        self._differences: dict[tuple[str, Values], str] = {}
        """In what entries differ from the group, by what they say; few say anything else."""
        self.verdicts: list[Verdict] = [_PLAINLY_USED] * len(entries)

    def set_aside(self, copies: Mapping[int, int]) -> None:
        """Settle what is refused, a copy, or held; the rest is in the running."""
        for place, original in copies.items():
            self._settle(place, "duplicate", f"the same file again: {self._name(original)}")
            # A choice for one of them is a choice for all.
            made = {self._choices[original], self._choices[place]}
            self._choices[original] = next((c for c in (USE, LEAVE) if c in made), "")
        for place, entry in enumerate(self._entries):
            if entry.sheet is None:
                self._settle(place, "refused", entry.refused)
            elif place not in copies:
                self._set_aside(place, entry)
            if entry.saved_at and moment_of(entry.saved_at) > self._latest:
                self._ahead.append(place)

    def _set_aside(self, place: int, entry: Entry) -> None:
        choice, differences = self._choices[place], self._difference(entry)
        is_confidential = self._agreed.values["mode"] in ("", CONFIDENTIAL)
        if entry.mode == CONFIDENTIAL and not is_confidential:
            mode = self._agreed.values["mode"]
            reason = f"was given in confidence, so it never enters a round that is {mode}"
            self._settle(place, "held", reason)
        elif choice == LEAVE:
            self._settle(place, "held", "left out by you", (USE,))
        elif differences and choice != USE and not self._policy.admit:
            self._settle(place, "held", differences, (USE, LEAVE), "held")
        else:
            if differences:
                self._notes[place].append(differences)
            self._is_running[place] = self._is_used[place] = True
            if not entry.result_id:
                self._without_id.append(place)

    def choose_versions(self, versions: Mapping[str, Sequence[int]]) -> None:
        """Use the chosen one of those that share an id, else the newest; hold those in no order."""
        for places in versions.values():
            running = [place for place in places if self._is_running[place]]
            chosen = [place for place in running if self._choices[place] == USE]
            if len(running) > 1:
                tops = [running[each] for each in newest([self._version(p) for p in running])]
                if chosen:
                    self._use_version(max(chosen, key=self._age), running, tops)
                elif len(tops) == 1:
                    self._use_version(tops[0], running, tops)
                else:
                    self._hold_versions(tops, running)

    def _use_version(self, used: int, running: Sequence[int], tops: Sequence[int]) -> None:
        which = "the newest" if tops == [used] else "chosen by you out"
        self._notes[used].append(f"{which} of {len(running)} versions of one result")
        is_open = not any(self._choices[place] == USE for place in running)
        for place in running:
            if place != used:
                self._set_duplicate(place, used, is_open)

    def _hold_versions(self, tops: Sequence[int], running: Sequence[int]) -> None:
        """Hold the versions of which each may be the newest; the others give way to one of them."""
        alike = {self._version(place).answers: place for place in tops}
        for place in running:
            self._set_duplicate(place, alike.get(self._version(place).answers, tops[0]), False)
        for place in tops:
            other = self._name(tops[0] if place != tops[0] else tops[1])
            reason = (
                f"has other answers than {other}, another version of the same result, and it"
                " cannot be known which is newer: keep the one that counts, leave out the other"
            )
            self._settle(place, "held", reason, (USE, LEAVE), "version")

    def keep_to_shown(self, copies: Collection[int]) -> None:
        """Let people join, answer anew or leave only with others, once the group was shown.

        In an open round there is nothing to hide.
        """
        if self._agreed.values["mode"] == OPEN:
            return
        places = [p for p, each in enumerate(self._entries) if each.sheet and p not in copies]
        used = {place for place in places if self._is_used[place]}
        since = since_shown(self._entries, places, used, self._policy.revealed)
        waiting, staying = late_rule(since, self._policy.threshold)
        for place, reason in waiting.items():
            self._is_used[place] = False
            self._settle(place, "held", reason, (), "late")
        for place, note in staying.items():
            self._is_used[place] = True
            self._notes[place].append(note)

    def settle_used(self) -> None:
        """Say what must be said of those that are used, and ask where two may be of one person."""
        twins = self._twins()
        for place, is_used in enumerate(self._is_used):
            if is_used and (place in twins or place in self._notes or self._choices[place]):
                self._set_used(place, twins.get(place))

    def _twins(self) -> dict[int, int]:
        """Return the places of those without an id that are like another, with that of the other.

        They have the same content, or enough equal answers, or are the code of a file.
        """
        places = [place for place in self._without_id if self._is_used[place]]
        by_code = self._places_by_code(places)
        by_digest: dict[str, int] = {}
        by_marks: dict[str, int] = {}
        found = {}
        for place in places:
            entry, marks = self._entries[place], self._marks(place)
            twin = by_digest.get(entry.digest, by_marks.get(marks))
            if entry.kind == "code" and twin is None:
                twin = by_code.get((entry.tag, marks))
            if twin is not None:
                found[place] = twin
            by_digest.setdefault(entry.digest, place)
            if self._answered(marks) >= MIN_EQUAL:
                by_marks.setdefault(marks, place)
        return found

    def _places_by_code(self, places: Sequence[int]) -> dict[tuple[int | None, str], int]:
        """Return the places of files by what their code would say, if a code is at *places*."""
        found: dict[tuple[int | None, str], int] = {}
        if any(self._entries[place].kind == "code" for place in places):
            for place, entry in enumerate(self._entries):
                if entry.result_id and self._is_running[place]:
                    found.setdefault((entry.tag, self._marks(place)), place)
        return found

    def remark_on_dates(self) -> None:
        """Remark on dates that lie more than a day ahead: some computer's clock was wrong."""
        for place in self._ahead:
            remark = f"is dated {_saved(self._entries[place])}, which lies ahead: a clock was wrong"
            self.verdicts[place] = replace(self.verdicts[place], remark=remark)

    def _settle(
        self,
        place: int,
        status: str,
        reason: str,
        choices: tuple[str, ...] = (),
        asks: str = "",
    ) -> None:
        self.verdicts[place] = Verdict(status, reason, "", choices, asks)

    def _set_duplicate(self, place: int, used: int, is_open: bool) -> None:
        self._is_used[place] = False
        one, other = self._version(used), self._version(place)
        reason = (
            f"the same answers as {self._name(used)}, another version of the same result"
            if one.answers == other.answers
            else f"another version of {self._name(used)}: {_compared(one, other)}"
        )
        self._settle(place, "duplicate", reason, (USE,), "duplicate" if is_open else "")

    def _set_used(self, place: int, twin: int | None) -> None:
        notes, asks = self._notes.get(place, []), ""
        is_admitted = bool(self._difference(self._entries[place]))
        choices: tuple[str, ...] = (LEAVE,) if is_admitted else ()
        if self._choices[place] == LEAVE:
            choices = (USE,)
        if twin is not None:
            notes = [*notes, f"possibly the same person as {self._name(twin)}"]
            choices = (USE, LEAVE)
            # A choice that admitted the entry does not answer this question too.
            asks = "same-person" if is_admitted or self._choices[place] != USE else ""
        self._settle(place, "used", "; ".join(notes), choices, asks)

    def _difference(self, entry: Entry) -> str:
        """Return in what *entry* differs from the group; nothing where it fits."""
        _, values = vote_of(entry)
        if (entry.kind, values) not in self._differences:
            given = dict(zip(COMPARED, values, strict=True))
            if entry.kind == "paper":
                # Whoever types a sheet in knows its terms.
                given["mode"] = self._agreed.values["mode"]
            self._differences[entry.kind, values] = differences_from(given, self._agreed)
        return self._differences[entry.kind, values]

    def _version(self, place: int) -> Version:
        return version_of(self._entries[place])

    def _age(self, place: int) -> tuple[int, timedelta, str]:
        return preference_of(self._entries[place])

    def _name(self, place: int) -> str:
        return visible(self._entries[place].name, MAX_NAME)

    def _marks(self, place: int) -> str:
        sheet = self._entries[place].sheet
        return sheet.marks if sheet else ""

    def _answered(self, marks: str) -> int:
        return sum(mark not in (BLANK, CANT_SAY) for mark in marks[: self._statements])


def _compared(used: Version, other: Version) -> str:
    """Return by what two versions of one result are told apart."""
    if None not in (used.revision, other.revision) and used.revision != other.revision:
        return f"that one is revision {used.revision}, this one revision {other.revision}"
    return f"that one was saved {_saved(used)}, this one {_saved(other)}"


def _saved(version: Version | Entry) -> str:
    return version.saved_at.replace("T", " ") or "without a date"
