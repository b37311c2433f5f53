"""One step at a time: forwards, back, reload, links, and where the focus goes."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from tests.browser.cases import from_rows
from tests.browser.pages import STEPS, Assess, radio_value
from tests.core.samples import CODES, all_answered
from tools import serve

SHEET = from_rows("4321?.", "333333", "..4444", "222222", "1?1?1?", "432143")


@pytest.fixture
def assess(emptied: Assess) -> Assess:
    """Return the page that these tests share."""
    return emptied


def test_next_walks_all_steps(assess: Assess):
    """From the introduction to the result, in the order of the contract."""
    seen = [assess.step]
    while assess.step != "result":
        assess.press("next")
        seen.append(assess.step)
    assert seen == STEPS


def test_reload_keeps_place_and_answers(fresh: Assess):
    """At every step, a reload shows the same step with the same answers."""
    fresh.answer(SHEET)
    fresh.comment("4C", "Still here")
    fresh.wait_until_stored("responses/4C", {"answer": 2, "comment": "Still here"})
    for step in STEPS:
        address = fresh.page.url
        fresh.reload()
        assert (fresh.step, fresh.page.url) == (step, address)
        assert fresh.answers() == {code: radio_value(answer) for code, answer in SHEET.items()}
        assert fresh.page.locator("[name='4C-comment']").input_value() == "Still here"
        if step != "result":
            fresh.press("next")


def test_browser_goes_back_and_forward_by_step(assess: Assess):
    """The browser's own buttons do what they do everywhere; the answers stay."""
    assess.press("start")
    assess.radio("1A", 3).check()
    assess.press("next")
    assess.press("next")
    for step in ("2", "1", "intro"):
        assess.page.go_back()
        assess.expect_step(step)
    for step in ("1", "2", "3"):
        assess.page.go_forward()
        assess.expect_step(step)
    assert assess.answers() == {"1A": "3"}


def test_coming_back_from_another_page_finds_step_and_answers(fresh: Assess):
    """A look at the method page loses nothing."""
    fresh.press("start")
    fresh.press("next")
    fresh.radio("2D", 1).check()
    fresh.page.locator(".pat-tools a[href$='method/']").click()
    expect(fresh.page).to_have_url(re.compile("/method/"))
    fresh.page.go_back()
    fresh.wait().expect_step("2")
    expect(fresh.radio("2D", 1)).to_be_checked()


def test_link_leads_to_its_step(page):
    """Each step has an address that can be passed on; reading it changes nothing."""
    for step in STEPS[1:]:
        address = f"#principle-{step}" if step.isdigit() else f"#{step}"
        page.goto("about:blank")
        assess = Assess(page).open(address)
        assess.expect_step(step)
        assert page.url.endswith(address)
        assert assess.stored() == {}


def test_link_to_a_statement_shows_it(page):
    """The statement is in view, below the header."""
    assess = Assess(page).open("#statement-5F")
    assess.expect_step("5")
    expect(page.locator("#statement-5F legend")).to_be_in_viewport()
    top = page.locator("#statement-5F").evaluate("e => e.getBoundingClientRect().top")
    header = page.locator(".md-header").evaluate("e => e.getBoundingClientRect().bottom")
    assert top >= header


def test_link_within_the_page_changes_the_step(assess: Assess):
    """A link of the check page, or one that is pasted, is followed without a reload."""
    assess.press("start")
    assess.page.evaluate("location.hash = 'principle-3'")
    assess.expect_step("3")
    assess.page.evaluate("location.hash = 'no-such-place'")
    assess.expect_step("3")


def test_only_the_step_is_to_be_seen(assess: Assess):
    """One principle at a time, and on no other step a statement."""
    assess.press("start")
    while assess.step != "result":
        shown = [code for code in CODES if assess.page.locator(f"#statement-{code}").is_visible()]
        assert shown == [code for code in CODES if code[0] == assess.step]
        assess.press("next")


def test_each_step_takes_focus_and_title(assess: Assess):
    """A new step is told to everyone: the focus is on its heading, and the title names it."""
    titles = {assess.page.title()}
    while assess.step != "result":
        assess.press("next")
        heading = assess.page.locator("h2:focus")
        expect(heading).to_be_visible()
        expect(heading).to_be_in_viewport()
        words = " ".join((heading.text_content() or "").split())
        assert assess.page.title().startswith(words)
        titles.add(assess.page.title())
    assert len(titles) == len(STEPS)


def test_heading_of_the_step_is_not_under_the_header(fresh: Assess):
    """It stands below the bar that stays at the top, on a phone too."""
    fresh.page.set_viewport_size({"width": 360, "height": 640})
    for _ in range(3):
        fresh.press("next")
        top = fresh.page.locator("h2:focus").evaluate("e => e.getBoundingClientRect().top")
        header = fresh.page.locator(".md-header").evaluate("e => e.getBoundingClientRect().bottom")
        assert top >= header


def test_buttons_stand_at_every_step_of_the_contract(assess: Assess):
    """Continue, Back, the result and the copy are to be seen wherever they are promised."""
    assess.press("start")
    while assess.step != "result":
        for action in ("next", "back", "show-result", "load-result", "print", "erase"):
            expect(assess.page.locator(f"[data-action={action}]")).to_be_visible()
        expect(assess.page.locator("[data-action=download-copy]:visible")).to_have_count(1)
        expect(assess.page.locator("[data-action=next]")).to_have_text("Continue")
        assess.press("next")
    expect(assess.page.locator("[data-action=next]")).to_be_hidden()
    expect(assess.page.locator("[data-action=download-result]")).to_be_visible()


def test_change_leads_to_the_statement_and_back_to_the_check(assess: Assess):
    """From the list of answers to one of them, and on from there to the list again."""
    assess.answer(all_answered(3))
    assess.press("start")
    assess.go_to("check")
    assess.page.locator("[data-change='4B']").click()
    assess.expect_step("4")
    expect(assess.page.locator("#statement-4B input:focus")).to_have_count(1)
    expect(assess.page.locator("#statement-4B legend")).to_be_in_viewport()
    assess.radio("4B", 1).check()
    assess.press("next")
    assess.expect_step("check")
    row = assess.page.locator("[data-check='4B']")
    expect(row.locator("[data-check-answer]")).to_have_text("Strongly disagree")
    assess.page.go_back()
    assess.expect_step("4")


def test_continue_after_the_check_does_not_lead_back_for_ever(assess: Assess):
    """The way back is taken once; after that, Continue means the next step."""
    assess.press("start")
    assess.go_to("check")
    assess.page.locator("[data-change='2A']").click()
    assess.press("next")
    assess.expect_step("check")
    assess.press("next")
    assess.expect_step("result")


def test_page_works_in_a_sub_folder(new_context, site, tmp_path):
    """Any static host, any folder: the page finds its scripts, and Python, beside itself."""
    shutil.copytree(site, tmp_path / "some" / "folder")
    with serve.start(tmp_path) as url:
        assess = Assess(new_context(base_url=f"{url}some/folder/").new_page()).open()
        assess.answer(all_answered(2)).show_result()
        assert assess.figures()["aggregate"] == "72"
