"""Every kind of page, as it is loaded and read: each is visited once, and looked at for all of it.

A short run takes the main pages in two of the four views, one page of every other kind and a sample
of the rest in one; a long run takes all pages in all views.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from tests.browser.cases import KINDS, MAIN_KINDS, of_every_kind
from tests.browser.notes import unfold
from tests.browser.readable import VIEWS, expect_none, violations_in
from tests.browser.scripts import TOO_WIDE
from tests.browser.sharing import SIZE, shared_page
from tests.sampling import spread

NARROW = 320
"""The width of the narrowest screen, or of a desk at 400 %, in pixels."""


@dataclass
class Seen:
    """What is wrong with pages, by their addresses."""

    reported: dict[str, list[str]] = field(default_factory=dict)
    wide: dict[str, list[str]] = field(default_factory=dict)
    violations: dict[str, list[str]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def seen(browser, address, pages) -> Iterator[Seen]:
    """Visit the pages, with all that they show on demand."""
    main = [KINDS[kind] for kind in MAIN_KINDS]
    others = [name for name in of_every_kind("pages", pages, 6) if name not in main]
    views = spread("axe, main pages in each view", main, VIEWS, 2)
    views |= spread("axe, other pages in each view", others, VIEWS)
    outcome = Seen()
    with shared_page(browser, address, reduced_motion="reduce") as shared:
        page = shared.page
        for name in views:
            page.set_viewport_size({**SIZE, "width": NARROW})
            page.goto(name)
            page.locator("html:not(.no-js)").wait_for(state="attached")
            unfold(page, name)
            outcome.wide[name] = page.evaluate(TOO_WIDE)
            outcome.violations[name] = violations_in(page, views[name], f"/{name}")
            outcome.reported[name] = shared.faults.copy()
            shared.faults.clear()
        yield outcome


def test_no_page_runs_into_its_own_policy(seen: Seen):
    """Every kind of page loads, and shows all it has, without an error or a violation of a rule."""
    assert len(seen.reported) >= len(KINDS)
    assert {name: faults for name, faults in seen.reported.items() if faults} == {}


def test_pages_to_read_fit_the_narrowest_screen(seen: Seen):
    """No kind of page is wider than the screen; only a listing may scroll in its own box."""
    assert {name: wide for name, wide in seen.wide.items() if wide} == {}


def test_axe_finds_nothing_on_any_page(seen: Seen):
    """No kind of page has a fault that a machine can find."""
    expect_none([fault for faults in seen.violations.values() for fault in faults])
