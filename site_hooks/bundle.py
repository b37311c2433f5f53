"""The bundle: scripts, style, core and runtime in one folder that is named after its content.

A page and the files that it loads thus always belong together, and a browser may keep a bundle for
ever: whatever changes gets another name.
"""

import hashlib
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from site_hooks.runtime import Runtime, build_runtime

__all__ = ["Bundle", "build_bundle"]

KEPT_BUNDLES = 4
"""How many bundles stay in the build folder, the newest ones."""

_APP_SUFFIXES = frozenset({".js", ".css"})
_SOURCE_MAP = re.compile(r"\n//# sourceMappingURL=\S+\s*$")
_IMPORT = re.compile(r'^import\s[^;]*?"(\.[^"]+)";', re.MULTILINE)


@dataclass(frozen=True)
class Bundle:
    """A finished bundle: its name, where it lies, and what is in it."""

    id: str
    """The first 16 hexadecimal digits of the SHA-256 over all names and contents."""
    folder: Path
    modules: Mapping[str, tuple[str, ...]]
    """What each script that a page starts with imports, for the page to load early: names below
    ``app/``, by the script's name without its suffix."""
    runtime: Runtime

    def copy_to(self, parent: Path) -> None:
        """Put the bundle below *parent*, as a folder with its name."""
        shutil.copytree(self.folder, parent / self.id, dirs_exist_ok=True)


def build_bundle(root: Path, wording: Path) -> Bundle:
    """Make the bundle of the project in *root* with the instrument's *wording*.

    Raises:
        RuntimeError: the runtime's parts do not fit together.
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
    modules = {path.stem: _imported(path, app) for path in sorted(app.glob("*.js"))}
    name = _name_of(folder)
    return Bundle(name, _keep(folder, work / "bundles" / name), modules, runtime)


def _keep(folder: Path, place: Path) -> Path:
    """Move a finished bundle to its place; one that is there already has the same content."""
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
    """Copy the app's scripts and styles."""
    for path in sorted(source.rglob("*")):
        if path.suffix in _APP_SUFFIXES:
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)


def _copy_sanitiser(package: Path, target: Path) -> None:
    """Copy the sanitiser that stands behind the search, without the pointer to its source map."""
    content = (package / "dist" / "purify.min.js").read_text(encoding="utf-8")
    target.mkdir()
    (target / "purify.min.js").write_text(_SOURCE_MAP.sub("\n", content), encoding="utf-8")


def _copy_qr_module(package: Path, target: Path) -> None:
    """Copy the module that works out QR codes, under a name that every host serves as a script."""
    target.mkdir()
    shutil.copyfile(package / "index.mjs", target / "lean-qr.js")
    shutil.copyfile(package / "LICENSE", target / "LICENCE.txt")


def _imported(script: Path, app: Path) -> tuple[str, ...]:
    """Return *script* and all that it imports, and so on, by their names below *app*.

    What is asked for only later, as the worker's module is, is not among them.
    """
    found: dict[Path, None] = {}
    waiting = [script.resolve()]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found[path] = None
            names = _IMPORT.findall(path.read_text(encoding="utf-8"))
            waiting += [(path.parent / name).resolve() for name in names]
    return tuple(sorted(path.relative_to(app.resolve()).as_posix() for path in found))


def _name_of(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
    return digest.hexdigest()[:16]
