"""The follow-up scenario of a group, A, B or C: our rule, for discussion, and the source's advice.

The source names three findings and what a plan may hold for each (Hardy, Hudson and Waddington,
2003, stage 4, from page 45). Which figures of a group point to which scenario is this project's
own rule. The statement on success plays no part in it, as in any total.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pat_core.group.statistics.figures import shown_statements
from pat_core.group.statistics.topics import is_not_known
from pat_core.scoring.sides import split_answers
from pat_core.text.sentences import listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence, Sized

    from pat_core.documents.figures import FollowUp, ScenarioLetter, ScoreFigures
    from pat_core.documents.group import GroupFigures
    from pat_core.model import Instrument

__all__ = ["ADVICE", "NOTE", "Advice", "follow_up", "scenario_rules"]

_FEWEST = 5
"""How many people a scenario needs."""
_MANY_LOW = 3
"""In how many principles half of the scores must be low for scenario C."""

_MOST_NAMED = 6
"""How many statements a sentence names one by one."""


class Advice(NamedTuple):
    """What the source advises in a scenario, in our words."""

    heading: str
    points: tuple[str, ...]
    place: str
    """Where the source says so."""


_PLACE = "Hardy, Hudson and Waddington (2003), stage 4, from page 45"

ADVICE: Mapping[ScenarioLetter, Advice] = {
    "A": Advice(
        "The partnership works well",
        (
            "The plan can be short: agree how and when you will assess again.",
            "One way: ask the same people again.",
            "Another way: ask people at other levels of the partner organisations.",
            "A third way: wait until something important changes, inside the partnership or out.",
            "Even the healthiest partnership should have its regular check.",
        ),
        _PLACE,
    ),
    "B": Advice(
        "Good in parts",
        (
            "Plan for the parts that cause concern, and first find out what lies behind them.",
            "Help from inside: where nothing is sensitive, partners can do that informally.",
            "Help from outside: better where a person or an organisation may feel exposed.",
        ),
        _PLACE,
    ),
    "C": Advice(
        "Serious concerns",
        (
            "The plan must put much right, and perhaps fast.",
            "You may have to look at everything anew: aims, structures, processes, daily work.",
            "At the extreme, dissolve the partnership and form it anew.",
            "The findings show how large the problems are, and which of them cannot wait.",
        ),
        _PLACE,
    ),
}
"""The advice by letter."""

NOTE = (
    "The source describes three scenarios and leaves it to you to decide which one you are in."
    " The rule that suggests one here is ours. Take it as a start for your discussion."
)


class _Low(NamedTuple):
    """How many of a principle's complete scores are low, and how significant people find it."""

    number: str
    name: str
    low: int
    n: int
    significance: float | None
    """Its median."""

    @property
    def is_half(self) -> bool:
        """Whether half of the scores or more are low."""
        return self.n > 0 and 2 * self.low >= self.n


def follow_up(document: GroupFigures, instrument: Instrument) -> FollowUp:
    """Return the scenario that a group's figures suggest, with its reasons.

    There is none with fewer than five people or with fewer than half of those invited (where that
    is known), nor where in any principle fewer than two thirds of the people have a complete score.
    """
    blocked = _blocked(document)
    if blocked:
        return {"letter": None, "because": [], "blocked": blocked}
    scores = _low_scores(document, instrument)
    serious = _because_serious(scores, instrument)
    if serious:
        return {"letter": "C", "because": serious, "blocked": []}
    doubts = _doubts(document, scores, instrument)
    if doubts:
        because = [*doubts, _not_serious(scores, instrument)]
        return {"letter": "B", "because": because, "blocked": []}
    return {"letter": "A", "because": _because_well(scores, instrument), "blocked": []}


def scenario_rules(instrument: Instrument) -> dict[str, str]:
    """Return the rule for each letter, and under "none" when there is no scenario; for the page."""
    low = instrument.low_principle_score
    return {
        "A": f"A: every complete principle score is {low + 1} or more, no statement is divided,"
        " and none is not known to a third of the people or more.",
        "B": "B: neither A nor C.",
        "C": f"C: half of the scores or more are {low} or less, in {_MANY_LOW} principles or more,"
        f" or in one whose median significance is {_high_significance(instrument)} or more.",
        "none": f"None: with under {_FEWEST} people; where under half of the people invited"
        " answered; or where, in any principle, under two thirds of the people have a complete"
        " score.",
    }


