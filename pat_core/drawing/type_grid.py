"""How many people chose each of the nine partnership types: a square each, darker for more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.drawing.palette import INK, LINE, PAPER, SHADES
from pat_core.drawing.svg import draw_picture, draw_text, rounded
from pat_core.text.markup import Markup, element

if TYPE_CHECKING:
    from pat_core.documents.figures import TypeFigures
    from pat_core.model import Typology

__all__ = ["draw_type_grid"]

_WIDTH = 380
_LABELS, _HEAD = 98.0, 24.0
_HIGH = 48.0
_LEVELS = (("pat-paper", PAPER), *((f"pat-shade-{ring + 1}", SHADES[ring]) for ring in (0, 1, 3)))
"""For nobody, up to a third of those who chose, up to two thirds, and more."""


def draw_type_grid(figures: TypeFigures, typology: Typology, *, name: str, title: str) -> Markup:
    """Return the picture of one question's *figures*; *name* stands at the start of its ids."""
    functions, levels = typology.functions, typology.collaborations
    wide = (_WIDTH - _LABELS - 2) / len(functions)
    squares = []
    for row, level in enumerate(levels):
        y = _HEAD + row * _HIGH
        squares.append(draw_text(level.label, (_LABELS - 8, y + _HIGH / 2), 12, "end"))
        for column, function in enumerate(functions):
            count = figures["cells"].get(f"{level.code}/{function.code}", 0)
            place = _LABELS + column * wide, y
            squares.append(_draw_square(count, figures["n"], place, wide))
    heads = [
        draw_text(function.label, (_LABELS + (column + 0.5) * wide, 11), 12)
        for column, function in enumerate(functions)
    ]
    return draw_picture(
        name,
        title,
        _describe(figures, typology),
        heads,
        squares,
        size=(_WIDTH, _HEAD + len(levels) * _HIGH + 2),
        class_="pat-chart pat-types",
    )


def _describe(figures: TypeFigures, typology: Typology) -> str:
    counts = [
        f"{level.label} and {function.label.lower()}: {count}"
        for level in typology.collaborations
        for function in typology.functions
        if (count := figures["cells"].get(f"{level.code}/{function.code}", 0))
    ]
    if not counts:
        return "Nobody chose a type."
    return f"{'; '.join(counts)}. In all: {figures['n']}."


def _draw_square(count: int, n: int, place: tuple[float, float], wide: float) -> Markup:
    """Return one square with its count, in the shade of its share of *n*."""
    x, y = place
    level = -(-3 * count // n) if count else 0
    kind, fill = _LEVELS[level]
    is_strong = level == len(_LEVELS) - 1
    square = element(
        "rect",
        x=rounded(x),
        y=rounded(y),
        width=rounded(wide),
        height=rounded(_HIGH),
        class_=f"pat-block {kind}",
        fill=fill,
        stroke=LINE,
    )
    middle = x + wide / 2, y + _HIGH / 2
    words = {"class_": "pat-on-strong", "fill": PAPER} if is_strong else {"fill": INK}
    weight = "bold" if count else "normal"
    return element("g", square, draw_text(str(count), middle, 17, font_weight=weight, **words))
