"""A statement on a group's page: a bar, its counts, and how far people stand together.

The last is said in words, from five answers on; consensus and other indices are in the files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.drawing.diverging_bar import describe_answers, draw_diverging_bar
from pat_core.group.statistics.figures import shown
from pat_core.group.statistics.topics import FEWEST_FOR_CONSENSUS
from pat_core.reports.group.sections.words import code_mark, figure_of, one_decimal
from pat_core.scoring.sides import agreement_words
from pat_core.text.markup import Child, Markup, element

if TYPE_CHECKING:
    from pat_core.documents.figures import StatementFigures, Withheld
    from pat_core.documents.group import GroupDocument
    from pat_core.model import Instrument, Statement

__all__ = ["render_statement", "render_success_statement"]


def render_statement(
    statement: Statement, document: GroupDocument, instrument: Instrument
) -> Markup:
    """Return one statement with its bar and its figures."""
    code = statement.code
    text = [
        code_mark(code),
        " ",
        _in_its_language(statement.text, instrument),
    ]
    return _block(code, text, document["statements"][code], document, instrument)


def render_success_statement(document: GroupDocument, instrument: Instrument) -> Markup:
    """Return the statement on aims with its bar and its figures."""
    text = _in_its_language(instrument.success.statement, instrument)
    return _block("success", text, document["success"], document, instrument)


def _in_its_language(text: str, instrument: Instrument) -> Markup:
    return element("span", text, lang=instrument.texts.language)


def _block(
    code: str,
    text: Child,
    given: StatementFigures | Withheld,
    document: GroupDocument,
    instrument: Instrument,
) -> Markup:
    """Return a statement with its figures, and beside them its bar with the counts in words."""
    figures, people = shown(given), document["respondents"]
    if figures is None:
        why = f"Withheld: fewer than {document['threshold']} people answered it."
        return element(
            "div",
            element("p", text, class_="pat-statement-text"),
            element("p", why, class_="pat-counts"),
            class_="pat-group-statement",
            data_statement=code,
        )
    name, title = f"pat-bar-{code}", f"Answers: {code}"
    facts = (element("li", fact) for fact in _facts(figures, people))
    return element(
        "div",
        element(
            "div",
            element("p", text, class_="pat-statement-text"),
            element("ul", facts, class_="pat-stats"),
        ),
        element(
            "div",
            draw_diverging_bar(figures, people, instrument, name=name, title=title),
            element("p", describe_answers(figures, instrument), class_="pat-counts"),
        ),
        class_="pat-group-statement",
        data_statement=code,
    )


def _facts(figures: StatementFigures, people: int) -> list[Child]:
    """Return n, median and mean, and how far people agree if there are five answers or more."""
    n = figures["n"]
    facts: list[Child] = [f"{n:,} of {people:,} answered"]
    if n >= FEWEST_FOR_CONSENSUS:
        words = agreement_words(figures["counts"])
        is_split = words == "split"
        facts.append(element("strong", words, class_="pat-divided") if is_split else words)
    if n:
        once = figures.get("partner_mean")
        beside = "" if once is None else f" (each partner counted once: {one_decimal(once)})"
        facts.append(f"median {figure_of(figures['median'])}")
        facts.append(f"mean {one_decimal(figures['mean'])}{beside}")
    return facts
