"""What all tests share: repeatable random cases, and what Pyodide cannot run."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

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
settings.load_profile("long" if os.environ.get("PAT_LONG") == "1" else "ci")
if "HYPOTHESIS_STORAGE_DIRECTORY" not in os.environ:
    set_hypothesis_home_dir(Path(__file__).parent.parent / "build" / "hypothesis")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out, inside Pyodide, what starts another program."""
    if sys.platform == "emscripten" and item.get_closest_marker("needs_process"):
        pytest.skip("Pyodide cannot start another program")
