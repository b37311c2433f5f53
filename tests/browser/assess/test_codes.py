"""The result code on the page: what a person reads out is what they answered."""

import pytest
from playwright.sync_api import expect

from pat_core import Instrument
from pat_core.files.result_code import read_code, tag_of
from tests.browser.pages import Assess
from tests.core.samples import all_answered


def _shown_code(assess: Assess) -> str:
    place = assess.page.locator("[data-result-code]:visible")
    expect(place).to_have_count(1)
    return place.inner_text()


@pytest.fixture
def assess(emptied: Assess) -> Assess:
    """Return the page that these tests share."""
    return emptied


def test_code_holds_the_answers(assess: Assess, instrument: Instrument):
    """Answers, "can't say" and blanks come back from the code; so does the tag of the id."""
    assess.answer({"1A": 4, "1B": None, "3F": 1, "6F": 2})
    assess.answer({"significance-1": 5, "significance-6": None, "success": 3}).show_result()
    marks, tag = read_code(_shown_code(assess), instrument)
    assert marks == "4?----" + "------" + "-----1" + "------" + "------" + "-----2" + "5----?" + "3"
    assert tag == tag_of(assess.stored()["result_id"])


def test_code_follows_a_change(assess: Assess, instrument: Instrument):
    """Who goes back and answers otherwise is shown another code, with the same tag."""
    assess.answer(all_answered(3)).show_result()
    before = read_code(_shown_code(assess), instrument)
    assess.press("back")
    assess.answer({"2C": 1}).show_result()
    expect(assess.result).to_contain_text("106 of 144")
    marks, tag = read_code(_shown_code(assess), instrument)
    assert (before[0], before[1]) == ("3" * 36 + "-" * 7, tag)
    assert marks == "3" * 8 + "1" + "3" * 27 + "-" * 7


def test_code_can_be_read_out(assess: Assess):
    """It stands in groups of four, says what it is for, and is printed with the result."""
    assess.answer(all_answered(2)).show_result()
    assert [len(group) for group in _shown_code(assess).split(" ")] == [4] * 8
    part = assess.page.get_by_role("region", name="Result code")
    expect(part).to_contain_text("your 43 answers")
    expect(part).to_contain_text("no comments, names or labels")
    assess.page.emulate_media(media="print")
    expect(part).to_be_visible()
    assess.page.emulate_media(media="null")


def test_no_code_without_answers(assess: Assess):
    """Where nothing was answered there is nothing to read out."""
    assess.answer({"significance-1": 4}).show_result()
    expect(assess.result).to_contain_text("not answered a statement yet")
    expect(assess.page.get_by_text("Result code")).to_be_hidden()
