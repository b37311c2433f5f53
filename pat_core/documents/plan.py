"""The action plan in a group file or a workspace.

JSON Schema: ``$defs/plan`` and ``$defs/row`` in ``docs/schemas/pat-group-2.json``. Contract:
"Group".
"""

from typing import Literal, TypedDict

__all__ = ["PlanDocument", "PlanRow", "PlanState"]

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
