"""Puts the Python runtime for the browser into the site: Pyodide's files and the library.

The library holds, as bytecode, the core, the packages that the core uses, and those modules of
Python's own library that are really imported. It comes in layers, one archive each, so that a page
loads no more than it needs. ``tracing.py`` runs the runtime in Node to find out what each layer
needs; ``archive.py`` packs so that two builds are alike. Nothing is downloaded: Pyodide lies in
``node_modules``, pinned with its integrity hash by ``package-lock.json``, and the packages lie in
the build's own environment.
"""

import hashlib
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib.metadata import distributions, version
from pathlib import Path, PurePosixPath
from typing import Any

from site_hooks.runtime.archive import (
    CORE_NAME,
    compile_sources,
    core_files,
    gather_sources,
    package_files,
    write_archive,
)
from site_hooks.runtime.tracing import Layer, Trace, plan_exercise, trace_runtime

__all__ = ["Runtime", "build_runtime"]

HERE = Path(__file__).parent
LICENCES = HERE.parent / "software" / "licences"
BUILDERS = sorted(path.name for path in (*HERE.glob("*.py"), *HERE.glob("*.mjs")))
ADDER = HERE.parents[1] / "docs" / "assets" / "app" / "python" / "layers.js"

#: Pyodide's files by their names in the site. Many web servers do not know ``.mjs`` and send it
#: without a type, which a browser refuses for a module; so that file goes out as ``.js``.
COPIED = {
    "pyodide.js": "pyodide.mjs",
    "pyodide.asm.js": "pyodide.asm.js",
    "pyodide.asm.wasm": "pyodide.asm.wasm",
}

#: How many libraries the cache holds, one for each state of the sources.
KEPT_LIBRARIES = 6
NOTE = "runtime.json"


@dataclass(frozen=True)
class Runtime:
    """What was put into the site: versions, and the layers of the library in their order."""

    pyodide: str
    python: str
    layers: tuple[Layer, ...]


def build_runtime(
    target: Path,
    *,
    core: Path,
    wording: Path,
    pyodide: Path,
    node: Path,
    cache: Path,
    exercise: Path = HERE / "exercise.json",
) -> Runtime:
    """Write the runtime into *target* and return what was written.

    *core* is the folder of ``pat_core``, *wording* the TOML file chosen for this site, *pyodide*
    the npm package's folder, *node* the program, *exercise* the file with samples of what a page
    asks. A library that *cache* holds for the same sources is used again.

    Raises:
        RuntimeError: a step of the build failed, or the library does not answer as it should.
    """
    inputs = {**_input_files(core, wording, pyodide), "exercise": exercise}
    made = cache / f"library-{_fingerprint(inputs)}"
    if not made.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        sources = gather_sources(pyodide / "python_stdlib.zip", core, wording)
        plan = plan_exercise(sources, exercise)
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            _build_library(Path(folder, "made"), sources, plan, pyodide=pyodide, node=node)
            # Another build may have finished first, with the same content.
            with suppress(OSError):
                Path(folder, "made").rename(made)
        _forget_old(cache)
    runtime = _read_note(made / NOTE)
    target.mkdir(parents=True, exist_ok=True)
    for layer in runtime.layers:
        shutil.copyfile(made / layer.file, target / layer.file)
    _copy_pyodide(pyodide, target)
    _write_lock(runtime, pyodide, target)
    _write_licences(runtime, target)
    return runtime


def _build_library(
    folder: Path,
    sources: Mapping[str, bytes],
    plan: Sequence[Mapping[str, Any]],
    *,
    pyodide: Path,
    node: Path,
) -> None:
    """Make *folder* with an archive for each layer of *plan*, cut to what it needs, and a note.

    The exercise then runs again on the finished archives, each added right before its step. Every
    reply must be the same as with the whole library, so that a module missing from an archive
    stops the build instead of failing for a visitor.
    """
    folder.mkdir()
    whole = folder / "whole.zip"
    write_archive(whole, sources, level=0)
    trace = trace_runtime(whole, plan, pyodide=pyodide, node=node)
    whole.unlink()
    parts = list(_cut(sources, trace))
    everything = {name: content for part in parts for name, content in part.items()}
    library = compile_sources(everything, trace.magic, pyodide=pyodide, node=node)
    layers: list[Layer] = []
    for step, part in zip(plan, parts, strict=True):
        names = (name + "c" if name.endswith(".py") else name for name in part)
        write_archive(folder / step["file"], {name: library[name] for name in names})
        packages = _continued(part) if layers else ()
        layers.append(Layer(step["file"], step["module"], packages))
    proof = trace_runtime(folder / layers[0].file, plan, layers, pyodide=pyodide, node=node)
    for layer, cut, full in zip(layers, proof.steps, trace.steps, strict=True):
        if cut.replies != full.replies:
            raise RuntimeError(f"with the library cut, {layer.module} answers otherwise")
    note = asdict(Runtime(trace.pyodide, trace.python, tuple(layers)))
    (folder / NOTE).write_text(json.dumps(note), encoding="utf-8")


