"""Serves a copy of the site with nginx or Apache, under the settings that the build wrote for them.

A machine that lacks one of them skips its tests and says so. Each runs in a folder of its own under
a port of its own, and ends with the block.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

__all__ = ["SERVERS", "served_by"]

MODULES = Path("/usr/lib/apache2/modules")
"""Where Debian and Ubuntu keep Apache's modules."""
NEEDED = ("mpm_event", "authz_core", "dir", "mime", "headers", "filter", "deflate")
START = 30
"""Seconds that a server may take to listen; one that does not is a failure and never a measure."""


@contextmanager
def served_by(server: str, site: Path) -> Iterator[str]:
    """Serve a copy of *site* with *server*; give its address, or skip where it is not installed."""
    program = shutil.which(server, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None or (server == "apache2" and not MODULES.is_dir()):
        pytest.skip(f"{server} is not installed")
    # A server gives up root's rights, so its user must be able to read what it serves.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        shutil.copytree(site, folder / "site")
        port = _free_port()
        command = SERVERS[server](program, folder, port)
        # Where nobody reads, a server that complains at length would wait.
        with (
            (folder / "said").open("w") as said,
            subprocess.Popen(command, stdout=said, stderr=said) as process,
        ):
            try:
                _wait_for(port, process, folder / "said")
                yield f"http://127.0.0.1:{port}/"
            finally:
                process.terminate()


def _nginx(program: str, folder: Path, port: int) -> list[str]:
    text = (folder / "site" / "publish" / "nginx.conf").read_text("utf-8")
    changed = text.replace("listen 80;", f"listen 127.0.0.1:{port};")
    changed = changed.replace("root /srv/site;", f"root {folder / 'site'};")
    assert changed.count(str(folder)) == changed.count(f"127.0.0.1:{port}") == 1
    (folder / "site.conf").write_text(changed, encoding="utf-8")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    lines = (
        "daemon off;",
        f"pid {folder}/pid;",
        "error_log stderr;",
        "events {}",
        "http {",
        "access_log off;",
        *(f"{kind}_temp_path {folder}/{kind};" for kind in kinds),
        f"include {folder}/site.conf;",
        "}",
    )
    (folder / "main.conf").write_text("\n".join(lines), encoding="utf-8")
    return [program, "-p", str(folder), "-c", str(folder / "main.conf"), "-e", "stderr"]


def _apache(program: str, folder: Path, port: int) -> list[str]:
    shutil.copyfile(folder / "site" / "publish" / "htaccess.txt", folder / "site" / ".htaccess")
    root = ("User www-data", "Group www-data") if os.geteuid() == 0 else ()
    lines = (
        f"ServerRoot {folder}",
        "ServerName localhost",
        f"Listen 127.0.0.1:{port}",
        f"PidFile {folder}/pid",
        "ErrorLog /dev/stderr",
        # All types are those that the settings of the site name.
        "TypesConfig /dev/null",
        *(f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in NEEDED),
        *root,
        f"DocumentRoot {folder}/site",
        f"<Directory {folder}/site>",
        "AllowOverride All",
        "Require all granted",
        "</Directory>",
    )
    (folder / "main.conf").write_text("\n".join(lines), encoding="utf-8")
    return [program, "-f", str(folder / "main.conf"), "-DFOREGROUND"]


SERVERS: dict[str, Callable[[str, Path, int], list[str]]] = {"nginx": _nginx, "apache2": _apache}
"""How each is started: from its program, a folder with ``site`` in it, and a port."""


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes], said: Path) -> None:
    until = time.monotonic() + START
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail(f"{process.args!r} does not listen: {said.read_text()}")
