"""The same files give the same group on the page and on the command line.

Random mixtures go through the page's calls and through ``pat combine``, with the same round, split
and threshold, and the two group documents are compared whole, but for what the contract excepts.
"""

import json
from base64 import b64encode
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from pat_core import PatError, load_instrument
from pat_core.browser.group import answer_call
from pat_core.cli.main import main
from pat_core.files.result_code import tag_of, write_code
from pat_core.files.result_file import read_result
from pat_core.files.sheet import sheet_of
from pat_core.group.statistics.tally import LABEL_KINDS
from tests.core.mutations import Chance
from tests.core.samples import CODES, Document, as_bytes, record
from tests.sampling import how_many

pytestmark = pytest.mark.same_everywhere

EXCEPTED = ("made_at", "files", "comments", "plan", "invited")
"""What the two may differ in, by the contract."""

ROUNDS = ("Spring", "Spring", " SPRING", "Autumn", "")
PARTNERSHIPS = ("St Mary's", "St Mary\u2019s", "ST  MARY'S", "Pier", "")
ORGANISATIONS = ("Caf\u00e9", "Cafe\u0301", "CAF\u00c9 ", "Bath-Wells", "Bath\u2013Wells", "")
TIMES = ("", "2026-10-05", "2026-10-05T00:00:00Z", "2026-10-05T09:00Z", "2026-10-06T10:00+02:00")
WORDINGS = ("", "", "", "sha256:one", "sha256:two")
PURPOSES = ("", "routine", "routine", "diagnostic")
LEVELS = ("", "board", "management", "front_line")


def _result(chance: Chance, modes: tuple[str, ...]) -> Document:
    answers = {code: 1 + chance.below(4) for code in CODES if chance.below(10)}
    wording, revision = chance.choice(WORDINGS), chance.below(4)
    given: Document = {
        "result_id": chance.choice(["", f"id-{chance.below(8)}", f"own-{chance.below(10**6)}"]),
        "saved_at": chance.choice(TIMES),
        "partnership": chance.choice(PARTNERSHIPS),
        "round": chance.choice(ROUNDS),
        "mode": chance.choice(modes),
        "threshold": chance.choice((3, 3, 4)),
        "purpose": chance.choice(PURPOSES),
        "respondent": {
            "level": chance.choice(LEVELS),
            "organisation": chance.choice(ORGANISATIONS),
        },
        "significance": {"1": 1 + chance.below(5)},
        "instrument": {"id": "pat-2003", **({"wording": wording} if wording else {})},
        **({"revision": revision} if revision else {}),
    }
    kept = {key: value for key, value in given.items() if value != ""}
    return record(answers or {"1A": 1}, **kept)


def _spreadsheet(chance: Chance) -> bytes:
    rows = [
        f"{chance.choice(ROUNDS)},{chance.choice(LEVELS)},{1 + chance.below(4)},{chance.below(6)}"
        for _ in range(1 + chance.below(3))
    ]
    return "\n".join(["round,level,1A,6F", *rows]).encode()


def _mixture(chance: Chance) -> list[tuple[str, bytes]]:
    """Return names and contents of some files that might lie in one folder."""
    mixed = ("open", "open", "confidential", "")
    modes = chance.choice([("confidential", ""), mixed, ("partner", "open")])
    contents = [as_bytes(_result(chance, modes)) for _ in range(3 + chance.below(12))]
    contents += [chance.choice(contents) for _ in range(chance.below(3))]
    contents += [b"{broken", as_bytes(record({}))][: chance.below(3)]
    files = [(f"{place:02}.json", content) for place, content in enumerate(contents)]
    tables = [("rows.csv", _spreadsheet(chance))] if chance.below(2) else []
    return [
        *files,
        *tables,
        *([("codes.txt", _codes(chance, contents))] if chance.below(2) else []),
    ]


