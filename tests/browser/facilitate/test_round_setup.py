"""Setting up a round: what its fields make, its file, its code, and what must be put right."""

import json
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import Assess
from tests.browser.paper import sheets
from tests.browser.readable import VIEWS, expect_none, show, violations_in
from tests.browser.rounds import ROUND, TEXTS, Setup
from tests.browser.scripts import SIDEWAYS, TOO_WIDE
from tests.browser.sharing import SIZE, SharedPage, shared_page


@pytest.fixture
def fresh(page: Page) -> Setup:
    """Return the set-up, opened by somebody who has never been there."""
    return Setup(page).open()


@pytest.fixture
def prepared(fresh: Setup) -> Setup:
    """Return a round that has everything, set up on a fresh page."""
    return fresh.fill_all()


@pytest.fixture(scope="module")
def kept_open(browser, address) -> Iterator[SharedPage]:
    """Return a page with the set-up that tests use one after the other."""
    with shared_page(browser, address) as shared:
        Setup(shared.page).open()
        yield shared


@pytest.fixture
def setup(kept_open: SharedPage) -> Iterator[Setup]:
    """Return the set-up with nothing in it, on the page that tests share."""
    yield Setup(kept_open.page).clear()
    kept_open.expect_no_faults()


@pytest.fixture
def filled(setup: Setup) -> Setup:
    """Return a round that has everything, on that page."""
    return setup.fill_all()


@pytest.fixture
def viewed(setup: Setup) -> Iterator[Setup]:
    """Return the page that tests share for one that changes how it looks."""
    yield setup
    setup.page.set_viewport_size(SIZE)
    setup.page.emulate_media(color_scheme="null", reduced_motion="null")


def test_mode_comes_first_and_is_chosen_by_nobody_else(fresh: Setup):
    """Nothing is made before mode and partnership are known."""
    assert fresh.form.locator("input[type=radio]").first.get_attribute("name") == "mode"
    expect(fresh.form.locator("[name=mode]:checked")).to_have_count(0)
    fresh.field("partnership").fill("Lane")
    expect(fresh.made).to_be_hidden()
    fresh.choice("mode", "open").check()
    expect(fresh.made).to_be_visible()
    expect(fresh.field("invitation")).to_have_value(re.compile("Named.*shown by name"))


def test_texts_follow_the_fields(filled: Setup):
    """Every change is in invitation and reminder at once."""
    invitation = filled.field("invitation")
    expect(invitation).to_have_value(re.compile("12 people from 2 partners"))
    expect(invitation).to_have_value(re.compile("from 5 people on"))
    filled.field("threshold").fill("7")
    expect(invitation).to_have_value(re.compile("from 7 people on"))
    filled.field("holder").fill("Kim Park")
    expect(filled.field("reminder")).to_have_value(re.compile("send the file to Kim Park"))


def test_set_up_says_live_what_its_numbers_will_show(filled: Setup):
    """Before anybody is asked: what will be seen, what would show more, and where it may fail."""
    preview = filled.form.locator("[data-round-preview]")
    expect(preview).to_contain_text("With these numbers you will see: the whole group")
    warning = preview.locator("[data-preview-warning]")
    expect(warning).to_be_hidden()
    filled.choice("by", "organisation").check()
    expect(preview).to_contain_text("every organisation by itself")
    filled.field("threshold").fill("8")
    expect(preview).to_contain_text("no organisation by itself")
    expect(preview.locator("li").first).to_contain_text("With a threshold of 5")
    expect(warning).to_contain_text("six in ten answer")
    filled.choice("mode", "partner").check()
    expect(preview).to_contain_text("each of the 2 partners by name")
    expect(warning).to_be_hidden()
    filled.field("people").first.fill("")
    filled.field("people").last.fill("")
    expect(preview).to_be_hidden()


def test_by_partner_looks_at_organisations(filled: Setup):
    """Nobody has to find out that this mode knows no other label."""
    filled.choice("mode", "partner").check()
    expect(filled.choice("by", "organisation")).to_be_checked()
    expect(filled.choice("labels", "organisation")).to_be_checked()
    filled.choice("by", "level").check()
    filled.press("copy-link")
    expect(filled.problem).to_contain_text("looked at by organisation and by nothing else")


def test_link_fills_the_assessment_in(prepared: Setup):
    """Whoever opens it finds partnership, purpose and terms; before the # stands nothing of it."""
    link = urlsplit(prepared.link())
    assert (link.query, link.path.endswith("/assess/")) == ("", True)
    prepared.page.goto(prepared.link())
    assess = Assess(prepared.page).wait()
    expect(assess.field("partnership")).to_have_value("Harbour Lane & Co")
    expect(assess.radio("purpose", "routine")).to_be_checked()
    expect(prepared.page.locator("[data-terms]")).to_contain_text("Jo Lind")
    expect(prepared.page.locator("[data-terms]")).to_contain_text("30 September 2027")


