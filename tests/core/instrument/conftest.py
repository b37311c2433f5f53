"""What the tests of the instrument are given: the one that people see."""

import pytest

from pat_core import Instrument, build_instrument
from tests.core.toml_texts import texts


@pytest.fixture(scope="session")
def instrument() -> Instrument:
    """Return the instrument that the package carries, in place of the one in the tests' wording."""
    return build_instrument(*texts())
