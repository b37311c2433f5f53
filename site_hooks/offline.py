"""Writes what a browser needs to keep the site for use offline: a list, and a service worker.

``build.json`` lists every file of the site with size and hash; ``sw.js`` is the service worker with
the hashes of those that it keeps. It never keeps a file whose hash differs, so the site that is
shown offline is of one version.
"""

import hashlib
import json
from pathlib import Path, PurePosixPath

from site_hooks.bundle import list_files

__all__ = ["LIST", "WORKER", "write_offline"]

LIST = "build.json"
WORKER = "sw.js"

_SOURCE = Path(__file__).with_name("sw.js")
_MARK = 'const SITE = { version: "", files: {} };'
# No page asks for these: they are for search engines, hosts, developers and readers of licences.
_NOT_KEPT = (
    *("_headers", "*.map", "*.gz", "sitemap.xml", "sbom.cdx.json", "schemas/cases/*"),
    *("publish/*.conf", "publish/*.txt", "publish/.htaccess"),
    *("assets/javascripts/lunr/*", "assets/javascripts/lunr/min/*"),
    *("build/*/*/LICENCE*.txt", "licences/*.txt"),
)


def write_offline(site: Path, build: str) -> None:
    """Write into *site* its service worker and the list of all its files, the worker included.

    *build* is the name of the bundle. Nothing in *site* may change afterwards.
    """
    files = {name: str(file["sha256"]) for name, file in list_files(site).items()}
    (site / WORKER).write_text(_worker({k: v for k, v in files.items() if _is_kept(k)}), "utf-8")
    text = json.dumps({"build": build, "files": list_files(site)}, indent=0)
    (site / LIST).write_text(text + "\n", encoding="utf-8")


def _is_kept(name: str) -> bool:
    path = PurePosixPath(name)
    return not any(path.match(pattern) for pattern in _NOT_KEPT)


def _worker(kept: dict[str, str]) -> str:
    """Return the worker's script; its version changes with every file that it keeps."""
    files = json.dumps(kept, separators=(",", ":"))
    version = hashlib.sha256(files.encode()).hexdigest()[:16]
    source = _SOURCE.read_text("utf-8")
    if source.count(_MARK) != 1:
        raise RuntimeError(f"{_SOURCE.name} has no place for the list of files: {_MARK}")
    return source.replace(_MARK, f'const SITE = {{ version: "{version}", files: {files} }};')
