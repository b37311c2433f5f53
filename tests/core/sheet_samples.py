"""Sheets that tests of groups share."""

import random
from collections.abc import Mapping

from pat_core.files.sheet import Sheet
from tests.core.samples import NUMBERS

LEVELS = ("board", "management", "front_line", "none", "")
TYPES = ("", "cooperation/strategic", "coordination/delivery", "integration/delivery")


def sheet_with(rows: Mapping[str, str], significance: str = "------", **details: str) -> Sheet:
    """Return a sheet with these marks by principle, all else agreed; *details* are its labels."""
    marks = "".join(rows.get(number, "333333") for number in NUMBERS)
    return Sheet(f"{marks}{significance}3", **details)


def random_sheet(chance: random.Random, gaps: float = 0.1, partners: int = 4) -> Sheet:
    """Return a sheet of random marks and labels; *gaps* is how often one is not an answer."""

    def mark(points: str) -> str:
        return chance.choice("?-") if chance.random() < gaps else chance.choice(points)

    return Sheet(
        "".join(mark("1234") for _ in range(36))
        + "".join(mark("12345") for _ in range(6))
        + mark("1234"),
        chance.choice(TYPES),
        chance.choice(TYPES),
        chance.choice(LEVELS),
        chance.choice(("public", "voluntary", "")),
        chance.choice(["", *(f"Partner {number}" for number in range(partners))]),
    )
