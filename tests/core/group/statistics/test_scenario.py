"""The follow-up scenario: each of its limits, its reasons with the counts, and the advice."""

from dataclasses import replace
from typing import Any

import pytest

from pat_core import Instrument
from pat_core.group.statistics.scenario import ADVICE, NOTE, follow_up, scenario_rules
from tests.core.group_documents import group_of, marks, principle_marks

WELL = principle_marks("333333")


def _letter(sheets: list[str], instrument: Instrument, **details: Any) -> str | None:
    found: str | None = group_of(sheets, instrument, **details)["scenario"]["letter"]
    return found


def test_all_scores_above_twelve_give_a(instrument: Instrument) -> None:
    """Scores of 13 or more, nothing divided, nothing unknown: A, with the counts."""
    least = marks("2", _1A="3", _2A="3", _3A="3", _4A="3", _5A="3", _6A="3")  # 13 in each principle
    found = group_of([least] * 5, instrument)["scenario"]
    assert found == {
        "letter": "A",
        "because": [
            "All 30 complete principle scores are 13 or more.",
            "None of the 36 statements is divided.",
            "No statement is not known to a third of the people or more.",
        ],
        "blocked": [],
    }


def test_one_score_of_twelve_gives_b(instrument: Instrument) -> None:
    """A single complete score of 12 is enough against A."""
    found = group_of([principle_marks("233333"), *[WELL] * 5], instrument)["scenario"]
    assert found["letter"] == "B"
    assert found["because"] == [
        "Some scores are 12 or less, in principle 1 (1 of 6).",
        "In no principle are half of the scores or more 12 or less.",
    ]


def test_divided_statement_gives_b(instrument: Instrument) -> None:
    """Two of six on the smaller side are a third, and speak against A; one is not."""
    split = marks("4", _1A="2")
    assert _letter([split, *[WELL] * 5], instrument) == "A"
    found = group_of([split, split, *[WELL] * 4], instrument)["scenario"]
    assert found["letter"] == "B"
    assert found["because"][0] == "Views are divided on 1A (agree 4 of 6)."


@pytest.mark.parametrize("mark", ["?", "-"])
def test_unknown_statement_gives_b(instrument: Instrument, mark: str) -> None:
    """A third who can't say, or gave no answer, speak against A; fewer do not."""
    open_ = marks("3", _5D=mark)
    assert _letter([open_, *[WELL] * 5], instrument) == "A"
    found = group_of([open_, open_, *[WELL] * 4], instrument)["scenario"]
    assert found["letter"] == "B"
    assert found["because"][0] == "A third or more can't say or gave no answer on 5D (2 of 6)."


def test_statement_on_success_is_outside_the_rule(instrument: Instrument) -> None:
    """Neither a divided nor an unknown answer on aims speaks against A."""
    sheets = [marks(success=mark) for mark in "11?44"]
    assert _letter(sheets, instrument) == "A"


@pytest.mark.parametrize(("low", "letter"), [("222333", "C"), ("223333", "B")])
def test_three_low_principles_give_c(instrument: Instrument, low: str, letter: str) -> None:
    """Half of the scores at 12 or less give C in three principles, and B in two."""
    sheets = [principle_marks(low)] * 3 + [WELL] * 3
    assert _letter(sheets, instrument) == letter
    assert _letter([*sheets, WELL], instrument) == "B"  # Three of seven are less than half.


@pytest.mark.parametrize(
    ("ratings", "letter"), [("444555", "C"), ("334455", "C"), ("333344", "B"), ("------", "B")]
)
def test_one_low_principle_of_high_significance_gives_c(
    instrument: Instrument, ratings: str, letter: str
) -> None:
    """One principle is enough where its median significance is 4 or more; 3.5 and 3 are not."""
    scores = ["333233"] * 3 + ["333333"] * 3
    sheets = [
        principle_marks(score, f"111{rating}11")
        for score, rating in zip(scores, ratings, strict=True)
    ]
    assert _letter(sheets, instrument) == letter


