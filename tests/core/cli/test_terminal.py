"""What the command line prints: foreign text in it steers no terminal."""

import json
from pathlib import Path

import pytest

from pat_core.cli.main import main
from pat_core.text.display import visible
from tests.core.samples import as_bytes, record

NAME = "\x1b]0;owned\x07\u202ea\x9b31m.json"
KEY = "\x1b[2J\u2066\u200b"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which the command runs."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str]:
    main(list(arguments))
    out, err = capsys.readouterr()
    for line in (out + err).split("\n"):
        assert line == visible(line)
    return out, err


@pytest.mark.parametrize(
    "raw",
    [
        as_bytes(record({"1A": 3, KEY: 1}, mode=KEY, checklists={KEY: 1})),
        as_bytes({"format": KEY}),
        f'{{"{KEY[1:]}": 1, "{KEY[1:]}": 2}}'.encode(),
        b"{",
        b"",
    ],
)
@pytest.mark.parametrize("command", ["score", "validate", "combine"])
def test_no_name_key_or_value_steers_the_terminal(
    folder: Path, capsys: pytest.CaptureFixture[str], command: str, raw: bytes
) -> None:
    """The name of a file, a key or a value reaches the terminal written out."""
    (folder / NAME).write_bytes(raw)
    _, err = _printed(capsys, command, NAME)
    assert "\\x1b]0;owned\\x07\\u202ea\\x9b31m.json: " in err


def test_json_on_the_terminal_says_the_same(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In printed JSON such characters are escapes, so that whoever reads it gets the name back."""
    (folder / NAME).write_bytes(as_bytes(record(partnership=KEY + "\U000e0041é", mode="open")))
    out, _ = _printed(capsys, "score", NAME)
    assert json.loads(out)["file"] == NAME
    out, _ = _printed(capsys, "combine", NAME)
    assert json.loads(out)["files"][0]["name"] == NAME
    assert json.loads(out)["partnership"] == KEY + "\U000e0041é"
    assert "é" in out


def test_what_cannot_be_found_or_written_is_shown_plainly(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Names on the command line itself, of a file or an output, are written out too."""
    (folder / "a.json").write_bytes(as_bytes(record()))
    _printed(capsys, "score", NAME)
    _printed(capsys, "combine", "a.json", "--out", NAME + "/b")
    _printed(capsys, "table", "a.json", "--out", NAME + "/b")
