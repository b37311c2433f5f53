"""How figures of a group are put in words, and the HTML pieces of its sections."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from pat_core.drawing.averages import NO_FIGURE, average_of, undecided_range
from pat_core.drawing.board import ring_of
from pat_core.group.statistics.tally import NOT_GIVEN
from pat_core.reports.html_table import framed_table
from pat_core.text.markup import Child, Markup, element, isolated

if TYPE_CHECKING:
    from pat_core.documents.figures import ScoreCounts

    Gap = Literal["cant_say", "blank"]
    from collections.abc import Iterable, Sequence

    from pat_core.model import Band, Choice, Instrument, Statement

__all__ = [
    "GAPS",
    "NONE",
    "NO_READING",
    "average_cell",
    "band_words",
    "bullets",
    "choices_of",
    "code_mark",
    "counted",
    "day_of",
    "figure_of",
    "fold",
    "label_words",
    "one_decimal",
    "page_section",
    "percent",
    "plain_table",
    "reading_of",
    "rising",
    "span_of",
    "statement_words",
    "together",
]

NONE = NO_FIGURE
"""What stands where there is no figure."""
NO_READING = {
    "spread": "No reading: no two neighbouring bands hold two thirds of the people.",
    "unknown": "No reading: for more than a third of the people it is not known which band they are"
    " in.",
}
"""Why there is no reading, by the kind of a group's reading."""
GAPS: Sequence[tuple[Gap, str]] = (("cant_say", "can't say"), ("blank", "left blank"))
"""The keys of figures that count missing answers, and how they are named."""


def counted(n: int, one: str = "person", many: str = "people") -> str:
    """Return a number with its noun: "1 person", "8 people"."""
    return f"{n:,} {one if n == 1 else many}"


def percent(count: int, whole: int) -> str:
    """Return a share in whole percent; a share above nothing is never called 0%."""
    if not whole:
        return NONE
    share = (200 * count + whole) // (2 * whole)
    return "under 1%" if count and not share else f"{share}%"


def figure_of(value: float | None) -> str:
    """Return a median, a rank or a score, without decimals where it is whole."""
    if value is None:
        return NONE
    return f"{value:.0f}" if value == int(value) else f"{value:.1f}"


def one_decimal(value: float | None) -> str:
    """Return a mean to one decimal."""
    return NONE if value is None else f"{value:.1f}"


def rising(bands: Sequence[Band]) -> list[Band]:
    """Return *bands* with the lowest first, the order of ``band_counts``."""
    return sorted(bands, key=lambda band: band.low)


def average_cell(figures: ScoreCounts, bands: Sequence[Band]) -> str:
    """Return the average, or the range that it can have where a statement has no answer."""
    if figures["estimate"] is not None or average_of(figures, bands) is None:
        return one_decimal(figures["estimate"])
    return _range_words(figures["possible_mean"])


def band_words(figures: ScoreCounts, bands: Sequence[Band]) -> Child:
    """Return the band of the average, or those that it can be in with the range that it can have.

    An average between two bands is "above" the end of the lower one.
    """
    if possible := undecided_range(figures, bands):
        low, high = (ring_of(end, rising(bands)) for end in possible)
        spans = [span_of([band.low, band.high]) for band in rising(bands)[low : high + 1]]
        either: list[Child] = [spans[0], *([" or ", span] for span in spans[1:])]
        return either if figures["estimate"] is None else [*either, f" ({_range_words(possible)})"]
    if not figures["band"]:
        return NONE
    low, average, span = figures["band"][0], figures["estimate"], span_of(figures["band"])
    return span if average is None or average >= low else [f"above {low - 1} (", span, ")"]


def span_of(band: Sequence[int]) -> Markup:
    """Return the two ends of a band as people read them."""
    low, high = band
    return element("span", str(low) if low == high else f"{low}–{high}", class_="pat-keep")


def _range_words(possible: Sequence[float] | None) -> str:
    if possible is None:
        return NONE
    return f"between {possible[0]:.1f} and {possible[1]:.1f}"


def reading_of(band: Sequence[int], bands: Sequence[Band]) -> str:
    """Return the reading of the band with these two ends."""
    return next(one.reading for one in bands if [one.low, one.high] == list(band))


def label_words(label: str, kind: str, instrument: Instrument) -> Child:
    """Return the label of a subgroup as people read it; organisations are called by their name."""
    if label == NOT_GIVEN:
        return "Not given"
    labels = {choice.code: choice.label for choice in choices_of(kind, instrument)}
    return labels.get(label) or isolated(label)


def choices_of(kind: str, instrument: Instrument) -> Sequence[Choice]:
    """Return the possible labels of this *kind*; none for organisations, whose names are free."""
    return {"level": instrument.levels, "sector": instrument.sectors}.get(kind, ())


def day_of(text: str) -> Child:
    """Return the day of an ISO 8601 date or time as people write it; any other text as it is."""
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return isolated(text) if text else NONE
    return f"{day.day} {day:%B %Y}"


def page_section(name: str, heading: str, *children: Child, led: int = 0) -> Markup:
    """Return one section of the page, under a heading of the third level.

    In print, the heading stays on one page with the first *led* children, those up to the first
    picture.
    """
    head = element("h3", heading)
    start = together(head, children[:led]) if led else head
    return element("section", start, children[led:], class_="pat-section", data_section=name)


def together(*children: Child) -> Markup:
    """Return what no page break separates, such as a heading and the picture below it.

    Not every browser keeps a heading and what follows it together by itself.
    """
    return element("div", children, class_="pat-together")


def bullets(items: Iterable[Child], class_: str | None = None) -> Markup:
    """Return a list."""
    return element("ul", (element("li", item) for item in items), class_=class_)


def code_mark(code: str) -> Markup:
    """Return the code of a statement, to be put beside its text."""
    return element("span", code, class_="pat-code")


def statement_words(statement: Statement) -> Child:
    """Return the code and the text of a statement."""
    return [code_mark(statement.code), " ", statement.text]


def fold(summary: str, *children: Child) -> Markup:
    """Return content that is hidden until a reader opens it."""
    return element("details", element("summary", summary), children, class_="pat-fold")


def plain_table(
    caption: str, headings: Sequence[Child], rows: Iterable[Sequence[Child]], class_: str = ""
) -> Markup:
    """Return a table whose first column names its rows.

    A cell may be a ready-made ``td`` element.
    """
    return framed_table(caption, headings, (_row(headings, row) for row in rows), class_)


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
