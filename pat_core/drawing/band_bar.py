"""The scores of a group: how many people are in each band, and where the average lies.

The bar has a piece for each band and one for the people whose band is open. Below it, the average
stands on the scale of the bands, with the line over all that it may be.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pat_core.drawing.board import draw_hatch
from pat_core.drawing.palette import INK, LINE, PAPER, SHADES
from pat_core.drawing.svg import draw_line, draw_picture, draw_plate, draw_text, rounded, width_of
from pat_core.text.markup import Markup, element

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pat_core.documents.figures import ScoreFigures
    from pat_core.model import Band

__all__ = ["OPEN", "draw_band_bar"]

OPEN = "open"
"""What the people are called whose band their missing answers leave open."""

_WIDTH = 380
_LEFT, _RIGHT = 26.0, 354.0
_BAR, _HEIGHT = 22.0, 30.0
"""Top and height of the bar; the names of its pieces stand above it."""
_AXIS = 92.0
_BOTTOM = 132.0


class _Piece(NamedTuple):
    name: str
    people: int
    shade: int | None
    """The place of the band, the lowest first; None for those whose band is open."""


def draw_band_bar(figures: ScoreFigures, bands: Sequence[Band], *, name: str, title: str) -> Markup:
    """Return the picture of the *figures* of a principle or of the aggregate.

    *bands* may be in any order. *name* stands at the start of the picture's ids.
    """
    rising = sorted(bands, key=lambda band: band.low)
    pieces = _pieces(figures, rising)
    hatch = f"{name}-hatch"
    return draw_picture(
        name,
        title,
        _describe(figures, pieces),
        draw_hatch(hatch),
        _draw_bar(pieces, hatch),
        _draw_scale(rising),
        _draw_average(figures, rising),
        size=(_WIDTH, _BOTTOM),
        class_="pat-chart pat-bands",
    )


def _pieces(figures: ScoreFigures, rising: Sequence[Band]) -> list[_Piece]:
    """Return the pieces with somebody in them; none where the counts are withheld."""
    counts, rest = figures["band_counts"], figures["band_open"]
    if counts is None or rest is None:
        return []
    pieces = [
        _Piece(band.span, people, place)
        for place, (band, people) in enumerate(zip(rising, counts, strict=True))
    ]
    return [piece for piece in (*pieces, _Piece(OPEN, rest, None)) if piece.people]


def _describe(figures: ScoreFigures, pieces: Sequence[_Piece]) -> str:
    """Return in words how many people are in each band, the average and its range."""
    people = "; ".join(f"{piece.name}: {piece.people}" for piece in pieces)
    words = f"How many people are in each band: {people or 'not shown'}."
    if figures["estimate"] is not None:
        words += f" Average {figures['estimate']:.1f}."
    if figures["possible_mean"]:
        words += " It may be from {:.1f} to {:.1f}.".format(*figures["possible_mean"])
    return words


def _draw_bar(pieces: Sequence[_Piece], hatch: str) -> list[Markup]:
    """Return the bar, or that the counts are not shown."""
    middle = _BAR + _HEIGHT / 2
    if not pieces:
        return [draw_text("people in each band: not shown", (_WIDTH / 2, middle), 12)]
    return [shape for piece, ends in _placed(pieces) for shape in _draw_piece(piece, ends, hatch)]


def _placed(pieces: Sequence[_Piece]) -> Iterator[tuple[_Piece, tuple[float, float]]]:
    """Yield each piece with its left and right end; one person is as wide in every piece."""
    left, one = _LEFT, (_RIGHT - _LEFT) / sum(piece.people for piece in pieces)
    for piece in pieces:
        right = left + one * piece.people
        yield piece, (left, right)
        left = right


def _draw_piece(piece: _Piece, ends: tuple[float, float], hatch: str) -> list[Markup]:
    left, right = ends
    at = {
        "x": rounded(left),
        "y": rounded(_BAR),
        "width": rounded(right - left),
        "height": rounded(_HEIGHT),
        "stroke": LINE,
    }
    if piece.shade is None:
        block = element("rect", **at, class_="pat-open", fill=f"url(#{hatch})")
    else:
        class_ = f"pat-block pat-shade-{piece.shade + 1}"
        block = element("rect", **at, class_=class_, fill=SHADES[piece.shade])
    middle = (left + right) / 2
    count = f"{piece.people:,}"
    plate = middle, _BAR + _HEIGHT / 2
    drawn = [block]
    if width_of(count, 13) + 6 <= right - left:
        width = width_of(count, 13) + 6
        drawn += [
            draw_plate(plate, width, 18, rx=4, class_="pat-plate"),
            draw_text(count, plate, 13, class_="pat-figure", font_weight="bold"),
        ]
    if width_of(piece.name, 11) <= right - left:
        drawn.append(draw_text(piece.name, (middle, _BAR - 10), 11, class_="pat-band-label"))
    return drawn


def _draw_scale(rising: Sequence[Band]) -> list[Markup]:
    """Return the scale, a line between any two bands, and the range of each band."""
    edges = [_x((lower.high + band.low) / 2, rising) for lower, band in pairwise(rising)]
    names = [
        draw_text(
            band.span,
            (_x((band.low + band.high) / 2, rising), _AXIS - 16),
            11,
            class_="pat-band-label",
        )
        for band in rising
    ]
    return [
        draw_line((_LEFT - 8, _AXIS), (_RIGHT + 8, _AXIS), strong=True, width=1.5),
        *(draw_line((x, _AXIS - 8), (x, _AXIS + 8)) for x in edges),
        *names,
    ]


def _draw_average(figures: ScoreFigures, rising: Sequence[Band]) -> list[Markup]:
    """Return the line over all that the average may be, a disc at the average, and the words."""
    possible, estimate = figures["possible_mean"], figures["estimate"]
    if possible is None:
        return []
    low, high = (_x(end, rising) for end in possible)
    drawn = [draw_line((low, _AXIS), (high, _AXIS), strong=True, width=5)]
    words = f"may be {possible[0]:.1f} to {possible[1]:.1f}"
    middle = (low + high) / 2
    if estimate is not None:
        middle = _x(estimate, rising)
        at = {"cx": rounded(middle), "cy": rounded(_AXIS), "r": "6.5"}
        disc = element(
            "circle", **at, class_="pat-median", fill=PAPER, stroke=INK, stroke_width=2.5
        )
        drawn.append(disc)
        is_sure = possible[0] == possible[1]
        words = f"average {estimate:.1f}" + ("" if is_sure else f", {words}")
    half = width_of(words, 12) / 2 + 2
    place = min(max(middle, half), _WIDTH - half), _AXIS + 24
    return [*drawn, draw_text(words, place, 12)]


def _x(score: float, rising: Sequence[Band]) -> float:
    """Return the distance of *score* from the left."""
    low, high = rising[0].low, rising[-1].high
    return _LEFT + (score - low) / (high - low) * (_RIGHT - _LEFT)
