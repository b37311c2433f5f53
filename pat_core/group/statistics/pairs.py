"""The same people in two rounds: those whose files carry one random token of their own.

A token says nothing about a person, and nobody has to give one. What comes of pairs are counts:
how many went up, stayed, or went down. Which of them may be shown is this project's own rule.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from pat_core.files.json_reader import ForeignValue
from pat_core.files.sheet import BLANK, CANT_SAY, Sheet, marks_pattern
from pat_core.group.statistics.figures import Place, figure_at, places_of
from pat_core.model import Answers, Instrument
from pat_core.scoring.principles import score_answers

__all__ = ["Marks", "Pairs", "check_paired", "check_tokens", "marks_by_token", "paired_figures"]

Marks = dict[str, str]
"""Marks of a sheet by the token of its respondent, in one spelling."""
Figures = Mapping[str, Any]

_STEPS = ("up", "same", "down")
_WITHHELD = {"withheld": True}


class Pairs(NamedTuple):
    """Those who gave a token in the earlier round, and those who gave one in this."""

    earlier: Marks
    now: Marks

    @property
    def both(self) -> list[str]:
        """The tokens that were given in both."""
        return [token for token in self.earlier if token in self.now]

    def changed(self, earlier: int, now: int) -> tuple[int, int] | None:
        """Return how many joined and how many left, of so many people earlier and now.

        It is known only where everybody gave a token, in both rounds; None otherwise.
        """
        if (len(self.earlier), len(self.now)) != (earlier, now):
            return None
        return now - len(self.both), earlier - len(self.both)


def marks_by_token(sheets: Iterable[tuple[str, Sheet]]) -> Marks:
    """Return the marks of each sheet that came with a token; a token that two gave is nobody's."""
    spelled = [(_spell(token), sheet.marks) for token, sheet in sheets if _spell(token)]
    times = Counter(token for token, _ in spelled)
    return {token: marks for token, marks in spelled if times[token] == 1}


def _spell(token: str) -> str:
    """Return *token* so that two ways of typing it are equal, with dashes, spaces or without."""
    return "".join(sign for sign in token.casefold() if sign.isalnum())


def check_tokens(found: ForeignValue, instrument: Instrument) -> Marks:
    """Return the marks by token that a page or a foreign workspace holds.

    Raises:
        GroupFileError: something in it is no sheet's marks; the message names the place.
    """
    pattern = marks_pattern(instrument)
    tokens = {token: (each, each.text()) for token, each in found.items()}
    for each, marks in tokens.values():
        if not pattern.fullmatch(marks):
            each.refuse("the marks of a sheet")
    return {token: marks for token, (_, marks) in tokens.items()}


def paired_figures(
    pairs: Pairs, earlier: Figures, now: Figures, fewest: int, instrument: Instrument
) -> dict[str, Any]:
    """Return how many of the same people went up, stayed or went down in each figure.

    *earlier* and *now* are the two group documents. Every figure is withheld unless, of those who
    are no pair, there are none or *fewest* in either round; and a figure, unless *fewest* pairs
    have it. A pair may have it in one round only. Where those are few, it is withheld if all
    others moved alike, for then what the few answered would follow from the counts of all. With 0
    for *fewest* none is withheld.

    Returns:
        {"n", "statements", "principles", "aggregate", "success"}; n is how many pairs there are,
        and a figure is {"n", "up", "same", "down"} or {"withheld": true}.
    """
    steps = {place: Counter[str]() for place in places_of(instrument)}
    for token in pairs.both:
        then, since = (_values(each[token], instrument) for each in pairs)
        for place in then.keys() & since.keys():
            steps[place][_step(then[place], since[place])] += 1

    people = [document["respondents"] for document in (earlier, now)]
    others = [each - len(pairs.both) for each in people]

    def figure(place: Place) -> dict[str, Any]:
        wholes = [figure_at(document, place)["n"] for document in (earlier, now)]
        return _shown(steps[place], wholes, others, fewest)

    return {"n": len(pairs.both), **_by_part(figure, instrument)}


def _by_part(figure: Callable[[Place], Figures], instrument: Instrument) -> dict[str, Any]:
    """Return what *figure* gives for each place, in the shape of a group file."""
    found: dict[str, Any] = {}
    for key, code in places_of(instrument):
        if code:
            found.setdefault(key, {})[code] = figure((key, code))
        else:
            found[key] = figure((key, code))
    return found


def _values(marks: str, instrument: Instrument) -> dict[Place, int]:
    """Return each answer and each complete score on a sheet, by its place."""
    answers: Answers = Sheet(marks).answers(instrument)
    profile = score_answers(answers, instrument)
    given = {("statements", c): answer for c, answer in answers.items() if answer is not None}
    scores = {("principles", number): card.score for number, card in profile.principles}
    scores["aggregate", ""] = profile.aggregate.score
    success = {} if marks[-1] in (BLANK, CANT_SAY) else {("success", ""): int(marks[-1])}
    return given | {key: score for key, score in scores.items() if score is not None} | success


def _step(earlier: int, now: int) -> str:
    return "same" if now == earlier else "up" if now > earlier else "down"


def _shown(
    counts: Mapping[str, int], wholes: Sequence[int], others: Iterable[int], fewest: int
) -> dict[str, Any]:
    """Return the figure of pairs with these *counts*, or that it is withheld.

    *wholes* are how many people have it in either round, and *others* how many are no pair. More
    pairs than people have it only where a foreign workspace contradicts itself.
    """
    n = sum(counts.values())
    all_alike = n in counts.values() and any(0 < whole - n < fewest for whole in wholes)
    if n < fewest or n > min(wholes) or all_alike or any(0 < rest < fewest for rest in others):
        return dict(_WITHHELD)
    return {"n": n, **{step: counts.get(step, 0) for step in _STEPS}}


def check_paired(
    found: ForeignValue, change: Figures, now: Figures, fewest: int, instrument: Instrument
) -> dict[str, Any]:
    """Return the pairs in a foreign group file; what must be withheld, and is not, is refused.

    Args:
        found: what stands under ``paired``.
        change: the rest of the change, already checked, which has the earlier n of each figure.
        now: the document of the present group, worked out anew.
        fewest: the threshold; 0 where nothing is withheld.
        instrument: what was answered.
    """
    people = change["respondents"], now["respondents"]
    n = found.at("n").whole(0, min(people))
    others = [each - n for each in people]

    def figure(place: Place) -> dict[str, Any]:
        key, code = place
        each = found.at(key).at(code) if code else found.at(key)
        if each.has("withheld"):
            return dict(_WITHHELD) if each.at("withheld").truth() else each.refuse("figures")
        counts = {step: each.at(step).whole(0, n) for step in _STEPS}
        whole = each.at("n").whole(0, n)
        if sum(counts.values()) != whole:
            each.fail(f"adds up to {sum(counts.values())}, but its n is {whole}")
        pair = figure_at(change, place)
        wholes = [answered for _, answered in pair["agree"]] if "agree" in pair else pair["n"]
        if "withheld" in _shown(counts, wholes, others, fewest):
            each.fail(f"shows or reveals fewer people than the threshold of {fewest}")
        return {**each.object(), "n": whole, **counts}

    return {**found.object(), "n": n, **_by_part(figure, instrument)}
