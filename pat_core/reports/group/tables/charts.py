"""The charts of a group's workbook as plain values: what they show, and the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from pat_core.drawing.palette import SHADES, STRONG_AGAINST
from pat_core.model import Instrument
from pat_core.reports.group.tables.score_cells import Row

__all__ = ["Chart", "Series", "principle_chart", "statement_chart"]

_COLOURS = (STRONG_AGAINST, "#e8a66f", SHADES[1], SHADES[3])
"""From strong disagreement to strong agreement; they differ in lightness, too."""


@dataclass(frozen=True, slots=True)
class Series:
    """The bars of one colour: the column that holds their values, and their name."""

    column: str
    name: str
    colour: str
    label_colour: str
    """Colour of the number in each bar."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of stacked horizontal bars, one for each of the first rows of a worksheet.

    The first row is on top.
    """

    title: str
    description: str
    """What the chart shows, for those who do not see it."""
    sheet: str
    """The worksheet with its figures."""
    rows: int
    categories: str
    """The column with the names of the bars."""
    series: Sequence[Series]
    axis: str
    """Title of the axis."""
    ends: tuple[int, int] | None = None
    """Where the axis starts and ends; None lets the program decide."""
    unit: int | None = None
    """Distance between the grid lines."""
    labels: str = "0;;;"
    """Number format of the figures in the bars; this one leaves out zeros."""


def principle_chart(rows: Sequence[Row], instrument: Instrument) -> Chart:
    """Return the averages of the principles in *rows*, with grid lines where bands end.

    All bands but the lowest are equally wide, so evenly spaced grid lines can be their edges.
    """
    count = len(instrument.principles)
    bands = instrument.principles[0].bands
    edges = sorted(band.high for band in bands)
    averages = [
        f"{row['code']} {row['label']}: {_average_words(row, edges[-1])}" for row in rows[:count]
    ]
    lines = ", ".join(str(edge) for edge in edges)
    return Chart(
        title="Average of each principle, with lines at band edges",
        description=f"Bar chart of the average of each principle. Lines at {lines} are the upper"
        f" edges of the bands. {'. '.join(averages)}. The sheet Principles holds the same figures.",
        sheet="Principles",
        rows=count,
        categories="label",
        series=[Series("estimate", "Average", _COLOURS[-1], "#FFFFFF")],
        axis="Average of all answers",
        ends=(edges[0], edges[-1]),
        unit=edges[-1] - edges[-2],
        labels="0.0",
    )


def _average_words(row: Row, top: int) -> str:
    """Return an average, or between what it lies where a statement has no answer that is shown."""
    if row["estimate"] is not None:
        return f"{row['estimate']:.1f} of {top}"
    if "possible_mean_low" not in row:
        return "no figure"
    low, high = row["possible_mean_low"], row["possible_mean_high"]
    return f"between {low:.1f} and {high:.1f} of {top}"


def statement_chart(rows: Sequence[Row], instrument: Instrument) -> Chart:
    """Return the counts of each answer to the statements in *rows*."""
    count = len(instrument.codes)
    points = sorted(instrument.scale, key=lambda point: point.value)
    colours = zip(points, _COLOURS, ("#FFFFFF", "#000000", "#000000", "#FFFFFF"), strict=True)
    names = [f"count_{point.value}" for point in points]
    counts = [
        f"{row['code']}: "
        + ("withheld" if "withheld" in row else " ".join(str(row[name]) for name in names))
        for row in rows[:count]
    ]
    order = ", ".join(point.label.lower() for point in points)
    return Chart(
        title="Answers to each statement",
        description="Stacked bars, one a statement: how many people gave each answer. Counts in the"
        f" order {order}. {'. '.join(counts)}. The sheet Statements holds the same figures.",
        sheet="Statements",
        rows=count,
        categories="code",
        series=[
            Series(f"count_{point.value}", point.label, colour, label)
            for point, colour, label in colours
        ],
        axis="People",
    )
