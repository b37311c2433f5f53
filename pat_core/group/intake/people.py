"""Which entries belong together: copies of one file, versions of one result, one vote a person."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from pat_core.files.sheet import BLANK, CANT_SAY
from pat_core.group.intake.versions import Version, preference, written_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import timedelta

    from pat_core.group.intake.entries import Entry
    from pat_core.group.intake.round_matching import Values

__all__ = [
    "MIN_EQUAL",
    "entries_by_id",
    "preference_of",
    "twins_of",
    "version_of",
    "vote_of",
    "votes_of",
]

MIN_EQUAL = 12
"""With this many answered statements, equal answers count as a sign of one person. Our rule."""


def entries_by_id(entries: Sequence[Entry]) -> tuple[dict[str, list[int]], dict[int, int]]:
    """Return which entries are versions of one result, and which are copies of another.

    Equal files with an id are copies; without an id, nothing is a copy.

    Returns:
        The indices of the entries that share an id, by that id, copies left out; and for the index
        of each copy that of its original.
    """
    shared = _shared_ids(entries)
    versions: dict[str, list[int]] = defaultdict(list)
    copies: dict[int, int] = {}
    first: dict[tuple[str, str], int] = {}
    for index, entry in enumerate(entries if shared else ()):
        if entry.result_id in shared:
            original = first.setdefault((entry.result_id, entry.digest), index)
            if original == index:
                versions[entry.result_id].append(index)
            else:
                copies[index] = original
    return versions, copies


def _shared_ids(entries: Sequence[Entry]) -> set[str]:
    """Return the ids that several entries have.

    Of a hundred thousand files nearly every one has an id of its own. Hashes are compared first,
    so little memory is needed.
    """
    hashes = sorted(hash(entry.result_id) for entry in entries if entry.result_id)
    repeated = {one for one, other in pairwise(hashes) if one == other}
    if not repeated:
        return set()
    times = Counter(entry.result_id for entry in entries if hash(entry.result_id) in repeated)
    return {result_id for result_id, count in times.items() if result_id and count > 1}


def votes_of(
    entries: Sequence[Entry], versions: Mapping[str, Sequence[int]]
) -> Iterator[tuple[timedelta, Values]]:
    """Yield for each person when their answers were saved, and for which round they are."""
    for entry in entries:
        if entry.sheet and entry.result_id not in versions:
            yield vote_of(entry)
    for indices in versions.values():
        yield vote_of(max((entries[index] for index in indices), key=preference_of))


def vote_of(entry: Entry) -> tuple[timedelta, Values]:
    """Return when *entry* was saved, and which round it says it is for."""
    values = (entry.partnership, entry.round, entry.purpose, entry.mode, entry.wording)
    return written_at(entry.saved_at), values


def version_of(entry: Entry) -> Version:
    """Return *entry* as a version of its result."""
    sheet = entry.sheet
    answers = (sheet.marks, sheet.now, sheet.needed) if sheet else ()
    return Version(entry.revision, entry.saved_at, entry.digest, answers)


def preference_of(entry: Entry) -> tuple[int, timedelta, str]:
    """Return a sort key that is highest for the version to use, if answers do not decide."""
    return preference(version_of(entry))


def twins_of(
    entries: Sequence[Entry],
    without_id: Sequence[int],
    candidates: Iterable[int],
    statements: int,
) -> dict[int, int]:
    """Return the entries without an id that resemble another entry, each with that one, by index.

    They have the same content, or enough equal answers, or are the code of a file.

    Args:
        entries: everything that arrived.
        without_id: the indices of the used entries without an id.
        candidates: the indices of the entries among which the file of a code is searched.
        statements: how many there are.
    """
    by_code: dict[tuple[int | None, str], int] = {}
    if any(entries[index].kind == "code" for index in without_id):
        by_code = _first_by_code(entries, candidates)
    by_digest: dict[str, int] = {}
    by_marks: dict[str, int] = {}
    twins = {}
    for index in without_id:
        entry, marks = entries[index], _marks(entries[index])
        twin = by_digest.get(entry.digest, by_marks.get(marks))
        if entry.kind == "code" and twin is None:
            twin = by_code.get((entry.tag, marks))
        if twin is not None:
            twins[index] = twin
        by_digest.setdefault(entry.digest, index)
        if sum(mark not in (BLANK, CANT_SAY) for mark in marks[:statements]) >= MIN_EQUAL:
            by_marks.setdefault(marks, index)
    return twins


def _first_by_code(
    entries: Sequence[Entry], candidates: Iterable[int]
) -> dict[tuple[int | None, str], int]:
    """Return the first entry with an id for each tag and marks, which are what its code says."""
    by_code: dict[tuple[int | None, str], int] = {}
    for index in candidates:
        if entries[index].result_id:
            by_code.setdefault((entries[index].tag, _marks(entries[index])), index)
    return by_code


def _marks(entry: Entry) -> str:
    return entry.sheet.marks if entry.sheet else ""
