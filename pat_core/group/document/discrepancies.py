"""Figures that a foreign group file states and its counts do not give: found, so as to be told.

Such a file was altered, or written by a program that errs. Its figures are worked out anew anyway
(see ``group_file``); whoever was sent it should know that others may have been shown other ones.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import isclose
from typing import Any

from pat_core.files.strict_json import MAX_KEY, shown
from pat_core.model import Instrument
from pat_core.text.display import visible

__all__ = ["MAX_REMARKS", "remarks_on", "shortened"]

MAX_REMARKS = 8
"""How many remarks on one file, or one row of files, are told one by one."""

_FIGURES = (
    *("partners", "completeness", "statements", "principles", "aggregate", "success"),
    *("significance", "significance_agreement", "typology", "by", "change"),
)
"""Lists of topics and the scenario stay out: what they say is a reading, and may be reworded."""

_ALIKE = 1e-9
"""Sums of fractions may differ in their last digits from one Python to another."""


def remarks_on(
    stated: object, document: Mapping[str, Any], instrument: Instrument, place: str = ""
) -> list[str]:
    """Return a sentence for each figure in *stated* that is another than the one worked out.

    Args:
        stated: the group file's JSON value, as it came.
        document: what was worked out from it.
        instrument: figures by another version of its scoring are not compared.
        place: where the group stands in a larger file.
    """
    if not isinstance(stated, dict):
        return []
    if stated.get("scoring_version", instrument.scoring_version) != instrument.scoring_version:
        return []
    return shortened(
        [
            _remark(*found)
            for key in _FIGURES
            if key in stated
            for found in _differences(stated[key], document.get(key), f"{place}/{key}".lstrip("/"))
        ]
    )


def shortened(remarks: Sequence[str]) -> list[str]:
    """Return the first of *remarks*, and how many there are beyond :data:`MAX_REMARKS`."""
    more = len(remarks) - MAX_REMARKS
    return [*remarks[:MAX_REMARKS], *([f"and {more:,} more"] if more > 0 else [])]


def _remark(place: str, said: object, own: object) -> str:
    says, gives = shown(_rounded(said)), shown(_rounded(own))
    if says == gives:
        says, gives = shown(said), shown(own)
    return f"{place}: the file says {says}, its counts give {gives}; the counts are believed"


def _rounded(figure: object) -> object:
    if isinstance(figure, (list, tuple)):
        return [_rounded(each) for each in figure]
    return round(figure, 4) if isinstance(figure, float) else figure


def _differences(said: object, own: object, place: str) -> Iterator[tuple[str, object, object]]:
    """Yield place, stated and own figure wherever both are there and differ; never a text."""
    if isinstance(said, dict) and isinstance(own, dict):
        for key in own:
            if key in said:
                # A label is a foreign key, and must not steer the terminal it is printed on.
                inner = f"{place}/{visible(key, MAX_KEY)}"
                yield from _differences(said[key], own[key], inner)
    elif _is_figure(own) and not _are_alike(said, own):
        yield place, said, own


def _is_figure(own: object) -> bool:
    if isinstance(own, (list, tuple)):
        return all(map(_is_figure, own))
    return own is None or isinstance(own, (int, float))


def _are_alike(said: object, own: object) -> bool:
    if isinstance(said, (list, tuple)) and isinstance(own, (list, tuple)):
        return len(said) == len(own) and all(map(_are_alike, said, own))
    if isinstance(said, (int, float)) and isinstance(own, (int, float)):
        return isinstance(said, bool) == isinstance(own, bool) and isclose(
            said, own, rel_tol=_ALIKE, abs_tol=_ALIKE
        )
    return said == own
