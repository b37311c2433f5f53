"""Five lists of statements that a group may want to talk about, and an order for a workshop.

All five rules are this project's own. The source only says that how deep to go depends on how far
partners agree, on the findings, and on what is significant (Hardy, Hudson and Waddington, 2003,
stage 3, from page 41).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pat_core.group.statistics.figures import shown
from pat_core.scoring.sides import split_answers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pat_core.documents.figures import (
        ListName,
        SignificanceFigures,
        StatementCounts,
        StatementFigures,
        Withheld,
    )
    from pat_core.documents.group import GroupDocument, Topic
    from pat_core.model import Instrument

__all__ = [
    "FEWEST_FOR_CONSENSUS",
    "RULES",
    "ListRule",
    "describe_topic",
    "is_concern",
    "is_not_known",
    "is_strength",
    "is_troubled",
    "significance_key",
    "topic_lists",
    "workshop_order",
]

FEWEST_FOR_CONSENSUS = 5
"""How many answers a statement needs before its agreement is shown, and how many ratings the ranks
need. Our rule."""

_LEAST = 5
"""How many statements the list of the least agreed holds, apart from ties with its last one."""


class ListRule(NamedTuple):
    """The heading of a list, and its rule in a sentence that stands beside it."""

    heading: str
    rule: str


RULES: Mapping[ListName, ListRule] = {
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
        f"Our rule: the {_LEAST} statements whose answers lie furthest apart, with any that tie"
        f" with the last of them, out of those with {FEWEST_FOR_CONSENSUS} answers or more. This"
        " list is always here: people tend to agree, and all statements point the same way.",
    ),
}
"""The five lists in the order of the group file; each rule says that it is ours."""

_WORKSHOP: tuple[ListName, ...] = ("concerns", "differing", "not_known", "least_agreed")
"""The lists that a workshop goes through, in this order; strengths need none."""


def topic_lists(statements: Mapping[str, StatementFigures]) -> dict[ListName, list[str]]:
    """Return the codes that are on each of the five lists, by the names in RULES.

    *statements* holds figures by code. Lists keep its order, but the list of the least agreed
    starts with the least consensus. One statement may be on several lists.
    """
    return {
        "strengths": [code for code, figures in statements.items() if is_strength(figures)],
        "concerns": [code for code, figures in statements.items() if is_concern(figures)],
        "differing": [code for code, figures in statements.items() if _is_differing(figures)],
        "not_known": [code for code, figures in statements.items() if is_not_known(figures)],
        "least_agreed": _least_agreed(statements),
    }


def is_not_known(figures: StatementCounts | StatementFigures) -> bool:
    """Return whether a third of all people or more can't say, or gave no answer."""
    unknown, people = _unknown(figures)
    return unknown > 0 and 3 * unknown >= people


def is_strength(figures: StatementFigures) -> bool:
    """Return whether over two thirds of the answers agree, and nobody strongly disagrees."""
    agree, disagree = split_answers(figures["counts"])
    return 3 * agree > 2 * (agree + disagree) and not _ends(figures)[0]


def is_concern(figures: StatementFigures) -> bool:
    """Return whether over two thirds of the answers disagree."""
    agree, disagree = split_answers(figures["counts"])
    return 3 * disagree > 2 * (agree + disagree)


def is_troubled(figures: StatementFigures | Withheld) -> bool:
    """Return whether a statement is divided or disagreed with; not if its figures are withheld."""
    own = shown(figures)
    return own is not None and (own["divided"] or is_concern(own))


def _is_differing(figures: StatementFigures) -> bool:
    return figures["divided"] or all(_ends(figures))


def _ends(figures: StatementFigures) -> tuple[int, int]:
    """Return how many strongly disagree, and how many strongly agree."""
    counts = {int(value): times for value, times in figures["counts"].items()}
    return counts[min(counts)], counts[max(counts)]


def _unknown(figures: StatementCounts | StatementFigures) -> tuple[int, int]:
    """Return how many can't say or gave no answer, and how many people there are."""
    unknown = figures["cant_say"] + figures["blank"]
    return unknown, figures["n"] + unknown


def _least_agreed(statements: Mapping[str, StatementFigures]) -> list[str]:
    # Consensus figures that are equal to twelve decimals differ by rounding only.
    consensus = {
        code: round(figures["consensus"], 12)
        for code, figures in statements.items()
        if figures["consensus"] is not None and figures["n"] >= FEWEST_FOR_CONSENSUS
    }
    ordered = sorted(consensus, key=consensus.__getitem__)
    return [code for code in ordered if consensus[code] <= consensus[ordered[:_LEAST][-1]]]


def workshop_order(document: GroupDocument, instrument: Instrument) -> list[Topic]:
    """Return the topics for a workshop, each statement once.

    Statements of the topics to start with come first, in their order. Otherwise concerns come
    first, then differing views, what is not known, and the rest of the least agreed. Within each,
    those of the principle with the higher median significance come first, then those with the
    higher mean, then those that are earlier in the instrument. The order is this project's own.
    """
    number_of = {s.code: p.number for p in instrument.principles for s in p.statements}
    codes, ratings = list(number_of), document["significance"]
    topics: dict[str, Topic] = {}
    for name in _WORKSHOP:
        ordered = sorted(
            document["lists"][name],
            key=lambda code: (significance_key(ratings[number_of[code]]), codes.index(code)),
        )
        for code in ordered:
            why = describe_topic(code, document)
            topics.setdefault(code, {"code": code, "list": name, "why": why})
    places = {
        code: place
        for place, topic in enumerate(document["start"]["topics"])
        for code in topic["codes"]
    }
    return sorted(topics.values(), key=lambda topic: places.get(topic["code"], len(places)))


def significance_key(rating: SignificanceFigures | Withheld) -> tuple[float, float]:
    """Return a sort key that puts more significant principles first and unrated ones last."""
    if "withheld" in rating or rating["median"] is None or rating["mean"] is None:
        return 0, 0
    return -rating["median"], -rating["mean"]


def describe_topic(code: str, document: GroupDocument) -> str:
    """Return why a statement is a topic: for each list it is on, a sentence with the counts.

    It is empty for a statement whose figures are withheld, which is on no list.
    """
    figures = shown(document["statements"][code])
    if figures is None:
        return ""
    n = figures["n"]
    agree, disagree = split_answers(figures["counts"])
    low, high = _ends(figures)
    unknown, people = _unknown(figures)
    sides = f"agree {agree} of {n}, disagree {disagree} of {n}"
    ends = f"strongly agree {high} of {n}, strongly disagree {low} of {n}"
    reasons: dict[ListName, str] = {
        "concerns": f"Concern: disagree {disagree} of {n}.",
        "differing": f"Differing views: {sides if figures['divided'] else ends}.",
        "not_known": f"Not known: can't say or no answer {unknown} of {people}.",
        "least_agreed": "Among the least agreed.",
    }
    given = [reason for name, reason in reasons.items() if code in document["lists"][name]]
    if given == [reasons["least_agreed"]]:
        return f"Among the least agreed: {sides}."
    return " ".join(given)
