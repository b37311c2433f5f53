"""The facilitator's desk: entries with choices, the round, and how the group is looked at.

The page passes all of it in with every call, the command line only once. The desk turns it into
the lines of the list and into the group document.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from pat_core.files.json_reader import ForeignValue
from pat_core.group.desk.workspace import check_options
from pat_core.group.disclosure.subgroups import SHOWN_ONCE, has_shown_subgroups
from pat_core.group.document.group_document import GroupDetails, group_document
from pat_core.group.intake.comments import collect_comments
from pat_core.group.intake.entries import Entry, EntryCheck
from pat_core.group.intake.round_matching import COMPARED
from pat_core.group.intake.selection import CHOICES, Policy, Selection, select_entries
from pat_core.group.intake.versions import written_at
from pat_core.group.round.rounds import Round, round_from
from pat_core.group.statistics.pairs import Marks, marks_by_token
from pat_core.group.statistics.tally import LABEL_KINDS, NOT_GIVEN, ORGANISATION, GroupTally
from pat_core.model import CONFIDENTIAL
from pat_core.modes import has_threshold, shows_partners, shows_people
from pat_core.scoring.principles import score_answers
from pat_core.text.name_key import name_key, spellings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pat_core.documents.figures import LabelKind
    from pat_core.documents.group import GroupDocument
    from pat_core.documents.workspace import OptionsDocument, WaitingComment
    from pat_core.files.sheet import Sheet
    from pat_core.model import Instrument, Profile

__all__ = ["NO_OPTIONS", "Desk", "Line", "desk_from", "wanted_values"]

NO_OPTIONS: OptionsDocument = {
    "kind": "",
    "merged": {},
    "partners": {},
    "threshold": None,
    "round": "",
}
"""How a group is looked at where nothing was chosen."""

_STATUS_WORDS = {
    "used": "used",
    "duplicate": "left out as a duplicate",
    "held": "held aside",
    "refused": "refused",
}


@dataclass(frozen=True, slots=True)
class Line:
    """What the list of entries says about one of them; see ``selection.Verdict``."""

    name: str
    status: str
    reason: str = ""
    remarks: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    asks: str = ""


@dataclass(frozen=True)
class Desk:
    """All entries, which of them count, and the group that they make."""

    entries: Sequence[Entry]
    selection: Selection
    options: OptionsDocument
    round: Round | None = None
    parts_shown: str = ""
    """The :attr:`mark` of the entries whose subgroups were shown; empty before any were."""

    @classmethod
    def of(cls, entries: Sequence[Entry], instrument: Instrument) -> Desk:
        """Return a desk with *entries* on it, and nothing set up or chosen."""
        return cls(entries, select_entries(entries, Policy(), instrument), NO_OPTIONS)

    @property
    def lines(self) -> Iterator[Line]:
        """What the list says about each entry, in order."""
        return map(self.line, range(len(self.entries)))

    def line(self, place: int) -> Line:
        """Return what the list says about the entry at *place*."""
        entry, verdict = self.entries[place], self.selection.verdicts[place]
        remarks = (*entry.remarks, *([verdict.remark] if verdict.remark else []))
        status, reason = verdict.status, verdict.reason
        return Line(entry.name, status, reason, remarks, verdict.choices, verdict.asks)

    @property
    def used(self) -> Iterator[Entry]:
        """The entries that count, in order."""
        return (self.entries[place] for place in self.selection.used)

    @property
    def sheets(self) -> Iterator[Sheet]:
        """The sheets that count; an organisation is spelled as in its earliest entry."""
        for entry in self.used:
            if entry.sheet:
                name = entry.sheet.organisation
                shown = self._organisations.get(name_key(name), name)
                yield replace(entry.sheet, organisation=shown) if shown != name else entry.sheet

    @cached_property
    def _organisations(self) -> Mapping[str, str]:
        return spellings(
            (written_at(entry.saved_at), entry.sheet.organisation)
            for entry in self.used
            if entry.sheet and entry.sheet.organisation
        )

    @cached_property
    def _merged_partners(self) -> Mapping[str, str]:
        """Organisations that count as another one, with that other, both as spelled here."""
        shown = self._organisations
        return {
            shown.get(name_key(name), name): shown.get(name_key(other), other)
            for name, other in self.options["partners"].items()
        }

    @cached_property
    def people(self) -> int:
        """How many entries count."""
        return sum(1 for _ in self.selection.used)

    @property
    def values(self) -> Mapping[str, str]:
        """Partnership, round, purpose, mode and wording of the group."""
        return self.selection.agreed.values

    @property
    def is_too_few(self) -> bool:
        """Whether fewer entries count than the round promised to put behind every figure."""
        return has_threshold(self.values["mode"]) and self.people < self.selection.threshold

    @property
    def refusal(self) -> str:
        """Why so small a group is not shown, and what can be done; empty where it is shown."""
        if not self.is_too_few:
            return ""
        number = (
            "Only one person's answers are"
            if self.people == 1
            else f"Only {self.people} people's answers are"
        )
        return (
            f"{number} used, and figures are shown from {self.selection.threshold} people on."
            " With so few, what each person answered could be worked out, so there are no figures."
            " Give people more time to answer, or ask everybody to send their answers again for a"
            " round in which partners or people are shown by name."
        )

    @property
    def threshold_remark(self) -> str:
        """Why a lower threshold than was promised is not used; empty where none is asked for."""
        asked, promised = self.options["threshold"], self.selection.promised
        if asked is None or asked >= promised or not has_threshold(self.values["mode"]):
            return ""
        return (
            f"A threshold of {asked} is lower than the {promised} of this round, so {promised} is"
            " used: it can be raised, but not lowered."
        )

    @property
    def kind(self) -> LabelKind | Literal[""]:
        """The kind of label that makes the subgroups, or nothing for none.

        Where partners are shown by name and people are not, it is the organisation.
        """
        kind, mode = self.options["kind"], self.values["mode"]
        is_by_partner = shows_partners(mode) and not shows_people(mode)
        return ORGANISATION if kind and is_by_partner else kind

    @property
    def summary(self) -> str:
        """How many entries have each status, and what the facilitator must answer, in sentences."""
        counts = self.selection.counts
        parts = [
            f"{n:,} {_STATUS_WORDS[status]}"
            for status, n in counts.items()
            if n or status == "used"
        ]
        return " ".join(filter(None, [f"{', '.join(parts)}.", self.selection.agreed.question]))

    @property
    def labels(self) -> dict[str, dict[str, int]]:
        """How many people have each label, by kind; of the entries that count, sorted by label."""
        labels: dict[str, dict[str, int]] = {}
        for kind in LABEL_KINDS:
            given = Counter(getattr(sheet, kind) or NOT_GIVEN for sheet in self.sheets)
            labels[kind] = dict(sorted(given.items()))
        return labels

    @property
    def mark(self) -> str:
        """What identifies the set of entries that count: a SHA-256 over their digests."""
        digests = sorted(entry.digest for entry in self.used)
        return sha256(" ".join(digests).encode()).hexdigest()

    @property
    def has_shown_other_subgroups(self) -> bool:
        """Whether the subgroups of another set of entries have been shown."""
        return bool(self.parts_shown) and self.parts_shown != self.mark

    def mark_once_shown(self, document: GroupDocument) -> str:
        """Return what ``parts_shown`` is once *document* has been shown."""
        return self.parts_shown or (self.mark if has_shown_subgroups(document["by"]) else "")

    @property
    def tokens(self) -> Marks:
        """The marks of those who gave a random token, by that token; of the entries that count."""
        return marks_by_token(
            (entry.pairing_token, entry.sheet)
            for entry in self.used
            if entry.pairing_token and entry.sheet
        )

    @property
    def comments(self) -> list[WaitingComment]:
        """The comments in the entries that count, none of them released yet."""
        return collect_comments(self.used)

    def profiles(self, instrument: Instrument) -> list[tuple[str, str, Profile]]:
        """Return name, organisation and profile of each person, if the mode shows people."""
        if not shows_people(self.values["mode"]):
            return []
        return [
            (
                entry.respondent or entry.name,
                self._merged_partners.get(sheet.organisation, sheet.organisation),
                score_answers(sheet.answers(instrument), instrument),
            )
            for entry, sheet in zip(self.used, self.sheets, strict=True)
        ]

    def document(self, made_at: str, instrument: Instrument) -> GroupDocument:
        """Return the group document, without names of files and without comments."""
        merged = self.options["merged"] if self.kind == self.options["kind"] else {}
        tally = GroupTally(_Sheets(self), instrument, self.kind, merged, self._merged_partners)
        invited = self.round.invited if self.round else ()
        partners = [invitation for invitation in invited if invitation.partner]
        is_other = has_threshold(self.values["mode"]) and self.has_shown_other_subgroups
        details = GroupDetails(
            made_at=made_at,
            partnership=self.values["partnership"],
            round=self.values["round"],
            purpose=self.values["purpose"],
            mode=self.values["mode"] or CONFIDENTIAL,
            threshold=self.selection.threshold,
            invited_people=sum(invitation.people for invitation in invited) or None,
            invited_partners=len(partners) or None,
            receipts=[entry.receipt for entry in self.used if entry.receipt],
            file_counts=self.selection.counts,
            parts_withheld=SHOWN_ONCE if is_other else "",
        )
        return group_document(tally, details, instrument)


class _Sheets:
    """The sheets that count on a desk; they can be gone through repeatedly, and are not kept."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __iter__(self) -> Iterator[Sheet]:
        return self._desk.sheets


