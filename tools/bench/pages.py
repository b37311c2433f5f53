"""Builds the folder that the benchmarks visit.

At its top is the site, freshly built. `plain/` is the same text built by Material for MkDocs with
nothing of ours; `bench/` holds the three pages that start Python, or only fetch its WebAssembly,
each with its files beside it.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from string import Template
from typing import Any

import yaml

from site_hooks.policy.page_policy import write_policies
from site_hooks.runtime.archive import core_files, write_archive
from tools.bench import ROOT, BenchError

__all__ = ["Sheet", "assemble", "choices", "read_sheet"]

SOURCES = Path(__file__).parent / "web"
PYODIDE = ROOT / "node_modules" / "pyodide"
STOCK_FILES = (
    *("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm"),
    *("python_stdlib.zip", "pyodide-lock.json"),
)
# What the client imports; the site's own pages preload it in the same way.
CLIENT_MODULES = ("client", "preload", "protocol", "reply", "spawn")

Sheet = dict[str, Any]
"""A result as the page holds it."""


def read_sheet() -> Sheet:
    """Return the published example as a page would hold it: without scores and notice."""
    path = ROOT / "docs" / "schemas" / "example.pat.json"
    example: Sheet = json.loads(path.read_text(encoding="utf-8"))
    return {key: value for key, value in example.items() if key not in ("scores", "notice")}


def choices(sheet: Sheet) -> dict[str, str]:
    """Return the name and value of the radio for each answer of the sheet."""
    return {
        code: str(given["answer"] or "cant-say")
        for code, given in sheet["responses"].items()
        if "answer" in given
    }


def assemble(folder: Path, sheet: Sheet) -> None:
    """Write everything that will be visited into *folder*, which is empty.

    Raises:
        BenchError: the site, or the plain one, could not be built.
    """
    # A build of its own is never stale, and disturbs nobody who is using site/.
    _build(ROOT / "mkdocs.yml", folder, "--strict")
    _build_plain(folder)
    (bundle,) = (folder / "build").iterdir()
    bench = folder / "bench"
    bench.mkdir()
    shutil.copyfile(SOURCES / "page.mjs", bench / "page.mjs")
    # Relative to the pages, which are two folders down.
    build = f"../../build/{bundle.name}"
    links = {
        "ours": [
            f'<link rel="modulepreload" id="{name}" href="{build}/app/python/{name}.js">'
            for name in CLIENT_MODULES
        ],
        "stock": ['<link rel="help" id="worker" href="stock_worker.mjs">'],
        "floor": [f'<link rel="help" id="wasm" href="{build}/runtime/pyodide.asm.wasm">'],
    }
    for kind, lines in links.items():
        _write_page(bench / kind, kind, lines, sheet)
    # Our page is under the site's policy, as every page of the site is.
    write_policies(bench / "ours")
    _add_stock_files(bench / "stock")


def _write_page(folder: Path, kind: str, links: list[str], sheet: Sheet) -> None:
    """Write the page of one kind."""
    folder.mkdir()
    page = Template((SOURCES / "page.html").read_text(encoding="utf-8"))
    # HTML ends a script's text at the first "</", even inside a JSON string.
    record = json.dumps(sheet).replace("</", "<\\/")
    text = page.substitute(kind=kind, links="\n    ".join(links), record=record)
    (folder / "index.html").write_text(text, encoding="utf-8")


def _add_stock_files(folder: Path) -> None:
    """Put Pyodide's package, unchanged, beside the worker, and the core as plain sources."""
    shutil.copyfile(SOURCES / "stock_worker.mjs", folder / "stock_worker.mjs")
    for name in STOCK_FILES:
        shutil.copyfile(PYODIDE / name, folder / name)
    chosen = _settings()["extra"]["pat"]["wording"]
    files = core_files(ROOT / "pat_core", ROOT / chosen)
    write_archive(folder / "core.zip", {name: path.read_bytes() for name, path in files.items()})


def _build_plain(folder: Path) -> None:
    """Build the same Markdown with Material alone: no hook, theme file or style of ours."""
    settings = _settings()
    settings["theme"].pop("custom_dir", None)
    settings.update(hooks=[], docs_dir=str(ROOT / "docs"))
    config = folder.parent / "plain.yml"
    config.write_text(yaml.safe_dump(settings), encoding="utf-8")
    _build(config, folder / "plain")


def _settings() -> dict[str, Any]:
    """Return the project's MkDocs settings."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    settings: dict[str, Any] = yaml.safe_load(text)
    return settings


def _build(config: Path, target: Path, *options: str) -> None:
    """Build one site."""
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet", *options]
    done = subprocess.run(
        [*mkdocs, "--config-file", str(config), "--site-dir", str(target)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise BenchError(done.stderr.strip() or done.stdout.strip())
