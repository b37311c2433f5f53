"""The section with the comments that the facilitator has released, away from every score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.reports.group.sections.words import code_mark, page_section
from pat_core.text.markup import Markup, element, isolated

if TYPE_CHECKING:
    from pat_core.documents.group import GroupDocument, ReleasedComment
    from pat_core.model import Instrument

__all__ = ["render_comments"]


def render_comments(document: GroupDocument, instrument: Instrument) -> Markup | None:
    """Return the released comments, in an order that gives nobody away."""
    if not document["comments"]:
        return None
    return page_section(
        "comments",
        "Comments",
        element(
            "p",
            "Released one by one by the facilitator, in an order that says nothing about who wrote"
            " what.",
        ),
        element(
            "ul",
            (_comment(comment, instrument) for comment in document["comments"]),
            class_="pat-answers pat-released",
        ),
    )


def _comment(comment: ReleasedComment, instrument: Instrument) -> Markup:
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
