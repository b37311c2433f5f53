"""The section on where to start the discussion: five lists of statements, each with its rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.group.statistics.topics import FEWEST_FOR_CONSENSUS, RULES
from pat_core.reports.group.sections.words import code_mark, page_section, two_decimals
from pat_core.scoring.sides import split_answers
from pat_core.text.markup import Markup, element

if TYPE_CHECKING:
    from pat_core.documents.figures import ListName, StatementFigures
    from pat_core.documents.group import GroupDocument
    from pat_core.model import Instrument

__all__ = ["render_topics"]


def render_topics(document: GroupDocument, instrument: Instrument) -> Markup:
    """Return the lists in the order of ``RULES``, empty ones too; first how long each is."""
    return page_section(
        "topics",
        "Where to start the discussion",
        element("dl", (_count(name, document) for name in RULES), class_="pat-tiles pat-glance"),
        element("div", (_list(name, document, instrument) for name in RULES), class_="pat-lists"),
    )


def _count(name: ListName, document: GroupDocument) -> Markup:
    """Return how many statements are on a list, and which."""
    codes = document["lists"][name]
    return element(
        "div",
        element("dt", RULES[name].heading),
        element("dd", element("strong", str(len(codes))), element("span", " ".join(codes))),
    )


def _list(name: ListName, document: GroupDocument, instrument: Instrument) -> Markup:
    codes = document["lists"][name]
    texts = {statement.code: statement.text for statement in instrument.statements}
    items = [
        element(
            "li",
            code_mark(code),
            " ",
            element("span", texts[code], lang=instrument.texts.language),
            " ",
            element("span", _why(name, document["statements"][code]), class_="pat-why"),
        )
        for code in codes
    ]
    return element(
        "section",
        element("h4", RULES[name].heading),
        element("p", RULES[name].rule, class_="pat-rule"),
        element("ul", items, class_="pat-topics") if codes else element("p", _nothing(name)),
        data_list=name,
    )


def _why(name: ListName, figures: StatementFigures) -> str:
    """Return the counts that put a statement on a list."""
    agree, disagree = split_answers(figures["counts"])
    n, unknown = figures["n"], figures["cant_say"] + figures["blank"]
    if name == "not_known":
        return f"{unknown} of {n + unknown} can't say or gave no answer"
    if name == "strengths":
        return f"{agree} of {n} agree"
    if name == "concerns":
        return f"{disagree} of {n} disagree"
    words = f"{agree} agree, {disagree} disagree"
    if name == "least_agreed":
        return f"{words}; consensus {two_decimals(figures['consensus'])}"
    values = sorted(figures["counts"], key=int)
    low, high = figures["counts"][values[0]], figures["counts"][values[-1]]
    return (
        words if figures["divided"] else f"{words}; {high} strongly agree, {low} strongly disagree"
    )


def _nothing(name: ListName) -> str:
    if name == "least_agreed":
        return f"No statement has {FEWEST_FOR_CONSENSUS} answers."
    return "No statement."
