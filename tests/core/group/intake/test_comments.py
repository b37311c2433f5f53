"""Comments: nothing unreleased comes out, and the order says nothing."""

from hashlib import sha256
from itertools import permutations
from typing import Any

import pytest

from pat_core.errors import GroupFileError
from pat_core.files.json_reader import ForeignValue
from pat_core.files.sheet import Sheet
from pat_core.group.intake.comments import (
    check_decisions,
    check_released,
    collect_comments,
    release_comments,
)
from pat_core.group.intake.entries import Entry
from tests.core.group_documents import marks

PLACES = ["1A", "success"]


def _entry(digit: str, *comments: tuple[str, str]) -> Entry:
    digest = digit * 64
    return Entry(f"{digit}.json", "file", digest, sheet=Sheet(marks()), comments=comments)


ENTRIES = [
    _entry("a", ("1A", "Too slow"), ("success", "We get there")),
    _entry("b", ("1A", "Nobody knows who decides")),
    Entry("c.json", "file", "c" * 64, refused="not ours"),
]


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def test_waiting_comments_come_in_the_order_of_their_hash() -> None:
    """Whoever's file came first, the order is that of the text's SHA-256."""
    expected = sorted(["Too slow", "We get there", "Nobody knows who decides"], key=_hash)
    for entries in permutations(ENTRIES):
        assert [comment["text"] for comment in collect_comments(entries)] == expected


def test_waiting_comment_has_id_place_and_text_only() -> None:
    """No file, no person; the id is the hash of digest and place."""
    (comment,) = collect_comments([ENTRIES[1]])
    assert comment == {
        "id": sha256(b"b" * 64 + b"1A").hexdigest(),
        "place": "1A",
        "text": "Nobody knows who decides",
    }


def test_undecided_and_held_comments_stay_inside() -> None:
    """Without a decision, held back, reworded to nothing, or under an unknown one: not out."""
    comments = collect_comments(ENTRIES)
    assert release_comments(comments, {}) == []
    undecided: tuple[Any, ...] = (
        {"state": "held"},
        {"state": ""},
        {"state": "released"},
        {"text": "words"},
        {"state": "reworded", "text": "  "},
        {"state": "reworded"},
    )
    for decision in undecided:
        assert release_comments(comments, {c["id"]: decision for c in comments}) == []


def test_released_comments_are_as_they_are_or_marked_reworded() -> None:
    """As it is means its own text, whatever else stands in the decision; the id stays inside."""
    comments = collect_comments(ENTRIES)
    ids = {comment["text"]: comment["id"] for comment in comments}
    decisions: Any = {
        ids["Too slow"]: {"state": "as-is", "text": "ignored"},
        ids["We get there"]: {"state": "reworded", "text": " Aims are met "},
    }
    expected = [
        {"place": "1A", "text": "Too slow", "reworded": False},
        {"place": "success", "text": "Aims are met", "reworded": True},
    ]
    found = release_comments(comments, decisions)
    assert found == sorted(expected, key=lambda comment: _hash(str(comment["text"])))


def test_decision_for_a_comment_that_is_gone_releases_nothing() -> None:
    """A file that was taken away takes its comments along."""
    decisions: Any = {c["id"]: {"state": "as-is"} for c in collect_comments(ENTRIES)}
    found = release_comments(collect_comments(ENTRIES[1:]), decisions)
    assert [comment["text"] for comment in found] == ["Nobody knows who decides"]


def test_released_comments_of_a_file_are_put_in_order_again() -> None:
    """The order of a foreign file is not kept; other keys are."""
    texts = ["One", "Two", "Three", "Four"]
    value = [{"place": "1A", "text": text, "reworded": False, "x": 1} for text in texts]
    found: Any = check_released(ForeignValue(value, "f"), PLACES)
    assert [comment["text"] for comment in found] == sorted(texts, key=_hash)
    assert all(comment["x"] == 1 for comment in found)


@pytest.mark.parametrize(
    "comment",
    [
        {"place": "7A", "text": "x", "reworded": False},
        {"place": "1A", "text": None, "reworded": False},
        {"place": "1A", "text": "x", "reworded": 1},
        {"place": "1A"},
        "x",
    ],
)
def test_what_is_no_released_comment_is_refused(comment: object) -> None:
    """Place, text and mark are what they must be."""
    with pytest.raises(GroupFileError, match="f: 0"):
        check_released(ForeignValue([comment], "f"), PLACES)


def test_decisions_are_one_of_three() -> None:
    """A decision of a foreign workspace is known, or the workspace is refused."""
    good = {"a1": {"state": "reworded", "text": "x"}, "b2": {"state": "held", "text": ""}}
    assert check_decisions(ForeignValue(good, "f")) == good
    assert check_decisions(ForeignValue({"a": {"state": "as-is"}}, "f"))["a"]["text"] == ""
    with pytest.raises(GroupFileError, match='f: a/state is "maybe"'):
        check_decisions(ForeignValue({"a": {"state": "maybe"}}, "f"))
