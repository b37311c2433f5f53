"""The section with the whole picture of a group: its dartboard, and the same figures in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.drawing.group_dartboard import draw_group_dartboard
from pat_core.reports.group.sections.words import (
    band_words,
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
                " sector is filled up to the average, which stands on the plate. A line is there"
                " only where open answers could move the average into another band, and shows how"
                " far. Outer rings look larger than they count, so go by the numbers.",
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
    has_partners = any(figures["partner_mean"] is not None for figures in scores.values())
    headings = ["Principle", "Average"]
    headings += ["Each partner once"] if has_partners else []
    headings += ["May be from", "Band"]
    rows = [
        _row(name, number, scores[number], has_partners=has_partners)
        for number, name in (*named, ("aggregate", instrument.texts.aggregate_name))
    ]
    return plain_table("The same figures, over all answers.", headings, rows, "pat-scores")


def _row(name: str, number: str, figures: ScoreFigures, *, has_partners: bool) -> list[Child]:
    average = one_decimal(figures["estimate"])
    once = [one_decimal(figures["partner_mean"])] if has_partners else []
    low, high = map(one_decimal, figures["possible_mean"] or (None, None))
    return [
        name,
        element("td", average, data_score=number, data_label="Average"),
        *once,
        low if low == high else f"{low} to {high}",
        band_words(figures),
    ]
