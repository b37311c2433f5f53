"""What an instrument and a profile are: frozen values that refuse what breaks their rules.

The rooms ``instrument`` and ``files`` read them from files; ``scoring`` does the arithmetic.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pat_core.errors import InstrumentError
from pat_core.text.cleaning import plain_lines

if TYPE_CHECKING:
    from pat_core.documents.group import InstrumentMark
    from pat_core.documents.result import ResponseDocument, ResultDocument, TypologyDocument

__all__ = [
    "CONFIDENTIAL",
    "OPEN",
    "PARTNER",
    "Answers",
    "Band",
    "Choice",
    "Citation",
    "GapTexts",
    "Instrument",
    "Principle",
    "Profile",
    "Purpose",
    "Result",
    "ScalePoint",
    "ScoreCard",
    "Significance",
    "Statement",
    "Success",
    "Texts",
    "Typology",
]

CONFIDENTIAL, PARTNER, OPEN = "confidential", "partner", "open"
"""The modes of a round: nobody's profile is shown, each partner's is, each person's is."""

Answers = Mapping[str, int | None]
"""Answers by statement code: 4 to 1, None for "can't say"; an unanswered statement is absent."""


@dataclass(frozen=True, slots=True)
class Band:
    """An inclusive range of scores, in points, with the one reading that it has."""

    low: int
    high: int
    reading: str

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise InstrumentError(f"band {self.low} to {self.high}: the lower end comes first")

    @property
    def span(self) -> str:
        """The range as people write it: "13–18", or "6" where both ends are one."""
        return f"{self.low}" if self.low == self.high else f"{self.low}–{self.high}"


@dataclass(frozen=True, slots=True)
class Statement:
    """The sentence that a respondent rates, and the good practice behind it."""

    code: str
    element: str
    text: str
    explanation: str
    about_knowing: bool
    """True where the statement is about what is known, clear or understood."""


@dataclass(frozen=True, slots=True)
class Principle:
    """One of the six themes, with its statements and the bands of its score."""

    number: str
    name: str
    about: str
    page: int
    """Page of its section, as the source's list of contents gives it."""
    statements: tuple[Statement, ...]
    bands: tuple[Band, ...]

    @property
    def title(self) -> str:
        """Number and name, as headings and tables show them."""
        return f"{self.number}. {self.name}"


