"""Builds the site for tests: the one that all look at, and others that differ in one point."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

from pat_core import Instrument, build_instrument

ROOT = Path(__file__).parents[2]
NAMED = ("package.json", "pyproject.toml", "LICENSE", "LICENSE-TEXT")
"""What a build reads only to name versions and licences."""
TOOLS = ("node_modules", ".venv")
"""What is installed and not built."""
SOURCES = ("mkdocs.yml", "docs", "pat_core", "site_hooks", "package-lock.json")


def built_site() -> Path:
    """Return the built site, built anew where it is missing or older than what it is made of.

    ``PAT_SITE`` names a built site elsewhere, which is then taken as it stands.
    """
    if chosen := os.environ.get("PAT_SITE"):
        return Path(chosen)
    site = ROOT / "site"
    with only_one_build():
        if _is_stale(site / "assess" / "index.html"):
            done = run_mkdocs(ROOT / "mkdocs.yml", site)
            assert done.returncode == 0, done.stderr
    return site


def chosen_instrument() -> Instrument:
    """Return the instrument in the wording that ``mkdocs.yml`` names, as the site shows it."""
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    facts = ROOT / "pat_core" / "instrument" / "data" / "instrument.toml"
    wording = ROOT / config["extra"]["pat"]["wording"]
    return build_instrument(facts.read_text("utf-8"), wording.read_text("utf-8"))


def _is_stale(page: Path) -> bool:
    if not page.exists():
        return True
    files = [ROOT / name for name in SOURCES]
    files += [inner for folder in files for inner in folder.rglob("*") if inner.suffix != ".pyc"]
    newest = max(path.stat().st_mtime for path in files if path.is_file())
    return newest > page.stat().st_mtime


@contextmanager
def only_one_build() -> Iterator[None]:
    """Hold other builds back: all of them work in ``build/``."""
    lock = ROOT / "build" / "tests.lock"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def run_mkdocs(config: Path, target: Path) -> subprocess.CompletedProcess[str]:
    """Build strictly; the caller looks at the outcome."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(config)]
    return subprocess.run(
        [*command, "--site-dir", str(target)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def derived_config(folder: Path, **changes: object) -> Path:
    """Write a configuration that takes over the project's, with *changes*, and return its path."""
    config = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "docs_dir": str(ROOT / "docs"),
        "hooks": [str(ROOT / "site_hooks" / "hooks.py")],
        "theme": {"custom_dir": str(ROOT / "site_hooks" / "theme")},
        **changes,
    }
    path = folder / "mkdocs.yml"
    path.write_text(yaml.safe_dump(config), encoding="utf-8")
    return path


def copy_sources(folder: Path) -> None:
    """Copy to *folder* all that a build needs, with other file times; a link leads to its tools."""
    ignored = shutil.ignore_patterns("__pycache__")
    for name in (*SOURCES, *NAMED):
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, folder / name, copy_function=shutil.copyfile, ignore=ignored
            )
        else:
            shutil.copyfile(ROOT / name, folder / name)
    for name in TOOLS:
        (folder / name).symlink_to((ROOT / name).resolve(), target_is_directory=True)
