"""What is left where Python cannot run: all but the scores and the loading."""

import json
import re
from collections.abc import Iterator

import pytest
from jsonschema import Draft202012Validator
from playwright.sync_api import expect

from tests.browser.cases import score_on_command_line
from tests.browser.pages import Assess
from tests.browser.sharing import Tab
from tests.core.samples import SCHEMAS, all_answered, record

SCHEMA = Draft202012Validator(json.loads((SCHEMAS / "pat-result-1.json").read_text("utf-8")))
CLEAN = "We meet too rarely \ufffd "
FAILURE = re.compile("cannot be worked out here")


@pytest.fixture(scope="module")
def strict_tab(launch, address, reported) -> Iterator[Tab]:
    """Return a tab under a strict security setting: no compiler, hence no WebAssembly."""
    used = Tab(launch("--js-flags=--jitless"), address, reported)
    yield used
    used.close()


@pytest.fixture
def strict(strict_tab: Tab, faults) -> Iterator[Assess]:
    """Return the assessment in the browser without WebAssembly."""
    yield Assess(strict_tab.open()).open()
    strict_tab.clean()


def test_python_sleeps_until_the_first_answer(assess: Assess):
    """Opening the page, walking and typing a name start nothing; an answer does."""
    assess.page.evaluate(
        """() => {
          window.states = [];
          new MutationObserver(() => window.states.push(document.documentElement.dataset.patState))
            .observe(document.documentElement, { attributeFilter: ["data-pat-state"] });
        }"""
    )
    assert assess.state == "idle"
    assess.field("partnership").fill("Harbour Lane")
    assess.press("start")
    assess.press("next")
    assert assess.state == "idle"
    assess.radio("2A", 3).check()
    assess.expect_state("ready")
    assert assess.page.evaluate("window.states") == ["loading", "ready"]


def test_python_starts_when_the_result_is_asked_for(page):
    """A link straight to the result works too."""
    Assess(page).open("#result").expect_state("ready")


def test_fresh_python_takes_over_after_a_crash(assess: Assess):
    """A worker that dies is replaced, and the next question is answered."""
    assess.answer(all_answered(3)).show_result()
    (worker,) = assess.page.workers
    with assess.page.expect_event("worker"):
        worker.evaluate("() => { setTimeout(() => { throw new Error('broken on purpose'); }); }")
    assess.expect_state("ready")
    assess.answer({"1A": 4})
    expect(assess.result.locator('[data-score="aggregate"]')).to_have_text("109")


def test_without_webassembly_the_page_says_what_is_blocked(strict: Assess):
    """One plain sentence: what is off, what still works, and where the file can be scored."""
    strict.answer(all_answered(3)).show_result()
    expect(strict.result).to_contain_text(FAILURE)
    expect(strict.result).to_contain_text("WebAssembly")
    expect(strict.result).to_contain_text("scored elsewhere")
    strict.expect_state("failed")
    assert strict.figures() == {}


def test_without_webassembly_files_are_good(strict: Assess, tmp_path):
    """Both downloads fit the schema, hold no scores, and are scored elsewhere."""
    strict.answer({**all_answered(3), "1A": None, "significance-1": 3, "success": None})
    strict.comment("1B", "Words")
    strict.comment("success", "More words")
    strict.show_result()
    strict.page.locator("[name=include-comment-success]").uncheck()
    for action in ("download-copy", "download-result"):
        name, text = strict.download(action)
        document = json.loads(text)
        SCHEMA.validate(document)
        assert "scores" not in document
        assert document["responses"]["1A"] == {"answer": None}
        printed = score_on_command_line(tmp_path, name, text)
        assert printed["aggregate"]["possible"] == [106, 109]
    assert strict.page.locator("[data-preview]").text_content() == text


def test_without_webassembly_answers_are_kept_and_printed(strict: Assess):
    """Reload, check page and paper work as ever."""
    strict.answer({"1A": 4, "3B": None})
    strict.wait_until_stored("responses/3B", {"answer": None})
    strict.reload()
    assert strict.answers() == {"1A": "4", "3B": "cant-say"}
    strict.press("start")
    strict.go_to("check")
    expect(strict.page.locator("[data-check='1A'] [data-check-answer]")).to_have_text(
        "Strongly agree"
    )
    assert strict.page.pdf()[:5] == b"%PDF-"


