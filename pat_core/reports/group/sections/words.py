"""How figures of a group are put in words, and the plain pieces that its page is made of."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from pat_core.group.statistics.tally import NOT_GIVEN
from pat_core.model import Band, Choice, Instrument
from pat_core.text.markup import Child, Markup, element, isolated

__all__ = [
    "NONE",
    "Figures",
    "band_words",
    "bullets",
    "choices_of",
    "code_mark",
    "counted",
    "day_of",
    "figure_of",
    "fold",
    "label_of",
    "one_decimal",
    "part",
    "percent",
    "plain_table",
    "reading_of",
    "rising",
    "together",
    "two_decimals",
]

NONE = "–"
"""What stands where there is no figure."""

Figures = Mapping[str, Any]


def counted(n: int, one: str = "person", many: str = "people") -> str:
    """Return a number with its noun: "1 person", "8 people"."""
    return f"{n:,} {one if n == 1 else many}"


def percent(part: int, whole: int) -> str:
    """Return a share in whole percents; what is more than none is never called 0%."""
    if not whole:
        return NONE
    share = (200 * part + whole) // (2 * whole)
    return "under 1%" if part and not share else f"{share}%"


def figure_of(value: float | None) -> str:
    """Return a median or a score: whole, or with its half."""
    if value is None:
        return NONE
    return f"{value:.0f}" if value == int(value) else f"{value:.1f}"


def one_decimal(value: float | None) -> str:
    """Return a mean to one decimal."""
    return NONE if value is None else f"{value:.1f}"


def two_decimals(value: float | None) -> str:
    """Return a consensus to two decimals."""
    return NONE if value is None else f"{value:.2f}"


def rising(bands: Sequence[Band]) -> list[Band]:
    """Return *bands* with the lowest first, as the figures of a group have them."""
    return sorted(bands, key=lambda band: band.low)


def band_words(figures: Figures) -> Child:
    """Return the band of a mean; one between two bands is "above" the end of the lower one."""
    low, high = figures["band"]
    span = element("span", str(low) if low == high else f"{low}–{high}", class_="pat-keep")
    return span if figures["mean"] >= low else [f"above {low - 1} (", span, ")"]


def reading_of(band: Sequence[int], bands: Sequence[Band]) -> str:
    """Return the reading of the band with these two ends."""
    return next(each.reading for each in bands if [each.low, each.high] == list(band))


def label_of(label: str, kind: str, instrument: Instrument) -> Child:
    """Return a part's label as people read it; an organisation's name is its own."""
    if label == NOT_GIVEN:
        return "Not given"
    found = [choice.label for choice in choices_of(kind, instrument) if choice.code == label]
    return found[0] if found else isolated(label)


def choices_of(kind: str, instrument: Instrument) -> Sequence[Choice]:
    """Return what a label of this *kind* can be; nothing for organisations, which have names."""
    return {"level": instrument.levels, "sector": instrument.sectors}.get(kind, ())


def day_of(text: str) -> Child:
    """Return the day of a date or time by ISO 8601 as people write it, or else the text itself."""
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return isolated(text) if text else NONE
    return f"{day.day} {day:%B %Y}"


def part(name: str, heading: str, *children: Child, led: int = 0) -> Markup:
    """Return one section of the page, under a heading of the third level.

    On paper the heading stays on one page with the first children, as many as *led* says: those up
    to the first picture.
    """
    head = element("h3", heading)
    start = together(head, children[:led]) if led else head
    return element("section", start, children[led:], class_="pat-part", data_part=name)


def together(*children: Child) -> Markup:
    """Return what no page's end parts, such as a heading and the picture below it.

    Not every browser keeps a heading with what follows it in another way.
    """
    return element("div", children, class_="pat-together")


def bullets(items: Iterable[Child], class_: str | None = None) -> Markup:
    """Return a list."""
    return element("ul", (element("li", item) for item in items), class_=class_)


def code_mark(code: str) -> Markup:
    """Return the code of a statement as it stands beside its text."""
    return element("span", code, class_="pat-code")


def fold(summary: str, *children: Child) -> Markup:
    """Return what is shown only to those who open it."""
    return element("details", element("summary", summary), children, class_="pat-fold")


def plain_table(
    caption: str, headings: Sequence[Child], rows: Iterable[Sequence[Child]], class_: str = ""
) -> Markup:
    """Return a table whose first column names its rows.

    A cell that is an element ``td`` already stands as it is.
    """
    return element(
        "div",
        element(
            "table",
            element("caption", caption),
            element("thead", element("tr", (element("th", h, scope="col") for h in headings))),
            element("tbody", (_row(headings, row) for row in rows)),
            class_=f"pat-table {class_}".rstrip(),
        ),
        class_="pat-table-frame",
    )


def _row(headings: Sequence[Child], cells: Sequence[Child]) -> Markup:
    first, *others = cells
    return element(
        "tr",
        element("th", first, scope="row"),
        (
            cell
            if isinstance(cell, Markup) and cell.startswith("<td")
            else element("td", cell, data_label=_plain(heading))
            for heading, cell in zip(headings[1:], others, strict=True)
        ),
    )


def _plain(heading: Child) -> str | None:
    return heading if isinstance(heading, str) and not isinstance(heading, Markup) else None
