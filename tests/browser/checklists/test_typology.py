"""The typology: a path to the closest type, the type that is there and the one needed, the gap."""

import json
from typing import Any

import pytest
from playwright.sync_api import expect

from pat_core import Instrument
from pat_core.files.result_file import read_result
from pat_core.instrument.guided_path import load_path
from pat_core.scoring.typology import describe_gap
from tests.browser.notes import Notes, dead_buttons
from tests.browser.pages import Assess
from tests.browser.paper import printed, squeezed, words

PAGE = "typology/"
FULL = {
    "alone": "yes",
    "looser": "no",
    "cost": "unsure",
    "goals": "integration",
    "decisions": "integration",
    "ownership": "coordination",
    "product": "delivery",
}
NEEDED = {"needed-collaboration": "integration", "needed-function": "delivery"}
NOW = {"now-collaboration": "cooperation", "now-function": "strategic"}

# Worked out by hand: the level in the middle, the looser one of two; and the source's examples.
BY_HAND = {
    "three alike": (
        {"goals": "integration", "decisions": "integration", "ownership": "integration"},
        *("delivery", "integration", "Youth Offending Team"),
    ),
    "one of each, from the closest down": (
        {"goals": "integration", "decisions": "coordination", "ownership": "cooperation"},
        *("commissioning", "coordination", "Drug Action Team"),
    ),
    "two against one": (
        {"goals": "cooperation", "decisions": "integration", "ownership": "cooperation"},
        *("strategic", "cooperation", "Community Legal Service Partnership"),
    ),
    "two only, far apart": (
        {"decisions": "integration", "ownership": "cooperation"},
        *("delivery", "cooperation", "Health Collaborative"),
    ),
    "two only, side by side": (
        {"goals": "coordination", "ownership": "integration"},
        *("strategic", "coordination", "Crime and Disorder Reduction Partnership"),
    ),
    "one only, and a square without an example": (
        {"decisions": "integration"},
        *("strategic", "integration", "names no example"),
    ),
}


@pytest.fixture
def typology(page) -> Notes:
    """Return the page, opened by somebody who has never been there."""
    return Notes(page).open(PAGE)


@pytest.fixture(scope="module")
def path(instrument):
    return load_path(instrument)


def label(choices, code: str) -> str:
    """Return what the page calls a level or a function."""
    (found,) = (choice.label for choice in choices if choice.code == code)
    return str(found)


def half(chosen: dict[str, str], when: str) -> Any:
    """Return the type for now or the one needed, as a file holds it."""
    halves = {tuple(name.split("-")): code for name, code in chosen.items()}
    return {key: code for (start, key), code in halves.items() if start == when}


def gap_of(chosen: dict[str, str], instrument: Instrument) -> tuple[str, ...]:
    """Return the sentences that belong to what is chosen; Python's own tests look at them."""
    return describe_gap(half(chosen, "now"), half(chosen, "needed"), instrument.typology)


# The guided path


def test_path_names_the_closest_type_with_reasons_and_example(typology: Notes, instrument):
    """Each case as worked out by hand: type, definitions, the answers that led there, example."""
    texts = instrument.typology
    for name, (answers, product, level, example) in BY_HAND.items():
        typology.reload()
        typology.show_type(**answers, product=product)
        assert typology.outcome_code == f"{level}/{product}", name
        named = (label(texts.collaborations, level), label(texts.functions, product).lower())
        expect(typology.outcome).to_have_text(f"The closest type: {named[0]}, {named[1]}")
        frame = typology.page.locator("[data-outcome-frame]")
        definition = next(each.definition for each in texts.collaborations if each.code == level)
        expect(frame).to_contain_text(definition)
        expect(frame).to_contain_text(example)
        ends = [
            f"points to {label(texts.collaborations, code).lower()}." for code in answers.values()
        ]
        ends.append(f"points to {named[1]}.")
        said = typology.reasons.all_text_contents()
        assert [text.endswith(end) for text, end in zip(said, ends, strict=True)] == [True] * len(
            ends
        )


