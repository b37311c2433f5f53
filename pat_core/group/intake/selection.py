"""Which entries count: each is used, a duplicate, held, or refused, with the reason.

There is one rule for the page and the command line. Where it leaves a choice, the caller decides:
on the page the facilitator for each entry, on the command line ``--admit`` for all. The order in
which entries arrived decides only whose name a reason gives.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal

from pat_core.group.intake.late_arrivals import late_rule, since_shown
from pat_core.group.intake.people import (
    entries_by_id,
    preference_of,
    twins_of,
    version_of,
    vote_of,
    votes_of,
)
from pat_core.group.intake.round_matching import (
    COMPARED,
    agreed_values,
    differences_from,
)
from pat_core.group.intake.versions import moment_of, newest
from pat_core.group.round.rounds import DEFAULT_THRESHOLD
from pat_core.modes import MODE_NAMES, has_threshold, shows_more
from pat_core.text.display import MAX_NAME, visible

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from pat_core.documents.group import Status
    from pat_core.documents.workspace import EntryChoice
    from pat_core.group.intake.entries import Entry
    from pat_core.group.intake.round_matching import Agreed, Values
    from pat_core.group.intake.versions import Version
    from pat_core.model import Instrument

__all__ = [
    "CHOICES",
    "LEAVE",
    "STATUSES",
    "USE",
    "Policy",
    "Selection",
    "Verdict",
    "select_entries",
]

STATUSES: tuple[Status, ...] = ("used", "duplicate", "held", "refused")
USE: Final = "use"
LEAVE: Final = "leave"
CHOICES: tuple[EntryChoice, ...] = ("", USE, LEAVE)
"""What a facilitator may choose for an entry; empty for no choice."""

_Question = Literal["", "duplicate", "version", "same-person", "held", "late"]

_DAY_AHEAD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Policy:
    """The decisions of whoever combines the entries; without one, the rule asks or holds."""

    wanted: Mapping[str, str] = field(default_factory=dict)
    """The partnership, round, purpose, mode and wording that were set up, as far as they were."""
    choices: Sequence[EntryChoice] = ()
    """A choice for each entry; or empty where none was made."""
    admit: bool = False
    """Whether entries that do not fit are admitted, as far as that is allowed."""
    revealed: Collection[str] = ()
    """The digests of the entries used when the group was last shown, each as often as then."""
    promised: int | None = None
    """The threshold that was set up; None without a set-up."""
    threshold: int | None = None
    """The threshold that is asked for; it counts only where it is higher than what was promised."""
    now: str = ""
    """The present time in ISO 8601, to find dates in the future; the core reads no clock."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an entry counts, and why."""

    status: Status
    reason: str = ""
    remark: str = ""
    """What should be known about the entry, whether it is used or not."""
    choices: tuple[EntryChoice, ...] = ()
    """What the facilitator may choose for it."""
    asks: _Question = ""
    """Which question about it is open; empty for none."""


