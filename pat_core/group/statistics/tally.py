"""Counting sheets one by one: a tally grows with the patterns that occur, not with the people.

``figures`` calculates figures from the counts; ``disclosure`` decides which of them may be shown.
"""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING, Literal

from pat_core.files.sheet import BLANK, CANT_SAY, Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pat_core.documents.figures import LabelKind, TypeTime
    from pat_core.model import Instrument

__all__ = ["LABEL_KINDS", "NOT_GIVEN", "ORGANISATION", "GroupTally", "Tally"]

ORGANISATION: LabelKind = "organisation"
"""The kind of label that makes partners."""
LABEL_KINDS: tuple[LabelKind, ...] = ("level", "sector", ORGANISATION)
NOT_GIVEN = "not given"
"""What the subgroup of the people who gave no label is called."""


class Tally:
    """The counts of any number of sheets; a sheet that was added can be removed again."""

    def __init__(self, instrument: Instrument) -> None:
        sizes = [len(principle.statements) for principle in instrument.principles]
        ends = [sum(sizes[:count]) for count in range(len(sizes) + 1)]
        self._lowest, self._highest = min(instrument.values), max(instrument.values)
        self._cuts = list(itertools.pairwise(ends))
        self._significance = slice(ends[-1], ends[-1] + len(sizes))
        self.respondents = 0
        self.whole_sheets = 0
        """How many answered every statement."""
        self.patterns: list[Counter[str]] = [Counter() for _ in sizes]
        """For each principle, its marks in the order of the sheet, and how often they occur."""
        self.ratings: Counter[str] = Counter()
        """The marks of the six significance ratings, and how often they occur."""
        self.success: Counter[str] = Counter()
        self.types: dict[TypeTime, Counter[str]] = {"now": Counter(), "needed": Counter()}
        self.aggregates: Counter[int] = Counter()
        """Aggregate scores of whole sheets."""
        self.possible = [0, 0]
        """The lowest and the highest possible aggregate, each summed over all sheets."""

    def add(self, sheet: Sheet, times: int = 1) -> None:
        """Count *sheet*; with *times* −1, remove one that was counted before."""
        self.respondents += times
        marks = sheet.marks
        for counter, (start, end) in zip(self.patterns, self._cuts, strict=True):
            counter[marks[start:end]] += times
        self.ratings[marks[self._significance]] += times
        self.success[marks[-1]] += times
        if sheet.now:
            self.types["now"][sheet.now] += times
        if sheet.needed:
            self.types["needed"][sheet.needed] += times
        self._add_aggregate(marks[: self._significance.start], times)

    def _add_aggregate(self, answers: str, times: int) -> None:
        missing = answers.count(BLANK) + answers.count(CANT_SAY)
        total = sum(map(int, answers.replace(BLANK, "").replace(CANT_SAY, "")))
        self.possible[0] += times * (total + missing * self._lowest)
        self.possible[1] += times * (total + missing * self._highest)
        if not missing:
            self.whole_sheets += times
            self.aggregates[total] += times


class GroupTally:
    """The tally of a whole group, of its subgroups by one kind of label, and of each partner.

    Args:
        instrument: what was answered.
        kind: the kind of label that makes the subgroups, or empty for none.
        merged: labels of that kind that count as another label: from the one to the other.
        partners: organisations that count as another one, in subgroups and as partners, whatever
            the kind is.
    """

    def __init__(
        self,
        instrument: Instrument,
        kind: LabelKind | Literal[""] = "",
        merged: Mapping[str, str] | None = None,
        partners: Mapping[str, str] | None = None,
    ) -> None:
        self._instrument = instrument
        self._merged, self._partners = merged or {}, partners or {}
        if kind == ORGANISATION:
            self._merged = self._partners = {**self._merged, **self._partners}
        self.kind = kind
        self.whole = Tally(instrument)
        self.subgroups: dict[str, Tally] = {}
        self.partners: dict[str, Tally] = {}

    def add(self, sheet: Sheet, times: int = 1) -> None:
        """Count *sheet* wherever it belongs; with *times* −1, remove it again."""
        self.whole.add(sheet, times)
        if self.kind:
            label: str = getattr(sheet, self.kind) or NOT_GIVEN
            self._add_to(self.subgroups, self._merged.get(label, label), sheet, times)
        if partner := sheet.organisation:
            self._add_to(self.partners, self._partners.get(partner, partner), sheet, times)

    def _add_to(self, tallies: dict[str, Tally], label: str, sheet: Sheet, times: int) -> None:
        tally = tallies.get(label) or tallies.setdefault(label, Tally(self._instrument))
        tally.add(sheet, times)
        if not tally.respondents:
            del tallies[label]
