"""The fuzzer that looks where it goes: atheris sees which branches of the core a case takes.

Cases that reach something new become seeds of others. A third are edited byte by byte, a third as
files are (see ``fuzz_mutations``), and a third are made of good files anew. libFuzzer ends the
process that it runs in, so this is a program:
``python -m tools.fuzz.with_atheris TARGET --cases N --seed S --finds FOLDER``.
"""

import importlib
import os
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

# It has no types, and is there for Linux on x86-64 only.
atheris: Any = importlib.import_module("atheris")

with atheris.instrument_imports(include=["pat_core"]):
    from tools.fuzz.finds import Find, Job, Report, kept_cases, parse_job, tell
    from tools.fuzz.mutations import mutate
    from tools.fuzz.targets import check_case

__all__ = ["main", "start"]

BUILD = Path(__file__).resolve().parents[2] / "build"
"""Where a case is left that ends Python itself."""
MAX_BYTES = 65_536
DAY = 24 * 60 * 60


class Search:
    """What libFuzzer calls: for a new case, and to try one."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._samples = job.target.samples
        self._tried = self._read = 0
        self._folder = tempfile.TemporaryDirectory()

    def put_seeds(self) -> str:
        """Write the good cases and the kept ones into a folder; return the folder."""
        kept = [path.read_bytes() for path in kept_cases(self._job.target)]
        for place, case in enumerate([*self._samples, *kept]):
            (Path(self._folder.name) / f"{place:04}").write_bytes(case)
        return self._folder.name

    def try_case(self, case: bytes) -> None:
        """Try one case; end the process with a report after the last, or at the first find."""
        self._tried += 1
        try:
            self._read += check_case(self._job.target, case)
        except Exception as error:
            self._end(Find(case, f"{type(error).__name__}: {error}"))
        if self._tried >= self._job.cases:
            self._end(None)

    def edit(self, case: bytes, max_size: int, seed: int) -> bytes:
        """Return another case made of *case*, as *seed* decides."""
        chance = random.Random(seed)  # noqa: S311 - cases are no secrets
        kind = chance.randrange(3)
        if kind:
            start = chance.choice(self._samples) if kind == 1 or not case else case
            edited = mutate(start, chance, self._samples)
            if len(edited) <= max_size:
                return edited
        found: bytes = atheris.Mutate(case, max_size)
        return found

    def _end(self, find: Find | None) -> None:
        self._folder.cleanup()
        tell(Report(self._tried, self._read, find), self._job)
        sys.stdout.flush()
        os._exit(0)


def start(job: Job) -> None:
    """Search one target; this ends the process."""
    BUILD.mkdir(exist_ok=True)
    options = [
        f"-seed={job.seed % 2**31 or 1}",
        # A run is ended by its count, and time is no promise: libFuzzer's own limits are too high.
        f"-runs={job.cases + 1}",
        f"-timeout={DAY}",
        "-rss_limit_mb=0",
        f"-max_len={MAX_BYTES}",
        f"-artifact_prefix={BUILD}/fuzz-",
        "-verbosity=0",
    ]
    search = Search(job)
    arguments = [sys.argv[0], *options, search.put_seeds()]
    atheris.Setup(arguments, search.try_case, custom_mutator=search.edit)
    atheris.Fuzz()


def main(arguments: Sequence[str]) -> int:
    """Search one target; print the report as JSON."""
    start(parse_job(arguments))
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
