"""Earlier rounds and another group in the report and in the tables."""

from typing import Any

import pytest

from pat_core import Instrument
from pat_core.group.document.beside import group_beside
from pat_core.group.document.trend import after_rounds
from pat_core.reports.group.sections.beside import render_beside
from pat_core.reports.group.sections.change import render_change
from pat_core.reports.group.sections.trend import render_trend
from pat_core.reports.group.tables.columns import group_columns
from pat_core.reports.group.tables.history_rows import beside_rows, own_answer_rows, trend_rows
from pat_core.reports.group.tables.rows import plan_rows
from tests.core.group_documents import group_of, marks
from tests.core.html_tree import parse_html

ACTION = dict.fromkeys(("topic", "what", "who", "by", "know", "review", "state", "counts"), "")


def _plan(what: str, state: str) -> Any:
    return {"rows": [{**ACTION, "what": what, "state": state}], "next_assessment": ""}


@pytest.fixture(scope="module")
def document(instrument: Instrument) -> Any:
    """Return the third round of a group, which has become more agreed each time."""
    plans = [_plan("Meet monthly", "done"), _plan("Write it down", "dropped"), {}]
    rounds = [
        group_of(
            [marks(answer)] * people,
            instrument,
            round=f"Autumn {year}",
            made_at=f"{year}-10-20T10:00:00Z",
            plan=plan,
        )
        for year, answer, people, plan in zip(
            (2024, 2025, 2026), "223", (6, 12, 20), plans, strict=True
        )
    ]
    rounds[1]["own"] = {"2": {"sentence": "We see it differently: trust."}}
    return after_rounds(rounds[2], rounds[:2], None, instrument)


@pytest.fixture(scope="module")
def beside(instrument: Instrument) -> Any:
    """Return a group beside another one of 7 people who disagree."""
    other = group_of([marks("2")] * 7, instrument, partnership="Harbour", round="Board")
    other["statements"]["4E"] = {"withheld": True}
    document = group_of([marks("3")] * 9, instrument)
    return {**document, "beside": group_beside(other, document)}


def test_trend_has_a_line_for_each_principle_and_a_row_for_each_round(
    instrument: Instrument, document: Any
) -> None:
    """Estimates with the number of people, and no difference between rounds."""
    page = parse_html(str(render_trend(document, instrument)))
    assert len(page.all("svg")) == 7
    table = page.all("table")[0]
    rows = [[cell.text for cell in row.elements] for row in table.all("tr")]
    assert [row[1] for row in rows[1:]] == ["6", "12", "20"]
    assert [row[2] for row in rows[1:]] == ["12.0", "12.0", "18.0"]
    assert [row[-1] for row in rows[1:]] == ["72.0", "72.0", "108.0"]
    assert rows[1][0] == "Autumn 2024, 20 October 2024"
    assert "clear change" not in page.text
    assert "→" not in page.text


def test_what_became_of_actions_stands_once(instrument: Instrument, document: Any) -> None:
    """Actions of the latest round stand with the change, those before with the trend."""
    trend = parse_html(str(render_trend(document, instrument))).text
    change = parse_html(str(render_change(document, instrument))).text
    assert "Meet monthly" in trend
    assert "done" in trend
    assert "Write it down" not in trend
    assert "Write it down" in change
    assert "dropped" in change


def test_what_the_group_said_last_time_stands_beside_the_new_counts(
    instrument: Instrument, document: Any
) -> None:
    """Its sentence, and the average of now."""
    words = parse_html(str(render_change(document, instrument))).text
    assert "What the group said last time" in words
    assert "We see it differently: trust." in words
    assert "average: 18.0" in words


def test_one_false_alarm_in_36_is_said_beside_the_changes(
    instrument: Instrument, document: Any
) -> None:
    """Whoever reads a list of clear changes should expect one by chance."""
    words = parse_html(str(render_change(document, instrument))).text
    assert "about one of 36 statements is called clear by chance alone" in words


def test_many_rounds_are_all_in_the_table(instrument: Instrument, document: Any) -> None:
    """The lines show the latest; the table has every one."""
    many: Any = {**document, "trend": document["trend"] * 5}
    page = parse_html(str(render_trend(many, instrument)))
    assert len(page.all("table")[0].all("tr")) == 1 + 11
    assert "The lines show the latest 8 rounds." in page.text


def test_without_earlier_rounds_or_another_group_there_is_no_section(
    instrument: Instrument,
) -> None:
    """Nothing to compare leaves no heading."""
    alone = group_of([marks("3")] * 6, instrument)
    assert render_trend(alone, instrument) is None
    assert render_beside(alone, instrument) is None
    assert not [*trend_rows(alone, instrument), *beside_rows(alone, instrument)]


def test_two_groups_stand_side_by_side_without_a_verdict(
    instrument: Instrument, beside: Any
) -> None:
    """The same figures of both; nothing says which is better."""
    page = parse_html(str(render_beside(beside, instrument)))
    rows = {
        row.elements[0].text[:2]: [cell.text for cell in row.elements] for row in page.all("tr")
    }
    assert rows["1."][1:] == ["18.0 (band 13–18)", "12.0 (band 7–12)"]
    assert rows["1A"][1:] == ["9 of 9 agree", "0 of 7 agree"]
    assert rows["4E"][1:] == ["9 of 9 agree", "withheld"]
    assert "Harbour, Board" in page.text
    for word in ("→", "clear change", "better", "worse", "rank "):
        assert word not in page.text


def test_withheld_group_says_why(instrument: Instrument, beside: Any) -> None:
    """One sentence takes the place of all figures, in the report and in the tables."""
    hidden = {**beside["beside"], "withheld": "Too few.", "statements": {}, "principles": {}}
    document: Any = {**beside, "beside": hidden}
    page = parse_html(str(render_beside(document, instrument)))
    assert "Too few." in page.text
    assert not page.all("table")
    (row,) = beside_rows(document, instrument)
    assert (row["withheld"], row["text"]) == ("yes", "Too few.")


def test_rows_of_trend_and_other_group(instrument: Instrument, document: Any, beside: Any) -> None:
    """Each round and each figure has a row, and every key is a column."""
    trend = list(trend_rows(document, instrument))
    assert len(trend) == 3 * 7
    assert [row["estimate"] for row in trend if row["code"] == 3] == [12, 12, 18]
    assert [row["respondents"] for row in trend if row["code"] == "aggregate"] == [6, 12, 20]
    rows = {row["code"]: row for row in beside_rows(beside, instrument)}
    assert len(rows) == 36 + 1 + 7
    assert (rows["1A"]["agree"], rows["1A"]["other_agree"]) == (9, 0)
    assert "other_n" not in rows["4E"]
    assert (rows[1]["estimate"], rows[1]["other_estimate"]) == (18, 12)
    assert rows[1]["other_band"] == "7 to 12"
    own = list(own_answer_rows(document, instrument))
    assert [(row["code"], row["round"]) for row in own] == [(2, "Autumn 2025")]
    known = group_columns(instrument).keys()
    assert all(row.keys() <= known for row in [*trend, *rows.values(), *own])


def test_plans_of_all_rounds_are_in_the_plan_table(document: Any) -> None:
    """Each says of which round it is."""
    rows = [(row["plan"], row["what"]) for row in plan_rows(document)]
    assert rows == [("earlier round", "Write it down"), ("Autumn 2024", "Meet monthly")]
