"""The agenda of a workshop, as far as it was arranged by hand; the rest follows from the topics."""

from collections.abc import Sequence
from typing import Any

from pat_core.files.json_reader import ForeignValue
from pat_core.model import Instrument

__all__ = ["DEFAULT_TOTAL", "MAX_MINUTES", "check_agenda"]

MAX_MINUTES = 999
"""How many minutes a workshop, or one topic of it, may take."""
DEFAULT_TOTAL = 60
"""How many minutes the topics share where nobody said."""

_CODE_LISTS = ("order", "added", "removed")


def check_agenda(found: ForeignValue, instrument: Instrument) -> dict[str, Any]:
    """Return what was arranged by hand for a workshop; what is missing is empty.

    Returns:
        {"order": codes of topics that were put in order, "minutes": those given to a topic, by its
        code, "total": minutes in all, "added": codes of topics that no rule names, "removed": codes
        of topics that a rule names and somebody took off}. Each list holds a code once, and no code
        is both added and removed.
    """
    codes = instrument.codes
    order, added, removed = (_check_codes(found, key, codes) for key in _CODE_LISTS)
    for place, code in enumerate(removed):
        if code in added:
            found.at("removed").list()[place].fail(f"is {code}, which is added, too")
    minutes = found.at("minutes", {}).items(codes)
    return {
        **found.object(),
        "order": order,
        "minutes": {code: each.whole(0, MAX_MINUTES) for code, each in minutes},
        "total": found.at("total", DEFAULT_TOTAL).whole(1, MAX_MINUTES),
        "added": added,
        "removed": removed,
    }


def _check_codes(agenda: ForeignValue, key: str, codes: Sequence[str]) -> list[str]:
    found: list[str] = []
    for each in agenda.at(key, []).list(len(codes)):
        code = each.choice(codes)
        if code in found:
            each.fail(f"is {code} once more; each code may be there once")
        found.append(code)
    return found
