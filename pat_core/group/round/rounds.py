"""What a facilitator sets up before anyone answers: whose round it is, and on which terms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from pat_core.errors import GroupFileError
from pat_core.files.json_reader import ForeignValue
from pat_core.files.result_validation import MAX_THRESHOLD, MIN_THRESHOLD, whole_number
from pat_core.files.strict_json import parse_json, shown
from pat_core.group.statistics.tally import LABEL_KINDS
from pat_core.model import CONFIDENTIAL
from pat_core.text.name_key import name_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pat_core.documents.figures import LabelKind
    from pat_core.documents.round import RoundDocument
    from pat_core.model import Instrument

__all__ = [
    "DEFAULT_THRESHOLD",
    "MAX_THRESHOLD",
    "MIN_THRESHOLD",
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

ROUND_FORMAT: Final = "pat-round"
ROUND_VERSION: Final = 1

DEFAULT_THRESHOLD = 5
"""How many people a figure of a confidential round needs where nobody named a number."""
MAX_LINE, MAX_LINES = 200, 2_000
"""Longest text in a field of one line and in one of several lines, in characters."""
MAX_PARTNERS, MAX_INVITED = 200, 10_000
"""Most partners in a round, and most people invited from one partner."""

FIRST_DAY = "1900-01-01"
"""Nobody means an earlier day: a year such as 0202 is a typing error."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Invited:
    """How many people of a partner are asked; without a name, of all partners together."""

    partner: str
    people: int


@dataclass(frozen=True, slots=True)
class Round:
    """One occasion on which a group answers; an empty text says "not given"."""

    partnership: str = ""
    round: str = ""
    purpose: str = ""
    mode: str = CONFIDENTIAL
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
    labels: tuple[LabelKind, ...] = ()
    """The kinds of label that respondents are asked for."""
    by: LabelKind | Literal[""] = ""
    """The kind of label that makes the subgroups; empty for none."""
    invited: tuple[Invited, ...] = ()
    threshold: int = DEFAULT_THRESHOLD


class ReadRound(NamedTuple):
    """A set-up file once it has been read."""

    round: Round
    remarks: list[str]
    """A sentence for each text that was changed in reading, and for each field left out."""


def read_round(raw: bytes, name: str, instrument: Instrument) -> ReadRound:
    """Return the round in a set-up file, which messages call *name*.

    Raises:
        GroupFileError: the file is not the set-up of a round, has a later format, or holds
            something that no round has; the message names the place.
        ResultFileError: the bytes are not JSON that is read here.
    """
    document, changed = parse_json(raw, name)
    format_ = document.get("format") if isinstance(document, dict) else document
    if not isinstance(document, dict) or format_ != ROUND_FORMAT:
        raise GroupFileError(
            f'{name}: format is {shown(format_)}; the set-up of a round says "{ROUND_FORMAT}" there'
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
    """Return the round in *value*, a foreign JSON value, leaving out days that are not dates.

    Nothing depends on the days of a round, so the rest is used, with a remark on each day that was
    left out. Otherwise it is like :func:`round_from`.
    """
    foreign = ForeignValue(value, place)
    usable, remarks = foreign.object(), []
    for key in ("date", "delete_on"):
        try:
            _day(foreign, key)
        except GroupFileError as error:
            del usable[key]
            remarks.append(f"{str(error).removeprefix(f'{place}: ')}; it was left out")
    return ReadRound(round_from(usable, instrument, place), remarks)


def round_from(value: object, instrument: Instrument, place: str = "round") -> Round:
    """Return the round in *value*, a JSON value; missing texts become empty.

    Texts are stripped of outer spaces. Unknown keys are ignored.

    Raises:
        GroupFileError: something does not belong in a round; the message starts with *place*.
    """
    foreign = ForeignValue(value, place)
    threshold = foreign.at("threshold", None)
    return Round(
        partnership=_text(foreign, "partnership", MAX_LINE),
        round=_text(foreign, "round", MAX_LINE),
        purpose=_code(foreign, "purpose", [purpose.code for purpose in instrument.purposes]),
        mode=_code(foreign, "mode", [mode.code for mode in instrument.modes]) or CONFIDENTIAL,
        context=_text(foreign, "context", MAX_LINES),
        facilitator=_text(foreign, "facilitator", MAX_LINE),
        holder=_text(foreign, "holder", MAX_LINE),
        sees=_text(foreign, "sees", MAX_LINES),
        delete_on=_day(foreign, "delete_on"),
        ending=_text(foreign, "ending", MAX_LINES),
        date=_day(foreign, "date"),
        labels=_labels(foreign),
        by=foreign.at("by", "").choice(("", *LABEL_KINDS)),
        invited=_invited(foreign),
        threshold=DEFAULT_THRESHOLD
        if threshold.is_null()
        else threshold.whole(MIN_THRESHOLD, MAX_THRESHOLD),
    )


def round_document(set_up: Round) -> RoundDocument:
    """Return *set_up* as the JSON object of a set-up file, with every key."""
    return {
        "format": ROUND_FORMAT,
        "format_version": ROUND_VERSION,
        "partnership": set_up.partnership,
        "round": set_up.round,
        "purpose": set_up.purpose,
        "mode": set_up.mode,
        "context": set_up.context,
        "facilitator": set_up.facilitator,
        "holder": set_up.holder,
        "sees": set_up.sees,
        "delete_on": set_up.delete_on,
        "ending": set_up.ending,
        "date": set_up.date,
        "labels": list(set_up.labels),
        "by": set_up.by,
        "invited": [
            {"partner": invited.partner, "people": invited.people} for invited in set_up.invited
        ],
        "threshold": set_up.threshold,
    }


def _text(foreign: ForeignValue, key: str, limit: int) -> str:
    return foreign.at(key, "").text(limit).strip()


def _code(foreign: ForeignValue, key: str, codes: Sequence[str]) -> str:
    return foreign.at(key, "").choice(("", *codes))


def _day(foreign: ForeignValue, key: str) -> str:
    """Return a day such as 2026-12-31, or an empty text."""
    day = foreign.at(key, "")
    if day.text() and not _is_day(day.text()):
        day.refuse("a day such as 2026-12-31")
    return day.text()


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return _DAY.fullmatch(text) is not None and text >= FIRST_DAY


def _labels(foreign: ForeignValue) -> tuple[LabelKind, ...]:
    """Return the kinds of label that are asked for, in the order of LABEL_KINDS."""
    asked: set[LabelKind] = set()
    for value in foreign.at("labels", []).list(len(LABEL_KINDS)):
        kind = value.choice(LABEL_KINDS)
        if kind in asked:
            value.fail(f"is {kind} again; each may stand once")
        asked.add(kind)
    return tuple(kind for kind in LABEL_KINDS if kind in asked)


def _invited(foreign: ForeignValue) -> tuple[Invited, ...]:
    """Return the partners in the order given, each of which may be named once."""
    partners: dict[str, Invited] = {}
    for value in foreign.at("invited", []).list(MAX_PARTNERS):
        partner = _text(value, "partner", MAX_LINE)
        if name_key(partner) in partners:
            value.fail(f"names the partner {shown(partner)} again; each may stand once")
        people = value.at("people").whole(1, MAX_INVITED)
        partners[name_key(partner)] = Invited(partner, people)
    return tuple(partners.values())
