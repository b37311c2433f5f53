"""The columns of scores: averages, bands and readings, and what rests on complete scores alone."""

from collections.abc import Mapping

from pat_core.model import Instrument
from pat_core.reports.group.tables.column import Column

__all__ = ["score_columns"]

_COUNT = "0 or more"
_SCORE = "a score"


def score_columns(instrument: Instrument) -> list[Column]:
    """Return the columns of scores; bands run from the lowest to the highest."""
    last = len(instrument.aggregate_bands)
    places = range(1, last + 1)
    names = {place: f"Band {place}" for place in places}
    names |= {1: "Band 1 (lowest)", last: f"Band {last} (highest)"}
    earlier = {place: f"Earlier: {name}" for place, name in names.items()}
    return [
        *_AVERAGES,
        *_band_counts("in_band", "How many people are certainly in band", names),
        *_READINGS,
        Column("lowest", "Lowest score", "Lowest complete score.", _SCORE, 9),
        Column("highest", "Highest score", "Highest complete score.", _SCORE, 9),
        Column(
            "scores",
            "Scores",
            "Each complete score, and in brackets how many people have it.",
            "scores with counts",
            30,
        ),
        *_band_counts(
            "earlier_in_band",
            "In the earlier round: how many people were certainly in band",
            earlier,
        ),
    ]


def _band_counts(name: str, meaning: str, headings: Mapping[int, str]) -> list[Column]:
    return [
        Column(f"{name}_{place}", heading, f"{meaning} {place} (1 is the lowest).", _COUNT, 11)
        for place, heading in headings.items()
    ]


_AVERAGES = (
    Column(
        "estimate",
        "Average",
        "The sum of the means of the statements, each over those who answered it. Empty where a"
        " statement has no answer that is shown. Of a part of a confidential round, rounded to"
        " whole points.",
        _SCORE,
        10,
        1,
    ),
    Column(
        "possible_mean_low",
        "Lowest possible mean",
        "The mean over all people if every missing answer were the lowest.",
        _SCORE,
        10,
        1,
    ),
    Column(
        "possible_mean_high",
        "Highest possible mean",
        "The mean over all people if every missing answer were the highest.",
        _SCORE,
        10,
        1,
    ),
    Column(
        "band",
        "Band",
        "The band in which both possible means lie, and empty where they lie in two. A mean above"
        " the end of a band is in the next. Of a part of a confidential round, the band of the"
        " rounded average.",
        "see the codes below",
        10,
    ),
)
_READINGS = (
    Column(
        "band_open",
        "Band open",
        "How many people have missing answers that leave their band open.",
        _COUNT,
        9,
    ),
    Column(
        "reading",
        "Reading",
        "Which readings stand for the group. Band: two thirds of the people are certainly in one"
        " band. Between: they are in two neighbouring bands. Spread: in neither. Unknown: for more"
        " than a third the band is open. Our own rule.",
        "band, between, spread, unknown",
        11,
    ),
    Column(
        "borderline",
        "Borderline",
        "Whether leaving one person out would change this.",
        "yes, no",
        13,
    ),
)
