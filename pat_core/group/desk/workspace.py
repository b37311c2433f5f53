"""Workspaces: all that the facilitator's page holds, in one file that opens again.

A workspace holds the answers of single people, so it is for the facilitator alone. The group file
is for everybody else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from pat_core.errors import GroupFileError
from pat_core.files.json_reader import ForeignValue
from pat_core.files.json_writer import FileKind, write_json
from pat_core.files.result_validation import MAX_THRESHOLD, MIN_THRESHOLD
from pat_core.group.document.discrepancies import remarks_on
from pat_core.group.document.group_file import (
    MAX_GROUP_BYTES,
    check_format,
    check_group,
    parse_group_json,
)
from pat_core.group.intake.comments import check_decisions
from pat_core.group.intake.entries import EntryCheck, entry_document
from pat_core.group.intake.selection import CHOICES
from pat_core.group.round.agenda import check_agenda
from pat_core.group.round.own_answers import check_own_answers
from pat_core.group.round.plans import check_plan
from pat_core.group.round.rounds import (
    MAX_LINE,
    read_round_value,
    round_document,
    round_from,
)
from pat_core.group.statistics.pairs import check_tokens
from pat_core.group.statistics.tally import LABEL_KINDS, ORGANISATION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pat_core.documents.figures import LabelKind
    from pat_core.documents.group import GroupDocument
    from pat_core.documents.round import RoundDocument
    from pat_core.documents.workspace import EntryDocument, OptionsDocument, WorkspaceDocument
    from pat_core.model import Instrument

__all__ = [
    "MAX_SAID",
    "WORKSPACE_FORMAT",
    "WORKSPACE_VERSION",
    "ReadWorkspace",
    "check_options",
    "check_workspace",
    "read_workspace",
    "write_workspace",
]

WORKSPACE_FORMAT = "pat-workspace"
WORKSPACE_VERSION = 1
MAX_SAID = 10_000
"""How many characters may be noted of what was said on a topic."""

_KINDS: tuple[LabelKind | Literal[""], ...] = ("", *LABEL_KINDS)
_FILE_KIND = FileKind(
    "workspace",
    MAX_GROUP_BYTES,
    "split the files between two desks, and save a workspace at each",
    GroupFileError,
)


def write_workspace(state: WorkspaceDocument) -> str:
    """Return the text of a workspace file with *state*.

    Raises:
        GroupFileError: it would be larger than a workspace may be.
    """
    # Whoever opens the file learns first what it is.
    start = {"format": WORKSPACE_FORMAT, "format_version": WORKSPACE_VERSION}
    return write_json({**start, **state, **start}, _FILE_KIND)


class ReadWorkspace(NamedTuple):
    """A workspace once it has been read."""

    state: WorkspaceDocument
    """What is missing in the file is empty here; keys that are not known are kept."""
    remarks: list[str]
    """A sentence for each text that was changed in reading, for each thing that was left out, and
    for each figure of the earlier round that does not follow from its counts."""


def read_workspace(raw: bytes, name: str, instrument: Instrument) -> ReadWorkspace:
    """Return the workspace in *raw*, the content of a file that messages call *name*.

    Raises:
        GroupFileError: the file is no workspace or has a later format, or something in it is not
            of its kind. The message names the file, the place and what is allowed.
    """
    parsed = parse_group_json(raw, name)
    foreign = ForeignValue(parsed.value, name)
    check_format(foreign, WORKSPACE_FORMAT, WORKSPACE_VERSION)
    round_, left_out = _read_round(foreign.at("round", None), name, instrument)
    state = check_workspace({**foreign.object(), "round": round_}, name, instrument)
    stated, earlier = foreign.at("earlier", None).raw, state["earlier"]
    remarks = remarks_on(stated, earlier, instrument, "earlier") if earlier else []
    return ReadWorkspace(state, [*map(str, parsed.remarks), *left_out, *remarks])


def check_workspace(
    state: Mapping[str, object], name: str, instrument: Instrument
) -> WorkspaceDocument:
    """Return the workspace in *state*, a JSON object; what is missing is empty.

    A page has its own desk checked before it is written, because a file that is refused here would
    not open again.

    Raises:
        GroupFileError: something is not of its kind; the message starts with *name*.
    """
    foreign, check = ForeignValue(dict(state), name), EntryCheck(instrument)
    set_up = foreign.at("round", None)
    return {
        **foreign.object(),
        "format": "pat-workspace",
        "format_version": 1,
        # A round in which nothing is given would count as a confidential one.
        "round": None
        if set_up.is_null()
        else round_document(round_from(set_up.raw, instrument, f"{name}: round")),
        "entries": [_check_entry(entry, check) for entry in foreign.at("entries", []).list()],
        "options": check_options(foreign.at("options", {})),
        "revealed": [digest.text() for digest in foreign.at("revealed", []).list()],
        "parts_shown": foreign.at("parts_shown", "").text(),
        "comments": check_decisions(foreign.at("comments", {})),
        "plan": check_plan(foreign.at("plan", {}), instrument),
        "own": check_own_answers(foreign.at("own", {}), instrument),
        "said": _check_said(foreign.at("said", {}), instrument),
        "agenda": check_agenda(foreign.at("agenda", {}), instrument),
        "earlier": _check_earlier(foreign.at("earlier", None), name, instrument),
        "earlier_tokens": check_tokens(foreign.at("earlier_tokens", {}), instrument),
    }


def _read_round(
    foreign: ForeignValue, name: str, instrument: Instrument
) -> tuple[RoundDocument | None, list[str]]:
    """Return the round of a foreign file, and a remark for each thing that was left out of it."""
    if foreign.is_null():
        return None, []
    read = read_round_value(foreign.raw, instrument, f"{name}: round")
    return round_document(read.round), [f"round: {remark}" for remark in read.remarks]


def _check_said(foreign: ForeignValue, instrument: Instrument) -> dict[str, str]:
    return {code: text.text(MAX_SAID) for code, text in foreign.items(instrument.codes)}


def _check_earlier(
    foreign: ForeignValue, name: str, instrument: Instrument
) -> GroupDocument | None:
    if foreign.is_null():
        return None
    return check_group(foreign.raw, f"{name}: earlier", instrument)


def _check_entry(foreign: ForeignValue, check: EntryCheck) -> EntryDocument:
    entry = entry_document(check.entry(foreign))
    entry["choice"] = foreign.at("choice", "").choice(CHOICES)
    return entry


def check_options(foreign: ForeignValue) -> OptionsDocument:
    """Return how the group is looked at; what is missing has its usual value.

    Raises:
        GroupFileError: something is not of its kind.
    """
    threshold = foreign.at("threshold", None)
    kind = foreign.at("kind", "").choice(_KINDS)
    merged, partners = _check_labels(foreign, "merged"), _check_labels(foreign, "partners")
    if kind == ORGANISATION:
        # Earlier pages kept merged labels of every kind, organisations too, in one place.
        merged, partners = {}, {**merged, **partners}
    return {
        **foreign.object(),
        "kind": kind,
        "merged": merged,
        "partners": partners,
        "threshold": None if threshold.is_null() else threshold.whole(MIN_THRESHOLD, MAX_THRESHOLD),
        "round": foreign.at("round", "").text(MAX_LINE),
    }


def _check_labels(foreign: ForeignValue, key: str) -> dict[str, str]:
    return {label: _check_label(other) for label, other in foreign.at(key, {}).items()}


def _check_label(foreign: ForeignValue) -> str:
    return foreign.text() or foreign.refuse("a label")
