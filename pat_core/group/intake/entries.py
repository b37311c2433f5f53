"""What is kept of everything that has arrived for a group, as a value and as a JSON document.

Each file, code, paper sheet or row of a spreadsheet is one entry (see ``arrivals``). Which entries
count is decided in ``selection``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NoReturn

from pat_core.errors import PatError
from pat_core.files.json_reader import ForeignValue
from pat_core.files.result_code import TAGS
from pat_core.files.result_validation import MAX_REVISION, MAX_THRESHOLD, MIN_THRESHOLD
from pat_core.files.sheet import Sheet, check_marks, marks_pattern
from pat_core.text.cleaning import plain_lines
from pat_core.text.display import visible

if TYPE_CHECKING:
    from pat_core.documents.workspace import EntryDocument, EntryKind
    from pat_core.model import Instrument

__all__ = [
    "KINDS",
    "SUCCESS",
    "Entry",
    "EntryCheck",
    "entry_document",
    "entry_from",
    "refused_entry",
]

KINDS: tuple[EntryKind, ...] = ("file", "code", "paper", "row")
"""How answers arrive."""
SUCCESS: Final = "success"
"""The place of a comment on the statement on aims; that of any other is a statement code."""

_DIGEST = re.compile(r"[0-9a-f]{64}")
_MAX_ID = 100
_MAX_REMARKS = 2_000


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept of one arrival: who, when, for which round, and the sheet; or why not."""

    name: str
    kind: EntryKind
    digest: str
    """SHA-256 of what arrived, in hexadecimal."""
    refused: str = ""
    """Why it cannot be used, in one sentence; then all the following fields are empty."""
    sheet: Sheet | None = None
    result_id: str = ""
    revision: int | None = None
    """Rises with each download under one id; None if the file gives none."""
    saved_at: str = ""
    pairing_token: str = ""
    """What its respondent may have entered to be recognised in another round; see ``pairs``."""
    partnership: str = ""
    round: str = ""
    purpose: str = ""
    mode: str = ""
    threshold: int | None = None
    """How many people every figure was to have behind it, as the person was promised."""
    wording: str = ""
    """Fingerprint of the wording in which the statements were answered, if the file gives one."""
    tag: int | None = None
    """The number in a code of this result that tells it from others; see ``result_code``."""
    respondent: str = ""
    comments: tuple[tuple[str, str], ...] = ()
    """Pairs of statement code, or "success", and text."""
    remarks: tuple[str, ...] = ()
    receipt: str = ""
    """By which its respondent finds this file among those that were counted."""


def refused_entry(name: str, kind: EntryKind, digest: str, cause: str) -> Entry:
    """Return an entry that cannot be used; its sentence does not repeat the name."""
    return Entry(name, kind, digest, refused=cause.removeprefix(f"{name}: "))


def entry_document(entry: Entry) -> EntryDocument:
    """Return *entry* as a JSON object that also holds the fields of its sheet.

    :func:`entry_from` is its inverse.
    """
    sheet = entry.sheet
    if sheet is None:
        return {
            "name": entry.name,
            "kind": entry.kind,
            "digest": entry.digest,
            "refused": entry.refused,
        }
    return {
        "name": entry.name,
        "kind": entry.kind,
        "digest": entry.digest,
        "result_id": entry.result_id,
        "saved_at": entry.saved_at,
        "pairing_token": entry.pairing_token,
        "partnership": entry.partnership,
        "round": entry.round,
        "purpose": entry.purpose,
        "mode": entry.mode,
        "threshold": entry.threshold,
        "wording": entry.wording,
        "revision": entry.revision,
        "tag": entry.tag,
        "marks": sheet.marks,
        "now": sheet.now,
        "needed": sheet.needed,
        "level": sheet.level,
        "sector": sheet.sector,
        "organisation": sheet.organisation,
        "respondent": entry.respondent,
        "comments": [list(pair) for pair in entry.comments],
        "remarks": list(entry.remarks),
        "receipt": entry.receipt,
    }


