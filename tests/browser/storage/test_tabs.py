"""Several tabs of one browser: the last word counts, and all show it at once."""

import random
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.notes import PAGE, Notes
from tests.browser.pages import Assess
from tests.sampling import SEED, sample

TOLD = "{} also changed in another tab of this browser. What was entered there last is shown now."
CODES = ["1A", "1B", "1C", "2A"]

# What a person does in one tab, at a pace of its own; two pages do it at the same time.
PLAY = """([seed, deeds]) => {
  const pause = time => new Promise(resolve => setTimeout(resolve, time));
  (async () => {
    for (const [name, value, time] of deeds) {
      if (name.endsWith("-comment")) {
        const field = document.querySelector(`[name="${name}"]`);
        field.value = value;
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      } else if (value === "") {
        document.querySelector(`[data-clear="${name}"]`).click();
      } else {
        document.querySelector(`input[name="${name}"][value="${value}"]`).click();
      }
      await pause(time);
    }
    document.documentElement.dataset.played = seed;
  })();
}"""
SHOWN = """codes => Object.fromEntries(codes.map(code => {
  const answer = document.querySelector(`input[name="${code}"]:checked`)?.value ?? "";
  return [code, [answer, document.querySelector(`[name="${code}-comment"]`).value]];
}))"""
PLACE = """() => [
  document.activeElement.name, document.activeElement.selectionStart, Math.round(scrollY),
]"""


@pytest.fixture
def other(assess: Assess) -> Assess:
    """Return the assessment in a second tab of the same browser."""
    return Assess(assess.page.context.new_page()).open()


def follows(tab: Assess, answers: dict[str, str]) -> bool:
    return tab.becomes(lambda: tab.answers() == answers)


def test_other_tabs_show_an_answer_at_once(assess: Assess, other: Assess):
    """Nobody has to turn to a tab first, and what it repeats of the answers follows too."""
    assess.choose({"1A": "3", "2B": "cant-say"})
    assert follows(other, {"1A": "3", "2B": "cant-say"})
    other.choose({"1A": "4"})
    assert follows(assess, {"1A": "4", "2B": "cant-say"})
    expect(assess.page.locator("[data-overview='1']")).to_contain_text("1 of 6")
    expect(other.page.locator("[data-return]")).to_contain_text("1 of 36")


def test_what_is_being_typed_stays_under_the_hands(assess: Assess, other: Assess):
    """Text, caret, focus and place on the page are as they were when another tab has its say."""
    assess.press("start")
    field = assess.field("1D-comment")
    field.press_sequentially("Half a sentence ")
    field.press("Home")
    before = assess.page.evaluate(PLACE)
    other.choose({"1A": "2", "1E": "4"})
    assert follows(assess, {"1A": "2", "1E": "4"})
    assert assess.page.evaluate(PLACE) == before
    expect(field).to_have_value("Half a sentence ")


def test_one_text_typed_in_two_tabs_changes_only_when_it_is_left(assess: Assess, other: Assess):
    """A text is not taken away while somebody types; who leaves it sees what came last."""
    assess.press("start")
    field = assess.field("1A-comment")
    field.press_sequentially("from here")
    other.wait_until_stored("responses/1A", {"comment": "from here"})
    other.comment("1A", "from there")
    expect(assess.status).to_have_text(TOLD.format("Statement 1A was"))
    expect(field).to_have_value("from here")
    field.blur()
    expect(field).to_have_value("from there")


def test_only_what_was_changed_in_both_is_told(assess: Assess, other: Assess):
    """The tab whose entry no longer stands says so, by name; the other one just goes on."""
    assess.choose({"3C": "4", "significance-2": "3"})
    assert follows(other, {"3C": "4", "significance-2": "3"})
    other.choose({"4A": "1"})
    assert follows(assess, {"3C": "4", "significance-2": "3", "4A": "1"})
    expect(assess.status).to_contain_text("Saved")
    assess.choose({"3C": "3", "significance-2": "1"})
    assert follows(other, {"3C": "3", "significance-2": "1", "4A": "1"})
    expect(other.status).to_contain_text("Saved")
    other.choose({"3C": "2"})
    expect(assess.status).to_have_text(TOLD.format("Statement 3C was"))
    expect(other.status).to_contain_text("Saved")
    assert assess.radio("3C", 2).is_checked()


