"""The progress bar of ``pat combine``."""

import io
import os
import sys
from pathlib import Path

import pytest

from pat_core.cli import progress
from pat_core.cli.main import main
from tests.core.combining import Combine, people


class _Terminal(io.StringIO):
    """A terminal that keeps what is drawn."""

    def isatty(self) -> bool:
        return True


class _Clock:
    """A clock that goes on by a fixed step whenever it is asked."""

    def __init__(self, step: float) -> None:
        self._step, self._now = step, 100.0

    def monotonic(self) -> float:
        self._now += self._step
        return self._now


def _drawn(monkeypatch: pytest.MonkeyPatch, step: float) -> str:
    """Return what eight files draw on a terminal where each takes *step* seconds."""
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "time", _Clock(step))
    main(["combine", ".", "--out", os.devnull])
    return terminal.getvalue()


def test_long_work_draws_a_bar(combine: Combine, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a second a bar shows how far it is; at the end it is wiped away."""
    assert combine(*people(*[1, 2, 3, 4] * 2)).status == 0
    drawn = _drawn(monkeypatch, 0.5).split("\r")
    assert drawn[0] == ""
    assert drawn[-2] == f"[{'#' * 30}] 8 of 8 files"
    assert drawn[-1] == "\x1b[K"
    assert drawn[1].endswith(" 3 of 8 files")
    assert drawn[1].count("#") == 11
    assert {line.index("]") for line in drawn[1:-1]} == {31}


def test_short_work_draws_nothing(combine: Combine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within a second there is no bar; and none, ever, where nobody looks."""
    run = combine(*people(*[1, 2, 3, 4] * 2))
    assert "\x1b" not in run.err
    assert _drawn(monkeypatch, 0.01) == ""


def test_bar_gives_way_to_what_is_told(combine: Combine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cause that is told while the bar stands begins on a clean line of its own."""
    people(*[1, 2, 3, 4] * 2)
    Path("7.json").write_bytes(b"{broken")
    told = _drawn(monkeypatch, 0.5).split("\n")[0]
    assert "files\r\x1b[Kpat: 7.json: " in told
