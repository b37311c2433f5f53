"""Hosts with faults: the built site, served as careless servers and meddling filters would."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from tools.serve import SiteHandler, SiteServer, running


@dataclass
class Answer:
    """What a host is about to send; a fault changes it, or takes the content away altogether."""

    status: HTTPStatus
    headers: dict[str, str]
    content: bytes | None


Fault = Callable[[str, Answer], None]
"""Gets the path that was asked for, without its first slash, and changes the answer."""


class FaultyServer(SiteServer):
    """Serves one folder with a fault in it."""

    fault: Fault
    clock: timedelta | None
    """By how much the host's clock is wrong; None where it does not tell the time."""


class FaultyHandler(SiteHandler):
    """Answers as the site's own server does, and then spoils it."""

    server: FaultyServer

    def send(
        self, status: HTTPStatus, headers: dict[str, str], content: bytes | None = b""
    ) -> BytesIO | None:
        """Send the answer with the fault in it; without content, break the connection off."""
        answer = Answer(status, dict(headers), content or b"")
        self.server.fault(urlsplit(self.path).path.lstrip("/"), answer)
        if answer.content is None:
            self.close_connection = True
            return None
        has_body = content is not None or bool(answer.content)
        return super().send(answer.status, answer.headers, answer.content if has_body else None)

    def send_response(self, code: int, message: str | None = None) -> None:
        """Send the first line, and the time of the host's clock."""
        self.send_response_only(code, message)
        if self.server.clock is not None:
            now = datetime.now(UTC) + self.server.clock
            self.send_header("Date", format_datetime(now, usegmt=True))


@contextmanager
def faulty_host(
    site: Path,
    *faults: Fault,
    clock: timedelta | None = timedelta(),
) -> Iterator[str]:
    """Serve *site* with faults while the block runs; give the address."""
    server = FaultyServer(site, "127.0.0.1", 0)
    server.RequestHandlerClass = FaultyHandler

    def every_fault(path: str, answer: Answer) -> None:
        for fault in faults:
            fault(path, answer)

    server.fault, server.clock = every_fault, clock
    with running(server):
        yield server.url


def typed(ending: str, kind: str) -> Fault:
    """Give files with that ending another type."""

    def fault(path: str, answer: Answer) -> None:
        if path.endswith(ending):
            answer.headers["Content-Type"] = kind

    return fault


def lost(ending: str) -> Fault:
    """Do not have the files with that ending."""

    def fault(path: str, answer: Answer) -> None:
        if path.endswith(ending):
            answer.status, answer.content = HTTPStatus.NOT_FOUND, b"<h1>Not here</h1>"

    return fault


def cut(ending: str) -> Fault:
    """Break the connection off where files with that ending are asked for."""

    def fault(path: str, answer: Answer) -> None:
        if path.endswith(ending):
            answer.content = None

    return fault


def rewritten(ending: str, old: bytes, new: bytes) -> Fault:
    """Put other bytes into what has that ending; a folder's page has that of a slash."""

    def fault(path: str, answer: Answer) -> None:
        whole = path or "/"
        if whole.endswith(ending) and answer.content is not None:
            answer.content = answer.content.replace(old, new)

    return fault


def headed(name: str, value: str) -> Fault:
    """Send a header with every answer."""

    def fault(_: str, answer: Answer) -> None:
        answer.headers[name] = value

    return fault
