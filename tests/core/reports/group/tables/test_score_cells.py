"""The cells of scores: what is there, what is withheld, and the words for a reading."""

import math
from typing import Any

import pytest

from pat_core import Instrument
from pat_core.reports.group.tables.score_cells import (
    band_cell,
    number_cell,
    plain_cells,
    score_cells,
    yes_cell,
)
from tests.core.group_documents import group_of, marks


def _cells(instrument: Instrument, **changed: Any) -> Any:
    document = group_of([marks()] * 5, instrument)
    principle = instrument.principles[0]
    figures: Any = {**document["principles"]["1"], **changed}
    return score_cells(figures, principle.bands)


def test_rounded_average_of_a_part_has_its_band_only(instrument: Instrument) -> None:
    """Nothing else is shown of a part of a confidential round."""
    cells = score_cells({"estimate": 12, "band": [7, 12]}, instrument.principles[0].bands)
    assert cells == {"estimate": 12, "band": "7 to 12"}


@pytest.mark.parametrize(
    ("hidden", "mark"),
    [({}, None), ({"scores": None}, "scores"), ({"band_counts": None}, "scores and bands")],
)
def test_what_is_withheld_is_named(instrument: Instrument, hidden: Any, mark: str | None) -> None:
    """One column says which cells are empty because they are withheld."""
    cells = _cells(instrument, **hidden)
    assert cells.get("withheld") == mark
    assert ("reading" in cells) == (mark != "scores and bands")


def test_two_readings_have_their_bands(instrument: Instrument) -> None:
    """Which reading is for which band is said; one reading stands alone."""
    high, low = instrument.principles[0].bands[:2]
    bands = [[low.low, low.high], [high.low, high.high]]
    reading = {"kind": "between", "bands": bands, "borderline": True}
    cells = _cells(instrument, reading=reading)
    assert cells["text"] == (f"Between two bands. 13 to 18: {low.reading} 19 to 24: {high.reading}")
    assert (cells["reading"], cells["borderline"]) == ("between", "yes")
    assert _cells(instrument)["text"] == low.reading


def test_only_finite_numbers_and_words_are_cells() -> None:
    """NaN and infinity would break a workbook; a truth value is a word."""
    numbers = [number_cell(value) for value in (3, 2.5, math.nan, math.inf, None, "3")]
    assert numbers == [3, 2.5, None, None, None, None]
    assert [yes_cell(True), yes_cell(False)] == ["yes", "no"]
    assert [band_cell([36, 36]), band_cell(None)] == ["36 to 36", None]
    assert plain_cells({"n": 5, "counts": {}, "mean": None}) == {"n": 5, "mean": None}
