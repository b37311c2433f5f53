"""Pages as a person meets them: one method for each thing that they do or read."""

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Download, Locator, Page, expect

from tests.browser.sharing import PATIENCE

STEPS = [
    *("intro", "1", "2", "3", "4", "5", "6"),
    *("significance", "success", "typology", "details", "check", "result"),
]
RESULT_READY = '#pat-result[aria-busy="false"]:not(:empty)'

# One turn of the page for many answers; what a click does to a radio is done to each.
CLICK_ALL = """answers => {
  for (const [name, value] of Object.entries(answers)) {
    document.querySelector(`input[name="${name}"][value="${value}"]`).click();
  }
}"""
READ_STORE = """() => new Promise((resolve, reject) => {
  const request = indexedDB.open("pat");
  request.onerror = () => reject(request.error);
  request.onsuccess = () => {
    const database = request.result;
    if (!database.objectStoreNames.contains("records")) {
      database.close();
      return resolve({});
    }
    const store = database.transaction("records").objectStore("records");
    const keys = store.getAllKeys();
    const values = store.getAll();
    store.transaction.oncomplete = () => {
      database.close();
      resolve(Object.fromEntries(keys.result.map((key, i) => [key, values.result[i]])));
    };
  };
})"""


def radio_value(answer: int | None) -> str:
    return "cant-say" if answer is None else str(answer)


def search_for(page: Page, words: str) -> None:
    """Type into the theme's search, key by key: it hears of nothing that is filled in otherwise."""
    field = page.locator(".md-search__input")
    field.click()
    field.press_sequentially(words)


class FormPage:
    """Any page that keeps what is entered, in one tab."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, action: str) -> None:
        """Click the button of that action that can be seen."""
        self.page.locator(f'[data-action="{action}"]:visible').first.click()

    def radio(self, name: str, value: object) -> Locator:
        return self.page.locator(f'input[name="{name}"][value="{value}"]')

    def choose(self, choices: Mapping[str, str]) -> None:
        """Choose codes, also on other steps."""
        self.page.evaluate(CLICK_ALL, choices)

    @property
    def status(self) -> Locator:
        return self.page.locator("[data-status]")

    @property
    def kept_where(self) -> Locator:
        """Return the sentence that says where what is entered is kept."""
        return self.page.locator("[data-kept]")

    @property
    def gap(self) -> Locator:
        """Return the sentences between the type that is there and the one needed, as shown."""
        return self.page.locator("[data-gap] div p:visible")

    def stored(self) -> dict[str, Any]:
        """Return the records in the browser's database."""
        records: dict[str, Any] = self.page.evaluate(READ_STORE)
        return records

    def wait_until_stored(self, key: str, value: object) -> None:
        """Wait until the database holds a record."""
        if not self.becomes(lambda: self.stored().get(key) == value):
            stored = self.stored().get(key)
            raise AssertionError(f"{key} did not become {value!r}, it is {stored!r}")

    def becomes(self, holds: Callable[[], bool]) -> bool:
        """Ask again and again; the page cannot do it itself, for its policy allows no eval."""
        end = time.monotonic() + PATIENCE / 1000
        while not (held := holds()) and time.monotonic() < end:
            self.page.wait_for_timeout(20)
        return held

    def download(self, action: str) -> tuple[str, str]:
        """Press a button and return name and text of the file that comes."""
        with self.page.expect_download() as coming:
            self.press(action)
        return read_download(coming.value)


class Assess(FormPage):
    """The page ``/assess/`` in one tab."""

    # Coming and going

    def open(self, after: str = "") -> "Assess":
        """Open the page, with what stands *after* its address, and wait until it works."""
        self.page.goto(f"assess/{after}")
        return self.wait()

    def wait(self) -> "Assess":
        self.page.locator("html[data-pat-step]").wait_for(state="attached")
        return self

    def reload(self) -> "Assess":
        self.page.reload()
        return self.wait()

    def go_to(self, step: str) -> None:
        """Walk to a step with the page's own buttons, forwards."""
        if step == "result" and self.step != "intro":
            self.press("show-result")
        while self.step != step:
            self.press("next")

    def show_result(self) -> None:
        """Go to the result and wait for it."""
        if self.step == "intro":
            self.press("start")
        self.press("show-result")
        self.wait_for_result()

    def wait_for_result(self) -> None:
        self.page.locator(RESULT_READY).wait_for()

    def empty(self) -> "Assess":
        """Delete all that was entered, as whoever hands the page on to somebody else does."""
        self.press("erase")
        self.press("confirm-erase")
        self.expect_step("intro")
        assert self.stored() == {}
        expect(self.status).to_contain_text("deleted")
        return self

    # Giving answers

    def field(self, name: str) -> Locator:
        return self.page.locator(f'[name="{name}"]:visible')

    def answer(self, answers: Mapping[str, int | None]) -> "Assess":
        """Answer many statements at once, also those of other steps."""
        given = {name: radio_value(answer) for name, answer in answers.items()}
        self.page.evaluate(CLICK_ALL, given)
        return self

    def comment(self, code: str, text: str) -> None:
        self.page.evaluate(
            """([name, text]) => {
              const field = document.querySelector(`[name="${name}"]`);
              field.value = text;
              field.dispatchEvent(new InputEvent("input", { bubbles: true }));
            }""",
            [f"{code}-comment", text],
        )

    # Reading

    @property
    def step(self) -> str:
        return self.page.locator("html").get_attribute("data-pat-step") or ""

    @property
    def state(self) -> str:
        return self.page.locator("html").get_attribute("data-pat-state") or ""

    def expect_step(self, step: str) -> None:
        expect(self.page.locator("html")).to_have_attribute("data-pat-step", step)

    def expect_state(self, state: str) -> None:
        expect(self.page.locator("html")).to_have_attribute("data-pat-state", state)

    @property
    def problem(self) -> Locator:
        return self.page.locator("[data-problem]")

    @property
    def result(self) -> Locator:
        return self.page.locator("#pat-result")

    def answers(self) -> dict[str, str]:
        """Return what is selected in the form, by name."""
        selected: dict[str, str] = self.page.evaluate(
            """() => Object.fromEntries([...document.querySelectorAll(
              '#pat-assess input[type=radio]:checked:not([name=keep])'
            )].map(radio => [radio.name, radio.value]))"""
        )
        return selected

    def figures(self) -> dict[str, str]:
        """Return every score or possible range that the result shows."""
        shown: dict[str, str] = self.page.evaluate(
            """() => Object.fromEntries([...document.querySelectorAll('#pat-result [data-score]')]
              .map(place => [place.dataset.score, place.textContent.trim()]))"""
        )
        return shown

    # Files

    def load(self, file: Path | dict[str, Any]) -> None:
        """Choose a file for the page to load: a path, or name, mimeType and buffer."""
        self.page.locator("input[name=load]").set_input_files(file)  # type: ignore[arg-type]

    def load_document(self, document: object, name: str = "mine.pat.json") -> None:
        """Choose a file with this content."""
        text = document if isinstance(document, str) else json.dumps(document)
        self.load({"name": name, "mimeType": "application/json", "buffer": text.encode()})


def read_download(download: Download) -> tuple[str, str]:
    return download.suggested_filename, Path(download.path()).read_text(encoding="utf-8")
