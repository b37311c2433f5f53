"""Which entries count: used, duplicate, held aside, or refused, each with its reason.

The facilitator's choices decide where the rules leave a choice. The order in which entries arrived
decides nothing but ties: whose name a question gives, and which of two equally common rounds it is.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pat_core.group.entries import Entry
from pat_core.group.fit import COMPARED, OPEN, common_values, differences_from
from pat_core.group.late import since_shown
from pat_core.group.rounds import DEFAULT_THRESHOLD, Round
from pat_core.model import Instrument
from pat_core.sheet import BLANK, CANT_SAY
from pat_core.visible import MAX_NAME, visible

__all__ = [
    "CHOICES",
    "LEAVE",
    "MIN_EQUAL",
    "STATUSES",
    "USE",
    "Line",
    "counts_of",
    "moment_of",
    "sort_entries",
    "used_entries",
]

STATUSES = ("used", "duplicate", "held", "refused")
USE, LEAVE = "use", "leave"
CHOICES = ("", USE, LEAVE)
"""What a facilitator may choose for an entry; an empty text is no choice."""
MIN_EQUAL = 12
"""From how many answered statements on equal answers are taken for a sign of one person. Ours."""

_CONFIDENTIAL = "confidential"
_YEAR_ONE = datetime(1, 1, 1, tzinfo=UTC)
_NO_DATE = timedelta.min


@dataclass(frozen=True, slots=True)
class Line:
    """What the list of entries says of one of them."""

    name: str
    status: str
    reason: str = ""
    remarks: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    """What the facilitator may choose here."""
    asks: str = ""
    """Which question is open: "duplicate", "same-person", "held" or "late"; or none."""


def sort_entries(
    entries: Sequence[Entry],
    choices: Sequence[str],
    wanted: Round | None,
    instrument: Instrument,
    *,
    revealed: Collection[str] = (),
    threshold: int = DEFAULT_THRESHOLD,
) -> list[Line]:
    """Return a line for each entry, in the same order.

    Args:
        entries: what arrived.
        choices: the facilitator's choice for each entry: "use", "leave", or empty.
        wanted: the round that was set up; what it does not give is taken from most entries.
        instrument: whose statements were answered.
        revealed: the digest of every entry that was used when the group was last shown, as often
            as it was used; empty before that.
        threshold: how many people may join or leave a confidential round that was shown.
    """
    sorting = _Sorting(entries, choices, common_values(entries, wanted), instrument)
    sorting.set_aside()
    sorting.choose_versions()
    if revealed:
        sorting.keep_to_shown(revealed, threshold)
    sorting.ask_for_twins()
    return [sorting.lines[index] for index in range(len(entries))]


def used_entries(entries: Sequence[Entry], lines: Sequence[Line]) -> list[Entry]:
    """Return the entries that count, by their *lines*."""
    return [e for e, line in zip(entries, lines, strict=True) if line.status == "used"]


def counts_of(lines: Iterable[Line]) -> dict[str, int]:
    """Return how many lines have each of the four statuses."""
    found = Counter(line.status for line in lines)
    return {status: found[status] for status in STATUSES}


class _Sorting:
    """One sorting: the lines so far, and of the entries in the running who is used."""

    def __init__(
        self,
        entries: Sequence[Entry],
        choices: Sequence[str],
        values: Mapping[str, str],
        instrument: Instrument,
    ) -> None:
        self._entries = entries
        self._choices = list(choices)
        self._values = values
        self._statements = len(instrument.codes)
        self._unique: list[int] = []
        """The entries that are not refused, of equal files with an id only the first."""
        self._versions: dict[str, list[int]] = defaultdict(list)
        """The entries in the running that share an id."""
        self._used: set[int] = set()
        self._notes: dict[int, list[str]] = defaultdict(list)
        """What is told of an entry even where it is used."""
        self.lines: dict[int, Line] = {}

    def set_aside(self) -> None:
        """Settle what is refused, a copy, or held; the rest is in the running."""
        self._unique = self._without_copies()
        for index in self._unique:
            entry, choice = self._entries[index], self._choices[index]
            differences = self._differences(index)
            if entry.mode == _CONFIDENTIAL and self._values["mode"] == OPEN:
                reason = "was given in confidence, so it never enters an open round"
                self._set(index, "held", reason)
            elif choice == LEAVE:
                self._set(index, "held", "left out by you", (USE,))
            elif differences and choice != USE:
                self._set(index, "held", differences, (USE, LEAVE), "held")
            else:
                self._notes[index] += [differences] if differences else []
                if entry.result_id:
                    self._versions[entry.result_id].append(index)
                else:
                    self._used.add(index)

    def choose_versions(self) -> None:
        """Use one of the entries that share an id: the chosen one, else the newest."""
        for indices in self._versions.values():
            newest = max(indices, key=self._age)
            used = max(indices, key=lambda i: (self._choices[i] == USE, self._age(i)))
            self._used.add(used)
            if len(indices) > 1:
                which = "the newest" if used == newest else "chosen by you out"
                self._notes[used].append(f"{which} of {len(indices)} versions of one result")
            is_open = not any(self._choices[i] == USE for i in indices)
            for index in indices:
                if index != used:
                    self._set_duplicate(index, used, is_open)

    def keep_to_shown(self, revealed: Collection[str], threshold: int) -> None:
        """Let people join, answer anew or leave only with others, once the group was shown.

        In a confidential round the people used are those who were shown, but for at least as many
        as the threshold who joined, and as many who left, whatever took them out. Another version
        of a result that was shown is used where as many join, or where as many correct theirs;
        until then the one that was shown stays in use. Only the last showing is known here.
        """
        if self._values["mode"] == OPEN:
            return
        since = since_shown(self._entries, self._unique, self._used, revealed)
        joined = len(since.joined)
        if joined < threshold:
            for index in since.joined:
                reason = (
                    "came after the group was shown;"
                    f" it waits until {threshold} late files are there (now {joined})"
                )
                self._hold_late(index, reason)
        if max(joined, since.corrected) < threshold:
            for index, shown in since.changed.items():
                reason = (
                    "another version of it was shown with the group; it waits until"
                    f" {threshold} late files or {threshold} corrected ones are there"
                )
                self._hold_late(index, reason)
                self._bring_back(shown, "stays in use while its other version waits")
        if len(since.left) + since.lost < threshold:
            for index in since.left:
                self._bring_back(
                    index,
                    "was shown with the group, so it stays in use: it can be left out only with"
                    f" {threshold - 1} others, or before a group is shown",
                )

    def _hold_late(self, index: int, reason: str) -> None:
        self._used.remove(index)
        self._set(index, "held", reason, (), "late")

    def _bring_back(self, index: int, note: str) -> None:
        self.lines.pop(index, None)
        self._used.add(index)
        self._notes[index].append(note)

    def ask_for_twins(self) -> None:
        """Settle what is used, and ask where two entries may be of one person."""
        by_code: dict[tuple[int | None, str], str] = {}
        for indices in self._versions.values():
            for index in indices:
                entry = self._entries[index]
                by_code.setdefault((entry.tag, self._marks(index)), entry.name)
        by_digest: dict[str, str] = {}
        by_marks: dict[str, str] = {}
        for index in sorted(self._used):
            entry, marks = self._entries[index], self._marks(index)
            twin = None
            if not entry.result_id:
                twin = by_digest.get(entry.digest) or by_marks.get(marks)
                if entry.kind == "code" and twin is None:
                    twin = by_code.get((entry.tag, marks))
                by_digest.setdefault(entry.digest, entry.name)
                if self._answered(marks) >= MIN_EQUAL:
                    by_marks.setdefault(marks, entry.name)
            self._set_used(index, twin)

    def _without_copies(self) -> list[int]:
        """Return the first of each set of equal files; settle the others, and what is refused.

        A choice for one of the set is a choice for all.
        """
        first: dict[tuple[str, str], int] = {}
        found = []
        for index, entry in enumerate(self._entries):
            original = first.setdefault((entry.result_id, entry.digest), index)
            if entry.sheet is None:
                self._set(index, "refused", entry.refused)
            elif not entry.result_id or original == index:
                found.append(index)
            else:
                name = visible(self._entries[original].name, MAX_NAME)
                self._set(index, "duplicate", f"the same file again: {name}")
                made = {self._choices[original], self._choices[index]}
                self._choices[original] = next((c for c in (USE, LEAVE) if c in made), "")
        return found

    def _set(
        self,
        index: int,
        status: str,
        reason: str,
        choices: tuple[str, ...] = (),
        asks: str = "",
    ) -> None:
        entry = self._entries[index]
        self.lines[index] = Line(entry.name, status, reason, entry.remarks, choices, asks)

    def _set_duplicate(self, index: int, used: int, is_open: bool) -> None:
        other = self._entries[used]
        name = visible(other.name, MAX_NAME)
        reason = (
            f"another version of {name}: that one was saved {_saved(other)},"
            f" this one {_saved(self._entries[index])}"
        )
        self._set(index, "duplicate", reason, (USE,), "duplicate" if is_open else "")

    def _set_used(self, index: int, twin: str | None) -> None:
        notes, asks = self._notes[index], ""
        is_admitted = bool(self._differences(index))
        choices: tuple[str, ...] = (LEAVE,) if is_admitted else ()
        if self._choices[index] == LEAVE:
            choices = (USE,)
        if twin is not None:
            notes = [*notes, f"possibly the same person as {visible(twin, MAX_NAME)}"]
            choices = (USE, LEAVE)
            # A choice that admitted the entry does not answer this question too.
            asks = "same-person" if is_admitted or self._choices[index] != USE else ""
        self._set(index, "used", "; ".join(notes), choices, asks)

    def _differences(self, index: int) -> str:
        entry = self._entries[index]
        given = {key: getattr(entry, key) for key in COMPARED}
        if entry.kind == "paper":
            # Whoever types a sheet in knows its terms.
            given["mode"] = self._values["mode"]
        return differences_from(given, self._values)

    def _age(self, index: int) -> tuple[timedelta, str]:
        """Return what is larger for the newer of two versions; equally new ones by their bytes."""
        entry = self._entries[index]
        return moment_of(entry.saved_at), entry.digest

    def _marks(self, index: int) -> str:
        sheet = self._entries[index].sheet
        return sheet.marks if sheet else ""

    def _answered(self, marks: str) -> int:
        return sum(mark not in (BLANK, CANT_SAY) for mark in marks[: self._statements])


def _saved(entry: Entry) -> str:
    return entry.saved_at.replace("T", " ") or "without a date"


def moment_of(saved_at: str) -> timedelta:
    """Return how long after the year 1 something was saved, in UTC; the least where no date is.

    A date without a zone is one of UTC.
    """
    if not saved_at:
        return _NO_DATE
    moment = datetime.fromisoformat(saved_at)
    # A difference never leaves the years that a date can have, whatever the zone.
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - _YEAR_ONE
