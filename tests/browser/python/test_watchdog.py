"""Python that hangs or breaks down is replaced and asked again; after that the file is there."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.pages import Assess
from tests.core.samples import all_answered

# A worker that runs for ever, from the first question on.
HANG = "() => addEventListener('message', () => { for (;;); })"
# What a browser says to a page when it has ended one of its workers.
BREAK_AT_EACH_CALL = """
const { postMessage } = Worker.prototype;
window.asked = 0;
Worker.prototype.postMessage = function (message, ...more) {
  postMessage.call(this, message, ...more);
  if (message.type === "call" && window.asked < %d) {
    window.asked += 1;
    this.dispatchEvent(new ErrorEvent("error", { message: "out of memory" }));
  }
};"""


def test_python_that_hangs_is_replaced_and_asked_again(own_page):
    """The time limit ends the worker; a fresh one answers the same question."""
    own_page.clock.install()
    assess = Assess(own_page).open()
    assess.answer(all_answered(3))
    assess.expect_state("ready")
    (worker,) = own_page.workers
    worker.evaluate(HANG)
    with own_page.expect_event("worker") as fresh:
        assess.press("start")
        assess.press("show-result")
        own_page.clock.run_for(21_000)
    assert fresh.value != worker
    assess.wait_for_result()
    assert assess.figures()["aggregate"] == "108"


@pytest.mark.parametrize("crashes", [1, 2])
def test_python_that_breaks_down_is_asked_once_more(own_page, crashes):
    """Once, and the score is there; twice, and the file comes unscored, with a way to retry."""
    own_page.add_init_script(BREAK_AT_EACH_CALL % crashes)
    assess = Assess(own_page).open()
    assess.answer(all_answered(3)).show_result()
    if crashes == 1:
        assert assess.figures()["aggregate"] == "108"
        return
    expect(assess.result).to_contain_text("cannot be worked out here")
    expect(assess.result).to_contain_text("short of memory")
    document = json.loads(assess.download("download-result")[1])
    assert len(document["responses"]) == 36
    assess.result.get_by_role("button", name="Try again").click()
    expect(assess.result.locator('[data-score="aggregate"]')).to_have_text("108")
