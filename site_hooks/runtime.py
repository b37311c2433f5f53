"""Puts the Python runtime for the browser into the site: Pyodide's files and one library archive.

The archive holds the part of Python's library that is really used, and the core, as bytecode. It
is found by running the runtime in Node (``tracing.py``) and packed so that two builds are alike
(``archive.py``). Nothing is fetched: Pyodide lies in ``node_modules``, pinned with its integrity
hash by ``package-lock.json``.
"""

import hashlib
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from site_hooks.archive import (
    CORE_NAME,
    compile_sources,
    core_files,
    gather_sources,
    write_archive,
)
from site_hooks.tracing import Trace, plan_exercise, trace_runtime

__all__ = ["Runtime", "build_runtime", "check_magic"]

HERE = Path(__file__).parent
LICENCES = HERE / "licences"
BUILDERS = ("archive.py", "exercise.py", "runtime.py", "trace_runtime.mjs", "tracing.py")

#: Pyodide's files by their names in the site. Many web servers do not know ``.mjs``, and a browser
#: refuses a module whose type it is not told; so the entry goes out as ``.js``.
COPIED = {
    "pyodide.js": "pyodide.mjs",
    "pyodide.asm.js": "pyodide.asm.js",
    "pyodide.asm.wasm": "pyodide.asm.wasm",
}

#: How many library archives the cache keeps, one for each state of the sources.
KEPT_ARCHIVES = 6


@dataclass(frozen=True)
class Runtime:
    """What stands in the site: versions, and the files of the library archive."""

    pyodide: str
    python: str
    library: tuple[str, ...]


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
    """Write the runtime into *target* and return what stands there.

    *core* is the folder of ``pat_core``, *wording* the TOML file chosen for this site, *pyodide*
    the npm package's folder, *node* the program, *exercise* the samples of what a page asks. Work
    is skipped where *cache* holds its outcome.

    Raises:
        RuntimeError: the bytecode does not fit the runtime, or a build step failed.
    """
    inputs = {**_input_files(core, wording, pyodide), "exercise": exercise}
    archive = cache / f"library-{_fingerprint(inputs)}.zip"
    note = archive.with_suffix(".json")
    if not (archive.exists() and note.exists()):
        cache.mkdir(parents=True, exist_ok=True)
        sources = gather_sources(pyodide / "python_stdlib.zip", core, wording)
        plan = plan_exercise(sources, exercise)
        runtime = _build_library(archive, sources, plan, pyodide=pyodide, node=node)
        _write_whole(note, json.dumps(asdict(runtime)).encode())
        _forget_old(cache)
    fields = json.loads(note.read_text(encoding="utf-8"))
    runtime = Runtime(fields["pyodide"], fields["python"], tuple(fields["library"]))
    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(archive, target / "library.zip")
    _copy_pyodide(pyodide, target)
    _write_lock(runtime, pyodide, target)
    _write_licences(runtime, target)
    return runtime


def _build_library(
    archive: Path, sources: Mapping[str, bytes], plan: str, *, pyodide: Path, node: Path
) -> Runtime:
    """Write the library archive, cut to what *plan* needs of *sources*; return what it holds.

    The finished archive does the exercise again: it must start by itself and answer each sample
    as the whole library did, or a module that it lacks would be missed by a visitor first.
    """
    with tempfile.TemporaryDirectory() as folder:
        whole, cut = Path(folder, "whole.zip"), Path(folder, "library.zip")
        write_archive(whole, sources, level=0)
        trace = trace_runtime(whole, plan, pyodide=pyodide, node=node)
        library = compile_sources(_needed(sources, trace))
        check_magic(library, trace.magic)
        write_archive(cut, library)
        proof = trace_runtime(cut, plan, pyodide=pyodide, node=node)
        if proof.replies != trace.replies:
            raise RuntimeError("with the library cut, the core answers otherwise")
        _write_whole(archive, cut.read_bytes())
    return Runtime(trace.pyodide, trace.python, tuple(sorted(library)))


