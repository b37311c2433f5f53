"""A group's action plan as a table: a row for each action."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pat_core.model import Instrument
from pat_core.reports.group.sections.words import NONE, day_of, plain_table
from pat_core.text.markup import Child, Markup, element, isolated

__all__ = ["plan_table"]

_STATES = {"": NONE, "done": "done", "dropped": "dropped", "carried": "carried on"}
_PRINCIPLE = "principle-"
_OPTIONAL = ("Review", "State", "Counts when planned")
"""Columns that are left out where no row fills them."""

Row = Mapping[str, Any]


def plan_table(
    plan: Mapping[str, Any], instrument: Instrument, *, now: Sequence[str] = ()
) -> Markup | None:
    """Return the *plan* of a group file, or nothing where it has no rows.

    Args:
        plan: "rows" and "next_assessment".
        instrument: gives topics their names.
        now: the counts of each row's topic today, beside those from when it was planned.
    """
    rows = plan.get("rows", ())
    if not rows:
        return None
    columns = [(name, [cell(row) for row in rows]) for name, cell in _columns(instrument)]
    if now:
        columns.append(("Counts now", [counts or NONE for counts in now]))
    shown = [
        each for each in columns if each[0] not in _OPTIONAL or set(map(str, each[1])) != {NONE}
    ]
    headings = [heading for heading, _ in shown]
    cells = zip(*(column for _, column in shown), strict=True)
    table = plain_table("Action plan", headings, cells, "pat-plan")
    date = plan.get("next_assessment")
    if not date:
        return table
    return element(
        "div", table, element("p", "Next assessment: ", element("strong", day_of(date)), ".")
    )


def _columns(instrument: Instrument) -> list[tuple[str, Callable[[Row], Child]]]:
    """Return what each column is called, and what of a row it shows."""
    return [
        ("Topic", lambda row: _topic(row.get("topic", ""), instrument)),
        ("What", lambda row: _text(row, "what")),
        ("Who", lambda row: _text(row, "who")),
        ("By when", lambda row: day_of(row.get("by", ""))),
        ("How we will know", lambda row: _text(row, "know")),
        ("Review", lambda row: day_of(row.get("review", ""))),
        ("State", lambda row: _STATES[row.get("state", "")]),
        ("Counts when planned", lambda row: _text(row, "counts")),
    ]


def _text(row: Row, key: str) -> Child:
    text = row.get(key, "")
    return isolated(text) if text else NONE


def _topic(topic: str, instrument: Instrument) -> Child:
    """Return a topic by its code and its name."""
    elements = {statement.code: statement.element for statement in instrument.statements}
    names = {f"{_PRINCIPLE}{p.number}": p.name for p in instrument.principles}
    if topic in elements:
        return [element("span", topic, class_="pat-code"), f" {elements[topic]}"]
    if topic in names:
        return f"Principle {topic.removeprefix(_PRINCIPLE)}: {names[topic]}"
    if topic == "success":
        return "Achieving its aims"
    return isolated(topic) if topic else NONE
