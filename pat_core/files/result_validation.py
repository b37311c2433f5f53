"""The rules for the entries of a result: each is used, or is moved to ``unread`` and reported.

An entry that cannot be read counts as blank and is kept unchanged under ``unread``, so one bad
answer loses neither the others nor itself. Keys that this version does not know are kept, except
among the responses and the significances, where every key is a code.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from pat_core.files.receipts import RECEIPT_RULE, is_receipt
from pat_core.files.strict_json import MAX_DEPTH, depth_of, shown
from pat_core.text.display import MAX_NAME, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from pat_core.documents.result import ResultDocument
    from pat_core.files.strict_json import ForeignObject
    from pat_core.model import Instrument

__all__ = [
    "MAX_REVISION",
    "MAX_THRESHOLD",
    "MIN_THRESHOLD",
    "PRIVATE_COPY",
    "Problem",
    "check_entries",
    "is_time",
    "whole_number",
]

MAX_REVISION = 1_000_000
"""Highest revision of a result: nobody downloads one that often."""
MIN_THRESHOLD, MAX_THRESHOLD = 3, 10
"""Fewest and most people that a round may promise to put behind every figure."""
MAX_PROBLEMS = 100
"""How many entries that cannot be read are reported one by one."""
PRIVATE_COPY = "private"
"""What a result says under ``copy`` if it is the person's own, with everything in it."""

