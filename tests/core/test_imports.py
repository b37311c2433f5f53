"""Who may call whom: a look at every import of the core."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import pat_core

CORE = Path(pat_core.__file__).parent
FLOORS = (
    *("errors", "documents", "text", "model", "modes"),
    *("instrument", "scoring", "files"),
    *("group.statistics", "group.round", "group.disclosure"),
    *("group.intake", "group.document", "group.desk"),
    *("drawing", "reports", "reports.person"),
    *("reports.group.sections", "reports.group.tables", "reports.group"),
    *("browser", "cli", "__main__"),
)
"""The rooms and the modules of the root, bottom to top: each may import those before it."""
ENTRY_POINTS = {"browser", "cli", "__main__"}
RULES = set(FLOORS[: FLOORS.index("drawing")])
# What reads a clock, chance, the network or the machine.
OUTSIDE = {"os", "sys", "pathlib", "time", "random", "secrets", "uuid", "socket", "urllib", "http"}
OUTSIDE |= {"subprocess", "threading", "asyncio", "multiprocessing", "locale", "tempfile", "shutil"}
# The one package of other people, and the one module that may import it.
THIRD_PARTY = {"pat_core.reports.group.tables.workbook": "xlsxwriter"}


def _modules() -> dict[str, Path]:
    """Return the modules of the core, rooms left out, by their full name."""
    found = {
        ".".join(("pat_core", *path.relative_to(CORE).with_suffix("").parts)): path
        for path in sorted(CORE.rglob("*.py"))
        if path.name != "__init__.py"
    }
    if not found and sys.platform == "emscripten":
        pytest.skip("the core is here as bytecode only")
    return found


def _floor(module: str) -> str:
    """Return the room that a module is in; one of the root is a floor of its own."""
    _, *room, name = module.split(".")
    return ".".join(room) or name


def _imports(path: Path) -> Iterator[tuple[str, str]]:
    """Yield every import of a file, inner ones too, as module and name ("" for the whole)."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written out in full"
            yield from ((node.module or "", alias.name) for alias in node.names)


def _core_imports(path: Path) -> set[str]:
    """Return the modules of the core that a file imports, by either spelling."""
    modules = _modules()
    pairs = [(module, f"{module}.{name}") for module, name in _imports(path)]
    return {each for pair in pairs for each in pair if each in modules}


def test_every_room_is_a_floor_and_says_what_it_holds() -> None:
    """A new folder must be given its place; one that is empty would pass every other test here."""
    assert {_floor(name) for name in _modules()} == set(FLOORS)
    for folder in {path.parent for path in _modules().values()}:
        text = (folder / "__init__.py").read_text(encoding="utf-8")
        assert len(ast.get_docstring(ast.parse(text)) or "") > 40, folder


def test_no_import_runs_upward() -> None:
    """A module imports its own room and the rooms below, never one above."""
    for name, path in _modules().items():
        for other in _core_imports(path):
            below = FLOORS.index(_floor(other)) <= FLOORS.index(_floor(name))
            assert below, f"{name} imports {other}"


def test_there_is_no_circle() -> None:
    """Within a room too, modules can be put in an order in which each imports only earlier ones."""
    waiting = {name: _core_imports(path) for name, path in _modules().items()}
    while waiting:
        ready = {name for name, imported in waiting.items() if not imported & waiting.keys()}
        assert ready, f"a circle of imports: {sorted(waiting)}"
        waiting = {name: each for name, each in waiting.items() if name not in ready}


def test_shapes_of_documents_cost_nothing() -> None:
    """What only type checkers need is imported for them alone, so no browser loads it."""
    for name, path in _modules().items():
        if _floor(name) == "documents":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        blocks = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        ]
        for_types = {node for block in blocks for node in ast.walk(block)}
        for node in ast.walk(tree):
            module = node.module if isinstance(node, ast.ImportFrom) else ""
            if (module or "").startswith("pat_core.documents"):
                assert node in for_types, name


def test_only_the_standard_library_is_imported() -> None:
    """No third party but one, no ``js``, no ``pyodide``: the same code runs everywhere."""
    for name, path in _modules().items():
        allowed = {"pat_core", THIRD_PARTY.get(name)}
        for module, _ in _imports(path):
            top = module.split(".")[0]
            assert top in allowed or top in sys.stdlib_module_names, f"{name}: {module}"


def test_entry_points_do_not_know_each_other() -> None:
    """The browser's calls and the command line share rules, not code of their own."""
    for name, path in _modules().items():
        if _floor(name) in {"browser", "cli"}:
            others = {_floor(each) for each in _core_imports(path)} & ENTRY_POINTS
            assert others <= {_floor(name)}, name


def test_drawing_and_reports_compute_no_score() -> None:
    """Pictures and tables get their figures worked out; drawing may ask in which band one lies."""
    for name, path in _modules().items():
        if not name.startswith(("pat_core.drawing", "pat_core.reports")):
            continue
        found = {each for module, each in _imports(path) if module == "pat_core.scoring.principles"}
        allowed = {"band_for"} if name.startswith("pat_core.drawing") else set()
        assert found <= allowed, name
        assert ("pat_core.scoring", "principles") not in _imports(path), name


def test_rules_get_the_instrument_as_an_argument() -> None:
    """Only what loads the instrument for a reader imports the module that builds it."""
    for name, path in _modules().items():
        if _floor(name) in RULES - {"instrument"}:
            assert "pat_core.instrument.catalogue" not in _core_imports(path), name


def test_only_entry_points_touch_the_machine() -> None:
    """Elsewhere no clock, no chance, no network, no file: all of it comes in as arguments."""
    for name, path in _modules().items():
        tops = {module.split(".")[0] for module, _ in _imports(path)}
        if _floor(name) not in ENTRY_POINTS:
            assert not tops & OUTSIDE, name
            assert not _calls(path) & {"open", "now", "today", "utcnow", "input", "print"}, name


def test_no_module_is_too_long() -> None:
    """A module stays within what one can take in, and so does a function."""
    for name, path in _modules().items():
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 350, name
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 40, f"{name}.{node.name}"


def _calls(path: Path) -> set[str]:
    """Return the last name of everything that a file calls."""
    calls = [
        node.func
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]
    return {
        func.attr if isinstance(func, ast.Attribute) else func.id
        for func in calls
        if isinstance(func, ast.Attribute | ast.Name)
    }
