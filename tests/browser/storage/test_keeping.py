"""Where answers are kept: at once, here only, for this tab, or not at all; and deleting them."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import STEPS, Assess, radio_value
from tests.browser.scripts import REFUSE_DATABASE, REFUSE_STORAGE, TAB_STORE
from tests.core.samples import all_answered
from tests.sampling import sample

OTHER_STORES = "() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }])"
# While a database is being cleared, a browser may never answer: then it is asked once more.
NO_DATABASE = """() => Promise.race([
  indexedDB.databases().then((found) => !found.some(({ name }) => name === "pat")),
  new Promise((resolve) => setTimeout(() => resolve(false), 2000)),
])"""


def test_each_answer_is_kept_at_once(emptied: Assess):
    """A choice, a comment, a label: each is in the database under a record of its own."""
    emptied.press("start")
    emptied.radio("1A", 4).check()
    emptied.field("1A-comment").fill("Words")
    emptied.wait_until_stored("responses/1A", {"answer": 4, "comment": "Words"})
    emptied.radio("1B", "cant-say").check()
    emptied.wait_until_stored("responses/1B", {"answer": None})
    expect(emptied.status).to_have_text(re.compile(r"Saved on this computer \d\d?:\d\d"))


def test_nothing_is_kept_before_the_first_answer(emptied: Assess):
    """Looking costs nothing: no record, no id, no time."""
    emptied.press("start")
    emptied.go_to("check")
    assert emptied.stored() == {}


def test_local_storage_holds_no_answer(emptied: Assess):
    """A killed browser may lose what is there; the theme keeps its colours in it, we nothing."""
    emptied.field("partnership").fill("Harbour Lane")
    emptied.answer(all_answered(1))
    emptied.wait_until_stored("responses/6F", {"answer": 1})
    text = emptied.page.evaluate("JSON.stringify({...localStorage}) + document.cookie")
    assert "Harbour" not in text
    assert "answer" not in text


def test_welcome_back_offers_both_ways(assess: Assess):
    """On return a person reads what is here, and goes on at the first gap or begins afresh."""
    assess.answer({"1A": 3, "1B": 3, "1C": 3, "1D": 3, "1E": 3, "1F": 3, "2A": None})
    assess.wait_until_stored("responses/2A", {"answer": None})
    expect(assess.page.locator("[data-return]")).to_be_hidden()
    other = Assess(assess.page.context.new_page()).open()
    box = other.page.locator("[data-return]")
    expect(box).to_contain_text("6 of 36")
    expect(box.locator("[data-action=start-again]")).to_be_visible()
    box.locator("[data-action=continue]").click()
    other.expect_step("2")


def test_two_tabs_lose_nothing(assess: Assess):
    """Answers given in two tabs at once are both there afterwards."""
    other = Assess(assess.page.context.new_page()).open()
    assess.answer({"1A": 4, "1B": 3})
    other.answer({"2A": 2})
    assess.answer({"1C": 1})
    assess.wait_until_stored("responses/1C", {"answer": 1})
    other.wait_until_stored("responses/2A", {"answer": 2})
    later = Assess(assess.page.context.new_page()).open()
    assert later.answers() == {"1A": "4", "1B": "3", "1C": "1", "2A": "2"}


def test_tab_only_keeps_answers_for_this_tab_only(assess: Assess):
    """There after a reload, gone in a new tab, and the device's store is emptied."""
    assess.answer({"1A": 3})
    assess.wait_until_stored("responses/1A", {"answer": 3})
    assess.radio("keep", "tab").check()
    expect(assess.page.locator("[data-kept]")).to_contain_text("this tab only")
    assess.answer({"1B": 2})
    expect(assess.status).to_contain_text("for this tab")
    assess.reload()
    assert assess.answers() == {"1A": "3", "1B": "2"}
    assert assess.stored() == {}
    other = Assess(assess.page.context.new_page()).open()
    assert other.answers() == {}
    expect(other.page.locator("[data-return]")).to_be_hidden()


def test_tab_only_can_be_taken_back(assess: Assess):
    """Who finds that the computer is theirs moves the answers into the browser's database."""
    assess.radio("keep", "tab").check()
    assess.answer({"1A": 3})
    assess.radio("keep", "device").check()
    assess.wait_until_stored("responses/1A", {"answer": 3})
    expect(assess.page.locator("[data-kept]")).to_contain_text("on this device")
    assert assess.page.evaluate(TAB_STORE) == {}


