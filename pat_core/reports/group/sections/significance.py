"""The sections on significance, beside the scores, and on success."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.drawing.rank_chart import draw_rank_chart, ranked_principles
from pat_core.group.statistics.topics import FEWEST_FOR_CONSENSUS
from pat_core.reports.group.sections.statements import render_success_statement
from pat_core.reports.group.sections.words import (
    average_cell,
    band_words,
    figure_of,
    one_decimal,
    page_section,
    plain_table,
)
from pat_core.text.markup import Child, Markup, element

if TYPE_CHECKING:
    from pat_core.documents.figures import RatingAgreement, SignificanceFigures, Withheld
    from pat_core.documents.group import GroupDocument
    from pat_core.model import Instrument

__all__ = ["render_significance", "render_success"]

_BY_CHANCE = 2.1
"""Kendall's W times the number of people, below which it may well be by chance."""
_MOSTLY = 0.5
"""Kendall's W from which people largely agree on the order."""


def render_significance(document: GroupDocument, instrument: Instrument) -> Markup:
    """Return ranks and scores side by side, and how far people agree on the ranks."""
    return page_section(
        "significance",
        "Significance beside score",
        element(
            "p",
            "The principle that people find most significant now stands first. The two figures are"
            " not multiplied: a high score on a principle of little significance is no waste, and"
            " what to do first is for you to say.",
        ),
        element(
            "figure",
            draw_rank_chart(
                document["significance"], document["principles"], instrument, name="pat-ranks"
            ),
            class_="pat-figure-ranks",
        ),
        _table(document, instrument),
        _why_withheld(document),
        _agreement(document["significance_agreement"]),
        led=2,
    )


def _table(document: GroupDocument, instrument: Instrument) -> Markup:
    has_partners = any(
        "withheld" not in rated and rated["partner_mean"] is not None
        for rated in document["significance"].values()
    )
    rows = [
        [
            principle.title,
            *_rating_cells(document["significance"][principle.number], has_partners=has_partners),
            average_cell(document["principles"][principle.number], principle.bands),
            band_words(document["principles"][principle.number], principle.bands),
        ]
        for principle in ranked_principles(document["significance"], instrument)
    ]
    points = sorted(point.value for point in instrument.significance.scale)
    headings = [
        *("Principle", "Rank", "Mean significance"),
        *(["Each partner once"] if has_partners else []),
        *("Median", "Rated by", "Average score", "Band"),
    ]
    caption = f"The same figures. Significance runs from {points[0]} to {points[-1]}."
    return plain_table(caption, headings, rows)


def _rating_cells(rated: SignificanceFigures | Withheld, *, has_partners: bool) -> list[Child]:
    """Return the cells on significance: "withheld" in each, where it is."""
    if "withheld" in rated:
        return ["withheld"] * (5 if has_partners else 4)
    return [
        figure_of(rated["rank"]),
        one_decimal(rated["mean"]),
        *([one_decimal(rated["partner_mean"])] if has_partners else []),
        figure_of(rated["median"]),
        str(rated["n"]),
    ]


def _why_withheld(document: GroupDocument) -> Markup | None:
    """Return why ratings are withheld, where any are."""
    if not any("withheld" in rated for rated in document["significance"].values()):
        return None
    return element(
        "p", f"Withheld: fewer than {document['threshold']} people rated it.", class_="pat-note"
    )


def _agreement(figures: RatingAgreement) -> Markup:
    """Return in words how far people agree on the ranks, from five raters on."""
    n, w = figures["n"], figures["kendall_w"]
    if n < FEWEST_FOR_CONSENSUS:
        words = (
            f"How far people agree on the ranks is shown where {FEWEST_FOR_CONSENSUS} people or"
            f" more rated all six. Here it is {n}."
        )
        return element("p", words, data_agreement="few")
    if w is None:
        words = (
            "How far people agree on the ranks is not shown: not everybody rated all six, or each"
            " gave all six one and the same rating."
        )
        return element("p", words, data_agreement="none")
    people = f"the {n} people who rated all six"
    return element("p", f"{_common_order(w, n)} of {people}.", data_agreement="shown")


def _common_order(w: float, n: int) -> str:
    """Return in words how alike *n* people put the principles in order; *w* is Kendall's W.

    What people who rate by chance exceed one time in twenty is about 2.1 / n: .42, .35, .27 and .21
    for 5, 6, 8 and 10 people (see the method page). Below it, no common order can be told from
    chance. From .5 on, most of the spread of the ranks is common to all. The rule is ours.
    """
    if w * n < _BY_CHANCE:
        return "There is no common order among the ratings"
    if w < _MOSTLY:
        return "There is a common order, with many exceptions, among the ratings"
    return "There is largely one order among the ratings"


def render_success(document: GroupDocument, instrument: Instrument) -> Markup:
    """Return the answers on aims, beside the average of the aggregate."""
    aggregate = document["aggregate"]
    bands = instrument.aggregate_bands
    beside = "It stands outside every score."
    if aggregate["estimate"] is not None:
        beside += (
            " Beside it, the scores are about how you work together: the average of the aggregate"
            f" is {average_cell(aggregate, bands)} of {bands[0].high}. Where the two differ, ask"
            " why."
        )
    return page_section(
        "success",
        "Achieving its aims",
        render_success_statement(document, instrument),
        element("p", beside),
    )
