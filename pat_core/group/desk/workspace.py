"""Workspaces: all that the facilitator's page holds, in one file that opens again.

A workspace holds the answers of single people; it is for the facilitator alone. What others may
have is the group file.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from pat_core.errors import GroupFileError
from pat_core.files.json_reader import ForeignValue
from pat_core.files.json_writer import FileKind, write_json
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
from pat_core.group.round.plans import check_plan
from pat_core.group.round.rounds import (
    DEFAULT_THRESHOLD,
    MAX_LINE,
    MAX_THRESHOLD,
    MIN_THRESHOLD,
    read_round_value,
    round_document,
    round_from,
)
from pat_core.group.statistics.pairs import check_tokens
from pat_core.group.statistics.tally import LABEL_KINDS, ORGANISATION
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

_KIND = FileKind(
    "workspace",
    MAX_GROUP_BYTES,
    "split the files between two desks, and save a workspace at each",
    GroupFileError,
)
_START = {"format": WORKSPACE_FORMAT, "format_version": WORKSPACE_VERSION}

Document = dict[str, Any]


def write_workspace(state: Mapping[str, Any]) -> str:
    """Return the text of a workspace file with *state*, in the shape of :class:`ReadWorkspace`.

    Raises:
        GroupFileError: it would be larger than a workspace may be.
    """
    return write_json({**_START, **state, **_START}, _KIND)


class ReadWorkspace(NamedTuple):
    """A workspace once it has been read."""

    state: Document
    """{"format", "format_version", "round": see ``rounds``, or None where none was set up,
    "entries": see ``entries``, each with its "choice", "options": {"kind", "merged", "partners",
    "threshold", "round"}, "comments": decisions by id, "plan", "earlier": a group document or None,
    "earlier_tokens": the marks of its people who gave a token, by that, "revealed": digests of the
    entries that the shown figures rest on, "parts_shown": whose parts were shown (see ``desk``),
    "said": what was said on a topic, by statement code, "agenda": see ``agenda``}. What is missing
    is empty; keys that are not known are kept."""
    remarks: list[str]
    """A sentence for each text that was changed in reading, for each thing that was left out, and
    for each figure of the earlier round that its counts do not give."""


def read_workspace(raw: bytes, name: str, instrument: Instrument) -> ReadWorkspace:
    """Return the workspace in *raw*, the content of a file that messages call *name*.

    Raises:
        GroupFileError: the file is no workspace, is of a later format, or something in it is not of
            its kind; the message names the file, the place and what is allowed.
    """
    parsed = parse_group_json(raw, name)
    found = ForeignValue(parsed.value, name)
    check_format(found, WORKSPACE_FORMAT, WORKSPACE_VERSION)
    round_, left_out = _read_round(found.at("round", None), name, instrument)
    state = check_workspace({**found.object(), "round": round_}, name, instrument)
    stated, earlier = found.at("earlier", None).raw, state["earlier"]
    remarks = remarks_on(stated, earlier, instrument, "earlier") if earlier else []
    return ReadWorkspace(state, [*map(str, parsed.remarks), *left_out, *remarks])


def check_workspace(state: Mapping[str, Any], name: str, instrument: Instrument) -> Document:
    """Return what a workspace holds in the shape of :class:`ReadWorkspace`.

    A page asks this of its own desk before it is written, for what is refused here would not open
    again.

    Raises:
        GroupFileError: something is not of its kind; the message starts with *name*.
    """
    found, check = ForeignValue(dict(state), name), EntryCheck(instrument)
    set_up = found.at("round", None)
    return {
        **found.object(),
        **_START,
        # A round with nothing given is a confidential one, which nobody may have meant.
        "round": None
        if set_up.is_null()
        else round_document(round_from(set_up.raw, instrument, f"{name}: round")),
        "entries": [_check_entry(each, check) for each in found.at("entries", []).list()],
        "options": check_options(found.at("options", {})),
        "revealed": [each.text() for each in found.at("revealed", []).list()],
        "parts_shown": found.at("parts_shown", "").text(),
        **_check_notes(found, instrument),
        **_check_earlier(found, name, instrument),
    }


def _read_round(
    found: ForeignValue, name: str, instrument: Instrument
) -> tuple[Document | None, list[str]]:
    """Return the round of a foreign file, and what was left out of it."""
    if found.is_null():
        return None, []
    read = read_round_value(found.raw, instrument, f"{name}: round")
    return round_document(read.round), [f"round: {remark}" for remark in read.remarks]


def _check_notes(found: ForeignValue, instrument: Instrument) -> Document:
    """Return what the facilitator decided, agreed and wrote down."""
    said = found.at("said", {})
    return {
        "comments": check_decisions(found.at("comments", {})),
        "plan": check_plan(found.at("plan", {}), instrument),
        "said": {code: each.text(MAX_SAID) for code, each in said.items(instrument.codes)},
        "agenda": check_agenda(found.at("agenda", {}), instrument),
    }


def _check_earlier(found: ForeignValue, name: str, instrument: Instrument) -> Document:
    """Return the earlier round, and those of its people who gave a token."""
    earlier = found.at("earlier", None)
    return {
        "earlier": None
        if earlier.is_null()
        else check_group(earlier.raw, f"{name}: earlier", instrument),
        "earlier_tokens": check_tokens(found.at("earlier_tokens", {}), instrument),
    }


def _check_entry(found: ForeignValue, check: EntryCheck) -> Document:
    choice = found.at("choice", "").choice(CHOICES)
    return {**entry_document(check.entry(found)), "choice": choice}


def check_options(found: ForeignValue) -> Document:
    """Return by which kind of label parts are made, which labels are one, and the threshold.

    With ``round``, which round this is where files name several and none was set up.
    Labels under "merged" are of that kind; organisations, which make the partners whatever the
    kind is, stand under "partners".
    """
    threshold = found.at("threshold", DEFAULT_THRESHOLD)
    kind = found.at("kind", "").choice(("", *LABEL_KINDS))
    merged, partners = _check_labels(found, "merged"), _check_labels(found, "partners")
    if kind == ORGANISATION:
        # Earlier pages had one place for the labels of whatever kind was looked at.
        merged, partners = {}, {**merged, **partners}
    return {
        **found.object(),
        "kind": kind,
        "merged": merged,
        "partners": partners,
        "threshold": threshold.whole(MIN_THRESHOLD, MAX_THRESHOLD),
        "round": found.at("round", "").text(MAX_LINE),
    }


def _check_labels(found: ForeignValue, key: str) -> dict[str, str]:
    return {label: _check_label(each) for label, each in found.at(key, {}).items()}


def _check_label(found: ForeignValue) -> str:
    return found.text() or found.refuse("a label")
