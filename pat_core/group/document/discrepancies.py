"""Figures that a foreign group file states and that do not follow from its counts.

Such a file was altered, or written by a faulty program. Its figures are worked out anew in any case
(see ``group_file``). Whoever received it should know that others may have seen different ones.
"""

from __future__ import annotations

from math import isclose
from typing import TYPE_CHECKING

from pat_core.files.strict_json import MAX_KEY, shown
from pat_core.group.document.group_document import FORMAT_VERSION
from pat_core.modes import has_threshold
from pat_core.text.display import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pat_core.documents.group import GroupDocument
    from pat_core.model import Instrument

__all__ = ["MAX_REMARKS", "remarks_on", "shortened"]

MAX_REMARKS = 8
"""How many remarks on one file, or on one list of files, are given in full."""

_FIGURES = (
    *("partners", "completeness", "statements", "principles", "aggregate", "success"),
    *("significance", "significance_agreement", "typology", "by", "change"),
)
"""Lists of topics and the scenario are not compared: they are readings, and may be reworded."""

_OF_VERSION_1 = ("partners", "completeness", "statements", "success", "typology")
"""Those that version 1 of the file defines as this one does."""

_TOLERANCE = 1e-9
"""Relative and absolute tolerance: the last digits of sums may differ between Pythons."""


def remarks_on(
    stated: object, document: GroupDocument, instrument: Instrument, place: str = ""
) -> list[str]:
    """Return a sentence for each figure in *stated* that differs from the one worked out.

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
    keys = _FIGURES if stated.get("format_version") == FORMAT_VERSION else _OF_VERSION_1
    return shortened(
        [
            _remark(*difference)
            for key in keys
            if key in stated
            for difference in _differences(
                stated[key], document.get(key), f"{place}/{key}".lstrip("/")
            )
            # What the round does not show is null here, whatever the file says.
            if difference[2] is not None or not has_threshold(document["mode"])
        ]
    )


def shortened(remarks: Sequence[str]) -> list[str]:
    """Return the first :data:`MAX_REMARKS` of *remarks*, and how many more there are."""
    more = len(remarks) - MAX_REMARKS
    return [*remarks[:MAX_REMARKS], *([f"and {more:,} more"] if more > 0 else [])]


def _remark(place: str, stated: object, own: object) -> str:
    says, gives = shown(_rounded(stated)), shown(_rounded(own))
    if says == gives:
        says, gives = shown(stated), shown(own)
    return f"{place}: the file says {says}, its counts give {gives}; the counts are believed"


def _rounded(figure: object) -> object:
    if isinstance(figure, (list, tuple)):
        return [_rounded(item) for item in figure]
    return round(figure, 4) if isinstance(figure, float) else figure


def _differences(stated: object, own: object, place: str) -> Iterator[tuple[str, object, object]]:
    """Yield place, stated and own figure wherever both are there and differ; texts never do."""
    if isinstance(stated, dict) and isinstance(own, dict):
        for key in own:
            if key in stated:
                # A label is foreign text, and must not control the terminal that it is printed on.
                inner = f"{place}/{visible(key, MAX_KEY)}"
                yield from _differences(stated[key], own[key], inner)
    elif _is_figure(own) and not _are_alike(stated, own):
        yield place, stated, own


def _is_figure(own: object) -> bool:
    if isinstance(own, (list, tuple)):
        return all(map(_is_figure, own))
    return own is None or isinstance(own, (int, float))


def _are_alike(stated: object, own: object) -> bool:
    if isinstance(stated, (list, tuple)) and isinstance(own, (list, tuple)):
        return len(stated) == len(own) and all(map(_are_alike, stated, own))
    if isinstance(stated, (int, float)) and isinstance(own, (int, float)):
        return isinstance(stated, bool) == isinstance(own, bool) and isclose(
            stated, own, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE
        )
    return stated == own