def test_without_webassembly_loading_is_switched_off_with_a_sentence(strict: Assess):
    """The button is disabled, and beside it stands why."""
    strict.answer({"1A": 4})
    strict.expect_state("failed")
    expect(strict.page.locator("[data-action=load-result]")).to_be_disabled()
    expect(strict.page.locator("[data-load-off]")).to_contain_text("cannot be loaded here")


def test_without_webassembly_a_chosen_file_is_answered_with_the_sentence(strict: Assess):
    """Whoever loads a file first of all learns the same, and nothing is changed."""
    strict.load_document(record({"1A": 4}))
    expect(strict.problem).to_contain_text("cannot be loaded here")
    expect(strict.problem).to_be_focused()
    assert strict.answers() == {}


@pytest.mark.parametrize("blocked", ["**/library.zip", "**/*.wasm", "**/python/worker.js"])
def test_blocked_runtime_can_be_tried_again(page, faults, blocked):
    """A filter on the way, or a lost connection, is named; once it is gone, a button is enough."""
    page.route(blocked, lambda route: route.abort())
    assess = Assess(page).open()
    assess.answer(all_answered(1)).show_result()
    expect(assess.result).to_contain_text(FAILURE)
    expect(assess.result).to_contain_text("did not arrive")
    page.unroute(blocked)
    assess.result.get_by_role("button", name="Try again").click()
    expect(assess.result.locator('[data-score="aggregate"]')).to_have_text("36")
    expect(page.locator("[data-action=load-result]")).to_be_enabled()
    assert json.loads(assess.download("download-result")[1])["scores"]["aggregate"]["score"] == 36
    faults[:] = [fault for fault in faults if "ERR_FAILED" not in fault]


def test_answer_of_a_captive_network_is_no_runtime(page):
    """A login page in place of the runtime: the page is loaded once more, then says what is off."""
    page.route("**/*.wasm", lambda route: route.fulfill(body="<html>", content_type="text/html"))
    assess = Assess(page).open()
    assess.answer({"1A": 1})
    # Only then: a button that is pressed while the page is on its way out does nothing.
    expect(assess.status).to_contain_text("loaded once more")
    assert assess.wait().answers() == {"1A": "1"}
    assess.show_result()
    expect(assess.result).to_contain_text(FAILURE)
    assess.expect_state("failed")


def test_what_no_text_can_hold_is_left_out_of_what_is_kept(strict: Assess):
    """NUL and half a character stay out of the file, and the caret stays where somebody types."""
    strict.press("start")
    strict.radio("1A", 3).check()
    caret = strict.page.locator("[name='1A-comment']").evaluate(
        """(field) => {
          field.focus();
          field.value = "We meet\\0 too rarely \\ud83d ";
          field.setSelectionRange(4, 4);
          field.dispatchEvent(new InputEvent("input", { bubbles: true }));
          return field.selectionStart;
        }"""
    )
    assert caret == 4
    strict.wait_until_stored("responses/1A", {"answer": 3, "comment": CLEAN})
    assert json.loads(strict.download("download-copy")[1])["responses"]["1A"]["comment"] == CLEAN


def test_file_that_could_not_be_read_again_is_not_written(strict: Assess):
    """It is told what takes the room, in place of a file that nobody could open."""
    strict.answer({"1A": 3})
    strict.page.locator("[name='1A-comment']").evaluate(
        """(field) => {
          field.value = "x".repeat(2_200_000);
          field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        }"""
    )
    files = []
    strict.page.on("download", lambda file: files.append(file.suggested_filename))
    strict.press("download-copy")
    problem = strict.page.locator("[data-problem]")
    expect(problem).to_contain_text("was not written. What you entered is still here.")
    expect(problem).to_contain_text("Statement 1A: 2,200,025 bytes")
    assert files == []
