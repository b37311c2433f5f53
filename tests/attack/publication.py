"""What a group publishes, and how the product writes it for any answers that people may have given.

A publication is one or more group files: of one round, of the same round counted again with late
files, or of two rounds with the change between them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from pat_core.documents.figures import LabelKind
from pat_core.group.disclosure.subgroups import SHOWN_ONCE
from pat_core.group.document.change import change_since
from pat_core.group.document.group_document import GroupDetails, group_document
from pat_core.group.statistics.pairs import Pairs, marks_by_token
from pat_core.group.statistics.tally import NOT_GIVEN, GroupTally
from pat_core.model import Instrument
from tests.attack.unknown import Row

Kind = LabelKind | Literal[""]
"""The kind of label that makes the subgroups; empty for none."""
Figures = Any
"""A group file as JSON."""


class View(NamedTuple):
    """One group file: whose rows it is made of, and how it is looked at."""

    members: tuple[int, ...]
    kind: Kind = "level"
    threshold: int = 5
    parts_withheld: str = ""


@dataclass(frozen=True)
class Publication:
    """The group files that an attacker has."""

    views: tuple[View, ...]
    instrument: Instrument
    mode: str = "confidential"
    has_change: bool = False
    """Whether the change from the first group file to the last one is published, too."""

    @classmethod
    def of_one_round(
        cls,
        people: int,
        instrument: Instrument,
        kind: Kind = "level",
        threshold: int = 5,
    ) -> "Publication":
        """Return the publication of one group file."""
        return cls((View(tuple(range(people)), kind, threshold),), instrument)

    @classmethod
    def with_late_files(
        cls, first: int, people: int, instrument: Instrument, kind: Kind = "level"
    ) -> "Publication":
        """Return the group files of the *first* people, and of all when more had come late."""
        early, late = View(tuple(range(first)), kind), View(tuple(range(people)), kind)
        return cls((early, late._replace(parts_withheld=SHOWN_ONCE)), instrument)

    @classmethod
    def of_two_rounds(cls, people: int, instrument: Instrument) -> "Publication":
        """Return the group files of the same *people* in two rounds, with the change.

        The rows of the second round follow those of the first.
        """
        rounds = View(tuple(range(people)), ""), View(tuple(range(people, 2 * people)), "")
        return cls(rounds, instrument, has_change=True)

    def write(self, rows: Sequence[Row]) -> list[Figures]:
        """Return the group files that the product writes for the answers in *rows*."""
        documents = [self._document(view, rows) for view in self.views]
        if not self.has_change:
            return documents
        tokens = [
            marks_by_token((rows[index].person, rows[index].sheet) for index in view.members)
            for view in self.views
        ]
        pairs = Pairs(tokens[0], tokens[-1])
        return [*documents, change_since(documents[0], documents[-1], self.instrument, pairs)]

    def _document(self, view: View, rows: Sequence[Row]) -> Figures:
        sheets = [rows[index].sheet for index in view.members]
        tally = GroupTally(sheets, self.instrument, view.kind)
        details = GroupDetails(
            made_at="", mode=self.mode, threshold=view.threshold, parts_withheld=view.parts_withheld
        )
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
