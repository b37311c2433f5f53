"""A statement's answers as one bar: disagree to the left of a line, agree to the right of it.

All bars of a group have one scale: one person is equally wide in each, and the line is in the same
place. Stronger answers are further out. "Can't say" is apart, dashed, at the far right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.drawing.palette import INK, LINE, PAPER, SHADES, STRONG_AGAINST, WEAK_AGAINST
from pat_core.drawing.svg import draw_line, draw_picture, draw_text, rounded, width_of
from pat_core.scoring.sides import agrees
from pat_core.text.markup import Markup, element

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pat_core.documents.figures import StatementFigures
    from pat_core.model import Instrument

__all__ = ["describe_answers", "draw_bar_key", "draw_diverging_bar"]

_WIDTH = 380
_MARGIN = 30
_SIDE = 150
"""How wide the whole group is, on either side of the line."""
_ZERO = _MARGIN + _SIDE
_END = _WIDTH - _MARGIN
_TOP, _HEIGHT = 17, 24
_AGAINST = (WEAK_AGAINST, STRONG_AGAINST)
_FOR = (SHADES[1], SHADES[3])
_CLASS = "pat-chart pat-answers-bar"


def draw_diverging_bar(
    figures: StatementFigures, people: int, instrument: Instrument, *, name: str, title: str
) -> Markup:
    """Return the picture of one statement's *figures* in a group of so many *people*.

    *name* stands at the start of its ids, so that no two pictures share one.
    """
    unit = _SIDE / max(people, 1)
    disagree, agree = (
        [figures["counts"][str(value)] for value in side] for side in _sides(instrument.values)
    )
    return draw_picture(
        name,
        title,
        describe_answers(figures, instrument),
        _draw_side(disagree, unit, -1),
        _draw_side(agree, unit, 1),
        draw_line((_ZERO, _TOP - 5), (_ZERO, _TOP + _HEIGHT + 5), strong=True, width=2),
        _draw_unsaid(figures["cant_say"], unit) if figures["cant_say"] else None,
        size=(_WIDTH, _TOP + _HEIGHT + 6),
        class_=_CLASS,
    )


def draw_bar_key(instrument: Instrument, *, name: str = "bar-key") -> Markup:
    """Return what the blocks of a bar mean, in their order from left to right."""
    labels = {point.value: point.label for point in instrument.scale}
    width = 76.0
    swatches: list[Markup] = []
    rising = sorted(labels)
    disagree, agree = _sides(rising)
    steps = [(-1, step) for step in reversed(range(len(disagree)))]
    steps += [(1, step) for step in range(len(agree))]
    for place, (value, (side, step)) in enumerate(zip(rising, steps, strict=True)):
        swatches.append(_block(place * width, width, _fill(side, step), _shade_class(side, step)))
        swatches += _key_label(labels[value], (place + 0.5) * width)
    middle = len(disagree) * width
    return draw_picture(
        name,
        "How to read the bars",
        "From left to right: "
        + ", ".join(labels[value].lower() for value in rising)
        + "; the line stands between those who disagree and those who agree. Apart from them,"
        " dashed: can't say.",
        swatches,
        draw_line((middle, _TOP - 5), (middle, _TOP + _HEIGHT + 5), strong=True, width=2),
        _dashed(_WIDTH - 44, 40),
        _key_label("Can't say", _WIDTH - 24),
        size=(_WIDTH, _TOP + 66),
        class_=_CLASS,
    )


def _key_label(label: str, x: float) -> list[Markup]:
    """Return a label below its block, a line for each word."""
    return [
        draw_text(word, (x, _TOP + 37 + 15 * line), 12) for line, word in enumerate(label.split())
    ]


def describe_answers(figures: StatementFigures, instrument: Instrument) -> str:
    """Return the count of each answer as a sentence, from the lowest answer to the highest."""
    counts = [(point.label, figures["counts"][str(point.value)]) for point in instrument.scale]
    named = [*reversed(counts), ("can't say", figures["cant_say"]), ("no answer", figures["blank"])]
    words = ", ".join(f"{label.lower()} {count}" for label, count in named)
    return f"{words[0].upper()}{words[1:]}."


def _sides(values: Iterable[int]) -> tuple[list[int], list[int]]:
    """Return the values that disagree, and those that agree; the ones next to the line first."""
    rising = sorted(values)
    agree = [value for value in rising if agrees(value, rising)]
    return rising[: len(rising) - len(agree)][::-1], agree


def _draw_side(counts: Sequence[int], unit: float, side: int) -> list[Markup]:
    """Return the blocks of one side, outwards from the line, each with its number."""
    drawn = []
    done = 0.0
    for step, count in enumerate(counts):
        width = count * unit
        if count:
            start = _ZERO + side * done
            left = min(start, start + side * width)
            drawn.append(_block(left, width, _fill(side, step), _shade_class(side, step)))
            drawn.append(_draw_count(count, start, width, side, step))
        done += width
    return drawn


def _draw_count(count: int, start: float, width: float, side: int, step: int) -> Markup:
    """Return the number of a block: in it, or above or beyond it where it is too narrow."""
    text, middle = str(count), _TOP + _HEIGHT / 2
    if width >= width_of(text, 13) + 5:
        kind = "pat-on-strong" if step else "pat-on-weak"
        fill = PAPER if step else INK
        return draw_text(text, (start + side * width / 2, middle), 13, class_=kind, fill=fill)
    anchor = "end" if side < 0 else "start"
    place = (start + side * (width + 4), middle) if step else (start + side * 4, _TOP - 9.0)
    return draw_text(text, place, 13, anchor)


def _draw_unsaid(count: int, unit: float) -> list[Markup]:
    """Return the block of those who can't say, at the right end, and its number."""
    text, width = str(count), count * unit
    if width >= width_of(text, 13) + 5:
        number = draw_text(text, (_END - width / 2, _TOP + _HEIGHT / 2), 13)
    else:
        number = draw_text(text, (_END, _TOP - 9.0), 13, "end")
    return [_dashed(_END - width, width), number]


def _block(left: float, width: float, fill: str, class_: str, dashes: str | None = None) -> Markup:
    return element(
        "rect",
        x=rounded(left),
        y=_TOP,
        width=rounded(width),
        height=_HEIGHT,
        class_=f"pat-block {class_}",
        fill=fill,
        stroke=LINE,
        stroke_dasharray=dashes,
    )


def _dashed(left: float, width: float) -> Markup:
    return _block(left, width, PAPER, "pat-paper", "3 2")


def _fill(side: int, step: int) -> str:
    return (_AGAINST if side < 0 else _FOR)[step]


def _shade_class(side: int, step: int) -> str:
    return f"pat-{'against' if side < 0 else 'for'}-{step + 1}"
