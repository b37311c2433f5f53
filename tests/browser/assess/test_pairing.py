"""A random token of one's own: made only if asked for, and what the facilitator sees of it."""

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import Desk, desk_with_group, result
from tests.browser.pages import Assess
from tests.core.samples import all_answered

TOKEN = re.compile(r"([ACDEFHJKMNPRTVWXY2-9]{4}-){2}[ACDEFHJKMNPRTVWXY2-9]{4}")


@pytest.fixture
def given(assess: Assess) -> Assess:
    """Return the assessment with all answers and a token, at its result."""
    assess.answer(all_answered(3)).go_to("details")
    assess.press("make-token")
    expect(assess.field("pairing_token")).to_have_value(TOKEN)
    assess.show_result()
    return assess


def test_no_token_unless_somebody_makes_one(assess: Assess):
    """Whoever passes it by has none, is not asked at the result, and hands none on."""
    assess.answer(all_answered(3)).show_result()
    assert "pairing_token" not in assess.stored()
    expect(assess.page.locator("[data-include-token]")).to_be_hidden()
    for action in ("download-copy", "download-result"):
        assert "pairing_token" not in json.loads(assess.download(action)[1])


def test_token_goes_along_until_it_is_taken_out(given: Assess):
    """It stands in both files; the facilitator's can go without it, and so can both."""
    token = given.stored()["pairing_token"]
    for action in ("download-copy", "download-result"):
        assert json.loads(given.download(action)[1])["pairing_token"] == token
    given.page.locator("[name=include-token]").uncheck()
    expect(given.page.locator("[data-preview]")).not_to_contain_text(token)
    assert token not in given.download("download-result")[1]
    for step in ("check", "details"):
        given.press("back")
        given.expect_step(step)
    given.press("drop-token")
    expect(given.field("pairing_token")).to_have_value("")
    assert "pairing_token" not in given.stored()


def test_next_round_begins_with_the_same_token(given: Assess):
    """Starting again for another round keeps it, and so does one's own copy that is loaded."""
    token = given.stored()["pairing_token"]
    copy = json.loads(given.download("download-copy")[1])
    given.page.goto("about:blank")
    given.open()
    given.press("start-again")
    given.expect_step("1")
    assert given.answers() == {}
    assert given.stored()["pairing_token"] == token
    given.press("erase")
    given.press("confirm-erase")
    given.load_document(copy)
    given.wait_until_stored("pairing_token", token)


def _round(answer: str, name: str, people: int = 6) -> list[tuple[str, bytes]]:
    """Return a round of people who keep their token."""
    files = []
    for number in range(people):
        person = result(answer * 36, number + 100 * int(answer), pairing_token=f"t-{number}")
        files.append((f"{name} {person[0]}", person[1]))
    return files


def _paired(desk: Desk) -> Locator:
    return desk.group.locator("[data-section=change] section", has_text="The same people")


def test_facilitator_sees_how_many_went_up(page: Page):
    """Earlier result files bring tokens; pairs stay through a workspace, and go out with it."""
    desk = desk_with_group(page, _round("3", "now"))
    desk.choose_files(_round("2", "then"), "[name=earlier]")
    expect(_paired(desk)).to_contain_text("6 people put a random token of their own")
    row = _paired(desk).locator("tr", has_text="1.").first
    expect(row.locator("td")).to_have_text(["6", "0", "0", "6"])
    assert desk.saved("download-group")["change"]["paired"]["n"] == 6
    kept = desk.save("download-workspace")[1]
    other = Desk(page.context.new_page()).open()
    other.open_file("workspace", kept)
    other.reveal()
    expect(_paired(other)).to_contain_text("6 people")
    other.press("drop-earlier")
    expect(_paired(other)).to_have_count(0)
