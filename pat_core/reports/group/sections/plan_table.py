"""A group's action plan as a table: a row for each action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.reports.group.sections.words import NONE, code_mark, day_of, plain_table
from pat_core.text.markup import Child, Markup, element, isolated

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pat_core.documents.plan import PlanDocument, PlanRow
    from pat_core.model import Instrument

__all__ = ["plan_table", "topic_words"]

_STATES = {"": NONE, "done": "done", "dropped": "dropped", "carried": "carried on"}
_PRINCIPLE = "principle-"
_OPTIONAL = ("Review", "State", "Counts when planned")
"""Columns that are left out where they are empty."""


def plan_table(
    plan: PlanDocument, instrument: Instrument, *, now: Sequence[str] = ()
) -> Markup | None:
    """Return the *plan* of a group, or nothing where it has no rows.

    *now* are the present counts of each row's topic, to be shown beside the counts when planned.
    """
    rows = plan.get("rows", ())
    if not rows:
        return None
    columns = [(name, [cell(row) for row in rows]) for name, cell in _columns(instrument)]
    if now:
        columns.append(("Counts now", [counts or NONE for counts in now]))
    shown = [
        (heading, cells)
        for heading, cells in columns
        if heading not in _OPTIONAL or set(map(str, cells)) != {NONE}
    ]
    headings = [heading for heading, _ in shown]
    cells = zip(*(cells for _, cells in shown), strict=True)
    table = plain_table("Action plan", headings, cells, "pat-plan")
    date = plan.get("next_assessment")
    if not date:
        return table
    return element(
        "div", table, element("p", "Next assessment: ", element("strong", day_of(date)), ".")
    )


def _columns(instrument: Instrument) -> list[tuple[str, Callable[[PlanRow], Child]]]:
    """Return the heading of each column, and the function that makes its cell from a row."""
    return [
        ("Topic", lambda row: topic_words(row["topic"], instrument)),
        ("What", lambda row: _text(row["what"])),
        ("Who", lambda row: _text(row["who"])),
        ("By when", lambda row: day_of(row["by"])),
        ("How we will know", lambda row: _text(row["know"])),
        ("Review", lambda row: day_of(row["review"])),
        ("State", lambda row: _STATES[row["state"]]),
        ("Counts when planned", lambda row: _text(row["counts"])),
    ]


def _text(text: str) -> Child:
    return isolated(text) if text else NONE


def topic_words(topic: str, instrument: Instrument) -> Child:
    """Return a topic by its code and name; a principle's code is "principle-1" or "1"."""
    elements = {statement.code: statement.element for statement in instrument.statements}
    names = {p.number: p.name for p in instrument.principles}
    if topic in elements:
        return [code_mark(topic), f" {elements[topic]}"]
    if (number := topic.removeprefix(_PRINCIPLE)) in names:
        return f"Principle {number}: {names[number]}"
    if topic == "success":
        return "Achieving its aims"
    return isolated(topic) if topic else NONE
