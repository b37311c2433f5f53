"""What comes out of checklists: one's own copy, the facilitator's file, paper; and plain HTML."""

import json

from playwright.sync_api import expect

from pat_core.files.result_file import read_result
from tests.browser.notes import KEY, LENGTHS, LIST, NOTE, OTHER, PAGE, Notes, dead_buttons
from tests.browser.pages import Assess
from tests.browser.paper import sheets, squeezed, words
from tests.core.samples import record

MENUS = ("Skip to content", "Save a copy", "Add a note", "Clear this checklist", "Print", "Go on")

# Files


def test_copy_holds_ticks_and_notes_and_brings_them_back(begun: Notes, elsewhere, instrument):
    """The file is in the shape of the contract, reads without a remark, and fills another page."""
    begun.open(OTHER).tick("governance")
    expect(begun.status).to_contain_text("Saved")
    name, text = begun.download("download-copy")
    expect(begun.status).to_contain_text("Nothing has been sent")
    held = {
        LIST: {"chemistry": {"done": True}, "reputation": {"done": True, "note": NOTE}},
        "obstacles": {"governance": {"done": True}},
    }
    assert json.loads(text)["checklists"] == held
    read = read_result(text.encode("utf-8"), name, instrument)
    assert read.problems == ()
    assert read.result.document["checklists"] == held
    other = Assess(elsewhere()).open()
    other.load_document(text, name)
    expect(other.status).to_contain_text("Loaded")
    expect(other.problem).to_be_hidden()
    there = Notes(other.page).open(PAGE)
    assert there.ticked() == ["chemistry", "reputation"]
    expect(there.note_field("reputation")).to_have_value(NOTE)
    expect(there.open("checklists/").progress_of("obstacles")).to_have_text("1 of 11 ticked.")


def test_other_result_leaves_ticks_and_notes(begun: Notes):
    """A file without checklists asks before it comes in, and beginning again asks for no more."""
    assess = Assess(begun.page).open()
    assess.load_document(record({"1B": 4}))
    expect(assess.page.locator("[data-load-choice]")).to_contain_text("ticks and notes")
    assess.press("load-replace")
    assess.wait_until_stored("responses/1B", {"answer": 4})
    assert assess.stored()[f"{KEY}reputation"] == {"done": True, "note": NOTE}
    assess.press("start-again")
    assess.wait_until_stored("responses/1B", None)
    assert assess.stored()[f"{KEY}reputation"] == {"done": True, "note": NOTE}


def test_facilitators_file_holds_only_the_lists_that_are_chosen(begun: Notes):
    """None goes in until its own box is ticked; then that one does, and the preview shows it."""
    begun.open(OTHER).tick("governance")
    assess = Assess(begun.page).open("#result")
    boxes = assess.page.locator("[name^=include-checklist-]")
    preview = assess.page.locator("[data-preview]")
    expect(preview).to_contain_text("pat-result")
    expect(boxes).to_have_count(len(LENGTHS))
    expect(assess.page.locator("[name^=include-checklist-]:visible")).to_have_count(2)
    expect(assess.page.locator("[name^=include-checklist-]:checked")).to_have_count(0)
    expect(preview).not_to_contain_text("checklists")
    assert "checklists" not in json.loads(assess.download("download-result")[1])
    assess.page.locator(f"[name=include-checklist-{LIST}]").check()
    expect(preview).to_contain_text(NOTE)
    expect(preview).not_to_contain_text("governance")
    _, text = assess.download("download-result")
    assert json.loads(text)["checklists"] == {
        LIST: {"chemistry": {"done": True}, "reputation": {"done": True, "note": NOTE}}
    }
    assert preview.text_content() == text
    assert set(json.loads(assess.download("download-copy")[1])["checklists"]) == {LIST, "obstacles"}


def test_nothing_is_sent(begun: Notes):
    """Ticking, noting, saving and clearing ask no place for anything."""
    asked: list[str] = []
    begun.page.context.on("request", lambda request: asked.append(request.url))
    begun.tick("dependability")
    begun.note("dependability", NOTE)
    begun.download("download-copy")
    begun.press("clear")
    begun.press("confirm-clear")
    expect(begun.status).to_have_text("Cleared.")
    assert [url for url in asked if not url.startswith("blob:")] == []


# Paper


def test_every_list_prints_on_two_sheets_at_most(page, lists):
    """Blank and filled: all checks, whatever is noted, no menu and no button; blank is blank."""
    notes = Notes(page)
    for name, checklist in lists.items():
        notes.open(f"checklists/{name}/")
        untouched = sheets(page)
        notes.fill(NOTE)
        expect(notes.progress).to_contain_text(f"{LENGTHS[name]} with a note")
        filled = sheets(page)
        page.evaluate("document.documentElement.dataset.patPrint = 'blank'")
        blank = sheets(page)
        for print_ in (untouched, filled, blank):
            assert 1 <= len(print_) <= 2, name
            letters = squeezed("".join(print_))
            for check in checklist.checks:
                assert squeezed(check.text) in letters, (name, check.id)
                assert squeezed(check.help) in letters, (name, check.id)
            assert [menu for menu in MENUS if squeezed(menu) in letters] == [], name
        assert "".join(filled).count(NOTE) == LENGTHS[name]
        assert "".join(filled).count("✓") == LENGTHS[name]
        assert blank == untouched
        assert "✓" not in "".join(blank)


def test_blank_print_is_blank_for_once(begun: Notes):
    """The button for a blank list hides ticks and notes until it is printed, the other does not."""
    html = begun.page.locator("html")
    begun.page.evaluate("window.print = () => {}")
    begun.press("print")
    assert html.get_attribute("data-pat-print") is None
    assert NOTE in " ".join(sheets(begun.page))
    begun.press("print-blank")
    expect(html).to_have_attribute("data-pat-print", "blank")
    assert NOTE not in " ".join(sheets(begun.page))
    expect(html).not_to_have_attribute("data-pat-print", "blank")
    assert NOTE in " ".join(sheets(begun.page))
    expect(begun.note_field("reputation")).to_have_value(NOTE)


# Without scripts


def test_without_scripts_a_list_can_be_read_and_ticked(new_context, checks):
    """Every check and its note are there as plain HTML; no button is dead."""
    page = new_context(java_script_enabled=False).new_page()
    page.goto(PAGE)
    shown = words(page.locator("main").inner_text())
    for check in checks.values():
        assert check.text in shown
        assert check.help in shown
    Notes(page).tick("chemistry", "dependability")
    assert Notes(page).ticked() == ["chemistry", "dependability"]
    expect(page.locator(".pat-checks textarea:visible")).to_have_count(7)
    expect(dead_buttons(page)).to_have_count(0)
    page.goto("checklists/")
    expect(page.locator(".pat-checklists a:visible")).to_have_count(len(LENGTHS))
    expect(dead_buttons(page)).to_have_count(0)