@pytest.mark.parametrize("keep", ["device", "tab"])
def test_delete_empties_every_store(assess: Assess, keep):
    """After a second press, and not before, nothing is left in form, database or tab."""
    assess.radio("keep", keep).check()
    assess.answer({**all_answered(3), "success": 4})
    assess.comment("2C", "secret words")
    expect(assess.status).to_contain_text("Saved")
    assess.press("erase")
    assert len(assess.answers()) == 37
    assess.press("confirm-erase")
    expect(assess.status).to_contain_text("deleted")
    assess.expect_step("intro")
    assert assess.answers() == {}
    assert assess.stored() == {}
    assert assess.page.evaluate(TAB_STORE) == {}
    assert "secret" not in assess.page.evaluate(OTHER_STORES)
    assess.reload()
    assert assess.answers() == {}
    assert assess.page.locator("[name='2C-comment']").input_value() == ""


def test_delete_asks_first_and_can_be_called_off(emptied: Assess):
    """The question is honest about files, and No leaves all as it was."""
    emptied.answer({"1A": 3})
    emptied.press("erase")
    question = emptied.page.locator("[data-erase-choice]")
    expect(question).to_contain_text("Files that you downloaded stay")
    expect(emptied.page.locator("[data-action=confirm-erase]")).to_be_focused()
    emptied.press("cancel-erase")
    expect(question).to_be_hidden()
    expect(emptied.page.locator("[data-action=erase]")).to_be_focused()
    assert emptied.answers() == {"1A": "3"}


def test_every_step_outlives_a_reload(assess: Assess):
    """Reloaded at each of the steps, half a sentence, all answers and the place are there again."""
    assess.choose(
        {"1A": "4", "success": "cant-say", "significance-3": "2", "now-function": "delivery"}
    )
    expected = assess.answers()
    assess.press("start")
    # The six steps with statements are one kind; a short run reloads two of them.
    alike = sample("steps with statements that are reloaded", "123456", 2)
    for step in [step for step in STEPS if step in alike or not step.isdigit()]:
        assess.page.evaluate(
            "step => { location.hash = /^\\d$/.test(step) ? `principle-${step}` : step; }",
            "" if step == "intro" else step,
        )
        assess.expect_step(step)
        half = f"Half a sentence at {step}"
        assess.comment("2C", half)
        assess.reload()
        assess.expect_step(step)
        assert assess.answers() == expected, step
        expect(assess.page.locator("[name='2C-comment']")).to_have_value(half)


EVERYTHING_OF_OURS = """async () => {
  const names = (await indexedDB.databases()).map(({ name }) => name);
  return [names.filter(name => name !== "pat"), { ...sessionStorage }, document.cookie,
    Object.keys(localStorage).filter(key => !key.endsWith("__palette"))];
}"""


@pytest.mark.parametrize(("keep", "left"), [("device", {}), ("tab", {"pat-tab-only": "yes"})])
def test_delete_leaves_nothing_of_ours(assess: Assess, keep, left):
    """No record, no flag: only the choice for a shared computer stays, for whoever comes next."""
    assess.choose({"1A": "3"})
    expect(assess.status).to_contain_text("Saved")
    assess.radio("keep", keep).check()
    assess.choose({"1B": "2"})
    expect(assess.status).to_contain_text("Saved")
    assess.empty()
    assert assess.page.evaluate(EVERYTHING_OF_OURS) == [[], left, "", []]


def test_delete_that_fails_is_not_called_done(assess: Assess):
    """The page is empty, but it says that the browser has not deleted, and how else to do it."""
    assess.choose({"1A": "3"})
    assess.wait_until_stored("responses/1A", {"answer": 3})
    assess.page.evaluate(
        "() => { IDBObjectStore.prototype.clear = () => { throw new Error('no'); }; }"
    )
    assess.press("erase")
    assess.press("confirm-erase")
    expect(assess.problem).to_contain_text("did not delete them")
    expect(assess.status).not_to_contain_text("deleted")
    assert assess.answers() == {}


def test_browser_is_asked_once_to_keep_it(new_context):
    """After the first answer is kept, and not before, the browser is asked not to clear it."""
    context = new_context()
    context.add_init_script(
        "asked = 0; if (navigator.storage) navigator.storage.persist = async () => { asked += 1; };"
    )
    assess = Assess(context.new_page()).open()
    assess.press("start")
    assert assess.page.evaluate("asked") == 0
    assess.choose({"1A": "3", "1B": "2"})
    expect(assess.status).to_contain_text("Saved")
    assess.choose({"1C": "1"})
    assess.wait_until_stored("responses/1C", {"answer": 1})
    assert assess.page.evaluate("asked") == 1


