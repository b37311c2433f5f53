"""axe-core on every page and every step, in both palettes, on a phone's width and a desk's."""

from collections.abc import Iterator
from itertools import product

import pytest
from playwright.sync_api import Page

from tests.browser.cases import BY_HAND, of_every_kind
from tests.browser.desk import shared_desk, states
from tests.browser.notes import unfold
from tests.browser.pages import STEPS, Assess
from tests.browser.sharing import SharedPage, shared_page
from tests.core.samples import record
from tests.sampling import sample
from tests.site.building import ROOT

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RUN = """async where => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
    `${where} ${id}: ${target}: ${failureSummary.split("\\n").slice(1).join(" ").trim()}`));
}"""
SCHEMES = {"light": "default", "dark": "slate"}
"""The palette that the theme takes for each of a person's preferences."""


WIDTHS = [360, 1280]
DESK_VIEWS = sample("axe, the desk in each palette and width", product(SCHEMES, WIDTHS), 2)


@pytest.fixture(scope="module", params=SCHEMES)
def scheme(request):
    return request.param


@pytest.fixture(scope="module", params=WIDTHS)
def kept_open(request, scheme, browser, address) -> Iterator[SharedPage]:
    """Return a page of this palette and width."""
    size = {"width": request.param, "height": 800}
    options = {"color_scheme": scheme, "viewport": size, "reduced_motion": "reduce"}
    with shared_page(browser, address, **options) as shared:
        yield shared


@pytest.fixture
def viewed(kept_open: SharedPage) -> Iterator[Page]:
    """Return that page, wherever it has come to."""
    yield kept_open.page
    kept_open.expect_no_faults()


@pytest.fixture
def assess(viewed: Page) -> Assess:
    """Return the assessment on that page, with nothing entered."""
    assess = Assess(viewed)
    if not viewed.locator("html[data-pat-step]").count():
        assess.open()
    return assess.empty()


@pytest.fixture(scope="module")
def found_on_desk(browser, address) -> dict[tuple[str, int], list[str]]:
    """Return what axe finds in every state of the facilitator's page, by palette and width."""
    found: dict[tuple[str, int], list[str]] = {}
    with shared_desk(browser, address, reduced_motion="reduce") as desk:
        for state in states(desk):
            for scheme, width in DESK_VIEWS:
                desk.page.set_viewport_size({"width": width, "height": 800})
                desk.page.emulate_media(color_scheme=scheme)
                await_palette(desk.page, scheme)
                found.setdefault((scheme, width), []).extend(violations(desk.page, state))
    return found


def await_palette(page: Page, scheme: str) -> None:
    """Wait until the page has the palette that the theme takes for what a person prefers.

    A page that stands alone has it from the start.
    """
    themed = f"body[data-md-color-scheme={SCHEMES[scheme]}]"
    alone = "html:has(meta[name=pat-kind][content=alone]) body"
    page.locator(f"{themed}, {alone}").wait_for(state="attached")


def violations(page, where: str) -> list[str]:
    """Return what axe finds, each with its place; it is put in anew where the page is another."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN, where)
    return found


def expect_none(found: list[str]) -> None:
    """Fail with a line for each violation."""
    if found:
        pytest.fail("\n".join([f"{len(found)} violations", *found[:15]]), pytrace=False)


@pytest.mark.sampled("axe, the pages in each palette and width", 2)
def test_pages_to_read(viewed, scheme, pages):
    """No kind of page has a fault that a machine can find, with all that it shows on demand."""
    found = []
    # Each palette and width takes other pages besides, so that together they try more.
    for name in of_every_kind(f"axe, {scheme}, {viewed.viewport_size['width']}", pages, 3):
        viewed.goto(name)
        await_palette(viewed, scheme)
        unfold(viewed, name)
        found += violations(viewed, f"/{name}")
    expect_none(found)


@pytest.mark.sampled("axe, the steps in each palette and width", 2)
def test_steps_of_the_assessment(assess: Assess, viewed, scheme):
    """Nor has any step, answered in part and commented on."""
    assess.answer(BY_HAND["can't say counts as left out"][0])
    assess.comment("1A", "Some words")
    # The six steps with statements are one kind; a short run takes two of them each time.
    alike = sample(f"axe, steps, {scheme}, {viewed.viewport_size['width']}", "123456", 2)
    found = []
    for step in STEPS[1:]:
        assess.press("next")
        if step == "result":
            assess.wait_for_result()
        if step in alike or not step.isdigit():
            found += violations(viewed, step)
    expect_none(found)


@pytest.mark.sampled("axe, what shows now and then in each", 2)
def test_what_shows_now_and_then(assess: Assess, viewed):
    """Nor have the comparison, the problem, and the question whether to delete."""
    assess.answer(BY_HAND["one statement left out"][0])
    assess.load_document(record({"1A": 4, "1B": 9}))
    assess.press("load-compare")
    viewed.locator("#pat-compare table").wait_for()
    assess.press("erase")
    expect_none(violations(viewed, "result"))


@pytest.mark.parametrize("view", DESK_VIEWS)
def test_states_of_the_desk(found_on_desk, view):
    """Nor has the facilitator's page, from nothing through the group to a topic of the workshop."""
    expect_none(found_on_desk[view])


def test_form_without_scripts(new_context, scheme, faults):
    """Nor has the form as paper sees it; only axe itself is a script here."""
    context = new_context(color_scheme=scheme)
    script = {"body": "", "content_type": "text/javascript"}
    context.route("**/assess/page.js", lambda route: route.fulfill(**script))
    page = context.new_page()
    page.goto("assess/")
    expect_none(violations(page, "form"))
    # An empty script is not the page's own, and the browser says so.
    assert all("integrity" in fault for fault in faults)
    faults.clear()
