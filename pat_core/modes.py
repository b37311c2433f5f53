"""What each mode of a round allows to be shown to others: the one place that knows it.

People were told the mode before they answered, so it is a promise. An empty mode counts as
confidential, which promises most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.model import CONFIDENTIAL, OPEN, PARTNER

if TYPE_CHECKING:
    from pat_core.documents.figures import LabelKind

__all__ = [
    "MODE_NAMES",
    "has_threshold",
    "shows_kind",
    "shows_more",
    "shows_partners",
    "shows_people",
]

MODE_NAMES = {CONFIDENTIAL: "Combined only", PARTNER: "By partner", OPEN: "Named"}
"""What people read for each mode."""

_HOW_MUCH_IS_SHOWN = {"": 0, CONFIDENTIAL: 0, PARTNER: 1, OPEN: 2}


def shows_people(mode: str) -> bool:
    """Return whether each person's profile may be shown by name."""
    return mode == OPEN


def shows_partners(mode: str) -> bool:
    """Return whether each partner's combined profile may be shown by name, whatever its size."""
    return mode in (OPEN, PARTNER)


def shows_kind(mode: str, kind: LabelKind) -> bool:
    """Return whether subgroups by a *kind* of label may be shown at all.

    By partner, people were promised that nothing but their partner's profile is shown.
    """
    return mode != PARTNER or kind == "organisation"


def has_threshold(mode: str) -> bool:
    """Return whether a figure needs a number of people behind it."""
    return not shows_partners(mode)


def shows_more(mode: str, promised: str) -> bool:
    """Return whether *mode* shows more of a person than the mode that they were *promised*."""
    return _HOW_MUCH_IS_SHOWN[mode] > _HOW_MUCH_IS_SHOWN[promised]
