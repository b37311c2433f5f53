"""Where a text stops being JSON, and why: in our own words, the same in every Python.

Python's own reader reports errors in other words and at other places from one version to the next.
So it only decides whether a text is JSON; if not, this module finds the first place that JSON does
not allow.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Fault", "find_fault"]


class Fault(NamedTuple):
    """What is wrong, and at which character of the text, counted from 0."""

    place: int
    cause: str


# Possessive quantifiers never backtrack, so every text costs one pass.
_S = r"[ \t\n\r]*+"
_TEXT = r'"(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+'
_PLAIN = r"(?:-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+(?:[eE][-+]?[0-9]++)?+|true|false|null)"
_ATOM = rf'(?:{_TEXT}"|{_PLAIN}){_S}'
_PAIR = rf'{_TEXT}"{_S}:{_S}'
_FLAT_OBJECT = rf'\{{{_S}(?:{_PAIR}{_ATOM}(?:,{_S}(?=")|(?=\}})))*+\}}'
_FLAT_LIST = rf"\[{_S}(?:{_ATOM}(?:,{_S}(?=[^\]])|(?=\])))*+\]"
_SIMPLE = rf"(?:{_ATOM}|{_FLAT_OBJECT}|{_FLAT_LIST}){_S},(?={_S}[^ \t\n\r\]}}])"
_SPACE, _STRING, _WORD = re.compile(_S), re.compile(_TEXT), re.compile(_PLAIN)
_RUNS = {
    "[": re.compile(rf"(?:{_S}{_SIMPLE})*+"),
    "{": re.compile(rf"(?:{_S}{_PAIR}{_SIMPLE})*+"),
}
"""Runs of members of a list or an object, each plain or one flat list or object."""

_CLOSING = {"{": "}", "[": "]"}
_FIRST = {"{": "key", "[": "value"}


def find_fault(text: str) -> Fault | None:
    """Return the first fault of *text*; None for JSON.

    A comma before a closing bracket is a fault at the comma. Neither depth nor a number that is too
    large is a fault here.
    """
    walk = _Walk(text)
    steps = {"value": walk.value, "key": walk.key, "after": walk.after}
    while walk.awaits and walk.fault is None:
        steps[walk.awaits]()
    return walk.fault


class _Walk:
    """One pass over a text; open brackets are kept in a list, so no depth can end the program."""

    def __init__(self, text: str) -> None:
        self.fault: Fault | None = None
        self.awaits = "value"
        """What must come next: "value", "key", or "after" a value; empty at the end."""
        self._text = text
        self._at = 0
        self._open: list[str] = []

    def value(self) -> None:
        """Step over a plain value, or into an object or a list."""
        sign = self._next()
        if sign == '"':
            self._string()
            self.awaits = "after"
        elif sign in _CLOSING:
            self._at += 1
            self._open.append(sign)
            self.awaits = "after" if self._next() == _CLOSING[sign] else self._member()
        elif word := _WORD.match(self._text, self._at):
            self._at = word.end()
            self.awaits = "after"
        else:
            self._blame("a value is missing, or is none that JSON knows")

    def key(self) -> None:
        """Step over a key and its colon."""
        if self._next() != '"':
            self._blame("a key in double quotes is missing")
            return
        self._string()
        if self.fault is None and self._next() != ":":
            self._blame("the colon after a key is missing")
        self._at += 1
        self.awaits = "value"

    def after(self) -> None:
        """Step over what follows a value: a comma, a closing bracket, or the end."""
        sign, inside = self._next(), self._open[-1] if self._open else ""
        if not inside:
            self.awaits = ""
            if sign:
                self._blame("the text goes on after its end")
        elif sign == _CLOSING[inside]:
            self._at += 1
            self._open.pop()
        elif sign == ",":
            comma = self._at
            self._at += 1
            if self._next() == _CLOSING[inside]:
                self._at = comma
                self._blame("a comma stands before a closing bracket")
            self.awaits = self._member()
        else:
            self._blame(f'a comma or "{_CLOSING[inside]}" is missing')

    def _next(self) -> str:
        """Step over spaces and return the character after them; empty at the end."""
        self._at = _end(_SPACE, self._text, self._at)
        return self._text[self._at : self._at + 1]

    def _member(self) -> str:
        """Step over simple members of the open list or object; return what must come next."""
        inside = self._open[-1]
        self._at = _end(_RUNS[inside], self._text, self._at)
        return _FIRST[inside]

    def _string(self) -> None:
        """Step over a text in double quotes."""
        start = self._at
        self._at = _end(_STRING, self._text, start)
        stop = self._text[self._at : self._at + 1]
        if not stop:
            self._at = start
            self._blame("a text in double quotes begins here and does not end")
        elif stop == "\\":
            self._blame("no such escape may stand in a text")
        elif stop != '"':
            self._blame("a line break or another control stands in a text")
        self._at += 1

    def _blame(self, cause: str) -> None:
        """Record the fault at the present place, unless there was one before."""
        if self.fault is None:
            cause = cause if self._at < len(self._text) else "the text ends too early"
            self.fault = Fault(self._at, cause)


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
