"""Runs the project's checks in the order in which CI runs them, and stops at the first failure.

`check.py` runs all of them, `check.py --only NAME …` some, `check.py --list` names them, and
`check.py --long` runs the long tests whole. Neighbours that keep one processor busy each run two
at a time.
"""

import argparse
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, TextIO

ROOT = Path(__file__).resolve().parent.parent
OTHER_PYTHONS = [
    version
    for version in ("3.11", "3.12", "3.13", "3.14")
    if version != f"{sys.version_info[0]}.{sys.version_info[1]}"
]
PRESENT = [name for name in OTHER_PYTHONS if (ROOT / f".venv-{name}" / "bin" / "python").exists()]
ABSENT = [version for version in OTHER_PYTHONS if version not in PRESENT]

# Modules of which the tests must reach every branch: a slip in them changes what people read.
FULLY_COVERED = (
    "files/json_writer",
    "files/result_file",
    "files/result_validation",
    "files/strict_json",
    "scoring/principles",
    "scoring/profile",
    "text/cleaning",
)
COVERED_FILES = ",".join(f"pat_core/{module}.py" for module in FULLY_COVERED)
# Only these run with coverage, because counting branches takes twice the time.
COVERING_TESTS = " ".join(
    ["tests/core/files/test_json_diagnostics.py"]
    + [f"tests/core/{module.replace('/', '/test_')}.py" for module in FULLY_COVERED]
)
# Where one Python may differ from the next: reading files, and the sentences about them.
VERSION_TESTS = " ".join(
    f"tests/core/{name}.py"
    for name in (
        "test_same_verdict",
        "files/test_case_files",
        "files/test_json_diagnostics",
        "files/test_strict_json",
        "files/test_result_file",
    )
)

PYTEST = "python -m pytest -q"
BIOME = "node node_modules/@biomejs/biome/bin/biome"
TSC = "node node_modules/typescript/bin/tsc -p"
TSC_PROJECTS = ("tsconfig.json", "tsconfig.worker.json", "tsconfig.node.json")
REPORTER = "--test-reporter={} --test-reporter-destination=stdout"
REPORTERS = " ".join(map(REPORTER.format, ("dot", "./tests/js/counts.mjs")))
NODE_TESTS = f"node --test {REPORTERS} 'tests/js/**/*.test.*js'"
IN_PYODIDE = "node tools/core_in_pyodide.mjs"

# These keep one processor busy each, and nothing in them depends on time.
SINGLE = {"format", "lint", "types", "scripts", "script-types", "script-tests"}
SINGLE |= {"pyodide", "site", "pyodide-next", "readability"}


class Check(NamedTuple):
    """One check: its short name, what it looks at, and its commands, run one after the other.

    *note* goes into its line of the summary.
    """

    name: str
    about: str
    commands: Sequence[str]
    note: str = ""


CODE_CHECKS = (
    Check("format", "Python is in its format", ["ruff format --check ."]),
    Check("lint", "Python has no known slips", ["ruff check ."]),
    Check("types", "Python's types", ["mypy pat_core site_hooks tools tests"]),
    Check("scripts", "JavaScript and CSS: format and slips", [f"{BIOME} ci --colors=off"]),
    Check("script-types", "JavaScript's types", [f"{TSC} {name}" for name in TSC_PROJECTS]),
    Check("script-tests", "JavaScript that needs no page", [NODE_TESTS]),
)


class Outcome(NamedTuple):
    """How a check ended; its string is its line of the summary."""

    check: Check
    seconds: float
    passed: bool
    closing: str

    def __str__(self) -> str:
        verdict = "passed" if self.passed else "FAILED"
        return f"{verdict} {self.check.name:<14}{self.seconds:7.1f} s  {self.closing}".rstrip()


