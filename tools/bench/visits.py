"""Visits pages in a real browser and brings back what was measured there.

Each visit has a browser context of its own, so no file, compiled code or answer of an earlier visit
is left; only the second visit of `start_python` keeps what the first one fetched.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from playwright.sync_api import Browser, BrowserContext, Page

from tools.bench import BenchError
from tools.bench.pages import SOURCES
from tools.bench.server import BenchServer, Line

__all__ = ["QUICK", "SLOW", "Conditions", "Visitor"]

PATIENCE_MS = 90_000
# How long a page is left alone before its paints and shifts are read.
SETTLED_MS = 300

# Each choice is a task of its own: together they would be one long task that no person causes.
ANSWER_ALL = """async answers => {
  for (const [name, value] of Object.entries(answers)) {
    document.querySelector(`input[name="${name}"][value="${value}"]`).click();
    await new Promise(done => setTimeout(done));
  }
}"""
CHOOSE = """([name, value]) =>
  document.querySelector(`input[name="${name}"][value="${value}"]`).click()"""


class Conditions(NamedTuple):
    """The conditions of a visit: a slow line, or none, and by what factor the processor is slow."""

    line: Line | None
    slowdown: int


QUICK = Conditions(None, 1)
SLOW = Conditions(Line(megabits=10, latency_ms=40), 4)
"""The line is slow for pages and workers, the processor for the page's thread only: the browser
cannot slow a worker down."""


class Start(NamedTuple):
    """One start of Python: the time until the first result, the bytes sent, and the result."""

    milliseconds: float
    sent: int
    result: str


class Paint(NamedTuple):
    """The largest paint of a page and its shifts."""

    milliseconds: float
    shift: float


class Assessment(NamedTuple):
    """What a whole assessment showed."""

    first_view_bytes: int
    longest_task_ms: float
    shift: float
    tries_ms: list[float]


class Visitor:
    """Visits pages of one server with one browser."""

    def __init__(self, browser: Browser, server: BenchServer) -> None:
        self._browser = browser
        self._server = server

    def start_python(self, kind: str, conditions: Conditions, *, visits: int) -> list[Start]:
        """Open the bench page of one kind *visits* times, with the browser's cache."""
        with self._context() as context:
            return [self._start_once(context, kind, conditions) for _ in range(visits)]

    def _start_once(self, context: BrowserContext, kind: str, conditions: Conditions) -> Start:
        with self._page(context, conditions) as page:
            page.goto(f"{self._server.url}bench/{kind}/")
            page.locator("html[data-milliseconds], html[data-failed]").wait_for(state="attached")
            root = page.locator("html")
            failed = root.get_attribute("data-failed")
            if failed is not None:
                raise BenchError(f"the page {kind!r} says: {failed}")
            milliseconds = round(float(root.get_attribute("data-milliseconds") or 0), 1)
            result = page.locator("output").text_content() or ""
            return Start(milliseconds, self._server.take_sent(), result)

    def paint(self, address: str, conditions: Conditions) -> Paint:
        """Open a page and return when its largest content was painted, and how it shifted."""
        with self._context() as context, self._page(context, conditions) as page:
            page.goto(f"{self._server.url}{address}", wait_until="networkidle")
            page.wait_for_timeout(SETTLED_MS)
            milliseconds = _seen(page, "lcp")
            if not milliseconds:
                raise BenchError(f"the browser reports no paint of {address or 'home'!r}")
            return Paint(milliseconds, _seen(page, "shift"))

    def assess(self, answers: Mapping[str, str], tries: int) -> Assessment:
        """Answer everything, see the result, then *tries* times change an answer and look again."""
        with self._context() as context, self._page(context, QUICK) as page:
            page.goto(f"{self._server.url}assess/", wait_until="networkidle")
            page.locator("html[data-pat-step]").wait_for(state="attached")
            first_view = self._server.take_sent()
            _press(page, "start")
            page.evaluate(ANSWER_ALL, dict(answers))
            page.locator("html[data-pat-state=ready]").wait_for(state="attached")
            _show_result(page)
            page.wait_for_timeout(SETTLED_MS)
            longest, shift = _seen(page, "longest"), _seen(page, "shift")
            times = [_look_again(page, "34"[number % 2]) for number in range(tries)]
            return Assessment(first_view, longest, shift, times)

    @contextmanager
    def opened(self, address: str) -> Iterator[Page]:
        """Open a page of the site, on the quick line, until the block ends."""
        with self._context() as context, self._page(context, QUICK) as page:
            page.goto(f"{self._server.url}{address}", wait_until="networkidle")
            yield page

    @contextmanager
    def _context(self) -> Iterator[BrowserContext]:
        """Open a browser context with an empty cache."""
        context = self._browser.new_context(locale="en-GB")
        context.set_default_timeout(PATIENCE_MS)
        script = (SOURCES / "observe.mjs").read_text(encoding="utf-8")
        context.add_init_script(f"(() => {{ {script} }})()")
        try:
            yield context
        finally:
            context.close()

    @contextmanager
    def _page(self, context: BrowserContext, conditions: Conditions) -> Iterator[Page]:
        """Open an empty page under *conditions*, and set the server's count to nothing."""
        page = context.new_page()
        context.new_cdp_session(page).send(
            "Emulation.setCPUThrottlingRate", {"rate": conditions.slowdown}
        )
        self._server.take_sent()
        with self._server.slowed(conditions.line):
            yield page
        page.close()


def _seen(page: Page, name: str) -> float:
    """Return what the observer in the page has gathered under *name*."""
    value: Any = page.evaluate("name => patBench[name]", name)
    return round(float(value), 4)


def _press(page: Page, action: str) -> None:
    """Click the visible button of an action."""
    page.locator(f'[data-action="{action}"]:visible').first.click()


def _show_result(page: Page) -> float:
    """Press "See the result" and return after how many milliseconds it was shown."""
    page.evaluate("() => patBench.watchResult()")
    _press(page, "show-result")
    return _seen(page, "shown")


def _look_again(page: Page, answer: str) -> float:
    """Go back, change the first answer and time how long the new result takes."""
    _press(page, "back")
    page.evaluate(CHOOSE, ["1A", answer])
    return _show_result(page)
