"""The section with the whole picture of a group: its dartboard, and the same figures in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.drawing.group_dartboard import draw_group_dartboard
from pat_core.reports.group.sections.words import (
    NONE,
    band_words,
    figure_of,
    one_decimal,
    page_section,
    plain_table,
)
from pat_core.text.markup import Child, Markup, element

if TYPE_CHECKING:
    from pat_core.documents.figures import ScoreFigures
    from pat_core.documents.group import GroupDocument
    from pat_core.model import Instrument

__all__ = ["render_picture"]


def render_picture(document: GroupDocument, instrument: Instrument) -> Markup:
    """Return dartboard and table; only the table holds the aggregate."""
    return page_section(
        "picture",
        "The picture as a whole",
        element(
            "figure",
            draw_group_dartboard(document["principles"], instrument, name="pat-group-board"),
            element(
                "figcaption",
                "Each sector is a principle; the rings are the bands, the lowest in the middle. A"
                " sector is filled up to the band of the mean, which stands on the plate. The line"
                " runs from the lowest to the highest score; the ring on it is the median. Hatched:"
                " fewer than two thirds of the people have a complete score. Outer rings look"
                " larger than they count, so go by the numbers.",
            ),
            class_="pat-figure-board",
        ),
        _table(document, instrument),
        element("p", instrument.texts.band_note, class_="pat-note"),
        led=1,
    )


def _table(document: GroupDocument, instrument: Instrument) -> Markup:
    """Return a row for each principle, then the aggregate."""
    named = [(p.number, p.title) for p in instrument.principles]
    scores = {**document["principles"], "aggregate": document["aggregate"]}
    has_partners = any(figures.get("partner_mean") is not None for figures in scores.values())
    headings = ["Principle", "Mean"]
    headings += ["Each partner once"] if has_partners else []
    headings += ["Band of the mean", "Median", "Lowest to highest", "Complete"]
    rows = [
        _row(name, number, scores[number], has_partners=has_partners)
        for number, name in (*named, ("aggregate", instrument.texts.aggregate_name))
    ]
    caption = "The same figures, over those who have a complete score."
    return plain_table(caption, headings, rows, "pat-scores")


def _row(name: str, number: str, figures: ScoreFigures, *, has_partners: bool) -> list[Child]:
    mean = element("td", one_decimal(figures["mean"]), data_score=number, data_label="Mean")
    once = [one_decimal(figures.get("partner_mean"))] if has_partners else []
    low, high = figures["lowest"], figures["highest"]
    spread = NONE if low is None else f"{low} to {high}" if low != high else f"{low}"
    return [
        name,
        mean,
        *once,
        band_words(figures),
        figure_of(figures["median"]),
        spread,
        f"{figures['n']} of {figures['respondents']}",
    ]
