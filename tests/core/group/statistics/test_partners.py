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
    tally = GroupTally(instrument, kind)
    for partner, answers in people.items():
        for answer in answers:
            sheet = marks(answer, significance=answer * 6, success=answer)
            tally.add(Sheet(sheet, organisation=partner))
    return group_document(tally, GroupDetails(MADE_AT, **details), instrument)


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


@pytest.mark.parametrize(
    ("partners", "details", "is_given"),
    [
        (4, {}, False),
        (5, {}, True),
        (4, {"threshold": 4}, True),
        (2, {"mode": "open"}, True),
    ],
)
def test_few_partners_stay_unknown(
    instrument: Instrument, partners: int, details: Any, is_given: bool
) -> None:
    """In a confidential round as many partners as the threshold must stand behind it."""
    document = _group(instrument, {f"P{n}": ["3"] for n in range(partners)}, **details)
    assert {value is not None for value in _once(document).values()} == {is_given}


@pytest.mark.parametrize(
    ("sizes", "is_given"),
    [
        ((10, 1, 1, 1, 1), False),
        ((10, 1, 1, 1, 1, 1), True),
        ((10, 2, 1, 1, 1), True),
        ((4, 1, 1, 1, 1, 1), False),
        ((2, 2, 2, 2, 2), True),
    ],
)
def test_partners_of_two_sizes_do_not_give_few_people_away(
    instrument: Instrument, sizes: tuple[int, ...], is_given: bool
) -> None:
    """Two means over partners of two sizes give the sum of either size, so both must be many."""
    people = {f"P{n}": ["3"] * size for n, size in enumerate(sizes)}
    found = _once(_group(instrument, people))
    assert {value is not None for value in found.values()} == {is_given}


def test_withheld_parts_cannot_be_worked_out_from_it(instrument: Instrument) -> None:
    """By organisation, the mean stays out where it would give one withheld partner away.

    Parts show neither success nor significance, so all partners are unknown in those.
    """
    people = {f"P{n}": ["3"] * 5 for n in range(5)} | {"Few": ["1", "1"], "Small": ["2"] * 4}
    found = _once(_group(instrument, people, "organisation"))
    assert found == {
        **dict.fromkeys(("statement", "principle", "aggregate")),
        "success": 2.6,
        "significance": 2.6,
    }
    shown = _once(_group(instrument, {f"P{n}": ["3"] * 5 for n in range(5)}, "organisation"))
    assert None not in shown.values()


def test_group_file_keeps_them(instrument: Instrument) -> None:
    """They cannot be worked out from counts, so a file that is read keeps them if possible."""
    document = _group(instrument, FIVE)
    assert _once(check_group(as_read(document), "g", instrument)) == _once(document)
