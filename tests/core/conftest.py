"""What the core's tests are given."""

import io
import sys
from pathlib import Path

import pytest

from pat_core import Instrument, load_instrument
from pat_core.cli import main
from tests.core.combining import Combine, Run


@pytest.fixture(scope="session")
def instrument() -> Instrument:
    """Return the instrument that the package carries."""
    return load_instrument()


@pytest.fixture
def combine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Combine:
    """Return what runs ``pat combine`` in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, stdin: bytes = b"") -> Run:
        stream = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", stream)
        try:
            status = main(["combine", *arguments])
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
        return Run(status, *capsys.readouterr())

    return run
