"""What has changed since a group was shown: who joined, who answered anew, who left.

Whoever saw the group before and after would work out the answers of too few people by subtraction.
Versions of one result are one person. Only the last showing is known here.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pat_core.group.intake.entries import Entry

__all__ = ["SinceShown", "late_rule", "since_shown"]


@dataclass(frozen=True, slots=True)
class SinceShown:
    """How those used now differ from those who were shown; entries by their place in the list."""

    joined: Sequence[int]
    """Used entries of people who were not shown."""
    changed: Mapping[int, int]
    """Used entries of people of whom another version was shown, with that version."""
    left: Sequence[int]
    """Shown entries of people of whom nothing is used."""
    lost: int
    """How many were shown whose entries are no longer in the list."""
    corrected: int
    """How many of those who changed have another sheet than the one that was shown."""


def since_shown(
    entries: Sequence[Entry], places: Iterable[int], used: Collection[int], revealed: Iterable[str]
) -> SinceShown:
    """Return what differs between those *used* and those who were shown.

    Args:
        entries: all that arrived.
        places: of the entries that can be used, equal files with an id only once.
        used: the places of those that are used.
        revealed: the digests of those that were shown, each as often as it was used.
    """
    waiting = Counter(revealed)
    shown: dict[str | int, int] = {}
    # Of equal content without an id, what is used is taken for what was shown.
    for place in sorted(places, key=lambda place: (place not in used, entries[place].digest)):
        digest = entries[place].digest
        if waiting[digest]:
            waiting[digest] -= 1
            shown.setdefault(_person(entries, place), place)
    people = {_person(entries, place): place for place in sorted(used)}
    changed = {p: shown[who] for who, p in people.items() if shown.get(who, p) != p}
    return SinceShown(
        joined=[place for who, place in people.items() if who not in shown],
        changed=changed,
        left=[place for who, place in shown.items() if who not in people],
        lost=waiting.total(),
        corrected=sum(entries[now].sheet != entries[then].sheet for now, then in changed.items()),
    )


def late_rule(since: SinceShown, threshold: int) -> tuple[dict[int, str], dict[int, str]]:
    """Return the places of entries that must wait, and of those that stay in use, with the reasons.

    In a confidential round that was shown, the people used are those who were shown, but for at
    least as many as *threshold* who joined, and as many who left, whatever took them out. Another
    version of a result that was shown is used where as many join, or where as many correct theirs;
    until then the one that was shown stays in use.
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


def _person(entries: Sequence[Entry], place: int) -> str | int:
    """Return the id that versions of one result share; without one, an entry is a person."""
    return entries[place].result_id or place
