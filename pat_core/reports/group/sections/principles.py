"""The sections on the aggregate and on each principle: scores, reading, then the statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.drawing.band_bar import OPEN, draw_band_bar
from pat_core.drawing.diverging_bar import draw_bar_key
from pat_core.reports.group.sections.statements import render_statement
from pat_core.reports.group.sections.words import (
    GAPS,
    band_words,
    bullets,
    counted,
    figure_of,
    one_decimal,
    page_section,
    percent,
    reading_of,
    rising,
    together,
)
from pat_core.text.markup import Child, Markup, element
from pat_core.text.sentences import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pat_core.documents.figures import ScoreFigures
    from pat_core.documents.group import GroupDocument
    from pat_core.model import Band, Instrument, Principle

__all__ = ["render_aggregate", "render_principles"]


def render_principles(document: GroupDocument, instrument: Instrument) -> Markup:
    """Return every principle: its scores first, then its statements."""
    return page_section(
        "principles",
        "Principle by principle",
        element(
            "p",
            "First the scores: how many people are in each band, and the average with all that it"
            " may be. Then the answers to each statement. One person is as wide in every bar.",
        ),
        element("figure", draw_bar_key(instrument, name="pat-bar-key"), class_="pat-figure-key"),
        (_principle(p, document, instrument) for p in instrument.principles),
        led=2,
    )


def render_aggregate(document: GroupDocument, instrument: Instrument) -> Markup:
    """Return the scores of all principles together."""
    name = instrument.texts.aggregate_name
    figures, bands = document["aggregate"], instrument.aggregate_bands
    items = len(instrument.codes)
    return page_section("aggregate", name, _scores("aggregate", name, figures, bands, items), led=1)


def _principle(principle: Principle, document: GroupDocument, instrument: Instrument) -> Markup:
    number, name = principle.number, principle.title
    figures = document["principles"][number]
    codes = [statement.code for statement in principle.statements]
    return element(
        "section",
        together(element("h4", name), _scores(number, name, figures, principle.bands, len(codes))),
        (render_statement(s, document, instrument) for s in principle.statements),
        class_="pat-group-principle",
        data_principle=number,
    )


def _scores(
    number: str, name: str, figures: ScoreFigures, bands: Sequence[Band], items: int
) -> list[Child]:
    """Return the scores as a picture and in words, and their reading."""
    return [
        element(
            "div",
            draw_band_bar(figures, bands, name=f"pat-bands-{number}", title=f"Scores: {name}"),
            element("div", bullets(_in_words(figures, bands, items)), _reading(figures, bands)),
            class_="pat-strip-part",
        ),
    ]


def _in_words(figures: ScoreFigures, bands: Sequence[Band], items: int) -> list[Child]:
    """Return the average, the band counts and what is missing."""
    facts: list[Child] = []
    possible = figures["possible_mean"]
    if figures["estimate"] is not None:
        facts.append(["Average ", one_decimal(figures["estimate"]), ": ", band_words(figures), "."])
    if possible and figures["band"] is None:
        facts.append(
            f"With every open answer at its lowest it would be {one_decimal(possible[0])}, at its"
            f" highest {one_decimal(possible[1])}."
        )
    if figures["band_counts"] is not None:
        facts.append(f"{_band_counts(figures, bands)}.")
    if figures["n"]:
        facts.append(
            f"Complete scores: {figures['n']} of {counted(figures['respondents'])}, median"
            f" {figure_of(figures['median'])}."
        )
    answers = items * figures["respondents"]
    shares = [f"{percent(figures[key], answers)} {label}" for key, label in GAPS if figures[key]]
    if shares:
        facts.append(f"Of all {answers:,} answers, {listed(shares)}.")
    return facts


def _band_counts(figures: ScoreFigures, bands: Sequence[Band]) -> str:
    """Return how many people are in each band, the highest first, and how many are open."""
    pairs = reversed(list(zip(rising(bands), figures["band_counts"] or (), strict=False)))
    counts = [f"{times:,} in {band.span}" for band, times in pairs if times]
    if figures["band_open"]:
        counts.append(f"{figures['band_open']:,} {OPEN}, since answers are missing")
    return f"People: {listed(counts)}" if counts else "Nobody answered"


_BANDS_WITHHELD = (
    "How many people are in each band is withheld, since it would tell what single people answered."
    " Go by the average and the statements."
)


def _reading(figures: ScoreFigures, bands: Sequence[Band]) -> Markup:
    """Return the reading of the band or bands, or why there is none."""
    reading = figures["reading"]
    readings = [reading_of(ends, bands) for ends in reading["bands"]]
    words: list[Child]
    if reading["kind"] == "band":
        words = [readings[0]]
    elif reading["kind"] == "between":
        words = [
            "Between two bands: ",
            element("q", readings[0]),
            " and ",
            element("q", readings[1]),
        ]
    elif reading["kind"] == "spread":
        words = ["No one reading fits: people are spread over more than two neighbouring bands."]
    elif figures["band_counts"] is None:
        words = [_BANDS_WITHHELD]
    else:
        words = ["No reading is given: for over a third of the people the band is open."]
    if reading["borderline"]:
        words += [
            " ",
            element("strong", "Borderline:"),
            " with one person left out, this would change.",
        ]
    return element("p", words, class_="pat-reading", data_reading=reading["kind"])
