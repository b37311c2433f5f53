"""Runs every check in the order in which CI runs them, and stops where one fails.

`check.py` runs all, `check.py --only NAME …` some, `check.py --list` names them, and `--long` asks
the tests for their long run. A folder that is missing fails its check.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar, copy_context
from dataclasses import dataclass
from io import StringIO
from itertools import groupby
from pathlib import Path
from typing import TextIO

from tools import setup

ROOT = Path(__file__).resolve().parent.parent
PYTHON = str(setup.VENV_PYTHON)
NODE = str(setup.VENV / "bin" / "node")
BIN = setup.VENV / "bin"
# Every branch of these is tested: a slip in them changes what people are told.
FULLY_COVERED = (
    "pat_core/text/cleaning.py",
    "pat_core/scoring/profile.py",
    "pat_core/files/result_validation.py",
    "pat_core/files/result_file.py",
    "pat_core/scoring/principles.py",
    "pat_core/files/strict_json.py",
    "pat_core/files/json_writer.py",
)
# What covers them; counting branches takes twice the time.
COVERING = (
    "tests/core/files/test_json_diagnostics.py",
    *(f"tests/core/{room}/test_{name}" for _, room, name in (f.split("/") for f in FULLY_COVERED)),
)
# What may differ from one Python to the next: files and sentences.
TELLING = (
    "tests/core/test_same_verdict.py",
    "tests/core/files/test_case_files.py",
    "tests/core/files/test_json_diagnostics.py",
    "tests/core/files/test_strict_json.py",
    "tests/core/files/test_result_file.py",
)
OLDEST = setup.dotted(min(setup.ALSO_TESTED))
OUT: ContextVar[TextIO] = ContextVar("OUT", default=sys.stdout)
"""Where a check prints what its programs say."""


class CheckFailedError(Exception):
    """A check found something; its output stands above."""


@dataclass(frozen=True)
class Check:
    """One part of the whole: its short name, what it looks at, and how.

    *work* returns the line that sums the check up, or nothing. Those that come one after the other
    and need one processor only are done at the same time.
    """

    name: str
    about: str
    work: Callable[[], str]
    needs_one: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of a check."""

    check: Check
    seconds: float
    closing: str
    passed: bool

    def __str__(self) -> str:
        verdict = "passed" if self.passed else "FAILED"
        return f"{verdict} {self.check.name:<14}{self.seconds:7.1f} s  {self.closing}".rstrip()


def variables() -> dict[str, str]:
    """Return the environment of every check."""
    return {
        **setup.environment(),
        "HYPOTHESIS_STORAGE_DIRECTORY": str(ROOT / "build" / "hypothesis"),
        "NO_COLOR": "1",
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONPATH": str(ROOT),
    }