_HOUR = r"(?:[01]\d|2[0-3]):[0-5]\d"
# Hours are spelled out, because later versions of Python accept 24:00.
_TIME = re.compile(
    rf"\d{{4}}-\d\d-\d\d(T{_HOUR}(:[0-5]\d(\.\d{{1,6}})?)?(Z|[+-]{_HOUR})?)?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a reader must report: where it is and what is wrong, in one sentence."""

    place: str
    message: str
    is_unread: bool = True
    """False for a remark that leaves every entry in use."""

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


def check_entries(
    document: ForeignObject, instrument: Instrument
) -> tuple[ResultDocument, list[Problem]]:
    """Return a copy of *document* with valid entries only, and a problem for each other one.

    Its format and its instrument must have been checked already; here they are kept as they are.
    """
    check = _ResultCheck(document, instrument)
    check.check_details()
    check.check_responses()
    check.check_success()
    check.check_typology()
    check.check_checklists()
    return check.finish()


class _ResultCheck:
    """One pass over one document, which moves what cannot be read to ``unread``."""

    def __init__(self, document: ForeignObject, instrument: Instrument) -> None:
        self._document = dict(document)
        self._instrument = instrument
        self._problems: list[Problem] = []
        earlier = self._document.pop("unread", {})
        is_object = isinstance(earlier, dict)
        self._unread_before = dict(earlier) if is_object else {"unread": _shallow(earlier)}
        self._unread: ForeignObject = dict(self._unread_before)

    def finish(self) -> tuple[ResultDocument, list[Problem]]:
        """Return what is left, with ``unread`` only if it holds something, and all problems."""
        still_unread = [
            Problem(visible(key, MAX_NAME), f"{shown(value)} could not be read before. It is kept")
            for key, value in self._unread_before.items()
            if not _is_given(self._document, key.rstrip("+"))
        ]
        if self._unread:
            self._document["unread"] = self._unread
        return cast("ResultDocument", self._document), _shortened(still_unread + self._problems)

    def check_details(self) -> None:
        """Check the entries that say whose result this is, and from which round."""
        instrument = self._instrument
        self._check(self._document, "result_id", _is_id, "a text of 1 to 100 characters")
        self._check(self._document, "pairing_token", _is_id, "a text of 1 to 100 characters")
        self._check(self._document, "saved_at", is_time, "a date and time by ISO 8601")
        self._check_number("revision", 1, MAX_REVISION)
        self._check_number("threshold", MIN_THRESHOLD, MAX_THRESHOLD)
        self._check(self._document, "receipt", is_receipt, RECEIPT_RULE)
        self._check_code(self._document, "copy", [PRIVATE_COPY])
        self._check(self._document, "partnership", _is_text, "text")
        self._check(self._document, "round", _is_text, "text")
        self._check_code(self._document, "mode", [mode.code for mode in instrument.modes])
        self._check_code(self._document, "purpose", [use.code for use in instrument.purposes])
        respondent = self._section("respondent")
        self._check(respondent, "name", _is_text, "text", "respondent/")
        self._check(respondent, "organisation", _is_text, "text", "respondent/")
        sectors = [sector.code for sector in instrument.sectors]
        levels = [level.code for level in instrument.levels]
        self._check_code(respondent, "sector", sectors, "respondent/")
        self._check_code(respondent, "level", levels, "respondent/")

    def check_responses(self) -> None:
        """Check the responses and the significances, where every key must be a code."""
        values = self._instrument.values
        self._document["responses"] = self._codes_only(
            self._section("responses"),
            self._instrument.codes,
            lambda entry: _response_fault(entry, values),
            "statement {}",
            "{}",
        )
        points = tuple(point.value for point in self._instrument.significance.scale)
        significance = self._codes_only(
            self._section("significance"),
            [principle.number for principle in self._instrument.principles],
            lambda value: _answer_fault(value, points),
            "significance of principle {}",
            "significance-{}",
        )
        self._replace("significance", {k: whole_number(v) for k, v in significance.items()})
        for entry in self._document["responses"].values():
            if "answer" in entry:
                entry["answer"] = whole_number(entry["answer"])

    def check_success(self) -> None:
        """Check the response to the statement on aims, which is like any other response."""
        entry = self._section("success")
        if fault := _response_fault(entry, self._instrument.values):
            self._move("success", "the statement on aims", entry, fault)
            entry = {}
        if "answer" in entry:
            entry["answer"] = whole_number(entry["answer"])
        self._replace("success", entry)

    def check_typology(self) -> None:
        """Check the type that the partnership has, and the one that it needs."""
        typology = self._section("typology")
        allowed = {
            "collaboration": [c.code for c in self._instrument.typology.collaborations],
            "function": [f.code for f in self._instrument.typology.functions],
        }
        for when in ("now", "needed"):
            chosen = self._section(when, typology, "typology/")
            for key, codes in allowed.items():
                self._check_code(chosen, key, codes, f"typology/{when}/")

    def check_checklists(self) -> None:
        """Check that each check is ticked or not, with a note that is text."""
        checklists = self._section("checklists")
        for name in list(checklists):
            checks = self._section(name, checklists, "checklists/")
            for check in list(checks):
                place = f"checklists/{name}/"
                entry = self._section(check, checks, place)
                self._check(entry, "done", _is_bool, "true or false", f"{place}{check}/")
                self._check(entry, "note", _is_text, "text", f"{place}{check}/")

    def _check_number(self, key: str, least: int, most: int) -> None:
        """Check that what stands under *key* is a whole number from *least* to *most*."""
        if key in self._document:
            value = self._document.pop(key)
            number = whole_number(value)
            if number is not None and least <= number <= most:
                self._document[key] = number
            else:
                allowed = f"a whole number from {least} to {most:,}"
                fault = f"{shown(value)} stands there; allowed: {allowed}"
                self._move(key, key, value, fault)

    def _section(
        self, key: str, parent: ForeignObject | None = None, above: str = ""
    ) -> ForeignObject:
        """Return a copy of the object under *key*, put in its place; move anything else away."""
        parent = self._document if parent is None else parent
        value = parent.get(key, {})
        if not isinstance(value, dict):
            fault = f"{shown(value)} stands there; allowed is an object"
            self._move(above + key, above + key, value, fault)
            del parent[key]
            return {}
        if key in parent:
            parent[key] = value = dict(value)
        return value

    def _replace(self, key: str, value: ForeignObject) -> None:
        """Put *value* under *key*, or remove the key if nothing is left."""
        if value:
            self._document[key] = value
        else:
            self._document.pop(key, None)

    def _codes_only(
        self,
        entries: ForeignObject,
        codes: Collection[str],
        fault_of: Callable[[object], str],
        place: str,
        unread: str,
    ) -> ForeignObject:
        """Return the valid entries, in the order of *codes*; move the others away.

        Args:
            entries: by what should be a code.
            codes: those of the instrument.
            fault_of: says what is wrong with an entry; nothing for a valid one.
            place: a format string that makes the place for messages from a code.
            unread: a format string that makes the key under ``unread`` from a code.
        """
        valid: ForeignObject = {}
        for code, entry in entries.items():
            fault = fault_of(entry) if code in codes else "this is no code of this instrument"
            if fault:
                key = unread.format(code)
                self._move(key, place.format(code), entry, fault)
            else:
                valid[code] = dict(entry) if isinstance(entry, dict) else entry
        return {code: valid[code] for code in codes if code in valid}

    def _check_code(
        self, parent: ForeignObject, key: str, codes: Collection[str], above: str = ""
    ) -> None:
        """Check that a code is one of *codes*; an empty text says "not given"."""
        self._check(parent, key, lambda value: value in ("", *codes), ", ".join(codes), above)

    def _check(
        self,
        parent: ForeignObject,
        key: str,
        is_valid: Callable[[Any], bool],
        allowed: str,
        above: str = "",
    ) -> None:
        if key in parent and not (isinstance(parent[key], str | bool) and is_valid(parent[key])):
            value = parent.pop(key)
            self._move(
                above + key, above + key, value, f"{shown(value)} stands there; allowed: {allowed}"
            )

    def _move(self, key: str, place: str, value: object, fault: str) -> None:
        while key in self._unread:
            key += "+"
        self._unread[key] = _shallow(value)
        message = f"{fault}. It is left blank and kept as it came"
        self._problems.append(Problem(visible(place, MAX_NAME), message))


def _shallow(value: object) -> object:
    """Return *value*, or its JSON text if it is nested too deep to be kept under ``unread``.

    There it stands up to one level deeper than it did in the file, and the file must open again.
    """
    return json.dumps(value) if depth_of(value) > MAX_DEPTH - 2 else value


def _shortened(problems: list[Problem]) -> list[Problem]:
    """Return the first of *problems*, and if there are too many to read, how many more."""
    more = len(problems) - MAX_PROBLEMS
    if more <= 0:
        return problems
    rest = Problem("and more", f"{more:,} further entries could not be read. They are kept")
    return [*problems[:MAX_PROBLEMS], rest]


def _is_given(document: ForeignObject, key: str) -> bool:
    """Return whether an entry that an earlier reader moved to ``unread`` has been given since."""
    if key.startswith("significance-"):
        return key.removeprefix("significance-") in document.get("significance", {})
    if key == "success":
        return "answer" in document.get("success", {})
    if "answer" in document["responses"].get(key, {}):
        return True
    value: object = document
    for step in key.split("/"):
        value = value.get(step) if isinstance(value, dict) else None
    return value is not None


def _response_fault(entry: object, values: Collection[int]) -> str:
    """Return what is wrong with a response, or nothing."""
    if not isinstance(entry, dict):
        return f'{shown(entry)} stands there; allowed is an object such as {{"answer": 3}}'
    if not isinstance(entry.get("comment", ""), str):
        return f"the comment is {shown(entry['comment'])}; allowed is text"
    return _answer_fault(entry["answer"], values) if "answer" in entry else ""


def _answer_fault(value: object, values: Collection[int]) -> str:
    """Return what is wrong with an answer, or nothing; null is "can't say"."""
    if value is None or whole_number(value) in values:
        return ""
    allowed = ", ".join(str(number) for number in values)
    return f'{shown(value)} is no answer; allowed are {allowed}, or null for "can\'t say"'


def whole_number(value: object) -> int | None:
    """Return a whole number, such as 3 or 3.0, as int; None for anything else, also for True."""
    if type(value) is int:
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if float(value).is_integer() else None


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 100


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_bool(value: Any) -> bool:
    return isinstance(value, bool)


def is_time(value: Any) -> bool:
    """Return whether *value* is a date, or a date and time, in the common form of ISO 8601."""
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
