"""The average of a principle, or of the aggregate, over all rounds: a small line with numbers."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pat_core.drawing.palette import SHADES
from pat_core.drawing.svg import draw_line, draw_picture, draw_plate, draw_text, rounded, width_of
from pat_core.text.markup import Markup, element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pat_core.model import Band

__all__ = ["MOST_ROUNDS", "RoundEstimate", "draw_trend_line"]

MOST_ROUNDS = 8
"""How many rounds the picture has room for: the latest ones."""

_WIDTH = 380.0
_LEFT, _RIGHT = 78.0, 350.0
_TOP, _BOTTOM = 22.0, 102.0
_PEOPLE = 122.0
"""Where the numbers of people stand."""


class RoundEstimate(NamedTuple):
    """One round on the line."""

    name: str
    people: int
    estimate: float | None
    """None leaves a gap in the line."""


def draw_trend_line(
    rounds: Sequence[RoundEstimate], bands: Sequence[Band], *, name: str, title: str
) -> Markup:
    """Return the picture of *rounds*, the first one first.

    *bands* may be in any order. *name* stands at the start of the picture's ids.
    """
    shown = rounds[-MOST_ROUNDS:]
    rising = sorted(bands, key=lambda band: band.low)
    step = (_RIGHT - _LEFT) / max(len(shown) - 1, 1)
    places = [_LEFT + place * step for place in range(len(shown))]
    points = [
        (x, _y(own.estimate, rising), own.estimate)
        for x, own in zip(places, shown, strict=True)
        if own.estimate is not None
    ]
    return draw_picture(
        name,
        title,
        _describe(shown),
        _draw_bands(rising),
        _draw_steps(places, shown, rising),
        [_draw_point(x, y, estimate) for x, y, estimate in points],
        [
            draw_text(f"n {own.people:,}", (x, _PEOPLE), 11)
            for x, own in zip(places, shown, strict=True)
        ],
        size=(_WIDTH, _PEOPLE + 10),
        class_="pat-chart pat-trend",
    )


def _describe(rounds: Sequence[RoundEstimate]) -> str:
    """Return in words what the line shows."""
    words = [
        f"{own.name}: "
        + ("no average" if own.estimate is None else f"{own.estimate:.1f}")
        + f", {own.people:,} {'person' if own.people == 1 else 'people'}"
        for own in rounds
    ]
    return f"Average in each round. {'; '.join(words)}."


def _draw_bands(rising: Sequence[Band]) -> list[Markup]:
    """Return a line at the end of each band but the highest, and the range of each at the left."""
    lines = []
    for band in rising[:-1]:
        y = _y(band.high, rising)
        lines.append(draw_line((_LEFT - 14, y), (_RIGHT + 14, y)))
    labels = [
        draw_text(
            band.span,
            (4, _y((band.low + band.high) / 2, rising)),
            11,
            "start",
            class_="pat-band-label",
        )
        for band in rising
    ]
    return [*lines, *labels]


def _draw_steps(
    places: Sequence[float], rounds: Sequence[RoundEstimate], rising: Sequence[Band]
) -> list[Markup]:
    """Return a line from each round to the next where both have an estimate."""
    steps = []
    for (x, before), (next_x, after) in pairwise(zip(places, rounds, strict=True)):
        if before.estimate is not None and after.estimate is not None:
            start, end = _y(before.estimate, rising), _y(after.estimate, rising)
            steps.append(draw_line((x, start), (next_x, end), strong=True, width=1.5))
    return steps


def _draw_point(x: float, y: float, estimate: float) -> Markup:
    """Return a dot with its number above, on a plate that covers the lines behind it."""
    text = f"{estimate:.1f}"
    return element(
        "g",
        draw_plate((x, y - 13), width_of(text, 12) + 4, 14, class_="pat-paper"),
        draw_text(text, (x, y - 13), 12, font_weight="600"),
        element("circle", cx=rounded(x), cy=rounded(y), r="4", class_="pat-dot", fill=SHADES[3]),
    )


def _y(value: float, rising: Sequence[Band]) -> float:
    """Return how far from the top *value* is drawn."""
    low, high = rising[0].low, rising[-1].high
    return _BOTTOM - (value - low) / (high - low) * (_BOTTOM - _TOP)
