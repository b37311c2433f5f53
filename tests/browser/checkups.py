"""The checkup as a person meets it."""

from playwright.sync_api import Frame, Page

from site_hooks.pages.checkup import READERS, load_checkup
from tests.browser.pages import FormPage

MOST = 120_000
"""How long, in milliseconds, a whole checkup may take on a machine with much else to do."""
CHECKS = {check.id: check for group in load_checkup() for check in group.checks}


class Checkup(FormPage):
    """The page ``/checkup/``, in a tab or in a frame."""

    def __init__(self, page: Page, frame: Frame | None = None) -> None:
        super().__init__(page)
        self.frame = frame or page.main_frame

    def open(self) -> "Checkup":
        self.page.goto("checkup/")
        return self

    def run(self) -> "Checkup":
        """Press the button and wait for the outcome."""
        self.frame.locator("[data-action=start-checkup]").click()
        self.frame.locator("[data-hand-on]:visible").wait_for(timeout=MOST)
        return self

    def codes(self) -> dict[str, str]:
        """Return which outcome each check shows."""
        codes: dict[str, str] = self.frame.evaluate(
            """() => Object.fromEntries([...document.querySelectorAll("[data-check]")].map(row =>
              [row.dataset.check, row.querySelector("[data-shown]").dataset.outcome]))"""
        )
        return codes

    def found(self, check: str) -> str:
        """Return what was measured, as the row shows it."""
        return self.frame.locator(f"[data-check={check}] [data-found]:visible").inner_text()

    def row(self, check: str) -> str:
        return self.frame.locator(f"[data-check={check}]").inner_text()

    @property
    def summary(self) -> str:
        return self.frame.locator("[data-overall]").inner_text()

    def tells(self, **wanted: str) -> None:
        """Expect these outcomes, each with its words, and everything else to be no failure."""
        codes = self.codes()
        assert {check: codes[check] for check in wanted} == wanted
        means = {o.code: (o, c) for c in CHECKS.values() for o in c.outcomes}
        failing = {check for check, code in codes.items() if status_of(code) == "fails"}
        assert failing <= wanted.keys(), {check: codes[check] for check in failing}
        for check, code in wanted.items():
            outcome, _ = means[code]
            row = self.row(check)
            for words in (outcome.says, *outcome.advice.values()):
                assert plain(words) in " ".join(row.split()), (check, words)
            for reader in outcome.advice:
                assert READERS[reader] in row, (check, reader)


def status_of(code: str) -> str:
    """Return what an outcome means: "fine", "look", "fails" or "untried"."""
    known = {o.code: o.status for c in CHECKS.values() for o in c.outcomes}
    return known.get(code, "untried")


def plain(words: str) -> str:
    """Return the words of the data as the page shows them."""
    return words.replace("`", "")
