"""Answers that come in a spreadsheet: headings, values, limits, and what is refused."""

import re
from typing import Any

import pytest
from hypothesis import given

from pat_core import Instrument, ResultFileError, check_result, read_result, score_answers
from pat_core.files.sheet import Sheet, sheet_of
from pat_core.group.intake import csv_text
from pat_core.group.intake.spreadsheet import MAX_COLUMNS, MAX_ROWS, Row, is_spreadsheet, read_rows
from pat_core.reports.person.result_table import format_row, table_header, table_row
from tests.core.samples import CODES, as_bytes, example_document
from tests.core.strategies import good_documents


def _rows(text: str | bytes, instrument: Instrument) -> list[Row]:
    raw = text.encode() if isinstance(text, str) else text
    return list(read_rows(raw, "a.csv", instrument))


def _first(text: str, instrument: Instrument) -> Any:
    """Return the document of the only row, without what every result has."""
    (row,) = _rows(text, instrument)
    assert row.remarks == ()
    skipped = ("format", "format_version", "instrument")
    return {key: value for key, value in row.document.items() if key not in skipped}


def _table(documents: list[Any], instrument: Instrument) -> tuple[bytes, list[Sheet]]:
    """Return what ``pat table`` writes of results, and their sheets without types."""
    text, sheets = format_row(table_header(instrument)), []
    for document in documents:
        result = read_result(as_bytes(document), "x", instrument).result
        text += format_row(
            table_row("x.json", result, score_answers(result.answers, instrument), instrument)
        )
        sheet = sheet_of(result, instrument)
        sheets.append(
            Sheet(
                sheet.marks,
                level=sheet.level,
                sector=sheet.sector,
                organisation=sheet.organisation,
            )
        )
    return b"\xef\xbb\xbf" + text.encode(), sheets


def _sheets(raw: bytes, instrument: Instrument) -> list[Sheet]:
    return [
        sheet_of(check_result(row.document, "row", instrument).result, instrument)
        for row in _rows(raw, instrument)
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separator_and_line_ends_are_found_out(
    separator: str, start: str, end: str, instrument: Instrument
) -> None:
    """Comma, semicolon and tab, every line end, with and without a byte-order mark."""
    rows = [["1a", "6F", "name"], ["3", "4", '"Lee, A; B\tC"']]
    text = start + end.join(separator.join(row) for row in rows)
    found = _first(text, instrument)
    assert found["responses"] == {"1A": {"answer": 3}, "6F": {"answer": 4}}
    assert found["respondent"] == {"name": "Lee, A; B\tC"}


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        *[("4", 4), ("1", 1), (" 3 ", 3), ("3.0", 3), ("2.00", 2), ("Strongly agree", 4)],
        *[("AGREE", 3), ("disagree", 2), ("strongly  disagree", 1), ("cant-say", None)],
        *[("can't say", None), ("Can’t say", None), ("?", None), ("CANT_SAY", None)],
    ],
)
def test_answers_are_read_as_people_write_them(
    cell: str, answer: int | None, instrument: Instrument
) -> None:
    """Values, labels in any case and the ways to write "can't say" are answers."""
    found = _first(f"1A,success\n{cell},{cell}\n", instrument)
    assert found == {"responses": {"1A": {"answer": answer}}, "success": {"answer": answer}}


@pytest.mark.parametrize("cell", ["5", "0", "-4", "3.5", "yes", "4,000", "'4", "４", "3-4", "-"])
def test_other_cells_are_blank_and_named(cell: str, instrument: Instrument) -> None:
    """What is no answer is left out, and named by row and column."""
    (row,) = _rows(f'1A,1B\n2,"{cell}"\n', instrument)
    assert row.document["responses"] == {"1A": {"answer": 2}}
    (remark,) = row.remarks
    assert remark.startswith("row 2, column 1B: ")
    assert "is not read and counts as blank" in remark


def test_every_column_has_its_place(instrument: Instrument) -> None:
    """Details, significance, types and comments land where a result file has them."""
    cells = {
        "1A": "3",
        "1A-comment": "'=SUM(1)",
        "significance_1": "5",
        "Significance-2": "?",
        "s3": "4.0",
        "Success Comment": "Fine",
        "organisation": "The Quay",
        "Sector": "Voluntary sector",
        "LEVEL": "front line",
        "mode": "Confidential",
        "purpose": "routine",
        "result_id": "r1",
        "saved-at": "2026-10-06",
        "partnership": "Harbour",
        "round": "'+1",
        "now-collaboration": "Co-operation",
        "now_function": "delivery",
    }
    found = _first(f"{';'.join(cells)}\n{';'.join(cells.values())}\n", instrument)
    assert found == {
        "responses": {"1A": {"answer": 3, "comment": "=SUM(1)"}},
        "significance": {"1": 5, "2": None, "3": 4},
        "success": {"comment": "Fine"},
        "respondent": {"organisation": "The Quay", "sector": "voluntary", "level": "front_line"},
        "mode": "confidential",
        "purpose": "routine",
        "result_id": "r1",
        "saved_at": "2026-10-06",
        "partnership": "Harbour",
        "round": "+1",
        "typology": {"now": {"collaboration": "cooperation", "function": "delivery"}},
    }


