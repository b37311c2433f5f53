"""The command line: what it prints, what it tells, and how it ends."""

import csv
import io
import json
import os
import runpy
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from pat_core import Instrument, __version__, build_instrument, profile_document, score_answers
from pat_core.cli import commands as cli_commands
from pat_core.cli.main import main
from pat_core.files.containers import container_cause
from tests.core.samples import Document, all_answered, as_bytes, example_document, record


class Run(NamedTuple):
    """How a command ended, and what it wrote."""

    status: int
    out: str
    err: str


Pat = Callable[..., Run]
"""Runs one command on the files of ``folder``."""

FILES: dict[str, Document | bytes] = {
    "good.json": record(all_answered(3)),
    "partial.json": record({"1A": 4, "1B": None}),
    "blank.json": record({}),
    "unread.json": record({}, responses={"1A": {"answer": 7}, "1B": {"answer": 2}}),
    "other.json": record(instrument={"id": "pat-2003", "wording": "sha256:" + "0" * 64}),
    "later.json": record(format_version=2),
    "broken.json": b'{"format": "pat-result",\n',
    "large.json": b" " * 2_000_001,
}


@pytest.fixture
def pat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Pat:
    """Return what runs ``pat`` in a folder that holds the sample files."""
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else as_bytes(content))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, stdin: bytes = b"") -> Run:
        stream = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", stream)
        try:
            status = main(arguments)
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
        return Run(status, *capsys.readouterr())

    return run


def _lines(run: Run) -> list[Document]:
    return [json.loads(line) for line in run.out.splitlines()]


CASES = [
    (["good.json"], 0, 0),
    (["good.json", "partial.json", "good.json"], 0, 0),
    (["other.json"], 0, 0),
    (["unread.json"], 1, 1),
    (["good.json", "later.json"], 1, 1),
    (["broken.json", "good.json", "large.json"], 1, 1),
    (["good.json", "missing.json"], 1, 1),
    (["blank.json"], 2, 0),
    (["blank.json", "good.json"], 1, 0),
    (["later.json"], 2, 2),
    (["broken.json", "large.json", "missing.json"], 2, 2),
]


@pytest.mark.parametrize(("files", "scored", "validated"), CASES)
def test_exit_status(pat: Pat, files: list[str], scored: int, validated: int) -> None:
    """0 all used, 1 something refused or unread, 2 nothing usable, in every command alike."""
    assert pat("score", *files).status == scored
    assert pat("table", *files).status == scored
    assert pat("validate", *files).status == validated


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["score"],
        ["table"],
        ["combine"],
        ["guess", "good.json"],
        ["score", "--what", "good.json"],
    ],
)
def test_wrong_usage_ends_with_64(pat: Pat, arguments: list[str]) -> None:
    """A wrong command line prints how it goes, names the slip, and ends with 64."""
    run = pat(*arguments)
    assert run.status == 64
    assert run.err.startswith("usage: pat")
    assert run.err.splitlines()[-1].startswith("pat")
    assert run.out == ""


@pytest.mark.parametrize("arguments", [["--help"], ["score", "--help"], ["table", "-h"]])
def test_help_says_how_it_ends(pat: Pat, arguments: list[str]) -> None:
    """The help names every exit status, says what the tool is, and ends well itself."""
    run = pat(*arguments)
    assert run.status == 0
    words = " ".join(run.out.split())
    for part in ("FILE", "folder", "restatement", "not validated"):
        assert part in words
    for part in ("0 all used", "3 an output", "64 wrong", "130 interrupted", "141 whoever"):
        assert part in words


def test_version_is_printed(pat: Pat) -> None:
    """``pat --version`` prints the version of the package."""
    assert pat("--version") == Run(0, f"pat {__version__}\n", "")


def test_score_prints_one_line_a_file(pat: Pat, instrument: Instrument) -> None:
    """Each line is the file's profile, with the file's name, in the order given."""
    run = pat("score", "partial.json", "good.json")
    lines = _lines(run)
    assert [line.pop("file") for line in lines] == ["partial.json", "good.json"]
    assert lines[0] == profile_document(score_answers({"1A": 4, "1B": None}, instrument))
    assert lines[1] == profile_document(score_answers(all_answered(3), instrument))
    assert run.err == ""