def test_only_labels_asked_for_stand_in_the_link(filled: Setup):
    """Who looks at the group by a label also asks for it."""
    filled.choice("by", "sector").check()
    expect(filled.choice("labels", "sector")).to_be_checked()
    filled.choice("labels", "level").uncheck()
    assert parse_qs(urlsplit(filled.link()).fragment)["labels"] == ["sector"]


def test_what_is_missing_is_told_with_a_way_to_it(fresh: Setup):
    """A summary takes the focus; it leads to each field, and the field has the same words."""
    fresh.press("download-round")
    expect(fresh.problem).to_be_focused()
    expect(fresh.page).to_have_title(re.compile("^Error: "))
    fresh.problem.get_by_role("link", name="Name the partnership.").click()
    partnership = fresh.field("partnership")
    expect(partnership).to_be_focused()
    expect(partnership).to_have_attribute("aria-invalid", "true")
    expect(partnership).to_have_accessible_description(re.compile("Name the partnership"))
    fresh.problem.get_by_role("link", name=re.compile("Combined only, By partner or Named")).click()
    expect(fresh.choice("mode", "confidential")).to_be_focused()
    group = fresh.form.get_by_role("group", name="How will the answers be shown?")
    expect(group).to_have_accessible_description(re.compile("Choose how answers"))


def test_nothing_is_told_while_somebody_types_and_nothing_typed_is_lost(filled: Setup):
    """Wrong entries stay as they are until a button is pressed; corrected, they are forgotten."""
    filled.field("threshold").fill("2")
    filled.field("delete_on").fill("2027-03-01")
    filled.field("holder").fill("x" * 201)
    filled.field("people").first.fill("0")
    expect(filled.problem).to_be_hidden()
    filled.press("download-round")
    expect(filled.problem.locator("li")).to_have_count(4)
    assert filled.field("holder").input_value() == "x" * 201
    filled.fill(TEXTS).field("threshold").fill("3")
    filled.field("people").first.fill("5")
    filled.download("download-round")
    expect(filled.problem).to_be_hidden()
    expect(filled.page).not_to_have_title(re.compile("Error"))
    expect(filled.form.locator("[data-field-problem], [aria-invalid]")).to_have_count(0)


def test_text_that_is_too_long_is_counted_and_nothing_is_made_of_it(filled: Setup):
    """Beside the field, while it can be put right; the link is not there before that."""
    filled.field("holder").fill("x" * 212)
    holder = filled.form.locator("div:has(> [name=holder])")
    expect(holder).to_contain_text("12 characters too long: 200 fit")
    expect(filled.field("holder")).to_have_value("x" * 212)
    expect(filled.made).to_be_hidden()
    expect(filled.form.locator("[data-round-waiting]")).to_contain_text("Who holds the files: 12")
    filled.field("holder").fill("Kim Park")
    expect(filled.made).to_be_visible()
    expect(filled.form.locator("[data-fault], [aria-invalid]")).to_have_count(0)


def test_year_of_five_digits_is_told_and_goes_nowhere(filled: Setup):
    """At the field, whatever way it came in; no invitation and no file has it."""
    filled.field("date").evaluate(
        """field => { field.value = "20277-03-12";
          field.dispatchEvent(new Event("input", { bubbles: true })); }"""
    )
    field = filled.form.locator("div:has(> [name=date])")
    expect(field).to_contain_text("20277-03-12 is not a possible date")
    expect(filled.made).to_be_hidden()
    filled.press("download-round")
    expect(filled.problem.locator("li")).to_have_count(1)


def test_set_up_file_with_such_years_is_loaded_without_them(setup: Setup):
    """All else is there, and both days are named."""
    days = {"date": "20277-03-12", "delete_on": "20278-03-12"}
    setup.load(json.dumps({**ROUND, **days, "partnership": "Harbour Lane"}))
    expect(setup.field("partnership")).to_have_value("Harbour Lane")
    expect(setup.problem.locator("li")).to_have_count(2)
    expect(setup.problem).to_contain_text('date is "20277-03-12"')
    expect(setup.field("date")).to_have_value("")


def test_partner_without_a_number_is_asked_about_before_it_goes(setup: Setup):
    """It is in no round yet, and would be lost all the same."""
    setup.field("partner").fill("Council")
    setup.load(json.dumps(ROUND))
    expect(setup.form.locator("[data-round-choice]")).to_be_visible()
    setup.press("leave-round")
    expect(setup.field("partner")).to_have_value("Council")


def test_open_round_must_ask_for_the_organisation(filled: Setup):
    """Its profiles are shown under the partners' names."""
    filled.choice("mode", "open").check()
    expect(filled.choice("labels", "organisation")).to_be_checked()
    filled.choice("labels", "organisation").uncheck()
    filled.press("copy-link")
    expect(filled.problem).to_contain_text("Ask for the organisation")
    filled.choice("labels", "organisation").check()
    filled.download("download-round")


