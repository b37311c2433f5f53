"""Checklists: ticks and notes that are kept at once, shown in words, cleared only when asked."""

import json
import re

from playwright.sync_api import expect

from tests.browser.notes import KEY, LENGTHS, LIST, NOTE, OTHER, PAGE, Notes
from tests.browser.pages import Assess
from tests.browser.scripts import REFUSE_STORAGE, TAB_STORE

# Keeping


def test_tick_and_note_are_kept_at_once(notes: Notes):
    """Each is in the database as soon as it is made, and out of it as soon as it is taken back."""
    notes.tick("chemistry")
    notes.wait_until_stored(f"{KEY}chemistry", {"done": True})
    expect(notes.status).to_have_text(re.compile(r"Saved on this computer \d\d?:\d\d"))
    notes.note("chemistry", NOTE)
    notes.wait_until_stored(f"{KEY}chemistry", {"done": True, "note": NOTE})
    notes.box("chemistry").uncheck()
    notes.wait_until_stored(f"{KEY}chemistry", {"note": NOTE})
    notes.note_field("chemistry").fill(" ")
    notes.wait_until_stored(f"{KEY}chemistry", None)


def test_ticks_and_notes_survive_a_reload(begun: Notes):
    """All is there again: a note that was written stands open, the others stay closed."""
    begun.reload()
    assert begun.ticked() == ["chemistry", "reputation"]
    expect(begun.note_field("reputation")).to_have_value(NOTE)
    expect(begun.note_field("reputation")).to_be_visible()
    expect(begun.note_button("reputation")).to_be_hidden()
    expect(begun.page.locator(".pat-checks textarea:visible")).to_have_count(1)
    expect(begun.progress).to_have_text("2 of 7 ticked, 1 with a note.")


def test_nothing_is_kept_before_the_first_tick(notes: Notes):
    """Looking, opening a note and clearing what is empty leave no record, no id, no time."""
    notes.note_button("chemistry").click()
    notes.press("clear")
    notes.press("confirm-clear")
    expect(notes.status).to_have_text("Cleared.")
    notes.open("checklists/")
    assert notes.stored() == {}


def test_note_opens_by_keyboard_under_its_own_name(notes: Notes, checks):
    """Button and field say which check they are for; Space ticks, Enter opens and takes focus."""
    page = notes.page
    notes.box("chemistry").focus()
    page.keyboard.press("Space")
    expect(notes.box("chemistry")).to_be_checked()
    page.keyboard.press("Tab")
    button = page.get_by_role("button", name=f"Add a note on: {checks['chemistry'].text}")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    field = page.get_by_role("textbox", name=f"Note on: {checks['chemistry'].text}")
    expect(field).to_be_focused()
    page.keyboard.type("by hand")
    notes.wait_until_stored(f"{KEY}chemistry", {"done": True, "note": "by hand"})


def test_index_tells_each_list_in_words(begun: Notes):
    """Beside every list stands how far it is, and there is no link or bar in it."""
    begun.open("checklists/")
    said = begun.page.locator("[data-checklist-status]")
    order = said.evaluate_all("places => places.map(place => place.dataset.checklistStatus)")
    assert order == list(LENGTHS)
    expect(said).to_have_text(["2 of 7 ticked, 1 with a note.", *["Not yet started."] * 7])


def test_progress_is_words_and_never_a_score(notes: Notes):
    """No percentage, no bar, no total: a tick is no point, on the page or in the index."""
    expect(notes.progress).to_have_text("Not yet started.")
    told = []
    for count, check in enumerate(("chemistry", "reputation", "dependability"), start=1):
        notes.tick(check)
        expect(notes.progress).to_have_text(f"{count} of 7 ticked.")
        told.append(notes.progress.text_content() or "")
    notes.fill(NOTE)
    expect(notes.progress).to_have_text("All 7 ticked, 7 with a note.")
    bars = "progress, meter, [role=progressbar], [role=meter]"
    expect(notes.page.locator(bars)).to_have_count(0)
    notes.open("checklists/")
    told += notes.page.locator("[data-checklist-status]").all_text_contents()
    assert "All 7 ticked, 7 with a note." in told
    assert [text for text in told if re.search(r"%|per ?cent|score|point", text, re.I)] == []


def test_every_list_has_its_checks_and_keeps_them(page):
    """All eight lists start, and each counts its own checks only."""
    notes = Notes(page)
    for name, length in LENGTHS.items():
        notes.open(f"checklists/{name}/")
        expect(notes.progress).to_have_text("Not yet started.")
        page.locator(".pat-checks input").last.check()
        expect(notes.progress).to_have_text(f"1 of {length} ticked.")
    kept = [key for key in notes.stored() if key.startswith("checklists/")]
    assert len(kept) == len(LENGTHS)


def test_refused_storage_is_said_and_a_copy_can_be_saved(new_context):
    """Without a place to keep ticks the page says so, and the file holds them all the same."""
    context = new_context()
    context.add_init_script(REFUSE_STORAGE)
    notes = Notes(context.new_page()).open(PAGE)
    expect(notes.page.locator("[data-warning]")).to_contain_text("refuses to keep")
    expect(notes.kept_where).to_contain_text("keeps nothing")
    notes.tick("chemistry")
    kept = json.loads(notes.download("download-copy")[1])
    assert kept["checklists"] == {LIST: {"chemistry": {"done": True}}}


# Clearing and deleting


