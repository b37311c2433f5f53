"""Significance beside score: a row for each principle, the most significant first.

The two scales are side by side. They are not multiplied, and no areas are marked in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.drawing.averages import NO_FIGURE, average_of, average_words
from pat_core.drawing.palette import INK, SHADES
from pat_core.drawing.svg import Point, draw_line, draw_picture, draw_text, rounded
from pat_core.text.markup import Markup, element

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pat_core.documents.figures import ScoreCounts, SignificanceFigures, Withheld
    from pat_core.model import Band, Instrument, Principle

__all__ = ["draw_rank_chart", "ranked_principles"]

_WIDTH = 380
_RATED = 18.0, 98.0
_SCORED = 182.0, 314.0
_HEAD, _ROW = 40.0, 50.0


def draw_rank_chart(
    significance: Mapping[str, SignificanceFigures | Withheld],
    principles: Mapping[str, ScoreCounts],
    instrument: Instrument,
    *,
    name: str = "ranks",
) -> Markup:
    """Return the picture of both kinds of figures, by principle number; *name* starts its ids."""
    ranked = ranked_principles(significance, instrument)
    points = sorted(point.value for point in instrument.significance.scale)
    scale = points[0], points[-1]
    bands = sorted(instrument.principles[0].bands, key=lambda band: band.low)
    rows = [
        _draw_row(
            _HEAD + place * _ROW,
            principle,
            (significance[principle.number], scale),
            (principles[principle.number], bands),
        )
        for place, principle in enumerate(ranked)
    ]
    return draw_picture(
        name,
        "Significance beside score, the most significant principle first",
        _describe(significance, principles, ranked),
        _draw_head(scale, bands),
        rows,
        size=(_WIDTH, _HEAD + len(ranked) * _ROW),
        class_="pat-chart pat-ranks",
    )


def ranked_principles(
    significance: Mapping[str, SignificanceFigures | Withheld], instrument: Instrument
) -> list[Principle]:
    """Return the principles by rank, those without one last, then in the instrument's order."""

    def rank(principle: Principle) -> float:
        rated = significance[principle.number]
        given = None if "withheld" in rated else rated["rank"]
        return len(instrument.principles) + 1 if given is None else given

    return sorted(instrument.principles, key=rank)


def _describe(
    significance: Mapping[str, SignificanceFigures | Withheld],
    principles: Mapping[str, ScoreCounts],
    ranked: Sequence[Principle],
) -> str:
    means = [
        f"principle {p.number}, significance {_mean(significance[p.number])}, score"
        f" {_score(principles[p.number], p.bands)}"
        for p in ranked
    ]
    return f"Averages: {'; '.join(means)}."


def _draw_head(scale: tuple[int, int], bands: Sequence[Band]) -> list[Markup]:
    """Return what the two scales show, their ends, and the ranges of the bands."""
    top = bands[-1].high
    labels = [
        draw_text(band.span, (_x((band.low + band.high) / 2, _of(bands), _SCORED), 28), 10)
        for band in bands
    ]
    ends = [draw_text(str(end), (_x(end, scale, _RATED), 28), 10) for end in scale]
    return [
        draw_text("Significance now", (_RATED[0] - 6, 10), 12, "start", font_weight="bold"),
        draw_text(
            f"Average score, of {top}", (_SCORED[0] - 6, 10), 12, "start", font_weight="bold"
        ),
        *ends,
        *labels,
    ]


def _draw_row(
    top: float,
    principle: Principle,
    rating: tuple[SignificanceFigures | Withheld, tuple[int, int]],
    score: tuple[ScoreCounts, Sequence[Band]],
) -> Markup:
    """Return a principle's name and, below it, its marks on the two scales."""
    (rated, scale), (scored, bands) = rating, score
    y = top + 32
    edges = [
        draw_line((x, y - 10), (x, y + 10))
        for x in [_x(band.high, _of(bands), _SCORED) for band in bands[:-1]]
    ]
    significance = None if "withheld" in rated else rated["mean"]
    return element(
        "g",
        draw_text(principle.title, (_RATED[0] - 6, top + 11), 12, "start"),
        draw_line((_RATED[0] - 6, y), (_RATED[1] + 6, y)),
        None if significance is None else _draw_diamond(_x(significance, scale, _RATED), y),
        _draw_figure(_mean(rated), (_RATED[1] + 14, y)),
        edges,
        draw_line((_SCORED[0] - 6, y), (_SCORED[1] + 6, y)),
        _draw_average(scored, bands, y),
        _draw_figure(average_words(scored, bands), (_SCORED[1] + 16, y)),
        data_row=principle.number,
    )


def _draw_diamond(x: float, y: float) -> Markup:
    """Return the mark of a mean significance."""
    path = f"M{rounded(x)} {rounded(y - 8)} l8 8 l-8 8 l-8 -8 Z"
    return element("path", d=path, class_="pat-mark", fill=INK)


def _draw_average(figures: ScoreCounts, bands: Sequence[Band], y: float) -> Markup | None:
    """Return a disc at the average, or a line over the range that it can have."""
    average, possible = average_of(figures, bands), figures["possible_mean"]
    if average is None or possible is None:
        return None
    if figures["estimate"] is None:
        low, high = (_x(end, _of(bands), _SCORED) for end in possible)
        return draw_line((low, y), (high, y), strong=True, width=5)
    at = {"cx": rounded(_x(average, _of(bands), _SCORED)), "cy": rounded(y), "r": "6.5"}
    return element("circle", **at, class_="pat-dot", fill=SHADES[3])


def _draw_figure(text: str, place: Point) -> Markup:
    weight = "bold" if text[0].isdigit() else "normal"
    return draw_text(text, place, 13, "start", font_weight=weight)


def _of(bands: Sequence[Band]) -> tuple[int, int]:
    return bands[0].low, bands[-1].high


def _x(value: float, scale: tuple[int, int], panel: tuple[float, float]) -> float:
    return panel[0] + (value - scale[0]) / (scale[1] - scale[0]) * (panel[1] - panel[0])


def _mean(figures: SignificanceFigures | Withheld) -> str:
    if "withheld" in figures:
        return "withheld"
    return NO_FIGURE if figures["mean"] is None else f"{figures['mean']:.1f}"


def _score(figures: ScoreCounts, bands: Sequence[Band]) -> str:
    return "no figure" if average_of(figures, bands) is None else average_words(figures, bands)
