"""The command line as a program of its own: ``python -m pat_core``."""

import json
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
        assert running.wait(timeout=60) == 1
    assert errors == b""
