"""The same people in two rounds: how many went up, stayed, or went down, on a group's page."""

from pat_core.model import Instrument
from pat_core.reports.group.sections.words import (
    NONE,
    Figures,
    code_mark,
    counted,
    fold,
    plain_table,
)
from pat_core.text.markup import Child, Markup, element

__all__ = ["render_paired"]

_STEPS = ("up", "same", "down")
_HEADINGS = ("Up", "Same", "Down", "Pairs")
_ABOUT = (
    " put a random token of their own into their file, in both rounds. The counts below are of"
    " these people only. Up is more agreement, or a higher score."
)
_RULE = (
    "Our rule: a figure is withheld where fewer people than the threshold stand behind it, or where"
    " it would give away those few who gave no token, or answered in one round only."
)


def render_paired(paired: Figures, instrument: Instrument) -> Markup:
    """Return what has changed for those who are in both rounds by a token of their own."""
    scores = [
        _row(f"{p.number}. {p.name}", paired["principles"][p.number]) for p in instrument.principles
    ]
    answers = [
        _row([code_mark(s.code), " ", s.text], paired["statements"][s.code])
        for s in instrument.statements
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


def _row(name: Child, figures: Figures) -> list[Child]:
    if "withheld" in figures:
        return [name, *(NONE for _ in _STEPS), "withheld"]
    return [name, *(str(figures[step]) for step in _STEPS), str(figures["n"])]
