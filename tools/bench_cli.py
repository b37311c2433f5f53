"""Measures how long the command line takes to combine a great many results."""

import json
import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from tools import setup

__all__ = ["CROWD", "CombineFailedError", "combine_by_command", "multiply_results"]

ROOT = Path(__file__).resolve().parent.parent
CROWD = 100_000
_FIRST_OF_ID = '"result_id": "00000000-'


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


def combine_by_command(folder: Path, number: int) -> float:
    """Run ``pat combine`` on *folder* and return the seconds from its start to its end.

    Raises:
        CombineFailedError: it did not end well, or did not count *number* people.
    """
    target = folder.parent / "group.json"
    command = [str(setup.VENV_PYTHON), "-m", "pat_core", "combine", str(folder), "--out"]
    began = time.perf_counter()
    done = subprocess.run(
        [*command, str(target)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    took = time.perf_counter() - began
    if done.returncode != 0:
        raise CombineFailedError(f"`pat combine` ended with {done.returncode}: {done.stderr[:500]}")
    people = json.loads(target.read_text(encoding="utf-8"))["respondents"]
    if people != number:
        raise CombineFailedError(f"`pat combine` counted {people:,} people, not {number:,}")
    target.unlink()
    shutil.rmtree(folder)
    return round(took, 1)