def test_score_spreads_lines_for_people(pat: Pat) -> None:
    """With ``--indent`` the same object stands over many lines."""
    run = pat("score", "--indent", "good.json")
    assert len(run.out.splitlines()) > 50
    assert [json.loads(run.out)] == _lines(pat("score", "good.json"))


def test_folder_is_read_in_order(pat: Pat) -> None:
    """A folder's results come sorted by name; what is refused is told, and the rest used."""
    run = pat("score", ".")
    assert run.status == 1
    names = ["good.json", "other.json", "partial.json", "unread.json"]
    assert [line["file"] for line in _lines(run)] == names
    refused = ["blank.json", "broken.json", "large.json", "later.json"]
    assert all(f"pat: {name}: " in run.err for name in refused)


def test_empty_folder_is_nothing_usable(pat: Pat) -> None:
    """A folder without results is named, and ends like a file that cannot be used."""
    Path("empty").mkdir()
    run = pat("score", "empty")
    assert (run.status, run.out) == (2, "")
    assert run.err == "pat: empty: the folder holds no file named *.json or *.json.txt\n"
    assert pat("score", "empty", "good.json").status == 1


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("blank.json", "holds no answers"),
        ("broken.json", "line 2, column 1: this is no JSON"),
        ("large.json", "more than 2,000,000 bytes"),
        ("later.json", "format_version is 2, newer than this program"),
        ("missing.json", "cannot be read: No such file"),
    ],
)
def test_refused_file_is_named_with_its_cause(pat: Pat, name: str, cause: str) -> None:
    """Each refusal is one line on standard error: program, file, place and cause."""
    run = pat("score", name)
    assert run.out == ""
    (line,) = run.err.splitlines()
    assert line.startswith(f"pat: {name}: ")
    assert cause in line
    assert line.count(name) == 1


def test_unread_entry_is_named_and_the_rest_used(pat: Pat) -> None:
    """A bad answer is told with file and code, and the good ones are scored."""
    run = pat("score", "unread.json")
    (line,) = run.err.splitlines()
    assert line.startswith("pat: unread.json: ")
    assert "1A" in line
    assert _lines(run)[0]["aggregate"]["answered"] == 1


def test_remark_is_told_and_leaves_the_file_used(pat: Pat) -> None:
    """Another wording is told, without turning the exit status."""
    run = pat("score", "other.json")
    assert run.status == 0
    assert "another wording" in run.err


def test_validate_says_a_line_a_file(pat: Pat) -> None:
    """Each usable file gets a line with its verdict and its count; a blank sheet is valid."""
    run = pat("validate", "good.json", "partial.json", "blank.json", "unread.json", "later.json")
    assert run.out.splitlines() == [
        "good.json: valid, 36 of 36 statements answered",
        "partial.json: valid, 1 of 36 statements answered",
        "blank.json: valid, 0 of 36 statements answered",
        "unread.json: valid in part, 1 of 36 statements answered",
    ]
    assert "later.json" in run.err


def test_standard_input_holds_one_result(pat: Pat) -> None:
    """A result that comes in by standard input is called "-"."""
    run = pat("score", "-", stdin=json.dumps(record(), indent=1).encode())
    assert (run.status, run.err) == (0, "")
    assert [line["file"] for line in _lines(run)] == ["-"]


def test_standard_input_holds_json_lines(pat: Pat) -> None:
    """Results a line are scored one by one; a broken line is told by its number."""
    good = as_bytes(record())
    run = pat("score", "good.json", "-", stdin=b"\n".join([good, b"{broken", b"", good]))
    assert run.status == 1
    assert [line["file"] for line in _lines(run)] == ["good.json", "-:1", "-:4"]
    assert run.err.startswith("pat: -:2: line 1, column 2: this is no JSON")


def test_empty_standard_input_is_nothing_usable(pat: Pat) -> None:
    """Nothing on standard input is told as an empty file."""
    run = pat("score", "-")
    assert (run.status, run.err) == (2, "pat: -: the file is empty\n")


