"""The action plan of a group: rows that were started from topics, and the date to assess again.

What a row holds follows the source's stage 4 in spirit; its shape is this project's own.
"""

from collections.abc import Collection, Mapping
from typing import Any

from pat_core.files.json_reader import ForeignValue
from pat_core.group.statistics.topics import split_answers
from pat_core.model import Instrument

__all__ = [
    "MAX_FIELD",
    "MAX_ROWS",
    "STATES",
    "check_plan",
    "counts_for",
    "fill_counts",
]

MAX_ROWS = 200
"""How many rows a plan may have."""
MAX_FIELD = 2_000
"""How many characters a field of a plan may have."""
STATES = ("", "done", "dropped", "carried")
"""What became of an action; empty while it is open."""

_FIELDS = ("what", "who", "by", "know", "review", "counts")
_PRINCIPLE = "principle-"

Plan = dict[str, Any]


def check_plan(found: ForeignValue, instrument: Instrument) -> Plan:
    """Return the plan in a file or from a page; fields left out are empty.

    Keys that are not known are kept. An empty object is a group without a plan, and stays empty.

    Raises:
        GroupFileError: something is not of its kind, is too long, or is about a topic that
            *instrument* does not have; the message names the place.
    """
    if not found.object():
        return {}
    principles = [_PRINCIPLE + principle.number for principle in instrument.principles]
    topics = frozenset(("", *instrument.codes, *principles, "success"))
    rows = [_check_row(row, topics) for row in found.at("rows", []).list(MAX_ROWS)]
    date = found.at("next_assessment", "").text(MAX_FIELD)
    return {**found.object(), "rows": rows, "next_assessment": date}


def _check_row(row: ForeignValue, topics: Collection[str]) -> Plan:
    topic = row.at("topic", "")
    if topic.text() not in topics:
        topic.refuse('the code of a statement, "principle-1" and so on, "success", or nothing')
    return {
        **row.object(),
        "topic": topic.text(),
        **{field: row.at(field, "").text(MAX_FIELD) for field in _FIELDS},
        "state": row.at("state", "").choice(STATES),
    }


def counts_for(topic: str, document: Mapping[str, Any]) -> str:
    """Return the counts that an action on *topic* means to move, such as "agree: 5 of 8".

    For a principle it is the median of its complete scores; for no topic it is empty.
    """
    if not topic:
        return ""
    if topic.startswith(_PRINCIPLE):
        figures = document["principles"][topic.removeprefix(_PRINCIPLE)]
        complete = f"complete: {figures['n']} of {figures['respondents']}"
        return f"median: {figures['median']:g}; {complete}" if figures["n"] else complete
    figures = document["success"] if topic == "success" else document["statements"][topic]
    return f"agree: {split_answers(figures)[0]} of {figures['n']}"


def fill_counts(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a group document whose plan says in each row which counts it means to move.

    What a row says already stays: an action that was carried over keeps the counts of its start.
    """
    plan = document["plan"]
    rows = [
        {**row, "counts": row["counts"] or counts_for(row["topic"], document)}
        for row in plan.get("rows", ())
    ]
    return {**document, "plan": {**plan, "rows": rows}} if rows else dict(document)
