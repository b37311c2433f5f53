"""The JSON text of a file that we write, held to what its reader takes.

What is written here must open here again: a file that is too large, or too deep, is refused before
it is written, in a sentence that says what takes the room and what to do.
"""

import json
from collections.abc import Iterable, Mapping
from math import ceil
from typing import Any, NamedTuple

from pat_core.errors import PatError
from pat_core.files.strict_json import MAX_DEPTH, MAX_KEY, depth_of
from pat_core.text.display import MAX_NAME, visible

__all__ = ["FileKind", "write_json"]

_PIECE = 1 << 16


class FileKind(NamedTuple):
    """A kind of file that is written and read here."""

    name: str
    limit: int
    """The most bytes that its reader takes."""
    advice: str
    """What to do where it would be larger."""
    error: type[PatError]


def write_json(document: Mapping[str, Any], kind: FileKind) -> str:
    """Return the text of a file of *kind* that holds *document*.

    Raises:
        PatError: of the kind's own sort, where its reader would refuse the file.
    """
    if depth_of(document) > MAX_DEPTH:
        raise kind.error(f"the {kind.name} would be nested more than {MAX_DEPTH} deep")
    text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)
    if (size := _size_of(text)) > kind.limit:
        place, part = _largest(document)
        raise kind.error(
            f"the {kind.name} would have {_shown(size)}, and one is read up to"
            f" {_shown(kind.limit)}, so it was not written. Most of it is in {place}"
            f" ({_shown(part)}): {kind.advice}"
        )
    return text


def _size_of(text: str) -> int:
    """Return how many bytes *text* has in a file; piece by piece, since it may be large."""
    if text.isascii():
        return len(text)
    pieces = range(0, len(text), _PIECE)
    return sum(len(text[start : start + _PIECE].encode()) for start in pieces)


def _largest(document: Mapping[str, Any]) -> tuple[str, int]:
    """Return the place that takes most of the room in *document*, and its size in bytes."""
    place, value, size, least = "", document, 0, 0
    while members := list(_members(value)):
        key, inner, part = max(
            (
                (key, inner, _size_of(json.dumps(inner, ensure_ascii=False)))
                for key, inner in members
            ),
            key=lambda member: member[2],
        )
        # A part of many equal ones is not what to look at: their whole is.
        if part < least:
            break
        place, value, size, least = f"{place}/{visible(key, MAX_KEY)}", inner, part, part // 2
    return visible(place.lstrip("/"), MAX_NAME), size


def _members(value: object) -> Iterable[tuple[str, Any]]:
    if isinstance(value, Mapping):
        return value.items()
    if isinstance(value, list):
        return ((str(index), inner) for index, inner in enumerate(value))
    return ()


def _shown(size: int) -> str:
    """Return a size in MB; what is over a limit never looks like the limit."""
    return f"{ceil(size / 100_000) / 10:g} MB"
