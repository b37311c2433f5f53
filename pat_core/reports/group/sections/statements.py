"""A statement on a group's page: a bar, its counts, and how far people agree.

Consensus and "divided" are shown from five answers on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.drawing.diverging_bar import describe_answers, draw_diverging_bar
from pat_core.group.statistics.topics import FEWEST_FOR_CONSENSUS
from pat_core.reports.group.sections.words import (
    NONE,
    code_mark,
    figure_of,
    fold,
    one_decimal,
    plain_table,
    two_decimals,
)
from pat_core.text.markup import Child, Markup, element

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pat_core.documents.figures import StatementFigures
    from pat_core.documents.group import GroupDocument
    from pat_core.model import Instrument, Statement

__all__ = ["render_firmness", "render_statement", "render_success_statement"]


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
    figures: StatementFigures,
    document: GroupDocument,
    instrument: Instrument,
) -> Markup:
    """Return a statement with its figures, and beside them its bar with the counts in words."""
    people = document["respondents"]
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
        facts.append(f"consensus {two_decimals(figures['consensus'])}")
        if figures["divided"]:
            facts.append(element("strong", "divided", class_="pat-divided"))
    if n:
        once = figures.get("partner_mean")
        beside = "" if once is None else f" (each partner counted once: {one_decimal(once)})"
        facts.append(f"median {figure_of(figures['median'])}")
        facts.append(f"mean {one_decimal(figures['mean'])}{beside}")
    return facts


def render_firmness(
    name: str, codes: Sequence[str], statements: Mapping[str, StatementFigures], respondents: int
) -> Markup | None:
    """Return, in a fold, how firm the agreement on these statements is; none from few answers."""
    shown = [code for code in codes if statements[code]["n"] >= FEWEST_FOR_CONSENSUS]
    if not shown:
        return None
    rows = [
        (
            code_mark(code),
            two_decimals(statements[code]["consensus"]),
            _by_chance(statements[code]["chance"]),
            _without_one(statements[code]["consensus_without_one"]),
        )
        for code in shown
    ]
    return fold(
        f"How firm is the agreement on {name}?",
        element(
            "p",
            "The third column says how often as many people would agree at least as much if each"
            " answered by chance. Read it as a floor: where it is high, do not build on the"
            " agreement. Where it is low, that proves nothing, since people who answer alike may"
            " only be polite. The last column says how far one person could move the consensus.",
        ),
        plain_table(
            f"Agreement among {respondents} people, from {FEWEST_FOR_CONSENSUS} answers on",
            ("Statement", "Consensus", "By chance", "With any one left out"),
            rows,
        ),
    )


def _by_chance(chance: float | None) -> str:
    if chance is None:
        return "not worked out for so many"
    if chance < 0.001:
        return "under 1 in 1,000"
    return f"{100 * chance:.1f}%" if chance < 0.1 else f"{100 * chance:.0f}%"


def _without_one(ends: Sequence[float] | None) -> str:
    return NONE if ends is None else f"{ends[0]:.2f} to {ends[1]:.2f}"
