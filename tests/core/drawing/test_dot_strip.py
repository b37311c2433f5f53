"""Every complete score as a dot on its scale."""

from typing import Any

import pytest

from pat_core import Instrument
from pat_core.drawing.dot_strip import MOST_DOTS, draw_dot_strip
from tests.core.picture_rules import SVG, description, parse_picture, texts, with_class
from tests.core.samples import TESTS, compare_with_copy

MANY = {str(score): score for score in range(6, 19)}


def _figures(scores: dict[str, int], median: float | None) -> Any:
    n = sum(scores.values())
    return {
        "scores": scores,
        "n": n,
        "respondents": n + 2,
        "median": median,
        "possible_mean": [12.25, 17.5],
    }


SAMPLES = {
    "dots": _figures({"6": 1, "12": 2, "13": 3, "24": 1}, 13),
    "bars": _figures(MANY, 13.5),
    "nobody": _figures({}, None),
}


def _strip(instrument: Instrument, figures: Any) -> str:
    bands = instrument.principles[0].bands
    return draw_dot_strip(figures, bands, name="strip", title="Scores")


@pytest.mark.parametrize("sample", SAMPLES)
def test_strip_equals_its_golden_copy(instrument: Instrument, sample: str) -> None:
    """The drawing is the one that people looked at, and it keeps the rules of pictures."""
    text = _strip(instrument, SAMPLES[sample])
    parse_picture(text)
    compare_with_copy(TESTS / "golden" / f"dot-strip-{sample}.svg", text + "\n")


def test_every_person_is_a_dot_at_their_score(instrument: Instrument) -> None:
    """Dots of one score stand above each other, and those of a higher score further right."""
    root = parse_picture(_strip(instrument, SAMPLES["dots"]))
    places = [node.get("cx") for node in root.iter(f"{SVG}circle")]
    assert [places.count(x) for x in dict.fromkeys(places)] == [1, 2, 3, 1]
    assert places[0] == "26"
    assert places[-1] == "354"


@pytest.mark.parametrize("most", [0, 1])
def test_more_people_become_bars(instrument: Instrument, most: int) -> None:
    """Up to sixty are dots; one more, and they are counted in bars."""
    root = parse_picture(_strip(instrument, _figures({"15": MOST_DOTS + most}, 15)))
    assert len(with_class(root, "pat-dot")) == (0 if most else MOST_DOTS)
    assert len(with_class(root, "pat-block")) == most
    assert ("61" in texts(root)) == bool(most)


def test_bars_of_the_aggregate_keep_to_their_bands(instrument: Instrument) -> None:
    """No bar holds scores of two bands, and together they hold everybody."""
    scores = {str(score): 1 for score in range(36, 145)}
    figures = _figures(scores, 90)
    text = draw_dot_strip(figures, instrument.aggregate_bands, name="strip", title="Scores")
    root = parse_picture(text)
    shades = [node.get("class") for node in with_class(root, "pat-block")]
    assert [shades.count(f"pat-block pat-shade-{ring}") for ring in (1, 2, 3, 4)] == [1, 6, 6, 6]
    numbers = [int(each) for each in texts(root)[4:23]]
    assert sum(numbers) == 109
    assert set(numbers[1:]) == {6}


def test_bands_median_and_possible_mean_are_printed(instrument: Instrument) -> None:
    """The ranges of the bands, the median and the possible mean stand there as text."""
    printed = texts(parse_picture(_strip(instrument, SAMPLES["bars"])))
    assert printed[:4] == ["6", "7–12", "13–18", "19–24"]
    assert printed[-2:] == ["median 13.5", "possible mean: 12.2 to 17.5"]


def test_tall_stacks_stay_in_the_frame(instrument: Instrument) -> None:
    """Sixty people with one score are drawn smaller, not higher than the picture."""
    root = parse_picture(_strip(instrument, _figures({"10": 60}, 10)))
    heights = [float(node.get("cy") or 0) for node in with_class(root, "pat-dot")]
    assert min(heights) > 16
    assert len(set(heights)) == 60


def test_words_hold_every_score(instrument: Instrument) -> None:
    """In words, each score comes with how many people have it."""
    words = description(parse_picture(_strip(instrument, SAMPLES["dots"])))
    assert "6: 1; 12: 2; 13: 3; 24: 1" in words
    assert "7 of 9" in words
    empty = parse_picture(_strip(instrument, SAMPLES["nobody"]))
    assert description(empty) == "Nobody has a complete score."
    assert "nobody has a complete score" in texts(empty)
