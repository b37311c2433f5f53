"""What a group sees, as HTML: from its group file alone, in the order of a discussion.

Whether it may be shown is decided before; every sentence and figure here comes from the document or
the instrument. Headings start at level 3, under the page's own.
"""

from pat_core.markup import Markup, element, join
from pat_core.model import Instrument
from pat_core.reports.group_change import render_change
from pat_core.reports.group_comments import render_comments
from pat_core.reports.group_parts import render_parts
from pat_core.reports.group_picture import render_picture
from pat_core.reports.group_principles import render_aggregate, render_principles
from pat_core.reports.group_scenario import render_scenario
from pat_core.reports.group_significance import render_significance, render_success
from pat_core.reports.group_summary import render_summary
from pat_core.reports.group_topics import render_topics
from pat_core.reports.group_types import render_types
from pat_core.reports.group_words import Figures

__all__ = ["render_group"]


def render_group(document: Figures, instrument: Instrument) -> Markup:
    """Return all that a group sees of its *document*, the group file."""
    return join(
        render_summary(document, instrument),
        render_topics(document, instrument),
        render_picture(document, instrument),
        render_aggregate(document, instrument),
        render_principles(document, instrument),
        render_significance(document, instrument),
        render_success(document, instrument),
        render_types(document, instrument),
        render_parts(document, instrument),
        render_change(document, instrument),
        render_comments(document, instrument),
        render_scenario(document, instrument),
        element("p", instrument.texts.notice, class_="pat-notice"),
    )
