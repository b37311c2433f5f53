"""The sheets of a group's workbook, as plain values."""

import math
from typing import Any

import pytest

from pat_core import Instrument
from pat_core.files.sheet import Sheet
from pat_core.group.document.change import change_since
from pat_core.group.statistics.pairs import Pairs
from pat_core.reports.group.tables.worksheets import Worksheet, group_worksheets
from tests.core.group_documents import group_of, marks, principle_marks
from tests.core.samples import CODES

ALWAYS = ["Overview", "Charts", "Principles", "Statements", "Significance", "Typology", "Lists"]


def _full(instrument: Instrument) -> Any:
    """Return a group with parts, comments, a plan and an earlier round."""
    sheets = [
        Sheet(marks(_1A=mark), "coordination/delivery", level=level)
        for mark, level in zip("44332?44332?", ["board"] * 6 + ["management"] * 6, strict=True)
    ]
    action = {"topic": "principle-3", "what": "Meet", "who": "", "by": "2027-01-15", "state": ""}
    action |= {"know": "", "review": "", "counts": ""}
    document = group_of(
        sheets,
        instrument,
        "level",
        comments=[{"place": "1A", "text": "c", "reworded": False}],
        plan={"rows": [action], "next_assessment": ""},
    )
    earlier = group_of([marks("2")] * 6, instrument)
    pairs = Pairs(*({str(n): marks(mark) for n in range(6)} for mark in "23"))
    document["change"] = change_since(earlier, document, instrument, pairs)
    return document


def _pages(document: Any, instrument: Instrument) -> dict[str, Worksheet]:
    return {page.name: page for page in group_worksheets(document, instrument)}


def test_sheets_without_rows_are_left_out(instrument: Instrument) -> None:
    """Parts, change, comments and plan have a sheet only where there are any."""
    names = list(_pages(group_of([marks()] * 5, instrument), instrument))
    assert names == [*ALWAYS, "Codebook"]


def test_all_sheets_in_order(instrument: Instrument) -> None:
    """A group with everything has twelve sheets, the codebook last."""
    names = list(_pages(_full(instrument), instrument))
    assert names == [*ALWAYS[:6], "Parts", "Lists", "Change", "Comments", "Plan", "Codebook"]


def test_every_row_fits_its_columns(instrument: Instrument) -> None:
    """Each column is filled in some row of a full group, and no heading stands twice."""
    for page in group_worksheets(_full(instrument), instrument):
        headings = [column.heading for column in page.columns]
        assert len(set(headings)) == len(headings), page.name
        assert page.rows, page.name
        named = {column.name for column in page.columns}
        assert all(
            named & {key for key, cell in row.items() if cell is not None} for row in page.rows
        ), page.name


def test_cells_are_numbers_or_texts(instrument: Instrument) -> None:
    """A cell is a text, a finite number, or empty; truth values are words."""
    for document in (_full(instrument), group_of([marks("-", "------", "-")], instrument)):
        for page in group_worksheets(document, instrument):
            for row in page.rows:
                for cell in row.values():
                    assert cell is None or type(cell) in (str, int, float)
                    assert not isinstance(cell, float) or math.isfinite(cell)


def test_principles_have_their_reading_in_words(instrument: Instrument) -> None:
    """A reading that stands is given in words; one that does not says why."""
    rows = _pages(group_of([marks()] * 6, instrument), instrument)["Principles"].rows
    assert rows[0]["text"] == instrument.principles[0].bands[1].reading
    assert rows[6]["text"] == instrument.aggregate_bands[1].reading

    document = group_of([marks(_1A=mark) for mark in "33333???"], instrument)
    row = _pages(document, instrument)["Principles"].rows[0]
    assert str(row["text"]).startswith("No reading: for more than a third of the people")
    people = [principle_marks(f"{mark}33333") for mark in "112344"]
    row = _pages(group_of(people, instrument), instrument)["Principles"].rows[0]
    assert row["text"] == "No reading: no two neighbouring bands hold two thirds of the people."


def test_named_parts_have_more_columns(instrument: Instrument) -> None:
    """Only where parts are shown whatever their size do they have counts of people in bands."""
    sheets = [Sheet(marks(), organisation=name) for name in ["Quay"] * 6 + ["Abbey"] * 6]
    names = {}
    for mode in ("confidential", "partner"):
        page = _pages(group_of(sheets, instrument, "organisation", mode=mode), instrument)["Parts"]
        names[mode] = {column.name for column in page.columns}
    assert {"in_band_1", "band_open", "reading"} <= names["partner"] - names["confidential"]
    assert {"estimate", "band", "nearly_all"} <= names["confidential"]


