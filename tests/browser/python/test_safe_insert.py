"""What of Python's markup a page takes in: all that results are made of, and nothing else."""

import json
import random
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from pat_core import load_instrument
from pat_core.reports.group.page import render_group
from pat_core.reports.group.sections.open_profiles import render_profiles
from pat_core.scoring.principles import score_answers
from site_hooks.runtime import exercise
from site_hooks.runtime.tracing import plan_exercise
from tests.browser.cases import random_answers
from tests.browser.pages import Assess
from tests.browser.sharing import SharedPage
from tests.browser.traitor.replies import MARKUPS
from tests.core import group_samples
from tests.core.group_documents import group_of, random_sheets
from tests.site.building import ROOT

SOURCE = (ROOT / "docs/assets/app/shared/safe-insert.js").read_text("utf-8")
STYLES = sorted((ROOT / "docs/assets/app/styles").glob("*.css"))

# One turn for many: each is adopted into a place of its own, outside the page's own results.
ADOPT = """async (markups) => {
  const start = document.querySelector('script[type="module"][src*="/app/"]').src;
  const { adopt } = await import(new URL("../shared/safe-insert.js", start));
  return markups.map((markup) => {
    const place = document.createElement("div");
    place.textContent = "as it was";
    try {
      adopt(markup, place);
      return { place: place.innerHTML, refused: "" };
    } catch (error) {
      return { place: place.innerHTML, refused: error.message };
    }
  });
}"""


@pytest.fixture
def assess(kept_open: SharedPage) -> Iterator[Assess]:
    """Return the page that these tests share; nothing that they do leaves a trace on it."""
    yield Assess(kept_open.page)
    kept_open.expect_no_faults()


def adopt(page: Assess, *markups: object) -> list[dict[str, str]]:
    """Return for each markup what stands in its place, and why it was refused."""
    found: list[dict[str, str]] = page.page.evaluate(ADOPT, list(markups))
    return found


@cache
def reports() -> tuple[str, ...]:
    """Return markup of every kind that the core makes for a page."""
    instrument = load_instrument()
    chance = random.Random(2003)
    groups = [
        *(
            group_samples.group(instrument, group_samples.sheets(levels))
            for levels in ("", "bbmmmb")
        ),
        *(
            group_of(random_sheets(chance, people), instrument, kind)
            for people, kind in ((1, ""), (4, ""), (12, "level"), (30, "organisation"))
        ),
    ]
    profiles = [
        ("Ann <b>", f"Partner {seed}", score_answers(random_answers(seed), instrument))
        for seed in range(3)
    ]
    made = [render_group(group, instrument) for group in groups]
    return (*_exercised(), *made, render_profiles(profiles, instrument))


def _exercised() -> list[str]:
    """Return the markup in all answers of the build's exercise, which asks every call."""
    found = []
    for step in plan_exercise({}, ROOT / "site_hooks" / "runtime" / "exercise.json"):
        for reply in json.loads(exercise.run_step(json.dumps(step)))["replies"]:
            answer = json.loads(reply).get("ok", {}) if reply.startswith("{") else {}
            found += [answer[key] for key in ("html", "profiles") if answer.get(key)]
    return found


def listed(name: str) -> set[str]:
    """Return the words of a list in `adopt.js`."""
    found = re.search(rf"const {name} = new Set\(\s*\((.*?)\)\.split", SOURCE, re.DOTALL)
    assert found, name
    return set("".join(re.findall(r'"([^"]*)"', found[1])).split())


def elements() -> list[Tag]:
    """Return every element of every report."""
    return [
        each for text in reports() for each in BeautifulSoup(text, "html.parser").find_all(True)
    ]


def test_every_report_is_adopted(assess: Assess):
    """Whatever the core makes for a page enters it, whole."""
    outcomes = adopt(assess, *reports())
    assert len(outcomes) > 12
    assert [outcome["refused"] for outcome in outcomes] == [""] * len(outcomes)
    for outcome, text in zip(outcomes, reports(), strict=True):
        assert _text(outcome["place"]) == _text(text)


def _text(markup: str) -> str:
    return BeautifulSoup(markup, "html.parser").get_text()


def test_no_element_is_listed_that_no_report_has():
    """The list of elements is as short as it can be."""
    assert listed("ELEMENTS") == {each.name for each in elements()}


def test_no_attribute_is_listed_that_no_report_has():
    """The list of attributes is as short as it can be."""
    found = {name for each in elements() for name in each.attrs if not name.startswith("data-")}
    assert listed("ATTRIBUTES") == found


