"""The group document: all figures of a group as one JSON object, "pat-group", version 1.

Page, report, spreadsheet and workshop are made from this object alone. So whoever gets only the
group file sees what its maker saw, and no answer of a single person.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

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
from pat_core.group.statistics.start import where_to_start
from pat_core.group.statistics.tally import ORGANISATION
from pat_core.group.statistics.topics import topic_lists
from pat_core.model import CONFIDENTIAL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pat_core.documents.figures import LabelKind, Subgroup
    from pat_core.documents.group import (
        FileDocument,
        GroupDocument,
        GroupFigures,
        GroupHeading,
        ReleasedComment,
        Status,
    )
    from pat_core.documents.plan import PlanDocument
    from pat_core.group.statistics.tally import GroupTally
    from pat_core.model import Instrument

__all__ = ["FORMAT", "FORMAT_VERSION", "MAX_FILES", "GroupDetails", "group_document"]

FORMAT = "pat-group"
FORMAT_VERSION = 1
MAX_FILES = 1_000
"""How many files a group file names. Refused files beyond them are named, too."""

_NO_PLAN: PlanDocument = {}


@dataclass(frozen=True, slots=True)
class GroupDetails:
    """What a group document says besides its figures."""

    made_at: str
    """ISO 8601, in UTC."""
    partnership: str = ""
    round: str = ""
    purpose: str = ""
    mode: str = CONFIDENTIAL
    threshold: int = 5
    invited_people: int | None = None
    invited_partners: int | None = None
    comments: Sequence[ReleasedComment] = ()
    plan: PlanDocument = field(default_factory=_NO_PLAN.copy)
    files: Sequence[FileDocument] = ()
    """Empty where the names of files must not be passed on."""
    file_counts: Mapping[Status, int] = field(default_factory=dict)
    parts_withheld: str = ""
    """Why no subgroup is shown, in sentences; empty where the rule for each one decides."""


def group_document(
    tally: GroupTally, details: GroupDetails, instrument: Instrument
) -> GroupDocument:
    """Return the group document of what was counted in *tally*."""
    figures = _figures(tally, details, instrument)
    return {
        **figures,
        "lists": topic_lists(figures["statements"]),
        "start": where_to_start(figures, instrument),
        "scenario": follow_up(figures, instrument),
        "comments": list(details.comments),
        "plan": details.plan,
        "files": _first_and_refused(details.files),
        "file_counts": dict(details.file_counts.items()),
    }


def _figures(tally: GroupTally, details: GroupDetails, instrument: Instrument) -> GroupFigures:
    whole = tally.whole
    statements = group_statements(whole, instrument)
    principles = group_principles(whole, instrument)
    aggregate = aggregate_figures(whole, principles, instrument)
    success = statement_figures(whole.success, instrument.values)
    ratings = significance_figures(whole, instrument)
    by = _subgroups(tally, details, instrument)
    organisations = by.get(ORGANISATION, {})
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


def _heading(tally: GroupTally, details: GroupDetails, instrument: Instrument) -> GroupHeading:
    return {
        "format": "pat-group",
        "format_version": 1,
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


def _subgroups(
    tally: GroupTally, details: GroupDetails, instrument: Instrument
) -> dict[LabelKind, dict[str, Subgroup]]:
    """Return the subgroups by the one kind of label, or nothing where there is none."""
    if not tally.kind:
        return {}
    if details.parts_withheld:
        return {tally.kind: dict.fromkeys(sorted(tally.subgroups), WITHHELD)}
    return {tally.kind: subgroup_figures(tally.subgroups, details.threshold, instrument)}


def _first_and_refused(files: Sequence[FileDocument]) -> list[FileDocument]:
    """Return the first files and, of the rest, those that were refused."""
    rest = [file for file in files[MAX_FILES:] if file["status"] == "refused"]
    return [*files[:MAX_FILES], *rest]
