"""Paper sheets, typed in with one key an answer."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk, shared_desk
from tests.browser.holding import held_back

SHEET = "443332" + "3" * 30
"""The answers of a sheet, as one presses them: 19 in principle 1, 18 in each of the others."""
REREAD = "I have read it a second time"


@pytest.fixture(scope="module")
def table(browser, address) -> Iterator[Desk]:
    """Return a page for all these tests."""
    with shared_desk(browser, address) as desk:
        yield desk


@pytest.fixture
def desk(table: Desk) -> Desk:
    """Return the page opened anew, at an empty sheet."""
    table.open().unfold("Type in a paper sheet")
    return table


def add(desk: Desk) -> None:
    """Say that the sheet was read twice, and add it."""
    desk.page.get_by_label(REREAD).check()
    desk.press("add-sheet")


def test_sheet_is_typed_and_added_without_a_mouse(desk):
    """43 keys, one Tab for each field behind the grid, a space and Enter: it is on the desk."""
    desk.type_sheet([*SHEET, *"543215", "3"])
    expect(desk.cell("success")).to_be_focused()
    for _ in range(3):
        desk.page.keyboard.press("Tab")
    expect(desk.page.locator("[data-sheet-label=organisation]")).to_be_focused()
    desk.page.keyboard.type("Youth Link")
    for key in ("Tab", "Tab", "Space", "Tab", "Enter"):
        desk.page.keyboard.press(key)
    expect(desk.lines).to_have_text([re.compile("Sheet 1.*used")])
    expect(desk.cell("1A")).to_be_focused()
    (entry,) = desk.saved("download-workspace")["entries"]
    assert (entry["marks"], entry["organisation"]) == (f"{SHEET}5432153", "Youth Link")


def test_keys_of_the_grid(desk):
    """0 and ? are "can't say", space and - are blank; what is no answer changes nothing."""
    desk.type_sheet(["4", "0", "?", " ", "-", "7", "x", "1"])
    shown = [desk.cell(f"1{letter}").input_value() for letter in "ABCDEF"]
    assert shown == ["4", "?", "?", "-", "-", "1"]
    expect(desk.cell("2A")).to_be_focused()


def test_backspace_and_arrows_move_in_the_grid(desk):
    """Backspace empties the last cell; arrows go by one cell or one principle and never out."""
    desk.type_sheet(["ArrowUp", "4", "3", "Backspace"])
    expect(desk.cell("1B")).to_be_focused()
    expect(desk.cell("1B")).to_have_value("")
    desk.page.keyboard.press("ArrowDown")
    expect(desk.cell("2B")).to_be_focused()
    desk.page.keyboard.press("ArrowLeft")
    expect(desk.cell("2A")).to_be_focused()
    desk.page.keyboard.press("ArrowRight")
    desk.page.keyboard.press("2")
    expect(desk.cell("2B")).to_have_value("2")


def test_key_over_a_full_cell_takes_its_place(desk):
    """Who sees a slip goes back and presses the right key, wherever the caret stands."""
    desk.type_sheet("44")
    desk.cell("1A").click()
    desk.page.keyboard.press("1")
    expect(desk.cell("1A")).to_have_value("1")
    expect(desk.cell("1B")).to_be_focused()


def test_totals_of_a_principle_stand_beside_it(desk):
    """Columns as on the paper sheet; a score only where six answers are; a difference is told."""
    desk.type_sheet(SHEET[:11])
    expect(desk.sheet.locator("[data-totals='1'] [data-sheet-score]")).to_have_text("19")
    assert desk.totals("1") == ["8", "9", "2", "0", "19"]
    assert desk.totals("2") == ["0", "15", "0", "0", "–"]
    desk.sheet.locator("[data-paper-score='1']").fill("18")
    told = desk.page.locator("#sheet-differs-1")
    expect(told).to_contain_text("19 was typed in, 18 is on paper")
    desk.sheet.locator("[data-paper-score='1']").fill("19")
    expect(told).to_be_empty()


def test_sheet_with_gaps_or_unread_is_not_added(desk):
    """The summary takes the focus, names what is missing and leads there; nothing is lost."""
    desk.type_sheet(SHEET[:34])
    desk.press("add-sheet")
    expect(desk.sheet.locator("[data-problems]")).to_be_focused()
    expect(desk.problems).to_have_text([re.compile("6E, 6F"), re.compile("second time")])
    assert desk.page.title().startswith("Error: ")
    desk.problems.first.locator("a").click()
    expect(desk.cell("6E")).to_be_focused()
    assert desk.cell("6D").input_value() == "3"
    expect(desk.lines).to_have_count(0)


def test_sheet_without_answers_is_not_added(desk):
    """36 blanks are a person who gave nothing."""
    desk.type_sheet([" "] * 36)
    add(desk)
    expect(desk.problems).to_contain_text("holds no answers")
    expect(desk.lines).to_have_count(0)


def test_next_sheet_starts_empty_with_a_name_of_its_own(desk):
    """No answer, label or tick of the last one is left, so that none slips into the next."""
    desk.page.locator("[data-sheet-label=level]").select_option("board")
    desk.type_sheet(SHEET)
    add(desk)
    expect(desk.sheet.locator("[data-sheet-name]")).to_have_text("Sheet 2")
    left = desk.sheet.locator("input[type=text]").evaluate_all("all => all.map(e => e.value)")
    assert left == [""] * 51
    expect(desk.page.locator("[data-sheet-label=level]")).to_have_value("")
    expect(desk.page.get_by_label(REREAD)).not_to_be_checked()
    desk.type_sheet(["1"] * 36)
    add(desk)
    expect(desk.lines).to_have_count(2)
    first, second = desk.saved("download-workspace")["entries"]
    assert (first["name"], first["level"]) == ("Sheet 1", "board")
    assert (second["name"], second["level"], second["marks"]) == ("Sheet 2", "", "1" * 36 + "-" * 7)


def test_sheet_that_is_changed_while_it_is_added_is_not_wiped(page):
    """Python is on its way still: what is typed meanwhile stays; the page says what was added."""
    with held_back(page):
        desk = Desk(page).open()
        desk.unfold("Type in a paper sheet")
        desk.type_sheet(SHEET)
        add(desk)
        desk.cell("1A").focus()
        desk.page.keyboard.press("1")
        desk.press("add-sheet")
        expect(desk.sheet.locator("[data-sheet-status]")).to_contain_text("is just being added")
    expect(desk.lines).to_have_count(1)
    expect(desk.sheet.locator("[data-sheet-status]")).to_contain_text(
        "as it stood when you pressed"
    )
    expect(desk.cell("1A")).to_have_value("1")
    (entry,) = desk.saved("download-workspace")["entries"]
    assert entry["marks"].startswith(SHEET)
