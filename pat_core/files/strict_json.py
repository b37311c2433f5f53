"""From the bytes of a foreign file to JSON values, or to a sentence that says why not.

JSON is read more strictly than by Python's own reader: no key twice, finite numbers, and whole
numbers that every spreadsheet and browser can hold. Size and depth are checked before anything is
parsed, because a deeply nested text ends the runtime in a browser. Characters that no file can hold
are removed from the texts and reported: they are no reason to lose a file.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from pat_core.errors import ResultFileError
from pat_core.files.containers import container_cause
from pat_core.files.json_diagnostics import find_fault
from pat_core.text.cleaning import clean_text, what_is_cleaned
from pat_core.text.display import visible

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "MAX_DEPTH",
    "MAX_DIGITS",
    "MAX_KEY",
    "MAX_RESULT_BYTES",
    "ForeignObject",
    "ParsedJson",
    "Remark",
    "cleaned_value",
    "depth_of",
    "parse_json",
    "shown",
]

ForeignObject = dict[str, Any]
"""A JSON object, or a section of one, whose content has not been checked yet."""

MAX_RESULT_BYTES = 2_000_000
"""Largest result file that is read, in bytes."""
MAX_DEPTH = 32
"""Deepest nesting of objects and lists that is read."""
MAX_DIGITS = 16
"""Most digits of a whole number that is read; other programs would round longer ones."""
MAX_KEY = 60
"""Most characters of a key that a sentence shows."""
MAX_REMARKS = 8
"""How many texts with characters that no file can hold are reported one by one."""

# Possessive quantifiers never backtrack, so an unclosed string costs one pass and not many.
_STRING = r'"(?:[^"\\]++|\\.)*+"?'
_STRINGS = re.compile(_STRING, re.DOTALL)
_BRACKETS_OUTSIDE_TEXT = re.compile(_STRING + r"|[\[{]|[\]}]", re.DOTALL)
_ONLY_BRACKETS = dict.fromkeys(range(128)) | str.maketrans("[{]}", "(())")
_DIGITS_ALIKE = str.maketrans("123456789", "000000000")
_LONG_NUMBER = "0" * (MAX_DIGITS + 1)
_MAY_NOT_HOLD = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
"""An escape for NUL or for half of a character, the only ways in which JSON can contain them."""
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Remark(NamedTuple):
    """Something that was changed in reading: where it is, and what was done to it."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class ParsedJson(NamedTuple):
    """A JSON value, with what its reader must report."""

    value: Any
    remarks: tuple[Remark, ...] = ()


def parse_json(raw: bytes, name: str, *, limit: int = MAX_RESULT_BYTES) -> ParsedJson:
    """Return the JSON value in *raw*, UTF-8 with or without a byte-order mark.

    Characters that no file can hold are removed from its texts and keys, with a remark on each.

    Args:
        raw: the content of the file.
        name: what messages call the file.
        limit: the largest size in bytes.

    Raises:
        ResultFileError: the bytes are too many, are not UTF-8 or not JSON, or break a rule of this
            module; the message names the file, the place and what is allowed.
    """
    text = _decode(raw, name, limit)
    outside = _without_strings(text)
    if not _is_flat(outside):
        _refuse_depth(text, name)
    hooks = _Hooks(name)
    try:
        value = json.loads(
            text,
            object_pairs_hook=hooks.pairs,
            parse_int=hooks.whole if _LONG_NUMBER in outside.translate(_DIGITS_ALIKE) else int,
            parse_float=hooks.real,
            parse_constant=hooks.constant,
        )
    except json.JSONDecodeError:
        raise ResultFileError(f"{name}: {_fault(text)}") from None
    if not _MAY_NOT_HOLD.search(text):
        return ParsedJson(value)
    remarks: list[Remark] = []
    value = cleaned_value(value, hooks.pairs, remarks)
    return ParsedJson(value, _shortened(remarks))


def shown(value: object) -> str:
    """Return *value* as JSON for a message, at most 60 characters long."""
    text = json.dumps(value, ensure_ascii=True)
    return text if len(text) <= 60 else text[:57] + "..."


def _fault(text: str) -> str:
    """Return where and why *text* is not JSON; Python's own words differ between its versions."""
    fault = find_fault(text)
    if fault is None:
        return "this is no JSON"
    line = text.count("\n", 0, fault.place) + 1
    column = fault.place - text.rfind("\n", 0, fault.place)
    return f"line {line}, column {column}: this is no JSON ({fault.cause})"


def _decode(raw: bytes, name: str, limit: int) -> str:
    if cause := container_cause(raw):
        raise ResultFileError(f"{name}: {cause}")
    if len(raw) > limit:
        raise ResultFileError(
            f"{name}: the file holds more than {limit:,} bytes; a file of this kind is smaller"
        )
    if not raw.removeprefix(_UTF8_MARK).strip():
        raise ResultFileError(f"{name}: the file is empty")
    if raw.startswith(_UTF16_MARKS) or raw[:4].count(0) >= 2:
        raise ResultFileError(f"{name}: the text is UTF-16 or UTF-32; save the file as UTF-8")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ResultFileError(
            f"{name}: byte {error.start + 1} is no UTF-8; save the file as UTF-8"
        ) from None
    if "\0" in text:
        raise ResultFileError(
            f"{name}: character {text.index(chr(0)) + 1} is NUL, which no text has"
        )
    return text