def _codes(chance: Chance, contents: list[bytes]) -> bytes:
    """Return a text with the codes of some of the files, and one that is mistyped."""
    codes = []
    for content in contents[: 1 + chance.below(3)]:
        with suppress(PatError):
            result = read_result(content, "a", load_instrument()).result
            marks = sheet_of(result, load_instrument()).marks
            tag = tag_of(result.text("result_id"))
            codes.append(
                write_code(marks, chance.below(9) if tag is None else tag, load_instrument())
            )
    return "\n".join([*codes, "FPAY C2CC 5MMM"][: 1 + len(codes)]).encode()


def _call(name: str, payload: Document) -> Any:
    return json.loads(answer_call(name, json.dumps(payload)))


def _on_the_page(files: list[tuple[str, bytes]], desk: Document) -> Document | None:
    """Return the page's document of *files*; none where nothing is used, or it must ask."""
    given = [{"name": name, "base64": b64encode(content).decode()} for name, content in files]
    entries = _call("read_results", {"files": given})["ok"]["entries"]
    payload = {"entries": entries, **desk, "made_at": "2026-11-30"}
    statuses = [line["status"] for line in _call("sort_entries", payload)["ok"]["lines"]]
    shown = _call("show_group", payload)
    if "error" in shown or "used" not in statuses or shown["ok"]["refusal"]:
        return None
    document: Document = shown["ok"]["group"]
    return document


def _on_the_command_line(
    names: list[str], options: list[str], capsys: pytest.CaptureFixture[str]
) -> Document | None:
    status = main(["combine", *names, *options])
    printed = capsys.readouterr().out
    assert (status == 2) == (printed == "")
    return json.loads(printed) if printed else None


def test_page_and_command_line_give_the_same_group(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever lies in a folder, the two group documents agree in everything that they share."""
    monkeypatch.chdir(tmp_path)
    chance, groups = Chance(12), 0
    for _ in range(how_many("mixtures on page and command line", 150, 3_000)):
        files = _mixture(chance)
        for name, content in files:
            Path(name).write_bytes(content)
        kind, threshold = chance.choice([*LABEL_KINDS, "none"]), 3 + chance.below(4)
        named = chance.choice(["", "", "spring", "Autumn"])
        options = {
            "kind": "" if kind == "none" else kind,
            "merged": {},
            "threshold": threshold,
            "round": named,
        }
        page = _on_the_page(files, {"options": options})
        words = [
            "--by",
            kind,
            "--threshold",
            str(threshold),
            *(["--round", named] if named else []),
        ]
        line = _on_the_command_line([name for name, _ in files], words, capsys)
        assert (page is None) == (line is None)
        if page and line:
            groups += 1
            shared = [key for key in page if key not in EXCEPTED]
            assert {key: line[key] for key in shared} == {key: page[key] for key in shared}
            assert line.keys() == page.keys()
    assert groups > 50


def test_seven_files_of_two_rounds_are_one_group_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of an open round and a confidential one neither is guessed; the answer decides for both."""
    monkeypatch.chdir(tmp_path)
    about: list[Document] = [{"round": "Spring", "mode": "open"}] * 3
    about += [{"round": "Autumn", "mode": "confidential", "threshold": 4}] * 3 + [{}]
    files = [
        (f"{place}.json", as_bytes(record({"1A": 3}, result_id=f"id-{place}", **each)))
        for place, each in enumerate(about)
    ]
    for name, content in files:
        Path(name).write_bytes(content)
    names = [name for name, _ in files]
    assert _on_the_page(files, {}) is None
    assert _on_the_command_line(names, [], capsys) is None
    for named, mode, people in (("Autumn", "confidential", 4), ("Spring", "open", 3)):
        page = _on_the_page(files, {"options": {"round": named}})
        line = _on_the_command_line(names, ["--round", named], capsys)
        assert page
        assert line
        for document in (page, line):
            assert (document["round"], document["mode"]) == (named, mode)
            assert document["respondents"] == people
