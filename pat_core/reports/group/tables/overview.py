"""Rows about the group as a whole: who took part, how many, and what to bear in mind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.group.document.change import FRANKER
from pat_core.group.statistics.scenario import NOTE
from pat_core.group.statistics.topics import FEWEST_FOR_CONSENSUS
from pat_core.modes import has_threshold
from pat_core.reports.group.sections.summary import NOT_FOR_RANKING
from pat_core.reports.group.tables.score_cells import Cell, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pat_core.documents.figures import FollowUp, RatingAgreement, Start
    from pat_core.documents.group import GroupDocument
    from pat_core.model import Choice, Instrument, Purpose

__all__ = ["note_rows", "overview_rows"]

FEW_ANSWERS = f"With fewer than {FEWEST_FOR_CONSENSUS} answers, consensus and division stay empty."
WITHHELD = (
    "Where the column Withheld says yes, fewer than {} people answered, or the figures would let"
    " the answers of single people be worked out. Empty cells there are not zero."
)
_CONSENSUS = (
    "Consensus is higher in small groups: answers by chance average .471 with 5 people, .435 with"
    " 8, .415 with 12, and .368 with very many. Do not compare groups of different size by it."
)
_BY_CHANCE = (
    "By chance means that each answer falls on any of the four points with the same probability."
    " People tend to agree, so polite agreement is more frequent than this says."
)
_ALL_ANSWERED = (
    "Where everybody answered, nothing was sampled. By chance then says nothing about other people,"
    " only how easily so much agreement comes about by itself."
)
_KENDALL_W = (
    "Of random orders without ties, one in twenty has a Kendall's W above .42 with 5 people, .35"
    " with 6, .27 with 8 and .21 with 10."
)
INDICES = (_CONSENSUS, _BY_CHANCE, _ALL_ANSWERED, _KENDALL_W)
"""What to bear in mind with the indices of agreement, which are in files only."""


def overview_rows(document: GroupDocument, instrument: Instrument) -> Iterator[Row]:
    """Yield a row for each fact about the group as a whole that is known."""
    facts = (
        *_round_facts(document, instrument),
        *_people_facts(document),
        *_rating_facts(document["significance_agreement"]),
        *_start_facts(document["start"]),
        *_scenario_facts(document["scenario"]),
        *_version_facts(document),
    )
    for code, label, value in facts:
        if value is not None and value != "":
            yield {"kind": "overview", "code": code, "label": label, "value": value}


def note_rows(document: GroupDocument) -> Iterator[Row]:
    """Yield a row for each sentence to bear in mind."""
    notes = [document["notice"], NOT_FOR_RANKING, FEW_ANSWERS, *INDICES]
    if has_threshold(document["mode"]):
        notes.append(WITHHELD.format(document["threshold"]))
    if document["scenario"]["looks_like"]:
        notes.append(NOTE)
    if "change" in document:
        notes += [FRANKER, *document["change"]["remarks"]]
    for note in notes:
        yield {"kind": "note", "code": "note", "label": "Note", "text": note}


_Fact = tuple[str, str, Cell]
"""Code, label and value."""


def _round_facts(document: GroupDocument, instrument: Instrument) -> Iterator[_Fact]:
    yield "partnership", "Partnership", document["partnership"]
    yield "round", "Round", document["round"]
    yield "purpose", "Purpose", _label(document["purpose"], instrument.purposes)
    yield "mode", "Mode", _label(document["mode"], instrument.modes)
    yield "made_at", "Made at", document["made_at"]
    if "change" in document:
        change = document["change"]
        yield "earlier_round", "Compared with the round", change["round"]
        yield "earlier_made_at", "Figures of that round made at", change["made_at"]
        yield "earlier_respondents", "People in that round", change["respondents"]


def _people_facts(document: GroupDocument) -> Iterator[_Fact]:
    partners, completeness = document["partners"], document["completeness"]
    yield "respondents", "People", document["respondents"]
    yield "invited_people", "People invited", document["invited"]["people"]
    yield "partners", "Partners that are named", partners["n"]
    yield "invited_partners", "Partners invited", document["invited"]["partners"]
    yield "unnamed", "People who name no partner", partners["unnamed"]
    yield "largest_partner", "People from the largest partner", partners["largest"]
    over_half = "yes" if partners["over_half"] else "no"
    yield "over_half", "One partner gives over half of the people", over_half
    yield "items", "Statements put to people, all together", completeness["items"]
    yield "answered", "Of these, answered", completeness["answered"]
    yield "cant_say", "Of these, can't say", completeness["cant_say"]
    yield "blank", "Of these, left blank", completeness["blank"]
    yield "whole_sheets", "People who answered every statement", completeness["whole_sheets"]
    yield "threshold", "Threshold: fewest people behind a part's figure", document["threshold"]
    for status, count in document["file_counts"].items():
        yield f"files_{status}", f"Files, {status}", count
    yield "comments", "Comments released", len(document["comments"])
    yield "next_assessment", "Next assessment", document["plan"].get("next_assessment")


def _rating_facts(figures: RatingAgreement) -> Iterator[_Fact]:
    """Yield the agreement on significance, if there are enough raters."""
    yield "significance_raters", "People who rated the significance of all", figures["n"]
    if figures["n"] >= FEWEST_FOR_CONSENSUS and figures["kendall_w"] is not None:
        yield "kendall_w", "Their agreement: Kendall's W, 0 to 1", figures["kendall_w"]
        yield "kendall_w_by_chance", "Kendall's W by chance, on average", figures["by_chance"]


def _scenario_facts(scenario: FollowUp) -> Iterator[_Fact]:
    """Yield the evidence without a letter: which scenario it is, the partners decide."""
    for sentence in scenario["because"]:
        yield "scenario_because", "For your choice of a scenario", sentence
    for sentence in scenario["blocked"]:
        yield "scenario_blocked", "Why no scenario is suggested", sentence


def _start_facts(start: Start) -> Iterator[_Fact]:
    for topic in start["topics"]:
        yield "start", f"Where to start: {topic['topic']}", topic["why"]
    if start["strength"]:
        strength = start["strength"]
        yield "strength", f"Strength to keep: {strength['topic']}", strength["why"]


def _version_facts(document: GroupDocument) -> Iterator[_Fact]:
    instrument = document["instrument"]
    yield "instrument", "Instrument", instrument["id"]
    yield "instrument_version", "Version of the instrument", instrument.get("version")
    yield "scoring_version", "Version of the scoring rules", document["scoring_version"]
    yield "scoring", "Fingerprint of the scoring rules", instrument["scoring"]
    yield "wording", "Fingerprint of the wording", instrument["wording"]


def _label(code: str, choices: Sequence[Choice | Purpose]) -> str:
    """Return the label of *code*, or the code itself if it is none of the *choices*."""
    return next((choice.label for choice in choices if choice.code == code), code)
