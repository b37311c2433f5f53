"""The parts of a group by one kind of label: what may be shown of each, and what is withheld."""

from collections.abc import Callable, Sequence

from pat_core.group.statistics.tally import NOT_GIVEN
from pat_core.model import Instrument
from pat_core.reports.group.sections.words import (
    NONE,
    Figures,
    choices_of,
    code_mark,
    fold,
    label_of,
    one_decimal,
    part,
    plain_table,
)
from pat_core.scoring.sides import split_answers
from pat_core.text.markup import Child, Markup, element

__all__ = ["render_parts"]

_KINDS = {"level": "By level", "sector": "By sector", "organisation": "By organisation"}
_WITHHELD = "withheld"


def render_parts(document: Figures, instrument: Instrument) -> Markup | None:
    """Return the parts side by side; nothing where the group was not looked at by a label."""
    for kind, parts in document["by"].items():
        shown = [label for label in parts if _WITHHELD not in parts[label]]
        return part(
            "parts",
            _KINDS[kind],
            _rule(document["threshold"]),
            _withheld(kind, document, instrument),
            _tables(kind, parts, _ordered(shown, kind, instrument), instrument) if shown else None,
        )
    return None


def _rule(threshold: int) -> Markup:
    return element(
        "p",
        f"A figure is shown only where at least {threshold} people stand behind it, and where those"
        " who are left out cannot be worked out from the rest. The facilitator holds the files and"
        " can read each of them: this is a rule for what is shown.",
    )


def _withheld(kind: str, document: Figures, instrument: Instrument) -> Markup | None:
    """Name the parts of which nothing is shown, with the reason that covers each."""
    parts, fewest = document["by"][kind], document["threshold"]
    labels = [label for label in parts if _WITHHELD in parts[label]]
    if document["parts_withheld"]:
        return element("p", document["parts_withheld"], class_="pat-withheld")
    if not labels:
        return None
    names: list[Child] = []
    for place, label in enumerate(_ordered(labels, kind, instrument)):
        names += [", " if place else None, label_of(label, kind, instrument)]
    return element(
        "p",
        element("strong", "Withheld: "),
        names,
        f". Each has fewer than {fewest} people, or is left out so that those with fewer cannot be"
        " worked out."
        if len(labels) > 1
        else f". It has fewer than {fewest} people.",
        class_="pat-withheld",
    )


def _ordered(labels: Sequence[str], kind: str, instrument: Instrument) -> list[str]:
    """Return codes in the order of the instrument, names as they come, and "not given" last."""
    codes = [choice.code for choice in choices_of(kind, instrument)]

    def place(label: str) -> tuple[bool, int]:
        return label == NOT_GIVEN, codes.index(label) if label in codes else len(codes)

    return sorted(labels, key=place)


def _tables(
    kind: str, parts: Figures, shown: Sequence[str], instrument: Instrument
) -> list[Markup]:
    """Return the means of each principle, and behind a fold who agrees with each statement."""
    columns: list[tuple[Child, Figures]] = [
        ([label_of(label, kind, instrument), f" ({parts[label]['n']})"], parts[label])
        for label in shown
    ]
    principles = [
        [f"{p.number}. {p.name}", *_cells(columns, "principles", p.number, _mean)]
        for p in instrument.principles
    ]
    statements = [
        [
            [code_mark(s.code), " ", s.text],
            *_cells(columns, "statements", s.code, _agree),
        ]
        for s in instrument.statements
    ]
    headings = [heading for heading, _ in columns]
    means = "Mean score, and how many have a complete one"
    agree = "How many agree, of those who answered"
    return [
        plain_table(means, ["Principle", *headings], principles),
        fold(
            "Who agrees with each statement",
            plain_table(agree, ["Statement", *headings], statements),
        ),
    ]


def _cells(
    columns: Sequence[tuple[Child, Figures]],
    place: str,
    key: str,
    words: Callable[[Figures], str],
) -> list[Markup]:
    """Return a figure of each part; on a narrow screen the cell itself says of which."""
    return [
        element(
            "td",
            element("span", heading, ": ", class_="pat-cell-label"),
            words(figures[place][key]),
        )
        for heading, figures in columns
    ]


def _mean(figures: Figures) -> str:
    if _WITHHELD in figures:
        return _WITHHELD
    return f"{one_decimal(figures['mean'])} (n {figures['n']})" if figures["n"] else NONE


def _agree(figures: Figures) -> str:
    if _WITHHELD in figures:
        return _WITHHELD
    return f"{split_answers(figures['counts'])[0]} of {figures['n']}" if figures["n"] else NONE
