"""Receipts: what tells people whether their file for the facilitator was counted.

The page makes a new one for each such file. It uses only characters that are not mistaken for each
other (``CLEAR_SIGNS`` in ``ids-and-times.js``). All capitals and digits are read, so that this
choice may change.
"""

import re

__all__ = ["RECEIPT_RULE", "is_receipt"]

RECEIPT_RULE = "six capital letters and digits"
"""What a receipt is, in words."""

_RECEIPT = re.compile(r"[0-9A-Z]{6}")


def is_receipt(value: object) -> bool:
    """Return whether *value* is a receipt."""
    return isinstance(value, str) and _RECEIPT.fullmatch(value) is not None
