"""The workshop view on a page that several tests share."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, ViewportSize, expect

from tests.browser.desk import Desk, divided_group, shared_desk

DESK: ViewportSize = {"width": 1280, "height": 900}


@contextmanager
def shared_workshop(browser: Browser, address: str) -> Iterator[tuple[Desk, bytes]]:
    """Give a page to several tests, and a workspace with the group that each starts from."""
    with shared_desk(browser, address, viewport=DESK) as desk:
        desk.add_files(divided_group())
        yield desk, desk.save("download-workspace")[1]


@contextmanager
def in_workshop(desk: Desk, workspace: bytes) -> Iterator[Desk]:
    """Open the workspace and the workshop view for one test, at the list of its topics."""
    desk.page.set_viewport_size(DESK)
    desk.page.mouse.move(0, 0)
    desk.start_from(workspace).reveal()
    desk.press("workshop")
    expect(desk.workshop).to_be_visible()
    yield desk
    if desk.workshop.is_visible():
        desk.press("close-workshop")
