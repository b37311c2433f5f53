"""A table of a TOML file, read by kind: what is missing or of another kind is told by its place."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pat_core.errors import InstrumentError

__all__ = ["Section"]


class Section:
    """One table, with the place that messages call it by."""

    def __init__(self, value: object, place: str) -> None:
        if not isinstance(value, Mapping):
            raise InstrumentError(f"{place} is {value!r}; it must be a table")
        self._values: Mapping[str, Any] = value
        self.place = place

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    @property
    def values(self) -> Mapping[str, Any]:
        """The table as it stands in the file."""
        return self._values

    def section(self, key: str) -> "Section":
        """Return the table under *key*."""
        return Section(self._at(key), f"{self.place}, {key}")

    def text(self, key: str) -> str:
        """Return the text under *key*, which holds at least one visible character."""
        text: str = self._of_kind(key, _is_text, "text")
        return text

    def whole(self, key: str) -> int:
        """Return the whole number under *key*."""
        number: int = self._of_kind(key, _is_whole, "a whole number")
        return number

    def texts(self, *keys: str) -> dict[str, str]:
        """Return the texts under *keys*, by key."""
        return {key: self.text(key) for key in keys}

    def text_list(self, key: str) -> list[str]:
        """Return the list of texts under *key*."""
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

    def _of_kind(self, key: str, is_good: Callable[[Any], bool], kind: str) -> Any:
        value = self._at(key)
        if not is_good(value):
            raise InstrumentError(f"{self.place}, {key} is {value!r}; it must be {kind}")
        return value


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _all(value: object, is_good: Callable[[Any], bool]) -> bool:
    return isinstance(value, list) and all(is_good(entry) for entry in value)
