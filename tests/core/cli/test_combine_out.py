"""``pat combine``: what it writes, compares and tells, and how it ends."""

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from pat_core import Instrument
from pat_core.cli import combine as cli_combine
from pat_core.group.document.group_file import read_group
from pat_core.reports.group.tables.csv_table import write_group_csv
from tests.core.combining import Combine, Run, people, put, result, statuses
from tests.core.samples import ROOT, Document, as_bytes, record

# What is written.


def test_every_output_is_written(combine: Combine, instrument: Instrument) -> None:
    """Group file, report, table and workbook come from one reading, and nothing is printed."""
    outs = {"--out": "g.json", "--report": "g.html", "--csv": "g.csv", "--xlsx": "g.xlsx"}
    pairs = [word for pair in outs.items() for word in pair]
    assert combine(*people(1, 2, 3, 3, 4), *pairs) == Run(0, "", "")
    assert read_group(Path("g.json").read_bytes(), "g", instrument).document["respondents"] == 5
    assert Path("g.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    raw = Path("g.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert b"\r\r" not in raw
    assert len(list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))) > 40
    assert "xl/workbook.xml" in zipfile.ZipFile("g.xlsx").namelist()


def test_group_file_is_what_would_be_printed(combine: Combine) -> None:
    """``--out`` changes where the group goes, and nothing in it but the time."""
    names = people(1, 2, 3, 3, 4)
    printed = combine(*names).group
    combine(*names, "--out", "é.json")
    written = json.loads(Path("é.json").read_text(encoding="utf-8"))
    assert {**written, "made_at": ""} == {**printed, "made_at": ""}
    assert written["made_at"].endswith("Z")


def test_report_can_come_with_the_printed_group(combine: Combine) -> None:
    """Without ``--out`` the group is printed even where a report is written."""
    run = combine(*people(1, 2, 3, 3, 4), "--report", "g.html")
    assert (run.status, run.group["respondents"], Path("g.html").exists()) == (0, 5, True)


@pytest.mark.parametrize("option", ["--out", "--report", "--csv", "--xlsx"])
def test_no_input_is_overwritten(combine: Combine, option: str) -> None:
    """A slip of the hand that names a result, or the earlier group, as output costs nothing."""
    names = people(1, 2, 3, 3, 4)
    assert combine(*names, "--out", "early.json").status == 0
    before = {name: Path(name).read_bytes() for name in os.listdir()}  # noqa: PTH208
    for reads, out in ((names, "./2.json"), (["."], "2.json"), (names, "early.json")):
        run = combine(*reads, "--since", "early.json", option, out)
        assert (run.status, run.out) == (64, "")
        assert run.err == f"pat: {out}: is one of the files to read; name another\n"
    assert {name: Path(name).read_bytes() for name in os.listdir()} == before  # noqa: PTH208


def test_two_outputs_do_not_share_a_file(combine: Combine) -> None:
    """One name for two outputs, in whatever spelling, is refused before anything is read."""
    run = combine(*people(3), "--out", "g", "--csv", "./g")
    assert (run.status, run.err) == (64, "pat: ./g: is named for two outputs; name another\n")
    assert not Path("g").exists()


@pytest.mark.parametrize(
    ("place", "cause"),
    [
        ("no/g.json", "No such file"),
        (".", "directory"),
        pytest.param("x" * 300, "too long", marks=pytest.mark.needs_process),
        ("1.json/g", ""),
    ],
)
@pytest.mark.parametrize("option", ["--out", "--report", "--csv", "--xlsx"])
def test_output_that_cannot_be_written_is_told_before_the_reading(
    combine: Combine, option: str, place: str, cause: str
) -> None:
    """Long work is not begun where its end is known; nothing is left behind."""
    names = put(b"{broken")
    run = combine(*names, option, place, *(["--out", "g.json"] if option != "--out" else []))
    assert (run.status, run.out) == (3, "")
    assert run.err.startswith(f"pat: {place}: cannot be written: ")
    assert cause in run.err
    assert len(run.err.splitlines()) == 1
    assert os.listdir() == ["1.json"]  # noqa: PTH208


