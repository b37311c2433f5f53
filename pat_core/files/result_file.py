"""Result files: read, check, bring up to date, and write.

A file is foreign until it has been read here. What cannot be read at all is refused in one
sentence; what can be read in part is used in part (see ``result_validation``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pat_core.errors import ResultFileError
from pat_core.files.json_writer import FileKind, write_json
from pat_core.files.result_validation import Problem, check_entries, whole_number
from pat_core.files.strict_json import MAX_RESULT_BYTES, parse_json, shown
from pat_core.model import Result
from pat_core.scoring.principles import score_answers
from pat_core.scoring.profile import profile_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pat_core.documents.result import ResultDocument, ScoreCardDocument
    from pat_core.files.strict_json import ForeignObject, Remark
    from pat_core.model import Instrument

__all__ = ["FORMAT", "FORMAT_VERSION", "ReadResult", "check_result", "read_result", "write_result"]

FORMAT: Final = "pat-result"
FORMAT_VERSION: Final = 1

_UPGRADES: Mapping[int, Callable[[ForeignObject], ForeignObject]] = {}
"""For each older format version, the function that turns it into the next one."""

_ORDER = (
    *("format", "format_version", "notice", "scoring_version", "instrument"),
    *("result_id", "revision", "saved_at", "receipt", "copy", "pairing_token"),
    *("partnership", "round", "mode", "purpose", "respondent"),
    *("responses", "significance", "success", "typology", "checklists", "unread"),
)
_OTHER_FORMATS = {
    "pat-profile": "it is a profile, not the answers behind it",
    "pat-group": "it is the file of a whole group, not of one person",
}
_FILE_KIND = FileKind("result file", MAX_RESULT_BYTES, "shorten what stands there", ResultFileError)
_COMPARED: Final = ("answered", "columns", "score", "possible", "band")


@dataclass(frozen=True, slots=True)
class ReadResult:
    """A result that was read, with what its reader must report."""

    name: str
    result: Result
    problems: tuple[Problem, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every entry of the file is in use."""
        return not any(problem.is_unread for problem in self.problems)


def read_result(raw: bytes, name: str, instrument: Instrument) -> ReadResult:
    """Return the result in *raw*, the content of a file that messages call *name*.

    A result without any answer is read too: it is a sheet that has not been filled in yet.

    Raises:
        ResultFileError: the file is not a result, or has a later format or another instrument;
            the message names the file, the place and what is allowed.
    """
    parsed = parse_json(raw, name)
    return check_result(parsed.value, name, instrument, parsed.remarks)


def check_result(
    document: object, name: str, instrument: Instrument, remarks: Iterable[Remark] = ()
) -> ReadResult:
    """Return the result in *document*, a JSON value; for errors see :func:`read_result`.

    *remarks* say what was changed already while the JSON was read.
    """
    if not isinstance(document, dict):
        raise ResultFileError(
            f"{name}: holds {_kind(document)}; a result file holds one JSON object"
        )
    current = _bring_up_to_date(document, name)
    about_instrument = _check_instrument(current, name, instrument)
    if not isinstance(current.get("responses"), dict):
        kind = _kind(current["responses"]) if "responses" in current else "nothing"
        raise ResultFileError(f"{name}: responses holds {kind}; it must hold an object by code")
    stated = current.pop("scores", None)
    checked, problems = check_entries(current, instrument)
    result = Result(checked)
    problems += about_instrument + _compare_scores(stated, result, instrument)
    changed = [Problem(*remark, is_unread=False) for remark in remarks]
    return ReadResult(name, result, (*changed, *problems))


def write_result(result: Result, instrument: Instrument) -> str:
    """Return the text of a result file, with the profile calculated again as ``scores``.

    Raises:
        ResultFileError: it would be larger than a result file may be.
    """
    answered = result.document.get("instrument", {})
    current: ResultDocument = {
        **result.document,
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "notice": instrument.texts.notice,
        "scoring_version": instrument.scoring_version,
        "instrument": {
            **answered,
            **instrument.mark,
            # The wording stays the one that was answered, whoever writes the file again.
            "wording": answered.get("wording", instrument.wording_fingerprint),
        },
        "scores": profile_document(score_answers(result.answers, instrument)),
    }
    unordered: dict[str, object] = {**current}
    ordered = {key: unordered.pop(key) for key in _ORDER if key in unordered}
    return write_json({**ordered, **unordered}, _FILE_KIND)


