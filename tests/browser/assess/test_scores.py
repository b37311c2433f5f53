"""Answers in, figures out: the result on the page, in the file and on the command line."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.cases import BY_HAND, from_rows, random_answers, score_on_command_line
from tests.browser.pages import Assess
from tests.core.oracle import slow_profile
from tests.core.samples import CODES, NUMBERS, vectors
from tests.sampling import sample

COMPARED = ("answered", "items", "cant_say", "columns", "score", "possible", "band")


def cards_of(profile):
    """Return each principle's figures and the aggregate's, without the words."""
    cards = {**profile["principles"], "aggregate": profile["aggregate"]}
    return {key: {name: card[name] for name in COMPARED} for key, card in cards.items()}


@pytest.fixture
def assess(emptied: Assess) -> Assess:
    """Return the page that these tests share."""
    return emptied


def test_figures_are_those_worked_out_by_hand(assess: Assess):
    """Every score, or possible range, stands in the result as it does on the paper sheet."""
    for name, (answers, figures) in BY_HAND.items():
        assess.answer(answers).show_result()
        assert assess.figures() == figures, name
        assess.press("erase")
        assess.press("confirm-erase")
        expect(assess.result).not_to_contain_text("statements")


@pytest.mark.parametrize("seed", sample("random sheets", range(60), 4))
def test_page_file_and_command_line_agree(assess: Assess, tmp_path, seed):
    """The file's scores are those of a second scorer, and ``pat score`` prints the same."""
    answers = random_answers(seed)
    assess.answer(answers).show_result()
    name, text = assess.download("download-result")
    saved = json.loads(text)["scores"]
    printed = score_on_command_line(tmp_path, name, text)
    assert cards_of(saved) == slow_profile(answers)
    assert {**printed, "file": ""} == {**saved, "file": ""}
    for key, card in cards_of(saved).items():
        low, high = card["possible"]
        assert assess.figures()[key] == (f"{low}" if low == high else f"{low}–{high}")


def test_answers_given_one_by_one_with_the_mouse(assess: Assess, tmp_path):
    """A person clicks through the six principles, sees the profile and keeps the file."""
    answers = from_rows("423331", "4?3332", "432143", "333333", "212121", "44.444")
    assess.press("start")
    for number in NUMBERS:
        assess.expect_step(number)
        for code in CODES:
            if code.startswith(number) and code in answers:
                value = "cant-say" if answers[code] is None else answers[code]
                assess.page.locator(f'label:has(input[name="{code}"][value="{value}"])').click()
        assess.press("next")
    assess.press("show-result")
    assess.wait_for_result()
    name, text = assess.download("download-copy")
    assert json.loads(text)["responses"] == {code: {"answer": a} for code, a in answers.items()}
    assert cards_of(score_on_command_line(tmp_path, name, text)) == slow_profile(answers)
    assert assess.figures()["1"] == "16"


def test_result_without_answers_says_so(assess: Assess):
    """Who has answered nothing reads that, and gets no figure."""
    assess.show_result()
    expect(assess.result).to_contain_text("not answered a statement yet")
    assert assess.figures() == {}


@pytest.mark.parametrize("left_out", [1, 35])
def test_result_says_how_many_were_answered(assess: Assess, left_out):
    """Statements left out hold nobody up, and nothing is guessed for them."""
    answered = 36 - left_out
    assess.answer(dict.fromkeys(CODES[:answered], 3)).show_result()
    expect(assess.result).to_contain_text(f"{answered} of 36")
    expect(assess.result).to_contain_text("nothing is guessed")
    assert (
        assess.figures()["aggregate"] == f"{answered * 3 + left_out}–{answered * 3 + left_out * 4}"
    )


def test_table_beside_the_picture_holds_the_same_figures(assess: Assess):
    """The numbers printed in the six sectors are those of the table after it, in one order."""
    answers, figures = BY_HAND["one statement left out"]
    assess.answer(answers).show_result()
    board = assess.result.locator("figure svg")
    printed = board.locator(".pat-figure").all_text_contents()
    assert printed == assess.result.locator("table [data-score]").all_text_contents()
    assert printed == [figures[number] for number in NUMBERS]
    description = board.locator("desc").text_content() or ""
    assert all(f"principle {number} {figures[number]}" in description for number in NUMBERS)


def test_partial_principle_is_hatched_over_its_range(assess: Assess):
    """Rings that a score can still fall in are open; certain ones are filled."""
    assess.answer(BY_HAND["one statement left out"][0]).show_result()
    sectors = assess.result.locator("svg [data-sector]")
    open_rings = [sectors.nth(place).locator(".pat-open").count() for place in range(6)]
    assert open_rings[0] == 2  # 16 to 19 lies in two bands
    assert open_rings[2:] == [0, 0, 0, 0]


def test_low_principle_is_named_under_a_good_aggregate(assess: Assess):
    """A principle at 12 or less does not hide behind 85."""
    assess.answer(BY_HAND["the source's sheet, then each band's edge"][0]).show_result()
    named = assess.result.locator(".pat-look-closer")
    expect(named).to_contain_text("Create clear and robust partnership arrangements")
    expect(named).to_contain_text("Monitor, measure and learn")
    expect(named).not_to_contain_text("Develop and maintain trust")


def test_comments_stand_beside_their_statements_as_text(assess: Assess):
    """Whatever a person types is shown as they typed it, and is never markup."""
    nasty = "<img src=x onerror=alert(1)> & \"quotes\" 'too' </svg>\nsecond line"
    assess.answer(BY_HAND["disagree throughout"][0])
    assess.comment("3C", nasty)
    assess.show_result()
    item = assess.result.locator("li", has_text="3C")
    assert item.locator(".pat-comment").inner_text() == nasty
    assert assess.result.locator("img").count() == 0


def test_result_follows_the_answers(assess: Assess):
    """Who goes back and changes an answer sees the new figure."""
    assess.answer(BY_HAND["agree throughout"][0]).show_result()
    assess.page.go_back()
    assess.expect_step("1")
    assess.radio("1A", 4).check()
    assess.press("show-result")
    expect(assess.result.locator('[data-score="1"]')).to_have_text("19")
    expect(assess.result.locator('[data-score="aggregate"]')).to_have_text("109")


def test_significance_stands_beside_the_score_and_changes_none(assess: Assess):
    """Each rating is shown in words in the row of its principle; the aims count for nothing."""
    rated = {"significance-1": 5, "significance-2": None, "success": 1}
    assess.answer({**BY_HAND["agree throughout"][0], **rated})
    assess.show_result()
    cells = assess.result.locator('td[data-label="Significance"]').all_text_contents()
    assert cells[0].startswith("Much more significant")
    assert cells[1].lower() == "can't say"
    assert cells[2:6] == ["not rated"] * 4
    assert assess.figures()["aggregate"] == "108"


def test_file_of_the_vectors_goes_through_the_page(assess: Assess):
    """The worked sheet of the source gives its columns in the file."""
    sheet = vectors("principle-scores.json")["worked_sheet"]
    assess.answer(sheet["answers"]).show_result()
    card = json.loads(assess.download("download-copy")[1])["scores"]["principles"]["1"]
    assert (card["columns"], card["score"]) == (sheet["columns"], sheet["total"])
