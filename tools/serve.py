"""Serves a built site as a plain static host would: files, types, a page for what is missing.

`serve.py` serves `site/` for `make serve`. Tests and benchmarks use `start`, which takes any free
port. The server adds no security header, unless it is asked for those that the build recommends.
"""

import argparse
import errno
import gzip
import io
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit
from weakref import WeakSet

from site_hooks.policy.headers import OTHER_TYPE, TYPES, headers_for

ROOT = Path(__file__).resolve().parent.parent

# These are compressed already.
NOT_COMPRESSED = {".jpg", ".pdf", ".png", ".webp", ".woff2", ".zip"}


@cache
def compressed(path: Path, changed_at: int) -> bytes:
    """Return the gzip of the file at *path*, kept in memory until the file changes."""
    return gzip.compress(path.read_bytes(), compresslevel=9, mtime=0)


class SiteHandler(SimpleHTTPRequestHandler):
    """Answers GET and HEAD from one folder."""

    protocol_version = "HTTP/1.1"
    server: "SiteServer"

    def send_head(self) -> io.BytesIO | None:
        """Send status and headers; return the content, or None where there is none."""
        address = urlsplit(self.path)
        path = self.file_for(unquote(address.path))
        if path is None:
            return self.send_file(HTTPStatus.NOT_FOUND, self.server.folder / "404.html")
        if path.is_dir():
            query = f"?{address.query}" if address.query else ""
            target = f"{quote(unquote(address.path))}/{query}"
            return self.send(HTTPStatus.MOVED_PERMANENTLY, {"Location": target})
        return self.send_file(HTTPStatus.OK, path)

    def file_for(self, address: str) -> Path | None:
        """Return the file behind *address*, a folder whose address lacks its slash, or None."""
        folder = self.server.folder
        if "\0" in address:
            return None
        path = (folder / address.lstrip("/")).resolve()
        if not path.is_relative_to(folder):
            return None
        if (path / "index.html").is_file():
            return path / "index.html" if address.endswith("/") else path
        return path if path.is_file() and not address.endswith("/") else None

    def send_file(self, status: HTTPStatus, path: Path) -> io.BytesIO | None:
        """Send the head of the file at *path*, or say that the browser's copy is still good."""
        if not path.is_file():
            return self.send(status, {})
        changed = path.stat()
        tag = f'"{changed.st_mtime_ns:x}-{changed.st_size:x}"'
        headers = {"Cache-Control": self.server.cache_control, "ETag": tag}
        headers["Last-Modified"] = self.date_time_string(changed.st_mtime)
        may_compress = self.server.gzip and path.suffix not in NOT_COMPRESSED
        if may_compress:
            headers["Vary"] = "Accept-Encoding"
        if status is HTTPStatus.OK and self.headers.get("If-None-Match") == tag:
            return self.send(HTTPStatus.NOT_MODIFIED, headers, None)
        headers["Content-Type"] = TYPES.get(path.suffix, OTHER_TYPE)
        if may_compress and "gzip" in self.headers.get("Accept-Encoding", ""):
            headers["Content-Encoding"] = "gzip"
            return self.send(status, headers, compressed(path, changed.st_mtime_ns))
        return self.send(status, headers, path.read_bytes())

    def send(
        self, status: HTTPStatus, headers: dict[str, str], content: bytes | None = b""
    ) -> io.BytesIO | None:
        """Send status and headers, with the recommended ones where the server has them."""
        recommended = headers_for(urlsplit(self.path).path) if self.server.headers else {}
        if status not in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
            recommended.pop("Cache-Control", None)
        self.send_response(status)
        for name, value in {**headers, **recommended}.items():
            self.send_header(name, value)
        if content is not None:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return None if content is None else io.BytesIO(content)

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


class SiteServer(ThreadingHTTPServer):
    """Serves one folder; closed connections are no error."""

    daemon_threads = True
    handler: type[SiteHandler] = SiteHandler

    def __init__(
        self,
        folder: Path,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        gzip: bool = False,
        cache_control: str = "no-cache",
        headers: bool = False,
    ) -> None:
        self.folder = folder.resolve()
        self.gzip = gzip
        self.cache_control = cache_control
        self.headers = headers
        self._connections: WeakSet[socket.socket] = WeakSet()
        super().__init__((host, port), self.handler)

    @property
    def url(self) -> str:
        """Return the site's address, with its closing slash."""
        host, port = self.server_address[:2]
        return f"http://{host!s}:{port}/"

    def get_request(self) -> tuple[socket.socket, Any]:
        """Accept a connection, and remember it."""
        connection, address = super().get_request()
        self._connections.add(connection)
        return connection, address

    def server_close(self) -> None:
        """Stop, and end connections that are still open: a browser keeps its own for later."""
        super().server_close()
        for connection in list(self._connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report an error unless the browser merely went away."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def running(server: SiteServer) -> Iterator[None]:
    """Let *server* answer while the block runs."""
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def start(
    folder: Path, *, gzip: bool = False, cache_control: str = "no-cache", headers: bool = False
) -> Iterator[str]:
    """Serve *folder* while the block runs, on any free port; yield the site's address.

    With *headers*, the server sends all that the build recommends to hosts, Cache-Control too.
    """
    server = SiteServer(folder, gzip=gzip, cache_control=cache_control, headers=headers)
    with running(server):
        yield server.url


def why_not(error: OSError | OverflowError, host: str, port: int) -> str:
    """Return the sentence for a server that could not start."""
    if isinstance(error, OverflowError):
        return f"Cannot serve on {host}:{port}: no such port."
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} on {host} is taken by another program: "
            f"stop it, or choose another port: make serve PORT={port + 1}"
        )
    return f"Cannot serve on {host}:{port}: {error.strerror or error}."


def main(arguments: list[str]) -> int:
    """Serve until Ctrl+C."""
    parser = argparse.ArgumentParser(description="Serve a built site.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "site")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--check", action="store_true", help="only tell whether the port is free")
    chosen = parser.parse_args(arguments)
    if not chosen.check and not (chosen.folder / "index.html").is_file():
        print(f"There is no built site in {chosen.folder}: run `make site`.", file=sys.stderr)
        return 1
    try:
        server = SiteServer(chosen.folder, chosen.host, chosen.port)
    except (OSError, OverflowError) as error:
        print(why_not(error, chosen.host, chosen.port), file=sys.stderr)
        return 1
    with server, suppress(KeyboardInterrupt):
        if not chosen.check:
            print(f"The site is at {server.url.rstrip('/')} (Ctrl+C stops it).", flush=True)
            server.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
