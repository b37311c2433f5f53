"""How many people are certainly in each band: a bar of a piece for each band, and a rest.

The lowest band is at the left. The rest, whose bands are open because answers are missing, is
dashed. Below, each piece has its range and its number, so that no colour has to be told apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pat_core.drawing.palette import LINE, PAPER, SHADES
from pat_core.drawing.svg import draw_picture, draw_text, rounded, width_of
from pat_core.text.markup import Markup, element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pat_core.model import Band

__all__ = ["describe_bands", "draw_band_bar"]

_WIDTH = 380
_LEFT, _RIGHT = 8.0, 372.0
_TOP, _HEIGHT = 20, 26
_KEY = 62.0
"""Where the middle of the key's first line is."""
_SWATCH = 12
_OPEN = "open"


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
    pieces = _pieces(counts, unknown, bands)
    unit = (_RIGHT - _LEFT) / max(sum(piece.people for piece in pieces), 1)
    drawn, left = [], _LEFT
    for piece in pieces:
        width = piece.people * unit
        if width:
            drawn.append(_draw_piece(piece, left, width))
        left += width
    return draw_picture(
        name,
        title,
        describe_bands(counts, unknown, bands),
        drawn,
        [_draw_key(piece, place, len(pieces)) for place, piece in enumerate(pieces)],
        size=(_WIDTH, _KEY + 28),
        class_="pat-chart pat-bands",
    )


def describe_bands(counts: Sequence[int], unknown: int, bands: Sequence[Band]) -> str:
    """Return the same numbers as a sentence."""
    pieces = _pieces(counts, unknown, bands)
    words = "; ".join(f"{piece.label}: {piece.people:,}" for piece in pieces[: len(bands)])
    return f"How many people are in each band: {words}. Open, as answers are missing: {unknown:,}."


def _pieces(counts: Sequence[int], unknown: int, bands: Sequence[Band]) -> list[_Piece]:
    rising = sorted(bands, key=lambda band: band.low)
    pieces = [
        _Piece(band.span, people, f"pat-shade-{place + 1}", SHADES[place])
        for place, (band, people) in enumerate(zip(rising, counts, strict=True))
    ]
    return [*pieces, _Piece(_OPEN, unknown, "pat-paper", PAPER, "3 2")]


def _draw_piece(piece: _Piece, left: float, width: float) -> list[Markup]:
    """Return a piece of the bar, with its number above where there is room."""
    drawn = [_draw_block(piece, (left, _TOP), width, _HEIGHT)]
    number = f"{piece.people:,}"
    if width >= width_of(number, 13):
        drawn.append(draw_text(number, (left + width / 2, _TOP - 10), 13, font_weight="bold"))
    return drawn


def _draw_key(piece: _Piece, place: int, places: int) -> list[Markup]:
    """Return one column of the key: a sample of the piece with its range, and its number."""
    column = (_RIGHT - _LEFT) / places
    left = _LEFT + place * column
    return [
        _draw_block(piece, (left, _KEY - _SWATCH / 2), _SWATCH, _SWATCH),
        draw_text(piece.label, (left + _SWATCH + 5, _KEY), 12, "start"),
        draw_text(f"{piece.people:,}", (left + _SWATCH + 5, _KEY + 17), 12, "start"),
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
