"""Makes a malformed file from a good one, guided by a source of chance.

The source is a ``random.Random``: an ordinary one with a seed, or one that Hypothesis controls, so
that both engines share the edits and Hypothesis can shrink what fails.
"""

import json
import random
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from tools.fuzz.samples import BETWEEN, split

__all__ = ["is_deep", "mutate"]

_TWIN = "\x01"
"""A key that ends with this is written without it, so that an object gets a key twice."""
_BARE = "\x02"
"""A text between two of these is written without quotes, as numbers are that JSON cannot hold."""

_TEXTS = (
    *("", " ", "1A", "1a", "7A", "1A\n", "A" * 300, "é€😀", "\u202eabc", "\u2028", "\x1b[31m"),
    *("<script>alert(1)</script>", "=1+1", '"', "\\", "__proto__", "constructor", "null", "NaN"),
    *("pat-result", "pat-group", "pat-round", "pat-workspace", "confidential", "open", "board"),
    *("2026-02-30", "2026-10-06T09:40:00Z", "0001-01-01", "2026-W01-1", "12:00", "20261006"),
    *("\t", "a/b", "../x", "a" * 101, "\ud800", "\0", "\ufeff", "ß", "İ", "ﬁ", "½", "²", "٣"),
)
_BARES = (
    *("NaN", "Infinity", "-Infinity", "1e999", "-1e999", "1e308", "1e-400", "-0", "-0.0", "01"),
    *("12345678901234567", "9007199254740993", "9" * 400, "1.0", "3.0000000000000001", "+1", ".5"),
    *("tru", "'a'", "[", "}", "/**/1", "1,", "\ud83d"),
)
_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, 1, 2, 3, 4, 5, 7, -1, 2.5, 3.0, 1e16, 10**15, [], {}, [[]], {"": 0}),
    *([1, 2], {"answer": 3}, {"answer": None, "comment": 5}, {"n": 1}, [None], "3", "x"),
)
_TOKENS = (
    *(b"\0", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b'"', b"\\", b"{", b"}", b"["),
    *(b"]", b",", b";", b"\t", b"\n", b"\r", b"\r\n", b":", b"\\u0000", b"\\ud83d", b"\\u001b"),
    *(b"NaN", b"1e999", b"-", b"0", b"9" * 30, b"'", b"=", b"?", b"PK\x03\x04", b'"":', b"null"),
    *(b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\xcc\x81", b"1A", b"success", b"comment", b"\x1b"),
    *(b"[" * 20_000, b'{"a":' * 5_000, BETWEEN),
)
_ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "utf-8-sig", "latin-1", "cp1252")
_EDITS: dict[type, tuple[str, ...]] = {
    dict: ("replace", "replace", "replace", "leave out", "rename", "add", "double", "copy"),
    list: ("replace", "replace", "leave out", "repeat"),
}
"""What may be done to an entry of an object or of a list; some edits are likelier."""


def mutate(case: bytes, chance: random.Random, others: Sequence[bytes] = ()) -> bytes:
    """Return *case* with one of its files changed; *others* are cases to take pieces from."""
    files = split(case)
    place = chance.randrange(len(files))
    if len(files) > 1 and chance.randrange(4) == 0:
        _rearrange(files, place, chance)
    else:
        donor = split(chance.choice(others))[0] if others else b""
        for _ in range(chance.choice((1, 1, 1, 2))):
            files[place] = _change(files[place], donor, chance)
    return BETWEEN.join(files)


def is_deep(raw: bytes) -> bool:
    """Whether *raw* may be nested too deep for Python's own reader of JSON."""
    return raw.count(b"[") + raw.count(b"{") > 4_000


def _rearrange(files: list[bytes], place: int, chance: random.Random) -> None:
    """Leave a file out, repeat it, or move it."""
    file = files.pop(place)
    for _ in range(chance.randrange(3)):
        files.insert(chance.randint(0, len(files)), file)


def _change(raw: bytes, donor: bytes, chance: random.Random) -> bytes:
    """Change *raw* as JSON, if it is JSON, or as bytes."""
    if chance.randrange(5) and not is_deep(raw):
        try:
            document = json.loads(raw)
        except ValueError:
            return _change_bytes(raw, donor, chance)
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            document = _change_value(document, donor, chance)
        return _written(document, chance)
    return _change_bytes(raw, donor, chance)


