"""A hundred thousand entries in little room, for the command line.

On the page all entries lie on the desk as they are. A folder may hold far more people than a page;
there each entry is kept as bytes and made anew whenever it is looked at.
"""

import marshal
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any, overload

from pat_core.group.entries import Entry
from pat_core.sheet import Sheet

__all__ = ["PackedEntries"]

_OFTEN_EQUAL = ("kind", "partnership", "round", "purpose", "mode", "wording")
"""What many entries share: of each set of these texts one is kept."""
_OWN = tuple(f.name for f in fields(Entry) if f.name not in (*_OFTEN_EQUAL, "sheet", "digest"))
_LABELS = tuple(f.name for f in fields(Sheet) if f.name != "marks")


class PackedEntries(Sequence[Entry]):
    """Entries in the order in which they were added; to look at one is to unpack it."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._packed: list[bytes] = []
        self._shared: list[tuple[Any, ...]] = []
        self._places: dict[tuple[Any, ...], int] = {}
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """Keep *entry*."""
        sheet = entry.sheet
        labels = tuple(getattr(sheet, key) for key in _LABELS) if sheet else ()
        shared = (*(getattr(entry, key) for key in _OFTEN_EQUAL), *labels)
        place = self._places.setdefault(shared, len(self._shared))
        if place == len(self._shared):
            self._shared.append(shared)
        own = tuple(getattr(entry, key) for key in _OWN)
        digest = bytes.fromhex(entry.digest)
        self._packed.append(marshal.dumps((place, sheet.marks if sheet else None, digest, own)))

    def __len__(self) -> int:
        """Return how many entries there are."""
        return len(self._packed)

    @overload
    def __getitem__(self, place: int) -> Entry: ...

    @overload
    def __getitem__(self, place: slice) -> "PackedEntries": ...

    def __getitem__(self, place: "int | slice") -> "Entry | PackedEntries":
        """Return the entry at *place*, or those of a slice."""
        if isinstance(place, slice):
            return PackedEntries(self[each] for each in range(*place.indices(len(self))))
        return self._unpacked(self._packed[place])

    def __iter__(self) -> Iterator[Entry]:
        """Yield every entry."""
        return map(self._unpacked, self._packed)

    def _unpacked(self, packed: bytes) -> Entry:
        where, marks, digest, own = marshal.loads(packed)  # noqa: S302 - made by this class alone
        shared = self._shared[where]
        often, labels = shared[: len(_OFTEN_EQUAL)], shared[len(_OFTEN_EQUAL) :]
        sheet = None if marks is None else Sheet(marks, *labels)
        named = dict(zip(_OFTEN_EQUAL, often, strict=True)) | dict(zip(_OWN, own, strict=True))
        return Entry(**named, sheet=sheet, digest=digest.hex())
