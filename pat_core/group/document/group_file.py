"""Group files: read, check and write.

A group file is foreign until it has been read here. It holds figures and no answers, so that every
figure that follows from its counts is worked out anew (see ``recount`` and ``part_check``), and the
rest is held within what is possible. A file that contradicts itself is refused in one sentence.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from pat_core.errors import GroupFileError, ResultFileError
from pat_core.files.json_reader import ForeignValue
from pat_core.files.json_writer import FileKind, write_json
from pat_core.files.strict_json import MAX_DEPTH, ParsedJson, depth_of, parse_json, shown
from pat_core.group.disclosure.suppression import has_shown_subgroups
from pat_core.group.document.change import check_change
from pat_core.group.document.discrepancies import remarks_on
from pat_core.group.document.group_document import FORMAT, FORMAT_VERSION
from pat_core.group.document.recalculation import (
    MAX_PEOPLE,
    recount_aggregate,
    recount_partners,
    recount_principles,
    recount_rating_agreement,
    recount_significance,
    recount_statement,
    recount_types,
)
from pat_core.group.document.suppression_check import check_parts
from pat_core.group.intake.comments import check_released
from pat_core.group.intake.selection import STATUSES
from pat_core.group.round.plans import check_plan
from pat_core.group.round.rounds import DEFAULT_THRESHOLD, MAX_THRESHOLD, MIN_THRESHOLD
from pat_core.group.statistics.figures import completeness_figures
from pat_core.group.statistics.scenario import follow_up
from pat_core.group.statistics.topics import topic_lists
from pat_core.model import Instrument

__all__ = [
    "MAX_GROUP_BYTES",
    "ReadGroup",
    "check_format",
    "check_group",
    "parse_group_json",
    "read_group",
    "says_format",
    "write_group",
]

MAX_GROUP_BYTES = 64_000_000
"""Largest group file or workspace that is read, in bytes."""

_KIND = FileKind(
    "group file",
    MAX_GROUP_BYTES,
    "hold back some comments, or release them in fewer words",
    GroupFileError,
)
_OTHER_FORMATS = {
    "pat-result": "it is one person's result, not the file of a whole group",
    "pat-profile": "it is one person's profile, not the file of a whole group",
    "pat-round": "it is the set-up of a round, not the file of a group",
    "pat-workspace": "it is a workspace; open it as one",
    "pat-group": "it is a group file; open it as one",
}

Document = dict[str, Any]


class ReadGroup(NamedTuple):
    """A group file once it has been read."""

    document: Document
    remarks: list[str]
    """A sentence for each text that was changed in reading, and for each figure that the file
    states and its counts do not give."""


def read_group(raw: bytes, name: str, instrument: Instrument) -> ReadGroup:
    """Return the group in *raw*, the content of a file that messages call *name*.

    Raises:
        GroupFileError: the file is no group file, is of a later format, another instrument or other
            scoring rules, or contradicts itself; the message names the file, the place and what is
            allowed.
    """
    document, changed = parse_group_json(raw, name)
    if depth_of(document) == MAX_DEPTH:
        # As an earlier round it will stand inside a workspace, which must open again.
        raise GroupFileError(f"{name}: nested more than {MAX_DEPTH - 1} deep; a group file is not")
    checked = check_group(document, name, instrument)
    remarks = [*map(str, changed), *remarks_on(document, checked, instrument)]
    return ReadGroup(checked, remarks)


def says_format(raw: bytes, name: str) -> bool:
    """Return whether a file says at its start that its format is *name*; it may be damaged."""
    return f'"{name}"'.encode() in raw[:200]


def write_group(document: Mapping[str, Any]) -> str:
    """Return the text of a group file.

    Raises:
        GroupFileError: it would be larger than a group file may be.
    """
    return write_json(document, _KIND)


def parse_group_json(raw: bytes, name: str) -> ParsedJson:
    """Return the JSON value in *raw*, a file of the size that groups have; see ``strict_json``.

    Raises:
        GroupFileError: it is too large, or no JSON that is read here.
    """
    try:
        return parse_json(raw, name, limit=MAX_GROUP_BYTES)
    except ResultFileError as error:
        raise GroupFileError(str(error)) from None


def check_format(found: ForeignValue, name: str, version: int) -> None:
    """Refuse an object whose format is not *name*, or whose version is not *version*."""
    said = found.at("format").raw
    if said != name:
        if isinstance(said, str) and said in _OTHER_FORMATS:
            raise GroupFileError(f"{found.name}: {_OTHER_FORMATS[said]}")
        found.at("format").refuse(f'"{name}"')
    later = found.at("format_version")
    if later.whole(1, MAX_PEOPLE) > version:
        later.fail(
            f"is {later.raw}, newer than this program, which reads up to {version}; use the site"
            " or program that wrote the file"
        )


def check_group(document: object, name: str, instrument: Instrument) -> Document:
    """Return the group document in *document*, a JSON value; for errors see :func:`read_group`."""
    found = ForeignValue(document, name)
    check_format(found, FORMAT, FORMAT_VERSION)
    checked = {
        **found.object(),
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "notice": instrument.texts.notice,
        "scoring_version": instrument.scoring_version,
        "instrument": _check_instrument(found.at("instrument"), instrument),
        **_details(found, instrument),
    }
    checked |= _figures(found, checked["respondents"], instrument)
    checked["by"] = check_parts(found.at("by", {}), checked, instrument)
    checked["parts_withheld"] = _why_withheld(found.at("parts_withheld", ""), checked["by"])
    checked["lists"] = topic_lists(checked["statements"])
    checked["scenario"] = follow_up(checked, instrument)
    if found.has("change"):
        checked["change"] = check_change(found.at("change"), checked, instrument)
    return checked | _notes(found, instrument)


def _why_withheld(found: ForeignValue, by: Mapping[str, Any]) -> str:
    """Return why no part is shown; refuse the reason where one is."""
    if found.text() and has_shown_subgroups(by):
        found.fail("says why no part is shown, but there are some")
    return found.text()


def _check_instrument(found: ForeignValue, instrument: Instrument) -> Document:
    """Refuse another instrument, or other scoring rules than those in use here."""
    found.at("id").choice([instrument.id])
    scoring = found.at("scoring")
    if scoring.text() != instrument.scoring_fingerprint:
        scoring.fail(
            f"is {shown(scoring.raw)}: other scoring rules than here, so its figures cannot be read"
            " by these"
        )
    wording = found.at("wording", instrument.wording_fingerprint)
    return {**found.object(), "wording": wording.text()}


def _details(found: ForeignValue, instrument: Instrument) -> Document:
    """Return what says whose figures these are, and of which round."""
    invited = found.at("invited", {})
    return {
        "partnership": found.at("partnership", "").text(),
        "round": found.at("round", "").text(),
        "purpose": found.at("purpose", "").choice(["", *(use.code for use in instrument.purposes)]),
        "mode": found.at("mode").choice(["", *(mode.code for mode in instrument.modes)]),
        "made_at": found.at("made_at", "").moment(),
        "respondents": found.at("respondents").whole(0, MAX_PEOPLE),
        "threshold": found.at("threshold", DEFAULT_THRESHOLD).whole(MIN_THRESHOLD, MAX_THRESHOLD),
        "invited": {
            **invited.object(),
            **{key: _count_or_null(invited.at(key, None)) for key in ("people", "partners")},
        },
    }


def _count_or_null(found: ForeignValue) -> int | None:
    return None if found.is_null() else found.whole(0, MAX_PEOPLE)


def _figures(found: ForeignValue, people: int, instrument: Instrument) -> Document:
    """Return the figures of the whole group, worked out anew."""
    nobody = {"n": 0, "unnamed": people, "largest": 0}
    partners = recount_partners(found.at("partners", nobody), people)
    named = partners["n"]
    statements = {
        code: recount_statement(each, people, named, instrument)
        for code, each in found.at("statements").all_of(instrument.codes)
    }
    aggregate = recount_aggregate(found.at("aggregate"), statements, people, named, instrument)
    significance = recount_significance(found.at("significance"), people, named, instrument)
    return {
        "partners": partners,
        "completeness": completeness_figures(statements, aggregate),
        "statements": statements,
        "principles": recount_principles(
            found.at("principles"), statements, people, named, instrument
        ),
        "aggregate": aggregate,
        "significance": significance,
        "significance_agreement": recount_rating_agreement(
            found.at("significance_agreement"), significance
        ),
        "success": recount_statement(found.at("success"), people, named, instrument),
        "typology": recount_types(found.at("typology"), people, instrument),
    }


def _notes(found: ForeignValue, instrument: Instrument) -> Document:
    """Return what a group file holds besides figures: comments, plan and files."""
    return {
        "comments": check_released(found.at("comments", []), [*instrument.codes, "success"]),
        "plan": check_plan(found.at("plan", {}), instrument),
        "files": [
            {
                **each.object(),
                "name": each.at("name").text(),
                "status": each.at("status").choice(STATUSES),
                "reason": each.at("reason", "").text(),
            }
            for each in found.at("files", []).list()
        ],
        "file_counts": {
            key: each.whole(0, MAX_PEOPLE) for key, each in found.at("file_counts", {}).items()
        },
    }
