"""How many people are in each band: a bar with a piece for each band, and one for the rest.

The lowest band is at the left. The rest, whose bands are open because answers are missing, is
dashed. The key gives every piece its range and its number, so that no colour has to be told apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pat_core.drawing.palette import LINE, PAPER, SHADES
from pat_core.drawing.svg import draw_picture, draw_text, rounded, width_of
from pat_core.text.markup import Markup, element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pat_core.model import Band

__all__ = ["draw_band_bar"]

_WIDTH = 380
_LEFT, _RIGHT = 6.0, 374.0
_TOP, _HEIGHT = 20, 26
"""Of the bar; the numbers of its pieces stand above it."""
_KEY = 64.0
"""Where the middle of the key's first line is; the numbers are on the second."""
_SWATCH = 12


class _Piece(NamedTuple):
    label: str
    people: int
    class_: str
    fill: str
    dashes: str | None = None


def draw_band_bar(
    counts: Sequence[int], unknown: int, bands: Sequence[Band], *, name: str, title: str
) -> Markup:
    """Return the picture of how many people are in each band.

    Args:
        counts: how many people are certainly in each band, the lowest band first.
        unknown: how many people are certainly in none.
        bands: the bands, in any order.
        name: what stands at the start of the picture's ids.
        title: what the picture is called.
    """
    rising = sorted(bands, key=lambda band: band.low)
    pieces = [
        _Piece(band.span, people, f"pat-shade-{place + 1}", SHADES[place])
        for place, (band, people) in enumerate(zip(rising, counts, strict=True))
    ]
    pieces.append(_Piece("open", unknown, "pat-paper", PAPER, "3 2"))
    return draw_picture(
        name,
        title,
        f"People in each band: {'; '.join(f'{p.label}: {p.people:,}' for p in pieces)}.",
        _draw_bar(pieces),
        [_draw_key(piece, place, len(pieces)) for place, piece in enumerate(pieces)],
        size=(_WIDTH, _KEY + 28),
        class_="pat-chart pat-bands",
    )


def _draw_bar(pieces: Sequence[_Piece]) -> list[Markup]:
    """Return the pieces side by side, one person as wide in each, with their numbers above."""
    unit = (_RIGHT - _LEFT) / max(sum(piece.people for piece in pieces), 1)
    drawn, left = [], _LEFT
    for piece in pieces:
        width = piece.people * unit
        if width:
            drawn.append(_draw_block(piece, (left, _TOP), width, _HEIGHT))
        if width >= width_of(f"{piece.people:,}", 13):
            place = left + width / 2, _TOP - 10.0
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
