"""What a group may want to talk about: five lists of statements, and an order for a workshop.

All five rules are this project's own. The source only says that how deep to go depends on how far
partners agree, on the findings, and on what is significant (Hardy, Hudson and Waddington, 2003,
stage 3, from page 41).
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from pat_core.model import Instrument

__all__ = [
    "FEWEST_FOR_CONSENSUS",
    "RULES",
    "ListRule",
    "describe_topic",
    "is_not_known",
    "split_answers",
    "topic_lists",
    "workshop_order",
]

FEWEST_FOR_CONSENSUS = 5
"""How many answers a statement, or ratings the ranks, need before agreement is shown. Our rule."""

_LEAST = 5
"""How many statements the list of the least agreed holds, ties at its end besides."""


class ListRule(NamedTuple):
    """What a list is called, and its rule in a sentence that stands beside it."""

    heading: str
    rule: str


RULES: Mapping[str, ListRule] = {
    "strengths": ListRule(
        "Strengths",
        "Our rule: over two thirds of the answers agree, and nobody strongly disagrees.",
    ),
    "concerns": ListRule("Concerns", "Our rule: over two thirds of the answers disagree."),
    "differing": ListRule(
        "Differing views",
        "Our rule: the smaller side, of those who agree and those who disagree, is a third of the"
        " answers or more; or somebody strongly agrees while somebody strongly disagrees.",
    ),
    "not_known": ListRule(
        "Not known",
        'Our rule: a third of all people or more say "can\'t say" or give no answer.',
    ),
    "least_agreed": ListRule(
        "Least agreed",
        f"Our rule: the {_LEAST} statements with the least consensus, with any that tie with the"
        f" last of them, out of those with {FEWEST_FOR_CONSENSUS} answers or more. This list is"
        " always here: people tend to agree, and all statements point the same way.",
    ),
}
"""The five lists in the order of the group file; each rule says that it is ours."""

_WORKSHOP = ("concerns", "differing", "not_known", "least_agreed")
"""What a workshop takes up, in this order; strengths need no topic of their own."""

Figures = Mapping[str, Any]


def topic_lists(statements: Mapping[str, Figures]) -> dict[str, list[str]]:
    """Return the codes that are on each of the five lists, by the names in RULES.

    *statements* holds the figures of the group file by code; lists keep its order, and the least
    agreed come first in theirs. One statement may be on several lists.
    """
    return {
        "strengths": [code for code, each in statements.items() if _is_strength(each)],
        "concerns": [code for code, each in statements.items() if _is_concern(each)],
        "differing": [code for code, each in statements.items() if _is_differing(each)],
        "not_known": [code for code, each in statements.items() if is_not_known(each)],
        "least_agreed": _least_agreed(statements),
    }


def split_answers(figures: Figures) -> tuple[int, int]:
    """Return how many answers agree, and how many disagree; no point lies between."""
    counts = {int(value): times for value, times in figures["counts"].items()}
    doubled_middle = min(counts) + max(counts)
    agree = sum(times for value, times in counts.items() if 2 * value > doubled_middle)
    return agree, sum(counts.values()) - agree


def is_not_known(figures: Figures) -> bool:
    """Return whether a third of all people or more can't say, or gave no answer."""
    unknown, people = _unknown(figures)
    return unknown > 0 and 3 * unknown >= people


def _is_strength(figures: Figures) -> bool:
    agree, disagree = split_answers(figures)
    return 3 * agree > 2 * (agree + disagree) and not _ends(figures)[0]


def _is_concern(figures: Figures) -> bool:
    agree, disagree = split_answers(figures)
    return 3 * disagree > 2 * (agree + disagree)


def _is_differing(figures: Figures) -> bool:
    return figures["divided"] or all(_ends(figures))


def _ends(figures: Figures) -> tuple[int, int]:
    """Return how many strongly disagree, and how many strongly agree."""
    counts = {int(value): times for value, times in figures["counts"].items()}
    return counts[min(counts)], counts[max(counts)]


def _unknown(figures: Figures) -> tuple[int, int]:
    """Return how many can't say or gave no answer, and how many people there are."""
    unknown = figures["cant_say"] + figures["blank"]
    return unknown, figures["n"] + unknown


def _least_agreed(statements: Mapping[str, Figures]) -> list[str]:
    # Twelve places tell any two spreads apart that are not one; the rest is rounding.
    found = {
        code: round(each["consensus"], 12)
        for code, each in statements.items()
        if each["n"] >= FEWEST_FOR_CONSENSUS
    }
    ordered = sorted(found, key=found.__getitem__)
    return [code for code in ordered if found[code] <= found[ordered[:_LEAST][-1]]]


def workshop_order(document: Figures, instrument: Instrument) -> list[dict[str, str]]:
    """Return the topics for a workshop, one after the other, each once.

    Concerns come first, then differing views, what is not known, and the rest of the least agreed.
    Inside each, the principle comes first whose significance has the higher median, then the
    higher mean; then the order of the instrument decides. The order is this project's own.

    Returns:
        Topics as {"code", "list", "why"}: the first list that the statement is on, and all reasons
        with their counts.
    """
    number = {s.code: each.number for each in instrument.principles for s in each.statements}
    codes = list(number)
    topics: dict[str, dict[str, str]] = {}
    for name in _WORKSHOP:
        ordered = sorted(
            document["lists"][name],
            key=lambda code: (_weight(document["significance"][number[code]]), codes.index(code)),
        )
        for code in ordered:
            why = describe_topic(code, document)
            topics.setdefault(code, {"code": code, "list": name, "why": why})
    return list(topics.values())


def _weight(rating: Figures) -> tuple[float, float]:
    """Return what a principle sorts by: the more significant, the lower; unrated ones last."""
    return (0, 0) if rating["median"] is None else (-rating["median"], -rating["mean"])


def describe_topic(code: str, document: Figures) -> str:
    """Return why a statement is a topic: a sentence with the counts for each list it is on."""
    figures = document["statements"][code]
    n = figures["n"]
    agree, disagree = split_answers(figures)
    low, high = _ends(figures)
    unknown, people = _unknown(figures)
    sides = f"agree {agree} of {n}, disagree {disagree} of {n}"
    ends = f"strongly agree {high} of {n}, strongly disagree {low} of {n}"
    reasons = {
        "concerns": f"Concern: disagree {disagree} of {n}.",
        "differing": f"Differing views: {sides if figures['divided'] else ends}.",
        "not_known": f"Not known: can't say or no answer {unknown} of {people}.",
        "least_agreed": "Among the least agreed.",
    }
    found = [reason for name, reason in reasons.items() if code in document["lists"][name]]
    if found == [reasons["least_agreed"]]:
        return f"Among the least agreed: {sides}."
    return " ".join(found)
