"""The files that a command writes: each ends up complete, or as it was before.

An output is first written to a temporary file in the same folder, and moved to its place only once
every output is complete. A link is followed: it stays, and the file that it leads to is replaced.
Devices and pipes are written directly.
"""

import os
import shutil
import stat
from contextlib import suppress
from dataclasses import dataclass
from errno import EACCES, EISDIR
from pathlib import Path
from typing import BinaryIO

from pat_core.cli.stopping import BEGUN
from pat_core.cli.streams import cannot_write

__all__ = ["Outputs", "check_output"]

_FLAGS = os.O_WRONLY | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class _Output:
    """One output that is being written."""

    place: str
    """Its path, as the user wrote it."""
    file: BinaryIO
    beside: Path | None
    """The temporary file; None where the output is written directly."""
    target: Path

    def take_place(self) -> None:
        """Move the temporary file to its place."""
        if self.beside:
            self.beside.replace(self.target)
            BEGUN.discard(str(self.beside))


class Outputs:
    """The outputs of a command; none is in its place before :meth:`keep`.

    It is a context manager: at its end, temporary files that were not kept are removed.
    """

    def __init__(self) -> None:
        self._outputs: dict[str, _Output] = {}

    def __enter__(self) -> "Outputs":
        return self

    def __exit__(self, *_: object) -> None:
        for output in self._outputs.values():
            with suppress(OSError):
                output.file.close()
            _remove(output.beside)

    def write(self, place: str, content: bytes) -> None:
        """Write *content* to *place*, after what was written there before.

        Raises:
            CannotWriteError: it cannot be written.
        """
        try:
            if place not in self._outputs:
                self._outputs[place] = _begin(place)
            self._outputs[place].file.write(content)
        except (OSError, ValueError) as error:
            raise cannot_write(place, error) from None

    def complete(self) -> None:
        """Flush and close all outputs that are still open; for errors see :meth:`write`."""
        for output in self._outputs.values():
            try:
                if not output.file.closed:
                    output.file.flush()
                    if output.beside:
                        os.fsync(output.file.fileno())
                    output.file.close()
            except OSError as error:
                raise cannot_write(output.place, error) from None

    def keep(self) -> None:
        """Complete every output and move it to its place; for errors see :meth:`write`.

        If one cannot be moved, those before it are put back.
        """
        self.complete()
        waiting = [output for output in self._outputs.values() if output.beside]
        undo: list[tuple[Path | None, Path]] = []
        spares: list[Path | None] = []
        try:
            for output in waiting[:-1]:
                spares += [_spare(output.target)]
            # The last output needs no spare copy: after it, nothing can fail.
            for output, spare in zip(waiting, [*spares, None], strict=False):
                output.take_place()
                undo.append((spare, output.target))
        except OSError as error:
            for spare, target in reversed(undo):
                _put_back(spare, target)
            raise cannot_write(output.place, error) from None
        finally:
            for spare in spares:
                _remove(spare)


def check_output(place: str) -> None:
    """Check that *place* can be written, and leave it as it is.

    Raises:
        CannotWriteError: it cannot be written.
    """
    try:
        target = _target(place)
        if target is None:
            return
        path, number = _make_beside(target)
        os.close(number)
        _remove(path)
    except (OSError, ValueError) as error:
        raise cannot_write(place, error) from None


def _target(place: str) -> Path | None:
    """Return the file to be replaced, after following links; None for a device or a pipe."""
    try:
        status = Path(place).stat()
    except FileNotFoundError:
        status = None
    if place.endswith(("/", os.sep)) or (status and stat.S_ISDIR(status.st_mode)):
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
    if status and (not stat.S_ISREG(status.st_mode) or _standard_stream(status) is not None):
        return None
    if status and not os.access(place, os.W_OK):
        raise PermissionError(EACCES, os.strerror(EACCES))
    return Path(os.path.realpath(place))


def _standard_stream(status: os.stat_result) -> int | None:
    """Return the descriptor of the standard stream that already writes to a file, if one does."""
    for number in (1, 2):
        with suppress(OSError):
            if os.path.samestat(status, os.fstat(number)):
                return number
    return None


def _begin(place: str) -> _Output:
    target = _target(place)
    if target is None:
        stream = _standard_stream(Path(place).stat())
        # A stream that writes to the file is already at the right position in it.
        number = os.open(place, _FLAGS) if stream is None else os.dup(stream)
        return _Output(place, os.fdopen(number, "wb"), None, Path(place))
    beside, number = _make_beside(target)
    return _Output(place, os.fdopen(number, "wb"), beside, target)


def _make_beside(target: Path) -> tuple[Path, int]:
    """Return a new file beside *target*, with its permissions, and the open descriptor."""
    beside = _free_name(target)
    BEGUN.add(str(beside))
    try:
        number = os.open(beside, _FLAGS | os.O_CREAT | os.O_EXCL, 0o666)
    except OSError:
        BEGUN.discard(str(beside))
        raise
    with suppress(OSError):
        before = target.stat()
        if hasattr(os, "chown"):
            with suppress(OSError):
                os.chown(beside, before.st_uid, before.st_gid)
        beside.chmod(stat.S_IMODE(before.st_mode))
    return beside, number


def _free_name(target: Path) -> Path:
    number = 0
    while os.path.lexists(path := target.with_name(f".pat-{os.getpid()}-{number}.tmp")):
        number += 1
    return path


def _spare(target: Path) -> Path | None:
    """Return a second name for, or a copy of, the file at *target*; None if there is none."""
    if not target.exists():
        return None
    spare = _free_name(target)
    BEGUN.add(str(spare))
    try:
        try:
            os.link(target, spare)
        except (OSError, AttributeError):
            # Not every system or file system can give a file a second name.
            shutil.copy2(target, spare)
    except OSError:
        _remove(spare)
        raise
    return spare


def _put_back(spare: Path | None, target: Path) -> None:
    with suppress(OSError):
        if spare is None:
            target.unlink()
        else:
            spare.replace(target)


def _remove(path: Path | None) -> None:
    if path:
        with suppress(OSError):
            path.unlink()
        BEGUN.discard(str(path))
