"""A spreadsheet of answers, saved as CSV: a row a person, statement codes as headings.

Each row becomes a document in the shape of a result file, to be checked as one. What ``pat table``
wrote is read back too; the figures in it are passed over, since they are worked out anew.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pat_core.cell_text import original_text
from pat_core.clean_text import clean_text, what_is_cleaned
from pat_core.errors import ResultFileError
from pat_core.model import Choice, Instrument, ScalePoint
from pat_core.result_file import FORMAT, FORMAT_VERSION
from pat_core.strict_json import shown

__all__ = ["MAX_BYTES", "MAX_COLUMNS", "MAX_ROWS", "Row", "is_spreadsheet", "read_rows"]

MAX_BYTES = 64_000_000
"""Largest spreadsheet that is read, in bytes."""
MAX_ROWS = 100_000
"""Most people in one spreadsheet."""
MAX_COLUMNS = 1_000
"""Most cells in one row."""

_SEPARATORS = ",;\t"
_ENDINGS = (".csv", ".tsv", ".txt")
_HEAD = 65_536
"""How many bytes are looked at to tell a spreadsheet from other files."""
_NAMED = 10
"""How many unknown headings are named."""

_TEXTS = ("result_id", "saved_at", "pairing_token", "partnership", "round")
_FIGURES = ("score", "possible_low", "possible_high", "band", "answered", "cant_say")
_CANT_SAY = ("cant-say", "can't say", "?")
_ZEROS = ("", ".0", ",0", ".00", ",00")
"""How spreadsheets write a whole number in a column of decimal ones."""
_SECTIONS = ("responses", "respondent", "typology", "answer")
"""Parts of a path that no heading has."""
_INNER_MARKS = re.compile(r"(?<=[^\W_])[-_\s]+(?=[^\W_])")

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One person's row: its number as spreadsheets count, and a result document made of it."""

    number: int
    document: Document
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Column:
    """Where the cells of a column belong in a result, and what they may say."""

    path: tuple[str, ...]
    words: Mapping[str, int | str | None] | None = None
    """From what a cell may say to what it means; None where any text is good."""
    allowed: str = ""


def is_spreadsheet(raw: bytes, name: str, instrument: Instrument) -> bool:
    """Whether *raw* is to be read as CSV: by the ending of *name*, or by its heading row."""
    head = raw[:_HEAD].decode("utf-8-sig", "replace").lstrip()
    if head.startswith("{"):
        return False
    if name.lower().endswith(_ENDINGS):
        return True
    return _find_headings(io.StringIO(head, newline=""), instrument)[2] > 0


def read_rows(raw: bytes, name: str, instrument: Instrument) -> Iterator[Row]:
    """Yield the rows that hold something; *name* is what messages call the file.

    Raises:
        ResultFileError: the file is too large, is no UTF-8, is damaged, or its heading row holds no
            statement code or one heading twice; rows may have come before it is known.
    """
    source = io.StringIO(_decode(raw, name), newline="")
    separator, headings, codes = _find_headings(source, instrument)
    if not codes:
        raise ResultFileError(
            f"{name}: the first row holds no statement code;"
            f" its cells must be headings such as {instrument.codes[0]} to {instrument.codes[-1]}"
        )
    _refuse_width(headings, 1, name)
    columns, unknown = _place_columns(headings, name, instrument)
    notes = [f"columns that are not known here and are passed over: {unknown}"] if unknown else []
    people = 0
    for number, cells in _cells(source, separator, name):
        if number == 1 or not any(cell.strip() for cell in cells):
            continue
        people += 1
        if people > MAX_ROWS:
            raise ResultFileError(f"{name}: more than {MAX_ROWS:,} rows; a group is smaller")
        _refuse_width(cells, number, name)
        document, remarks = _read_cells(cells, columns, number, instrument)
        if any(cell.strip() for cell in cells[len(headings) :]):
            remarks.append(f"row {number}: cells to the right of the headings are passed over")
        yield Row(number, document, (*notes, *remarks))
        notes = []


def _decode(raw: bytes, name: str) -> str:
    if len(raw) > MAX_BYTES:
        raise ResultFileError(
            f"{name}: the file holds more than {MAX_BYTES:,} bytes; a spreadsheet here is smaller"
        )
    try:
        text = raw.decode("utf-8-sig")
        place = text.find("\0")
    except UnicodeDecodeError as error:
        place = error.start
    if place >= 0:
        raise ResultFileError(
            f"{name}: the text is no UTF-8 from place {place + 1} on;"
            ' in the spreadsheet program, save it again as "CSV UTF-8"'
        )
    return text


