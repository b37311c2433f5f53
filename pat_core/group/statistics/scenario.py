"""The follow-up scenario that a group looks most like: our rule, and the source's advice.

The source names three findings, says what a plan may hold for each, and leaves it to the partners
to decide which one they are in (Hardy, Hudson and Waddington, 2003, stage 4, from page 45). Which
figures point to which scenario is this project's own rule. It rests on counts of people whose own
score is certainly low, so that unanswered statements never make a group look worse. The statement
on success plays no part in it, as in any total.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pat_core.group.statistics.topics import is_troubled
from pat_core.text.sentences import listed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from pat_core.documents.figures import FollowUp, ScenarioLetter, ScoreFigures
    from pat_core.documents.group import GroupFigures
    from pat_core.model import Band, Instrument, Principle

__all__ = [
    "ADVICE",
    "NOTE",
    "Advice",
    "count_low",
    "follow_up",
    "most_significant",
    "scenario_rules",
]

_FEWEST = 5
"""How many people a scenario needs."""
_MANY_LOW = 3
"""How many principles must be low for scenario C."""
_MOST_SIGNIFICANT = 3
"""How many principles, apart from ties, count as those rated most significant."""
_SMALL_GROUP = 5
"""Up to how many people half of a principle's statements, rather than more, speak against A.

