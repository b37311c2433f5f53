"""The facilitator's page as a person meets it."""

import base64
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from pat_core import Instrument
from pat_core.group.document.group_document import GroupDetails, group_document
from pat_core.group.intake.arrivals import read_entries
from pat_core.group.statistics.tally import GroupTally
from tests.browser.pages import FormPage
from tests.browser.sharing import shared_page
from tests.core.samples import CODES, as_bytes, record

GROUP_READY = '#pat-group[aria-busy="false"]:has([data-statement])'

Named = tuple[str, bytes]
"""A file's name and its content."""

# What a person does who drags files from a folder onto a place.
DROP = """(place, files) => {
  const transfer = new DataTransfer();
  for (const [name, content] of files) {
    const bytes = Uint8Array.from(atob(content), character => character.charCodeAt(0));
    transfer.items.add(new File([bytes], name));
  }
  for (const type of ["dragover", "drop"]) {
    place.dispatchEvent(new DragEvent(type, {
      bubbles: true, cancelable: true, dataTransfer: transfer,
    }));
  }
}"""


def result(marks: str, number: int = 0, **more: Any) -> Named:
    """Return a result file with these answers; ? is "can't say", - blank. A number is its id."""
    answers = {
        code: None if mark == "?" else int(mark)
        for code, mark in zip(CODES, marks, strict=True)
        if mark != "-"
    }
    named = {"result_id": f"00000000-0000-4000-8000-{number:012}"}
    return f"{number}.pat.json", as_bytes(record(answers, **named, **more))


INVITED = [{"partner": "Partner 0", "people": 5}, {"partner": "Partner 1", "people": 7}]
TOPICS = ["5D", "3B", "1B", "1C", "2A", "2B"]
"""What :func:`divided_group` should talk about: a concern, differing views, the least agreed."""


def divided_group() -> list[Named]:
    """Return eight results that agree, but all disagree on 5D, half on 3B, and four waver a bit."""
    files = []
    for number in range(8):
        answers = dict.fromkeys(CODES, "3") | {"5D": "2", "3B": "1" if number % 2 else "4"}
        answers |= dict.fromkeys(TOPICS[2:], "3" if number else "4")
        files.append(result("".join(answers.values()), number))
    return files


def document_of(files: Iterable[Named], instrument: Instrument, **details: Any) -> Any:
    """Return the group document of these files as Python makes it outside the browser."""
    sheets = []
    for name, content in files:
        for entry in read_entries(content, name, instrument):
            assert entry.sheet, entry.refused
            sheets.append(entry.sheet)
    tally = GroupTally(sheets, instrument, "level")
    return group_document(tally, GroupDetails(made_at="2026-11-20", **details), instrument)


def commented_group() -> list[Named]:
    """Return that group, each with labels, two with a comment."""
    files = []
    for place, (name, content) in enumerate(divided_group()):
        document = json.loads(content)
        document["respondent"] = {"organisation": f"Partner {place % 3}", "level": "board"}
        if place < 2:
            document["responses"]["1A"]["comment"] = "Meetings take much time"
        files.append((name, as_bytes(document)))
    return files


