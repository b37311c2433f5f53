"""The attack needs a solver, which only the environment of its own has."""

from importlib.util import find_spec

import pytest

from pat_core.instrument.catalogue import load_instrument
from pat_core.model import Instrument

if find_spec("ortools") is None:
    collect_ignore_glob = ["test_*.py"]
    print("tests/attack is left out: it needs .venv-attack (make test ONLY=attack)")


@pytest.fixture(scope="session")
def instrument() -> Instrument:
    """Return the instrument of 2003."""
    return load_instrument()
