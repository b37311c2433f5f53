"""Loading a file: there and back, in part, not at all, and beside what is here already."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.cases import from_rows, random_answers
from tests.browser.pages import Assess, radio_value
from tests.core.samples import SCHEMAS, all_answered, example_document, record

DAMAGED = record(
    {"1A": 4, "1B": 7, "1C": "3", "1D": True, "2A": 2, "1a": 3, "7A": 1, "2B": 3.0},
    significance={"1": 6, "2": 2},
)
REFUSED = [
    ("{oops", "this is no JSON"),
    ('{"format": "pat-group"}', "whole group"),
    (json.dumps(record() | {"format_version": 2}), "newer than this program"),
    (json.dumps(record() | {"instrument": {"id": "x"}}), "pat-2003"),
    (
        json.dumps(record() | {"instrument": {"id": "pat-2003", "scoring": "sha256:0"}}),
        "other scoring rules",
    ),
    ("", "the file is empty"),
    ("[" * 500_000, "nested"),
]


def _expected(answers):
    return {code: radio_value(answer) for code, answer in answers.items()}


@pytest.fixture
def assess(emptied: Assess) -> Assess:
    """Return the page that these tests share."""
    return emptied


def test_copy_comes_back_whole(fresh: Assess, elsewhere):
    """What one computer saved, another shows: answers, comments, details; and its next revision."""
    answers = random_answers(7)
    fresh.field("partnership").fill("Ty Newydd – Plas")
    fresh.answer({**answers, "success": 1, "significance-6": 2}).choose({"level": "board"})
    fresh.comment("5A", "Line one\nline “two”")
    fresh.show_result()
    name, text = fresh.download("download-copy")
    other = Assess(elsewhere()).open()
    other.load_document(text, name)
    expect(other.status).to_contain_text("Loaded")
    more = {"success": "1", "significance-6": "2", "level": "board"}
    assert other.answers() == {**_expected(answers), **more}
    assert other.page.locator("[name='5A-comment']").input_value() == "Line one\nline “two”"
    expect(other.field("partnership")).to_have_value("Ty Newydd – Plas")
    assert other.download("download-copy")[1] == text.replace('"revision": 1', '"revision": 2')


def test_loaded_file_survives_a_reload(fresh: Assess):
    """What was loaded is kept like what was typed, under the file's own id."""
    fresh.load_document(example_document())
    expect(fresh.status).to_contain_text("Loaded")
    before = fresh.answers()
    fresh.reload()
    assert fresh.answers() == before
    assert fresh.stored()["result_id"] == example_document()["result_id"]


def test_bad_entries_are_listed_and_left_blank(assess: Assess):
    """One bad answer loses none of the good ones; each is named, and takes the focus."""
    assess.load_document(DAMAGED)
    expect(assess.problem).to_be_visible()
    expect(assess.problem).to_be_focused()
    named = assess.problem.locator("li").all_text_contents()
    for cue in ("1B: 7", '"3"', "true", "1a", "7A", "significance of principle 1: 6"):
        assert any(cue in sentence for sentence in named), cue
    assert len(named) == 6
    assert assess.answers() == {"1A": "4", "2A": "2", "2B": "3", "significance-2": "2"}


def test_what_was_not_read_stays_in_the_copy_only(assess: Assess):
    """It is kept as it came for its owner, and not handed on."""
    assess.load_document(DAMAGED)
    expect(assess.problem).to_be_visible()
    assess.show_result()
    unread = json.loads(assess.download("download-copy")[1])["unread"]
    assert unread["1B"] == {"answer": 7}
    assert unread["7A"] == {"answer": 1}
    assert "unread" not in json.loads(assess.download("download-result")[1])


def test_unknown_keys_are_handed_on(assess: Assess):
    """A later version's additions are not lost in a round trip."""
    document = record({"1A": 4}, future={"a": [1]}, respondent={"name": "x", "shoe": 42})
    document["responses"]["1A"]["weather"] = "fine"
    assess.load_document(document)
    expect(assess.status).to_contain_text("Loaded")
    assess.show_result()
    kept = json.loads(assess.download("download-copy")[1])
    assert kept["future"] == {"a": [1]}
    assert kept["respondent"]["shoe"] == 42
    assert kept["responses"]["1A"] == {"answer": 4, "weather": "fine"}


def test_file_that_cannot_be_read_is_refused_in_a_sentence(assess: Assess):
    """The sentence names the file and the cause; the answers here stay as they are."""
    assess.answer({"1A": 2})
    for text, cause in REFUSED:
        assess.load_document(text, "holiday.json")
        expect(assess.problem).to_contain_text(cause)
        expect(assess.problem).to_contain_text("There is a problem")
        expect(assess.problem).to_contain_text("holiday.json")
        expect(assess.problem).to_be_focused()
        assert assess.page.title().startswith("Error: ")
        assert assess.answers() == {"1A": "2"}
        assess.page.locator("h1").click()


def test_problem_goes_when_a_person_moves_on(assess: Assess):
    """Neither the box nor the word in the title stays once there is another step."""
    assess.load_document("{oops")
    expect(assess.problem).to_be_visible()
    assess.press("start")
    expect(assess.problem).to_be_hidden()
    assert "Error" not in assess.page.title()


def test_same_file_can_be_chosen_again_after_a_correction(assess: Assess):
    """A second try with the same name is a new try."""
    assess.load_document("{oops", "mine.json")
    expect(assess.problem).to_be_visible()
    assess.load_document(record({"1A": 3}), "mine.json")
    expect(assess.status).to_contain_text("Loaded")
    expect(assess.problem).to_be_hidden()
    assert assess.answers() == {"1A": "3"}


