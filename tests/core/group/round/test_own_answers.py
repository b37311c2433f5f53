"""The group's own answers: a sentence for a topic, and perhaps a number."""

from typing import Any

import pytest

from pat_core import Instrument
from pat_core.errors import GroupFileError
from pat_core.files.json_reader import ForeignValue
from pat_core.group.document.group_file import check_group
from pat_core.group.round.own_answers import MAX_SENTENCE, check_own_answers
from tests.core.group_documents import as_read, group_of, marks


def test_own_answers_are_kept_as_they_are(instrument: Instrument) -> None:
    """A statement, a principle and success can be topics; unknown keys are kept."""
    own: Any = {
        "2C": {"sentence": "We agree that trust has grown.", "answer": 3},
        "4": {"sentence": "We see it differently: …", "x_who": "board"},
        "success": {"sentence": "Not discussed"},
    }
    assert check_own_answers(ForeignValue(own, "g"), instrument) == own


@pytest.mark.parametrize(
    ("own", "cause"),
    [
        ({"9Z": {"sentence": "x"}}, 'has the key "9Z"'),
        ({"1A": {}}, "1A/sentence is missing"),
        ({"1A": {"sentence": "  "}}, "allowed is a sentence"),
        ({"1A": {"sentence": "x" * (MAX_SENTENCE + 1)}}, "at most 2,000"),
        ({"1A": {"sentence": "x", "answer": 5}}, "1A/answer is 5; .* from 1 to 4"),
        ({"1A": {"sentence": "x", "answer": None}}, "1A/answer is null"),
    ],
)
def test_what_is_no_answer_is_refused(own: Any, cause: str, instrument: Instrument) -> None:
    """The message names the place."""
    with pytest.raises(GroupFileError, match=cause):
        check_own_answers(ForeignValue(own, "g"), instrument)


def test_own_answers_enter_no_figure(instrument: Instrument) -> None:
    """With and without them, every other key of the group file is the same."""
    document = as_read(group_of([marks("3")] * 5, instrument))
    own = {"1A": {"sentence": "We agree.", "answer": 1}, "1": {"sentence": "We do not."}}
    read: Any = check_group({**document, "own": own}, "g", instrument)
    assert read == {**check_group(document, "g", instrument), "own": own}
