"""Runs inside the runtime at build time: compiles an archive of Python sources.

``compile_sources.mjs`` reads it as text, so it relies on no file beside it.
"""

import py_compile
import tempfile
import zipfile
from pathlib import Path

#: The header holds a hash of the source, which is never checked, and no time.
HASH = py_compile.PycInvalidationMode.UNCHECKED_HASH


def compile_archive(archive: str) -> None:
    """Replace each ``.py`` file in the zip file *archive* by its bytecode, in place.

    Raises:
        py_compile.PyCompileError: a file is not valid Python.
    """
    compiled = {}
    with zipfile.ZipFile(archive) as sources, tempfile.TemporaryDirectory() as folder:
        source_path, bytecode_path = Path(folder, "source.py"), Path(folder, "source.pyc")
        for name in sources.namelist():
            compiled[name] = sources.read(name)
            if name.endswith(".py"):
                source_path.write_bytes(compiled.pop(name))
                py_compile.compile(
                    str(source_path), str(bytecode_path), name, doraise=True, invalidation_mode=HASH
                )
                compiled[name + "c"] = bytecode_path.read_bytes()
    with zipfile.ZipFile(archive, "w") as target:
        for name, content in compiled.items():
            target.writestr(name, content)
