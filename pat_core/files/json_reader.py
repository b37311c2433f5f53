"""A foreign JSON value with the place where it stands, asked for what it must be.

Each question either gives the value or refuses it in one sentence: where it stands, what was
found, and what is allowed. What the values mean is the work of those who ask.
"""

from collections.abc import Collection, Iterator
from typing import Any, NoReturn

from pat_core.errors import GroupFileError
from pat_core.files.result_validation import is_time, whole_number
from pat_core.files.strict_json import MAX_KEY, shown
from pat_core.text.display import visible

__all__ = ["ForeignValue"]

_MISSING = object()


class ForeignValue:
    """A JSON value, the name of what it came with, and its place there, keys joined by "/".

    Thousands are made for each look at a group, so that the place is put together only when a
    message needs it.
    """

    __slots__ = ("_above", "_key", "name", "raw")

    def __init__(
        self, value: object, name: str, key: str = "", above: "ForeignValue | None" = None
    ) -> None:
        self.raw = value
        self.name = name
        self._key = key
        self._above = above

    @property
    def place(self) -> str:
        """Where the value stands, as a message says it; empty for the whole."""
        if self._above is None:
            return self._key
        # A key of a foreign file must not steer the terminal that a message is printed on.
        key = visible(self._key, MAX_KEY)
        above = self._above.place
        return f"{above}/{key}" if above else key

    def at(self, key: str, default: object = _MISSING) -> "ForeignValue":
        """Return what an object holds under *key*; *default*, if given, where there is nothing."""
        return ForeignValue(self._members.get(key, default), self.name, key, self)

    def has(self, key: str) -> bool:
        """Return whether an object holds *key*."""
        return key in self._members

    def object(self) -> dict[Any, Any]:
        """Return an object, as a copy; it may hold anything.

        So typed, it can be spread into a ``TypedDict``, whose own keys are checked beside it.
        """
        return dict(self._members)

    def items(self, keys: Collection[str] | None = None) -> Iterator[tuple[str, "ForeignValue"]]:
        """Yield the keys and values of an object; with *keys*, it may hold no others."""
        for key, value in self._members.items():
            if keys is not None and key not in keys:
                self.refuse_key(key, _one_of(keys))
            yield key, ForeignValue(value, self.name, key, self)

    def all_of(self, keys: Collection[str]) -> Iterator[tuple[str, "ForeignValue"]]:
        """Yield the values of an object by *keys*, in their order; all are there, and no other."""
        found = dict(self.items(keys))
        return ((key, found.get(key, self.at(key))) for key in keys)

    def list(self, most: int | None = None) -> list["ForeignValue"]:
        """Return the values of a list, at most as many as *most*."""
        if not isinstance(self.raw, list):
            self.refuse("a list")
        if most is not None and len(self.raw) > most:
            self.fail(f"holds {len(self.raw):,} entries; at most {most:,} are allowed")
        return [
            ForeignValue(value, self.name, str(index), self) for index, value in enumerate(self.raw)
        ]

    def pair(self) -> tuple["ForeignValue", "ForeignValue"]:
        """Return the two values of a list of two."""
        if not isinstance(self.raw, list) or len(self.raw) != 2:
            self.refuse("a list of two")
        first, second = self.list()
        return first, second

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from *low* to *high*."""
        found = whole_number(self.raw)
        if found is None or not low <= found <= high:
            self.refuse(f"a whole number from {low:,} to {high:,}")
        return found

    def number(self, low: float, high: float) -> float:
        """Return a number from *low* to *high*."""
        found = self.raw
        if (
            isinstance(found, bool)
            or not isinstance(found, int | float)
            or not low <= found <= high
        ):
            self.refuse(f"a number from {low:g} to {high:g}")
        return found

    def text(self, most: int | None = None) -> str:
        """Return a text that a file can hold, at most *most* characters long."""
        if not isinstance(self.raw, str) or not _is_writable(self.raw):
            self.refuse("text")
        if most is not None and len(self.raw) > most:
            self.fail(f"holds {len(self.raw):,} characters; at most {most:,} are allowed")
        return self.raw

    def moment(self) -> str:
        """Return a date, or a date and time, by ISO 8601; or an empty text."""
        text = self.text()
        if text and not is_time(text):
            self.refuse("a date and time by ISO 8601")
        return text

    def choice(self, allowed: Collection[str]) -> str:
        """Return a text that is one of *allowed*."""
        if not isinstance(self.raw, str) or self.raw not in allowed:
            self.refuse(_one_of(allowed))
        return self.raw

    @property
    def _members(self) -> dict[str, Any]:
        return self.raw if isinstance(self.raw, dict) else self.refuse("an object")

    def truth(self) -> bool:
        """Return true or false."""
        return self.raw if isinstance(self.raw, bool) else self.refuse("true or false")

    def is_null(self) -> bool:
        """Return whether null stands there."""
        return self.raw is None

    def refuse(self, allowed: str) -> NoReturn:
        """Refuse what stands here, with what is allowed instead."""
        if self.raw is _MISSING:
            self.fail(f"is missing; allowed is {allowed}")
        self.fail(f"is {shown(self.raw)}; allowed is {allowed}")

    def refuse_key(self, key: str, allowed: str) -> NoReturn:
        """Refuse a key of the object that stands here."""
        self.fail(f"has the key {shown(key)}; allowed is {allowed}")

    def fail(self, fault: str) -> NoReturn:
        """Refuse what stands here in words of one's own, which follow its place."""
        raise GroupFileError(f"{self.name}: {self.place or 'the content'} {fault}")


def _is_writable(text: str) -> bool:
    """Whether a file can hold *text*: no NUL, no half of a character."""
    if text.isascii():
        return "\0" not in text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def _one_of(allowed: Collection[str]) -> str:
    return "one of " + ", ".join(each or "nothing" for each in allowed)
