"""A spreadsheet of answers, saved as CSV: one row per person, statement codes as headings.

Each row becomes a document in the shape of a result file, to be checked as one. What ``pat table``
wrote is read back too; its figures are ignored, since they are calculated again.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pat_core.errors import ResultFileError
from pat_core.files.containers import container_cause
from pat_core.files.result_file import FORMAT, FORMAT_VERSION
from pat_core.files.strict_json import shown
from pat_core.group.intake.csv_text import (
    TOP,
    cells_below,
    decode_csv,
    encoding_of,
    find_headings,
    plain_word,
)
from pat_core.model import Choice
from pat_core.text.cleaning import clean_text, what_is_cleaned
from pat_core.text.csv_safety import original_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pat_core.files.strict_json import ForeignObject
    from pat_core.model import Instrument, ScalePoint

__all__ = ["MAX_COLUMNS", "MAX_ROWS", "Row", "has_headings", "is_spreadsheet", "read_rows"]

MAX_ROWS = 100_000
"""Most people in one spreadsheet."""
MAX_COLUMNS = 1_000
"""Most cells in one row."""

_ENDINGS = (".csv", ".tsv", ".txt")
_HEAD = 65_536
"""How many bytes are examined to tell a spreadsheet from other files."""
_NAMED = 10
"""How many unknown headings are named."""

_TEXTS = ("result_id", "saved_at", "pairing_token", "partnership", "round")
_FIGURES = ("score", "possible_low", "possible_high", "band", "answered", "cant_say")
_CANT_SAY = ("cant-say", "can't say", "?")
_ZEROS = ("", ".0", ",0", ".00", ",00")
"""Endings that spreadsheets give to a whole number in a column of decimal numbers."""
_COUNT = re.compile(r"([1-9][0-9]{0,8})(?:[.,]0{1,2})?")
_SECTIONS = ("responses", "respondent", "typology", "answer")
"""Steps of a path that do not appear in its heading."""


@dataclass(frozen=True, slots=True)
class Row:
    """One person's row, as a document in the shape of a result file."""

    number: int
    """As spreadsheets count rows."""
    document: ForeignObject
    remarks: tuple[str, ...]
    """A sentence on each cell that is not read."""
    notes: tuple[str, ...] = ()
    """A sentence on each row above it that is ignored, since it holds no answers."""


@dataclass(frozen=True, slots=True)
class _Column:
    """Where the cells of a column belong in a result, and what they may hold."""

    path: tuple[str, ...]
    words: Mapping[str, int | str | None] | None = None
    """From the texts that a cell may hold to their values; None where any text is allowed."""
    allowed: str = ""
    is_count: bool = False
    """Whether the cells hold whole numbers from 1 on."""

    def value_of(self, text: str) -> int | str | None:
        """Return the value of a cell that holds *text*.

        Raises:
            KeyError: the text is not allowed.
        """
        if self.is_count:
            count = _COUNT.fullmatch(text)
            if count is None:
                raise KeyError(text)
            return int(count[1])
        if self.words is None:
            return clean_text(original_text(text)).strip()
        return self.words[text if text in self.words else plain_word(text)]


def is_spreadsheet(raw: bytes, name: str, instrument: Instrument) -> bool:
    """Return whether *raw* is to be read as CSV: by the ending of *name*, or its heading row."""
    head = raw[:_HEAD].decode(encoding_of(raw), "replace").lstrip()
    if head.startswith("{"):
        return False
    ending = name.lower()
    if ending.endswith(_ENDINGS) and not ending.endswith(".json.txt"):
        return True
    return has_headings(raw, instrument)


def has_headings(raw: bytes, instrument: Instrument) -> bool:
    """Return whether one of the first rows of *raw*, read as CSV, holds known headings."""
    head = raw[:_HEAD].decode(encoding_of(raw), "replace")
    return find_headings(io.StringIO(head, newline=""), _codes(instrument)) is not None


def read_rows(raw: bytes, name: str, instrument: Instrument) -> Iterator[Row]:
    """Yield the rows that hold something; *name* is what messages call the file.

    Rows above the headings are ignored; the first row yielded has notes on them.

    Raises:
        ResultFileError: the file is too large, is not UTF-8, is damaged, has no statement code
            among its headings, or has a heading twice; rows may have come before that is known.
    """
    source = io.StringIO(decode_csv(raw, name), newline="")
    headings = find_headings(source, _codes(instrument))
    if headings is None:
        raise ResultFileError(f"{name}: {container_cause(raw) or _no_headings(instrument)}")
    _refuse_width(headings.cells, headings.number, name)
    columns, unknown = _match_columns(headings.cells, name, instrument)
    remarks = [f"columns that are not known here and are passed over: {unknown}"] if unknown else []
    notes, people = list(headings.above), 0
    for number, cells in cells_below(source, headings, name):
        if not any(cell.strip() for cell in cells):
            continue
        if cells == headings.cells:
            notes.append(f"row {number} is passed over; it holds the headings once more")
            continue
        people += 1
        if people > MAX_ROWS:
            raise ResultFileError(f"{name}: more than {MAX_ROWS:,} rows; a group is smaller")
        _refuse_width(cells, number, name)
        document, of_cells = _read_cells(cells, columns, number, instrument)
        remarks += of_cells
        if any(cell.strip() for cell in cells[len(headings.cells) :]):
            remarks.append(f"row {number}: cells to the right of the headings are passed over")
        yield Row(number, document, tuple(remarks), tuple(notes))
        remarks, notes = [], []


