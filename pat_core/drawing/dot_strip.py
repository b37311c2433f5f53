"""The complete scores of a group on their scale: a dot each, with band edges and median.

For large groups, bars replace the dots, six to a band.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pat_core.drawing.palette import INK, LINE, SHADES
from pat_core.drawing.svg import draw_line, draw_picture, draw_text, rounded, width_of
from pat_core.text.markup import Markup, element

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pat_core.model import Band

__all__ = ["MOST_DOTS", "draw_dot_strip"]

MOST_DOTS = 60
"""Above so many people, the scores are drawn as bars."""

_WIDTH = 380
_LEFT, _RIGHT = 26.0, 354.0
_LABELS = 8.0
"""Height of the ranges of the bands, above the drawing."""
_TOP = 18.0
_PITCH = 12.0
"""Distance from one dot to the next."""
_MOST_HEIGHT = 132.0
_BARS_A_BAND = 6
_NARROWEST = 8.0


def draw_dot_strip(
    scores: Mapping[int, int],
    median: float,
    bands: Sequence[Band],
    *,
    name: str,
    title: str,
) -> Markup:
    """Return the picture of how many people have each of the *scores*; somebody has one.

    *bands* may be in any order. *name* stands at the start of the picture's ids.
    """
    rising = sorted(bands, key=lambda band: band.low)
    if sum(scores.values()) > MOST_DOTS:
        axis = _TOP + _MOST_HEIGHT
        marks = _draw_bars(scores, rising, axis)
    else:
        places = list(_stacked(scores, rising))
        levels = 1 + max(level for _, level in places)
        pitch = min(_PITCH, _MOST_HEIGHT / levels)
        axis = _TOP + levels * pitch + 4
        marks = _draw_dots(places, axis, pitch)
    return draw_picture(
        name,
        title,
        _describe(scores, median),
        _draw_bands(rising, axis),
        marks,
        draw_line((_LEFT - 8, axis), (_RIGHT + 8, axis), strong=True, width=1.5),
        _draw_median(median, rising, axis),
        size=(_WIDTH, axis + 32),
        class_="pat-chart pat-strip",
    )


def _describe(scores: Mapping[int, int], median: float) -> str:
    """Return in words how many people have each score."""
    counts = "; ".join(f"{score}: {times}" for score, times in sorted(scores.items()))
    return f"Score and how many people have it: {counts}. Median {median:g}."


def _draw_bands(rising: Sequence[Band], axis: float) -> list[Markup]:
    """Return a line between any two bands, and the range of each band above."""
    drawn = []
    for lower, band in pairwise(rising):
        x = _x((lower.high + band.low) / 2, rising)
        drawn.append(draw_line((x, _TOP - 3), (x, axis + 4)))
    for band in rising:
        middle = _x((band.low + band.high) / 2, rising)
        drawn.append(draw_text(band.span, (middle, _LABELS), 11, class_="pat-band-label"))
    return drawn


def _draw_dots(places: Sequence[tuple[float, int]], axis: float, pitch: float) -> list[Markup]:
    """Return a dot at each of *places*: distance from the left, and level above the axis."""
    return [
        element(
            "circle",
            cx=rounded(x),
            cy=rounded(axis - (level + 0.5) * pitch - 1),
            r=rounded(pitch * 0.42),
            class_="pat-dot",
            fill=SHADES[3],
        )
        for x, level in places
    ]


def _stacked(scores: Mapping[int, int], rising: Sequence[Band]) -> Iterator[tuple[float, int]]:
    """Yield the place of each person's dot: on the lowest level that has room at their score."""
    last: list[float] = []
    for score, times in sorted(scores.items()):
        x = _x(score, rising)
        for _ in range(times):
            free = (level for level, taken in enumerate(last) if x - taken >= _PITCH - 0.01)
            level = next(free, len(last))
            last[level : level + 1] = [x]
            yield x, level


def _draw_bars(scores: Mapping[int, int], rising: Sequence[Band], axis: float) -> list[Markup]:
    """Return a bar with its number for each step of a band that somebody's score is in."""
    steps = list(_steps(scores, rising))
    most = max(times for *_, times in steps)
    drawn = []
    for left, right, shade, times in steps:
        height = (_MOST_HEIGHT - 22) * times / most
        bar = element(
            "rect",
            x=rounded(left + 1),
            y=rounded(axis - height),
            width=rounded(right - left - 2),
            height=rounded(height),
            class_=f"pat-block pat-shade-{shade + 1}",
            fill=SHADES[shade],
            stroke=LINE,
        )
        size = 10 if times < 1_000 else 7
        drawn += [bar, draw_text(str(times), ((left + right) / 2, axis - height - 7), size)]
    return drawn


def _steps(
    scores: Mapping[int, int], rising: Sequence[Band]
) -> Iterator[tuple[float, float, int, int]]:
    """Yield the left and right end of each step, the index of its band, and how many are in it."""
    for shade, band in enumerate(rising):
        step = max(1, (band.high - band.low + 1) // _BARS_A_BAND)
        for low in range(band.low, band.high + 1, step):
            high = min(low + step - 1, band.high)
            times = sum(n for score, n in scores.items() if low <= score <= high)
            left, right = _x(low - 0.5, rising), _x(high + 0.5, rising)
            # A band of one point is too narrow for a bar on the scale of the aggregate.
            wider = max(0.0, _NARROWEST - (right - left))
            if times:
                yield left - wider, right, shade, times


def _draw_median(median: float, rising: Sequence[Band], axis: float) -> list[Markup]:
    """Return a mark below the axis, and the median in words."""
    x = _x(median, rising)
    path = f"M{rounded(x)} {rounded(axis + 2)} l6 10 h-12 Z"
    return [
        element("path", d=path, class_="pat-mark", fill=INK),
        _label(f"median {median:g}", x, axis + 21),
    ]


def _label(text: str, x: float, y: float) -> Markup:
    """Return text with its middle at *x*, or as near to it as the frame allows."""
    half = width_of(text, 12) / 2 + 2
    return draw_text(text, (min(max(x, half), _WIDTH - half), y), 12)


def _x(score: float, rising: Sequence[Band]) -> float:
    """Return the distance of *score* from the left."""
    low, high = rising[0].low, rising[-1].high
    return _LEFT + (score - low) / (high - low) * (_RIGHT - _LEFT)
