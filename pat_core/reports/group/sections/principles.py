"""The sections on the aggregate and on each principle: scores, reading, then the statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.drawing.diverging_bar import draw_bar_key
from pat_core.drawing.dot_strip import MOST_DOTS, draw_dot_strip
from pat_core.reports.group.sections.statements import render_statement
from pat_core.reports.group.sections.words import (
    GAPS,
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
    dots = "Above a number of people, bars stand for dots." if _is_large(document) else ""
    return page_section(
        "principles",
        "Principle by principle",
        element(
            "p",
            f"First the scores: a dot for each person who has a complete one. {dots} Then the"
            " answers to each statement. One person is as wide in every bar.",
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


def _is_large(document: GroupDocument) -> bool:
    return any(scores["n"] > MOST_DOTS for scores in document["principles"].values())


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
        element("p", _completeness(figures, items), class_="pat-complete"),
        element(
            "div",
            draw_dot_strip(figures, bands, name=f"pat-strip-{number}", title=f"Scores: {name}"),
            element("div", bullets(_in_words(figures, bands)), _reading(figures, bands)),
            class_="pat-strip-part",
        ),
    ]


def _completeness(figures: ScoreFigures, items: int) -> str:
    answers = items * figures["respondents"]
    words = f"{figures['n']} of {counted(figures['respondents'])} have a complete score."
    shares = [f"{percent(figures[key], answers)} {label}" for key, label in GAPS if figures[key]]
    if shares:
        words += f" Of all {answers:,} answers, {listed(shares)}."
    return words


def _in_words(figures: ScoreFigures, bands: Sequence[Band]) -> list[Child]:
    """Return median, band counts and the possible mean."""
    possible = figures["possible_mean"]
    facts: list[Child] = []
    if figures["n"]:
        facts.append(f"Median {figure_of(figures['median'])}, mean {one_decimal(figures['mean'])}.")
        facts.append(f"{_band_counts(figures, bands)}.")
    if possible:
        facts.append(
            f"Possible mean of all {figures['respondents']:,}: {one_decimal(possible[0])} to"
            f" {one_decimal(possible[1])}, from the lowest to the highest answer in every gap."
        )
    return facts


def _band_counts(figures: ScoreFigures, bands: Sequence[Band]) -> str:
    """Return how many scores are in each band, the highest first, as a clause."""
    pairs = reversed(list(zip(rising(bands), figures["band_counts"], strict=True)))
    counts = [
        f"{times:,} {'scores' if times == 1 else 'score'} {band.span}"
        for band, times in pairs
        if times
    ]
    return listed(counts)


def _reading(figures: ScoreFigures, bands: Sequence[Band]) -> Markup:
    """Return the reading of the band, or why there is none."""
    reading = figures["reading"]
    if reading["kind"] == "incomplete":
        words: list[Child] = [
            "No band is given: fewer than two thirds have a complete score. Read the statements."
        ]
    elif reading["band"]:
        words = [reading_of(reading["band"], bands)]
    else:
        words = ["No one reading fits: fewer than two thirds of the scores lie in one band."]
    if reading["borderline"]:
        words += [
            " ",
            element("strong", "Borderline:"),
            " with one person left out, this would change.",
        ]
    return element("p", words, class_="pat-reading", data_reading=reading["kind"])
