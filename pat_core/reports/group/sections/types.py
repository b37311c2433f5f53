"""The section on partnership types: what people chose, now and needed, and whether they agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.drawing.type_grid import draw_type_grid
from pat_core.reports.group.sections.words import bullets, counted, page_section
from pat_core.scoring.typology import describe_gap
from pat_core.text.markup import Markup, element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pat_core.documents.figures import TypeFigures, TypeTime, Withheld
    from pat_core.documents.group import GroupDocument
    from pat_core.documents.result import TypeDocument
    from pat_core.model import Instrument, Typology

__all__ = ["render_types"]

_QUESTIONS: Sequence[tuple[TypeTime, str]] = (
    ("now", "As it is now"),
    ("needed", "As it needs to be"),
)


def render_types(document: GroupDocument, instrument: Instrument) -> Markup:
    """Return a grid for each of the two questions, and the gap between the two types."""
    typology = instrument.typology
    shared = [_shared_type(document["typology"][when]) for when, _ in _QUESTIONS]
    gap: tuple[str, ...] = ()
    if all(shared):
        gap = describe_gap(_type_in(shared[0]), _type_in(shared[1]), typology)
    return page_section(
        "types",
        "Type of partnership",
        element(
            "div",
            (_question(when, heading, document, typology) for when, heading in _QUESTIONS),
            class_="pat-grids",
        ),
        [element("p", sentence) for sentence in gap],
        led=1,
    )


def _type_in(cell: str) -> TypeDocument:
    level, function = cell.split("/")
    return {"collaboration": level, "function": function}


def _question(when: TypeTime, heading: str, document: GroupDocument, typology: Typology) -> Markup:
    """Return the answers to one of the two questions, or why they are withheld."""
    figures = document["typology"][when]
    if "withheld" in figures:
        why = f"Withheld: fewer than {document['threshold']} people chose a type."
        body: list[Markup] = [element("p", why)]
    else:
        title = f"Type: {heading.lower()}"
        body = [element("p", _say_how_alike(figures))]
        body += _chosen(figures, typology, f"pat-types-{when}", title) if figures["n"] else []
    return element("section", element("h4", heading), body, data_types=when)


def _chosen(figures: TypeFigures, typology: Typology, name: str, title: str) -> list[Markup]:
    """Return how many chose each type, as a picture and as a list with the most frequent first."""
    cells = sorted(figures["cells"].items(), key=lambda pair: (-pair[1], pair[0]))
    return [
        element(
            "figure",
            draw_type_grid(figures, typology, name=name, title=title),
            class_="pat-figure-types",
        ),
        bullets(f"{_label(cell, typology)}: {times} of {figures['n']}" for cell, times in cells),
    ]


def _say_how_alike(figures: TypeFigures) -> str:
    """Say whether those who chose agree. Our own rule: two thirds of them chose the same type."""
    n, cells = figures["n"], figures["cells"]
    if not n:
        return "Nobody chose a type."
    if n == 1:
        return "One person chose a type."
    if len(cells) == 1:
        return f"All {n} who chose see the same type."
    if _shared_type(figures):
        most, others = max(cells.values()), counted(len(cells) - 1, "other type", "other types")
        return f"Most see the same type: {most} of the {n} who chose. The rest see {others}."
    return f"People do not share one picture: the {n} who chose see {len(cells)} types."


def _shared_type(figures: TypeFigures | Withheld) -> str:
    """Return the type that two thirds or more of those who chose named; empty for none."""
    if "withheld" in figures:
        return ""
    shared = [cell for cell, times in figures["cells"].items() if 3 * times >= 2 * figures["n"]]
    return shared[0] if shared else ""


def _label(cell: str, typology: Typology) -> str:
    level, function = cell.split("/")
    labels = {
        choice.code: choice.label for choice in (*typology.collaborations, *typology.functions)
    }
    return f"{labels[level]} · {labels[function]}"
