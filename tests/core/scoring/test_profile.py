"""A profile as the JSON object that files and programs exchange."""

import json

from hypothesis import given

from pat_core import Instrument, load_instrument, profile_document, score_answers
from tests.core import strategies
from tests.core.samples import NUMBERS, Document, all_answered

CARD_KEYS = ["answered", "items", "cant_say", "columns", "score", "possible", "band", "reading"]


def test_profile_names_its_format(instrument: Instrument) -> None:
    """The object says what it is, in which version, and by which scoring."""
    document = profile_document(score_answers({}, instrument))
    head = {key: document[key] for key in ("format", "format_version", "scoring_version")}
    assert head == {"format": "pat-profile", "format_version": 1, "scoring_version": 1}
    assert list(document) == [*head, "principles", "aggregate"]


def test_every_card_has_the_same_keys(instrument: Instrument) -> None:
    """Six principles and the aggregate have the agreed keys, in the agreed order."""
    document = profile_document(score_answers({"1A": 1}, instrument))
    assert list(document["principles"]) == list(NUMBERS)
    for card in (*document["principles"].values(), document["aggregate"]):
        assert list(card) == CARD_KEYS
        assert list(card["columns"]) == ["4", "3", "2", "1"]


def test_complete_card_reads_as_agreed(instrument: Instrument) -> None:
    """A complete principle has one score, a range of that score alone, a band and its reading."""
    answers = dict(zip(["1A", "1B", "1C", "1D", "1E", "1F"], [4, 2, 3, 3, 3, 1], strict=True))
    card: Document = profile_document(score_answers(answers, instrument))["principles"]["1"]
    assert card.pop("reading") == instrument.principles[0].bands[1].reading
    assert card == {
        "answered": 6,
        "items": 6,
        "cant_say": 0,
        "columns": {"4": 4, "3": 9, "2": 2, "1": 1},
        "score": 16,
        "possible": [16, 16],
        "band": [13, 18],
    }


def test_open_card_has_nulls(instrument: Instrument) -> None:
    """Score, band and reading are null where nothing is certain."""
    aggregate = profile_document(score_answers({"1A": None}, instrument))["aggregate"]
    assert [aggregate[key] for key in ("score", "band", "reading")] == [None, None, None]
    assert (aggregate["cant_say"], aggregate["possible"]) == (1, [36, 144])


def test_band_may_be_certain_before_the_score(instrument: Instrument) -> None:
    """One gap among fives of 4 leaves the band and its reading certain, but no score."""
    answers = {**all_answered(4)}
    del answers["6F"]
    card = profile_document(score_answers(answers, instrument))["principles"]["6"]
    assert (card["score"], card["possible"], card["band"]) == (None, [21, 24], [19, 24])
    assert card["reading"] == instrument.principles[5].bands[0].reading


@given(strategies.answer_sheets)
def test_profile_is_plain_json(answers: dict[str, int | None]) -> None:
    """The object goes through JSON text unchanged, so that a page and a file can hold it."""
    document = profile_document(score_answers(answers, load_instrument()))
    assert json.loads(json.dumps(document, allow_nan=False)) == document
