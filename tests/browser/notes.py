"""The checklists and the typology as a person meets them."""

from playwright.sync_api import Locator, Page

from tests.browser.pages import Assess, FormPage

LIST = "sounding-out"
"""The id of the checklist that most tests take; OTHER is another's page."""
PAGE = f"checklists/{LIST}/"
KEY = f"checklists/{LIST}/"
OTHER = "checklists/obstacles/"
NOTE = "Ask the clinic – “before June”"
LENGTHS = {
    "sounding-out": 7,
    "before-signing": 24,
    "key-questions": 22,
    "setting-up": 36,
    "accountability": 23,
    "obstacles": 11,
    "preparing": 14,
    "action-plan": 16,
}
"""How many checks each list has, in the order of the site; counted by hand."""

# All ticks and notes of a page in one turn; each goes the way that a hand's would go.
FILL = """note => {
  for (const box of document.querySelectorAll(".pat-checks input[type=checkbox]:not(:checked)")) {
    box.click();
  }
  for (const field of document.querySelectorAll(".pat-checks textarea")) {
    field.value = note;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}"""


class Notes(FormPage):
    """A page with ticks, notes or types, or the list of checklists, in one tab."""

    # Coming and going

    def open(self, name: str) -> "Notes":
        """Open a page by its address, and wait until it works."""
        self.page.goto(name)
        return self.wait()

    def wait(self) -> "Notes":
        self.page.locator("html[data-pat-notes]").wait_for(state="attached")
        return self

    def reload(self) -> "Notes":
        self.page.reload()
        return self.wait()

    def become_visible(self) -> None:
        """Do what a browser does when a person turns to this tab; here every tab is in front."""
        self.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    # Checklists

    def box(self, check: str) -> Locator:
        return self.page.locator(f'[name^="check/"][name$="/{check}"]')

    def note_field(self, check: str) -> Locator:
        return self.page.locator(f'[name^="note/"][name$="/{check}"]')

    def note_button(self, check: str) -> Locator:
        return self.page.locator(f'[data-note-for$="/{check}"]')

    def tick(self, *checks: str) -> "Notes":
        for check in checks:
            self.box(check).check()
        return self

    def note(self, check: str, text: str) -> None:
        """Write a note, opening its field where it is closed."""
        if self.note_button(check).is_visible():
            self.note_button(check).click()
        self.note_field(check).fill(text)

    def fill(self, note: str) -> None:
        """Tick every check of the list, and put the same note on each."""
        self.page.evaluate(FILL, note)

    def ticked(self) -> list[str]:
        """Return the ids of the checks that are ticked, in order."""
        names: list[str] = self.page.locator(".pat-checks input:checked").evaluate_all(
            "boxes => boxes.map(box => box.name.split('/')[2])"
        )
        return names

    @property
    def progress(self) -> Locator:
        return self.page.locator("[data-progress]")

    def progress_of(self, checklist: str) -> Locator:
        """Return what the list of checklists says of one of them."""
        return self.page.locator(f'[data-checklist-status="{checklist}"]')

    # The typology

    def type_chosen(self) -> dict[str, str]:
        """Return what is chosen for now and for needed, by name."""
        chosen: dict[str, str] = self.page.evaluate(
            """() => Object.fromEntries([...document.querySelectorAll(
              "input:checked:is([name^='now-'], [name^='needed-'])"
            )].map(radio => [radio.name, radio.value]))"""
        )
        return chosen

    def answer_path(self, **answers: str) -> "Notes":
        """Answer questions of the guided path, by the code of each."""
        for question, answer in answers.items():
            self.radio(f"path-{question}", answer).check()
        return self

    def show_type(self, **answers: str) -> None:
        """Answer questions of the guided path and ask for the closest type."""
        self.answer_path(**answers)
        self.press("show-type")

    @property
    def outcome(self) -> Locator:
        """Return the heading of what the guided path leads to."""
        return self.page.locator("[data-outcome]:visible h3")

    @property
    def outcome_code(self) -> str:
        """Return "none", "open", or level and function of the outcome that is to be seen."""
        return self.page.locator("[data-outcome]:visible").get_attribute("data-outcome") or ""

    @property
    def reasons(self) -> Locator:
        return self.page.locator("[data-reasons] li:visible")


def unfold(page: Page, name: str) -> None:
    """Wait until the page *name* works, and bring up what shows only when somebody asks for it."""
    if name == "assess/":
        Assess(page).wait()
    if name == "typology/":
        notes = Notes(page).wait()
        notes.choose({"now-collaboration": "cooperation", "needed-collaboration": "integration"})
        notes.show_type(
            alone="yes", goals="integration", decisions="cooperation", product="delivery"
        )
        notes.press("clear")
    elif name.startswith("checklists/") and name != "checklists/":
        notes = Notes(page).wait()
        page.locator("[data-note-for]").nth(1).click()
        notes.press("clear")


def dead_buttons(page: Page) -> Locator:
    """Return what can be seen of the content that only a script could make work."""
    parts = ("button", "[data-action]", "[data-status]", "[data-progress]", "[data-kept]")
    return page.locator(", ".join(f"main {part}:visible" for part in parts))
