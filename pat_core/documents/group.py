"""The group file: all that a group may show.

JSON Schema: ``docs/schemas/pat-group-2.json``. Contract: "Group". The schema requires fewer keys
than these shapes: what follows from the counts, or may be empty, is filled in by the reader.
"""

from typing import Literal, NotRequired, TypedDict

from pat_core.documents.change import BesideDocument, ChangeDocument, TrendPoint
from pat_core.documents.figures import (
    CompletenessFigures,
    FollowUp,
    LabelKind,
    ListName,
    PartnerFigures,
    RatingAgreement,
    ScoreFigures,
    SignificanceFigures,
    Start,
    StatementFigures,
    Subgroup,
    TypeFigures,
    TypeTime,
    Withheld,
)
from pat_core.documents.plan import OwnAnswer, PlanDocument

__all__ = [
    "FileDocument",
    "GroupDocument",
    "GroupFigures",
    "GroupHeading",
    "GroupNotes",
    "InstrumentMark",
    "InvitedFigures",
    "ReleasedComment",
    "Status",
    "Topic",
]

Status = Literal["used", "duplicate", "held", "refused"]


class InstrumentMark(TypedDict):
    """The instrument that figures rest on."""

    id: str
    version: NotRequired[str]
    scoring: str
    """Fingerprint of the scoring rules, as "sha256:…"."""
    wording: str
    """Fingerprint of the wording."""


class InvitedFigures(TypedDict):
    """How many were invited; None where that is not known."""

    people: int | None
    partners: int | None


class GroupHeading(TypedDict):
    """Whose figures these are, of which instrument and round, and beside which earlier one."""

    format: Literal["pat-group"]
    format_version: Literal[2]
    notice: str
    scoring_version: int
    instrument: InstrumentMark
    partnership: str
    round: str
    purpose: str
    mode: str
    made_at: str
    """ISO 8601."""
    respondents: int
    threshold: int
    invited: InvitedFigures
    change: NotRequired[ChangeDocument]
    """Since the latest earlier round."""
    trend: NotRequired[list[TrendPoint]]
    """All earlier rounds, the first one first."""
    beside: NotRequired[BesideDocument]
    """Another group, for comparison."""


class GroupFigures(GroupHeading):
    """The figures, before lists and scenario are drawn from them."""

    partners: PartnerFigures
    completeness: CompletenessFigures
    statements: dict[str, StatementFigures | Withheld]
    """By statement code."""
    principles: dict[str, ScoreFigures]
    """By principle number."""
    aggregate: ScoreFigures
    significance: dict[str, SignificanceFigures | Withheld]
    """By principle number."""
    significance_agreement: RatingAgreement
    success: StatementFigures | Withheld
    typology: dict[TypeTime, TypeFigures | Withheld]
    by: dict[LabelKind, dict[str, Subgroup]]
    """Subgroups by the one kind of label that the round is looked at by, and by label."""
    parts_withheld: str
    """Why no subgroup is shown; empty where the rule for each decides."""


class ReleasedComment(TypedDict):
    """A comment that the facilitator released."""

    place: str
    """A statement code, or "success"."""
    text: str
    reworded: bool


class FileDocument(TypedDict):
    """What became of one file."""

    name: str
    status: Status
    reason: str


class GroupNotes(TypedDict):
    """What a group file holds besides figures."""

    comments: list[ReleasedComment]
    plan: PlanDocument
    own: dict[str, OwnAnswer]
    """The group's own answers by topic: a statement code, a principle number or "success"."""
    receipts: list[str]
    """Those of the files used, sorted; files and codes without one have none here."""
    files: list[FileDocument]
    file_counts: dict[str, int]
    """By status."""


class GroupDocument(GroupFigures, GroupNotes):
    """The whole group file."""

    lists: dict[ListName, list[str]]
    """Statement codes."""
    start: Start
    scenario: FollowUp


class Topic(TypedDict):
    """A topic for the workshop; part of a reply to the page, and of no file."""

    code: str
    list: ListName
    """The first list that the statement is on."""
    why: str
    """All reasons, with their counts."""
