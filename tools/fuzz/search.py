"""Searches a target for a case that breaks a promise: Hypothesis makes, replays and shrinks cases.

A case that fails is kept as a file. Every later search, and every run of the tests, tries it first.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from hypothesis import HealthCheck, Phase, example, given, seed, settings
from hypothesis import strategies as st
from hypothesis.database import ExampleDatabase

from tools.fuzz.mutations import mutate
from tools.fuzz.targets import Target, check_case

__all__ = ["KEPT", "Report", "Trial", "kept_cases", "search"]

KEPT = Path(__file__).resolve().parents[2] / "tests" / "core" / "kept_cases"
"""Every case that once failed, in a folder for each target."""
LOT = 5_000
"""How many cases one run of Hypothesis makes: it remembers all of them."""

TINY = (b"", b'{"a": 0}')
"""To these a failure shrinks that needs nothing of a good file."""


class Report(NamedTuple):
    """How many cases were tried, how many of them were read, and the failure, if there was one."""

    cases: int
    read: int
    cause: str = ""
    kept: str = ""
    """The path of the case that failed."""


@st.composite
def cases_for(draw: st.DrawFn, target: Target) -> bytes:
    """Return malformed files for *target*: a good one, or now and then a tiny one, after 1–3 edits.

    The shortest files come first, because Hypothesis shrinks towards the first choice.
    """
    samples = sorted(target.samples, key=len)
    case = draw(st.sampled_from([*TINY, *samples * 4]))
    chance = draw(st.randoms(use_true_random=False))
    for _ in range(draw(st.sampled_from((1, 1, 1, 2, 3)))):
        case = mutate(case, chance, samples)
    return case


class Trial:
    """The test of one target; it counts its cases and remembers the last one."""

    def __init__(self, target: Target, database: ExampleDatabase | None = None) -> None:
        self.target = target
        self.database = database
        self.tried = self.read = 0
        self.case = b""

    def property(self, cases: int, start: int) -> Callable[[], None]:
        """Return Hypothesis's test: the kept cases, then *cases* new ones from the seed *start*."""

        @settings(
            max_examples=cases,
            database=self.database,
            deadline=None,
            derandomize=False,
            phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
        )
        @seed(start)  # Above the settings it would switch the database off.
        @given(cases_for(self.target))
        def keeps_its_promises(case: bytes) -> None:
            self.tried += 1
            self.case = case
            self.read += check_case(self.target, case)

        for path in kept_cases(self.target):
            keeps_its_promises = example(path.read_bytes())(keeps_its_promises)
        return keeps_its_promises


def search(
    target: Target,
    cases: int,
    start: int,
    folder: Path = KEPT,
    database: ExampleDatabase | None = None,
) -> Report:
    """Try the kept cases and *cases* new ones on *target*; stop at the first failure and keep it.

    The seed *start* makes the run again. A failure that *database* holds is tried first.
    """
    trial = Trial(target, database)
    for lot, first in enumerate(range(0, cases, LOT)):
        try:
            trial.property(min(LOT, cases - first), start + lot)()
        except Exception as error:
            # Hypothesis ends by running the smallest failing case again, so it is the last one.
            kept = keep(trial.case, folder / target.name)
            cause = f"{type(error).__name__}: {error}"
            return Report(trial.tried, trial.read, cause, str(kept))
    return Report(trial.tried, trial.read)


def keep(case: bytes, folder: Path) -> Path:
    """Write *case* into *folder* under a name made from its hash; return the path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{hashlib.sha256(case).hexdigest()[:12]}.case"
    path.write_bytes(case)
    return path


def kept_cases(target: Target) -> list[Path]:
    """Return the kept cases of *target*, in order."""
    return sorted((KEPT / target.name).glob("*.case"))
