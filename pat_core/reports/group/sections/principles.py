"""The sections on the aggregate and on each principle: average, bands, reading, statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.drawing.band_bar import draw_band_bar
from pat_core.drawing.diverging_bar import draw_bar_key
from pat_core.reports.group.sections.statements import render_statement
from pat_core.reports.group.sections.words import (
    GAPS,
    NO_READING,
    average_cell,
    band_words,
    bullets,
    counted,
    figure_of,
    one_decimal,
    page_section,
    percent,
    reading_of,
    span_of,
    together,
)
from pat_core.text.markup import Child, Markup, element
from pat_core.text.sentences import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pat_core.documents.figures import GroupReading, ScoreFigures
    from pat_core.documents.group import GroupDocument
    from pat_core.model import Band, Instrument, Principle

__all__ = ["render_aggregate", "render_principles"]

_WITHHELD = (
    "How many people are in each band is withheld, because somebody's answers could be worked out"
    " from it."
)


def render_principles(document: GroupDocument, instrument: Instrument) -> Markup:
    """Return every principle: its scores first, then its statements."""
    return page_section(
        "principles",
        "Principle by principle",
        element(
            "p",
            "First the scores: how many people are in each band, and the average of all answers. A"
            " person whose band depends on missing answers is counted as open. Then the answers to"
            " each statement. One person is as wide in every bar.",
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
    counts, unknown = figures["band_counts"], figures["band_open"]
    picture = None
    if counts is not None and unknown is not None:
        title = f"People in each band: {name}"
        picture = draw_band_bar(counts, unknown, bands, name=f"pat-bands-{number}", title=title)
    return [
        element("p", _completeness(figures, items), class_="pat-complete"),
        element(
            "div",
            picture,
            element(
                "div",
                bullets(_in_words(figures, bands)),
                element(
                    "p",
                    _reading(figures, bands),
                    class_="pat-reading",
                    data_reading=figures["reading"]["kind"],
                ),
            ),
            class_="pat-strip-part",
        ),
    ]


def _completeness(figures: ScoreFigures, items: int) -> str:
    """Return how many people the figures are of, and how many of their answers are missing."""
    answers = items * figures["respondents"]
    shares = [f"{percent(figures[key], answers)} {label}" for key, label in GAPS if figures[key]]
    missing = listed(shares) if shares else "none missing"
    return f"{counted(figures['respondents'])}; of all {answers:,} answers, {missing}."


def _in_words(figures: ScoreFigures, bands: Sequence[Band]) -> Iterator[Child]:
    """Yield the average with its band, each partner counted once, and the complete scores."""
    yield ["Average: ", element("strong", average_cell(figures, bands)), "."]
    yield ["Band: ", band_words(figures, bands), "."]
    if figures["partner_mean"] is not None:
        yield f"Each partner counted once: {one_decimal(figures['partner_mean'])}."
    if figures["n"]:
        yield (
            f"Complete scores: {figures['n']:,} of {figures['respondents']:,}. Median"
            f" {figure_of(figures['median'])}, from {figures['lowest']} to {figures['highest']}."
        )


def _reading(figures: ScoreFigures, bands: Sequence[Band]) -> list[Child]:
    """Return the reading that holds for the group, or why there is none."""
    reading = figures["reading"]
    words = _reading_words(reading, bands, is_withheld=figures["band_counts"] is None)
    if not reading["borderline"]:
        return words
    return [
        *words,
        " ",
        element("strong", "Borderline:"),
        " with one person left out, this would change.",
    ]


def _reading_words(
    reading: GroupReading, bands: Sequence[Band], *, is_withheld: bool
) -> list[Child]:
    if reading["kind"] == "band":
        return [reading_of(reading["bands"][0], bands)]
    if reading["kind"] == "between":
        low, high = reading["bands"]
        return [
            *("Between ", span_of(low), " and ", span_of(high), ". "),
            *(span_of(low), ": ", reading_of(low, bands), " "),
            *(span_of(high), ": ", reading_of(high, bands)),
        ]
    return [_WITHHELD if is_withheld else NO_READING[reading["kind"]], " Read the statements."]
