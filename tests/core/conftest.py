"""What the core's tests are given."""

import pytest

from pat_core import Instrument, load_instrument


@pytest.fixture(scope="session")
def instrument() -> Instrument:
    """Return the instrument that the package carries."""
    return load_instrument()