def test_set_up_file_holds_the_round_and_opens_again(filled: Setup):
    """What was entered comes back after a day, to the last sign; the file holds nothing else."""
    name, text = filled.download("download-round")
    assert name == "harbour-lane-co-spring-2027.pat-round.json"
    assert json.loads(text) == ROUND
    again = Setup(filled.page).open()
    assert again.field("partnership").input_value() == ""
    again.load(text)
    expect(again.status).to_have_text("Loaded: Harbour Lane & Co, Spring 2027.")
    assert again.texts() == TEXTS
    _, second = again.download("download-round")
    assert second == text


def test_change_after_loading_loses_nothing(setup: Setup):
    """Another mode, partnership and round: all else stays, for the next round from this one."""
    setup.load(json.dumps(ROUND))
    changed = {"partnership": "Hill Lane", "round": "Autumn 2027"}
    setup.fill(changed, mode="open").choice("labels", "organisation").check()
    _, text = setup.download("download-round")
    labels = ["level", "organisation"]
    assert json.loads(text) == {**ROUND, **changed, "mode": "open", "labels": labels}


def test_file_does_not_replace_what_was_entered_unasked(setup: Setup):
    """The page asks; what is here stays until it is given up."""
    setup.fill({"partnership": "Typed"})
    setup.load(json.dumps(ROUND))
    expect(setup.form.locator("[data-round-choice]")).to_contain_text("Harbour Lane & Co")
    setup.press("leave-round")
    expect(setup.form.locator("[data-round-choice]")).to_be_hidden()
    expect(setup.field("partnership")).to_have_value("Typed")
    setup.load(json.dumps(ROUND))
    setup.press("take-round")
    assert setup.texts() == TEXTS


FOREIGN = {
    "PK\x03\x04": "it is a packed file",
    '{"format": "pat-result", "format_version": 1}': 'says "pat-round" there',
    '{"format": "pat-round", "format_version": 9}': "9, newer than this program",
    json.dumps({**ROUND, "holder": "x" * 201}): "holder",
    json.dumps({**ROUND, "threshold": 1}): "from 3 to 10",
    '{"format": "pat-round"' + " " * 2_000_000 + "}": "more than 2,000,000 bytes",
}
"""What is no set-up file, and words of the sentence that refuses it."""


def test_foreign_file_is_refused_in_a_sentence(filled: Setup):
    """What is no set-up file changes nothing."""
    for text, words in FOREIGN.items():
        filled.load(text)
        expect(filled.problem).to_contain_text(words)
        assert filled.texts() == TEXTS, words


def test_words_of_a_file_are_text(setup: Setup):
    """Markup in a set-up file is seen as such, wherever it is shown."""
    hostile = "<img src=x onerror=alert(1)>"
    setup.load(json.dumps({**ROUND, **dict.fromkeys(("partnership", "round", "context"), hostile)}))
    expect(setup.form.locator("[data-round-title]")).to_have_text(f"{hostile}, {hostile}")
    expect(setup.form.locator("img")).to_have_count(0)
    expect(setup.form.locator("bdi [data-round-title], bdi[data-round-title]")).to_have_count(1)


def test_partners_are_added_and_removed(setup: Setup):
    """Each row has names of its own; the last one never goes."""
    setup.fill({"partnership": "Lane"})
    setup.invite(Council=5, Charity=7, Clinic=1)
    expect(setup.form.locator("[data-round-invited]")).to_have_text(
        "13 people from 3 partners are invited."
    )
    setup.form.get_by_role("button", name="Remove partner 2").click()
    expect(setup.form.get_by_label("Partner 2")).to_have_value("Clinic")
    expect(setup.form.locator("[data-round-invited]")).to_contain_text("6 people from 2")
    for _ in range(2):
        setup.form.get_by_role("button", name="Remove partner 1").click()
    expect(setup.field("partner")).to_have_count(1)
    setup.field("people").fill("40")
    assert json.loads(setup.download("download-round")[1])["invited"] == [
        {"partner": "", "people": 40}
    ]


def test_partner_is_named_once(filled: Setup):
    """Two rows of one name would be counted as one partner."""
    filled.field("partner").nth(1).fill(" council")
    filled.press("download-round")
    expect(filled.problem).to_contain_text("row 1 already")


def test_texts_are_copied_and_downloaded(filled: Setup):
    """The clipboard and the files hold what stands there."""
    filled.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for name in ("invitation", "reminder", "link"):
        filled.press(f"copy-{name}")
        expect(filled.status).to_have_text(f"The {name} is copied.")
        copied = filled.page.evaluate("navigator.clipboard.readText()")
        assert copied == filled.field(name).input_value()
    name, text = filled.download("download-invitation")
    assert name == "harbour-lane-co-spring-2027.invitation.txt"
    assert text == filled.field("invitation").input_value()


