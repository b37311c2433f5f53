"""Every case in ``docs/schemas/cases`` gets the verdict that is written there, everywhere.

``PAT_RENEW=1`` writes the verdicts of new cases, and of old ones whose sentences were reworded.
What a case of a released version holds, its verdict and its scores can never be renewed.
"""

import base64
import json
import os
from collections import Counter
from pathlib import Path

import pytest

from pat_core import Instrument
from pat_core.browser import person as web
from pat_core.cli.main import main
from tests.core.case_files import (
    BLANK,
    FOLDER,
    IN_PART,
    INDEX,
    REFUSED,
    USED,
    Case,
    cases,
    content_of,
    index,
    mark_of,
    scores_of,
    verdict_on,
)
from tests.core.samples import TESTS

RELEASED = TESTS / "golden" / "cases" / "format-1.txt"
"""A line for each case of format version 1: digest of its bytes, of its verdict, and its name."""
STATUS = {USED: 0, IN_PART: 1, BLANK: 2, REFUSED: 2}
GOOD = "good-mixed.pat.json"
TABLE = "bad-csv.pat.json"


def _renews() -> bool:
    return os.environ.get("PAT_RENEW") == "1"


def test_every_case_gets_its_verdict(instrument: Instrument) -> None:
    """Used, in part or refused, with these sentences and figures; and after each, a good file."""
    found, good = index(), {"file": GOOD, "kind": "result"}
    expected = verdict_on(good, instrument)
    for place, case in enumerate(found["cases"]):
        judged = verdict_on(case, instrument)
        kept = {key: case[key] for key in ("file", "kind", "what", "made_of") if key in case}
        if _renews():
            found["cases"][place] = {**kept, **judged}
            continue
        assert {**kept, **judged} == case
        assert verdict_on(good, instrument) == expected, case["file"]
    if _renews():
        INDEX.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def test_no_released_case_is_changed_or_dropped() -> None:
    """Whatever a version could read, and how it judged it, stays so for ever; cases only come."""
    marks = [mark_of(case) for case in cases()]
    released = RELEASED.read_text(encoding="utf-8").splitlines() if RELEASED.exists() else []
    lost = sorted(set(released) - set(marks))
    assert not lost, "make a new case and leave these as they were"
    if _renews():
        RELEASED.parent.mkdir(exist_ok=True)
        RELEASED.write_text("".join(f"{mark}\n" for mark in marks), encoding="utf-8")
    else:
        assert sorted(marks) == sorted(released), "PAT_RENEW=1 adds new cases to the list"


def test_folder_and_index_hold_the_same() -> None:
    """No file without a verdict, no verdict without a file, and no name twice."""
    names = Counter(case["file"] for case in cases())
    assert set(names.values()) == {1}
    files = {path.name for path in FOLDER.iterdir()} - {INDEX.name}
    assert files == {case["file"] for case in cases() if "made_of" not in case}
    assert all(case["what"].strip() for case in cases())


def test_there_are_cases_of_every_kind() -> None:
    """The folder covers each verdict and each kind of file, and most of all what is hostile."""
    verdicts = Counter(case["verdict"] for case in cases())
    assert len(list(cases())) >= 290
    assert verdicts[REFUSED] >= 130
    assert min(verdicts[each] for each in (USED, IN_PART, BLANK)) >= 3
    assert {case["kind"] for case in cases()} == {"result", "group", "round", "workspace"}


def test_command_line_says_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``pat score`` and ``pat validate`` agree with the index: sentences, figures, exit status.

    But for a table: to them it is a spreadsheet, and each of its rows a result.
    """
    monkeypatch.chdir(tmp_path)
    for case in cases("result"):
        name = case["file"]
        Path(name).write_bytes(content_of(case))
        if name == TABLE:
            assert main(["validate", name]) == 0
            assert capsys.readouterr().out.startswith(f"{TABLE}, row 2: valid, ")
            continue
        told = case.get("told", []) if case["verdict"] not in (BLANK, REFUSED) else [case["cause"]]
        assert main(["score", name]) == STATUS[case["verdict"]], name
        out, err = capsys.readouterr()
        assert err.splitlines() == [f"pat: {name}: {each}" for each in told]
        if "scores" in case:
            assert scores_of(json.loads(out)) == case["scores"], name
        else:
            assert out == ""
        status = main(["validate", name])
        assert status == (_status_of_blank(case) if case["verdict"] == BLANK else _status(case))
        assert bool(capsys.readouterr().out) == (case["verdict"] != REFUSED), name


def _status(case: Case) -> int:
    return STATUS[case["verdict"]]


def _status_of_blank(case: Case) -> int:
    """Return 0 for a blank sheet, which is valid; 1 where something in it was set aside."""
    return 1 if "unread" in case else 0


def test_browser_door_says_the_same() -> None:
    """What the page is told of a file is what the index says; no reply holds what JSON has not."""
    for case in cases("result"):
        content = base64.b64encode(content_of(case)).decode()
        reply = json.loads(
            web.answer_call("read_file", json.dumps({"name": case["file"], "base64": content})),
            parse_constant=pytest.fail,
        )
        if case["verdict"] == REFUSED:
            assert reply["error"]["message"] == f"{case['file']}: {case['cause']}"
        else:
            assert reply["ok"]["problems"] == case["told"]
            _shows_the_same(reply["ok"]["record"], case)


def _shows_the_same(record: Case, case: Case) -> None:
    """Hold the figures of the *record*, handed in as the page does, against those of the index."""
    reply = json.loads(web.answer_call("show_result", json.dumps({"record": record})))
    if "scores" in case:
        assert scores_of(reply["ok"]["profile"]) == case["scores"], case["file"]
