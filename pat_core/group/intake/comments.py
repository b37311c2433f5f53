"""Comments of a group: none goes out before the facilitator has decided on it.

They belong to the whole group, away from scores, in an order that says nothing: that of the
SHA-256 of their text. The rules are this project's own.
"""

from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from typing import Any

from pat_core.files.json_reader import ForeignValue
from pat_core.group.intake.entries import SUCCESS, Entry

__all__ = [
    "DECISIONS",
    "check_decisions",
    "check_released",
    "check_waiting",
    "collect_comments",
    "release_comments",
]

DECISIONS = ("as-is", "reworded", "held")
"""What a facilitator can decide on a comment; one without a decision is still waiting."""


def collect_comments(entries: Iterable[Entry]) -> list[dict[str, str]]:
    """Return the comments in *entries*, the used ones, without the name of a file or a person.

    Returns:
        {"id", "place", "text"} of each; the id is the SHA-256 of the entry's digest and the place,
        so that a decision finds its comment again.
    """
    found = [
        {"id": _hash(entry.digest + place), "place": place, "text": text}
        for entry in entries
        for place, text in entry.comments
    ]
    return sorted(found, key=lambda comment: (_hash(comment["text"]), comment["id"]))


def release_comments(
    comments: Iterable[Mapping[str, str]], decisions: Mapping[str, Mapping[str, str]]
) -> list[dict[str, Any]]:
    """Return the comments that may be shown and written, reworded ones marked so.

    Args:
        comments: what :func:`collect_comments` gives.
        decisions: by id, {"state": one of DECISIONS, "text": the new words}; what has no decision,
            is held, or is reworded to nothing does not come out.

    Returns:
        {"place", "text", "reworded"} of each; the id stays behind, for it leads to a file.
    """
    found = []
    for comment in comments:
        decision = decisions.get(comment["id"], {})
        is_reworded = decision.get("state") == "reworded"
        text = decision.get("text", "").strip() if is_reworded else comment["text"]
        if text and (is_reworded or decision.get("state") == "as-is"):
            found.append({"place": comment["place"], "text": text, "reworded": is_reworded})
    return shuffled(found)


def check_waiting(found: ForeignValue, codes: Collection[str]) -> list[dict[str, str]]:
    """Return the comments that a page handed back, as :func:`collect_comments` gave them."""
    places = (*codes, SUCCESS)
    return [
        {
            "id": each.at("id").text(),
            "place": each.at("place").choice(places),
            "text": each.at("text").text(),
        }
        for each in found.list()
    ]


def check_decisions(found: ForeignValue) -> dict[str, dict[str, Any]]:
    """Return the decisions by id in a foreign workspace."""
    return {
        key: {
            **each.object(),
            "state": each.at("state").choice(DECISIONS),
            "text": each.at("text", "").text(),
        }
        for key, each in found.items()
    }


def check_released(found: ForeignValue, places: Collection[str]) -> list[dict[str, Any]]:
    """Return the released comments in a foreign group file, each on one of *places*."""
    return shuffled(
        {
            **each.object(),
            "place": each.at("place").choice(places),
            "text": each.at("text").text(),
            "reworded": each.at("reworded", False).truth(),
        }
        for each in found.list()
    )


def shuffled(comments: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return *comments* in the order that says nothing."""
    return sorted(comments, key=lambda comment: (_hash(comment["text"]), comment["place"]))


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8")).hexdigest()
