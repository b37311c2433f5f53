"""The targets that belong to a group: from many files, or one that holds a group, to its views."""

import json
import zlib
from typing import Any

from pat_core.browser import group as web_group
from tools.fuzz.promises import call, check_sentence, promise
from tools.fuzz.samples import MADE_AT, SAMPLES, TOKENS, as_file, split

__all__ = [
    "read_codes",
    "read_many_files",
    "read_one_earlier",
    "read_one_group",
    "read_one_round",
    "read_one_spreadsheet",
    "read_one_workspace",
]

Document = dict[str, Any]

_VIEWS = ("write_csv", "write_plan", "write_report")


def read_many_files(case: bytes) -> bool:
    """Read several files into a group, as the facilitator's page does."""
    files = [as_file(f"file {place}", raw) for place, raw in enumerate(split(case))]
    return _use_files(files, case)


def read_one_spreadsheet(case: bytes) -> bool:
    """Read a spreadsheet, whose rows become a group."""
    return _use_files([as_file("a.csv", case)], case)


def read_one_round(case: bytes) -> bool:
    """Read a set-up file; what is read is written and read back the same."""
    name = "round.json"
    found = _read("read_round", name, case)
    if found is None:
        return False
    content = json.dumps(found["round"], ensure_ascii=False).encode()
    again = call(web_group, "read_round", as_file(name, content))
    expected = {"round": found["round"], "remarks": []}
    promise(again.ok == expected, f"a round is not read back the same: {again.refusal}")
    return True


def read_one_group(case: bytes) -> bool:
    """Read a group file, show it, and make of it what the page makes."""
    found = _read("read_group", "group.json", case)
    if found is None:
        return False
    _use_group(found["group"], case)
    return True


def read_one_workspace(case: bytes) -> bool:
    """Read a workspace, write it, and show the group that lies in it."""
    name = "workspace.json"
    found = _read("read_workspace", name, case)
    if found is None:
        return False
    state = found["state"]
    written = _ask("write_workspace", {"state": state})["text"]
    again = _ask("read_workspace", as_file(name, written.encode()))
    promise(again == {"state": state, "remarks": []}, "a workspace is not read back the same")
    _show(state, case, {key: state[key] for key in ("comments", "earlier", "earlier_tokens")})
    return True


def read_one_earlier(case: bytes) -> bool:
    """Read an earlier round from one file or several, and set a group beside it."""
    files = [as_file(f"earlier {place}", raw) for place, raw in enumerate(split(case))]
    found = call(web_group, "read_earlier", {"files": files})
    if found.ok is None:
        return False
    now = json.loads(SAMPLES["group"]()[1])
    # It goes into the workspace, which must open again.
    desk = {"earlier": found.ok["group"], "earlier_tokens": found.ok["tokens"]}
    written = _ask("write_workspace", {"state": desk})["text"].encode()
    again = _ask("read_workspace", as_file("workspace.json", written))["state"]
    promise(again["earlier"] == desk["earlier"], "an earlier round is not read back the same")
    tokens = {token: "34"[place % 2] * 43 for place, token in enumerate(TOKENS)}
    earlier = {**desk, "tokens": tokens}
    # Groups of another instrument or with other people cannot always be compared: that is said.
    shown = call(web_group, "show_document", {"group": now, **earlier})
    if shown.ok is not None:
        _use_group(shown.ok["group"], case)
    return True


def read_codes(text: str) -> None:
    """Read a text as codes; each is an entry, and one case in sixteen is shown as a group."""
    entries = _entries("read_codes", {"text": text})
    if zlib.crc32(text.encode("utf-8", "replace")) % 16 == 0:
        _show({"entries": entries}, text.encode("utf-8", "replace"), {})


def _read(name: str, file: str, case: bytes) -> Document | None:
    """Return the reply to a call with one file; None where the file is refused in a sentence."""
    found = call(web_group, name, as_file(file, case))
    if found.ok is None:
        check_sentence(found.refusal, f"{file}: ")
    return found.ok


def _use_files(files: list[Document], case: bytes) -> bool:
    """Have files read, sorted and shown as a group; return whether one was used."""
    kinds, chance = ("", "level", "sector", "organisation"), zlib.crc32(case)
    options = {"kind": kinds[chance % 4], "merged": {}, "threshold": 3 + chance % 8}
    desk = {"entries": _entries("read_results", {"files": files}), "options": options}
    return _show(desk, case, {}) > 0


def _entries(name: str, payload: Document) -> list[Document]:
    """Return the entries that a call reads, as they lie on the desk."""
    entries = _ask(name, payload)["entries"]
    for entry in entries:
        if "refused" in entry:
            check_sentence(entry["refused"])
    return [{**entry, "choice": ""} for entry in entries]


def _show(desk: Document, case: bytes, decisions: Document) -> int:
    """Sort what lies on a desk, and show the group; return how many people it has."""
    lines = _ask("sort_entries", desk)["lines"]
    promise(len(lines) == len(desk["entries"]), "an entry has no line, or more than one")
    for line in lines:
        promise(line["status"] != "refused" or bool(line["reason"]), "refused without a reason")
    used: int = sum(line["status"] == "used" for line in lines)
    if not used:
        return 0
    request = {"comments": {}, **desk, **decisions, "confirmed": True, "made_at": MADE_AT}
    shown = call(web_group, "show_group", request)
    # An earlier round may be one that cannot be compared with; the group alone is always shown.
    found = shown.ok or _ask("show_group", {**request, "earlier": None})
    promise(found["group"]["respondents"] == used, "the group has other people than were used")
    _use_group(found["group"], case)
    return used


def _use_group(group: Document, case: bytes) -> None:
    """Write a group and read it back; have one of the views made, which one the case decides."""
    written = _ask("write_group", {"group": group})["text"]
    again = _ask("read_group", as_file("group.json", written.encode()))
    promise(again["group"] == json.loads(written), "a group is not read back the same")
    promise(not again["remarks"], f"our own figures are taken for altered: {again['remarks']}")
    which = zlib.crc32(case) % 16
    if which < len(_VIEWS):
        promise(bool(_ask(_VIEWS[which], {"group": group})["text"]), "a view is empty")
    elif which == len(_VIEWS):
        html = _ask("show_document", {"group": group})["html"]
        promise("<script" not in html.lower(), "text of the file became a script")


def _ask(name: str, payload: Document) -> Document:
    """Return the reply to a call which, for what has been read already, must be good."""
    found = call(web_group, name, payload)
    promise(found.ok is not None, f"{name} refuses what was read: {found.refusal}")
    return found.ok or {}
