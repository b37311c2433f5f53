"""The section on subgroups by one kind of label: what may be shown of each, what is withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.group.statistics.tally import NOT_GIVEN
from pat_core.modes import has_threshold
from pat_core.reports.group.sections.words import (
    NONE,
    choices_of,
    fold,
    label_words,
    one_decimal,
    page_section,
    plain_table,
    statement_words,
)
from pat_core.scoring.sides import split_answers
from pat_core.text.markup import Child, Markup, element

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pat_core.documents.figures import (
        LabelKind,
        NearlyAll,
        ScoreCounts,
        StatementCounts,
        SubgroupEstimate,
        SubgroupFigures,
        Withheld,
    )
    from pat_core.documents.group import GroupDocument
    from pat_core.model import Instrument

__all__ = ["render_subgroups"]

_KINDS = {"level": "By level", "sector": "By sector", "organisation": "By organisation"}
_WITHHELD = "withheld"


def render_subgroups(document: GroupDocument, instrument: Instrument) -> Markup | None:
    """Return the subgroups side by side; nothing where there are none."""
    for kind, subgroups in document["by"].items():
        shown = {
            label: subgroup
            for label in _ordered(list(subgroups), kind, instrument)
            for subgroup in [subgroups[label]]
            if "withheld" not in subgroup
        }
        return page_section(
            "parts",
            _KINDS[kind],
            _rule(document),
            _withheld(kind, document, instrument),
            _tables(kind, shown, instrument) if shown else None,
        )
    return None


def _rule(document: GroupDocument) -> Markup | None:
    """Return why some figures are missing, in a round that withholds any."""
    if not has_threshold(document["mode"]):
        return None
    return element(
        "p",
        f"A part is shown only where at least {document['threshold']} people stand behind it, its"
        " averages are in whole points, and what could tell the answers of single people is"
        " withheld. The facilitator holds the files and can read each of them: this is a rule for"
        " what is shown.",
    )


def _withheld(kind: LabelKind, document: GroupDocument, instrument: Instrument) -> Markup | None:
    """Name the subgroups of which nothing is shown, and say why."""
    subgroups, fewest = document["by"][kind], document["threshold"]
    labels = [label for label, subgroup in subgroups.items() if "withheld" in subgroup]
    if document["parts_withheld"]:
        return element("p", document["parts_withheld"], class_="pat-withheld")
    if not labels:
        return None
    names: list[Child] = []
    for place, label in enumerate(_ordered(labels, kind, instrument)):
        names += [", " if place else None, label_words(label, kind, instrument)]
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
    """Return codes in the order of the instrument, names as they are, and "not given" last."""
    codes = [choice.code for choice in choices_of(kind, instrument)]

    def place(label: str) -> tuple[bool, int]:
        return label == NOT_GIVEN, codes.index(label) if label in codes else len(codes)

    return sorted(labels, key=place)


def _tables(
    kind: LabelKind, shown: Mapping[str, SubgroupFigures], instrument: Instrument
) -> list[Markup]:
    """Return the means of each principle and, in a fold, how many agree with each statement."""
    headings: list[Child] = [
        [label_words(label, kind, instrument), f" ({subgroup['n']})"]
        for label, subgroup in shown.items()
    ]
    principles: list[list[Child]] = [
        [p.title, *_cells(headings, [_average(s["principles"][p.number]) for s in shown.values()])]
        for p in instrument.principles
    ]
    totals = [s["aggregate"] for s in shown.values() if "aggregate" in s]
    if totals and len(totals) == len(shown):
        name = instrument.texts.aggregate_name
        principles.append([name, *_cells(headings, list(map(_average, totals)))])
    statements = [
        [
            statement_words(statement),
            *_cells(headings, [_agree(s["statements"][statement.code]) for s in shown.values()]),
        ]
        for statement in instrument.statements
    ]
    averages = "Average, over all answers"
    agree = "How many agree, of those who answered"
    return [
        plain_table(averages, ["Principle", *headings], principles),
        fold(
            "Who agrees with each statement",
            plain_table(agree, ["Statement", *headings], statements),
        ),
    ]


def _cells(headings: Sequence[Child], figures: Sequence[str]) -> list[Markup]:
    """Return a cell for each subgroup; on a narrow screen it names the subgroup itself."""
    return [
        element("td", element("span", heading, ": ", class_="pat-cell-label"), figure)
        for heading, figure in zip(headings, figures, strict=True)
    ]


def _average(figures: ScoreCounts | SubgroupEstimate | Withheld) -> str:
    if "withheld" in figures:
        return _WITHHELD
    estimate, band = figures["estimate"], figures["band"]
    if estimate is None:
        return NONE
    number = f"{estimate}" if isinstance(estimate, int) else one_decimal(estimate)
    return f"{number} ({band[0]}–{band[1]})" if band else number


def _agree(figures: StatementCounts | NearlyAll | Withheld) -> str:
    if "withheld" in figures:
        return _WITHHELD
    if "nearly_all" in figures:
        return f"nearly all {figures['nearly_all']}"
    return f"{split_answers(figures['counts'])[0]} of {figures['n']}" if figures["n"] else NONE
