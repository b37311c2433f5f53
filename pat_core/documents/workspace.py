"""The workspace of the facilitator's page, and the entries and decisions that lie in it.

It has no JSON Schema; ``group/desk/workspace.py`` writes every key. Contract: "Pages". A workspace
holds the answers of single people and is for the facilitator alone.
"""

from typing import Literal, NotRequired, TypedDict, final

from pat_core.documents.figures import LabelKind
from pat_core.documents.group import GroupDocument
from pat_core.documents.plan import OwnAnswer, PlanDocument
from pat_core.documents.round import RoundDocument

__all__ = [
    "AgendaDocument",
    "DecisionDocument",
    "DecisionState",
    "EntryChoice",
    "EntryDocument",
    "EntryKind",
    "OptionsDocument",
    "RefusedEntry",
    "UsableEntry",
    "WaitingComment",
    "WorkspaceDocument",
]

EntryChoice = Literal["", "use", "leave"]
"""What the facilitator chose for an entry; empty for no choice."""
DecisionState = Literal["as-is", "reworded", "held"]
EntryKind = Literal["file", "code", "paper", "row"]
"""How answers arrive."""


class _Arrival(TypedDict):
    name: str
    kind: EntryKind
    digest: str
    """SHA-256 of what arrived, in hexadecimal."""
    choice: NotRequired[EntryChoice]
    """In a workspace only."""


@final
class RefusedEntry(_Arrival):
    """What arrived and cannot be used."""

    refused: str
    """Why, in one sentence."""


@final
class UsableEntry(_Arrival):
    """One person's answers; an empty text says "not given"."""

    result_id: str
    saved_at: str
    pairing_token: str
    partnership: str
    round: str
    purpose: str
    mode: str
    threshold: int | None
    wording: str
    revision: int | None
    tag: int | None
    marks: str
    """A character an answer; see ``files/sheet.py``."""
    now: str
    needed: str
    level: str
    sector: str
    organisation: str
    respondent: str
    comments: list[list[str]]
    """Pairs of place and text."""
    remarks: list[str]
    receipt: str


EntryDocument = UsableEntry | RefusedEntry


class OptionsDocument(TypedDict):
    """How the group is looked at."""

    kind: LabelKind | Literal[""]
    """By which kind of label subgroups are made."""
    merged: dict[str, str]
    """Labels of that kind that count as another one, by that label."""
    partners: dict[str, str]
    """Organisations that do, whatever the kind is."""
    threshold: int | None
    """The fewest people behind a figure, where more than promised are wanted; None otherwise."""
    round: str
    """Which round this is, where files name several and none was set up."""


class WaitingComment(TypedDict):
    """A comment that awaits a decision; part of a reply to the page, and of no file."""

    id: str
    place: str
    """A statement code, or "success"."""
    text: str


class DecisionDocument(TypedDict):
    """What the facilitator decided on a comment."""

    state: DecisionState
    text: str
    """The new words of a reworded one."""


class AgendaDocument(TypedDict):
    """What was arranged by hand for a workshop; lists hold statement codes."""

    order: list[str]
    minutes: dict[str, int]
    """By statement code."""
    total: int
    """Minutes for all topics together."""
    added: list[str]
    removed: list[str]


class WorkspaceDocument(TypedDict):
    """All that the facilitator's page holds."""

    format: Literal["pat-workspace"]
    format_version: Literal[1]
    round: RoundDocument | None
    """None where no round was set up."""
    entries: list[EntryDocument]
    options: OptionsDocument
    comments: dict[str, DecisionDocument]
    """By the id of the comment."""
    plan: PlanDocument
    earlier: GroupDocument | None
    """The round that this one is compared with."""
    earlier_tokens: dict[str, str]
    """The marks of those of its people who gave a token, by token."""
    revealed: list[str]
    """Digests of the entries that the figures shown rest on."""
    parts_shown: str
    """Which set of entries subgroups were shown of; empty before any was."""
    own: dict[str, OwnAnswer]
    """The group's own answers by topic, which go into the group file."""
    said: dict[str, str]
    """What was said on a topic, by statement code."""
    agenda: AgendaDocument