def _codes(instrument: Instrument) -> set[str]:
    return {plain_word(code) for code in instrument.codes}


def _no_headings(instrument: Instrument) -> str:
    return (
        f"no statement code stands in the first {TOP} rows; one of them must hold headings such as"
        f" {instrument.codes[0]} to {instrument.codes[-1]}"
    )


def _refuse_width(cells: Sequence[str], number: int, name: str) -> None:
    if len(cells) > MAX_COLUMNS:
        raise ResultFileError(
            f"{name}: row {number} has {len(cells):,} cells; at most {MAX_COLUMNS:,} are read"
        )


def _match_columns(
    headings: Sequence[str], name: str, instrument: Instrument
) -> tuple[list[tuple[int, _Column]], str]:
    """Return the columns that are read with their indices, and the unknown headings as text."""
    known = _known_columns(instrument)
    scores = [*(p.number for p in instrument.principles), "aggregate"]
    ignored = {plain_word(f"{figure}_{score}") for figure in _FIGURES for score in scores}
    ignored |= {"", "file"}
    columns: dict[tuple[str, ...], tuple[int, _Column]] = {}
    unknown = []
    for index, heading in enumerate(headings):
        column = known.get(plain_word(heading))
        if column is None:
            if plain_word(heading) not in ignored:
                unknown.append(shown(heading))
        elif column.path in columns:
            raise ResultFileError(
                f"{name}: the heading {shown(heading)} stands twice,"
                f" in columns {columns[column.path][0] + 1} and {index + 1}; it may stand once"
            )
        else:
            columns[column.path] = index, column
    more = [f"{len(unknown) - _NAMED} more"] if len(unknown) > _NAMED else []
    return list(columns.values()), ", ".join(unknown[:_NAMED] + more)


def _known_columns(instrument: Instrument) -> dict[str, _Column]:
    """Return every column that is read, by its heading in plain form."""
    columns = {key: _Column((key,)) for key in _TEXTS}
    columns["revision"] = _Column(("revision",), allowed="whole numbers from 1 on", is_count=True)
    columns["threshold"] = _Column(
        ("threshold",), allowed="whole numbers from 3 to 10", is_count=True
    )
    for key in ("name", "organisation"):
        columns[key] = _Column(("respondent", key))
    columns["sector"] = _choice_column(("respondent", "sector"), instrument.sectors)
    columns["level"] = _choice_column(("respondent", "level"), instrument.levels)
    columns["mode"] = _choice_column(("mode",), instrument.modes)
    uses = [Choice(use.code, use.label) for use in instrument.purposes]
    columns["purpose"] = _choice_column(("purpose",), uses)
    for when in ("now", "needed"):
        for key, choices in (
            ("collaboration", instrument.typology.collaborations),
            ("function", instrument.typology.functions),
        ):
            columns[f"{when}-{key}"] = _choice_column(("typology", when, key), choices)
    for code in instrument.codes:
        columns[code] = _scale_column(("responses", code, "answer"), instrument.scale, instrument)
        columns[f"{code}-comment"] = _Column(("responses", code, "comment"))
    for principle in instrument.principles:
        path = ("significance", principle.number)
        rating = _scale_column(path, instrument.significance.scale, instrument)
        columns[f"significance-{principle.number}"] = columns[f"S{principle.number}"] = rating
    columns["success"] = _scale_column(("success", "answer"), instrument.scale, instrument)
    columns["success-comment"] = _Column(("success", "comment"))
    return {plain_word(heading): column for heading, column in columns.items()}


def _choice_column(path: tuple[str, ...], choices: Sequence[Choice]) -> _Column:
    words = {plain_word(word): c.code for c in choices for word in (c.code, c.label)}
    return _Column(path, words, ", ".join(choice.code for choice in choices))


def _scale_column(
    path: tuple[str, ...], scale: Sequence[ScalePoint], instrument: Instrument
) -> _Column:
    """Return a column of answers, given as value, as decimal number, or as label."""
    words: dict[str, int | str | None] = {}
    for point in scale:
        words |= dict.fromkeys((f"{point.value}{zero}" for zero in _ZEROS), point.value)
        words[plain_word(point.label)] = point.value
    words |= {plain_word(word): None for word in (*_CANT_SAY, instrument.texts.cant_say)}
    values = ", ".join(str(point.value) for point in scale)
    return _Column(path, words, f"{values}, the words of the scale, {_CANT_SAY[0]}, or nothing")


def _read_cells(
    cells: Sequence[str],
    columns: Sequence[tuple[int, _Column]],
    number: int,
    instrument: Instrument,
) -> tuple[ForeignObject, list[str]]:
    """Return a document made from one row, and a remark for each cell that is not read."""
    document: ForeignObject = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "instrument": {"id": instrument.id},
        "responses": {},
    }
    remarks = []
    for index, column in columns:
        text = cells[index].strip() if index < len(cells) else ""
        if not text:
            continue
        if what := what_is_cleaned(original_text(text)):
            remarks.append(f"row {number}, column {_heading(column)}: {what}")
        try:
            value = column.value_of(text)
        except KeyError:
            remarks.append(_cell_remark(number, column, text))
            continue
        *above, key = column.path
        section = document
        for step in above:
            section = section.setdefault(step, {})
        section[key] = value
    return document, remarks


def _cell_remark(number: int, column: _Column, text: str) -> str:
    return (
        f"row {number}, column {_heading(column)}: {shown(text)} is not read and counts as blank;"
        f" allowed are {column.allowed}"
    )


def _heading(column: _Column) -> str:
    return "-".join(step for step in column.path if step not in _SECTIONS)
