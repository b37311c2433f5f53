"""Foreign text beside our own: what nobody can see is written out, or kept where it belongs.

A sentence goes to a terminal, to a page as plain text, into a file: to places that know no
``<bdi>``. So a character that steers a terminal, turns the direction of what stands around it, or
hides, is shown as its escape. In HTML, a ``<bdi>`` holds such text, if its own marks of direction
are in pairs. The characters are listed here and not asked of Python, whose tables
grow from version to version: a sentence must be the same everywhere.
"""

import re

__all__ = ["HIDDEN", "MAX_NAME", "paired", "visible", "visible_lines"]

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
_HIDDEN_BUT_LINES = re.compile(f"(?![\t\n\r])[{HIDDEN}]")
_UNFIT = re.compile("(?![\t\n\r])[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ISOLATES = re.compile("[\u2066-\u2069]")
_POP = "\u2069"
_LINE = re.compile("([\n\r\u2028\u2029])")


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


def visible_lines(text: str) -> str:
    """Return *text* as :func:`visible` does, but with its tabs and line ends."""
    return _HIDDEN_BUT_LINES.sub(_escape, text)


def paired(text: str) -> str:
    """Return *text* for an element that isolates it: it cannot break out, and XML can hold it.

    An isolate that is opened and not closed on its line, or closed and not opened, would end that
    of the element or outlast it. These marks are written out, and so are controls.
    """
    text = _UNFIT.sub(_escape, text)
    if not _ISOLATES.search(text):
        return text
    return "".join(_paired_line(line) for line in _LINE.split(text))


def _paired_line(line: str) -> str:
    opened: list[int] = []
    alone = set()
    for found in _ISOLATES.finditer(line):
        if found[0] != _POP:
            opened.append(found.start())
        elif opened:
            opened.pop()
        else:
            alone.add(found.start())
    alone.update(opened)
    return _ISOLATES.sub(lambda f: _escape(f) if f.start() in alone else f[0], line)


def _escape(found: re.Match[str]) -> str:
    point = ord(found[0])
    if point < 0x100:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"
