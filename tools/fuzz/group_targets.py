"""The targets that belong to a group: many files, or one that holds a group, and its views."""

import json
import zlib
from typing import Any

from pat_core.browser import group as web_group
from tools.fuzz.promises import ask, call, check_sentence, promise
from tools.fuzz.samples import MADE_AT, SAMPLES, TOKENS, as_file, split

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
    """Read a set-up file; what was read is written and read back the same."""
    name = "round.json"
    reply = _read("read_round", name, case)
    if reply is None:
        return False
    content = json.dumps(reply["round"], ensure_ascii=False).encode()
    again = _ask("read_round", as_file(name, content))
    promise(again == {"round": reply["round"], "remarks": []}, "a round is not read back the same")
    return True


def read_one_group(case: bytes) -> bool:
    """Read a group file, and write and show the group."""
    reply = _read("read_group", "group.json", case)
    if reply is not None:
        _use_group(reply["group"], case)
    return reply is not None


def read_one_workspace(case: bytes) -> bool:
    """Read a workspace, write it, and show its group."""
    name = "workspace.json"
    reply = _read("read_workspace", name, case)
    if reply is None:
        return False
    state = reply["state"]
    written = _ask("write_workspace", {"state": state})["text"]
    again = _ask("read_workspace", as_file(name, written.encode()))
    promise(again == {"state": state, "remarks": []}, "a workspace is not read back the same")
    _show(state, case, {key: state[key] for key in ("comments", "earlier", "earlier_tokens")})
    return True


def read_one_earlier(case: bytes) -> bool:
    """Read an earlier round from one file or several, and compare a group with it."""
    files = [as_file(f"earlier {place}", raw) for place, raw in enumerate(split(case))]
    reply = call(web_group, "read_earlier", {"files": files})
    if reply.ok is None:
        return False
    now = json.loads(SAMPLES["group"]()[1])
    # It becomes part of the workspace, which must open again.
    desk = {"earlier": reply.ok["group"], "earlier_tokens": reply.ok["tokens"]}
    written = _ask("write_workspace", {"state": desk})["text"].encode()
    again = _ask("read_workspace", as_file("workspace.json", written))["state"]
    promise(again["earlier"] == desk["earlier"], "an earlier round is not read back the same")
    tokens = {token: "34"[place % 2] * 43 for place, token in enumerate(TOKENS)}
    earlier = {**desk, "tokens": tokens}
    # Groups of another instrument or with other people cannot always be compared.
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
    reply = call(web_group, name, as_file(file, case))
    if reply.ok is None:
        check_sentence(reply.refusal, f"{file}: ")
    return reply.ok


def _use_files(files: list[Document], case: bytes) -> bool:
    """Have files read, sorted and shown as a group; return whether one was used."""
    kinds, chance = ("", "level", "sector", "organisation"), zlib.crc32(case)
    options: Document = {"kind": kinds[chance % 4], "merged": {}, "threshold": None}
    desk = {"entries": _entries("read_results", {"files": files}), "options": options}
    return _show(desk, case, {}) > 0


def _entries(name: str, payload: Document) -> list[Document]:
    """Return the entries that a call reads, as the desk holds them."""
    entries = _ask(name, payload)["entries"]
    for entry in entries:
        if "refused" in entry:
            check_sentence(entry["refused"])
    return [{**entry, "choice": ""} for entry in entries]


def _show(desk: Document, case: bytes, decisions: Document) -> int:
    """Sort the entries of a desk, and show the group; return how many people it has."""
    lines = _ask("sort_entries", desk)["lines"]
    promise(len(lines) == len(desk["entries"]), "an entry has no line, or more than one")
    for line in lines:
        promise(line["status"] != "refused" or bool(line["reason"]), "refused without a reason")
    used: int = sum(line["status"] == "used" for line in lines)
    if not used:
        return 0
    request = {"comments": {}, **desk, **decisions, "made_at": MADE_AT}
    shown = call(web_group, "show_group", request)
    if shown.ok and shown.ok["refusal"]:
        check_sentence(shown.ok["refusal"])
        return used
    # The earlier round may not be comparable; the group alone is always shown.
    group = (shown.ok or _ask("show_group", {**request, "earlier": None}))["group"]
    promise(group["respondents"] == used, "the group has other people than were used")
    _use_group(group, case)
    return used


def _use_group(group: Document, case: bytes) -> None:
    """Write a group and read it back; make one of the views, which one the case decides."""
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
    return ask(web_group, name, payload)
