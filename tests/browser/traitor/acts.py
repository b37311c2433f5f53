"""What a test does on a page, in either browser: all of it through functions that the page runs."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from tests.browser.traitor.building import script

__all__ = ["Page", "Visit", "show_markup", "start_way", "try_ways"]


class Page(Protocol):
    """What Playwright's pages and those of Firefox have in common."""

    def goto(self, address: str) -> object:
        """Go to an address and wait until the page is loaded."""

    def reload(self) -> object:
        """Load the page anew."""

    def evaluate(self, function: str, argument: object = None) -> Any:
        """Call the text of a function in the page and return what it or its promise gives."""


# A page's policy lets nobody else wait for it by evaluating; so the page waits itself.
UNTIL = """const until = async (holds, what) => {
  const end = performance.now() + 60_000;
  for (;;) {
    const found = holds();
    if (found) return found;
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((done) => setTimeout(done, 20));
  }
};
const root = document.documentElement;
const action = (name) => document.querySelector(`[data-action="${name}"]`).click();
const place = document.querySelector("#pat-result");
const settled = () => until(
  () => place.getAttribute("aria-busy") === "false" && place.hasChildNodes(), "the result");
"""

ANSWER = """async (answers) => {
  await until(() => root.dataset.patStep, "the page");
  for (const [name, value] of Object.entries(answers)) {
    document.querySelector(`input[name="${name}"][value="${value}"]`).click();
  }
}"""

SHOW_RESULT = """async () => {
  if (root.dataset.patStep === "intro") action("start");
  action("show-result");
  await settled();
  return place.querySelector('[data-score="aggregate"]')?.textContent ?? null;
}"""

ASK = """async (mark) => {
  const field = document.querySelector('[name="partnership"]');
  field.value = mark;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
  await settled();
  return place.textContent;
}"""

LISTEN = """async () => {
  window.told = {};
  window.channel = new BroadcastChannel("traitor");
  window.channel.onmessage = ({ data }) => { Object.assign(window.told, JSON.parse(data)); };
}"""

TOLD = """async (way) => {
  await until(() => way in window.told, "what the core tells");
  return window.told;
}"""

READ = """() => ({
  step: root.dataset.patStep,
  answers: Object.fromEntries([...document.querySelectorAll(
    "#pat-assess input[type=radio]:checked:not([name=keep])")].map((r) => [r.name, r.value])),
  text: place.textContent,
  offered: !document.querySelector('[data-action="download-result"]').disabled,
})"""

# The file is written after the result is shown; the one to wait for names the partnership.
READ_FILE = """async () => {
  const name = document.querySelector('[name="partnership"]').value;
  const preview = document.querySelector("[data-preview]");
  const file = () => preview.textContent && JSON.parse(preview.textContent);
  await until(() => file() && (file().partnership ?? "") === name, "the file");
  return file();
}"""


def with_helpers(function: str) -> str:
    """Return a function's text that can use what stands in `UNTIL`."""
    return f"async (argument) => {{ {UNTIL} return ({function})(argument); }}"


class Visit:
    """An assessment in one page."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        page.goto(f"{site}assess/")

    def _do(self, function: str, argument: object = None) -> Any:
        return self.page.evaluate(with_helpers(function), argument)

    def answer(self, answers: Mapping[str, str]) -> "Visit":
        """Choose answers, also those of other steps."""
        self._do(ANSWER, dict(answers))
        return self

    def wait(self) -> None:
        """Wait until the page works, with what is kept in it."""
        self._do("() => until(() => root.dataset.patStep, 'the page')")

    def show_result(self) -> str | None:
        """Ask for the result and return the aggregate score that it shows."""
        found: str | None = self._do(SHOW_RESULT)
        return found

    def ask(self, mark: str) -> str:
        """Name the partnership, wait for the result that follows, and return what it says."""
        found: str = self._do(ASK, mark)
        return found

    def listen(self) -> None:
        """Take down what the core tells over its channel, from now on."""
        self._do(LISTEN)

    def told(self, way: str = "all") -> dict[str, Any]:
        """Return what the core has told, as soon as it has told of *way*, or of all."""
        found: dict[str, Any] = self._do(TOLD, way)
        return found

    def file(self) -> dict[str, Any]:
        """Return the file that is offered, with the partnership as it is named now."""
        found: dict[str, Any] = self._do(READ_FILE)
        return found

    def read(self) -> dict[str, Any]:
        """Return what a person sees of the page."""
        found: dict[str, Any] = self._do(READ)
        return found


# What a test evaluates itself is exempt from some of the policy; what it puts off is not.
TRY = """async (host) => new Promise((done, refuse) => setTimeout(() => {
  const HOST = host;
  %s
  tryAll({ %s }).then(done, refuse);
}))"""

START = """async ([host, way]) => { setTimeout(() => {
  const HOST = host;
  %s
  outcomeOf((%s)[way]);
}); }"""


def try_ways(page: Page, host: str, *files: str) -> dict[str, str]:
    """Let a script of the page try all ways that the files hold, and return what came of each."""
    ways = "".join(f"...{_expression(file)}," for file in files)
    found: dict[str, str] = page.evaluate(TRY % (script("helpers.js"), ways), host)
    return found


def _expression(file: str) -> str:
    """Return the object in a file, without the comment before it."""
    text = script(file)
    return text[text.index("({") :].strip()


def start_way(page: Page, host: str, file: str, way: str) -> None:
    """Let a script of the page try one way, without waiting for what comes of it."""
    page.evaluate(START % (script("helpers.js"), _expression(file)), [host, way])


SHOW_MARKUP = """async (markups) => { setTimeout(() => {
  for (const markup of markups) {
    const box = document.createElement("div");
    document.body.append(box);
    box.innerHTML = markup;
  }
}); }"""


def show_markup(page: Page, markups: Sequence[str]) -> None:
    """Put markup into a page that nothing guards, as a browser would take it."""
    page.evaluate(SHOW_MARKUP, list(markups))
