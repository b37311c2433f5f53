"""What a group decides: its action plan and its own answers, in a group file or a workspace.

JSON Schema: ``$defs/plan``, ``$defs/row`` and ``$defs/own_answers`` in
``docs/schemas/pat-group-2.json``. Contract: "Group".
"""

from typing import Literal, NotRequired, TypedDict

__all__ = ["OwnAnswer", "PlanDocument", "PlanRow", "PlanState"]

PlanState = Literal["", "done", "dropped", "carried"]
"""What became of an action; empty while it is open."""


class PlanRow(TypedDict):
    """One action."""

    topic: str
    """A statement code, "principle-1" and so on, "success", or nothing."""
    what: str
    who: str
    by: str
    know: str
    review: str
    counts: str
    """The counts that the action means to move."""
    state: PlanState


class PlanDocument(TypedDict, total=False):
    """The whole plan; an empty object is a group without one."""

    rows: list[PlanRow]
    next_assessment: str


class OwnAnswer(TypedDict):
    """What the group answers together on one topic."""

    sentence: str
    answer: NotRequired[int]
    """1 to 4, where the group wants a number."""