def test_clear_asks_first_and_clears_this_list_only(begun: Notes):
    """No leaves all as it was; Yes takes this list's ticks and notes, and nothing else."""
    assess = Assess(begun.page).open()
    assess.answer({"1A": 3})
    assess.wait_until_stored("responses/1A", {"answer": 3})
    begun.open(OTHER).tick("governance")
    begun.open(PAGE)
    question = begun.page.locator("[data-clear-choice]")
    expect(question).to_be_hidden()
    begun.press("clear")
    expect(question).to_contain_text("Clear this checklist?")
    expect(begun.page.locator("[data-action=confirm-clear]")).to_be_focused()
    assert begun.ticked() == ["chemistry", "reputation"]
    begun.press("cancel-clear")
    expect(question).to_be_hidden()
    expect(begun.page.locator("[data-action=clear]")).to_be_focused()
    assert begun.ticked() == ["chemistry", "reputation"]
    begun.press("clear")
    begun.press("confirm-clear")
    expect(begun.status).to_have_text("Cleared.")
    expect(question).to_be_hidden()
    expect(begun.progress).to_have_text("Not yet started.")
    assert begun.ticked() == []
    expect(begun.page.locator(".pat-checks textarea:visible")).to_have_count(0)
    stored = begun.stored()
    assert [key for key in stored if key.startswith(KEY)] == []
    assert stored["checklists/obstacles/governance"] == {"done": True}
    assert stored["responses/1A"] == {"answer": 3}
    begun.reload()
    assert begun.ticked() == []


def test_deleting_everything_deletes_ticks_and_notes(begun: Notes):
    """What the page Assess deletes is all that was entered anywhere on this site."""
    assess = Assess(begun.page).open()
    assess.press("erase")
    assess.press("confirm-erase")
    expect(assess.status).to_contain_text("deleted")
    assert assess.stored() == {}
    assert begun.open(PAGE).ticked() == []


# The same records in other places


def test_tab_only_holds_for_checklists_of_that_tab(begun: Notes):
    """Chosen on the page Assess, it moves ticks out of the database and keeps later ones there."""
    assess = Assess(begun.page).open()
    assess.radio("keep", "tab").check()
    expect(assess.kept_where).to_contain_text("this tab only")
    begun.open(PAGE)
    expect(begun.kept_where).to_contain_text("this tab only")
    begun.tick("dependability")
    expect(begun.status).to_contain_text("for this tab")
    begun.reload()
    assert begun.ticked() == ["chemistry", "reputation", "dependability"]
    assert begun.stored() == {}
    assert begun.page.evaluate(TAB_STORE)[f"{KEY}dependability"] == {"done": True}
    other = Notes(begun.page.context.new_page()).open(PAGE)
    assert other.ticked() == []
    expect(other.kept_where).to_contain_text("on this device")


def test_page_that_comes_back_is_not_older_than_what_is_kept(launch, new_context):
    """The Back button may show a page as it was left: what changed meanwhile is in it."""
    keeps_pages = launch(without=["--disable-back-forward-cache"])
    notes = Notes(new_context(on=keeps_pages).new_page()).open(PAGE)
    notes.tick("chemistry")
    notes.page.evaluate("window.isTheSame = true")
    notes.page.locator("#go-on + ul a").first.click()
    expect(notes.progress_of(LIST)).to_have_text("1 of 7 ticked.")
    notes.page.evaluate("window.isTheSame = true")
    notes.page.locator(f".pat-checklists a[href*='{LIST}']").click()
    expect(notes.progress).to_have_text("1 of 7 ticked.")
    notes.tick("reputation")
    expect(notes.progress).to_have_text("2 of 7 ticked.")
    notes.page.evaluate("history.back()")
    expect(notes.progress_of(LIST)).to_have_text("2 of 7 ticked.")
    assert notes.page.evaluate("window.isTheSame")
    notes.page.evaluate("history.back()")
    expect(notes.progress).to_have_text("2 of 7 ticked.")
    assert notes.page.evaluate("window.isTheSame")
    assert notes.ticked() == ["chemistry", "reputation"]


def test_tab_that_comes_into_view_shows_what_another_changed(begun: Notes):
    """Ticks, notes, progress and index follow as soon as somebody looks."""
    index = Notes(begun.page.context.new_page()).open("checklists/")
    other = Notes(begun.page.context.new_page()).open(PAGE)
    other.tick("dependability")
    other.box("chemistry").uncheck()
    other.note("dependability", "from there")
    other.wait_until_stored(f"{KEY}dependability", {"done": True, "note": "from there"})
    for tab in (begun, index):
        tab.become_visible()
    expect(begun.progress).to_have_text("2 of 7 ticked, 2 with a note.")
    assert begun.ticked() == ["reputation", "dependability"]
    expect(begun.note_field("dependability")).to_have_value("from there")
    expect(begun.note_field("dependability")).to_be_visible()
    expect(index.progress_of(LIST)).to_have_text("2 of 7 ticked, 2 with a note.")


def test_note_at_hand_is_neither_closed_nor_left_behind(begun: Notes):
    """Who comes back to a note that they had begun finds it open, with what was added elsewhere."""
    begun.note_button("chemistry").click()
    other = Notes(begun.page.context.new_page()).open(PAGE)
    other.tick("dependability")
    other.wait_until_stored(f"{KEY}dependability", {"done": True})
    begun.become_visible()
    expect(begun.progress).to_contain_text("3 of 7")
    expect(begun.note_field("chemistry")).to_be_focused()
    begun.note_field("chemistry").fill("here")
    begun.wait_until_stored(f"{KEY}chemistry", {"done": True, "note": "here"})
    other.become_visible()
    expect(other.note_field("chemistry")).to_have_value("here")
    other.note_field("chemistry").fill("here and there")
    other.wait_until_stored(f"{KEY}chemistry", {"done": True, "note": "here and there"})
    begun.become_visible()
    expect(begun.note_field("chemistry")).to_have_value("here and there")
    expect(begun.note_field("chemistry")).to_be_focused()
