"""Characters that no file can hold, and the one way to remove them.

Two things may come inside a text and cannot be written to any file: NUL, which some programs put on
the clipboard, and half of a character, left where a field or a program cut a whole one in two.
Other control characters are odd, but a file can hold them: they are kept, and shown as what they
are (see ``display.visible``). The page removes them on input (``shared/clean-text.js``).
"""

import re

__all__ = ["clean_text", "is_clean", "plain_lines", "what_is_cleaned"]

_HALF = "\ufffd"
"""The replacement character of Unicode, which stands for half of a character."""
_NUL = "\0"
_HALVES = re.compile("[\ud800-\udfff]")


def is_clean(text: str) -> bool:
    """Return whether a file can hold *text* as it is."""
    return _NUL not in text and (text.isascii() or not _HALVES.search(text))


def clean_text(text: str) -> str:
    """Return *text* without NUL, with a replacement character for each half of a character."""
    return text if is_clean(text) else _HALVES.sub(_HALF, text.replace(_NUL, ""))


def what_is_cleaned(text: str) -> str:
    """Return what :func:`clean_text` changes in *text*, in words; empty if it changes nothing."""
    nuls, halves = text.count(_NUL), len(_HALVES.findall(text))
    removed = "1 character that no text can hold was taken out"
    replaced = "half of a character was replaced by the sign for a missing one"
    if nuls > 1:
        removed = f"{nuls:,} characters that no text can hold were taken out"
    if halves > 1:
        replaced = f"{halves:,} halves of characters were replaced by the sign for a missing one"
    return "; ".join([*([removed] if nuls else []), *([replaced] if halves else [])])


def plain_lines(text: str) -> str:
    """Return *text* with a line feed at every line end, whichever system it was written on."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
