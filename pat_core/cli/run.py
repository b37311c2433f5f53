"""What the commands share: reading files, reporting on them, and the exit status.

Exit status: 0 everything used; 1 something refused, held or an entry unread, each reported on
standard error, and the rest used; 2 nothing usable; 3 an output could not be written; 64 wrong
usage; 130 interrupted; 141 the reader of the output has left. For the last two, and for 3, see
``stopping`` and ``streams``.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pat_core.cli.inputs import read_inputs
from pat_core.errors import PatError, ResultFileError
from pat_core.files.result_file import (
    FORMAT,
    FORMAT_VERSION,
    ReadResult,
    check_result,
    read_result,
)
from pat_core.files.sheet import document_of
from pat_core.files.strict_json import ForeignObject
from pat_core.group.intake.arrivals import digest_of, entries_of_codes, result_entry
from pat_core.group.intake.entries import Entry, refused_entry
from pat_core.group.intake.spreadsheet import is_spreadsheet, read_rows
from pat_core.text.display import HIDDEN, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pat_core.documents.workspace import EntryKind
    from pat_core.model import Instrument

__all__ = [
    "ALL_USED",
    "NOTHING_USABLE",
    "SOME_REFUSED",
    "WRONG_USAGE",
    "Run",
    "filled",
    "print_json",
    "print_message",
]

ALL_USED, SOME_REFUSED, NOTHING_USABLE, WRONG_USAGE = 0, 1, 2, 64
_STEERING = re.compile(f"(?![\x00-\x1f])[{HIDDEN}]")
"""Characters that are hidden or move text; JSON itself escapes the lower control characters."""
_Content = bytes | ForeignObject | ResultFileError
"""The content of a file, the result in a row of a spreadsheet, or why there is neither."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """One result as it came: a file, a line of standard input, or a row of a spreadsheet."""

    name: str
    content: _Content
    is_whole: bool = True
    """Whether every cell of a row is used."""
    code: Entry | None = None
    """The entry of a result code, if it came as one."""


class Run:
    """The files of one command: yields what can be used, reports the rest, and keeps the count."""

    def __init__(self, places: Sequence[str], instrument: Instrument) -> None:
        self._places = places
        self.instrument = instrument
        self._used = 0
        self._troubled = False

    def results(self, *, blank_too: bool = False) -> Iterator[tuple[ReadResult, bool]]:
        """Yield each usable result, and whether all of it is used; report problems.

        Each row of a spreadsheet is a result. Results without answers count only if *blank_too*.
        """
        for piece in self._pieces():
            read = self._take(piece, blank_too)
            if isinstance(read, ReadResult):
                yield read, read.is_whole and piece.is_whole

    def entries(self) -> Iterator[Entry]:
        """Yield an entry for each result, usable or refused; report problems."""
        for piece in self._pieces():
            if piece.code:
                # Its entry is there already; it is taken only to be counted and reported on.
                self._take(piece, blank_too=False)
                yield piece.code
                continue
            kind: EntryKind = "row" if isinstance(piece.content, dict) else "file"
            read, digest = self._take(piece, blank_too=False), digest_of(piece.content)
            if isinstance(read, ReadResult):
                yield result_entry(read, kind, digest, self.instrument)
            else:
                yield refused_entry(piece.name, kind, digest, str(read))

    def note_trouble(self) -> None:
        """Note that something was not used, though it could be read."""
        self._troubled = True

    def refuse(self, error: PatError) -> None:
        """Report why a file is refused."""
        print_message(str(error))
        self._troubled = True

    @property
    def has_used(self) -> bool:
        """Whether anything has been usable so far."""
        return self._used > 0

    @property
    def status(self) -> int:
        """The exit status, once all results have been read."""
        if not self._used:
            return NOTHING_USABLE
        return SOME_REFUSED if self._troubled else ALL_USED

    def _take(self, piece: _Piece, blank_too: bool) -> ReadResult | ResultFileError:
        """Return the result in *piece* and count it, or return the error; report problems."""
        try:
            read = self._read(piece.name, piece.content, blank_too)
        except ResultFileError as error:
            self.refuse(error)
            return error
        for problem in read.problems:
            print_message(f"{piece.name}: {problem}")
        self._used += 1
        self._troubled = self._troubled or not (read.is_whole and piece.is_whole)
        return read

    def _read(self, name: str, content: _Content, blank_too: bool) -> ReadResult:
        if isinstance(content, ResultFileError):
            raise content
        if isinstance(content, bytes):
            read = read_result(content, name, self.instrument)
        else:
            read = check_result(content, name, self.instrument)
        if not blank_too and not read.result.has_answers:
            raise ResultFileError(f"{name}: holds no answers")
        return read

    def _pieces(self) -> Iterator[_Piece]:
        """Yield each result as it came: files, codes, and rows of spreadsheets."""
        for name, content in read_inputs(self._places, print_message):
            if not isinstance(content, bytes):
                yield _Piece(name, content)
            elif codes := entries_of_codes(content, name, self.instrument):
                yield from map(self._code, codes)
            elif is_spreadsheet(content, name, self.instrument):
                yield from self._rows(name, content)
            else:
                yield _Piece(name, content)

    def _code(self, entry: Entry) -> _Piece:
        for remark in entry.remarks:
            print_message(f"{entry.name}: {remark}")
        if entry.sheet is None:
            cause = ResultFileError(f"{entry.name}: {entry.refused}")
            return _Piece(entry.name, cause, code=entry)
        start = {"format": FORMAT, "format_version": FORMAT_VERSION}
        about = {"instrument": {"id": self.instrument.id}}
        document = {**start, **about, **document_of(entry.sheet.marks, self.instrument)}
        return _Piece(entry.name, document, code=entry)

    def _rows(self, name: str, content: bytes) -> Iterator[_Piece]:
        try:
            # Read once before any row is used, so that a damaged file is refused as a whole. Its
            # rows are not kept in the meantime, because they may be many.
            people = sum(1 for _ in read_rows(content, name, self.instrument))
        except ResultFileError as error:
            yield _Piece(name, error)
            return
        if not people:
            yield _Piece(name, ResultFileError(f"{name}: holds no row below its headings"))
        for row in read_rows(content, name, self.instrument):
            for remark in (*row.notes, *row.remarks):
                print_message(f"{name}: {remark}")
            yield _Piece(f"{name}, row {row.number}", row.document, not row.remarks)


def print_message(sentence: str) -> None:
    """Print a sentence to standard error after the program's name, over a progress bar if any.

    Foreign text in it cannot control the terminal.
    """
    start = "\r\x1b[K" if sys.stderr.isatty() else ""
    print(f"{start}pat: {visible(sentence)}", file=sys.stderr)


def print_json(text: str) -> None:
    """Print a JSON text with escapes for all characters that could control the terminal."""
    print(_STEERING.sub(lambda match: json.dumps(match[0])[1:-1], text))


def filled(value: str) -> str:
    """Return the value of an option, unchanged.

    Raises:
        argparse.ArgumentTypeError: it is empty, as with a shell variable that is not set.
    """
    if not value.strip():
        raise argparse.ArgumentTypeError("the value is empty; give one, or leave the option out")
    return value
