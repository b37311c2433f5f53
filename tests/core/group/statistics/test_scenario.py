"""The follow-up scenario: each of its limits, its evidence with the counts, and the advice."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from pat_core import Instrument
from pat_core.group.statistics.scenario import (
    ADVICE,
    NOTE,
    follow_up,
    most_significant,
    scenario_rules,
)
from tests.core.group_documents import group_of, marks, principle_marks

WELL = principle_marks("333333")


def _document(sheets: list[str], instrument: Instrument, **details: Any) -> Any:
    return group_of(sheets, instrument, **{"mode": "open", **details})


def _scenario(sheets: list[str], instrument: Instrument, **details: Any) -> Any:
    return _document(sheets, instrument, **details)["scenario"]


def _letter(sheets: list[str], instrument: Instrument, **details: Any) -> Any:
    return _scenario(sheets, instrument, **details)["looks_like"]


def _split(codes: str, people: int) -> list[str]:
    """Return sheets of which a third disagree on the statements in *codes*, such as "1A 1B"."""
    own = {f"_{code}": "2" for code in codes.split()}
    third = -(-people // 3)
    return [marks("3", **own)] * third + [WELL] * (people - third)


def test_nobody_low_and_most_agree_gives_a(instrument: Instrument) -> None:
    """Scores of 13 or more and nothing divided: A, with the evidence."""
    assert _scenario([WELL] * 6, instrument) == {
        "looks_like": "A",
        "because": [
            "Nobody is certainly at 12 or less in any principle.",
            "People certainly at 72 or less over all: 0 of 6.",
            "No statement is divided or disagreed with.",
        ],
        "blocked": [],
    }


def test_one_score_of_twelve_gives_b(instrument: Instrument) -> None:
    """A single person certainly at 12 is enough against A; at 13 or perhaps at 13 is not."""
    low, just = principle_marks("233333"), marks("3", **dict.fromkeys(("_1A", "_1B", "_1C"), "2"))
    assert _scenario([low, *[WELL] * 6], instrument)["because"][0] == (
        "People certainly at 12 or less: principle 1 (1 of 7)."
    )
    assert _letter([low, *[WELL] * 6], instrument) == "B"
    assert _letter([just, *[WELL] * 6], instrument) == "A"
    open_ = low.replace("222222", "22222-", 1)  # From 11 to 14.
    assert _letter([open_, *[WELL] * 6], instrument) == "A"


@pytest.mark.parametrize("people", [6, 7, 9, 12, 20])
def test_more_than_three_divided_statements_in_one_principle_give_b(
    instrument: Instrument, people: int
) -> None:
    """Three divided in every principle leave A; four in one do not."""
    three = " ".join(f"{number}{letter}" for number in range(1, 7) for letter in "ABC")
    assert _letter(_split(three, people), instrument) == "A"
    assert _letter(_split("4A 4B 4C 4D", people), instrument) == "B"


def test_five_people_need_no_more_than_two_divided_statements(instrument: Instrument) -> None:
    """In so small a group half of the statements are enough against A."""
    assert _letter(_split("4A 4B", 5), instrument) == "A"
    assert _letter(_split("4A 4B 4C", 5), instrument) == "B"


def test_disagreement_counts_like_division(instrument: Instrument) -> None:
    """Where nearly all disagree, the statement is not divided, and yet speaks against A."""
    own = dict.fromkeys(("_2A", "_2B", "_2C", "_2D"), "2")
    sheets = [marks("4", **own)] * 6
    assert not any(f["divided"] for f in _document(sheets, instrument)["statements"].values())
    scenario = _scenario(sheets, instrument)
    assert scenario["looks_like"] == "B"
    assert "Divided or disagreed with: principle 2 (4 of 6 statements)." in scenario["because"]


@pytest.mark.parametrize("mark", ["?", "-"])
def test_what_is_left_open_speaks_against_nobody(instrument: Instrument, mark: str) -> None:
    """Seven per cent of answers missing leave a healthy group where it is."""
    sheets = [marks("3", **{f"_{1 + place % 6}B": mark}) for place in range(12)]
    assert _letter(sheets, instrument) == "A"


def test_statement_on_success_is_outside_the_rule(instrument: Instrument) -> None:
    """Neither a divided nor an unknown answer on aims speaks against A."""
    assert _letter([marks(success=mark) for mark in "11?44"], instrument) == "A"


def test_half_with_a_low_aggregate_give_c(instrument: Instrument) -> None:
    """72 is low and 73 is not; half of the people are enough, fewer are not."""
    # Two principles are low, so only the aggregate can make it C: 6 + 6 + 15 + 15 + 15 + 15.
    at_72 = principle_marks("114444").replace("444444", "333222")
    at_73 = at_72.replace("333222", "333322", 1)
    assert _letter([at_72] * 3 + [WELL] * 3, instrument) == "C"
    assert _letter([at_72] * 3 + [WELL] * 4, instrument) == "B"
    assert _letter([at_73] * 6, instrument) == "B"


@pytest.mark.parametrize(
    ("scores", "ratings", "letter"),
    [
        ("222444", "333333", "C"),  # All equally significant.
        ("222444", "511444", "C"),  # One of the three is among the most significant.
        ("222444", "111555", "B"),  # None is.
        ("222444", "333355", "C"),  # Four tie for the third place.
        ("222444", "------", "C"),  # Nobody rated: the low principles decide.
        ("224444", "555111", "B"),
        ("244444", "511111", "B"),
    ],
)
def test_three_low_principles_give_c_where_they_matter(
    instrument: Instrument, scores: str, ratings: str, letter: str
) -> None:
    """Three low principles give C if one of them is among the three rated most significant."""
    assert _letter([principle_marks(scores, ratings)] * 6, instrument) == letter


def test_a_principle_is_low_for_half_of_the_people(instrument: Instrument) -> None:
    """Three of six are half; three of seven are not."""
    low = principle_marks("222444")
    assert _letter([low] * 3 + [WELL] * 3, instrument) == "C"
    assert _letter([low] * 3 + [WELL] * 4, instrument) == "B"


def test_evidence_names_principles_and_counts(instrument: Instrument) -> None:
    """Each kind of evidence has its sentence, and none holds a letter."""
    low = principle_marks("222444", "355111")
    scenario = _scenario([low] * 3 + [principle_marks("333333", "333333")] * 2, instrument)
    assert scenario["because"] == [
        "People certainly at 12 or less: principles 1 (3 of 5), 2 (3 of 5) and 3 (3 of 5).",
        "People certainly at 72 or less over all: 0 of 5.",
        (
            "Divided or disagreed with: principles 1 (6 of 6 statements), 2 (6 of 6 statements)"
            " and 3 (6 of 6 statements)."
        ),
        "Low, and among the most significant: principles 1, 2 and 3.",
    ]
    assert not re.search(r"\b[BC]\b", " ".join(scenario["because"]))


def test_under_five_people_have_no_scenario(instrument: Instrument) -> None:
    """Four people are too few, whatever they say."""
    assert _scenario([WELL] * 4, instrument) == {
        "looks_like": None,
        "because": [],
        "blocked": ["People who answered: 4. A scenario needs 5."],
    }


@pytest.mark.parametrize(("invited", "letter"), [(None, "A"), (10, "A"), (11, None)])
def test_half_of_the_invited_are_needed(
    instrument: Instrument, invited: int | None, letter: str | None
) -> None:
    """Five of ten are half, five of eleven are not; an unknown number blocks nothing."""
    assert _letter([WELL] * 5, instrument, invited_people=invited) == letter


def test_two_thirds_of_the_answers_are_needed(instrument: Instrument) -> None:
    """Twelve of 36 missing answers leave two thirds; thirteen do not, even in one principle."""
    gaps = dict.fromkeys(("_2A", "_2B"), "-")
    sheets = [marks("3", **gaps)] * 5 + [marks("3", _2C="?", _2D="-")]
    assert _letter(sheets, instrument) == "A"
    scenario = _scenario([*sheets[:5], marks("3", _2C="?", _2D="-", _2E="-")], instrument)
    assert scenario["looks_like"] is None
    assert scenario["blocked"] == [
        (
            "Under two thirds of the statements were answered in principle 2. A scenario needs two"
            " thirds in each principle."
        )
    ]


def _withhold(document: Any, numbers: str) -> Any:
    """Return a document in which the counts by band of these principles are withheld."""
    document = json.loads(json.dumps(document))
    for number in numbers:
        document["principles"][number] |= {"band_counts": None, "band_open": None}
    return document


def test_counts_withheld_in_most_principles_give_no_scenario(instrument: Instrument) -> None:
    """In three of six there still is one; in four there is none, and the reason says why."""
    document = _document([WELL] * 6, instrument)
    assert follow_up(_withhold(document, "123"), instrument)["looks_like"] == "A"
    scenario = follow_up(_withhold(document, "1234"), instrument)
    assert scenario["looks_like"] is None
    assert scenario["blocked"][0].startswith(
        "The number of people in each band is withheld in principles 1, 2, 3 and 4,"
    )


def test_average_stands_for_withheld_counts(instrument: Instrument) -> None:
    """A low average makes a principle low; the evidence says what was not counted."""
    low = _document([principle_marks("222444")] * 6, instrument)
    assert follow_up(_withhold(low, "12"), instrument)["looks_like"] == "C"
    one = _document([principle_marks("233333"), *[WELL] * 6], instrument)
    assert one["scenario"]["looks_like"] == "B"
    scenario = follow_up(_withhold(one, "1"), instrument)
    assert scenario["looks_like"] == "A"
    assert scenario["because"][:2] == [
        "Nobody is certainly at 12 or less in any principle.",
        "Withheld, and so not counted here: principle 1. There the average stands for it.",
    ]
    document = _withhold(_document([marks("2")] * 6, instrument), "")
    document["aggregate"] |= {"band_counts": None, "band_open": None}
    scenario = follow_up(document, instrument)
    assert scenario["looks_like"] == "C"
    assert not any("over all" in sentence for sentence in scenario["because"])


def test_withheld_statements_and_ratings_play_no_part(instrument: Instrument) -> None:
    """A withheld statement is not known to be divided; a withheld rating not to be significant."""
    document = json.loads(json.dumps(_document(_split("4A 4B 4C 4D", 6), instrument)))
    document["statements"]["4A"] = {"withheld": True}
    assert follow_up(document, instrument)["looks_like"] == "A"
    for number, rating in zip("123456", (5, 5, 5, 5, 1, 1), strict=True):
        document["significance"][number]["mean"] = rating
    document["significance"]["1"] = {"withheld": True}
    assert list(most_significant(document)) == ["2", "3", "4"]


def test_every_reason_against_is_given(instrument: Instrument) -> None:
    """Few people, of many invited, with gaps: three sentences."""
    scenario = _scenario([marks("?", _1A="3")] * 2, instrument, invited_people=9)
    assert len(scenario["blocked"]) == 3


def test_limit_is_the_instruments(instrument: Instrument) -> None:
    """The low score is asked of the instrument, so that another one brings its own."""
    document = _document([principle_marks("333333")] * 5, instrument)
    stricter = replace(instrument, low_principle_score=18)
    scenario = follow_up(document, stricter)
    assert scenario["looks_like"] == "C"
    assert scenario["because"][0].startswith(
        "People certainly at 18 or less: principles 1 (5 of 5)"
    )
    assert "18 or less" in scenario_rules(stricter)["C"]
    assert "108 or less" in scenario_rules(stricter)["C"]


def test_advice_and_rules_stand_ready_for_each_letter(instrument: Instrument) -> None:
    """Each letter has advice with its place in the source, and a rule."""
    assert list(ADVICE) == ["A", "B", "C"]
    assert all("page 45" in advice.place and advice.points for advice in ADVICE.values())
    assert list(scenario_rules(instrument)) == ["A", "B", "C", "none"]
    assert "certainly at 12 or less" in scenario_rules(instrument)["A"]
    assert "leaves it to you" in NOTE
