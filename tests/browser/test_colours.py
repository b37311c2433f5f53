"""Colours in both palettes: the picture, the buttons under hand and focus, the focus itself."""

from collections.abc import Iterator

import pytest

from tests.browser.cases import BY_HAND
from tests.browser.pages import Assess
from tests.browser.readable import SCHEMES, show
from tests.browser.sharing import SharedPage, shared_page

OF_PICTURE = """() => {
  const get = (selector, key) =>
    getComputedStyle(document.querySelector(`#pat-result ${selector}`))[key];
  return {
    paper: getComputedStyle(document.body).backgroundColor,
    line: get(".pat-ring", "stroke"),
    plate: get(".pat-plate", "fill"),
    figure: get(".pat-figure", "fill"),
    hatch: get(".pat-hatch-line", "stroke"),
    open: get(".pat-ring:not([class*=pat-ring-])", "fill"),
  };
}"""
OF_TEXT = """e => {
  let ground = e;
  while (getComputedStyle(ground).backgroundColor === "rgba(0, 0, 0, 0)") {
    ground = ground.parentElement;
  }
  return [getComputedStyle(e).color, getComputedStyle(ground).backgroundColor];
}"""
OF_OUTLINE = """() => {
  const focused = document.activeElement;
  const e = focused.matches(".md-option") ? focused.nextElementSibling : focused;
  let ground = e.parentElement;
  while (ground && /^rgba.* 0\\)$/.test(getComputedStyle(ground).backgroundColor)) {
    ground = ground.parentElement;
  }
  return [e.className, getComputedStyle(e).outlineColor, getComputedStyle(ground).backgroundColor];
}"""
IN_BARS = [".md-header a.md-logo", ".md-footer__link--next", ".md-option:not(:disabled)"]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, ``rgb(…)``, by the definition of WCAG 2."""

    def luminance(colour: str) -> float:
        channels = [float(c) / 255 for c in colour[colour.index("(") + 1 : -1].split(",")[:3]]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


@pytest.fixture(scope="module")
def kept_open(browser, address) -> Iterator[SharedPage]:
    """Return a page with a result, without the theme's fading."""
    with shared_page(browser, address, reduced_motion="reduce") as shared:
        assess = Assess(shared.page).open()
        assess.answer(BY_HAND["one statement left out"][0]).show_result()
        yield shared


@pytest.fixture(params=SCHEMES)
def shown(request, kept_open: SharedPage) -> Iterator[Assess]:
    """Return that result in each palette; these tests only look at it."""
    show(kept_open.page, (request.param, 1280))
    yield Assess(kept_open.page)
    kept_open.expect_no_faults()


def test_contrast_is_that_of_the_definition():
    """Black on white has 21, and a colour has 1 with itself."""
    assert round(contrast("rgb(0, 0, 0)", "rgb(255, 255, 255)")) == 21
    assert contrast("rgb(9, 99, 200)", "rgb(9, 99, 200)") == 1


def test_picture_stands_out_from_its_ground(shown: Assess):
    """Lines and hatching by 3 to 1, figures by 4.5, so that no ring needs its colour to be read."""
    colours = shown.page.evaluate(OF_PICTURE)
    assert contrast(colours["line"], colours["paper"]) >= 3
    assert contrast(colours["hatch"], colours["open"]) >= 3
    assert contrast(colours["figure"], colours["plate"]) >= 4.5


@pytest.mark.parametrize("action", ["erase", "download-copy", "download-result", "back"])
def test_button_can_be_read_under_hand_and_focus(shown: Assess, action):
    """Whoever points at a button, or has just pressed it, can still read what it says."""
    button = shown.page.locator(f"[data-action={action}]:visible").first
    button.hover()
    assert contrast(*button.evaluate(OF_TEXT)) >= 4.5
    shown.page.mouse.move(0, 0)
    button.focus()
    assert contrast(*button.evaluate(OF_TEXT)) >= 4.5


def test_focus_stands_out_in_the_bars(shown: Assess):
    """The line round the focus has 3 to 1 with the bar at the top and the one at the bottom."""
    faint = []
    for selector in IN_BARS:
        shown.page.locator(selector).first.focus()
        shown.page.keyboard.press("Shift")
        name, line, ground = shown.page.evaluate(OF_OUTLINE)
        if contrast(line, ground) < 3:
            faint.append((name, line, ground))
    assert faint == []


def test_picture_shows_bands_without_colour(shown: Assess):
    """Each ring has its range printed, each sector its number and its figure."""
    board = shown.result.locator("figure svg")
    assert board.locator(".pat-ring-label").all_text_contents() == ["6", "7–12", "13–18", "19–24"]
    assert board.locator(".pat-sector-number").all_text_contents() == list("123456")
    assert board.locator(".pat-figure").count() == 6
    assert board.get_attribute("role") == "img"
