"""The server for trying the site out: a plain static host, with types that browsers insist on."""

import http.client
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from site_hooks.policy.headers import TYPES as TYPES_BY_SUFFIX
from tools import serve

TYPES = {
    "page.html": "text/html; charset=utf-8",
    "app.js": "text/javascript; charset=utf-8",
    "app.mjs": "text/javascript; charset=utf-8",
    "style.css": "text/css; charset=utf-8",
    "runtime.wasm": "application/wasm",
    "library.zip": "application/zip",
    "schema.json": "application/json",
    "icon.svg": "image/svg+xml",
    "thing.unknown": "application/octet-stream",
}


@pytest.fixture
def folder(tmp_path):
    site = tmp_path / "site"
    (site / "sub").mkdir(parents=True)
    (site / "index.html").write_text("home")
    (site / "404.html").write_text("not here")
    (site / "sub" / "index.html").write_text("sub")
    (tmp_path / "secret.txt").write_text("secret")
    for name in TYPES:
        (site / name).write_bytes(b"x" * 500)
    return site


@pytest.fixture
def ask(folder):
    """Return a function that asks the server for a path as it stands, without tidying it."""
    with serve.start(folder) as url:
        place = urlsplit(url)

        def fetch(path: str, method: str = "GET", **headers: str):
            connection = http.client.HTTPConnection(place.hostname or "", place.port)
            connection.request(method, path, headers=headers)
            response = connection.getresponse()
            body = response.read()
            connection.close()
            return response.status, response.headers, body

        yield fetch


@pytest.mark.parametrize("name", TYPES)
def test_types_are_those_that_browsers_insist_on(ask, name):
    """A module or a WebAssembly file of another type would be refused by the browser."""
    status, headers, body = ask(f"/{name}")
    assert (status, headers["Content-Type"], len(body)) == (200, TYPES[name], 500)


def test_every_file_of_the_site_has_a_type(site):
    """No file that the build makes goes out as unknown bytes."""
    files = [path for path in site.rglob("*") if path.is_file() and path.name != "_headers"]
    assert {path.suffix for path in files} - set(TYPES_BY_SUFFIX) <= {".gz"}


def test_folders_answer_with_their_page(ask):
    """A folder without its slash leads to the address with it; what follows ? goes along."""
    assert ask("/")[2] == b"home"
    assert ask("/sub/")[2] == b"sub"
    status, headers, _ = ask("/sub?a=1")
    assert (status, headers["Location"]) == (301, "/sub/?a=1")


@pytest.mark.parametrize("path", ["/none", "/none/", "/page.html/", "/%00", "/sub/none.js"])
def test_missing_pages_are_said_to_be_missing(ask, path):
    status, headers, body = ask(path)
    assert (status, body) == (404, b"not here")
    assert headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("path", ["/../secret.txt", "/%2e%2e/secret.txt", "//../secret.txt"])
def test_nothing_outside_the_folder_is_served(ask, path):
    assert ask(path)[0] == 404


def test_link_out_of_the_folder_is_not_followed(ask, folder: Path):
    (folder / "way-out.txt").symlink_to(folder.parent / "secret.txt")
    assert ask("/way-out.txt")[0] == 404


def test_unchanged_file_is_not_sent_twice(ask):
    tag = ask("/app.js")[1]["ETag"]
    status, headers, body = ask("/app.js", **{"If-None-Match": tag})
    assert (status, body) == (304, b"")
    assert headers["ETag"] == tag


def test_head_sends_no_body(ask):
    status, headers, body = ask("/app.js", method="HEAD")
    assert (status, headers["Content-Length"], body) == (200, "500", b"")


def test_server_adds_no_security_of_its_own(ask):
    """What protects a page is in the page, since a static host may add no header."""
    _, headers, _ = ask("/")
    assert not [name for name in headers if re.search("policy|cross-origin", name, re.I)]
