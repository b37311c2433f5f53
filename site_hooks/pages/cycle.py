"""Draws the stages of a cycle as a ring of arrows, with a numbered disc for each stage."""

import math
from collections.abc import Sequence

from pat_core.text.markup import Markup, element

__all__ = ["draw_cycle"]

WIDTH, HEIGHT = 440, 336
"""The size of the drawing, in its own units; a phone shows it at about three quarters."""
_CENTRE = (WIDTH / 2, HEIGHT / 2)
_RADIUS = 92
"""The radius of the ring of discs."""
_DISC = 22
_LINE = 17
"""The distance between two lines of a name."""


def draw_cycle(stages: Sequence[str], name: str) -> Markup:
    """Return an SVG of the *stages*, clockwise from the top; *name* makes its ids unique.

    The picture has a title and a description that names every stage in order, so that people who
    cannot see it miss nothing.
    """
    named = ", ".join(f"{number} {stage}" for number, stage in enumerate(stages, start=1))
    turns = [index / len(stages) for index in range(len(stages))]
    return element(
        "svg",
        element("title", f"A cycle of {len(stages)} stages", id=f"{name}-title"),
        element(
            "desc",
            f"Clockwise from the top: {named}. From the last stage an arrow leads to the first.",
            id=f"{name}-desc",
        ),
        [_arrow(turn, 1 / len(stages)) for turn in turns],
        [_stage(number, stages[number - 1], turn) for number, turn in enumerate(turns, start=1)],
        class_="pat-cycle",
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        xmlns="http://www.w3.org/2000/svg",
    )


def _at(turn: float, radius: float) -> tuple[float, float]:
    """Return the point at a fraction of a full turn (0 to 1), clockwise from the top."""
    angle = 2 * math.pi * turn
    return _CENTRE[0] + radius * math.sin(angle), _CENTRE[1] - radius * math.cos(angle)


def _arrow(turn: float, step: float) -> Markup:
    """Return the arc from one disc to the next, with its head."""
    gap = (_DISC + 8) / (2 * math.pi * _RADIUS)
    (x1, y1), (x2, y2) = _at(turn + gap, _RADIUS), _at(turn + step - gap, _RADIUS)
    back = turn + step - gap - 10 / (2 * math.pi * _RADIUS)
    head = [(x2, y2), _at(back, _RADIUS - 6), _at(back, _RADIUS + 6)]
    points = " L ".join(f"{x:.1f} {y:.1f}" for x, y in head)
    arc = f"M {x1:.1f} {y1:.1f} A {_RADIUS} {_RADIUS} 0 0 1 {x2:.1f} {y2:.1f}"
    return element(
        "g",
        element("path", d=arc, class_="pat-cycle-arc"),
        element("path", d=f"M {points} Z", class_="pat-cycle-head"),
    )


def _stage(number: int, stage: str, turn: float) -> Markup:
    """Return the disc of one stage, with its number and its name."""
    x, y = _at(turn, _RADIUS)
    return element(
        "g",
        element("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=_DISC, class_="pat-cycle-disc"),
        element(
            "text",
            str(number),
            x=f"{x:.1f}",
            y=f"{y:.1f}",
            text_anchor="middle",
            dominant_baseline="central",
            class_="pat-cycle-number",
        ),
        _name(stage, turn),
    )


def _name(stage: str, turn: float) -> Markup:
    """Return a stage's name in short lines outside the ring."""
    x, y = _at(turn, _RADIUS + _DISC + 8)
    sideways = math.sin(2 * math.pi * turn)
    anchor = "middle" if abs(sideways) < 0.2 else "start" if sideways > 0 else "end"
    lines = _lines(stage)
    top = y - (len(lines) - 1) * _LINE / 2
    if abs(sideways) < 0.2:
        top = y - (len(lines) - 1) * _LINE - 4 if y < _CENTRE[1] else y + 8
    spans = [
        element("tspan", line, x=f"{x:.1f}", y=f"{top + _LINE * index:.1f}")
        for index, line in enumerate(lines)
    ]
    return element(
        "text", spans, text_anchor=anchor, dominant_baseline="central", class_="pat-cycle-name"
    )


def _lines(text: str, width: int = 12) -> list[str]:
    """Return *text* in lines of at most *width* characters, as far as its words allow."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if len(joined) <= width or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines
