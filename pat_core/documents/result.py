"""The result file and the profile inside it.

JSON Schema: ``docs/schemas/pat-result-1.json``. Contract: "Result file" and "Profile".
"""

from typing import Literal, NotRequired, TypedDict

__all__ = [
    "AnswersDocument",
    "CheckDocument",
    "ProfileDocument",
    "RespondentDocument",
    "ResponseDocument",
    "ResultDocument",
    "ResultInstrument",
    "ScoreCardDocument",
    "TypeDocument",
    "TypologyDocument",
]


class ResultInstrument(TypedDict):
    """The instrument that was answered; a file need only name its id."""

    id: str
    version: NotRequired[str]
    scoring: NotRequired[str]
    """Fingerprint of the scoring rules, as "sha256:…"."""
    wording: NotRequired[str]
    """Fingerprint of the wording."""


class RespondentDocument(TypedDict, total=False):
    """What a respondent says of themselves; an empty text says "not given"."""

    name: str
    organisation: str
    sector: str
    level: str


class ResponseDocument(TypedDict, total=False):
    """Answer and comment to one statement, or to the one on success."""

    answer: int | None
    """4 to 1, None for "can't say"; absent where the statement was left open."""
    comment: str


class TypeDocument(TypedDict, total=False):
    """A partnership type; either half may be empty or absent."""

    collaboration: str
    function: str


class TypologyDocument(TypedDict, total=False):
    """The type that the partnership has now, and the one that it needs."""

    now: TypeDocument
    needed: TypeDocument


class CheckDocument(TypedDict, total=False):
    """What was ticked and noted at one check of a checklist."""

    done: bool
    note: str


class ScoreCardDocument(TypedDict):
    """The scores of one principle, or of all."""

    answered: int
    items: int
    cant_say: int
    columns: dict[str, int]
    """Column scores of the sheet by answer value, "4" to "1"."""
    score: int | None
    possible: list[int]
    """The lowest and the highest score that missing answers could still lead to."""
    band: list[int] | None
    """Lower and upper end."""
    reading: str | None


class ProfileDocument(TypedDict):
    """Six principle scores and the aggregate, with their bands."""

    format: Literal["pat-profile"]
    format_version: Literal[1]
    scoring_version: int
    principles: dict[str, ScoreCardDocument]
    """By principle number."""
    aggregate: ScoreCardDocument


class AnswersDocument(TypedDict):
    """What the marks of a sheet say, in the shape of a result file."""

    responses: dict[str, ResponseDocument]
    """By statement code."""
    significance: dict[str, int | None]
    """By principle number: 1 to 5, None for "can't say"."""
    success: NotRequired[ResponseDocument]


class ResultDocument(TypedDict):
    """All responses of one respondent, with their details."""

    format: Literal["pat-result"]
    format_version: Literal[1]
    notice: NotRequired[str]
    scoring_version: NotRequired[int]
    instrument: ResultInstrument
    result_id: NotRequired[str]
    revision: NotRequired[int]
    threshold: NotRequired[int]
    """How many people the round promised to put behind every figure, 3 to 10."""
    saved_at: NotRequired[str]
    """ISO 8601."""
    receipt: NotRequired[str]
    """By which its respondent finds this file among those that were counted."""
    copy: NotRequired[str]
    """"private" in the copy that a person keeps."""
    pairing_token: NotRequired[str]
    partnership: NotRequired[str]
    round: NotRequired[str]
    mode: NotRequired[str]
    purpose: NotRequired[str]
    respondent: NotRequired[RespondentDocument]
    responses: dict[str, ResponseDocument]
    """By statement code."""
    significance: NotRequired[dict[str, int | None]]
    """By principle number: 1 to 5, None for "can't say"."""
    success: NotRequired[ResponseDocument]
    typology: NotRequired[TypologyDocument]
    checklists: NotRequired[dict[str, dict[str, CheckDocument]]]
    """By the ids of checklist and check."""
    unread: NotRequired[dict[str, object]]
    """Entries that could not be read, as they came."""
    scores: NotRequired[ProfileDocument]
    """The profile that was shown; readers calculate it again and do not keep this one."""
