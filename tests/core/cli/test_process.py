"""The command line as a program of its own: ``python -m pat_core``."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.core.samples import ROOT, as_bytes, record

pytestmark = pytest.mark.needs_process


def _pat(*arguments: str, stdin: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    """Run the program with warnings as errors."""
    command = [sys.executable, "-W", "error", "-m", "pat_core", *arguments]
    return subprocess.run(
        command, input=stdin, capture_output=True, check=False, cwd=ROOT, timeout=60
    )


def test_program_scores_standard_input() -> None:
    """The module runs as a program, reads bytes and prints UTF-8."""
    done = _pat("score", "-", stdin=as_bytes(record()))
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["principles"]["1"]["possible"] == [8, 23]


@pytest.mark.parametrize(
    ("arguments", "stdin", "status"),
    [
        (["validate", "-"], as_bytes(record({"1A": 7})), 1),
        (["score", "-"], b"[" * 1_000_000, 2),
        (["score", "no-such-file.json"], b"", 2),
        (["score"], b"", 64),
        (["--help"], b"", 0),
    ],
)
def test_program_ends_with_the_status(arguments: list[str], stdin: bytes, status: int) -> None:
    """The process ends with the promised status, and never with a traceback."""
    done = _pat(*arguments, stdin=stdin)
    assert done.returncode == status
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["score", "table", "validate"])
def test_program_survives_a_reader_that_leaves(tmp_path: Path, command: str) -> None:
    """When whoever reads the output stops early, as ``head`` does, nothing is thrown."""
    (tmp_path / "a.json").write_bytes(as_bytes(record()))
    arguments = [sys.executable, "-m", "pat_core", command, *[str(tmp_path / "a.json")] * 2_000]
    with subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(1)
        running.stdout.close()
        errors = running.stderr.read()
        assert running.wait(timeout=60) == 141
    assert errors == b""


# Outputs that cannot be written, readers that leave, and a key that stops it all.

SHELL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no such device")
COMMANDS = ["score .", "validate .", "table .", "combine ."]
NAMES = [f"{letter}.json" for letter in "abcde"]


def _shell(words: str, *arguments: str, folder: Path) -> "subprocess.CompletedProcess[bytes]":
    """Run a line of shell in *folder*, in which "$PAT" is the program, with *arguments*."""
    words = words.replace("$PAT", f"'{sys.executable}' -W error -m pat_core")
    path = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = ["/bin/sh", "-c", words, "sh", *arguments]
    return subprocess.run(
        command, capture_output=True, check=False, cwd=folder, timeout=60, env=path
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with results in it."""
    for name in NAMES:
        (tmp_path / name).write_bytes(as_bytes(record({"1A": 3}, result_id=name)))
    return tmp_path


@SHELL
@pytest.mark.parametrize("command", [*COMMANDS, "--help"])
@pytest.mark.parametrize(
    ("redirection", "cause"), [(">/dev/full", "No space left on device"), (">&-", "it is closed")]
)
def test_standard_output_that_cannot_be_written_ends_with_3(
    folder: Path, command: str, redirection: str, cause: str
) -> None:
    """A full disk or a closed stream is one sentence, whatever else was to be said."""
    done = _shell(f"$PAT {command} {redirection}", folder=folder)
    said = f"pat: standard output: cannot be written: {cause}\n"
    assert (done.returncode, done.stderr.decode()) == (3, said)


@SHELL
@pytest.mark.parametrize("redirection", ["2>/dev/full", "2>&-"])
def test_sentence_that_cannot_be_told_ends_with_3(folder: Path, redirection: str) -> None:
    """What goes to standard output still does; where nothing is to be told, all is well."""
    done = _shell(f"$PAT validate a.json no.json {redirection}", folder=folder)
    assert (done.returncode, done.stderr) == (3, b"")
    assert done.stdout.startswith(b"a.json: valid")
    assert _shell(f"$PAT validate a.json {redirection}", folder=folder).returncode == 0
    assert _shell(f"$PAT validate {redirection}", folder=folder).returncode == 3


