"""The figures of a group: of its statements, scores, ratings and types, whole and by subgroup.

JSON Schema: ``docs/schemas/pat-group-1.json``, mostly ``$defs``. Contract: "Group" and "What a
group may show".
"""

from typing import Literal, TypedDict, final

__all__ = [
    "ChanceFigures",
    "CompletenessFigures",
    "FollowUp",
    "GroupReading",
    "LabelKind",
    "ListName",
    "PartnerFigures",
    "PartnerMean",
    "RatingAgreement",
    "RatingCounts",
    "ScenarioLetter",
    "ScoreCounts",
    "ScoreFigures",
    "SignificanceFigures",
    "Start",
    "StartTopic",
    "StatementCounts",
    "StatementFigures",
    "Subgroup",
    "SubgroupFigures",
    "SubgroupScores",
    "TypeFigures",
    "TypeTime",
    "Withheld",
]

LabelKind = Literal["level", "sector", "organisation"]
ListName = Literal["strengths", "concerns", "differing", "not_known", "least_agreed"]
ScenarioLetter = Literal["A", "B", "C"]
TypeTime = Literal["now", "needed"]


@final
class Withheld(TypedDict):
    """The object in place of figures that could give single people away."""

    withheld: Literal[True]


class PartnerMean(TypedDict):
    """A mean with each partner counted once, which only figures of the whole group have."""

    partners: int
    """How many partners have the figure."""
    partner_mean: float | None


class ChanceFigures(TypedDict):
    """Figures on agreement beside the consensus, which only statements of the whole group have."""

    agreement_a: float | None
    """-1 to 1."""
    chance: float | None
    """A probability, 0 to 1."""
    consensus_without_one: tuple[float, float] | None
    """The lowest and the highest if any one answer were left out."""


class _StatementCounts(TypedDict):
    n: int
    counts: dict[str, int]
    """By answer value, "1" to "4"."""
    cant_say: int
    blank: int
    mean: float | None
    median: float | None
    consensus: float | None
    """0 to 1."""
    minority_share: float | None
    """0 to 0.5."""
    divided: bool


@final
class StatementCounts(_StatementCounts):
    """How a statement was answered, by the group or by a subgroup."""


@final
class StatementFigures(_StatementCounts, ChanceFigures, PartnerMean):
    """How the whole group answered a statement, or the one on success."""


class GroupReading(TypedDict):
    """Whether the reading of a band holds for the group."""

    kind: Literal["incomplete", "band", "spread"]
    band: list[int] | None
    borderline: bool
    """Whether one person decides it."""


class ScoreCounts(TypedDict):
    """The scores of several people in one principle, or over all."""

    n: int
    """How many have a complete score."""
    respondents: int
    cant_say: int
    blank: int
    mean: float | None
    median: float | None
    lowest: int | None
    highest: int | None
    scores: dict[str, int]
    """How many people have each score."""
    band_counts: list[int]
    """How many scores lie in each band, the lowest band first."""
    consensus: float | None
    """0 to 1."""
    band: list[int] | None
    """The band of the mean: its lower and upper end."""
    possible_mean: list[float] | None
    """The mean of everybody's lowest and of everybody's highest possible score."""
    reading: GroupReading


@final
class ScoreFigures(ScoreCounts, PartnerMean):
    """The scores of the whole group in one principle, or over all."""


class RatingCounts(TypedDict):
    """How people rated the significance of a principle."""

    n: int
    counts: dict[str, int]
    """By rating, "1" to "5"."""
    cant_say: int
    mean: float | None
    median: float | None
    rank: float | None
    """1 for the highest mean."""


class SignificanceFigures(RatingCounts, PartnerMean):
    """How the whole group rated the significance of a principle."""


class RatingAgreement(TypedDict):
    """How alike people rank the principles; over those who rated all six."""

    n: int
    kendall_w: float | None
    """0 to 1."""
    by_chance: float | None


class TypeFigures(TypedDict):
    """Which types people chose, for now or as needed."""

    n: int
    cells: dict[str, int]
    """By type, as "coordination/delivery"; only those that somebody chose."""


class PartnerFigures(TypedDict):
    """How the people are spread over partners."""

    n: int
    """How many partners are named."""
    unnamed: int
    """How many people name none."""
    largest: int
    """How many people the largest partner has."""
    over_half: bool


class CompletenessFigures(TypedDict):
    """How much of all sheets is filled in; the first three add up to ``items``."""

    answered: int
    cant_say: int
    blank: int
    items: int
    whole_sheets: int


@final
class SubgroupScores(TypedDict):
    """The scores of a subgroup in one principle, without what points at single people."""

    n: int
    cant_say: int
    mean: float | None
    median: float | None
    band_counts: list[int]
    consensus: float | None
    band: list[int] | None


@final
class SubgroupFigures(TypedDict):
    """What is shown of a subgroup: the people who share a label."""

    n: int
    statements: dict[str, StatementCounts | Withheld]
    """By statement code."""
    principles: dict[str, SubgroupScores | Withheld]
    """By principle number."""


Subgroup = SubgroupFigures | Withheld


class FollowUp(TypedDict):
    """The follow-up scenario that the figures look most like; one of the two lists is empty.

    The partners decide which one they are in.
    """

    looks_like: ScenarioLetter | None
    because: list[str]
    """The evidence, in sentences."""
    blocked: list[str]
    """Why there is none, in sentences."""


class StartTopic(TypedDict):
    """What to talk about first, or the strength to keep: a principle, or some of its statements."""

    topic: str
    """The code of the one statement, or "principle-1" and so on."""
    codes: list[str]
    """The statements that the evidence is about."""
    why: str
    """The evidence, in one line."""


class Start(TypedDict):
    """Where a group may start its discussion."""

    topics: list[StartTopic]
    """At most five; empty where nothing stands out."""
    strength: StartTopic | None
    """One strength to keep and spread."""
