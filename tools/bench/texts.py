"""Measures how the time for one result grows with the length of its text.

Files of many shapes are read, and those that are not refused are scored, rendered and written. Each
shape comes in two lengths, the longer one near the limit of a file, measured in turn. Time is that
of the processor, so other programs hardly matter.
"""

import json
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from pat_core import PatError, load_instrument
from pat_core.files.result_file import read_result, write_result
from pat_core.reports.person.result_page import render_result
from pat_core.scoring.principles import score_answers
from tools.bench.figures import Round

__all__ = ["SHAPES", "Shape", "add_texts", "is_read", "measure"]

LENGTH, MANY_LENGTH = 900_000, 100_000
"""The single length, in bytes; the double one stays below the limit of a result file.

A file of many small values has the lesser one: beyond it the processor's cache overflows, and even
Python's own reader of JSON takes more than twice the time for twice the length.
"""
TRIES = 5
LARGEST_BLOCK = 31 * 2**20
SHORTEST_S = 0.02
"""Work is repeated until it takes at least this long: the clock is coarse."""


class Shape(NamedTuple):
    """How a file is filled up to a length, and whether it is a result or is refused."""

    make: Callable[[int], bytes]
    is_read: bool = True
    length: int = LENGTH


def add_texts(measured: Round) -> None:
    """Measure all shapes; the one that grows most is the figure of the round."""
    # Once so large a block was freed, the C library keeps memory and does not ask the system for it
    # again and again, which would slow down the longer files only.
    bytearray(LARGEST_BLOCK)
    sides = {name: measure(shape) for name, shape in SHAPES.items()}
    worst = max(sides.values(), key=lambda side: side["ours"] / side["single"])
    measured.compared["growth_text_ms"] = worst
    measured.compared.update({f"growth_text: {name}": side for name, side in sides.items()})


def measure(shape: Shape) -> dict[str, float]:
    """Return the milliseconds for twice the length as ``ours``, and for the length as ``single``.

    Each is the quickest of some tries, in turn: noise can only add to a time.
    """
    files = {"single": shape.make(shape.length), "ours": shape.make(2 * shape.length)}
    times = 1 + int(SHORTEST_S / max(_seconds(files["single"], 1), 1e-6))
    tries = [
        {side: _seconds(raw, times) / times for side, raw in files.items()} for _ in range(TRIES)
    ]
    return {side: round(1000 * min(took[side] for took in tries), 4) for side in ("ours", "single")}


def is_read(raw: bytes) -> bool:
    """Read a result, render its page and write it as a download; return False if it is refused."""
    instrument = load_instrument()
    try:
        result = read_result(raw, "a.pat.json", instrument).result
    except PatError:
        return False
    render_result(result, score_answers(result.answers, instrument), instrument)
    write_result(result, instrument)
    return True


def _seconds(raw: bytes, times: int) -> float:
    began = time.process_time()
    for _ in range(times):
        is_read(raw)
    return time.process_time() - began


# The shapes.


def _result(responses: Mapping[str, Any], **more: Any) -> bytes:
    document = {
        "format": "pat-result",
        "format_version": 1,
        "instrument": {"id": "pat-2003"},
        "responses": responses,
        **more,
    }
    return json.dumps(document, ensure_ascii=False).encode()


def _one(piece: str) -> Shape:
    """Return the shape of one comment that repeats *piece*."""
    size = len(json.dumps(piece, ensure_ascii=False).encode()) - 2
    return Shape(lambda length: _result({"1A": {"answer": 3, "comment": piece * (length // size)}}))


def _all_comments(length: int) -> bytes:
    codes = load_instrument().codes
    comment = "some words " * (length // len(codes) // 11)
    return _result({code: {"answer": 3, "comment": comment} for code in codes})


def _keys(length: int, key: str = "key") -> bytes:
    """Return a result filled with unknown keys, which differ at their end."""
    size = len(key) + 14
    return _result({"1A": {"answer": 3}}, **{f"{key}{n:07}": n % 5 for n in range(length // size)})


def _bad_entries(length: int) -> bytes:
    return _result({f"9Z{n:07}": {"answer": 9} for n in range(length // 27)})


def _twice(length: int) -> bytes:
    """Return an object that holds its last key twice."""
    raw = _keys(length)
    return raw[:-1] + b"," + raw[raw.rindex(b'"key') : -1] + b"}"


SHAPES: dict[str, Shape] = {
    "one comment": _one("some words "),
    "36 comments": Shape(_all_comments),
    "backslashes": _one("\\"),
    "quotation marks": _one('"'),
    "characters of HTML": _one("<&>'"),
    "controls": _one("\x1b\n"),
    "other alphabets": _one("é中😀"),
    "brackets in a comment": _one("[{"),
    "escapes": Shape(
        lambda length: _result({"1A": {"comment": "~"}}).replace(b"~", b"\\u00e9" * (length // 6))
    ),
    "one label": Shape(lambda length: _result({"1A": {"answer": 3}}, partnership="x" * length)),
    "one unknown key": Shape(lambda length: _result({"1A": {"answer": 3}}, **{"k" * length: 1})),
    "many unknown keys": Shape(_keys, length=MANY_LENGTH),
    "keys that start alike": Shape(lambda length: _keys(length, "k" * 200), length=MANY_LENGTH),
    "entries set aside": Shape(_bad_entries, length=MANY_LENGTH),
    "many decimal numbers": Shape(
        lambda length: _result({"1A": {}}, x=[0.123456] * (length // 10)), length=MANY_LENGTH
    ),
    "many objects": Shape(
        lambda length: _result({"1A": {}}, x=[{}] * (length // 4)), length=MANY_LENGTH
    ),
    "a key twice": Shape(_twice, is_read=False, length=MANY_LENGTH),
    "a fault at the end": Shape(
        lambda length: _keys(length)[:-1] + b",}", is_read=False, length=MANY_LENGTH
    ),
    "a fault after a long text": Shape(
        lambda length: b'["' + b"words " * (length // 6) + b'", ]', is_read=False
    ),
    "one long number": Shape(lambda length: b'{"a": ' + b"9" * length + b"}", is_read=False),
    "many long numbers": Shape(
        lambda length: b"[" + b"1234567890123456," * (length // 17) + b"12345678901234567]",
        is_read=False,
        length=MANY_LENGTH,
    ),
    "deep brackets": Shape(lambda length: b"[" * length, is_read=False),
    "brackets that do not fit": Shape(lambda length: b"[]}{" * (length // 4), is_read=False),
    "an unclosed quotation mark": Shape(lambda length: b'"' + b"[" * length, is_read=False),
    "nothing but quotation marks": Shape(lambda length: b'"' * length, is_read=False),
    "unclosed backslashes": Shape(lambda length: b'"' + b"\\" * length, is_read=False),
    "half a character": Shape(
        lambda length: b'["' + b"x" * length + b'", "\\ud800"]', is_read=False
    ),
    "spaces": Shape(lambda length: b" " * length + b"x", is_read=False),
}
"""Each way to fill a file, by its name."""
