"""The dartboard: one profile in six sectors, a ring for each band, the lowest in the middle.

The source's own drawing is lost; this one is the project's. Rings are filled from the middle up to
the band of the score. Where answers are missing, the rings that the score may still reach are
hatched. No picture carries a ``style``: classes and presentation attributes only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin

from pat_core.markup import Child, Markup, element
from pat_core.model import Band, Instrument, Profile, ScoreCard
from pat_core.scoring import band_for

__all__ = ["describe_profile", "draw_blank_dartboard", "draw_dartboard", "figure_of"]

SIZE = 400
CENTRE = SIZE / 2
OUTER_RADIUS = 160.0
LABEL_RADIUS = 181.0
PLATE_RADIUS = 138.0
_PAPER = "#ffffff"
_INK = "#3a3a3a"
_RING_FILLS = ("#c8dcee", "#86b3d6", "#3f7fb5", "#12436d")
"""Lowest band first; each is told from the next by its place and its printed range, too."""


@dataclass(frozen=True, slots=True)
class _Sector:
    """One principle's place on the board, in degrees clockwise from the top."""

    number: str
    start: float
    end: float
    bands: Sequence[Band]
    """Lowest first, so that a band's place is its ring."""

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


def draw_dartboard(profile: Profile, instrument: Instrument, *, name: str = "dartboard") -> Markup:
    """Return the picture as an SVG element; *name* keeps its ids apart from another picture's."""
    sectors = _sectors(instrument)
    cards = [card for _, card in profile.principles]
    hatch = f"{name}-hatch"
    return _board(
        name,
        "Dartboard: your six principle scores",
        describe_profile(profile, instrument),
        element("defs", _hatch(hatch)),
        (_draw_sector(s, card, hatch) for s, card in zip(sectors, cards, strict=True)),
        _draw_ring_labels(sectors[0].bands),
        (_draw_plate(s, card) for s, card in zip(sectors, cards, strict=True)),
    )


def draw_blank_dartboard(instrument: Instrument, *, name: str = "blank-dartboard") -> Markup:
    """Return an empty board to shade by hand."""
    sectors = _sectors(instrument)
    return _board(
        name,
        "Blank dartboard, to shade by hand",
        "Six sectors, one for each principle, and four rings, one for each band, the lowest in the"
        " middle. Shade each sector from the middle up to the ring of its score.",
        (_draw_empty_sector(sector) for sector in sectors),
        _draw_ring_labels(sectors[0].bands),
    )


def describe_profile(profile: Profile, instrument: Instrument) -> str:
    """Return the same figures in words, for those who do not see the picture."""
    parts = [
        f"principle {number} {figure_of(card)}"
        + ("" if card.is_complete else f" possible, {card.answered} of {card.items} answered")
        for number, card in profile.principles
    ]
    top = instrument.principles[0].bands[0].high
    return f"Scores out of {top}: {'; '.join(parts)}."


def figure_of(card: ScoreCard) -> str:
    """Return the score as text, or the possible range where an answer is missing."""
    low, high = card.possible
    return str(card.score) if card.score is not None else f"{low}–{high}"


def _board(name: str, title: str, description: str, *children: Child) -> Markup:
    """Return the SVG element that every board is, with its name and its words."""
    return element(
        "svg",
        element("title", title, id=f"{name}-title"),
        element("desc", description, id=f"{name}-desc"),
        children,
        xmlns="http://www.w3.org/2000/svg",
        class_="pat-dartboard",
        viewBox=f"0 0 {SIZE} {SIZE}",
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        font_family="system-ui, sans-serif",
    )


def _sectors(instrument: Instrument) -> list[_Sector]:
    """Return each principle's place, in the order of the instrument, clockwise from the top."""
    width = 360 / len(instrument.principles)
    return [
        _Sector(p.number, index * width, (index + 1) * width, tuple(reversed(p.bands)))
        for index, p in enumerate(instrument.principles)
    ]


def _draw_sector(sector: _Sector, card: ScoreCard, hatch: str) -> Markup:
    """Return one sector's rings: filled up to the band, hatched where the score is still open."""
    low, high = (sector.bands.index(band_for(end, sector.bands)) for end in card.possible)
    rings = []
    for ring in range(len(sector.bands)):
        is_open = not card.is_complete and low <= ring <= high
        rings.append(_draw_ring(sector, ring, is_filled=ring <= low and not is_open))
        if is_open:
            shape = _ring_path(sector, ring)
            rings.append(
                element("path", d=shape, class_="pat-open", fill=f"url(#{hatch})", stroke=_INK)
            )
    return element("g", rings, _draw_number(sector), data_sector=sector.number)


