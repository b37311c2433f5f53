"""The figures of a profile as an HTML table: what the dartboard shows, to be read and copied."""

from collections.abc import Mapping

from pat_core.drawing.dartboard import figure_of
from pat_core.model import Instrument, Profile, ScoreCard
from pat_core.reports.html_table import framed_table
from pat_core.text.markup import Markup, element

__all__ = ["compare_table", "score_table"]


def score_table(
    profile: Profile,
    instrument: Instrument,
    significance: Mapping[str, int | None] | None = None,
) -> Markup:
    """Return score, band and number of answers of each principle, then of the aggregate.

    If *significance* is given, by principle number, it has a column beside the scores.
    """
    rows = []
    for principle, (number, card) in zip(instrument.principles, profile.principles, strict=True):
        rated = None if significance is None else _rating(significance, number, instrument)
        rows.append(_row(principle.title, number, card, rated))
    rated = None if significance is None else "–"
    rows.append(_row(instrument.texts.aggregate_name, None, profile.aggregate, rated))
    headings = ["Principle", "Score", "Band", "Answered"]
    caption = "The same figures as in the picture."
    if significance is not None:
        headings.append("Significance")
        caption += " Significance stands beside the score and multiplies nothing."
    return framed_table(caption, headings, rows)


def compare_table(now: Profile, earlier: Profile, instrument: Instrument) -> Markup:
    """Return this result and an earlier one side by side, without a verdict on the difference."""
    rows = []
    for principle, (_, card), (_, before) in zip(
        instrument.principles, now.principles, earlier.principles, strict=True
    ):
        rows.append(_compare_row(principle.title, card, before))
    name = instrument.texts.aggregate_name
    rows.append(_compare_row(name, now.aggregate, earlier.aggregate))
    return framed_table(
        "This result beside the earlier one. A lower score can also mean that you see more, or say"
        " it more frankly.",
        ("Principle", "Earlier", "Now"),
        rows,
    )


def _row(name: str, number: str | None, card: ScoreCard, rated: str | None) -> Markup:
    """Return one row; *number* is that of its principle, None for the aggregate."""
    figure = element("td", figure_of(card), data_score=number, data_label="Score")
    return element(
        "tr",
        element("th", name, scope="row"),
        figure,
        element("td", card.band.span if card.band else "not certain yet", data_label="Band"),
        element("td", f"{card.answered} of {card.items}", data_label="Answered"),
        element("td", rated, data_label="Significance") if rated is not None else None,
    )


def _compare_row(name: str, now: ScoreCard, earlier: ScoreCard) -> Markup:
    return element(
        "tr",
        element("th", name, scope="row"),
        element("td", figure_of(earlier), data_label="Earlier"),
        element("td", figure_of(now), data_label="Now"),
    )


def _rating(significance: Mapping[str, int | None], number: str, instrument: Instrument) -> str:
    """Return the significance of one principle in words."""
    if number not in significance:
        return "not rated"
    labels = {point.value: point.label for point in instrument.significance.scale}
    point = significance[number]
    return "can't say" if point is None else labels[point]
