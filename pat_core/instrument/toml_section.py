"""Reads the tables of a TOML file by type; an error names the place of a missing or wrong value."""

import pkgutil
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from pat_core.errors import InstrumentError

__all__ = ["Section", "once_each", "parse_section", "read_data", "same_codes"]


def read_data(name: str) -> str:
    """Return the text of a file in ``data/``; the package may be a folder or a ZIP archive.

    Raises:
        InstrumentError: the package holds no such file.
    """
    try:
        raw = pkgutil.get_data("pat_core.instrument", f"data/{name}")
    except OSError:
        raw = None
    if raw is None:
        raise InstrumentError(f"data/{name} is not in the package")
    return raw.decode("utf-8")


def parse_section(text: str, what: str) -> "Section":
    """Return a TOML text as one table, which error messages call *what*.

    Raises:
        InstrumentError: it is not TOML, or it holds a string without a visible character.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InstrumentError(f"the {what} cannot be read as TOML: {error}") from error
    _refuse_empty_text(table, what)
    return Section(table, what)


def once_each(what: str, codes: Iterable[str]) -> None:
    """Refuse *codes* of which one occurs twice.

    Raises:
        InstrumentError: the message names the first such code.
    """
    for code, number in Counter(codes).items():
        if number > 1:
            raise InstrumentError(f"{what}: {code!r} is there twice")


def same_codes(what: str, wanted: Iterable[str], given: Iterable[str]) -> None:
    """Refuse the *given* codes unless they are exactly the *wanted* ones, each once, in any order.

    Raises:
        InstrumentError: a code is missing, unknown or used twice; the message names it.
    """
    codes = list(given)
    needed, present = set(wanted), set(codes)
    if missing := sorted(needed - present):
        raise InstrumentError(f"{what}: {missing[0]!r} is missing")
    if extra := sorted(present - needed):
        raise InstrumentError(f"{what}: {extra[0]!r} is not a code of this instrument")
    once_each(what, codes)


class Section:
    """One table of a TOML file, and its place, by which error messages name it.

    Each method raises InstrumentError if the key is missing or its value is of another type.
    """

    def __init__(self, value: object, place: str) -> None:
        if not isinstance(value, Mapping):
            raise InstrumentError(f"{place} is {value!r}; it must be a table")
        self._values: Mapping[str, Any] = value
        self.place = place

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    @property
    def values(self) -> Mapping[str, Any]:
        """The table as parsed, unchecked."""
        return self._values

    def section(self, key: str) -> "Section":
        """Return the table under *key*."""
        return Section(self._at(key), f"{self.place}, {key}")

    def text(self, key: str) -> str:
        """Return the string under *key*; it has at least one visible character."""
        text: str = self._of_kind(key, _is_text, "text")
        return text

    def text_if_any(self, key: str) -> str:
        """Return the string under *key*, or "" if the key is absent."""
        return self.text(key) if key in self._values else ""

    def sections(self, key: str) -> "list[Section]":
        """Return the list of tables under *key*; it has at least one."""
        tables: list[Mapping[str, Any]] = self._of_kind(
            key, lambda v: bool(v) and _all(v, lambda t: isinstance(t, Mapping)), "a list of tables"
        )
        return [
            Section(table, f"{self.place}, {key} {number}")
            for number, table in enumerate(tables, start=1)
        ]

    def flag(self, key: str) -> bool:
        """Return whether *key* is true; an absent key is false."""
        if key not in self._values:
            return False
        flag: bool = self._of_kind(key, lambda v: isinstance(v, bool), "true or false")
        return flag

    def whole(self, key: str) -> int:
        """Return the whole number under *key*."""
        number: int = self._of_kind(key, _is_whole, "a whole number")
        return number

    def texts(self, *keys: str) -> dict[str, str]:
        """Return the strings under *keys*, by key."""
        return {key: self.text(key) for key in keys}

    def text_list(self, key: str) -> list[str]:
        """Return the list of strings under *key*."""
        texts: list[str] = self._of_kind(key, lambda v: _all(v, _is_text), "a list of texts")
        return texts

    def whole_list(self, key: str) -> list[int]:
        """Return the list of whole numbers under *key*."""
        numbers: list[int] = self._of_kind(
            key, lambda v: _all(v, _is_whole), "a list of whole numbers"
        )
        return numbers

    def pairs(self, key: str) -> list[tuple[int, int]]:
        """Return the list of pairs of whole numbers under *key*."""
        pairs: list[list[int]] = self._of_kind(
            key,
            lambda v: _all(v, lambda pair: _all(pair, _is_whole) and len(pair) == 2),
            "a list of pairs of whole numbers",
        )
        return [(low, high) for low, high in pairs]

    def _at(self, key: str) -> Any:
        if key not in self._values:
            raise InstrumentError(f"{self.place}: {key!r} is missing")
        return self._values[key]

    def _of_kind(self, key: str, is_valid: Callable[[Any], bool], kind: str) -> Any:
        value = self._at(key)
        if not is_valid(value):
            raise InstrumentError(f"{self.place}, {key} is {value!r}; it must be {kind}")
        return value


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _all(value: object, is_valid: Callable[[Any], bool]) -> bool:
    return isinstance(value, list) and all(is_valid(member) for member in value)


def _refuse_empty_text(value: object, place: str) -> None:
    """Refuse a string without a visible character, at any depth."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            _refuse_empty_text(inner, f"{place}, {key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value, start=1):
            _refuse_empty_text(inner, f"{place}, entry {index}")
    elif isinstance(value, str) and not value.strip():
        raise InstrumentError(f"{place}: the text is empty")
