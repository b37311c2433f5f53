"""What has arrived of a group: each file, code, paper sheet or row of a spreadsheet is an entry.

Whatever comes is read or refused, and never raises. Which entries count is decided in
``selection``.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, NoReturn

from pat_core.errors import GroupFileError, PatError, ResultFileError
from pat_core.files.json_reader import ForeignValue
from pat_core.files.result_code import TAGS, tag_of
from pat_core.files.result_file import ReadResult, check_result
from pat_core.files.result_validation import MAX_REVISION
from pat_core.files.sheet import BLANK, Sheet, check_marks, marks_pattern, sheet_of
from pat_core.files.strict_json import parse_json
from pat_core.group.intake.pasted_codes import find_codes
from pat_core.group.intake.spreadsheet import has_headings, is_spreadsheet, read_rows
from pat_core.model import Instrument
from pat_core.text.cleaning import plain_lines
from pat_core.text.display import MAX_NAME, visible

__all__ = [
    "KINDS",
    "SUCCESS",
    "Entry",
    "EntryCheck",
    "code_entries",
    "digest_of",
    "entries_of_codes",
    "entry_document",
    "entry_from",
    "paper_entry",
    "read_entries",
    "refused_entry",
    "result_entry",
    "unreadable_entry",
]

KINDS = ("file", "code", "paper", "row")
"""How answers arrive."""
SUCCESS = "success"
"""Where a comment on the statement on aims stands; the others stand at a statement code."""

_BELONGS = {
    "pat-group": "it is the file of a whole group, not of one person; open it as a group file",
    "pat-round": "it is the set-up of a round, not answers; open it where the round is set up",
    "pat-workspace": "it is a workspace, not answers; open it as a workspace",
}
"""Files that are ours and have a button of their own."""

_UTF8_MARK = b"\xef\xbb\xbf"
_FORMAT_FIRST = re.compile(rb'\s*\{\s*"format"\s*:\s*"([a-z-]+)"')
_DIGEST = re.compile(r"[0-9a-f]{64}")
_TEXTS = (
    *("result_id", "saved_at", "pairing_token", "partnership", "round", "purpose", "mode"),
    "wording",
)
_ON_PAPER = ("now", "needed", "level", "sector", "organisation", "pairing_token")
"""What may be typed in beside the answers."""
_MOST_CODES = 2_000_000  # bytes of a text file that is looked through for codes
_MAX_ID = 100
_MAX_REMARKS = 2_000


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept of one arrival: who, when, for which round, and the sheet; or why not."""

    name: str
    kind: str
    digest: str
    """SHA-256 of what arrived, in hexadecimal."""
    refused: str = ""
    """Why it cannot be used, in one sentence; then everything below is empty."""
    sheet: Sheet | None = None
    result_id: str = ""
    revision: int | None = None
    """Rises with each download under one id; None where the file does not say it."""
    saved_at: str = ""
    pairing_token: str = ""
    """What its respondent may have put in to be found again in another round; see ``pairs``."""
    partnership: str = ""
    round: str = ""
    purpose: str = ""
    mode: str = ""
    wording: str = ""
    """Fingerprint of the wording in which the statements were answered, if the file gives one."""
    tag: int | None = None
    """What a code of this result carries to tell it from others; see ``result_code``."""
    respondent: str = ""
    comments: tuple[tuple[str, str], ...] = ()
    """Pairs of statement code, or "success", and text."""
    remarks: tuple[str, ...] = ()


def read_entries(raw: bytes, name: str, instrument: Instrument) -> list[Entry]:
    """Return what a file of any kind holds: a result, rows, codes, or one refused entry."""
    try:
        if codes := entries_of_codes(raw, name, instrument):
            return codes
        if is_spreadsheet(raw, name, instrument):
            rows = read_rows(raw, name, instrument)
            return [
                _row_entry(
                    row.document,
                    (*row.notes, *row.remarks),
                    f"{name}, row {row.number}",
                    instrument,
                )
                for row in rows
            ] or [refused_entry(name, "file", digest_of(raw), "it holds no row below its headings")]
        return [_file_entry(raw, name, instrument)]
    except PatError as error:
        return [refused_entry(name, "file", digest_of(raw), str(error))]


