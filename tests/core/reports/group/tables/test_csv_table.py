"""A group as CSV: one tidy table, safe in every spreadsheet."""

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pat_core import Instrument
from pat_core.files.sheet import Sheet
from pat_core.group.disclosure.subgroups import SHOWN_ONCE
from pat_core.group.document.change import change_since
from pat_core.group.statistics.pairs import Pairs
from pat_core.reports.group.tables.csv_table import write_group_csv, write_plan_csv
from tests.core.group_documents import group_of, marks

Rows = list[dict[str, str]]
HOSTILE = 'x;=9*9\t=8*8\r\n@A1, =7*7;"=6";-1\n+2'
FORMULA_SIGNS = tuple("=+-@＝＋－＠")
hostile_texts = st.text(st.sampled_from("=+-@＝;, \t\r\n\"'a1"), max_size=12)


def _rows(text: str) -> Rows:
    """Return the rows of a CSV text by column."""
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), strict=True))


def _group_rows(document: Any, instrument: Instrument, kind: str) -> Rows:
    return [row for row in _rows(write_group_csv(document, instrument)) if row["kind"] == kind]


def _six(instrument: Instrument, **details: Any) -> Any:
    """Return a group of six that differs on 1A only: two 4, two 3, one 2, one can't say."""
    return group_of([marks(_1A=mark) for mark in "44332?"], instrument, **details)


def test_lines_are_those_of_spreadsheets(instrument: Instrument) -> None:
    """A byte-order mark, CRLF after every row, no other line break, every row as wide."""
    text = write_group_csv(_six(instrument), instrument)
    lines = text.removesuffix("\r\n").split("\r\n")
    assert not any(set(line) & {"\r", "\n"} for line in lines)
    widths = {len(cells) for cells in csv.reader(lines)}
    assert len(widths) == 1


def test_statement_row(instrument: Instrument) -> None:
    """A statement has its counts, its middle and how far people agree, unrounded."""
    row = _group_rows(_six(instrument), instrument, "statement")[0]
    assert (row["code"], row["n"], row["cant_say"], row["blank"]) == ("1A", "5", "1", "0")
    assert [row[f"count_{value}"] for value in "1234"] == ["0", "1", "2", "2"]
    assert (row["mean"], row["median"], row["minority_share"]) == ("3.2", "3", "0.2")
    assert (row["divided"], row["label"]) == ("no", instrument.statements[0].text)
    assert float(row["consensus"]) == pytest.approx(0.6338, abs=1e-4)


def test_every_figure_has_a_row(instrument: Instrument) -> None:
    """36 statements, success, six principles, the aggregate, six significances, 2 × 9 types."""
    rows = _rows(write_group_csv(_six(instrument), instrument))
    kinds = [row["kind"] for row in rows]
    expected = {"statement": 36, "success": 1, "principle": 6, "aggregate": 1, "significance": 6}
    expected |= {"type_now": 9, "type_needed": 9, "part": 0, "comment": 0, "change": 0}
    assert {kind: kinds.count(kind) for kind in expected} == expected


def test_principle_row(instrument: Instrument) -> None:
    """A principle has its average, bands and reading, and no range that could be a date."""
    row = _group_rows(_six(instrument, mode="open"), instrument, "principle")[0]
    assert (row["code"], row["n"], row["respondents"]) == ("1", "5", "6")
    assert (row["estimate"], row["band"], row["withheld"]) == ("18.2", "", "")
    assert float(row["possible_mean_low"]) == pytest.approx((91 + 16) / 6)
    assert float(row["possible_mean_high"]) == pytest.approx((91 + 19) / 6)
    assert [row[f"in_band_{place}"] for place in "1234"] == ["0", "0", "3", "2"]
    assert (row["band_open"], row["reading"], row["borderline"]) == ("1", "between", "no")
    for band in instrument.principles[0].bands[:2]:
        assert f"{band.low} to {band.high}: {band.reading}" in row["text"]
    assert row["scores"] == "17 (1), 18 (2), 19 (2)"
    assert (row["lowest"], row["highest"], row["mean"]) == ("17", "19", "18.2")


