"""How many people are in each band, in the cell of a table."""

import pytest

from pat_core import Instrument
from pat_core.reports.group.sections.band_counts import band_count_words
from pat_core.text.markup import element
from tests.core.html_tree import parse_html


@pytest.mark.parametrize(
    ("counts", "people", "words"),
    [
        ([1, 0, 3, 2], 7, "2 in 19–24, 3 in 13–18, 1 in 6, 1 open"),
        ([0, 0, 4, 0], 4, "4 in 13–18"),
        ([0, 0, 0, 0], 3, "3 open"),
        ([0, 0, 0, 0], 0, "–"),
        (None, 5, "withheld"),
    ],
)
def test_bands_with_people_are_named_the_highest_first(
    instrument: Instrument, counts: list[int] | None, people: int, words: str
) -> None:
    """Empty bands are left out; the people whose band is open come last."""
    cell = band_count_words(counts, instrument.principles[0].bands, people)
    assert parse_html(element("p", cell)).text == words
