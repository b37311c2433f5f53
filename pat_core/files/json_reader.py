"""Foreign JSON values that know their place, and are read as the type they must have.

Each method either returns the value or refuses it in one sentence: where it is, what was
found, and what is allowed. What the values mean is up to the callers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, cast

from pat_core.errors import GroupFileError
from pat_core.files.receipts import RECEIPT_RULE, is_receipt
from pat_core.files.result_validation import is_time, whole_number
from pat_core.files.strict_json import MAX_KEY, shown
from pat_core.text.display import visible

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = ["ForeignValue"]

_MISSING = object()
_Code = TypeVar("_Code", bound=str)


class ForeignValue:
    """A JSON value, the name of what it came in, and its place there: keys joined by "/".

    Thousands of them are made each time a group is shown, so the place is put together only when a
    message needs it.
    """

    __slots__ = ("_above", "_key", "name", "raw")

    def __init__(
        self, value: object, name: str, key: str = "", above: ForeignValue | None = None
    ) -> None:
        self.raw = value
        self.name = name
        self._key = key
        self._above = above

    @property
    def place(self) -> str:
        """Where the value is, for messages; empty for the whole."""
        if self._above is None:
            return self._key
        # A key of a foreign file must not steer the terminal that a message is printed on.
        key = visible(self._key, MAX_KEY)
        above = self._above.place
        return f"{above}/{key}" if above else key

    def at(self, key: str, default: object = _MISSING) -> ForeignValue:
        """Return the value under *key* of an object, or *default* where there is none.

        Without a default, a missing value is refused as soon as it is read.
        """
        return ForeignValue(self._members.get(key, default), self.name, key, self)

    def has(self, key: str) -> bool:
        """Return whether an object holds *key*."""
        return key in self._members

    def object(self) -> Any:
        """Return an object, as a copy; it may hold anything.

        So typed, it can be spread into a ``TypedDict``, whose own keys are checked beside it.
        """
        return dict(self._members)

    def items(self, keys: Collection[str] | None = None) -> Iterator[tuple[str, ForeignValue]]:
        """Yield the keys and values of an object; with *keys*, it may hold no others."""
        for key, value in self._members.items():
            if keys is not None and key not in keys:
                self.refuse_key(key, _one_of(keys))
            yield key, ForeignValue(value, self.name, key, self)

    def all_of(self, keys: Collection[str]) -> Iterator[tuple[str, ForeignValue]]:
        """Yield the keys and values of an object that has exactly these *keys*, in their order."""
        values = dict(self.items(keys))
        return ((key, values.get(key, self.at(key))) for key in keys)

    def list(self, most: int | None = None) -> list[ForeignValue]:
        """Return the values of a list of at most *most*."""
        if not isinstance(self.raw, list):
            self.refuse("a list")
        if most is not None and len(self.raw) > most:
            self.fail(f"holds {len(self.raw):,} entries; at most {most:,} are allowed")
        return [
            ForeignValue(value, self.name, str(index), self) for index, value in enumerate(self.raw)
        ]

    def pair(self) -> tuple[ForeignValue, ForeignValue]:
        """Return the two values of a list of two."""
        if not isinstance(self.raw, list) or len(self.raw) != 2:
            self.refuse("a list of two")
        first, second = self.list()
        return first, second

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from *low* to *high*."""
        number = whole_number(self.raw)
        if number is None or not low <= number <= high:
            self.refuse(f"a whole number from {low:,} to {high:,}")
        return number

    def number(self, low: float, high: float) -> float:
        """Return a number from *low* to *high*."""
        number = self.raw
        if (
            isinstance(number, bool)
            or not isinstance(number, int | float)
            or not low <= number <= high
        ):
            self.refuse(f"a number from {low:g} to {high:g}")
        return number

    def text(self, most: int | None = None) -> str:
        """Return a text that a file can hold, at most *most* characters long."""
        if not isinstance(self.raw, str) or not _is_writable(self.raw):
            self.refuse("text")
        if most is not None and len(self.raw) > most:
            self.fail(f"holds {len(self.raw):,} characters; at most {most:,} are allowed")
        return self.raw

    def moment(self) -> str:
        """Return a date, or a date and time, in ISO 8601; or an empty text."""
        text = self.text()
        if text and not is_time(text):
            self.refuse("a date and time by ISO 8601")
        return text

    def receipt(self) -> str:
        """Return the receipt of a file for the facilitator."""
        text = self.text()
        if not is_receipt(text):
            self.refuse(RECEIPT_RULE)
        return text

    def choice(self, allowed: Collection[_Code]) -> _Code:
        """Return a text that is one of *allowed*, in their type."""
        if not isinstance(self.raw, str) or self.raw not in allowed:
            self.refuse(_one_of(allowed))
        return cast("_Code", self.raw)

    @property
    def _members(self) -> dict[str, Any]:
        return self.raw if isinstance(self.raw, dict) else self.refuse("an object")

    def truth(self) -> bool:
        """Return true or false."""
        return self.raw if isinstance(self.raw, bool) else self.refuse("true or false")

    def is_null(self) -> bool:
        """Return whether the value is null."""
        return self.raw is None

    def refuse(self, allowed: str) -> NoReturn:
        """Refuse the value, saying what is *allowed* instead."""
        if self.raw is _MISSING:
            self.fail(f"is missing; allowed is {allowed}")
        self.fail(f"is {shown(self.raw)}; allowed is {allowed}")

    def refuse_key(self, key: str, allowed: str) -> NoReturn:
        """Refuse a *key* of this object."""
        self.fail(f"has the key {shown(key)}; allowed is {allowed}")

    def fail(self, fault: str) -> NoReturn:
        """Refuse the value with a *fault* in the caller's own words, which follow its place."""
        raise GroupFileError(f"{self.name}: {self.place or 'the content'} {fault}")


def _is_writable(text: str) -> bool:
    """Return whether a file can hold *text*: no NUL and no half of a character."""
    if text.isascii():
        return "\0" not in text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def _one_of(allowed: Collection[str]) -> str:
    return "one of " + ", ".join(code or "nothing" for code in allowed)
