"""The average of a group, as pictures and text give it."""

from typing import Any

import pytest

from pat_core import Instrument
from pat_core.drawing.averages import average_of, average_words, undecided_range

CERTAIN: Any = {"estimate": 15.04, "possible_mean": [14.5, 15.5], "band": [13, 18]}
CROSSING: Any = {"estimate": 12.4, "possible_mean": [11.8, 13.4], "band": None}
NO_ESTIMATE: Any = {"estimate": None, "possible_mean": [13.2, 17.5], "band": [13, 18]}
NOBODY: Any = {"estimate": None, "possible_mean": [6.0, 24.0], "band": None}
NO_PEOPLE: Any = {"estimate": None, "possible_mean": None, "band": None}


@pytest.mark.parametrize(
    ("figures", "average", "words", "undecided"),
    [
        (CERTAIN, 15.04, "15.0", None),
        (CROSSING, 12.4, "12.4", [11.8, 13.4]),
        (NO_ESTIMATE, 13.2, "13–18", None),
        ({**NO_ESTIMATE, "possible_mean": [6.0, 20.1], "band": None}, 6.0, "6–21", [6.0, 20.1]),
        (NOBODY, None, "–", None),
        (NO_PEOPLE, None, "–", None),
    ],
)
def test_average_is_there_as_soon_as_somebody_answered(
    instrument: Instrument, figures: Any, average: float | None, words: str, undecided: Any
) -> None:
    """Without an estimate, it is the lower end of its range; the range counts across bands."""
    bands = instrument.principles[0].bands
    assert average_of(figures, bands) == average
    assert average_words(figures, bands) == words
    assert undecided_range(figures, bands) == undecided
