"""The sections on significance, beside the scores, and on success."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.drawing.rank_chart import draw_rank_chart, ranked_principles
from pat_core.group.statistics.figures import has_band
from pat_core.group.statistics.topics import FEWEST_FOR_CONSENSUS
from pat_core.reports.group.sections.statements import render_success_statement
from pat_core.reports.group.sections.words import (
    NONE,
    band_words,
    figure_of,
    one_decimal,
    page_section,
    plain_table,
)
from pat_core.text.markup import Child, Markup, element

if TYPE_CHECKING:
    from pat_core.documents.figures import RatingAgreement
    from pat_core.documents.group import GroupDocument
    from pat_core.model import Instrument, Principle

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
        _agreement(document["significance_agreement"]),
        led=2,
    )


def _table(document: GroupDocument, instrument: Instrument) -> Markup:
    rows = [
        _row(principle, document)
        for principle in ranked_principles(document["significance"], instrument)
    ]
    points = sorted(point.value for point in instrument.significance.scale)
    once = ["Each partner once"] if _has_partners(document) else []
    headings = [
        *("Principle", "Rank", "Mean significance"),
        *once,
        *("Median", "Rated by", "Mean score", "Band"),
    ]
    caption = f"The same figures. Significance runs from {points[0]} to {points[-1]}."
    return plain_table(caption, headings, rows)


def _has_partners(document: GroupDocument) -> bool:
    return any(r.get("partner_mean") is not None for r in document["significance"].values())


def _row(principle: Principle, document: GroupDocument) -> list[Child]:
    number = principle.number
    rated, scored = document["significance"][number], document["principles"][number]
    return [
        principle.title,
        figure_of(rated["rank"]),
        one_decimal(rated["mean"]),
        *([one_decimal(rated.get("partner_mean"))] if _has_partners(document) else []),
        figure_of(rated["median"]),
        str(rated["n"]),
        one_decimal(scored["mean"]) if has_band(scored) else NONE,
        band_words(scored),
    ]


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
    """Return the answers on aims, beside the median of the aggregate."""
    aggregate = document["aggregate"]
    people = document["respondents"]
    top = instrument.aggregate_bands[0].high
    beside = "It stands outside every score."
    if has_band(aggregate):
        beside += (
            " Beside it, the scores are about how you work together: the aggregate's median"
            f" is {figure_of(aggregate['median'])} of {top} ({aggregate['n']} of {people}"
            " complete). Where the two differ, ask why."
        )
    return page_section(
        "success",
        "Achieving its aims",
        render_success_statement(document, instrument),
        element("p", beside),
    )
