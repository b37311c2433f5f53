"""The group file: all figures of a group as one JSON object, "pat-group", version 1.

Page, report, spreadsheet and workshop are made from this object alone, so that whoever gets only
the group file sees what its maker saw, and no answer of a single person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pat_core.group.disclosure.suppression import WITHHELD, part_figures
from pat_core.group.statistics.figures import (
    aggregate_figures,
    completeness_figures,
    group_principles,
    group_statements,
    rating_agreement,
    significance_figures,
    statement_figures,
    type_figures,
    with_chance,
)
from pat_core.group.statistics.partners import add_partner_means, partner_figures
from pat_core.group.statistics.scenario import follow_up
from pat_core.group.statistics.tally import GroupTally, Tally
from pat_core.group.statistics.topics import topic_lists
from pat_core.model import Instrument

__all__ = ["FORMAT", "FORMAT_VERSION", "MAX_FILES", "GroupDetails", "group_document"]

FORMAT = "pat-group"
FORMAT_VERSION = 1
MAX_FILES = 1_000
"""How many files a group file names one by one; refused ones are all named."""


@dataclass(frozen=True, slots=True)
class GroupDetails:
    """What a group file says besides its figures."""

    made_at: str
    """When, by ISO 8601 in UTC; the core reads no clock."""
    partnership: str = ""
    round: str = ""
    purpose: str = ""
    mode: str = "confidential"
    threshold: int = 5
    invited_people: int | None = None
    invited_partners: int | None = None
    comments: Sequence[Mapping[str, Any]] = ()
    """Released ones only."""
    plan: Mapping[str, Any] = field(default_factory=dict)
    files: Sequence[Mapping[str, str]] = ()
    """Name, status and reason of each; left empty where names must not go out."""
    file_counts: Mapping[str, int] = field(default_factory=dict)
    parts_withheld: str = ""
    """Why no part is shown, in sentences; empty where the rule for each part decides."""


def group_document(
    tally: GroupTally, details: GroupDetails, instrument: Instrument
) -> dict[str, Any]:
    """Return the group file of what was counted in *tally*."""
    statements = group_statements(tally.whole, instrument)
    others = _other_figures(tally.whole, instrument)
    document: dict[str, Any] = {
        **_heading(tally, details, instrument),
        "partners": partner_figures(tally),
        "completeness": completeness_figures(statements, others["aggregate"]),
        "statements": {code: with_chance(figures) for code, figures in statements.items()},
        **others,
        "by": _parts(tally, details, instrument),
        "parts_withheld": details.parts_withheld if tally.kind else "",
    }
    add_partner_means(document, tally, instrument)
    document["lists"] = topic_lists(document["statements"])
    document["scenario"] = follow_up(document, instrument)
    return {
        **document,
        "comments": [dict(comment) for comment in details.comments],
        "plan": dict(details.plan),
        "files": _listed(details.files),
        "file_counts": dict(details.file_counts),
    }


def _heading(tally: GroupTally, details: GroupDetails, instrument: Instrument) -> dict[str, Any]:
    """Return what says whose figures these are, and of which instrument and round."""
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "notice": instrument.texts.notice,
        "scoring_version": instrument.scoring_version,
        "instrument": instrument.mark,
        "partnership": details.partnership,
        "round": details.round,
        "purpose": details.purpose,
        "mode": details.mode,
        "made_at": details.made_at,
        "respondents": tally.whole.respondents,
        "threshold": details.threshold,
        "invited": {"people": details.invited_people, "partners": details.invited_partners},
    }


def _parts(tally: GroupTally, details: GroupDetails, instrument: Instrument) -> dict[str, Any]:
    """Return the parts by the one kind of label, or nothing where there is none."""
    if not tally.kind:
        return {}
    if details.parts_withheld:
        return {tally.kind: {label: dict(WITHHELD) for label in sorted(tally.parts)}}
    return {tally.kind: part_figures(tally.parts, details.threshold, instrument)}


def _other_figures(whole: Tally, instrument: Instrument) -> dict[str, Any]:
    """Return the figures of the whole group besides those of the statements."""
    principles = group_principles(whole, instrument)
    return {
        "principles": principles,
        "aggregate": aggregate_figures(whole, principles, instrument),
        "significance": significance_figures(whole, instrument),
        "significance_agreement": rating_agreement(whole),
        "success": with_chance(statement_figures(whole.success, instrument.values)),
        "typology": type_figures(whole),
    }


def _listed(files: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return the first files and, of the rest, those that were refused."""
    rest = [file for file in files[MAX_FILES:] if file["status"] == "refused"]
    return [dict(file) for file in (*files[:MAX_FILES], *rest)]
