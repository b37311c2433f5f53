"""What all pictures share: their frame with title and description, text, plates, lines and lengths.

Lengths are in units of the drawing. Pictures have classes and presentation attributes but no
``style``, so that they can be read with a style sheet in light and dark, and without one.
"""

from pat_core.drawing.palette import INK, LINE, PAPER
from pat_core.text.markup import Child, Markup, element

__all__ = [
    "Point",
    "draw_line",
    "draw_picture",
    "draw_plate",
    "draw_text",
    "rounded",
    "width_of",
]

Point = tuple[float, float]


def draw_picture(
    name: str,
    title: str,
    description: str,
    *children: Child,
    size: tuple[float, float],
    class_: str,
) -> Markup:
    """Return the SVG element of a picture of this *size*, with *name* at the start of its ids."""
    width, height = size
    return element(
        "svg",
        element("title", title, id=f"{name}-title"),
        element("desc", description, id=f"{name}-desc"),
        children,
        xmlns="http://www.w3.org/2000/svg",
        class_=class_,
        viewBox=f"0 0 {rounded(width)} {rounded(height)}",
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        font_family="system-ui, sans-serif",
    )


def draw_plate(place: Point, width: float, height: float, **attributes: str | int) -> Markup:
    """Return a rectangle in the paper's colour, with its middle at *place*."""
    x, y = place
    return element(
        "rect",
        x=rounded(x - width / 2),
        y=rounded(y - height / 2),
        width=rounded(width),
        height=rounded(height),
        fill=PAPER,
        **attributes,
    )


def draw_text(
    text: str, place: Point, size: int, anchor: str = "middle", **attributes: str
) -> Markup:
    """Return text at *place*, half above and half below it; *size* is that of its font."""
    x, y = place
    return element(
        "text",
        text,
        x=rounded(x),
        y=rounded(y),
        text_anchor=anchor,
        dominant_baseline="central",
        font_size=size,
        **attributes,
    )


def draw_line(start: Point, end: Point, *, strong: bool = False, width: float = 1) -> Markup:
    """Return a straight line, in ink where it is *strong*."""
    return element(
        "line",
        x1=rounded(start[0]),
        y1=rounded(start[1]),
        x2=rounded(end[0]),
        y2=rounded(end[1]),
        class_="pat-ink-line" if strong else "pat-thin-line",
        stroke=INK if strong else LINE,
        stroke_width=rounded(width),
    )


def width_of(text: str, size: int) -> float:
    """Return roughly how wide *text* is; digits are narrower than this, capitals wider."""
    return 0.55 * size * len(text)


def rounded(value: float) -> str:
    """Return a length with at most one decimal, the same on every machine."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")
