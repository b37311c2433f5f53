"""What both fuzzers share: their job, their report, and where finds are kept."""

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tools.fuzz.targets import TARGETS, Target, check_case

__all__ = ["KEPT", "Find", "Job", "Report", "keep", "kept_cases", "parse_job", "shorten", "tell"]

KEPT = Path(__file__).resolve().parents[2] / "tests" / "core" / "kept_cases"
"""Every case that once broke something, in a folder for each target."""
_TRIES = 2_000
"""How often at most a find is tried again while it is made shorter."""


class Find(NamedTuple):
    """A case that broke a promise, or that raised something else."""

    case: bytes
    cause: str


class Report(NamedTuple):
    """How many cases one engine tried on one target, how many of them were read, and its find."""

    cases: int
    read: int
    find: Find | None


class Job(NamedTuple):
    """What one engine is to do with one target."""

    target: Target
    cases: int
    seed: int
    finds: Path
    """The folder in which a find is kept."""


def parse_job(arguments: Sequence[str]) -> Job:
    """Return the job that the command line asks for."""
    by_name = {target.name: target for target in TARGETS}
    parser = argparse.ArgumentParser(description="Fuzz one target.")
    parser.add_argument("target", choices=by_name)
    parser.add_argument("--cases", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--finds", type=Path, required=True)
    found = parser.parse_args(arguments)
    return Job(by_name[found.target], found.cases, found.seed, found.finds)


def tell(report: Report, job: Job) -> None:
    """Keep what was found, and print the report for the program that started this one."""
    kept = cause = ""
    if report.find:
        find = shorten(report.find, job.target)
        kept, cause = str(keep(find.case, job.finds / job.target.name)), find.cause
    print(json.dumps({"cases": report.cases, "read": report.read, "kept": kept, "cause": cause}))


def shorten(find: Find, target: Target) -> Find:
    """Return a shorter case that fails in the same way: pieces are left out, ever smaller ones."""
    size, tries = len(find.case) // 2, 0
    while size and tries < _TRIES:
        start = 0
        while start < len(find.case) and tries < _TRIES:
            tries += 1
            case = find.case[:start] + find.case[start + size :]
            cause = _failure(target, case)
            if _kind(cause) == _kind(find.cause):
                find = Find(case, cause)
            else:
                start += size
        size //= 2
    return find


def _failure(target: Target, case: bytes) -> str:
    """Return how *case* fails; empty where it does not."""
    try:
        check_case(target, case)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def _kind(cause: str) -> str:
    """Return what of a cause stays the same when the case gets shorter."""
    return cause[:40]


def keep(case: bytes, folder: Path) -> Path:
    """Write *case* into *folder* under a name from its hash; return the path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{hashlib.sha256(case).hexdigest()[:12]}.case"
    path.write_bytes(case)
    return path


def kept_cases(target: Target, folder: Path = KEPT) -> list[Path]:
    """Return the kept cases of *target*, in order."""
    return sorted((folder / target.name).glob("*.case"))
