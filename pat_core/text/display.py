"""Foreign text beside our own: invisible characters are written out, or kept from doing harm.

A sentence may go to a terminal, to a page as plain text, or into a file, where there is no
``<bdi>``. So a character that controls a terminal, changes the direction of the text around it, or
is invisible is shown as its escape. In HTML, a ``<bdi>`` contains such text, provided that its own
direction marks come in pairs. The characters are listed here instead of taken from Python's tables,
which grow from version to version: a sentence must be the same everywhere.
"""

import re

__all__ = ["HIDDEN", "MAX_NAME", "paired", "visible", "visible_lines"]

MAX_NAME = 160
"""Most characters that a sentence shows of the name of a file, or of a place in one."""

HIDDEN = (
    "\x00-\x1f\x7f-\x9f"  # controls; some terminals obey those from 80 to 9F, too
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # fillers, soft hyphen, Arabic mark
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f"  # zero width, line ends, direction, isolates
    "\u3164\ufeff\uffa0\ufff0-\uffff"  # more fillers, the byte-order mark, no characters
    "\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # tags
)
"""The inside of a character class: characters that are invisible, or move other text."""

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
        most: how many characters may be shown; the middle of a longer text is left out.
    """
    if most is not None and len(text) > most:
        start = 2 * most // 3
        text = f"{text[:start]}…{text[start + 1 - most :]}"
    return _HIDDEN.sub(_escape, text)


def visible_lines(text: str) -> str:
    """Return *text* as :func:`visible` does, but keep its tabs and line ends."""
    return _HIDDEN_BUT_LINES.sub(_escape, text)


def paired(text: str) -> str:
    """Return *text* for an element that isolates it: it cannot break out, and XML can hold it.

    An isolate that is opened but not closed on its line, or closed but not opened, would outlast
    that of the element or end it. Such marks are written out, and so are control characters.
    """
    text = _UNFIT.sub(_escape, text)
    if not _ISOLATES.search(text):
        return text
    return "".join(_paired_line(line) for line in _LINE.split(text))


def _paired_line(line: str) -> str:
    opened: list[int] = []
    alone = set()
    for mark in _ISOLATES.finditer(line):
        if mark[0] != _POP:
            opened.append(mark.start())
        elif opened:
            opened.pop()
        else:
            alone.add(mark.start())
    alone.update(opened)
    return _ISOLATES.sub(lambda mark: _escape(mark) if mark.start() in alone else mark[0], line)


def _escape(match: re.Match[str]) -> str:
    point = ord(match[0])
    if point < 0x100:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"
