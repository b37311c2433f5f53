"""A place that the site has no business with: it answers whoever comes and notes every contact.

It listens on one port for TCP and for UDP, so that a web page, a socket, a peer connection and a
bare connection without a word all leave a trace.
"""

import base64
import hashlib
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote

HOST = "127.0.0.1"
STUN_COOKIE = bytes.fromhex("2112a442")
SOCKET_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
BARE = "bare connection"

PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
TYPES = {
    "css": ("text/css", b"p { color: red }"),
    "gif": ("image/gif", PIXEL),
    "html": ("text/html", b"<!doctype html><title>Elsewhere</title>"),
    "js": ("text/javascript", b"globalThis.slipped = true;"),
    "svg": ("image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg" id="a"/>'),
    "events": ("text/event-stream", b"data: here\n\n"),
}


class Elsewhere:
    """Listens until it is closed; `contacts` is what came, in order."""

    def __init__(self) -> None:
        self.contacts: list[str] = []
        self._tcp, self._udp = _same_port()
        self.host: str = f"{HOST}:{self._tcp.getsockname()[1]}"
        for work in (self._accept, self._take_datagrams):
            threading.Thread(target=work, daemon=True).start()

    @property
    def ways(self) -> set[str]:
        """Return the names of the ways by which somebody came: the first part of each path."""
        paths = (unquote(contact).partition(" /")[2] for contact in self.contacts)
        named = {re.split("[/?]", path)[0] for path in paths if path}
        return named | {each for each in self.contacts if " /" not in each}

    def close(self) -> None:
        """Stop listening."""
        self._tcp.close()
        self._udp.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._tcp.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        """Note what one connection brings, and answer it once."""
        with connection:
            try:
                head = _read_head(connection)
                self.contacts.append(_name_of(head))
                connection.sendall(_answer_to(head))
            except OSError:
                self.contacts.append(BARE)

    def _take_datagrams(self) -> None:
        while True:
            try:
                datagram, sender = self._udp.recvfrom(65_536)
                is_stun = datagram[4:8] == STUN_COOKIE
                self.contacts.append("stun" if is_stun else "datagram")
                if is_stun:
                    self._udp.sendto(_stun_answer(datagram, sender), sender)
            except OSError:
                return


def _same_port() -> tuple[socket.socket, socket.socket]:
    """Return a listening TCP socket and a UDP socket with the same port."""
    for _ in range(50):
        tcp = socket.create_server((HOST, 0))
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            udp.bind(tcp.getsockname())
        except OSError:
            tcp.close()
            udp.close()
        else:
            return tcp, udp
    raise OSError("no port is free for both TCP and UDP")


def _read_head(connection: socket.socket) -> bytes:
    """Return what comes first: a request up to its empty line, or as much of something else."""
    head = b""
    while b"\r\n\r\n" not in head:
        more = connection.recv(65_536)
        head += more
        if not more or not head[:1].isalpha():
            break
    return head


def _name_of(head: bytes) -> str:
    """Return the request's method and path, or what else came."""
    if not head:
        return BARE
    if head[:1].isalpha():
        method, path = head.split(b"\r\n")[0].decode("latin-1").split(" ")[:2]
        return f"{method} {path}"
    return "stun over tcp" if head[4:8] == STUN_COOKIE else "bytes that are no request"


def _answer_to(head: bytes) -> bytes:
    """Return an answer that keeps whoever came going: the type that the path asks for, to all."""
    if not head[:1].isalpha():
        return b""
    lines = head.decode("latin-1").split("\r\n")
    headers = {
        name.lower(): value.strip()
        for name, _, value in (line.partition(":") for line in lines[1:])
    }
    if key := headers.get("sec-websocket-key"):
        accepted = base64.b64encode(hashlib.sha1(key.encode() + SOCKET_GUID).digest()).decode()
        switched = "HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        return f"{switched}Sec-WebSocket-Accept: {accepted}\r\n\r\n".encode()
    path = lines[0].split(" ")[1].partition("?")[0]
    kind, body = TYPES.get(path.rpartition(".")[2], ("text/plain", b"elsewhere"))
    fields = (
        "HTTP/1.1 200 OK",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body)}",
        f"Access-Control-Allow-Origin: {headers.get('origin', '*')}",
        "Access-Control-Allow-Credentials: true",
        "Access-Control-Allow-Headers: *",
        "Service-Worker-Allowed: /",
        "Connection: close",
    )
    return ("\r\n".join(fields) + "\r\n\r\n").encode() + body


def _stun_answer(question: bytes, sender: tuple[str, int]) -> bytes:
    """Return a binding response (RFC 8489), so that a peer connection need not wait for one."""
    port = (sender[1] ^ 0x2112).to_bytes(2, "big")
    address = bytes(a ^ b for a, b in zip(socket.inet_aton(sender[0]), STUN_COOKIE, strict=True))
    attribute = b"\x00\x20\x00\x08\x00\x01" + port + address
    return b"\x01\x01" + len(attribute).to_bytes(2, "big") + question[4:20] + attribute


@contextmanager
def listening() -> Iterator[Elsewhere]:
    """Listen while the block runs."""
    place = Elsewhere()
    try:
        yield place
    finally:
        place.close()
