"""axe-core on every step of the assessment, in both palettes, on a phone's width and a desk's.

A short run takes each step in one of the four views; a long one in all.
"""

from playwright.sync_api import Page

from tests.browser.cases import BY_HAND
from tests.browser.pages import STEPS, Assess
from tests.browser.readable import SCHEMES, VIEWS, expect_none, violations_in
from tests.core.samples import record
from tests.sampling import sample, spread


def test_steps_of_the_assessment(emptied: Assess):
    """No step has a fault that a machine can find, answered in part and commented on."""
    emptied.answer(BY_HAND["can't say counts as left out"][0])
    emptied.comment("1A", "Some words")
    # The six steps with statements are one kind.
    alike = sample("axe, steps with statements", "123456", 2)
    looked_at = [step for step in STEPS[1:] if step in alike or not step.isdigit()]
    views = spread("axe, steps in each view", looked_at, VIEWS)
    reported = []
    for step in STEPS[1:]:
        emptied.press("next")
        if step == "result":
            emptied.wait_for_result()
        reported += violations_in(emptied.page, views.get(step, []), step)
    expect_none(reported)


def test_what_shows_now_and_then(emptied: Assess):
    """Nor have the comparison, the problem, and the question whether to delete."""
    emptied.answer(BY_HAND["one statement left out"][0])
    emptied.load_document(record({"1A": 4, "1B": 9}))
    emptied.press("load-compare")
    emptied.page.locator("#pat-compare table").wait_for()
    emptied.press("erase")
    (views,) = spread("axe, what shows now and then in each view", ["result"], VIEWS, 2).values()
    expect_none(violations_in(emptied.page, views, "result"))


def test_form_without_scripts(page: Page, faults):
    """Nor has the form as paper sees it, in both palettes; only axe itself is a script here."""
    script = {"body": "", "content_type": "text/javascript"}
    page.route("**/assess/page.js", lambda route: route.fulfill(**script))
    page.goto("assess/")
    expect_none(violations_in(page, [(scheme, 1280) for scheme in SCHEMES], "form"))
    # An empty script is not the page's own, and the browser says so.
    assert all("integrity" in fault for fault in faults)
    faults.clear()
