"""What a round promises: told before the first statement, kept, and never handed on unasked."""

import json
from urllib.parse import quote_plus

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.pages import Assess

TERMS = {
    "context": "Five partners.\nTwo are new.",
    "facilitator": "Ada Okoro",
    "holder": "Jo Lind",
    "sees": "Partners see figures",
    "delete_on": "2027-09-30",
    "ending": "We meet in June",
}
SHOWN = [*TERMS.values(), "30 September 2027"]
SHOWN.remove("2027-09-30")


def link(**parts: str) -> str:
    """Return a link's end, with these parts and Harbour Lane's spring round."""
    given = {"partnership": "Harbour Lane", "round": "Spring", **parts}
    return "#setup?" + "&".join(f"{name}={quote_plus(text)}" for name, text in given.items())


PARTS = {**TERMS, "mode": "confidential", "threshold": "4", "labels": "level"}
CONFIDENTIAL = link(**PARTS)


@pytest.fixture
def assess(emptied: Assess) -> Assess:
    """Return the page that these tests share."""
    return emptied


@pytest.fixture
def invited(assess: Assess) -> Assess:
    """Return the assessment, opened by its link."""
    assess.page.goto("about:blank")
    return assess.open(CONFIDENTIAL)


def terms(assess: Assess) -> Locator:
    return assess.page.locator("[data-terms]")


def test_terms_stand_before_the_first_statement(invited: Assess):
    """Whoever starts has had them before their eyes: the way to start leads past them."""
    for text in SHOWN:
        expect(terms(invited)).to_contain_text(text)
    (start,) = invited.page.locator('[data-action="start"]:visible').all()
    assert start.evaluate("button => button.closest('[data-terms]') !== null")
    start.click()
    invited.expect_step("1")
    expect(terms(invited)).to_be_hidden()


def test_without_a_link_there_are_no_terms(fresh: Assess):
    """Whoever comes by themselves starts at the top."""
    expect(terms(fresh)).to_be_hidden()
    start = fresh.page.locator('[data-action="start"]:visible')
    expect(start).to_have_count(1)
    assert not start.evaluate("button => button.closest('form') !== null")


def test_mode_is_told_in_a_plain_sentence(page):
    """Confidential with its threshold; open by name; neither where the link says nothing."""
    assess = Assess(page).open(CONFIDENTIAL)
    expect(terms(assess)).to_contain_text("only together with those of others, from 4 people on")
    expect(terms(assess).get_by_text("Your profile is shown")).to_be_hidden()
    page.goto("about:blank")
    assess.open(link(partnership="Other", mode="open"))
    expect(terms(assess)).to_contain_text("Your profile is shown by name")
    expect(terms(assess).get_by_text("only together")).to_be_hidden()
    page.goto("about:blank")
    assess.open(link(partnership="Third", holder="Jo Lind"))
    expect(terms(assess).get_by_text("How answers are shown")).to_be_hidden()


def test_terms_outlast_a_reload(invited: Assess):
    """They can be read again as long as the answers are here, and go with them."""
    invited.answer({"1A": 3})
    invited.wait_until_stored("responses/1A", {"answer": 3})
    invited.reload()
    for text in SHOWN:
        expect(terms(invited)).to_contain_text(text)
    invited.press("erase")
    invited.press("confirm-erase")
    expect(terms(invited)).to_be_hidden()
    expect(invited.page.locator('[data-action="start"]:visible')).to_have_count(1)


def test_terms_go_into_the_own_copy_and_not_to_the_facilitator(invited: Assess):
    """The file that is passed on holds round, mode and threshold, and no word of the terms."""
    invited.answer({"1A": 3}).show_result()
    _, given = invited.download("download-result")
    about = {key: json.loads(given)[key] for key in ("round", "mode", "threshold")}
    assert about == {"round": "Spring", "mode": "confidential", "threshold": 4}
    assert [text for text in ("terms", *TERMS, *TERMS.values()) if f'"{text}"' in given] == []
    invited.press("back")
    _, copy = invited.download("download-copy")
    assert json.loads(copy)["terms"] == {**TERMS, "labels": ["level"], "threshold": 4}


def test_only_labels_that_the_round_asks_for_are_asked(invited: Assess):
    """The others are not there; without a list, or with one of none, it is all or none."""
    cases = {CONFIDENTIAL: ["level"], link(partnership="Two", labels="none"): []}
    cases[link(partnership="Three")] = ["organisation", "sector", "level"]
    for address, asked in cases.items():
        invited.page.goto("about:blank")
        invited.open(address)
        invited.page.evaluate("location.hash = 'details'")
        invited.expect_step("details")
        shown = invited.page.locator("[data-label]:visible")
        assert shown.evaluate_all("all => all.map(e => e.dataset.label)") == asked
        expect(invited.field("name")).to_be_visible()


def test_label_that_was_given_before_can_be_taken_back(assess: Assess):
    """What would go into the file never stands in a field that cannot be seen."""
    assess.choose({"sector": "public"})
    assess.wait_until_stored("respondent/sector", "public")
    assess.page.goto("about:blank")
    assess.open(CONFIDENTIAL)
    assess.page.evaluate("location.hash = 'details'")
    expect(assess.radio("sector", "public")).to_be_visible()


def test_foreign_words_are_text_and_stand_apart(page):
    """Markup is seen as such; letters that run the other way turn nothing else round."""
    hostile = "<img src=x onerror=alert(1)> \u202ereversed"
    assess = Assess(page).open(link(context=hostile, holder=hostile, mode="open"))
    for name in ("context", "holder"):
        place = terms(assess).locator(f"[data-term={name}]")
        expect(place).to_have_text(hostile)
        assert place.evaluate("place => place.localName") == "bdi"
    expect(terms(assess).locator("img")).to_have_count(0)


