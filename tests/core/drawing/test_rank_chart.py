"""Significance beside score."""

from typing import Any

from pat_core import Instrument
from pat_core.drawing.rank_chart import draw_rank_chart, ranked_principles
from tests.core.group_samples import group
from tests.core.picture_rules import description, parse_picture, texts, with_class
from tests.core.samples import TESTS, compare_with_copy


def test_chart_equals_its_golden_copy(instrument: Instrument) -> None:
    """The drawing is the one that people looked at, and it keeps the rules of pictures."""
    figures = group(instrument)
    text = draw_rank_chart(figures["significance"], figures["principles"], instrument)
    parse_picture(text)
    compare_with_copy(TESTS / "golden" / "rank-chart.svg", text + "\n")


def test_the_most_significant_stands_first(instrument: Instrument) -> None:
    """Rows follow the ranks; principles that nobody rated come last."""
    significance: Any = {
        number: {"rank": rank, "mean": rank and 5.0 - rank / 2}
        for number, rank in zip("123456", [4, None, 1.5, 3, 1.5, None], strict=True)
    }
    ranked = ranked_principles(significance, instrument)
    assert [principle.number for principle in ranked] == ["3", "5", "4", "1", "2", "6"]


def test_figures_are_printed_in_each_row(instrument: Instrument) -> None:
    """Significance and average stand there to one decimal, in the description too."""
    figures = group(instrument)
    figures["principles"]["2"] |= {"estimate": None, "possible_mean": [6.0, 24.0], "band": None}
    root = parse_picture(
        draw_rank_chart(figures["significance"], figures["principles"], instrument)
    )
    rows = [node for node in root.iter() if node.get("data-row")]
    typed = [["4.8", "22.8"], ["4.2", "–"], ["3.2", "16–20"]]
    assert [texts(row)[1:] for row in rows[:3]] == typed
    assert "principle 2, significance 4.2, score no figure" in description(root)
    assert "principle 6, significance 3.2, score 16–20" in description(root)


def test_withheld_significance_says_so_and_stands_last(instrument: Instrument) -> None:
    """It has no mark on its scale, and the score beside it stays."""
    figures = group(instrument)
    figures["significance"]["1"] = {"withheld": True}
    root = parse_picture(
        draw_rank_chart(figures["significance"], figures["principles"], instrument)
    )
    row = [node for node in root.iter() if node.get("data-row")][-1]
    assert row.get("data-row") == "1"
    assert texts(row)[1:] == ["withheld", "22.8"]
    assert not with_class(row, "pat-mark")


def test_band_edges_are_lines_in_every_row(instrument: Instrument) -> None:
    """Three edges stand upright in each row, at the same places."""
    figures = group(instrument)
    root = parse_picture(
        draw_rank_chart(figures["significance"], figures["principles"], instrument)
    )
    for row in (node for node in root.iter() if node.get("data-row")):
        upright = [node.get("x1") for node in row if node.get("x1") == node.get("x2")]
        assert [x for x in upright if x] == ["182", "226", "270"]
