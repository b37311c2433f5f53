"""Result codes in a text that somebody pasted: from an e-mail, a list, a message on a phone.

There, codes are quoted, numbered, broken over lines, and surrounded by words. A code is found
wherever words together form one whose check characters fit. What looks like part of a code but is
not is reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from pat_core.errors import ResultCodeError
from pat_core.files.result_code import ALPHABET, CODE_LENGTH, UNSEEN, read_code
from pat_core.files.sheet import BLANK
from pat_core.files.strict_json import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pat_core.model import Instrument

__all__ = ["Pasted", "find_codes"]

_BETWEEN = re.compile("[,;，；、]")
_WORD = re.compile(rf"[^\W_](?:[{UNSEEN}]*[^\W_])*")
_UNSEEN = re.compile(f"[{UNSEEN}]")
_GROUP = 4
_LIKE_A_CODE = re.compile(rf"[{ALPHABET}]{{{_GROUP},}}|(?=\D*\d)(?=\d*\D).{{{_GROUP},}}")
"""A word in capitals of the alphabet, or of digits and letters: most likely a mistyped code."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """A code in a text, or words that are not a code."""

    line: int
    text: str
    """As it was pasted."""
    marks: str = ""
    tag: int = 0
    cause: str = ""
    """Why it cannot be used, and then there are no marks."""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the text, or a group of four characters of a long word, and where it is."""

    line: int
    piece: int
    """The number of the piece it is in; line ends, commas and semicolons separate pieces."""
    start: int
    end: int
    text: str


def find_codes(text: str, instrument: Instrument) -> list[Pasted]:
    """Return the codes in *text* and the rest of it, in order.

    If there is a code, words that do not resemble one are ignored, with a remark.
    """
    words = list(_words(text))
    runs, start = list[Sequence[_Word]](), 0
    for first, end in _spans(words, instrument):
        runs += [*_rests(words[start:first]), words[first:end]]
        start = end
    pasted = [_read(text, run, instrument) for run in (*runs, *_rests(words[start:]))]
    usable = next((code for code in pasted if code.marks), None)
    ignored = [rest.text for rest in pasted if rest.cause and not _is_like_a_code(rest.text)]
    if usable is None or not ignored:
        return pasted or _without_words(text)
    remark = f"words around the codes are passed over: {shown(' … '.join(ignored))}"
    kept = [code for code in pasted if code.marks or _is_like_a_code(code.text)]
    return [replace(code, remarks=(remark,)) if code is usable else code for code in kept]


def _words(text: str) -> Iterator[_Word]:
    """Yield the words of *text*, those whose length is a multiple of four in groups of four."""
    start = piece = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        for inside in _BETWEEN.split(line):
            piece += 1
            for word in _WORD.finditer(inside):
                seen = [at for at, letter in enumerate(word[0]) if not _UNSEEN.match(letter)]
                size = len(seen) if len(seen) % _GROUP else _GROUP
                for group in (seen[at : at + size] for at in range(0, len(seen), size or 1)):
                    at = start + word.start()
                    written = "".join(word[0][index] for index in group)
                    yield _Word(number, piece, at + group[0], at + group[-1] + 1, written)
            start += len(inside) + 1
        # No separator follows the last piece of a line.
        start -= 1


def _spans(words: Sequence[_Word], instrument: Instrument) -> Iterator[tuple[int, int]]:
    """Yield where codes start and end among the words.

    A piece with the length of a code may be one by itself, but never forms one with its neighbours.
    """
    pieces = groupby(words, key=lambda word: word.piece)
    alone = {piece for piece, inside in pieces if _length(list(inside)) == CODE_LENGTH}
    start = 0
    while start < len(words):
        end = _end_of_code(words, start)
        inside = {word.piece for word in words[start:end]}
        is_possible = end > start and (len(inside) == 1 or not inside & alone)
        if is_possible and _is_code(words[start:end], instrument):
            yield start, end
            start = end
        else:
            start += 1


def _end_of_code(words: Sequence[_Word], start: int) -> int:
    """Return the end of the words from *start* on that have the length of a code, or *start*."""
    length = 0
    for end in range(start, len(words)):
        length += len(words[end].text)
        if length >= CODE_LENGTH:
            return end + 1 if length == CODE_LENGTH else start
    return start


def _rests(words: Sequence[_Word]) -> Iterator[Sequence[_Word]]:
    """Yield what is not a code: piece by piece, or as several that have the length of a code."""
    pieces = [list(inside) for _, inside in groupby(words, key=lambda word: word.piece)]
    start = 0
    while start < len(pieces):
        together, end = list[_Word](), start
        while end < len(pieces) and _length(together) < CODE_LENGTH:
            together += pieces[end]
            end += 1
        if _length(together) != CODE_LENGTH:
            together, end = pieces[start], start + 1
        yield together
        start = end


def _read(text: str, words: Sequence[_Word], instrument: Instrument) -> Pasted:
    """Return the words, read as a code."""
    line, written = words[0].line, text[words[0].start : words[-1].end]
    try:
        marks, tag = read_code(_joined(words), instrument)
    except ResultCodeError as error:
        return Pasted(line, written, cause=str(error))
    if not marks[: len(instrument.codes)].strip(BLANK):
        return Pasted(line, written, cause="holds no answers")
    return Pasted(line, written, marks, tag)


def _is_code(words: Sequence[_Word], instrument: Instrument) -> bool:
    try:
        read_code(_joined(words), instrument)
    except ResultCodeError:
        return False
    return True


def _joined(words: Sequence[_Word]) -> str:
    return " ".join(word.text for word in words)


def _length(words: Sequence[_Word]) -> int:
    return sum(len(word.text) for word in words)


def _is_like_a_code(text: str) -> bool:
    return any(_LIKE_A_CODE.fullmatch(word.text) for word in _words(text))


def _without_words(text: str) -> list[Pasted]:
    """Return the refusal of a text without letters and digits; empty if it is blank."""
    if not _BETWEEN.sub("", text).strip():
        return []
    return [Pasted(1, text.strip(), cause="the text holds no code")]
