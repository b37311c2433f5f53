"""Standard output and standard error: whether all that was written there has arrived.

A full disk, a closed stream or a reader that left is known at once, and told in one sentence; it
is never found out by Python at the end of the program.
"""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from typing import TextIO, cast

from pat_core.cli.stopping import CANNOT_WRITE

__all__ = ["PIPE_CLOSED", "CannotWriteError", "WatchedStream", "cannot_write", "watched_streams"]

PIPE_CLOSED = 141
"""How programs end whose reader has left: 128 and the number of the signal."""


class CannotWriteError(Exception):
    """An output cannot be written: the program ends with this status, and this sentence if any."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


def cannot_write(place: str, error: OSError | ValueError) -> CannotWriteError:
    """Return what is to be raised where *error* came of writing to *place*."""
    if isinstance(error, BrokenPipeError):
        return CannotWriteError("", PIPE_CLOSED)
    cause = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return CannotWriteError(f"{place}: cannot be written: {cause}", CANNOT_WRITE)


class WatchedStream:
    """A standard stream that raises one kind of error, and is silent after the first."""

    def __init__(self, stream: TextIO | None, name: str) -> None:
        self._stream = stream
        self._name = name
        if isinstance(stream, io.TextIOWrapper):
            # Some systems would write what is piped in an old code that lacks most letters.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")

    def write(self, text: str) -> int:
        """Write *text*.

        Raises:
            CannotWriteError: it cannot be written.
        """
        if self._stream is None:
            raise CannotWriteError(f"{self._name}: cannot be written: it is closed", CANNOT_WRITE)
        try:
            return self._stream.write(text)
        except OSError as error:
            raise self._failed(error) from None

    def flush(self) -> None:
        """Hand on what was written; for errors see :meth:`write`."""
        if self._stream is not None:
            try:
                self._stream.flush()
            except OSError as error:
                raise self._failed(error) from None

    def isatty(self) -> bool:
        """Whether the stream is a terminal."""
        return self._stream is not None and self._stream.isatty()

    def _failed(self, error: OSError) -> CannotWriteError:
        """Return what is to be raised; what is left in buffers goes nowhere from now on."""
        with suppress(OSError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, cast("TextIO", self._stream).fileno())
            os.close(nowhere)
        return cannot_write(self._name, error)


class _Told(WatchedStream):
    """Standard error: a sentence that cannot be told keeps no command from its work."""

    status = 0
    """The exit status that this asks for."""

    def write(self, text: str) -> int:
        """Write *text*, or keep in mind that it could not be written."""
        try:
            return super().write(text)
        except CannotWriteError as error:
            self.status = error.status
            return len(text)

    def flush(self) -> None:
        """Hand on what was written, or keep in mind that it could not be."""
        try:
            super().flush()
        except CannotWriteError as error:
            self.status = error.status


@contextmanager
def watched_streams() -> Iterator[_Told]:
    """Watch both streams while a command runs; yields the one on which it tells."""
    out, told = WatchedStream(sys.stdout, "standard output"), _Told(sys.stderr, "standard error")
    with redirect_stdout(cast("TextIO", out)), redirect_stderr(cast("TextIO", told)):
        yield told
