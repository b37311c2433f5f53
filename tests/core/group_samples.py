"""Groups that the tests of pictures and pages share, counted by the core from typed sheets."""

from typing import Any

from pat_core import Instrument
from pat_core.files.sheet import Sheet
from pat_core.group.document.group_document import GroupDetails, group_document
from pat_core.group.statistics.tally import GroupTally

MARKS = (
    ("444444", "333333", "222222", "111111", "4433?2", "-33333"),
    ("434343", "333222", "122222", "111112", "443322", "333333"),
    ("444433", "332222", "222222", "121111", "443322", "333333"),
    ("444434", "322222", "222222", "111111", "443322", "?33333"),
    ("444344", "322222", "422222", "111111", "443322", "333334"),
    ("444444", "444222", "222222", "111111", "114411", "333333"),
)
"""Six people, a string of six answers for each principle."""
RATINGS = ("543213", "543213", "543214", "453213", "54321?", "543213")
SUCCESS = "334?21"
PARTNERS = ("Quay", "Quay", "Quay", "Quay", "Lane", "")


def sheets(levels: str = "") -> list[Sheet]:
    """Return the six sheets; *levels* gives each a label of one letter."""
    names = {"b": "board", "m": "management", "": ""}
    return [
        Sheet(
            "".join(MARKS[place]) + RATINGS[place] + SUCCESS[place],
            "coordination/delivery" if place < 5 else "",
            "integration/delivery" if place < 3 else "cooperation/strategic",
            names[levels[place]] if levels else "",
            "",
            PARTNERS[place],
        )
        for place in range(len(MARKS))
    ]


def group(
    instrument: Instrument,
    people: list[Sheet] | None = None,
    kind: Any = "",
    **details: Any,
) -> Any:
    """Return the group file of *people*, or of all six."""
    tally = GroupTally(sheets() if people is None else people, instrument, kind)
    given = {"made_at": "2026-11-20T10:00:00Z", "partnership": "Harbour Lane", **details}
    return group_document(tally, GroupDetails(**given), instrument)
