"""The agenda of a workshop, as far as it was arranged by hand; the rest follows from the topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pat_core.documents.workspace import AgendaDocument
    from pat_core.files.json_reader import ForeignValue
    from pat_core.model import Instrument

__all__ = ["DEFAULT_TOTAL", "MAX_MINUTES", "check_agenda"]

MAX_MINUTES = 999
"""How many minutes a workshop, or one topic of it, may take."""
DEFAULT_TOTAL = 60
"""How many minutes the topics share unless somebody says otherwise."""

_CODE_LISTS = ("order", "added", "removed")


def check_agenda(foreign: ForeignValue, instrument: Instrument) -> AgendaDocument:
    """Return what was arranged by hand for a workshop; what is missing is empty.

    Each list holds a code once, and no code is both added and removed.

    Raises:
        GroupFileError: something is not as described; the message names the place.
    """
    codes = instrument.codes
    order, added, removed = (_check_codes(foreign, key, codes) for key in _CODE_LISTS)
    for index, code in enumerate(removed):
        if code in added:
            foreign.at("removed").list()[index].fail(f"is {code}, which is added, too")
    minutes = foreign.at("minutes", {}).items(codes)
    return {
        **foreign.object(),
        "order": order,
        "minutes": {code: value.whole(0, MAX_MINUTES) for code, value in minutes},
        "total": foreign.at("total", DEFAULT_TOTAL).whole(1, MAX_MINUTES),
        "added": added,
        "removed": removed,
    }


def _check_codes(agenda: ForeignValue, key: str, codes: Sequence[str]) -> list[str]:
    checked: list[str] = []
    for value in agenda.at(key, []).list(len(codes)):
        code = value.choice(codes)
        if code in checked:
            value.fail(f"is {code} once more; each code may be there once")
        checked.append(code)
    return checked
