"""The site under all the headers that hosts are told to send: nothing breaks, and they hold."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import GROUP_READY, Desk, desk_with_group, divided_group
from tests.browser.pages import Assess, search_for
from tests.browser.sharing import PATIENCE, SharedPage, shared_page
from tests.core.samples import all_answered
from tests.site.hosting import SERVERS, served_by
from tools import serve

pytestmark = pytest.mark.sampled("all headers, at three servers", 8)

FRAMED = """place => new Promise(done => {
  const frame = document.createElement("iframe");
  frame.onload = () => done(frame.contentDocument === null ? "refused" : "shown");
  frame.src = place;
  document.body.append(frame);
})"""

KEPT = """patience => Promise.race([
  navigator.serviceWorker.ready.then(({ active }) => active.scriptURL.split("/").pop()),
  new Promise(done => setTimeout(() => done("nothing"), patience)),
])"""


@pytest.fixture(scope="module", params=["ours", *SERVERS])
def place(request, site):
    """Return the site's address at one of the servers, with every header."""
    ours = request.param == "ours"
    with serve.start(site, headers=True) if ours else served_by(request.param, site) as url:
        yield url


@pytest.fixture(scope="module")
def shared(browser, place):
    """Return a page there that must report no error and ask nobody else."""
    with shared_page(browser, place, service_workers="allow") as found:
        yield found


@pytest.fixture
def page(shared: SharedPage):
    """Return that page."""
    yield shared.page
    shared.expect_no_faults()


def test_assessment_scores_under_all_headers(page: Page):
    """Python starts in its worker, and the figures come."""
    assess = Assess(page).open()
    assess.answer(all_answered(3)).show_result()
    assess.wait_for_result()
    assert assess.figures()["aggregate"] == "108"


def test_search_finds_under_all_headers(page: Page):
    """The theme's worker starts from its script's address, under the policy for scripts."""
    page.goto("method/")
    search_for(page, "cookies")
    expect(page.locator(".md-search-result__item").first).to_be_visible()


def test_site_is_kept_under_all_headers(page: Page):
    """The service worker starts under the policy for scripts, and takes all that it keeps."""
    page.goto("method/")
    assert page.evaluate(KEPT, PATIENCE) == "sw.js"


def test_workshop_window_knows_its_desk_under_all_headers(page: Page):
    """Two windows of one site keep sight of each other, which the header on openers allows."""
    desk = desk_with_group(page, divided_group())
    with page.expect_popup() as coming:
        desk.press("workshop-window")
    window = Desk(coming.value)
    window.page.locator(GROUP_READY).wait_for(state="attached")
    assert window.page.evaluate("window.opener !== null")
    window.page.close()


def test_nobody_can_frame_the_site(browser, place, tmp_path):
    """Another site that shows a page in a frame gets nothing, not even to lay something over it."""
    (tmp_path / "index.html").write_text("<!doctype html><title>other</title>", encoding="utf-8")
    with serve.start(tmp_path) as other:
        page = browser.new_page()
        page.goto(other)
        refused = []
        page.on("console", lambda said: refused.append(said.text))
        page.evaluate(FRAMED, f"{place}assess/")
        assert [text for text in refused if "frame-ancestors" in text]
        page.context.close()
