"""The runtime as the build puts it into the site, made for a small core of the test's own."""

import _imp
import importlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from site_hooks.runtime import archive
from site_hooks.runtime import build as runtime

ROOT = Path(__file__).parents[3]
PYODIDE = ROOT / "node_modules" / "pyodide"
NODE = Path(sys.executable).with_name("node")
OTHER_PYTHONS = sorted(ROOT.glob(".venv-3.*/bin/python"))
#: The magic number of CPython 3.13, which Pyodide 0.29 is.
MAGIC = (3571).to_bytes(2, "little") + b"\r\n"

BUILD = """
import sys
from pathlib import Path
from site_hooks.runtime.build import build_runtime
target, core, wording, pyodide, node, cache = map(Path, sys.argv[1:])
build_runtime(target, core=core, wording=wording, pyodide=pyodide, node=node, cache=cache)
"""

DISPATCH = '''
"""What both entry points share."""

import json


def answer(calls, name, payload):
    try:
        return json.dumps({"ok": calls[name](json.loads(payload))})
    except Exception as error:
        return json.dumps({"error": {"name": type(error).__name__, "message": str(error)}})
'''

WEB = '''
"""An entry point with one call, which imports what it needs late."""

from pat_core.browser.dispatch import answer

CALLS = {"week": lambda payload: _week(payload)}


def answer_call(name, payload):
    return answer(CALLS, name, payload)


def _week(payload):
    import calendar

    return {"number": calendar.weekday(*payload["day"])}
'''

WEB_MORE = '''
"""An entry point of a second layer."""

from pat_core.browser.dispatch import answer

CALLS = {"hue": lambda payload: _hue(payload)}


def answer_call(name, payload):
    return answer(CALLS, name, payload)


def _hue(payload):
    import colorsys

    return {"hue": colorsys.rgb_to_hsv(payload["red"], 1, 0)}
'''

EXERCISE: dict[str, Any] = {
    "parts": {"a day": [2003, 11, 5]},
    "layers": [
        {
            "file": "library.zip",
            "module": "pat_core.browser.person",
            "always_kept": {"traceback": "a reason"},
            "samples": [{"call": "week", "payload": {"day": "@a day"}}],
        },
        {
            "file": "more.zip",
            "module": "pat_core.browser.more",
            "always_kept": {"encodings.cp037": "goes on with a package of the first layer"},
            "samples": [{"call": "hue", "payload": {"red": "@answer week number"}}],
        },
    ],
}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Return what ``build_runtime`` takes, with a core, a wording and an exercise of our own."""
    folder = tmp_path_factory.mktemp("small")
    core = folder / "pat_core"
    (core / "instrument" / "data" / "checklists").mkdir(parents=True)
    (core / "__init__.py").write_text('"""A small core."""\n')
    (core / "browser").mkdir()
    modules = {"__init__": "", "dispatch": DISPATCH, "person": WEB, "more": WEB_MORE}
    for name, text in modules.items():
        (core / "browser" / f"{name}.py").write_text(text)
    (core / "cli.py").write_text("import argparse\n")
    (core / "instrument" / "data" / "instrument.toml").write_text("pages = 1\n")
    (core / "instrument" / "data" / "wording-en.toml").write_text('title = "English"\n')
    for name in ("sources", "guided-path", "checklists/obstacles"):
        (core / "instrument" / "data" / f"{name}.toml").write_text('title = "Only for the build"\n')
    (folder / "other.toml").write_text('title = "Cymraeg"\n')
    (folder / "exercise.json").write_text(json.dumps(EXERCISE))
    return {
        "core": core,
        "wording": folder / "other.toml",
        "exercise": folder / "exercise.json",
        "pyodide": PYODIDE,
        "node": NODE,
    }


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def built(small, cache, tmp_path_factory):
    target = tmp_path_factory.mktemp("built")
    return target, runtime.build_runtime(target, cache=cache, **small)


@pytest.fixture(scope="module")
def library(built):
    return archive.read_archive(built[0] / "library.zip")


@pytest.fixture(scope="module")
def more(built):
    return archive.read_archive(built[0] / "more.zip")


def test_two_builds_are_alike(built, small, tmp_path):
    """A second build, without the first one's cache, writes the same bytes."""
    again = tmp_path / "again"
    made = runtime.build_runtime(again, cache=tmp_path / "cache", **small)
    assert made == built[1]
    names = sorted(path.name for path in built[0].iterdir())
    assert names == sorted(path.name for path in again.iterdir())
    for name in names:
        assert (built[0] / name).read_bytes() == (again / name).read_bytes(), name


