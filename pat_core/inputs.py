"""Where the command line finds results: files, folders, and standard input."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from pat_core.errors import ResultFileError
from pat_core.strict_json import MAX_RESULT_BYTES

__all__ = ["STANDARD_INPUT", "read_inputs"]

STANDARD_INPUT = "-"
MAX_LINES_BYTES = 64_000_000
"""Most that is read from standard input, in bytes."""


def read_inputs(places: Sequence[str]) -> Iterator[tuple[str, bytes | ResultFileError]]:
    """Yield name and content of each result, in order; an error in place of what cannot be read.

    A folder stands for its ``*.json``, sorted by name; "-" for one result, or one a line.
    """
    for place in places:
        if place == STANDARD_INPUT:
            yield from _from_standard_input()
        elif (folder := Path(place)).is_dir():
            paths = sorted(path for path in folder.glob("*.json") if path.is_file())
            if not paths:
                yield place, ResultFileError(f"{place}: the folder holds no file named *.json")
            yield from ((str(path), _content(path)) for path in paths)
        else:
            yield place, _content(Path(place))


def _content(path: Path) -> bytes | ResultFileError:
    """Return the bytes of a file, at most one more than a result may have."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_RESULT_BYTES + 1)
    except (OSError, ValueError) as error:
        cause = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return ResultFileError(f"{path}: cannot be read: {cause}")


def _from_standard_input() -> Iterator[tuple[str, bytes | ResultFileError]]:
    raw = sys.stdin.buffer.read(MAX_LINES_BYTES + 1)
    if len(raw) > MAX_LINES_BYTES:
        yield STANDARD_INPUT, ResultFileError(f"-: more than {MAX_LINES_BYTES:,} bytes came in")
        return
    lines = [(number, line) for number, line in enumerate(raw.splitlines(), 1) if line.strip()]
    if len(lines) > 1 and not _is_json(raw) and any(_is_json(line) for _, line in lines):
        yield from ((f"-:{number}", line) for number, line in lines)
    else:
        yield STANDARD_INPUT, raw


def _is_json(raw: bytes) -> bool:
    try:
        json.loads(raw)
    except (ValueError, RecursionError):
        return False
    return True
