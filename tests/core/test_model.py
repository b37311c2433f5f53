"""What an instrument, a profile and a result are."""

from dataclasses import FrozenInstanceError

import pytest

from pat_core import Band, Instrument, InstrumentError, Result, score_answers
from tests.core.samples import CODES, Document, all_answered


def test_band_runs_upwards() -> None:
    """A band whose ends are the wrong way round is refused, with both ends in the message."""
    with pytest.raises(InstrumentError, match="band 18 to 13"):
        Band(18, 13, "a reading")


@pytest.mark.parametrize(("low", "high", "span"), [(13, 18, "13–18"), (6, 6, "6")])
def test_band_span_is_as_people_write_it(low: int, high: int, span: str) -> None:
    """A band of one point is written as one number, a wider one with a dash."""
    assert Band(low, high, "a reading").span == span


def test_values_cannot_be_changed(instrument: Instrument) -> None:
    """What was built and checked stays as it is."""
    with pytest.raises(FrozenInstanceError):
        instrument.version = "2"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        instrument.statements[0].text = "another"  # type: ignore[misc]


def test_codes_and_values_stand_in_the_order_of_the_sheets(instrument: Instrument) -> None:
    """Codes run from 1A to 6F, and answers are offered from 4 down to 1."""
    assert list(instrument.codes) == CODES
    assert [statement.code for statement in instrument.statements] == CODES
    assert instrument.values == (4, 3, 2, 1)


def test_card_is_complete_only_without_a_gap(instrument: Instrument) -> None:
    """One missing answer makes its principle's card and the aggregate's incomplete, no other."""
    answers = all_answered(3)
    del answers["4B"]
    profile = score_answers(answers, instrument)
    incomplete = [number for number, card in profile.principles if not card.is_complete]
    assert incomplete == ["4"]
    assert not profile.aggregate.is_complete


def _result(document: Document) -> Result:
    """Return a result whose document may lack what every file has."""
    return Result(document)


def test_result_gives_answers_and_tells_cant_say_from_nothing() -> None:
    """An entry without an answer is absent among the answers; "can't say" is None there."""
    responses = {"1A": {"answer": 4}, "1B": {"answer": None}, "1C": {"comment": "later"}}
    result = _result({"responses": responses, "significance": {"2": 5, "3": None}})
    assert result.answers == {"1A": 4, "1B": None}
    assert result.significance == {"2": 5, "3": None}
    assert result.has_answers


def test_result_gives_comments_that_hold_something() -> None:
    """A comment of spaces is none, and outer spaces are no part of one."""
    responses = {"1A": {"comment": " \n"}, "1B": {"comment": " why? "}, "1C": {"answer": 1}}
    result = _result({"responses": responses})
    assert result.comments == {"1B": "why?"}
    assert not _result({"responses": {"1B": {"comment": "why?"}}}).has_answers


def test_result_gives_texts_without_outer_spaces() -> None:
    """A label or a detail that is not given is an empty text."""
    result = _result({"partnership": " Harbour Lane ", "respondent": {"name": " A. N. Other "}})
    assert result.text("partnership") == "Harbour Lane"
    assert result.detail("name") == "A. N. Other"
    assert result.text("round") == result.detail("level") == ""


def test_empty_result_is_blank() -> None:
    """A document without responses has no answers, no comments and no significance."""
    blank = _result({})
    assert (blank.answers, blank.comments, blank.significance) == ({}, {}, {})
    assert not blank.has_answers
