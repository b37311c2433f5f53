"""Counting sheets: a tally grows with the patterns that occur, not with the people.

``figures`` calculates figures from the counts; ``disclosure`` decides which of them may be shown.
"""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from pat_core.files.sheet import BLANK, CANT_SAY, Sheet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from pat_core.documents.figures import LabelKind, TypeTime
    from pat_core.model import Instrument

__all__ = ["LABEL_KINDS", "NOT_GIVEN", "ORGANISATION", "TIMES", "GroupTally", "Tally"]

ORGANISATION: LabelKind = "organisation"
"""The kind of label that makes partners."""
LABEL_KINDS: tuple[LabelKind, ...] = ("level", "sector", ORGANISATION)
NOT_GIVEN = "not given"
"""What the subgroup of the people who gave no label is called."""
TIMES: tuple[TypeTime, ...] = ("now", "needed")
"""The two types that people choose: the one that they have, and the one that they need."""


class Tally:
    """The counts of any number of sheets."""

    def __init__(self, instrument: Instrument) -> None:
        sizes = [len(principle.statements) for principle in instrument.principles]
        ends = [sum(sizes[:count]) for count in range(len(sizes) + 1)]
        self._lowest, self._highest = min(instrument.values), max(instrument.values)
        self._cuts = list(itertools.pairwise(ends))
        self._significance = slice(ends[-1], ends[-1] + len(sizes))
        self.respondents = 0
        self.patterns: list[Counter[str]] = [Counter() for _ in sizes]
        """For each principle, its marks in the order of the sheet, and how often they occur."""
        self.aggregates: Counter[tuple[int, int]] = Counter()
        """Possible ranges of the aggregate, and how often they occur."""
        self.ratings: Counter[str] = Counter()
        """The marks of the six significance ratings, and how often they occur."""
        self.success: Counter[str] = Counter()
        self.types: dict[TypeTime, Counter[str]] = {when: Counter() for when in TIMES}

    def add(self, sheet: Sheet) -> None:
        """Count *sheet*."""
        self.respondents += 1
        marks = sheet.marks
        for counter, (start, end) in zip(self.patterns, self._cuts, strict=True):
            counter[marks[start:end]] += 1
        self.aggregates[self.possible(marks[: self._significance.start])] += 1
        self.ratings[marks[self._significance]] += 1
        self.success[marks[-1]] += 1
        if sheet.now:
            self.types["now"][sheet.now] += 1
        if sheet.needed:
            self.types["needed"][sheet.needed] += 1

    @property
    def whole_sheets(self) -> int:
        """How many answered every statement."""
        return sum(times for (low, high), times in self.aggregates.items() if low == high)

    def possible(self, marks: str) -> tuple[int, int]:
        """Return the lowest and the highest score that the *marks* of statements can lead to."""
        missing = marks.count(BLANK) + marks.count(CANT_SAY)
        total = sum(map(int, marks.replace(BLANK, "").replace(CANT_SAY, "")))
        return total + missing * self._lowest, total + missing * self._highest


class GroupTally:
    """The tally of a whole group, of its subgroups by one kind of label, and of each partner.

    Args:
        sheets: those that count; they are gone through anew whenever something is left out.
        instrument: what was answered.
        kind: the kind of label that makes the subgroups, or empty for none.
        merged: labels of that kind that count as another label: from the one to the other.
        partners: organisations that count as another one, in subgroups and as partners, whatever
            the kind is.
    """

    def __init__(
        self,
        sheets: Iterable[Sheet],
        instrument: Instrument,
        kind: LabelKind | Literal[""] = "",
        merged: Mapping[str, str] | None = None,
        partners: Mapping[str, str] | None = None,
    ) -> None:
        self._instrument = instrument
        self._merged, self._partners = merged or {}, partners or {}
        if kind == ORGANISATION:
            self._merged = self._partners = {**self._merged, **self._partners}
        self.sheets = sheets
        self.kind = kind
        self.whole = Tally(instrument)
        self.subgroups: dict[str, Tally] = {}
        self.partners: dict[str, Tally] = {}
        for sheet in sheets:
            self._add(sheet)

    def _add(self, sheet: Sheet) -> None:
        self.whole.add(sheet)
        if self.kind:
            self._add_to(self.subgroups, self.label_of(sheet), sheet)
        if partner := sheet.organisation:
            self._add_to(self.partners, self._partners.get(partner, partner), sheet)

    def _add_to(self, tallies: dict[str, Tally], label: str, sheet: Sheet) -> None:
        tally = tallies.get(label) or tallies.setdefault(label, Tally(self._instrument))
        tally.add(sheet)

    def label_of(self, sheet: Sheet) -> str:
        """Return the label of the subgroup that *sheet* belongs to; empty where there are none."""
        label: str = getattr(sheet, self.kind) or NOT_GIVEN if self.kind else ""
        return self._merged.get(label, label)

    def without(self, places: Collection[int], times: Collection[TypeTime]) -> GroupTally:
        """Return the tally as if nobody had given the marks at *places*, nor types at *times*."""
        if not places and not times:
            return self
        sheets = _Blanked(self.sheets, places, times)
        return GroupTally(sheets, self._instrument, self.kind, self._merged, self._partners)


class _Blanked:
    """Sheets in which some marks and types are left out; they can be gone through repeatedly."""

    def __init__(
        self, sheets: Iterable[Sheet], places: Collection[int], times: Collection[TypeTime]
    ) -> None:
        self._sheets, self._places = sheets, frozenset(places)
        self._types = dict.fromkeys(times, "")

    def __iter__(self) -> Iterator[Sheet]:
        for sheet in self._sheets:
            marks = "".join(
                BLANK if place in self._places else mark for place, mark in enumerate(sheet.marks)
            )
            yield replace(sheet, marks=marks, **self._types)
