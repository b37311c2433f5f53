"""The fuzzing engines themselves: a planted fault is found, made small, kept and reported."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis.database import DirectoryBasedExampleDatabase

from tests.core.samples import ROOT
from tools.fuzz import engines
from tools.fuzz import search as fuzz_search
from tools.fuzz.search import search
from tools.fuzz.targets import Target

PLANTED = """
import sys
from pathlib import Path
from tools.fuzz.targets import Target
from tools.fuzz.with_atheris import start

def break_on_nan(case):
    if b"NaN" in case:
        raise KeyError("NaN")
    return True

start(Target("json", break_on_nan, 1), 20_000, 1, Path(sys.argv[1]))
"""


def _break_on_nan(case: bytes) -> bool:
    if b"NaN" in case:
        raise KeyError("NaN")
    return True


BROKEN = Target("json", _break_on_nan, 100)


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_planted_fault_is_found_made_small_and_kept(tmp_path: Path) -> None:
    """What is kept is hardly more than what breaks, under a name of its own."""
    report = search(BROKEN, 2_000, 1, tmp_path)
    assert report.cause == "KeyError: 'NaN'"
    assert 1 < report.cases < 2_000
    (kept,) = (tmp_path / "json").iterdir()
    assert str(kept) == report.kept
    assert b"NaN" in kept.read_bytes()
    assert len(kept.read_bytes()) < 20


def test_fault_inside_a_good_file_is_made_small(tmp_path: Path) -> None:
    """Of a whole result nothing is left but the shortest one, with the value that breaks."""

    def break_inside_a_result(case: bytes) -> bool:
        return b'"responses"' not in case or _break_on_nan(case)

    report = search(Target("result", break_inside_a_result, 1), 2_000, 1, tmp_path)
    assert report.cause == "KeyError: 'NaN'"
    assert len(Path(report.kept).read_bytes()) < 130


def test_kept_case_is_tried_from_then_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A search of a single case finds it again, before it makes any of its own."""
    monkeypatch.setattr(fuzz_search, "KEPT", tmp_path)
    first = search(BROKEN, 2_000, 1, tmp_path)
    again = search(BROKEN, 1, 2, tmp_path)
    assert (again.cases, again.cause, again.kept) == (1, first.cause, first.kept)


def test_run_can_be_made_again(tmp_path: Path) -> None:
    """The same seed gives the same cases, another seed gives others."""
    tried: list[list[bytes]] = []
    for seed in (5, 5, 6):
        cases: list[bytes] = []
        watched = Target("code", lambda case, cases=cases: bool(cases.append(case)), 100)  # type: ignore[misc]
        report = search(watched, 50, seed, tmp_path)
        assert report == (len(cases), 0, "", "")
        tried.append(cases)
    assert tried[0] == tried[1] != tried[2]


@pytest.mark.needs_process
def test_planted_fault_is_found_by_atheris(tmp_path: Path) -> None:
    """It ends its process with a report, and Hypothesis replays the case and makes it small."""
    if importlib.util.find_spec("atheris") is None:
        pytest.skip("atheris is not here")
    script, database = tmp_path / "planted.py", tmp_path / "database"
    script.write_text(PLANTED, encoding="utf-8")
    done = _run(str(script), str(database))
    _, _, cause, _ = json.loads(done.stdout.splitlines()[-1])
    assert cause == "KeyError: 'NaN'"
    report = search(BROKEN, 1, 1, tmp_path, DirectoryBasedExampleDatabase(database))
    assert report.cause == cause
    assert len(Path(report.kept).read_bytes()) < 20


@pytest.mark.needs_process
def test_run_reports_what_it_tried(tmp_path: Path) -> None:
    """Each target and engine has a line with its number of cases; the seed is printed."""
    options = ["--cases", "400", "--seed", "7", "--only", "json", "--keep", str(tmp_path)]
    done = _run("-m", "tools.fuzz", *options)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "400 cases with seed 7" in done.stdout
    assert "json        hypothesis" in done.stdout
    assert "nothing found" in done.stdout.splitlines()[-1]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.needs_process
def test_engine_that_crashes_is_a_failure(tmp_path: Path) -> None:
    """An engine without a report is a failure, too: nothing may pass for want of a fuzzer."""
    report = engines.run_atheris("nothing", 10, 1, tmp_path)
    assert report.cases == 0
    assert "ended with 1" in report.cause