def test_where_copying_is_refused_the_text_is_marked(filled: Setup):
    """As on plain http: the person copies by hand."""
    filled.page.evaluate(
        """() => Object.defineProperty(
          navigator, "clipboard", { value: undefined, configurable: true })"""
    )
    filled.press("copy-link")
    expect(filled.status).to_contain_text("marked")
    assert filled.page.evaluate("String(getSelection())") == filled.link()
    filled.page.evaluate("delete navigator.clipboard")


# The three large squares by which a reader finds a code: 7 points wide, dark, light, dark.
FINDERS = """svg => {
  const side = svg.viewBox.baseVal.width;
  const dark = new Set(svg.querySelector("path").getAttribute("d").match(/M\\d+ \\d+/g));
  const row = (x, y) => [...Array(9).keys()].map(i => +dark.has(`M${x + i - 1} ${y}`)).join("");
  return [[4, 4], [side - 11, 4], [4, side - 11]].map(([x, y]) => [row(x, y + 3), row(x, y - 1)]);
}"""


def test_code_is_one_that_readers_find_in_both_palettes(viewed: Setup):
    """Black on white with a free margin, whatever colours the page has; its address is its text."""
    viewed.fill(TEXTS)
    expect(viewed.code).to_have_attribute("aria-label", f"QR code of the link {viewed.link()}")
    for view in VIEWS[:2]:
        show(viewed.page, view)
        assert viewed.code.evaluate(FINDERS) == [["010111010", "000000000"]] * 3
        fills = viewed.code.evaluate("svg => [...svg.children].map(e => getComputedStyle(e).fill)")
        assert fills == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
        expect(viewed.form.locator("[data-qr-address]")).to_have_text(viewed.link())


def test_code_leaves_the_context_out_where_it_would_be_too_fine(setup: Setup):
    """It says so; and where even that is not enough, it says that there is none."""
    setup.fill({**TEXTS, "context": "long words " * 150})
    note = setup.form.locator("[data-qr-note]")
    expect(note).to_contain_text("leaves the context out")
    address = setup.form.locator("[data-qr-address]").inner_text()
    assert "context" not in address
    assert "holder=Jo" in address
    setup.fill(dict.fromkeys(("facilitator", "holder", "sees", "ending"), "é" * 200))
    expect(note).to_contain_text("too long for a code")
    expect(setup.code).to_have_count(0)
    expect(setup.form.locator('[data-action="print-code"]')).to_be_disabled()


def test_code_is_downloaded_as_a_picture(filled: Setup):
    """The picture is a file of its own that any program opens."""
    expect(filled.code).to_be_visible()
    name, text = filled.download("download-code")
    assert name == "harbour-lane-co-spring-2027.svg"
    assert text.startswith('<svg xmlns="http://www.w3.org/2000/svg"')


def test_code_prints_alone_on_one_sheet(filled: Setup):
    """A poster: whose round it is, the code, the address in letters, the mode."""
    expect(filled.code).to_be_visible()
    filled.page.evaluate("window.print = () => undefined")
    filled.press("print-code")
    (sheet,) = sheets(filled.page)
    assert sheet.startswith("Harbour Lane & Co, Spring 2027")
    assert "Combined only" in sheet
    assert "Set up a round" not in sheet
    filled.page.evaluate("() => { delete window.print; dispatchEvent(new Event('afterprint')); }")
    expect(filled.page.locator("html[data-pat-print], .pat-poster-sheet")).to_have_count(0)


def test_page_keeps_and_sends_nothing(filled: Setup):
    """No store holds a word of it, and no request carries one."""
    asked: list[str] = []
    filled.page.on("request", lambda request: asked.append(request.url))
    filled.field("holder").fill("Kim Park")
    expect(filled.code).to_be_visible()
    kept = filled.page.evaluate(
        """async () => JSON.stringify([{ ...localStorage }, { ...sessionStorage },
          (await indexedDB.databases()).map(each => each.name)])"""
    )
    assert not re.search("Harbour|Jo Lind|Kim|pat-records", kept)
    assert [url for url in asked if re.search("Harbour|Kim", url)] == []


def test_narrow_screens_and_both_palettes(viewed: Setup):
    """Filled in, with problems told: nothing stands beside the screen, and axe finds nothing."""
    viewed.fill(TEXTS)
    viewed.invite(Council=0)
    viewed.press("copy-link")
    expect(viewed.code).to_be_visible()
    for view in (("light", 320), ("dark", 1280)):
        expect_none(violations_in(viewed.page, [view], "set-up"))
        assert viewed.page.evaluate(TOO_WIDE) + viewed.page.evaluate(SIDEWAYS) == []
