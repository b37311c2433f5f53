"""Gives malformed files to everything that reads foreign ones: a million, or `--cases N`.

Two engines share the cases: atheris, where it exists, and then Hypothesis, which also shrinks what
atheris found. A failure is kept as a file, which the tests try from then on. The seed that is
printed makes the run again: `python -m tools.fuzz --seed S`.
"""

import argparse
import multiprocessing
import os
import secrets
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from tools.fuzz.engines import fuzz
from tools.fuzz.search import KEPT
from tools.fuzz.targets import TARGETS

CASES = 1_000_000


def main(arguments: Sequence[str]) -> int:
    """Fuzz as the arguments say; return 1 where something failed."""
    parser = argparse.ArgumentParser(description="Give malformed files to all readers.")
    parser.add_argument("--cases", type=int, default=CASES, help=f"in all, instead of {CASES:,}")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**31))
    parser.add_argument("--only", nargs="+", choices=[target.name for target in TARGETS])
    parser.add_argument("--keep", type=Path, default=KEPT, help="the folder for cases that fail")
    chosen = parser.parse_args(arguments)
    targets = [target for target in TARGETS if not chosen.only or target.name in chosen.only]
    print(f"{chosen.cases:,} cases with seed {chosen.seed}", flush=True)
    began = time.monotonic()
    # Which branches a case takes must not depend on the order in which sets are gone through.
    os.environ["PYTHONHASHSEED"] = "0"
    shares = sum(target.share for target in targets)
    counts = [max(2, chosen.cases * target.share // shares) for target in targets]
    job = partial(fuzz, seed=chosen.seed, folder=chosen.keep)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), context, max_tasks_per_child=1) as pool:
        reports = [report for pair in pool.map(job, targets, counts) for report in pair]
    tried, seconds = sum(report.cases for report in reports), time.monotonic() - began
    failures = sum(bool(report.cause) for report in reports)
    print(f"{tried:,} cases in {seconds:.0f} s, seed {chosen.seed}: {failures or 'nothing'} found")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