def _blocked(document: GroupFigures) -> list[str]:
    """Return why there is no scenario, in sentences; nothing where there is one."""
    people, invited = document["respondents"], document["invited"]["people"]
    causes = []
    if people < _FEWEST:
        causes.append(f"People who answered: {people}. A scenario needs {_FEWEST}.")
    if invited is not None and 2 * people < invited:
        causes.append(f"Answered: {people} of {invited} invited. A scenario needs half of them.")
    few = [
        f"{number} ({figures['n']} of {people})"
        for number, figures in document["principles"].items()
        if 3 * (figures["n"] or 0) < 2 * people
    ]
    if few:
        causes.append(
            f"Too few people have a complete score in {_principles(len(few))} {listed(few)}."
            " A scenario needs two thirds in each principle."
        )
    return causes


def _low_scores(document: GroupFigures, instrument: Instrument) -> list[_Low]:
    return [
        _Low(
            principle.number,
            principle.name,
            _count_low(document["principles"][principle.number], instrument),
            document["principles"][principle.number]["n"] or 0,
            None
            if "withheld" in (own := document["significance"][principle.number])
            else own["median"],
        )
        for principle in instrument.principles
    ]


def _count_low(figures: ScoreFigures, instrument: Instrument) -> int:
    """Return how many people have a low score."""
    limit = instrument.low_principle_score
    return sum(times for score, times in (figures["scores"] or {}).items() if int(score) <= limit)


def _high_significance(instrument: Instrument) -> int:
    """Return the lowest significance that counts as high: the last but one on the scale."""
    return sorted(point.value for point in instrument.significance.scale)[-2]


def _because_serious(scores: Sequence[_Low], instrument: Instrument) -> list[str]:
    """Return why the scenario is C; nothing where it is not."""
    half = [own for own in scores if own.is_half]
    high = _high_significance(instrument)
    weighty = [own for own in half if own.significance is not None and own.significance >= high]
    limit = instrument.low_principle_score
    because = []
    if len(half) >= _MANY_LOW:
        because.append(
            f"In {len(half)} of {len(scores)} principles, half of the scores or more are {limit} or"
            f" less: {listed([_share(own) for own in half])}."
        )
    because += [
        f"Principle {own.number}, {own.name}: {own.low} of {own.n} scores are {limit} or less,"
        f" and its median significance is {own.significance:g}."
        for own in weighty
    ]
    return because


def _doubts(document: GroupFigures, scores: Sequence[_Low], instrument: Instrument) -> list[str]:
    """Return why the scenario is not A; nothing where it is."""
    limit, statements = instrument.low_principle_score, shown_statements(document["statements"])
    people = document["respondents"]
    low = [_share(own) for own in scores if own.low]
    divided = [
        f"{code} (agree {agree} of {agree + disagree})"
        for code, figures in statements.items()
        if figures["divided"]
        for agree, disagree in [split_answers(figures["counts"])]
    ]
    unknown = [
        f"{code} ({people - figures['n']} of {people})"
        for code, figures in statements.items()
        if is_not_known(figures)
    ]
    doubts = []
    if low:
        doubts.append(f"Some scores are {limit} or less, in {_principles(len(low))} {listed(low)}.")
    if divided:
        doubts.append(f"Views are divided on {_some(divided, statements)}.")
    if unknown:
        doubts.append(
            f"A third or more can't say or gave no answer on {_some(unknown, statements)}."
        )
    return doubts


def _not_serious(scores: Sequence[_Low], instrument: Instrument) -> str:
    """Return why the scenario is not C."""
    half = [_share(own) for own in scores if own.is_half]
    limit, high = instrument.low_principle_score, _high_significance(instrument)
    if not half:
        return f"In no principle are half of the scores or more {limit} or less."
    return (
        f"Half of the scores or more are {limit} or less only in {_principles(len(half))}"
        f" {listed(half)}: in fewer than {_MANY_LOW}, and with no median significance of {high} or"
        " more."
    )


def _because_well(scores: Sequence[_Low], instrument: Instrument) -> list[str]:
    complete, lowest = sum(own.n for own in scores), instrument.low_principle_score + 1
    return [
        f"All {complete} complete principle scores are {lowest} or more.",
        f"None of the {len(instrument.codes)} statements is divided.",
        "No statement is not known to a third of the people or more.",
    ]


def _share(scores: _Low) -> str:
    return f"{scores.number} ({scores.low} of {scores.n})"


def _principles(count: int) -> str:
    return "principle" if count == 1 else "principles"


def _some(named: Sequence[str], statements: Sized) -> str:
    """Return the statements in *named* as a list, or only how many there are of a long one."""
    if len(named) > _MOST_NAMED:
        return f"{len(named)} of {len(statements)} statements"
    return listed(named)
