"""Where to start: at most five topics, each with its evidence, and one strength."""

import json
from typing import Any

import pytest

from pat_core import Instrument
from pat_core.group.statistics.start import START_RULE, STRENGTH_RULE, where_to_start
from tests.core.group_documents import group_of, marks, principle_marks

WELL = principle_marks("333333")


def _start(sheets: list[str], instrument: Instrument) -> Any:
    return group_of(sheets, instrument, mode="open")["start"]


def _with(codes: str, mark: str, people: int, whole: int) -> list[str]:
    """Return sheets of which so many *people* give *mark* to the statements in *codes*."""
    own = {f"_{code}": mark for code in codes.split()}
    return [marks("3", **own)] * people + [WELL] * (whole - people)


def test_nothing_stands_out_in_a_healthy_group(instrument: Instrument) -> None:
    """Where all agree there is no topic, and the first of the equal principles is the strength."""
    start = _start([WELL] * 8, instrument)
    assert start["topics"] == []
    assert start["strength"] == {
        "topic": "principle-1",
        "codes": ["1A", "1B", "1C", "1D", "1E", "1F"],
        "why": "Most agree, and nobody strongly disagrees, on 1A, 1B, 1C, 1D, 1E and 1F.",
    }


@pytest.mark.parametrize(
    ("people", "codes", "is_topic"),
    [
        (8, "2A 2B", False),
        (8, "2A 2B 2C", True),
        (11, "2A 2B", False),
        (12, "2A", False),
        (12, "2A 2B", True),
        (19, "2A", False),
        (20, "2A", True),
    ],
)
def test_the_smaller_the_group_the_more_must_be_split(
    instrument: Instrument, people: int, codes: str, is_topic: bool
) -> None:
    """Three statements of a principle, two from 12 people on, one from 20 on."""
    start = _start(_with(codes, "2", -(-people // 3), people), instrument)
    assert [topic["codes"] for topic in start["topics"]] == ([codes.split()] if is_topic else [])


def test_split_statements_of_different_principles_are_no_topic(instrument: Instrument) -> None:
    """What does not belong together does not add up."""
    assert _start(_with("1A 2B 3C 4D 5E 6F", "2", 3, 9), instrument)["topics"] == []


def test_low_principle_is_a_topic_with_its_figure(instrument: Instrument) -> None:
    """12 is low; the evidence is the figure, the statements, and how significant it is."""
    start = _start([principle_marks("333233", "111511")] * 6, instrument)
    assert start["topics"] == [
        {
            "topic": "principle-4",
            "codes": ["4A", "4B", "4C", "4D", "4E", "4F"],
            "why": ("Average 12.0 of 24, which is low; most disagree on all 6 statements."),
        }
    ]


def test_most_significant_principles_are_called_so(instrument: Instrument) -> None:
    """Only where some are rated higher than others."""
    sheets = [principle_marks("322333", "125555")] * 6
    whys = {topic["topic"]: topic["why"] for topic in _start(sheets, instrument)["topics"]}
    assert whys["principle-3"].endswith("; among the principles rated most significant.")
    assert "significant" not in whys["principle-2"]


def test_half_who_are_certainly_low_make_a_topic(instrument: Instrument) -> None:
    """Even where the others lift the group's figure."""
    start = _start([principle_marks("133333")] * 3 + [principle_marks("433333")] * 3, instrument)
    assert start["topics"][0]["why"].startswith("3 of 6 people are certainly at 12 or less; split")


def test_one_statement_with_which_nearly_all_disagree_is_a_topic(instrument: Instrument) -> None:
    """By its own code, with its counts; two thirds are not enough in a small group."""
    assert _start(_with("5D", "2", 5, 6), instrument)["topics"] == [
        {"topic": "5D", "codes": ["5D"], "why": "Disagree 5 of 6 on 5D."}
    ]
    assert _start(_with("5D", "2", 4, 6), instrument)["topics"] == []


@pytest.mark.parametrize("mark", ["?", "-"])
def test_what_is_not_known_is_a_topic(instrument: Instrument, mark: str) -> None:
    """One statement by two thirds of the people, or three by a third."""
    (topic,) = _start(_with("6A", mark, 4, 6), instrument)["topics"]
    assert topic["why"] == "4 of 6 can't say or gave no answer on 6A."
    assert _start(_with("6A", mark, 3, 6), instrument)["topics"] == []
    (topic,) = _start(_with("6A 6B 6C", mark, 2, 6), instrument)["topics"]
    assert topic["why"] == (
        "Average 18.0 of 24; a third or more can't say or gave no answer on 6A, 6B and 6C."
    )


def test_a_few_who_see_it_very_differently_are_a_topic(instrument: Instrument) -> None:
    """Two of twelve who strongly disagree, on three statements with which the others agree."""
    (topic,) = _start(_with("3A 3B 3C", "1", 2, 12), instrument)["topics"]
    assert topic == {
        "topic": "principle-3",
        "codes": ["3A", "3B", "3C"],
        "why": "Average 17.0 of 24; a few strongly disagree, where most agree, on 3A, 3B and 3C.",
    }
    assert _start(_with("3A 3B 3C", "1", 1, 6), instrument)["topics"] == []  # One is not a few.
    assert _start(_with("3A 3B 3C", "1", 2, 13), instrument)["topics"] == []
    assert _start(_with("3A 3B", "1", 2, 12), instrument)["topics"] == []


def test_evidence_gives_counts_of_one_statement_and_names_several(instrument: Instrument) -> None:
    """A statement that is alone of its kind has its counts."""
    own = {"_5A": "2", "_5B": "2", "_5C": "2", "_5D": "?"}
    sheets = [marks("3", **own)] * 3 + [marks("3", _5A="2")] * 3 + [WELL] * 2
    (topic,) = _start(sheets, instrument)["topics"]
    assert topic == {
        "topic": "principle-5",
        "codes": ["5A", "5B", "5C", "5D"],
        "why": (
            "Average 16.5 of 24; disagree 6 of 8 on 5A; split on 5B and 5C;"
            " 3 of 8 can't say or gave no answer on 5D."
        ),
    }
    (topic,) = _start(_with("5A", "2", 7, 20), instrument)["topics"]
    assert topic["why"] == "Split on 5A (agree 13, disagree 7)."


def test_topics_are_five_at_most_those_with_most_to_show_first(instrument: Instrument) -> None:
    """Low principles first, then by what was found, then by significance."""
    sheets = [principle_marks("222221", "111235")] * 6
    start = _start(sheets, instrument)
    assert [topic["topic"][-1] for topic in start["topics"]] == ["6", "5", "4", "1", "2"]
    assert start["strength"] is None


def test_strength_lies_outside_the_topics(instrument: Instrument) -> None:
    """The principle with most strengths is taken, then the one with the higher figure."""
    own = {"_1A": "1", "_2A": "2", **dict.fromkeys(("_4A", "_4B"), "4")}
    start = _start([principle_marks("333333")] * 5 + [marks("3", **own)], instrument)
    assert start["strength"]["topic"] == "principle-4"
    # A statement that all agree with is none where its principle is a topic.
    assert _start([marks("2", _2B="3", _5C="4")] * 6, instrument)["strength"] is None


def test_one_statement_may_be_the_strength(instrument: Instrument) -> None:
    """Where no principle has three strengths, the one with the largest share that agree."""
    mixed = [
        marks("3", **{f"_{p}{e}": "1" for p in "123456" for e in "ABCDE"[place::5]})
        for place in range(5)
    ]
    sheets = [*mixed, WELL, WELL]
    start = _start(sheets, instrument)
    assert start["strength"] == {
        "topic": "1F",
        "codes": ["1F"],
        "why": "Agree: 7 of 7; nobody strongly disagrees.",
    }


def test_withheld_statements_play_no_part(instrument: Instrument) -> None:
    """They are no evidence, and no strength, whatever their counts were."""
    document = json.loads(json.dumps(group_of(_with("5D", "2", 6, 6), instrument, mode="open")))
    document["statements"]["5D"] = {"withheld": True}
    for code in ("1A", "1B", "1C", "1D"):
        document["statements"][code] = {"withheld": True}
    start = where_to_start(document, instrument)
    assert start["topics"] == []
    assert start["strength"] is not None
    assert start["strength"]["topic"] == "principle-2"


def test_rules_say_that_they_are_ours() -> None:
    """Both stand on the page."""
    assert "by our rule" in START_RULE
    assert "by our rule" in STRENGTH_RULE
