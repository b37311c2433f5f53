"""The dartboard of a group."""

from typing import Any

import pytest

from pat_core import Instrument
from pat_core.drawing.board import radius_of
from pat_core.drawing.group_dartboard import draw_group_dartboard
from tests.core.group_samples import group
from tests.core.picture_rules import description, parse_picture, with_class
from tests.core.samples import TESTS, compare_with_copy


def _principles(instrument: Instrument) -> Any:
    """Return the sample's principles, the fifth of them without enough complete scores."""
    found: Any = group(instrument)["principles"]
    found["5"]["reading"] = {"kind": "incomplete", "band": None, "borderline": False}
    return found


def test_board_equals_its_golden_copy(instrument: Instrument) -> None:
    """The drawing is the one that people looked at, and it keeps the rules of pictures."""
    text = draw_group_dartboard(_principles(instrument), instrument)
    parse_picture(text)
    compare_with_copy(TESTS / "golden" / "group-dartboard.svg", text + "\n")


def test_rings_are_filled_up_to_the_band_of_the_mean(instrument: Instrument) -> None:
    """A mean of 12.2 lies above 12, and so in the third ring; without a band all is hatched."""
    root = parse_picture(draw_group_dartboard(_principles(instrument), instrument))
    sectors = [node for node in root.iter() if node.get("data-sector")]
    classes = [[node.get("class") or "" for node in sector] for sector in sectors]
    assert [sum("pat-ring-" in each for each in found) for found in classes] == [4, 3, 3, 2, 0, 4]
    assert [found.count("pat-open") for found in classes] == [0, 0, 0, 0, 4, 0]


def test_plates_hold_the_means(instrument: Instrument) -> None:
    """Means stand there to one decimal, and a dash where there is no band."""
    root = parse_picture(draw_group_dartboard(_principles(instrument), instrument))
    figures = [node.text for node in with_class(root, "pat-figure")]
    assert figures == ["22.8", "15.2", "12.2", "6.3", "–", "18.2"]
    assert len(with_class(root, "pat-median")) == len(with_class(root, "pat-range")) == 5


def test_words_hold_the_same_figures(instrument: Instrument) -> None:
    """In words: mean, median and range, or how few are complete."""
    words = description(parse_picture(draw_group_dartboard(_principles(instrument), instrument)))
    assert "principle 1 22.8, median 23, from 21 to 24" in words
    assert "principle 5 no band, 5 of 6 complete" in words


@pytest.mark.parametrize(
    ("score", "radius"),
    [(6, 20), (6.5, 40), (7, 43.3), (12.5, 80), (18.5, 120), (24, 156.7), (24.5, 160)],
)
def test_a_score_lies_in_the_ring_of_its_band(
    instrument: Instrument, score: float, radius: float
) -> None:
    """Rings are forty units wide; halfway between two bands is the line between two rings."""
    rising = tuple(reversed(instrument.principles[0].bands))
    assert radius_of(score, rising) == pytest.approx(radius, abs=0.05)
