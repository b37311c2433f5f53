"""The group's own answer to a topic, which it gives in the workshop after it has seen the figures.

It is a sentence, such as "We agree that …", "We see it differently: …" or "Not discussed", and a
number only where the group wants one. It stands beside the private counts and enters no figure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pat_core.documents.plan import OwnAnswer
    from pat_core.files.json_reader import ForeignValue
    from pat_core.model import Instrument

__all__ = ["MAX_SENTENCE", "check_own_answers"]

MAX_SENTENCE = 2_000
"""How many characters the group's own answer may have."""


def check_own_answers(foreign: ForeignValue, instrument: Instrument) -> dict[str, OwnAnswer]:
    """Return the group's own answers by topic: a statement code, a principle number or "success".

    Raises:
        GroupFileError: a topic is none of these, a sentence is missing or too long, or a number is
            no answer; the message names the place.
    """
    numbers = [principle.number for principle in instrument.principles]
    topics = (*instrument.codes, *numbers, "success")
    return {topic: _check(value, instrument) for topic, value in foreign.items(topics)}


def _check(foreign: ForeignValue, instrument: Instrument) -> OwnAnswer:
    sentence = foreign.at("sentence").text(MAX_SENTENCE)
    if not sentence.strip():
        foreign.at("sentence").refuse("a sentence")
    checked: OwnAnswer = foreign.object()
    checked["sentence"] = sentence
    if foreign.has("answer"):
        lowest, highest = min(instrument.values), max(instrument.values)
        checked["answer"] = foreign.at("answer").whole(lowest, highest)
    return checked
