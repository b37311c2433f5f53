"""The set-up of a round as a person meets it."""

import json
from collections.abc import Mapping

from playwright.sync_api import Locator, Page, expect

from tests.browser.pages import read_download

TEXTS = {
    "partnership": "Harbour Lane & Co",
    "round": "Spring 2027",
    "context": "Five partners.\nTwo are new.",
    "date": "2027-03-12",
    "facilitator": "Ada Okoro",
    "holder": "Jo Lind",
    "sees": "Partners see figures",
    "delete_on": "2027-09-30",
    "ending": "We meet in June",
}
ROUND = {
    "format": "pat-round",
    "format_version": 1,
    **TEXTS,
    "purpose": "routine",
    "mode": "confidential",
    "labels": ["level"],
    "by": "level",
    "invited": [{"partner": "Council", "people": 5}, {"partner": "Charity", "people": 7}],
    "threshold": 5,
}
NOTHING = {"format": "pat-round", "format_version": 1, "labels": ["level"], "by": "level"}
"""A set-up file that holds no more than an untouched page."""


class Setup:
    """The part of the page ``/facilitate/`` in which a round is set up."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.form = page.locator("form[data-round-setup]")

    def open(self) -> "Setup":
        self.page.goto("facilitate/")
        self.page.locator("html[data-pat-desk]").wait_for(state="attached")
        self.page.locator("details:has([data-round-setup]):not([open]) > summary").click()
        return self

    def clear(self) -> "Setup":
        """Load a round in which nothing is set up, in place of all that was entered."""
        self.field("partnership").fill("To be given up")
        self.load(json.dumps(NOTHING))
        self.press("take-round")
        expect(self.field("partnership")).to_have_value("")
        return self

    def field(self, name: str) -> Locator:
        return self.form.locator(f'[name="{name}"]')

    def choice(self, name: str, value: str) -> Locator:
        return self.form.locator(f'[name="{name}"][value="{value}"]')

    def press(self, action: str) -> None:
        self.form.locator(f'[data-action="{action}"]').click()

    def fill(self, texts: Mapping[str, str], mode: str = "confidential") -> "Setup":
        self.choice("mode", mode).check()
        for name, text in texts.items():
            self.field(name).fill(text)
        return self

    def fill_all(self) -> "Setup":
        """Set up a round that has everything."""
        self.fill(TEXTS).choice("purpose", "routine").check()
        self.invite(Council=5, Charity=7)
        return self

    def invite(self, **people: int) -> None:
        for place, (partner, number) in enumerate(people.items()):
            if place:
                self.press("add-partner")
            self.field("partner").nth(place).fill(partner)
            self.field("people").nth(place).fill(str(number))

    def load(self, text: str) -> None:
        file = {"name": "x.pat-round.json", "mimeType": "", "buffer": text.encode()}
        self.field("load-round").set_input_files(file)  # type: ignore[arg-type]
        expect(self.status).not_to_contain_text("Reading")

    def download(self, action: str) -> tuple[str, str]:
        with self.page.expect_download() as coming:
            self.press(action)
        return read_download(coming.value)

    def texts(self) -> dict[str, str]:
        return {name: self.field(name).input_value() for name in TEXTS}

    def link(self) -> str:
        return self.field("link").input_value()

    @property
    def problem(self) -> Locator:
        return self.form.locator("[data-problems]")

    @property
    def status(self) -> Locator:
        return self.form.locator("[data-round-status]")

    @property
    def made(self) -> Locator:
        return self.form.locator("[data-round-made]")

    @property
    def code(self) -> Locator:
        return self.form.locator("[data-qr] svg")
