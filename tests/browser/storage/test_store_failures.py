"""Storage that fails: what is not kept stays on the page, is told lastingly, and is tried again."""

import json

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.notes import KEY, PAGE, Notes
from tests.browser.pages import Assess, FormPage
from tests.browser.sharing import WITHOUT_SCRIPTS
from tests.sampling import sample

# Fails the call of that number, and later ones up to another; counts from when the page opens.
FAULTS = """
window.calls = 0;
window.plan = { first: Infinity, last: Infinity, way: "throw" };
for (const [type, names] of [
  [IDBFactory, ["open"]],
  [IDBDatabase, ["transaction"]],
  [IDBObjectStore, ["put", "delete", "clear", "getAll", "getAllKeys"]],
  [IDBTransaction, ["commit"]],
]) {
  for (const name of names) {
    const original = type.prototype[name];
    type.prototype[name] = function (...given) {
      window.calls += 1;
      const { first, last, way } = window.plan;
      if (window.calls < first || window.calls > last) return original.apply(this, given);
      const transaction = this.transaction instanceof IDBTransaction ? this.transaction : null;
      const database = transaction?.db ?? (this instanceof IDBDatabase ? this : this.db);
      if (way === "close" && database) database.close();
      if (way === "throw") throw new DOMException("made to fail", "QuotaExceededError");
      if (way === "abort" && this instanceof IDBTransaction) return this.abort();
      const result = original.apply(this, given);
      if (way === "abort") (result instanceof IDBTransaction ? result : transaction)?.abort();
      return result;
    };
  }
}
"""
BREAK = "plan = { first: 0, last: Infinity, way: 'throw' }"
HEAL = "plan = { first: Infinity, last: Infinity, way: 'throw' }"
CALLS = 22
"""How many calls the walk below makes; a test counts them."""


def warning(tab: FormPage) -> Locator:
    return tab.page.locator("[data-warning]")


def open_with_faults(context: BrowserContext, name: str, plan: str = HEAL) -> tuple[Page, FormPage]:
    """Return a page whose storage can fail, and another from where the store can still be read."""
    page = context.new_page()
    page.add_init_script(FAULTS)
    page.add_init_script(plan)
    page.goto(name)
    page.locator("html:is([data-pat-notes], [data-pat-step])").wait_for(state="attached")
    observer = FormPage(context.new_page())
    observer.page.goto(WITHOUT_SCRIPTS)
    return page, observer


def test_notice_lasts_until_everything_is_kept(new_context):
    """Two changes in trouble, and both are kept with the third; no word of saving before that."""
    page, observer = open_with_faults(new_context(), "assess/")
    assess = Assess(page)
    assess.choose({"1A": "4"})
    expect(assess.status).to_contain_text("Saved")
    expect(warning(assess)).to_be_hidden()
    assess.page.evaluate(BREAK)
    assess.choose({"1B": "3"})
    expect(warning(assess)).to_contain_text("not kept yet")
    said = assess.status.text_content()
    assess.choose({"1C": "2"})
    expect(warning(assess)).to_be_visible()
    kept = json.loads(assess.download("download-copy")[1])["responses"]
    assert kept == {"1A": {"answer": 4}, "1B": {"answer": 3}, "1C": {"answer": 2}}
    assert said is not None
    assert set(observer.stored()) == {"responses/1A", "result_id", "saved_at"}
    assess.page.evaluate(HEAL)
    assess.choose({"1D": "1"})
    expect(warning(assess)).to_be_hidden()
    expect(assess.status).to_contain_text("Saved")
    found = {key[-2:]: value for key, value in observer.stored().items() if "/" in key}
    assert found == {**kept, "1D": {"answer": 1}}


def test_notice_has_a_button_that_saves_a_file(new_context):
    """Beside the warning, on every page that keeps something, one press makes a copy."""
    context = new_context()
    for name in (PAGE, "typology/"):
        page, _ = open_with_faults(context, name)
        notes = Notes(page)
        notes.page.evaluate(BREAK)
        if name == PAGE:
            notes.tick("chemistry")
        else:
            notes.choose({"now-function": "delivery"})
        button = warning(notes).locator("button")
        expect(button).to_have_text("Save a file now")
        with notes.page.expect_download() as coming:
            button.click()
        assert coming.value.suggested_filename.endswith(".pat.json")
        expect(warning(notes)).to_be_visible()


