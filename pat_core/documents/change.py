"""What a group file says of earlier rounds, and of another group that it is compared with.

JSON Schema: ``change``, ``trend`` and ``beside`` in ``docs/schemas/pat-group-2.json``. Contract:
"What a group may show". In each pair of a change, the earlier figure comes first.
"""

from typing import NotRequired, TypedDict, final

from pat_core.documents.figures import Withheld
from pat_core.documents.plan import OwnAnswer, PlanDocument

__all__ = [
    "BesideDocument",
    "BesideFigures",
    "ChangeDocument",
    "ChangeFigures",
    "CountsChange",
    "EstimateFigures",
    "MiddleChange",
    "NoChange",
    "Paired",
    "PairedChange",
    "ScoreChange",
    "StatementChange",
    "Steps",
    "SupportFigures",
    "TrendPoint",
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
    """The change in one principle, or over all; None where a round withholds the figure."""

    n: list[int | None]
    """How many have a complete score."""
    band_counts: list[list[int] | None]


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
    principles: dict[str, Paired]
    """By principle number."""
    aggregate: Paired


class ChangeFigures(TypedDict):
    """The figures of both rounds."""

    statements: dict[str, StatementChange | Withheld]
    """By statement code; empty where the whole change is withheld."""
    principles: dict[str, ScoreChange]
    """By principle number; empty where the whole change is withheld."""
    aggregate: ScoreChange | NoChange
    success: StatementChange | Withheld | NoChange
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
    own: dict[str, OwnAnswer]
    """The group's own answers. Plan and answers are those of the earlier round."""


@final
class EstimateFigures(TypedDict):
    """What is compared of one principle, or of the aggregate, over several rounds or groups."""

    estimate: float | None
    """The sum of the means of the statements; None if one has no answer."""
    band: list[int] | None
    """The band that is certain in spite of missing answers."""


class _OtherHeading(TypedDict):
    made_at: str
    round: str
    mode: str
    threshold: int
    respondents: int


class TrendPoint(_OtherHeading):
    """The figures of one earlier round, as that round itself shows them."""

    principles: dict[str, EstimateFigures]
    """By principle number."""
    aggregate: EstimateFigures
    plan: PlanDocument
    """Its actions, with what became of them."""


@final
class SupportFigures(TypedDict):
    """How many agree with a statement, and how many answered it."""

    agree: int
    n: int


class BesideFigures(TypedDict):
    """The figures of another group; no codes are keys where all of them are withheld."""

    statements: dict[str, SupportFigures | Withheld]
    """By statement code."""
    success: SupportFigures | Withheld
    principles: dict[str, EstimateFigures]
    """By principle number."""
    aggregate: EstimateFigures


class BesideDocument(_OtherHeading, BesideFigures):
    """Another group beside this one, as that group itself shows its figures."""

    partnership: str
    withheld: str
    """Why nothing is shown; empty where it is."""
    remarks: list[str]