def test_answers_given_in_confidence_do_not_become_open(invited: Assess):
    """A link for the same round in another mode asks first, and shows its terms before a start."""
    invited.answer({"1A": 3})
    invited.wait_until_stored("responses/1A", {"answer": 3})
    invited.page.goto("about:blank")
    invited.open(link(mode="open", holder="Eve"))
    told = invited.page.locator("[data-return]")
    expect(told).to_contain_text("on other terms than those of the link")
    assert invited.stored()["mode"] == "confidential"
    expect(terms(invited)).to_contain_text("Eve")
    invited.press("start-again")
    invited.expect_step("intro")
    expect(terms(invited)).to_contain_text("Eve")
    assert (invited.answers(), invited.stored()["mode"]) == ({}, "open")


def offered(assess: Assess, **parts: str) -> None:
    """Answer under the first terms, then open a link with others for the same round."""
    assess.answer({"1A": 3})
    assess.wait_until_stored("responses/1A", {"answer": 3})
    assess.page.goto("about:blank")
    assess.open(link(**{**PARTS, **parts}))
    expect(terms(assess)).to_contain_text("New terms for this round")


def test_new_terms_are_accepted_with_one_press(invited: Assess):
    """The answers go along under the same id, and only from then on under the new terms."""
    offered(invited, mode="partner", holder="Eve", threshold="")
    expect(terms(invited)).to_contain_text("its profile is yours")
    before = invited.stored()
    assert (before["mode"], before["terms"]["threshold"]) == ("confidential", 4)
    invited.press("accept-terms")
    invited.expect_step("result")
    _, given = invited.download("download-result")
    file = json.loads(given)
    assert (file["mode"], file["result_id"]) == ("partner", before["result_id"])
    assert "threshold" not in file
    assert file["responses"]["1A"] == {"answer": 3}
    assert invited.stored()["terms"]["holder"] == "Eve"


def test_new_terms_can_be_left(invited: Assess):
    """Whoever keeps the former terms goes on under them."""
    offered(invited, mode="open")
    terms(invited).locator("[data-action=keep-terms]").click()
    invited.expect_step("1")
    assert invited.stored()["mode"] == "confidential"
    invited.page.evaluate("location.hash = 'intro'")
    expect(terms(invited)).to_contain_text("from 4 people on")
    expect(terms(invited)).not_to_contain_text("New terms")


def test_lower_threshold_is_a_new_promise(invited: Assess):
    """It is asked about like another mode; a higher one promises more, and is taken over."""
    offered(invited, threshold="3")
    assert invited.stored()["terms"]["threshold"] == 4
    invited.page.goto("about:blank")
    invited.open(link(**{**PARTS, "threshold": "6"}))
    expect(terms(invited)).to_contain_text("from 6 people on")
    expect(terms(invited)).not_to_contain_text("New terms")


def test_changed_terms_are_told(invited: Assess):
    """Who has answered under other terms learns of it; who opens the same link does not."""
    changed = terms(invited).locator("[data-terms-changed]")
    invited.answer({"1A": 3})
    invited.wait_until_stored("responses/1A", {"answer": 3})
    for holder, is_told in (("Jo Lind", False), ("Eve", True)):
        invited.page.goto("about:blank")
        invited.open(link(**{**PARTS, "holder": holder}))
        expect(terms(invited)).to_contain_text(holder)
        assert changed.is_visible() == is_told


def test_promises_of_one_round_are_none_of_another(invited: Assess):
    """A link that says nothing of terms or mode leaves none of the former round's."""
    invited.page.goto("about:blank")
    invited.open(link(round="Autumn"))
    expect(invited.field("round")).to_have_value("Autumn")
    expect(terms(invited)).to_be_hidden()
    invited.wait_until_stored("round", "Autumn")
    assert {"mode", "terms"} & set(invited.stored()) == set()


DAMAGED = "#setup?c=aqzta0n&partnership=Lane&mo"


def damage(assess: Assess) -> Locator:
    return assess.page.locator("[data-link-damage]")


def test_damage_of_a_link_stays_told_until_a_whole_one_comes(page):
    """Also after a reload: what is not known is named, and that profiles may be shown by name."""
    assess = Assess(page).open(DAMAGED)
    assert "setup" not in page.url
    for _ in range(2):
        for text in ("damaged", "how answers will be shown", "who holds the files", "by name"):
            expect(damage(assess)).to_contain_text(text)
        expect(assess.field("partnership")).to_have_value("Lane")
        expect(terms(assess)).to_be_visible()
        assess.wait_until_stored("partnership", "Lane")
        assess.reload()
    page.goto("about:blank")
    assess.open("#setup?c=aqzta0n&amp;partnership=Lane&amp;mode=open&amp;labels=none")
    expect(terms(assess)).to_contain_text("Your profile is shown by name")
    expect(damage(assess)).to_be_hidden()


def test_damaged_link_takes_nothing_away_that_is_known(invited: Assess):
    """In the middle of a step, too, one learns of it; who wrote a link by hand hears nothing."""
    invited.press("start")
    invited.page.evaluate("location.hash = '#setup?round=Spring&purpose=rout'")
    expect(damage(invited)).to_contain_text("damaged")
    expect(damage(invited)).not_to_contain_text("how answers will be shown")
    expect(terms(invited)).to_contain_text("Jo Lind")
    invited.page.evaluate("location.hash = '#setup?partnership=Harbour Lane&round=Spring'")
    expect(damage(invited)).to_be_hidden()
    expect(terms(invited)).to_contain_text("Jo Lind")
