"""How much of a long list a run tries: a sample, always the same one, or all with PAT_LONG=1."""

import os
import random
from collections.abc import Iterable, Sequence
from typing import Any

IS_LONG = os.environ.get("PAT_LONG") == "1"
SEED = 2003
SAMPLES: dict[str, tuple[int, int]] = {}
"""For each long list: how many of its cases are tried, and how many there are."""


def sample(name: str, cases: Iterable[Any], size: int) -> list[Any]:
    """Return *size* of the cases, always the same ones; all of them in a long run."""
    every = list(cases)
    chosen = every
    if not IS_LONG and size < len(every):
        places = sorted(random.Random(f"{SEED} {name}").sample(range(len(every)), size))
        chosen = [every[place] for place in places]
    SAMPLES[name] = (len(chosen), len(every))
    return chosen


def how_many(name: str, size: int, there: int) -> int:
    """Return how many cases to make up: *size*, or *there* in a long run."""
    SAMPLES[name] = (there if IS_LONG else size, there)
    return SAMPLES[name][0]


def spread(
    name: str, cases: Iterable[Any], ways: Sequence[Any], size: int = 1
) -> dict[Any, list[Any]]:
    """Return for each case *size* of the ways in which it can be tried, all of them in a long run.

    The ways take turns, so that each of them is used; those of one case stand beside each other.
    """
    listed = list(cases)
    size = len(ways) if IS_LONG else size
    turns = [
        [ways[(place * size + step) % len(ways)] for step in range(size)]
        for place in range(len(listed))
    ]
    SAMPLES[name] = (len(listed) * size, len(listed) * len(ways))
    return dict(zip(listed, turns, strict=True))
