"""The group document: all figures of a group as one JSON object, "pat-group", version 2.

Page, report, spreadsheet and workshop are made from this object alone. So whoever gets only the
group file sees what its maker saw, and no answer of a single person.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pat_core.group.disclosure.cells import hidden_labels
from pat_core.group.disclosure.joint import unsafe_scores
from pat_core.group.disclosure.subgroups import WITHHELD, SubgroupRule, protected_subgroups
from pat_core.group.disclosure.whole import (
    FewAnswers,
    few_answers,
    protected_scores,
    shown_agreement,
)
from pat_core.group.statistics.figures import (
    chance_figures,
    completeness_figures,
    group_statements,
    rating_agreement,
    shown_statements,
    significance_figures,
    statement_figures,
    type_figures,
)
from pat_core.group.statistics.partners import partner_figures, partner_means
from pat_core.group.statistics.scenario import follow_up
from pat_core.group.statistics.scores import aggregate_figures, group_principles
from pat_core.group.statistics.start import where_to_start
from pat_core.group.statistics.topics import topic_lists
from pat_core.model import CONFIDENTIAL
from pat_core.modes import has_threshold, shows_kind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from pat_core.documents.figures import (
        LabelKind,
        PartnerMean,
        ScoreCounts,
        StatementCounts,
        StatementFigures,
        Subgroup,
    )
    from pat_core.documents.group import (
        FileDocument,
        GroupDocument,
        GroupFigures,
        GroupHeading,
        ReleasedComment,
        Status,
    )
    from pat_core.documents.plan import PlanDocument
    from pat_core.group.statistics.tally import GroupTally, Tally
    from pat_core.model import Instrument

__all__ = ["FORMAT", "FORMAT_VERSION", "MAX_FILES", "GroupDetails", "group_document"]

FORMAT = "pat-group"
FORMAT_VERSION: Final = 2
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
    receipts: Sequence[str] = ()
    """Those of the files used, in any order."""
    files: Sequence[FileDocument] = ()
    """Empty where the names of files must not be passed on."""
    file_counts: Mapping[Status, int] = field(default_factory=dict)
    parts_withheld: str = ""
    """Why no subgroup is shown, in sentences; empty where the rule for each one decides."""


def group_document(
    tally: GroupTally, details: GroupDetails, instrument: Instrument
) -> GroupDocument:
    """Return the group document of what was counted in *tally*, as far as it may be shown."""
    figures = _figures(tally, details, instrument)
    statements = shown_statements(figures["statements"])
    return {
        **figures,
        "lists": topic_lists(statements),
        "start": where_to_start(figures, instrument),
        "scenario": follow_up(figures, instrument),
        "comments": list(details.comments),
        "plan": details.plan,
        "own": {},
        "receipts": sorted(details.receipts),
        "files": _first_and_refused(details.files),
        "file_counts": dict(details.file_counts.items()),
    }


def _figures(tally: GroupTally, details: GroupDetails, instrument: Instrument) -> GroupFigures:
    few = FewAnswers()
    if has_threshold(details.mode):
        few = few_answers(tally.whole, details.threshold, instrument)
    tally = tally.without(few.places(instrument), few.times)
    whole = tally.whole
    statements = group_statements(whole, instrument)
    success = statement_figures(whole.success, instrument.values)
    means = partner_means(tally, details.mode, instrument)
    *principles, aggregate = _scores(tally, statements, details, instrument)
    return {
        **_heading(tally, details, instrument),
        "partners": partner_figures(tally),
        "completeness": completeness_figures(statements, whole.whole_sheets),
        "statements": {
            code: WITHHELD if code in few.codes else _statement(own, means["statements", code])
            for code, own in statements.items()
        },
        "principles": {
            principle.number: {**figures, **means["principles", principle.number]}
            for principle, figures in zip(instrument.principles, principles, strict=True)
        },
        "aggregate": {**aggregate, **means["aggregate", ""]},
        "significance": {
            number: WITHHELD if number in few.numbers else {**own, **means["significance", number]}
            for number, own in significance_figures(whole, instrument).items()
        },
        "significance_agreement": shown_agreement(rating_agreement(whole), whole, details.mode),
        "success": WITHHELD if few.success else _statement(success, means["success", ""]),
        "typology": {
            when: WITHHELD if when in few.times else figures
            for when, figures in type_figures(whole).items()
        },
        "by": _subgroups(tally, details, few.codes, instrument),
        "parts_withheld": details.parts_withheld if tally.kind else "",
    }


def _statement(figures: StatementCounts, mean: PartnerMean) -> StatementFigures:
    return {**figures, **chance_figures(figures), **mean}


def _scores(
    tally: GroupTally,
    statements: Mapping[str, StatementCounts],
    details: GroupDetails,
    instrument: Instrument,
) -> list[ScoreCounts]:
    """Return the figures of the principles, in order, and then of the aggregate."""
    scores = [
        *group_principles(tally.whole, statements, instrument).values(),
        aggregate_figures(tally.whole, statements, instrument),
    ]
    if not has_threshold(details.mode):
        return scores
    sizes = {label: own.respondents for label, own in tally.subgroups.items()}
    hidden = {"", *(sizes if details.parts_withheld else hidden_labels(sizes, details.threshold))}
    labelled = ((tally.label_of(sheet), sheet.marks) for sheet in tally.sheets)
    # Those of whom no subgroup is shown can be exchanged with each other.
    rows = (("" if label in hidden else label, marks) for label, marks in labelled)
    unsafe = unsafe_scores(rows, instrument)
    return [
        protected_scores(figures, are_unsafe=place in unsafe)
        for place, figures in enumerate(scores)
    ]


def _heading(tally: GroupTally, details: GroupDetails, instrument: Instrument) -> GroupHeading:
    return {
        "format": "pat-group",
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


def _subgroups(
    tally: GroupTally, details: GroupDetails, withheld: Collection[str], instrument: Instrument
) -> dict[LabelKind, dict[str, Subgroup]]:
    """Return the subgroups by the one kind of label, or nothing where there is none.

    Statements that are *withheld* of the whole group are withheld of each.
    """
    kind = tally.kind
    if not kind or not shows_kind(details.mode, kind):
        return {}
    labels = sorted(tally.subgroups)
    if details.parts_withheld:
        return {kind: dict.fromkeys(labels, WITHHELD)}
    statements = {label: group_statements(tally.subgroups[label], instrument) for label in labels}
    if has_threshold(details.mode):
        sizes = {label: tally.subgroups[label].respondents for label in labels}
        rule = SubgroupRule(details.threshold, withheld)
        return {kind: protected_subgroups(sizes, statements, rule, instrument)}
    return {
        kind: {
            label: _named_subgroup(tally.subgroups[label], statements[label], instrument)
            for label in labels
        }
    }


def _named_subgroup(
    tally: Tally, statements: dict[str, StatementCounts], instrument: Instrument
) -> Subgroup:
    """Return everything about a subgroup, for a round in which that may be shown."""
    return {
        "n": tally.respondents,
        "statements": {**statements},
        "principles": {**group_principles(tally, statements, instrument)},
        "aggregate": aggregate_figures(tally, statements, instrument),
    }


def _first_and_refused(files: Sequence[FileDocument]) -> list[FileDocument]:
    """Return the first files and, of the rest, those that were refused."""
    rest = [file for file in files[MAX_FILES:] if file["status"] == "refused"]
    return [*files[:MAX_FILES], *rest]
