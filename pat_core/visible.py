"""Foreign text inside a sentence of ours: what nobody can see is written out.

A sentence goes to a terminal, to a page as plain text, into a file: to places that know no
``<bdi>``. So a character that steers a terminal, turns the direction of what stands around it, or
hides, is shown as its escape. The characters are listed here and not asked of Python, whose tables
grow from version to version: a sentence must be the same everywhere.
"""

import re

__all__ = ["HIDDEN", "MAX_NAME", "visible"]

MAX_NAME = 160
"""Most characters of the name of a file, or of a place in one, that a sentence shows."""

HIDDEN = (
    "\x00-\x1f\x7f-\x9f"  # controls; some terminals take those from 80 to 9F for commands, too
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # fillers, soft hyphen, Arabic mark
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f"  # zero width, line ends, direction, isolates
    "\u3164\ufeff\uffa0\ufff0-\uffff"  # more fillers, the byte-order mark, no characters
    "\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # tags
)
"""The inside of a character class: what is not seen, and what moves other text."""

_HIDDEN = re.compile(f"[{HIDDEN}]")


def visible(text: str, most: int | None = None) -> str:
    r"""Return *text* for a sentence: hidden characters as escapes such as ``\u202e``.

    Args:
        text: any text.
        most: how many characters may be shown; of a longer text the middle is left out.
    """
    if most is not None and len(text) > most:
        start = 2 * most // 3
        text = f"{text[:start]}…{text[start + 1 - most :]}"
    return _HIDDEN.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    point = ord(found[0])
    if point < 0x100:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"
