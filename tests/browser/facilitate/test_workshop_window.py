"""The workshop view in a window of its own, and the desk from which it was opened."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import (
    GROUP_READY,
    TOPICS,
    Desk,
    commented_group,
    desk_with_group,
    shared_desk,
)
from tests.browser.readable import SCHEMES, expect_none, violations_in
from tests.browser.scripts import TOO_WIDE

# What is seen of the page while it comes, from its first moment on.
WATCH = """() => {
  window.seen = [];
  const look = () => {
    for (const part of document.querySelectorAll("header, nav, footer, h1, h2, #pat-files")) {
      if (part.checkVisibility()) window.seen.push(part.outerHTML.slice(0, 80));
    }
    window.looks = (window.looks ?? 0) + 1;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""
# Everything that comes to this window by message, as text.
LISTEN = """() => {
  window.heard = [];
  window.addEventListener("message", ({ data }) => window.heard.push(JSON.stringify(data)));
}"""
SAY = "([message, origin]) => window.opener.postMessage(message, origin)"


# Files with names, labels and comments.
GROUP = [
    (f"Ada Lind {place}.json", content) for place, (_, content) in enumerate(commented_group())
]


@pytest.fixture(scope="module")
def table(browser, address) -> Iterator[tuple[Desk, bytes]]:
    """Return a page for tests after which the desk is still there, and a workspace with GROUP."""
    with shared_desk(browser, address) as desk:
        desk.page.context.add_init_script(f"({WATCH})(); ({LISTEN})();")
        desk.page.reload()
        desk.page.locator("html[data-pat-desk]").wait_for(state="attached")
        desk.add_files(GROUP)
        yield desk, desk.save("download-workspace")[1]


@pytest.fixture
def desk(table: tuple[Desk, bytes]) -> Iterator[Desk]:
    """Return that desk with its group shown, and no window beside it before or after the test."""
    desk, workspace = table
    desk.page.evaluate("window.heard = []")
    yield desk.start_from(workspace).reveal()
    for page in desk.page.context.pages:
        if page is not desk.page:
            page.close()
    if desk.workshop.is_visible():
        desk.press("close-workshop")


@pytest.fixture
def lone_desk(page) -> Desk:
    """Return a desk of its own with that group shown, for a test that ends or alters it."""
    return desk_with_group(page, GROUP)


def open_window(desk: Desk) -> Desk:
    """Open the window and wait until the view is there, without its group."""
    with desk.page.expect_popup() as coming:
        desk.press("workshop-window")
    window = Desk(coming.value)
    expect(window.workshop).to_be_visible()
    return window


def open_topics(desk: Desk) -> Desk:
    """Open the window and wait for the list of topics."""
    window = open_window(desk)
    window.page.locator(GROUP_READY).wait_for(state="attached")
    expect(window.workshop.locator("[data-workshop-told]")).to_be_hidden()
    return window


@pytest.fixture
def window(desk: Desk) -> Desk:
    return open_topics(desk)


def heard(window: Desk) -> list[str]:
    found: list[str] = window.page.evaluate("window.heard")
    return found


def test_window_shows_the_workshop_and_nothing_else(desk, window):
    """From the first moment of each loading; the desk stays as it was."""
    assert window.page.url.endswith("/facilitate/#workshop")
    window.page.reload()
    expect(window.workshop.locator("[data-agenda] > li")).to_have_count(len(TOPICS))
    assert window.agenda() == TOPICS
    assert window.page.evaluate("window.looks") > 5
    assert window.page.evaluate("window.seen") == []
    expect(desk.page.locator("#pat-file-list")).to_be_visible()
    expect(desk.workshop).to_be_hidden()
    window.press("first-topic")
    window.press("show-answers")
    expect(window.workshop.locator("[data-topic-answers]")).to_contain_text("disagree 8 of 8")
    expect(window.workshop.locator("[data-topic-figures] svg")).to_be_visible()


def test_window_never_gets_a_persons_sheet(window):
    """Neither entries, nor ids, nor names of files, nor comments that were not released."""
    [message] = heard(window)
    assert json.loads(message)["group"]["respondents"] == len(GROUP)
    for secret in (
        "entries",
        "marks",
        "digest",
        "00000000-0000",
        "Ada Lind",
        "Meetings take",
        "Partner 0",
    ):
        assert secret not in message


def test_what_is_noted_is_at_the_desk_at_once(desk, window):
    """What was said, an action made of it, and the agenda; all of it in the workspace."""
    window.press("first-topic")
    window.page.locator("[data-topic-said]").press_sequentially("Nobody knows who decides")
    window.press("plan-said")
    window.press("all-topics")
    window.workshop.locator("[data-topic='2B']").get_by_role("button", name="Take off").click()
    window.page.locator("[data-minutes-all]").fill("90")
    expect(desk.row_field(0, "topic")).to_have_value("5D")
    assert desk.whats() == ["Nobody knows who decides"]
    saved = desk.saved("download-workspace")
    assert saved["said"] == {"5D": "Nobody knows who decides"}
    assert saved["agenda"]["removed"] == ["2B"]
    assert saved["agenda"]["total"] == 90


def test_plan_of_the_desk_is_not_undone_by_the_window(desk, window):
    """An action that was typed meanwhile stays beside the one from the window."""
    desk.press("add-action")
    desk.row_field(0, "what").fill("Book the hall")
    window.press("first-topic")
    window.page.locator("[data-topic-said]").fill("Say who decides")
    window.press("plan-said")
    expect(desk.rows).to_have_count(2)
    assert desk.whats() == ["Book the hall", "Say who decides"]


def test_whoever_types_in_the_plan_can_go_on(desk, window):
    """An action from the window comes below; the field at the desk keeps focus, words and caret."""
    desk.press("add-action")
    what = desk.row_field(0, "what")
    what.press_sequentially("Book hall")
    for _ in "hall":
        what.press("ArrowLeft")
    window.press("first-topic")
    window.page.locator("[data-topic-said]").fill("Say who decides")
    window.press("plan-said")
    expect(desk.rows).to_have_count(2)
    expect(what).to_be_focused()
    desk.page.keyboard.type("the ")
    assert desk.whats() == ["Book the hall", "Say who decides"]
    for row, ways in enumerate(([True, False], [False, True])):
        up, down = (
            desk.rows.nth(row).locator(f"[data-row-action={way}]") for way in ("up", "down")
        )
        assert [up.is_disabled(), down.is_disabled()] == ways


def test_desk_leads_too(desk, window):
    """What is arranged or written in the view at the desk is shown in the window."""
    window.press("first-topic")
    desk.press("workshop")
    desk.workshop.locator("[data-topic='3B']").get_by_role("button", name="Up").click()
    expect(window.workshop.locator("[data-workshop-place]")).to_have_text("Topic 2 of 6")
    desk.workshop.locator("[data-topic='5D'] .pat-topic-name").click()
    desk.page.locator("[data-topic-said]").fill("Agreed")
    expect(window.page.locator("[data-topic-said]")).to_have_value("Agreed")


def test_window_begins_where_the_desk_stands(desk):
    """With notes and agenda as they are there, also after it was loaded anew."""
    desk.press("workshop")
    desk.workshop.locator("[data-topic='3B']").get_by_role("button", name="Up").click()
    desk.press("first-topic")
    desk.page.locator("[data-topic-said]").fill("Noted before")
    desk.press("close-workshop")
    window = open_window(desk)
    for _ in range(2):
        expect(window.workshop.locator("[data-agenda] > li")).to_have_count(len(TOPICS))
        assert window.agenda()[:2] == ["3B", "5D"]
        window.press("first-topic")
        expect(window.page.locator("[data-topic-said]")).to_have_value("Noted before")
        window.page.reload()


def test_opened_collection_takes_the_group_from_the_window(desk, window):
    """It says so plainly, keeps no figure, and shows the group again once there is one."""
    window.press("first-topic")
    window.press("show-answers")
    desk.press("reopen")
    told = window.workshop.locator("[data-workshop-told]")
    expect(told).to_contain_text("The collection is open again")
    expect(told).to_be_focused()
    for part in ("[data-workshop-agenda]", "[data-workshop-topic]"):
        expect(window.workshop.locator(part)).to_be_hidden()
    expect(window.group).to_be_empty()
    assert "of 8" not in (window.workshop.text_content() or "")
    desk.reveal()
    expect(told).to_be_hidden()
    expect(window.workshop.locator("[data-agenda] > li")).to_have_count(len(TOPICS))
    window.press("first-topic")
    window.press("show-answers")
    expect(window.workshop.locator("[data-topic-figures]")).to_contain_text("of 8")


def test_released_comment_leaves_the_view_as_it_is(desk, window):
    """The group is drawn anew; topic, answers and what is being written stay."""
    window.press("first-topic")
    window.press("show-answers")
    window.page.locator("[data-topic-said]").fill("In the middle of")
    desk.page.get_by_label("Release it as it is").first.check()
    expect(window.group).to_contain_text("Meetings take much time")
    expect(window.topic).to_have_text("5D")
    expect(window.workshop.locator("[data-topic-answers]")).to_contain_text("disagree 8 of 8")
    expect(window.workshop.locator("[data-topic-figures] svg")).to_be_visible()
    expect(window.page.locator("[data-topic-said]")).to_have_value("In the middle of")
    expect(window.page.locator("[data-topic-said]")).to_be_focused()


@pytest.mark.parametrize("way", ["left", "closed"])
def test_window_says_that_its_desk_is_gone(lone_desk, way):
    """What is there can be read and copied; nothing more is taken in."""
    desk, window = lone_desk, open_topics(lone_desk)
    window.press("first-topic")
    window.page.locator("[data-topic-said]").fill("Worth copying")
    if way == "left":
        desk.page.once("dialog", lambda dialog: dialog.accept())
        desk.page.goto("about:blank")
    else:
        desk.page.close()
    told = window.workshop.locator("[data-workshop-told]")
    expect(told).to_contain_text("The desk from which this window was opened is gone")
    expect(window.page.locator("[data-topic-said]")).to_have_value("Worth copying")
    expect(window.page.locator("[data-topic-said]")).not_to_be_editable()
    expect(window.page.locator("[data-action=plan-said]")).to_be_disabled()
    assert window.page.evaluate("window.name") == ""


@pytest.mark.parametrize("way", ["button", "Escape"])
def test_closing_the_view_closes_the_window(desk, window, way):
    """Without a question: nothing is lost. The desk can open it again."""
    window.press("first-topic")
    window.page.locator("[data-topic-said]").fill("x")
    with window.page.expect_event("close"):
        if way == "button":
            window.press("close-workshop")
        else:
            window.page.evaluate(
                "setTimeout(() => document.body.dispatchEvent("
                "new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })))"
            )
    again = open_window(desk)
    expect(again.workshop.locator("[data-agenda] > li")).to_have_count(len(TOPICS))


def test_second_press_opens_no_second_window(desk, window):
    """The one that is there comes to the front, at its topic."""
    window.press("first-topic")
    desk.press("workshop-window")
    # The browser reports windows in the order in which they open.
    last = desk.page.context.new_page()
    assert desk.page.context.pages == [desk.page, window.page, last]
    last.close()
    expect(window.topic).to_have_text("5D")


def test_blocked_window_opens_the_view_in_the_page(lone_desk):
    """The page says so, in the view and below it."""
    desk = lone_desk
    desk.page.evaluate("window.open = () => null")
    desk.press("workshop-window")
    expect(desk.workshop).to_be_visible()
    expect(desk.workshop.get_by_role("status")).to_contain_text("The browser blocked the window")
    desk.press("close-workshop")
    expect(desk.workshop).to_be_hidden()
    expect(desk.status).to_contain_text("The browser blocked the window")
    expect(desk.page.locator("[data-action=workshop-window]")).to_be_focused()


def test_desk_believes_only_its_window(desk, window, new_context):
    """Neither another page of this site, nor what is no message, nor the page itself."""
    note = {"type": "note", "code": "1A", "text": "from elsewhere"}
    desk.page.evaluate("message => window.postMessage(message, location.origin)", note)
    with desk.page.expect_popup() as coming:
        desk.page.evaluate("() => { window.open('../privacy/'); }")
    stranger: Page = coming.value
    stranger.wait_for_load_state()
    origin = stranger.evaluate("location.origin")
    stranger.evaluate(SAY, [note, origin])
    for bad in ({"type": "note", "code": "9Z", "text": "x"}, {"type": "entries"}, "ready", None):
        window.page.evaluate(SAY, [bad, origin])
    window.page.evaluate(SAY, [{**note, "code": "1B", "text": "from the window"}, origin])
    assert desk.becomes(lambda: desk.page.evaluate("window.heard.length >= 7"))
    assert desk.saved("download-workspace")["said"] == {"1B": "from the window"}


def test_group_that_is_no_group_is_refused_in_the_window(desk, window):
    """Python looks at what was handed over, and its sentence can be read there."""
    bad = {"type": "hand-over", "group": {"format": "pat-group"}, "said": {}, "agenda": {}}
    handle = "message => window.open('', 'pat-workshop').postMessage(message, location.origin)"
    desk.page.evaluate(handle, bad)
    problem = window.workshop.locator("[data-problem]")
    expect(problem).to_be_visible()
    expect(problem).to_contain_text("this page: format_version is missing")


def test_address_alone_is_the_desk(page):
    """Whoever opens #workshop without a desk behind it gets the whole page."""
    page.goto("facilitate/#workshop")
    page.locator("html[data-pat-desk]").wait_for(state="attached")
    expect(page.locator("h1")).to_be_visible()
    expect(Desk(page).workshop).to_be_hidden()


def test_window_is_for_everybody_and_fits(desk):
    """Axe finds nothing in either palette, nothing scrolls sideways: list, topic, and no group."""
    window = open_window(desk)

    def look(state: str) -> list[str]:
        reported = violations_in(window.page, [(scheme, 360) for scheme in SCHEMES], state)
        reported += window.page.evaluate(TOO_WIDE)
        return reported

    expect(window.workshop.locator("[data-agenda] > li")).to_have_count(len(TOPICS))
    reported = look("list")
    window.press("first-topic")
    window.press("show-answers")
    reported += look("topic")
    desk.press("reopen")
    expect(window.workshop.locator("[data-workshop-told]")).to_be_visible()
    expect_none(reported + look("no group"))
