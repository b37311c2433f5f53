"""Results counted one by one as a long row of files is read; of each only the least is kept.

This is the way of the command line, where the first to name a round names the group's, and nobody
is asked. On the page all entries stay on the desk, and ``sorting`` decides.
"""

import struct
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any, NamedTuple

from pat_core.group.comments import release_comments
from pat_core.group.document import MAX_FILES
from pat_core.group.fit import OPEN, differences_from
from pat_core.group.pairs import Marks, marks_by_token
from pat_core.group.sorting import MIN_EQUAL, moment_of
from pat_core.group.tally import GroupTally
from pat_core.model import Instrument, Result
from pat_core.sheet import BLANK, CANT_SAY, Sheet, sheet_of
from pat_core.visible import MAX_NAME, visible

__all__ = ["FileLine", "Gathering"]

_COMPARED = ("partnership", "round", "purpose", "mode")
_CONFIDENTIAL = "confidential"
_MICROSECOND = timedelta(microseconds=1)
_NO_DATE = -(2**62)
"""Stands for "no date": before every other, and small enough to be packed."""

_Labels = tuple[str, str, str, str, str]


@dataclass(slots=True)
class FileLine:
    """What becomes of one file."""

    name: str
    status: str
    reason: str = ""

    def document(self) -> dict[str, str]:
        """Return the line as the group file holds it."""
        return {"name": self.name, "status": self.status, "reason": self.reason}


class _Kept(NamedTuple):
    """What is remembered of a result with an id, should a newer version of it come."""

    saved: int
    """Microseconds since the year 1."""
    digest: bytes
    """Short hash of its content."""
    labels: int
    """Where its types and labels stand among those that have occurred."""
    marks: str

    def packed(self) -> bytes:
        """Return all of it in about fifty bytes."""
        marks = self.marks.translate(_TO_HEX)
        return _HEAD.pack(*self[:3]) + bytes.fromhex(marks + _FILLER * (len(marks) % 2))

    @classmethod
    def from_packed(cls, packed: bytes) -> "_Kept":
        """Return what was packed."""
        saved, digest, labels = _HEAD.unpack_from(packed)
        marks = packed[_HEAD.size :].hex().rstrip(_FILLER).translate(_FROM_HEX)
        return cls(saved, digest, labels, marks)


_SHORT = 12
"""Bytes of a short hash: no two files that anybody has share one."""
_HEAD = struct.Struct(f"<q{_SHORT}sI")
_TO_HEX = str.maketrans({CANT_SAY: "a", BLANK: "b"})
_FROM_HEX = str.maketrans({"a": CANT_SAY, "b": BLANK})
_FILLER = "f"


