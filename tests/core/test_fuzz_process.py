"""The fuzzers themselves: a planted fault is found, made short, kept and told."""

import importlib.util
import json
import subprocess
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from tests.core.samples import ROOT
from tools.fuzz import __main__ as fuzz
from tools.fuzz.finds import Find, Job, kept_cases, shorten, tell
from tools.fuzz.targets import Target
from tools.fuzz.with_hypothesis import search

PLANTED = """
import sys
from pathlib import Path
from tools.fuzz.with_atheris import start
from tools.fuzz.finds import Job
from tools.fuzz.targets import Target

def break_on_nan(case):
    if b"NaN" in case:
        raise KeyError("NaN")
    return True

start(Job(Target("json", break_on_nan, 1), 20_000, 1, Path(sys.argv[1])))
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


def _report(job: Job, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    tell(search(job.target, job.cases, job.seed), job)
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_planted_fault_is_found_and_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Hypothesis finds it; what is kept is no more than what breaks, under a name of its own."""
    found = _report(Job(BROKEN, 2_000, 1, tmp_path), capsys)
    assert found["cause"] == "KeyError: 'NaN'"
    assert 1 < found["cases"] < 2_000
    (kept,) = kept_cases(BROKEN, tmp_path)
    assert str(kept) == found["kept"]
    assert kept.read_bytes() == b"NaN"


def test_run_can_be_made_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same seed gives the same cases, another seed gives others."""
    tried: list[list[bytes]] = []
    for seed in (5, 5, 6):
        cases: list[bytes] = []
        watched = Target("round", lambda case, cases=cases: bool(cases.append(case)), 100)  # type: ignore[misc]
        found = _report(Job(watched, 50, seed, tmp_path), capsys)
        assert (found["cases"], found["read"], found["kept"]) == (len(cases), 0, "")
        tried.append(cases)
    assert tried[0] == tried[1] != tried[2]


def test_find_is_made_short_only_while_it_fails_alike() -> None:
    """Another failure on the way is another find, and leads nowhere."""

    def run(case: bytes) -> bool:
        if not case.startswith(b"{"):
            raise ValueError("no object")
        return _break_on_nan(case)

    find = Find(b'{"a": [1, 2, NaN], "b": 3}', "KeyError: 'NaN'")
    assert shorten(find, Target("json", run, 1)) == (b"{NaN", "KeyError: 'NaN'")


def test_kept_case_that_still_breaks_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before a run every kept case is tried; a broken one ends it."""
    folder = tmp_path / "json"
    folder.mkdir()
    (folder / "good.case").write_bytes(b"{}")
    (folder / "nan.case").write_bytes(b"NaN")
    monkeypatch.setattr(fuzz, "kept_cases", lambda target: kept_cases(target, tmp_path))
    (line,) = fuzz.try_kept([BROKEN])
    assert line == "STILL BROKEN: json by nan.case: 'NaN'"
    assert "2 kept cases" in capsys.readouterr().out


@pytest.mark.needs_process
def test_planted_fault_is_found_by_atheris(tmp_path: Path) -> None:
    """It ends its process with a report, and the case is kept in the same way."""
    if importlib.util.find_spec("atheris") is None:
        pytest.skip("atheris is not here")
    script = tmp_path / "planted.py"
    script.write_text(PLANTED, encoding="utf-8")
    done = _run(str(script), str(tmp_path / "finds"))
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["cause"] == "KeyError: 'NaN'"
    assert Path(found["kept"]).read_bytes() == b"NaN"


@pytest.mark.needs_process
def test_run_tells_what_it_tried(tmp_path: Path) -> None:
    """Each target and engine has a line with its number of cases; the seed is printed."""
    options = ["--cases", "400", "--seed", "7", "--only", "json", "--keep", str(tmp_path)]
    done = _run("-m", "tools.fuzz", *options)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "400 cases with seed 7" in done.stdout
    assert "json        hypothesis" in done.stdout
    assert "nothing found" in done.stdout.splitlines()[-1]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.needs_process
def test_fuzzer_that_ends_badly_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """A job without a report is a find, too: nothing may pass for want of a fuzzer."""
    chosen = Namespace(seed=1, keep=Path("nowhere"))
    outcome = fuzz.run_job(BROKEN, "nothing", 10, chosen)
    assert outcome.cases == 0
    assert "ended with 1" in outcome.cause
    assert "FOUND" in capsys.readouterr().out
