"""The subgroups of a foreign group file, cut to what its round shows.

What a file withholds stays withheld. Of a confidential round that shows more than it may, such as
one of an earlier version, the rest is withheld, too, by the rules of ``disclosure.cells``.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from pat_core.files.json_reader import ForeignValue
from pat_core.group.disclosure.cells import are_nearly_alike, covered, hidden_labels
from pat_core.group.disclosure.exchanges import rounded
from pat_core.group.disclosure.subgroups import WITHHELD, estimate_figures
from pat_core.group.document.reading import read_withheld
from pat_core.group.document.recalculation import (
    ends_of,
    recount_marks,
    recount_score_counts,
)
from pat_core.group.statistics.scores import estimate_of
from pat_core.group.statistics.tally import LABEL_KINDS
from pat_core.modes import has_threshold, shows_kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pat_core.documents.figures import (
        LabelKind,
        NearlyAll,
        ScoreCounts,
        StatementCounts,
        StatementFigures,
        Subgroup,
        SubgroupEstimate,
        SubgroupFigures,
        Withheld,
    )
    from pat_core.group.disclosure.cells import Counts
    from pat_core.group.document.reading import Reading
    from pat_core.model import Principle

__all__ = ["check_subgroups"]


def check_subgroups(
    foreign: ForeignValue,
    statements: Mapping[str, StatementFigures | Withheld],
    reading: Reading,
) -> dict[LabelKind, dict[str, Subgroup]]:
    """Return the subgroups by the one kind of label, or nothing where there are none.

    Args:
        foreign: the value of ``by`` in the group file.
        statements: those of the whole group, already worked out anew.
        reading: what is known of the file; what is cut from it is noted there.

    Raises:
        GroupFileError: something is not of its kind, or cannot be.
    """
    labels = dict(foreign.items(LABEL_KINDS))
    if len(labels) > 1:
        foreign.fail("has parts by more than one kind of label; a round has one")
    by: dict[LabelKind, dict[str, Subgroup]] = {}
    for kind in LABEL_KINDS:
        if kind in labels and shows_kind(reading.mode, kind):
            by[kind] = _check_labels(labels[kind], statements, reading)
        elif kind in labels:
            reading.cut(labels[kind])
    return by


def _check_labels(
    foreign: ForeignValue, statements: Mapping[str, StatementFigures | Withheld], reading: Reading
) -> dict[str, Subgroup]:
    values = dict(foreign.items())
    if "" in values:
        foreign.refuse_key("", "a label")
    subgroups = {label: _check_subgroup(value, reading) for label, value in values.items()}
    _check_sum(
        foreign, "", {label: _people(own) for label, own in subgroups.items()}, reading.people
    )
    for code, whole in statements.items():
        if "withheld" not in whole:
            people = {label: _answers(own, code) for label, own in subgroups.items()}
            _check_sum(foreign, f" statements/{code}", people, whole["n"])
    if not has_threshold(reading.mode):
        return subgroups
    protected = _Protection(values, subgroups, reading)
    protected.hide_small()
    for code, whole in statements.items():
        protected.hide_counts(code, whole)
    return protected.subgroups


def _people(subgroup: Subgroup) -> int | None:
    return None if "withheld" in subgroup else subgroup["n"]


def _answers(subgroup: Subgroup, code: str) -> int | None:
    """Return how many people of a subgroup answered a statement; None if that is not shown."""
    figures = None if "withheld" in subgroup else subgroup["statements"][code]
    return figures["n"] if figures and "counts" in figures else None


def _check_sum(
    foreign: ForeignValue, where: str, shown: Mapping[str, int | None], whole: int
) -> None:
    """Refuse subgroups that do not add up to the *whole*, as far as they are shown."""
    total = sum(n for n in shown.values() if n is not None)
    if total > whole or (total < whole and None not in shown.values()):
        place = ForeignValue(foreign.raw, foreign.name, f"{foreign.place}{where}")
        place.fail(f"adds up to {total} people, but the whole group has {whole}")


def _check_subgroup(foreign: ForeignValue, reading: Reading) -> Subgroup:
    if withheld := read_withheld(foreign):
        return withheld
    n, instrument = foreign.at("n").whole(1, reading.people), reading.instrument
    statements = {
        code: _check_statement(value, n, reading)
        for code, value in foreign.at("statements").all_of(instrument.codes)
    }
    principles = {principle.number: principle for principle in instrument.principles}
    scores = {
        number: _check_scores(value, n, statements, principles[number], reading)
        for number, value in foreign.at("principles").all_of(list(principles))
    }
    figures: SubgroupFigures = {"n": n, "statements": statements, "principles": scores}
    if not has_threshold(reading.mode):
        figures = {**foreign.object(), **figures}
        counted = [own for own in statements.values() if "counts" in own]
        if foreign.has("aggregate") and len(counted) == len(statements):
            place, bands = foreign.at("aggregate"), instrument.aggregate_bands
            figures["aggregate"] = recount_score_counts(place, counted, bands, reading, n)
    return figures


def _check_statement(
    foreign: ForeignValue, people: int, reading: Reading
) -> StatementCounts | NearlyAll | Withheld:
    if foreign.has("nearly_all"):
        return {"nearly_all": foreign.at("nearly_all").choice(("agree", "disagree"))}
    return read_withheld(foreign) or recount_marks(foreign, people, reading.instrument.values)


def _check_scores(
    foreign: ForeignValue,
    people: int,
    statements: Mapping[str, StatementCounts | NearlyAll | Withheld],
    principle: Principle,
    reading: Reading,
) -> ScoreCounts | SubgroupEstimate | Withheld:
    """Return a subgroup's figures in one principle, as far as the round shows them."""
    if withheld := read_withheld(foreign):
        return withheld
    own = [statements[statement.code] for statement in principle.statements]
    counted = [figures for figures in own if "counts" in figures]
    is_counted = len(counted) == len(own)
    if not has_threshold(reading.mode):
        if not is_counted:
            return reading.cut(foreign)
        return recount_score_counts(foreign, counted, principle.bands, reading, people)
    if foreign.object().keys() - _ESTIMATE_KEYS:
        reading.cut(foreign)
    if is_counted:
        estimate = estimate_of(counted)
    elif not foreign.has("estimate"):
        return WITHHELD
    else:
        stated = foreign.at("estimate")
        ends = ends_of(principle.bands)
        estimate = None if stated.is_null() else Fraction(stated.number(*ends))
    return estimate_figures(None if estimate is None else rounded(estimate), principle)