class Desk(FormPage):
    """The page ``/facilitate/`` in one tab."""

    # Coming and going

    def open(self) -> "Desk":
        """Open the page and wait until it works."""
        self.page.goto("facilitate/")
        self.page.locator("html[data-pat-desk]").wait_for(state="attached")
        return self

    def unfold(self, summary: str) -> None:
        """Open what is folded under these words."""
        self.page.locator("summary", has_text=summary).click()

    def unfold_all(self) -> None:
        """Open all that is folded."""
        self.page.evaluate(
            "document.querySelectorAll('main details').forEach(fold => { fold.open = true; })"
        )

    # Files

    def choose_files(
        self, files: Iterable[Named], field: str = "#pat-files input[type=file]"
    ) -> None:
        """Choose files, and wait for nothing."""
        given = [
            {"name": name, "mimeType": "application/json", "buffer": content}
            for name, content in files
        ]
        self.page.locator(field).set_input_files(given)  # type: ignore[arg-type]

    def add_files(self, files: Iterable[Named], lines: int | None = None) -> "Desk":
        """Choose files and wait until each has its line, or until there are so many new ones."""
        before, given = self.lines.count(), list(files)
        self.choose_files(given)
        expect(self.lines).to_have_count(before + (lines or len(given)))
        return self

    def drop_files(self, files: Iterable[Named]) -> None:
        """Drop files on their place, and wait for nothing."""
        given = [(name, base64.b64encode(content).decode()) for name, content in files]
        self.page.locator("#pat-files").evaluate(DROP, given)

    def add_codes(self, text: str) -> None:
        """Paste result codes and wait for nothing."""
        if not self.page.locator("[name=codes]").is_visible():
            self.unfold("Paste result codes")
        self.page.locator("[name=codes]").fill(text)
        self.press("add-codes")

    def decide(self, name: str, button: str) -> None:
        """Press a button in the line of a file."""
        self.line(name).get_by_role("button", name=button).click()

    def open_file(self, what: str, content: bytes, name: str = "file.json") -> None:
        """Open a file as a "workspace", a "group" or an "earlier" round."""
        self.choose_files([(name, content)], f"[name={what}]")
        expect(self.status).to_contain_text("is open")

    def start_from(self, workspace: bytes) -> "Desk":
        """Open a workspace in place of all that is here."""
        self.choose_files([("workspace.json", workspace)], "[name=workspace]")
        question = self.page.locator('[data-action="take-file"]:visible')
        opened = self.status.filter(has_text="workspace.json is open.")
        # The page asks only where something lies on it; which of the two comes, it alone knows.
        expect(question.or_(opened)).to_have_count(1)
        if question.is_visible():
            question.click()
        expect(opened).to_have_count(1)
        return self

    def load_round(self, **details: Any) -> None:
        """Open the set-up file of a round."""
        content = as_bytes({"format": "pat-round", "format_version": 1, **details})
        self.choose_files([("set-up.json", content)], "[name=load-round]")

    def reveal(self) -> "Desk":
        """Close the collection and wait for the group."""
        self.press("reveal")
        return self.wait_for_group()

    def wait_for_group(self) -> "Desk":
        self.page.locator(GROUP_READY).wait_for()
        return self

    def saved(self, action: str) -> Any:
        """Press a button and return what the JSON file holds that comes."""
        return json.loads(self.download(action)[1])

    # Reading

    @property
    def status(self) -> Locator:
        return self.page.locator("p[data-status]")

    @property
    def lines(self) -> Locator:
        """Return the line of each file, code, sheet or row."""
        return self.page.locator("#pat-file-list li[data-status]")

    @property
    def summary(self) -> Locator:
        """Return how many files have which status, in words."""
        return self.page.locator("#pat-file-list > p").first

    def line(self, name: str) -> Locator:
        return self.lines.filter(has=self.page.get_by_text(name, exact=True))

    def statuses(self) -> dict[str, str]:
        """Return the status of each file by its name."""
        return {
            line.locator("bdi").first.inner_text(): line.get_attribute("data-status") or ""
            for line in self.lines.all()
        }

    @property
    def group(self) -> Locator:
        return self.page.locator("#pat-group")

    @property
    def problem(self) -> Locator:
        return self.page.locator("[data-problem]")

    def counts(self) -> dict[str, list[int]]:
        """Return for each statement how often 1 to 4, "can't say" and nothing was answered."""
        texts: dict[str, str] = self.group.evaluate(
            """group => Object.fromEntries([...group.querySelectorAll("[data-statement]")].map(
              row => [row.dataset.statement, row.querySelector(".pat-counts").textContent]))"""
        )
        return {code: [int(n) for n in re.findall(r"\d+", text)] for code, text in texts.items()}

    def means(self) -> dict[str, str]:
        """Return the mean of each principle and of the aggregate, as shown."""
        texts: dict[str, str] = self.group.evaluate(
            """group => Object.fromEntries([...group.querySelectorAll("[data-score]")].map(
              cell => [cell.dataset.score, cell.textContent]))"""
        )
        return texts

    def save(self, action: str) -> tuple[str, bytes]:
        """Press a button and return name and content of the file that comes."""
        with self.page.expect_download() as coming:
            self.press(action)
        return coming.value.suggested_filename, Path(coming.value.path()).read_bytes()

    # A paper sheet

    @property
    def sheet(self) -> Locator:
        return self.page.locator("[data-paper]")

    def cell(self, name: str) -> Locator:
        return self.sheet.locator(f"[data-cell='{name}']")

    def type_sheet(self, keys: Sequence[str]) -> None:
        """Press one key after the other, from the first cell on."""
        self.cell("1A").focus()
        for key in keys:
            self.page.keyboard.press("Space" if key == " " else key)

    def totals(self, principle: str) -> list[str]:
        """Return the four column totals and the score of a principle."""
        return self.sheet.locator(f"[data-totals='{principle}'] td").all_inner_texts()

    @property
    def problems(self) -> Locator:
        """Return what keeps a sheet from being added."""
        return self.sheet.locator("[data-problems] li")

    # The plan

    @property
    def rows(self) -> Locator:
        return self.page.locator(".pat-plan-row")

    def row_field(self, row: int, name: str) -> Locator:
        """Return a field of a row of the plan; rows are numbered from 0."""
        return self.rows.nth(row).locator(f"[data-field={name}]")

    def in_row(self, row: int, action: str) -> Locator:
        """Return a button of a row: "up", "down" or "remove"."""
        return self.rows.nth(row).locator(f"[data-row-action={action}]")

    def whats(self) -> list[str]:
        """Return what will be done, row by row."""
        fields = self.page.locator(".pat-plan-row [data-field=what]")
        return [field.input_value() for field in fields.all()]

    # The workshop

    @property
    def workshop(self) -> Locator:
        return self.page.locator("[data-workshop]")

    @property
    def topic(self) -> Locator:
        """Return the code of the topic that is shown."""
        return self.workshop.locator("[data-topic-code]")

    def agenda(self) -> list[str]:
        """Return the codes of the topics, in order."""
        items = self.workshop.locator("[data-agenda] > li").all()
        return [item.get_attribute("data-topic") or "" for item in items]

    def minutes_of(self, code: str) -> Locator:
        return self.workshop.locator(f"[data-topic='{code}'] input")