def test_the_folder_holds_what_the_worker_asks_for(built):
    """The names in the site are those that ``protocol.js`` or ``lock.js`` lists."""
    listed = (ROOT / "docs/assets/app/python/protocol.js").read_text(encoding="utf-8")
    listed += (built[0] / "lock.js").read_text(encoding="utf-8")
    found = {path.name for path in built[0].iterdir()} - {"LICENCES.txt"}
    assert len(found) == 6
    assert {name for name in found if f'"{name}"' in listed} == found


def test_lock_lists_the_layers_in_their_order(built):
    """Each with its entry point, and the packages of which an earlier one holds the beginning."""
    lock = (built[0] / "lock.js").read_text(encoding="utf-8")
    listed = re.search(r"LAYERS = (.*);", lock)
    assert listed
    assert json.loads(listed[1]) == [
        {"file": "library.zip", "module": "pat_core.browser.person", "packages": []},
        {
            "file": "more.zip",
            "module": "pat_core.browser.more",
            "packages": ["encodings", "pat_core", "pat_core.browser"],
        },
    ]


def test_the_versions_are_those_of_the_npm_package(built):
    """The number that a page may print is the pinned one."""
    package = json.loads((PYODIDE / "package.json").read_text(encoding="utf-8"))
    assert built[1].pyodide == package["version"]
    assert f'PYODIDE = "{package["version"]}"' in (built[0] / "lock.js").read_text()
    assert package["version"] in (built[0] / "LICENCES.txt").read_text(encoding="utf-8")


def test_copies_point_to_no_file_that_is_not_there(built):
    """A browser's tools would ask the host for a source map otherwise."""
    for path in built[0].glob("*.js"):
        assert b"sourceMappingURL" not in path.read_bytes(), path.name


def test_the_licences_travel(built):
    text = (built[0] / "LICENCES.txt").read_text(encoding="utf-8")
    assert "Mozilla Public License Version 2.0" in text
    assert "PYTHON SOFTWARE FOUNDATION LICENSE" in text
    assert "BSD 2-Clause License" in text
    assert "The MIT License" in text
    assert f"XlsxWriter {version('XlsxWriter')}, by John McNamara" in text


def test_bytecode_fits_the_runtime(library, more):
    """Whichever Python built it, the magic number of each file is the runtime's."""
    bytecode = [content for name, content in {**library, **more}.items() if name.endswith(".pyc")]
    assert len(bytecode) > 50
    assert {content[:4] for content in bytecode} == {MAGIC}


def test_bytecode_holds_the_hash_of_its_source_and_no_time(library):
    """Flags 1 mean: a hash of the source, not to be checked (PEP 552)."""
    sources = archive.read_archive(PYODIDE / "python_stdlib.zip")
    # `importlib.util.source_hash` would take the magic number of this Python.
    key = int.from_bytes(MAGIC, "little")
    for name, content in library.items():
        if name.endswith(".pyc"):
            assert content[4:8] == b"\x01\0\0\0", name
        if name.removesuffix("c") in sources:
            assert content[8:16] == _imp.source_hash(key, sources[name.removesuffix("c")])


def test_no_source_is_in_the_archive(library):
    kinds = {Path(name).suffix for name in library}
    assert kinds == {".pyc", ".toml"}


