"""The headers that hosts should send: the table, the files, and two real servers."""

import base64
import gzip
import hashlib
import http.client
import re
from urllib.parse import urlsplit

import pytest

from site_hooks.policy.headers import TYPES, headers_for
from tests.site.hosting import SERVERS, served_by
from tools import serve

POLICY = "Content-Security-Policy"
CACHE = "Cache-Control"
FOR_A_YEAR = "public, max-age=31536000, immutable"


def _directives(policy: str) -> dict[str, set[str]]:
    parts = [part.split() for part in policy.split(";") if part.strip()]
    return {name: set(words) for name, *words in parts}


def _rules(text: str) -> dict[str, dict[str, str]]:
    """Read a ``_headers`` file: the headers of each address."""
    rules: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if line.startswith("/"):
            rule = rules[line] = {}
        elif not line.startswith("#"):
            name, _, value = line.strip().partition(": ")
            rule[name] = value
    return rules


@pytest.fixture(scope="module", params=["ours", *SERVERS])
def ask(request, site):
    """Return a function that asks one of the servers for a path."""
    made = (
        serve.start(site, gzip=True, headers=True)
        if request.param == "ours"
        else served_by(request.param, site)
    )
    with made as url:
        place = urlsplit(url)

        def fetch(path: str, **headers: str):
            connection = http.client.HTTPConnection(place.hostname or "", place.port)
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            body = response.read()
            connection.close()
            return response.status, response.headers, body

        yield fetch


def test_pages_may_do_all_that_their_own_policies_allow(pages):
    """A header that is narrower than a page's policy would break the page."""
    header = _directives(headers_for("/assess/")[POLICY])
    assert "script-src" not in header
    assert "default-src" not in header
    for name, page in pages.items():
        (tag,) = page.select(f'meta[http-equiv="{POLICY}"]')
        own = _directives(tag["content"])
        for directive, words in own.items():
            if directive in header:
                assert words - {"'none'"} <= header[directive], (name, directive)
    assert header["frame-ancestors"] == {"'none'"}


def test_no_policy_allows_more_than_is_needed(pages):
    """No eval, no other host and no inline text, except the style of the page that stands alone."""
    allowed = {"'self'", "'none'", "data:", "blob:"}
    for path in ("/", "/assess/", "/build/0123456789abcdef/app/a.js", "/assets/a.js", "/sw.js"):
        directives = _directives(headers_for(path)[POLICY])
        if path in ("/", "/assess/"):
            (style,) = pages["/404.html"].select("style")
            digest = hashlib.sha256(style.string.encode("utf-8")).digest()
            directives["style-src"].remove(f"'sha256-{base64.b64encode(digest).decode()}'")
        assert set().union(*directives.values()) <= allowed, path
        assert directives["frame-ancestors"] == {"'none'"}, path
    script = _directives(headers_for("/build/0123456789abcdef/app/python/worker.js")[POLICY])
    assert script["default-src"] == {"'self'"}


@pytest.mark.parametrize("folder", ["", "/partnership"])
def test_only_what_is_named_after_its_content_is_kept(folder):
    """A bundle for a year; pages, worker and list are asked for each time; in a folder too."""
    path = f"{folder}/build/0123456789abcdef/runtime/lock.js"
    assert headers_for(path)[CACHE] == FOR_A_YEAR
    for name in ("/", "/assess/", "/sw.js", "/build.json", "/assets/a.css", "/build/x/a.js"):
        assert headers_for(folder + name)[CACHE] == "no-cache", name


def test_listed_rules_are_the_same_table(site):
    """A host may take the narrowest rule that fits, or join all: no rule leans on another."""
    rules = _rules((site / "_headers").read_text("utf-8"))
    everywhere = {**headers_for("/")}
    del everywhere[CACHE]
    assert rules.pop("/*") == everywhere
    for address, path in (("/build/*", "/build/0123456789abcdef/a.js"), ("/assets/*", "/assets/a")):
        assert rules.pop(address) == {name: headers_for(path)[name] for name in (POLICY, CACHE)}
    assert rules.keys() == {"/sw.js", "/build.json"}
    assert max(len(line) for line in (site / "_headers").read_text().splitlines()) < 2000


def _paths(site, bundle) -> list[str]:
    names = ["index.html", "assess/index.html", "build.json", "search/search_index.json"]
    names += ["sbom.cdx.json", "assets/icon.svg", "licences/theme.txt", "404.html"]
    for pattern in ("assets/javascripts/workers/*.js", "assets/stylesheets/main*.css"):
        names.append(next(site.glob(pattern)).relative_to(site).as_posix())
    inner = ["app/assess/page.js", "app/styles/base.css", "runtime/pyodide.asm.wasm"]
    inner += ["runtime/library.zip", "runtime/LICENCES.txt"]
    return names + [f"build/{bundle.name}/{name}" for name in inner]


def test_server_sends_the_table(ask, site, bundle):
    """Each file comes with every header of the table once, as it is, and with its type."""
    for name in _paths(site, bundle):
        path = f"/{name.removesuffix('index.html')}"
        status, headers, body = ask(path)
        assert status == 200, path
        assert body == (site / name).read_bytes(), path
        for header, value in headers_for(path).items():
            assert headers.get_all(header) == [value], (path, header)
        wanted = TYPES[(site / name).suffix]
        assert re.sub("utf-8", "utf-8", headers["Content-Type"], flags=re.I) == wanted, path


def test_server_compresses_what_is_worth_it(ask, bundle):
    """WebAssembly and scripts are by far the most of what is loaded."""
    for name in ("runtime/pyodide.asm.wasm", "runtime/pyodide.asm.js", "app/styles/base.css"):
        path = f"/build/{bundle.name}/{name}"
        status, headers, body = ask(path, **{"Accept-Encoding": "gzip"})
        assert (status, headers["Content-Encoding"]) == (200, "gzip"), path
        assert gzip.decompress(body) == (bundle / name).read_bytes(), path
        assert "Accept-Encoding" in headers["Vary"], path
    _, headers, _ = ask(f"/build/{bundle.name}/runtime/library.zip", **{"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] is None


def test_server_has_a_page_for_what_is_not_there(ask, site, bundle):
    """It has the headers too, and nobody keeps it for a year in place of a file."""
    for path in ("/nowhere/", f"/build/{bundle.name}/gone.js"):
        status, headers, body = ask(path)
        assert (status, body) == (404, (site / "404.html").read_bytes()), path
        assert headers.get_all(CACHE) == ["no-cache"], path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert "frame-ancestors 'none'" in headers[POLICY], path


def test_browser_that_asks_again_learns_that_its_copy_is_good(ask, bundle):
    """Nothing is sent twice, and what may be kept stays so."""
    for path in ("/", f"/build/{bundle.name}/app/assess/page.js"):
        _, headers, _ = ask(path)
        status, again, body = ask(path, **{"If-None-Match": headers["ETag"]})
        assert (status, body) == (304, b""), path
        assert again[CACHE] in (None, headers_for(path)[CACHE]), path


def test_real_servers_keep_the_file_for_other_hosts_to_themselves(ask, request):
    """What is meant for one host is no page on another; our server for trying out sends all."""
    expected = (200,) if "ours" in request.node.name else (403, 404)
    assert ask("/_headers")[0] in expected
