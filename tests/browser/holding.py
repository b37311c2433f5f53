"""Files that do not arrive before a test says so: what happens meanwhile is no matter of luck."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Route

PYTHON = "**/*.wasm"
"""Without this file no Python runs."""

GROUP_RULES = "**/group.zip"
"""The part of Python without which nothing is read on the facilitator's page."""


@contextmanager
def held_back(page: Page, files: str = GROUP_RULES) -> Iterator[None]:
    """While the block runs no file whose address fits arrives; after it all do."""
    waiting: list[Route] = []

    def keep(route: Route) -> None:
        waiting.append(route)

    page.route(files, keep)
    yield
    for route in waiting:
        route.continue_()
    page.unroute(files)