def unreadable_entry(name: str, cause: str) -> Entry:
    """Return the refused entry of a file whose content never arrived, with the *cause* told.

    Nothing of it can be told apart but its name, so that stands for the content in the digest.
    """
    return refused_entry(name, "file", digest_of(name.encode("utf-8", "replace")), visible(cause))


def code_entries(text: str, instrument: Instrument, start: int = 1) -> list[Entry]:
    """Return an entry for each code in *text*, named by numbers from *start* on.

    What looks like a code and is none is a refused entry; see ``pasted_codes``.
    """
    entries = []
    for number, found in enumerate(find_codes(text, instrument), start):
        name = f"code {number}"
        if found.cause:
            digest = digest_of(found.text.encode("utf-8", "replace"))
            entries.append(refused_entry(name, "code", digest, f"line {found.line}: {found.cause}"))
        else:
            digest, sheet = digest_of(f"{found.tag} {found.marks}".encode()), Sheet(found.marks)
            entries.append(
                Entry(name, "code", digest, sheet=sheet, tag=found.tag, remarks=found.remarks)
            )
    return entries


def entries_of_codes(raw: bytes, name: str, instrument: Instrument) -> list[Entry]:
    """Return an entry for each result code in a text file; nothing where it holds none."""
    ending = name.lower()
    if not ending.endswith(".txt") or ending.endswith(".json.txt") or len(raw) > _MOST_CODES:
        return []
    found = code_entries(raw.decode("utf-8-sig", "replace"), instrument)
    if not any(entry.sheet for entry in found) or has_headings(raw, instrument):
        return []
    return [replace(entry, name=f"{name}, {entry.name}") for entry in found]


def paper_entry(marks: str, name: str, labels: Mapping[str, str], instrument: Instrument) -> Entry:
    """Return the entry of a sheet that was typed in; *labels* as an entry has them.

    Raises:
        GroupFileError: a mark or a label is not one that a sheet has, or no statement is answered.
    """
    given = {key: labels[key] for key in _ON_PAPER if labels.get(key)}
    typed = json.dumps([name, marks, given], ensure_ascii=True, sort_keys=True)
    document = {"name": name, "kind": "paper", "digest": digest_of(typed.encode()), "marks": marks}
    return entry_from({**document, **given}, instrument, visible(name, MAX_NAME))


def entry_document(entry: Entry) -> dict[str, Any]:
    """Return *entry* as a JSON object, the sheet spread out in it; see :func:`entry_from`."""
    start = {"name": entry.name, "kind": entry.kind, "digest": entry.digest}
    if entry.sheet is None:
        return {**start, "refused": entry.refused}
    return {
        **start,
        **{key: getattr(entry, key) for key in _TEXTS},
        "revision": entry.revision,
        "tag": entry.tag,
        **asdict(entry.sheet),
        "respondent": entry.respondent,
        "comments": [list(pair) for pair in entry.comments],
        "remarks": list(entry.remarks),
    }


def entry_from(value: object, instrument: Instrument, place: str = "entry") -> Entry:
    """Return the entry in *value*, a JSON value from a page or a foreign workspace.

    Keys that are not known are passed over.

    Raises:
        GroupFileError: something is missing or is not of its kind; the message starts with *place*
            and names the key.
    """
    return EntryCheck(instrument).entry(ForeignValue(value, place))


