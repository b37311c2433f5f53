"""What is agreed: comments that are released, the action plan, and the plan of an earlier round."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.desk import TOPICS, Desk, Named, divided_group, shared_desk
from tests.browser.paper import printed

WORDS = ["Too many meetings, <b>as ever</b>", "The shelter opened on time"]
OTHER_WORDS = "Meetings take much time"

Table = tuple[Desk, dict[str, bytes]]
"""A page, and workspaces that it can start from, by name."""


def group_with_comments() -> list[Named]:
    """Return the group, with a comment of its first and of its second person."""
    files = divided_group()
    for place, words in enumerate(WORDS):
        name, content = files[place]
        document = json.loads(content)
        document["responses"]["1A"]["comment"] = words
        files[place] = (name, json.dumps(document).encode())
    return files


@pytest.fixture(scope="module")
def table(browser, address) -> Iterator[Table]:
    """Return a page for all these tests, and workspaces that it can start from."""
    with shared_desk(browser, address) as desk:
        workspaces = {"empty": desk.save("download-workspace")[1]}
        for name, files in (("divided", divided_group()), ("commented", group_with_comments())):
            desk.start_from(workspaces["empty"]).add_files(files)
            workspaces[name] = desk.save("download-workspace")[1]
        yield desk, workspaces


@pytest.fixture
def desk(table: Table) -> Desk:
    """Return the page with the group, and nothing of the test before."""
    desk, workspaces = table
    return desk.start_from(workspaces["divided"]).reveal()


@pytest.fixture
def commented(table: Table) -> Desk:
    """Return the page with the group that has comments."""
    desk, workspaces = table
    return desk.start_from(workspaces["commented"]).reveal()


def decide(desk: Desk, words: str, choice: str) -> None:
    comment = desk.page.locator(".pat-comment-choice", has_text=words)
    comment.get_by_label(choice).check()


# Comments


def test_comment_waits_until_somebody_decides(commented):
    """Nothing is chosen beforehand; neither page nor group file holds a comment."""
    shown = commented.page.locator("[data-comments] bdi")
    assert sorted(shown.all_inner_texts()) == sorted(WORDS)
    expect(commented.page.locator("[data-comments] :checked")).to_have_count(0)
    expect(commented.page.locator("[data-comment-count]")).to_contain_text("0 of 2 decided")
    expect(commented.group).not_to_contain_text(WORDS[1])
    assert commented.saved("download-group")["comments"] == []


def test_released_comment_is_shown_and_saved(commented):
    """As it is; the one that is held back is in neither place."""
    decide(commented, "shelter", "Release it as it is")
    decide(commented, "meetings", "Hold it back")
    expect(commented.page.locator("[data-comment-count]")).to_contain_text(
        "2 of 2 decided: 1 released, 1 held back"
    )
    expect(commented.group).to_contain_text(WORDS[1])
    released = commented.saved("download-group")["comments"]
    assert released == [{"place": "1A", "text": WORDS[1], "reworded": False}]


def test_other_words_count_once_they_are_other_words(commented):
    """The original stands in the field to be changed; until it is, nothing is released."""
    decide(commented, "meetings", "Release it in other words")
    words = commented.page.locator("[data-comments] textarea:visible")
    expect(words).to_have_value(WORDS[0])
    expect(commented.page.locator("[data-comment-count]")).to_contain_text("0 of 2 decided")
    words.fill(OTHER_WORDS)
    words.blur()
    expect(commented.group).to_contain_text(OTHER_WORDS)
    released = commented.saved("download-group")["comments"]
    assert released == [{"place": "1A", "text": OTHER_WORDS, "reworded": True}]


def test_no_comments_no_desk_for_them(desk):
    """A group without comments asks for no decision."""
    expect(desk.page.locator("[data-comments]")).to_be_hidden()


# The plan


def test_rows_start_from_topics_once_each(desk):
    """Every topic of the workshop gets a row, in its order; a second press adds none."""
    desk.press("start-actions")
    expect(desk.rows).to_have_count(6)
    topics = [desk.row_field(row, "topic").input_value() for row in range(6)]
    assert topics == TOPICS
    expect(desk.row_field(0, "what")).to_be_focused()
    desk.press("start-actions")
    expect(desk.status).to_contain_text("has a row already")
    expect(desk.rows).to_have_count(6)


def test_plan_is_in_the_group_file(desk):
    """Every field of a row, and the date of the next assessment."""
    desk.press("add-action")
    row = {"topic": "principle-3", "what": "Agree <b>who</b> decides", "who": "Chair"}
    row |= {"by": "2027-01-15", "know": "It is minuted", "review": "2027-03-01"}
    for field, value in row.items():
        place = desk.row_field(0, field)
        place.select_option(value) if field == "topic" else place.fill(value)
    desk.page.get_by_label("Date of the next assessment").fill("2027-10-01")
    plan = desk.saved("download-group")["plan"]
    assert plan["next_assessment"] == "2027-10-01"
    assert {key: plan["rows"][0][key] for key in row} == row


def test_day_that_none_can_mean_is_told_and_not_written(desk):
    """At its field, and again where a file would be written; so is a text that is too long."""
    desk.press("add-action")
    desk.row_field(0, "what").fill("x" * 2_003)
    by = desk.row_field(0, "by")
    by.evaluate(
        """field => { field.value = "20277-03-12";
          field.dispatchEvent(new Event("input", { bubbles: true })); }"""
    )
    expect(desk.rows.first).to_contain_text("20277-03-12 is not a possible date")
    expect(desk.rows.first).to_contain_text("3 characters too long: 2,000 fit")
    desk.press("download-group")
    expect(desk.problem.locator("li")).to_have_count(2)
    desk.row_field(0, "what").fill("Agree who decides")
    by.fill("2027-01-15")
    expect(desk.rows.first.locator("[data-fault]")).to_have_count(0)
    assert desk.saved("download-group")["plan"]["rows"][0]["by"] == "2027-01-15"


def test_row_moves_and_keeps_the_focus(desk):
    """By its buttons, up to the ends; the focus stays with the row."""
    for what in ("first", "second", "third"):
        desk.press("add-action")
        desk.page.locator("[data-field=what]").last.fill(what)
    desk.in_row(2, "up").click()
    assert desk.whats() == ["first", "third", "second"]
    expect(desk.in_row(1, "up")).to_be_focused()
    desk.page.keyboard.press("Enter")
    assert desk.whats() == ["third", "first", "second"]
    expect(desk.in_row(0, "down")).to_be_focused()
    expect(desk.in_row(0, "up")).to_be_disabled()
    expect(desk.in_row(2, "down")).to_be_disabled()


def test_removed_row_comes_back(desk):
    """Nothing is asked; Undo has the focus and puts the row where it was."""
    for what in ("first", "second", "third"):
        desk.press("add-action")
        desk.page.locator("[data-field=what]").last.fill(what)
    desk.in_row(1, "remove").click()
    assert desk.whats() == ["first", "third"]
    expect(desk.page.locator("[data-action=undo-remove]")).to_be_focused()
    desk.page.keyboard.press("Enter")
    assert desk.whats() == ["first", "second", "third"]
    expect(desk.page.locator("[data-plan-removed]")).to_be_hidden()


def test_plan_is_a_table_on_paper(desk):
    """With dates as people write them; fields and buttons stay on the screen."""
    desk.press("start-actions")
    desk.row_field(1, "what").fill("Agree who decides")
    desk.row_field(1, "by").fill("2027-01-15")
    paper = printed(desk.page)
    assert "Action plan" in paper
    assert re.search(r"3B People widely feel .* Agree who decides .*15 January 2027", paper)
    assert "Start rows from the topics" not in paper
    assert "Choose files" not in paper


def test_plan_in_a_group_file_opens_again(desk):
    """Whoever gets the file goes on with the plan; a date in other words stays as it is."""
    desk.press("add-action")
    desk.row_field(0, "what").fill("Agree who decides")
    document = desk.saved("download-group")
    document["plan"]["rows"][0]["by"] = "before Easter"
    desk.open().open_file("group", json.dumps(document).encode())
    expect(desk.row_field(0, "what")).to_have_value("Agree who decides")
    expect(desk.row_field(0, "by")).to_have_value("before Easter")
    desk.wait_for_group()
    saved = desk.saved("download-group")["plan"]["rows"][0]
    assert (saved["what"], saved["by"]) == ("Agree who decides", "before Easter")


# The plan of an earlier round


@pytest.fixture
def later(desk: Desk, table: Table) -> Desk:
    """Return the next round, in which two more agree on 3B, with the last plan beside it."""
    desk.press("start-actions")
    desk.row_field(1, "what").fill("Agree who decides")
    desk.row_field(1, "who").fill("Chair")
    earlier = desk.saved("download-group")
    files = divided_group()
    for place in (1, 3):
        name, content = files[place]
        files[place] = (name, content.replace(b'"3B": {"answer": 1}', b'"3B": {"answer": 3}'))
    _, workspaces = table
    desk.start_from(workspaces["empty"]).add_files(files).reveal()
    desk.open_file("earlier", json.dumps(earlier).encode())
    return desk


def earlier_action(desk: Desk):
    return desk.page.locator("[data-earlier] li:has(fieldset)", has_text="Agree who decides")


def test_earlier_action_stands_beside_its_counts(later):
    """What, who, and how many agreed then and agree now."""
    action = earlier_action(later)
    expect(action).to_contain_text("Who: Chair")
    expect(action).to_contain_text("Agree: 4 of 8 then, 6 of 8 now")


def test_carried_action_is_in_the_new_plan(later):
    """Once, and gone again when it turns out to be done; the mark goes into the group file."""
    earlier_action(later).get_by_label("Carried over").check()
    expect(later.rows).to_have_count(1)
    expect(later.row_field(0, "what")).to_have_value("Agree who decides")
    expect(later.rows.first).to_contain_text("carried over")
    earlier_action(later).get_by_label("Done").check()
    expect(later.rows).to_have_count(0)
    expect(later.page.locator("#pat-group")).to_have_attribute("aria-busy", "false")
    change = later.saved("download-group")["change"]
    assert [row["state"] for row in change["plan"]["rows"]] == ["", "done", "", "", "", ""]
