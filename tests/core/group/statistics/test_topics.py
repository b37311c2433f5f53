"""The five lists and the workshop's order: each rule at its edge, in whole numbers."""

from typing import Any

import pytest

from pat_core import Instrument
from pat_core.documents.figures import ListName
from pat_core.group.statistics.figures import shown_statements, statement_figures
from pat_core.group.statistics.topics import (
    RULES,
    describe_topic,
    is_troubled,
    topic_lists,
    workshop_order,
)

LISTS: list[ListName] = ["strengths", "concerns", "differing", "not_known", "least_agreed"]


def _figures(marks: str) -> Any:
    """Return the figures of a statement that got these *marks*, one a person."""
    return statement_figures({mark: marks.count(mark) for mark in "1234?-"}, (4, 3, 2, 1))


def _on(marks: str) -> list[ListName]:
    """Return the lists that a statement with these marks is on, but the last."""
    lists = topic_lists({"1A": _figures(marks)})
    return [name for name in LISTS[:4] if lists[name]]


@pytest.mark.parametrize(
    ("marks", "lists"),
    [
        ("333", ["strengths"]),
        ("3343332", ["strengths"]),
        ("332", ["differing"]),  # Two thirds are not over two thirds, and one is a third.
        ("33332222", ["differing"]),
        ("333331", []),  # Over two thirds agree, but one strongly disagrees.
        ("444441", ["differing"]),  # Both ends are used.
        ("222", ["concerns"]),
        ("2221111", ["concerns"]),
        ("221", ["concerns"]),
        ("2222223", ["concerns"]),
        ("1111114", ["concerns", "differing"]),
        ("33??", ["strengths", "not_known"]),
        ("33-", ["strengths", "not_known"]),
        ("3333?-", ["strengths", "not_known"]),
        ("33333?-", ["strengths"]),
        ("???", ["not_known"]),
        ("---", ["not_known"]),
        ("", []),
    ],
)
def test_statement_is_on_the_lists_of_its_counts(marks: str, lists: list[str]) -> None:
    """Over two thirds is more than two thirds; a third or more is met by a third."""
    assert _on(marks) == lists


@pytest.mark.parametrize("people", range(1, 31))
def test_a_third_is_met_without_rounding(people: int) -> None:
    """At every size, a minority of exactly a third is on the list and one fewer is not."""
    thirds = "2" * people + "3" * (2 * people)
    assert _on(thirds) == ["differing"]
    assert _on(thirds[1:]) == ["strengths"]


def test_least_agreed_are_five_with_those_that_tie() -> None:
    """The five with the least consensus come first to last; a tie with the fifth is let in."""
    marks = {
        "1A": "33333",
        "1B": "11144",
        "1C": "11444",
        "1D": "33444",
        "1E": "33344",
        "1F": "34444",
        "2A": "43333",
        "2B": "1144",
    }
    found = topic_lists({code: _figures(given) for code, given in marks.items()})
    assert found["least_agreed"] == ["1B", "1C", "1D", "1E", "1F", "2A"]


def test_least_agreed_needs_five_answers() -> None:
    """Four answers and any number of can't-says are too few for consensus."""
    statements = {"1A": _figures("1144???"), "1B": _figures("33333")}
    assert topic_lists(statements)["least_agreed"] == ["1B"]


def test_equal_spread_of_other_sizes_ties() -> None:
    """Spreads in the same shares tie whatever their size, although fractions round differently."""
    statements = {f"{n}A": _figures("1234" * (n + 1)) for n in range(1, 8)}
    assert topic_lists(statements)["least_agreed"] == [f"{n}A" for n in range(1, 8)]


def test_every_list_has_its_rule_and_says_that_it_is_ours() -> None:
    """Heading and rule stand ready for each list, in the lists' order."""
    assert list(RULES) == LISTS
    assert all(rule.heading and rule.rule.startswith("Our rule: ") for rule in RULES.values())


