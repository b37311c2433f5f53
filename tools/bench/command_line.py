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

__all__ = ["CROWD", "CombineFailedError", "Cost", "combine_by_command", "multiply_results"]

ROOT = Path(__file__).resolve().parents[2]
CROWD = 100_000
_FIRST_OF_ID = '"result_id": "00000000-'


class Cost(NamedTuple):
    """What a run of the command took."""

    seconds: float
    peak_mb: float
    """Most memory that it had at once, in megabytes."""


class CombineFailedError(Exception):
    """The command ended badly, or left people out; the message says how."""


def multiply_results(paths: Sequence[Path], folder: Path, number: int) -> None:
    """Write *number* results into *folder*: those at *paths* over and over, each time as others'.

    The answers repeat; the ids, which start with eight zeros at *paths*, do not.
    """
    folder.mkdir()
    texts = [path.read_text(encoding="utf-8") for path in paths]
    for place in range(number):
        turn, which = divmod(place, len(texts))
        text = texts[which].replace(_FIRST_OF_ID, f'"result_id": "{turn:08}-', 1)
        (folder / f"{place:06}.pat.json").write_text(text, encoding="utf-8")


def combine_by_command(folder: Path, number: int) -> Cost:
    """Run ``pat combine`` on *folder* and return what it took, from its start to its end.

    Raises:
        CombineFailedError: it did not end well, or did not count *number* people.
    """
    target, told = folder.parent / "group.json", folder.parent / "told.txt"
    command = [sys.executable, "-m", "pat_core", "combine", str(folder), "--out"]
    with told.open("wb") as file:
        began = time.perf_counter()
        program = subprocess.Popen([*command, str(target)], cwd=ROOT, stderr=file)
        # Only this call tells the memory of one program among several.
        _, status, usage = os.wait4(program.pid, 0)
        took = time.perf_counter() - began
    program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode != 0:
        said = told.read_text(encoding="utf-8")[:500]
        raise CombineFailedError(f"`pat combine` ended with {program.returncode}: {said}")
    people = json.loads(target.read_text(encoding="utf-8"))["respondents"]
    if people != number:
        raise CombineFailedError(f"`pat combine` counted {people:,} people, not {number:,}")
    target.unlink()
    told.unlink()
    shutil.rmtree(folder)
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    return Cost(round(took, 1), round(usage.ru_maxrss / unit, 1))
