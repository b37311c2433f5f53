"""The comments of a group, none of which is released before the facilitator has decided on it.

They belong to the whole group, apart from scores, in an order that means nothing: that of the
SHA-256 of their text. The rules are this project's own.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from pat_core.group.intake.entries import SUCCESS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pat_core.documents.group import ReleasedComment
    from pat_core.documents.workspace import DecisionDocument, DecisionState, WaitingComment
    from pat_core.files.json_reader import ForeignValue
    from pat_core.group.intake.entries import Entry

__all__ = [
    "DECISIONS",
    "check_decisions",
    "check_released",
    "check_waiting",
    "collect_comments",
    "release_comments",
]

DECISIONS: tuple[DecisionState, ...] = ("as-is", "reworded", "held")
"""What a facilitator can decide on a comment; one without a decision is still waiting."""

_UNDECIDED: DecisionDocument = {"state": "held", "text": ""}


def collect_comments(entries: Iterable[Entry]) -> list[WaitingComment]:
    """Return the comments in the used *entries*, without the name of a file or a person.

    The id of each is the SHA-256 of the entry's digest and the place, so that a decision finds its
    comment again.
    """
    comments: list[WaitingComment] = [
        {"id": _hash(entry.digest + place), "place": place, "text": text}
        for entry in entries
        for place, text in entry.comments
    ]
    return sorted(comments, key=lambda comment: (_hash(comment["text"]), comment["id"]))


def release_comments(
    comments: Iterable[WaitingComment], decisions: Mapping[str, DecisionDocument]
) -> list[ReleasedComment]:
    """Return the comments that may be shown and written.

    A comment without a decision, one that is held, and one that was reworded to nothing are left
    out. Ids are left out too, since they lead to a file.

    Args:
        comments: the result of :func:`collect_comments`.
        decisions: by the id of the comment.
    """
    released: list[ReleasedComment] = []
    for comment in comments:
        decision = decisions.get(comment["id"], _UNDECIDED)
        is_reworded = decision.get("state") == "reworded"
        text = decision.get("text", "").strip() if is_reworded else comment["text"]
        if text and (is_reworded or decision.get("state") == "as-is"):
            released.append({"place": comment["place"], "text": text, "reworded": is_reworded})
    return _shuffled(released)


def check_waiting(foreign: ForeignValue, codes: Collection[str]) -> list[WaitingComment]:
    """Return the comments that a page sent back, as :func:`collect_comments` returned them."""
    places = (*codes, SUCCESS)
    return [
        {
            "id": comment.at("id").text(),
            "place": comment.at("place").choice(places),
            "text": comment.at("text").text(),
        }
        for comment in foreign.list()
    ]


def check_decisions(foreign: ForeignValue) -> dict[str, DecisionDocument]:
    """Return the decisions in a foreign workspace, by the id of the comment."""
    return {
        key: {
            **decision.object(),
            "state": decision.at("state").choice(DECISIONS),
            "text": decision.at("text", "").text(),
        }
        for key, decision in foreign.items()
    }


def check_released(foreign: ForeignValue, places: Collection[str]) -> list[ReleasedComment]:
    """Return the released comments in a foreign group file, each on one of *places*."""
    return _shuffled(
        {
            **comment.object(),
            "place": comment.at("place").choice(places),
            "text": comment.at("text").text(),
            "reworded": comment.at("reworded", False).truth(),
        }
        for comment in foreign.list()
    )


def _shuffled(comments: Iterable[ReleasedComment]) -> list[ReleasedComment]:
    """Return *comments* in the order that means nothing."""
    return sorted(comments, key=lambda comment: (_hash(comment["text"]), comment["place"]))


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8")).hexdigest()
