"""No text is a formula in LibreOffice, numbers are numbers, and every text can be had back.

Tried are all formula signs behind all that may stand in front of them: a seeded sample on every
run, each single one with ``PAT_LONG=1``.
"""

from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from pat_core import Instrument, Result, score_answers
from pat_core.files.sheet import Sheet
from pat_core.reports.group.tables.csv_table import write_group_csv, write_plan_csv
from pat_core.reports.group.tables.workbook import write_workbook
from pat_core.reports.person.result_table import format_row, table_header, table_row
from pat_core.text.csv_safety import original_text, without_controls
from tests.core.group_documents import group_of, marks
from tests.core.libreoffice import COMMA, IS_HERE, SEMICOLON, TAB, Cell, csv_filter, open_sheets
from tests.core.samples import all_answered, record
from tests.sampling import sample

pytestmark = [
    pytest.mark.needs_process,
    pytest.mark.skipif(not IS_HERE, reason="LibreOffice is not installed here"),
]

SIGNS = [*"=+-@＝＋－＠﹦﹢﹣﹫−"]
BEFORE = [
    *("", " ", "   ", "\t", "\r", "\n", "\r\n", "\x00", "\x0b", "\x1f", "\x7f", "\x85"),
    *("\u00a0", "\u2003", "\u202f", "\u3000", "\u200b", "\u200e", "\u2060", "\ufeff", "\xad"),
    *("\u2028", "\u202e", '"', "'", "'\"", " \u200b\t", "a;", "a,", 'a;"', "a\n", "a\t", ";;"),
]
BODIES = [
    *("1+1", "1", 'HYPERLINK("http://a.example";"b")', "cmd|' /C calc'!A0", "SUM(A1:B2)", "A1;=2"),
]
EVERY = [before + sign + body for before, sign, body in product(BEFORE, SIGNS, BODIES)]
PAYLOADS = sample("texts in LibreOffice", EVERY, 300) if IS_HERE else []


def _opened(tmp_path: Path, text: str, separator: int, *, evaluates: bool) -> list[list[Cell]]:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8", newline="")
    (sheet,) = open_sheets(path, csv_filter(separator, evaluates=evaluates))
    return sheet


def _formulas(rows: Sequence[Sequence[Cell]]) -> list[Cell]:
    return [cell for row in rows for cell in row if cell.formula is not None]


def _table(instrument: Instrument) -> str:
    """Return ``pat table`` of a file for each payload, in every text of it."""
    lines = [format_row(table_header(instrument))]
    for text in PAYLOADS:
        given = {"partnership": text, "round": text, "result_id": text[:100]}
        document = record(all_answered(3), **given, respondent={"name": text, "organisation": text})
        result = Result(document)
        profile = score_answers(result.answers, instrument)
        lines.append(format_row(table_row(text, result, profile, instrument)))
    return "\ufeff" + "".join(lines)


def _group(instrument: Instrument, payloads: Sequence[str]) -> Any:
    sheets = [Sheet(marks(_1A=mark), organisation=payloads[0]) for mark in "44332?"]
    document = group_of(sheets, instrument, "organisation", partnership=payloads[1], threshold=3)
    document["comments"] = [{"place": "1A", "text": t, "reworded": False} for t in payloads]
    fields = ("what", "who", "by", "know", "review", "counts")
    document["plan"] = {
        "rows": [
            {**dict.fromkeys(fields, text), "topic": "", "state": ""} for text in payloads[:100]
        ],
        "next_assessment": payloads[2],
    }
    return document


def test_a_formula_would_be_found(tmp_path: Path) -> None:
    """Written as they are, some of these texts are run: the tests below can fail."""
    text = "\r\n".join(['a"b', *(f'"{each.replace(chr(34), chr(34) * 2)}"' for each in EVERY)])
    assert _formulas(_opened(tmp_path, text.replace("\0", ""), COMMA, evaluates=True))


@pytest.mark.parametrize("evaluates", [True, False])
def test_table_has_texts_and_numbers(
    tmp_path: Path, instrument: Instrument, evaluates: bool
) -> None:
    """``pat table``: no formula, each text comes back, each number is a number."""
    header, *rows = _opened(tmp_path, _table(instrument), COMMA, evaluates=evaluates)
    assert not _formulas(rows)
    places = {cell.text: place for place, cell in enumerate(header)}
    assert len(rows) == len(PAYLOADS)
    for row, text in zip(rows, PAYLOADS, strict=True):
        assert original_text(row[places["file"]].text) == text
        for key in ("partnership", "round", "name", "organisation"):
            assert original_text(row[places[key]].text) == text.strip()
        for key in ("1A", "6F", "score_1", "score_aggregate", "answered_1"):
            assert row[places[key]].kind == "float"
        assert row[places["score_aggregate"]].text == "108"


@pytest.mark.parametrize("separator", [SEMICOLON, TAB])
def test_no_other_separator_lays_a_formula_bare(
    tmp_path: Path, instrument: Instrument, separator: int
) -> None:
    """Where a program splits at semicolons or tabs, no piece of a line is run."""
    group = write_group_csv(_group(instrument, PAYLOADS), instrument)
    for text in (_table(instrument), group):
        assert not _formulas(_opened(tmp_path, text, separator, evaluates=True))


def test_group_as_csv_has_texts_and_numbers(tmp_path: Path, instrument: Instrument) -> None:
    """The group's CSV: no formula, each comment comes back, each figure is a number."""
    document = _group(instrument, PAYLOADS)
    rows = _opened(tmp_path, write_group_csv(document, instrument), COMMA, evaluates=True)
    assert not _formulas(rows)
    places = {cell.text: place for place, cell in enumerate(rows[0])}
    kinds = [row[places["kind"]].text for row in rows]
    said = [rows[at][places["text"]].text for at, kind in enumerate(kinds) if kind == "comment"]
    assert [original_text(text) for text in said] == PAYLOADS
    first = rows[kinds.index("statement")]
    assert (first[places["mean"]].kind, first[places["mean"]].text) == ("float", "3.2")
    plan = _opened(tmp_path, write_plan_csv(document), COMMA, evaluates=True)
    assert not _formulas(plan)
    whos = [cell.text for cell in plan[0]].index("who")
    assert [original_text(row[whos].text) for row in plan[1:101]] == PAYLOADS[:100]


def test_workbook_has_texts_and_numbers(tmp_path: Path, instrument: Instrument) -> None:
    """The workbook: no formula, each text as it is but for controls, figures are numbers."""
    pytest.importorskip("xlsxwriter")
    path = tmp_path / "group.xlsx"
    path.write_bytes(write_workbook(_group(instrument, PAYLOADS), instrument))
    sheets = open_sheets(path)
    cells = [cell for sheet in sheets for row in sheet for cell in row]
    assert not [cell for cell in cells if cell.formula is not None]
    found = {cell.text for cell in cells if cell.kind == "string"}
    assert {without_controls(text) for text in PAYLOADS} <= found
    assert "3.20" in {cell.text for cell in cells if cell.kind == "float"}
