"""Group files: read, check and write.

A group file is foreign until it has been read here. It holds figures and no answers. Every figure
that follows from its counts is worked out anew (see ``recalculation`` and ``suppression_check``),
and the others must be possible. A file that contradicts itself is refused in one sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pat_core.errors import GroupFileError, ResultFileError
from pat_core.files.json_reader import ForeignValue
from pat_core.files.json_writer import FileKind, write_json
from pat_core.files.result_validation import whole_number
from pat_core.files.strict_json import MAX_DEPTH, ParsedJson, depth_of, parse_json, shown
from pat_core.group.disclosure.subgroups import has_shown_subgroups
from pat_core.group.document.beside import check_beside
from pat_core.group.document.change import check_change
from pat_core.group.document.discrepancies import remarks_on
from pat_core.group.document.group_document import FORMAT, FORMAT_VERSION
from pat_core.group.document.reading import MAX_PEOPLE, Reading
from pat_core.group.document.recalculation import (
    counted_statements,
    recount_partners,
    recount_principles,
    recount_rating_agreement,
    recount_scores,
    recount_significance,
    recount_statement,
    recount_types,
)
from pat_core.group.document.subgroup_check import check_subgroups
from pat_core.group.document.trend import check_trend
from pat_core.group.intake.comments import check_released
from pat_core.group.intake.selection import STATUSES
from pat_core.group.round.own_answers import check_own_answers
from pat_core.group.round.plans import check_plan
from pat_core.group.round.rounds import DEFAULT_THRESHOLD, MAX_THRESHOLD, MIN_THRESHOLD
from pat_core.group.statistics.figures import completeness_figures, shown_statements
from pat_core.group.statistics.scenario import follow_up
from pat_core.group.statistics.start import where_to_start
from pat_core.group.statistics.topics import topic_lists
from pat_core.text.display import MAX_NAME, visible
from pat_core.text.sentences import listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pat_core.documents.figures import LabelKind, StatementCounts, Subgroup
    from pat_core.documents.group import (
        GroupDocument,
        GroupFigures,
        GroupHeading,
        GroupNotes,
        InstrumentMark,
    )
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

_FILE_KIND = FileKind(
    "group file",
    MAX_GROUP_BYTES,
    "hold back some comments, or release them in fewer words",
    GroupFileError,
)

_MOST_PLACES = 3
"""How many of the figures that were left out a remark names."""

_OTHER_FORMATS = {
    "pat-result": "it is one person's result, not the file of a whole group",
    "pat-profile": "it is one person's profile, not the file of a whole group",
    "pat-round": "it is the set-up of a round, not the file of a group",
    "pat-workspace": "it is a workspace; open it as one",
    "pat-group": "it is a group file; open it as one",
}


class ReadGroup(NamedTuple):
    """A group file once it has been read."""

    document: GroupDocument
    remarks: list[str]
    """A sentence for each text that was changed in reading, and for each figure in the file that
    does not follow from its counts."""


def read_group(raw: bytes, name: str, instrument: Instrument) -> ReadGroup:
    """Return the group document in *raw*, the content of a file that messages call *name*.

    Raises:
        GroupFileError: the file is no group file; it has a later format, another instrument or
            other scoring rules; or it contradicts itself. The message names the file, the place and
            what is allowed.
    """
    document, changed = parse_group_json(raw, name)
    if depth_of(document) == MAX_DEPTH:
        # As an earlier round it will stand inside a workspace, which must open again.
        raise GroupFileError(f"{name}: nested more than {MAX_DEPTH - 1} deep; a group file is not")
    cuts: list[str] = []
    checked = check_group(document, name, instrument, cuts)
    remarks = [*map(str, changed), *_told(cuts), *remarks_on(document, checked, instrument)]
    return ReadGroup(checked, remarks)


def _told(cuts: Sequence[str]) -> list[str]:
    """Return a sentence about the figures that were left out because their round hides them."""
    if not cuts:
        return []
    places = listed(cuts[:_MOST_PLACES])
    more = f" and {len(cuts) - _MOST_PLACES:,} more" if len(cuts) > _MOST_PLACES else ""
    return [
        f"shows more than its round may, and that was left out: {visible(places, MAX_NAME)}{more}"
    ]


def says_format(raw: bytes, name: str) -> bool:
    """Return whether a file, which may be damaged, names *name* as its format at its start."""
    return f'"{name}"'.encode() in raw[:200]


def write_group(document: GroupDocument) -> str:
    """Return the text of a group file.

    Raises:
        GroupFileError: it would be larger than a group file may be.
    """
    return write_json(document, _FILE_KIND)


def parse_group_json(raw: bytes, name: str) -> ParsedJson:
    """Return the JSON value in *raw*, up to :data:`MAX_GROUP_BYTES`; see ``strict_json``.

    Raises:
        GroupFileError: it is too large, or not JSON as ``strict_json`` reads it.
    """
    try:
        return parse_json(raw, name, limit=MAX_GROUP_BYTES)
    except ResultFileError as error:
        raise GroupFileError(str(error)) from None


def check_format(foreign: ForeignValue, name: str, version: int) -> None:
    """Refuse an object whose format is not *name*, or whose version is above *version*."""
    stated = foreign.at("format").raw
    if stated != name:
        if isinstance(stated, str) and stated in _OTHER_FORMATS:
            raise GroupFileError(f"{foreign.name}: {_OTHER_FORMATS[stated]}")
        foreign.at("format").refuse(f'"{name}"')
    stated_version = foreign.at("format_version")
    if stated_version.whole(1, MAX_PEOPLE) > version:
        stated_version.fail(
            f"is {stated_version.raw}, newer than this program, which reads up to {version}; use"
            " the site or program that wrote the file"
        )


def check_group(
    document: object, name: str, instrument: Instrument, cuts: list[str] | None = None
) -> GroupDocument:
    """Return the document in *document*, a JSON value; for errors see :func:`read_group`.

    The places of figures that its round does not show, and that are left out, are added to *cuts*.
    """
    cuts = [] if cuts is None else cuts
    foreign = ForeignValue(document, name)
    check_format(foreign, FORMAT, FORMAT_VERSION)
    figures = _check_figures(foreign, instrument, cuts)
    checked: GroupDocument = {
        **foreign.object(),
        **figures,
        "lists": topic_lists(shown_statements(figures["statements"])),
        "start": where_to_start(figures, instrument),
        "scenario": follow_up(figures, instrument),
        **_check_notes(foreign, figures["respondents"], instrument),
    }
    if foreign.has("change"):
        checked["change"] = check_change(foreign.at("change"), checked, instrument, cuts)
    if foreign.has("trend"):
        checked["trend"] = check_trend(foreign.at("trend"), instrument, cuts)
    if foreign.has("beside"):
        checked["beside"] = check_beside(foreign.at("beside"), instrument, cuts)
    return checked


def _check_figures(foreign: ForeignValue, instrument: Instrument, cuts: list[str]) -> GroupFigures:
    """Return what says whose figures these are, and the figures themselves, worked out anew."""
    heading = _check_heading(foreign, instrument)
    people = heading["respondents"]
    nobody = {"n": 0, "unnamed": people, "largest": 0}
    partners = recount_partners(foreign.at("partners", nobody), people)
    reading = Reading(
        instrument, people, partners["n"], heading["mode"], heading["threshold"], cuts
    )
    statements = {
        code: recount_statement(statement, reading)
        for code, statement in foreign.at("statements").all_of(instrument.codes)
    }
    counted = counted_statements(statements, reading)
    aggregate = recount_scores(
        foreign.at("aggregate"), counted, instrument.aggregate_bands, reading
    )
    significance = recount_significance(foreign.at("significance"), reading)
    figures: GroupFigures = {
        **heading,
        "partners": partners,
        "completeness": completeness_figures(counted, _whole_sheets(foreign, counted)),
        "statements": statements,
        "principles": recount_principles(foreign.at("principles"), counted, reading),
        "aggregate": aggregate,
        "significance": significance,
        "significance_agreement": recount_rating_agreement(
            foreign.at("significance_agreement"), significance, reading
        ),
        "success": recount_statement(foreign.at("success"), reading),
        "typology": recount_types(foreign.at("typology"), reading),
        "by": check_subgroups(foreign.at("by", {}), statements, reading),
        "parts_withheld": "",
    }
    figures["parts_withheld"] = _check_reason(foreign.at("parts_withheld", ""), figures["by"])
    return figures


def _whole_sheets(foreign: ForeignValue, statements: Mapping[str, StatementCounts]) -> int:
    """Return how many people answered every statement, as far as the file can be believed."""
    most = min(figures["n"] for figures in statements.values())
    completeness = foreign.at("completeness", {})
    stated = completeness.at("whole_sheets", None) if completeness.has("whole_sheets") else None
    n = whole_number(stated.raw) if stated else foreign.at("aggregate").at("n", None).raw
    return min(n, most) if isinstance(n, int) and n >= 0 else 0


def _check_heading(foreign: ForeignValue, instrument: Instrument) -> GroupHeading:
    invited = foreign.at("invited", {})
    return {
        "format": "pat-group",
        "format_version": FORMAT_VERSION,
        "notice": instrument.texts.notice,
        "scoring_version": instrument.scoring_version,
        "instrument": _check_instrument(foreign.at("instrument"), instrument),
        "partnership": foreign.at("partnership", "").text(),
        "round": foreign.at("round", "").text(),
        "purpose": foreign.at("purpose", "").choice(
            ["", *(use.code for use in instrument.purposes)]
        ),
        "mode": foreign.at("mode").choice(["", *(mode.code for mode in instrument.modes)]),
        "made_at": foreign.at("made_at", "").moment(),
        "respondents": foreign.at("respondents").whole(0, MAX_PEOPLE),
        "threshold": foreign.at("threshold", DEFAULT_THRESHOLD).whole(MIN_THRESHOLD, MAX_THRESHOLD),
        "invited": {
            **invited.object(),
            "people": _count_or_null(invited.at("people", None)),
            "partners": _count_or_null(invited.at("partners", None)),
        },
    }


def _check_instrument(foreign: ForeignValue, instrument: Instrument) -> InstrumentMark:
    """Refuse another instrument, or other scoring rules than those in use here."""
    foreign.at("id").choice([instrument.id])
    scoring = foreign.at("scoring")
    if scoring.text() != instrument.scoring_fingerprint:
        scoring.fail(
            f"is {shown(scoring.raw)}: other scoring rules than here, so its figures cannot be read"
            " by these"
        )
    mark: InstrumentMark = {
        "id": instrument.id,
        "scoring": instrument.scoring_fingerprint,
        "wording": foreign.at("wording", instrument.wording_fingerprint).text(),
    }
    return {**foreign.object(), **mark}


def _count_or_null(foreign: ForeignValue) -> int | None:
    return None if foreign.is_null() else foreign.whole(0, MAX_PEOPLE)


def _check_reason(foreign: ForeignValue, by: Mapping[LabelKind, Mapping[str, Subgroup]]) -> str:
    """Return why no subgroup is shown; refuse a reason where one is shown."""
    if foreign.text() and has_shown_subgroups(by):
        foreign.fail("says why no part is shown, but there are some")
    return foreign.text()


def _check_notes(foreign: ForeignValue, people: int, instrument: Instrument) -> GroupNotes:
    receipts = foreign.at("receipts", []).list(people)
    return {
        "comments": check_released(foreign.at("comments", []), [*instrument.codes, "success"]),
        "plan": check_plan(foreign.at("plan", {}), instrument),
        "own": check_own_answers(foreign.at("own", {}), instrument),
        "receipts": sorted([receipt.receipt() for receipt in receipts]),
        "files": [
            {
                **file.object(),
                "name": file.at("name").text(),
                "status": file.at("status").choice(STATUSES),
                "reason": file.at("reason", "").text(),
            }
            for file in foreign.at("files", []).list()
        ],
        "file_counts": {
            status: count.whole(0, MAX_PEOPLE)
            for status, count in foreign.at("file_counts", {}).items()
        },
    }
