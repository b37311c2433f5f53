"""How many people are in each band, and where the average lies."""

from typing import Any

import pytest

from pat_core import Instrument
from pat_core.drawing.band_bar import draw_band_bar
from tests.core.picture_rules import description, parse_picture, texts, with_class
from tests.core.samples import TESTS, compare_with_copy

FIGURES: Any = {
    "estimate": 12.4,
    "possible_mean": [11.8, 13.4],
    "band": None,
    "band_counts": [0, 9, 10, 1],
    "band_open": 2,
}
SAMPLES: dict[str, Any] = {
    "open": FIGURES,
    "certain": {
        "estimate": 24.0,
        "possible_mean": [24.0, 24.0],
        "band": [19, 24],
        "band_counts": [0, 0, 0, 5],
        "band_open": 0,
    },
    "withheld": {**FIGURES, "estimate": None, "band_counts": None, "band_open": None},
}


def _bar(instrument: Instrument, figures: Any) -> str:
    return draw_band_bar(figures, instrument.principles[0].bands, name="bands", title="Scores")


@pytest.mark.parametrize("sample", SAMPLES)
def test_bar_equals_its_golden_copy(instrument: Instrument, sample: str) -> None:
    """The drawing is the one that people looked at, and it keeps the rules of pictures."""
    text = _bar(instrument, SAMPLES[sample])
    parse_picture(text)
    compare_with_copy(TESTS / "golden" / f"band-bar-{sample}.svg", text + "\n")


def test_one_person_is_as_wide_in_every_piece(instrument: Instrument) -> None:
    """Pieces stand side by side, the lowest band first and the open ones last."""
    root = parse_picture(_bar(instrument, FIGURES))
    pieces = [node for node in with_class(root, "pat-block") if node.get("height") == "26"]
    ends = [(float(p.get("x") or 0), float(p.get("width") or 0)) for p in pieces]
    assert [round(width / (328 / 22)) for _, width in ends] == [9, 10, 1, 2]
    for (left, width), (following, _) in zip(ends, ends[1:], strict=False):
        assert left + width == pytest.approx(following, abs=0.11)
    assert pieces[-1].get("stroke-dasharray")


def test_key_gives_every_piece_its_range_and_number(instrument: Instrument) -> None:
    """Nobody is a nought in the key; numbers stand above the pieces, too, where there is room."""
    printed = texts(parse_picture(_bar(instrument, FIGURES)))
    assert printed[:4] == ["9", "10", "1", "2"]
    key = ["6", "0", "7–12", "9", "13–18", "10", "19–24", "1", "open", "2"]
    assert printed[4:14] == key
    many = {**FIGURES, "band_counts": [1, 9_000, 1, 0], "band_open": 0}
    assert texts(parse_picture(_bar(instrument, many)))[0] == "9,000"


@pytest.mark.parametrize(
    ("change", "printed", "said"),
    [
        ({}, "average 12.4, between 11.8 and 13.4", "Average 12.4. Between 11.8 and 13.4."),
        ({"estimate": None}, "between 11.8 and 13.4", "open: 2. Between 11.8 and 13.4."),
        ({"possible_mean": [12.4, 12.4]}, "average 12.4", "Average 12.4."),
        ({"estimate": None, "possible_mean": [6, 24]}, "nobody answered", "Nobody answered."),
        ({"estimate": None, "possible_mean": None}, "nobody answered", "Nobody answered."),
    ],
)
def test_average_and_its_range_are_printed_and_said(
    instrument: Instrument, change: Any, printed: str, said: str
) -> None:
    """In the picture and in its description, the range only where it is not certain."""
    root = parse_picture(_bar(instrument, {**FIGURES, **change}))
    assert texts(root)[-1] == printed
    assert description(root).endswith(said)


def test_words_say_how_many_are_in_each_band(instrument: Instrument) -> None:
    """In words, too; where the counts are withheld, picture and words say so."""
    words = description(parse_picture(_bar(instrument, FIGURES)))
    assert "People in each band: 6: 0; 7–12: 9; 13–18: 10; 19–24: 1; open: 2." in words
    root = parse_picture(_bar(instrument, SAMPLES["withheld"]))
    assert "People in each band: withheld." in description(root)
    assert "people in each band: withheld" in texts(root)
    assert not with_class(root, "pat-block")
