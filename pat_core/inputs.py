"""Where the command line finds results: files, folders, and standard input."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from pat_core.errors import ResultFileError
from pat_core.strict_json import MAX_RESULT_BYTES

__all__ = ["STANDARD_INPUT", "count_inputs", "read_inputs"]

STANDARD_INPUT = "-"
MAX_LINES_BYTES = 64_000_000
"""Most that is read from standard input or of a spreadsheet, in bytes."""

_SPREADSHEETS = (".csv", ".tsv", ".txt")


def read_inputs(places: Sequence[str]) -> Iterator[tuple[str, bytes | ResultFileError]]:
    """Yield name and content of each result, in order; an error in place of what cannot be read.

    A folder stands for its ``*.json``, sorted by name; "-" for one result, or one a line.
    """
    for place in places:
        if not place:
            yield place, ResultFileError("an empty name stands among the files; name a file")
        elif place == STANDARD_INPUT:
            yield from _from_standard_input()
        else:
            yield from _from_place(place)


def count_inputs(places: Sequence[str]) -> int:
    """Return how many results :func:`read_inputs` will come by; one for anything but a folder."""
    return sum(_count(place) for place in places)


def _count(place: str) -> int:
    try:
        return len(_names_in(Path(place))) if place and Path(place).is_dir() else 1
    except (OSError, ValueError):
        return 1


def _from_place(place: str) -> Iterator[tuple[str, bytes | ResultFileError]]:
    """Yield a file, or the files of a folder."""
    path, name = Path(place), _shown(place)
    try:
        names = _names_in(path) if path.is_dir() else None
    except (OSError, ValueError) as error:
        yield name, _cannot_read(name, error)
        return
    if names is None:
        yield name, _content(path, name)
        return
    if not names:
        yield name, ResultFileError(f"{name}: the folder holds no file named *.json")
    for each in names:
        found = path / each
        inner = _shown(str(found))
        yield inner, _content(found, inner)


def _names_in(folder: Path) -> list[str]:
    """Return the names of the files in *folder* that may be results, sorted."""
    with os.scandir(folder) as found:
        return sorted(
            entry.name for entry in found if fnmatch(entry.name, "*.json") and entry.is_file()
        )


def _content(path: Path, name: str) -> bytes | ResultFileError:
    """Return the bytes of a file, at most one more than a file of its kind may have."""
    most = MAX_LINES_BYTES if path.suffix.lower() in _SPREADSHEETS else MAX_RESULT_BYTES
    try:
        with path.open("rb") as file:
            # Room is made for all that is asked for. What has no size is a pipe or the like.
            size = os.fstat(file.fileno()).st_size or most
            return file.read(min(size, most) + 1)
    except (OSError, ValueError) as error:
        return _cannot_read(name, error)


def _cannot_read(name: str, error: OSError | ValueError) -> ResultFileError:
    cause = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return ResultFileError(f"{name}: cannot be read: {cause}")


def _shown(name: str) -> str:
    """Return the name of a file as text that can be printed; some names are no text."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _from_standard_input() -> Iterator[tuple[str, bytes | ResultFileError]]:
    raw = sys.stdin.buffer.read(MAX_LINES_BYTES + 1)
    if len(raw) > MAX_LINES_BYTES:
        yield STANDARD_INPUT, ResultFileError(f"-: more than {MAX_LINES_BYTES:,} bytes came in")
        return
    lines = [(number, line) for number, line in enumerate(raw.splitlines(), 1) if line.strip()]
    if len(lines) > 1 and not _is_json(raw) and any(_is_object(line) for _, line in lines):
        yield from ((f"-:{number}", line) for number, line in lines)
    else:
        yield STANDARD_INPUT, raw


def _is_object(line: bytes) -> bool:
    """Whether a line is an object by itself, and not an empty one inside a longer text."""
    return line.lstrip().startswith(b"{") and len(line.strip()) > 2 and _is_json(line)


def _is_json(raw: bytes) -> bool:
    try:
        json.loads(raw)
    except (ValueError, RecursionError):
        return False
    return True
