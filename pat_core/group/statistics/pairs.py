"""The same people in two rounds: those who put one random token of their own into both files.

A token says nothing about a person, and nobody has to give one. Pairs are only counted: how many
went up, stayed, or went down in each principle and in the aggregate. A statement is never compared
in this way, because its counts in both rounds would give away those who answered it only once. This
rule is the project's own.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple

from pat_core.files.sheet import BLANK, Sheet, marks_pattern
from pat_core.scoring.principles import score_answers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from pat_core.documents.change import Paired, PairedChange
    from pat_core.files.json_reader import ForeignValue
    from pat_core.model import Instrument

__all__ = ["Marks", "Pairs", "check_paired", "check_tokens", "marks_by_token", "paired_figures"]

Marks = dict[str, str]
"""Marks of a sheet by the token of its respondent, in one spelling."""

_Step = Literal["up", "same", "down"]
_STEPS: tuple[_Step, ...] = ("up", "same", "down")
_AGGREGATE = "aggregate"


class Pairs(NamedTuple):
    """Those who gave a token in the earlier round, and those who gave one in this round."""

    earlier: Marks
    now: Marks

    @property
    def both(self) -> list[str]:
        """The tokens that were given in both rounds."""
        return [token for token in self.earlier if token in self.now]

    def changed(self, earlier: int, now: int) -> tuple[int, int] | None:
        """Return how many people joined and how many left.

        *earlier* and *now* are the people in either round. Unless all of them gave a token, it is
        not known: None.
        """
        if (len(self.earlier), len(self.now)) != (earlier, now):
            return None
        return now - len(self.both), earlier - len(self.both)

    def without(self, codes: Collection[str], instrument: Instrument) -> Pairs:
        """Return the same pairs with these statements left blank."""
        hidden = [place for place, code in enumerate(instrument.codes) if code in codes]
        if not hidden:
            return self
        earlier, now = (
            {token: _blanked(marks, hidden) for token, marks in own.items()} for own in self
        )
        return Pairs(earlier, now)


def _blanked(marks: str, places: Collection[int]) -> str:
    return "".join(BLANK if place in places else mark for place, mark in enumerate(marks))


def marks_by_token(sheets: Iterable[tuple[str, Sheet]]) -> Marks:
    """Return the marks of each sheet with a token; a token that two people gave is left out."""
    spelled = [(_spell(token), sheet.marks) for token, sheet in sheets if _spell(token)]
    times = Counter(token for token, _ in spelled)
    return {token: marks for token, marks in spelled if times[token] == 1}


def _spell(token: str) -> str:
    """Return *token* in one spelling: without case, spaces and dashes."""
    return "".join(character for character in token.casefold() if character.isalnum())


def check_tokens(foreign: ForeignValue, instrument: Instrument) -> Marks:
    """Return the marks by token that a page or a foreign workspace holds.

    Raises:
        GroupFileError: something in it is not the marks of a sheet; the message names the place.
    """
    pattern = marks_pattern(instrument)
    tokens = {token: value.text() for token, value in foreign.items()}
    for token, marks in tokens.items():
        if not pattern.fullmatch(marks):
            foreign.at(token).refuse("the marks of a sheet")
    return tokens


def paired_figures(
    pairs: Pairs, people: Sequence[int], fewest: int, instrument: Instrument
) -> PairedChange:
    """Return how many of the same people went up, stayed or went down in each score.

    Args:
        pairs: the marks of those who gave a token, in either round.
        people: how many respondents the earlier and the present round have.
        fewest: the threshold. With 0, nothing is withheld. Otherwise a score is withheld where
            fewer pairs than that have it in both rounds, or where fewer than that, but not none,
            are left out of the pairs in either round.
        instrument: what was answered.
    """
    steps = {key: Counter[_Step]() for key in _keys(instrument)}
    for token in pairs.both:
        before, after = (_scores(marks[token], instrument) for marks in pairs)
        for key in before.keys() & after.keys():
            steps[key][_step(before[key], after[key])] += 1
    shown = {key: _shown(counts, people, fewest) for key, counts in steps.items()}
    return _paired_change(len(pairs.both), shown)


def _keys(instrument: Instrument) -> list[str]:
    return [*(principle.number for principle in instrument.principles), _AGGREGATE]


def _paired_change(n: int, figures: Mapping[str, Paired]) -> PairedChange:
    principles = {key: figure for key, figure in figures.items() if key != _AGGREGATE}
    return {"n": n, "principles": principles, "aggregate": figures[_AGGREGATE]}


def _scores(marks: str, instrument: Instrument) -> dict[str, int]:
    """Return the complete scores on a sheet."""
    profile = score_answers(Sheet(marks).answers(instrument), instrument)
    cards = [*profile.principles, (_AGGREGATE, profile.aggregate)]
    return {key: card.score for key, card in cards if card.score is not None}


def _step(earlier: int, now: int) -> _Step:
    return "same" if now == earlier else "up" if now > earlier else "down"


def _shown(counts: Mapping[_Step, int], people: Sequence[int], fewest: int) -> Paired:
    """Return the figure of pairs with these *counts*, or that it is withheld.

    See :func:`paired_figures`. More pairs than respondents occur only where a foreign workspace
    contradicts itself.
    """
    n = sum(counts.values())
    left_out = [respondents - n for respondents in people]
    if n < fewest or min(left_out) < 0 or any(0 < rest < fewest for rest in left_out):
        return {"withheld": True}
    up, same, down = (counts.get(step, 0) for step in _STEPS)
    return {"n": n, "up": up, "same": same, "down": down}


def check_paired(
    foreign: ForeignValue,
    people: Sequence[int],
    fewest: int,
    instrument: Instrument,
    cuts: list[str],
) -> PairedChange:
    """Return the pairs in a foreign group file, without what must be withheld.

    Files of version 1 also compare statements in this way; these counts are left out.

    Args:
        foreign: the value under ``paired``.
        people: how many respondents the earlier and the present round have.
        fewest: the threshold; 0 where nothing is withheld.
        instrument: what was answered.
        cuts: gets the place of each figure that is left out.

    Raises:
        GroupFileError: the counts contradict each other.
    """
    n = foreign.at("n").whole(0, min(people))
    values = {
        **dict(foreign.at("principles").all_of(_keys(instrument)[:-1])),
        _AGGREGATE: foreign.at(_AGGREGATE),
    }
    figures: dict[str, Paired] = {}
    for key, value in values.items():
        figures[key] = figure = _check(value, n, people, fewest)
        if "withheld" in figure and not value.has("withheld"):
            cuts.append(value.place)
    cuts += [foreign.at(key).place for key in ("statements", "success") if foreign.has(key)]
    return _paired_change(n, figures)


def _check(foreign: ForeignValue, n: int, people: Sequence[int], fewest: int) -> Paired:
    """Return one figure of *n* pairs at most."""
    if foreign.has("withheld"):
        return {"withheld": True} if foreign.at("withheld").truth() else foreign.refuse("figures")
    counts = {step: foreign.at(step).whole(0, n) for step in _STEPS}
    whole = foreign.at("n").whole(0, n)
    if sum(counts.values()) != whole:
        foreign.fail(f"adds up to {sum(counts.values())}, but its n is {whole}")
    return _shown(counts, people, fewest)