def _draw_empty_sector(sector: _Sector) -> Markup:
    rings = [_draw_ring(sector, ring, is_filled=False) for ring in range(len(sector.bands))]
    return element("g", rings, _draw_number(sector), data_sector=sector.number)


def _draw_ring(sector: _Sector, ring: int, *, is_filled: bool) -> Markup:
    return element(
        "path",
        d=_ring_path(sector, ring),
        class_=f"pat-ring pat-ring-{ring + 1}" if is_filled else "pat-ring",
        fill=_RING_FILLS[ring] if is_filled else _PAPER,
        stroke=_INK,
    )


def _draw_number(sector: _Sector) -> Markup:
    """Return the principle's number, outside the rings."""
    place = _point(LABEL_RADIUS, sector.middle)
    return _text(sector.number, place, 17, class_="pat-sector-number", font_weight="bold")


def _draw_plate(sector: _Sector, card: ScoreCard) -> Markup:
    """Return the figure of a sector on a plate of its own, readable on any ring."""
    place = _point(PLATE_RADIUS, sector.middle)
    figure = figure_of(card)
    return element(
        "g",
        _plate(place, 20 + 9 * len(figure), 28, rx=14, class_="pat-plate", stroke=_INK),
        _text(figure, place, 16, class_="pat-figure", font_weight="bold"),
    )


def _draw_ring_labels(bands: Sequence[Band]) -> list[Markup]:
    """Return each ring's range, along the line between the last sector and the first."""
    labels = []
    for ring, band in enumerate(bands):
        place = CENTRE, CENTRE - (ring + 0.5) * OUTER_RADIUS / len(bands)
        labels.append(_plate(place, 12 + 6 * len(band.span), 18, rx=3, class_="pat-ring-plate"))
        labels.append(_text(band.span, place, 12, class_="pat-ring-label"))
    return labels


def _plate(
    place: tuple[float, float], width: float, height: float, **attributes: str | int
) -> Markup:
    """Return a plate in the paper's colour, with its middle at *place*."""
    x, y = place
    return element(
        "rect",
        x=_round(x - width / 2),
        y=_round(y - height / 2),
        width=_round(width),
        height=_round(height),
        fill=_PAPER,
        **attributes,
    )


def _text(text: str, place: tuple[float, float], size: int, **attributes: str) -> Markup:
    """Return text with its middle at *place*; *size* in units of the drawing."""
    x, y = place
    return element(
        "text",
        text,
        x=_round(x),
        y=_round(y),
        text_anchor="middle",
        dominant_baseline="central",
        font_size=size,
        **attributes,
    )


def _hatch(name: str) -> Markup:
    """Return the pattern that stands for "not decided yet"."""
    line = element(
        "line", x1=0, y1=0, x2=0, y2=8, class_="pat-hatch-line", stroke="#12436d", stroke_width=3
    )
    return element(
        "pattern",
        line,
        id=name,
        width=8,
        height=8,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )


def _ring_path(sector: _Sector, ring: int) -> str:
    """Return the outline of one ring's part in a sector, as SVG path data."""
    step = OUTER_RADIUS / len(sector.bands)
    inner, outer = ring * step, (ring + 1) * step
    start, end = _point(outer, sector.start), _point(outer, sector.end)
    back, close = _point(inner, sector.end), _point(inner, sector.start)
    return (
        f"M{_pair(start)} A{_round(outer)} {_round(outer)} 0 0 1 {_pair(end)} L{_pair(back)}"
        + (f" A{_round(inner)} {_round(inner)} 0 0 0 {_pair(close)}" if inner else "")
        + " Z"
    )


def _point(radius: float, degrees: float) -> tuple[float, float]:
    """Return the place at *degrees* clockwise from the top."""
    angle = radians(degrees)
    return CENTRE + radius * sin(angle), CENTRE - radius * cos(angle)


def _pair(point: tuple[float, float]) -> str:
    return f"{_round(point[0])} {_round(point[1])}"


def _round(value: float) -> str:
    """Return a length with at most one decimal, the same on every machine."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")
