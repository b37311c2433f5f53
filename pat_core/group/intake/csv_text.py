"""A CSV file as text: how it is written, which of its first rows holds the headings, and its cells.

People put a title above a table, or empty rows, and Excel a line that names the separator.
"""

import csv
import io
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from pat_core.errors import ResultFileError
from pat_core.files.containers import container_cause
from pat_core.files.strict_json import shown

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
"""In how many first rows the headings are looked for."""

_SEPARATORS = ",;\t"
_SAYS_SEPARATOR = re.compile(r'"?sep=([^\r\n" ])"?(?:\r\n?|\n)', re.IGNORECASE)
_LONGEST_MARK = 20
"""How many characters at the start can say the separator."""
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_INNER_MARKS = re.compile(r"(?<=[^\W_])[-_\s]+(?=[^\W_])")


@dataclass(frozen=True, slots=True)
class Headings:
    """The heading row of a CSV, and where it stands."""

    separator: str
    cells: list[str]
    number: int
    """As spreadsheets count rows."""
    lines: int
    """How many lines of the text stand above."""
    start: int
    """Where its text starts."""
    above: tuple[str, ...]
    """A sentence on each row above that holds something."""


def decode_csv(raw: bytes, name: str) -> str:
    """Return the text of a CSV file that messages call *name*.

    Raises:
        ResultFileError: it is too large, or no text in UTF-8.
    """
    if len(raw) > MAX_BYTES:
        raise ResultFileError(
            f"{name}: the file holds more than {MAX_BYTES:,} bytes; a spreadsheet here is smaller"
        )
    try:
        text = raw.decode(encoding_of(raw))
        place = text.find("\0")
    except UnicodeDecodeError as error:
        place = error.start
    if place >= 0:
        cause = container_cause(raw) or (
            f"the text is no UTF-8 from place {place + 1} on;"
            ' in the spreadsheet program, save it again as "CSV UTF-8"'
        )
        raise ResultFileError(f"{name}: {cause}")
    return text


def encoding_of(raw: bytes) -> str:
    """Return how the text is written; "Unicode text" of Excel is UTF-16 with a mark."""
    return "utf-16" if raw.startswith(_UTF16_MARKS) else "utf-8-sig"


def find_headings(source: io.StringIO, codes: Collection[str]) -> Headings | None:
    """Return the one of the first rows that holds the most statement codes, and its separator.

    A first line such as "sep=;" is Excel's own: it neither shows it nor counts it.
    """
    said = _SAYS_SEPARATOR.match(source.getvalue()[:_LONGEST_MARK])
    most, best = 0, None
    for separator in (said[1] if said else "") + _SEPARATORS:
        source.seek(said.end() if said else 0)
        for row in _first_rows(source, separator, lines=1 if said else 0):
            count = sum(plain_word(cell) in codes for cell in row.cells)
            if count > most:
                most, best = count, row
    return best


def _first_rows(source: io.StringIO, separator: str, lines: int) -> Iterator[Headings]:
    """Yield each of the first rows as if it were the one with the headings."""
    reader = csv.reader(source, delimiter=separator)
    start, passed, above = source.tell(), lines, list[str]()
    with suppress(csv.Error):
        for number, cells in enumerate(islice(reader, TOP), 1):
            yield Headings(separator, cells, number, passed, start, tuple(above))
            start, passed = source.tell(), lines + reader.line_num
            if words := " ".join(cell.strip() for cell in cells if cell.strip()):
                above.append(f"row {number}, above the headings, is passed over: {shown(words)}")


def cells_below(source: io.StringIO, found: Headings, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows below the headings with their numbers; empty rows count.

    Raises:
        ResultFileError: the text is no CSV from the heading row on; rows may have come before.
    """
    source.seek(found.start)
    # The whole is bounded, so a cell needs no bound of its own: what `pat table` wrote is read.
    csv.field_size_limit(MAX_BYTES)
    reader = csv.reader(source, delimiter=found.separator, strict=True)
    try:
        yield from islice(enumerate(reader, found.number), 1, None)
    except csv.Error:
        # The reader's own words differ between versions of Python.
        raise ResultFileError(
            f"{name}: line {found.lines + reader.line_num}: this is no CSV that can be read (a"
            " quotation mark is out of place or missing)"
        ) from None


def plain_word(text: str) -> str:
    """Return *text* so that spellings of one word are equal: "1a-Comment" and "1A_comment"."""
    words = text.casefold().replace("’", "'").replace("n't", "nt")
    return _INNER_MARKS.sub(" ", words).strip()
