"""What a facilitator sets up before anyone answers: whose round it is, and on which terms."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, NamedTuple

from pat_core.errors import GroupFileError
from pat_core.files.json_reader import ForeignValue
from pat_core.files.result_validation import whole_number
from pat_core.files.strict_json import parse_json, shown
from pat_core.group.statistics.tally import LABEL_KINDS
from pat_core.model import Instrument
from pat_core.text.name_key import name_key

__all__ = [
    "ROUND_FORMAT",
    "ROUND_VERSION",
    "Invited",
    "ReadRound",
    "Round",
    "read_round",
    "read_round_value",
    "round_document",
    "round_from",
]

ROUND_FORMAT = "pat-round"
ROUND_VERSION = 1

DEFAULT_MODE = "confidential"
DEFAULT_THRESHOLD, MIN_THRESHOLD, MAX_THRESHOLD = 5, 3, 10
"""From how many people on a figure of a confidential round is shown."""
MAX_LINE, MAX_LINES = 200, 2_000
"""Longest text in a field of one line, and of several, in characters."""
MAX_PARTNERS, MAX_PEOPLE = 200, 10_000
"""Most partners in a round, and most people invited of one partner."""

FIRST_DAY = "1900-01-01"
"""No earlier day is meant by anybody: a year such as 0202 is a slip of the hand."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Invited:
    """A partner, and how many of its people are asked; without a name, all partners together."""

    partner: str
    people: int


@dataclass(frozen=True, slots=True)
class Round:
    """One occasion on which a group answers; an empty text says "not given"."""

    partnership: str = ""
    round: str = ""
    purpose: str = ""
    mode: str = DEFAULT_MODE
    context: str = ""
    """Why the partnership asks now, in a few lines."""
    facilitator: str = ""
    holder: str = ""
    """Who holds the files."""
    sees: str = ""
    """Who sees what."""
    delete_on: str = ""
    """The day, as 2026-12-31, by which the files are deleted."""
    ending: str = ""
    """How the round will end, and what will be done with its result."""
    date: str = ""
    """The day by which people answer, as 2026-12-31."""
    labels: tuple[str, ...] = ()
    """Which of level, sector and organisation respondents are asked for."""
    by: str = ""
    """The one kind of label by which the group is looked at; empty for none."""
    invited: tuple[Invited, ...] = ()
    threshold: int = DEFAULT_THRESHOLD


class ReadRound(NamedTuple):
    """A set-up file once it has been read."""

    round: Round
    remarks: list[str]
    """A sentence for each text that was changed in reading, and for each thing left out."""


def read_round(raw: bytes, name: str, instrument: Instrument) -> ReadRound:
    """Return the round in a set-up file; messages call it *name*.

    Raises:
        GroupFileError: the file is no set-up of a round, is of a later format, or holds something
            that no round has; the message names the place.
        ResultFileError: the bytes are no JSON that is read here.
    """
    document, changed = parse_json(raw, name)
    found = document.get("format") if isinstance(document, dict) else document
    if not isinstance(document, dict) or found != ROUND_FORMAT:
        raise GroupFileError(
            f'{name}: format is {shown(found)}; the set-up of a round says "{ROUND_FORMAT}" there'
        )
    version = whole_number(document.get("format_version"))
    if version != ROUND_VERSION:
        newer = ", newer than this program" if version and version > ROUND_VERSION else ""
        raise GroupFileError(
            f"{name}: format_version is {shown(document.get('format_version'))}{newer};"
            f" allowed is {ROUND_VERSION}"
        )
    read = read_round_value(document, instrument, name)
    return ReadRound(read.round, [*map(str, changed), *read.remarks])


def read_round_value(value: object, instrument: Instrument, place: str) -> ReadRound:
    """Return the round in *value*, a foreign JSON value, without a day that is none.

    Nothing else hangs on the days of a round, so the rest is used, and each that was left out is
    remarked on. See :func:`round_from` for the rest.
    """
    found = ForeignValue(value, place)
    sound, remarks = found.object(), []
    for key in ("date", "delete_on"):
        try:
            _day(found, key)
        except GroupFileError as error:
            del sound[key]
            remarks.append(f"{str(error).removeprefix(f'{place}: ')}; it was left out")
    return ReadRound(round_from(sound, instrument, place), remarks)


def round_from(value: object, instrument: Instrument, place: str = "round") -> Round:
    """Return the round in *value*, a JSON value; what is missing is not given.

    Texts lose their outer spaces. Keys that are not known are passed over.

    Raises:
        GroupFileError: something is not what a round has; the message starts with *place*.
    """
    found = ForeignValue(value, place)
    threshold = found.at("threshold", None)
    return Round(
        partnership=_text(found, "partnership", MAX_LINE),
        round=_text(found, "round", MAX_LINE),
        purpose=_code(found, "purpose", [purpose.code for purpose in instrument.purposes]),
        mode=_code(found, "mode", [mode.code for mode in instrument.modes]) or DEFAULT_MODE,
        context=_text(found, "context", MAX_LINES),
        facilitator=_text(found, "facilitator", MAX_LINE),
        holder=_text(found, "holder", MAX_LINE),
        sees=_text(found, "sees", MAX_LINES),
        delete_on=_day(found, "delete_on"),
        ending=_text(found, "ending", MAX_LINES),
        date=_day(found, "date"),
        labels=_labels(found),
        by=_code(found, "by", LABEL_KINDS),
        invited=_invited(found),
        threshold=DEFAULT_THRESHOLD
        if threshold.is_null()
        else threshold.whole(MIN_THRESHOLD, MAX_THRESHOLD),
    )


def round_document(set_up: Round) -> dict[str, Any]:
    """Return *set_up* as the JSON object of a set-up file, with every key."""
    return {
        "format": ROUND_FORMAT,
        "format_version": ROUND_VERSION,
        **asdict(set_up),
        "labels": list(set_up.labels),
        "invited": [asdict(each) for each in set_up.invited],
    }


def _text(found: ForeignValue, key: str, limit: int) -> str:
    return found.at(key, "").text(limit).strip()


def _code(found: ForeignValue, key: str, codes: Sequence[str]) -> str:
    return found.at(key, "").choice(("", *codes))


def _day(found: ForeignValue, key: str) -> str:
    """Return a day such as 2026-12-31, or an empty text."""
    day = found.at(key, "")
    if day.text() and not _is_day(day.text()):
        day.refuse("a day such as 2026-12-31")
    return day.text()


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return _DAY.fullmatch(text) is not None and text >= FIRST_DAY


def _labels(found: ForeignValue) -> tuple[str, ...]:
    """Return the kinds of label that are asked for, in their one order."""
    asked: set[str] = set()
    for each in found.at("labels", []).list(len(LABEL_KINDS)):
        kind = each.choice(LABEL_KINDS)
        if kind in asked:
            each.fail(f"is {kind} again; each may stand once")
        asked.add(kind)
    return tuple(kind for kind in LABEL_KINDS if kind in asked)


def _invited(found: ForeignValue) -> tuple[Invited, ...]:
    """Return the partners in the order given; a partner is named once."""
    partners: dict[str, Invited] = {}
    for each in found.at("invited", []).list(MAX_PARTNERS):
        partner = _text(each, "partner", MAX_LINE)
        if name_key(partner) in partners:
            each.fail(f"names the partner {shown(partner)} again; each may stand once")
        people = each.at("people").whole(1, MAX_PEOPLE)
        partners[name_key(partner)] = Invited(partner, people)
    return tuple(partners.values())