TITLES = 'Our "partnership" survey;;;\r\n\r\n;;\r\nAutumn;2026\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    ("above", "number", "notes"),
    [
        ("", 2, []),
        ("sep=;\r\n", 2, []),
        ('"SEP=;"\n', 2, []),
        ("\r\n\r\n;;\r\n", 5, []),
        (TITLES, 6, ['row 1, above the headings, is passed over: "Our \\"partnership', "row 4, "]),
        ("sep=;\r\nOur survey\r\n", 3, ['row 1, above the headings, is passed over: "Our sur']),
        ('"A title\nin two lines";\n', 3, ["row 1, above the headings, is passed over"]),
        ("x\n" * 19, 21, ["row 1, "] + [""] * 18),
    ],
)
def test_headings_may_stand_lower(
    above: str, number: int, notes: list[str], encoding: str, instrument: Instrument
) -> None:
    """Excel's line with the separator, titles and empty rows are passed over; text is told."""
    raw = f"{above}name;1A;6F;\r\nZoë, A;3;4;\r\n".encode(encoding)
    assert is_spreadsheet(raw, "a", instrument)
    (row,) = _rows(raw, instrument)
    assert (row.number, row.remarks) == (number, ())
    assert row.document["respondent"] == {"name": "Zoë, A"}
    assert row.document["responses"] == {"1A": {"answer": 3}, "6F": {"answer": 4}}
    assert len(row.notes) == len(notes)
    assert all(note.startswith(start) for note, start in zip(row.notes, notes, strict=True))


def test_separator_that_the_first_line_names_is_tried(instrument: Instrument) -> None:
    """Any separator that Excel was told of is taken; where it names a wrong one, the right one."""
    for text in ("sep=|\n1A|1B\n3|4\n", "sep=,\n1A;1B\n3;4\n"):
        assert _first(text, instrument)["responses"] == {"1A": {"answer": 3}, "1B": {"answer": 4}}


def test_headings_that_come_again_are_passed_over(instrument: Instrument) -> None:
    """Where tables were put together, the headings stand between people, and are nobody."""
    first, second = _rows("1A,name\n3,A\n1A,name\n4,B\n", instrument)
    assert (first.notes, second.number) == ((), 4)
    assert second.notes == ("row 3 is passed over; it holds the headings once more",)


def test_damaged_heading_row_is_refused_with_its_line(instrument: Instrument) -> None:
    """A quotation mark out of place in the heading row may move every answer to another column."""
    for text, line in (('t\n1A,"1B"x,1C\n3,3,3\n', 2), ('sep=,\n1A,1B\n3,"3"x\n', 3)):
        with pytest.raises(ResultFileError, match=rf"line {line}: this is no CSV"):
            _rows(text, instrument)


def test_threshold_comes_with_each_row(instrument: Instrument) -> None:
    """What a round promised is in the table of its results, and counts when that is combined."""
    assert _first("1A;threshold\n3;7\n", instrument)["threshold"] == 7


@pytest.mark.parametrize(("cell", "revision"), [("3", 3), ("12.0", 12), (" 1,00 ", 1)])
def test_revision_is_a_whole_number(cell: str, revision: int, instrument: Instrument) -> None:
    """The version of a result is read, also from a column of decimal numbers."""
    assert _first(f"1A;revision\n3;{cell}\n", instrument)["revision"] == revision


@pytest.mark.parametrize("cell", ["0", "-1", "1.5", "two", "٣", "1e3", "9" * 20])
def test_revision_of_another_kind_is_named(cell: str, instrument: Instrument) -> None:
    """What is no whole number from 1 on is left out and told."""
    (row,) = _rows(f"1A;revision\n3;{cell}\n", instrument)
    assert "revision" not in row.document
    (remark,) = row.remarks
    assert remark.endswith("counts as blank; allowed are whole numbers from 1 on")


def test_unknown_label_is_named(instrument: Instrument) -> None:
    """A label that does not exist is blank, with the codes that do."""
    (row,) = _rows("1A,level\n3,chief\n", instrument)
    (remark,) = row.remarks
    assert remark.startswith('row 2, column level: "chief" is not read and counts as blank;')
    assert remark.endswith("; allowed are board, management, front_line, none")


def test_unknown_headings_are_named_once(instrument: Instrument) -> None:
    """Headings that are not known are told with the first row; our own figures are not."""
    first, second = _rows("shoe size,1A,score_1,,7A\n44,3,18,,1\n45,4,24,,2\n", instrument)
    assert first.remarks == (
        'columns that are not known here and are passed over: "shoe size", "7A"',
    )
    assert second.remarks == ()
    many = ",".join(["1A", *(f"x{n}" for n in range(12))])
    assert _rows(f"{many}\n3\n", instrument)[0].remarks[0].endswith('"x9", 2 more')


