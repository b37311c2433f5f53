"""The set-up file of a round. It has no JSON Schema; ``group/round/rounds.py`` writes every key."""

from typing import Literal, TypedDict

from pat_core.documents.figures import LabelKind

__all__ = ["InvitedDocument", "RoundDocument"]


class InvitedDocument(TypedDict):
    """A partner, by name, and how many of its people are asked."""

    partner: str
    people: int


class RoundDocument(TypedDict):
    """One occasion on which a group answers; an empty text says "not given"."""

    format: Literal["pat-round"]
    format_version: Literal[1]
    partnership: str
    round: str
    purpose: str
    mode: str
    context: str
    facilitator: str
    holder: str
    sees: str
    delete_on: str
    """A day such as 2026-12-31; so is ``date``."""
    ending: str
    date: str
    labels: list[LabelKind]
    by: LabelKind | Literal[""]
    invited: list[InvitedDocument]
    threshold: int
