"""Where a group may start its discussion: at most five topics, and one strength.

The source only says that how deep to go depends on how far partners agree, on the findings, and on
what is significant (Hardy, Hudson and Waddington, 2003, stage 3, from page 41). All rules here are
this project's own. They are made so that a healthy group has no topic, or few: ``make method``
measures how often they err.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pat_core.group.statistics.figures import shown_statements
from pat_core.group.statistics.scenario import count_low, most_significant
from pat_core.group.statistics.topics import (
    FEWEST_FOR_CONSENSUS,
    is_concern,
    is_not_known,
    is_strength,
    significance_key,
)
from pat_core.scoring.sides import split_answers
from pat_core.text.sentences import listed

if TYPE_CHECKING:
    from collections.abc import Collection

    from pat_core.documents.figures import Start, StartTopic, StatementFigures
    from pat_core.documents.group import GroupFigures
    from pat_core.model import Instrument, Principle

__all__ = ["START_RULE", "STRENGTH_RULE", "where_to_start"]

_MOST = 5
"""How many topics there are at most."""
_TOGETHER = ((20, 1), (12, 2), (0, 3))
"""From how many people on, how many statements of a principle must be split or not known.

The fewer the people, the more often chance alone splits one statement."""
_HALF = 3
"""How many statements of a principle a few must see very differently, or must be strengths."""
START_RULE = (
    "Topics, by our rule: a principle is a topic where its average is low, or where half of the"
    " people certainly have a low score; where three of its statements are split or disagreed with,"
    " or three are not known (two are enough from 12 people on, one from 20 on); or where a few"
    " people strongly disagree with three statements with which most agree. A single statement is a"
    " topic where over two thirds disagree, or where two thirds can't say or gave no answer. At"
    " most five are shown: those with most to talk about, then those rated more significant."
)
STRENGTH_RULE = (
    "The strength, by our rule: the principle with the most statements on the list of strengths, at"
    " least three, that is no topic; else the statement of that list with which the largest share"
    " agree."
)


class _Findings(NamedTuple):
    """What stands out in one principle: codes of statements by what was found."""

    principle: Principle
    low: str
    """The figure that is low, in words; empty where none is."""
    concerns: list[str]
    split: list[str]
    """Divided, and not disagreed with by over two thirds."""
    not_known: list[str]
    """To a third of the people or more."""
    seen_differently: list[str]
    """By a few, who strongly disagree where most agree."""
    alone: list[str]
    """Those that are a topic without any others."""

    @property
    def weight(self) -> int:
        """How much there is to talk about."""
        others = len(self.split) + len(self.not_known) + len(self.seen_differently)
        return 6 * bool(self.low) + 2 * len(self.concerns) + others


def where_to_start(document: GroupFigures, instrument: Instrument) -> Start:
    """Return the topics that stand out, at most one a principle, and a strength.

    Statements whose figures are withheld play no part.
    """
    significance = document["significance"]
    weighed = []
    for principle in instrument.principles:
        findings = _findings(principle, document, instrument)
        topic = _topic(findings, document)
        if topic:
            weighed.append(
                ((-findings.weight, significance_key(significance[principle.number])), topic)
            )
    weighed.sort(key=lambda pair: pair[0])
    topics = [topic for _, topic in weighed]
    named = {topic["topic"] for topic in topics}
    taken = [
        statement.code
        for principle in instrument.principles
        for statement in principle.statements
        if named & {f"principle-{principle.number}", statement.code}
    ]
    return {"topics": topics[:_MOST], "strength": _strength(taken, document, instrument)}


def _findings(principle: Principle, document: GroupFigures, instrument: Instrument) -> _Findings:
    figures = _shown(principle, document)
    concerns = [code for code, own in figures.items() if is_concern(own)]
    return _Findings(
        principle,
        _low(principle, document, instrument),
        concerns,
        [code for code, own in figures.items() if own["divided"] and code not in concerns],
        [code for code, own in figures.items() if is_not_known(own)],
        [code for code, own in figures.items() if _is_seen_differently(own)],
        [code for code, own in figures.items() if code in concerns or _is_mostly_unknown(own)],
    )


def _shown(principle: Principle, document: GroupFigures) -> dict[str, StatementFigures]:
    """Return the figures of a principle's statements, without those that are withheld."""
    codes = [statement.code for statement in principle.statements]
    return shown_statements({code: document["statements"][code] for code in codes})


def _low(principle: Principle, document: GroupFigures, instrument: Instrument) -> str:
    """Return what is low in a principle, in words, or nothing where nothing is."""
    figures, limit = document["principles"][principle.number], instrument.low_principle_score
    estimate, people = figures["estimate"], figures["respondents"]
    if estimate is not None and estimate <= limit:
        return f"{_average(principle, estimate)}, which is low"
    low = count_low(figures, principle.bands, limit) or 0
    if low and 2 * low >= people:
        return f"{low} of {people} people are certainly at {limit} or less"
    return ""


def _average(principle: Principle, estimate: float) -> str:
    return f"average {estimate:.1f} of {max(band.high for band in principle.bands)}"


