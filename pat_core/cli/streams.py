"""Standard output and standard error, watched for whether everything could be written.

A full disk, a closed stream or a reader that has left is noticed at once and reported in one
sentence, not by Python at the end of the program.
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
"""The exit status of programs whose reader has left: 128 plus the number of the signal."""


class CannotWriteError(Exception):
    """An output cannot be written: the program ends with this status and, if any, this sentence."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


def cannot_write(place: str, error: OSError | ValueError) -> CannotWriteError:
    """Return the exception to raise when writing to *place* failed with *error*."""
    if isinstance(error, BrokenPipeError):
        return CannotWriteError("", PIPE_CLOSED)
    cause = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return CannotWriteError(f"{place}: cannot be written: {cause}", CANNOT_WRITE)


class WatchedStream:
    """A standard stream that raises only CannotWriteError, and is silent after the first one."""

    def __init__(self, stream: TextIO | None, name: str) -> None:
        self._stream = stream
        self._name = name
        if isinstance(stream, io.TextIOWrapper):
            # Some systems would use an old encoding for pipes, which lacks most characters.
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
        """Flush what was written; for errors see :meth:`write`."""
        if self._stream is not None:
            try:
                self._stream.flush()
            except OSError as error:
                raise self._failed(error) from None

    def isatty(self) -> bool:
        """Whether the stream is a terminal."""
        return self._stream is not None and self._stream.isatty()

    def _failed(self, error: OSError) -> CannotWriteError:
        """Return the exception to raise; what is left in buffers is discarded."""
        with suppress(OSError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, cast("TextIO", self._stream).fileno())
            os.close(nowhere)
        return cannot_write(self._name, error)


class _WatchedErrors(WatchedStream):
    """Standard error: if it cannot be written, the command goes on with its work."""

    status = 0
    """The exit status that a failed write asks for; else 0."""

    def write(self, text: str) -> int:
        """Write *text*, or remember that it could not be written."""
        try:
            return super().write(text)
        except CannotWriteError as error:
            self.status = error.status
            return len(text)

    def flush(self) -> None:
        """Flush what was written, or remember that it could not be."""
        try:
            super().flush()
        except CannotWriteError as error:
            self.status = error.status


@contextmanager
def watched_streams() -> Iterator[_WatchedErrors]:
    """Watch both streams while a command runs; yields standard error, which has the status."""
    out = WatchedStream(sys.stdout, "standard output")
    errors = _WatchedErrors(sys.stderr, "standard error")
    with redirect_stdout(cast("TextIO", out)), redirect_stderr(cast("TextIO", errors)):
        yield errors
