"""Each partner counted once: the mean of means, and when it stays out."""

from typing import Any

import pytest

from pat_core import Instrument
from pat_core.files.sheet import Sheet
from pat_core.group.document.group_document import GroupDetails, group_document
from pat_core.group.document.group_file import check_group
from pat_core.group.statistics.tally import GroupTally
from tests.core.group_documents import MADE_AT, as_read, marks


def _group(
    instrument: Instrument,
    people: dict[str, list[str]],
    kind: Any = "",
    **details: Any,
) -> Any:
    """Return the group of *people*: by partner, the one answer that each of its people gives."""
    sheets = [
        Sheet(marks(answer, significance=answer * 6, success=answer), organisation=partner)
        for partner, answers in people.items()
        for answer in answers
    ]
    given = GroupDetails(MADE_AT, **{"mode": "partner", **details})
    return group_document(GroupTally(sheets, instrument, kind), given, instrument)


def _once(document: Any) -> dict[str, float | None]:
    """Return the mean with each partner counted once, of one figure of each kind."""
    places = {
        "statement": document["statements"]["1A"],
        "principle": document["principles"]["1"],
        "aggregate": document["aggregate"],
        "success": document["success"],
        "significance": document["significance"]["1"],
    }
    return {name: figures["partner_mean"] for name, figures in places.items()}


FIVE = {"A": ["4"] * 6, "B": ["2"], "C": ["2"], "D": ["2"], "E": ["3", "1"]}


def test_large_partner_counts_once(instrument: Instrument) -> None:
    """Six people of one partner weigh as much as one of another, in every figure with a mean."""
    document = _group(instrument, FIVE)
    assert document["statements"]["1A"]["mean"] == pytest.approx(34 / 11)
    assert document["partners"] == {"n": 5, "unnamed": 0, "largest": 6, "over_half": True}
    expected = {"statement": 2.4, "principle": 14.4, "aggregate": 86.4}
    assert _once(document) == {**expected, "success": 2.4, "significance": 2.4}
    assert document["aggregate"]["partners"] == 5


def test_who_names_no_partner_is_left_out(instrument: Instrument) -> None:
    """Answers without a partner count for the group, not for this mean."""
    document = _group(instrument, {**FIVE, "": ["1"] * 5})
    assert document["partners"]["unnamed"] == 5
    assert _once(document)["statement"] == 2.4


def test_partner_without_the_figure_does_not_count(instrument: Instrument) -> None:
    """A partner whose people can't say has no mean, and is not taken for a zero."""
    people = {**FIVE, "F": ["?"]}
    document = _group(instrument, people)
    assert document["statements"]["1A"]["partners"] == 5
    assert document["aggregate"]["partners"] == 5
    assert _once(document)["aggregate"] == 86.4


@pytest.mark.parametrize("mode", ["confidential", ""])
def test_confidential_round_has_none(instrument: Instrument, mode: str) -> None:
    """Beside the mean over all people it would give a partner of one away, however many are few."""
    people = {f"P{n}": ["3"] * 5 for n in range(10)}
    document = _group(instrument, people, mode=mode)
    assert set(_once(document).values()) == {None}
    assert document["statements"]["1A"]["partners"] is None


def test_group_file_keeps_them(instrument: Instrument) -> None:
    """They cannot be worked out from counts, so a file that is read keeps them if possible."""
    document = _group(instrument, FIVE)
    assert _once(check_group(as_read(document), "g", instrument)) == _once(document)