@SHELL
def test_full_disk_leaves_files_and_closed_output_is_no_matter(folder: Path) -> None:
    """Of outputs that cannot be completed none is written; with ``--out`` nothing is printed."""
    (folder / "g.html").write_bytes(b"older")
    for more in (">/dev/full", "--csv /dev/full --out g.json", "--out /dev/full"):
        done = _shell(f"$PAT combine . --report g.html {more}", folder=folder)
        assert done.returncode == 3
        assert b"Traceback" not in done.stderr
        assert sorted(os.listdir(folder)) == [*NAMES, "g.html"]  # noqa: PTH208
        assert (folder / "g.html").read_bytes() == b"older"
    done = _shell("$PAT table a.json --out t.csv >&- 2>&-", folder=folder)
    assert (done.returncode, (folder / "t.csv").exists()) == (0, True)


@SHELL
def test_output_may_be_where_standard_output_goes(folder: Path) -> None:
    """``/dev/stdout`` is written to as it stands, and what was in its file before stays."""
    (folder / "log").write_bytes(b"before\n")
    done = _shell("$PAT table a.json --out /dev/stdout >>log", folder=folder)
    assert done.returncode == 0
    assert (folder / "log").read_bytes().startswith(b"before\n\xef\xbb\xbffile,")
    done = _shell("$PAT table a.json --out /dev/stdout | cat", folder=folder)
    assert done.stdout.startswith(b"\xef\xbb\xbffile,")


INTERRUPTED = """
import os, signal, sys

class Finder:
    def find_spec(self, name, path, target=None):
        if name == where:
            os.kill(os.getpid(), signal.SIGINT)

where = sys.argv.pop(1)
sys.meta_path.insert(0, Finder())
from pat_core.cli.main import main
sys.exit(main())
"""
"""The program, interrupted where it comes to load a module."""


def _listen_to_keys() -> None:
    """Undo what a shell does that starts the tests in the background: it switches the key off."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@SHELL
@pytest.mark.parametrize("module", ["pat_core.cli.commands", "argparse", "tomllib"])
def test_key_stops_the_program_while_it_is_loaded(folder: Path, module: str) -> None:
    """From its first moment, Ctrl-C is one sentence and the usual status."""
    command = [sys.executable, "-c", INTERRUPTED, module, "score", "a.json"]
    path = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command,
        capture_output=True,
        check=False,
        cwd=folder,
        timeout=60,
        env=path,
        preexec_fn=_listen_to_keys,
    )
    assert (done.returncode, done.stdout) == (130, b"")
    assert done.stderr == b"pat: stopped before it was done\n"


@SHELL
@pytest.mark.parametrize(("name", "status"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_key_stops_the_work_and_leaves_nothing_behind(folder: Path, name: str, status: int) -> None:
    """Half a table is taken away, the older one stays, and the sentence is the only one."""
    (folder / "t.csv").write_bytes(b"older")
    os.mkfifo(folder / "pipe")
    command = [sys.executable, "-m", "pat_core", "table", "a.json", "pipe", "--out", "t.csv"]
    path = {**os.environ, "PYTHONPATH": str(ROOT)}
    with (
        subprocess.Popen(
            command,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=path,
            preexec_fn=_listen_to_keys,  # noqa: PLW1509 - no test here has threads
        ) as running,
        # The program waits there for a writer, with the first row behind it.
        (folder / "pipe").open("wb"),
    ):
        assert len(list(folder.glob(".pat-*.tmp"))) == 1
        running.send_signal(getattr(signal, name))
        _, errors = running.communicate(timeout=60)
    assert (running.returncode, errors) == (status, b"pat: stopped before it was done\n")
    assert sorted(os.listdir(folder)) == [*NAMES, "pipe", "t.csv"]  # noqa: PTH208
    assert (folder / "t.csv").read_bytes() == b"older"