def test_every_command_reads_a_spreadsheet(pat: Pat) -> None:
    """Each row is a result by its name; what of it is not read turns the status."""
    rows = b"Our survey,\nname,1A,1B\nAnn,3,4\n\nBea,9,2\nCid,,\n"
    Path("rows.csv").write_bytes(rows)
    title = 'pat: rows.csv: row 1, above the headings, is passed over: "Our survey"'
    cell = 'pat: rows.csv: row 5, column 1A: "9" is not read'
    blank = "pat: rows.csv, row 6: holds no answers"
    run = pat("validate", "rows.csv")
    assert run.status == 1
    assert run.out.splitlines() == [
        "rows.csv, row 3: valid, 2 of 36 statements answered",
        "rows.csv, row 5: valid in part, 1 of 36 statements answered",
        "rows.csv, row 6: valid, 0 of 36 statements answered",
    ]
    assert [line[: len(cell)] for line in run.err.splitlines()] == [title[: len(cell)], cell]
    for command in ("score", "table"):
        run = pat(command, "rows.csv")
        assert run.status == 1
        assert blank in run.err.splitlines()
        assert "rows.csv, row 3" in run.out
    Path("rows.csv").write_bytes(rows.split(b"\n\n")[0])
    run = pat("score", "rows.csv")
    assert (run.status, run.err) == (0, f"{title}\n")


def test_container_is_told_as_on_the_page(pat: Pat) -> None:
    """A workbook or an e-mail is named for what it is, with what to do."""
    for name, raw in (("a.xlsx", b"PK\x03\x04rest"), ("b.json", b"\x78\x9f\x3e\x22")):
        Path(name).write_bytes(raw)
        for command in ("score", "validate", "table", "combine"):
            run = pat(command, name)
            assert (run.status, run.err) == (2, f"pat: {name}: {container_cause(raw)}\n")


def test_folder_tells_what_it_passes_over(pat: Pat) -> None:
    """Every spelling of the ending is read; the rest is told and turns no status."""
    Path("mixed").mkdir()
    for name in ("B.JSON", "a.json", "c.pat.json.txt", "note.docx"):
        Path("mixed", name).write_bytes(as_bytes(record()))
    run = pat("validate", "mixed")
    assert (run.status, len(run.out.splitlines())) == (0, 3)
    read = "pat: mixed: of the folder, the files named *.json or *.json.txt are read; "
    assert run.err == f"{read}passed over: 1 file (note.docx)\n"


def _table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_table_is_one_row_a_file(pat: Pat) -> None:
    """The table has a header, then a row for each usable file, with CRLF line ends."""
    run = pat("table", "good.json", "later.json", "partial.json")
    rows = _table(run.out)
    assert [row["file"] for row in rows] == ["good.json", "partial.json"]
    assert (rows[0]["1A"], rows[0]["score_aggregate"]) == ("3", "108")
    assert (rows[1]["1B"], rows[1]["possible_high_aggregate"]) == ("cant-say", "144")
    assert run.out.count("\r\n") == 3


def test_table_is_safe_for_spreadsheets(pat: Pat) -> None:
    """A label or a file name that starts a formula reaches the table as text."""
    Path("=1+1.json").write_bytes(as_bytes(record(partnership="=HYPERLINK(1)", round='a"b,\nc')))
    (row,) = _table(pat("table", "=1+1.json").out)
    assert row["file"] == "'=1+1.json"
    assert row["partnership"] == "'=HYPERLINK(1)"
    assert row["round"] == 'a"b,␊c'


def test_table_can_go_to_a_file(pat: Pat) -> None:
    """``--out`` writes the same table, marked as UTF-8 for spreadsheets, and prints nothing."""
    printed = pat("table", "good.json", "partial.json").out
    run = pat("table", "good.json", "partial.json", "--out", "all.csv")
    assert run == Run(0, "", "")
    assert Path("all.csv").read_bytes() == b"\xef\xbb\xbf" + printed.encode()


def test_table_that_cannot_be_written_is_told(pat: Pat) -> None:
    """A place that cannot be written is named with its cause."""
    run = pat("table", "good.json", "--out", "no/where.csv")
    assert (run.status, run.out) == (3, "")
    assert "pat: no/where.csv: cannot be written: No such file" in run.err


