"""The focus: always to be seen, never under the bar, in forced colours too."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.pages import Assess
from tests.browser.sharing import SharedPage, shared_page
from tests.core.samples import all_answered

STOPS = 400
"""More than any step has, so that a trap would be noticed."""

LOOK = """() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) { return null; }
  // The theme's choice of colours is a hidden radio; its label shows for it.
  const e = focused.matches(".md-option") ? focused.nextElementSibling : focused;
  window.firstStop ??= { e, passed: false };
  const again = window.firstStop.e === e && window.firstStop.passed;
  window.firstStop.passed = true;
  const box = (e.matches("input[type=radio], input[type=checkbox]") ? e.closest("label") ?? e : e)
    .getBoundingClientRect();
  const header = document.querySelector(".md-header").getBoundingClientRect();
  const style = getComputedStyle(e);
  return {
    again,
    name: `${e.localName} ${e.name || e.dataset.action || e.dataset.clear || e.textContent.trim()}`,
    inHeader: Boolean(e.closest(".md-header, .md-skip")),
    inMenu: Boolean(e.closest(".md-sidebar")),
    hidden: box.bottom <= header.bottom || box.top >= innerHeight || box.right <= 0,
    // The browser draws its own kind, "auto", two pixels wide whatever the style says.
    outlined: style.outlineStyle === "auto"
      || style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  };
}"""


def tab_through(assess: Assess, key: str):
    """Yield what can be said of each element that gets the focus, once round the page."""
    assess.page.evaluate("window.firstStop = undefined")
    for _ in range(STOPS):
        assess.page.keyboard.press(key)
        seen = assess.page.evaluate(LOOK)
        if seen and seen["again"]:
            return
        if seen:  # Between the last stop and the first, the focus is with the browser itself.
            yield seen
    raise AssertionError("the focus never came round")


PHONE = {"viewport": {"width": 360, "height": 560}, "reduced_motion": "reduce"}


@pytest.fixture(scope="module")
def kept_open(browser, address) -> Iterator[SharedPage]:
    """Return a page with the assessment on a small screen."""
    with shared_page(browser, address, **PHONE) as shared:
        Assess(shared.page).open()
        yield shared


@pytest.fixture
def phone(emptied: Assess) -> Iterator[Assess]:
    """Return the assessment on that screen, with a result to show."""
    yield emptied.answer(all_answered(3))
    # The menu lies over the page for as long as the focus is in it.
    emptied.page.locator("[data-action=erase]").focus()


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
@pytest.mark.parametrize("step", ["intro", "1", "check", "result"])
def test_focus_is_never_under_the_bar_and_always_outlined(phone: Assess, step, key):
    """Forwards and backwards, on a phone, each stop can be seen, with a line round it."""
    if step == "result":
        phone.show_result()
    elif step != "intro":
        phone.press("start")
        phone.go_to(step)
    stops = list(tab_through(phone, key))
    assert len(stops) > 8
    content = [stop for stop in stops if not (stop["inHeader"] or stop["inMenu"])]
    assert [stop["name"] for stop in content if stop["hidden"]] == []
    assert [stop["name"] for stop in stops if not stop["outlined"]] == []


def test_focus_in_the_menu_can_be_seen(phone: Assess):
    """On a phone the menu is folded away: whoever tabs into it sees it, or does not get there."""
    menu = [stop for stop in tab_through(phone, "Tab") if stop["inMenu"]]
    assert [stop["name"] for stop in menu if stop["hidden"]] == []


def test_menu_can_be_reached_by_keyboard(phone: Assess):
    """On a phone, or on a desk at 400 %, the other pages can be reached without a mouse."""
    reached = [stop for stop in tab_through(phone, "Tab") if stop["inMenu"]]
    if not reached:
        phone.page.locator(".md-header [for=__drawer]:visible").focus()
        phone.page.keyboard.press("Enter")
        reached = [stop for stop in tab_through(phone, "Tab") if stop["inMenu"]]
    assert [stop["name"] for stop in reached if not stop["hidden"]]


def test_focus_is_outlined_in_forced_colours(page: Page):
    """Where the system chooses the colours, the line is there all the same."""
    page.emulate_media(forced_colors="active")
    assess = Assess(page).open("#principle-1")
    stops = list(tab_through(assess, "Tab"))
    assert len(stops) > 20
    assert [stop["name"] for stop in stops if not stop["outlined"]] == []


def test_radios_are_native_in_forced_colours(page: Page):
    """No drawn radio that would vanish: the system's own control, with its own dot."""
    page.emulate_media(forced_colors="active")
    assess = Assess(page).open("#principle-1")
    style = assess.radio("1A", 4).evaluate(
        "e => [getComputedStyle(e).appearance, getComputedStyle(e).opacity, e.offsetWidth]"
    )
    assert style[0] in ("auto", "radio")
    assert style[1] == "1"
    assert style[2] >= 13


def test_skip_link_does_not_lose_the_place(assess: Assess):
    """After it, a reload still shows the step that a person was at."""
    assess.press("start")
    assess.page.locator(".md-skip").focus()
    assess.page.keyboard.press("Enter")
    assess.expect_step("1")
    assess.reload()
    assess.expect_step("1")


def test_skip_link_leads_to_the_content(assess: Assess):
    """The first stop of the keyboard jumps over the bar."""
    assess.page.keyboard.press("Tab")
    first = assess.page.locator("*:focus")
    assert "Skip" in (first.text_content() or "")
    assess.page.keyboard.press("Enter")
    target = assess.page.url.partition("#")[2]
    assert target
    assert assess.page.locator(f"[id='{target}']").count() == 1
    assess.expect_step("intro")
