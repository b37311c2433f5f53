"""Foreign text in a cell of a CSV file: never a formula, on one line, and without any loss.

There are two steps, which :func:`original_text` reverses. Each piece of a text that a spreadsheet
might run gets an apostrophe in front. Then every control character, such as a line break, is
replaced by its picture (␊), so a row stays on one line whatever reads it.
"""

import re

from pat_core.text.cleaning import plain_lines
from pat_core.text.display import HIDDEN

__all__ = ["looks_like_formula", "original_text", "safe_text", "without_controls"]

_SIGNS = r"=+\-@＝＋－＠﹦﹢﹣﹫−"
# A reader may drop spaces, quotes and invisible characters, so a sign after them comes first.
_LOOSE = rf"""[\s"'{HIDDEN}]*"""
# In many countries programs split lines at semicolons: then each piece becomes a cell.
_START = r"(^|[;,])"
_RISKY = re.compile(rf"{_START}(?={_LOOSE}[{_SIGNS}])")
_FORMULA = re.compile(rf"{_LOOSE}[{_SIGNS}]")
_GUARDED = re.compile(rf"{_START}'(?={_LOOSE}[{_SIGNS}])")

_LOW = "\x00-\x1f"
_LOW_BUT_LINES = "\x00-\x08\x0b-\x1f"
_CONTROLS = "\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff"
_PICTURES = "\u2400-\u241f\u2421"
_MARK = "\u2426"
_UNFIT = re.compile(f"[{_LOW}{_CONTROLS}{_PICTURES}{_MARK}]")
_UNFIT_BUT_LINES = re.compile(f"[{_LOW_BUT_LINES}{_CONTROLS}{_PICTURES}{_MARK}]")
_WRITTEN = re.compile(f"{_MARK}([0-9a-f]{{4}})|[{_PICTURES}]")


def safe_text(text: str) -> str:
    """Return *text* so that no spreadsheet runs it, or a piece of it, as a formula.

    Each piece between semicolons or commas that starts with a formula sign gets an apostrophe in
    front, whatever spaces, quotes or invisible characters precede the sign. A control character
    becomes its picture, ␀ to ␡. Other line ends, and pictures that were there before, become ␦ and
    four hexadecimal digits.
    """
    return _UNFIT.sub(_picture, _RISKY.sub(r"\1'", text))


def original_text(cell: str) -> str:
    """Return the text that :func:`safe_text` turned into *cell*; any other text unchanged."""
    return _GUARDED.sub(r"\1", _WRITTEN.sub(_control, cell))


def without_controls(text: str) -> str:
    """Return *text* for a cell that may hold tabs and line breaks; these become line feeds.

    Other control characters become pictures.
    """
    return _UNFIT_BUT_LINES.sub(_picture, plain_lines(text))


def looks_like_formula(text: str) -> bool:
    """Return whether a spreadsheet might take *text*, typed into a cell, as a formula."""
    return _FORMULA.match(text) is not None


def _picture(match: re.Match[str]) -> str:
    point = ord(match[0])
    if point < 0x20:
        return chr(0x2400 + point)
    return "\u2421" if point == 0x7F else f"{_MARK}{point:04x}"


def _control(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    return "\x7f" if match[0] == "\u2421" else chr(ord(match[0]) - 0x2400)
