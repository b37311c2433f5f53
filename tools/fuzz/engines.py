"""Runs both engines on one target, and prints what came of it."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

from hypothesis.database import DirectoryBasedExampleDatabase

from tools.fuzz.search import Report, search
from tools.fuzz.targets import Target

__all__ = ["fuzz", "run_atheris"]

ROOT = Path(__file__).resolve().parents[2]
DATABASES = ROOT / "build" / "fuzz"


def fuzz(target: Target, cases: int, *, seed: int, folder: Path) -> list[Report]:
    """Try *cases* on *target* with each engine that is here, and print what came of it."""
    database = DATABASES / target.name
    reports = []
    if importlib.util.find_spec("atheris"):
        reports.append(run_atheris(target.name, cases // 2, seed, database))
        print(_line(target, "atheris", reports[0]), flush=True)
        cases -= cases // 2
    replays = DirectoryBasedExampleDatabase(database)
    reports.append(search(target, cases, seed, folder, replays))
    print(_line(target, "hypothesis", reports[-1]), flush=True)
    return reports


def run_atheris(name: str, cases: int, seed: int, database: Path) -> Report:
    """Run atheris on the target *name* in a process of its own; a crash of Python is a failure."""
    command = [sys.executable, "-m", "tools.fuzz.with_atheris", name, str(cases), str(seed)]
    done = subprocess.run(
        [*command, str(database)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    try:
        return Report(*json.loads(done.stdout.splitlines()[-1]))
    except (ValueError, IndexError):
        return Report(0, 0, f"atheris ended with {done.returncode}: {done.stderr[-2000:]}")


def _line(target: Target, engine: str, report: Report) -> str:
    outcome = f"FOUND: {report.cause}" if report.cause else "nothing found"
    kept = f"; kept as {report.kept}" if report.kept else ""
    counts = f"{report.cases:>9,} cases, {report.read:>8,} read"
    return f"{target.name:<12}{engine:<11}{counts}  {outcome}{kept}"
