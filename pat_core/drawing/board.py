"""The board of every dartboard: a sector for each principle, a ring for each band.

The lowest band is in the middle. The source's own drawing is lost; this one is the project's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin

from pat_core.drawing.palette import INK, PAPER, SHADES
from pat_core.drawing.svg import Point, draw_picture, draw_plate, draw_text, rounded
from pat_core.model import Band, Instrument
from pat_core.text.markup import Child, Markup, element

__all__ = [
    "PLATE_RADIUS",
    "Sector",
    "draw_board",
    "draw_figure_plate",
    "draw_hatch",
    "draw_number",
    "draw_open_ring",
    "draw_part_of_ring",
    "draw_ring",
    "draw_ring_labels",
    "point_at",
    "radius_of",
    "ring_of",
    "sectors_of",
]

SIZE = 400
CENTRE = SIZE / 2
OUTER_RADIUS = 160.0
LABEL_RADIUS = 181.0
PLATE_RADIUS = 138.0


@dataclass(frozen=True, slots=True)
class Sector:
    """One principle's place on the board, in degrees clockwise from the top."""

    number: str
    start: float
    end: float
    bands: Sequence[Band]
    """Lowest first, so that the index of a band is that of its ring."""

    @property
    def middle(self) -> float:
        """The direction of the sector's number, in degrees."""
        return (self.start + self.end) / 2


def sectors_of(instrument: Instrument) -> list[Sector]:
    """Return each principle's place, in the order of the instrument, clockwise from the top."""
    width = 360 / len(instrument.principles)
    return [
        Sector(p.number, index * width, (index + 1) * width, tuple(reversed(p.bands)))
        for index, p in enumerate(instrument.principles)
    ]


def draw_board(name: str, title: str, description: str, *children: Child) -> Markup:
    """Return the SVG element of a board, with its title and description."""
    size = SIZE, SIZE
    return draw_picture(name, title, description, *children, size=size, class_="pat-dartboard")


def draw_ring(sector: Sector, ring: int, *, is_filled: bool) -> Markup:
    """Return the segment of a *ring* in a sector, filled in its shade or left as paper."""
    return element(
        "path",
        d=_ring_path(sector, ring),
        class_=f"pat-ring pat-ring-{ring + 1}" if is_filled else "pat-ring",
        fill=SHADES[ring] if is_filled else PAPER,
        stroke=INK,
    )


def draw_part_of_ring(sector: Sector, ring: int, radius: float) -> Markup:
    """Return the filled part of a *ring* in a sector, from its inner edge to *radius*."""
    return element(
        "path",
        d=_ring_path(sector, ring, radius),
        class_=f"pat-part pat-ring-{ring + 1}",
        fill=SHADES[ring],
    )


def draw_open_ring(sector: Sector, ring: int, hatch: str) -> Markup:
    """Return the segment of a *ring* in a sector, in the pattern of :func:`draw_hatch`."""
    shape = _ring_path(sector, ring)
    return element("path", d=shape, class_="pat-open", fill=f"url(#{hatch})", stroke=INK)


def draw_hatch(name: str) -> Markup:
    """Return the definition of the pattern that means "not decided"."""
    line = element(
        "line", x1=0, y1=0, x2=0, y2=8, class_="pat-hatch-line", stroke=SHADES[-1], stroke_width=3
    )
    pattern = element(
        "pattern",
        line,
        id=name,
        width=8,
        height=8,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    return element("defs", pattern)


def draw_number(sector: Sector) -> Markup:
    """Return the principle's number, outside the rings."""
    place = point_at(LABEL_RADIUS, sector.middle)
    return draw_text(sector.number, place, 17, class_="pat-sector-number", font_weight="bold")


def draw_figure_plate(figure: str, place: Point) -> Markup:
    """Return the figure of a sector on a plate, so that it can be read on any ring."""
    return element(
        "g",
        draw_plate(place, 20 + 9 * len(figure), 28, rx=14, class_="pat-plate", stroke=INK),
        draw_text(figure, place, 16, class_="pat-figure", font_weight="bold"),
    )


def draw_ring_labels(bands: Sequence[Band]) -> list[Markup]:
    """Return each ring's range, along the line between the last sector and the first."""
    labels = []
    for ring, band in enumerate(bands):
        place = CENTRE, CENTRE - (ring + 0.5) * OUTER_RADIUS / len(bands)
        labels.append(draw_plate(place, 12 + 6 * len(band.span), 18, rx=3, class_="pat-ring-plate"))
        labels.append(draw_text(band.span, place, 12, class_="pat-ring-label"))
    return labels


def ring_of(score: float, bands: Sequence[Band]) -> int:
    """Return the ring of a score or a mean: the highest whose lower neighbour it exceeds.

    *bands* are lowest first.
    """
    return sum(score > band.high for band in bands[:-1])


def radius_of(score: float, bands: Sequence[Band]) -> float:
    """Return how far from the middle *score* is: in its ring, in even steps up to the edge.

    The highest score of a band lies on the outer edge of its ring, and a mean just above it in the
    next. *bands* are lowest first.
    """
    ring = ring_of(score, bands)
    below = bands[ring].low - 1
    return OUTER_RADIUS / len(bands) * (ring + (score - below) / (bands[ring].high - below))


def point_at(radius: float, degrees: float) -> Point:
    """Return the place at *degrees* clockwise from the top."""
    angle = radians(degrees)
    return CENTRE + radius * sin(angle), CENTRE - radius * cos(angle)


def _ring_path(sector: Sector, ring: int, radius: float | None = None) -> str:
    """Return the outline of the segment of a *ring* in a sector, as SVG path data.

    It ends at *radius*, if that is given, before the outer edge of the ring.
    """
    step = OUTER_RADIUS / len(sector.bands)
    inner, outer = ring * step, (ring + 1) * step if radius is None else radius
    start, end = point_at(outer, sector.start), point_at(outer, sector.end)
    back, close = point_at(inner, sector.end), point_at(inner, sector.start)
    return (
        f"M{_pair(start)} A{rounded(outer)} {rounded(outer)} 0 0 1 {_pair(end)} L{_pair(back)}"
        + (f" A{rounded(inner)} {rounded(inner)} 0 0 0 {_pair(close)}" if inner else "")
        + " Z"
    )


def _pair(point: Point) -> str:
    return f"{rounded(point[0])} {rounded(point[1])}"