_PLAINLY_USED = Verdict("used")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which of all entries count, and on which details the group agrees."""

    agreed: Agreed
    verdicts: Sequence[Verdict]
    """One for each entry, in the same order."""
    promised: int
    """The highest threshold that the set-up or a used entry names, or the usual one."""
    threshold: int
    """How many people a figure of a confidential round needs: what was promised, or more."""

    @property
    def used(self) -> Iterator[int]:
        """The indices of the entries that count."""
        return (index for index, verdict in enumerate(self.verdicts) if verdict.status == "used")

    @property
    def counts(self) -> dict[Status, int]:
        """How many entries have each of the four statuses."""
        times = Counter(verdict.status for verdict in self.verdicts)
        return {status: times[status] for status in STATUSES}


def select_entries(entries: Sequence[Entry], policy: Policy, instrument: Instrument) -> Selection:
    """Return which of *entries*, answers to *instrument*, count under *policy*."""
    versions, copies = entries_by_id(entries)
    agreed = agreed_values(votes_of(entries, versions), policy.wanted)
    selecting = _Selecting(entries, policy, agreed, len(instrument.codes))
    selecting.exclude(copies)
    selecting.choose_versions(versions)
    if policy.revealed:
        selecting.keep_to_shown(copies)
    selecting.settle_used()
    selecting.remark_on_dates()
    return Selection(agreed, selecting.verdicts, selecting.promised, selecting.threshold)


class _Selecting:
    """One selection: the verdicts so far, who is still a candidate, and who is used."""

    def __init__(
        self, entries: Sequence[Entry], policy: Policy, agreed: Agreed, statements: int
    ) -> None:
        self._entries = entries
        self._policy = policy
        self._agreed = agreed
        self._statements = statements
        self._choices = list(policy.choices) or [""] * len(entries)
        self._is_candidate = bytearray(len(entries))
        self._is_used = bytearray(len(entries))
        self._named = bytearray(len(entries))
        """The threshold that each entry names; 0 where it names none."""
        self._without_id: list[int] = []
        self._latest = moment_of(policy.now) + _DAY_AHEAD if policy.now else timedelta.max
        self._ahead: list[int] = []
        self._notes: dict[int, list[str]] = defaultdict(list)
        """What is said about an entry even if it is used."""
        self._differences: dict[tuple[str, Values], str] = {}
        """How entries differ from the group, by their details; there are few different ones."""
        self.verdicts: list[Verdict] = [_PLAINLY_USED] * len(entries)

    @property
    def promised(self) -> int:
        """The highest threshold that the set-up or an entry used so far names."""
        named = (n for n, is_used in zip(self._named, self._is_used, strict=True) if is_used)
        return max(max(named, default=0), self._policy.promised or 0) or DEFAULT_THRESHOLD

    @property
    def threshold(self) -> int:
        """How many people a figure of a confidential round needs."""
        return max(self.promised, self._policy.threshold or 0)

    def exclude(self, copies: Mapping[int, int]) -> None:
        """Settle the entries that are refused, copies, or held; the others are candidates."""
        for index, original in copies.items():
            self._settle(index, "duplicate", f"the same file again: {self._name(original)}")
            # A choice for one of them is a choice for all.
            made = {self._choices[original], self._choices[index]}
            self._choices[original] = USE if USE in made else LEAVE if LEAVE in made else ""
        for index, entry in enumerate(self._entries):
            if entry.sheet is None:
                self._settle(index, "refused", entry.refused)
            elif index not in copies:
                self._hold_or_admit(index, entry)
            if entry.saved_at and moment_of(entry.saved_at) > self._latest:
                self._ahead.append(index)

    def _hold_or_admit(self, index: int, entry: Entry) -> None:
        choice, differences = self._choices[index], self._difference(entry)
        mode = self._agreed.values["mode"]
        self._named[index] = entry.threshold or 0
        if entry.mode and shows_more(mode, entry.mode):
            reason = (
                f'was given for a round that is "{MODE_NAMES[entry.mode]}", so it never enters'
                f' one that is "{MODE_NAMES[mode]}": more would be shown than was promised'
            )
            self._settle(index, "held", reason)
        elif choice == LEAVE:
            self._settle(index, "held", "left out by you", (USE,))
        elif differences and choice != USE and not self._policy.admit:
            self._settle(index, "held", differences, (USE, LEAVE), "held")
        else:
            if differences:
                self._notes[index].append(differences)
            self._is_candidate[index] = self._is_used[index] = True
            if not entry.result_id:
                self._without_id.append(index)

    def choose_versions(self, versions: Mapping[str, Sequence[int]]) -> None:
        """Use the chosen one of several versions, or else the newest; hold those without an order.

        *versions* holds the indices of the entries that share an id, by that id.
        """
        for indices in versions.values():
            candidates = [index for index in indices if self._is_candidate[index]]
            chosen = [index for index in candidates if self._choices[index] == USE]
            if len(candidates) > 1:
                positions = newest([self._version(index) for index in candidates])
                latest = [candidates[position] for position in positions]
                if chosen:
                    self._use_version(max(chosen, key=self._preference), candidates, latest)
                elif len(latest) == 1:
                    self._use_version(latest[0], candidates, latest)
                else:
                    self._hold_versions(latest, candidates)

    def _use_version(self, used: int, candidates: Sequence[int], latest: Sequence[int]) -> None:
        which = "the newest" if latest == [used] else "chosen by you out"
        self._notes[used].append(f"{which} of {len(candidates)} versions of one result")
        is_open = not any(self._choices[index] == USE for index in candidates)
        for index in candidates:
            if index != used:
                self._set_duplicate(index, used, is_open)

    def _hold_versions(self, latest: Sequence[int], candidates: Sequence[int]) -> None:
        """Hold the versions any of which may be the newest; the others are their duplicates."""
        alike = {self._version(index).answers: index for index in latest}
        for index in candidates:
            self._set_duplicate(index, alike.get(self._version(index).answers, latest[0]), False)
        for index in latest:
            other = self._name(latest[0] if index != latest[0] else latest[1])
            reason = (
                f"has other answers than {other}, another version of the same result, and it"
                " cannot be known which is newer: keep the one that counts, leave out the other"
            )
            self._settle(index, "held", reason, (USE, LEAVE), "version")

    def keep_to_shown(self, copies: Collection[int]) -> None:
        """Once the group was shown, let people join, answer again or leave only with others.

        Where partners or people are shown by name, there is no threshold to keep.
        """
        if not has_threshold(self._agreed.values["mode"]):
            return
        indices = [i for i, entry in enumerate(self._entries) if entry.sheet and i not in copies]
        used = {index for index in indices if self._is_used[index]}
        since = since_shown(self._entries, indices, used, self._policy.revealed)
        waiting, staying = late_rule(since, self.threshold)
        for index, reason in waiting.items():
            self._is_used[index] = False
            self._settle(index, "held", reason, (), "late")
        for index, note in staying.items():
            self._is_used[index] = True
            self._notes[index].append(note)

    def settle_used(self) -> None:
        """Add notes to the used entries, and ask where two may come from the same person."""
        without_id = [index for index in self._without_id if self._is_used[index]]
        candidates = (index for index, running in enumerate(self._is_candidate) if running)
        twins = twins_of(self._entries, without_id, candidates, self._statements)
        for index, is_used in enumerate(self._is_used):
            if is_used and (index in twins or index in self._notes or self._choices[index]):
                self._set_used(index, twins.get(index))

    def remark_on_dates(self) -> None:
        """Remark on dates more than a day in the future: some computer's clock was wrong."""
        for index in self._ahead:
            remark = f"is dated {_saved(self._entries[index])}, which lies ahead: a clock was wrong"
            self.verdicts[index] = replace(self.verdicts[index], remark=remark)

    def _settle(
        self,
        index: int,
        status: Status,
        reason: str,
        choices: tuple[EntryChoice, ...] = (),
        asks: _Question = "",
    ) -> None:
        self.verdicts[index] = Verdict(status, reason, "", choices, asks)

    def _set_duplicate(self, index: int, used: int, is_open: bool) -> None:
        self._is_used[index] = False
        one, other = self._version(used), self._version(index)
        reason = (
            f"the same answers as {self._name(used)}, another version of the same result"
            if one.answers == other.answers
            else f"another version of {self._name(used)}: {_compared(one, other)}"
        )
        self._settle(index, "duplicate", reason, (USE,), "duplicate" if is_open else "")

    def _set_used(self, index: int, twin: int | None) -> None:
        notes, asks = self._notes.get(index, []), False
        is_admitted = bool(self._difference(self._entries[index]))
        choices: tuple[EntryChoice, ...] = (LEAVE,) if is_admitted else ()
        if self._choices[index] == LEAVE:
            choices = (USE,)
        if twin is not None:
            notes = [*notes, f"possibly the same person as {self._name(twin)}"]
            choices = (USE, LEAVE)
            # A choice that admitted the entry does not answer this question too.
            asks = is_admitted or self._choices[index] != USE
        self._settle(index, "used", "; ".join(notes), choices, "same-person" if asks else "")

    def _difference(self, entry: Entry) -> str:
        """Return how *entry* differs from the group, in words; empty if it fits."""
        _, values = vote_of(entry)
        if (entry.kind, values) not in self._differences:
            given = dict(zip(COMPARED, values, strict=True))
            if entry.kind == "paper":
                # Whoever types in a paper sheet knows the mode in which it was filled in.
                given["mode"] = self._agreed.values["mode"]
            self._differences[entry.kind, values] = differences_from(given, self._agreed)
        return self._differences[entry.kind, values]

    def _version(self, index: int) -> Version:
        return version_of(self._entries[index])

    def _preference(self, index: int) -> tuple[int, timedelta, str]:
        return preference_of(self._entries[index])

    def _name(self, index: int) -> str:
        return visible(self._entries[index].name, MAX_NAME)


def _compared(used: Version, other: Version) -> str:
    """Return how two versions of one result differ, in words."""
    if None not in (used.revision, other.revision) and used.revision != other.revision:
        return f"that one is revision {used.revision}, this one revision {other.revision}"
    return f"that one was saved {_saved(used)}, this one {_saved(other)}"


def _saved(version: Version | Entry) -> str:
    return version.saved_at.replace("T", " ") or "without a date"
