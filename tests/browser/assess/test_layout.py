"""Geometry: nothing beside the screen, nothing too small, nothing hidden, whoever looks."""

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser.cases import BY_HAND
from tests.browser.pages import STEPS, Assess
from tests.browser.scripts import SIDEWAYS, TOO_WIDE
from tests.core.samples import CODES

SIZES: dict[str, ViewportSize] = {
    "phone": {"width": 360, "height": 740},
    "desk": {"width": 1280, "height": 900},
}

# SC 1.4.12, as a person's own style would set it; a sheet made by script is exempt from the policy.
SPACE_OUT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets.push(sheet);
}"""
CLIPPED = """() => [...document.querySelectorAll("main *")].filter(e => e.checkVisibility()
  && !e.closest(".pat-hidden, .md-sidebar, .pat-table thead, svg, pre")
  && /hidden|clip/.test(getComputedStyle(e).overflow)
  && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1))
  .map(e => `${e.localName}.${e.className}`)"""
# A link inside a sentence may be smaller (SC 2.5.8); a radio counts with its label.
SMALL = """least => [...document.querySelectorAll("main a, main button, main input, main summary")]
  .filter(e => e.checkVisibility() && !e.matches("p a, li a, .pat-hidden, .md-sidebar *"))
  .map(e => [e, (e.closest("label") ?? e).getBoundingClientRect()])
  .filter(([e, box]) => box.width < least || box.height < least)
  .map(([e, box]) => `${e.localName} ${e.textContent.trim()} ${box.width}x${box.height}`)"""


def walk(assess: Assess):
    """Yield the name of each step, from the first to the result, when it is there."""
    yield assess.step
    while assess.step != "result":
        assess.press("next")
        if assess.step == "result":
            assess.wait_for_result()
        yield assess.step


@pytest.fixture(params=SIZES)
def sized(request, emptied: Assess) -> Assess:
    """Return the assessment on a phone and on a desk, partly answered."""
    emptied.page.set_viewport_size(SIZES[request.param])
    return emptied.answer(BY_HAND["can't say counts as left out"][0])


@pytest.fixture
def narrow(emptied: Assess) -> Assess:
    """Return it on the narrowest screen: 320 pixels, or 400 % zoom on a desk."""
    emptied.page.set_viewport_size({"width": 320, "height": 560})
    return emptied.answer(BY_HAND["one statement left out"][0])


def test_radios_stand_left_of_their_labels_one_under_the_other(sized: Assess):
    """Never side by side, whatever the width."""
    sized.press("start")
    for code in CODES[:6]:
        boxes = sized.page.locator(f'input[name="{code}"]').evaluate_all(
            """radios => radios.map(radio => [radio, radio.labels[0].querySelector("span")]
              .map(e => e.getBoundingClientRect()).flatMap(b => [b.left, b.right, b.top]))"""
        )
        assert all(right <= words_left for _, right, _, words_left, _, _ in boxes)
        tops = [box[2] for box in boxes]
        assert tops == sorted(set(tops))
        assert len({round(box[0]) for box in boxes}) == 1


def test_rows_are_high_enough_for_a_finger(sized: Assess):
    """Each option's row is 44 pixels high, and the whole row is the target."""
    sized.press("start")
    heights = sized.page.locator(".pat-choice:visible").evaluate_all(
        "rows => rows.map(row => row.getBoundingClientRect().height)"
    )
    assert len(heights) == 30
    assert min(heights) >= 44
    row = sized.page.locator(".pat-choice:visible").nth(1)
    box = row.bounding_box()
    assert box
    row.click(position={"x": box["width"] - 5, "y": 5})
    expect(sized.radio("1A", 3)).to_be_checked()


def test_no_target_is_too_small(sized: Assess):
    """Buttons, fields and links of their own measure 24 pixels at least, on every step."""
    found = {step: sized.page.evaluate(SMALL, 24) for step in walk(sized)}
    assert {step: small for step, small in found.items() if small} == {}


def test_nothing_scrolls_sideways_on_the_narrowest_screen(narrow: Assess):
    """Every step fits, the picture and tables too."""
    page = narrow.page
    found = {step: page.evaluate(TOO_WIDE) + page.evaluate(SIDEWAYS) for step in walk(narrow)}
    assert {step: wide for step, wide in found.items() if wide} == {}


def test_long_word_is_broken_and_not_the_page(emptied: Assess):
    """A pasted address in a comment or a name pushes nothing off the screen."""
    emptied.page.set_viewport_size({"width": 360, "height": 560})
    emptied.answer(BY_HAND["disagree throughout"][0])
    emptied.field("partnership").fill("p" * 100)
    emptied.comment("3A", "https://example.org/" + "w" * 200)
    found = {step: emptied.page.evaluate(TOO_WIDE) for step in walk(emptied)}
    assert {step: wide for step, wide in found.items() if wide} == {}


def test_comparison_fits_the_narrowest_screen(narrow: Assess):
    """Two results side by side are three columns at most."""
    narrow.show_result()
    narrow.load_document(narrow.download("download-copy")[1])
    narrow.press("load-compare")
    expect(narrow.page.locator("#pat-compare table")).to_be_visible()
    assert narrow.page.evaluate(TOO_WIDE) + narrow.page.evaluate(SIDEWAYS) == []


def test_wide_text_spacing_clips_nothing(sized: Assess):
    """With a reader's own spacing, every step still shows all of its text."""
    page = sized.page
    page.evaluate(SPACE_OUT)
    found = {step: page.evaluate(CLIPPED) + page.evaluate(TOO_WIDE) for step in walk(sized)}
    page.evaluate("() => { document.adoptedStyleSheets.pop(); }")
    assert {step: cut for step, cut in found.items() if cut} == {}


def test_nothing_moves_for_those_who_asked_for_rest(emptied: Assess):
    """Neither on a step nor between two does anything glide or fade."""
    page = emptied.page
    page.emulate_media(reduced_motion="reduce")
    emptied.press("start")
    moving = page.evaluate(
        """() => [...document.querySelectorAll("main, main *")].filter(e => {
          const style = getComputedStyle(e);
          return style.transitionDuration.split(", ").some(t => t !== "0s")
            || style.animationName !== "none" || style.scrollBehavior === "smooth";
        }).map(e => `${e.localName}.${e.className}`)"""
    )
    assert moving == []
    assert page.evaluate("document.getAnimations().length") == 0
    page.emulate_media(reduced_motion="null")


def test_help_is_in_the_same_place_on_every_step(emptied: Assess):
    """The same links stand after the same buttons, whatever the step."""
    tools = emptied.page.locator(".pat-tools")
    links = tools.locator("a")
    expected = links.all_text_contents()
    assert len(expected) >= 2
    for step in STEPS[1:]:
        emptied.press("next")
        emptied.expect_step(step)
        assert links.all_text_contents() == expected
        expect(links.first).to_be_visible()
        expect(emptied.page.locator(".pat-onward ~ .pat-tools")).to_be_visible()
