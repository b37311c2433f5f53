"""A group's page as a file of its own: one HTML document without scripts and requests.

Its policy allows the style sheet that it carries, and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.reports.group.page import render_group
from pat_core.reports.group.sections.plan_table import plan_table
from pat_core.reports.style import STYLE
from pat_core.text.markup import Markup, element, isolated, join

if TYPE_CHECKING:
    from pat_core.documents.group import GroupDocument
    from pat_core.model import Instrument

__all__ = ["write_report"]

_LANGUAGE = "en"
"""Of the report's own sentences; statements carry the language of the instrument's wording."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def write_report(document: GroupDocument, instrument: Instrument) -> str:
    """Return the report on a group's *document* as the text of an HTML file."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width,initial-scale=1"),
        element("title", _title(document, instrument)),
        element("style", STYLE),
    )
    body = element(
        "body",
        element(
            "main",
            element("h1", isolated(document["partnership"] or instrument.texts.title)),
            element("h2", "What the group sees"),
            render_group(document, instrument, names_scenario=False),
            _plan(document, instrument),
        ),
    )
    return f"<!doctype html>\n{element('html', head, body, lang=_LANGUAGE)}\n"


def _title(document: GroupDocument, instrument: Instrument) -> str:
    """Return the title of the HTML document: whose report it is, and of which round."""
    given = [name for name in (document["partnership"], document["round"]) if name]
    return " – ".join([*given, instrument.texts.title])


def _plan(document: GroupDocument, instrument: Instrument) -> Markup | None:
    """Return the action plan, where there is one."""
    table = plan_table(document["plan"], instrument)
    return join(element("h2", "What the group will do"), table) if table else None
