"""What has changed since an earlier round, as the group file says it.

JSON Schema: ``change`` in ``docs/schemas/pat-group-2.json``. Contract: "What a group may show". In
each pair the earlier figure comes first.
"""

from typing import NotRequired, TypedDict, final

from pat_core.documents.figures import Withheld
from pat_core.documents.plan import PlanDocument

__all__ = [
    "ChangeDocument",
    "ChangeFigures",
    "CountsChange",
    "MiddleChange",
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


class MiddleChange(CountsChange):
    """What the changes of answers and of scores have in common."""

    median: list[float | None]


@final
class StatementChange(MiddleChange):
    """The change in one statement, or in the one on success."""

    agree: list[list[int]]
    """How many agree, and of how many."""


@final
class ScoreChange(MiddleChange):
    """The change in one principle, or over all."""

    n: list[int]
    band_counts: list[list[int]]


@final
class NoChange(TypedDict):
    """The empty object in place of figures that are withheld."""


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


class ChangeFigures(TypedDict):
    """The figures of both rounds."""

    statements: dict[str, StatementChange]
    """By statement code; empty where the change is withheld."""
    principles: dict[str, ScoreChange]
    """By principle number; empty where the change is withheld."""
    aggregate: ScoreChange | NoChange
    success: StatementChange | NoChange
    paired: NotRequired[PairedChange]


class ChangeDocument(ChangeFigures):
    """The change since an earlier round."""

    made_at: str
    round: str
    respondents: int
    """All three of the earlier round."""
    withheld: str
    """Why nothing is compared; empty where it is."""
    remarks: list[str]
    plan: PlanDocument
    """That of the earlier round."""
