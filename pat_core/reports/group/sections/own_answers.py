"""The group's own answers, each beside the counts of what people answered by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.group.round.plans import counts_for
from pat_core.reports.group.sections.plan_table import topic_words
from pat_core.reports.group.sections.words import NONE, page_section, plain_table
from pat_core.text.markup import Child, Markup, element, isolated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pat_core.documents.group import GroupDocument
    from pat_core.documents.plan import OwnAnswer
    from pat_core.model import Instrument

__all__ = ["own_answers_table", "render_own_answers"]


def render_own_answers(document: GroupDocument, instrument: Instrument) -> Markup | None:
    """Return what the group answered together, if it did."""
    own = document["own"]
    if not own:
        return None
    return page_section(
        "own",
        "The group’s own answers",
        element("p", "Agreed in discussion. They enter no figure in this report."),
        own_answers_table("The group’s own answers", own, document, instrument),
    )


def own_answers_table(
    caption: str, own: Mapping[str, OwnAnswer], document: GroupDocument, instrument: Instrument
) -> Markup:
    """Return a row for each topic: the group's sentence, and the counts in *document*."""
    points = {point.value: point.label for point in instrument.scale}
    rows: list[list[Child]] = [
        [
            topic_words(topic, instrument),
            isolated(answer["sentence"]),
            points[answer["answer"]] if "answer" in answer else NONE,
            counts_for(topic, document) or NONE,
        ]
        for topic, answer in own.items()
    ]
    headings = ["Topic", "The group’s own answer", "On the scale", "Private answers"]
    if all("answer" not in answer for answer in own.values()):
        del headings[2]
        for row in rows:
            del row[2]
    return plain_table(caption, headings, rows)
