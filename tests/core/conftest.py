"""What the core's tests are given."""

import io
import sys
from pathlib import Path
from typing import Any

import pytest

from pat_core import Instrument, load_instrument
from pat_core.cli.main import main
from pat_core.instrument import catalogue
from pat_core.instrument.toml_section import read_data
from tests.core.combining import Combine, Run
from tests.core.fuzz_counts import TRIED, count
from tests.core.toml_texts import FROZEN_WORDING


@pytest.fixture(scope="session", autouse=True)
def instrument() -> Instrument:
    """Return the instrument in the tests' own wording, which ``load_instrument`` returns too.

    So no test, and no released case, depends on a word of the wording that people see. What the
    package carries is tested in ``tests/core/instrument``.
    """

    def read(name: str) -> str:
        return FROZEN_WORDING.read_text("utf-8") if name == "wording.toml" else read_data(name)

    load_instrument.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "read_data", read)
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


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a worker counted."""
    for name, cases in getattr(node, "workeroutput", {}).get("fuzzed", {}).items():
        count(name, cases)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand on what this worker counted."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["fuzzed"] = TRIED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many malformed files the readers were given."""
    if TRIED:
        each = ", ".join(f"{name} {cases:,}" for name, cases in sorted(TRIED.items()))
        terminalreporter.write_line(
            f"malformed files tried: {sum(TRIED.values()):,} ({each});"
            " PAT_LONG=1 tries more, `make fuzz` a million"
        )