def test_what_is_told_is_in_view(assess: Assess, other: Assess):
    """Whoever has scrolled to a statement need not scroll back to read that it was changed."""
    assess.press("start")
    assess.radio("1E", 4).check()
    assert follows(other, {"1E": "4"})
    other.choose({"1E": "1"})
    expect(assess.status).to_have_text(TOLD.format("Statement 1E was"))
    expect(assess.radio("1E", 1)).to_be_in_viewport()
    expect(assess.status).to_be_in_viewport(ratio=1)
    assess.radio("1F", 2).check()
    expect(assess.status).to_contain_text("Saved")
    expect(assess.status).not_to_be_in_viewport()


def test_a_check_is_told_by_its_text(assess: Assess):
    """On a checklist, where no code stands before a check, its own words name it."""
    here = Notes(assess.page.context.new_page()).open(PAGE)
    there = Notes(assess.page.context.new_page()).open(PAGE)
    here.tick("chemistry")
    expect(there.box("chemistry")).to_be_checked()
    there.note("chemistry", "from there")
    expect(here.status).to_contain_text("The check “Chemistry: we have looked for signs")
    expect(here.note_field("chemistry")).to_have_value("from there")


def test_deleting_empties_all_tabs(assess: Assess, other: Assess):
    """Another tab shows an empty form and says why; what is typed there brings back only itself."""
    assess.choose({"1A": "3", "1B": "2"})
    assert follows(other, {"1A": "3", "1B": "2"})
    assess.press("erase")
    assess.press("confirm-erase")
    expect(other.status).to_contain_text("deleted from this browser")
    assert other.answers() == {}
    other.comment("2C", "typed since")
    other.wait_until_stored("responses/2C", {"comment": "typed since"})
    assert set(assess.stored()) == {"responses/2C", "result_id", "saved_at"}
    expect(assess.page.locator("[name='2C-comment']")).to_have_value("typed since")


def test_this_tab_only_stays_out_of_it(assess: Assess, other: Assess):
    """Whoever keeps answers for one tab neither shows them elsewhere nor sees others'."""
    assess.choose({"1A": "3"})
    assert follows(other, {"1A": "3"})
    assess.radio("keep", "tab").check()
    assert follows(other, {})
    other.choose({"2A": "1"})
    other.wait_until_stored("responses/2A", {"answer": 1})
    assess.choose({"1B": "4"})
    expect(assess.status).to_contain_text("for this tab")
    assert assess.answers() == {"1A": "3", "1B": "4"}
    assert other.answers() == {"2A": "1"}


def deeds(chance: random.Random) -> list[tuple[str, str, int]]:
    """Return what one person does: answers, cleared answers and comments, with pauses in ms."""
    done = []
    for turn in range(12):
        code = chance.choice(CODES)
        if chance.random() < 0.25:
            done.append((f"{code}-comment", f"words {turn} {chance.random()}", 0))
        else:
            done.append((code, chance.choice(["4", "3", "2", "1", "cant-say", ""]), 0))
    return [(name, value, chance.choice([0, 0, 1, 3, 8])) for name, value, _ in done]


def kept(stored: dict[str, Any]) -> dict[str, list[str]]:
    """Return what a form must show of those statements."""
    shown = {}
    for code in CODES:
        record = stored.get(f"responses/{code}", {})
        answer = "cant-say" if record.get("answer", "") is None else str(record.get("answer", ""))
        shown[code] = [answer, record.get("comment", "")]
    return shown


def test_tabs_agree_after_any_interleaving(assess: Assess, other: Assess):
    """Two people, one browser: in the end both forms show what the database holds."""
    tabs = (assess, other)
    for seed in sample("interleavings of two real tabs", range(200), 6):
        chance = random.Random(f"{SEED} tabs {seed}")
        for tab in tabs:
            tab.page.evaluate(PLAY, [str(seed), deeds(chance)])
        for tab in tabs:
            expect(tab.page.locator("html")).to_have_attribute("data-played", str(seed))
        agreed = assess.becomes(
            lambda: (
                kept(assess.stored())
                == assess.page.evaluate(SHOWN, CODES)
                == other.page.evaluate(SHOWN, CODES)
            )
        )
        assert agreed, (seed, [tab.page.evaluate(SHOWN, CODES) for tab in tabs], assess.stored())
