"""The JSON text of a file that we write, kept within what its reader accepts.

What is written here must open here again: a file that is too large or too deep is refused before
it is written, in a sentence that says what takes up the room and what to do.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from pat_core.files.strict_json import MAX_DEPTH, MAX_KEY, depth_of
from pat_core.text.display import MAX_NAME, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pat_core.errors import PatError

__all__ = ["FileKind", "write_json"]

_PIECE = 1 << 16


class FileKind(NamedTuple):
    """A kind of file that is written and read here."""

    name: str
    limit: int
    """The most bytes that its reader accepts."""
    advice: str
    """What to do if it would be larger."""
    error: type[PatError]


def write_json(document: Mapping[str, object], kind: FileKind) -> str:
    """Return the text of a file of *kind* that holds *document*.

    Raises:
        PatError: the reader would refuse the file; the error is that of the *kind*.
    """
    if depth_of(document) > MAX_DEPTH:
        raise kind.error(f"the {kind.name} would be nested more than {MAX_DEPTH} deep")
    text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)
    if (size := _size_of(text)) > kind.limit:
        place, taken = _largest(document)
        raise kind.error(
            f"the {kind.name} would have {_shown(size)}, and one is read up to"
            f" {_shown(kind.limit)}, so it was not written. Most of it is in {place}"
            f" ({_shown(taken)}): {kind.advice}"
        )
    return text


def _size_of(text: str) -> int:
    """Return how many bytes *text* has in UTF-8; counted in pieces, since it may be large."""
    if text.isascii():
        return len(text)
    pieces = range(0, len(text), _PIECE)
    return sum(len(text[start : start + _PIECE].encode()) for start in pieces)


def _largest(document: Mapping[str, object]) -> tuple[str, int]:
    """Return the place in *document* that takes up most of the room, and its size in bytes."""
    value: object = document
    place, size, least = "", 0, 0
    while members := list(_members(value)):
        key, inner, inner_size = max(
            (
                (key, inner, _size_of(json.dumps(inner, ensure_ascii=False)))
                for key, inner in members
            ),
            key=lambda member: member[2],
        )
        # Where no member holds half of it, the value itself is what takes up the room.
        if inner_size < least:
            break
        place, value, size = f"{place}/{visible(key, MAX_KEY)}", inner, inner_size
        least = size // 2
    return visible(place.lstrip("/"), MAX_NAME), size


def _members(value: object) -> Iterable[tuple[str, Any]]:
    if isinstance(value, Mapping):
        return value.items()
    if isinstance(value, list):
        return ((str(index), inner) for index, inner in enumerate(value))
    return ()


def _shown(size: int) -> str:
    """Return a size in MB, rounded up, so that what exceeds a limit never looks equal to it."""
    return f"{ceil(size / 100_000) / 10:g} MB"