def test_one_output_that_fails_leaves_all_as_they_were(
    combine: Combine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a folder goes away meanwhile, nothing is written, and the status is 3."""
    Path("gone").mkdir()
    Path("g.csv").write_bytes(b"older")

    def remove_folder(found: Document, instrument: Instrument) -> str:
        Path("gone").rmdir()
        return write_group_csv(found, instrument)

    monkeypatch.setattr(cli_combine, "write_group_csv", remove_folder)
    run = combine(*people(1, 2, 3, 3, 4), "--csv", "gone/g.csv", "--report", "g.csv")
    assert (run.status, run.out) == (3, "")
    assert run.err.startswith("pat: gone/g.csv: cannot be written: ")
    assert Path("g.csv").read_bytes() == b"older"
    assert sorted(os.listdir()) == [*(f"{n}.json" for n in range(1, 6)), "g.csv"]  # noqa: PTH208


def test_older_output_is_written_over_and_keeps_nothing(combine: Combine) -> None:
    """An older group file that is no input makes room; where nothing is usable it stays."""
    Path("g.json").write_bytes(b"x" * 1_000_000)
    combine("missing.json", "--out", "g.json")
    assert Path("g.json").stat().st_size == 1_000_000
    combine(*people(1, 2, 3, 3, 4), "--out", "g.json")
    assert json.loads(Path("g.json").read_bytes())["respondents"] == 5


def test_new_group_file_may_lie_beside_the_results(combine: Combine) -> None:
    """A folder's first group file is no input yet; the next time it is one."""
    people(1, 2, 3, 3, 4)
    assert combine(".", "--out", "group.json").status == 0
    assert combine(".", "--out", "group.json").status == 64


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="this system has no such device")
def test_output_may_be_a_device(combine: Combine) -> None:
    """What is no file is written to and stays what it is."""
    assert combine(*people(1, 2, 3, 3, 4), "--out", "/dev/null") == Run(0, "", "")
    assert not Path("/dev/null").is_file()


