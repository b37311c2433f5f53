"""Measures what it takes the command line to combine a great many results."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tools.bench import ROOT, BenchError

__all__ = ["CROWD", "Cost", "combine_by_command", "multiply_results"]

CROWD = 100_000
_FIRST_OF_ID = '"result_id": "00000000-'


class Cost(NamedTuple):
    """What a run of the command took: its time, and the most memory that it had at once."""

    seconds: float
    peak_mb: float


def multiply_results(paths: Sequence[Path], folder: Path, number: int) -> None:
    """Write *number* results into *folder*: those at *paths* again and again, under new ids.

    The ids at *paths* start with eight zeros, in place of which the turn is counted.
    """
    folder.mkdir()
    texts = [path.read_text(encoding="utf-8") for path in paths]
    for place in range(number):
        turn, which = divmod(place, len(texts))
        text = texts[which].replace(_FIRST_OF_ID, f'"result_id": "{turn:08}-', 1)
        (folder / f"{place:06}.pat.json").write_text(text, encoding="utf-8")


def combine_by_command(folder: Path, number: int) -> Cost:
    """Run ``pat combine`` on *folder*, remove the folder, and return what the run took.

    Raises:
        BenchError: the command failed, or did not count *number* people.
    """
    target, log = folder.parent / "group.json", folder.parent / "combine.log"
    command = [sys.executable, "-m", "pat_core", "combine", str(folder), "--out", str(target)]
    with log.open("wb") as file:
        began = time.perf_counter()
        program = subprocess.Popen(command, cwd=ROOT, stderr=file)
        # Only this call reports the memory of one program among several.
        _, status, usage = os.wait4(program.pid, 0)
        seconds = time.perf_counter() - began
    program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode != 0:
        said = log.read_text(encoding="utf-8")[:500]
        raise BenchError(f"`pat combine` ended with {program.returncode}: {said}")
    people = json.loads(target.read_text(encoding="utf-8"))["respondents"]
    if people != number:
        raise BenchError(f"`pat combine` counted {people:,} people, not {number:,}")
    target.unlink()
    log.unlink()
    shutil.rmtree(folder)
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    return Cost(round(seconds, 1), round(usage.ru_maxrss / unit, 1))