def test_withheld_scores_are_marked(instrument: Instrument) -> None:
    """Where somebody is incomplete, a confidential round has no figure over complete scores."""
    row = _group_rows(_six(instrument), instrument, "principle")[0]
    assert (row["estimate"], row["reading"], row["withheld"]) == ("18.2", "between", "scores")
    assert not any(row[name] for name in ("n", "mean", "median", "lowest", "highest", "scores"))
    assert row["in_band_3"] == "3"


def test_withheld_bands_are_marked(instrument: Instrument) -> None:
    """Without the counts of people in bands there is no reading, which would tell of them."""
    document = _six(instrument)
    figures = document["principles"]["1"]
    figures |= {"band_counts": None, "band_open": None}
    row = _group_rows(document, instrument, "principle")[0]
    assert (row["estimate"], row["withheld"]) == ("18.2", "scores and bands")
    assert not any(row[name] for name in ("in_band_1", "band_open", "reading", "text"))


def test_a_statement_without_answers_leaves_no_average(instrument: Instrument) -> None:
    """The range that the average can have is there all the same."""
    document = group_of([marks(_2B="?")] * 6, instrument, mode="open")
    row = _group_rows(document, instrument, "principle")[1]
    assert (row["estimate"], row["band"], row["reading"]) == ("", "", "unknown")
    assert (row["possible_mean_low"], row["possible_mean_high"]) == ("16.0", "19.0")


def test_figures_that_few_people_stand_behind_are_withheld(instrument: Instrument) -> None:
    """Statement, success, significance and type have a row that says so, without a number."""
    few = Sheet(marks(), "coordination/delivery")
    none = Sheet(marks("3", "------", "-", _1A="-"))
    document = group_of([few] * 4 + [none] * 3, instrument)
    for kind in ("statement", "success", "significance", "type_now"):
        row = _group_rows(document, instrument, kind)[0]
        assert (row["withheld"], row["n"], row["mean"], row["value"]) == ("yes", "", "", "")
    assert _group_rows(document, instrument, "statement")[1]["withheld"] == ""


@pytest.mark.parametrize(("people", "divided"), [(4, ""), (5, "no")])
def test_agreement_needs_five_answers(instrument: Instrument, people: int, divided: str) -> None:
    """Below five answers consensus and division stay empty."""
    row = _group_rows(group_of([marks()] * people, instrument), instrument, "statement")[0]
    assert row["divided"] == divided
    assert (
        bool(row["consensus"]) == bool(row["agreement_a"]) == bool(row["chance"]) == bool(divided)
    )


def test_types_that_nobody_chose_are_counted_too(instrument: Instrument) -> None:
    """Each square of the typology has a row, with how many chose it."""
    sheets = [Sheet(marks(), now="coordination/delivery")] * 5
    rows = _group_rows(group_of(sheets, instrument), instrument, "type_now")
    assert {row["code"]: row["value"] for row in rows if row["value"] != "0"} == {
        "coordination/delivery": "5"
    }
    assert {row["n"] for row in rows} == {"5"}


def test_parts_are_shown_or_withheld(instrument: Instrument) -> None:
    """A shown part has rows with its label; a withheld one has a single row without a figure."""
    sheets = [Sheet(marks(), level=level) for level in ["board"] * 6 + ["management"] * 5]
    rows = _rows(write_group_csv(group_of(sheets, instrument, "level"), instrument))
    board = [row for row in rows if row["part"] == "board"]
    assert len(board) == 1 + 36 + 6
    assert (board[0]["part_label"], board[0]["n"]) == ("Board or elected member", "6")

    sheets += [Sheet(marks(), level="")]
    rows = _rows(write_group_csv(group_of(sheets, instrument, "level"), instrument))
    hidden = [row for row in rows if row["part_label"] == "Not given"]
    assert [(row["withheld"], row["n"]) for row in hidden] == [("yes", "")]


