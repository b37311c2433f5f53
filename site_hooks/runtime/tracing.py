"""Finds out what the runtime imports, by asking it at build time whatever a page may ask.

The library is loaded in layers. Each is an archive that holds what its entry point needs and no
earlier layer has. So the plan has a step for each layer: ``{"file": …, "module": module,
"imports": [module, …], "samples": [{"call": …, "payload": …}, …]}``. ``trace_runtime.mjs`` starts
the runtime in Node and adds the layers; ``exercise.py`` carries the steps out in it.
"""

import ast
import base64
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from site_hooks.runtime.archive import CORE_NAME

__all__ = ["Layer", "Step", "Trace", "plan_exercise", "trace_runtime"]

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Layer:
    """An archive of the library, and the entry point of the core that needs it."""

    file: str
    module: str
    packages: tuple[str, ...] = ()
    """Packages with modules in this layer whose ``__init__`` is in an earlier one."""


@dataclass(frozen=True)
class Step:
    """What the exercise of one layer showed: all files imported so far, and the replies."""

    files: frozenset[str]
    replies: tuple[str, ...]


@dataclass(frozen=True)
class Trace:
    """What one run of the whole exercise showed: versions, and a step for each layer."""

    pyodide: str
    python: str
    magic: bytes
    steps: tuple[Step, ...]


def plan_exercise(sources: Mapping[str, bytes], exercise: Path) -> list[dict[str, Any]]:
    """Return the plan: what *exercise* lists for each layer, and all imports of its entry point.

    That includes imports inside functions that no sample may call. Modules of the core that no
    entry point can reach, such as the command line, are not in the plan and so not in the site.
    """
    listed = json.loads(exercise.read_text(encoding="utf-8"))
    return [
        {
            "file": layer["file"],
            "module": layer["module"],
            "imports": sorted({*layer["always_kept"], *_imports_behind(layer["module"], sources)}),
            "samples": _fill(layer["samples"], listed["parts"]),
        }
        for layer in listed["layers"]
    ]


def _fill(value: object, parts: Mapping[str, object]) -> object:
    """Return *value* with each text ``@name`` replaced by that part.

    ``@file name`` is replaced by the part as a file: its JSON in UTF-8, in base64. ``@answer call
    key`` stays, because only the runtime knows the answer to an earlier sample.
    """
    if isinstance(value, dict):
        return {key: _fill(inner, parts) for key, inner in value.items()}
    if isinstance(value, list):
        return [_fill(inner, parts) for inner in value]
    if not isinstance(value, str) or value.startswith("@answer"):
        return value
    if value.startswith("@file "):
        content = json.dumps(parts[value.removeprefix("@file ")])
        return base64.b64encode(content.encode()).decode()
    return parts[value.removeprefix("@")] if value.startswith("@") else value


def _imports_behind(module: str, sources: Mapping[str, bytes]) -> set[str]:
    """Return *module* and all modules that the core may import because of it."""
    imported: set[str] = set()
    waiting = [module]
    while waiting:
        module = waiting.pop()
        path = module.replace(".", "/")
        name = next((n for n in (f"{path}.py", f"{path}/__init__.py") if n in sources), None)
        in_core = module.partition(".")[0] == CORE_NAME
        if module in imported or (name is None and (in_core or not _is_in_library(module))):
            continue
        imported.add(module)
        if in_core and name is not None:
            waiting += _imports_in(ast.parse(sources[name], name))
    return imported


def _is_in_library(module: str) -> bool:
    return module.partition(".")[0] in sys.stdlib_module_names


def _imports_in(node: ast.AST) -> Iterator[str]:
    """Yield the module of each import, and each imported name that may be a module of the core.

    Imports for type checkers are left out, because they never happen in the browser.
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


def trace_runtime(
    library: Path,
    plan: Sequence[Mapping[str, Any]],
    layers: Sequence[Layer] = (),
    *,
    pyodide: Path,
    node: Path,
) -> Trace:
    """Run *plan* in the runtime on the archive *library* and return what happened.

    For a library that is cut, *layers* are all its layers: *library* is the archive of the first,
    the others lie beside it, and each is added right before its step. For a whole one it is empty.

    Raises:
        RuntimeError: the runtime did not start, or the exercise failed; its own words follow.
    """
    steps = [
        {"step": step, "layer": asdict(layers[number]) if number and layers else None}
        for number, step in enumerate(plan)
    ]
    with tempfile.TemporaryDirectory() as folder:
        plan_path, report_path = Path(folder, "plan.json"), Path(folder, "report.json")
        plan_path.write_text(json.dumps(steps), encoding="utf-8")
        command = [node, HERE / "trace_runtime.mjs", pyodide, library, HERE / "exercise.py"]
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
        steps=tuple(
            Step(frozenset(step["modules"].values()), tuple(step["replies"]))
            for step in report["steps"]
        ),
    )
