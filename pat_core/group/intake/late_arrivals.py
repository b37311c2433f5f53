"""What has changed since a group was shown: who joined, who answered again, who left.

Whoever saw the group before and after could work out the answers of a few people by subtraction.
Versions of one result belong to one person. Only the last showing is known here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from pat_core.group.intake.entries import Entry

__all__ = ["SinceShown", "late_rule", "since_shown"]


@dataclass(frozen=True, slots=True)
class SinceShown:
    """How the people used now differ from those shown; entries by their index in the list."""

    joined: Sequence[int]
    """Used entries of people who were not shown."""
    changed: Mapping[int, int]
    """Used entries whose person was shown with another version, each with that version."""
    left: Sequence[int]
    """Shown entries whose person is no longer used."""
    lost: int
    """How many shown entries are no longer in the list."""
    corrected: int
    """How many of those who changed have another sheet than the one that was shown."""


def since_shown(
    entries: Sequence[Entry], indices: Iterable[int], used: Collection[int], revealed: Iterable[str]
) -> SinceShown:
    """Return how the entries *used* now differ from those that were shown.

    Args:
        entries: everything that arrived.
        indices: of the entries that can be used; of equal files with an id, only one.
        used: the indices of the entries that are used.
        revealed: the digests of the entries that were shown, each as often as it was used.
    """
    waiting = Counter(revealed)
    shown: dict[str | int, int] = {}
    # Among entries of equal content without an id, the used ones are taken as those shown.
    for index in sorted(indices, key=lambda index: (index not in used, entries[index].digest)):
        digest = entries[index].digest
        if waiting[digest]:
            waiting[digest] -= 1
            shown.setdefault(_person(entries, index), index)
    people = {_person(entries, index): index for index in sorted(used)}
    changed = {p: shown[who] for who, p in people.items() if shown.get(who, p) != p}
    return SinceShown(
        joined=[index for who, index in people.items() if who not in shown],
        changed=changed,
        left=[index for who, index in shown.items() if who not in people],
        lost=waiting.total(),
        corrected=sum(entries[now].sheet != entries[then].sheet for now, then in changed.items()),
    )


def late_rule(since: SinceShown, threshold: int) -> tuple[dict[int, str], dict[int, str]]:
    """Return the entries that must wait and those that stay in use, by index, with the reasons.

    Once a confidential round has been shown, people join it only if at least *threshold* of them
    do, and leave it only if at least *threshold* do, for whatever reason. Another version of a
    result that was shown is used once as many people join, or as many correct their results; until
    then the version that was shown stays in use.
    """
    waiting: dict[int, str] = {}
    staying: dict[int, str] = {}
    joined = len(since.joined)
    if joined < threshold:
        reason = (
            "came after the group was shown;"
            f" it waits until {threshold} late files are there (now {joined})"
        )
        waiting |= dict.fromkeys(since.joined, reason)
    if max(joined, since.corrected) < threshold:
        reason = (
            "another version of it was shown with the group; it waits until"
            f" {threshold} late files or {threshold} corrected ones are there"
        )
        waiting |= dict.fromkeys(since.changed, reason)
        note = "stays in use while its other version waits"
        staying |= dict.fromkeys(since.changed.values(), note)
    if len(since.left) + since.lost < threshold:
        note = (
            "was shown with the group, so it stays in use: it can be left out only with"
            f" {threshold - 1} others, or before a group is shown"
        )
        staying |= dict.fromkeys(since.left, note)
    return waiting, staying


def _person(entries: Sequence[Entry], index: int) -> str | int:
    """Return the id that versions of one result share; an entry without one is a person itself."""
    return entries[index].result_id or index
