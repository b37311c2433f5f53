"""How the form behaves under hand and keyboard."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.cases import from_rows
from tests.browser.pages import Assess
from tests.core.samples import CODES, NUMBERS, all_answered

TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture
def assess(emptied: Assess) -> Assess:
    """Return the page that these tests share."""
    return emptied


@pytest.fixture
def started(assess: Assess) -> Assess:
    """Return the assessment at its first principle."""
    assess.press("start")
    return assess


def test_nothing_is_selected_on_a_fresh_page(fresh: Assess):
    """No answer is there before a person gives it, on the page or in the store."""
    fresh.press("start")
    assert fresh.answers() == {}
    assert fresh.stored() == {}


def test_progress_is_text_and_follows_each_answer(started: Assess):
    """Which principle, and how many of its statements are answered."""
    progress = started.page.locator("[data-progress]")
    expect(progress).to_have_text(re.compile("Principle 1 of 6 . 0 of 6 answered"))
    for count, letter in enumerate("ABCDEF", start=1):
        started.radio(f"1{letter}", 3).check()
        expect(progress).to_contain_text(f"{count} of 6 answered")
    started.radio("1A", "cant-say").check()
    expect(progress).to_contain_text("5 of 6 answered, 1 can't say")


def test_arrow_keys_choose_and_do_not_move_on(started: Assess):
    """A person who looks through the options by keyboard stays at the statement."""
    started.radio("1A", 4).focus()
    for _ in range(3):
        started.page.keyboard.press("ArrowDown")
    assert started.answers() == {"1A": "1"}
    started.expect_step("1")
    expect(started.radio("1A", 1)).to_be_focused()


def test_single_keys_do_nothing(started: Assess):
    """No letter or digit is a shortcut: speech software and slips must not answer."""
    started.page.locator("h2:focus").wait_for()
    for key in "1234abfnpsx?/.,":
        started.page.keyboard.press(key)
    assert started.page.url.endswith("/assess/#principle-1")
    assert started.answers() == {}
    started.expect_step("1")
    assert started.stored() == {}


def test_single_keys_do_nothing_on_other_pages(page):
    """Nor do they turn the page of what somebody reads."""
    page.goto("method/")
    page.locator("html.js").wait_for(state="attached")
    left: list[str] = []

    def stay(route: Route) -> None:
        left.append(route.request.url)
        route.abort()

    page.route("**/", stay)
    for key in "nps/.,":
        page.keyboard.press(key)
    page.evaluate(TWO_FRAMES)
    assert left == []


def test_answer_can_be_cleared_by_keyboard(started: Assess):
    """Radios cannot be unticked; a button can do it, and the focus stays at the statement."""
    started.radio("1C", 2).check()
    started.wait_until_stored("responses/1C", {"answer": 2})
    started.page.locator("[data-clear='1C']").focus()
    started.page.keyboard.press("Enter")
    assert started.answers() == {}
    started.wait_until_stored("responses/1C", None)
    focused = started.page.locator("*:focus")
    assert focused.get_attribute("name") == "1C"


def test_clearing_an_answer_keeps_its_comment(started: Assess):
    """Words are not wiped out with a tick."""
    started.radio("1A", 4).check()
    started.field("1A-comment").fill("Words")
    started.page.locator("[data-clear='1A']").click()
    started.wait_until_stored("responses/1A", {"comment": "Words"})


def test_cant_say_is_null_and_counted_apart(started: Assess):
    """It is an answer of its own kind, kept as null, never as nought."""
    started.radio("1A", "cant-say").check()
    started.wait_until_stored("responses/1A", {"answer": None})
    expect(started.page.locator("[data-progress]")).to_contain_text("0 of 6 answered")


def test_emptied_comment_leaves_nothing(started: Assess):
    """A comment that was typed and taken back is not in the file as an empty text."""
    started.field("1A-comment").fill("oops")
    started.field("1A-comment").fill("")
    started.wait_until_stored("responses/1A", None)


def test_check_page_shows_every_answer_in_words(assess: Assess):
    """All 36, in order, with the words beside the radio, the comment, and what is missing."""
    assess.answer(from_rows("4321?.", "333333", "333333", "333333", "333333", "333333"))
    assess.comment("1B", "My reasons")
    assess.press("start")
    assess.go_to("check")
    rows = assess.page.locator("[data-check]")
    codes = [rows.nth(place).get_attribute("data-check") for place in range(rows.count())]
    assert codes == CODES
    said = assess.page.locator("[data-check-answer]").all_text_contents()
    labels = ["Strongly agree", "Agree", "Disagree", "Strongly disagree"]
    assert said[:4] == labels
    assert said[4].startswith("Can't say")
    assert said[5:7] == ["Not answered", "Agree"]
    expect(assess.page.locator("[data-check='1B'] [data-check-comment]")).to_have_text("My reasons")


def test_change_links_have_names_of_their_own(assess: Assess):
    """Read out of their rows, the 36 links still say what they change."""
    assess.press("start")
    assess.go_to("check")
    links = assess.page.get_by_role("link", name=re.compile("^Change your answer to statement"))
    names = {" ".join(text.split()) for text in links.all_text_contents()}
    assert names == {f"Change your answer to statement {code}" for code in CODES}


def test_overview_tells_the_state_of_each_principle(assess: Assess):
    """In words that are no link and no colour, and beside them that nothing was sent."""
    assess.answer(from_rows("333333", "3.....", "??????", "......", "......", "33333?"))
    assess.press("start")
    assess.go_to("check")
    states = assess.page.locator("[data-overview]").all_text_contents()
    starts = ["Completed", "In progress", "Completed", "Not yet started", "Not yet started"]
    assert [state.split(":")[0] for state in states] == [*starts, "Completed"]
    expect(assess.page.locator("a [data-overview], a[data-overview]")).to_have_count(0)
    section = assess.page.locator("section[data-step=check]")
    expect(section).to_contain_text("not been sent to anyone")


def test_order_is_the_same_everywhere(assess: Assess, instrument):
    """Form, overview, check, table and readings name the principles in one order."""
    names = [principle.name for principle in instrument.principles]
    assess.answer(all_answered(3)).show_result()
    places = ["section.pat-principle h2 [lang]", ".pat-overview a", "#pat-result dl dt"]
    places.append("#pat-result table tbody th")
    for place in places:
        texts = assess.page.locator(place).all_text_contents()
        found = [re.sub(r"^\d\. ", "", text) for text in texts]
        assert found[:6] == names, place


def test_status_region_is_there_before_it_speaks(fresh: Assess):
    """One polite region, empty at first, is filled and never replaced nor focused."""
    region = fresh.page.locator("[data-status]")
    expect(region).to_have_count(1)
    assert region.get_attribute("role") == "status"
    assert region.text_content() == ""
    region.evaluate("e => { window.region = e; }")
    fresh.press("start")
    fresh.radio("1A", 4).check()
    expect(region).to_contain_text("Saved")
    assert region.evaluate("e => e === window.region && e.isConnected")
    expect(fresh.radio("1A", 4)).to_be_focused()


def test_explanations_can_be_folded_away(fresh: Assess):
    """Who knows them by heart hides all at once, and gets all back."""
    fresh.press("start")
    folds = fresh.page.locator("details.pat-explanation")
    button = fresh.page.locator("[data-action=toggle-explanations]:visible")
    button.click()
    expect(folds.locator("xpath=self::*[@open]")).to_have_count(0)
    button.click()
    expect(folds.locator("xpath=self::*[@open]")).to_have_count(36)


def test_toggle_button_says_one_thing_of_its_state(fresh: Assess):
    """Its name changes or its pressed state does; both together would contradict each other."""
    fresh.press("start")
    button = fresh.page.locator("[data-action=toggle-explanations]:visible")
    before = (button.text_content(), button.get_attribute("aria-pressed"))
    button.click()
    after = (button.text_content(), button.get_attribute("aria-pressed"))
    assert (before[0] != after[0]) != (before[1] != after[1])


def test_enter_in_a_field_sends_no_form(assess: Assess):
    """The page stays, with what was typed."""
    assess.field("partnership").fill("Harbour Lane")
    assess.field("partnership").press("Enter")
    assess.expect_step("intro")
    expect(assess.field("partnership")).to_have_value("Harbour Lane")
    assert "?" not in assess.page.url


def test_whole_form_can_be_walked_by_keyboard(started: Assess):
    """Tab reaches each group, its clear button and its comment, in the order of the page."""
    seen = []
    for _ in range(60):
        started.page.keyboard.press("Tab")
        name = started.page.evaluate(
            "document.activeElement.name || document.activeElement.dataset.clear"
        )
        if name and name[0] in NUMBERS and name not in seen:
            seen.append(name)
    expected = [part for c in CODES[:6] for part in (c, f"{c}-comment")]
    assert seen == expected


def test_form_has_accessible_groups(started: Assess):
    """A group is announced with code and statement, its radios with full words."""
    group = started.page.get_by_role("group", name=re.compile("^1A "))
    expect(group.get_by_role("radio")).to_have_count(5)
    expect(group.get_by_role("radio", name="Agree", exact=True)).to_have_count(1)
    expect(group.get_by_role("textbox", name="Comment on 1A (optional)")).to_have_count(1)
    expect(group.get_by_role("button", name="Clear answer to statement 1A")).to_have_count(1)
