"""Puts together the folder that the benchmarks visit.

At its top stands the site, freshly built. `plain/` is the same text built by Material for MkDocs
with nothing of ours; `bench/` holds the three pages that start Python, or only fetch its
WebAssembly, each with the files that it wants beside it.
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

__all__ = ["BuildFailedError", "Sheet", "assemble", "choices", "read_sheet"]

ROOT = Path(__file__).resolve().parents[2]
SOURCES = Path(__file__).parent / "web"
PYODIDE = ROOT / "node_modules" / "pyodide"
STOCK_FILES = (
    "pyodide.mjs",
    "pyodide.asm.js",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
)
# What the client imports: the site's own pages announce it in the same way.
CLIENT_MODULES = ("client", "preload", "protocol", "reply", "spawn")

Sheet = dict[str, Any]
"""A result as the page holds it."""


class BuildFailedError(Exception):
    """A build ended with an error; the message is what it said."""


def read_sheet() -> Sheet:
    """Return the published worked example as a page would hold it: without scores and notice."""
    path = ROOT / "docs" / "schemas" / "example.pat.json"
    example: Sheet = json.loads(path.read_text(encoding="utf-8"))
    return {name: part for name, part in example.items() if name not in ("scores", "notice")}


def choices(sheet: Sheet) -> dict[str, str]:
    """Return the radio that each answer of the sheet stands for: its name, and its value."""
    return {
        code: str(given["answer"] or "cant-say")
        for code, given in sheet["responses"].items()
        if "answer" in given
    }


def assemble(folder: Path, sheet: Sheet) -> None:
    """Write everything that will be visited into *folder*, which is empty.

    Raises:
        BuildFailedError: the site, or the plain one, could not be built.
    """
    # A build of its own: it is never stale, and nobody who uses site/ just now is disturbed.
    _build(ROOT / "mkdocs.yml", folder, "--strict")
    _build_plain(folder)
    (bundle,) = (folder / "build").iterdir()
    bench = folder / "bench"
    bench.mkdir()
    shutil.copyfile(SOURCES / "page.mjs", bench / "page.mjs")
    # Seen from the pages, which lie two folders down.
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
    # Ours works under the site's policy, as every page of the site does.
    write_policies(bench / "ours")
    _add_stock_files(bench / "stock")


def _write_page(folder: Path, kind: str, links: list[str], sheet: Sheet) -> None:
    """Write the page of one kind."""
    folder.mkdir()
    page = Template((SOURCES / "page.html").read_text(encoding="utf-8"))
    # A script's text ends at the first "</", whatever JSON thinks of it.
    record = json.dumps(sheet).replace("</", "<\\/")
    text = page.substitute(kind=kind, links="\n    ".join(links), record=record)
    (folder / "index.html").write_text(text, encoding="utf-8")


def _add_stock_files(folder: Path) -> None:
    """Put Pyodide's package as it is beside the worker, and the core as plain sources."""
    shutil.copyfile(SOURCES / "stock_worker.mjs", folder / "stock_worker.mjs")
    for name in STOCK_FILES:
        shutil.copyfile(PYODIDE / name, folder / name)
    chosen = _settings()["extra"]["pat"]["wording"]
    files = core_files(ROOT / "pat_core", ROOT / chosen)
    write_archive(folder / "core.zip", {name: path.read_bytes() for name, path in files.items()})


def _build_plain(folder: Path) -> None:
    """Build the same Markdown with Material alone: no hook, no theme file, no style of ours."""
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
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--quiet",
        "--config-file",
        str(config),
        "--site-dir",
        str(target),
    ]
    done = subprocess.run(
        [*command, *options],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise BuildFailedError(done.stderr.strip() or done.stdout.strip())