def _cells(source: io.StringIO, separator: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows with their numbers, the heading row as 1; empty rows count."""
    source.seek(0)
    # The whole is bounded, so a cell needs no bound of its own: what `pat table` wrote is read.
    csv.field_size_limit(MAX_BYTES)
    reader = csv.reader(source, delimiter=separator, strict=True)
    try:
        yield from enumerate(reader, 1)
    except csv.Error:
        # The reader's own words differ between versions of Python.
        raise ResultFileError(
            f"{name}: line {reader.line_num}: this is no CSV that can be read (a quotation mark is"
            " out of place or missing)"
        ) from None


def _find_headings(source: io.StringIO, instrument: Instrument) -> tuple[str, list[str], int]:
    """Return the separator that finds the most statement codes, the headings, and how many."""
    codes = {_plain(code) for code in instrument.codes}
    found = []
    for separator in _SEPARATORS:
        try:
            headings = next(_cells(source, separator, ""), (1, []))[1]
        except ResultFileError:
            continue
        found.append((separator, headings, sum(_plain(cell) in codes for cell in headings)))
    return max(found, key=lambda each: each[2], default=(",", [], 0))


def _refuse_width(cells: Sequence[str], number: int, name: str) -> None:
    if len(cells) > MAX_COLUMNS:
        raise ResultFileError(
            f"{name}: row {number} has {len(cells):,} cells; at most {MAX_COLUMNS:,} are read"
        )


def _place_columns(
    headings: Sequence[str], name: str, instrument: Instrument
) -> tuple[list[tuple[int, _Column]], str]:
    """Return the columns that are read with their places, and the unknown headings as text."""
    known = _known_columns(instrument)
    parts = [*(p.number for p in instrument.principles), "aggregate"]
    passed = {"", "file", *(_plain(f"{figure}_{part}") for figure in _FIGURES for part in parts)}
    columns: dict[tuple[str, ...], tuple[int, _Column]] = {}
    unknown = []
    for place, heading in enumerate(headings):
        column = known.get(_plain(heading))
        if column is None:
            if _plain(heading) not in passed:
                unknown.append(shown(heading))
        elif column.path in columns:
            raise ResultFileError(
                f"{name}: the heading {shown(heading)} stands twice,"
                f" in columns {columns[column.path][0] + 1} and {place + 1}; it may stand once"
            )
        else:
            columns[column.path] = place, column
    more = [f"{len(unknown) - _NAMED} more"] if len(unknown) > _NAMED else []
    return list(columns.values()), ", ".join(unknown[:_NAMED] + more)


def _known_columns(instrument: Instrument) -> dict[str, _Column]:
    """Return every column that is read, by its heading in plain form."""
    found = {key: _Column((key,)) for key in _TEXTS}
    for key in ("name", "organisation"):
        found[key] = _Column(("respondent", key))
    found["sector"] = _choice_column(("respondent", "sector"), instrument.sectors)
    found["level"] = _choice_column(("respondent", "level"), instrument.levels)
    found["mode"] = _choice_column(("mode",), instrument.modes)
    uses = [Choice(use.code, use.label) for use in instrument.purposes]
    found["purpose"] = _choice_column(("purpose",), uses)
    for when in ("now", "needed"):
        for key, choices in (
            ("collaboration", instrument.typology.collaborations),
            ("function", instrument.typology.functions),
        ):
            found[f"{when}-{key}"] = _choice_column(("typology", when, key), choices)
    for code in instrument.codes:
        found[code] = _scale_column(("responses", code, "answer"), instrument.scale, instrument)
        found[f"{code}-comment"] = _Column(("responses", code, "comment"))
    for principle in instrument.principles:
        path = ("significance", principle.number)
        rating = _scale_column(path, instrument.significance.scale, instrument)
        found[f"significance-{principle.number}"] = found[f"S{principle.number}"] = rating
    found["success"] = _scale_column(("success", "answer"), instrument.scale, instrument)
    found["success-comment"] = _Column(("success", "comment"))
    return {_plain(heading): column for heading, column in found.items()}


def _choice_column(path: tuple[str, ...], choices: Sequence[Choice]) -> _Column:
    words = {_plain(word): c.code for c in choices for word in (c.code, c.label)}
    return _Column(path, words, ", ".join(choice.code for choice in choices))


def _scale_column(
    path: tuple[str, ...], scale: Sequence[ScalePoint], instrument: Instrument
) -> _Column:
    """Return a column of answers: the value, also as a decimal number, or the label."""
    words: dict[str, int | str | None] = {}
    for point in scale:
        words |= dict.fromkeys((f"{point.value}{zero}" for zero in _ZEROS), point.value)
        words[_plain(point.label)] = point.value
    words |= {_plain(word): None for word in (*_CANT_SAY, instrument.texts.cant_say)}
    values = ", ".join(str(point.value) for point in scale)
    return _Column(path, words, f"{values}, the words of the scale, {_CANT_SAY[0]}, or nothing")


def _read_cells(
    cells: Sequence[str],
    columns: Sequence[tuple[int, _Column]],
    number: int,
    instrument: Instrument,
) -> tuple[Document, list[str]]:
    """Return a result document of one row, and a remark for each cell that is not read."""
    document: Document = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "instrument": {"id": instrument.id},
        "responses": {},
    }
    remarks = []
    for place, column in columns:
        text = cells[place].strip() if place < len(cells) else ""
        if not text:
            continue
        original = original_text(text)
        if what := what_is_cleaned(original):
            remarks.append(f"row {number}, column {_heading(column)}: {what}")
        value: int | str | None = clean_text(original).strip()
        if column.words is not None:
            word = text if text in column.words else _plain(text)
            if word not in column.words:
                remarks.append(_cell_remark(number, column, text))
                continue
            value = column.words[word]
        *above, key = column.path
        section = document
        for part in above:
            section = section.setdefault(part, {})
        section[key] = value
    return document, remarks


def _cell_remark(number: int, column: _Column, text: str) -> str:
    return (
        f"row {number}, column {_heading(column)}: {shown(text)} is not read and counts as blank;"
        f" allowed are {column.allowed}"
    )


def _heading(column: _Column) -> str:
    return "-".join(part for part in column.path if part not in _SECTIONS)


def _plain(text: str) -> str:
    """Return *text* so that spellings of one word are equal: "1a-Comment" and "1A_comment"."""
    words = text.casefold().replace("’", "'").replace("n't", "nt")
    return _INNER_MARKS.sub(" ", words).strip()
