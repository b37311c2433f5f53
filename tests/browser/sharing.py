"""What pages report as an error; and one opened page for several tests: Python starts once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

PATIENCE = 20_000
"""How long, in milliseconds, a page may take for one thing before a test gives up."""


@dataclass
class SharedPage:
    """A page that several tests use, one after the other, and what it reported as an error."""

    page: Page
    faults: list[str]

    def expect_no_faults(self) -> None:
        """Fail for what was reported since this was last asked."""
        found = self.faults.copy()
        self.faults.clear()
        assert found == []


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
