"""The runner of the checks: what it runs, when it stops, and what it says."""

import re
import sys

import pytest

from tests.site.building import ROOT
from tools import check
from tools.check import Check

GOOD = f"{sys.executable} -c 'print(\"3 things are good\")'"
BAD = f"{sys.executable} -c 'raise SystemExit(3)'"


@pytest.mark.parametrize("is_long", [False, True])
def test_every_path_in_a_command_is_there(is_long):
    """A file that was moved must not silently drop out of a check."""
    commands = [command for part in check.list_checks(is_long) for command in part.commands]
    words = {word for command in commands for word in re.split(r"[ ,=]", command)}
    paths = {word.strip("'") for word in words if re.match(r"'?(tests|pat_core|tools)/", word)}
    assert len(paths) > 15
    assert [path for path in sorted(paths) if not list(ROOT.glob(path))] == []


def test_every_single_check_is_listed():
    """A name that was changed in one place only would take its check out of the pairs."""
    names = [part.name for part in check.list_checks(is_long=False)]
    assert len(set(names)) == len(names)
    assert set(names) > check.SINGLE


def test_last_line_and_note_of_each_check_stand_in_the_summary(capsys):
    """Each has its verdict, its time and what its programs said last."""
    assert check.run_checks([Check("one", "a thing", [GOOD], "skipped: another")]) == 0
    summary = capsys.readouterr().out.partition("=== summary\n")[2].splitlines()
    assert re.fullmatch(r"passed one +\d+\.\d s  3 things are good; skipped: another", summary[0])
    assert summary[1].startswith("All 1 checks passed in ")


@pytest.mark.parametrize("name", ["alone", "lint"])
def test_failure_stops_what_comes_later(name, capsys):
    """Alone or in a pair: a later check does not begin, and the summary says how to go on."""
    checks = [Check(name, "first", [BAD, GOOD]), Check("later", "second", [GOOD])]
    assert check.run_checks(checks) == 1
    printed = capsys.readouterr().out
    assert "ended with status 3" in printed
    assert "second" not in printed
    assert f"Again: make test ONLY={name}" in printed


def test_summary_keeps_the_order_of_the_checks(capsys):
    """Two run at once, and the second ends first."""
    slow = f"{sys.executable} -c 'import time; time.sleep(0.3); print(\"slow\")'"
    assert check.run_checks([Check("lint", "one", [slow]), Check("types", "two", [GOOD])]) == 0
    summary = capsys.readouterr().out.partition("=== summary\n")[2].splitlines()
    assert [line.split()[1] for line in summary[:2]] == ["lint", "types"]
