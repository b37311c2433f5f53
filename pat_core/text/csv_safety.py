"""Foreign text in a cell of a CSV file: never a formula, on one line, and nothing of it lost.

Two steps, which :func:`original_text` takes back. A piece of a text that a spreadsheet might run is
led by an apostrophe. Then a control, such as a line break, is written as its picture (␊), so that a
row stays one line whatever reads it.
"""

import re

from pat_core.text.cleaning import plain_lines
from pat_core.text.display import HIDDEN

__all__ = ["looks_like_formula", "original_text", "safe_text", "without_controls"]

_SIGNS = r"=+\-@＝＋－＠﹦﹢﹣﹫−"
# A reader may drop spaces, quotes and what is not seen, so that a sign behind them comes first.
_LOOSE = rf"""[\s"'{HIDDEN}]*"""
# Programs split lines at semicolons in many countries: then each piece is a cell.
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

    Each piece between semicolons or commas that starts with a formula sign is led by an
    apostrophe, whatever spaces, quotes or unseen characters stand in front of the sign. A control
    becomes its picture, ␀ to ␡. Other line ends, and pictures that stood there before, become ␦
    and four hexadecimal digits.
    """
    return _UNFIT.sub(_picture, _RISKY.sub(r"\1'", text))


def original_text(cell: str) -> str:
    """Return the text of which :func:`safe_text` made *cell*; any other text as it is."""
    return _GUARDED.sub(r"\1", _WRITTEN.sub(_control, cell))


def without_controls(text: str) -> str:
    """Return *text* for a cell that keeps tabs and line breaks, whichever system they come from.

    Other controls become pictures.
    """
    return _UNFIT_BUT_LINES.sub(_picture, plain_lines(text))


def looks_like_formula(text: str) -> bool:
    """Return whether a spreadsheet might take *text*, typed into a cell, for a formula."""
    return _FORMULA.match(text) is not None


def _picture(found: re.Match[str]) -> str:
    point = ord(found[0])
    if point < 0x20:
        return chr(0x2400 + point)
    return "\u2421" if point == 0x7F else f"{_MARK}{point:04x}"


def _control(found: re.Match[str]) -> str:
    if found[1]:
        return chr(int(found[1], 16))
    return "\x7f" if found[0] == "\u2421" else chr(ord(found[0]) - 0x2400)
