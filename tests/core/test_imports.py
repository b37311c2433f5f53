"""Who may call whom: a look at every import of the core."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import pat_core

CORE = Path(pat_core.__file__).parent
WEB_DOORS = {"pat_core.web", "pat_core.web_group", "pat_core.web_workbook"}
COMMAND_LINE = {
    f"pat_core.{name}"
    for name in (
        *("cli", "cli_commands", "cli_combine", "cli_run", "cli_streams"),
        *("inputs", "outputs", "stopping"),
    )
}
DOORS = {*COMMAND_LINE, "pat_core.__main__", *WEB_DOORS}
RULES = {
    f"pat_core.{name}"
    for name in (
        *("errors", "model", "toml_section", "catalogue", "scoring", "profile"),
        *("strict_json", "result_entries", "result_file", "result_code", "sheet", "agreement"),
        *("checklists", "sources", "guided_path", "typology", "questions"),
        *("json_fault", "visible", "cell_text", "nesting", "clean_text", "written_json"),
        "containers",
    )
}
# What reads a clock, chance, the network or the machine.
OUTSIDE = {"os", "sys", "pathlib", "time", "random", "secrets", "uuid", "socket", "urllib", "http"}
OUTSIDE |= {"subprocess", "threading", "asyncio", "multiprocessing", "locale", "tempfile", "shutil"}
ROOMS = ["", "drawing", "group", "reports"]
# The one package of other people, and the one module that may import it.
THIRD_PARTY = {"pat_core.reports.group_workbook": "xlsxwriter"}


def _modules(room: str = "") -> dict[str, Path]:
    """Return the modules in one folder of the core, by their full name."""
    found = {}
    for path in sorted((CORE / room).glob("*.py")):
        parts = ("pat_core", *(path.relative_to(CORE).with_suffix("").parts))
        found[".".join(part for part in parts if part != "__init__")] = path
    if not found and sys.platform == "emscripten":
        pytest.skip("the core is here as bytecode only")
    return found


def _all_modules() -> dict[str, Path]:
    return {name: path for room in ROOMS for name, path in _modules(room).items()}


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
    modules = _all_modules()
    pairs = [(module, f"{module}.{name}") for module, name in _imports(path)]
    return {each for pair in pairs for each in pair if each in modules and each != "pat_core"}


@pytest.mark.parametrize("room", ROOMS)
def test_no_room_is_empty(room: str) -> None:
    """A folder without modules would pass every other test here, so it fails this one."""
    assert len(_modules(room)) >= 2


def test_no_room_is_forgotten() -> None:
    """Every folder with modules is one that these tests look into."""
    _modules()
    folders = {path.parent.relative_to(CORE).as_posix() for path in CORE.rglob("*.py")}
    assert folders == {room or "." for room in ROOMS}


def test_only_the_standard_library_is_imported() -> None:
    """No third party but one, no ``js``, no ``pyodide``: the same code runs everywhere."""
    for name, path in _all_modules().items():
        allowed = {"pat_core", THIRD_PARTY.get(name)}
        for module, _ in _imports(path):
            top = module.split(".")[0]
            assert top in allowed or top in sys.stdlib_module_names, f"{name}: {module}"


def test_nothing_imports_a_door() -> None:
    """Only the program's start opens the command line, and only that reads the files."""
    allowed = {
        ("pat_core.__main__", "pat_core.cli"),
        ("pat_core.cli", "pat_core.cli_commands"),
        ("pat_core.cli", "pat_core.stopping"),
    }
    commands = {"pat_core.cli_commands", "pat_core.cli_combine"}
    helpers = COMMAND_LINE - commands - {"pat_core.cli"}
    allowed |= {("pat_core.cli_commands", "pat_core.cli_combine")}
    allowed |= {(name, helper) for name in commands for helper in helpers}
    allowed |= {
        ("pat_core.cli_run", "pat_core.inputs"),
        ("pat_core.cli_streams", "pat_core.stopping"),
        ("pat_core.inputs", "pat_core.stopping"),
        ("pat_core.outputs", "pat_core.cli_streams"),
        ("pat_core.outputs", "pat_core.stopping"),
    }
    for name, path in _all_modules().items():
        for module in _core_imports(path) & DOORS:
            assert (name, module) in allowed, f"{name} imports {module}"


def test_drawing_and_reports_compute_no_score() -> None:
    """Pictures and tables get their figures worked out; drawing may ask in which band one lies."""
    modules = {**_modules("drawing"), **_modules("reports")}
    for name, path in modules.items():
        found = {each for module, each in _imports(path) if module == "pat_core.scoring"}
        allowed = {"band_for"} if name.startswith("pat_core.drawing") else set()
        assert found <= allowed, name
        assert not any(pair == ("pat_core", "scoring") for pair in _imports(path)), name


def test_rules_know_nothing_of_what_is_made_of_them() -> None:
    """Rules import rules, the model and the errors, and take the instrument as an argument.

    Those on a group stand on those on a person, never the other way round.
    """
    modules = _all_modules()
    assert modules.keys() >= RULES
    group = set(_modules("group"))
    for name in RULES | group:
        allowed = RULES | group if name in group else RULES
        assert _core_imports(modules[name]) <= allowed, name
        if name != "pat_core.catalogue":
            assert "pat_core.catalogue" not in _core_imports(modules[name]), name


def test_drawing_does_not_know_reports() -> None:
    """Reports hold pictures, never the other way round."""
    for name, path in _modules("drawing").items():
        assert not any(each.startswith("pat_core.reports") for each in _core_imports(path)), name


def test_only_doors_touch_the_machine() -> None:
    """Elsewhere no clock, no chance, no network, no file: all of it comes in as arguments."""
    for name, path in _all_modules().items():
        tops = {module.split(".")[0] for module, _ in _imports(path)}
        if name not in DOORS:
            assert not tops & OUTSIDE, name
            assert not _calls(path) & {"open", "now", "today", "utcnow", "input", "print"}, name


def test_no_module_is_too_long() -> None:
    """A module stays within what one can take in, and so does a function."""
    for name, path in _all_modules().items():
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