def _is_seen_differently(figures: StatementFigures) -> bool:
    """Return whether a few, a sixth or more, strongly disagree where over two thirds agree."""
    agree, disagree = split_answers(figures["counts"])
    strongly = _strongly_disagree(figures)
    return strongly >= 2 and 6 * strongly >= figures["n"] and 3 * agree > 2 * (agree + disagree)


def _is_mostly_unknown(figures: StatementFigures) -> bool:
    """Return whether two thirds of the people or more can't say, or gave no answer."""
    unknown = figures["cant_say"] + figures["blank"]
    return unknown > 0 and unknown >= 2 * figures["n"]


def _topic(findings: _Findings, document: GroupFigures) -> StartTopic | None:
    """Return the topic that a principle or some of its statements make, or None."""
    people = document["respondents"]
    needed = next(count for least, count in _TOGETHER if people >= least)
    together = [
        (findings.concerns + findings.split, needed),
        (findings.not_known, needed),
        (findings.seen_differently, _HALF),
    ]
    if findings.low or any(len(codes) >= count for codes, count in together):
        named = {code for codes, _ in together for code in codes}
    else:
        named = set(findings.alone)
    codes = [s.code for s in findings.principle.statements if s.code in named]
    if not (codes or findings.low):
        return None
    is_single = len(codes) == 1 and not findings.low
    return {
        "topic": codes[0] if is_single else f"principle-{findings.principle.number}",
        "codes": codes,
        "why": _why(findings, named, document, is_single=is_single),
    }


def _why(
    findings: _Findings, named: Collection[str], document: GroupFigures, *, is_single: bool
) -> str:
    """Return the evidence about the statements in *named*, and about the principle, in one line."""
    principle = findings.principle
    statements = _shown(principle, document)
    estimate = document["principles"][principle.number]["estimate"]
    kinds = (
        (findings.concerns, "disagree {disagree} of {n} on {code}", "most disagree on"),
        (findings.split, "split on {code} (agree {agree}, disagree {disagree})", "split on"),
        (
            findings.not_known,
            "{unknown} of {people} can't say or gave no answer on {code}",
            "a third or more can't say or gave no answer on",
        ),
        (
            findings.seen_differently,
            "{strongly} of {n} strongly disagree, where most agree, on {code}",
            "a few strongly disagree, where most agree, on",
        ),
    )
    parts = [findings.low] if findings.low else []
    if not is_single and not findings.low and estimate is not None:
        parts.append(_average(principle, estimate))
    for codes, one, several in kinds:
        own = [code for code in codes if code in named]
        if len(own) == 1:
            parts.append(one.format(code=own[0], **_numbers(statements[own[0]])))
        elif own:
            is_all = len(own) == len(principle.statements)
            parts.append(f"{several} {f'all {len(own)} statements' if is_all else listed(own)}")
    significant = most_significant(document)
    if findings.principle.number in significant and len(significant) < len(
        document["significance"]
    ):
        parts.append("among the principles rated most significant")
    words = "; ".join(parts)
    return f"{words[:1].upper()}{words[1:]}."


def _numbers(figures: StatementFigures) -> dict[str, int]:
    """Return the counts of a statement, by the names that sentences use."""
    agree, disagree = split_answers(figures["counts"])
    unknown = figures["cant_say"] + figures["blank"]
    return {
        "n": figures["n"],
        "agree": agree,
        "disagree": disagree,
        "strongly": _strongly_disagree(figures),
        "unknown": unknown,
        "people": figures["n"] + unknown,
    }


def _strongly_disagree(figures: StatementFigures) -> int:
    return figures["counts"][min(figures["counts"], key=int)]


def _strength(
    taken: Collection[str], document: GroupFigures, instrument: Instrument
) -> StartTopic | None:
    """Return the one strength to keep and spread, or None.

    No statement in *taken*, those of the topics, is part of it.
    """
    strengths = {
        principle.number: {
            code: figures
            for code, figures in _shown(principle, document).items()
            if is_strength(figures) and code not in taken
        }
        for principle in instrument.principles
    }
    firm = [number for number, own in strengths.items() if len(own) >= _HALF]
    if firm:
        estimates = {number: document["principles"][number]["estimate"] or 0 for number in firm}
        best = min(firm, key=lambda number: (-len(strengths[number]), -estimates[number]))
        codes = list(strengths[best])
        why = f"Most agree, and nobody strongly disagrees, on {listed(codes)}."
        return {"topic": f"principle-{best}", "codes": codes, "why": why}
    single = {
        code: split_answers(figures["counts"])[0] / figures["n"]
        for own in strengths.values()
        for code, figures in own.items()
        if figures["n"] >= FEWEST_FOR_CONSENSUS
    }
    if not single:
        return None
    code = max(single, key=single.__getitem__)
    numbers = _numbers(next(own[code] for own in strengths.values() if code in own))
    why = "Agree: {agree} of {n}; nobody strongly disagrees.".format_map(numbers)
    return {"topic": code, "codes": [code], "why": why}
