"""Worked groups, each figure known beforehand."""

from typing import Any

import pytest

from pat_core import Instrument
from pat_core.files.sheet import Sheet
from pat_core.group.document.group_document import GroupDetails, group_document
from pat_core.group.statistics.tally import GroupTally
from tests.core.samples import CODES, NUMBERS, Document, vectors

CASES = vectors("groups.json")["cases"]


def _sheet(person: Document) -> Sheet:
    def mark(given: Document, key: str) -> str:
        return "-" if key not in given else "?" if given[key] is None else str(given[key])

    answers = [mark(person["answers"], code) for code in CODES]
    significance = [mark(person.get("significance", {}), number) for number in NUMBERS]
    return Sheet("".join([*answers, *significance, "-"]))


def _figures(value: Any, place: str = "") -> Any:
    """Return every single value in a JSON value, by its place."""
    if isinstance(value, dict):
        value = value.items()
    elif isinstance(value, list):
        value = enumerate(value)
    else:
        return {place: value}
    return {key: each for name, v in value for key, each in _figures(v, f"{place}/{name}").items()}


@pytest.mark.parametrize("case", CASES, ids=[str(len(case["people"])) for case in CASES])
def test_every_figure_of_a_worked_group(case: Document, instrument: Instrument) -> None:
    """Counts, means, medians, consensus, bands and agreement are those worked out beforehand."""
    tally = GroupTally([_sheet(person) for person in case["people"]], instrument)
    found = _figures(group_document(tally, GroupDetails(made_at="", mode="open"), instrument))
    expected = _figures(case["expected"])
    assert len(expected) > 400
    for place, value in expected.items():
        assert found[place] == pytest.approx(value, abs=2e-9), place
