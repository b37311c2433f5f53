"""The scores of a group: how many people are in each band, and where the average lies.

The bar has a piece for each band, the lowest at the left, and a dashed one for the people whose
band is open because answers are missing. Its key gives every piece its range and its number, so
that no colour has to be told apart. Below, the average stands on the scale of the bands, with a
line over the range that it can have.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pat_core.drawing.averages import average_of
from pat_core.drawing.palette import LINE, PAPER, SHADES
from pat_core.drawing.svg import draw_line, draw_picture, draw_text, rounded, width_of
from pat_core.text.markup import Markup, element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pat_core.documents.figures import ScoreCounts
    from pat_core.model import Band

__all__ = ["draw_band_bar"]

_WIDTH = 380
_LEFT, _RIGHT = 26.0, 354.0
_BAR, _HEIGHT = 20, 26
"""Top and height of the bar; the numbers of its pieces stand above it."""
_KEY = 64.0
"""Where the middle of the key's first line is; the numbers are on the second."""
_SWATCH = 12
_AXIS = 114.0
_BOTTOM = 144.0


class _Piece(NamedTuple):
    label: str
    people: int
    class_: str
    fill: str
    dashes: str | None = None


def draw_band_bar(figures: ScoreCounts, bands: Sequence[Band], *, name: str, title: str) -> Markup:
    """Return the picture of the *figures* of a principle or of the aggregate.

    *bands* may be in any order. *name* stands at the start of the picture's ids.
    """
    rising = sorted(bands, key=lambda band: band.low)
    pieces = _pieces(figures, rising)
    return draw_picture(
        name,
        title,
        _describe(figures, pieces, rising),
        _draw_bar(pieces),
        [_draw_key(piece, place, len(pieces)) for place, piece in enumerate(pieces)],
        _draw_scale(rising),
        _draw_average(figures, rising),
        size=(_WIDTH, _BOTTOM),
        class_="pat-chart pat-bands",
    )


def _pieces(figures: ScoreCounts, rising: Sequence[Band]) -> list[_Piece]:
    """Return a piece for each band and for the rest; none where the counts are withheld."""
    counts, rest = figures["band_counts"], figures["band_open"]
    if counts is None or rest is None:
        return []
    pieces = [
        _Piece(band.span, people, f"pat-shade-{place + 1}", SHADES[place])
        for place, (band, people) in enumerate(zip(rising, counts, strict=True))
    ]
    return [*pieces, _Piece("open", rest, "pat-paper", PAPER, "3 2")]


def _describe(figures: ScoreCounts, pieces: Sequence[_Piece], rising: Sequence[Band]) -> str:
    """Return in words how many people are in each band, the average and its range."""
    people = "; ".join(f"{piece.label}: {piece.people:,}" for piece in pieces)
    words = f"People in each band: {people or 'withheld'}."
    if average_of(figures, rising) is None:
        return f"{words} Nobody answered."
    if figures["estimate"] is not None:
        words += f" Average {figures['estimate']:.1f}."
    return words + (f" {_range_words(figures)}." if _range_words(figures) else "")


def _range_words(figures: ScoreCounts) -> str:
    """Return the range that the average can have; empty where it is certain."""
    low, high = figures["possible_mean"] or (0.0, 0.0)
    return f"Between {low:.1f} and {high:.1f}" if low < high else ""


def _draw_bar(pieces: Sequence[_Piece]) -> list[Markup]:
    """Return the pieces side by side, one person as wide in each, or that they are withheld."""
    if not pieces:
        middle = _BAR + _HEIGHT / 2
        return [draw_text("people in each band: withheld", (_WIDTH / 2, middle), 12)]
    unit = (_RIGHT - _LEFT) / max(sum(piece.people for piece in pieces), 1)
    drawn, left = [], _LEFT
    for piece in pieces:
        width = piece.people * unit
        if width:
            drawn.append(_draw_block(piece, (left, _BAR), width, _HEIGHT))
        if width >= width_of(f"{piece.people:,}", 13):
            place = left + width / 2, _BAR - 10.0
            drawn.append(draw_text(f"{piece.people:,}", place, 13, font_weight="bold"))
        left += width
    return drawn


def _draw_key(piece: _Piece, place: int, places: int) -> list[Markup]:
    """Return one column of the key: a sample of the piece with its range, and its number."""
    left = _LEFT + place * (_RIGHT - _LEFT) / places
    return [
        _draw_block(piece, (left, _KEY - _SWATCH / 2), _SWATCH, _SWATCH),
        draw_text(piece.label, (left + _SWATCH + 5, _KEY), 12, "start"),
        draw_text(f"{piece.people:,}", (left + _SWATCH + 5, _KEY + 16), 12, "start"),
    ]


def _draw_block(piece: _Piece, corner: tuple[float, float], width: float, height: int) -> Markup:
    return element(
        "rect",
        x=rounded(corner[0]),
        y=rounded(corner[1]),
        width=rounded(width),
        height=height,
        class_=f"pat-block {piece.class_}",
        fill=piece.fill,
        stroke=LINE,
        stroke_dasharray=piece.dashes,
    )


def _draw_scale(rising: Sequence[Band]) -> list[Markup]:
    """Return the scale, a line between any two bands, and the range of each band."""
    edges = [_x((lower.high + band.low) / 2, rising) for lower, band in pairwise(rising)]
    middles = [(_x((band.low + band.high) / 2, rising), _AXIS - 16) for band in rising]
    return [
        draw_line((_LEFT - 8, _AXIS), (_RIGHT + 8, _AXIS), strong=True, width=1.5),
        *(draw_line((x, _AXIS - 8), (x, _AXIS + 8)) for x in edges),
        *(
            draw_text(band.span, place, 11, class_="pat-band-label")
            for band, place in zip(rising, middles, strict=True)
        ),
    ]


def _draw_average(figures: ScoreCounts, rising: Sequence[Band]) -> list[Markup]:
    """Return a disc at the average, the line over its range, and both in words."""
    average, possible = average_of(figures, rising), figures["possible_mean"]
    if average is None or possible is None:
        return [draw_text("nobody answered", (_WIDTH / 2, _AXIS + 22), 12)]
    low, high = (_x(end, rising) for end in possible)
    drawn = [draw_line((low, _AXIS), (high, _AXIS), strong=True, width=5)]
    words = _range_words(figures).lower()
    if figures["estimate"] is not None:
        at = {"cx": rounded(_x(average, rising)), "cy": rounded(_AXIS), "r": "6.5"}
        drawn.append(element("circle", **at, class_="pat-dot", fill=SHADES[3]))
        words = f"average {average:.1f}" + (f", {words}" if words else "")
    half = width_of(words, 12) / 2 + 2
    middle = min(max((low + high) / 2, half), _WIDTH - half)
    return [*drawn, draw_text(words, (middle, _AXIS + 22), 12)]


def _x(score: float, rising: Sequence[Band]) -> float:
    """Return the distance of *score* from the left."""
    low, high = rising[0].low, rising[-1].high
    return _LEFT + (score - low) / (high - low) * (_RIGHT - _LEFT)
