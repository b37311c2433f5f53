"""The action plan of a group: actions that topics led to, and the date of the next assessment.

What a row holds follows the spirit of the source's stage 4; its shape is this project's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.group.statistics.figures import shown
from pat_core.scoring.sides import split_answers

if TYPE_CHECKING:
    from collections.abc import Collection

    from pat_core.documents.group import GroupDocument
    from pat_core.documents.plan import PlanDocument, PlanRow, PlanState
    from pat_core.files.json_reader import ForeignValue
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
STATES: tuple[PlanState, ...] = ("", "done", "dropped", "carried")
"""What became of an action; empty while it is open."""

_PRINCIPLE = "principle-"


def check_plan(foreign: ForeignValue, instrument: Instrument) -> PlanDocument:
    """Return the plan from a file or a page; missing fields become empty.

    Unknown keys are kept. An empty object stands for a group without a plan, and stays empty.

    Raises:
        GroupFileError: something has the wrong type, is too long, or is about a topic that
            *instrument* does not have; the message names the place.
    """
    if not foreign.object():
        return {}
    principles = [_PRINCIPLE + principle.number for principle in instrument.principles]
    topics = frozenset(("", *instrument.codes, *principles, "success"))
    rows = [_check_row(row, topics) for row in foreign.at("rows", []).list(MAX_ROWS)]
    date = foreign.at("next_assessment", "").text(MAX_FIELD)
    return {**foreign.object(), "rows": rows, "next_assessment": date}


def _check_row(row: ForeignValue, topics: Collection[str]) -> PlanRow:
    topic = row.at("topic", "")
    if topic.text() not in topics:
        topic.refuse('the code of a statement, "principle-1" and so on, "success", or nothing')
    return {
        **row.object(),
        "topic": topic.text(),
        "what": row.at("what", "").text(MAX_FIELD),
        "who": row.at("who", "").text(MAX_FIELD),
        "by": row.at("by", "").text(MAX_FIELD),
        "know": row.at("know", "").text(MAX_FIELD),
        "review": row.at("review", "").text(MAX_FIELD),
        "counts": row.at("counts", "").text(MAX_FIELD),
        "state": row.at("state", "").choice(STATES),
    }


def counts_for(topic: str, document: GroupDocument) -> str:
    """Return the counts that an action on *topic* is meant to move, such as "agree: 5 of 8".

    For a principle, "principle-1" or "1", it is its average; without a topic, or where it is
    withheld, it is empty.
    """
    if not topic:
        return ""
    if (number := topic.removeprefix(_PRINCIPLE)) in document["principles"]:
        estimate = document["principles"][number]["estimate"]
        return "" if estimate is None else f"average: {estimate:.1f}"
    figures = shown(document["success"] if topic == "success" else document["statements"][topic])
    if figures is None:
        return ""
    return f"agree: {split_answers(figures['counts'])[0]} of {figures['n']}"


def fill_counts(document: GroupDocument) -> GroupDocument:
    """Return a group document in whose plan each row says which counts it is meant to move.

    What a row says already stays: an action that was carried over keeps its first counts.
    """
    plan = document["plan"]
    rows: list[PlanRow] = [
        {**row, "counts": row["counts"] or counts_for(row["topic"], document)}
        for row in plan.get("rows", ())
    ]
    return {**document, "plan": {**plan, "rows": rows}} if rows else document