class EntryCheck:
    """What an entry of one instrument may say: worked out once, then asked for every entry."""

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

    def entry(self, found: ForeignValue) -> Entry:
        """Return the entry in *found*; see :func:`entry_from`."""
        name, kind = found.at("name").text(), found.at("kind").choice(KINDS)
        digest = found.at("digest").text()
        if not _DIGEST.fullmatch(digest):
            found.at("digest").refuse("64 digits and letters a to f")
        if found.has("refused"):
            cause = found.at("refused").text()
            if not cause.strip():
                found.at("refused").refuse("a sentence")
            return refused_entry(name, kind, digest, visible(cause))
        revision, tag = found.at("revision", None), found.at("tag", None)
        return Entry(
            name,
            kind,
            digest,
            sheet=self._sheet(found),
            result_id=found.at("result_id", "").text(_MAX_ID),
            revision=None if revision.is_null() else revision.whole(1, MAX_REVISION),
            saved_at=found.at("saved_at", "").moment(),
            pairing_token=found.at("pairing_token", "").text(_MAX_ID),
            partnership=found.at("partnership", "").text(),
            round=found.at("round", "").text(),
            purpose=found.at("purpose", "").choice(self._purposes),
            mode=found.at("mode", "").choice(self._modes),
            wording=found.at("wording", "").text(),
            tag=None if tag.is_null() else tag.whole(0, TAGS - 1),
            respondent=found.at("respondent", "").text(),
            comments=self._comments(found.at("comments", [])),
            remarks=tuple(
                [visible(each.text()) for each in found.at("remarks", []).list(_MAX_REMARKS)]
            ),
        )

    def _sheet(self, found: ForeignValue) -> Sheet:
        """Return the sheet in an entry, with at least one statement answered."""
        marks = found.at("marks").text()
        if not self._marks.fullmatch(marks):
            self._refuse_marks(found.at("marks"))
        return Sheet(
            marks,
            found.at("now", "").choice(self._types),
            found.at("needed", "").choice(self._types),
            found.at("level", "").choice(self._levels),
            found.at("sector", "").choice(self._sectors),
            found.at("organisation", "").text(),
        )

    def _refuse_marks(self, marks: ForeignValue) -> NoReturn:
        try:
            check_marks(marks.text(), self._instrument)
        except PatError as error:
            marks.fail(f"cannot be read: {error}")
        marks.fail("hold no answers")

    def _comments(self, found: ForeignValue) -> tuple[tuple[str, str], ...]:
        pairs = [each.pair() for each in found.list(len(self._places))]
        return tuple(
            [(place.choice(self._places), plain_lines(text.text())) for place, text in pairs]
        )


def _file_entry(raw: bytes, name: str, instrument: Instrument) -> Entry:
    # A group or workspace file may be far larger than a result: its first words tell it.
    start = _FORMAT_FIRST.match(raw.removeprefix(_UTF8_MARK))
    _refuse_format(start[1].decode() if start else None)
    document, changed = parse_json(raw, name)
    _refuse_format(document.get("format") if isinstance(document, dict) else None)
    read = check_result(document, name, instrument, changed)
    return result_entry(read, "file", digest_of(raw), instrument)


def _row_entry(
    document: dict[str, Any], remarks: tuple[str, ...], name: str, instrument: Instrument
) -> Entry:
    digest = digest_of(document)
    try:
        entry = result_entry(check_result(document, name, instrument), "row", digest, instrument)
        return replace(entry, remarks=(*remarks, *entry.remarks))
    except PatError as error:
        return refused_entry(name, "row", digest, str(error))


def result_entry(read: ReadResult, kind: str, digest: str, instrument: Instrument) -> Entry:
    """Return the entry of a result that was read.

    Raises:
        ResultFileError: it holds no answers.
    """
    result = read.result
    sheet = sheet_of(result, instrument)
    _refuse_blank(sheet.marks, instrument)
    wording = result.document["instrument"].get("wording")
    success = result.success_comment
    return Entry(
        read.name,
        kind,
        digest,
        sheet=sheet,
        result_id=result.text("result_id"),
        revision=result.document.get("revision"),
        saved_at=result.text("saved_at"),
        pairing_token=result.text("pairing_token"),
        partnership=result.text("partnership"),
        round=result.text("round"),
        purpose=result.text("purpose"),
        mode=result.text("mode"),
        wording=wording if isinstance(wording, str) else "",
        tag=tag_of(result.text("result_id")),
        respondent=result.detail("name"),
        comments=(*result.comments.items(), *([(SUCCESS, success)] if success else [])),
        remarks=tuple(map(str, read.problems)),
    )


def _refuse_format(found: object) -> None:
    if isinstance(found, str) and found in _BELONGS:
        raise GroupFileError(_BELONGS[found])


def _refuse_blank(marks: str, instrument: Instrument) -> None:
    if not marks[: len(instrument.codes)].strip(BLANK):
        raise ResultFileError("holds no answers")


def refused_entry(name: str, kind: str, digest: str, cause: str) -> Entry:
    """Return an entry that cannot be used; its sentence does not say the name again."""
    return Entry(name, kind, digest, refused=cause.removeprefix(f"{name}: "))


def digest_of(content: object) -> str:
    """Return what tells a content from others: the bytes of a file, or what a row says."""
    if not isinstance(content, bytes):
        content = json.dumps(content, ensure_ascii=True, sort_keys=True, default=str).encode()
    return hashlib.sha256(content).hexdigest()
