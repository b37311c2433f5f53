"""The server of the benchmarks: it compresses, counts what it sends, and can be a slow line.

The line is slow in here, not in the browser: the browser's own brake works on a page and leaves the
requests of its worker alone, and most of what stock Pyodide fetches is fetched by a worker.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from io import BufferedIOBase
from pathlib import Path
from typing import TYPE_CHECKING

from tools.serve import SiteHandler, SiteServer, running

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

__all__ = ["BenchServer", "Line", "start"]

# A host that lets browsers keep files for a while; so a second visit asks for none of them.
CACHE_CONTROL = "max-age=600"
CHUNK = 8 * 1024
# Who wakes up a little late may catch up by so many seconds, or the line would be slower than said.
CATCH_UP = 0.01


class Line:
    """One line that all connections share; each waits until its bytes have had their turn."""

    def __init__(self, megabits: float, latency_ms: float) -> None:
        self._bytes_per_second = megabits * 1e6 / 8
        self._latency = latency_ms / 1000
        self._free_at = 0.0
        self._lock = threading.Lock()

    def wait_for_answer(self) -> None:
        """Wait as long as a request and the start of its answer are on their way."""
        time.sleep(self._latency)

    def wait_for(self, size: int) -> None:
        """Wait until so many bytes have passed."""
        with self._lock:
            seconds = self.turn(size, time.monotonic())
        time.sleep(seconds)

    def turn(self, size: int, now: float) -> float:
        """Give so many bytes their turn; return after how many seconds they have passed."""
        began = max(now - CATCH_UP, self._free_at)
        self._free_at = began + size / self._bytes_per_second
        return max(0.0, self._free_at - now)


class BenchServer(SiteServer):
    """Serves one folder to one visitor at a time."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            folder, "127.0.0.1", 0, gzip=True, cache_control=CACHE_CONTROL, verbose=False
        )
        self.RequestHandlerClass = BenchHandler
        self.line: Line | None = None
        self.sent: list[int] = []

    @contextmanager
    def slowed(self, line: Line | None) -> Iterator[None]:
        """Send over *line* while the block runs."""
        self.line = line
        try:
            yield
        finally:
            self.line = None

    def take_sent(self) -> int:
        """Return how many bytes of content were sent since it was last asked."""
        total = sum(self.sent)
        self.sent.clear()
        return total


class BenchHandler(SiteHandler):
    """Answers like any static host, at the pace of the server's line."""

    server: BenchServer

    def answer(self, *, with_body: bool) -> None:
        """Answer after the time that the line takes."""
        if self.server.line is not None:
            self.server.line.wait_for_answer()
        super().answer(with_body=with_body)

    def send(
        self,
        status: HTTPStatus,
        content: bytes = b"",
        *,
        headers: dict[str, str] | None = None,
        location: str = "",
        with_body: bool = True,
    ) -> None:
        """Send one whole answer and count its content, as it goes over the line."""
        if with_body:
            self.server.sent.append(len(content))
        direct = self.wfile
        if self.server.line is not None:
            self.wfile = _Paced(direct, self.server.line)
        try:
            super().send(status, content, headers=headers, location=location, with_body=with_body)
        finally:
            self.wfile = direct


class _Paced(BufferedIOBase):
    """Writes at the pace of a line."""

    def __init__(self, target: BufferedIOBase, line: Line) -> None:
        self._target = target
        self._line = line

    def write(self, content: "ReadableBuffer", /) -> int:
        """Write all of *content*, piece by piece."""
        whole = memoryview(content)
        for place in range(0, len(whole), CHUNK):
            piece = whole[place : place + CHUNK]
            self._line.wait_for(len(piece))
            self._target.write(piece)
        return len(whole)


@contextmanager
def start(folder: Path) -> Iterator[BenchServer]:
    """Serve *folder* while the block runs, on any free port."""
    server = BenchServer(folder)
    with running(server):
        yield server
