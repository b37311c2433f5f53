"""Serves a built site as a plain static host would: files, types, a page for what is not there.

`serve.py` serves `site/` for `make serve`. Tests and benchmarks use `start`, which takes any free
port. The server adds no header that the site's own security would lean on, unless it is asked for
those that the build recommends to hosts.
"""

import argparse
import errno
import gzip
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.utils import formatdate
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit
from weakref import WeakSet

from site_hooks.policy.headers import OTHER_TYPE, TYPES, headers_for

ROOT = Path(__file__).resolve().parent.parent

# These hold compressed bytes already.
NOT_COMPRESSED = {".jpg", ".pdf", ".png", ".webp", ".woff2", ".zip"}


@cache
def compressed(path: Path, changed_at: int) -> bytes:
    """Return the gzip of the file at *path*, kept in memory until the file changes."""
    return gzip.compress(path.read_bytes(), compresslevel=9, mtime=0)


class SiteHandler(BaseHTTPRequestHandler):
    """Answers GET and HEAD from one folder."""

    protocol_version = "HTTP/1.1"
    server: "SiteServer"

    def do_GET(self) -> None:
        """Send the file that the address names."""
        self.answer(with_body=True)

    def do_HEAD(self) -> None:
        """Send only the headers of the file that the address names."""
        self.answer(with_body=False)

    def answer(self, *, with_body: bool) -> None:
        """Send the file, the way to its folder's address, or the page for what is not there."""
        address = urlsplit(self.path)
        path = self.file_for(unquote(address.path))
        if path is not None and path.is_dir():
            query = f"?{address.query}" if address.query else ""
            self.send(
                HTTPStatus.MOVED_PERMANENTLY, location=f"{quote(unquote(address.path))}/{query}"
            )
            return
        if path is not None:
            self.send_file(HTTPStatus.OK, path, with_body=with_body)
            return
        missing = self.server.folder / "404.html"
        if missing.is_file():
            self.send_file(HTTPStatus.NOT_FOUND, missing, with_body=with_body)
        else:
            self.send(HTTPStatus.NOT_FOUND)

    def file_for(self, address: str) -> Path | None:
        """Return the file behind *address*, a folder whose address lacks its slash, or None."""
        folder = self.server.folder
        if "\0" in address:
            return None
        path = (folder / address.lstrip("/")).resolve()
        if not path.is_relative_to(folder):
            return None
        if path.is_dir():
            index = path / "index.html"
            if not index.is_file():
                return None
            return index if address.endswith("/") else path
        return path if path.is_file() and not address.endswith("/") else None

    def send_file(self, status: HTTPStatus, path: Path, *, with_body: bool) -> None:
        """Send the file at *path*, or say that the browser's copy is still good."""
        changed = path.stat()
        tag = f'"{changed.st_mtime_ns:x}-{changed.st_size:x}"'
        may_compress = self.server.gzip and path.suffix not in NOT_COMPRESSED
        headers = {"Cache-Control": self.server.cache_control, "ETag": tag}
        headers["Last-Modified"] = formatdate(changed.st_mtime, usegmt=True)
        if may_compress:
            headers["Vary"] = "Accept-Encoding"
        if status is HTTPStatus.OK and self.headers.get("If-None-Match") == tag:
            self.send(HTTPStatus.NOT_MODIFIED, headers=headers)
            return
        headers["Content-Type"] = TYPES.get(path.suffix, OTHER_TYPE)
        if may_compress and "gzip" in self.headers.get("Accept-Encoding", ""):
            headers["Content-Encoding"] = "gzip"
            content = compressed(path, changed.st_mtime_ns)
        else:
            content = path.read_bytes()
        self.send(status, content, headers=headers, with_body=with_body)

    def send(
        self,
        status: HTTPStatus,
        content: bytes = b"",
        *,
        headers: dict[str, str] | None = None,
        location: str = "",
        with_body: bool = True,
    ) -> None:
        """Send one whole answer."""
        self.send_response(status)
        recommended = headers_for(urlsplit(self.path).path) if self.server.headers else {}
        if status not in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
            recommended.pop("Cache-Control", None)
        for name, value in {**(headers or {}), **recommended}.items():
            self.send_header(name, value)
        if location:
            self.send_header("Location", location)
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if with_body:
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Print the request where the server was asked to."""
        if self.server.verbose:
            super().log_message(format, *args)


class SiteServer(ThreadingHTTPServer):
    """Serves one folder; closed connections are no error."""

    daemon_threads = True

    def __init__(
        self,
        folder: Path,
        host: str,
        port: int,
        *,
        gzip: bool,
        cache_control: str,
        verbose: bool,
        headers: bool = False,
    ) -> None:
        self.folder = folder.resolve()
        self.gzip = gzip
        self.cache_control = cache_control
        self.verbose = verbose
        self.headers = headers
        self._connections: WeakSet[socket.socket] = WeakSet()
        super().__init__((host, port), SiteHandler)

    @property
    def url(self) -> str:
        """Return the address under which the site stands, with its closing slash."""
        host, port = self.server_address[:2]
        return f"http://{host!s}:{port}/"

    def get_request(self) -> tuple[socket.socket, Any]:
        """Take a connection, and remember it."""
        connection, address = super().get_request()
        self._connections.add(connection)
        return connection, address

    def server_close(self) -> None:
        """Stop, and end what is still open: a browser keeps its connections for later."""
        super().server_close()
        for connection in list(self._connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: object, client_address: object) -> None:
        """Report an error unless the browser merely went away."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


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
    folder: Path,
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    gzip: bool = False,
    cache_control: str = "no-cache",
    headers: bool = False,
) -> Iterator[str]:
    """Serve *folder* while the block runs, on any free port; give the site's address.

    With *headers*, all those are sent that the build recommends to hosts, its Cache-Control too.
    """
    server = SiteServer(
        folder,
        host,
        port,
        gzip=gzip,
        cache_control=cache_control,
        verbose=False,
        headers=headers,
    )
    with running(server):
        yield server.url


def why_not(error: OSError, host: str, port: int) -> str:
    """Return the sentence for a server that could not start."""
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} on {host} is taken by another program: "
            f"stop it, or choose another port: make serve PORT={port + 1}"
        )
    return f"Cannot serve on {host}:{port}: {error.strerror or error}."


def parse(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Serve a built site.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "site")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--gzip", action="store_true", help="compress what can be compressed")
    parser.add_argument("--verbose", action="store_true", help="print every request")
    parser.add_argument("--check", action="store_true", help="only tell whether the port is free")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    """Serve until Ctrl+C."""
    wanted = parse(arguments)
    if not wanted.check and not (wanted.folder / "index.html").is_file():
        print(f"There is no built site in {wanted.folder}: run `make site`.", file=sys.stderr)
        return 1
    try:
        server = SiteServer(
            wanted.folder,
            wanted.host,
            wanted.port,
            gzip=wanted.gzip,
            cache_control="no-cache",
            verbose=wanted.verbose,
        )
    except (OSError, OverflowError) as error:
        cause = error if isinstance(error, OSError) else OSError(None, "no such port")
        print(why_not(cause, wanted.host, wanted.port), file=sys.stderr)
        return 1
    with server:
        if wanted.check:
            return 0
        print(f"The site is at {server.url.rstrip('/')} (Ctrl+C stops it).", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
