"""How many malformed files the fuzzing tests tried, to be printed when they are done."""

TRIED: dict[str, int] = {}
"""For each target, how many cases."""


def count(name: str, cases: int = 1) -> None:
    """Note that so many more cases were tried on the target *name*."""
    TRIED[name] = TRIED.get(name, 0) + cases
