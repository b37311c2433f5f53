"""The facts about the group as a whole: where to start, the evidence on scenarios, and notes."""

import re
from typing import Any

import pytest

from pat_core import Instrument
from pat_core.reports.group.tables.overview import INDICES, note_rows, overview_rows
from tests.core.group_samples import group


@pytest.fixture(scope="module")
def document(instrument: Instrument) -> Any:
    """Return the group file of the six people, of an open round."""
    return group(instrument, mode="open")


def _facts(document: Any, instrument: Instrument, code: str) -> list[Any]:
    rows = overview_rows(document, instrument)
    return [row["value"] for row in rows if row["code"] == code]


def test_where_to_start_is_among_the_facts(document: Any, instrument: Instrument) -> None:
    """Each topic has a row with its evidence, and so has the strength."""
    start = document["start"]
    assert _facts(document, instrument, "start") == [topic["why"] for topic in start["topics"]]
    assert _facts(document, instrument, "strength") == [start["strength"]["why"]]
    without = {**document, "start": {"topics": [], "strength": None}}
    assert _facts(without, instrument, "start") == _facts(without, instrument, "strength") == []


def test_scenario_has_evidence_and_no_letter(document: Any, instrument: Instrument) -> None:
    """What is handed on names none before the partners have chosen."""
    scenario = document["scenario"]
    assert scenario["looks_like"]
    assert _facts(document, instrument, "scenario_because") == scenario["because"]
    assert _facts(document, instrument, "scenario") == []
    words = " ".join(str(row["label"]) for row in overview_rows(document, instrument))
    assert not re.search(r"\b[BC]\b", words)
    blocked = {"looks_like": None, "because": [], "blocked": ["Too few."]}
    found = _facts({**document, "scenario": blocked}, instrument, "scenario_blocked")
    assert found == ["Too few."]


def test_notes_say_how_to_read_the_indices(document: Any) -> None:
    """Consensus in small groups, chance where people agree, a whole group, and Kendall's W."""
    notes = [row["text"] for row in note_rows(document)]
    assert set(INDICES) <= set(notes)
    words = " ".join(INDICES)
    for figure in (".471", ".435", ".415", ".368", ".42", ".35", ".27", ".21"):
        assert figure in words
    assert any("leaves it to you to decide" in str(note) for note in notes)
