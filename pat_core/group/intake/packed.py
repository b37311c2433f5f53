"""A hundred thousand entries in little memory, for the command line.

A page holds entries as they are. A folder may hold far more people than a page; for it, each entry
is kept as bytes and unpacked whenever it is needed.
"""

from __future__ import annotations

import marshal
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, overload

from pat_core.files.sheet import Sheet
from pat_core.group.intake.entries import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PackedEntries"]


class PackedEntries(Sequence[Entry]):
    """Entries in the order in which they were added, unpacked on access."""

    def __init__(self) -> None:
        self._packed: list[bytes] = []
        self._shared: list[tuple[Any, ...]] = []
        """The sets of details that many entries have in common, each kept once."""
        self._index_of_shared: dict[tuple[Any, ...], int] = {}

    def add(self, entry: Entry) -> None:
        """Keep *entry*."""
        sheet = entry.sheet or Sheet("")
        shared = (
            *(entry.kind, entry.partnership, entry.round, entry.purpose, entry.mode),
            *(entry.threshold, entry.wording),
            *(sheet.now, sheet.needed, sheet.level, sheet.sector, sheet.organisation),
        )
        shared_index = self._index_of_shared.setdefault(shared, len(self._shared))
        if shared_index == len(self._shared):
            self._shared.append(shared)
        own = (
            *(shared_index, entry.name, bytes.fromhex(entry.digest), entry.refused, sheet.marks),
            *(entry.result_id, entry.revision, entry.saved_at, entry.pairing_token),
            *(entry.tag, entry.respondent, entry.comments, entry.remarks, entry.receipt),
        )
        self._packed.append(marshal.dumps(own))

    def __len__(self) -> int:
        """Return how many entries there are."""
        return len(self._packed)

    @overload
    def __getitem__(self, index: int) -> Entry: ...

    @overload
    def __getitem__(self, index: slice) -> list[Entry]: ...

    def __getitem__(self, index: int | slice) -> Entry | list[Entry]:
        """Return the entry at *index*, or those of a slice."""
        if isinstance(index, slice):
            return list(map(self._unpacked, self._packed[index]))
        return self._unpacked(self._packed[index])

    def __iter__(self) -> Iterator[Entry]:
        """Yield every entry."""
        return map(self._unpacked, self._packed)

    def _unpacked(self, packed: bytes) -> Entry:
        own: tuple[Any, ...] = marshal.loads(packed)  # noqa: S302 - written by this class alone
        index, name, digest, refused, marks, result_id, revision, saved_at, token, tag, *more = own
        kind, partnership, round_, purpose, mode, threshold, wording, *labels = self._shared[index]
        sheet = Sheet(marks, *labels) if marks else None
        return Entry(
            *(name, kind, digest.hex(), refused, sheet, result_id, revision, saved_at, token),
            *(partnership, round_, purpose, mode, threshold, wording, tag, *more),
        )