def list_checks(is_long: bool) -> list[Check]:
    """Return all checks in their order; *is_long* asks for the tests that a short run leaves out.

    Those are, for the oldest other Python and for Pyodide, the tests whose outcome no Python
    changes, and for any further Python all but the version tests.
    """
    some = "tests/core" if is_long else VERSION_TESTS
    oldest = "tests/core" if is_long else "-m 'not same_everywhere' tests/core"
    in_pyodide = "not needs_process" if is_long else "not needs_process and not same_everywhere"
    return [
        *CODE_CHECKS,
        Check(
            "core",
            "the core's tests, with every branch of scoring and reading",
            [
                f"{PYTEST} -n auto tests/core",
                f"{PYTEST} -n auto {COVERING_TESTS} --cov --cov-report=",
                f"python -m coverage report --include={COVERED_FILES} --fail-under=100",
            ],
        ),
        Check(
            "other-pythons",
            f"the core's tests under Python {', '.join(PRESENT) or '(no other is here)'}",
            [
                f".venv-{version}/bin/{PYTEST} -n auto {oldest if version == PRESENT[0] else some}"
                for version in PRESENT
            ],
            "; ".join(f"skipped: no Python {version} here" for version in ABSENT),
        ),
        Check(
            "attack",
            "nobody's answers can be worked out from what a group shows",
            [f".venv-attack/bin/{PYTEST} -n auto tests/attack"],
        ),
        Check("build", "the site builds without a warning", ["mkdocs build --strict --quiet"]),
        Check(
            "pyodide",
            "the core's tests inside Pyodide",
            [f"{IN_PYODIDE} -q -m '{in_pyodide}' tests/core"],
        ),
        Check("site", "the built pages", [f"{PYTEST} tests/site"]),
        Check(
            "pyodide-next",
            "some of them inside the line of Pyodide to which the site may move",
            [f"{IN_PYODIDE} --next -q {some}"],
        ),
        Check(
            "readability",
            "how hard the pages are to read; a hard one is only named",
            ["python -m tools.readability"],
        ),
        # The tests of a file share opened pages, so one worker runs them. Pages wait as often as
        # they work, so there is one worker more than processors.
        Check("browser", "the site in a browser", [f"{PYTEST} -n 3 --dist loadfile tests/browser"]),
    ]


def environment() -> dict[str, str]:
    """Return the environment of the commands: this project's own programs come first."""
    return {
        **os.environ,
        "HYPOTHESIS_STORAGE_DIRECTORY": str(ROOT / "build" / "hypothesis"),
        "NO_COLOR": "1",
        "NO_MKDOCS_2_WARNING": "1",
        "PATH": str(ROOT / ".venv" / "bin") + os.pathsep + os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
    }


def run(command: str, out: TextIO) -> tuple[int, str]:
    """Run *command*, write what it prints to *out*, and return its status and its last line."""
    last = ""
    with subprocess.Popen(
        shlex.split(command),
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as program:
        for line in program.stdout or ():
            print(line, end="", file=out, flush=True)
            last = line.strip(" =\n") or last
    return program.returncode, last


def carry_out(check: Check, out: TextIO = sys.stdout) -> Outcome:
    """Run the commands of *check* up to the first that fails."""
    print(f"\n=== {check.name}: {check.about}", file=out, flush=True)
    began = time.monotonic()
    closing = []
    passed = True
    for command in check.commands:
        status, last = run(command, out)
        if status:
            passed, closing = False, [f"`{command}` ended with status {status}"]
            break
        closing.append(last)
    seconds = time.monotonic() - began
    return Outcome(check, seconds, passed, "; ".join(filter(None, [*closing, check.note])))


def carry_out_quietly(check: Check) -> Outcome:
    """Run *check* while another one runs; print its output as one piece when it is over."""
    out = StringIO()
    outcome = carry_out(check, out)
    print(out.getvalue(), end="", flush=True)
    return outcome


def carry_out_all(checks: Iterable[Check]) -> Iterator[Outcome]:
    """Yield the outcomes of *checks* in their order."""
    for in_pairs, neighbours in groupby(checks, key=lambda check: check.name in SINGLE):
        if in_pairs:
            with ThreadPoolExecutor(2) as threads:
                yield from threads.map(carry_out_quietly, neighbours)
        else:
            yield from map(carry_out, neighbours)


def run_checks(checks: Sequence[Check]) -> int:
    """Run *checks* up to the first failure; print a summary; return the exit status."""
    outcomes: list[Outcome] = []
    began = time.monotonic()
    for outcome in carry_out_all(checks):
        outcomes.append(outcome)
        print(outcome, flush=True)
        if not outcome.passed:
            break
    print("\n=== summary", *outcomes, sep="\n")
    total = time.monotonic() - began
    name = outcomes[-1].check.name
    if not outcomes[-1].passed:
        print(f"FAILED at {name} after {total:.0f} s. Again: make test ONLY={name}")
        return 1
    print(f"All {len(outcomes)} checks passed in {total:.0f} s.")
    return 0


def main(arguments: Sequence[str]) -> int:
    """Run the checks that the arguments ask for."""
    parser = argparse.ArgumentParser(description="Run the project's checks.")
    names = [check.name for check in list_checks(is_long=False)]
    parser.add_argument("--only", nargs="+", choices=names, default=names, metavar="NAME")
    parser.add_argument("--list", action="store_true", help="name the checks")
    parser.add_argument("--long", action="store_true", help="run the long tests whole")
    wanted = parser.parse_args(arguments)
    if wanted.long:
        os.environ["PAT_LONG"] = "1"
    is_long = "PAT_LONG" in os.environ
    checks = [check for check in list_checks(is_long) if check.name in wanted.only]
    if wanted.list:
        print(*(f"{check.name:<14}{check.about}" for check in checks), sep="\n")
        return 0
    return run_checks(checks)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
