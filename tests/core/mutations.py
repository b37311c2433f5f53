"""Texts damaged at random, alike in every Python: the random numbers are our own."""

from collections.abc import Sequence
from typing import TypeVar

_Item = TypeVar("_Item")

TOKENS = [
    *(b"{", b"}", b"[", b"]", b",", b":", b'"', b"\\", b"\n", b"\r\n", b"\t", b" ", b"'", b"-"),
    *(b"0", b"7", b"3.0", b"2.5", b"1e999", b"-1E-9", b"12345678901234567", b"01", b"+1", b".5"),
    *(b"NaN", b"Infinity", b"-Infinity", b"true", b"null", b"nul", b"//", b"[1,]", b'{"a":1,}'),
    *(b"\\u0000", b"\\ud800", b"\\u12", b"\\x41", b"\\ud83d\\ude00", b"\0", b"\x1f", b"\x7f"),
    *(b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xe2\x80\xae", b"\xef\xbb\xbf", b"\xff\xfe"),
    *(b"\xe2\x80\xa8", b"\xf0\x90\xb5\x90", b"\xea\x9f\x9c", b"\xc2\x85", b"[" * 33, b'"1A":'),
    *(b'"__proto__":1,', b'"unread":{"1A":7},', b'"2026-01-01T24:00"', b'"2026-W01-1"'),
]


class Chance:
    """Pseudo-random numbers (linear congruential, with the constants of Knuth's MMIX)."""

    def __init__(self, seed: int) -> None:
        self._state = seed

    def below(self, limit: int) -> int:
        """Return a whole number from 0 to *limit* − 1."""
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self._state >> 33) % limit

    def choice(self, items: Sequence[_Item]) -> _Item:
        """Return one of *items*."""
        return items[self.below(len(items))]

    def shuffled(self, items: Sequence[_Item]) -> list[_Item]:
        """Return *items* in another order."""
        left = list(items)
        return [left.pop(self.below(len(left))) for _ in items]


def damaged(chance: Chance, raw: bytes) -> bytes:
    """Return *raw* with one to four small damages."""
    for _ in range(1 + chance.below(4)):
        place, kind = chance.below(len(raw) + 1), chance.below(8)
        length = 1 + chance.below(12)
        if kind < 3:
            raw = raw[:place] + chance.choice(TOKENS) + raw[place:]
        elif kind < 5:
            raw = raw[:place] + chance.choice(TOKENS) + raw[place + length :]
        elif kind == 5:
            raw = raw[:place] + raw[place + length :]
        elif kind == 6:
            raw = raw[:place] + raw[place : place + length] + raw[place:]
        elif chance.below(6) == 0:
            raw = raw[:place]
    return raw
