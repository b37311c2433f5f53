"""Significance beside score on a group's page, how far people agree on it, and success."""

from pat_core.drawing.rank_chart import draw_rank_chart, ranked_principles
from pat_core.group.statistics.topics import FEWEST_FOR_CONSENSUS
from pat_core.model import Instrument
from pat_core.reports.group.sections.statements import render_firmness, render_success_statement
from pat_core.reports.group.sections.words import (
    NONE,
    Figures,
    band_words,
    figure_of,
    one_decimal,
    part,
    plain_table,
    two_decimals,
)
from pat_core.text.markup import Child, Markup, element

__all__ = ["render_significance", "render_success"]


def render_significance(document: Figures, instrument: Instrument) -> Markup:
    """Return ranks and scores side by side, and how far people agree on the ranks."""
    return part(
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


def _table(document: Figures, instrument: Instrument) -> Markup:
    rows = [
        _row(p.number, p.name, document)
        for p in ranked_principles(document["significance"], instrument)
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


def _has_partners(document: Figures) -> bool:
    return any(each["partner_mean"] is not None for each in document["significance"].values())


def _row(number: str, name: str, document: Figures) -> list[Child]:
    rated, scored = document["significance"][number], document["principles"][number]
    is_shown = scored["reading"]["kind"] != "incomplete"
    return [
        f"{number}. {name}",
        figure_of(rated["rank"]),
        one_decimal(rated["mean"]),
        *([one_decimal(rated["partner_mean"])] if _has_partners(document) else []),
        figure_of(rated["median"]),
        str(rated["n"]),
        one_decimal(scored["mean"]) if is_shown else NONE,
        band_words(scored) if is_shown else "none: too few complete",
    ]


def _agreement(figures: Figures) -> Markup:
    """Return Kendall's W from five raters on, beside its average by chance."""
    n, found = figures["n"], figures["kendall_w"]
    if n < FEWEST_FOR_CONSENSUS:
        words = (
            f"How far people agree on the ranks is shown where {FEWEST_FOR_CONSENSUS} people or"
            f" more rated all six. Here it is {n}."
        )
        return element("p", words, data_agreement="few")
    if found is None:
        words = (
            f"Each of the {n} people who rated all six gave them one and the same rating, so there"
            " are no ranks to agree on."
        )
        return element("p", words, data_agreement="none")
    return element(
        "p",
        "Agreement on the ranks (Kendall's W): ",
        element("strong", two_decimals(found)),
        f" over the {n} people who rated all six. 1 would be the same order for all; chance alone"
        f" gives {two_decimals(figures['by_chance'])} on average.",
        data_agreement="shown",
    )


def render_success(document: Figures, instrument: Instrument) -> Markup:
    """Return the answers on aims, beside the mean of the aggregate."""
    figures, aggregate = document["success"], document["aggregate"]
    people = document["respondents"]
    top = instrument.aggregate_bands[0].high
    beside = "It stands outside every score."
    if aggregate["reading"]["kind"] != "incomplete":
        beside += (
            " Beside it, the scores are about how you work together: the aggregate's median"
            f" is {figure_of(aggregate['median'])} of {top} ({aggregate['n']} of {people}"
            " complete). Where the two differ, ask why."
        )
    return part(
        "success",
        "Achieving its aims",
        render_success_statement(document, instrument),
        element("p", beside),
        render_firmness("success", ["success"], {"success": figures}, people),
    )
