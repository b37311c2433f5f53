"""The server of the benchmarks: it compresses, counts what it sends, and can be a slow line.

The line is slow in here, not in the browser: the browser's own brake works on a page and leaves the
requests of its worker alone, and most of what stock Pyodide fetches is fetched by a worker.
"""

import io
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools.serve import SiteHandler, SiteServer, running

__all__ = ["BenchServer", "Line", "start"]

# Browsers may keep files for a while, so a second visit asks for none of them.
CACHE_CONTROL = "max-age=600"
CHUNK = 8 * 1024
# A thread that wakes up late may catch up by so many seconds; else the line would be too slow.
CATCH_UP = 0.01


class Line:
    """A line that all connections share; each waits until its own bytes have passed."""

    def __init__(self, megabits: float, latency_ms: float) -> None:
        self._bytes_per_second = megabits * 1e6 / 8
        self._latency = latency_ms / 1000
        self._free_at = 0.0
        self._lock = threading.Lock()

    def wait_for_answer(self) -> None:
        """Wait as long as a request and the start of its answer take."""
        time.sleep(self._latency)

    def wait_for(self, size: int) -> None:
        """Wait until so many bytes have passed."""
        with self._lock:
            seconds = self.turn(size, time.monotonic())
        time.sleep(seconds)

    def turn(self, size: int, now: float) -> float:
        """Queue so many bytes; return after how many seconds they will have passed."""
        began = max(now - CATCH_UP, self._free_at)
        self._free_at = began + size / self._bytes_per_second
        return max(0.0, self._free_at - now)


class BenchHandler(SiteHandler):
    """Answers like any static host, at the pace of the server's line."""

    server: "BenchServer"

    def send_head(self) -> io.BytesIO | None:
        """Answer after the time that the line takes."""
        if self.server.line is not None:
            self.server.line.wait_for_answer()
        return super().send_head()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send the content piece by piece, as it goes over the line, and count it."""
        content = source.read()
        self.server.sent.append(len(content))
        for start in range(0, len(content), CHUNK):
            piece = content[start : start + CHUNK]
            if self.server.line is not None:
                self.server.line.wait_for(len(piece))
            outputfile.write(piece)


class BenchServer(SiteServer):
    """Serves one folder to one visitor at a time."""

    handler = BenchHandler

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, gzip=True, cache_control=CACHE_CONTROL)
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
        """Return how many bytes of content were sent since the last call."""
        total = sum(self.sent)
        self.sent.clear()
        return total


@contextmanager
def start(folder: Path) -> Iterator[BenchServer]:
    """Serve *folder* while the block runs, on any free port."""
    server = BenchServer(folder)
    with running(server):
        yield server
