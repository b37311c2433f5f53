"""What must be known of a foreign group file while its figures are read, and what is cut from it.

Whatever a round does not show is cut, wherever the file came from: one that an earlier version
wrote, or another program.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pat_core.modes import has_threshold

if TYPE_CHECKING:
    from pat_core.documents.figures import Withheld
    from pat_core.files.json_reader import ForeignValue
    from pat_core.model import Instrument

__all__ = ["MAX_PEOPLE", "Reading", "read_withheld"]

MAX_PEOPLE = 1_000_000
"""The largest group that is read."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What must be known of a group file while its figures are read."""

    instrument: Instrument
    people: int
    partners: int
    """How many of them are named."""
    mode: str
    threshold: int
    cuts: list[str] = field(default_factory=list)
    """The places of the figures that the file shows and the round does not."""

    def is_few(self, n: int) -> bool:
        """Return whether figures with *n* answers must be withheld of the whole group."""
        return has_threshold(self.mode) and 0 < n < self.threshold

    def cut(self, foreign: ForeignValue) -> Withheld:
        """Note that a figure is left out, and return what stands in its place."""
        self.cuts.append(foreign.place)
        return {"withheld": True}


def read_withheld(foreign: ForeignValue) -> Withheld | None:
    """Return the object in place of withheld figures, or None where there are figures."""
    if not foreign.has("withheld"):
        return None
    if not foreign.at("withheld").truth():
        foreign.at("withheld").refuse("true")
    return {"withheld": True}