def _written(document: object, chance: random.Random) -> bytes:
    """Return *document* as JSON; marked keys are doubled, and marked texts have no quotes."""
    text = json.dumps(document, ensure_ascii=chance.randrange(2) == 0)
    for mark in ('"\\u0002', '\\u0002"', "\\u0001"):
        text = text.replace(mark, "")
    return text.encode("utf-8", "surrogatepass" if chance.randrange(2) else "replace")


def _change_value(document: Any, donor: bytes, chance: random.Random) -> Any:
    """Change a value somewhere in *document*, and return the document."""
    parent, key = _place_in(document, chance)
    if parent is None:
        return _odd_value(document, donor, chance)
    value = _odd_value(parent[key], donor, chance)
    match chance.choice(_EDITS[type(parent)]):
        case "replace":
            parent[key] = value
        case "leave out":
            del parent[key]
        case "rename":
            other = chance.choice((key.lower(), key + " ", str(_nudged(key, chance)), *parent))
            parent[other] = parent.pop(key)
        case "add":
            parent[chance.choice(_TEXTS)] = value
        case "double":
            parent[key + _TWIN] = value
        case "copy":
            parent[key] = deepcopy(parent[chance.choice(list(parent))])
        case "repeat":
            again = chance.choice((parent[key], value))
            parent[key:key] = [deepcopy(again) for _ in range(chance.choice((1, 1, 2, 40)))]
    return document


def _place_in(document: Any, chance: random.Random) -> tuple[Any, Any]:
    """Return an object or list somewhere in *document*, and one of its keys; else None twice."""
    parent, key, inner = None, None, document
    while isinstance(inner, dict | list) and inner:
        parent = inner
        key = (
            chance.choice(list(inner)) if isinstance(inner, dict) else chance.randrange(len(inner))
        )
        inner = inner[key]
        if chance.randrange(4) == 0:
            break
    return parent, key


def _odd_value(value: Any, donor: bytes, chance: random.Random) -> Any:
    """Return a value to replace *value*."""
    kind = chance.randrange(8)
    if kind == 0:
        return _BARE + chance.choice(_BARES) + _BARE
    if kind in (1, 2):
        return deepcopy(chance.choice(_VALUES))
    if kind == 3:
        return chance.choice(_TEXTS)
    if kind == 4:
        as_list = chance.randrange(2) == 0
        for _ in range(chance.choice((1, 2, 8, 28, 30, 31, 32, 33, 200))):
            value = [value] if as_list else {"a": value}
        return value
    if kind == 5:
        return _piece_of(donor, chance)
    return _nudged(value, chance)


def _nudged(value: Any, chance: random.Random) -> Any:
    """Return a value of the same type that is a little different."""
    if isinstance(value, bool) or value is None:
        return not value
    if isinstance(value, int):
        return value + chance.choice((-1, 1, 10, 10**15))
    if isinstance(value, float):
        return chance.choice((-value, value + 0.125, value // 1, value * 1e300))
    if isinstance(value, str):
        place = chance.randint(0, len(value))
        return value[:place] + chance.choice(_TEXTS) + value[place + chance.randrange(2) :]
    return value


def _piece_of(donor: bytes, chance: random.Random) -> Any:
    """Return a value from somewhere in another file."""
    try:
        parent, key = _place_in({} if is_deep(donor) else json.loads(donor), chance)
    except ValueError:
        return donor[:50].decode("utf-8", "replace")
    return parent[key] if parent is not None else None


def _change_bytes(raw: bytes, donor: bytes, chance: random.Random) -> bytes:
    """Return *raw* with a few bytes changed, left out or added."""
    start = chance.randint(0, len(raw))
    end = min(len(raw), start + chance.choice((0, 1, 1, 2, 5, 40)))
    kind = chance.randrange(8)
    if kind == 0:
        return raw[:start]
    if kind == 1 and start < len(raw):
        return raw[:start] + bytes([raw[start] ^ 1 << chance.randrange(8)]) + raw[start + 1 :]
    if kind == 2:
        return raw[:start] + raw[end:]
    if kind == 3:
        return raw[:end] + raw[start:]
    if kind == 4:
        return raw[:start] + donor[start : start + 60] + raw[end:]
    if kind == 5:
        return raw.decode("utf-8", "replace").encode(chance.choice(_ENCODINGS), "replace")
    return raw[:start] + chance.choice(_TOKENS) + raw[end:]