_ESTIMATE_KEYS = frozenset({"estimate", "band"})


class _Protection:
    """The subgroups of a confidential round while what may not be shown is withheld."""

    def __init__(
        self, values: Mapping[str, ForeignValue], subgroups: dict[str, Subgroup], reading: Reading
    ) -> None:
        self.subgroups = subgroups
        self._values, self._reading = values, reading

    @property
    def _shown(self) -> dict[str, SubgroupFigures]:
        return {label: own for label, own in self.subgroups.items() if "withheld" not in own}

    def hide_small(self) -> None:
        """Withhold whole subgroups, smallest first, as long as that is needed."""
        sizes = {label: own["n"] for label, own in self._shown.items()}
        others = self._reading.people - sum(sizes.values())
        for label in hidden_labels(sizes, self._reading.threshold, others):
            self.subgroups[label] = self._reading.cut(self._values[label])

    def hide_counts(self, code: str, whole: StatementFigures | Withheld) -> None:
        """Withhold the counts of a statement in single subgroups, as long as that is needed."""
        cells = {label: own["statements"][code] for label, own in self._shown.items()}
        if "withheld" in whole:
            labels = frozenset(cells)
        else:
            counts = {label: _counts(own) for label, own in cells.items() if "counts" in own}
            fewest = self._reading.threshold
            exposed = {
                label
                for label, own in counts.items()
                if any(own) and (sum(own) < fewest or are_nearly_alike(own))
            }
            closed = self.subgroups.keys() - counts.keys()
            labels = covered(closed | exposed, counts, _counts(whole), fewest) - closed
        for label in labels:
            self._shown[label]["statements"][code] = WITHHELD
            if "counts" in cells[label]:
                self._reading.cut(self._values[label].at("statements").at(code))


def _counts(figures: StatementCounts | StatementFigures) -> Counts:
    return tuple(figures["counts"][value] for value in sorted(figures["counts"]))
