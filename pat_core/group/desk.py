"""What lies on the facilitator's desk: entries with choices, the round, and how to look at them.

The page hands all of it in with every question; here it becomes lines, a tally and a document.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from pat_core.group.comments import collect_comments
from pat_core.group.document import GroupDetails, group_document
from pat_core.group.entries import Entry, EntryCheck
from pat_core.group.fit import OPEN, common_values
from pat_core.group.foreign import ForeignValue
from pat_core.group.pairs import Marks, marks_by_token
from pat_core.group.parts import SHOWN_ONCE, has_shown_parts
from pat_core.group.rounds import DEFAULT_THRESHOLD, Round, round_from
from pat_core.group.sorting import (
    CHOICES,
    Line,
    counts_of,
    sort_entries,
    used_entries,
)
from pat_core.group.tally import LABEL_KINDS, NOT_GIVEN, GroupTally
from pat_core.group.workspace import check_options
from pat_core.model import Instrument, Profile
from pat_core.scoring import score_answers

__all__ = ["Desk", "desk_from"]

_WORDS = {
    "used": "used",
    "duplicate": "left out as a duplicate",
    "held": "held aside",
    "refused": "refused",
}


@dataclass(frozen=True)
class Desk:
    """All entries, sorted; and what they come to."""

    entries: tuple[Entry, ...]
    lines: tuple[Line, ...]
    round: Round | None
    options: Mapping[str, Any]
    """Kind of label for parts, labels that were merged, and threshold; see ``workspace``."""
    parts_shown: str = ""
    """Whose parts were shown: :attr:`mark` of that time; empty before any was."""

    @classmethod
    def of(cls, entries: Sequence[Entry], instrument: Instrument) -> "Desk":
        """Return a desk with *entries* on it, and nothing set up or chosen."""
        options = {"kind": "", "merged": {}, "threshold": DEFAULT_THRESHOLD}
        lines = sort_entries(entries, [""] * len(entries), None, instrument)
        return cls(tuple(entries), tuple(lines), None, options)

    @property
    def _partners(self) -> Mapping[str, str]:
        """Organisations that count as another one."""
        partners: Mapping[str, str] = self.options.get("partners", {})
        return partners

    @cached_property
    def used(self) -> list[Entry]:
        """The entries that count."""
        return used_entries(self.entries, self.lines)

    @cached_property
    def values(self) -> dict[str, str]:
        """Partnership, round, purpose, mode and wording of the group."""
        return common_values(self.entries, self.round)

    @property
    def is_too_few(self) -> bool:
        """Whether a confidential group as a whole stays below the threshold."""
        return self.values["mode"] != OPEN and len(self.used) < self.options["threshold"]

    @property
    def question(self) -> str:
        """What must be confirmed before so small a group is shown."""
        people = len(self.used)
        number = (
            "Only one person's answers are"
            if people == 1
            else f"Only {people} people's answers are"
        )
        return (
            f"{number} used, fewer than the threshold of {self.options['threshold']}. With so few,"
            " what each person answered can be worked out. Show the group only if all of them know"
            " this and agree."
        )

    @property
    def summary(self) -> str:
        """How many entries there are of each status, as a sentence."""
        counts = counts_of(self.lines)
        parts = [f"{n:,} {_WORDS[status]}" for status, n in counts.items() if n or status == "used"]
        return f"{', '.join(parts)}."

    @property
    def labels(self) -> dict[str, dict[str, int]]:
        """For each kind of label, each label with its people; of those used, by name."""
        found = {}
        for kind in LABEL_KINDS:
            given = Counter(getattr(entry.sheet, kind) or NOT_GIVEN for entry in self.used)
            found[kind] = dict(sorted(given.items()))
        return found

    @property
    def mark(self) -> str:
        """What tells this set of used entries from every other: a SHA-256 over their digests."""
        digests = sorted(entry.digest for entry in self.used)
        return sha256(" ".join(digests).encode()).hexdigest()

    def mark_of_parts(self, document: Mapping[str, Any]) -> str:
        """Return whose parts have been shown once *document* is shown."""
        return self.parts_shown or (self.mark if has_shown_parts(document["by"]) else "")

    @property
    def tokens(self) -> Marks:
        """The marks of those used who gave a random token of their own, by that token."""
        given = ((entry.pairing_token, entry.sheet) for entry in self.used)
        return marks_by_token((token, sheet) for token, sheet in given if sheet)

    @property
    def comments(self) -> list[dict[str, str]]:
        """The comments of those used, none of which was released yet."""
        return collect_comments(self.used)

    def people(self, instrument: Instrument) -> list[tuple[str, str, Profile]]:
        """Return name, organisation and profile of each person, for an open round."""
        return [
            (
                entry.respondent or entry.name,
                self._partners.get(entry.sheet.organisation, entry.sheet.organisation),
                score_answers(entry.sheet.answers(instrument), instrument),
            )
            for entry in self.used
            if entry.sheet
        ]

    def document(self, made_at: str, instrument: Instrument) -> dict[str, Any]:
        """Return the group file; no name of a file goes into it, and no comment yet."""
        kind, merged = self.options["kind"], self.options["merged"]
        tally = GroupTally(instrument, kind, merged, self._partners)
        for entry in self.used:
            if entry.sheet:
                tally.add(entry.sheet)
        invited = self.round.invited if self.round else ()
        partners = [each for each in invited if each.partner]
        is_other = self.values["mode"] != OPEN and self.parts_shown not in ("", self.mark)
        details = GroupDetails(
            made_at=made_at,
            partnership=self.values["partnership"],
            round=self.values["round"],
            purpose=self.values["purpose"],
            mode=self.values["mode"] or "confidential",
            threshold=self.options["threshold"],
            invited_people=sum(each.people for each in invited) or None,
            invited_partners=len(partners) or None,
            file_counts=counts_of(self.lines),
            parts_withheld=SHOWN_ONCE if is_other else "",
        )
        return group_document(tally, details, instrument)


def desk_from(payload: Mapping[str, Any], instrument: Instrument) -> Desk:
    """Return the desk in *payload*: entries with choices, round, revealed, options, parts_shown.

    Raises:
        GroupFileError: something is not of its kind; the message names the place.
    """
    page = ForeignValue(payload, "this page")
    given, check = page.at("entries").list(), EntryCheck(instrument)
    entries = tuple([check.entry(each) for each in given])
    options, set_up = check_options(page.at("options", {})), page.at("round", None)
    round_ = None if set_up.is_null() else round_from(set_up.raw, instrument, "this page: round")
    lines = sort_entries(
        entries,
        [each.at("choice", "").choice(CHOICES) for each in given],
        round_,
        instrument,
        revealed=[each.text() for each in page.at("revealed", []).list()],
        threshold=options["threshold"],
    )
    return Desk(entries, tuple(lines), round_, options, page.at("parts_shown", "").text())
