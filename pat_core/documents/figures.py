"""The figures of a group: of its statements, scores, ratings and types, whole and by subgroup.

JSON Schema: ``docs/schemas/pat-group-2.json``, mostly ``$defs``. Contract: "Group" and "What a
group may show".
"""

from typing import Literal, NotRequired, TypedDict, final

__all__ = [
    "ChanceFigures",
    "CompleteFigures",
    "CompletenessFigures",
    "FollowUp",
    "GroupReading",
    "LabelKind",
    "ListName",
    "NearlyAll",
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
    "SubgroupEstimate",
    "SubgroupFigures",
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


@final
class NearlyAll(TypedDict):
    """The object in place of a statement's counts where a subgroup answered nearly alike.

    All of its people, or all but one, gave one and the same answer.
    """

    nearly_all: Literal["agree", "disagree"]
    """The side of the scale on which that answer lies."""


class PartnerMean(TypedDict):
    """A mean with each partner counted once, which only figures of the whole group have.

    Both are None in a confidential round.
    """

    partners: int | None
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
    """Which bands' readings hold for the group."""

    kind: Literal["unknown", "band", "between", "spread"]
    """"between" names two neighbouring bands; "unknown" says that too little is known."""
    bands: list[list[int]]
    """The ends of those bands, the lower one first; empty where no reading holds."""
    borderline: bool
    """Whether one person decides it."""


class CompleteFigures(TypedDict):
    """The figures over complete scores alone; all are None where the round withholds them."""

    n: int | None
    """How many have a complete score."""
    mean: float | None
    median: float | None
    lowest: int | None
    highest: int | None
    scores: dict[str, int] | None
    """How many people have each score."""
    consensus: float | None
    """0 to 1."""


class _ScoreCounts(CompleteFigures):
    respondents: int
    cant_say: int
    blank: int
    estimate: float | None
    """The sum of the means of the statements; None if one has no answer."""
    possible_mean: list[float] | None
    """The mean of everybody's lowest and of everybody's highest possible score."""
    band: list[int] | None
    """The band in which both ends of the possible mean lie: its lower and upper end."""
    band_counts: list[int] | None
    """How many people are certainly in each band, the lowest band first. None if withheld."""
    band_open: int | None
    """How many people are certainly in none of them. None if withheld."""
    reading: GroupReading


@final
class ScoreCounts(_ScoreCounts):
    """The scores of several people in one principle, or over all."""


@final
class ScoreFigures(_ScoreCounts, PartnerMean):
    """The scores of the whole group in one principle, or over all."""


class _RatingCounts(TypedDict):
    n: int
    counts: dict[str, int]
    """By rating, "1" to "5"."""
    cant_say: int
    mean: float | None
    median: float | None
    rank: float | None
    """1 for the highest mean."""


@final
class RatingCounts(_RatingCounts):
    """How people rated the significance of a principle."""


@final
class SignificanceFigures(_RatingCounts, PartnerMean):
    """How the whole group rated the significance of a principle."""


class RatingAgreement(TypedDict):
    """How alike people rank the principles; over those who rated all six."""

    n: int
    kendall_w: float | None
    """0 to 1. In a confidential round None unless all who rated at all rated all six."""
    by_chance: float | None


@final
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
class SubgroupEstimate(TypedDict):
    """What a confidential round shows of a subgroup in one principle."""

    estimate: int | None
    """Over all answers of its people, rounded to whole points; None if a statement has none."""
    band: list[int] | None
    """The band of the rounded estimate."""


@final
class SubgroupFigures(TypedDict):
    """What is shown of a subgroup: the people who share a label."""

    n: int
    statements: dict[str, StatementCounts | NearlyAll | Withheld]
    """By statement code."""
    principles: dict[str, ScoreCounts | SubgroupEstimate | Withheld]
    """By principle number."""
    aggregate: NotRequired[ScoreCounts]
    """Over all principles; absent in a confidential round."""


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
