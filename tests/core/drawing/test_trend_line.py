"""The estimates of all rounds as a small line."""

import pytest

from pat_core import Instrument
from pat_core.drawing.trend_line import MOST_ROUNDS, RoundEstimate, draw_trend_line
from tests.core.picture_rules import SVG, description, parse_picture, texts, with_class
from tests.core.samples import TESTS, compare_with_copy

ROUNDS = [
    RoundEstimate("2023", 12, 11.25),
    RoundEstimate("2024", 1, None),
    RoundEstimate("2025", 14, 15.5),
    RoundEstimate("2026", 1_200, 18.04),
]


def _line(instrument: Instrument, rounds: list[RoundEstimate]) -> str:
    bands = instrument.principles[0].bands
    return draw_trend_line(rounds, bands, name="trend", title="Estimates")


def test_line_equals_its_golden_copy(instrument: Instrument) -> None:
    """The drawing is the one that people looked at, and it keeps the rules of pictures."""
    drawn = _line(instrument, ROUNDS)
    parse_picture(drawn)
    compare_with_copy(TESTS / "golden" / "trend-line.svg", drawn)


def test_a_round_without_an_estimate_leaves_a_gap(instrument: Instrument) -> None:
    """Only neighbours that both have an estimate are joined."""
    root = parse_picture(_line(instrument, ROUNDS))
    assert len(with_class(root, "pat-ink-line")) == 1
    assert len(with_class(root, "pat-dot")) == 3
    assert "2024: no average, 1 person" in description(root)
    assert "2026: 18.0, 1,200 people" in description(root)
    assert {"n 12", "n 1", "n 1,200", "11.2", "15.5", "18.0"} <= set(texts(root))


@pytest.mark.parametrize("count", [1, 2, MOST_ROUNDS, MOST_ROUNDS + 3])
def test_any_number_of_rounds_stays_in_the_picture(count: int, instrument: Instrument) -> None:
    """The latest ones are drawn, within the frame."""
    rounds = [RoundEstimate(f"r{n}", 10, 6 + n % 19) for n in range(count)]
    root = parse_picture(_line(instrument, rounds))
    assert len(with_class(root, "pat-dot")) == min(count, MOST_ROUNDS)
    _, _, width, height = map(float, (root.get("viewBox") or "").split())
    for dot in root.iter(f"{SVG}circle"):
        assert 8 <= float(dot.get("cx") or 0) <= width - 8
        assert 8 <= float(dot.get("cy") or 0) <= height - 8


def test_a_higher_estimate_stands_higher(instrument: Instrument) -> None:
    """The scale runs from the lowest score at the bottom to the highest at the top."""
    rounds = [RoundEstimate("a", 9, 6), RoundEstimate("b", 9, 15), RoundEstimate("c", 9, 24)]
    root = parse_picture(_line(instrument, rounds))
    heights = [float(dot.get("cy") or 0) for dot in root.iter(f"{SVG}circle")]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] - heights[1] == pytest.approx(heights[1] - heights[2])
