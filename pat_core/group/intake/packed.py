"""A hundred thousand entries in little room, for the command line.

On the page all entries lie on the desk as they are. A folder may hold far more people than a page;
there each entry is kept as bytes and made anew whenever it is looked at.
"""

import marshal
from collections.abc import Iterator, Sequence
from typing import Any, overload

from pat_core.files.sheet import Sheet
from pat_core.group.intake.entries import Entry

__all__ = ["PackedEntries"]


class PackedEntries(Sequence[Entry]):
    """Entries in the order in which they were added; to look at one is to unpack it."""

    def __init__(self) -> None:
        self._packed: list[bytes] = []
        self._shared: list[tuple[str, ...]] = []
        """What many entries have in common: of each such set of texts one is kept."""
        self._places: dict[tuple[str, ...], int] = {}

    def add(self, entry: Entry) -> None:
        """Keep *entry*."""
        sheet = entry.sheet or Sheet("")
        shared = (
            *(entry.kind, entry.partnership, entry.round, entry.purpose, entry.mode, entry.wording),
            *(sheet.now, sheet.needed, sheet.level, sheet.sector, sheet.organisation),
        )
        place = self._places.setdefault(shared, len(self._shared))
        if place == len(self._shared):
            self._shared.append(shared)
        own = (
            *(place, entry.name, bytes.fromhex(entry.digest), entry.refused, sheet.marks),
            *(entry.result_id, entry.revision, entry.saved_at, entry.pairing_token),
            *(entry.tag, entry.respondent, entry.comments, entry.remarks),
        )
        self._packed.append(marshal.dumps(own))

    def __len__(self) -> int:
        """Return how many entries there are."""
        return len(self._packed)

    @overload
    def __getitem__(self, place: int) -> Entry: ...

    @overload
    def __getitem__(self, place: slice) -> list[Entry]: ...

    def __getitem__(self, place: "int | slice") -> Entry | list[Entry]:
        """Return the entry at *place*, or those of a slice."""
        if isinstance(place, slice):
            return list(map(self._unpacked, self._packed[place]))
        return self._unpacked(self._packed[place])

    def __iter__(self) -> Iterator[Entry]:
        """Yield every entry."""
        return map(self._unpacked, self._packed)

    def _unpacked(self, packed: bytes) -> Entry:
        own: tuple[Any, ...] = marshal.loads(packed)  # noqa: S302 - written by this class alone
        place, name, digest, refused, marks, result_id, revision, saved_at, token, tag, *more = own
        kind, partnership, round_, purpose, mode, wording, *labels = self._shared[place]
        sheet = Sheet(marks, *labels) if marks else None
        return Entry(
            *(name, kind, digest.hex(), refused, sheet, result_id, revision, saved_at, token),
            *(partnership, round_, purpose, mode, wording, tag, *more),
        )
