"""What pages report as an error, and pages that serve several tests, for a new one is dear."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    ViewportSize,
)

PATIENCE = 20_000
"""How long, in milliseconds, a page may take for one thing before a test gives up."""


@dataclass
class SharedPage:
    """A page that several tests use, one after the other, and what it reported as an error."""

    page: Page
    faults: list[str]

    def expect_no_faults(self) -> None:
        """Fail for what was reported since this was last asked."""
        reported = self.faults.copy()
        self.faults.clear()
        assert reported == []


def make_context(
    browser: Browser, address: str, faults: list[str], **options: Any
) -> BrowserContext:
    """Return a context at *address*; what its pages report as an error comes into *faults*.

    Keeping the site for later is left to the tests that are about it.
    """
    options = {"base_url": address, "locale": "en-GB", "service_workers": "block", **options}
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE)

    def note(said: ConsoleMessage) -> None:
        if said.type == "error":
            faults.append(said.text)

    context.on("console", note)
    context.on("weberror", lambda error: faults.append(f"uncaught: {error.error}"))
    return context


@contextmanager
def shared_page(browser: Browser, address: str, **options: Any) -> Iterator[SharedPage]:
    """Give a page to several tests; it must report no error, and ask nobody else."""
    faults: list[str] = []
    context = make_context(browser, address, faults, **options)
    shared = SharedPage(context.new_page(), faults)

    def note_request(asked: Request) -> None:
        if not asked.url.startswith((address, "blob:", "data:")):
            faults.append(f"asked for {asked.url}")

    context.on("request", note_request)
    yield shared
    context.close()
    shared.expect_no_faults()


SIZE: ViewportSize = {"width": 1280, "height": 720}
"""How large a page is unless a test says otherwise, in pixels; Playwright's own default."""

WITHOUT_SCRIPTS = "404.html"
"""A page of the site that runs no script, from where the storage of all can be emptied."""


class Tab:
    """One tab for the tests of a module; each finds it as if nobody had been there.

    That costs half as much as a tab in a browser profile of its own. A test that gives its page a
    script to start with, or another clock, needs such a profile: neither can be taken back.
    """

    def __init__(self, browser: Browser, address: str, faults: list[str]) -> None:
        self._browser, self._address, self._faults = browser, address, faults
        self._page: Page | None = None

    def open(self) -> Page:
        """Return the page, an empty one."""
        if self._page is None:
            context = make_context(self._browser, self._address, self._faults, viewport=SIZE)
            self._page = context.new_page()
        return self._page

    def clean(self) -> None:
        """Undo what a test did; a tab that was closed, or in which that fails, is given up."""
        page, self._page = self._page, None
        if page is None:
            return
        if page.is_closed():
            page.context.close()
            return
        try:
            forget(page, self._address)
        except Error:
            page.context.close()
            raise
        self._page = page

    def close(self) -> None:
        """Close the tab with its profile."""
        if self._page is not None:
            self._page.context.close()


def forget(page: Page, address: str) -> None:
    """Take a page, and its context, back to what they were before the site was opened."""
    context = page.context
    for other in context.pages:
        if other != page:
            other.close()
    context.unroute_all()
    page.unroute_all()
    context.set_offline(False)
    context.clear_permissions()
    page.emulate_media(
        media="null", color_scheme="null", reduced_motion="null", forced_colors="null"
    )
    page.set_viewport_size(SIZE)
    page.goto(f"{address}{WITHOUT_SCRIPTS}")
    page.evaluate("() => { sessionStorage.clear(); window.name = ''; }")
    browser = context.new_cdp_session(page)
    stored = {"origin": address.rstrip("/"), "storageTypes": "all"}
    browser.send("Storage.clearDataForOrigin", stored)
    browser.detach()
