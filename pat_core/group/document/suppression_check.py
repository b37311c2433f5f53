"""The parts of a foreign group file: what is withheld stays so, and nothing can be worked out.

The rule is that of ``parts``. A file that breaks it was not written by this project, and is not
shown, for what a few people answered could be read from it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pat_core.files.json_reader import ForeignValue
from pat_core.group.disclosure.suppression import WITHHELD
from pat_core.group.document.recalculation import ends_of, recount_marks
from pat_core.group.statistics.figures import band_of_mean
from pat_core.group.statistics.tally import LABEL_KINDS
from pat_core.model import Instrument, Principle

__all__ = ["check_parts"]

Figures = dict[str, Any]


def check_parts(
    found: ForeignValue, document: Mapping[str, Any], ins: Instrument
) -> dict[str, Any]:
    """Return the parts of a group by one kind of label, or nothing where there are none.

    Args:
        found: what stands under ``by``.
        document: the figures of the whole group, already worked out anew, and its threshold.
        ins: what was answered.
    """
    kinds = list(found.items(LABEL_KINDS))
    if len(kinds) > 1:
        found.fail("has parts by more than one kind of label; a round has one")
    return {kind: _check_labels(labels, document, ins) for kind, labels in kinds}


def _check_labels(
    found: ForeignValue, document: Mapping[str, Any], ins: Instrument
) -> dict[str, Any]:
    people = document["respondents"]
    parts = {label: _check_part(each, people, ins) for label, each in found.items()}
    if "" in parts:
        found.refuse_key("", "a label")
    _refuse_derivable(found, list(parts.values()), people, document["threshold"])
    for key in ("statements", "principles"):
        for code, whole in document[key].items():
            shown = [part if _is_withheld(part) else part[key][code] for part in parts.values()]
            place = ForeignValue(found.raw, found.name, f"{found.place} {key}/{code}")
            _refuse_derivable(place, shown, whole["n"], document["threshold"])
    return parts


def _is_withheld(figures: Figures) -> bool:
    return "withheld" in figures


def _refuse_derivable(
    place: ForeignValue, figures: Sequence[Figures], whole: int, threshold: int
) -> None:
    """Refuse parts that are too small, do not add up, or tell what is withheld."""
    sizes = [each["n"] for each in figures if not _is_withheld(each)]
    rest = whole - sum(sizes)
    if rest < 0 or (rest and len(sizes) == len(figures)):
        place.fail(f"adds up to {sum(sizes)} people, but the whole group has {whole}")
    if sizes and (min(sizes) < threshold or (len(sizes) < len(figures) and rest < threshold)):
        place.fail(f"shows or reveals fewer people than the threshold of {threshold}")


def _check_part(found: ForeignValue, people: int, ins: Instrument) -> dict[str, Any]:
    if found.has("withheld"):
        return _withheld(found)
    n = found.at("n").whole(1, people)
    principles = {principle.number: principle for principle in ins.principles}
    return {
        **found.object(),
        "n": n,
        "statements": {
            code: _withheld(each) if each.has("withheld") else recount_marks(each, n, ins.values)
            for code, each in found.at("statements").all_of(ins.codes)
        },
        "principles": {
            number: _withheld(each)
            if each.has("withheld")
            else _scores(each, n, principles[number])
            for number, each in found.at("principles").all_of(list(principles))
        },
    }


def _withheld(found: ForeignValue) -> Figures:
    if not found.at("withheld").truth():
        found.at("withheld").refuse("true")
    return dict(WITHHELD)


def _scores(found: ForeignValue, people: int, principle: Principle) -> Figures:
    """Return the figures of a part's scores; without the scores, they are kept if possible."""
    rising = sorted(principle.bands, key=lambda band: band.low)
    ends = ends_of(rising)
    counts = [each.whole(0, people) for each in found.at("band_counts").list(len(rising))]
    n = found.at("n").whole(0, people)
    if len(counts) != len(rising) or sum(counts) != n:
        found.at("band_counts").fail(f"must hold {len(rising)} counts that add up to n, {n}")
    if not n:
        found.fail("has no score, so it must be withheld")
    total = round(found.at("mean").number(*ends) * n)
    band = band_of_mean(total, n, rising)
    return {
        **found.object(),
        "n": n,
        "cant_say": found.at("cant_say").whole(0, people * len(principle.statements)),
        "mean": total / n,
        "median": found.at("median").number(*ends),
        "band_counts": counts,
        "consensus": found.at("consensus").number(0, 1),
        "band": [band.low, band.high] if band else None,
    }
