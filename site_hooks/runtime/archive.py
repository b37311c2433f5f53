"""Turns Python sources into archives of bytecode that come out the same every time.

Bytecode is made for one version of Python. Where the build runs on the runtime's version,
`pyodide py-compile` (pyodide-build) makes it; on any other, the runtime itself does, in Node. This
module gathers the sources, gives each file a header that holds no time, and packs. Which modules
are needed is decided in ``build.py``.
"""

import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import files as files_of
from importlib.util import MAGIC_NUMBER, source_hash
from pathlib import Path

__all__ = [
    "CORE_NAME",
    "compile_sources",
    "core_files",
    "gather_sources",
    "package_files",
    "read_archive",
    "write_archive",
]

HERE = Path(__file__).parent

CORE_NAME = "pat_core"

#: Other people's packages that the core may import in the browser; each is pure Python.
PACKAGES = ("XlsxWriter",)

#: PEP 552: bit 0 says that a hash of the source follows, bit 1 (not set) that it must be checked.
#: So nothing in the bytecode depends on the time of the build.
UNCHECKED_HASH = (1).to_bytes(4, "little")

#: The earliest time that a zip file can hold.
FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def core_files(core: Path, wording: Path) -> dict[str, Path]:
    """Return the files of the core by their names in the archive.

    Of the wordings only *wording* goes in, as ``wording.toml``, which is the one the core reads.
    Of the rest of ``data/`` only ``instrument.toml`` goes in, since checklists, sources and the
    guided path are written into the pages when the site is built.
    """
    files = {
        f"{CORE_NAME}/{path.relative_to(core).as_posix()}": path for path in core.rglob("*.py")
    }
    files[f"{CORE_NAME}/instrument/data/instrument.toml"] = (
        core / "instrument" / "data" / "instrument.toml"
    )
    files[f"{CORE_NAME}/instrument/data/wording.toml"] = wording
    return files


def package_files() -> dict[str, Path]:
    """Return the modules of the installed packages by their names in the archive."""
    listed = [path for package in PACKAGES for path in files_of(package) or ()]
    return {
        path.as_posix(): Path(str(path.locate()))
        for path in listed
        if path.suffix == ".py" and ".." not in path.parts
    }


def gather_sources(stdlib: Path, core: Path, wording: Path) -> dict[str, bytes]:
    """Return Python's library, the packages and the core: each name with its bytes."""
    sources = {
        name: content for name, content in read_archive(stdlib).items() if name.endswith(".py")
    }
    for name, path in {**package_files(), **core_files(core, wording)}.items():
        sources[name] = path.read_bytes()
    return sources


def compile_sources(
    sources: Mapping[str, bytes], magic: bytes, *, pyodide: Path, node: Path
) -> dict[str, bytes]:
    """Return *sources* with each ``.py`` file replaced by its bytecode; other files stay.

    *magic* is the runtime's magic number, *pyodide* its folder, *node* the program that runs it.

    Raises:
        RuntimeError: a source does not compile; the compiler's own words follow.
    """
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "sources.zip"
        write_archive(archive, sources, level=0)
        if magic == MAGIC_NUMBER:
            return _with_hashes(_compile_here(archive), sources)
        return _compile_in_runtime(archive, pyodide, node)


def _compile_here(archive: Path) -> dict[str, bytes]:
    """Compile *archive* with this Python; ``-P`` keeps a folder ``build`` from hiding a package."""
    command = [sys.executable, "-P", "-m", "pyodide_cli", "py-compile", "--silent"]
    return _compile([*command, "--compression-level", "0"], archive)


def _compile_in_runtime(archive: Path, pyodide: Path, node: Path) -> dict[str, bytes]:
    script, compiler = HERE / "compile_sources.mjs", HERE / "compile_sources.py"
    return _compile([node, script, pyodide, compiler], archive)


def _compile(command: Sequence[str | Path], archive: Path) -> dict[str, bytes]:
    """Let *command* replace the sources in *archive* by bytecode, and return its files.

    The hash seed is fixed because the order of a set must not show in the bytecode.
    """
    done = subprocess.run(  # noqa: S603 - our own command
        [*map(str, command), str(archive)],
        env={**os.environ, "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"the sources do not compile: {done.stderr.strip() or done.stdout}")
    return read_archive(archive)


def _with_hashes(compiled: Mapping[str, bytes], sources: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return *compiled* with a hash of the source, instead of a time, in the bytecode's headers.

    A header is 16 bytes: magic number, flags, then time and size, or a hash (PEP 552).
    """
    hashed = dict(compiled)
    for name, source in sources.items():
        if name.endswith(".py"):
            bytecode = compiled[name + "c"]
            header = bytecode[:4] + UNCHECKED_HASH + source_hash(source)
            hashed[name + "c"] = header + bytecode[16:]
    return hashed


def read_archive(path: Path) -> dict[str, bytes]:
    """Return the files of a zip archive: each name with its bytes."""
    with zipfile.ZipFile(path) as archive:
        names: Iterable[str] = archive.namelist()
        return {name: archive.read(name) for name in names if not name.endswith("/")}


def write_archive(path: Path, files: Mapping[str, bytes], level: int = 9) -> None:
    """Write *files* to a zip archive: sorted, with fixed times and rights; level 0 only stores.

    The files are compressed here because many hosts do not compress a ``.zip`` when they send it.
    """
    kind = zipfile.ZIP_DEFLATED if level else zipfile.ZIP_STORED
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, FIXED_TIME)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name], compress_type=kind, compresslevel=level or None)
