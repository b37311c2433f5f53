"""The same search, led by atheris, which sees which branches of the core a case takes.

libFuzzer edits the choices from which Hypothesis makes a case, and goes on from those that reached
something new. It ends its own process, so this is a program, and what fails goes into a database
from which Hypothesis replays it: ``python -m tools.fuzz.with_atheris TARGET CASES SEED DATABASE``.
"""

import importlib
import json
import os
import random
import sys
import tempfile
from pathlib import Path
from typing import Any

from hypothesis.database import DirectoryBasedExampleDatabase

# It has no types, and exists for Linux on x86-64 only.
atheris: Any = importlib.import_module("atheris")

with atheris.instrument_imports(include=["pat_core"]):
    from tools.fuzz.search import Report, Trial
    from tools.fuzz.targets import TARGETS, Target

__all__ = ["start"]

SEEDS, MAX_BYTES = 20, 4_096
"""How many texts of random choices the search starts from, and how long they are."""
DAY = 24 * 60 * 60


def start(target: Target, cases: int, seed: int, database: Path) -> None:
    """Try *cases* on *target*; end the process with a report after the last, or a failure."""
    database.mkdir(parents=True, exist_ok=True)
    trial = Trial(target, DirectoryBasedExampleDatabase(database))
    try_choices = trial.property(1, seed).hypothesis.fuzz_one_input  # type: ignore[attr-defined]
    folder = tempfile.TemporaryDirectory()
    chance = random.Random(seed)  # noqa: S311 - cases are no secrets
    for number in range(SEEDS):
        (Path(folder.name) / str(number)).write_bytes(chance.randbytes(MAX_BYTES))

    def try_case(choices: bytes) -> None:
        cause = ""
        try:
            try_choices(choices)
        except Exception as error:
            cause = f"{type(error).__name__}: {error}"
        if cause or trial.tried >= cases:
            folder.cleanup()
            print(json.dumps(Report(trial.tried, trial.read, cause)), flush=True)
            os._exit(0)

    # The count ends the run, and time is no promise: libFuzzer's own limits are out of reach.
    limits = [f"-timeout={DAY}", "-rss_limit_mb=0", f"-max_len={MAX_BYTES}", "-len_control=0"]
    kinds = [f"-seed={seed % 2**31 or 1}", f"-artifact_prefix={database}/", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *kinds, *limits, folder.name], try_case)
    atheris.Fuzz()


if __name__ == "__main__":
    name, cases, seed, database = sys.argv[1:]
    chosen = next(target for target in TARGETS if target.name == name)
    start(chosen, int(cases), int(seed), Path(database))