def _needed(sources: Mapping[str, bytes], trace: Trace) -> dict[str, bytes]:
    """Return what the trace saw imported, and the core's facts and wording."""
    return {
        name: content
        for name, content in sources.items()
        if name in trace.files or name.startswith(f"{CORE_NAME}/data/")
    }


def check_magic(library: Mapping[str, bytes], magic: bytes) -> None:
    """Refuse bytecode that the runtime cannot read: the first four bytes must be its *magic*.

    Raises:
        RuntimeError: a file has another magic number; the message says which Python to build with.
    """
    for name, content in sorted(library.items()):
        if name.endswith(".pyc") and content[:4] != magic:
            raise RuntimeError(
                f"{name} was compiled for another Python: its magic number is"
                f" {content[:4].hex()}, the runtime reads {magic.hex()}; build the site with the"
                f" Python version of the runtime (this is Python {sys.version.split()[0]})"
            )


def _input_files(core: Path, wording: Path, pyodide: Path) -> dict[str, Path]:
    """Return all files that decide what the library archive holds, by a name for each."""
    files = core_files(core, wording)
    files.update({name: HERE / name for name in BUILDERS})
    for name in ("python_stdlib.zip", "pyodide-lock.json", *COPIED.values()):
        files[f"pyodide/{name}"] = pyodide / name
    return files


def _fingerprint(files: Mapping[str, Path]) -> str:
    """Return a short hash of the files and of the versions of what builds."""
    versions = (sys.version, version("pyodide-build"), version("pyodide-cli"))
    digest = hashlib.sha256(repr(versions).encode())
    for name in sorted(files):
        content = hashlib.sha256(files[name].read_bytes()).hexdigest()
        digest.update(f"{name} {content}\n".encode())
    return digest.hexdigest()[:24]


def _forget_old(cache: Path) -> None:
    """Delete all but the newest archives of *cache*, with their notes."""
    archives = sorted(cache.glob("library-*.zip"), key=lambda path: path.stat().st_mtime)
    for path in archives[:-KEPT_ARCHIVES]:
        path.unlink(missing_ok=True)
        path.with_suffix(".json").unlink(missing_ok=True)


def _copy_pyodide(pyodide: Path, target: Path) -> None:
    """Copy Pyodide's files; a comment that points to a source map which is not there goes."""
    for name, original in COPIED.items():
        content = (pyodide / original).read_bytes()
        if name.endswith(".js"):
            content = re.sub(rb"\n//# sourceMappingURL=\S+\s*$", b"\n", content)
        (target / name).write_bytes(content)


def _write_lock(runtime: Runtime, pyodide: Path, target: Path) -> None:
    """Write the module with the empty lock file that Pyodide wants, and the versions."""
    lock = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))
    lines = (
        "// Written by the build. No package is ever loaded, so the list of packages is empty.",
        f"export const PYODIDE = {json.dumps(runtime.pyodide)};",
        f"export const PYTHON = {json.dumps(runtime.python)};",
        f"export const LOCK = {json.dumps({'info': lock['info'], 'packages': {}})};",
    )
    (target / "lock.js").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _write_licences(runtime: Runtime, target: Path) -> None:
    """Write the licences that must travel with the files, under a note that says what is whose."""
    note = (LICENCES / "note.txt").read_text(encoding="utf-8")
    texts = [note.format(pyodide=runtime.pyodide, python=runtime.python)]
    texts += [path.read_text(encoding="utf-8") for path in _licence_texts()]
    rule = "\n\n" + "=" * 78 + "\n\n"
    (target / "LICENCES.txt").write_text(rule.join(map(str.strip, texts)) + "\n", encoding="utf-8")


def _licence_texts() -> Iterator[Path]:
    return (path for path in sorted(LICENCES.glob("*.txt")) if path.name != "note.txt")


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file so that another process sees all of it or none."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).replace(path)
