"""A group as CSV: a tidy table with a row for each set of figures, and one for the action plan.

Both are for spreadsheets and for statistics programs. They start with the byte-order mark, by which
spreadsheets recognise UTF-8, and lines end as spreadsheets expect. Texts are always quoted and go
through ``safe_text``, so that nothing in them is run, however a program splits the lines.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from pat_core.reports.group.tables import history_rows
from pat_core.reports.group.tables import rows as group_rows
from pat_core.reports.group.tables.columns import group_columns, plan_columns
from pat_core.reports.group.tables.overview import note_rows, overview_rows
from pat_core.text.csv_safety import safe_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pat_core.documents.group import GroupDocument
    from pat_core.model import Instrument
    from pat_core.reports.group.tables.score_cells import Cell, Row

__all__ = ["BYTE_ORDER_MARK", "write_group_csv", "write_plan_csv"]

BYTE_ORDER_MARK = "\ufeff"


def write_group_csv(document: GroupDocument, instrument: Instrument) -> str:
    """Return a group's *document* as CSV, to be encoded as UTF-8 and saved.

    The column ``kind`` says what a row is about. Released comments come last.
    """
    rows = chain(
        note_rows(document),
        map(_with_words_as_text, overview_rows(document, instrument)),
        group_rows.statement_rows(document, instrument),
        group_rows.principle_rows(document, instrument),
        group_rows.significance_rows(document, instrument),
        group_rows.type_rows(document, instrument),
        group_rows.subgroup_rows(document, instrument),
        group_rows.change_rows(document, instrument),
        history_rows.trend_rows(document, instrument),
        history_rows.beside_rows(document, instrument),
        history_rows.own_answer_rows(document, instrument),
        group_rows.comment_rows(document, instrument),
    )
    return _write_table(list(group_columns(instrument)), rows)


def write_plan_csv(document: GroupDocument) -> str:
    """Return the action plan in a group's *document* as CSV, and that of the earlier round if any.

    The date of the next assessment is a row without a topic.
    """
    return _write_table([column.name for column in plan_columns()], group_rows.plan_rows(document))


def _with_words_as_text(row: Row) -> Row:
    """Move a value that is words into the column for them, so that ``value`` holds numbers."""
    return {**row, "value": None, "text": row["value"]} if isinstance(row["value"], str) else row


def _write_table(names: Sequence[str], rows: Iterable[Row]) -> str:
    table = chain((names,), ([row.get(name) for name in names] for row in rows))
    return BYTE_ORDER_MARK + "".join(",".join(map(_quoted, cells)) + "\r\n" for cells in table)


def _quoted(cell: Cell) -> str:
    if isinstance(cell, str):
        return '"' + safe_text(cell).replace('"', '""') + '"' if cell else ""
    return "" if cell is None else repr(cell)