def run(*words: str) -> str:
    """Run a program, show what it prints, and return its last line."""
    last = ""
    with subprocess.Popen(
        words,
        cwd=ROOT,
        env=variables(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as program:
        for line in program.stdout or ():
            OUT.get().write(line)
            OUT.get().flush()
            last = line.strip(" =\n") or last
    if program.returncode != 0:
        raise CheckFailedError(f"`{' '.join(words)}` ended with status {program.returncode}")
    return last


def require(*paths: str) -> None:
    """Fail where one of *paths* is not there: what is absent must not pass."""
    missing = [path for path in paths if not (ROOT / path).exists()]
    if missing:
        raise CheckFailedError(f"not there: {', '.join(missing)}")


def pytest(*words: str, python: str = PYTHON) -> str:
    """Run pytest and return its closing line."""
    return run(python, "-m", "pytest", "-q", *words)


# The checks.


def check_format() -> str:
    """Compare Python with its format."""
    return run(str(BIN / "ruff"), "format", "--check", ".")


def check_lint() -> str:
    """Look for slips in Python."""
    return run(str(BIN / "ruff"), "check", ".")


def check_types() -> str:
    """Check Python's types, strictly."""
    folders = ("pat_core", "site_hooks", "tools", "tests")
    require(*folders)
    return run(str(BIN / "mypy"), *folders)


def check_scripts() -> str:
    """Look at the format of JavaScript and CSS, and for slips in them."""
    require("docs/assets/app", "tests/js")
    return run(NODE, "node_modules/@biomejs/biome/bin/biome", "ci", "--colors=off")


def check_script_types() -> str:
    """Check the types of JavaScript: the page's, the worker's and Node's."""
    for project in ("tsconfig.json", "tsconfig.worker.json", "tsconfig.node.json"):
        run(NODE, "node_modules/typescript/bin/tsc", "-p", project)
    return ""


def check_script_tests() -> str:
    """Run the tests of the JavaScript that needs no page."""
    require("tests/js")
    if not any((ROOT / "tests" / "js").glob("**/*.test.*js")):
        raise CheckFailedError("tests/js holds no test")
    reporters = ("--test-reporter=dot", "--test-reporter=./tests/js/counts.mjs")
    options = [word for each in reporters for word in (each, "--test-reporter-destination=stdout")]
    run(NODE, "--test", *options, "tests/js/**/*.test.*js")
    return ""


def check_core() -> str:
    """Run the core's tests, and ask for every branch of scoring and reading."""
    require("tests/core", *FULLY_COVERED)
    closing = pytest("-n", "auto", "tests/core")
    pytest("-n", "auto", *COVERING, "--cov", "--cov-report=")
    files = ",".join(FULLY_COVERED)
    run(PYTHON, "-m", "coverage", "report", f"--include={files}", "--fail-under=100")
    return closing


def check_other_pythons() -> str:
    """Run the core's tests under each other Python that is here.

    In a short run the oldest gets nearly all of them, and those between it and ours the telling
    ones.
    """
    require("tests/core", *TELLING)
    is_long = "PAT_LONG" in os.environ
    summary = []
    for version in map(setup.dotted, setup.ALSO_TESTED):
        python = ROOT / f".venv-{version}" / "bin" / "python"
        if python.exists():
            oldest = ["-m", "not same_everywhere", "tests/core"]
            chosen = oldest if version == OLDEST else list(TELLING)
            words = ["tests/core"] if is_long else chosen
            closing = pytest("-n", "auto", *words, python=str(python))
            summary.append(f"{version}: {closing}")
        else:
            summary.append(f"skipped: no Python {version} here")
            print(summary[-1], file=OUT.get())
    return "; ".join(summary)


def check_core_in_pyodide() -> str:
    """Run the core's tests inside the site's Pyodide, and the telling ones inside the next."""
    require("tests/core", *TELLING)
    chosen = [] if "PAT_LONG" in os.environ else ["-m", "not needs_process and not same_everywhere"]
    closing = run(NODE, "tools/core_in_pyodide.mjs", "-q", *chosen, "tests/core")
    whole = ["tests/core"] if "PAT_LONG" in os.environ else TELLING
    return f"{closing}; next: {run(NODE, 'tools/core_in_pyodide.mjs', '--next', '-q', *whole)}"


def check_build() -> str:
    """Build the site; a warning fails."""
    return run(str(BIN / "mkdocs"), "build", "--strict", "--quiet")


def check_site() -> str:
    """Look at the built pages."""
    require("tests/site")
    return pytest("tests/site")


def check_readability() -> str:
    """Say how hard the built pages are to read; a hard page is named and does not fail."""
    require("site")
    return run(PYTHON, "-m", "tools.readability")


def check_browser() -> str:
    """Use the built site in a browser."""
    require("tests/browser")
    # Tests of one file share opened pages, so they stay with one worker. One worker more than
    # processors: pages wait as often as they work.
    return pytest("-n", "3", "--dist", "loadfile", "tests/browser")


CHECKS = (
    Check("format", "Python is in its format", check_format),
    Check("lint", "Python has no known slips", check_lint),
    Check("types", "Python's types, strictly", check_types),
    Check("scripts", "JavaScript and CSS: format and slips", check_scripts),
    Check("script-types", "JavaScript's types, strictly", check_script_types),
    Check("script-tests", "JavaScript that needs no page", check_script_tests),
    Check("core", "the core's tests, with every branch of scoring and reading", check_core),
    Check("other-pythons", "the core's tests under other Pythons", check_other_pythons),
    Check("build", "the site builds without a warning", check_build),
    Check("pyodide", "the core's tests inside Pyodide", check_core_in_pyodide, needs_one=True),
    Check("site", "the built pages", check_site, needs_one=True),
    Check(
        "readability", "how hard the pages are to read; a hard one is only named", check_readability
    ),
    Check("browser", "the site in a browser", check_browser),
)


def carry_out(check: Check) -> Outcome:
    """Do one check, and print what its programs say and how long it took."""
    print(f"\n=== {check.name}: {check.about}", file=OUT.get(), flush=True)
    began = time.monotonic()
    try:
        closing, passed = check.work(), True
    except CheckFailedError as error:
        closing, passed = str(error), False
    seconds = time.monotonic() - began
    print(f"--- {check.name}: {seconds:.1f} s", file=OUT.get(), flush=True)
    return Outcome(check, seconds, closing, passed)


def carry_out_together(checks: Iterable[Check]) -> list[Outcome]:
    """Do checks at the same time; what the programs of each say is printed when it is over."""

    def aside(check: Check) -> Outcome:
        said = StringIO()
        OUT.set(said)
        outcome = carry_out(check)
        print(said.getvalue(), end="", flush=True)
        return outcome

    with ThreadPoolExecutor() as threads:
        waiting = [threads.submit(copy_context().run, aside, check) for check in checks]
        return [each.result() for each in waiting]


def run_checks(checks: Sequence[Check]) -> int:
    """Run *checks* in order; print a summary; return the exit status."""
    outcomes: list[Outcome] = []
    began = time.monotonic()
    for together, group in groupby(checks, key=lambda check: check.needs_one):
        for outcome in carry_out_together(group) if together else map(carry_out, group):
            outcomes.append(outcome)
            if not together and not outcome.passed:
                break
        if not all(each.passed for each in outcomes):
            break
    print("\n=== summary", *outcomes, sep="\n")
    total = time.monotonic() - began
    failed = [each.check.name for each in outcomes if not each.passed]
    if failed:
        again = f"{PYTHON_SHOWN} --only {' '.join(failed)}"
        print(f"FAILED at {', '.join(failed)} after {total:.0f} s. Again: {again}")
        return 1
    print(f"All {len(outcomes)} checks passed in {total:.0f} s.")
    return 0


PYTHON_SHOWN = ".venv/bin/python tools/check.py"


def main(arguments: Sequence[str]) -> int:
    """Run the checks that the arguments ask for."""
    names = [check.name for check in CHECKS]
    parser = argparse.ArgumentParser(description="Run the project's checks.")
    parser.add_argument("--only", nargs="+", choices=names, metavar="NAME")
    parser.add_argument("--list", action="store_true", help="name the checks")
    parser.add_argument("--long", action="store_true", help="run the long tests whole")
    wanted = parser.parse_args(arguments)
    if wanted.list:
        print(*(f"{check.name:<14}{check.about}" for check in CHECKS), sep="\n")
        return 0
    if wanted.long:
        os.environ["PAT_LONG"] = "1"
    return run_checks([check for check in CHECKS if not wanted.only or check.name in wanted.only])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
