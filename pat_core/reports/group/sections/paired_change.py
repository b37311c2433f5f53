"""The section on the same people in two rounds: how many went up, stayed, or went down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.reports.group.sections.words import (
    NONE,
    counted,
    fold,
    plain_table,
    statement_words,
)
from pat_core.text.markup import Child, Markup, element

if TYPE_CHECKING:
    from pat_core.documents.change import Paired, PairedChange
    from pat_core.model import Instrument

__all__ = ["render_paired"]

_HEADINGS = ("Up", "Same", "Down", "Pairs")
_ABOUT = (
    " put a random token of their own into their file, in both rounds. The counts below are of"
    " these people only. Up is more agreement, or a higher score."
)
_RULE = (
    "Our rule: a figure is withheld where fewer people than the threshold stand behind it, or where"
    " it would give away those few who gave no token, or answered in one round only."
)


def render_paired(paired: PairedChange, instrument: Instrument) -> Markup:
    """Return the change for those who gave the same token in both rounds."""
    scores = [_row(p.title, paired["principles"][p.number]) for p in instrument.principles]
    answers = [
        _row(statement_words(s), paired["statements"][s.code]) for s in instrument.statements
    ]
    return element(
        "section",
        element("h4", "The same people, earlier and now"),
        element("p", element("strong", counted(paired["n"])), _ABOUT),
        element("p", _RULE, class_="pat-rule"),
        plain_table(
            "Scores of the same people",
            ("Principle", *_HEADINGS),
            [*scores, _row(instrument.texts.aggregate_name, paired["aggregate"])],
        ),
        fold(
            "Answers of the same people",
            plain_table(
                "Answers of the same people",
                ("Statement", *_HEADINGS),
                [*answers, _row(instrument.success.statement, paired["success"])],
            ),
        ),
    )


def _row(name: Child, figures: Paired) -> list[Child]:
    if "withheld" in figures:
        return [name, NONE, NONE, NONE, "withheld"]
    steps = figures["up"], figures["same"], figures["down"], figures["n"]
    return [name, *map(str, steps)]
