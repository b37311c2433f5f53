"""Another group beside this one: the same figures, each as its own group shows them."""

from typing import Any

import pytest

from pat_core import Instrument
from pat_core.errors import GroupFileError
from pat_core.group.document.beside import group_beside, other_name
from pat_core.group.document.group_file import check_group
from tests.core.group_documents import as_read, group_of, marks

RECEIPTS = [f"AAAA{number:02}" for number in range(20)]


def _group(instrument: Instrument, answer: str = "3", people: int = 8, **details: Any) -> Any:
    return group_of([marks(answer)] * people, instrument, **details)


def test_same_figures_of_the_other_group(instrument: Instrument) -> None:
    """Who agrees with each statement, and the estimates; no change and no rank."""
    other = _group(instrument, "2", 6, partnership="Harbour", round="Board")
    beside: Any = group_beside(other, _group(instrument))
    assert beside["statements"] == {code: {"agree": 0, "n": 6} for code in instrument.codes}
    assert beside["success"] == {"agree": 6, "n": 6}
    assert beside["principles"]["2"] == {"estimate": 12, "band": [7, 12]}
    assert beside["aggregate"]["estimate"] == 72
    assert (beside["withheld"], beside["remarks"]) == ("", [])
    assert other_name(beside) == "Harbour, Board"
    beside |= {"partnership": "", "round": ""}
    assert other_name(beside) == "the other group"
    assert not {"delta", "clear", "median", "rank"} & set(beside["statements"]["1A"])


def test_what_the_other_group_withholds_stays_withheld(instrument: Instrument) -> None:
    """Its own file decides what it shows."""
    other = _group(instrument)
    other["statements"]["4E"] = {"withheld": True}
    assert group_beside(other, _group(instrument))["statements"]["4E"] == {"withheld": True}


@pytest.mark.parametrize(
    ("shared", "mode", "is_withheld"),
    [
        (0, "confidential", False),
        (3, "confidential", False),
        (4, "confidential", True),
        (7, "confidential", True),
        (8, "confidential", False),
        (7, "open", False),
    ],
)
def test_few_who_are_in_one_group_only_are_not_given_away(
    shared: int, mode: str, is_withheld: bool, instrument: Instrument
) -> None:
    """Receipts say who is in both groups; the difference is the answers of all others."""
    now = _group(instrument, receipts=RECEIPTS[:8], mode=mode)
    other = _group(instrument, receipts=[*RECEIPTS[:shared], *RECEIPTS[8 : 16 - shared]], mode=mode)
    beside: Any = group_beside(other, now)
    assert bool(beside["withheld"]) is is_withheld
    assert bool(beside["statements"]) is not is_withheld
    assert (f"{shared} of the same files" in beside["withheld"]) is is_withheld
    read = check_group(as_read({**now, "beside": beside}), "g", instrument)
    assert read["beside"] == beside


@pytest.mark.parametrize(
    ("people", "has_receipts", "round_", "is_withheld"),
    [
        (8, False, "2026", False),
        (9, False, "2026", True),
        (12, False, "2026", True),
        (13, False, "2026", False),
        (9, True, "2026", False),
        (9, False, "2025", False),
    ],
)
def test_two_states_of_one_round_do_not_give_few_people_away(
    people: int, has_receipts: bool, round_: str, is_withheld: bool, instrument: Instrument
) -> None:
    """Without receipts of all, groups of one round may be the same people and a few more."""
    count = people if has_receipts else 0
    own: dict[str, Any] = {"receipts": RECEIPTS[: min(count, 8)], "round": "2026"}
    others: dict[str, Any] = {"receipts": [f"B{receipt[1:]}" for receipt in RECEIPTS[:count]]}
    now = _group(instrument, partnership="Harbour", **own)
    other = _group(instrument, "3", people, partnership="Harbour", round=round_, **others)
    beside = group_beside(other, now)
    assert bool(beside["withheld"]) is is_withheld


def test_what_a_reader_should_know_is_remarked(instrument: Instrument) -> None:
    """One round of one partnership, and other words, are named."""
    other = _group(instrument, partnership="Harbour  Lane", round="2026")
    now = _group(instrument, partnership="harbour lane", round="2026")
    (remark,) = group_beside(other, now)["remarks"]
    assert "same partnership and round" in remark
    other["round"] = "2025"
    other["instrument"]["wording"] = "sha256:other"
    (remark,) = group_beside(other, now)["remarks"]
    assert "different words" in remark


def test_other_scoring_rules_are_refused(instrument: Instrument) -> None:
    """Figures under other rules are not set side by side."""
    other = _group(instrument)
    other["instrument"]["scoring"] = "sha256:other"
    with pytest.raises(GroupFileError, match="scored by other rules"):
        group_beside(other, _group(instrument))


def test_foreign_file_is_cut_and_checked(instrument: Instrument) -> None:
    """Fewer answers than the threshold are withheld; impossible counts are refused."""
    now = _group(instrument)
    beside: Any = as_read(group_beside(_group(instrument), now))
    beside["statements"]["1A"] = {"agree": 4, "n": 4}
    read: Any = check_group(as_read({**now, "beside": beside}), "g", instrument)
    assert read["beside"]["statements"]["1A"] == {"withheld": True}
    assert read["beside"]["statements"]["1B"] == {"agree": 8, "n": 8}
    beside["statements"]["1A"] = {"agree": 7, "n": 6}
    with pytest.raises(GroupFileError, match="beside/statements/1A/agree is 7"):
        check_group(as_read({**now, "beside": beside}), "g", instrument)
