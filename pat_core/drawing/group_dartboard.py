"""The dartboard of a group: averages in six sectors, and the range where the band is not certain.

Rings are filled from the middle up to the average. A sector is hatched only where nobody answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    radii_of,
    radius_of,
    sectors_of,
)
from pat_core.drawing.palette import INK, PAPER
from pat_core.drawing.svg import rounded
from pat_core.text.markup import Markup, element

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pat_core.documents.figures import ScoreFigures
    from pat_core.model import Band, Instrument

__all__ = ["describe_averages", "draw_group_dartboard"]

_LINE_AT, _PLATE_AT = 0.3, 0.64
"""Where in a sector, from 0 to 1, line and plate are, so that neither covers the other."""
_NOTHING = "–"


def draw_group_dartboard(
    principles: Mapping[str, ScoreFigures], instrument: Instrument, *, name: str = "group-dartboard"
) -> Markup:
    """Return the picture of the scores of *principles*, by number; *name* starts its ids."""
    sectors = sectors_of(instrument)
    hatch = f"{name}-hatch"
    return draw_board(
        name,
        "Dartboard: the group's six averages",
        describe_averages(principles, instrument),
        draw_hatch(hatch),
        (_draw_sector(sector, principles[sector.number], hatch) for sector in sectors),
        (_draw_range(sector, principles[sector.number]) for sector in sectors),
        draw_ring_labels(sectors[0].bands),
        (_draw_plate(sector, principles[sector.number]) for sector in sectors),
    )


def describe_averages(principles: Mapping[str, ScoreFigures], instrument: Instrument) -> str:
    """Return the figures in words, for those who do not see the picture."""
    parts = []
    for principle in instrument.principles:
        figures = principles[principle.number]
        words = f"principle {principle.number} {_figure(figures, principle.bands)}"
        if possible := _open_range(figures, principle.bands):
            words += f" (may be from {possible[0]:.1f} to {possible[1]:.1f})"
        parts.append(words)
    top = instrument.principles[0].bands[0].high
    return f"Averages out of {top}: {'; '.join(parts)}."


def _level(figures: ScoreFigures, bands: Sequence[Band]) -> float | None:
    """Return up to where a sector is filled; None where nobody answered.

    It is the average or, where a statement has no answer, the lowest that the average can be.
    """
    possible = figures["possible_mean"]
    ends = [min(band.low for band in bands), max(band.high for band in bands)]
    if possible is None or possible == ends:
        return None
    return possible[0] if figures["estimate"] is None else figures["estimate"]


def _figure(figures: ScoreFigures, bands: Sequence[Band]) -> str:
    if _level(figures, bands) is None:
        return "nobody answered"
    return "no average" if figures["estimate"] is None else f"{figures['estimate']:.1f}"


def _open_range(figures: ScoreFigures, bands: Sequence[Band]) -> Sequence[float] | None:
    """Return where the average may lie, if that crosses from one band into another."""
    is_open = _level(figures, bands) is not None and figures["band"] is None
    return figures["possible_mean"] if is_open else None


def _draw_sector(sector: Sector, figures: ScoreFigures, hatch: str) -> Markup:
    """Return one sector's rings: filled up to its level, or hatched."""
    level = _level(figures, sector.bands)
    rings = range(len(sector.bands))
    empty = [draw_ring(sector, ring, is_filled=False) for ring in rings]
    if level is None:
        drawn = [*empty, *(draw_open_ring(sector, ring, hatch) for ring in rings)]
    else:
        radius, ends = radius_of(level, sector.bands), radii_of(sector.bands)
        filled = [ring for ring in rings if ends[ring] <= radius]
        drawn = [draw_ring(sector, ring, is_filled=ring in filled) for ring in rings]
        if len(filled) < len(rings):
            drawn.append(draw_part_of_ring(sector, len(filled), radius))
    return element("g", drawn, draw_number(sector), data_sector=sector.number)


def _draw_range(sector: Sector, figures: ScoreFigures) -> Markup | None:
    """Return the line over all that the average may be, where that crosses a band."""
    possible = _open_range(figures, sector.bands)
    if not possible:
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
        element("line", **ends, class_="pat-halo", stroke=PAPER, stroke_width=7),
        element("line", **ends, class_="pat-range", stroke=INK, stroke_width=3),
    )


def _draw_plate(sector: Sector, figures: ScoreFigures) -> Markup:
    angle = sector.start + _PLATE_AT * (sector.end - sector.start)
    figure = _NOTHING if figures["estimate"] is None else f"{figures['estimate']:.1f}"
    return draw_figure_plate(figure, point_at(PLATE_RADIUS, angle))