def test_withheld_counts_of_a_shown_part(instrument: Instrument) -> None:
    """Counts that stay out have a row that says so, and whether nearly all agree."""
    sheets = [Sheet(marks(_1A="1"), level=level) for level in ["board"] * 6 + ["management"] * 6]
    document = group_of(sheets, instrument, "level")
    rows = [row for row in _rows(write_group_csv(document, instrument)) if row["part"] == "board"]
    by_code = {row["code"]: row for row in rows}
    own = document["by"]["level"]["board"]
    assert own["statements"]["1A"] == {"nearly_all": "disagree"}
    cells = ("n", "withheld", "nearly_all")
    assert [by_code["1A"][name] for name in cells] == ["", "yes", "disagree"]
    assert (by_code["1"]["estimate"], by_code["1"]["band"]) == ("16", "13 to 18")
    assert not by_code["1"]["possible_mean_low"]
    own["statements"]["1A"] = own["principles"]["1"] = {"withheld": True}
    rows = [row for row in _rows(write_group_csv(document, instrument)) if row["part"] == "board"]
    hidden = {row["code"]: row for row in rows if row["withheld"] == "yes"}
    assert [hidden["1A"][name] for name in cells] == ["", "yes", ""]
    assert hidden["1"]["estimate"] == ""


@pytest.mark.parametrize("mode", ["partner", "open"])
def test_partners_by_name_have_all_figures(instrument: Instrument, mode: str) -> None:
    """Whatever its size, a partner has averages, counts in bands, and the aggregate."""
    names = ["Quay", *["Abbey"] * 3]
    sheets = [Sheet(marks("3", _1A="?", _3A="1"), organisation=name) for name in names]
    document = group_of(sheets, instrument, "organisation", mode=mode)
    rows = [row for row in _rows(write_group_csv(document, instrument)) if row["part"] == "Quay"]
    assert len(rows) == 1 + 36 + 6 + 1
    by_code = {row["code"]: row for row in rows}
    assert by_code["2B"]["count_3"] == "1"
    assert [by_code["2"][name] for name in ("estimate", "band", "in_band_3")] == [
        *("18.0", "13 to 18", "1")
    ]
    assert (by_code["1"]["possible_mean_low"], by_code["1"]["band_open"]) == ("16.0", "1")
    assert by_code["aggregate"]["in_band_3"] == "1"


def test_change_rows(instrument: Instrument) -> None:
    """With an earlier round, each figure has a row with both rounds' counts."""
    document = _six(instrument)
    document["change"] = change_since(group_of([marks("2")] * 6, instrument), document, instrument)
    rows = {row["code"]: row for row in _group_rows(document, instrument, "change")}
    assert len(rows) == 36 + 6 + 2
    row = rows["1A"]
    assert (row["earlier_agree"], row["earlier_n"], row["agree"], row["n"]) == ("0", "6", "4", "5")
    assert (row["earlier_median"], row["median"], row["clear_change"]) == ("2", "3", "yes")
    assert [rows["1"][f"earlier_in_band_{place}"] for place in "1234"] == ["0", "6", "0", "0"]


def test_change_rows_hold_the_same_people(instrument: Instrument) -> None:
    """Pairs stand in the row of their figure; one that is withheld is empty."""
    before, now = [marks("2")] * 6, [marks("3", _1A="?"), *[marks("3")] * 5]
    document, earlier = group_of(now, instrument), group_of(before, instrument)
    pairs = Pairs(*({str(n): each[n] for n in range(6)} for each in (before, now)))
    document["change"] = change_since(earlier, document, instrument, pairs)
    rows = {row["code"]: row for row in _group_rows(document, instrument, "change")}
    names = [f"paired_{name}" for name in ("n", "up", "same", "down")]
    assert [rows["2"][name] for name in names] == ["6", "6", "0", "0"]
    assert [rows["1"][name] for name in names] == [""] * 4
    assert [rows["1A"][name] for name in names] == [""] * 4


def test_parts_of_other_people_say_why(instrument: Instrument) -> None:
    """Where the parts were shown of others before, each part has the reason and no figure."""
    sheets = [Sheet(marks(), level="board")] * 6
    document = group_of(sheets, instrument, "level", parts_withheld=SHOWN_ONCE)
    (row,) = _group_rows(document, instrument, "part")
    assert (row["withheld"], row["text"], row["n"]) == ("yes", SHOWN_ONCE, "")


def test_withheld_change_says_why(instrument: Instrument) -> None:
    """Where a change is withheld, one row gives the reason and no figure."""
    document = _six(instrument)
    document["change"] = change_since(group_of([marks("2")] * 7, instrument), document, instrument)
    (row,) = _group_rows(document, instrument, "change")
    assert row["withheld"] == "yes"
    assert row["text"] == document["change"]["withheld"]
    assert not row["delta"]