def _read_note(path: Path) -> Runtime:
    fields = json.loads(path.read_text(encoding="utf-8"))
    layers = (
        Layer(layer["file"], layer["module"], tuple(layer["packages"]))
        for layer in fields["layers"]
    )
    return Runtime(fields["pyodide"], fields["python"], tuple(layers))


def _cut(sources: Mapping[str, bytes], trace: Trace) -> Iterator[dict[str, bytes]]:
    """Yield for each layer the sources that its step was the first to import.

    The first layer holds the core's TOML files too.
    """
    earlier: frozenset[str] = frozenset()
    for step in trace.steps:
        yield {
            name: content
            for name, content in sources.items()
            if name in step.files - earlier
            or (not earlier and name.startswith(f"{CORE_NAME}/instrument/data/"))
        }
        earlier |= step.files


def _continued(part: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the packages that have modules in *part* but their ``__init__`` in an earlier one."""
    folders = {folder for name in part for folder in PurePosixPath(name).parents[:-1]}
    begun = {PurePosixPath(name).parent for name in part if name.endswith("/__init__.py")}
    return tuple(sorted(".".join(folder.parts) for folder in folders - begun))


def _input_files(core: Path, wording: Path, pyodide: Path) -> dict[str, Path]:
    """Return all files on whose content the library depends, by a name for each."""
    files = {**core_files(core, wording), **package_files(), "layers.js": ADDER}
    files.update({name: HERE / name for name in BUILDERS})
    for name in ("python_stdlib.zip", "pyodide-lock.json", *COPIED.values()):
        files[f"pyodide/{name}"] = pyodide / name
    return files


def _fingerprint(files: Mapping[str, Path]) -> str:
    """Return a short hash of the files, and of the versions of Python and of pyodide-build."""
    compiler = sorted(f"{tool.name} {tool.version}" for tool in distributions(name="pyodide-build"))
    digest = hashlib.sha256(repr((sys.version, compiler)).encode())
    for name in sorted(files):
        content = hashlib.sha256(files[name].read_bytes()).hexdigest()
        digest.update(f"{name} {content}\n".encode())
    return digest.hexdigest()[:24]


def _forget_old(cache: Path) -> None:
    """Delete all but the newest libraries of *cache*."""
    libraries = filter(Path.is_dir, cache.glob("library-*"))
    for folder in sorted(libraries, key=lambda path: path.stat().st_mtime)[:-KEPT_LIBRARIES]:
        shutil.rmtree(folder, ignore_errors=True)


def _copy_pyodide(pyodide: Path, target: Path) -> None:
    """Copy Pyodide's files, without the comments that name source maps which are not there."""
    for name, original in COPIED.items():
        content = (pyodide / original).read_bytes()
        if name.endswith(".js"):
            content = re.sub(rb"\n//# sourceMappingURL=\S+\s*$", b"\n", content)
        (target / name).write_bytes(content)


def _write_lock(runtime: Runtime, pyodide: Path, target: Path) -> None:
    """Write the module with versions, layers, and the lock file that Pyodide requires, empty."""
    lock = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))
    lines = (
        "// Written by the build. No package is ever loaded, so the list of packages is empty.",
        f"export const PYODIDE = {json.dumps(runtime.pyodide)};",
        f"export const PYTHON = {json.dumps(runtime.python)};",
        f"export const LOCK = {json.dumps({'info': lock['info'], 'packages': {}})};",
        f"export const LAYERS = {json.dumps([asdict(layer) for layer in runtime.layers])};",
    )
    (target / "lock.js").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _write_licences(runtime: Runtime, target: Path) -> None:
    """Write the licences of these files, below a note that says which licence is for which."""
    note = (LICENCES / "note.txt").read_text(encoding="utf-8")
    versions = {"pyodide": runtime.pyodide, "python": runtime.python}
    texts = [note.format(**versions, xlsxwriter=version("XlsxWriter"))]
    texts += [path.read_text(encoding="utf-8") for path in _licence_texts()]
    rule = "\n\n" + "=" * 78 + "\n\n"
    (target / "LICENCES.txt").write_text(rule.join(map(str.strip, texts)) + "\n", encoding="utf-8")


def _licence_texts() -> Iterator[Path]:
    return (path for path in sorted(LICENCES.glob("*.txt")) if path.name != "note.txt")
