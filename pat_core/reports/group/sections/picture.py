"""The section with the whole picture of a group: its dartboard, and the same figures in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.drawing.averages import average_of, undecided_range
from pat_core.drawing.group_dartboard import draw_group_dartboard
from pat_core.reports.group.sections.words import (
    average_cell,
    band_words,
    one_decimal,
    page_section,
    plain_table,
)
from pat_core.text.markup import Markup, element

if TYPE_CHECKING:
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
            element("figcaption", _caption(document, instrument)),
            class_="pat-figure-board",
        ),
        _table(document, instrument),
        element("p", instrument.texts.band_note, class_="pat-note"),
        led=1,
    )


def _caption(document: GroupDocument, instrument: Instrument) -> str:
    """Return how to read the dartboard, with no word on what is not in it."""
    scores = [(document["principles"][p.number], p.bands) for p in instrument.principles]
    words = (
        "Each sector is a principle; the rings are the bands, the lowest in the middle. A sector is"
        " filled up to the average, which stands on the plate."
    )
    if any(undecided_range(*figures) for figures in scores):
        words += (
            " Where missing answers leave the band of the average open, a line shows the range that"
            " it can have."
        )
    if any(average_of(*figures) is None for figures in scores):
        words += " Hatched: nobody answered, or too few to show."
    return f"{words} Outer rings look larger than they count, so go by the numbers."


def _table(document: GroupDocument, instrument: Instrument) -> Markup:
    """Return a row for each principle, then the aggregate."""
    rated = [(p.number, p.title, p.bands) for p in instrument.principles]
    rated.append(("aggregate", instrument.texts.aggregate_name, instrument.aggregate_bands))
    scores = {**document["principles"], "aggregate": document["aggregate"]}
    has_partners = any(figures["partner_mean"] is not None for figures in scores.values())
    headings = [
        *("Principle", "Average", "Band of the average"),
        *(["Each partner once"] if has_partners else []),
    ]
    rows = [
        [
            name,
            element(
                "td",
                average_cell(scores[number], bands),
                data_score=number,
                data_label="Average",
            ),
            band_words(scores[number], bands),
            *([one_decimal(scores[number]["partner_mean"])] if has_partners else []),
        ]
        for number, name, bands in rated
    ]
    caption = "The same figures, over all answers."
    return plain_table(caption, headings, rows, "pat-scores")