def test_comments_come_last_in_their_order(instrument: Instrument) -> None:
    """Released comments follow all figures, in the order of the group file."""
    comments = [
        {"place": "success", "text": "b", "reworded": True},
        {"place": "1A", "text": "a", "reworded": False},
    ]
    rows = _rows(write_group_csv(_six(instrument, comments=comments), instrument))[-2:]
    found = [(row["kind"], row["code"], row["text"], row["reworded"]) for row in rows]
    assert found == [("comment", "success", "b", "yes"), ("comment", "1A", "a", "no")]


def test_overview_says_how_many_and_what_it_is_not_for(instrument: Instrument) -> None:
    """People, invited people and the warning against ranking stand in the table."""
    rows = _rows(write_group_csv(_six(instrument, invited_people=8), instrument))
    values = {row["code"]: row["value"] for row in rows if row["kind"] == "overview"}
    assert (values["respondents"], values["invited_people"]) == ("6", "8")
    assert any("ranking" in row["text"] for row in rows if row["kind"] == "note")


@pytest.mark.parametrize(("raters", "w"), [(4, None), (5, 1.0)])
def test_agreement_on_significance(instrument: Instrument, raters: int, w: float | None) -> None:
    """From five raters on, Kendall's W stands beside its average by chance."""
    document = group_of([marks(significance="123455")] * raters, instrument)
    rows = _group_rows(document, instrument, "overview")
    values = {row["code"]: float(row["value"]) for row in rows if row["code"].startswith("kendall")}
    assert values.get("kendall_w") == (None if w is None else pytest.approx(w))
    assert values.get("kendall_w_by_chance") == (None if w is None else 0.2)


def test_own_cells_hold_no_semicolon(instrument: Instrument) -> None:
    """No cell of a group without free texts is split where semicolons part the cells."""
    assert ";" not in write_group_csv(_six(instrument), instrument)


def _hostile(text: str, instrument: Instrument) -> Any:
    """Return a group that holds *text* wherever people write freely."""
    sheets = [Sheet(marks(), organisation=text or "a")] * 6
    comments = [{"place": "1A", "text": text, "reworded": False}]
    row = dict.fromkeys(("what", "who", "by", "know", "review", "counts"), text)
    plan = {"rows": [{"topic": "1A", "state": "", **row}], "next_assessment": text}
    details = {"partnership": text, "round": text, "comments": comments, "plan": plan}
    return group_of(sheets, instrument, "organisation", **details)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@given(text=st.just(HOSTILE) | hostile_texts)
def test_no_text_can_become_a_formula(instrument: Instrument, separator: str, text: str) -> None:
    """Wherever a program cuts the lines, with quotes or blindly, no cell is a formula."""
    document = _hostile(text, instrument)
    for written in (write_group_csv(document, instrument), write_plan_csv(document)):
        lines = written.removeprefix("\ufeff").splitlines()
        cut = [cell for line in lines for cell in line.split(separator)]
        read = [cell for cells in csv.reader(lines, delimiter=separator) for cell in cells]
        for cell in (*cut, *read):
            assert not cell.replace('"', "").strip().startswith(FORMULA_SIGNS)


def test_plan_rows(instrument: Instrument) -> None:
    """The plan has a row an action, then the date of the next assessment; then the earlier plan."""
    action = {"topic": "3B", "what": "Agree who decides", "who": "Chair", "by": "2027-01-15"}
    action |= {"know": "Minuted", "review": "2027-03-01", "state": "", "counts": "agree: 5 of 8"}
    document = _six(instrument, plan={"rows": [action], "next_assessment": "2027-10-01"})
    document["change"] = {"plan": {"rows": [{**action, "state": "done"}]}}
    rows = _rows(write_plan_csv(document))
    assert rows[0] == {"plan": "this round", **action}
    assert (rows[1]["what"], rows[1]["by"]) == ("Next assessment", "2027-10-01")
    assert (rows[2]["plan"], rows[2]["state"]) == ("earlier round", "done")


def test_no_plan_is_headings_only(instrument: Instrument) -> None:
    """Without a plan the file has its headings and no row."""
    assert _rows(write_plan_csv(_six(instrument))) == []
