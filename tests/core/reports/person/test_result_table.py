"""Results as rows of a table for spreadsheets."""

import csv
import io

import pytest
from hypothesis import given

from pat_core import Instrument, Result, load_instrument, score_answers
from pat_core.reports.person.result_table import format_row, table_header, table_row
from tests.core import strategies
from tests.core.samples import CODES, Document, all_answered, example_document, record


def _row(document: Document, name: str = "a.pat.json") -> dict[str, str]:
    """Return the cells of one result by column."""
    instrument, result = load_instrument(), Result(document)
    cells = table_row(name, result, score_answers(result.answers, instrument), instrument)
    return dict(zip(table_header(instrument), cells, strict=True))


def test_header_names_every_column_once(instrument: Instrument) -> None:
    """File and labels come first, then answers, significance, success, and seven cards."""
    header = table_header(instrument)
    assert len(set(header)) == len(header) == 1 + 9 + 4 + 36 + 6 + 1 + 7 * 6
    assert header[0] == "file"
    assert header[14:50] == CODES
    assert header[50] == "significance_1"
    assert header[56] == "success"
    assert header[-1].endswith("_aggregate")


def test_answers_are_numbers_words_or_nothing() -> None:
    """An answer is its number, "can't say" is a word, and a gap is an empty cell."""
    row = _row(
        record({"1A": 4, "1B": None}, significance={"1": 5, "2": None}, success={"answer": 2})
    )
    assert [row[code] for code in ("1A", "1B", "1C")] == ["4", "cant-say", ""]
    assert [row[f"significance_{n}"] for n in "123"] == ["5", "cant-say", ""]
    assert row["success"] == "2"


def test_success_may_be_open() -> None:
    """The statement on aims may be answered "can't say", or not at all."""
    assert _row(record(success={"answer": None}))["success"] == "cant-say"
    assert _row(record(success={"comment": "c"}))["success"] == ""
    assert _row(record())["success"] == ""


def test_labels_and_details_have_columns() -> None:
    """Who and what the result is of stands in columns of its own."""
    row = _row(example_document(), "folder/b.pat.json")
    assert row["file"] == "folder/b.pat.json"
    assert row["partnership"] == "Harbour Lane Partnership"
    assert (row["round"], row["mode"], row["purpose"]) == ("Autumn 2026", "confidential", "routine")
    assert (row["name"], row["sector"], row["level"]) == ("", "voluntary", "management")


def test_cards_give_score_range_and_band() -> None:
    """A complete card has a score, an open one a range, and a band no date can be made of."""
    row = _row(record({**all_answered(3), "2A": None}))
    assert (row["score_1"], row["possible_low_1"], row["possible_high_1"]) == ("18", "18", "18")
    assert (row["band_1"], row["answered_1"], row["cant_say_1"]) == ("13 to 18", "6", "0")
    assert (row["score_2"], row["possible_low_2"], row["possible_high_2"]) == ("", "16", "19")
    assert (row["band_2"], row["answered_2"], row["cant_say_2"]) == ("", "5", "1")
    assert (row["score_aggregate"], row["band_aggregate"]) == ("", "")


@pytest.mark.parametrize("key", ["partnership", "round", "result_id"])
def test_every_text_of_a_file_is_safe(key: str) -> None:
    """Formulas in labels, details and file names are made text."""
    document = record(
        respondent={"name": "@A1", "organisation": "-1"}, **{key: "=cmd|' /C calc'!A0"}
    )
    row = _row(document, "=1.json")
    assert row[key] == "'=cmd|' /C calc'!A0"
    assert (row["file"], row["name"], row["organisation"]) == ("'=1.json", "'@A1", "'-1")


@given(strategies.good_documents)
def test_row_survives_a_csv_reader(document: Document) -> None:
    """Commas, quotes and line ends in texts stay inside their cells."""
    cells = list(_row(document).values())
    line = format_row(cells)
    assert line.endswith("\r\n")
    assert next(csv.reader(io.StringIO(line, newline=""), strict=True)) == cells
