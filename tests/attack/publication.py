"""What a group publishes, and how the product writes it for any answers that people may have given.

A publication is one or more group files: of one round, of the same round counted again with late
files, or of two rounds with the change between them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from pat_core.documents.figures import LabelKind
from pat_core.group.document.group_document import GroupDetails, group_document
from pat_core.group.statistics.tally import NOT_GIVEN, GroupTally
from pat_core.model import Instrument
from tests.attack.unknown import Row

Figures = Any
"""A group file as JSON."""


class View(NamedTuple):
    """One group file: whose rows it is made of, and how it is looked at."""

    members: tuple[int, ...]
    kind: LabelKind | Literal[""] = "level"
    threshold: int = 5


@dataclass(frozen=True)
class Publication:
    """The group files that an attacker has."""

    views: tuple[View, ...]
    instrument: Instrument
    mode: str = "confidential"

    @classmethod
    def of_one_round(
        cls,
        people: int,
        instrument: Instrument,
        kind: LabelKind | Literal[""] = "level",
        threshold: int = 5,
    ) -> "Publication":
        """Return the publication of one group file."""
        return cls((View(tuple(range(people)), kind, threshold),), instrument)

    def write(self, rows: Sequence[Row]) -> list[Figures]:
        """Return the group files that the product writes for the answers in *rows*."""
        return [self._document(view, rows) for view in self.views]

    def _document(self, view: View, rows: Sequence[Row]) -> Figures:
        sheets = [rows[index].sheet for index in view.members]
        tally = GroupTally(sheets, self.instrument, view.kind)
        details = GroupDetails(made_at="", mode=self.mode, threshold=view.threshold)
        return group_document(tally, details, self.instrument)

    def standing(self, index: int, row: Row) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """Return in which files a row is counted, and with which label in each of them."""
        labels = tuple(
            (getattr(row.sheet, view.kind) or NOT_GIVEN) if view.kind else ""
            for view in self.views
            if index in view.members
        )
        places = tuple(place for place, view in enumerate(self.views) if index in view.members)
        return places, labels
