"""Result files: read, check, bring up to date, and write.

A file is foreign until it has been read here. What cannot be read at all is refused in one
sentence; what can be read in part is used in part (see ``result_entries``).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pat_core.errors import ResultFileError
from pat_core.files.json_writer import FileKind, write_json
from pat_core.files.result_validation import Problem, check_entries, whole_number
from pat_core.files.strict_json import MAX_RESULT_BYTES, Remark, parse_json, shown
from pat_core.model import Instrument, Result
from pat_core.scoring.principles import score_answers
from pat_core.scoring.profile import profile_document

__all__ = ["FORMAT", "FORMAT_VERSION", "ReadResult", "check_result", "read_result", "write_result"]

FORMAT = "pat-result"
FORMAT_VERSION = 1

Document = dict[str, Any]

_UPGRADES: Mapping[int, Callable[[Document], Document]] = {}
"""From a format version to the function that makes the next one of it."""

_ORDER = (
    *("format", "format_version", "notice", "scoring_version", "instrument"),
    *("result_id", "revision", "saved_at", "pairing_token"),
    *("partnership", "round", "mode", "purpose", "respondent"),
    *("responses", "significance", "success", "typology", "checklists", "unread"),
)
_OTHER_FORMATS = {
    "pat-profile": "it is a profile, not the answers behind it",
    "pat-group": "it is the file of a whole group, not of one person",
}
_KIND = FileKind("result file", MAX_RESULT_BYTES, "shorten what stands there", ResultFileError)
_COMPARED = ("answered", "columns", "score", "possible", "band")


@dataclass(frozen=True, slots=True)
class ReadResult:
    """A result that was read, with what its reader must tell."""

    name: str
    result: Result
    problems: tuple[Problem, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every entry of the file is in use."""
        return not any(problem.is_unread for problem in self.problems)


def read_result(raw: bytes, name: str, instrument: Instrument) -> ReadResult:
    """Return the result in *raw*, the content of a file that messages call *name*.

    A result without any answer is read too: it is a sheet that nobody has filled in yet.

    Raises:
        ResultFileError: the file is no result, or one of a later format or another instrument;
            the message names the file, the place and what is allowed.
    """
    parsed = parse_json(raw, name)
    return check_result(parsed.value, name, instrument, parsed.remarks)


def check_result(
    document: object, name: str, instrument: Instrument, told: Iterable[Remark] = ()
) -> ReadResult:
    """Return the result in *document*, a JSON value; for errors see :func:`read_result`.

    *told* is what was changed already, in reading the JSON.
    """
    if not isinstance(document, dict):
        raise ResultFileError(
            f"{name}: holds {_kind(document)}; a result file holds one JSON object"
        )
    current = _bring_up_to_date(document, name)
    remarks = _check_instrument(current, name, instrument)
    if not isinstance(current.get("responses"), dict):
        found = _kind(current["responses"]) if "responses" in current else "nothing"
        raise ResultFileError(f"{name}: responses holds {found}; it must hold an object by code")
    claimed = current.pop("scores", None)
    cleaned, problems = check_entries(current, instrument)
    result = Result(cleaned)
    problems += remarks + _compare_scores(claimed, result, instrument)
    changed = [Problem(*each, is_unread=False) for each in told]
    return ReadResult(name, result, (*changed, *problems))


def write_result(result: Result, instrument: Instrument) -> str:
    """Return the text of a result file, with the profile worked out anew as ``scores``.

    Raises:
        ResultFileError: it would be larger than a result file may be.
    """
    read_from = result.document.get("instrument", {})
    document: Document = {
        **result.document,
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "notice": instrument.texts.notice,
        "scoring_version": instrument.scoring_version,
        "instrument": {
            **read_from,
            **instrument.mark,
            # What was answered in another wording stays so, whoever writes it out again.
            "wording": read_from.get("wording", instrument.wording_fingerprint),
        },
    }
    known = {key: document.pop(key) for key in _ORDER if key in document}
    scores = profile_document(score_answers(result.answers, instrument))
    return write_json({**known, **document, "scores": scores}, _KIND)


def _bring_up_to_date(document: Document, name: str) -> Document:
    """Return *document* in the present format, or refuse it by its format."""
    found = document.get("format")
    if found != FORMAT:
        known = _OTHER_FORMATS.get(found, "") if isinstance(found, str) else ""
        cause = known or f'format is {shown(found)}; a result file says "{FORMAT}" there'
        raise ResultFileError(f"{name}: {cause}")
    found = document.get("format_version")
    version = whole_number(found)
    if version is None or version not in (*_UPGRADES, FORMAT_VERSION):
        if version is not None and version > FORMAT_VERSION:
            raise ResultFileError(
                f"{name}: format_version is {version}, newer than this program, which reads up to"
                f" {FORMAT_VERSION}; use the site or program that wrote the file"
            )
        raise ResultFileError(
            f"{name}: format_version is {shown(found)}; allowed is {FORMAT_VERSION}"
        )
    current = dict(document)
    for older in range(version, FORMAT_VERSION):
        current = _UPGRADES[older](current)
    return current


def _check_instrument(document: Document, name: str, instrument: Instrument) -> list[Problem]:
    """Refuse another instrument or other scoring rules; remark another wording."""
    section = document.get("instrument")
    if not isinstance(section, dict) or section.get("id") != instrument.id:
        found = f"instrument is {shown(section)}; allowed is an object with the id"
        if isinstance(section, dict):
            found = f"instrument/id is {shown(section.get('id'))}; this program scores"
        raise ResultFileError(f'{name}: {found} "{instrument.id}"')
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


def _compare_scores(claimed: object, result: Result, instrument: Instrument) -> list[Problem]:
    """Return a remark for each figure in the file that its answers do not give.

    Only figures of the same scoring version are compared, and never a reading.
    """
    if not isinstance(claimed, dict):
        return []
    if claimed.get("scoring_version", instrument.scoring_version) != instrument.scoring_version:
        return []
    own = profile_document(score_answers(result.answers, instrument))
    if claimed == own:
        return []
    cards = {f"principles/{n}": card for n, card in own["principles"].items()}
    cards["aggregate"] = own["aggregate"]
    remarks = []
    for place, card in cards.items():
        other = _at(claimed, place)
        for key in _COMPARED:
            if isinstance(other, dict) and key in other and other[key] != card[key]:
                message = (
                    f"the file says {shown(other[key])}, its answers give {shown(card[key])};"
                    " the answers are believed"
                )
                remarks.append(Problem(f"scores/{place}/{key}", message, is_unread=False))
    return remarks


def _at(document: object, place: str) -> object:
    """Return what stands at *place*, keys joined by "/"; None where nothing does."""
    for key in place.split("/"):
        document = document.get(key) if isinstance(document, dict) else None
    return document


def _kind(value: object) -> str:
    """Return what a JSON value is called in a sentence."""
    names = {list: "a list", str: "text", bool: "true or false", dict: "an object"}
    if value is None:
        return "null"
    return names.get(type(value), "a number")
