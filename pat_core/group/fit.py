"""Whether an entry fits the group: its partnership, round, purpose, mode and wording.

On the page what does not fit is held aside until it is admitted; see ``sorting``. The command line
uses it with a warning; see ``gathering``.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from pat_core.group.entries import Entry
from pat_core.group.rounds import Round, same_name
from pat_core.visible import MAX_NAME, visible

__all__ = ["COMPARED", "OPEN", "common_values", "differences_from"]

COMPARED = ("partnership", "round", "purpose", "mode", "wording")
OPEN = "open"
"""The mode of a round in which profiles are shown by name."""


def common_values(entries: Iterable[Entry], wanted: Round | None) -> dict[str, str]:
    """Return partnership, round, purpose, mode and wording of the group, empty where unknown.

    They are those of *wanted*; what it does not give is what most of the entries give that are not
    refused, a file that came twice counted once. Of equally common ones it is the one that comes
    first in the order of characters, so that no order of loading decides; of two modes, confidence.
    """
    usable = {
        (entry.result_id, entry.digest) if entry.result_id else index: entry
        for index, entry in enumerate(entries)
        if entry.sheet is not None
    }
    found = {}
    for key in COMPARED:
        given = getattr(wanted, key, "")
        if not given:
            texts = [text for entry in usable.values() if (text := getattr(entry, key))]
            name = _most_common(same_name(text) for text in texts)
            given = _most_common(text for text in texts if same_name(text) == name)
        found[key] = given
    return found


def _most_common(texts: Iterable[str]) -> str:
    """Return the most common of *texts*, of several the first by characters; nothing of none."""
    counts = Counter(texts)
    return min(counts, key=lambda text: (-counts[text], text), default="")


def differences_from(given: Mapping[str, str], group: Mapping[str, str]) -> str:
    """Return in what *given* differs from *group*, where both say something; else nothing.

    Both hold partnership, round, purpose, mode and wording, as :func:`common_values` returns them.
    What does not say on which terms it was given differs from an open round, too.
    """
    found = []
    for key in COMPARED:
        here, there = given[key], group[key]
        if here and there and same_name(here) != same_name(there):
            found.append(_difference(key, here, there))
    if group["mode"] == OPEN and not given["mode"]:
        found.append("does not say whether it was given in confidence; this round is open")
    return ", and ".join(found)


def _difference(key: str, here: str, there: str) -> str:
    special = {
        "wording": "was answered in another wording than the others",
        "mode": f"was given for a round that is {here}; this one is {there}",
    }
    return special.get(key, f"names the {key} {_quoted(here)}; this one is {_quoted(there)}")


def _quoted(name: str) -> str:
    return f"'{visible(name, MAX_NAME)}'"