def _without_strings(text: str) -> str:
    """Return *text* without its quoted strings; one that is not closed runs to the end."""
    return _STRINGS.sub("", text) if "\\" in text else "".join(text.split('"')[::2])


def _is_flat(outside: str) -> bool:
    """Return whether all brackets can be removed in pairs, in no more rounds than MAX_DEPTH.

    This is faster than counting. Where brackets are left, they must be counted.
    """
    brackets = outside.translate(_ONLY_BRACKETS)
    for _ in range(MAX_DEPTH):
        if not brackets:
            break
        brackets = brackets.replace("()", "")
    return not brackets


def _refuse_depth(text: str, name: str) -> None:
    depth = 0
    for match in _BRACKETS_OUTSIDE_TEXT.finditer(text):
        mark = match.group()
        if mark in ("[", "{"):
            depth += 1
            if depth > MAX_DEPTH:
                line = text.count("\n", 0, match.start()) + 1
                raise ResultFileError(
                    f"{name}: line {line}: nested more than {MAX_DEPTH} deep; a result is not"
                )
        elif mark in ("]", "}"):
            depth -= 1


class _Hooks:
    """What the JSON reader calls for each object and number; errors name the file."""

    def __init__(self, name: str) -> None:
        self._name = name

    def pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """Return the object with these *pairs*; refuse one that has a key twice."""
        members = dict(pairs)
        if len(members) < len(pairs):
            # A dict keeps keys in the order in which they came first, so the two lists differ
            # from where a key comes again.
            keys = [key for key, _ in pairs]
            twice = next(k for k, first in zip(keys, [*members, None], strict=False) if k != first)
            self._refuse(f"the key {shown(twice)} stands twice in one object; it may stand once")
        return members

    def whole(self, digits: str) -> int:
        """Return the whole number, if other programs can hold it exactly."""
        if len(digits.lstrip("-")) > MAX_DIGITS:
            self._refuse(
                f"the number {digits[:20]}… has more than {MAX_DIGITS} digits; fewer are allowed"
            )
        return int(digits)

    def real(self, digits: str) -> float:
        """Return the decimal number, if it is finite."""
        value = float(digits)
        if value in (float("inf"), float("-inf")):
            self._refuse(f"the number {digits[:20]} is too large to be held")
        return value

    def constant(self, word: str) -> NoReturn:
        """Refuse NaN and the infinities, which are not JSON."""
        self._refuse(f"{word} is no JSON number")

    def _refuse(self, cause: str) -> NoReturn:
        raise ResultFileError(f"{self._name}: {cause}")


def cleaned_value(
    value: Any,
    join: Callable[[list[tuple[str, Any]]], dict[str, Any]] = dict,
    remarks: list[Remark] | None = None,
    place: str = "",
) -> Any:
    """Return a JSON value in which every text and every key is one that a file can hold.

    Args:
        value: the JSON value.
        join: makes an object from its pairs, in which two keys may have become equal.
        remarks: a list to which a remark on every change is added.
        place: where the value is.
    """
    changes = [] if remarks is None else remarks
    if isinstance(value, str):
        return _cleaned(value, place or "the text", changes)
    if isinstance(value, list):
        return [
            cleaned_value(inner, join, changes, f"{place}/{index}".lstrip("/"))
            for index, inner in enumerate(value)
        ]
    if not isinstance(value, dict):
        return value
    above = f"a key under {place or 'the top'}"
    keys = [_cleaned(key, above, changes) for key in value]
    places = [f"{place}/{visible(key, MAX_KEY)}".lstrip("/") for key in keys]
    return join(
        [
            (key, cleaned_value(inner, join, changes, where))
            for key, inner, where in zip(keys, value.values(), places, strict=True)
        ]
    )


def _cleaned(text: str, place: str, remarks: list[Remark]) -> str:
    if what := what_is_cleaned(text):
        remarks.append(Remark(place, what))
        return clean_text(text)
    return text


def _shortened(remarks: list[Remark]) -> tuple[Remark, ...]:
    """Return the first of *remarks*, and if there are too many to read, how many more."""
    more = len(remarks) - MAX_REMARKS
    if more <= 0:
        return tuple(remarks)
    rest = f"{more:,} further {'text' if more == 1 else 'texts'} held such characters"
    return (*remarks[:MAX_REMARKS], Remark("and more", rest))


def depth_of(value: Any) -> int:
    """Return how deep objects and lists are nested in *value*; 0 for any other value.

    What was read is never deeper than :data:`MAX_DEPTH`, so this may be recursive. Callers check
    the depth before they move a value into another object, which must not become too deep to read.
    """
    if isinstance(value, dict):
        return 1 + max(map(depth_of, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(depth_of, value), default=0)
    return 0
