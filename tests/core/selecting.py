"""What tests of which entries count share: entries, and what the desk says of them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pat_core import Instrument
from pat_core.documents.workspace import EntryChoice
from pat_core.files.sheet import Sheet
from pat_core.group.desk.desk import NO_OPTIONS, Desk, Line, wanted_values
from pat_core.group.intake.entries import Entry
from pat_core.group.intake.selection import Policy, select_entries
from pat_core.group.round.rounds import Round

FULL = "432" * 12 + "12345?" + "3"
OTHER = "1" * 36 + "-" * 7
FEW = "4" * 11 + "-" * 32
AUTUMN = Round(partnership="Harbour", round="Autumn", purpose="routine")


def an_entry(name: str, marks: str = "", **more: Any) -> Entry:
    """Return an entry whose marks and digest nobody shares, unless they are given."""
    number = sum(ord(character) * 4**place for place, character in enumerate(name))
    own = "".join(str(number // 4**place % 4 + 1) for place in range(36)) + "-" * 7
    given = {"kind": "file", "digest": f"digest of {name}", **more}
    return Entry(name, sheet=Sheet(marks or own), **given)


def desk_of(
    entries: Sequence[Entry], choices: Sequence[EntryChoice], instrument: Instrument, **more: Any
) -> Desk:
    """Return a desk with *entries* on it, selected as *choices* and more of a policy say."""
    wanted = wanted_values(more.pop("wanted", None))
    policy = Policy(wanted=wanted, choices=choices, **more)
    return Desk(entries, select_entries(entries, policy, instrument), NO_OPTIONS)


def lines_of(
    entries: list[Entry],
    instrument: Instrument,
    wanted: Round | None = None,
    choices: Mapping[str, EntryChoice] | None = None,
    **more: Any,
) -> dict[str, Line]:
    """Return the lines by name; choices are given by name too."""
    chosen = [(choices or {}).get(entry.name, "") for entry in entries]
    lines = list(desk_of(entries, chosen, instrument, wanted=wanted, **more).lines)
    assert [line.name for line in lines] == [entry.name for entry in entries]
    return {line.name: line for line in lines}


def statuses_of(lines: dict[str, Line]) -> dict[str, str]:
    """Return the status of each entry by its name."""
    return {name: line.status for name, line in lines.items()}


def counts_of(lines: Iterable[Line]) -> Counter[str]:
    """Return how many entries have each status."""
    return Counter(line.status for line in lines)
