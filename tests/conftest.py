"""What all tests share: repeatable random cases, and what Pyodide cannot run."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

from tests.sampling import IS_LONG, SAMPLES

# The same cases on every run and machine: a failure in CI is a failure at the desk.
settings.register_profile(
    "ci",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
# Other cases on every run, and many: PAT_LONG=1 asks for them.
settings.register_profile(
    "long", parent=settings.get_profile("ci"), derandomize=False, max_examples=2_000
)
settings.load_profile("long" if IS_LONG else "ci")
if "HYPOTHESIS_STORAGE_DIRECTORY" not in os.environ:
    set_hypothesis_home_dir(Path(__file__).parent.parent / "build" / "hypothesis")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out, inside Pyodide, what starts another program."""
    if sys.platform == "emscripten" and item.get_closest_marker("needs_process"):
        pytest.skip("Pyodide cannot start another program")


# The sizes of samples travel from the workers to the closing summary.


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a worker counted."""
    SAMPLES.update(getattr(node, "workeroutput", {}).get("samples", {}))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand on what this worker counted."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["samples"] = SAMPLES


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how much of each long list was tried."""
    for name, (tried, there) in sorted(SAMPLES.items()):
        terminalreporter.write_line(f"{name}: {tried} of {there} tried (PAT_LONG=1 tries all)")
