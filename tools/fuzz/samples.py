"""Good files of every kind, from which the fuzzers start.

A case is the content of one file. Several files, or a name and a content, make one case with a line
between them, so that people can read it.
"""

import base64
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from pat_core import load_instrument
from pat_core.browser import group as web_group
from pat_core.browser import person as web
from pat_core.files.result_code import write_code
from tools.fuzz.promises import ask

__all__ = ["BETWEEN", "MADE_AT", "SAMPLES", "TOKENS", "as_file", "split"]

Document = dict[str, Any]

BETWEEN = b"\n~~~ next ~~~\n"
"""The line between the files of one case."""
MADE_AT = "2026-11-20T10:00:00Z"
_SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "schemas"
_LETTERS = "ABCDEF"
_CODES = [number + letter for number in "123456" for letter in _LETTERS]
_MARKS = ("4433221133?2", "344332221-12", "222233334443", "1234?-123443", "111144443333", "3333-?")
"""Each is repeated until it fills a sheet."""
TOKENS = [f"token{place}" for place in range(6)]
"""What six people enter so that another round can be paired with this one."""
_LEVELS = ("board", "management", "front_line", "none", "")


def split(case: bytes) -> list[bytes]:
    """Return the files of one case."""
    return case.split(BETWEEN)


def as_file(name: str, content: bytes) -> Document:
    """Return a file as the page hands it to Python."""
    return {"name": name, "base64": base64.b64encode(content).decode("ascii")}


def _made(call: str, **payload: Any) -> Document:
    """Return the reply to a call."""
    return ask(web if call in web.CALLS else web_group, call, payload)


def as_bytes(document: object, indent: int | None = None) -> bytes:
    """Return *document* as JSON."""
    return json.dumps(document, ensure_ascii=False, indent=indent).encode()


def _published(name: str) -> Document:
    document: Document = json.loads((_SCHEMAS / name).read_text(encoding="utf-8"))
    return document


def _person(place: int, **more: Any) -> Document:
    """Return the result of the person number *place*."""
    marks = (_MARKS[place % len(_MARKS)] * 6)[: len(_CODES)]
    answers = {
        code: {"answer": None if mark == "?" else int(mark)}
        for code, mark in zip(_CODES, marks, strict=True)
        if mark != "-"
    }
    return {
        "format": "pat-result",
        "format_version": 1,
        "instrument": {"id": "pat-2003"},
        "result_id": f"00000000-0000-4000-8000-{place:012}",
        "saved_at": f"2026-10-{place + 1:02}T09:40:00Z",
        "mode": "confidential",
        "respondent": {"organisation": f"P{place % 3}", "level": _LEVELS[place % len(_LEVELS)]},
        "responses": answers,
        "significance": {"1": 1 + place % 5, "2": 5, "3": None},
        "success": {"answer": 1 + place % 4, "comment": "On course."},
        **more,
    }


@cache
def results() -> list[bytes]:
    """Return results: the example, one with everything that a file may hold, and the shortest."""
    full = _published("cases/good-full-copy.pat.json")
    full["unread"] = {"1A": 7, "significance-1": "x"}
    return [
        as_bytes(_published("example.pat.json"), indent=1),
        as_bytes(full),
        as_bytes(_published("cases/good-shortest.pat.json")),
        _made("write_file", record=full)["text"].encode(),
    ]


def _files(people: int, **more: Any) -> list[bytes]:
    return [as_bytes(_person(place, **more)) for place in range(people)]


@cache
def lots() -> list[bytes]:
    """Return cases of several files that are chosen at once."""
    code = b"1A,1B,level\n4,3,board\n2,?,management\n"
    return [
        BETWEEN.join(_files(6)),
        BETWEEN.join([*_files(3, mode="open"), code, results()[0]]),
        BETWEEN.join([*_files(2), _files(1)[0], b"", b"{"]),
    ]


def _desk(people: int, **options: Any) -> Document:
    """Return what a desk holds once the files of so many people have arrived."""
    files = [as_file(f"{place}.json", raw) for place, raw in enumerate(_files(people))]
    entries = _made("read_results", files=files)["entries"]
    return {
        "entries": [{**entry, "choice": ""} for entry in entries],
        "round": None,
        "revealed": [],
        "options": {"kind": "", "merged": {}, "threshold": None, **options},
        "comments": {},
        "earlier": None,
        "made_at": MADE_AT,
    }


@cache
def groups() -> list[bytes]:
    """Return group files: the published one, and a small one without parts."""
    small = _made("show_group", **_desk(6))["group"]
    return [as_bytes(_published("example.pat-group.json")), as_bytes(small)]


