"""The workshop view: one topic at a time, in large letters."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desk import TOPICS, Desk
from tests.browser.paper import sheets, squeezed

# Ids that stand twice in the page.
TWICE = """() => {
  const ids = [...document.querySelectorAll("[id]")].map(each => each.id);
  return ids.filter((id, place) => ids.indexOf(id) !== place);
}"""


@pytest.fixture
def desk(workshop_desk: Desk) -> Desk:
    """Return the page with the workshop view open, at the list of its topics."""
    return workshop_desk


def test_nothing_else_is_to_be_seen(desk):
    """Neither the files, nor the group's figures, nor a menu."""
    for part in ("#pat-file-list", "#pat-group", "header", "nav", "footer", "h1"):
        expect(desk.page.locator(f"{part}:visible")).to_have_count(0)
    assert desk.agenda() == TOPICS


def test_view_closes_and_the_focus_returns(desk):
    """By Escape or by its button; then the page is as before."""
    desk.page.keyboard.press("ArrowRight")
    desk.page.locator("[data-topic-said]").focus()
    desk.page.keyboard.press("Escape")
    expect(desk.workshop).to_be_hidden()
    expect(desk.page.locator("#pat-file-list")).to_be_visible()
    expect(desk.page.locator("[data-action=workshop]")).to_be_focused()
    desk.press("workshop")
    expect(desk.topic).to_have_text("5D")
    desk.press("close-workshop")
    expect(desk.workshop).to_be_hidden()


def test_arrows_lead_from_topic_to_topic(desk):
    """Forwards to the last, back to the list; the buttons do the same."""
    desk.page.keyboard.press("ArrowRight")
    expect(desk.topic).to_have_text("5D")
    expect(desk.workshop.locator("[data-topic-questions] li")).to_have_count(2)
    desk.press("next-topic")
    expect(desk.topic).to_have_text("3B")
    expect(desk.workshop.locator("[data-workshop-place]")).to_have_text("Topic 2 of 6")
    for _ in range(9):
        desk.page.keyboard.press("ArrowRight")
    expect(desk.topic).to_have_text("2B")
    desk.press("all-topics")
    expect(desk.topic).to_be_hidden()


def test_answers_show_on_a_key_press(desk):
    """Neither counts nor the kind of topic stand there before; a second press hides them."""
    desk.press("first-topic")
    answers = desk.workshop.locator("[data-topic-answers]")
    expect(answers).to_be_hidden()
    expect(desk.workshop).not_to_contain_text("disagree 8", ignore_case=True, use_inner_text=True)
    desk.page.keyboard.press("Space")
    expect(answers).to_be_visible()
    expect(answers).to_contain_text("disagree 8 of 8")
    expect(answers.locator("[data-statement='5D'] svg")).to_be_visible()
    assert desk.page.evaluate(TWICE) == []
    desk.page.keyboard.press("Space")
    expect(answers).to_be_hidden()
    desk.page.locator("[data-action=show-answers]").press("Enter")
    expect(answers).to_be_visible()
    desk.press("next-topic")
    expect(answers).to_be_hidden()


def test_copied_picture_refers_to_its_own_words(desk):
    """Its name and description are those of the copy, not of the hidden original."""
    desk.press("first-topic")
    desk.page.keyboard.press("Space")
    picture = desk.workshop.get_by_role("img")
    expect(picture).to_have_accessible_name(re.compile("5D.*disagree 8"))
    title = picture.locator("title").get_attribute("id") or ""
    assert title.startswith("workshop-")
    assert title in (picture.get_attribute("aria-labelledby") or "")


def test_keys_in_a_field_are_text(desk):
    """Space and arrows belong to who writes down what is said, and to nothing after the view."""
    desk.press("first-topic")
    said = desk.page.locator("[data-topic-said]")
    said.press_sequentially("one two")
    said.press("ArrowRight")
    expect(said).to_have_value("one two")
    expect(desk.topic).to_have_text("5D")
    expect(desk.workshop.locator("[data-topic-answers]")).to_be_hidden()
    desk.page.keyboard.press("Escape")
    desk.page.keyboard.press("ArrowRight")
    desk.press("workshop")
    expect(desk.topic).to_have_text("5D")


def test_said_is_kept_by_topic_and_becomes_an_action(desk):
    """It is there on coming back, in the workspace, and, when asked for, in the plan."""
    desk.press("first-topic")
    desk.page.locator("[data-topic-said]").fill("Nobody knows who decides")
    desk.page.locator("[data-action=next-topic]").click()
    expect(desk.page.locator("[data-topic-said]")).to_have_value("")
    desk.press("previous-topic")
    expect(desk.page.locator("[data-topic-said]")).to_have_value("Nobody knows who decides")
    desk.press("plan-said")
    desk.press("close-workshop")
    expect(desk.row_field(0, "topic")).to_have_value("5D")
    assert desk.whats() == ["Nobody knows who decides"]
    assert desk.saved("download-workspace")["said"] == {"5D": "Nobody knows who decides"}


def test_what_is_too_long_for_an_action_makes_none(desk):
    """No plan could be saved with it; a sentence says so."""
    desk.press("first-topic")
    desk.page.locator("[data-topic-said]").fill("x" * 2_001)
    desk.press("plan-said")
    expect(desk.workshop.get_by_role("status")).to_contain_text("too long for an action")
    expect(desk.rows).to_have_count(0)
    desk.page.locator("[data-topic-said]").fill("x" * 2_000)
    desk.press("plan-said")
    expect(desk.rows).to_have_count(1)


def test_topics_are_put_in_order_by_buttons(desk):
    """The focus stays on the button, and the walk follows the new order."""
    row = desk.workshop.locator("[data-topic='3B']")
    row.get_by_role("button", name="Up").click()
    assert desk.agenda() == ["3B", "5D", *TOPICS[2:]]
    expect(row.get_by_role("button", name="Down")).to_be_focused()
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.press("Enter")
    assert desk.agenda() == ["5D", "1B", "3B", *TOPICS[3:]]
    desk.press("first-topic")
    desk.page.keyboard.press("ArrowRight")
    expect(desk.topic).to_have_text("1B")


def test_minutes_are_shared_out(desk):
    """62 over six: two get eleven. What somebody sets stays, and the others share the rest."""
    desk.page.locator("[data-minutes-all]").fill("62")
    shared = [desk.minutes_of(code).input_value() for code in TOPICS]
    assert shared == ["11", "11", "10", "10", "10", "10"]
    desk.minutes_of("3B").fill("32")
    shared = [desk.minutes_of(code).input_value() for code in TOPICS]
    assert shared == ["6", "32", "6", "6", "6", "6"]
    desk.minutes_of("5D").fill("90")
    expect(desk.workshop).to_contain_text("Together the topics take 122 minutes")
    desk.press("first-topic")
    expect(desk.workshop.locator("[data-workshop-minutes]")).to_have_text("90 minutes")


def test_cards_on_paper(desk):
    """A card a topic, two on a sheet, with questions and room to write; no figures."""
    desk.page.evaluate("window.print = () => {}")
    desk.press("print-cards")
    paper = sheets(desk.page)
    assert len(paper) == 3
    assert squeezed(paper[0]).startswith("5DItisclear")
    assert "3BPeoplewidelyfeel" in squeezed(paper[0])
    assert squeezed(paper[2]).startswith("2A")
    assert "of 8" not in " ".join(paper)