def test_reasons_for_c_name_principles_and_counts(instrument: Instrument) -> None:
    """Both ways to C are told, the weighty principle by its name."""
    low = principle_marks("222333", "355555")
    found = group_of([low] * 3 + [principle_marks("333333", "333333")] * 2, instrument)["scenario"]
    assert found["because"][0] == (
        "In 3 of 6 principles, half of the scores or more are 12 or less: 1 (3 of 5), 2 (3 of 5)"
        " and 3 (3 of 5)."
    )
    assert found["because"][1] == (
        f"Principle 2, {instrument.principles[1].name}: 3 of 5 scores are 12 or less, and its"
        " median significance is 5."
    )
    assert len(found["because"]) == 3


def test_reason_for_b_says_why_it_is_not_c(instrument: Instrument) -> None:
    """Two low principles are named, and that neither their number nor their weight makes C."""
    found = group_of([principle_marks("223333")] * 5, instrument)["scenario"]
    assert found["because"] == [
        "Some scores are 12 or less, in principles 1 (5 of 5) and 2 (5 of 5).",
        (
            "Half of the scores or more are 12 or less only in principles 1 (5 of 5) and"
            " 2 (5 of 5): in fewer than 3, and with no median significance of 4 or more."
        ),
    ]


def test_long_list_of_statements_is_counted(instrument: Instrument) -> None:
    """Where most statements are divided, the sentence says how many."""
    found = group_of([marks("2")] * 2 + [marks("3")] * 3, instrument)["scenario"]
    assert "Views are divided on 36 of 36 statements." in found["because"]


def test_under_five_people_have_no_scenario(instrument: Instrument) -> None:
    """Four people are too few, whatever they say."""
    found = group_of([WELL] * 4, instrument)["scenario"]
    assert found["letter"] is None
    assert found["because"] == []
    assert found["blocked"] == ["People who answered: 4. A scenario needs 5."]


@pytest.mark.parametrize(("invited", "letter"), [(None, "A"), (10, "A"), (11, None)])
def test_half_of_the_invited_are_needed(
    instrument: Instrument, invited: int | None, letter: str | None
) -> None:
    """Five of ten are half, five of eleven are not; an unknown number blocks nothing."""
    assert _letter([WELL] * 5, instrument, invited_people=invited) == letter


def test_two_thirds_of_each_principle_are_needed(instrument: Instrument) -> None:
    """Four of six complete scores are two thirds; three are not, even in one principle."""
    gap = marks("3", _2F="-")
    assert _letter([gap] * 2 + [WELL] * 4, instrument) is not None
    found = group_of([gap] * 3 + [WELL] * 3, instrument)["scenario"]
    assert found["letter"] is None
    assert found["blocked"] == [
        (
            "Too few people have a complete score in principle 2 (3 of 6)."
            " A scenario needs two thirds in each principle."
        )
    ]


def test_every_reason_against_is_told(instrument: Instrument) -> None:
    """Few people, of many invited, with gaps: three sentences."""
    document = group_of([marks("?", _1A="3")] * 2, instrument, invited_people=9)
    assert len(document["scenario"]["blocked"]) == 3


def test_limit_is_the_instruments(instrument: Instrument) -> None:
    """The low score is asked of the instrument, so that another one brings its own."""
    document = group_of([principle_marks("333333")] * 5, instrument)
    stricter = replace(instrument, low_principle_score=18)
    found = follow_up(document, stricter)
    assert found["letter"] == "C"
    assert "are 18 or less" in found["because"][0]
    assert "18 or less" in scenario_rules(stricter)["C"]


def test_advice_and_rules_stand_ready_for_each_letter(instrument: Instrument) -> None:
    """Each letter has advice with its place in the source, and a rule that is said to be ours."""
    assert list(ADVICE) == ["A", "B", "C"]
    assert all("page 45" in advice.place and advice.points for advice in ADVICE.values())
    assert list(scenario_rules(instrument)) == ["A", "B", "C", "none"]
    assert "13 or more" in scenario_rules(instrument)["A"]
    assert "ours" in NOTE