def test_workbook_needs_its_library(combine: Combine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without XlsxWriter the wish for a workbook is refused in a sentence, at once."""
    monkeypatch.setattr(cli_combine, "find_spec", lambda _: None)
    run = combine(*people(3), "--xlsx", "g.xlsx")
    assert (run.status, run.out) == (3, "")
    assert run.err.startswith("pat: --xlsx needs XlsxWriter, which is not installed")


def test_files_are_listed_up_to_a_thousand(combine: Combine) -> None:
    """Of many files the first thousand are named, the rest counted; all refused are named."""
    good = [as_bytes(result(3, f"id-{number}")) for number in range(1_100)]
    lines = [*good, b'{"format": "x"}', good[0], b'{"format": "y"}']
    group = combine("-", stdin=b"\n".join(lines)).group
    assert group["file_counts"] == {"used": 1_100, "duplicate": 1, "held": 0, "refused": 2}
    assert len(group["files"]) == 1_002
    assert statuses(group)[999:] == [
        ("-:1000", "used"),
        ("-:1101", "refused"),
        ("-:1103", "refused"),
    ]


# Comments.


def _commented(comments: dict[str, str], result_id: str, day: int = 1) -> Document:
    responses = {code: {"answer": 3, "comment": text} for code, text in comments.items()}
    more = {"result_id": result_id, "saved_at": f"2026-10-{day:02}T09:00:00Z", "mode": "open"}
    return record({}, responses=responses, success={"comment": f" aims {result_id} "}, **more)


def test_comments_come_only_when_asked_for(combine: Combine) -> None:
    """Nothing that anybody wrote is in the group file unless ``--comments`` says so."""
    names = put(_commented({"1A": "in private"}, "a"))
    assert combine(*names).group["comments"] == []
    assert "in private" not in combine(*names).out
    assert "in private" in combine("--comments", *names).out


def test_comments_come_in_the_order_of_their_hash(combine: Combine) -> None:
    """All comments of used files come, ordered by the SHA-256 of their text."""
    names = put(_commented({"1A": "one", "1B": "two"}, "a"), _commented({"2C": "three"}, "b"))
    for order in (names, names[::-1]):
        comments = combine("--comments", *order).group["comments"]
        texts = [comment["text"] for comment in comments]
        assert sorted(texts) == ["aims a", "aims b", "one", "three", "two"]
        assert texts == sorted(texts, key=lambda text: sha256(text.encode()).hexdigest())
        assert {"place": "2C", "text": "three", "reworded": False} in comments


def test_comments_of_older_versions_go_with_them(combine: Combine) -> None:
    """A comment that was taken back in a newer version is not shown; equal files keep both."""
    names = put(_commented({"1A": "old"}, "a"), _commented({"1A": "new"}, "a", 2))
    for order in (names, names[::-1]):
        texts = [each["text"] for each in combine("--comments", *order).group["comments"]]
        assert sorted(texts) == ["aims a", "new"]
    twins = put(*[record({}, responses={"1A": {"answer": 3, "comment": "x"}}, mode="open")] * 2)
    assert len(combine("--comments", *twins).group["comments"]) == 2


# An earlier round.


def test_change_since_an_earlier_round(combine: Combine) -> None:
    """``--since`` puts the earlier round's figures beside the new ones, counts first."""
    combine(*people(2, 2, 3, 3, 3, round="Spring"), "--out", "early.group")
    group = combine(*people(2, 3, 3, 3, 4, round="Autumn"), "--since", "early.group").group
    assert (group["change"]["round"], group["change"]["respondents"]) == ("Spring", 5)
    assert group["change"]["withheld"] == ""
    assert group["change"]["statements"]["1A"]["agree"] == [[3, 5], [4, 5]]


def test_trend_over_several_rounds(combine: Combine) -> None:
    """``--since`` may be repeated, in the order of time; what a group file holds comes along."""
    combine(*people(2, 2, 2, 2, 2, round="2024"), "--out", "1.group")
    combine(*people(2, 3, 3, 3, 3, round="2025"), "--since", "1.group", "--out", "2.group")
    names = people(3, 3, 3, 3, 3, round="2026")
    for since in (["1.group", "2.group"], ["2.group"]):
        group = combine(*names, *(f"--since={place}" for place in since)).group
        assert [point["round"] for point in group["trend"]] == ["2024", "2025"]
        estimates = [point["principles"]["1"]["estimate"] for point in group["trend"]]
        assert estimates == [12, pytest.approx(16.8)]
        assert group["change"]["round"] == "2025"


def test_round_from_a_folder_is_as_old_as_its_newest_result(combine: Combine) -> None:
    """The trend says when people answered, not when the files were combined."""
    Path("old").mkdir()
    put(*(result(2, f"a{n}", day=n + 1) for n in range(5)), folder="old")
    (point,) = combine(*people(3, 3, 3, 3, 3), "--since", "old").group["trend"]
    newest = max(result(2, "a", day=n + 1)["saved_at"] for n in range(5))
    assert point["made_at"] == newest


def test_another_group_beside_this_one(combine: Combine) -> None:
    """``--beside`` takes a group file or a folder; too few people are refused."""
    Path("board").mkdir()
    put(*(result(2, f"b{n}", round="Board") for n in range(5)), folder="board")
    combine("board", "--out", "board.group")
    names = people(3, 3, 3, 3, 3, 3)
    for place in ("board", "board.group"):
        run = combine(*names, "--beside", place)
        beside = run.group["beside"]
        assert (run.status, beside["round"], beside["respondents"]) == (0, "Board", 5)
        assert beside["statements"]["1A"] == {"agree": 0, "n": 5}
        assert "change" not in run.group
    (alone,) = put(result(3, "alone", mode="confidential"), folder="board")
    run = combine(*names, "--beside", alone)
    assert run.status == 2
    assert "the other group has 1 result" in run.err
    assert combine(*names, "--beside", "board.group", "--out", "board.group").status == 64


def test_altered_earlier_round_is_told(combine: Combine) -> None:
    """A figure that the counts of the earlier group file do not give is named, and not used."""
    names = people(2, 2, 3, 3, 3)
    group = combine(*names).group
    group["principles"]["2"]["median"] = 24
    Path("early.group").write_bytes(as_bytes(group))
    run = combine(*names, "--since", "early.group")
    assert run.status == 0
    assert "pat: early.group: principles/2/median: the file says 24, its counts give" in run.err
    assert run.group["change"]["principles"]["2"]["median"] == [18, 18]


def test_change_since_a_folder_of_results(combine: Combine) -> None:
    """``--since`` takes the earlier round's results too; then tokens find the same people."""
    for folder, answers in (("spring", (2, 2, 3, 3, 3)), ("autumn", (3, 2, 3, 2, 4))):
        Path(folder).mkdir()
        documents = [
            result(answer, f"{folder}-{place}", round=folder, pairing_token=f"t{place}")
            for place, answer in enumerate(answers)
        ]
        put(*documents, folder=folder)
    Path("spring/6.json").write_bytes(b"{")
    run = combine("autumn", "--since", "spring")
    change = run.group["change"]
    assert (run.status, change["round"], change["respondents"]) == (1, "spring", 5)
    assert "spring/6.json" in run.err
    assert change["paired"]["principles"]["1"] == {"n": 5, "up": 2, "same": 2, "down": 1}
    combine("autumn", "--since", "spring", "--out", "g.json")
    assert "paired" not in combine("spring", "--since", "g.json").group["change"]


def test_token_of_an_older_version_goes_with_it(combine: Combine) -> None:
    """Who saved a result again is one person, with the token of the newest version."""
    Path("old").mkdir()
    Path("new").mkdir()
    put(*(result(2, f"a{n}", pairing_token=f"t{n}") for n in range(5)), folder="old")
    people_now = [result(3, f"b{n}", day=1, pairing_token=f"t{n}") for n in range(5)]
    put(*people_now, result(4, "b0", day=2), folder="new")
    paired = combine("new", "--since", "old").group["change"]["paired"]
    assert paired["n"] == 4


@pytest.mark.parametrize(
    ("earlier", "cause"),
    [
        ("missing.json", "cannot be read: No such file"),
        ("1.json", "has 1 result, fewer than the threshold of 5"),
        ("empty", "holds no group file, and no result that can be used"),
        ("other.json", "other scoring rules"),
    ],
)
def test_earlier_round_that_cannot_be_compared_is_refused(
    combine: Combine, earlier: str, cause: str
) -> None:
    """What holds no round, too few people, or other scoring rules, is told at the start."""
    names = people(2, 2, 3, 3, 3, mode="confidential")
    Path("empty").mkdir()
    group = combine(*names).group
    group["instrument"]["scoring"] = "sha256:" + "0" * 64
    Path("other.json").write_bytes(as_bytes(group))
    run = combine(*names, "--since", earlier, "--out", "g.json")
    assert (run.status, Path("g.json").exists()) == (2, False)
    assert run.err.splitlines()[-1].startswith(f"pat: {earlier}: ")
    assert cause in run.err


# Stopping.


def test_key_stops_the_work(combine: Combine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who stops the command gets a word and no traceback, and nothing is written."""

    def stop(*_: object) -> Document:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli_combine, "select_entries", stop)
    run = combine(*people(1, 2, 3, 3, 4), "--out", "g.json")
    assert (run.status, run.err) == (130, "pat: stopped before it was done\n")
    assert not Path("g.json").exists()


@pytest.mark.needs_process
def test_program_prints_utf8_and_no_warning() -> None:
    """As a program it reads JSON Lines, and writes UTF-8 and nothing on standard error."""
    lines = b"\n".join(as_bytes(result(3, f"id-{n}", round="Été")) for n in range(5))
    command = [sys.executable, "-W", "error", "-m", "pat_core", "combine", "-"]
    done = subprocess.run(
        command, input=lines, capture_output=True, check=False, cwd=ROOT, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert (json.loads(done.stdout)["respondents"], "Été".encode() in done.stdout) == (5, True)