With five people, "more than half" would call one group in eight A in which a principle is answered
50 : 50; see the table of the method page."""


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
    " Take these figures as a start for your discussion."
)


class _Finding(NamedTuple):
    """What the figures of one principle say."""

    principle: Principle
    low: int | None
    """How many people certainly have a low score; None where that is withheld."""
    is_low: bool
    """Whether these are half of the people or more; or, if withheld, whether the average is low."""
    is_significant: bool
    """Whether the principle is among those rated most significant."""
    troubled: tuple[str, ...]
    """Statements that are divided or disagreed with."""
    is_troubled: bool
    """Whether these are so many that not all can be said to agree."""

    @property
    def number(self) -> str:
        return self.principle.number


def follow_up(document: GroupFigures, instrument: Instrument) -> FollowUp:
    """Return the scenario that a group's figures look most like, and the evidence.

    There is none with fewer than five people or with fewer than half of those invited (where that
    is known); where under two thirds of a principle's statements were answered; and where the
    counts of people by band are withheld in more than half of the principles. Where they are
    withheld in fewer, the average decides whether a principle is low.
    """
    blocked = _blocked(document, instrument)
    if blocked:
        return {"looks_like": None, "because": [], "blocked": blocked}
    findings = _findings(document, instrument)
    limit = _low_limit(instrument)
    low = count_low(document["aggregate"], instrument.aggregate_bands, limit)
    letter = _letter(findings, has_low_half=_is_low(document["aggregate"], low, limit))
    evidence = _evidence(findings, low, document["respondents"], instrument)
    return {"looks_like": letter, "because": evidence, "blocked": []}


def scenario_rules(instrument: Instrument) -> dict[str, str]:
    """Return the rule for each letter, and under "none" when there is no scenario; for the page."""
    low = instrument.low_principle_score
    return {
        "A": f"A: nobody is certainly at {low} or less in any principle, and in no principle are"
        " more than half of the statements divided or disagreed with (with"
        f" {_SMALL_GROUP} people: half or more).",
        "B": "B: neither A nor C.",
        "C": f"C: half of the people or more certainly have an aggregate of"
        f" {_low_limit(instrument)} or less; or {_MANY_LOW} principles or more are low, one of them"
        f" among the {_MOST_SIGNIFICANT} rated most significant. A principle is low where half of"
        f" the people or more are certainly at {low} or less. Where nobody rated significance, the"
        " low principles alone decide.",
        "none": f"None: with under {_FEWEST} people; where under half of the people invited"
        " answered; where under two thirds of a principle's statements were answered; or where the"
        " number of people in each band is withheld in more than half of the principles. If it is"
        " withheld in fewer, nobody counts as certainly low there, and the principle is low where"
        f" its average is {low} or less.",
    }


def most_significant(document: GroupFigures) -> Collection[str]:
    """Return the numbers of the principles that people rate most significant.

    These are the three with the highest mean, with any that tie with the third; all of them where
    nobody rated any.
    """
    means = {
        number: rated["mean"]
        for number, rated in document["significance"].items()
        if "withheld" not in rated and rated["mean"] is not None
    }
    if not means:
        return list(document["significance"])
    return [
        number
        for number, mean in means.items()
        if sum(other > mean for other in means.values()) < _MOST_SIGNIFICANT
    ]


def _blocked(document: GroupFigures, instrument: Instrument) -> list[str]:
    """Return why there is no scenario, in sentences; nothing where there is one."""
    people, invited = document["respondents"], document["invited"]["people"]
    causes = []
    if people < _FEWEST:
        causes.append(f"People who answered: {people}. A scenario needs {_FEWEST}.")
    if invited is not None and 2 * people < invited:
        causes.append(f"Answered: {people} of {invited} invited. A scenario needs half of them.")
    few = [p.number for p in instrument.principles if _is_thin(p, document)]
    if few:
        causes.append(
            f"Under two thirds of the statements were answered in {_principles(few)}. A scenario"
            " needs two thirds in each principle."
        )
    withheld = [
        number
        for number, figures in document["principles"].items()
        if figures["band_counts"] is None
    ]
    if 2 * len(withheld) > len(document["principles"]):
        causes.append(
            f"The number of people in each band is withheld in {_principles(withheld)}, so that"
            " nobody's answers can be worked out. A scenario needs it in half of them."
        )
    return causes


def _is_thin(principle: Principle, document: GroupFigures) -> bool:
    """Return whether under two thirds of all answers to a principle were given."""
    figures = document["principles"][principle.number]
    answers = len(principle.statements) * document["respondents"]
    return 3 * (figures["cant_say"] + figures["blank"]) > answers


def _findings(document: GroupFigures, instrument: Instrument) -> list[_Finding]:
    people, significant = document["respondents"], most_significant(document)
    findings = []
    for principle in instrument.principles:
        figures = document["principles"][principle.number]
        low = count_low(figures, principle.bands, instrument.low_principle_score)
        codes = [statement.code for statement in principle.statements]
        troubled = tuple(code for code in codes if is_troubled(document["statements"][code]))
        limit = len(codes) - 1 if people <= _SMALL_GROUP else len(codes)
        findings.append(
            _Finding(
                principle,
                low,
                _is_low(figures, low, instrument.low_principle_score),
                principle.number in significant,
                troubled,
                2 * len(troubled) > limit,
            )
        )
    return findings


def count_low(figures: ScoreFigures, bands: Sequence[Band], limit: int) -> int | None:
    """Return how many people are certainly in a band that ends at *limit* or below.

    None where the number of people in each band is withheld.
    """
    if figures["band_counts"] is None:
        return None
    rising = sorted(bands, key=lambda band: band.low)
    counts = zip(rising, figures["band_counts"], strict=True)
    return sum(times for band, times in counts if band.high <= limit)


def _is_low(figures: ScoreFigures, low: int | None, limit: int) -> bool:
    """Return whether half of the people or more are low; if withheld, whether the average is."""
    if low is None:
        return figures["estimate"] is not None and figures["estimate"] <= limit
    return 2 * low >= figures["respondents"]


def _low_limit(instrument: Instrument) -> int:
    """Return the highest aggregate that is low: a low score in every principle."""
    return instrument.low_principle_score * len(instrument.principles)


def _letter(findings: Sequence[_Finding], *, has_low_half: bool) -> ScenarioLetter:
    low = [finding for finding in findings if finding.is_low]
    is_weighty = any(finding.is_significant for finding in low)
    if has_low_half or (len(low) >= _MANY_LOW and is_weighty):
        return "C"
    if any(finding.low or finding.is_troubled for finding in findings):
        return "B"
    return "A"


def _evidence(
    findings: Sequence[_Finding], low: int | None, people: int, instrument: Instrument
) -> list[str]:
    """Return the evidence in sentences, the same kinds whatever it points to."""
    limit = instrument.low_principle_score
    some = [f"{own.number} ({own.low} of {people})" for own in findings if own.low]
    sentences = [
        f"People certainly at {limit} or less: {listed(_in_principles(some))}."
        if some
        else f"Nobody is certainly at {limit} or less in any principle."
    ]
    withheld = [own.number for own in findings if own.low is None]
    if withheld:
        sentences.append(
            f"Withheld, and so not counted here: {listed(_in_principles(withheld))}. There the"
            " average stands for it."
        )
    if low is not None:
        sentences.append(
            f"People certainly at {_low_limit(instrument)} or less over all: {low} of {people}."
        )
    troubled = [
        f"{own.number} ({len(own.troubled)} of {len(own.principle.statements)} statements)"
        for own in findings
        if own.troubled
    ]
    sentences.append(
        f"Divided or disagreed with: {listed(_in_principles(troubled))}."
        if troubled
        else "No statement is divided or disagreed with."
    )
    weighty = [own.number for own in findings if own.is_low and own.is_significant]
    if weighty:
        sentences.append(f"Low, and among the most significant: {listed(_in_principles(weighty))}.")
    return sentences


def _in_principles(named: Sequence[str]) -> list[str]:
    """Return *named*, with the word "principle" before the first."""
    word = "principle" if len(named) == 1 else "principles"
    return [f"{word} {named[0]}", *named[1:]]


def _principles(numbers: Sequence[str]) -> str:
    return f"{'principle' if len(numbers) == 1 else 'principles'} {listed(numbers)}"
