"""A CSV file as text: its encoding, which of its first rows holds the headings, and its cells.

People put a title or empty rows above a table, and Excel a line that names the separator.
"""

from __future__ import annotations

import csv
import re
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from pat_core.errors import ResultFileError
from pat_core.files.containers import container_cause
from pat_core.files.strict_json import shown

if TYPE_CHECKING:
    import io
    from collections.abc import Collection, Iterator

__all__ = [
    "MAX_BYTES",
    "TOP",
    "Headings",
    "cells_below",
    "decode_csv",
    "encoding_of",
    "find_headings",
    "plain_word",
]

MAX_BYTES = 64_000_000
"""Largest spreadsheet that is read, in bytes."""
TOP = 20
"""How many of the first rows are searched for the headings."""

_SEPARATORS = ",;\t"
_SAYS_SEPARATOR = re.compile(r'"?sep=([^\r\n" ])"?(?:\r\n?|\n)', re.IGNORECASE)
_LONGEST_MARK = 20
"""How many characters at the start may name the separator."""
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_INNER_MARKS = re.compile(r"(?<=[^\W_])[-_\s]+(?=[^\W_])")


@dataclass(frozen=True, slots=True)
class Headings:
    """The heading row of a CSV, and where it is."""

    separator: str
    cells: list[str]
    number: int
    """Its row number, as spreadsheets count."""
    lines: int
    """How many lines of the text are above it."""
    start: int
    """Where its text starts."""
    above: tuple[str, ...]
    """A sentence on each row above it that is not empty."""


def decode_csv(raw: bytes, name: str) -> str:
    """Return the text of a CSV file that messages call *name*.

    Raises:
        ResultFileError: it is too large, or not text in UTF-8.
    """
    if len(raw) > MAX_BYTES:
        raise ResultFileError(
            f"{name}: the file holds more than {MAX_BYTES:,} bytes; a spreadsheet here is smaller"
        )
    try:
        text = raw.decode(encoding_of(raw))
        fault = text.find("\0")
    except UnicodeDecodeError as error:
        fault = error.start
    if fault >= 0:
        cause = container_cause(raw) or (
            f"the text is no UTF-8 from place {fault + 1} on;"
            ' in the spreadsheet program, save it again as "CSV UTF-8"'
        )
        raise ResultFileError(f"{name}: {cause}")
    return text


def encoding_of(raw: bytes) -> str:
    """Return the encoding of the text; Excel's "Unicode text" is UTF-16 with a byte-order mark."""
    return "utf-16" if raw.startswith(_UTF16_MARKS) else "utf-8-sig"


def find_headings(source: io.StringIO, codes: Collection[str]) -> Headings | None:
    """Return the one of the first rows that holds the most statement codes, and its separator.

    A first line such as "sep=;" is Excel's own, which it neither shows nor counts.
    """
    named = _SAYS_SEPARATOR.match(source.getvalue()[:_LONGEST_MARK])
    most, best = 0, None
    for separator in (named[1] if named else "") + _SEPARATORS:
        source.seek(named.end() if named else 0)
        for row in _first_rows(source, separator, lines=1 if named else 0):
            count = sum(plain_word(cell) in codes for cell in row.cells)
            if count > most:
                most, best = count, row
    return best


def _first_rows(source: io.StringIO, separator: str, lines: int) -> Iterator[Headings]:
    """Yield each of the first rows as if it were the row with the headings."""
    reader = csv.reader(source, delimiter=separator)
    start, passed, above = source.tell(), lines, list[str]()
    with suppress(csv.Error):
        for number, cells in enumerate(islice(reader, TOP), 1):
            yield Headings(separator, cells, number, passed, start, tuple(above))
            start, passed = source.tell(), lines + reader.line_num
            if words := " ".join(cell.strip() for cell in cells if cell.strip()):
                above.append(f"row {number}, above the headings, is passed over: {shown(words)}")


def cells_below(
    source: io.StringIO, headings: Headings, name: str
) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows below the headings with their numbers; empty rows count.

    Raises:
        ResultFileError: the text below the headings is not CSV; rows may have come before.
    """
    source.seek(headings.start)
    # The file as a whole is limited, so cells need no limit: whatever `pat table` wrote is read.
    csv.field_size_limit(MAX_BYTES)
    reader = csv.reader(source, delimiter=headings.separator, strict=True)
    try:
        yield from islice(enumerate(reader, headings.number), 1, None)
    except csv.Error:
        # The reader's own words differ between versions of Python.
        raise ResultFileError(
            f"{name}: line {headings.lines + reader.line_num}: this is no CSV that can be read (a"
            " quotation mark is out of place or missing)"
        ) from None


def plain_word(text: str) -> str:
    """Return *text* in one spelling: the same for "1a-Comment" and "1A_comment"."""
    words = text.casefold().replace("’", "'").replace("n't", "nt")
    return _INNER_MARKS.sub(" ", words).strip()