def test_gate_that_ends_leads_to_no_formal_partnership(typology: Notes, path):
    """Each of the three gives its reason and hides the later questions, until it is changed."""
    later = typology.page.locator("[data-beyond-gates]")
    for gate in path.gates:
        (end,) = (option for option in gate.options if option.ends)
        others = [option for option in gate.options if not option.ends]
        typology.answer_path(**{gate.code: end.code})
        expect(later).to_be_hidden()
        typology.press("show-type")
        expect(typology.outcome).to_have_text("No formal partnership needed")
        expect(typology.reasons).to_have_text([end.text])
        expect(typology.page.locator("[data-action=take-type]")).to_be_hidden()
        for option in others:
            typology.answer_path(**{gate.code: option.code})
            expect(later).to_be_visible()
            expect(typology.outcome).to_have_text("Not enough to name a type")


def test_gate_that_ends_outweighs_all_later_answers(typology: Notes, path):
    """Who finds at the end that something looser would do is told that, for that reason only."""
    typology.show_type(**FULL)
    assert typology.outcome_code == "integration/delivery"
    expect(typology.reasons).to_have_count(7)
    typology.answer_path(looser="yes")
    expect(typology.outcome).to_have_text("No formal partnership needed")
    (looser,) = (gate for gate in path.gates if gate.code == "looser")
    expect(typology.reasons).to_have_text([each.text for each in looser.options if each.ends])


def test_too_few_answers_name_no_type(typology: Notes):
    """Nothing at all, a level alone, a function alone: each time the page says what is missing."""
    for answers in ({}, {"goals": "integration"}, {"product": "delivery"}, {"alone": "yes"}):
        typology.reload()
        typology.show_type(**answers)
        expect(typology.outcome).to_have_text("Not enough to name a type")
        expect(typology.page.locator("[data-outcome=open]")).to_contain_text("at least one")
        expect(typology.reasons).to_have_count(0)
        expect(typology.page.locator("[data-action=take-type]")).to_be_hidden()


def test_shown_type_follows_each_later_answer(typology: Notes):
    """A change, and an answer that is cleared, count at once; the focus stays where it is."""
    typology.show_type(**FULL)
    assert typology.outcome_code == "integration/delivery"
    typology.answer_path(product="strategic")
    assert typology.outcome_code == "integration/strategic"
    typology.answer_path(goals="cooperation")
    assert typology.outcome_code == "coordination/strategic"
    expect(typology.radio("path-goals", "cooperation")).to_be_focused()
    typology.page.locator("[data-clear=path-ownership]").click()
    assert typology.outcome_code == "cooperation/strategic"
    expect(typology.reasons).to_have_count(6)
    typology.page.locator("[data-clear=path-product]").click()
    expect(typology.outcome).to_have_text("Not enough to name a type")
    expect(typology.radio("path-product", "strategic")).to_be_focused()


def test_path_itself_is_not_kept(typology: Notes):
    """Until a type is taken over, nothing is stored, and a reload begins afresh."""
    typology.show_type(**FULL)
    assert typology.stored() == {}
    typology.reload()
    expect(typology.page.locator("[data-path] input:checked")).to_have_count(0)
    expect(typology.page.locator("[data-outcome-frame]")).to_be_hidden()


def test_outcome_takes_the_focus_below_the_bar(typology: Notes):
    """On a phone the heading of the outcome is focused and in view, not under the header."""
    typology.page.set_viewport_size({"width": 360, "height": 560})
    typology.show_type(**FULL)
    expect(typology.outcome).to_be_focused()
    expect(typology.outcome).to_be_in_viewport()
    bottom = "e => e.getBoundingClientRect().bottom"
    header = typology.page.locator(".md-header").evaluate(bottom)
    assert typology.outcome.evaluate("e => e.getBoundingClientRect().top") >= header