def desk_with_group(page: Page, files: Iterable[Named]) -> Desk:
    """Return the page with these files combined and shown."""
    return Desk(page).open().add_files(files).reveal()


@contextmanager
def shared_desk(browser: Browser, address: str, **options: Any) -> Iterator[Desk]:
    """Give one opened page to several tests; it must report no error, and ask nobody else."""
    with shared_page(browser, address, **options) as shared:
        yield Desk(shared.page).open()


def states(desk: Desk) -> Iterator[str]:
    """Bring the page into each of its states, one after the other, and name it.

    What is folded is unfolded wherever a state shows more of it than the last one did.
    """
    yield "empty"
    desk.load_round(mode="confidential", partnership="Harbour Lane", invited=INVITED)
    desk.unfold_all()
    expect(desk.page.locator("[data-round-made]")).to_be_visible()
    yield "set-up"
    files = [*commented_group(), ("again.json", divided_group()[0][1]), ("damaged.json", b"{")]
    desk.add_files([*files, ("autumn.json", result("3" * 36, 9, round="Autumn")[1])])
    yield "files"
    desk.reveal().unfold_all()
    desk.page.get_by_label("Release it in other words").first.check()
    desk.wait_for_group()
    yield "group"
    earlier = as_bytes(desk.saved("download-group"))
    desk.press("start-actions")
    desk.open_file("earlier", earlier)
    desk.wait_for_group()
    desk.unfold_all()
    yield "plan and earlier round"
    desk.press("workshop")
    yield "agenda"
    desk.press("first-topic")
    desk.press("show-answers")
    yield "topic"
