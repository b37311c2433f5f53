"""Gives malformed files to everything that reads foreign ones: a million, or `--cases N`.

Two fuzzers share the cases: Hypothesis, and atheris where there is one. Each target gets a process
of its own for each. What is found is kept as a file, which the tests try from then on. The seed
that is printed makes the run again: `python -m tools.fuzz --seed S`.
"""

import argparse
import importlib.util
import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tools.fuzz.finds import KEPT, kept_cases
from tools.fuzz.targets import TARGETS, Target, check_case

ROOT = Path(__file__).resolve().parents[2]
CASES = 1_000_000
ENGINES = {"hypothesis": "hypothesis", "atheris": "atheris"}
"""The fuzzers, each with the package that it needs."""


class Outcome(NamedTuple):
    """What became of one job."""

    target: str
    engine: str
    cases: int
    read: int
    seconds: float
    kept: str
    cause: str

    def __str__(self) -> str:
        found = f"FOUND: {self.cause}; kept as {self.kept}" if self.cause else "nothing found"
        return (
            f"{self.target:<12}{self.engine:<11}{self.cases:>9,} cases, {self.read:>8,} read"
            f"{self.seconds:>8.0f} s  {found}"
        )


def main(arguments: Sequence[str]) -> int:
    """Fuzz as the arguments say; return 1 where something was found."""
    parser = argparse.ArgumentParser(description="Give malformed files to all readers.")
    parser.add_argument("--cases", type=int, default=CASES, help=f"in all, instead of {CASES:,}")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**31))
    parser.add_argument("--only", nargs="+", choices=[target.name for target in TARGETS])
    parser.add_argument("--keep", type=Path, default=KEPT, help="the folder for what is found")
    chosen = parser.parse_args(arguments)
    targets = [each for each in TARGETS if not chosen.only or each.name in chosen.only]
    engines = [name for name in ENGINES if importlib.util.find_spec(ENGINES[name])]
    if "atheris" not in engines:
        print("atheris is not here (it is for Linux on x86-64): Hypothesis goes on alone.")
    print(f"{chosen.cases:,} cases with seed {chosen.seed}", flush=True)
    if broken := list(try_kept(targets)):
        print(*broken, sep="\n")
        return 1
    began = time.monotonic()
    outcomes = run_jobs(targets, engines, chosen)
    cases, seconds = sum(each.cases for each in outcomes), time.monotonic() - began
    finds = sum(bool(each.cause) for each in outcomes)
    print(
        f"{cases:,} cases in {seconds:.0f} s, {cases / max(seconds, 1):,.0f} a second, seed"
        f" {chosen.seed}: {finds or 'nothing'} found"
    )
    return 1 if finds else 0


def try_kept(targets: Sequence[Target]) -> Iterator[str]:
    """Try every kept case; yield a line for each that still breaks something."""
    tried = 0
    for target in targets:
        for path in kept_cases(target):
            tried += 1
            try:
                check_case(target, path.read_bytes())
            except Exception as error:
                yield f"STILL BROKEN: {target.name} by {path.name}: {error}"
    print(f"{tried} kept cases tried", flush=True)


def run_jobs(
    targets: Sequence[Target], engines: Sequence[str], chosen: argparse.Namespace
) -> list[Outcome]:
    """Run a job for each target and engine, as many at once as there are cores."""
    shares = sum(target.share for target in targets) * len(engines)
    jobs = [
        (target, engine, max(1, chosen.cases * target.share // shares), chosen)
        for target in targets
        for engine in engines
    ]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(lambda job: run_job(*job), jobs))


def run_job(target: Target, engine: str, cases: int, chosen: argparse.Namespace) -> Outcome:
    """Run one engine on one target in a process of its own, and print what came of it."""
    options = ["--cases", str(cases), "--seed", str(chosen.seed), "--finds", str(chosen.keep)]
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", f"tools.fuzz.with_{engine}", target.name, *options],
        cwd=ROOT,
        # Which branches a case takes must not hang on the order in which sets are gone through.
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    seconds = time.monotonic() - began
    try:
        report = json.loads(done.stdout.splitlines()[-1])
    except (ValueError, IndexError):
        cause = f"the fuzzer ended with {done.returncode}: {done.stderr[-2000:]}"
        report = {"cases": 0, "read": 0, "kept": "", "cause": cause}
    outcome = Outcome(target.name, engine, seconds=seconds, **report)
    print(outcome, flush=True)
    return outcome


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