def test_path_can_be_walked_by_keyboard_alone(typology: Notes):
    """Tab, arrows, Space and Enter lead from the first question to the type that is kept."""
    keyboard = typology.page.keyboard

    def tab_to(selector: str) -> None:
        for _ in range(200):
            keyboard.press("Tab")
            if typology.page.locator(f"{selector}:focus").count():
                return
        raise AssertionError(f"no tab stop: {selector}")

    tab_to("main a[href$='#guided-path']")
    keyboard.press("Enter")
    for question in ("alone", "looser", "cost", "goals"):
        tab_to(f"[name=path-{question}]")
        keyboard.press("Space")
    for question in ("decisions", "ownership"):
        tab_to(f"[name=path-{question}]")
        keyboard.press("ArrowDown")
    tab_to("[name=path-product]")
    keyboard.press("ArrowUp")
    tab_to("[data-action=show-type]")
    keyboard.press("Enter")
    assert typology.outcome_code == "coordination/delivery"
    expect(typology.outcome).to_be_focused()
    tab_to("[data-action=take-type]")
    keyboard.press("Enter")
    typology.wait_until_stored("typology/needed/function", "delivery")
    expect(typology.page.locator("#now-and-needed")).to_be_focused()
    tab_to("[name=now-collaboration]")
    keyboard.press("Space")
    typology.wait_until_stored("typology/now/collaboration", "cooperation")


# The type that is there, and the one needed


def test_taken_type_is_kept_as_the_one_needed(typology: Notes, instrument):
    """It is chosen in the form, stored, there after a reload, and at the step of the assessment."""
    typology.choose(NOW)
    typology.show_type(**FULL)
    typology.press("take-type")
    typology.wait_until_stored("typology/needed/function", "delivery")
    expect(typology.page.locator("#now-and-needed")).to_be_focused()
    assert typology.type_chosen() == {**NOW, **NEEDED}
    gap = gap_of({**NOW, **NEEDED}, instrument)
    assert len(gap) == 4
    assert "more closely" in gap[0]
    expect(typology.gap).to_have_text(gap)
    typology.reload()
    assert typology.type_chosen() == {**NOW, **NEEDED}
    expect(typology.gap).to_have_text(gap)
    assess = Assess(typology.page).open("#typology")
    assert assess.answers() == {**NOW, **NEEDED}
    expect(assess.gap).to_have_text(gap)
    assess.page.locator("#typology a[href*='#guided-path']").click()
    expect(typology.wait().page.locator("#guided-path")).to_be_in_viewport()


def test_gap_is_told_for_every_pair(typology: Notes, instrument):
    """Level and function each get their own sentences, the same as in the result."""
    texts = instrument.typology
    levels = [(a.code, b.code) for a in texts.collaborations for b in texts.collaborations]
    functions = [(a.code, b.code) for a in texts.functions for b in texts.functions]
    expect(typology.gap).to_have_count(0)
    typology.choose({"now-collaboration": "cooperation", "needed-function": "delivery"})
    expect(typology.gap).to_have_count(0)
    typology.choose({"needed-collaboration": "cooperation"})
    expect(typology.gap).to_have_text(gap_of(typology.type_chosen(), instrument))
    for level, function in zip(levels, functions, strict=True):
        names = ("now-collaboration", "needed-collaboration", "now-function", "needed-function")
        chosen = dict(zip(names, (*level, *function), strict=True))
        typology.choose(chosen)
        expect(typology.gap).to_have_text(gap_of(chosen, instrument))


