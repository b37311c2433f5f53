"""Change since an earlier round: counts, medians, clear change, and when nothing is compared."""

from collections.abc import Callable
from typing import Any

import pytest

from pat_core import Instrument
from pat_core.errors import GroupFileError
from pat_core.files.json_reader import ForeignValue
from pat_core.group.document.change import FRANKER, change_since, check_change
from pat_core.group.statistics.pairs import Pairs
from tests.core.group_documents import as_read, group_of, marks

AGREE, DISAGREE = marks("3"), marks("2")
PLAN = {"rows": [], "next_assessment": "2027-05-01"}


def _rounds(
    instrument: Instrument, before: int = 6, after: int = 6, **details: Any
) -> tuple[Any, Any]:
    """Return an earlier round where all disagree, and one now where all agree."""
    earlier = group_of([DISAGREE] * before, instrument, round="2025", plan=PLAN, **details)
    return earlier, group_of([AGREE] * after, instrument, round="2026", **details)


def test_counts_come_first_then_medians(instrument: Instrument) -> None:
    """A statement's change is who agreed of how many, then and now, and the two medians."""
    earlier = group_of([AGREE] * 5 + [DISAGREE] * 3, instrument)
    now = group_of([AGREE] * 7 + [DISAGREE], instrument)
    found: Any = change_since(earlier, now, instrument)
    assert found["statements"]["1A"] == {
        "agree": [[5, 8], [7, 8]],
        "median": [3, 3],
        "delta": (21 * 1 - 5 * 1) / 64,
        "clear": False,
    }
    assert found["success"]["agree"] == [[8, 8], [8, 8]]


def test_scores_change_by_median_bands_and_delta(instrument: Instrument) -> None:
    """A principle's and the aggregate's change are medians, n, band counts, delta."""
    found: Any = change_since(*_rounds(instrument), instrument)
    assert found["principles"]["4"] == {
        "median": [12, 18],
        "n": [6, 6],
        "band_counts": [[0, 6, 0, 0], [0, 0, 6, 0]],
        "delta": 1.0,
        "clear": True,
    }
    assert found["aggregate"]["median"] == [72, 108]


def test_clear_change_needs_more_than_chance(instrument: Instrument) -> None:
    """For two groups of 3, the limit is 2·√(7/27) = 1.02: nothing so small is clear."""
    for people, clear in ((3, False), (4, True)):  # 2·√(9/48) = 0.87
        rounds = _rounds(instrument, people, people, mode="open")
        change: Any = change_since(*rounds, instrument)
        assert change["statements"]["1A"]["delta"] == 1
        assert change["statements"]["1A"]["clear"] is clear


def test_figure_without_answers_has_no_delta(instrument: Instrument) -> None:
    """Where nobody answered in one round, there is no delta and no clear change."""
    earlier = group_of([marks("3", _1A="-")] * 6, instrument)
    found: Any = change_since(earlier, group_of([AGREE] * 6, instrument), instrument)
    assert found["statements"]["1A"]["delta"] is None
    assert found["statements"]["1A"]["clear"] is False
    assert found["statements"]["1A"]["agree"] == [[0, 0], [6, 6]]


@pytest.mark.parametrize(
    ("after", "is_withheld"),
    [(6, False), (7, True), (10, True), (11, False), (2, True), (1, False)],
)
def test_few_who_joined_or_left_withhold_the_change(
    instrument: Instrument, after: int, is_withheld: bool
) -> None:
    """From six people, one to four more or fewer are below the threshold of five."""
    found = change_since(*_rounds(instrument, 6, after), instrument)
    assert bool(found["withheld"]) is is_withheld
    assert bool(found["statements"]) is not is_withheld
    assert bool(found["aggregate"]) is not is_withheld


def test_reason_for_withholding_names_the_numbers(instrument: Instrument) -> None:
    """The sentence says how many people there were, and the threshold."""
    withheld = change_since(*_rounds(instrument, 6, 8), instrument)["withheld"]
    assert withheld.startswith("6 people answered in the earlier round, and 8 in this one.")
    assert "threshold of 5" in withheld


