"""What the commands share: the files they read, what they tell of them, and their exit status.

Exit status: 0 every file used; 1 something refused or an entry unread, the rest used, each named on
standard error; 2 nothing usable; 64 wrong usage.
"""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pat_core.errors import PatError, ResultFileError
from pat_core.group.entries import Entry, digest_of, refused_entry, result_entry
from pat_core.group.spreadsheet import is_spreadsheet, read_rows
from pat_core.inputs import read_inputs
from pat_core.model import Instrument
from pat_core.result_file import ReadResult, check_result, read_result
from pat_core.visible import HIDDEN, visible

__all__ = [
    "ALL_USED",
    "NOTHING_USABLE",
    "SOME_REFUSED",
    "STOPPED",
    "WRONG_USAGE",
    "Run",
    "is_among",
    "print_json",
    "tell",
]

ALL_USED, SOME_REFUSED, NOTHING_USABLE, WRONG_USAGE = 0, 1, 2, 64
_STEERING = re.compile(f"(?![\x00-\x1f])[{HIDDEN}]")
"""What is hidden or moves text; JSON itself writes the lower controls as escapes."""
STOPPED = 130
"""How programs end that were stopped by a key."""

_Content = bytes | dict[str, Any] | ResultFileError
"""What a file holds, what a row of a spreadsheet says, or why there is neither."""


class Run:
    """The files of one command: yields what can be used, names the rest, keeps the count."""

    def __init__(self, places: Sequence[str], instrument: Instrument) -> None:
        self._places = places
        self.instrument = instrument
        self._used = 0
        self._troubled = False

    def results(self, *, blank_too: bool = False) -> Iterator[ReadResult]:
        """Yield each usable result; tell every cause and remark on standard error."""
        for name, content in read_inputs(self._places):
            found = self._take(name, content, blank_too)
            if isinstance(found, ReadResult):
                yield found

    def entries(self) -> Iterator[Entry]:
        """Yield what each file holds as an entry, or why it is refused; tell causes, too.

        A spreadsheet stands for its rows, each of them a result.
        """
        for name, content in read_inputs(self._places):
            for piece, inner in self._pieces(name, content):
                kind, digest = ("row" if isinstance(inner, dict) else "file"), digest_of(inner)
                found = self._take(piece, inner, blank_too=False)
                if isinstance(found, ReadResult):
                    yield result_entry(found, kind, digest, self.instrument)
                else:
                    yield refused_entry(piece, kind, digest, str(found))

    def note_trouble(self) -> None:
        """Note that something was not used, though it could be read."""
        self._troubled = True

    def refuse(self, error: PatError) -> None:
        """Tell why a file is refused."""
        tell(str(error))
        self._troubled = True

    @property
    def status(self) -> int:
        """The exit status, once every result was taken."""
        if not self._used:
            return NOTHING_USABLE
        return SOME_REFUSED if self._troubled else ALL_USED

    def _take(self, name: str, content: _Content, blank_too: bool) -> ReadResult | ResultFileError:
        """Return the result in *content*, and count it; or the error, and tell it."""
        try:
            found = self._read(name, content, blank_too)
        except ResultFileError as error:
            self.refuse(error)
            return error
        for problem in found.problems:
            tell(f"{name}: {problem}")
        self._used += 1
        self._troubled = self._troubled or not found.is_whole
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

    def _pieces(self, name: str, content: _Content) -> Iterator[tuple[str, _Content]]:
        """Yield what is one result each: the file, or the rows of a spreadsheet."""
        if not isinstance(content, bytes) or not is_spreadsheet(content, name, self.instrument):
            yield name, content
            return
        try:
            # Gone through once before any row is used, so that a damaged file is refused as a
            # whole, and not kept meanwhile, for it may be large.
            people = sum(1 for _ in read_rows(content, name, self.instrument))
        except ResultFileError as error:
            yield name, error
            return
        if not people:
            yield name, ResultFileError(f"{name}: holds no row below its headings")
        for row in read_rows(content, name, self.instrument):
            for remark in row.remarks:
                tell(f"{name}: {remark}")
                self._troubled = True
            yield f"{name}, row {row.number}", row.document


def tell(sentence: str) -> None:
    """Write a sentence to standard error, in the program's name, over a progress bar if need be.

    Whatever foreign text is in it cannot steer the terminal.
    """
    start = "\r\x1b[K" if sys.stderr.isatty() else ""
    print(f"{start}pat: {visible(sentence)}", file=sys.stderr)


def print_json(text: str) -> None:
    """Print a JSON text, equal in what it says, that cannot steer the terminal it is shown on."""
    print(_STEERING.sub(lambda found: json.dumps(found[0])[1:-1], text))


def is_among(out: Path, places: Sequence[str]) -> bool:
    """Whether writing to *out* would overwrite one of the results at *places*."""
    return any(_is_same(out, Path(place)) for place in places) or (
        out.suffix == ".json" and any(_is_same(out.parent, Path(place)) for place in places)
    )


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False
