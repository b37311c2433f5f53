"""Whether a page can be read by everybody, in whatever state it has come to."""

from itertools import product

from playwright.sync_api import Page

from tests.browser.test_axe import SCHEMES, await_palette, expect_none, violations
from tests.browser.test_layout import TOO_WIDE


def expect_readable(page: Page) -> None:
    """Fail where axe finds a fault, or something is wider than the page, on phone or desk."""
    found = []
    for scheme, width in product(SCHEMES, (360, 1280)):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        await_palette(page, scheme)
        found += violations(page, f"{scheme} {width}")
        found += page.evaluate(TOO_WIDE)
    expect_none(found)
