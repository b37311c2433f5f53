"""What the commands share: the files they read, what they tell of them, and their exit status.

Exit status: 0 everything used; 1 something refused, held or an entry unread, the rest used, each
named on standard error; 2 nothing usable; 3 an output could not be written; 64 wrong usage; 130
interrupted; 141 whoever read the output has left. See ``stopping`` and ``cli_streams`` for those.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

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
from pat_core.group.intake.arrivals import digest_of, entries_of_codes, result_entry
from pat_core.group.intake.entries import Entry, refused_entry
from pat_core.group.intake.spreadsheet import is_spreadsheet, read_rows
from pat_core.model import Instrument
from pat_core.text.display import HIDDEN, visible

__all__ = [
    "ALL_USED",
    "NOTHING_USABLE",
    "SOME_REFUSED",
    "WRONG_USAGE",
    "Run",
    "filled",
    "print_json",
    "tell",
]

ALL_USED, SOME_REFUSED, NOTHING_USABLE, WRONG_USAGE = 0, 1, 2, 64
_STEERING = re.compile(f"(?![\x00-\x1f])[{HIDDEN}]")
"""What is hidden or moves text; JSON itself writes the lower controls as escapes."""
_Content = bytes | dict[str, Any] | ResultFileError
"""What a file holds, what a row of a spreadsheet says, or why there is neither."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is one result: a file, a line of standard input, or a row of a spreadsheet."""

    name: str
    content: _Content
    is_whole: bool = True
    """Whether every cell of a row is in use."""
    code: Entry | None = None
    """What a result code says, where that is the piece."""


class Run:
    """The files of one command: yields what can be used, names the rest, keeps the count."""

    def __init__(self, places: Sequence[str], instrument: Instrument) -> None:
        self._places = places
        self.instrument = instrument
        self._used = 0
        self._troubled = False

    def results(self, *, blank_too: bool = False) -> Iterator[tuple[ReadResult, bool]]:
        """Yield each usable result, and whether all of it is used; tell causes and remarks.

        A spreadsheet stands for its rows, each of them a result.
        """
        for piece in self._pieces():
            found = self._take(piece, blank_too)
            if isinstance(found, ReadResult):
                yield found, found.is_whole and piece.is_whole

    def entries(self) -> Iterator[Entry]:
        """Yield what each piece holds as an entry, or why it is refused; tell causes, too."""
        for piece in self._pieces():
            if piece.code:
                # A code has an entry of its own kind; it is taken for its causes and its count.
                self._take(piece, blank_too=False)
                yield piece.code
                continue
            kind = "row" if isinstance(piece.content, dict) else "file"
            found, digest = self._take(piece, blank_too=False), digest_of(piece.content)
            if isinstance(found, ReadResult):
                yield result_entry(found, kind, digest, self.instrument)
            else:
                yield refused_entry(piece.name, kind, digest, str(found))

    def note_trouble(self) -> None:
        """Note that something was not used, though it could be read."""
        self._troubled = True

    def refuse(self, error: PatError) -> None:
        """Tell why a file is refused."""
        tell(str(error))
        self._troubled = True

    @property
    def has_used(self) -> bool:
        """Whether anything was usable so far."""
        return self._used > 0

    @property
    def status(self) -> int:
        """The exit status, once every result was taken."""
        if not self._used:
            return NOTHING_USABLE
        return SOME_REFUSED if self._troubled else ALL_USED

    def _take(self, piece: _Piece, blank_too: bool) -> ReadResult | ResultFileError:
        """Return the result in *piece*, and count it; or the error, and tell it."""
        try:
            found = self._read(piece.name, piece.content, blank_too)
        except ResultFileError as error:
            self.refuse(error)
            return error
        for problem in found.problems:
            tell(f"{piece.name}: {problem}")
        self._used += 1
        self._troubled = self._troubled or not (found.is_whole and piece.is_whole)
        return found

    def _read(self, name: str, content: _Content, blank_too: bool) -> ReadResult:
        if isinstance(content, ResultFileError):
            raise content
        if isinstance(content, bytes):
            found = read_result(content, name, self.instrument)
        else:
            found = check_result(content, name, self.instrument)
        if not blank_too and not found.result.has_answers:
            raise ResultFileError(f"{name}: holds no answers")
        return found

    def _pieces(self) -> Iterator[_Piece]:
        """Yield what is one result each: the files, and the rows of spreadsheets."""
        for name, content in read_inputs(self._places, tell):
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
            tell(f"{entry.name}: {remark}")
        if entry.sheet is None:
            cause = ResultFileError(f"{entry.name}: {entry.refused}")
            return _Piece(entry.name, cause, code=entry)
        start = {"format": FORMAT, "format_version": FORMAT_VERSION}
        about = {"instrument": {"id": self.instrument.id}}
        document = {**start, **about, **document_of(entry.sheet.marks, self.instrument)}
        return _Piece(entry.name, document, code=entry)

    def _rows(self, name: str, content: bytes) -> Iterator[_Piece]:
        try:
            # Gone through once before any row is used, so that a damaged file is refused as a
            # whole, and not kept meanwhile, for it may be large.
            people = sum(1 for _ in read_rows(content, name, self.instrument))
        except ResultFileError as error:
            yield _Piece(name, error)
            return
        if not people:
            yield _Piece(name, ResultFileError(f"{name}: holds no row below its headings"))
        for row in read_rows(content, name, self.instrument):
            for remark in (*row.notes, *row.remarks):
                tell(f"{name}: {remark}")
            yield _Piece(f"{name}, row {row.number}", row.document, not row.remarks)


def tell(sentence: str) -> None:
    """Write a sentence to standard error, in the program's name, over a progress bar if need be.

    Whatever foreign text is in it cannot steer the terminal.
    """
    start = "\r\x1b[K" if sys.stderr.isatty() else ""
    print(f"{start}pat: {visible(sentence)}", file=sys.stderr)


def print_json(text: str) -> None:
    """Print a JSON text, equal in what it says, that cannot steer the terminal it is shown on."""
    print(_STEERING.sub(lambda found: json.dumps(found[0])[1:-1], text))


def filled(value: str) -> str:
    """Return the value of an option, which a shell variable that is not set leaves empty.

    Raises:
        argparse.ArgumentTypeError: it is empty.
    """
    if not value.strip():
        raise argparse.ArgumentTypeError("the value is empty; give one, or leave the option out")
    return value
