"""Significance beside score."""

from typing import Any

from pat_core import Instrument
from pat_core.drawing.rank_chart import draw_rank_chart, ranked_principles
from tests.core.group_samples import group
from tests.core.picture_rules import description, parse_picture, texts
from tests.core.samples import TESTS, compare_with_copy


def test_chart_equals_its_golden_copy(instrument: Instrument) -> None:
    """The drawing is the one that people looked at, and it keeps the rules of pictures."""
    found = group(instrument)
    text = draw_rank_chart(found["significance"], found["principles"], instrument)
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
    """Both means stand there to one decimal, and "none" where too few are complete."""
    found = group(instrument)
    found["principles"]["2"]["reading"]["kind"] = "incomplete"
    root = parse_picture(draw_rank_chart(found["significance"], found["principles"], instrument))
    rows = [node for node in root.iter() if node.get("data-row")]
    assert texts(rows[0])[1:] == ["4.8", "22.8"]
    assert texts(rows[1])[1:] == ["4.2", "none"]
    assert "principle 2, significance 4.2, score not shown" in description(root)


def test_band_edges_are_lines_in_every_row(instrument: Instrument) -> None:
    """Three edges stand upright in each row, at the same places."""
    found = group(instrument)
    root = parse_picture(draw_rank_chart(found["significance"], found["principles"], instrument))
    for row in (node for node in root.iter() if node.get("data-row")):
        upright = [node.get("x1") for node in row if node.get("x1") == node.get("x2")]
        assert [x for x in upright if x] == ["193.9", "240.6", "287.2"]
