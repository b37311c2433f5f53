"""One opened page for several tests: Python starts once for all of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, Request


@dataclass
class SharedPage:
    """A page that several tests use, one after the other, and what it reported as an error."""

    page: Page
    faults: list[str] = field(default_factory=list)

    def expect_no_faults(self) -> None:
        """Fail for what was reported since this was last asked."""
        found = self.faults.copy()
        self.faults.clear()
        assert found == []


@contextmanager
def shared_page(browser: Browser, address: str, **options: Any) -> Iterator[SharedPage]:
    """Give a page to several tests; it must report no error, and ask nobody else."""
    options = {"base_url": address, "locale": "en-GB", **options}
    context = browser.new_context(**options)
    context.set_default_timeout(20_000)
    shared = SharedPage(context.new_page())

    def note(said: ConsoleMessage) -> None:
        if said.type == "error":
            shared.faults.append(said.text)

    def note_request(asked: Request) -> None:
        if not asked.url.startswith((address, "blob:", "data:")):
            shared.faults.append(f"asked for {asked.url}")

    context.on("console", note)
    context.on("request", note_request)
    context.on("weberror", lambda error: shared.faults.append(f"uncaught: {error.error}"))
    yield shared
    context.close()
    shared.expect_no_faults()