def test_the_archive_is_sorted_and_without_times(built):
    with zipfile.ZipFile(built[0] / "library.zip") as packed:
        entries = packed.infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_what_is_needed_is_there_and_the_rest_is_not(library):
    """Also what is imported late, or listed by hand; neither the command line nor tests."""
    needed = {"pat_core/browser/person.pyc", "calendar.pyc", "traceback.pyc", "encodings/utf_8.pyc"}
    assert needed <= set(library)
    needless = {"pat_core/cli/main.pyc", "argparse.pyc", "unittest/__init__.pyc", "turtle.pyc"}
    assert not needless & set(library)


def test_a_later_layer_holds_what_is_new_and_no_more(library, more):
    """What its entry point needs beyond the first layer, with late imports and those listed."""
    needed = {"pat_core/browser/more.pyc", "colorsys.pyc", "encodings/cp037.pyc"}
    assert set(more) == needed
    assert not needed & set(library)


def test_no_page_for_one_person_pays_for_groups(bundle):
    """The site's first layer has nothing of groups, the second nothing of workbooks."""
    held = {
        path.name: set(archive.read_archive(path)) for path in (bundle / "runtime").glob("*.zip")
    }
    assert held.keys() == {"library.zip", "group.zip", "workbook.zip"}
    assert len(set().union(*held.values())) == sum(map(len, held.values()))
    assert not {name for name in held["library.zip"] if re.match("pat_core.*group|xlsx", name)}
    assert not {name for name in held["group.zip"] if re.search("workbook|xlsx", name)}
    assert "xlsxwriter/workbook.pyc" in held["workbook.zip"]


def test_only_the_chosen_wording_is_there(library):
    """Of the data the browser gets facts and wording; the rest is in the pages already."""
    assert b"Cymraeg" in library["pat_core/instrument/data/wording.toml"]
    data = {name for name in library if name.endswith(".toml")}
    assert data == {
        "pat_core/instrument/data/instrument.toml",
        "pat_core/instrument/data/wording.toml",
    }


def test_no_path_of_this_machine_is_in_an_archive(library, more, small):
    for name, content in {**library, **more}.items():
        assert str(ROOT).encode() not in content, name
        assert str(small["core"].parent).encode() not in content, name


def test_the_cache_keeps_only_the_newest(tmp_path):
    """A developer's folder must not fill up with every state of the sources."""
    for number in range(9):
        path = tmp_path / f"library-{number}"
        path.mkdir()
        (path / "library.zip").write_bytes(b"")
        os.utime(path, (number, number))
    runtime._forget_old(tmp_path)
    kept = {f"library-{number}" for number in range(3, 9)}
    assert {path.name for path in tmp_path.iterdir()} == kept


def test_page_entry_points_and_exercise_know_the_same_calls():
    """The closed lists stand in three places: where they are answered, asked and tried out."""
    protocol = (ROOT / "docs/assets/app/python/protocol.js").read_text(encoding="utf-8")
    lists = re.findall(r'"(pat_core\.[\w.]+)": \[(.*?)\]', protocol, re.DOTALL)
    asked = [(module, set(re.findall(r'"(\w+)"', calls))) for module, calls in lists]
    exercise = json.loads((ROOT / "site_hooks/runtime/exercise.json").read_text(encoding="utf-8"))
    tried = [
        (layer["module"], {sample["call"] for sample in layer["samples"]})
        for layer in exercise["layers"]
    ]
    answered = [(module, set(importlib.import_module(module).CALLS)) for module, _ in tried]
    assert asked == tried == answered
    names = [name for _, calls in answered for name in calls]
    assert len(names) == len(set(names)), "a call has one entry point"


def _headers(folder: Path) -> dict[str, bytes]:
    """Return, for each file in the archives, its header if it is bytecode, else its content."""
    return {
        f"{path.name} {name}": content[:16] if name.endswith(".pyc") else content
        for path in folder.glob("*.zip")
        for name, content in archive.read_archive(path).items()
    }