def test_refused_storage_is_said_and_the_download_works(new_context):
    """Without a place to keep answers the page says so, and everything else goes on."""
    context = new_context()
    context.add_init_script(REFUSE_STORAGE)
    assess = Assess(context.new_page()).open()
    expect(assess.page.locator("[data-warning]")).to_contain_text("refuses to keep")
    assess.answer(all_answered(4)).show_result()
    assert assess.figures()["aggregate"] == "144"
    expect(assess.page.locator("[data-kept]")).to_contain_text("keeps nothing")
    kept = json.loads(assess.download("download-copy")[1])
    assert kept["scores"]["aggregate"]["score"] == 144


def test_refused_database_falls_back_to_the_tab(new_context):
    """Some private windows have no database: the tab's own store is used, and the page says so."""
    context = new_context()
    context.add_init_script(REFUSE_DATABASE)
    assess = Assess(context.new_page()).open()
    assess.answer({"1A": 3})
    expect(assess.status).to_contain_text("for this tab")
    expect(assess.page.locator("[data-kept]")).to_contain_text("this tab only")
    assess.reload()
    assert assess.answers() == {"1A": "3"}


def test_deletion_that_does_not_reach_the_database_says_so(own_page):
    """What the database may still hold is named, and is deleted as soon as that opens."""
    assess = Assess(own_page).open()
    assess.answer({"1A": 3})
    assess.wait_until_stored("responses/1A", {"answer": 3})
    own_page.add_init_script(f"if (window.name === 'refused') {{ {REFUSE_DATABASE} }}")
    own_page.evaluate("() => { window.name = 'refused'; }")
    assess.reload()
    assert assess.answers() == {}
    assess.press("erase")
    assess.press("confirm-erase")
    expect(assess.problem).to_be_focused()
    expect(assess.problem).to_contain_text("does not open its store")
    own_page.evaluate("() => { window.name = ''; }")
    assess.reload()
    assert assess.answers() == {}
    assert assess.becomes(lambda: assess.stored() == {})


def test_store_that_fails_later_is_noticed(assess: Assess):
    """A full disk in the middle of the work is told at once; the answers stay on the page."""
    assess.press("start")
    assess.page.evaluate(
        "() => { IDBObjectStore.prototype.put = () => { throw new Error('disk full'); }; }"
    )
    assess.radio("1A", 3).check()
    expect(assess.page.locator("[data-warning]")).to_contain_text("Save a file now")
    expect(assess.radio("1A", 3)).to_be_checked()
    assert json.loads(assess.download("download-copy")[1])["responses"]["1A"] == {"answer": 3}


def test_answer_that_the_disk_had_no_time_for_is_kept(assess: Assess):
    """A write that never ends goes with its page; the tab has put the answer by."""
    assess.page.evaluate(
        """() => {
          const { put } = IDBObjectStore.prototype;
          IDBTransaction.prototype.commit = () => undefined;
          IDBObjectStore.prototype.put = function (...entry) {
            const keepBusy = () => { this.count().onsuccess = keepBusy; };
            keepBusy();
            return put.apply(this, entry);
          };
        }"""
    )
    assess.choose({"1A": "3", "1B": "cant-say"})
    assert assess.open().answers() == {"1A": "3", "1B": "cant-say"}
    assert assess.stored()["responses/1A"] == {"answer": 3}
    assert assess.reload().answers() == {"1A": "3", "1B": "cant-say"}


def test_answers_are_kept_again_after_the_sites_data_were_cleared(assess: Assess, address: str):
    """Whoever clears them with the page open, and goes on, has all of it at the next load."""
    given = {"1A": 4, "1B": None, "2C": 1}
    assess.answer(given)
    assess.wait_until_stored("responses/2C", {"answer": 1})
    browser = assess.page.context.new_cdp_session(assess.page)
    for more in ("3D", "4E"):
        browser.send(
            "Storage.clearDataForOrigin", {"origin": address.rstrip("/"), "storageTypes": "all"}
        )
        assert assess.becomes(lambda: assess.page.evaluate(NO_DATABASE))
        assess.answer({more: 2})
        given[more] = 2
        expect(assess.status).to_contain_text("Saved on this computer")
        assess.wait_until_stored(f"responses/{more}", {"answer": 2})
    assess.reload()
    assert assess.answers() == {code: radio_value(answer) for code, answer in given.items()}


def test_last_answer_before_leaving_is_kept(assess: Assess):
    """An answer, and in the same instant another page: the answer is there on return."""
    assess.page.evaluate(
        """() => {
          document.querySelector('input[name="1A"][value="3"]').click();
          location.href = "about:blank";
        }"""
    )
    assess.page.wait_for_url("about:blank")
    assert assess.open().answers() == {"1A": "3"}
