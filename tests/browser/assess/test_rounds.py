"""Links that set a round up, and what makes a result a new one."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import Assess
from tests.core.samples import all_answered, example_document

LINK = (
    "#setup?partnership=Harbour%20Lane%20%26%20Co&round=Spring%202027&mode=open&purpose=diagnostic"
)


@pytest.fixture
def assess(emptied: Assess) -> Assess:
    """Return the page that these tests share."""
    return emptied


def result_id(assess: Assess) -> str:
    return str(assess.stored().get("result_id"))


def test_link_is_taken_in_and_out_of_the_address(page):
    """Partnership, round, mode and purpose are there; the address, and its history, are clean."""
    assess = Assess(page).open(LINK)
    expect(assess.field("partnership")).to_have_value("Harbour Lane & Co")
    expect(assess.field("round")).to_have_value("Spring 2027")
    expect(assess.radio("purpose", "diagnostic")).to_be_checked()
    expect(page.locator("[data-terms] [data-term-mode=open]")).to_be_visible()
    assert "setup" not in page.url
    assess.press("start")
    expect(page.locator("[data-step='1'] [data-partnership]")).to_have_text("Harbour Lane & Co")
    page.go_back()
    assert "setup" not in page.url


def test_link_brings_text_and_known_codes_only(page):
    """A link is written by others: markup is text, unknown codes are dropped, length is bounded."""
    assess = Assess(page).open(
        f"#setup?partnership={'<b>x</b>' * 100}&round=%00&mode=loud&purpose=none&name=Eve&1A=4"
    )
    assert len(assess.field("partnership").input_value()) <= 200
    assess.press("start")
    expect(page.locator("[data-step='1'] [data-partnership]")).to_contain_text("<b>x</b>")
    stored = assess.stored()
    assert {"mode", "purpose", "respondent/name", "responses/1A"} & set(stored) == set()


def test_link_for_the_same_round_changes_nothing(assess: Assess):
    """Who opens their invitation a second time goes on where they were."""
    assess.open(LINK)
    assess.answer({"1A": 3})
    before = result_id(assess)
    assess.page.goto("about:blank")
    assess.open(LINK)
    expect(assess.page.locator("[data-return]")).to_contain_text("1 of 36")
    assess.press("continue")
    assert result_id(assess) == before
    assert assess.answers()["1A"] == "3"


def test_link_for_another_round_asks_before_it_touches_answers(assess: Assess):
    """The answers of the last round stay until a person starts the new one."""
    assess.open("#setup?partnership=Harbour%20Lane&round=2026")
    assess.answer(all_answered(2))
    assess.wait_until_stored("responses/6F", {"answer": 2})
    before = result_id(assess)
    assess.page.goto("about:blank")
    assess.open("#setup?partnership=Harbour%20Lane&round=2027")
    expect(assess.page.locator("[data-return]")).to_contain_text("2027")
    expect(assess.page.locator("[data-return]")).to_contain_text("2026")
    assert assess.stored()["round"] == "2026"
    assert len(assess.answers()) == 36
    assess.press("start-again")
    assess.expect_step("1")
    assert assess.answers() == {}
    stored = assess.stored()
    assert (stored["partnership"], stored["round"]) == ("Harbour Lane", "2027")
    assert stored["result_id"] != before


def test_refused_link_leaves_the_old_round(assess: Assess):
    """Continue means: go on with what is here."""
    assess.open("#setup?round=2026")
    assess.answer({"1A": 1})
    assess.wait_until_stored("responses/1A", {"answer": 1})
    assess.page.goto("about:blank")
    assess.open("#setup?round=2027")
    assess.press("continue")
    assert assess.stored()["round"] == "2026"
    assert assess.answers() == {"1A": "1"}


def test_link_pasted_into_an_open_page_is_taken_in(assess: Assess):
    """Without answers, it needs no question; the address is cleaned all the same."""
    assess.page.evaluate("location.hash = '#setup?partnership=Pasted'")
    expect(assess.field("partnership")).to_have_value("Pasted")
    assert "setup" not in assess.page.url


def test_question_of_a_pasted_link_can_be_seen(fresh: Assess):
    """Also in the middle of a step, the page says that the link is for another round."""
    fresh.open("#setup?round=2026")
    fresh.press("start")
    fresh.radio("1A", 2).check()
    fresh.page.evaluate("location.hash = '#setup?round=2027'")
    expect(fresh.page).not_to_have_url(re.compile("setup"))
    told = fresh.page.locator("[data-return-text]")
    expect(told).to_be_visible()
    expect(told).to_contain_text("2027")


def test_start_again_makes_a_new_result(assess: Assess):
    """No answer and no id of the last one is left; the partnership's name is."""
    assess.field("partnership").fill("Harbour Lane")
    assess.answer({"1A": 3, "success": 2})
    assess.comment("1A", "old words")
    before = result_id(assess)
    assess.reload()
    assess.press("start-again")
    assess.expect_step("1")
    assess.radio("1B", 2).check()
    assess.wait_until_stored("responses/1B", {"answer": 2})
    stored = assess.stored()
    assert stored["result_id"] != before
    assert stored["partnership"] == "Harbour Lane"
    assert {key for key in stored if "/" in key or key == "success"} == {"responses/1B"}


def test_going_on_with_a_file_keeps_its_id(assess: Assess):
    """However often it is loaded and saved, a facilitator counts it once."""
    assess.load_document(example_document())
    expect(assess.status).to_contain_text("Loaded")
    assess.press("continue")
    assess.answer({"1A": 1})
    assess.wait_until_stored("responses/1A", {**example_document()["responses"]["1A"], "answer": 1})
    assess.wait_until_stored("result_id", example_document()["result_id"])


def test_renamed_round_is_another_result(assess: Assess):
    """Who answers for the next round from last round's answers must not pass for a duplicate."""
    for name in ("Autumn 2026", "Spring 2027"):
        before = result_id(assess)
        assess.field("round").fill(name)
        assess.field("round").blur()
        assess.wait_until_stored("round", name)
        assess.answer({"1A": 3})
        assess.wait_until_stored("responses/1A", {"answer": 3})
    assert before != "None"
    assert assess.becomes(lambda: result_id(assess) != before)


def test_round_that_is_typed_for_the_first_time_is_no_other_round(assess: Assess):
    """Key by key, a name that was missing is filled in: still the same result, counted once."""
    assess.answer({"1A": 3})
    before = result_id(assess)
    assess.field("round").press_sequentially("Autumn 2026")
    assess.wait_until_stored("round", "Autumn 2026")
    assert result_id(assess) == before


def test_name_of_the_partnership_stands_in_the_text(assess: Assess):
    """The stem speaks of this partnership, by name, as a whole; without one, of "this"."""
    assess.press("start")
    stem = assess.page.locator("[data-step='1'] .pat-stem")
    expect(stem).to_contain_text("this partnership")
    assess.press("back")
    assess.field("partnership").fill("Harbour Lane")
    assess.press("start")
    expect(stem).to_contain_text("Harbour Lane")


def test_purpose_changes_introduction_and_next_steps(assess: Assess, instrument):
    """What each purpose says shows for the chosen one alone, and again in the result."""
    for purpose in instrument.purposes:
        assess.radio("purpose", purpose.code).check()
        shown = assess.page.locator("[data-purpose]:visible")
        expect(shown).to_have_text([purpose.introduction])
    assess.answer({"1A": 3}).show_result()
    expect(assess.result).to_contain_text(instrument.purposes[-1].next_steps)