def test_rows_are_counted_as_spreadsheets_do(instrument: Instrument) -> None:
    """The heading row is row 1, empty rows count, and a line end in a cell does not."""
    text = '1A,1A-comment\n3,"two\nlines"\n\n , \n4,\n'
    assert [row.number for row in _rows(text, instrument)] == [2, 5]


def test_short_and_long_rows_are_read(instrument: Instrument) -> None:
    """Missing cells are blank; cells beyond the headings are passed over and told."""
    short, long = _rows("1A,1B\n3\n3,4,,9\n", instrument)
    assert short.document["responses"] == {"1A": {"answer": 3}}
    assert long.remarks == ("row 3: cells to the right of the headings are passed over",)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"name,answer\nAnn,3\n", "no statement code stands in the first 20 rows"),
        (b"", "no statement code stands in the first 20 rows"),
        (b"1A,1B,1a\n3,3,3\n", 'the heading "1a" stands twice, in columns 1 and 3'),
        (b"1A,S1,significance-1\n3,3,3\n", 'the heading "significance-1" stands twice'),
        ("1A,name\n3,Zoë\n".encode("cp1252"), "no UTF-8 from place 13 on"),
        ("1A,1B\n3,4\n".encode("utf-16")[:-1], 'save it again as "CSV UTF-8"'),
        ("1A,1B\n3,4\n".encode("utf-16-le"), 'save it again as "CSV UTF-8"'),
        (b'1A,name\n3,"Ann\n4,Bob\n', "this is no CSV that can be read"),
    ],
)
def test_damaged_spreadsheet_is_refused(raw: bytes, said: str, instrument: Instrument) -> None:
    """A file that may be read wrongly is refused whole, in its name, with the cause."""
    with pytest.raises(ResultFileError, match=r"^a\.csv: ") as caught:
        _rows(raw, instrument)
    assert said in str(caught.value)


def test_limits_are_kept(instrument: Instrument, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many columns, rows or bytes are refused; as many as allowed are read."""
    heading = "1A" + "," * (MAX_COLUMNS - 1)
    assert len(_rows(f"{heading}\n3\n", instrument)) == 1
    for text in (f"{heading},\n3\n", "1A\n3" + "," * MAX_COLUMNS):
        with pytest.raises(ResultFileError, match="1,001 cells"):
            _rows(text, instrument)
    assert len(_rows("1A\n" + "3\n" * MAX_ROWS, instrument)) == MAX_ROWS
    with pytest.raises(ResultFileError, match="more than 100,000 rows"):
        _rows("1A\n" + "3\n" * (MAX_ROWS + 1), instrument)
    monkeypatch.setattr(csv_text, "MAX_BYTES", 5)
    with pytest.raises(ResultFileError, match="more than 5 bytes"):
        _rows("1A\n3\n4\n", instrument)


@pytest.mark.parametrize(
    ("raw", "name", "expected"),
    [
        (b"anything", "A.CSV", True),
        (b"anything", "a.txt", True),
        (b"\xef\xbb\xbf {", "a.csv", False),
        (b"name;2C\n", "a", True),
        (b'"name"\t"2c"\n', "a.json", True),
        (b"[1, 2]", "a.json", False),
        (b"", "a.json", False),
        (b"[1, 2]", "a.json.txt", False),
        ('{"1A": 3}'.encode("utf-16"), "a.csv", False),
        (b"\xff\xff\x00", "a", False),
    ],
)
def test_spreadsheet_is_told_from_other_files(
    raw: bytes, name: str, expected: bool, instrument: Instrument
) -> None:
    """The ending or a code among the headings makes a spreadsheet, a brace never does."""
    assert is_spreadsheet(raw, name, instrument) is expected


def test_own_table_reads_back(instrument: Instrument) -> None:
    """The worked example, as ``pat table`` writes it, has the same sheet and details."""
    raw, sheets = _table([example_document()], instrument)
    assert _sheets(raw, instrument) == sheets
    (row,) = _rows(raw, instrument)
    assert row.remarks == ()
    assert row.document["round"] == "Autumn 2026"
    assert list(row.document["responses"]) == [code for code in CODES if code != "6D"]


@given(good_documents)
def test_every_table_reads_back(instrument: Instrument, document: Any) -> None:
    """Whatever ``pat table`` wrote gives the same sheet; its own apostrophes are taken off."""
    respondent = document.get("respondent", {})
    # The table writes spaces for controls, and an apostrophe of a person looks like its own.
    plain = re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029']", " ", respondent.get("organisation", ""))
    document["respondent"] = {**respondent, "organisation": plain}
    raw, sheets = _table([document, example_document()], instrument)
    assert _sheets(raw, instrument)[-len(sheets) :] == sheets