def test_marks_are_those_that_the_core_writes():
    """What the core's sources write as data-… is what the page lets in."""
    sources = [path.read_text("utf-8") for path in (ROOT / "pat_core").rglob("*.py")]
    written = {name for text in sources for name in re.findall(r"\bdata_(\w+)=", text)}
    assert listed("MARKS") == {f"data-{name.replace('_', '-')}" for name in written}


def test_no_mark_makes_the_page_do_something():
    """No listed mark is one to which the page's buttons, parts or fields answer."""
    actions = ("data-action", "data-module", "data-options", "data-merge", "data-load-choice")
    assert listed("MARKS").isdisjoint(actions)


@pytest.mark.parametrize("name", MARKUPS)
def test_what_is_no_result_is_refused(assess: Assess, kept_open: SharedPage, name: str):
    """Each markup that could load, lead, press or pretend is refused in a plain sentence."""
    (outcome,) = adopt(assess, MARKUPS[name].replace("HOST", "elsewhere.example"))
    assert outcome["refused"].startswith("What came back is not a result (")
    assert outcome["refused"].endswith("please report it.")
    assert outcome["place"] == "as it was"
    # The browser tells of what its policy would refuse as soon as the text is parsed.
    assert [fault for fault in kept_open.faults if "Content Security Policy" not in fault] == []
    kept_open.faults.clear()


@pytest.mark.parametrize("thing", [None, 7, ["<p>x</p>"], {"html": "<p>x</p>"}, True])
def test_what_is_no_text_is_refused(assess: Assess, thing: Any):
    """Only a text is markup."""
    (outcome,) = adopt(assess, thing)
    assert "it is no text" in outcome["refused"]


def test_what_covers_the_window_has_a_class_that_no_result_may_have():
    """Of our styles only the workshop view is fixed over all else, and its classes are refused."""
    fixed = [
        selector
        for path in STYLES
        for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", path.read_text("utf-8"))
        if "position: fixed" in body
    ]
    assert fixed
    assert [each for each in fixed if ".pat-workshop" not in each] == []


@pytest.mark.parametrize(
    ("class_", "passes"),
    [
        ("pat-table", True),
        ("pat-table pat-ranks", True),
        ("pat-workshop", False),
        ("pat-table pat-workshop-head", False),
        ("md-overlay", False),
        ("pat-table md-overlay", False),
        ("pat-", False),
        (" ", False),
    ],
)
def test_classes_are_our_own(assess: Assess, class_: str, passes: bool):
    """A class of the theme, or of what covers the window, does not pass."""
    (outcome,) = adopt(assess, f'<p class="{class_}">x</p>')
    assert (outcome["refused"] == "") is passes


@pytest.mark.parametrize(
    ("paint", "passes"),
    [
        ("#12436d", True),
        ("none", True),
        ("url(#pat-dartboard-hatch)", True),
        ("url(http://elsewhere.example/x.svg#a)", False),
        ("url(//elsewhere.example/x.svg#pat-dartboard-hatch)", False),
        ("url(#pat-result)", False),
        ("#12436d url(x)", False),
        ("\\75 rl(x)", False),
        ("image-set('x' 1x)", False),
    ],
)
def test_paint_comes_from_the_same_picture(assess: Assess, paint: str, passes: bool):
    """A colour is a colour, and a hatching is this picture's own."""
    for name in ("fill", "stroke"):
        (outcome,) = adopt(assess, f'<svg><rect {name}="{paint}"/></svg>')
        assert (outcome["refused"] == "") is passes


def test_no_id_of_a_page_can_be_taken(assess: Assess):
    """An id of the page's own elements does not pass, so that nothing can stand in for them."""
    ids = assess.page.evaluate("() => [...document.querySelectorAll('[id]')].map(each => each.id)")
    own = [each for each in ids if not re.search(r"-(title|desc|hatch)$", each)]
    assert "pat-result" in own
    outcomes = adopt(assess, *(f'<p id="{each}">x</p>' for each in own))
    assert [
        each for each, outcome in zip(own, outcomes, strict=True) if not outcome["refused"]
    ] == []


def test_a_button_of_ours_is_not_pressed_from_a_result(assess: Assess):
    """Markup that calls itself one of the page's buttons never gets there to be clicked."""
    assess.answer({"1A": 4})
    (outcome,) = adopt(assess, '<strong data-action="confirm-erase">Show my scores</strong>')
    assert "data-action" in outcome["refused"]
    assert assess.answers() == {"1A": "4"}
