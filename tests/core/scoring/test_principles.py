"""Answers to scores, possible ranges and bands: vectors, a second scorer, and properties."""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pat_core import (
    Band,
    Instrument,
    ScoreRangeError,
    band_for,
    load_instrument,
    profile_document,
    score_answers,
    score_principle,
)
from tests.core import strategies
from tests.core.oracle import slow_profile
from tests.core.samples import (
    CODES,
    LETTERS,
    NUMBERS,
    Document,
    all_answered,
    answers_with_total,
    vectors,
)

PRINCIPLE_SCORES = vectors("principle-scores.json")
AGGREGATE_SCORES = vectors("aggregate-scores.json")
SCORES = [
    (number, score, band)
    for number in NUMBERS
    for band, scores in PRINCIPLE_SCORES["bands"].items()
    for score in scores
]
TOTALS = [(total, band) for band, totals in AGGREGATE_SCORES["bands"].items() for total in totals]


def _codes(number: str) -> list[str]:
    return [number + letter for letter in LETTERS]


def _ends(band: str) -> tuple[int, int]:
    low, _, high = band.partition("-")
    return int(low), int(high or low)


def test_vectors_are_complete() -> None:
    """The vectors hold each of the 19 principle scores and the 109 aggregate scores once."""
    assert sorted(score for number, score, _ in SCORES if number == "1") == list(range(6, 25))
    assert sorted(total for total, _ in TOTALS) == list(range(36, 145))
    assert len(SCORES) == 19 * 6


@pytest.mark.parametrize(("number", "score", "band"), SCORES)
def test_principle_score_has_its_band(
    instrument: Instrument, number: str, score: int, band: str
) -> None:
    """Every score of every principle lands in the source's band."""
    answers = answers_with_total(score, _codes(number))
    card = dict(score_answers(answers, instrument).principles)[number]
    assert card.score == score
    assert card.band is not None
    assert (card.band.low, card.band.high) == _ends(band)


@pytest.mark.parametrize(("total", "band"), TOTALS)
def test_aggregate_score_has_its_band(instrument: Instrument, total: int, band: str) -> None:
    """Every aggregate score lands in the source's band."""
    card = score_answers(answers_with_total(total, CODES), instrument).aggregate
    assert card.score == total
    assert card.band is not None
    assert (card.band.low, card.band.high) == _ends(band)


def test_worked_sheet_of_the_source(instrument: Instrument) -> None:
    """The source's filled-in sheet gives its column scores and its total of 16."""
    sheet = PRINCIPLE_SCORES["worked_sheet"]
    card = score_principle(sheet["answers"], instrument.principles[0], instrument.values)
    assert {str(value): total for value, total in card.columns} == sheet["columns"]
    assert card.score == sheet["total"] == 16
    assert card.band is not None
    assert card.band.span == "13–18"


@pytest.mark.parametrize(
    ("answer", "score", "aggregate", "place"),
    [(4, 24, 144, 0), (3, 18, 108, 1), (2, 12, 72, 2), (1, 6, 36, 3)],
)
def test_one_answer_throughout(
    instrument: Instrument, answer: int, score: int, aggregate: int, place: int
) -> None:
    """The same answer 36 times gives one band, from the highest for 4 to the lowest for 1."""
    profile = score_answers(all_answered(answer), instrument)
    assert [card.score for _, card in profile.principles] == [score] * 6
    assert profile.aggregate.score == aggregate
    assert profile.aggregate.band == instrument.aggregate_bands[place]


def test_nothing_answered_is_open_throughout(instrument: Instrument) -> None:
    """Without an answer there is no score and no band, and all is still possible."""
    profile = score_answers({}, instrument)
    for card, ends in [(profile.principles[0][1], (6, 24)), (profile.aggregate, (36, 144))]:
        assert (card.score, card.band, card.answered, card.cant_say) == (None, None, 0, 0)
        assert card.possible == ends


def test_cant_say_counts_as_unanswered_and_is_counted(instrument: Instrument) -> None:
    """Whoever can't say leaves the score open like a blank, and is counted apart."""
    answers = {**all_answered(4), "2C": None}
    card = score_answers(answers, instrument).principles[1][1]
    assert (card.answered, card.cant_say, card.score) == (5, 1, None)
    assert card.possible == (21, 24)
    assert card.band is not None
    assert card.band.span == "19–24"


@pytest.mark.parametrize("answer", [0, 5, -1, True, False, "3", 2.5])
def test_answer_outside_the_scale_is_refused(instrument: Instrument, answer: object) -> None:
    """The message names the statement, what was found, and what is allowed."""
    with pytest.raises(ScoreRangeError) as caught:
        score_answers({"3D": answer}, instrument)  # type: ignore[dict-item]
    for part in ("3D", repr(answer), "4, 3, 2, 1"):
        assert part in str(caught.value)