@pytest.mark.parametrize("python", OTHER_PYTHONS, ids=lambda path: path.parts[-3])
def test_every_python_builds_the_same_library(python, bundle, tmp_path):
    """Each Python that is here packs the site's modules, from the same sources, for the runtime.

    Each build has compared what its archives reply to the exercise with what the sources reply.
    """
    data = ROOT / "pat_core" / "instrument" / "data"
    paths = [tmp_path / "made", ROOT / "pat_core", data / "wording.toml", PYODIDE, NODE]
    subprocess.run(
        [python, "-c", BUILD, *paths, tmp_path / "cache"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
    )
    assert _headers(tmp_path / "made") == _headers(bundle / "runtime")


@pytest.mark.parametrize(
    "magic",
    [
        pytest.param(
            importlib.util.MAGIC_NUMBER,
            id="this Python",
            marks=pytest.mark.skipif(
                importlib.util.MAGIC_NUMBER != MAGIC,
                reason="this Python is another version than the runtime's",
            ),
        ),
        pytest.param(b"another", id="the runtime"),
    ],
)
def test_source_that_does_not_compile_stops_the_build(magic):
    """Whether this Python compiles or the runtime does, the file and the fault are named."""
    with pytest.raises(RuntimeError, match=r"(?s)do not compile.*wrong\.py.*SyntaxError"):
        archive.compile_sources({"wrong.py": b"1 +\n"}, magic, pyodide=PYODIDE, node=NODE)


def test_bytecode_for_another_python_stops_the_build(small, tmp_path, monkeypatch):
    """The runtime cannot import it, so the exercise fails."""

    def compile_wrongly(sources, magic, **tools):
        compiled = archive.compile_sources(sources, magic, **tools)
        return {
            name: b"\0\0\r\n" + content[4:] if name.endswith(".pyc") else content
            for name, content in compiled.items()
        }

    monkeypatch.setattr(runtime, "compile_sources", compile_wrongly)
    with pytest.raises(RuntimeError, match="could not do the exercise"):
        runtime.build_runtime(tmp_path / "site", cache=tmp_path / "cache", **small)
    assert not list((tmp_path / "cache").iterdir())


def test_a_layer_that_does_not_work_stops_the_build(small, tmp_path, monkeypatch):
    """The finished archives do the exercise again, added one after the other as in a browser."""
    monkeypatch.setattr(runtime, "_continued", lambda needed: ())
    with pytest.raises(RuntimeError, match="No module named"):
        runtime.build_runtime(tmp_path / "site", cache=tmp_path / "cache", **small)
    assert not list((tmp_path / "cache").iterdir())


def test_a_call_without_a_good_sample_stops_the_build(small, tmp_path):
    """Whoever adds a call must say what a page asks of it, or its imports would go unseen."""
    exercise = tmp_path / "exercise.json"
    first, second = EXERCISE["layers"]
    layers = [first, {**second, "samples": [{"call": "hue", "payload": {"red": "?"}}]}]
    exercise.write_text(json.dumps({**EXERCISE, "layers": layers}))
    with pytest.raises(RuntimeError, match="no sample that is answered for hue"):
        runtime.build_runtime(
            tmp_path / "site", cache=tmp_path / "cache", **{**small, "exercise": exercise}
        )


def test_unchanged_sources_are_not_built_again(built, small, cache, tmp_path, monkeypatch):
    """A changed one is: the cache goes by content."""
    monkeypatch.setattr(runtime, "trace_runtime", lambda *_, **__: pytest.fail("built again"))
    made = runtime.build_runtime(tmp_path / "two", cache=cache, **small)
    assert made == built[1]
    for name in ("library.zip", "more.zip"):
        assert (tmp_path / "two" / name).read_bytes() == (built[0] / name).read_bytes()
    core = tmp_path / "pat_core"
    shutil.copytree(small["core"], core)
    (core / "__init__.py").write_text('"""Changed."""\n')
    with pytest.raises(pytest.fail.Exception, match="built again"):
        runtime.build_runtime(tmp_path / "three", cache=cache, **{**small, "core": core})
