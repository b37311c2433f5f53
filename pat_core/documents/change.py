"""What has changed since an earlier round, as the group file says it.

JSON Schema: ``change`` in ``docs/schemas/pat-group-1.json``. Contract: "What a group may show". In
each pair the earlier figure comes first.
"""

from typing import NotRequired, TypedDict, final

from pat_core.documents.figures import Withheld
from pat_core.documents.plan import PlanDocument

__all__ = [
    "ChangeDocument",
    "CountsChange",
    "NoChange",
    "Paired",
    "PairedChange",
    "ScoreChange",
    "StatementChange",
    "Steps",
]


class CountsChange(TypedDict):
    """How two sets of counts differ."""

    delta: float | None
    """Cliff's delta, -1 to 1."""
    clear: bool


@final
class StatementChange(CountsChange):
    """The change in one statement, or in the one on success."""

    agree: list[list[int]]
    """How many agree, and of how many."""
    median: list[float | None]


@final
class ScoreChange(CountsChange):
    """The change in one principle, or over all."""

    median: list[float | None]
    n: list[int]
    band_counts: list[list[int]]


@final
class NoChange(TypedDict):
    """The empty object that stands where the change is withheld."""


@final
class Steps(TypedDict):
    """How many of the same people went up, stayed or went down."""

    n: int
    up: int
    same: int
    down: int


Paired = Steps | Withheld


class PairedChange(TypedDict):
    """The same people in two rounds."""

    n: int
    """How many there are."""
    statements: dict[str, Paired]
    principles: dict[str, Paired]
    aggregate: Paired
    success: Paired


class ChangeDocument(TypedDict):
    """The change since an earlier round."""

    made_at: str
    round: str
    respondents: int
    """All three of the earlier round."""
    withheld: str
    """Why nothing is compared; empty where it is."""
    remarks: list[str]
    statements: dict[str, StatementChange]
    """By statement code; empty where the change is withheld."""
    principles: dict[str, ScoreChange]
    """By principle number; empty where the change is withheld."""
    aggregate: ScoreChange | NoChange
    success: StatementChange | NoChange
    paired: NotRequired[PairedChange]
    plan: PlanDocument
    """That of the earlier round."""
