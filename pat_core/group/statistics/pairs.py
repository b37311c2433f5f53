"""The same people in two rounds: those who put one random token of their own into both files.

A token says nothing about a person, and nobody has to give one. Pairs are only counted: how many
went up, stayed, or went down. Which of these counts may be shown is this project's own rule.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple

from pat_core.files.sheet import BLANK, CANT_SAY, Sheet, marks_pattern
from pat_core.group.statistics.figures import figure_at, figure_paths
from pat_core.scoring.principles import score_answers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pat_core.documents.change import (
        ChangeFigures,
        Paired,
        PairedChange,
        ScoreChange,
        StatementChange,
    )
    from pat_core.documents.figures import ScoreFigures, StatementFigures
    from pat_core.documents.group import GroupFigures
    from pat_core.files.json_reader import ForeignValue
    from pat_core.group.statistics.figures import FigurePath
    from pat_core.model import Answers, Instrument

__all__ = ["Marks", "Pairs", "check_paired", "check_tokens", "marks_by_token", "paired_figures"]

Marks = dict[str, str]
"""Marks of a sheet by the token of its respondent, in one spelling."""

_Step = Literal["up", "same", "down"]
_STEPS: tuple[_Step, ...] = ("up", "same", "down")


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
    pairs: Pairs,
    earlier: GroupFigures,
    now: GroupFigures,
    fewest: int,
    instrument: Instrument,
) -> PairedChange:
    """Return how many of the same people went up, stayed or went down in each figure.

    *earlier* and *now* are the two group documents. With 0 for *fewest*, nothing is withheld.
    Otherwise, every figure is withheld where the people outside the pairs are fewer than *fewest*
    in either round, unless there are none. A single figure is withheld where fewer than *fewest*
    pairs have it. Some may have it in one round only: where these are fewer than *fewest* and all
    others moved alike, it is withheld too, for then the answers of these few would follow from the
    counts of all.
    """
    steps = {path: Counter[_Step]() for path in figure_paths(instrument)}
    for token in pairs.both:
        before, after = (_values(marks[token], instrument) for marks in pairs)
        for path in before.keys() & after.keys():
            steps[path][_step(before[path], after[path])] += 1

    rounds = earlier, now
    others = [document["respondents"] - len(pairs.both) for document in rounds]

    def figure(path: FigurePath) -> Paired:
        figures: list[StatementFigures | ScoreFigures] = [
            figure_at(document, path) for document in rounds
        ]
        return _shown(steps[path], [own["n"] or 0 for own in figures], others, fewest)

    return _paired_change(len(pairs.both), figure, instrument)


def _paired_change(
    n: int, figure: Callable[[FigurePath], Paired], instrument: Instrument
) -> PairedChange:
    """Return the change of *n* pairs, with what *figure* returns for each path."""
    return {
        "n": n,
        "statements": {code: figure(("statements", code)) for code in instrument.codes},
        "principles": {p.number: figure(("principles", p.number)) for p in instrument.principles},
        "aggregate": figure(("aggregate", "")),
        "success": figure(("success", "")),
    }


def _values(marks: str, instrument: Instrument) -> dict[FigurePath, int]:
    """Return each answer and each complete score on a sheet, by its path."""
    answers: Answers = Sheet(marks).answers(instrument)
    profile = score_answers(answers, instrument)
    values: dict[FigurePath, int | None] = {
        **{("statements", code): answer for code, answer in answers.items()},
        **{("principles", number): card.score for number, card in profile.principles},
        ("aggregate", ""): profile.aggregate.score,
        ("success", ""): None if marks[-1] in (BLANK, CANT_SAY) else int(marks[-1]),
    }
    return {path: value for path, value in values.items() if value is not None}


def _step(earlier: int, now: int) -> _Step:
    return "same" if now == earlier else "up" if now > earlier else "down"


def _shown(
    counts: Mapping[_Step, int], wholes: Sequence[int], others: Iterable[int], fewest: int
) -> Paired:
    """Return the figure of pairs with these *counts*, or that it is withheld.

    Args:
        counts: how many went which way.
        wholes: how many people have the figure in either round. More pairs than people have it
            only where a foreign workspace contradicts itself.
        others: how many people in either round are outside the pairs.
        fewest: the threshold; 0 where nothing is withheld.
    """
    n = sum(counts.values())
    all_alike = n in counts.values() and any(0 < whole - n < fewest for whole in wholes)
    if n < fewest or n > min(wholes) or all_alike or any(0 < rest < fewest for rest in others):
        return {"withheld": True}
    up, same, down = (counts.get(step, 0) for step in _STEPS)
    return {"n": n, "up": up, "same": same, "down": down}


def check_paired(
    foreign: ForeignValue,
    change: ChangeFigures,
    people: tuple[int, int],
    fewest: int,
    instrument: Instrument,
) -> PairedChange:
    """Return the pairs in a foreign group file; refuse what must be withheld and is not.

    Args:
        foreign: the value under ``paired``.
        change: the change itself, already checked, which has the earlier n of each figure.
        people: how many there are in the earlier and in the present round.
        fewest: the threshold; 0 where nothing is withheld.
        instrument: what was answered.
    """
    n = foreign.at("n").whole(0, min(people))
    others = [respondents - n for respondents in people]

    def figure(path: FigurePath) -> Paired:
        key, code = path
        value = foreign.at(key).at(code) if code else foreign.at(key)
        if value.has("withheld"):
            return {"withheld": True} if value.at("withheld").truth() else value.refuse("figures")
        counts = {step: value.at(step).whole(0, n) for step in _STEPS}
        whole = value.at("n").whole(0, n)
        if sum(counts.values()) != whole:
            value.fail(f"adds up to {sum(counts.values())}, but its n is {whole}")
        shown = _shown(counts, _answered(change, path), others, fewest)
        if "withheld" in shown:
            value.fail(f"shows or reveals fewer people than the threshold of {fewest}")
        return {**value.object(), **shown}

    return {**foreign.object(), **_paired_change(n, figure, instrument)}


def _answered(change: ChangeFigures, path: FigurePath) -> list[int]:
    """Return how many people have a figure in either round."""
    figure: StatementChange | ScoreChange = figure_at(change, path)
    return [n for _, n in figure["agree"]] if "agree" in figure else figure["n"]
