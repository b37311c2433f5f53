"""The rules for what stands inside a result: each entry is good, or is set aside and named.

An entry that cannot be read is left blank and moves to ``unread`` as it came, so that one bad
answer loses neither the others nor itself. Keys that this version does not know are kept, except
among the responses and the significances, where every key is a code.
"""

import json
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pat_core.files.strict_json import MAX_DEPTH, depth_of, shown
from pat_core.model import Instrument
from pat_core.text.display import MAX_NAME, visible

__all__ = ["MAX_REVISION", "Problem", "check_entries", "is_time", "whole_number"]

Document = dict[str, Any]

MAX_REVISION = 1_000_000
"""Highest revision of a result: nobody downloads one so often."""
MAX_PROBLEMS = 100
"""How many entries that cannot be read are named one by one."""

_HOUR = r"(?:[01]\d|2[0-3]):[0-5]\d"
# Hours are spelled out, because later versions of Python take 24:00 for a time.
_TIME = re.compile(
    rf"\d{{4}}-\d\d-\d\d(T{_HOUR}(:[0-5]\d(\.\d{{1,6}})?)?(Z|[+-]{_HOUR})?)?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a reader must tell: where it stands and what it is, in one sentence."""

    place: str
    message: str
    is_unread: bool = True
    """False for a remark that leaves every entry in use."""

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


def check_entries(document: Document, instrument: Instrument) -> tuple[Document, list[Problem]]:
    """Return a copy of *document* with good entries only, and a problem for each set aside."""
    sieve = _Sieve(document, instrument)
    sieve.check_details()
    sieve.check_responses()
    sieve.check_success()
    sieve.check_typology()
    sieve.check_checklists()
    return sieve.finish()


class _Sieve:
    """One pass over one document; what it takes out lands in ``unread``."""

    def __init__(self, document: Document, instrument: Instrument) -> None:
        self._document = dict(document)
        self._instrument = instrument
        self._problems: list[Problem] = []
        earlier = self._document.pop("unread", {})
        is_kept = isinstance(earlier, dict)
        self._earlier = dict(earlier) if is_kept else {"unread": _shallow(earlier)}
        self._unread: Document = dict(self._earlier)

    def finish(self) -> tuple[Document, list[Problem]]:
        """Return what is left, with ``unread`` only where it holds something."""
        told = [
            Problem(visible(key, MAX_NAME), f"{shown(value)} could not be read before. It is kept")
            for key, value in self._earlier.items()
            if not _is_given(self._document, key.rstrip("+"))
        ]
        if self._unread:
            self._document["unread"] = self._unread
        return self._document, _few(told + self._problems)

    def check_details(self) -> None:
        """Check what says whose result this is, and of which round."""
        instrument = self._instrument
        self._check(self._document, "result_id", _is_id, "a text of 1 to 100 characters")
        self._check(self._document, "pairing_token", _is_id, "a text of 1 to 100 characters")
        self._check(self._document, "saved_at", is_time, "a date and time by ISO 8601")
        self._check_revision()
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
        """Check the responses and the significances; there every key must be a code."""
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
        """Check the statement on aims, which is answered like any other."""
        entry = self._section("success")
        if fault := _response_fault(entry, self._instrument.values):
            self._set_aside("success", "the statement on aims", entry, fault)
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

    def _check_revision(self) -> None:
        """Check the number that orders the versions of one result."""
        if "revision" in self._document:
            value = self._document.pop("revision")
            revision = whole_number(value)
            if revision is not None and 1 <= revision <= MAX_REVISION:
                self._document["revision"] = revision
            else:
                allowed = f"a whole number from 1 to {MAX_REVISION:,}"
                fault = f"{shown(value)} stands there; allowed: {allowed}"
                self._set_aside("revision", "revision", value, fault)

    def _section(self, key: str, parent: Document | None = None, above: str = "") -> Document:
        """Put a copy of the object under *key* in its place; what is no object moves out."""
        parent = self._document if parent is None else parent
        value = parent.get(key, {})
        if not isinstance(value, dict):
            fault = f"{shown(value)} stands there; allowed is an object"
            self._set_aside(above + key, above + key, value, fault)
            del parent[key]
            return {}
        if key in parent:
            parent[key] = value = dict(value)
        return value

    def _replace(self, key: str, value: Document) -> None:
        """Put *value* under *key*, or take the key away where nothing is left."""
        if value:
            self._document[key] = value
        else:
            self._document.pop(key, None)

    def _codes_only(
        self,
        entries: Document,
        codes: Collection[str],
        fault_of: Callable[[object], str],
        place: str,
        unread: str,
    ) -> Document:
        """Return the entries that are good, in the order of *codes*; set the others aside."""
        good: Document = {}
        for code, entry in entries.items():
            fault = fault_of(entry) if code in codes else "this is no code of this instrument"
            if fault:
                key = unread.format(code)
                self._set_aside(key, place.format(code), entry, fault)
            else:
                good[code] = dict(entry) if isinstance(entry, dict) else entry
        return {code: good[code] for code in codes if code in good}

    def _check_code(
        self, parent: Document, key: str, codes: Collection[str], above: str = ""
    ) -> None:
        """Check that a code is one of *codes*; an empty text says "not given"."""
        self._check(parent, key, lambda value: value in ("", *codes), ", ".join(codes), above)

    def _check(
        self,
        parent: Document,
        key: str,
        is_good: Callable[[Any], bool],
        allowed: str,
        above: str = "",
    ) -> None:
        if key in parent and not (isinstance(parent[key], str | bool) and is_good(parent[key])):
            value = parent.pop(key)
            self._set_aside(
                above + key, above + key, value, f"{shown(value)} stands there; allowed: {allowed}"
            )

    def _set_aside(self, key: str, place: str, value: object, fault: str) -> None:
        while key in self._unread:
            key += "+"
        self._unread[key] = _shallow(value)
        message = f"{fault}. It is left blank and kept as it came"
        self._problems.append(Problem(visible(place, MAX_NAME), message))


def _shallow(value: object) -> object:
    """Return *value*, or its JSON text where it is so deep that ``unread`` could not hold it.

    What stood at the top of a file stands one level deeper there, and a file must open again.
    """
    return json.dumps(value) if depth_of(value) > MAX_DEPTH - 2 else value


def _few(problems: list[Problem]) -> list[Problem]:
    """Return *problems*, the last as a count where there are more than anybody reads."""
    more = len(problems) - MAX_PROBLEMS
    if more <= 0:
        return problems
    rest = Problem("and more", f"{more:,} further entries could not be read. They are kept")
    return [*problems[:MAX_PROBLEMS], rest]


def _is_given(document: Document, key: str) -> bool:
    """Whether what an earlier reader set aside under *key* has been given since."""
    if key.startswith("significance-"):
        return key.removeprefix("significance-") in document.get("significance", {})
    if key == "success":
        return "answer" in document.get("success", {})
    if "answer" in document["responses"].get(key, {}):
        return True
    place: object = document
    for part in key.split("/"):
        place = place.get(part) if isinstance(place, dict) else None
    return place is not None


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
    """Return a whole number as int, 3.0 too; None for anything else, and for True."""
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
    """Whether *value* is a date, or a date and time, in the one common form of ISO 8601."""
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