def test_types_go_through_a_file_into_the_result(typology: Notes, elsewhere, instrument):
    """What is saved here reads without a remark, and another computer tells the gap in words."""
    typology.choose({**NOW, **NEEDED})
    typology.wait_until_stored("typology/needed/function", "delivery")
    name, text = typology.download("download-copy")
    assert json.loads(text)["typology"] == {
        "now": {"collaboration": "cooperation", "function": "strategic"},
        "needed": {"collaboration": "integration", "function": "delivery"},
    }
    assert read_result(text.encode("utf-8"), name, instrument).problems == ()
    other = Assess(elsewhere()).open()
    other.load_document(text, name)
    expect(other.status).to_contain_text("Loaded")
    assert other.answers() == {**NOW, **NEEDED}
    other.answer({"1A": 3}).show_result()
    shown = words(other.result.text_content() or "")
    for sentence in gap_of({**NOW, **NEEDED}, instrument):
        assert sentence in shown
    assert Notes(other.page).open(PAGE).type_chosen() == {**NOW, **NEEDED}


def test_tab_that_comes_into_view_shows_the_type_chosen_elsewhere(typology: Notes):
    """Radios and gap follow what the assessment's own step changed in another tab."""
    typology.choose({**NOW, **NEEDED})
    typology.wait_until_stored("typology/needed/function", "delivery")
    assess = Assess(typology.page.context.new_page()).open("#typology")
    assess.choose({"needed-collaboration": "cooperation", "needed-function": "strategic"})
    assess.wait_until_stored("typology/needed/function", "strategic")
    typology.become_visible()
    expect(typology.gap).to_have_count(2)
    assert typology.type_chosen() == {
        **NOW,
        "needed-collaboration": "cooperation",
        "needed-function": "strategic",
    }


def test_print_shows_what_was_chosen_and_the_gap(typology: Notes, instrument):
    """On paper stand a mark for each choice, the closest type and the gap, and no button."""
    typology.choose({**NOW, **NEEDED})
    typology.show_type(**FULL)
    paper = printed(typology.page)
    assert paper.count("✓") == len(NOW) + len(NEEDED) + len(FULL)
    assert "The closest type" in paper
    for sentence in gap_of({**NOW, **NEEDED}, instrument):
        assert squeezed(sentence) in squeezed(paper)
    assert "Save a copy" not in paper


def test_clear_takes_both_types_and_nothing_else(typology: Notes):
    """It asks first; one type alone can be cleared by its own button."""
    Notes(typology.page).open("checklists/obstacles/").tick("governance")
    typology.open(PAGE).choose({**NOW, **NEEDED})
    typology.page.locator("[data-clear=now-function]").click()
    typology.wait_until_stored("typology/now/function", None)
    expect(typology.gap).to_have_count(2)
    typology.press("clear")
    assert len(typology.type_chosen()) == 3
    typology.press("confirm-clear")
    expect(typology.status).to_have_text("Cleared.")
    assert typology.type_chosen() == {}
    expect(typology.gap).to_have_count(0)
    stored = typology.stored()
    assert [key for key in stored if key.startswith("typology")] == []
    assert stored["checklists/obstacles/governance"] == {"done": True}


# Without scripts


def test_without_scripts_table_and_questions_can_be_read(new_context, instrument, path):
    """Definitions, squares, questions and the rule are plain HTML; no button is dead."""
    page = new_context(java_script_enabled=False).new_page()
    page.goto(PAGE)
    page.locator("summary").click()
    shown = words(page.locator("main").inner_text())
    texts = instrument.typology
    for choice in (*texts.collaborations, *texts.functions):
        assert choice.definition in shown
    for question in (*path.gates, *path.level_questions, path.function_question):
        assert question.question in shown
        for option in question.options:
            assert option.label in shown
    for example in path.examples:
        cell = page.locator(f"[data-cell='{example.collaboration}/{example.function}']")
        expect(cell).to_have_text(example.name)
    assert "The level in the middle" in shown
    assert "closest type:" not in shown
    assert "{" not in shown
    Notes(page).answer_path(**FULL)
    expect(page.locator("[data-path] input:checked")).to_have_count(len(FULL))
    expect(dead_buttons(page)).to_have_count(0)
    expect(page.locator("[data-gap]:visible, [data-outcome-frame]:visible")).to_have_count(0)