def test_higher_threshold_of_the_two_holds(instrument: Instrument) -> None:
    """A promise of the earlier round is kept in the later one."""
    earlier = group_of([AGREE] * 12, instrument, threshold=8)
    assert change_since(earlier, group_of([AGREE] * 18, instrument), instrument)["withheld"]


@pytest.mark.parametrize(
    ("before", "now", "is_withheld"),
    [("open", "open", False), ("open", "confidential", True), ("confidential", "open", True)],
)
def test_one_confidential_round_is_enough_to_withhold(
    instrument: Instrument, before: str, now: str, is_withheld: bool
) -> None:
    """Only two open rounds are compared whoever joined or left; two modes are remarked."""
    earlier = group_of([AGREE] * 6, instrument, mode=before)
    found = change_since(earlier, group_of([AGREE] * 7, instrument, mode=now), instrument)
    assert bool(found["withheld"]) is is_withheld
    assert bool(found["remarks"]) is (before != now)


def test_other_scoring_rules_are_refused(instrument: Instrument) -> None:
    """Figures under other rules are not compared; the message names the earlier round."""
    earlier, now = _rounds(instrument)
    earlier["instrument"]["scoring"] = "sha256:other"
    with pytest.raises(GroupFileError, match=r"earlier round \(2025\).*other rules"):
        change_since(earlier, now, instrument)


def _other_wording(earlier: Any) -> None:
    earlier["instrument"]["wording"] = "sha256:other"


def _other_partnership(earlier: Any) -> None:
    earlier["partnership"] = "Elsewhere"


def _made_later(earlier: Any) -> None:
    earlier["made_at"] = "2030-01-01T00:00:00Z"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_other_wording, "other words"),
        (_other_partnership, "“Elsewhere”"),
        (_made_later, "made after"),
    ],
)
def test_what_a_reader_should_know_is_remarked(
    instrument: Instrument, change: Callable[[Any], None], words: str
) -> None:
    """Another wording, partnership or order of time is used, with a sentence."""
    earlier, now = _rounds(instrument, partnership="Harbour Lane")
    earlier["partnership"] = "harbour  lane"
    assert change_since(earlier, now, instrument)["remarks"] == []
    change(earlier)
    (remark,) = change_since(earlier, now, instrument)["remarks"]
    assert words in remark


@pytest.mark.parametrize("after", [6, 7])
def test_earlier_plan_comes_along(instrument: Instrument, after: int) -> None:
    """The last plan opens beside the new figures, even where these are withheld."""
    found = change_since(*_rounds(instrument, 6, after), instrument)
    assert found["plan"] == PLAN
    assert (found["round"], found["respondents"]) == ("2025", 6)


def test_own_answers_of_the_earlier_round_come_along(instrument: Instrument) -> None:
    """What the group said together stands beside the new counts, and reads back."""
    earlier, now = _rounds(instrument)
    earlier["own"] = {"1A": {"sentence": "We agree that we share one aim.", "answer": 3}}
    change = change_since(earlier, now, instrument)
    assert change["own"] == earlier["own"]
    read = check_change(ForeignValue(as_read(change), "f"), now, instrument, [])
    assert read["own"] == earlier["own"]


def test_statement_that_a_round_withholds_has_no_change(instrument: Instrument) -> None:
    """It is withheld in the change too, and its principle has no pairs."""
    earlier, now = _rounds(instrument)
    tokens = {f"t{number}": DISAGREE for number in range(6)}
    pairs = Pairs(tokens, dict.fromkeys(tokens, AGREE))
    earlier["statements"]["4E"] = {"withheld": True}
    change: Any = change_since(earlier, now, instrument, pairs)
    assert change["statements"]["4E"] == {"withheld": True}
    assert change["statements"]["4D"]["clear"] is True
    assert change["paired"]["principles"]["4"] == {"withheld": True}
    assert change["paired"]["principles"]["5"]["up"] == 6
    read = check_change(ForeignValue(as_read(change), "f"), now, instrument, [])
    assert read["statements"]["4E"] == {"withheld": True}


