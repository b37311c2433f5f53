"""How many people are in each band, and where the average lies."""

from itertools import pairwise

import pytest

from pat_core import Instrument
from pat_core.drawing.band_bar import draw_band_bar
from tests.core.picture_rules import description, parse_picture, texts, with_class
from tests.core.samples import TESTS, compare_with_copy

SAMPLES = {
    "open": ([0, 9, 10, 1], 2),
    "certain": ([0, 0, 0, 5], 0),
    "nobody": ([0, 0, 0, 0], 0),
}


def _bar(instrument: Instrument, counts: list[int], unknown: int) -> str:
    bands = instrument.principles[0].bands
    return draw_band_bar(counts, unknown, bands, name="bands", title="Scores")


@pytest.mark.parametrize("sample", SAMPLES)
def test_bar_equals_its_golden_copy(instrument: Instrument, sample: str) -> None:
    """The drawing is the one that people looked at, and it keeps the rules of pictures."""
    text = _bar(instrument, *SAMPLES[sample])
    parse_picture(text)
    compare_with_copy(TESTS / "golden" / f"band-bar-{sample}.svg", text + "\n")


def test_one_person_is_as_wide_in_every_piece(instrument: Instrument) -> None:
    """Pieces stand side by side, the lowest band first and the open ones last."""
    root = parse_picture(_bar(instrument, *SAMPLES["open"]))
    pieces = [node for node in with_class(root, "pat-block") if node.get("height") == "26"]
    ends = [(float(p.get("x") or 0), float(p.get("width") or 0)) for p in pieces]
    assert [round(width / (368 / 22)) for _, width in ends] == [9, 10, 1, 2]
    for (left, width), (following, _) in pairwise(ends):
        assert left + width == pytest.approx(following, abs=0.11)
    assert pieces[-1].get("stroke-dasharray")


def test_key_gives_every_piece_its_range_and_number(instrument: Instrument) -> None:
    """Nobody is a nought in the key; numbers stand above the pieces, too, where there is room."""
    printed = texts(parse_picture(_bar(instrument, *SAMPLES["open"])))
    assert printed[:4] == ["9", "10", "1", "2"]
    key = ["6", "0", "7–12", "9", "13–18", "10", "19–24", "1", "open", "2"]
    assert printed[4:14] == key
    assert texts(parse_picture(_bar(instrument, [1, 9_000, 1, 0], 0)))[0] == "9,000"


def test_words_say_how_many_are_in_each_band(instrument: Instrument) -> None:
    """In words, too, every piece comes with its number."""
    words = description(parse_picture(_bar(instrument, *SAMPLES["open"])))
    assert words == "People in each band: 6: 0; 7–12: 9; 13–18: 10; 19–24: 1; open: 2."
    empty = parse_picture(_bar(instrument, *SAMPLES["nobody"]))
    assert [node.get("height") for node in with_class(empty, "pat-block")] == ["12"] * 5
