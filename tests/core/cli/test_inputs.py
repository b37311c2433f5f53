"""Where the command line finds results: files, folders, standard input."""

import io
import os
import sys
import threading
from pathlib import Path

import pytest

from pat_core import ResultFileError
from pat_core.cli.inputs import (
    MAX_LINES_BYTES,
    count_inputs,
    is_input,
    is_same_file,
    read_inputs,
)
from tests.core.samples import as_bytes, record


def _found(*places: str | Path) -> dict[str, bytes | str]:
    """Return content, or the text of the error, by name, in order."""
    return {
        name: str(content) if isinstance(content, ResultFileError) else content
        for name, content in read_inputs([str(place) for place in places])
    }


def _stdin(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> dict[str, bytes | str]:
    """Return what is found in *raw* on standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
    return _found("-")


def test_files_come_in_the_order_given(tmp_path: Path) -> None:
    """Each file comes with its name as given, in the order given, twice if given twice."""
    for name in ("b.json", "a.json"):
        (tmp_path / name).write_bytes(name.encode())
    places = [str(tmp_path / name) for name in ("b.json", "a.json", "b.json")]
    assert list(read_inputs(places)) == [(place, Path(place).name.encode()) for place in places]


def test_file_keeps_the_name_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name comes back as it was given, so that whoever gave it finds it again."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_bytes(b"x")
    (tmp_path / "sub").mkdir()
    for place in ("a.json", "./a.json", "sub/../a.json", ".//a.json", "./no.json"):
        assert list(_found(place)) == [place]


def _told(folder: Path) -> list[str]:
    """Return what is told while *folder* is read."""
    told: list[str] = []
    list(read_inputs([str(folder)], told.append))
    return [sentence.removeprefix(f"{folder}: ") for sentence in told]


def test_folder_stands_for_its_json_files(tmp_path: Path) -> None:
    """A folder's results come sorted by name, in every spelling of the ending."""
    names = ["10.json", "2.pat.json", "B.JSON", "a.json", "c.Json", "d.pat.json.txt", "e.JSON.TXT"]
    for name in (*names, "note.txt", "c.json.bak", "json", "f.json.csv"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "d.json").mkdir()
    assert [Path(name).name for name in _found(tmp_path)] == names
    assert count_inputs([str(tmp_path)]) == len(names)


def test_what_a_folder_passes_over_is_told(tmp_path: Path) -> None:
    """One sentence counts and names other files and folders, and counts hidden ones."""
    (tmp_path / "a.json").write_bytes(b"x")
    assert _told(tmp_path) == []
    for name in ("note.txt", ".DS_Store", "Thumbs.db"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "old.json").mkdir()
    read = "of the folder, the files named *.json or *.json.txt are read; passed over: "
    rest = "1 folder (old.json), 2 hidden files"
    assert _told(tmp_path) == [f"{read}1 file (note.txt), {rest}"]
    for number in range(11):
        (tmp_path / f"{number:02}.csv").write_bytes(b"x")
    named = ", ".join(f"{number:02}.csv" for number in range(10))
    hint = "name a spreadsheet by itself"
    assert _told(tmp_path) == [f"{read}12 files ({named}, 2 more), {rest}; {hint}"]


def test_empty_folder_is_told(tmp_path: Path) -> None:
    """A folder without such a file is named with what it holds, as results were expected in it."""
    cause = f"{tmp_path}: the folder holds no file named *.json or *.json.txt"
    assert _found(tmp_path) == {str(tmp_path): cause}
    (tmp_path / "all.csv").write_bytes(b"x")
    end = "; passed over: 1 file (all.csv); name a spreadsheet by itself"
    assert _found(tmp_path) == {str(tmp_path): cause + end}
    assert _told(tmp_path) == []


def test_bad_link_in_a_folder_costs_the_others_nothing(tmp_path: Path) -> None:
    """A link that leads in a circle, or nowhere, is named with its cause; the rest is read."""
    (tmp_path / "a.json").write_bytes(b"x")
    try:
        (tmp_path / "b.json").symlink_to("b.json")
        (tmp_path / "c.json").symlink_to("nowhere")
        (tmp_path / "d.json").symlink_to("a.json")
        (tmp_path / "e.json").symlink_to(tmp_path)
        (tmp_path / "f.csv").symlink_to("f.csv")
    except OSError:
        pytest.skip("this system makes no links")
    found = {Path(name).name: content for name, content in _found(tmp_path).items()}
    assert list(found) == ["a.json", "b.json", "c.json", "d.json"]
    assert found["a.json"] == found["d.json"] == b"x"
    assert "b.json: cannot be read: " in str(found["b.json"])
    assert "c.json: cannot be read: No such file" in str(found["c.json"])
    assert _told(tmp_path)[0].endswith(
        "1 file (f.csv), 1 folder (e.json); name a spreadsheet by itself"
    )


@pytest.mark.needs_process
def test_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    """What is no file would be waited for without end."""
    (tmp_path / "a.json").write_bytes(b"x")
    os.mkfifo(tmp_path / "b.json")
    assert list(_found(tmp_path)) == [str(tmp_path / "a.json")]
    assert "1 file (b.json)" in _told(tmp_path)[0]


def test_output_among_the_inputs_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A result is one under whatever name, and only what is read of a folder is."""
    monkeypatch.chdir(tmp_path)
    for name in ("a.json", "b.JSON.txt", "c.csv", "far"):
        Path(name).write_bytes(b"x")
    Path("sub").mkdir()
    Path("sub/link.json").symlink_to("../far")
    assert is_input("a.json", ["x", "./a.json"])
    assert is_input("sub/../b.JSON.txt", ["."])
    assert is_input("far", ["sub"])
    assert not is_input("c.csv", ["."])
    assert not is_input("new.json", ["."])
    assert not is_input("far", [".", "", "-", "a\0b", "x" * 300])
    assert is_same_file("new", "sub/../new")
    assert is_same_file("far", "sub/link.json")
    assert not is_same_file("far", "a.json")
    if hasattr(os, "link") and sys.platform != "emscripten":
        Path("other").hardlink_to("a.json")
        assert is_input("other", ["."])


def test_closed_standard_input_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program can be started without a standard input."""
    monkeypatch.setattr(sys, "stdin", None)
    assert _found("-") == {"-": "-: cannot be read: standard input is closed"}


def test_missing_file_is_told(tmp_path: Path) -> None:
    """A name behind which nothing lies is told with the system's cause; the others still come."""
    (tmp_path / "a.json").write_bytes(b"x")
    found = _found(tmp_path / "no.json", tmp_path / "a.json")
    cause = found[str(tmp_path / "no.json")]
    assert isinstance(cause, str)
    assert cause.startswith(f"{tmp_path / 'no.json'}: cannot be read: No such file")
    assert found[str(tmp_path / "a.json")] == b"x"


@pytest.mark.parametrize("place", ["a\0b.json", "x" * 300 + ".json", "x/" * 3000])
def test_impossible_name_is_told(place: str) -> None:
    """A name that no file can have is told like a missing file, not thrown as a fault."""
    (cause,) = _found(place).values()
    assert isinstance(cause, str)
    assert "cannot be read" in cause


def test_empty_name_is_told() -> None:
    """A shell variable that held nothing is told as such, and not read as this folder."""
    assert _found("") == {"": "an empty name stands among the files; name a file"}


def test_file_inside_a_file_is_told(tmp_path: Path) -> None:
    """A path that leads through a file is told with the system's cause."""
    (tmp_path / "a.json").write_bytes(b"x")
    (cause,) = _found(tmp_path / "a.json" / "b.json").values()
    assert "cannot be read: Not a directory" in str(cause)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
@pytest.mark.needs_process
def test_unreadable_file_and_folder_are_told(tmp_path: Path) -> None:
    """What the system keeps from us is told with its cause, and so is what lies behind it."""
    closed = tmp_path / "closed"
    closed.mkdir()
    (tmp_path / "a.json").write_bytes(b"x")
    (tmp_path / "a.json").chmod(0)
    closed.chmod(0)
    try:
        found = _found(tmp_path / "a.json", closed, closed / "b.json")
    finally:
        closed.chmod(0o700)
    assert [isinstance(cause, str) for cause in found.values()] == [True] * 3


def test_no_more_is_read_than_a_result_may_have(tmp_path: Path) -> None:
    """Of a huge file one byte too many is read, which is enough to refuse it."""
    (tmp_path / "a.json").write_bytes(b" " * 3_000_000)
    (content,) = _found(tmp_path / "a.json").values()
    assert len(content) == 2_000_001


def test_spreadsheet_may_be_larger(tmp_path: Path) -> None:
    """Of a file that is named as a spreadsheet up to 64 MB are read."""
    for name in ("a.csv", "b.TSV", "c.txt"):
        (tmp_path / name).write_bytes(b" " * 3_000_000)
        (content,) = _found(tmp_path / name).values()
        assert len(content) == 3_000_000


@pytest.mark.needs_process
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such pipes")
def test_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    """What has no size beforehand, as a shell's ``<(…)``, is read like a file."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    raw = b"x" * 300_000
    writer = threading.Thread(target=pipe.write_bytes, args=[raw])
    writer.start()
    assert _found(pipe) == {str(pipe): raw}
    writer.join()


def test_inputs_are_counted_before_they_are_read(tmp_path: Path) -> None:
    """The count is that of the results to come, one for whatever is no folder."""
    for name in ("a.json", "b.pat.json", "note.txt"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "c.json").mkdir()
    places = [str(tmp_path), str(tmp_path / "a.json"), "-", "no.json", "", "x" * 300, "a\0b"]
    assert count_inputs(places) == 2 + 6


def test_standard_input_may_hold_one_result(monkeypatch: pytest.MonkeyPatch) -> None:
    """One result, spread over lines or not, is one result."""
    for raw in (as_bytes(record()), b'{\n "a": [\n  1,\n  2\n ]\n}\n', b"\xef\xbb\xbf{\n}"):
        assert _stdin(monkeypatch, raw) == {"-": raw}


def test_standard_input_may_hold_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """One result a line comes with its line's number; empty lines are none."""
    first, second = as_bytes(record()), as_bytes(record({"1B": 4}))
    found = _stdin(monkeypatch, first + b"\n\n" + second + b"\r\n")
    assert found == {"-:1": first, "-:3": second}


def test_broken_line_is_one_result_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """One broken line does not spoil the others."""
    good = as_bytes(record())
    found = _stdin(monkeypatch, good + b"\n{broken\n" + good)
    assert found == {"-:1": good, "-:2": b"{broken", "-:3": good}


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"{broken", b"{broken\n}\n}", b"\xff\xfe{\0\n\0"])
def test_what_is_neither_is_handed_on_whole(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    """Nothing, or what is no JSON at all, goes on as it came, for the reader to refuse."""
    assert _stdin(monkeypatch, raw) == {"-": raw}


@pytest.mark.parametrize(
    "raw", [b'{\n "a": [\n  1,\n  2\n ],\n "b": ', b'{\n "a": [\n  16\n ],\n}\n']
)
def test_broken_result_over_lines_is_one_result(
    monkeypatch: pytest.MonkeyPatch, raw: bytes
) -> None:
    """A file cut short has lines such as ``2`` that are JSON; they do not make it JSON Lines."""
    assert _stdin(monkeypatch, raw) == {"-": raw}


@pytest.mark.skipif(
    sys.platform == "emscripten", reason="such a line ends Pyodide; no page sends it"
)
def test_deep_nesting_on_standard_input_is_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that would exhaust a JSON reader is left to the reader that looks at depth first."""
    raw = b"[" * 200_000 + b"\n" + as_bytes(record())
    found = _stdin(monkeypatch, raw)
    assert list(found) == ["-:1", "-:2"]


def test_too_much_on_standard_input_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond its limit, standard input is refused with the limit."""
    assert MAX_LINES_BYTES == 64_000_000
    found = _stdin(monkeypatch, b" " * (MAX_LINES_BYTES + 1))
    assert found == {"-": "-: more than 64,000,000 bytes came in"}
