"""The HTML table of all reports, in a frame that scrolls sideways on narrow screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.text.markup import Child, Markup, element

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["framed_table"]


def framed_table(
    caption: str, headings: Sequence[Child], rows: Iterable[Markup], class_: str = ""
) -> Markup:
    """Return a table with *rows*, which are ``tr`` elements, and *class_* as a second class."""
    head = element("tr", (element("th", heading, scope="col") for heading in headings))
    return element(
        "div",
        element(
            "table",
            element("caption", caption),
            element("thead", head),
            element("tbody", rows),
            class_=f"pat-table {class_}".rstrip(),
        ),
        class_="pat-table-frame",
    )
