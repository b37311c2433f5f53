"""What a group sees, as HTML: made from its document alone, in the order of a discussion.

Whether it may be shown has been decided before. Headings start at level 3, below those of the page
around it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.reports.group.sections.beside import render_beside
from pat_core.reports.group.sections.change import render_change
from pat_core.reports.group.sections.comments import render_comments
from pat_core.reports.group.sections.own_answers import render_own_answers
from pat_core.reports.group.sections.picture import render_picture
from pat_core.reports.group.sections.principles import render_aggregate, render_principles
from pat_core.reports.group.sections.receipts import render_receipts
from pat_core.reports.group.sections.scenario import render_scenario
from pat_core.reports.group.sections.significance import render_significance, render_success
from pat_core.reports.group.sections.subgroups import render_subgroups
from pat_core.reports.group.sections.summary import render_summary
from pat_core.reports.group.sections.topics import render_topics
from pat_core.reports.group.sections.trend import render_trend
from pat_core.reports.group.sections.types import render_types
from pat_core.text.markup import Markup, element, join

if TYPE_CHECKING:
    from pat_core.documents.group import GroupDocument
    from pat_core.model import Instrument

__all__ = ["render_group"]


def render_group(
    document: GroupDocument, instrument: Instrument, *, names_scenario: bool = True
) -> Markup:
    """Return all that a group sees of its *document*.

    *names_scenario* says whether it names the scenario that the figures look most like.
    """
    return join(
        render_summary(document, instrument),
        render_topics(document, instrument),
        render_picture(document, instrument),
        render_aggregate(document, instrument),
        render_principles(document, instrument),
        render_significance(document, instrument),
        render_success(document, instrument),
        render_types(document, instrument),
        render_subgroups(document, instrument),
        render_change(document, instrument),
        render_trend(document, instrument),
        render_beside(document, instrument),
        render_own_answers(document, instrument),
        render_comments(document, instrument),
        render_scenario(document, instrument, names_scenario=names_scenario),
        render_receipts(document),
        element("p", instrument.texts.notice, class_="pat-notice"),
    )