def test_scores_that_a_round_withholds_have_no_delta(instrument: Instrument) -> None:
    """Without complete scores of both rounds, the bands alone are compared."""
    earlier, now = _rounds(instrument)
    hidden = dict.fromkeys(("n", "mean", "median", "lowest", "highest", "scores", "consensus"))
    now["principles"]["2"] |= hidden
    change: Any = change_since(earlier, now, instrument)
    assert change["principles"]["2"] == {
        "median": [12, None],
        "n": [6, None],
        "band_counts": [[0, 6, 0, 0], [0, 0, 6, 0]],
        "delta": None,
        "clear": False,
    }
    assert check_change(ForeignValue(as_read(change), "f"), now, instrument, []) == change


@pytest.mark.parametrize(("mode", "is_cut"), [("confidential", True), ("open", False)])
def test_file_of_version_1_is_cut_to_todays_rule(
    instrument: Instrument, mode: str, is_cut: bool
) -> None:
    """In a confidential round, few answers to a statement and scores beside gaps are withheld."""
    people = [DISAGREE] * 5 + [marks("2", _4E="?")]
    earlier = group_of(people, instrument, mode=mode)
    now = group_of([AGREE] * 6, instrument, mode=mode)
    change: Any = as_read(change_since(earlier, now, instrument))
    change["statements"]["2A"]["agree"][0] = [0, 4]
    change["principles"]["4"] |= {"n": [5, 6], "median": [12, 18], "delta": 1.0}
    read: Any = check_change(ForeignValue(change, "f"), now, instrument, [])
    assert ("withheld" in read["statements"]["2A"]) is is_cut
    assert read["principles"]["4"]["n"] == [None if is_cut else 5, 6]
    assert read["principles"]["4"]["delta"] == (None if is_cut else 1)


def test_it_says_that_a_fall_may_be_frankness() -> None:
    """The sentence that belongs beside every change stands ready."""
    assert "franker" in FRANKER


@pytest.mark.parametrize("after", [6, 7])
def test_change_in_a_file_reads_back(instrument: Instrument, after: int) -> None:
    """What was written is read again, whole or withheld."""
    earlier, now = _rounds(instrument, 6, after)
    change = as_read(change_since(earlier, now, instrument))
    assert check_change(ForeignValue(change, "f"), now, instrument, []) == change


def test_change_in_a_file_cannot_claim_what_is_not(instrument: Instrument) -> None:
    """The present half and "clear" are worked out anew; an impossible half is refused."""
    earlier, now = _rounds(instrument)
    change = as_read(change_since(earlier, now, instrument))
    statement = change["statements"]["1A"]
    statement |= {"agree": [[0, 6], [1, 99]], "median": [2, 4], "clear": False}
    found: Any = check_change(ForeignValue(change, "f"), now, instrument, [])["statements"]["1A"]
    assert (found["agree"], found["median"], found["clear"]) == ([[0, 6], [6, 6]], [2, 3], True)
    statement["agree"] = [[7, 6], [6, 6]]
    with pytest.raises(GroupFileError, match="f: statements/1A/agree/0/0 is 7"):
        check_change(ForeignValue(change, "f"), now, instrument, [])
    statement["agree"] = [[0, 6], [6, 6]]
    change["principles"]["1"]["band_counts"][0] = [0, 5, 0, 0]
    assert check_change(ForeignValue(change, "f"), now, instrument, [])["principles"]["1"]["n"] == [
        6,
        6,
    ]
    change["principles"]["1"]["band_counts"][0] = [0, 5, 2, 0]
    with pytest.raises(GroupFileError, match="band_counts/0 must hold 4 counts that add up to 6"):
        check_change(ForeignValue(change, "f"), now, instrument, [])
