"""Reading what arrives for a group: files, codes, paper sheets and rows become entries.

Whatever arrives is read or refused, without an exception.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pat_core.errors import GroupFileError, PatError, ResultFileError
from pat_core.files.result_code import tag_of
from pat_core.files.result_file import check_result
from pat_core.files.sheet import BLANK, Sheet, sheet_of
from pat_core.files.strict_json import parse_json
from pat_core.group.intake.entries import SUCCESS, Entry, entry_from, refused_entry
from pat_core.group.intake.pasted_codes import find_codes
from pat_core.group.intake.spreadsheet import has_headings, is_spreadsheet, read_rows
from pat_core.text.display import MAX_NAME, visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pat_core.documents.workspace import EntryKind
    from pat_core.files.result_file import ReadResult
    from pat_core.group.intake.spreadsheet import Row
    from pat_core.model import Instrument

__all__ = [
    "code_entries",
    "digest_of",
    "entries_of_codes",
    "paper_entry",
    "read_entries",
    "result_entry",
    "unreadable_entry",
]

_BELONGS = {
    "pat-group": "it is the file of a whole group, not of one person; open it as a group file",
    "pat-round": "it is the set-up of a round, not answers; open it where the round is set up",
    "pat-workspace": "it is a workspace, not answers; open it as a workspace",
}
"""Files of ours that are opened by buttons of their own."""

_UTF8_MARK = b"\xef\xbb\xbf"
_FORMAT_FIRST = re.compile(rb'\s*\{\s*"format"\s*:\s*"([a-z-]+)"')
_ON_PAPER = ("now", "needed", "level", "sector", "organisation", "pairing_token")
"""What may be typed in besides the answers."""
_MAX_CODES_BYTES = 2_000_000
"""Largest text file that is searched for codes."""


def read_entries(raw: bytes, name: str, instrument: Instrument) -> list[Entry]:
    """Return what a file of any kind holds: a result, rows, codes, or one refused entry."""
    try:
        if codes := entries_of_codes(raw, name, instrument):
            return codes
        if is_spreadsheet(raw, name, instrument):
            rows = read_rows(raw, name, instrument)
            return [_row_entry(row, f"{name}, row {row.number}", instrument) for row in rows] or [
                refused_entry(name, "file", digest_of(raw), "it holds no row below its headings")
            ]
        return [_file_entry(raw, name, instrument)]
    except PatError as error:
        return [refused_entry(name, "file", digest_of(raw), str(error))]


def unreadable_entry(name: str, cause: str) -> Entry:
    """Return the refused entry of a file whose content never arrived, and the *cause*.

    Nothing is known of it but its name, so the digest is that of the name.
    """
    return refused_entry(name, "file", digest_of(name.encode("utf-8", "replace")), visible(cause))


def code_entries(text: str, instrument: Instrument, start: int = 1) -> list[Entry]:
    """Return an entry for each code in *text*, named by numbers from *start* on.

    What looks like a code but is not one becomes a refused entry; see ``pasted_codes``.
    """
    entries = []
    for number, code in enumerate(find_codes(text, instrument), start):
        name = f"code {number}"
        if code.cause:
            digest = digest_of(code.text.encode("utf-8", "replace"))
            entries.append(refused_entry(name, "code", digest, f"line {code.line}: {code.cause}"))
        else:
            digest, sheet = digest_of(f"{code.tag} {code.marks}".encode()), Sheet(code.marks)
            entries.append(
                Entry(name, "code", digest, sheet=sheet, tag=code.tag, remarks=code.remarks)
            )
    return entries


def entries_of_codes(raw: bytes, name: str, instrument: Instrument) -> list[Entry]:
    """Return an entry for each result code in a text file; an empty list if it holds none."""
    ending = name.lower()
    if not ending.endswith(".txt") or ending.endswith(".json.txt") or len(raw) > _MAX_CODES_BYTES:
        return []
    entries = code_entries(raw.decode("utf-8-sig", "replace"), instrument)
    if not any(entry.sheet for entry in entries) or has_headings(raw, instrument):
        return []
    return [replace(entry, name=f"{name}, {entry.name}") for entry in entries]


def paper_entry(marks: str, name: str, labels: Mapping[str, str], instrument: Instrument) -> Entry:
    """Return the entry of a paper sheet that was typed in.

    Args:
        marks: those of a sheet.
        name: what the list of entries calls it.
        labels: types, labels and token, under the same keys as in an entry.
        instrument: what was answered.

    Raises:
        GroupFileError: a mark or a label is not allowed, or no statement is answered.
    """
    given = {key: labels[key] for key in _ON_PAPER if labels.get(key)}
    typed = json.dumps([name, marks, given], ensure_ascii=True, sort_keys=True)
    document = {"name": name, "kind": "paper", "digest": digest_of(typed.encode()), "marks": marks}
    return entry_from({**document, **given}, instrument, visible(name, MAX_NAME))


def _file_entry(raw: bytes, name: str, instrument: Instrument) -> Entry:
    # A group or workspace file may be too large for a result; its first words say what it is.
    start = _FORMAT_FIRST.match(raw.removeprefix(_UTF8_MARK))
    _refuse_format(start[1].decode() if start else None)
    document, changed = parse_json(raw, name)
    _refuse_format(document.get("format") if isinstance(document, dict) else None)
    read = check_result(document, name, instrument, changed)
    return result_entry(read, "file", digest_of(raw), instrument)


def _row_entry(row: Row, name: str, instrument: Instrument) -> Entry:
    digest = digest_of(row.document)
    try:
        read = check_result(row.document, name, instrument)
        entry = result_entry(read, "row", digest, instrument)
        return replace(entry, remarks=(*row.notes, *row.remarks, *entry.remarks))
    except PatError as error:
        return refused_entry(name, "row", digest, str(error))


def result_entry(read: ReadResult, kind: EntryKind, digest: str, instrument: Instrument) -> Entry:
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
        threshold=result.document.get("threshold"),
        wording=wording if isinstance(wording, str) else "",
        tag=tag_of(result.text("result_id")),
        respondent=result.detail("name"),
        comments=(*result.comments.items(), *([(SUCCESS, success)] if success else [])),
        remarks=tuple(map(str, read.problems)),
        receipt=result.text("receipt"),
    )


def _refuse_format(format_: object) -> None:
    if isinstance(format_, str) and format_ in _BELONGS:
        raise GroupFileError(_BELONGS[format_])


def _refuse_blank(marks: str, instrument: Instrument) -> None:
    if not marks[: len(instrument.codes)].strip(BLANK):
        raise ResultFileError("holds no answers")


def digest_of(content: object) -> str:
    """Return a SHA-256 that identifies *content*: the bytes of a file, or a JSON value."""
    if not isinstance(content, bytes):
        content = json.dumps(content, ensure_ascii=True, sort_keys=True, default=str).encode()
    return hashlib.sha256(content).hexdigest()
