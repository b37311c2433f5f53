"""The receipts of the files that were counted, by which people see whether theirs was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.reports.group.sections.words import counted, page_section
from pat_core.text.markup import Markup, element

if TYPE_CHECKING:
    from pat_core.documents.group import GroupDocument

__all__ = ["render_receipts"]

MOST_SHOWN = 2_000
"""How many receipts are printed; the group file holds them all."""


def render_receipts(document: GroupDocument) -> Markup | None:
    """Return the receipts in alphabetical order, if there are any."""
    receipts = document["receipts"]
    if not receipts:
        return None
    more = len(receipts) - MOST_SHOWN
    return page_section(
        "receipts",
        "Was mine counted?",
        element(
            "p",
            "When you made your file for the facilitator, the page showed you a receipt of six"
            " characters. If it is in this list, your file was counted.",
        ),
        _without_receipt(document["respondents"] - len(receipts)),
        element(
            "p",
            ([element("code", receipt, translate="no"), " "] for receipt in receipts[:MOST_SHOWN]),
        ),
        element("p", f"And {more:,} more, which the group file lists.") if more > 0 else None,
    )


def _without_receipt(people: int) -> Markup | None:
    """Say that some were counted without a receipt, so that nobody takes theirs for lost."""
    if people < 1:
        return None
    return element(
        "p",
        f"{counted(people, 'sheet was', 'sheets were')} counted without a receipt: those sent as a"
        " code, typed in from paper, or made by an earlier version of this page.",
        class_="pat-hint",
    )