def test_table_of_nothing_is_not_written(pat: Pat) -> None:
    """Where nothing was usable, an older table stays, and none is begun."""
    Path("old.csv").write_bytes(b"older")
    for out in ("old.csv", "new.csv"):
        assert pat("table", os.devnull, "later.json", "--out", out).status == 2
    assert (Path("old.csv").read_bytes(), Path("new.csv").exists()) == (b"older", False)


@pytest.mark.parametrize("value", ["", " "])
@pytest.mark.parametrize("option", ["--out", "--report", "--csv", "--xlsx", "--since"])
def test_empty_value_is_wrong_usage(pat: Pat, option: str, value: str) -> None:
    """A shell variable that is not set is not taken for an option that was left out."""
    run = pat("combine", "good.json", option, value)
    assert (run.status, run.out) == (64, "")
    assert f"{option}: the value is empty" in run.err
    assert pat("table", "good.json", "--out", value).status == 64


@pytest.mark.parametrize("others", [[], ["missing.json"], ["x" * 300], ["-"]])
def test_table_does_not_overwrite_a_result(pat: Pat, others: list[str]) -> None:
    """A slip of the hand that names a result as ``--out`` does not cost that result."""
    before = Path("good.json").read_bytes()
    assert pat("table", *others, "good.json", "--out", "good.json").status != 0
    assert Path("good.json").read_bytes() == before


def test_table_does_not_overwrite_a_result_of_a_folder(pat: Pat) -> None:
    """A result that a folder brings in is safe from the same slip; an older table is not kept."""
    before = Path("good.json").read_bytes()
    run = pat("table", ".", "--out", "./good.json")
    assert run.status == 64
    assert "pat: ./good.json: " in run.err
    assert Path("good.json").read_bytes() == before
    Path("old.csv").write_bytes(b"old")
    assert pat("table", "x" * 300, "good.json", "--out", "old.csv").status == 1
    assert Path("old.csv").read_bytes().startswith(b"\xef\xbb\xbffile,")


def test_name_that_is_no_utf8_is_printed_somehow(pat: Pat) -> None:
    """A file whose name is no UTF-8, as old archives have, is scored like any other."""
    try:
        with open(b"\xe9t\xe9.json", "wb") as file:  # noqa: PTH123
            file.write(as_bytes(record()))
    except OSError:
        pytest.skip("this system has no such names")
    name = os.fsdecode(b"\xe9t\xe9.json")
    for command in ("score", "validate", "table"):
        run = pat(command, name, "good.json")
        assert run.status == 0
        assert "good.json" in run.out


def test_broken_instrument_is_told_in_a_sentence(pat: Pat, monkeypatch: pytest.MonkeyPatch) -> None:
    """A publisher's wording that breaks a rule ends the command with the rule, not a traceback."""
    monkeypatch.setattr(cli_commands, "load_instrument", lambda: build_instrument("", ""))
    run = pat("score", "good.json")
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith("pat: facts: 'pages' is missing")


@pytest.mark.needs_process
def test_reader_that_leaves_is_no_fault(pat: Pat, monkeypatch: pytest.MonkeyPatch) -> None:
    """Output that nobody takes any more ends the command quietly."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        assert main(["score", "good.json"]) == 141


def test_module_is_the_program(pat: Pat, monkeypatch: pytest.MonkeyPatch) -> None:
    """``python -m pat_core`` runs the command line on the arguments of the process."""
    monkeypatch.setattr(sys, "argv", ["pat", "validate", "good.json"])
    with pytest.raises(SystemExit) as end:
        runpy.run_module("pat_core", run_name="__main__")
    assert end.value.code == 0
    runpy.run_module("pat_core.__main__", run_name="only_looked_at")


def test_example_scores_as_the_file_says(pat: Pat) -> None:
    """The worked example's own figures and those that are printed are the same."""
    Path("example.json").write_bytes(as_bytes(example_document()))
    (line,) = _lines(pat("score", "example.json"))
    assert line["aggregate"]["possible"] == [90, 102]
    scores = [card["score"] for card in line["principles"].values()]
    assert scores == [16, 18, None, 22, None, None]