def test_unkept_answer_outlives_a_reload(new_context):
    """What the database refused is put by for the tab's next page, which keeps it."""
    page, observer = open_with_faults(new_context(), "assess/")
    assess = Assess(page)
    assess.choose({"1A": "4"})
    observer.wait_until_stored("responses/1A", {"answer": 4})
    assess.page.evaluate(BREAK)
    assess.choose({"1A": "2", "1B": "cant-say"})
    expect(warning(assess)).to_be_visible()
    assess.reload()
    assert assess.answers() == {"1A": "2", "1B": "cant-say"}
    expect(warning(assess)).to_be_hidden()
    assert observer.stored()["responses/1A"] == {"answer": 2}


def test_full_disk_is_told_and_space_made_is_used(assess: Assess, address: str):
    """A browser without any space refuses for real; as soon as there is space, all is kept."""
    devtools = assess.page.context.new_cdp_session(assess.page)
    origin = {"origin": address.rstrip("/")}
    devtools.send("Storage.overrideQuotaForOrigin", {**origin, "quotaSize": 1})
    assess.press("start")
    assess.choose({"1A": "3"})
    expect(warning(assess)).to_contain_text("not kept yet")
    assess.comment("1B", "Words")
    assert assess.stored() == {}
    devtools.send("Storage.overrideQuotaForOrigin", origin)
    assess.choose({"1C": "2"})
    expect(warning(assess)).to_be_hidden()
    held = {key[-2:]: value for key, value in assess.stored().items() if "/" in key}
    assert held == {"1A": {"answer": 3}, "1B": {"comment": "Words"}, "1C": {"answer": 2}}


def test_newer_version_elsewhere_gets_the_database(assess: Assess):
    """The older page lets go at once, says so for good, and keeps what it has in view."""
    assess.choose({"1A": "3"})
    assess.wait_until_stored("responses/1A", {"answer": 3})
    newer = assess.page.context.new_page()
    newer.goto(WITHOUT_SCRIPTS)
    opened = newer.evaluate(
        """() => new Promise(resolve => {
          const request = indexedDB.open("pat", 2);
          request.onsuccess = () => resolve("opened");
          request.onblocked = () => resolve("blocked");
        })"""
    )
    assert opened == "opened"
    expect(warning(assess)).to_contain_text("newer version of this page")
    assess.choose({"1B": "2"})
    expect(warning(assess)).to_contain_text("newer version of this page")
    assert assess.answers() == {"1A": "3", "1B": "2"}


def walk(notes: Notes, observer: FormPage) -> None:
    """Tick, note, clear and tick again; each step is done when the one before was told."""
    notes.tick("chemistry")
    observer.wait_until_stored(f"{KEY}chemistry", {"done": True})
    notes.note("reputation", "words")
    observer.wait_until_stored(f"{KEY}reputation", {"note": "words"})
    notes.press("clear")
    notes.press("confirm-clear")
    observer.wait_until_stored(f"{KEY}reputation", None)
    notes.tick("dependability")
    observer.wait_until_stored(f"{KEY}dependability", {"done": True})


def test_one_call_that_fails_is_made_good_at_once(new_context):
    """Whichever call it is, and however it fails: all is kept in the end, and nothing is warned."""
    every = [(call, way) for call in range(1, CALLS + 1) for way in ("throw", "abort", "close")]
    for call, way in sample("calls to storage that fail", every, 2):
        context = new_context()
        plan = f"plan = {{ first: {call}, last: {call}, way: '{way}' }}"
        page, observer = open_with_faults(context, PAGE, plan)
        notes = Notes(page)
        walk(notes, observer)
        assert notes.page.evaluate("calls") >= call
        expect(notes.status).to_contain_text("Saved")
        expect(warning(notes)).to_be_hidden()
        held = {key for key in observer.stored() if key.startswith("checklists/")}
        assert held == {f"{KEY}dependability"}, (call, way)
        context.close()
