"""The subgroups of a foreign group file: what is withheld stays so, and cannot be worked out.

The rule is that of ``suppression``. A file that breaks it was not written by this project. It is
refused, because the answers of a few people could be read from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.files.json_reader import ForeignValue
from pat_core.group.disclosure.suppression import WITHHELD
from pat_core.group.document.recalculation import ends_of, recount_marks
from pat_core.group.statistics.figures import band_of_mean
from pat_core.group.statistics.tally import LABEL_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pat_core.documents.figures import (
        LabelKind,
        StatementCounts,
        Subgroup,
        SubgroupFigures,
        SubgroupScores,
        Withheld,
    )
    from pat_core.documents.group import GroupFigures
    from pat_core.model import Instrument, Principle

__all__ = ["check_subgroups"]


def check_subgroups(
    foreign: ForeignValue, group: GroupFigures, ins: Instrument
) -> dict[LabelKind, dict[str, Subgroup]]:
    """Return the subgroups by the one kind of label, or nothing where there are none.

    Args:
        foreign: the value of ``by`` in the group file.
        group: the figures of the whole group, already worked out anew, and its threshold.
        ins: the instrument that was answered.

    Raises:
        GroupFileError: something is not of its kind, or what is withheld could be worked out.
    """
    labels = dict(foreign.items(LABEL_KINDS))
    if len(labels) > 1:
        foreign.fail("has parts by more than one kind of label; a round has one")
    return {kind: _check_labels(labels[kind], group, ins) for kind in LABEL_KINDS if kind in labels}


def _check_labels(
    foreign: ForeignValue, group: GroupFigures, ins: Instrument
) -> dict[str, Subgroup]:
    people, threshold = group["respondents"], group["threshold"]
    subgroups = {label: _check_subgroup(value, people, ins) for label, value in foreign.items()}
    if "" in subgroups:
        foreign.refuse_key("", "a label")
    _refuse_derivable(foreign, subgroups.values(), people, threshold)
    for code, statement in group["statements"].items():
        answers = [s if "withheld" in s else s["statements"][code] for s in subgroups.values()]
        place = ForeignValue(foreign.raw, foreign.name, f"{foreign.place} statements/{code}")
        _refuse_derivable(place, answers, statement["n"], threshold)
    for number, principle in group["principles"].items():
        scores = [s if "withheld" in s else s["principles"][number] for s in subgroups.values()]
        place = ForeignValue(foreign.raw, foreign.name, f"{foreign.place} principles/{number}")
        _refuse_derivable(place, scores, principle["n"], threshold)
    return subgroups


def _refuse_derivable(
    place: ForeignValue,
    figures: Iterable[SubgroupFigures | StatementCounts | SubgroupScores | Withheld],
    whole: int,
    threshold: int,
) -> None:
    """Refuse subgroups that are too small, do not add up, or give away what is withheld.

    *figures* are one figure of each subgroup, of the *whole* people who have it in the group.
    """
    sizes = [None if "withheld" in one else one["n"] for one in figures]
    shown = [size for size in sizes if size is not None]
    rest = whole - sum(shown)
    if rest < 0 or (rest and len(shown) == len(sizes)):
        place.fail(f"adds up to {sum(shown)} people, but the whole group has {whole}")
    if shown and (min(shown) < threshold or (len(shown) < len(sizes) and rest < threshold)):
        place.fail(f"shows or reveals fewer people than the threshold of {threshold}")


def _check_subgroup(foreign: ForeignValue, people: int, ins: Instrument) -> Subgroup:
    if foreign.has("withheld"):
        return _check_withheld(foreign)
    n = foreign.at("n").whole(1, people)
    principles = {principle.number: principle for principle in ins.principles}
    return {
        **foreign.object(),
        "n": n,
        "statements": {
            code: _check_statement(value, n, ins.values)
            for code, value in foreign.at("statements").all_of(ins.codes)
        },
        "principles": {
            number: _check_scores(value, n, principles[number])
            for number, value in foreign.at("principles").all_of(list(principles))
        },
    }


def _check_withheld(foreign: ForeignValue) -> Withheld:
    if not foreign.at("withheld").truth():
        foreign.at("withheld").refuse("true")
    return WITHHELD


def _check_statement(
    foreign: ForeignValue, people: int, values: Sequence[int]
) -> StatementCounts | Withheld:
    if foreign.has("withheld"):
        return _check_withheld(foreign)
    return recount_marks(foreign, people, values)


def _check_scores(
    foreign: ForeignValue, people: int, principle: Principle
) -> SubgroupScores | Withheld:
    """Return the figures of a subgroup's scores, kept if possible: the file holds no scores."""
    if foreign.has("withheld"):
        return _check_withheld(foreign)
    rising = sorted(principle.bands, key=lambda band: band.low)
    ends = ends_of(rising)
    counts = [count.whole(0, people) for count in foreign.at("band_counts").list(len(rising))]
    n = foreign.at("n").whole(0, people)
    if len(counts) != len(rising) or sum(counts) != n:
        foreign.at("band_counts").fail(f"must hold {len(rising)} counts that add up to n, {n}")
    if not n:
        foreign.fail("has no score, so it must be withheld")
    total = round(foreign.at("mean").number(*ends) * n)
    band = band_of_mean(total, n, rising)
    return {
        **foreign.object(),
        "n": n,
        "cant_say": foreign.at("cant_say").whole(0, people * len(principle.statements)),
        "mean": total / n,
        "median": foreign.at("median").number(*ends),
        "band_counts": counts,
        "consensus": foreign.at("consensus").number(0, 1),
        "band": [band.low, band.high] if band else None,
    }
