"""Finds out what the runtime imports, by running it at build time with all that a page can ask.

The plan says what to do: ``{"imports": [module, …], "door": module, "samples": [{"call": …,
"payload": …}, …]}``. ``trace_runtime.mjs`` starts the runtime in Node, ``exercise.py`` carries the
plan out in it.
"""

import ast
import base64
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from site_hooks.archive import CORE_NAME

__all__ = ["Trace", "plan_exercise", "trace_runtime"]

HERE = Path(__file__).parent
DOOR = f"{CORE_NAME}.web"


@dataclass(frozen=True)
class Trace:
    """What one run of the exercise showed; *files* are those of the archive that it imported."""

    pyodide: str
    python: str
    magic: bytes
    files: frozenset[str]
    replies: tuple[str, ...]


def plan_exercise(sources: Mapping[str, bytes], exercise: Path) -> str:
    """Return the plan as JSON text: what *exercise* lists, and every import behind the door.

    Imports inside functions count too, where perhaps no sample comes by. Modules of the core that
    the door cannot reach, such as the command line, are not in the plan and so not in the site.
    """
    listed = json.loads(exercise.read_text(encoding="utf-8"))
    samples = [
        {**sample, "payload": _fill(sample["payload"], listed["parts"])}
        for sample in listed["samples"]
    ]
    imports = sorted({*listed["always_kept"], *_imports_behind(DOOR, sources)})
    return json.dumps({"imports": imports, "door": DOOR, "samples": samples})


def _fill(value: object, parts: Mapping[str, object]) -> object:
    """Return *value* with each text ``@name`` replaced by that part.

    ``@file name`` is replaced by the part as a file: its JSON in UTF-8, in base64.
    """
    if isinstance(value, dict):
        return {key: _fill(inner, parts) for key, inner in value.items()}
    if not isinstance(value, str):
        return value
    if value.startswith("@file "):
        content = json.dumps(parts[value.removeprefix("@file ")])
        return base64.b64encode(content.encode()).decode()
    return parts[value.removeprefix("@")] if value.startswith("@") else value


def _imports_behind(door: str, sources: Mapping[str, bytes]) -> set[str]:
    """Return the modules, of the core and of Python's library, that *door* can come to import."""
    found: set[str] = set()
    waiting = [door]
    while waiting:
        module = waiting.pop()
        path = module.replace(".", "/")
        name = next((n for n in (f"{path}.py", f"{path}/__init__.py") if n in sources), None)
        in_core = module.partition(".")[0] == CORE_NAME
        if module in found or (name is None and (in_core or not _is_in_library(module))):
            continue
        found.add(module)
        if in_core and name is not None:
            waiting += _imports_in(ast.parse(sources[name], name))
    return found


def _is_in_library(module: str) -> bool:
    return module.partition(".")[0] in sys.stdlib_module_names


def _imports_in(node: ast.AST) -> Iterator[str]:
    """Yield what each import names, and what may be a module under that.

    What is imported for type checkers alone is never imported in the browser.
    """
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
        return
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        yield node.module
        if node.module.partition(".")[0] == CORE_NAME:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
    for child in ast.iter_child_nodes(node):
        yield from _imports_in(child)


def trace_runtime(archive: Path, plan: str, *, pyodide: Path, node: Path) -> Trace:
    """Run *plan* in the runtime on the library *archive* and return what happened.

    Raises:
        RuntimeError: the runtime did not start, or the exercise failed; its own words follow.
    """
    with tempfile.TemporaryDirectory() as folder:
        plan_path, report_path = Path(folder, "plan.json"), Path(folder, "report.json")
        plan_path.write_text(plan, encoding="utf-8")
        command = [node, HERE / "trace_runtime.mjs", pyodide, archive, HERE / "exercise.py"]
        done = subprocess.run(  # noqa: S603 - our own command
            [*map(str, command), str(plan_path), str(report_path)],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0 or not report_path.exists():
            raise RuntimeError(f"the runtime could not do the exercise: {done.stderr.strip()}")
        report = json.loads(report_path.read_text(encoding="utf-8"))
    return Trace(
        pyodide=report["pyodide"],
        python=report["python"],
        magic=bytes.fromhex(report["magic"]),
        files=frozenset(report["modules"].values()),
        replies=tuple(report["replies"]),
    )