@pytest.mark.parametrize("code", ["7A", "1G", "1a", "", "significance"])
def test_unknown_code_is_refused(instrument: Instrument, code: str) -> None:
    """The message names the code and says where the codes run."""
    with pytest.raises(ScoreRangeError, match=f"'{code}' .* 1A to 6F"):
        score_answers({"1A": 3, code: 3}, instrument)


def test_score_outside_the_bands_is_refused() -> None:
    """A score that no band holds is named, with the bands there are."""
    bands = (Band(7, 12, "low"), Band(6, 6, "lowest"))
    with pytest.raises(ScoreRangeError, match="score 13 is in no band; the bands run 7 to 12, 6"):
        band_for(13, bands)


@pytest.mark.parametrize(("score", "place"), [(12, 0), (7, 0), (6, 1)])
def test_band_holds_both_its_ends(score: int, place: int) -> None:
    """A band's first and last score belong to it."""
    bands = (Band(7, 12, "low"), Band(6, 6, "lowest"))
    assert band_for(score, bands) is bands[place]


@given(strategies.answer_sheets)
def test_profile_equals_the_slow_scorer(answers: dict[str, int | None]) -> None:
    """Both scorers agree on every figure, whatever is answered, blank or "can't say"."""
    document = profile_document(score_answers(answers, load_instrument()))
    for place, sheet in slow_profile(answers).items():
        card: Document = (
            document["aggregate"] if place == "aggregate" else document["principles"][place]
        )
        assert {key: card[key] for key in sheet} == sheet


@given(strategies.full_sheets)
def test_complete_profile_equals_the_slow_scorer(answers: dict[str, int | None]) -> None:
    """Both scorers agree on complete sheets, and the aggregate is the sum of the six."""
    profile = score_answers(answers, load_instrument())
    slow = slow_profile(answers)
    assert [card.score for _, card in profile.principles] == [slow[n]["score"] for n in NUMBERS]
    assert profile.aggregate.score == sum(card.score or 0 for _, card in profile.principles)


@given(strategies.answer_sheets, st.randoms(use_true_random=False))
def test_order_is_of_no_account(answers: dict[str, int | None], chance: random.Random) -> None:
    """The same answers in another order give the same profile."""
    shuffled = list(answers.items())
    chance.shuffle(shuffled)
    assert score_answers(dict(shuffled), load_instrument()) == score_answers(
        answers, load_instrument()
    )


@given(strategies.full_sheets, st.sampled_from(CODES))
def test_higher_answer_never_lowers(answers: dict[str, int], code: str) -> None:
    """One step more on any statement raises the scores by one and lowers no band."""
    answers[code] = min(answers[code], 3)
    before = score_answers(dict(answers), load_instrument())
    after = score_answers({**answers, code: answers[code] + 1}, load_instrument())
    cards = zip(before.principles, after.principles, strict=True)
    pairs = [(old, new) for (_, old), (_, new) in cards] + [(before.aggregate, after.aggregate)]
    for old, new in pairs:
        assert old.score is not None
        assert new.score is not None
        assert old.band is not None
        assert new.band is not None
        assert old.score <= new.score <= old.score + 1
        assert old.band.low <= new.band.low
    assert after.aggregate.score == (before.aggregate.score or 0) + 1


@given(strategies.answer_sheets)
def test_possible_range_is_reached_at_both_ends(answers: dict[str, int | None]) -> None:
    """Filling the gaps with 1 gives the range's lower end, with 4 its upper end."""
    partial = score_answers(answers, load_instrument())
    given_answers = {code: answer for code, answer in answers.items() if answer is not None}
    for end, filler in enumerate((1, 4)):
        filled = score_answers({**all_answered(filler), **given_answers}, load_instrument())
        assert filled.aggregate.score == partial.aggregate.possible[end]
        for (_, card), (_, full) in zip(partial.principles, filled.principles, strict=True):
            assert full.score == card.possible[end]


@given(st.sampled_from(NUMBERS), st.lists(st.integers(1, 4), min_size=3, max_size=6))
def test_band_is_given_if_and_only_if_it_is_certain(number: str, marks: list[int]) -> None:
    """A principle's band stands exactly where every way to fill the gaps leads to it."""
    principle = load_instrument().principles[int(number) - 1]
    codes = _codes(number)
    gaps = codes[len(marks) :]
    answers = dict(zip(codes, marks, strict=False))
    bands = set()
    for filling in itertools.product((1, 2, 3, 4), repeat=len(gaps)):
        filled = {**answers, **dict(zip(gaps, filling, strict=True))}
        bands.add(score_principle(filled, principle, (4, 3, 2, 1)).band)
    card = score_principle(answers, principle, (4, 3, 2, 1))
    assert card.band == (bands.pop() if len(bands) == 1 else None)


def test_principle_ignores_the_others(instrument: Instrument) -> None:
    """Answers to other principles do not touch a principle's card."""
    alone: dict[str, int | None] = dict.fromkeys(_codes("5"), 2)
    card = score_principle(alone, instrument.principles[4], instrument.values)
    among = score_principle({**all_answered(4), **alone}, instrument.principles[4], (4, 3, 2, 1))
    assert card == among