def _document(instrument: Instrument, marks: dict[str, str], medians: str) -> Any:
    """Return what a workshop needs; *medians* has a digit a principle, or "-" for unrated."""
    statements = {code: _figures(marks.get(code, "33333")) for code in instrument.codes}
    ratings = [None if median == "-" else float(median) for median in medians]
    return {
        "statements": statements,
        "significance": {
            str(place): {"median": rating, "mean": rating}
            for place, rating in enumerate(ratings, 1)
        },
        "lists": topic_lists(statements),
        "start": {"topics": [], "strength": None},
    }


def test_workshop_takes_concerns_then_differing_then_not_known(instrument: Instrument) -> None:
    """Each statement comes once, under the first list that it is on."""
    marks = {"1A": "33---", "2A": "22333", "3A": "22222", "4A": "11114"}
    found = workshop_order(_document(instrument, marks, "333333"), instrument)
    assert [(topic["code"], topic["list"]) for topic in found[:4]] == [
        ("3A", "concerns"),
        ("4A", "concerns"),
        ("2A", "differing"),
        ("1A", "not_known"),
    ]
    assert {topic["list"] for topic in found[4:]} == {"least_agreed"}
    assert len({topic["code"] for topic in found}) == len(found)


def test_more_significant_principle_comes_first_inside_a_list(instrument: Instrument) -> None:
    """By median, then by mean, then in the order of the instrument; an unrated one is last."""
    marks = dict.fromkeys(["1B", "1A", "2A", "3A", "4A"], "22222")
    document = _document(instrument, marks, "-44533")
    document["significance"]["3"]["mean"] = 4.2
    found = workshop_order(document, instrument)
    assert [topic["code"] for topic in found[:5]] == ["4A", "3A", "2A", "1A", "1B"]


def test_statements_of_the_first_topics_come_first(instrument: Instrument) -> None:
    """Where to start decides before the lists do, topic by topic."""
    marks = {"1A": "33---", "2A": "22333", "3A": "22222", "4A": "11114"}
    document = _document(instrument, marks, "333333")
    document["start"]["topics"] = [{"codes": ["2A", "2B"]}, {"codes": ["1A"]}]
    ordered = workshop_order(document, instrument)
    assert [topic["code"] for topic in ordered[:4]] == ["2A", "2B", "1A", "3A"]


def test_withheld_statements_are_on_no_list_and_no_topic(instrument: Instrument) -> None:
    """Nothing is said of them, and a withheld rating puts its principle last."""
    document = _document(instrument, {"1A": "22222", "2A": "22222", "3A": "22222"}, "543333")
    document["statements"]["1A"] = {"withheld": True}
    document["significance"]["2"] = {"withheld": True}
    document["lists"] = topic_lists(shown_statements(document["statements"]))
    ordered = [topic["code"] for topic in workshop_order(document, instrument)]
    assert ordered[:2] == ["3A", "2A"]
    assert "1A" not in ordered
    assert describe_topic("1A", document) == ""
    assert not is_troubled({"withheld": True})


@pytest.mark.parametrize(
    ("marks", "troubled"),
    [("333222", True), ("333322", True), ("333332", False), ("222221", True), ("??3", False)],
)
def test_troubled_is_divided_or_disagreed_with(marks: str, troubled: bool) -> None:
    """A third on the smaller side, or over two thirds who disagree."""
    assert is_troubled(_figures(marks)) is troubled


def test_reasons_name_the_counts(instrument: Instrument) -> None:
    """A topic on several lists gives each reason with its counts, a single one with both sides."""
    marks = {"1A": "1111114--?-", "1B": "2233333", "1C": "1344444"}
    document = _document(instrument, marks, "333333")
    assert describe_topic("1A", document) == (
        "Concern: disagree 6 of 7."
        " Differing views: strongly agree 1 of 7, strongly disagree 6 of 7."
        " Not known: can't say or no answer 4 of 11. Among the least agreed."
    )
    assert (
        describe_topic("1B", document) == "Among the least agreed: agree 5 of 7, disagree 2 of 7."
    )
    assert "strongly agree 5 of 7, strongly disagree 1 of 7" in describe_topic("1C", document)
