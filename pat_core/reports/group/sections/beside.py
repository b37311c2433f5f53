"""The section with another group beside this one: the same figures, and no judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.group.document.beside import other_name
from pat_core.reports.group.sections.words import (
    NONE,
    counted,
    day_of,
    fold,
    one_decimal,
    page_section,
    plain_table,
    statement_words,
)
from pat_core.scoring.sides import split_answers
from pat_core.text.markup import Child, Markup, element, isolated

if TYPE_CHECKING:
    from pat_core.documents.change import BesideDocument, EstimateFigures, SupportFigures
    from pat_core.documents.figures import ScoreFigures, StatementFigures, Withheld
    from pat_core.documents.group import GroupDocument
    from pat_core.model import Instrument

__all__ = ["render_beside"]

_RULE = (
    "The figures of each group are those that it shows by itself. They are for a conversation, not"
    " for ranking."
)


def render_beside(document: GroupDocument, instrument: Instrument) -> Markup | None:
    """Return the figures of both groups side by side, if there is another one."""
    beside = document.get("beside")
    if not beside:
        return None
    return page_section(
        "beside",
        "Beside another group",
        _head(beside, document),
        [element("p", remark, class_="pat-warning") for remark in beside["remarks"]],
        element("p", beside["withheld"], class_="pat-withheld")
        if beside["withheld"]
        else _tables(beside, document, instrument),
    )


def _head(beside: BesideDocument, document: GroupDocument) -> Markup:
    return element(
        "p",
        "The other group: ",
        isolated(other_name(beside)),
        ", ",
        day_of(beside["made_at"]),
        f", {counted(beside['respondents'])}. This group: {counted(document['respondents'])}.",
    )


def _tables(
    beside: BesideDocument, document: GroupDocument, instrument: Instrument
) -> list[Markup]:
    scores = [
        [p.title, *_estimates(document["principles"][p.number], beside["principles"][p.number])]
        for p in instrument.principles
    ]
    scores.append(
        [instrument.texts.aggregate_name, *_estimates(document["aggregate"], beside["aggregate"])]
    )
    answers: list[list[Child]] = [
        [
            statement_words(statement),
            _own_support(document["statements"][statement.code]),
            _support(beside["statements"][statement.code]),
        ]
        for statement in instrument.statements
    ]
    answers.append(
        [
            instrument.success.statement,
            _own_support(document["success"]),
            _support(beside["success"]),
        ]
    )
    headings = ("This group", "The other group")
    return [
        element("p", _RULE),
        plain_table("Averages of both groups", ("Principle", *headings), scores),
        fold(
            "All statements",
            plain_table("Who agrees in both groups", ("Statement", *headings), answers),
        ),
    ]


def _estimates(own: ScoreFigures, other: EstimateFigures) -> list[Child]:
    return [_estimate(own["estimate"], own["band"]), _estimate(other["estimate"], other["band"])]


def _estimate(estimate: float | None, band: list[int] | None) -> Child:
    """Return an estimate, and in brackets its band if that is certain."""
    if estimate is None or band is None:
        return one_decimal(estimate)
    return f"{estimate:.1f} (band {band[0]}–{band[1]})"


def _own_support(figures: StatementFigures | Withheld) -> str:
    if "withheld" in figures:
        return "withheld"
    return _support({"agree": split_answers(figures["counts"])[0], "n": figures["n"]})


def _support(figures: SupportFigures | Withheld) -> str:
    if "withheld" in figures:
        return "withheld"
    return f"{figures['agree']} of {figures['n']} agree" if figures["n"] else NONE
