"""From answers to scores, possible ranges and bands, as on the paper sheet.

Nothing is guessed or prorated: with an answer missing there is no score, only the range in which
the score can still fall. The sheet, its totals and its bands are those of Hardy, Hudson and
Waddington (2003, pp. 13 and 41); possible ranges are this project's own.
"""

from collections.abc import Sequence

from pat_core.errors import ScoreRangeError
from pat_core.model import Answers, Band, Instrument, Principle, Profile, ScoreCard

__all__ = ["band_for", "score_answers", "score_principle"]


def band_for(score: int, bands: Sequence[Band]) -> Band:
    """Return the band that holds *score*; both ends of a band belong to it.

    The *bands* are those of a principle or of the aggregate: both follow one rule.

    Raises:
        ScoreRangeError: no band holds the score.
    """
    for band in bands:
        if band.low <= score <= band.high:
            return band
    spans = ", ".join(f"{band.low} to {band.high}" for band in bands)
    raise ScoreRangeError(f"score {score} is in no band; the bands run {spans}")


def score_principle(answers: Answers, principle: Principle, values: Sequence[int]) -> ScoreCard:
    """Return the card of one *principle*; *values* are the instrument's answer values.

    Raises:
        ScoreRangeError: an answer is not one of the values.
    """
    codes = [statement.code for statement in principle.statements]
    return _score_codes(answers, codes, principle.bands, values)


def score_answers(answers: Answers, instrument: Instrument) -> Profile:
    """Return the profile of one respondent: six cards and the aggregate.

    Raises:
        ScoreRangeError: an answer is not one of the instrument's values, or its code is unknown.
    """
    codes = instrument.codes
    if unknown := sorted(set(answers) - set(codes)):
        raise ScoreRangeError(
            f"{unknown[0]!r} is no statement code; they run {codes[0]} to {codes[-1]}"
        )
    values = instrument.values
    cards = tuple((p.number, score_principle(answers, p, values)) for p in instrument.principles)
    aggregate = _score_codes(answers, codes, instrument.aggregate_bands, values)
    return Profile(cards, aggregate, instrument.scoring_version)


def _score_codes(
    answers: Answers, codes: Sequence[str], bands: Sequence[Band], values: Sequence[int]
) -> ScoreCard:
    """Return the card over *codes*: the one rule for a principle and for the aggregate."""
    given = [_checked(code, answers[code], values) for code in codes if code in answers]
    chosen = [answer for answer in given if answer is not None]
    columns = tuple((value, value * chosen.count(value)) for value in values)
    total = sum(chosen)
    missing = len(codes) - len(chosen)
    possible = (total + missing * min(values), total + missing * max(values))
    lowest = band_for(possible[0], bands)
    highest = band_for(possible[1], bands) if missing else lowest
    return ScoreCard(
        answered=len(chosen),
        items=len(codes),
        cant_say=len(given) - len(chosen),
        columns=columns,
        score=None if missing else total,
        possible=possible,
        band=lowest if lowest == highest else None,
    )


def _checked(code: str, answer: int | None, values: Sequence[int]) -> int | None:
    """Return *answer* if it is "can't say" or one of *values*; neither True nor 1.0 is 1."""
    if answer is None or (type(answer) is int and answer in values):
        return answer
    allowed = ", ".join(str(value) for value in values)
    raise ScoreRangeError(f"{code}: {answer!r} is no answer; allowed are {allowed}, or None")