@dataclass(frozen=True, slots=True)
class ScalePoint:
    """A step of a scale: its value and its label."""

    value: int
    label: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A code that files carry, with what people read for it."""

    code: str
    label: str
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Purpose:
    """One of the three uses of the instrument; it changes the introduction and the next steps."""

    code: str
    label: str
    introduction: str
    next_steps: str


@dataclass(frozen=True, slots=True)
class Significance:
    """How much a principle matters now to a respondent; it multiplies nothing."""

    question: str
    help: str
    scale: tuple[ScalePoint, ...]


@dataclass(frozen=True, slots=True)
class Success:
    """The one extra statement, on aims; it stays outside every total."""

    statement: str
    help: str
    comment_label: str


@dataclass(frozen=True, slots=True)
class GapTexts:
    """The sentences on a type that a partnership has and the one that it needs.

    ``{now}`` and ``{needed}`` stand for the labels. What ends in ``_view`` is our view.
    """

    same_level: str
    closer: str
    closer_view: str
    looser: str
    looser_view: str
    same_function: str
    other_function: str
    other_function_view: str


@dataclass(frozen=True, slots=True)
class Typology:
    """Three levels of collaboration and three functions."""

    introduction: str
    question_now: str
    question_needed: str
    collaborations: tuple[Choice, ...]
    """From the loosest to the closest."""
    functions: tuple[Choice, ...]
    gap: GapTexts


@dataclass(frozen=True, slots=True)
class Citation:
    """A source, as a reader would look for it."""

    authors: str
    year: int
    title: str
    publisher: str


@dataclass(frozen=True, slots=True)
class Texts:
    """The sentences of the instrument that belong to no single statement."""

    language: str
    version: str
    title: str
    notice: str
    stem: str
    """``{partnership}`` in it stands for the partnership's name."""
    stem_unnamed: str
    knowing_hint: str
    agreeing_note: str
    band_note: str
    cant_say: str
    aggregate_name: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """The whole questionnaire as one value: what scoring, pages and files need to know of it."""

    id: str
    version: str
    scoring_version: int
    scoring_fingerprint: str
    wording_fingerprint: str
    scale: tuple[ScalePoint, ...]
    principles: tuple[Principle, ...]
    aggregate_bands: tuple[Band, ...]
    low_principle_score: int
    significance: Significance
    success: Success
    typology: Typology
    purposes: tuple[Purpose, ...]
    levels: tuple[Choice, ...]
    sectors: tuple[Choice, ...]
    modes: tuple[Choice, ...]
    texts: Texts
    citation: Citation
    typology_citation: Citation
    pages: Mapping[str, int]

    @property
    def mark(self) -> InstrumentMark:
        """What a file says about the instrument that it rests on."""
        return {
            "id": self.id,
            "version": self.version,
            "scoring": self.scoring_fingerprint,
            "wording": self.wording_fingerprint,
        }

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements, in the order of the paper sheets."""
        return tuple(s for principle in self.principles for s in principle.statements)

    @property
    def codes(self) -> tuple[str, ...]:
        """The statement codes, in the order of the paper sheets."""
        return tuple([s.code for principle in self.principles for s in principle.statements])

    @property
    def values(self) -> tuple[int, ...]:
        """The answer values, in the order in which they are offered: 4, 3, 2, 1."""
        return tuple(point.value for point in self.scale)


@dataclass(frozen=True, slots=True)
class ScoreCard:
    """The scores of one principle, or of all: columns, total, and what is still open."""

    answered: int
    items: int
    cant_say: int
    """How many of the unanswered were marked "can't say"."""
    columns: tuple[tuple[int, int], ...]
    """Pairs of answer value and the sum of its column, in the order of the sheet."""
    score: int | None
    """The total; None while an answer is missing."""
    possible: tuple[int, int]
    """The lowest and the highest total that the missing answers could still lead to."""
    band: Band | None
    """The band of the score, or the one that holds the whole possible range."""

    @property
    def is_complete(self) -> bool:
        """Whether no answer is missing."""
        return self.answered == self.items


@dataclass(frozen=True, slots=True)
class Profile:
    """The scores of one respondent: a card for each principle, and one for all statements."""

    principles: tuple[tuple[str, ScoreCard], ...]
    """Pairs of principle number and card, in the order of the instrument."""
    aggregate: ScoreCard
    scoring_version: int


@dataclass(frozen=True, slots=True)
class Result:
    """All responses of one respondent, with their details, as checked by ``result_file``.

    The document has the shape of the result file and keeps unknown keys, so that they are handed
    on when it is written again. The properties are what rules and reports need from it.
    """

    document: ResultDocument

    @property
    def answers(self) -> dict[str, int | None]:
        """Answers by code: 4 to 1, None for "can't say"; an unanswered statement is absent."""
        responses = self.document.get("responses", {})
        return {
            code: response["answer"] for code, response in responses.items() if "answer" in response
        }

    @property
    def comments(self) -> dict[str, str]:
        """Comments that hold a visible character, by statement code."""
        responses = self.document.get("responses", {})
        comments = {code: _comment_in(response) for code, response in responses.items()}
        return {code: comment for code, comment in comments.items() if comment}

    @property
    def success(self) -> ResponseDocument:
        """The response to the statement on aims; empty where there is none."""
        return self.document.get("success", {})

    @property
    def success_comment(self) -> str:
        """The comment on the statement on aims; empty where there is none."""
        return _comment_in(self.success)

    @property
    def significance(self) -> dict[str, int | None]:
        """Significance by principle number: 1 to 5, None for "can't say"."""
        return dict(self.document.get("significance", {}))

    @property
    def typology(self) -> TypologyDocument:
        """The types that the partnership has and needs; empty where none was chosen."""
        return self.document.get("typology", {})

    @property
    def has_answers(self) -> bool:
        """Whether at least one statement was answered, "can't say" included."""
        return bool(self.answers)

    def text(self, key: str) -> str:
        """Return a text of the document without outer spaces; empty where it is not given."""
        return str(self.document.get(key, "")).strip()

    def detail(self, key: str) -> str:
        """Return a text of the respondent without outer spaces; empty where it is not given."""
        return str(self.document.get("respondent", {}).get(key, "")).strip()


def _comment_in(response: ResponseDocument) -> str:
    """Return the comment in a response, with a line feed at every line end."""
    return plain_lines(str(response.get("comment", ""))).strip()
