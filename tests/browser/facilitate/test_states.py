"""Each state of the facilitator's page, from nothing to a topic of the workshop, as all see it."""

from collections.abc import Iterator

import pytest

from tests.browser.desk import shared_desk, states
from tests.browser.readable import VIEWS, expect_none, violations_in
from tests.browser.scripts import TOO_WIDE
from tests.sampling import spread

NAMES = ["empty", "set-up", "files", "group", "plan and earlier round", "agenda", "topic"]
NARROW = [320, 360]
"""Widths of a small phone, and of a desk at 400 %, in pixels."""

Faults = dict[str, list[str]]
"""What is wrong in a state, by its name."""


@pytest.fixture(scope="module")
def seen(browser, address) -> Iterator[tuple[Faults, Faults]]:
    """Walk through all states once; return what axe reports, and what is too wide."""
    views = spread("axe, the desk's states in each view", NAMES, VIEWS)
    reported: Faults = {}
    wide: Faults = {}
    with shared_desk(browser, address, reduced_motion="reduce") as desk:
        for state in states(desk):
            wide[state] = []
            for width in NARROW:
                desk.page.set_viewport_size({"width": width, "height": 560})
                wide[state] += desk.page.evaluate(TOO_WIDE)
            reported[state] = violations_in(desk.page, views[state], state)
        yield reported, wide


def test_no_state_has_a_fault(seen: tuple[Faults, Faults]):
    """In no state does axe find anything."""
    reported, _ = seen
    assert list(reported) == NAMES
    expect_none([fault for faults in reported.values() for fault in faults])


def test_every_state_fits_the_narrowest_screen(seen: tuple[Faults, Faults]):
    """With a set-up round, files, the group, a plan and the workshop: nothing scrolls sideways."""
    _, wide = seen
    assert wide == {name: [] for name in NAMES}
