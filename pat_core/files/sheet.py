"""One person's answers in little space: what a group is counted from, and what a code holds.

A sheet keeps no comment and no name. ``result_file`` reads files; ``group`` counts sheets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pat_core.errors import ScoreRangeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pat_core.documents.result import AnswersDocument, TypeDocument
    from pat_core.model import Answers, Instrument, Result

__all__ = ["BLANK", "CANT_SAY", "Sheet", "check_marks", "document_of", "marks_pattern", "sheet_of"]

CANT_SAY = "?"
BLANK = "-"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The marks of one respondent, the types that they chose, and their labels."""

    marks: str
    """One character per answer: of the statements, then the significances, then success. It is the
    digit that was chosen, "?" for "can't say" or "-" for blank: 43 characters for the 2003
    instrument."""
    now: str = ""
    """The type that the partnership has, as "coordination/delivery"; empty if none was chosen."""
    needed: str = ""
    """The type that it needs."""
    level: str = ""
    sector: str = ""
    organisation: str = ""

    def answers(self, instrument: Instrument) -> Answers:
        """Return the answers by statement code, None for "can't say"; blank ones are absent."""
        given = zip(instrument.codes, self.marks, strict=False)
        return {code: _answer(mark) for code, mark in given if mark != BLANK}


def sheet_of(result: Result, instrument: Instrument) -> Sheet:
    """Return the sheet of a result that was read and checked."""
    numbers = [principle.number for principle in instrument.principles]
    success, typology = result.success, result.typology
    marks = [
        *_marks(result.answers, instrument.codes),
        *_marks(result.significance, numbers),
        _mark(success["answer"]) if "answer" in success else BLANK,
    ]
    return Sheet(
        "".join(marks),
        _type(typology.get("now", {})),
        _type(typology.get("needed", {})),
        result.detail("level"),
        result.detail("sector"),
        result.detail("organisation"),
    )


def document_of(marks: str, instrument: Instrument) -> AnswersDocument:
    """Return what the *marks* of a sheet say, in the shape of a result file."""
    codes, numbers = instrument.codes, [principle.number for principle in instrument.principles]
    given = {
        key: _answer(mark)
        for key, mark in zip([*codes, *numbers, "success"], marks, strict=True)
        if mark != BLANK
    }
    document: AnswersDocument = {
        "responses": {code: {"answer": given[code]} for code in codes if code in given},
        "significance": {number: given[number] for number in numbers if number in given},
    }
    if "success" in given:
        document["success"] = {"answer": given["success"]}
    return document


def check_marks(marks: str, instrument: Instrument) -> str:
    """Return *marks* if each of them is allowed in its place.

    Raises:
        ScoreRangeError: there are too many or too few marks, or one is not allowed.
    """
    answers = frozenset(str(value) for value in instrument.values)
    points = frozenset(str(point.value) for point in instrument.significance.scale)
    allowed = [answers] * len(instrument.codes) + [points] * len(instrument.principles) + [answers]
    if len(marks) != len(allowed):
        raise ScoreRangeError(f"{len(marks)} marks stand there; a sheet has {len(allowed)}")
    for place, (mark, here) in enumerate(zip(marks, allowed, strict=True), 1):
        if mark not in here and mark not in (CANT_SAY, BLANK):
            raise ScoreRangeError(
                f"mark {place} is {mark!r}; allowed are {', '.join(sorted(here))},"
                f' {CANT_SAY} for "can\'t say" and {BLANK} for blank'
            )
    return marks


def marks_pattern(instrument: Instrument) -> re.Pattern[str]:
    """Return a pattern for what :func:`check_marks` accepts, with one statement answered at least.

    Compiled once, it checks thousands of sheets quickly.
    """
    none = re.escape(CANT_SAY + BLANK)
    answers = "".join(str(value) for value in instrument.values)
    points = "".join(str(point.value) for point in instrument.significance.scale)
    return re.compile(
        f"(?!{re.escape(BLANK)}{{{len(instrument.codes)}}})[{answers}{none}]{{{len(instrument.codes)}}}"
        f"[{points}{none}]{{{len(instrument.principles)}}}[{answers}{none}]"
    )


def _marks(given: Mapping[str, int | None], keys: Iterable[str]) -> list[str]:
    return [_mark(given[key]) if key in given else BLANK for key in keys]


def _mark(answer: int | None) -> str:
    return CANT_SAY if answer is None else str(answer)


def _answer(mark: str) -> int | None:
    return None if mark == CANT_SAY else int(mark)


def _type(chosen: TypeDocument) -> str:
    """Return a type as one text; empty unless both its level and its function are chosen."""
    collaboration, function = chosen.get("collaboration", ""), chosen.get("function", "")
    return f"{collaboration}/{function}" if collaboration and function else ""
