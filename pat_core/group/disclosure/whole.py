"""What a confidential round shows of the whole group: nothing that few people stand behind.

A figure of the whole group needs the threshold of answers, as one of a subgroup does. Figures over
complete scores beside counts over all answers would give away who left something open. These rules
are this project's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pat_core.group.statistics.figures import (
    group_statements,
    significance_figures,
    statement_figures,
)
from pat_core.group.statistics.scores import without_bands, without_scores
from pat_core.modes import has_threshold

if TYPE_CHECKING:
    from pat_core.documents.figures import RatingAgreement, ScoreCounts, TypeTime
    from pat_core.group.statistics.tally import Tally
    from pat_core.model import Instrument

__all__ = ["FewAnswers", "few_answers", "protected_scores", "shown_agreement"]


class FewAnswers(NamedTuple):
    """What too few people answered, though somebody did."""

    codes: frozenset[str] = frozenset()
    """Statements."""
    numbers: frozenset[str] = frozenset()
    """Principles whose significance few people rated."""
    success: bool = False
    times: frozenset[TypeTime] = frozenset()
    """The types, now or needed, that few people chose."""

    def places(self, instrument: Instrument) -> frozenset[int]:
        """Return the places of the marks on a sheet that are withheld; see ``Sheet.marks``."""
        numbers = [principle.number for principle in instrument.principles]
        keys = [*instrument.codes, *numbers]
        hidden = [key in self.codes or key in self.numbers for key in keys]
        return frozenset(
            place for place, is_hidden in enumerate([*hidden, self.success]) if is_hidden
        )


def few_answers(tally: Tally, threshold: int, instrument: Instrument) -> FewAnswers:
    """Return what has answers in *tally*, but fewer than the *threshold*."""

    def is_few(n: int) -> bool:
        return 0 < n < threshold

    statements = group_statements(tally, instrument)
    ratings = significance_figures(tally, instrument)
    return FewAnswers(
        frozenset(code for code, figures in statements.items() if is_few(figures["n"])),
        frozenset(number for number, figures in ratings.items() if is_few(figures["n"])),
        is_few(statement_figures(tally.success, instrument.values)["n"]),
        frozenset(when for when, cells in tally.types.items() if is_few(sum(cells.values()))),
    )


def protected_scores(figures: ScoreCounts, *, are_unsafe: bool) -> ScoreCounts:
    """Return *figures* without those over complete scores, unless everybody has one.

    Where they *are_unsafe*, because they would expose somebody, nothing that ties the answers of
    one person together is left.
    """
    if are_unsafe:
        return without_bands(figures)
    return figures if figures["n"] == figures["respondents"] else without_scores(figures)


def shown_agreement(agreement: RatingAgreement, tally: Tally, mode: str) -> RatingAgreement:
    """Return the *agreement* on significance as the *mode* of the round shows it.

    With a threshold there is no W, unless all who rated at all rated all.
    """
    rated = sum(times for ratings, times in tally.ratings.items() if any(map(str.isdigit, ratings)))
    if agreement["n"] == rated or not has_threshold(mode):
        return agreement
    return {**agreement, "kendall_w": None}
