"""What the open pages were doing when a test failed, for the report.

A browser can stop drawing, and then whoever waits for a still element waits for ever. The report
must tell that from a page of ours which is busy, or one that never shows what it should.
"""

from collections.abc import Iterable, Iterator

from playwright.sync_api import Browser, Error, Page

BRIEFLY = 3000
"""How long, in milliseconds, a page may take to show that it is alive."""

LOOK = """() => new Promise((resolve) => {
  let frames = 0;
  const count = () => { frames += 1; requestAnimationFrame(count); };
  requestAnimationFrame(count);
  setTimeout(() => resolve(
    `${frames} frames a second, ${document.visibilityState}, ` +
    `${document.getAnimations().length} animations; it says: ` +
    [...document.querySelectorAll("[role=status], [role=alert], [data-problem-text]")]
      .filter((e) => e.checkVisibility()).map((e) => e.textContent.trim())
      .filter(Boolean).join(" | ")), 1000);
})"""


def last_look(browsers: Iterable[Browser]) -> Iterator[str]:
    """Yield a line for every open page: its address, whether it is drawn, and what it tells."""
    for browser in browsers:
        for context in browser.contexts:
            for page in context.pages:
                yield f"{page.url}: {_state_of(page)}"


def _state_of(page: Page) -> str:
    # Waiting has a limit, and evaluating has none: it is asked only of a page that answers.
    try:
        page.locator("html").wait_for(state="attached", timeout=BRIEFLY)
        seen: str = page.evaluate(LOOK)
    except Error as error:
        return f"does not answer ({error.message.splitlines()[0]})"
    return seen
