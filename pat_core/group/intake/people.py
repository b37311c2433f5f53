"""Whose entries are whose: copies of one file, versions of one result, and one vote a person."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise

from pat_core.group.intake.entries import Entry
from pat_core.group.intake.round_matching import Values
from pat_core.group.intake.versions import Version, preference, written_at

__all__ = ["entries_by_id", "preference_of", "version_of", "vote_of", "votes_of"]


def entries_by_id(entries: Sequence[Entry]) -> tuple[dict[str, list[int]], dict[int, int]]:
    """Return the places of those that share an id, and of each copy that of the file it repeats.

    Equal files with an id are one; without an id, nothing is a copy.
    """
    shared = _shared_ids(entries)
    versions: dict[str, list[int]] = defaultdict(list)
    copies: dict[int, int] = {}
    first: dict[tuple[str, str], int] = {}
    for place, entry in enumerate(entries if shared else ()):
        if entry.result_id in shared:
            original = first.setdefault((entry.result_id, entry.digest), place)
            if original == place:
                versions[entry.result_id].append(place)
            else:
                copies[place] = original
    return versions, copies


def _shared_ids(entries: Sequence[Entry]) -> set[str]:
    """Return the ids that several entries have.

    Of a hundred thousand files nearly each has an id of its own: of these only the hash is looked
    at, so that little room is needed.
    """
    hashes = sorted(hash(entry.result_id) for entry in entries if entry.result_id)
    repeated = {one for one, other in pairwise(hashes) if one == other}
    if not repeated:
        return set()
    times = Counter(entry.result_id for entry in entries if hash(entry.result_id) in repeated)
    return {each for each, number in times.items() if each and number > 1}


def votes_of(
    entries: Sequence[Entry], versions: Mapping[str, Sequence[int]]
) -> Iterator[tuple[timedelta, Values]]:
    """Yield of each person when their answers were saved, and for which round they are."""
    for entry in entries:
        if entry.sheet and entry.result_id not in versions:
            yield vote_of(entry)
    for places in versions.values():
        yield vote_of(max((entries[place] for place in places), key=preference_of))


def vote_of(entry: Entry) -> tuple[timedelta, Values]:
    """Return when *entry* was saved, and which round it says it is for."""
    values = (entry.partnership, entry.round, entry.purpose, entry.mode, entry.wording)
    return written_at(entry.saved_at), values


def version_of(entry: Entry) -> Version:
    """Return what orders *entry* among the versions of one result."""
    sheet = entry.sheet
    answers = (sheet.marks, sheet.now, sheet.needed) if sheet else ()
    return Version(entry.revision, entry.saved_at, entry.digest, answers)


def preference_of(entry: Entry) -> tuple[int, timedelta, str]:
    """Return what is larger for the version to use, where answers do not decide."""
    return preference(version_of(entry))
