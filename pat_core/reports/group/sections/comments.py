"""The comments that the facilitator has released, away from every score."""

from collections.abc import Mapping
from typing import Any

from pat_core.model import Instrument
from pat_core.reports.group.sections.words import Figures, code_mark, part
from pat_core.text.markup import Markup, element, isolated

__all__ = ["render_comments"]


def render_comments(document: Figures, instrument: Instrument) -> Markup | None:
    """Return the released comments in the order of the group file, which says nothing."""
    if not document["comments"]:
        return None
    return part(
        "comments",
        "Comments",
        element(
            "p",
            "Released one by one by the facilitator, in an order that says nothing about who wrote"
            " what.",
        ),
        element(
            "ul",
            (_comment(each, instrument) for each in document["comments"]),
            class_="pat-answers pat-released",
        ),
    )


def _comment(comment: Mapping[str, Any], instrument: Instrument) -> Markup:
    texts = {statement.code: statement.text for statement in instrument.statements}
    place = comment["place"]
    return element(
        "li",
        code_mark(place) if place in texts else None,
        " " if place in texts else None,
        texts.get(place, instrument.success.statement),
        element("p", isolated(comment["text"]), class_="pat-comment"),
        element("p", "In the facilitator's words.", class_="pat-hint")
        if comment["reworded"]
        else None,
    )