def test_loading_over_answers_asks_first(assess: Assess):
    """Going on with the file takes the place of what is here, and only when it is chosen."""
    assess.answer({"1A": 2})
    assess.load_document(record({"1B": 4}))
    choice = assess.page.locator("[data-load-choice]")
    expect(choice).to_contain_text("1 of 36")
    assert assess.answers() == {"1A": "2"}
    assess.press("load-cancel")
    expect(choice).to_be_hidden()
    assert assess.answers() == {"1A": "2"}
    assess.load_document(record({"1B": 4}))
    assess.press("load-replace")
    expect(assess.status).to_contain_text("Loaded")
    assert assess.answers() == {"1B": "4"}


def test_files_chosen_in_a_row_are_read_in_a_row(assess: Assess):
    """None vanishes while another is read: each is taken, or asked about by its name."""
    for code, name in (("1A", "first.json"), ("1B", "second.pat.json.txt"), ("1C", "Third.JSON")):
        assess.load_document(record({code: 1}), name)
    choice = assess.page.locator("[data-load-text]")
    expect(choice).to_contain_text("The file “Third.JSON” holds 1 of 36")
    expect(choice).to_contain_text("Nothing of “second.pat.json.txt” was used")
    assert assess.answers() == {"1A": "1"}
    assess.press("load-replace")
    expect(assess.status).to_contain_text("Loaded")
    assert assess.answers() == {"1C": "1"}
    offered = assess.page.locator("[name=load]").get_attribute("accept") or ""
    assert {".json", ".json.txt", ".txt"} <= set(offered.split(","))


@pytest.mark.parametrize("typed", ["1A-comment", "success-comment"])
def test_loading_over_a_comment_asks_too(assess: Assess, typed):
    """Words that somebody typed are as dear as their ticks: no file wipes them out unasked."""
    assess.comment(typed.removesuffix("-comment"), "Half an hour of thought")
    assess.load_document(record({"1B": 4}))
    asked = assess.page.locator("[data-load-choice]")
    expect(assess.status).not_to_contain_text("Reading")
    expect(asked).to_be_visible()
    assert assess.page.locator(f"[name='{typed}']").input_value() == "Half an hour of thought"
    assess.press("load-cancel")


def test_comparison_shows_both_and_changes_nothing(assess: Assess):
    """The earlier figures stand beside today's, principle by principle."""
    assess.answer(all_answered(3))
    twos = ["222222"] * 3
    assess.load_document(record(from_rows("423331", *twos, "2222..", "444444")))
    assess.press("load-compare")
    assess.expect_step("result")
    rows = assess.page.locator("#pat-compare tbody tr")
    expect(rows).to_have_count(7)
    cells = [rows.nth(place).locator("td").all_text_contents() for place in range(7)]
    assert cells[0] == ["16", "18"]
    assert cells[4] == ["10–16", "18"]
    assert cells[6] == ["86–92", "108"]
    assert set(assess.answers().values()) == {"3"}


def test_comparison_outlasts_a_change_in_another_tab(assess: Assess):
    """What another tab changes is taken in; the earlier result stays beside this one."""
    assess.answer({"1A": 3})
    assess.load_document(record({"1A": 4}))
    assess.press("load-compare")
    assess.page.locator("#pat-compare table").wait_for()
    other = Assess(assess.page.context.new_page()).open()
    other.answer({"1B": 2})
    other.wait_until_stored("responses/1B", {"answer": 2})
    assess.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(assess.result).to_contain_text("2 of 36")
    expect(assess.page.locator("#pat-compare table")).to_be_visible()


def test_problems_of_a_compared_file_are_told_too(assess: Assess):
    """Half of an earlier result must not pass for the whole."""
    assess.answer(all_answered(3))
    assess.load_document(DAMAGED)
    assess.press("load-compare")
    assess.expect_step("result")
    expect(assess.problem).to_contain_text("1B: 7")
    expect(assess.problem).to_be_focused()


def test_unfinished_file_is_a_good_file(assess: Assess):
    """Whoever saved half-way goes on from there."""
    assess.load_document(record({"1A": 4, "1B": None}))
    expect(assess.status).to_contain_text("1 of 36")
    assess.page.locator("[data-action=continue]").click()
    assess.expect_step("1")
    assert assess.answers() == {"1A": "4", "1B": "cant-say"}


def test_blank_file_loads_as_a_blank_sheet(assess: Assess):
    """A file that holds no answer yet is no mistake on the page."""
    assess.load_document(record({}, partnership="Blank Sheet Partnership"))
    expect(assess.status).to_contain_text("Loaded: 0 of 36")
    expect(assess.problem).to_be_hidden()
    expect(assess.field("partnership")).to_have_value("Blank Sheet Partnership")
    assert assess.answers() == {}


def test_published_example_loads_without_a_problem(assess: Assess):
    """The example beside the schema is read whole."""
    assess.load_document((SCHEMAS / "example.pat.json").read_text(encoding="utf-8"))
    expect(assess.status).to_contain_text("Loaded")
    expect(assess.problem).to_be_hidden()


def test_button_opens_the_browsers_own_chooser(assess: Assess):
    """No dragging is needed: a plain button, also by keyboard."""
    with assess.page.expect_file_chooser() as chooser:
        assess.page.locator("[data-action=load-result]").focus()
        assess.page.keyboard.press("Enter")
    assert not chooser.value.is_multiple()


def test_file_of_another_wording_is_remarked(assess: Assess):
    """Its answers are used, and the difference is told."""
    other = record({"1A": 4}, instrument={"id": "pat-2003", "wording": "sha256:0"})
    assess.load_document(other)
    expect(assess.problem).to_contain_text("another wording")
    assert assess.answers() == {"1A": "4"}
