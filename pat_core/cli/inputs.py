"""Where the command line finds results: files, folders, and standard input."""

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pat_core.cli.stopping import BEGUN
from pat_core.errors import ResultFileError
from pat_core.files.strict_json import MAX_RESULT_BYTES

__all__ = ["STANDARD_INPUT", "count_inputs", "is_input", "is_same_file", "read_inputs"]

STANDARD_INPUT = "-"
MAX_LINES_BYTES = 64_000_000
"""The most that is read from standard input, or of a spreadsheet, in bytes."""

_SPREADSHEETS = (".csv", ".tsv", ".txt")
_ENDINGS = (".json", ".json.txt")
_READ = "*.json or *.json.txt"
_SYSTEM = ("thumbs.db", "desktop.ini", "icon\r")
"""Files that systems create in folders and hide, though their names have no leading dot."""
_NAMED = 10
"""How many names of ignored files are reported."""


def read_inputs(
    places: Sequence[str], report: Callable[[str], None] | None = None
) -> Iterator[tuple[str, bytes | ResultFileError]]:
    """Yield name and content of each result, in order; or an error where it cannot be read.

    A folder stands for those files in it whose names are those of results, sorted by name. What
    else it holds is passed to *report* as a sentence. "-" stands for standard input: one result, or
    one on each line.
    """
    for place in places:
        if not place:
            yield place, ResultFileError("an empty name stands among the files; name a file")
        elif place == STANDARD_INPUT:
            yield from _from_standard_input()
        else:
            yield from _from_place(place, report)


def count_inputs(places: Sequence[str]) -> int:
    """Return how many results :func:`read_inputs` will yield; one for anything but a folder."""
    return sum(_count(place) for place in places)


def is_input(out: str, places: Sequence[str]) -> bool:
    """Whether writing to *out* would overwrite one of the results at *places*."""
    try:
        output = Path(out).stat()
    except (OSError, ValueError):
        return False
    return any(_is_at(output, place) for place in places)


def is_same_file(one: str, other: str) -> bool:
    """Whether two names lead to one file, which need not exist yet."""
    try:
        return os.path.realpath(one) == os.path.realpath(other) or Path(one).samefile(other)
    except (OSError, ValueError):
        return False


def _is_at(output: os.stat_result, place: str) -> bool:
    """Whether *output* is the file at *place*, or one that is read from a folder there."""
    try:
        if os.path.samestat(output, Path(place).stat()):
            return True
        if not Path(place).is_dir():
            return False
        with os.scandir(place) as entries:
            # It may have another name in the folder: that of a link, or a second name of its own.
            return any(
                os.path.samestat(output, entry.stat())
                for entry in entries
                if entry.name.lower().endswith(_ENDINGS)
                and (entry.is_symlink() or entry.inode() == output.st_ino)
            )
    except (OSError, ValueError):
        return False


def _count(place: str) -> int:
    try:
        return len(_look_into(Path(place)).names) if place and Path(place).is_dir() else 1
    except (OSError, ValueError):
        return 1


def _from_place(
    place: str, report: Callable[[str], None] | None
) -> Iterator[tuple[str, bytes | ResultFileError]]:
    """Yield a file, or the files of a folder."""
    path, name = Path(place), _shown(place)
    try:
        folder = _look_into(path) if path.is_dir() else None
    except (OSError, ValueError) as error:
        yield name, _cannot_read(name, error)
        return
    if folder is None:
        yield name, _content(path, name)
        return
    ignored = folder.say_ignored()
    if not folder.names:
        yield name, ResultFileError(f"{name}: the folder holds no file named {_READ}{ignored}")
    elif ignored and report:
        report(f"{name}: of the folder, the files named {_READ} are read{ignored}")
    for file_name in folder.names:
        file = path / file_name
        shown = _shown(str(file))
        yield shown, _content(file, shown)


