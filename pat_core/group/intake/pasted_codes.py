"""Result codes in a text that somebody pasted: out of an e-mail, a list, a message on a phone.

There, codes are quoted, numbered, broken over lines, and words stand around them. A code is found
wherever words add up to one whose check characters fit. What looks like a part of a code and is
none is told.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pat_core.errors import ResultCodeError
from pat_core.files.result_code import ALPHABET, CODE_LENGTH, UNSEEN, read_code
from pat_core.files.sheet import BLANK
from pat_core.files.strict_json import shown
from pat_core.model import Instrument

__all__ = ["Pasted", "find_codes"]

_BETWEEN = re.compile("[,;，；、]")
_WORD = re.compile(rf"[^\W_](?:[{UNSEEN}]*[^\W_])*")
_UNSEEN = re.compile(f"[{UNSEEN}]")
_GROUP = 4
_LIKE_A_CODE = re.compile(rf"[{ALPHABET}]{{{_GROUP},}}|(?=\D*\d)(?=\d*\D).{{{_GROUP},}}")
"""A word in capitals of the alphabet, or with digits and letters: most likely mistyped."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """A code in a text, or what stands there in place of one."""

    line: int
    text: str
    """As it was pasted."""
    marks: str = ""
    tag: int = 0
    cause: str = ""
    """Why it cannot be used; then there are no marks."""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the text, or a group of four of a long one, and where it stands."""

    line: int
    piece: int
    """Counts what line ends, commas and semicolons part."""
    start: int
    end: int
    text: str


def find_codes(text: str, instrument: Instrument) -> list[Pasted]:
    """Return the codes in *text* and what is left of it, in order.

    Where a code was found, words without any likeness to one are passed over, and remarked on.
    """
    words = list(_words(text))
    parts, start = list[Sequence[_Word]](), 0
    for first, end in _spans(words, instrument):
        parts += [*_rests(words[start:first]), words[first:end]]
        start = end
    found = [_judged(text, part, instrument) for part in (*parts, *_rests(words[start:]))]
    usable = next((each for each in found if each.marks), None)
    passed = [each.text for each in found if each.cause and not _is_like_a_code(each.text)]
    if usable is None or not passed:
        return found or _without_words(text)
    remark = f"words around the codes are passed over: {shown(' … '.join(passed))}"
    kept = [each for each in found if each.marks or _is_like_a_code(each.text)]
    return [replace(each, remarks=(remark,)) if each is usable else each for each in kept]


def _words(text: str) -> Iterator[_Word]:
    """Yield the words of *text*; those that groups of four make up come as such groups."""
    start = piece = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        for inside in _BETWEEN.split(line):
            piece += 1
            for word in _WORD.finditer(inside):
                seen = [at for at, mark in enumerate(word[0]) if not _UNSEEN.match(mark)]
                size = len(seen) if len(seen) % _GROUP else _GROUP
                for group in (seen[at : at + size] for at in range(0, len(seen), size or 1)):
                    at = start + word.start()
                    written = "".join(word[0][place] for place in group)
                    yield _Word(number, piece, at + group[0], at + group[-1] + 1, written)
            start += len(inside) + 1
        # The last piece of a line has no separator behind it.
        start -= 1


def _spans(words: Sequence[_Word], instrument: Instrument) -> Iterator[tuple[int, int]]:
    """Yield where a code starts and ends among the words.

    A piece that has the length of a code is one or none, but gives nothing to its neighbours.
    """
    pieces = groupby(words, key=lambda word: word.piece)
    alone = {piece for piece, inside in pieces if _length(list(inside)) == CODE_LENGTH}
    start = 0
    while start < len(words):
        end = _end_of_code(words, start)
        inside = {word.piece for word in words[start:end]}
        may_be = end > start and (len(inside) == 1 or not inside & alone)
        if may_be and _reads(words[start:end], instrument):
            yield start, end
            start = end
        else:
            start += 1


def _end_of_code(words: Sequence[_Word], start: int) -> int:
    """Return where the words from *start* on have the length of a code; *start* if nowhere."""
    length = 0
    for end in range(start, len(words)):
        length += len(words[end].text)
        if length >= CODE_LENGTH:
            return end + 1 if length == CODE_LENGTH else start
    return start


def _rests(words: Sequence[_Word]) -> Iterator[Sequence[_Word]]:
    """Yield what is no code: by piece, or pieces in a row that have the length of one."""
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


def _judged(text: str, words: Sequence[_Word], instrument: Instrument) -> Pasted:
    """Return what the words say as a code."""
    line, written = words[0].line, text[words[0].start : words[-1].end]
    try:
        marks, tag = read_code(_joined(words), instrument)
    except ResultCodeError as error:
        return Pasted(line, written, cause=str(error))
    if not marks[: len(instrument.codes)].strip(BLANK):
        return Pasted(line, written, cause="holds no answers")
    return Pasted(line, written, marks, tag)


def _reads(words: Sequence[_Word], instrument: Instrument) -> bool:
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
    """Return what is said of a text without letters and digits; nothing if it is blank."""
    if not _BETWEEN.sub("", text).strip():
        return []
    return [Pasted(1, text.strip(), cause="the text holds no code")]