def wanted_values(set_up: Round | None, round_name: str = "") -> dict[str, str]:
    """Return what a set-up says about the group; *round_name* is used where it names no round."""
    wanted = {key: getattr(set_up, key, "") for key in COMPARED}
    return {**wanted, "round": wanted["round"] or round_name}


def desk_from(payload: Mapping[str, object], instrument: Instrument) -> Desk:
    """Return the desk in *payload*: entries with choices, round, revealed, options, parts_shown.

    If ``now``, the page's time, is given, dates that lie ahead of it are remarked on.

    Raises:
        GroupFileError: something is not of its kind; the message names the place.
    """
    page = ForeignValue(payload, "this page")
    given, check = page.at("entries").list(), EntryCheck(instrument)
    entries = tuple([check.entry(entry) for entry in given])
    options, set_up = check_options(page.at("options", {})), page.at("round", None)
    round_ = None if set_up.is_null() else round_from(set_up.raw, instrument, "this page: round")
    policy = Policy(
        wanted=wanted_values(round_, options["round"]),
        choices=[entry.at("choice", "").choice(CHOICES) for entry in given],
        revealed=[digest.text() for digest in page.at("revealed", []).list()],
        promised=round_.threshold if round_ else None,
        threshold=options["threshold"],
        now=page.at("now", "").moment(),
    )
    selection = select_entries(entries, policy, instrument)
    return Desk(entries, selection, options, round_, page.at("parts_shown", "").text())