@dataclass(frozen=True, slots=True)
class _Folder:
    """What a folder holds, by name: files that may be results, and what is ignored."""

    names: list[str]
    others: list[str]
    folders: list[str]
    hidden: int

    def say_ignored(self) -> str:
        """Return the end of a sentence on what is ignored; empty if nothing is."""
        parts = [_counted(self.others, "file"), _counted(self.folders, "folder")]
        if self.hidden:
            parts.append("1 hidden file" if self.hidden == 1 else f"{self.hidden:,} hidden files")
        words = [part for part in parts if part]
        if not words:
            return ""
        hint = "; name a spreadsheet by itself" if _has_spreadsheet(self.others) else ""
        return f"; passed over: {', '.join(words)}{hint}"


def _look_into(folder: Path) -> _Folder:
    """Return what *folder* holds."""
    names: list[str] = []
    others: list[str] = []
    folders: list[str] = []
    hidden = 0
    begun = {Path(path).name for path in BEGUN}
    with os.scandir(folder) as entries:
        for entry in entries:
            is_named = entry.name.lower().endswith(_ENDINGS)
            if _is_folder(entry):
                folders.append(entry.name)
            elif is_named and _may_be_read(entry):
                names.append(entry.name)
            elif not is_named and (entry.name.startswith(".") or entry.name.lower() in _SYSTEM):
                hidden += entry.name not in begun
            else:
                others.append(entry.name)
    return _Folder(sorted(names), sorted(others), sorted(folders), hidden)


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _may_be_read(entry: "os.DirEntry[str]") -> bool:
    """Whether *entry* is a file, or a broken link, which is then reported."""
    try:
        return entry.is_file() or not Path(entry.path).exists()
    except OSError:
        return True


def _counted(names: Sequence[str], what: str) -> str:
    """Return how many files or folders there are, and the first names; empty for none."""
    if not names:
        return ""
    shown = [_shown(name) for name in names[:_NAMED]]
    more = [f"{len(names) - _NAMED:,} more"] if len(names) > _NAMED else []
    return f"{len(names):,} {what}{'s' * (len(names) > 1)} ({', '.join(shown + more)})"


def _has_spreadsheet(names: Sequence[str]) -> bool:
    return any(name.lower().endswith((".csv", ".tsv")) for name in names)


def _content(path: Path, name: str) -> bytes | ResultFileError:
    """Return the bytes of a file, at most one more than a file of its kind may have."""
    most = MAX_LINES_BYTES if path.suffix.lower() in _SPREADSHEETS else MAX_RESULT_BYTES
    try:
        with path.open("rb") as file:
            # Memory is reserved for all that is asked for. Pipes and the like have no size.
            size = os.fstat(file.fileno()).st_size or most
            return file.read(min(size, most) + 1)
    except (OSError, ValueError) as error:
        return _cannot_read(name, error)


def _cannot_read(name: str, error: OSError | ValueError) -> ResultFileError:
    cause = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return ResultFileError(f"{name}: cannot be read: {cause}")


def _shown(name: str) -> str:
    """Return the name of a file as text that can be printed; some names are not valid text."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _from_standard_input() -> Iterator[tuple[str, bytes | ResultFileError]]:
    if sys.stdin is None:
        yield STANDARD_INPUT, ResultFileError("-: cannot be read: standard input is closed")
        return
    try:
        raw = sys.stdin.buffer.read(MAX_LINES_BYTES + 1)
    except OSError as error:
        yield STANDARD_INPUT, _cannot_read(STANDARD_INPUT, error)
        return
    if len(raw) > MAX_LINES_BYTES:
        yield STANDARD_INPUT, ResultFileError(f"-: more than {MAX_LINES_BYTES:,} bytes came in")
        return
    lines = [(number, line) for number, line in enumerate(raw.splitlines(), 1) if line.strip()]
    if len(lines) > 1 and not _is_json(raw) and any(_is_object(line) for _, line in lines):
        yield from ((f"-:{number}", line) for number, line in lines)
    else:
        yield STANDARD_INPUT, raw


def _is_object(line: bytes) -> bool:
    """Whether a line is a whole object, not an empty one inside a longer text."""
    return line.lstrip().startswith(b"{") and len(line.strip()) > 2 and _is_json(line)


def _is_json(raw: bytes) -> bool:
    try:
        json.loads(raw)
    except (ValueError, RecursionError):
        return False
    return True
