"""The dartboard of a group: means in six sectors, each with a line for the range and the median.

Rings are filled from the middle up to the band of the mean. A sector is hatched where too few
people have a complete score for a band to be shown.
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
    draw_ring,
    draw_ring_labels,
    point_at,
    radius_of,
    sectors_of,
)
from pat_core.drawing.palette import INK, PAPER
from pat_core.drawing.svg import rounded
from pat_core.group.statistics.figures import has_band
from pat_core.text.markup import Markup, element

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pat_core.documents.figures import ScoreFigures
    from pat_core.model import Instrument

__all__ = ["describe_means", "draw_group_dartboard"]

_LINE_AT, _PLATE_AT = 0.3, 0.64
"""Where in a sector, from 0 to 1, line and plate are, so that neither covers the other."""
_NO_BAND = "–"


def draw_group_dartboard(
    principles: Mapping[str, ScoreFigures], instrument: Instrument, *, name: str = "group-dartboard"
) -> Markup:
    """Return the picture of the scores of *principles*, by number; *name* starts its ids."""
    sectors = sectors_of(instrument)
    hatch = f"{name}-hatch"
    return draw_board(
        name,
        "Dartboard: the group's six mean scores",
        describe_means(principles, instrument),
        draw_hatch(hatch),
        (_draw_sector(sector, principles[sector.number], hatch) for sector in sectors),
        (_draw_spread(sector, principles[sector.number]) for sector in sectors),
        draw_ring_labels(sectors[0].bands),
        (_draw_plate(sector, principles[sector.number]) for sector in sectors),
    )


def describe_means(principles: Mapping[str, ScoreFigures], instrument: Instrument) -> str:
    """Return the figures in words, for those who do not see the picture."""
    parts = []
    for number, figures in principles.items():
        if _shown_band(figures):
            parts.append(
                f"principle {number} {figures['mean']:.1f}, median {figures['median']:g}, from"
                f" {figures['lowest']} to {figures['highest']}"
            )
        else:
            complete = f"{figures['n']} of {figures['respondents']}"
            parts.append(f"principle {number} no band, {complete} complete")
    top = instrument.principles[0].bands[0].high
    return f"Mean scores out of {top}: {'; '.join(parts)}."


def _shown_band(figures: ScoreFigures) -> Sequence[int] | None:
    """Return the ends of the band of the mean, if enough people have a complete score."""
    return figures["band"] if has_band(figures) else None


def _draw_sector(sector: Sector, figures: ScoreFigures, hatch: str) -> Markup:
    """Return one sector's rings: filled up to the band of the mean, or hatched."""
    rings = range(len(sector.bands))
    if band := _shown_band(figures):
        filled = [ring_band.low for ring_band in sector.bands].index(band[0])
        drawn = [draw_ring(sector, ring, is_filled=ring <= filled) for ring in rings]
    else:
        drawn = [
            shape
            for ring in rings
            for shape in (
                draw_ring(sector, ring, is_filled=False),
                draw_open_ring(sector, ring, hatch),
            )
        ]
    return element("g", drawn, draw_number(sector), data_sector=sector.number)


def _draw_spread(sector: Sector, figures: ScoreFigures) -> Markup | None:
    """Return the line from the lowest to the highest score, and the median on it."""
    if not _shown_band(figures):
        return None
    angle = sector.start + _LINE_AT * (sector.end - sector.start)
    low, high, median = (
        point_at(radius_of(score, sector.bands), angle)
        for score in (figures["lowest"], figures["highest"], figures["median"])
        if score is not None
    )
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
        element(
            "circle",
            cx=rounded(median[0]),
            cy=rounded(median[1]),
            r=6,
            class_="pat-median",
            fill=PAPER,
            stroke=INK,
            stroke_width=2.5,
        ),
    )


def _draw_plate(sector: Sector, figures: ScoreFigures) -> Markup:
    angle = sector.start + _PLATE_AT * (sector.end - sector.start)
    figure = f"{figures['mean']:.1f}" if _shown_band(figures) else _NO_BAND
    return draw_figure_plate(figure, point_at(PLATE_RADIUS, angle))