def entry_from(value: object, instrument: Instrument, place: str = "entry") -> Entry:
    """Return the entry in *value*, a JSON value from a page or a foreign workspace.

    Unknown keys are ignored.

    Raises:
        GroupFileError: something is missing or invalid; the message starts with *place* and names
            the key.
    """
    return EntryCheck(instrument).entry(ForeignValue(value, place))


class EntryCheck:
    """What entries for one instrument may hold: prepared once, then used for every entry."""

    def __init__(self, instrument: Instrument) -> None:
        typology = instrument.typology
        types = [f"{c.code}/{f.code}" for c in typology.collaborations for f in typology.functions]
        self._instrument = instrument
        self._marks = marks_pattern(instrument)
        self._places = frozenset((*instrument.codes, SUCCESS))
        self._types = ("", *types)
        self._levels = ("", *(level.code for level in instrument.levels))
        self._sectors = ("", *(sector.code for sector in instrument.sectors))
        self._purposes = ("", *(purpose.code for purpose in instrument.purposes))
        self._modes = ("", *(mode.code for mode in instrument.modes))

    def entry(self, foreign: ForeignValue) -> Entry:
        """Return the entry in *foreign*; see :func:`entry_from`."""
        name, kind = foreign.at("name").text(), foreign.at("kind").choice(KINDS)
        digest = foreign.at("digest").text()
        if not _DIGEST.fullmatch(digest):
            foreign.at("digest").refuse("64 digits and letters a to f")
        if foreign.has("refused"):
            cause = foreign.at("refused").text()
            if not cause.strip():
                foreign.at("refused").refuse("a sentence")
            return refused_entry(name, kind, digest, visible(cause))
        revision, tag = foreign.at("revision", None), foreign.at("tag", None)
        receipt = foreign.at("receipt", "")
        threshold = foreign.at("threshold", None)
        return Entry(
            name,
            kind,
            digest,
            sheet=self._sheet(foreign),
            result_id=foreign.at("result_id", "").text(_MAX_ID),
            revision=None if revision.is_null() else revision.whole(1, MAX_REVISION),
            saved_at=foreign.at("saved_at", "").moment(),
            pairing_token=foreign.at("pairing_token", "").text(_MAX_ID),
            partnership=foreign.at("partnership", "").text(),
            round=foreign.at("round", "").text(),
            purpose=foreign.at("purpose", "").choice(self._purposes),
            mode=foreign.at("mode", "").choice(self._modes),
            threshold=None
            if threshold.is_null()
            else threshold.whole(MIN_THRESHOLD, MAX_THRESHOLD),
            wording=foreign.at("wording", "").text(),
            tag=None if tag.is_null() else tag.whole(0, TAGS - 1),
            respondent=foreign.at("respondent", "").text(),
            comments=self._comments(foreign.at("comments", [])),
            remarks=tuple(
                [visible(remark.text()) for remark in foreign.at("remarks", []).list(_MAX_REMARKS)]
            ),
            receipt="" if receipt.raw == "" else receipt.receipt(),
        )

    def _sheet(self, foreign: ForeignValue) -> Sheet:
        """Return the sheet in an entry, with at least one statement answered."""
        marks = foreign.at("marks").text()
        if not self._marks.fullmatch(marks):
            self._refuse_marks(foreign.at("marks"))
        return Sheet(
            marks,
            foreign.at("now", "").choice(self._types),
            foreign.at("needed", "").choice(self._types),
            foreign.at("level", "").choice(self._levels),
            foreign.at("sector", "").choice(self._sectors),
            foreign.at("organisation", "").text(),
        )

    def _refuse_marks(self, marks: ForeignValue) -> NoReturn:
        try:
            check_marks(marks.text(), self._instrument)
        except PatError as error:
            marks.fail(f"cannot be read: {error}")
        marks.fail("hold no answers")

    def _comments(self, foreign: ForeignValue) -> tuple[tuple[str, str], ...]:
        pairs = [comment.pair() for comment in foreign.list(len(self._places))]
        return tuple(
            [(place.choice(self._places), plain_lines(text.text())) for place, text in pairs]
        )
