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
    """Return the sample's principles, the first across two bands and the fifth without answers.

    The sixth has no estimate, because one of its statements is withheld.
    """
    principles: Any = group(instrument)["principles"]
    principles["1"] |= {"estimate": 18.4, "possible_mean": [17.6, 19.1], "band": None}
    principles["5"] |= {"estimate": None, "possible_mean": [6.0, 24.0], "band": None}
    return principles


def test_board_equals_its_golden_copy(instrument: Instrument) -> None:
    """The drawing is the one that people looked at, and it keeps the rules of pictures."""
    text = draw_group_dartboard(_principles(instrument), instrument)
    parse_picture(text)
    compare_with_copy(TESTS / "golden" / "group-dartboard.svg", text + "\n")


def test_sectors_are_filled_up_to_the_average(instrument: Instrument) -> None:
    """18.4 lies above 18 and so in the fourth ring; without an answer all rings are hatched."""
    root = parse_picture(draw_group_dartboard(_principles(instrument), instrument))
    sectors = [node for node in root.iter() if node.get("data-sector")]
    classes = [[node.get("class") or "" for node in sector] for sector in sectors]
    rings = [sum("pat-ring-" in name for name in names) for names in classes]
    assert rings == [4, 3, 3, 2, 0, 3]
    assert [names.count("pat-open") for names in classes] == [0, 0, 0, 0, 4, 0]
    assert [sum("pat-part" in name for name in names) for names in classes] == [1, 1, 1, 1, 0, 1]


def test_a_range_is_drawn_only_where_it_crosses_a_band(instrument: Instrument) -> None:
    """The first and the sixth have a line; sure averages have none."""
    root = parse_picture(draw_group_dartboard(_principles(instrument), instrument))
    assert len(with_class(root, "pat-range")) == 2
    certain = {
        **_principles(instrument),
        **dict.fromkeys("156", group(instrument)["principles"]["5"]),
    }
    assert not with_class(parse_picture(draw_group_dartboard(certain, instrument)), "pat-range")


def test_plates_hold_the_averages(instrument: Instrument) -> None:
    """To one decimal; the range where there is no estimate, a dash where nobody answered."""
    root = parse_picture(draw_group_dartboard(_principles(instrument), instrument))
    figures = [node.text for node in with_class(root, "pat-figure")]
    assert figures == ["18.4", "15.2", "12.2", "6.3", "–", "16–20"]


def test_words_hold_the_same_figures(instrument: Instrument) -> None:
    """In words: average, the range across bands, or that nobody answered."""
    words = description(parse_picture(draw_group_dartboard(_principles(instrument), instrument)))
    assert "principle 1 18.4, between 17.6 and 19.1 depending on the missing answers;" in words
    assert "principle 2 15.2;" in words
    assert "principle 5 no figure; principle 6 between 16.2 and 19.2." in words


@pytest.mark.parametrize(
    ("score", "radius"),
    [(6, 40), (6.3, 42), (7, 46.7), (12, 80), (12.3, 82), (18, 120), (21, 140), (24, 160)],
)
def test_a_score_lies_in_the_ring_of_its_band(
    instrument: Instrument, score: float, radius: float
) -> None:
    """Rings are forty units wide; a band ends at the edge of its ring, a mean above it beyond."""
    rising = tuple(reversed(instrument.principles[0].bands))
    assert radius_of(score, rising) == pytest.approx(radius, abs=0.05)
