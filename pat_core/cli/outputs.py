"""The files that a command writes: each is whole, or as it was before.

What is written comes beside its place, under a name of its own, and takes its place only once
every output is complete. A link is followed, so that it stays and what it leads to is replaced. A
device or a pipe is written directly.
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
    """One output on its way."""

    place: str
    """As it was named."""
    file: BinaryIO
    beside: Path | None
    """What is written in the meantime; None where it is written directly."""
    target: Path

    def take_place(self) -> None:
        """Put what was written beside in its place."""
        if self.beside:
            self.beside.replace(self.target)
            BEGUN.discard(str(self.beside))


class Outputs:
    """What a command writes; nothing is in its place before :meth:`keep`.

    To be used in a ``with``, at whose end whatever was not kept is taken away.
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
        """Write *content*, behind what was written to *place* before.

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
        """Write to the end what is still on its way; for errors see :meth:`write`."""
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
        """Complete every output and put it in its place; for errors see :meth:`write`.

        Where one cannot take its place, those before it are put back.
        """
        self.complete()
        waiting = [output for output in self._outputs.values() if output.beside]
        undo: list[tuple[Path | None, Path]] = []
        spares: list[Path | None] = []
        try:
            for output in waiting[:-1]:
                spares += [_spare(output.target)]
            # The last one needs none: after it, nothing can fail.
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
    """Find out whether *place* can be written, and leave it as it was.

    Raises:
        CannotWriteError: it cannot be.
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
    """Return the file that is to be replaced, behind all links; None for a device or a pipe."""
    try:
        found = Path(place).stat()
    except FileNotFoundError:
        found = None
    if place.endswith(("/", os.sep)) or (found and stat.S_ISDIR(found.st_mode)):
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
    if found and (not stat.S_ISREG(found.st_mode) or _standard(found) is not None):
        return None
    if found and not os.access(place, os.W_OK):
        raise PermissionError(EACCES, os.strerror(EACCES))
    return Path(os.path.realpath(place))


def _standard(found: os.stat_result) -> int | None:
    """Return the number of the standard stream that already goes there, if one does."""
    for number in (1, 2):
        with suppress(OSError):
            if os.path.samestat(found, os.fstat(number)):
                return number
    return None


def _begin(place: str) -> _Output:
    target = _target(place)
    if target is None:
        there = _standard(Path(place).stat())
        # A stream that goes into a file already stands at the right place in it.
        number = os.open(place, _FLAGS) if there is None else os.dup(there)
        return _Output(place, os.fdopen(number, "wb"), None, Path(place))
    beside, number = _make_beside(target)
    return _Output(place, os.fdopen(number, "wb"), beside, target)


def _make_beside(target: Path) -> tuple[Path, int]:
    """Return a new file in the folder of *target*, open for writing, with what it allows whom."""
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
    while os.path.lexists(found := target.with_name(f".pat-{os.getpid()}-{number}.tmp")):
        number += 1
    return found


def _spare(target: Path) -> Path | None:
    """Return a second name, or a copy, of what stands at *target*; None if nothing does."""
    if not target.exists():
        return None
    spare = _free_name(target)
    BEGUN.add(str(spare))
    try:
        try:
            os.link(target, spare)
        except (OSError, AttributeError):
            # Not every system, and not every disk, gives a file a second name.
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
