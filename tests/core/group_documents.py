"""Small groups that several tests share: sheets written as marks, and their group documents."""

import json
import random
from typing import Any

from pat_core import Instrument
from pat_core.files.sheet import Sheet
from pat_core.group.document.group_document import GroupDetails, group_document
from pat_core.group.statistics.tally import GroupTally
from tests.core.samples import CODES

MADE_AT = "2026-11-20T10:00:00Z"


def marks(default: str = "3", significance: str = "333333", success: str = "3", **own: str) -> str:
    """Return a sheet's marks: *default* for every statement but *own*, as ``_1A="?"``."""
    given = {key.removeprefix("_"): mark for key, mark in own.items()}
    return "".join(given.get(code, default) for code in CODES) + significance + success


def principle_marks(scores: str, significance: str = "333333") -> str:
    """Return a sheet's marks with one mark throughout each principle, such as "332333"."""
    return "".join(mark * 6 for mark in scores) + significance + "3"


def random_sheets(chance: random.Random, people: int, gaps: float = 0.1) -> list[Sheet]:
    """Return sheets of random marks, types and labels; *gaps* is how often there is no answer."""

    def mark(points: str) -> str:
        return chance.choice("?-") if chance.random() < gaps else chance.choice(points)

    return [
        Sheet(
            "".join(mark(points) for points in ["1234"] * 36 + ["12345"] * 6 + ["1234"]),
            chance.choice(("", "cooperation/strategic", "coordination/delivery")),
            chance.choice(("", "coordination/delivery", "integration/delivery")),
            chance.choice(("board", "management", "front_line", "none", "")),
            chance.choice(("public", "voluntary", "")),
            chance.choice(("", "Council", "Health Board", "Hillside Trust")),
        )
        for _ in range(people)
    ]


def group_of(
    sheets: list[str] | list[Sheet],
    instrument: Instrument,
    kind: Any = "",
    **details: Any,
) -> Any:
    """Return the group document of *sheets*, with these *details*."""
    people = [Sheet(sheet) if isinstance(sheet, str) else sheet for sheet in sheets]
    tally = GroupTally(people, instrument, kind)
    return group_document(tally, GroupDetails(**{"made_at": MADE_AT, **details}), instrument)


def as_read(document: Any) -> Any:
    """Return *document* as it comes out of a file that nobody has checked."""
    found: Any = json.loads(json.dumps(document))
    return found
