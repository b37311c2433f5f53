"""What the carried wording says of bands and of the gap between types; statements are elsewhere."""

import re
from dataclasses import fields

from pat_core import Instrument
from tests.core.samples import vectors

PRINCIPLES = vectors("principle-scores.json")
AGGREGATE = vectors("aggregate-scores.json")
"""Their cues are patterns that a reading must hold, or must not."""


def _fits(reading: str, cues: dict[str, list[str]]) -> bool:
    says = all(re.search(cue, reading, re.IGNORECASE) for cue in cues["says"])
    return says and not any(re.search(cue, reading, re.IGNORECASE) for cue in cues["not"])


def test_reading_fits_its_own_band_only(instrument: Instrument) -> None:
    """Each reading says what the source says of its band, so that a swap of two is noticed."""
    tables = [(AGGREGATE["readings"], instrument.aggregate_bands)]
    tables += [
        (PRINCIPLES["readings"][principle.number], principle.bands)
        for principle in instrument.principles
    ]
    for cues, bands in tables:
        for band in bands:
            fitting = [span for span in cues if _fits(band.reading, cues[span])]
            assert fitting == [band.span.replace("–", "-")]


def test_reading_is_about_its_own_principle_only(instrument: Instrument) -> None:
    """No reading mentions another principle's theme, so that a swap of principles is noticed."""
    for principle in instrument.principles:
        for band in principle.bands:
            topics = PRINCIPLES["topics"].items()
            numbers = [number for number, topic in topics if re.search(topic, band.reading)]
            assert numbers == [principle.number], band.reading


def test_readings_begin_with_the_answers(instrument: Instrument) -> None:
    """A reading begins with what the person's own answers suggest; it is not stated as a fact."""
    bands = [band for principle in instrument.principles for band in principle.bands]
    for band in (*bands, *instrument.aggregate_bands):
        assert band.reading.startswith("Your answers suggest")


def test_views_of_our_own_are_marked(instrument: Instrument) -> None:
    """A sentence on the gap between types that goes beyond the briefing begins with "Our view:"."""
    gap = instrument.typology.gap
    for field in fields(gap):
        is_view = field.name.endswith("_view")
        assert getattr(gap, field.name).startswith("Our view:") == is_view, field.name


def test_no_type_is_called_better(instrument: Instrument) -> None:
    """No sentence on the gap ranks the types."""
    gap = instrument.typology.gap
    text = " ".join(getattr(gap, field.name) for field in fields(gap)).lower()
    assert not [word for word in ("better", "best", "worse", "score", "higher") if word in text]
