"""The figures of a profile as an HTML table."""

import pytest

from pat_core import Instrument, score_answers
from pat_core.reports.person.score_table import compare_table, score_table
from tests.core.drawing.test_dartboard import SAMPLES
from tests.core.html_tree import Node, parse_html
from tests.core.samples import all_answered


def _rows(table: str) -> list[list[str]]:
    """Return the cells of each row of the body, headings too."""
    (body,) = parse_html(table).all("tbody")
    return [[cell.text for cell in row.elements] for row in body.all("tr")]


def _table(sample: str, instrument: Instrument, significance: dict[str, int | None]) -> str:
    return score_table(score_answers(SAMPLES[sample], instrument), instrument, significance)


def test_complete_profile_as_rows(instrument: Instrument) -> None:
    """Each row holds principle, score, band, count and significance; the aggregate comes last."""
    rows = _rows(_table("complete", instrument, {"1": 5, "2": 1, "3": None}))
    assert [row[1:4] for row in rows] == [
        *(["16", "13–18", "6 of 6"], ["24", "19–24", "6 of 6"], ["18", "13–18", "6 of 6"]),
        *(["12", "7–12", "6 of 6"], ["6", "6", "6 of 6"], ["15", "13–18", "6 of 6"]),
        ["91", "73–108", "36 of 36"],
    ]
    assert [row[0] for row in rows[:2]] == [
        "1. Recognise and accept the need for partnership",
        "2. Develop clarity and realism of purpose",
    ]
    assert rows[-1][0] == instrument.texts.aggregate_name


def test_significance_stands_beside_in_words(instrument: Instrument) -> None:
    """Significance is given in its words, or as "can't say" or not rated; the total has none."""
    rows = _rows(_table("complete", instrument, {"1": 5, "2": 1, "3": None}))
    words = [row[4] for row in rows]
    assert words[0].startswith("Much more significant")
    assert words[1].startswith("Much less significant")
    assert words[2:] == ["can't say", "not rated", "not rated", "not rated", "–"]


def test_significance_may_be_left_out(instrument: Instrument) -> None:
    """Where nobody was asked for it, there is no column for significance and no word of it."""
    tree = parse_html(score_table(score_answers(all_answered(3), instrument), instrument))
    assert [cell.text for cell in tree.all("th")[:4]] == ["Principle", "Score", "Band", "Answered"]
    assert {len(row.elements) for row in tree.all("tr")} == {4}
    assert "ignificance" not in tree.text


def test_partial_profile_has_ranges(instrument: Instrument) -> None:
    """A possible range stands for the score, and the band only where it is certain."""
    rows = _rows(_table("partial", instrument, {}))
    assert [row[1:4] for row in rows[:3]] == [
        ["21–24", "19–24", "5 of 6"],
        ["15–24", "not certain yet", "3 of 6"],
        ["6–9", "not certain yet", "5 of 6"],
    ]


def test_principles_figures_are_marked(instrument: Instrument) -> None:
    """The cell with a principle's figure names it in data-score; the aggregate's does not."""
    cells = parse_html(_table("complete", instrument, {})).all("td")
    marked = {cell.attributes["data-score"]: cell.text for cell in cells if _is_marked(cell)}
    assert marked == {"1": "16", "2": "24", "3": "18", "4": "12", "5": "6", "6": "15"}


def test_table_has_caption_and_headings(instrument: Instrument) -> None:
    """A screen reader hears what the table is, and what each row and column is."""
    tree = parse_html(_table("complete", instrument, {}))
    (caption,) = tree.all("caption")
    assert "multiplies nothing" in caption.text
    scopes = [cell.attributes.get("scope") for cell in tree.all("th")]
    assert scopes == ["col"] * 5 + ["row"] * 7


@pytest.mark.parametrize(("now", "earlier"), [("complete", "partial"), ("nothing", "highest")])
def test_comparison_sets_both_side_by_side(instrument: Instrument, now: str, earlier: str) -> None:
    """Earlier and present figures stand in one row, without a difference and without a verdict."""
    first = score_answers(SAMPLES[now], instrument)
    second = score_answers(SAMPLES[earlier], instrument)
    rows = _rows(compare_table(first, second, instrument))
    assert [row[2] for row in rows] == [row[1] for row in _rows(score_table(first, instrument, {}))]
    assert [row[1] for row in rows] == [
        row[1] for row in _rows(score_table(second, instrument, {}))
    ]
    assert all(len(row) == 3 for row in rows)


def test_comparison_says_how_to_take_it(instrument: Instrument) -> None:
    """The caption warns that a lower score may mean a franker answer."""
    profile = score_answers(all_answered(3), instrument)
    (caption,) = parse_html(compare_table(profile, profile, instrument)).all("caption")
    assert "lower score" in caption.text


def _is_marked(cell: Node) -> bool:
    return "data-score" in cell.attributes
