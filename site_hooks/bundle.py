"""The bundle: scripts, style, core and runtime in one folder that is named after its content.

A page and the files that it loads thus always belong together, and a browser may keep a bundle for
ever: whatever changes gets another name.
"""

import hashlib
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from site_hooks.runtime import Runtime, build_runtime

__all__ = ["Bundle", "build_bundle"]

KEPT_BUNDLES = 4
"""How many bundles stay in the build folder, the newest ones."""

_APP_SUFFIXES = frozenset({".js", ".css"})


@dataclass(frozen=True)
class Bundle:
    """A finished bundle: its name, where it lies, and what is in it."""

    id: str
    """The first 16 hexadecimal digits of the SHA-256 over all names and contents."""
    folder: Path
    modules: tuple[str, ...]
    """The scripts of the app, by their names below ``app/``, for the pages to load early."""
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
    modules = _copy_app(root / "docs" / "assets" / "app", folder / "app")
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


def _copy_app(source: Path, target: Path) -> tuple[str, ...]:
    """Copy the app's scripts and styles; return the names of the scripts that a page imports."""
    names = sorted(
        path.relative_to(source) for path in source.rglob("*") if path.suffix in _APP_SUFFIXES
    )
    for name in names:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / name, target / name)
    # The worker's module is not the page's: it is fetched when Python is first wanted.
    return tuple(n.as_posix() for n in names if n.suffix == ".js" and n.name != "worker.js")


def _name_of(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
    return digest.hexdigest()[:16]
