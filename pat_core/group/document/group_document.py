"""The group file: all figures of a group as one JSON object, "pat-group", version 1.

Page, report, spreadsheet and workshop are made from this object alone, so that whoever gets only
the group file sees what its maker saw, and no answer of a single person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pat_core.group.disclosure.suppression import WITHHELD, subgroup_figures
from pat_core.group.statistics.figures import (
    aggregate_figures,
    chance_figures,
    completeness_figures,
    group_principles,
    group_statements,
    rating_agreement,
    significance_figures,
    statement_figures,
    type_figures,
)
from pat_core.group.statistics.partners import partner_figures, partner_means
from pat_core.group.statistics.scenario import follow_up
from pat_core.group.statistics.tally import GroupTally
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
    document: Any = _figures(tally, details, instrument)
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
        return {tally.kind: {label: dict(WITHHELD) for label in sorted(tally.subgroups)}}
    return {tally.kind: subgroup_figures(tally.subgroups, details.threshold, instrument)}


def _figures(tally: GroupTally, details: GroupDetails, instrument: Instrument) -> dict[str, Any]:
    """Return the figures of the group, with what says whose they are."""
    whole = tally.whole
    statements = group_statements(whole, instrument)
    principles = group_principles(whole, instrument)
    aggregate = aggregate_figures(whole, principles, instrument)
    success = statement_figures(whole.success, instrument.values)
    ratings = significance_figures(whole, instrument)
    by = _parts(tally, details, instrument)
    organisations = by.get("organisation", {})
    means = partner_means(tally, details.mode, details.threshold, organisations, instrument)
    return {
        **_heading(tally, details, instrument),
        "partners": partner_figures(tally),
        "completeness": completeness_figures(statements, aggregate),
        "statements": {
            code: {**figures, **chance_figures(figures), **means["statements", code]}
            for code, figures in statements.items()
        },
        "principles": {
            number: {**figures, **means["principles", number]}
            for number, figures in principles.items()
        },
        "aggregate": {**aggregate, **means["aggregate", ""]},
        "significance": {
            number: {**figures, **means["significance", number]}
            for number, figures in ratings.items()
        },
        "significance_agreement": rating_agreement(whole),
        "success": {**success, **chance_figures(success), **means["success", ""]},
        "typology": type_figures(whole),
        "by": by,
        "parts_withheld": details.parts_withheld if tally.kind else "",
    }


def _listed(files: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return the first files and, of the rest, those that were refused."""
    rest = [file for file in files[MAX_FILES:] if file["status"] == "refused"]
    return [dict(file) for file in (*files[:MAX_FILES], *rest)]
