"""Turns Python sources into an archive of bytecode that comes out the same every time.

`pyodide py-compile` (pyodide-build) makes the bytecode; this room gathers what goes in, gives
each file a header that holds no time, and packs. Which modules are needed, and whether the
bytecode fits the runtime, is decided in ``runtime.py``.
"""

import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from importlib.metadata import files as files_of
from importlib.util import source_hash
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

CORE_NAME = "pat_core"

#: Other people's packages that the core may import in the browser; each is pure Python.
PACKAGES = ("XlsxWriter",)

#: PEP 552: bit 0 says that a hash of the source follows, bit 1 (not set) that it must be checked.
UNCHECKED_HASH = (1).to_bytes(4, "little")

#: The earliest time that a zip file can hold.
FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def core_files(core: Path, wording: Path) -> dict[str, Path]:
    """Return the files of the core by their names in the archive.

    Of the wordings only *wording* goes in, as ``wording.toml``, which is the one the core reads;
    of the rest of ``data/`` only the facts, since checklists, sources and the guided path are
    written into the pages when the site is built.
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


def compile_sources(sources: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return *sources* with each ``.py`` file replaced by its bytecode; other files stay."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "sources.zip"
        write_archive(archive, sources, level=0)
        _run_py_compile(archive)
        compiled = read_archive(archive)
    for name, source in sources.items():
        if name.endswith(".py"):
            compiled[name + "c"] = _without_time(compiled[name + "c"], source)
    return compiled


def _run_py_compile(archive: Path) -> None:
    """Replace the sources in *archive* by bytecode, in place.

    The hash seed is fixed since the order of a set must not show in the bytecode; ``-P`` since a
    file of ours called ``build`` must not stand for a package of that name.
    """
    command = [sys.executable, "-P", "-m", "pyodide_cli", "py-compile", "--silent"]
    done = subprocess.run(  # noqa: S603 - our own command
        [*command, "--compression-level", "0", str(archive)],
        env={**os.environ, "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"pyodide py-compile failed: {done.stderr.strip() or done.stdout}")


def _without_time(bytecode: bytes, source: bytes) -> bytes:
    """Return *bytecode* with the hash of *source* in its header instead of a time.

    The header is 16 bytes: magic number, flags, then time and size, or a hash (PEP 552).
    """
    return bytecode[:4] + UNCHECKED_HASH + source_hash(source) + bytecode[16:]


def read_archive(path: Path) -> dict[str, bytes]:
    """Return the files of a zip archive: each name with its bytes."""
    with zipfile.ZipFile(path) as archive:
        names: Iterable[str] = archive.namelist()
        return {name: archive.read(name) for name in names if not name.endswith("/")}


def write_archive(path: Path, files: Mapping[str, bytes], level: int = 9) -> None:
    """Write *files* to a zip archive: sorted, with fixed times and rights; level 0 only stores.

    Deflated within, since many hosts do not compress a ``.zip`` on its way.
    """
    kind = zipfile.ZIP_DEFLATED if level else zipfile.ZIP_STORED
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, FIXED_TIME)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name], compress_type=kind, compresslevel=level or None)
