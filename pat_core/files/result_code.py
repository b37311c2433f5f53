"""A result as a code that a person can read out: 32 characters in place of a file.

It holds the marks of a sheet (see ``sheet``), a version, and a tag that tells two people with the
same answers apart; no comment, name or label. Three check characters detect every single wrong
character, and every two that changed places. The meaning of a version's codes never changes,
because people have them on paper.

The first 29 characters spell the number (marks · tags + tag) · 8 + version in base 25. In it the
marks are digits, success last. A digit numbers what may stand in its place, in this order: blank,
"can't say", and the points of its scale from the lowest up.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from pat_core.errors import ResultCodeError
from pat_core.files.sheet import BLANK, CANT_SAY, check_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pat_core.model import Instrument, ScalePoint

__all__ = [
    "ALPHABET",
    "CODE_LENGTH",
    "TAGS",
    "UNSEEN",
    "read_code",
    "tag_of",
    "write_code",
]

ALPHABET = "ACDEFHJKMNPRTVWXY23456789"
"""The characters of a code. Of each set of look-alikes it holds at most one."""

CODE_LENGTH = 32

TAGS = 2**18
"""How many tags there are. In one of 336 groups of forty, two people share a tag."""

_BASE = len(ALPHABET)
_GROUP = 4
_VERSION = 1
_VERSIONS = 8
_CHECKS = _BASE**3
_PRIME = 15_619
"""A code, read as one number in base 25, is a multiple of this prime.

A wrong character changes the number by d · 25^i, and two that changed places by
d · 25^i · (25^k - 1), with d below 25 and k below 32. The prime divides neither, since it is no
factor of 25^k - 1 for any k below 7,809. It is the largest prime below 25³, so three check
characters are enough.
"""
_FORGIVEN = str.maketrans(f"ZSBGUzsbgu{ALPHABET.lower()}", f"2586V2586V{ALPHABET}", "-‐‑‒–—−")
"""From small letters, look-alikes and hyphens of every kind to the characters of the alphabet."""
UNSEEN = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
"""The inside of a character class: characters that are copied along and are invisible on a screen.

They are zero-width characters, soft hyphens, direction marks, fillers and variation selectors, but
no control characters.
"""
_UNSEEN = re.compile(f"[{UNSEEN}]")
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")
_DO_NOT_FIT = (
    "the check characters of the code do not fit: a character is wrong, or two have changed"
    " places; compare it with the one on the respondent's page"
)


def tag_of(result_id: str) -> int | None:
    """Return the tag of the result with this id, from 0 to TAGS - 1; None for an empty id."""
    if not (id_ := result_id.strip()):
        return None
    return int.from_bytes(hashlib.sha256(id_.encode("utf-8")).digest(), "big") % TAGS


def write_code(marks: str, tag: int, instrument: Instrument) -> str:
    """Return the code of a sheet's *marks*: eight groups of four characters, with spaces between.

    Raises:
        ScoreRangeError: the marks are not those of a sheet of the instrument.
        ResultCodeError: the tag is out of range, or the instrument has more answers than a code
            can hold.
    """
    if not 0 <= tag < TAGS:
        raise ResultCodeError(f"tag {tag} is out of range; tags run from 0 to {TAGS - 1}")
    number = 0
    for mark, states in zip(check_marks(marks, instrument), _states(instrument), strict=True):
        number = number * len(states) + states.index(mark)
    number = ((number * TAGS + tag) * _VERSIONS + _VERSION) * _CHECKS
    number += -number % _PRIME
    characters = []
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, _BASE)
        characters.append(ALPHABET[place])
    if number:
        raise ResultCodeError(
            f"{len(marks)} answers of {instrument.id} are more than {CODE_LENGTH} characters hold"
        )
    code = "".join(reversed(characters))
    return " ".join(code[i : i + _GROUP] for i in range(0, CODE_LENGTH, _GROUP))


def read_code(text: str, instrument: Instrument) -> tuple[str, int]:
    """Return the marks and the tag that a code holds.

    Small letters, spaces, hyphens and look-alikes are accepted, and so is what was copied along:
    invisible characters, and quotation marks, brackets or a full stop around the code.

    Raises:
        ResultCodeError: the text is not a code, is mistyped, or has another version.
    """
    number = 0
    for place in _places(text):
        number = number * _BASE + place
    if number % _PRIME:
        raise ResultCodeError(_DO_NOT_FIT)
    number, version = divmod(number // _CHECKS, _VERSIONS)
    if version != _VERSION:
        raise ResultCodeError(
            f"the code is of version {version}; this program reads version {_VERSION}"
        )
    number, tag = divmod(number, TAGS)
    marks = []
    for states in reversed(_states(instrument)):
        number, place = divmod(number, len(states))
        marks.append(states[place])
    if number:
        raise ResultCodeError(_DO_NOT_FIT)
    return "".join(reversed(marks)), tag


def _places(text: str) -> list[int]:
    """Return the index in the alphabet of each character of a code."""
    characters = "".join(_AROUND.sub("", _UNSEEN.sub("", text)).split()).translate(_FORGIVEN)
    for place, character in enumerate(characters, 1):
        if character not in ALPHABET:
            raise ResultCodeError(
                f"character {place} of the code is {character!r}, spaces not counted; a result"
                f" code is made of {' '.join(ALPHABET)}"
            )
    if len(characters) != CODE_LENGTH:
        raise ResultCodeError(
            f"the code has {len(characters)} characters, spaces not counted; a result code has"
            f" {CODE_LENGTH}, in groups of four"
        )
    return [ALPHABET.index(character) for character in characters]


def _states(instrument: Instrument) -> list[str]:
    """Return the marks that each place of a sheet allows, in the order that the version fixes."""

    def marks(scale: Sequence[ScalePoint]) -> str:
        return BLANK + CANT_SAY + "".join(str(value) for value in sorted(p.value for p in scale))

    answers, significance = marks(instrument.scale), marks(instrument.significance.scale)
    statements = [answers] * len(instrument.codes)
    return [*statements, *[significance] * len(instrument.principles), answers]
