"""The fuzzer that runs everywhere: Hypothesis edits good files, and makes finds smaller.

Also a program: ``python -m tools.fuzz.with_hypothesis TARGET --cases N --seed S --finds FOLDER``.
"""

import sys
from collections import Counter
from collections.abc import Sequence

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tools.fuzz.finds import Find, Report, parse_job, tell
from tools.fuzz.mutations import mutate
from tools.fuzz.targets import Target, check_case

__all__ = ["cases_for", "search"]

LOT = 5_000
"""How many cases are searched at once: Hypothesis remembers all cases of a lot."""


@st.composite
def cases_for(draw: st.DrawFn, target: Target) -> bytes:
    """Return malformed files for *target*: a good one, edited up to three times."""
    chance = draw(st.randoms(use_true_random=False))
    samples = target.samples
    case = draw(st.sampled_from(samples))
    for _ in range(draw(st.sampled_from((1, 1, 1, 2, 3)))):
        case = mutate(case, chance, samples)
    return case


def search(target: Target, cases: int, start: int) -> Report:
    """Try so many cases on *target*, reproducible by the seed *start*; stop at the first find."""
    found = Counter[str]()
    for lot, first in enumerate(range(0, cases, LOT)):
        size = min(LOT, cases - first)
        if find := _search_lot(target, size, start + lot, found):
            return Report(found.total(), found["read"], find)
    return Report(found.total(), found["read"], None)


def _search_lot(target: Target, size: int, start: int, found: Counter[str]) -> Find | None:
    """Search one lot, counting into *found*; return the smallest case that fails, if any does."""
    failing: list[Find] = []

    @seed(start)
    @settings(
        max_examples=size,
        database=None,
        deadline=None,
        derandomize=False,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    @given(cases_for(target))
    def try_case(case: bytes) -> None:
        try:
            found["read" if check_case(target, case) else "refused"] += 1
        except Exception as error:
            failing.append(Find(case, f"{type(error).__name__}: {error}"))
            raise

    try:
        try_case()
    except Exception as error:
        if not failing:
            raise
        # Once it can get no smaller, Hypothesis runs the smallest case again: it is the last.
        return failing[-1]._replace(cause=f"{type(error).__name__}: {error}")
    return None


def main(arguments: Sequence[str]) -> int:
    """Search one target; print the report as JSON."""
    job = parse_job(arguments)
    tell(search(job.target, job.cases, job.seed), job)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