@cache
def rounds() -> list[bytes]:
    """Return set-up files."""
    texts = ("partnership", "round", "context", "facilitator", "holder", "sees", "ending")
    full = {
        **{key: f"{key} of ours" for key in texts},
        "purpose": "routine",
        "mode": "open",
        "delete_on": "2027-01-31",
        "date": "2026-12-01",
        "labels": ["level", "sector"],
        "by": "level",
        "invited": [{"partner": "Council", "people": 4}, {"partner": "", "people": 3}],
        "threshold": 4,
    }
    start = {"format": "pat-round", "format_version": 1}
    return [as_bytes({**start, **full}, indent=1), as_bytes(start)]


@cache
def workspaces() -> list[bytes]:
    """Return workspaces: one with all that a desk can hold, an empty one and a plain one."""
    desk = _desk(5, kind="level", merged={"board": "management"}, threshold=4)
    shown = _made("show_group", **desk)
    waiting = shown["waiting"][0]
    state = {
        **desk,
        "round": json.loads(rounds()[0]),
        "comments": {waiting["id"]: {"state": "reworded", "text": "In other words"}},
        "plan": {"rows": [{"topic": "1A", "what": "w"}], "next_assessment": "2027-05-01"},
        "earlier": json.loads(groups()[1]),
        "earlier_tokens": {TOKENS[0]: "3" * 43},
        "revealed": shown["used"],
        "parts_shown": shown["parts_shown"],
        "said": {"1A": "Line\nby line"},
        "agenda": {"order": ["3B", "1A"], "minutes": {"1A": 20}, "total": 90}
        | {"added": ["6F"], "removed": ["2C"]},
    }
    states: tuple[Document, ...] = (state, {}, _desk(3))
    return [_made("write_workspace", state=one)["text"].encode() for one in states]


@cache
def earlier() -> list[bytes]:
    """Return all kinds of earlier rounds: a group file, a workspace, or results."""
    paired = [as_bytes(_person(n, pairing_token=token)) for n, token in enumerate(TOKENS)]
    return [groups()[1], BETWEEN.join(paired), workspaces()[2], groups()[0]]


@cache
def spreadsheets() -> list[bytes]:
    """Return spreadsheets as several programs write them."""
    head = ",".join(_CODES)
    comments = '1A;1A-comment;level;saved_at;success;S1\r\n"4";"said; so";board;2026-10-01;2;5\r\n'
    words = "result_id\tpartnership\t1A\t2B\tnow-collaboration\tx\nid\tP\tagree\t?\tcoordination\ty"
    return [
        f"{head}\n{','.join('4321' * 9)}\n{','.join('3' * 36)}\n".encode(),
        comments.encode(),
        words.encode(),
        b"\xef\xbb\xbfname,1A,6F,mode,significance_1\n'=a,3.0,can't say,open,4\n,,,,\nb,7,x\n",
    ]


@cache
def codes() -> list[bytes]:
    """Return result codes in several spellings."""
    instrument = load_instrument()
    sheets = ("3" * 43, "4321?-" * 6 + "54321?" + "-", "-" * 42 + "1")
    written = [write_code(marks, 77 + n, instrument) for n, marks in enumerate(sheets)]
    other = written[0].lower().replace(" ", "-")
    return [text.encode() for text in (*written, other, "\n".join(written), f"{written[1]}, x;")]


@cache
def calls() -> list[bytes]:
    """Return calls as the page makes them: the name, and the payload as JSON."""
    desk, record, group = _desk(4), json.loads(results()[2]), json.loads(groups()[1])
    file = as_file("a.json", results()[2])
    payloads: dict[str, Document] = {
        "show_result": {"record": record},
        "compare_results": {"record": record, "earlier": record},
        "write_file": {"record": record},
        "read_file": file,
        "read_results": {"files": [file]},
        "read_codes": {"text": codes()[4].decode()},
        "read_sheet": {"marks": "3" * 43, "name": "p", "labels": {"level": "board"}},
        "sort_entries": desk,
        "show_group": desk,
        "show_document": {"group": group, "comments": {}, "waiting": [], "earlier": group},
        "write_group": {"group": group},
        "write_csv": {"group": group},
        "write_plan": {"group": {**group, "plan": {"rows": [{"topic": "1A"}]}}},
        "write_report": {"group": group},
        "read_group": as_file("g.json", groups()[1]),
        "read_earlier": {"files": [file]},
        "read_round": as_file("r.json", rounds()[0]),
        "write_workspace": {"state": desk},
        "read_workspace": as_file("w.json", workspaces()[2]),
    }
    return [name.encode() + BETWEEN + as_bytes(payload) for name, payload in payloads.items()]


SAMPLES: dict[str, Callable[[], list[bytes]]] = {
    "json": results,
    "result": results,
    "files": lots,
    "spreadsheet": spreadsheets,
    "code": codes,
    "round": rounds,
    "group": groups,
    "workspace": workspaces,
    "earlier": earlier,
    "call": calls,
}
"""The good cases for each target, by its name."""
