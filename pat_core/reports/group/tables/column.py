"""What is known of one column of a group's tables."""

from dataclasses import dataclass

__all__ = ["Column"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    name: str
    """The heading in CSV, and the key in rows."""
    heading: str
    """The heading in a workbook."""
    meaning: str
    allowed: str
    """The possible values, in words."""
    width: int = 10
    """In a workbook, in characters."""
    digits: int = 2
    """How many decimals a workbook shows; the cell holds all of them."""
    is_date: bool = False
    is_mixed: bool = False
    """Whether it holds both numbers and texts, which a workbook then aligns alike."""
