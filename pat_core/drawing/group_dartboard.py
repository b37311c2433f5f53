"""The dartboard of a group: its average scores in six sectors.

Rings are filled from the middle up to the average. Where the missing answers leave its band open, a
line shows the range that the average can have. A sector is hatched only where nobody answered, or
too few to show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.drawing.averages import average_of, average_words, undecided_range
from pat_core.drawing.board import (
    PLATE_RADIUS,
    Sector,
    draw_board,
    draw_figure_plate,
    draw_hatch,
    draw_number,
    draw_open_ring,
    draw_part_of_ring,
    draw_ring,
    draw_ring_labels,
    point_at,
    radius_of,
    ring_of,
    sectors_of,
)
from pat_core.drawing.palette import INK, PAPER
from pat_core.drawing.svg import rounded
from pat_core.text.markup import Markup, element

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pat_core.documents.figures import ScoreCounts
    from pat_core.model import Band, Instrument

__all__ = ["describe_averages", "draw_group_dartboard"]

_LINE_AT, _PLATE_AT = 0.22, 0.64
"""Where in a sector, from 0 to 1, line and plate are, so that neither covers the other."""


def draw_group_dartboard(
    principles: Mapping[str, ScoreCounts],
    instrument: Instrument,
    *,
    name: str = "group-dartboard",
    title: str = "Dartboard: the group's six average scores",
) -> Markup:
    """Return the picture of the scores of *principles*, by number; *name* starts its ids."""
    sectors = sectors_of(instrument)
    hatch = f"{name}-hatch"
    return draw_board(
        name,
        title,
        describe_averages(principles, instrument),
        draw_hatch(hatch),
        (_draw_sector(sector, principles[sector.number], hatch) for sector in sectors),
        (_draw_range(sector, principles[sector.number]) for sector in sectors),
        draw_ring_labels(sectors[0].bands),
        (_draw_plate(sector, principles[sector.number]) for sector in sectors),
    )


def describe_averages(principles: Mapping[str, ScoreCounts], instrument: Instrument) -> str:
    """Return the figures in words, for those who do not see the picture."""
    parts = [
        f"principle {principle.number} {_in_words(principles[principle.number], principle.bands)}"
        for principle in instrument.principles
    ]
    top = instrument.principles[0].bands[0].high
    return f"Average scores out of {top}: {'; '.join(parts)}."


def _in_words(figures: ScoreCounts, bands: Sequence[Band]) -> str:
    if average_of(figures, bands) is None:
        return "no figure"
    possible = undecided_range(figures, bands)
    if possible is None:
        return average_words(figures, bands)
    between = f"between {possible[0]:.1f} and {possible[1]:.1f}"
    if figures["estimate"] is None:
        return between
    return f"{average_words(figures, bands)}, {between} depending on the missing answers"


def _draw_sector(sector: Sector, figures: ScoreCounts, hatch: str) -> Markup:
    """Return one sector's rings, filled up to the average; hatched if nothing is known."""
    average = average_of(figures, sector.bands)
    reached = 0 if average is None else ring_of(average, sector.bands)
    rings = range(len(sector.bands))
    drawn = [draw_ring(sector, ring, is_filled=ring < reached) for ring in rings]
    if average is None:
        drawn += [draw_open_ring(sector, ring, hatch) for ring in rings]
    else:
        drawn.append(draw_part_of_ring(sector, reached, radius_of(average, sector.bands)))
    return element("g", drawn, draw_number(sector), data_sector=sector.number)


def _draw_range(sector: Sector, figures: ScoreCounts) -> Markup | None:
    """Return the line from the lowest to the highest possible average, if it crosses a band."""
    possible = undecided_range(figures, sector.bands)
    if possible is None:
        return None
    angle = sector.start + _LINE_AT * (sector.end - sector.start)
    low, high = (point_at(radius_of(end, sector.bands), angle) for end in possible)
    ends = {
        "x1": rounded(low[0]),
        "y1": rounded(low[1]),
        "x2": rounded(high[0]),
        "y2": rounded(high[1]),
        "stroke_linecap": "round",
    }
    return element(
        "g",
        element("line", **ends, class_="pat-halo", stroke=PAPER, stroke_width=9),
        element("line", **ends, class_="pat-range", stroke=INK, stroke_width=4),
    )


def _draw_plate(sector: Sector, figures: ScoreCounts) -> Markup:
    angle = sector.start + _PLATE_AT * (sector.end - sector.start)
    return draw_figure_plate(average_words(figures, sector.bands), point_at(PLATE_RADIUS, angle))