def _bring_up_to_date(document: ForeignObject, name: str) -> ForeignObject:
    """Return *document* in the present format, or refuse it because of its format."""
    format_ = document.get("format")
    if format_ != FORMAT:
        known = _OTHER_FORMATS.get(format_, "") if isinstance(format_, str) else ""
        cause = known or f'format is {shown(format_)}; a result file says "{FORMAT}" there'
        raise ResultFileError(f"{name}: {cause}")
    version = whole_number(document.get("format_version"))
    if version is None or version not in (*_UPGRADES, FORMAT_VERSION):
        if version is not None and version > FORMAT_VERSION:
            raise ResultFileError(
                f"{name}: format_version is {version}, newer than this program, which reads up to"
                f" {FORMAT_VERSION}; use the site or program that wrote the file"
            )
        raise ResultFileError(
            f"{name}: format_version is {shown(document.get('format_version'))};"
            f" allowed is {FORMAT_VERSION}"
        )
    current = dict(document)
    for older in range(version, FORMAT_VERSION):
        current = _UPGRADES[older](current)
    return current


def _check_instrument(document: ForeignObject, name: str, instrument: Instrument) -> list[Problem]:
    """Refuse another instrument or other scoring rules; return a remark on another wording."""
    section = document.get("instrument")
    if not isinstance(section, dict) or section.get("id") != instrument.id:
        cause = f"instrument is {shown(section)}; allowed is an object with the id"
        if isinstance(section, dict):
            cause = f"instrument/id is {shown(section.get('id'))}; this program scores"
        raise ResultFileError(f'{name}: {cause} "{instrument.id}"')
    scoring = section.get("scoring", instrument.scoring_fingerprint)
    if scoring != instrument.scoring_fingerprint:
        raise ResultFileError(
            f"{name}: instrument/scoring is {shown(scoring)}: other scoring rules than here,"
            " so its answers cannot be scored by these"
        )
    wording = section.get("wording", instrument.wording_fingerprint)
    if wording != instrument.wording_fingerprint:
        message = "the statements were answered in another wording than the one in use here"
        return [Problem("instrument/wording", message, is_unread=False)]
    return []


def _compare_scores(stated: object, result: Result, instrument: Instrument) -> list[Problem]:
    """Return a remark for each figure that the file states and its answers do not give.

    Only figures of the same scoring version are compared, and never a reading.
    """
    if not isinstance(stated, dict):
        return []
    if stated.get("scoring_version", instrument.scoring_version) != instrument.scoring_version:
        return []
    own = profile_document(score_answers(result.answers, instrument))
    if stated == own:
        return []
    cards = {f"principles/{number}": card for number, card in own["principles"].items()}
    cards["aggregate"] = own["aggregate"]
    return [
        remark for place, card in cards.items() for remark in _compare_card(stated, place, card)
    ]


def _compare_card(stated: ForeignObject, place: str, card: ScoreCardDocument) -> Iterator[Problem]:
    """Yield a remark for each figure of one card that is stated otherwise."""
    other = _at(stated, place)
    for key in _COMPARED:
        if isinstance(other, dict) and key in other and other[key] != card[key]:
            message = (
                f"the file says {shown(other[key])}, its answers give {shown(card[key])};"
                " the answers are believed"
            )
            yield Problem(f"scores/{place}/{key}", message, is_unread=False)


def _at(document: object, place: str) -> object:
    """Return the value at *place*, keys joined by "/"; None where there is none."""
    for key in place.split("/"):
        document = document.get(key) if isinstance(document, dict) else None
    return document


def _kind(value: object) -> str:
    """Return what the type of a JSON value is called in a sentence."""
    names = {list: "a list", str: "text", bool: "true or false", dict: "an object"}
    if value is None:
        return "null"
    return names.get(type(value), "a number")
