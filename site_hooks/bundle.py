"""The bundle: scripts, styles, core and runtime in one folder that is named after its content.

So a page and the files that it loads always belong together, and a browser may keep a bundle for
ever: changed content gets another name.
"""

import base64
import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pat_core.drawing.style import write_site_style
from site_hooks.runtime.build import Runtime, build_runtime

__all__ = ["BUILD_NOTE", "Bundle", "build_bundle", "list_files", "write_note"]

BUILD_NOTE = "app/shared/build.js"
"""The module that names the build and lists the files that the page verifies before use."""

KEPT_BUNDLES = 4
"""How many bundles stay in the build folder, the newest ones."""

_APP_SUFFIXES = frozenset({".js", ".css"})
_SOURCE_MAP = re.compile(r"\n//# sourceMappingURL=\S+\s*$")
_IMPORT = re.compile(r'^import\s[^;]*?"(\.[^"]+)";', re.MULTILINE)
_LATER_IMPORT = re.compile(r'\bimport\("(\.[^"]+)"\)')


@dataclass(frozen=True)
class Bundle:
    """A finished bundle: its name, its folder, and its content."""

    id: str
    """The first 16 hexadecimal digits of the SHA-256 over all names and hashes of contents."""
    folder: Path
    modules: Mapping[str, tuple[str, ...]]
    """For each page's room, by its name: the modules below ``app/`` that its ``page.js`` imports.

    The page loads them early.
    """
    integrity: Mapping[str, Mapping[str, str]]
    """The same, with those that are imported later: the ``integrity`` value of each module."""
    runtime: Runtime

    def copy_to(self, parent: Path) -> None:
        """Put the bundle below *parent*, as a folder with its name."""
        shutil.copytree(self.folder, parent / self.id, dirs_exist_ok=True)


def build_bundle(root: Path, wording: Path) -> Bundle:
    """Make the bundle of the project in *root* with the instrument's *wording*.

    Raises:
        RuntimeError: the files of the runtime do not fit together.
    """
    work = root / "build"
    (work / "bundles").mkdir(parents=True, exist_ok=True)
    # Two builds may run at once: each works in a folder of its own until it knows the name.
    folder = Path(tempfile.mkdtemp(dir=work))
    folder.chmod(0o755)
    runtime = build_runtime(
        folder / "runtime",
        core=root / "pat_core",
        wording=wording,
        pyodide=root / "node_modules" / "pyodide",
        node=root / ".venv" / "bin" / "node",
        cache=work / "cache",
    )
    app = folder / "app"
    _copy_app(root / "docs" / "assets" / "app", app)
    _copy_sanitiser(root / "node_modules" / "dompurify", folder / "dompurify")
    _copy_qr_module(root / "node_modules" / "lean-qr", folder / "lean-qr")
    _copy_hash_module(root / "node_modules" / "@noble" / "hashes", folder / "noble-hashes")
    name = write_note(folder)
    starts = sorted(app.glob("*/page.js"))
    modules = {path.parent.name: _imported(path, app) for path in starts}
    integrity = {
        path.parent.name: {
            module: _integrity(app / module) for module in _imported(path, app, later=True)
        }
        for path in starts
    }
    return Bundle(name, _keep(folder, work / "bundles" / name), modules, integrity, runtime)


def _keep(folder: Path, place: Path) -> Path:
    """Move a finished bundle to its place; one that is already there has the same content."""
    try:
        folder.rename(place)
    except OSError:
        shutil.rmtree(folder)
    others = sorted(place.parent.iterdir(), key=lambda path: path.stat().st_mtime)
    for old in others[:-KEPT_BUNDLES]:
        if old != place:
            shutil.rmtree(old, ignore_errors=True)
    return place


def _copy_app(source: Path, target: Path) -> None:
    """Copy the app's scripts and styles, and write the style of pictures beside them."""
    for path in sorted(source.rglob("*")):
        if path.suffix in _APP_SUFFIXES:
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
    (target / "styles" / "pictures.css").write_text(write_site_style(), encoding="utf-8")


def _copy_sanitiser(package: Path, target: Path) -> None:
    """Copy the sanitiser that the search uses, without the reference to its source map."""
    content = (package / "dist" / "purify.min.js").read_text(encoding="utf-8")
    target.mkdir()
    (target / "purify.min.js").write_text(_SOURCE_MAP.sub("\n", content), encoding="utf-8")


def _copy_qr_module(package: Path, target: Path) -> None:
    """Copy the module that makes QR codes, under a name that every host serves as a script."""
    target.mkdir()
    shutil.copyfile(package / "index.mjs", target / "lean-qr.js")
    shutil.copyfile(package / "LICENSE", target / "LICENCE.txt")


def _copy_hash_module(package: Path, target: Path) -> None:
    """Copy the modules that compute SHA-256 where the browser does not, as on plain http."""
    target.mkdir()
    for name in ("sha2.js", "_md.js", "_u64.js", "utils.js"):
        content = (package / name).read_text(encoding="utf-8")
        (target / name).write_text(_SOURCE_MAP.sub("\n", content), encoding="utf-8")
    shutil.copyfile(package / "LICENSE", target / "LICENCE.txt")


def _integrity(path: Path) -> str:
    digest = hashlib.sha256(path.read_bytes()).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def _imported(script: Path, app: Path, *, later: bool = False) -> tuple[str, ...]:
    """Return *script* and all modules that it imports, directly or not, by names below *app*.

    With *later*, those of dynamic imports are included. A worker's script never is, because nothing
    imports it.
    """
    imported: set[Path] = set()
    waiting = [script.resolve()]
    while waiting:
        path = waiting.pop()
        if path not in imported:
            imported.add(path)
            text = path.read_text(encoding="utf-8")
            names = _IMPORT.findall(text) + (_LATER_IMPORT.findall(text) if later else [])
            waiting += [(path.parent / name).resolve() for name in names]
    return tuple(sorted(path.relative_to(app.resolve()).as_posix() for path in imported))


def list_files(folder: Path) -> dict[str, dict[str, str | int]]:
    """Return size and SHA-256 (hexadecimal) of each file below *folder*, by its path."""
    files: dict[str, dict[str, str | int]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            digest = hashlib.sha256(content).hexdigest()
            files[path.relative_to(folder).as_posix()] = {"size": len(content), "sha256": digest}
    return files


def write_note(folder: Path) -> str:
    """Write the note of the build into the bundle in *folder*, and return the bundle's name.

    The name is a hash over the list of all other files. The note holds it, with the files of the
    runtime and of the worker.
    """
    files = {name: file for name, file in list_files(folder).items() if name != BUILD_NOTE}
    build = hashlib.sha256(_compact(files).encode()).hexdigest()[:16]
    app = folder / "app"
    worker = [f"app/{name}" for name in _imported(app / "python" / "worker.js", app)]
    worker.remove(BUILD_NOTE)
    listed = {
        name: file
        for name, file in files.items()
        if name in worker or (name.startswith("runtime/") and not name.endswith(".txt"))
    }
    lines = (
        "// Written by the build: its name, and what Python is made of in it.",
        f"export const BUILD = {json.dumps(build)};",
        f"export const FILES = Object.freeze({_compact(listed)});",
        f"export const WORKER_FILES = Object.freeze({_compact(worker)});",
    )
    (folder / BUILD_NOTE).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return build


def _compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
