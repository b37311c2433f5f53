"""The section on where to start: topics and a strength; below, five lists with their rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.group.statistics.figures import shown
from pat_core.group.statistics.start import START_RULE, STRENGTH_RULE
from pat_core.group.statistics.topics import FEWEST_FOR_CONSENSUS, RULES
from pat_core.reports.group.sections.words import code_mark, fold, page_section
from pat_core.scoring.sides import split_answers
from pat_core.text.markup import Child, Markup, element

if TYPE_CHECKING:
    from pat_core.documents.figures import ListName, StartTopic
    from pat_core.documents.group import GroupDocument
    from pat_core.model import Instrument

__all__ = ["render_topics"]


def render_topics(document: GroupDocument, instrument: Instrument) -> Markup:
    """Return the topics to start with and a strength; then, folded, the five lists."""
    start = document["start"]
    strength = start["strength"]
    counts = (_count(name, document) for name in RULES)
    lists = (_list(name, document, instrument) for name in RULES)
    return page_section(
        "topics",
        "Where to start",
        element("ol", (_topic(topic, instrument) for topic in start["topics"]), class_="pat-start")
        if start["topics"]
        else element("p", element("strong", "Nothing stands out.")),
        strength and element("h4", "One strength to keep and spread"),
        strength and element("ul", _topic(strength, instrument), class_="pat-start"),
        fold(
            "How these are chosen, and five lists of statements",
            element("p", START_RULE, class_="pat-rule"),
            element("p", STRENGTH_RULE, class_="pat-rule"),
            element("dl", counts, class_="pat-tiles pat-glance"),
            element("div", lists, class_="pat-lists"),
        ),
    )


def _topic(topic: StartTopic, instrument: Instrument) -> Markup:
    """Return a topic, by the name of its principle or the text of its one statement."""
    titles: dict[str, Child] = {f"principle-{p.number}": p.title for p in instrument.principles}
    for statement in instrument.statements:
        words = element("span", statement.text, lang=instrument.texts.language)
        titles[statement.code] = [code_mark(statement.code), " ", words]
    why = element("span", topic["why"], class_="pat-why")
    return element("li", element("strong", titles[topic["topic"]]), " ", why)


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
            element("span", _why(name, code, document), class_="pat-why"),
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


def _why(name: ListName, code: str, document: GroupDocument) -> str:
    """Return the counts that put a statement on a list."""
    figures = shown(document["statements"][code])
    if figures is None:
        return ""
    agree, disagree = split_answers(figures["counts"])
    n, unknown = figures["n"], figures["cant_say"] + figures["blank"]
    if name == "not_known":
        return f"{unknown} of {n + unknown} can't say or gave no answer"
    if name == "strengths":
        return f"{agree} of {n} agree"
    if name == "concerns":
        return f"{disagree} of {n} disagree"
    words = f"{agree} agree, {disagree} disagree"
    values = sorted(figures["counts"], key=int)
    low, high = figures["counts"][values[0]], figures["counts"][values[-1]]
    if name == "differing" and not figures["divided"]:
        words += f"; {high} strongly agree, {low} strongly disagree"
    return words


def _nothing(name: ListName) -> str:
    if name == "least_agreed":
        return f"No statement has {FEWEST_FOR_CONSENSUS} answers."
    return "No statement."