class Gathering:
    """The tally of all results so far, and what became of each file.

    Args:
        instrument: what was answered.
        kind: of the labels that make the parts; see ``tally.LABEL_KINDS``.
        is_strict: whether a file is refused that names another round than those before it.
        keeps_comments: whether comments are gathered, too.
    """

    def __init__(
        self, instrument: Instrument, kind: str, *, is_strict: bool, keeps_comments: bool
    ) -> None:
        self._instrument = instrument
        self._is_strict = is_strict
        self._keeps_comments = keeps_comments
        self._by_id: dict[bytes, bytes] = {}
        self._without_id: dict[bytes, str] = {}
        self._labels: list[_Labels] = []
        self._label_places: dict[_Labels, int] = {}
        self._comments: dict[bytes, list[dict[str, str]]] = {}
        self._tokens: dict[bytes, list[tuple[str, Sheet]]] = {}
        self._lines: list[FileLine] = []
        self._lines_by_id: dict[bytes, FileLine] = {}
        self._is_confidential = False
        self.tally = GroupTally(instrument, kind)
        self.round = dict.fromkeys((*_COMPARED, "wording"), "")
        """Partnership, round, purpose, mode and wording: of each, what was named first."""
        self.counts: Counter[str] = Counter()

    def refuse(self, name: str, reason: str) -> FileLine:
        """Note a file that could not be used."""
        return self._note(name, "refused", reason)

    def take(self, name: str, result: Result, raw: bytes) -> FileLine:
        """Count one result unless a newer version was counted; *raw* is its file's content."""
        values, differences = _round_of(result), ""
        if values != self.round:
            differences = differences_from(values, self.round)
            if differences and self._is_strict:
                return self.refuse(name, differences)
            self.round = {key: self.round[key] or given for key, given in values.items()}
        self._is_confidential |= values["mode"] == _CONFIDENTIAL
        sheet, digest = sheet_of(result, self._instrument), _short_hash(raw)
        key = result.text("result_id")
        if key:
            return self._take_version(key, name, result, (sheet, digest), differences)
        twin = self._twin(sheet, digest, name)
        self._count(sheet, digest, result)
        return self._note(name, "used", "; ".join(filter(None, (differences, twin))))

    @property
    def mode(self) -> str:
        """The mode of the group: open only if no file was given in confidence."""
        is_open = self.round["mode"] == OPEN and not self._is_confidential
        return OPEN if is_open else _CONFIDENTIAL

    @property
    def lines(self) -> list[dict[str, str]]:
        """The lines of the first files, and of all that were refused."""
        return [line.document() for line in self._lines]

    @property
    def comments(self) -> list[dict[str, Any]]:
        """The comments of all results that are used, in an order that says nothing."""
        every = [comment for each in self._comments.values() for comment in each]
        return release_comments(every, {"": {"state": "as-is"}})

    @property
    def tokens(self) -> Marks:
        """The marks of those used who gave a random token of their own, by that token."""
        return marks_by_token(pair for each in self._tokens.values() for pair in each)

    def _take_version(
        self, key: str, name: str, result: Result, found: tuple[Sheet, bytes], reason: str
    ) -> FileLine:
        """Count a result with an id, in place of an older version of it."""
        sheet, digest = found
        short_key, saved = _short_hash(key.encode()), _microseconds(result.text("saved_at"))
        packed = self._by_id.get(short_key)
        if packed is not None:
            earlier = _Kept.from_packed(packed)
            if earlier.digest == digest:
                return self._note(name, "duplicate", "the same file again")
            if (earlier.saved, earlier.digest) > (saved, digest):
                return self._note(name, "duplicate", _OLDER)
            self._give_way(earlier, self._lines_by_id.get(short_key))
            reason = "; ".join(filter(None, (reason, _NEWER)))
        self._count(sheet, digest, result)
        kept = _Kept(saved, digest, self._place_of_labels(sheet), sheet.marks)
        self._by_id[short_key] = kept.packed()
        line = self._note(name, "used", reason)
        if self._lines[-1] is line:
            self._lines_by_id[short_key] = line
        return line

    def _count(self, sheet: Sheet, digest: bytes, result: Result) -> None:
        self.tally.add(sheet)
        if token := result.text("pairing_token"):
            self._tokens.setdefault(digest, []).append((token, sheet))
        if self._keeps_comments and (comments := _comments_of(result)):
            self._comments.setdefault(digest, []).extend(comments)

    def _give_way(self, earlier: _Kept, line: FileLine | None) -> None:
        """Take out the version that was counted before a newer one came."""
        self.tally.add(Sheet(earlier.marks, *self._labels[earlier.labels]), -1)
        self._comments.pop(earlier.digest, None)
        self._tokens.pop(earlier.digest, None)
        self.counts["used"] -= 1
        self.counts["duplicate"] += 1
        if line:
            line.status, line.reason = "duplicate", _OLDER

    def _place_of_labels(self, sheet: Sheet) -> int:
        labels: _Labels = (sheet.now, sheet.needed, sheet.level, sheet.sector, sheet.organisation)
        place = self._label_places.setdefault(labels, len(self._labels))
        if place == len(self._labels):
            self._labels.append(labels)
        return place

    def _note(self, name: str, status: str, reason: str) -> FileLine:
        line = FileLine(name, status, reason)
        self.counts[status] += 1
        if len(self._lines) < MAX_FILES or status == "refused":
            self._lines.append(line)
        return line

    def _twin(self, sheet: Sheet, digest: bytes, name: str) -> str:
        """Return a sentence where an earlier result without an id is equal to this one.

        Equal are the same content, and the same marks if enough statements are answered.
        """
        answered = sum(mark.isdigit() for mark in sheet.marks[: len(self._instrument.codes)])
        key = _short_hash(sheet.marks.encode()) if answered >= MIN_EQUAL else digest
        other = self._without_id.get(key)
        if other is None:
            self._without_id[key] = name
            return ""
        return f"possibly the same person as {visible(other, MAX_NAME)}"


_OLDER = "an older version of a result that is used"
_NEWER = "takes the place of an older version, which is not used"


def _short_hash(content: bytes) -> bytes:
    return sha256(content).digest()[:_SHORT]


def _microseconds(saved_at: str) -> int:
    return moment_of(saved_at) // _MICROSECOND if saved_at else _NO_DATE


def _round_of(result: Result) -> dict[str, str]:
    wording = result.document["instrument"].get("wording")
    return {
        **{key: result.text(key) for key in _COMPARED},
        "wording": wording if isinstance(wording, str) else "",
    }


def _comments_of(result: Result) -> list[dict[str, str]]:
    success = result.success_comment
    pairs = [*result.comments.items(), *([("success", success)] if success else [])]
    return [{"id": "", "place": place, "text": text} for place, text in pairs]
