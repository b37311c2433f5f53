"""The questions for the talk: two for each statement, short, open, and about no one's answer."""

import re

import pytest

from pat_core import Instrument, InstrumentError
from pat_core.instrument.questions import build_questions, load_questions
from tests.core.samples import CODES
from tests.core.toml_texts import Table, write

LOADED = {
    *("fail", "fails", "failed", "failure", "wrong", "weak", "poor", "bad", "blame", "fault"),
    *("lack", "lacks", "unfair", "unclear", "good", "better", "best", "strong", "clear", "fair"),
    *("enough", "still", "already", "why", "whose", "anonymous"),
    *("said", "answer", "answered", "score", "scored", "rated", "rating", "ticked", "voted"),
}
"""Words that take a side, or that ask about the answer that somebody gave."""


def test_each_statement_has_two_questions(instrument: Instrument) -> None:
    """There are 72 different questions, two under each of the 36 codes, in their order."""
    questions = load_questions(instrument)
    assert list(questions) == CODES
    texts = [text for pair in questions.values() for text in pair]
    assert len(set(texts)) == 72


@pytest.mark.parametrize("code", CODES)
def test_questions_are_short_and_open(instrument: Instrument, code: str) -> None:
    """A question is one sentence of at most 20 words, and cannot be answered with yes or no."""
    now, would_help = load_questions(instrument)[code]
    assert re.match(r"(What|Where|When)\b", now)
    assert would_help.startswith("What would help ")
    for text in (now, would_help):
        assert len(text.split()) <= 20
        assert [text.count(mark) for mark in "?.!"] == [1, 0, 0]
        assert text.endswith("?")


@pytest.mark.parametrize("code", CODES)
def test_questions_blame_nobody(instrument: Instrument, code: str) -> None:
    """No question takes a side, asks who did something, or asks why."""
    for text in load_questions(instrument)[code]:
        assert set(re.findall("[a-z]+", text.lower())) & LOADED == set(), text
        assert not re.search(r"(?<!people )\bwho\b", text, re.IGNORECASE), text


def _table() -> Table:
    return {code: {"now": f"What of {code}?", "help": f"What helps {code}?"} for code in CODES}


def test_questions_are_built_in_the_order_of_the_statements(instrument: Instrument) -> None:
    """The order in the file does not matter."""
    table = _table()
    built = build_questions(write(dict(reversed(table.items()))), instrument)
    assert list(built) == CODES
    assert built["4D"] == ("What of 4D?", "What helps 4D?")


BROKEN: list[tuple[Table, list[str]]] = [
    ({"6F": None}, ["questions", "'6F' is missing"]),
    ({"7A": {"now": "What?", "help": "How?"}}, ["questions", "'7A' is not a code"]),
    ({"1A": {"now": "What?"}}, ["questions, 1A", "'help' is missing"]),
    ({"1A": {"help": "What?"}}, ["questions, 1A", "'now' is missing"]),
    ({"1A": {"now": "What?", "help": 3}}, ["questions, 1A, help", "3", "text"]),
    ({"1A": {"now": " ", "help": "What?"}}, ["questions, 1A, now", "empty"]),
    ({"1A": "What?"}, ["questions, 1A", "a table"]),
    ({"1A": {"now": "What?", "help": "What?"}}, ["questions", "'What?' is there twice"]),
]


@pytest.mark.parametrize(("change", "parts"), BROKEN, ids=[" ".join(parts) for _, parts in BROKEN])
def test_broken_questions_are_refused_by_their_place(
    instrument: Instrument, change: Table, parts: list[str]
) -> None:
    """Whatever is missing, unknown, empty, repeated or of another type is named."""
    table = {code: value for code, value in {**_table(), **change}.items() if value is not None}
    with pytest.raises(InstrumentError) as caught:
        build_questions(write(table), instrument)
    for part in parts:
        assert part in str(caught.value)
