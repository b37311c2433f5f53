"""The headers that a host should send, and the configuration files for hosts, from one table.

Each page holds its own policy, so the site is safe without any of this. Headers add what a page
cannot say of itself: that nobody may frame it, that browsers must trust the types of files, which
devices it never uses. Scripts get a policy too: that of a worker comes with its script.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["OTHER_TYPE", "TYPES", "headers_for", "write_headers"]

TYPES: Mapping[str, str] = {
    ".conf": "text/plain; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".toml": "application/toml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
OTHER_TYPE = "application/octet-stream"
_COMPRESSED = frozenset({".ico", ".jpg", ".pdf", ".png", ".webp", ".woff2", ".zip"})
"""Files that are compressed already, or too small to matter."""

_UNUSED = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture"),
    *("encrypted-media", "gamepad", "geolocation", "gyroscope", "hid", "idle-detection"),
    *("local-fonts", "magnetometer", "microphone", "midi", "otp-credentials", "payment"),
    *("picture-in-picture", "publickey-credentials-create", "publickey-credentials-get"),
    *("serial", "storage-access", "usb", "window-management", "xr-spatial-tracking"),
)
_CLOSED = (
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; frame-src 'none';"
    " object-src 'none'"
)
_MISSING = Path(__file__).parents[1] / "theme" / "404.html"
"""The page that a host shows under any address. It can load nothing, so its style is inline."""


def _hash_of_style() -> str:
    style = re.search("<style>(.*)</style>", _MISSING.read_text("utf-8"), re.DOTALL)
    if style is None:
        raise RuntimeError(f"{_MISSING.name} has no style of its own")
    digest = hashlib.sha256(style[1].encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


# No script-src: only a page knows the hashes of its own scripts. Of the rest, no more than any page
# of the site needs; a browser holds a page to this policy and to its own.
_PAGE_POLICY = (
    "connect-src 'self'; font-src 'self'; img-src 'self' data:; manifest-src 'self';"
    f" media-src 'none'; style-src 'self' {_hash_of_style()}; worker-src 'self' blob:; {_CLOSED}"
)
_FILE_POLICY = f"default-src 'self'; {_CLOSED}"
_FOR_A_YEAR = "public, max-age=31536000, immutable"
_ASK_FIRST = "no-cache"

_EVERYWHERE: Mapping[str, str] = {
    "Content-Security-Policy": _PAGE_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _UNUSED),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True)
class _Place:
    """Some addresses of the site, and their policy and caching where these differ."""

    pattern: str
    """A regular expression that fits in whatever folder the site is."""
    listed: str
    """The same for hosts with a ``_headers`` file: from the top of the host."""
    policy: str
    cache: str = _ASK_FIRST


_PLACES = (
    _Place(r"/build/[0-9a-f]{16}/", "/build/*", _FILE_POLICY, _FOR_A_YEAR),
    _Place(r"/assets/", "/assets/*", _FILE_POLICY),
    _Place(r"/sw\.js$", "/sw.js", _FILE_POLICY),
    _Place(r"/build\.json$", "/build.json", _FILE_POLICY),
)


def headers_for(path: str) -> dict[str, str]:
    """Return the headers for the *path* of an address, except those that depend on the file."""
    headers = {**_EVERYWHERE, "Cache-Control": _ASK_FIRST}
    for place in _PLACES:
        if re.search(place.pattern, path):
            headers |= {"Content-Security-Policy": place.policy, "Cache-Control": place.cache}
    return headers


def write_headers(site: Path) -> None:
    """Write the files for hosts into *site*: ``_headers``, and settings for nginx and Apache."""
    folder = site / "publish"
    folder.mkdir(exist_ok=True)
    (site / "_headers").write_text(_lines(_listed()), encoding="utf-8")
    (folder / "nginx.conf").write_text(_lines(_nginx()), encoding="utf-8")
    (folder / "htaccess.txt").write_text(_lines(_apache()), encoding="utf-8")


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def _listed() -> Iterable[str]:
    """Yield the lines of ``_headers``.

    Where two rules fit an address, some hosts take the narrower one and others join both values
    with a comma. So each policy is complete, and no two rules that fit both set Cache-Control.
    """
    yield "# For hosts that read this file at their top. If the site stands in a folder, put the"
    yield "# folder's name before each address. Pages get the host's own Cache-Control."
    yield "/*"
    yield from (f"  {name}: {value}" for name, value in _EVERYWHERE.items())
    for place in _PLACES:
        yield place.listed
        yield f"  Content-Security-Policy: {place.policy}"
        yield f"  Cache-Control: {place.cache}"


def _by_type() -> dict[str, list[str]]:
    """Return the suffixes, without their dot, by type; types are without a character set."""
    suffixes: dict[str, list[str]] = {}
    for suffix, kind in TYPES.items():
        suffixes.setdefault(kind.partition(";")[0], []).append(suffix[1:])
    return suffixes


def _compressible() -> list[str]:
    kinds = (kind for suffix, kind in TYPES.items() if suffix not in _COMPRESSED)
    return list(dict.fromkeys(kind.partition(";")[0] for kind in kinds))


def _with_charset() -> list[str]:
    return list(dict.fromkeys(k.partition(";")[0] for k in TYPES.values() if "charset" in k))


def _nginx() -> Iterable[str]:
    """Yield the lines of a file for nginx, which is included inside ``http``."""
    yield "# For nginx: put this file into conf.d, with your own name and folder in it."
    yield "map $uri $pat_policy {"
    yield f'    default "{_PAGE_POLICY}";'
    yield from (f'    "~{place.pattern}" "{place.policy}";' for place in _PLACES)
    yield "}"
    yield "map $uri $pat_cache {"
    yield f'    default "{_ASK_FIRST}";'
    kept = [place for place in _PLACES if place.cache != _ASK_FIRST]
    yield from (f'    "~{place.pattern}" "{place.cache}";' for place in kept)
    yield "}"
    yield "server {"
    yield "    listen 80;"
    yield "    server_name example.org;"
    yield "    root /srv/site;"
    yield "    index index.html;"
    yield "    error_page 404 /404.html;"
    yield "    charset utf-8;"
    yield f"    charset_types {' '.join(kind for kind in _with_charset() if kind != 'text/html')};"
    yield "    types {"
    yield from (f"        {kind} {' '.join(names)};" for kind, names in _by_type().items())
    yield "    }"
    yield f"    default_type {OTHER_TYPE};"
    yield "    gzip on;"
    yield "    gzip_vary on;"
    yield f"    gzip_types {' '.join(kind for kind in _compressible() if kind != 'text/html')};"
    for name, value in _EVERYWHERE.items():
        shown = "$pat_policy" if name == "Content-Security-Policy" else f'"{value}"'
        yield f"    add_header {name} {shown} always;"
    yield "    add_header Cache-Control $pat_cache always;"
    yield "    # This file is for other hosts."
    yield "    location = /_headers { return 404; }"
    yield "}"


def _apache() -> Iterable[str]:
    """Yield the lines of a file for Apache, which becomes .htaccess at the top of the site."""
    yield "# For Apache: put this file at the top of the site, with the name .htaccess. It needs"
    yield "# AllowOverride All, and mod_headers. If the site stands in a folder, put the folder's"
    yield "# name before /404.html."
    yield "DirectoryIndex index.html"
    yield "ErrorDocument 404 /404.html"
    yield from (f"AddType {kind} {' '.join(names)}" for kind, names in _by_type().items())
    suffixes = [suffix[1:] for suffix, kind in TYPES.items() if "charset" in kind]
    yield f"AddCharset utf-8 {' '.join(suffixes)}"
    for name, value in {**_EVERYWHERE, "Cache-Control": _ASK_FIRST}.items():
        yield f'Header always set {name} "{value}"'
    for place in _PLACES:
        yield f'<If "%{{REQUEST_URI}} =~ m#{place.pattern}#">'
        yield f'    Header always set Content-Security-Policy "{place.policy}"'
        if place.cache != _ASK_FIRST:
            yield f'    Header always set Cache-Control "{place.cache}"'
        yield "</If>"
    yield "<IfModule mod_deflate.c>"
    yield f"    AddOutputFilterByType DEFLATE {' '.join(_compressible())}"
    yield "</IfModule>"
    yield "# This file is for other hosts."
    yield '<Files "_headers">'
    yield "    Require all denied"
    yield "</Files>"