def test_charts_say_what_is_withheld_or_not_known(instrument: Instrument) -> None:
    """A statement that few answered is withheld; the average has a range only."""
    sheets = [*[marks()] * 3, *[marks(_1A="?")] * 3]
    page = _pages(group_of(sheets, instrument), instrument)["Charts"]
    assert "between 16.0 and 19.0 of 24" in page.charts[0].description
    assert "1A: withheld. 1B: 0 0 6 0." in page.charts[1].description
    blank = _pages(group_of([], instrument), instrument)["Charts"]
    assert "no figure" in blank.charts[0].description


def test_lists_have_their_rule_beside_them(instrument: Instrument) -> None:
    """Each statement of a list has its figures and the rule that put it there."""
    document = group_of([marks("1")] * 6, instrument)
    rows = [row for row in _pages(document, instrument)["Lists"].rows if row["list"] == "concerns"]
    assert [row["code"] for row in rows] == CODES
    assert {row["count_1"] for row in rows} == {6}
    assert all("disagree" in str(row["rule"]) for row in rows)


def test_typology_has_both_times_side_by_side(instrument: Instrument) -> None:
    """Each of the nine types has a row with how many chose it now and as needed."""
    rows = _pages(_full(instrument), instrument)["Typology"].rows
    assert len(rows) == 9
    chosen = [row for row in rows if row["type_now"] or row["type_needed"]]
    assert [(row["code"], row["type_now"], row["type_needed"]) for row in chosen] == [
        ("coordination/delivery", 12, 0)
    ]


def test_plan_names_its_topics(instrument: Instrument) -> None:
    """A topic of the plan stands there by code and in words."""
    row = _pages(_full(instrument), instrument)["Plan"].rows[0]
    assert (row["topic"], row["topic_label"]) == ("principle-3", instrument.principles[2].name)


def test_change_that_is_withheld_has_the_reason_only(instrument: Instrument) -> None:
    """Where a change is withheld, its sheet has one row, with the reason."""
    document = group_of([marks()] * 6, instrument)
    document["change"] = change_since(group_of([marks()] * 7, instrument), document, instrument)
    page = _pages(document, instrument)["Change"]
    assert [column.name for column in page.columns] == ["withheld", "text"]
    assert page.rows[0]["text"] == document["change"]["withheld"]


def test_codebook_explains_every_column(instrument: Instrument) -> None:
    """Every heading of every sheet is in the codebook, with a meaning and what may stand there."""
    pages = _pages(_full(instrument), instrument)
    explained = {
        (sheet, row["label"])
        for row in pages["Codebook"].rows
        if row["entry"] == "column" and row["meaning"] and row["allowed"]
        for sheet in str(row["sheets"]).split(", ")
    }
    assert explained == {
        (page.name, column.heading) for page in pages.values() for column in page.columns
    }


def test_codebook_explains_every_code(instrument: Instrument) -> None:
    """Every code that a group can hold is in the codebook, with what people read for it."""
    rows = _pages(_full(instrument), instrument)["Codebook"].rows
    labels = {(row["entry"], row["name"]): row["label"] for row in rows}
    assert {("statement", code) for code in CODES} <= labels.keys()
    assert labels["level", "front_line"] == "Front line"
    assert labels["answer", 4] == "Strongly agree"
    assert labels["significance", 5] == "Much more significant than the others"
    assert labels["collaboration", "coordination"] == "Co-ordination"
    assert labels["list", "not_known"] == "Not known"
    assert ("band of principle 1", "7 to 12") in labels
    assert ("band of the aggregate", "36 to 36") in labels


@pytest.mark.parametrize(
    ("place", "words"),
    [(0, "Create clear and robust partnership arrangements: 18.0 of 24"), (1, "1A: 0 2 4 4.")],
)
def test_charts_are_described_with_their_figures(
    instrument: Instrument, place: int, words: str
) -> None:
    """What a chart shows is said in words, beside it and as its alternative text."""
    page = _pages(_full(instrument), instrument)["Charts"]
    assert words in page.charts[place].description
    assert page.rows[place]["words"] == page.charts[place].description
