"""A group's figures as a workbook for spreadsheet programs, written by XlsxWriter (BSD-2-Clause).

XlsxWriter is the only package outside the standard library that the core uses, and only here.
``worksheets`` says what is written. No cell is a formula: numbers are written as numbers, dates as
dates, and everything else as text, whatever it starts with.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pat_core.drawing.palette import LINE, SHADES
from pat_core.errors import PatError
from pat_core.reports.group.tables.worksheets import Worksheet, group_worksheets
from pat_core.text.csv_safety import looks_like_formula, without_controls

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pat_core.documents.group import GroupDocument
    from pat_core.model import Instrument
    from pat_core.reports.group.tables.charts import Chart
    from pat_core.reports.group.tables.column import Column
    from pat_core.reports.group.tables.score_cells import Cell

__all__ = ["MAX_CELL", "write_workbook"]

MAX_CELL = 32_767
"""How many UTF-16 code units of text a cell can hold; the file format calls them characters."""
CUT = " … [cut here: a cell holds no more]"

OPTIONS = {
    "in_memory": True,
    "constant_memory": False,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
NO_TIME = datetime(1980, 1, 1, tzinfo=UTC)
"""The time of creation where the document has none; the core reads no clock."""

_DAY = re.compile(r"(19|20)\d\d-\d\d-\d\d", re.ASCII)
_LINE = 15
"""Height of a line of text, in points."""
_TALLEST = 400
"""The greatest height of a row, in points; the programs allow 409."""
_PAGE = 200
"""The greatest width of a printed page that is still legible, in characters."""


def write_workbook(document: GroupDocument, instrument: Instrument) -> bytes:
    """Return the bytes of an XLSX file with all figures of a group's *document*.

    Equal documents give equal bytes.

    Raises:
        PatError: XlsxWriter is not installed.
    """
    try:
        # Imported only here, so that whoever wants no workbook neither needs it nor waits for it.
        from xlsxwriter import Workbook  # noqa: PLC0415
    except ImportError as error:
        raise PatError(
            "a workbook (XLSX) needs the package XlsxWriter, which is not installed here; allowed"
            " is: pip install partnership-assessment-tool[xlsx]"
        ) from error
    target = BytesIO()
    with Workbook(target, OPTIONS) as workbook:
        workbook.set_properties(
            {
                "title": _text(document["partnership"] or instrument.texts.title),
                "subject": _text(document["round"]),
                "comments": document["notice"],
                "created": _time(document["made_at"]),
            }
        )
        sheets = group_worksheets(document, instrument)
        writer = _Writer(workbook, sheets)
        for sheet in sheets:
            writer.write(sheet)
    return target.getvalue()


class _Writer:
    """Writes worksheets with XlsxWriter, which has no type hints."""

    def __init__(self, workbook: Any, sheets: Sequence[Worksheet]) -> None:
        self._workbook = workbook
        # Charts refer to columns of other worksheets.
        self._names = {sheet.name: [column.name for column in sheet.columns] for sheet in sheets}
        top = {"valign": "top"}
        text = {**top, "text_wrap": True, "align": "left", "indent": 1}
        self._text = workbook.add_format(text)
        # Without this mark, Excel turns such a text into a formula as soon as somebody edits it.
        self._quoted = workbook.add_format({**text, "quote_prefix": True})
        self._date = workbook.add_format({**top, "num_format": "yyyy-mm-dd", "align": "left"})
        self._head = workbook.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "valign": "bottom",
                "align": "left",
                "indent": 1,
                "bg_color": SHADES[3],
                "font_color": "#FFFFFF",
            }
        )
        self._numbers = {
            (digits, mixed): workbook.add_format(
                {**(text if mixed else top), "num_format": f"{0:.{digits}f}"}
            )
            for digits in range(5)
            for mixed in (False, True)
        }

    def write(self, sheet: Worksheet) -> None:
        """Write a worksheet: its table, then its charts."""
        page = self._workbook.add_worksheet(sheet.name)
        self._set_up(page, sheet)
        for place, column in enumerate(sheet.columns):
            page.set_column(place, place, column.width)
        page.add_table(0, 0, len(sheet.rows), len(sheet.columns) - 1, self._table(sheet))
        for line, row in enumerate(sheet.rows, 1):
            page.set_row(line, _height(row, sheet.columns))
            for place, column in enumerate(sheet.columns):
                self._write_cell(page, line, place, row.get(column.name), column)
        line = len(sheet.rows) + 2
        for chart in sheet.charts:
            height = 150 + 24 * chart.rows
            drawn = self._draw(chart)
            drawn.set_size({"width": 930, "height": height})
            page.insert_chart(line, 0, drawn, {"description": _text(chart.description)})
            line += height // 20 + 2

    def _set_up(self, page: Any, sheet: Worksheet) -> None:
        """Keep headings and labels in view, on screen and on paper (A4)."""
        headings = {column.name: column.heading + " ▼" for column in sheet.columns}
        page.set_row(0, _height(headings, sheet.columns))
        page.freeze_panes(1, sheet.labels)
        if not sheet.charts:
            page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(-(-sum(column.width for column in sheet.columns) // _PAGE), 0)
        page.repeat_rows(0)
        if sheet.labels:
            page.repeat_columns(0, sheet.labels - 1)
        page.set_footer("&A, &P of &N")

    def _table(self, sheet: Worksheet) -> dict[str, Any]:
        heads = [{"header": c.heading, "header_format": self._head} for c in sheet.columns]
        return {"name": f"{sheet.name}_table", "style": "Table Style Light 1", "columns": heads}

    def _write_cell(self, page: Any, line: int, place: int, cell: Cell, column: Column) -> None:
        """Write a cell by its type; nothing is written for an empty one."""
        if isinstance(cell, str):
            if column.is_date and (day := _day(cell)):
                page.write_datetime(line, place, day, self._date)
            elif text := _text(cell):
                quoted = looks_like_formula(text)
                page.write_string(line, place, text, self._quoted if quoted else self._text)
        elif cell is not None:
            digits = 0 if isinstance(cell, int) else column.digits
            page.write_number(line, place, cell, self._numbers[digits, column.is_mixed])

    def _draw(self, chart: Chart) -> Any:
        """Return a *chart*, which reads its figures from the worksheet that has them."""
        drawn = self._workbook.add_chart({"type": "bar", "subtype": "stacked"})

        def cells(name: str) -> list[Any]:
            place = self._names[chart.sheet].index(name)
            return [chart.sheet, 1, place, chart.rows, place]

        for series in chart.series:
            drawn.add_series(
                {
                    "name": series.name,
                    "categories": cells(chart.categories),
                    "values": cells(series.column),
                    "fill": {"color": series.colour},
                    "border": {"color": "#FFFFFF"},
                    "gap": 40,
                    "data_labels": {
                        "value": True,
                        "num_format": chart.labels,
                        "font": {"color": series.label_colour, "size": 9},
                    },
                }
            )
        drawn.set_title({"name": chart.title, "overlay": False, "name_font": {"size": 12}})
        axis: dict[str, Any] = {"name": chart.axis, "num_format": "0"}
        axis["major_gridlines"] = {"visible": True, "line": {"color": LINE}}
        if chart.ends:
            axis |= {"min": chart.ends[0], "max": chart.ends[1], "major_unit": chart.unit}
        drawn.set_x_axis(axis)
        drawn.set_y_axis({"reverse": True})
        drawn.set_legend({"position": "top"} if len(chart.series) > 1 else {"none": True})
        return drawn


def _height(row: Mapping[str, Cell], columns: Sequence[Column]) -> int:
    """Return the height that the texts of a row need; not all programs work it out themselves."""
    texts = (
        (cell, max(column.width - 4, 4))
        for column in columns
        if isinstance(cell := row.get(column.name), str)
    )
    lines = max(
        sum(-(-max(len(line), 1) // width) for line in text.split("\n")) for text, width in texts
    )
    return min(_LINE * lines, _TALLEST)


def _text(text: str) -> str:
    """Return *text* as a cell can hold it: control characters visible, and cut if too long."""
    text = without_controls(text)
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MAX_CELL:
        return text
    return units[: 2 * (MAX_CELL - len(CUT))].decode("utf-16-le", "ignore") + CUT


def _day(text: str) -> date | None:
    """Return the day in *text*, such as 2026-12-01; None for any other text."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def _time(text: str) -> datetime:
    """Return the ISO 8601 time in *text*, in UTC; NO_TIME if it holds none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return NO_TIME
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
