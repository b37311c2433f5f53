"""Without scripts, and on paper: everything is there to be read, ticked and scored by hand."""

import random
import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from pat_core.reports.group.report import write_report
from tests.browser.cases import BY_HAND
from tests.browser.pages import Assess
from tests.browser.paper import printed, sheets, squeezed, words
from tests.browser.readable import await_palette
from tests.browser.sharing import shared_page
from tests.core.group_documents import group_of, random_sheets
from tests.core.samples import CODES, NUMBERS, all_answered

MENUS = ("Skip to content", "Back to top", "Load a file", "Delete my answers", "Save a copy")


@pytest.fixture
def assess(emptied: Assess) -> Assess:
    """Return the assessment that these tests share."""
    return emptied


@pytest.fixture(scope="module")
def plain(browser, address) -> Iterator[Page]:
    """Return the page in a browser whose scripts are switched off."""
    with shared_page(browser, address, java_script_enabled=False) as shared:
        shared.page.goto("assess/")
        yield shared.page


def test_without_scripts_all_text_can_be_read(plain, instrument):
    """36 statements, explanations, options, key and readings are to be seen, not only there."""
    shown = words(plain.locator("main").inner_text())
    for statement in instrument.statements:
        assert statement.text in shown
        assert statement.explanation in shown
    bands = [band for principle in instrument.principles for band in principle.bands]
    assert [band.reading for band in bands if band.reading not in shown] == []
    assert shown.count("Strongly agree") > 36


def test_without_scripts_radios_work(plain):
    """Native radios: one choice a group, by mouse; nothing else is needed."""
    for code in CODES:
        plain.locator(f'input[name="{code}"][value="2"]').check()
    plain.locator('input[name="4A"][value="cant-say"]').check()
    expect(plain.locator('#pat-assess input[type="radio"]:checked')).to_have_count(36 + 1)
    expect(plain.locator('input[name="4A"][value="2"]')).not_to_be_checked()


def test_without_scripts_no_button_is_dead(plain):
    """What needs a script is not to be seen, and a sentence says how to go on."""
    expect(plain.locator("#pat-assess button:visible, main [data-action]:visible")).to_have_count(0)
    expect(plain.locator("#pat-assess input[type=file]:visible")).to_have_count(0)
    expect(plain.locator("noscript p")).to_contain_text("paper form")


def test_without_scripts_the_score_sheet_is_there(plain):
    """A row for each principle, the board to shade, the key."""
    sheet = plain.locator(".pat-score-sheet")
    expect(sheet.locator("table").first.locator("tbody tr")).to_have_count(7)
    expect(sheet.locator("svg")).to_be_visible()
    expect(sheet).to_contain_text("Strongly disagree 1")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_paper_form_is_whole(assess: Assess, plain: Page, instrument, scripts):
    """All 36 statements with their codes, options, key and sheet; no menu, no button."""
    text = printed(assess.page if scripts else plain)
    letters = squeezed(text)
    for statement in instrument.statements:
        assert squeezed(f"{statement.code} {statement.text}") in letters
        assert squeezed(statement.explanation) in letters
    assert "Scoring by hand" in text
    assert squeezed("Strongly agree 4; Agree 3; Disagree 2") in letters
    assert instrument.texts.notice[:60] in text
    assert [menu for menu in MENUS if menu in text] == []


def test_paper_form_is_the_same_from_any_step(assess: Assess, instrument):
    """Who prints in the middle gets the whole form, with explanations that were folded away."""
    assess.press("start")
    assess.press("toggle-explanations")
    assess.press("next")
    letters = squeezed(printed(assess.page))
    for statement in instrument.statements:
        assert squeezed(statement.text) in letters
        assert squeezed(statement.explanation) in letters


def test_printed_result_is_whole(assess: Assess, instrument):
    """Title, date, picture, table, readings and comments; no menu, no lost chart."""
    answers, figures = BY_HAND["one statement left out"]
    assess.field("partnership").fill("Harbour Lane")
    assess.answer(answers)
    assess.comment("3A", "A comment to be printed")
    assess.show_result()
    day = datetime.fromisoformat(assess.stored()["saved_at"])
    text = printed(assess.page)
    assert f"{day.day} {day:%B %Y}" in text
    wanted = ["Your result", "Harbour Lane", "A comment to be printed", *figures.values()]
    wanted += [principle.name for principle in instrument.principles]
    assert [part for part in wanted if squeezed(part) not in squeezed(text)] == []
    assert [menu for menu in (*MENUS, "Download", "Continue") if menu in text] == []
    # The picture prints its figures too, so each stands at least twice.
    assert all(text.count(figures[number]) >= 2 for number in NUMBERS)


def test_print_button_prints(assess: Assess):
    """It opens the browser's own sheet, and says what will come: the form, or the result."""
    mark = "document.body.dataset.printed = 'yes'"
    assess.page.evaluate(f"() => {{ window.print = () => {{ {mark}; }}; }}")
    button = assess.page.locator("[data-action=print]")
    expect(button).to_contain_text("paper version")
    assess.answer(all_answered(3)).show_result()
    expect(button).to_contain_text("result")
    button.click()
    expect(assess.page.locator("body")).to_have_attribute("data-printed", "yes")
    assess.page.evaluate("delete window.print")


@pytest.fixture
def on_paper(assess: Assess) -> Iterator[Assess]:
    """Return it for a test that looks at it as a printer does."""
    yield assess
    assess.page.emulate_media(media="null", color_scheme="null")


def test_printed_result_is_black_on_white(on_paper: Assess):
    """Also when dark colours are chosen."""
    assess = on_paper
    assess.page.emulate_media(color_scheme="dark")
    await_palette(assess.page, "dark")
    assess.answer(all_answered(3)).show_result()
    assess.page.emulate_media(media="print", color_scheme="dark")
    body = assess.page.locator("body")
    paper = body.evaluate("e => getComputedStyle(e).backgroundColor")
    ink = assess.result.locator("h3").first.evaluate("e => getComputedStyle(e).color")
    assert paper in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    channels = [int(part) for part in re.findall(r"\d+", ink)[:3]]
    assert max(channels) < 0x50


def test_nothing_that_belongs_together_is_split(on_paper: Assess):
    """A statement, the picture and a table keep to one sheet."""
    assess = on_paper
    assess.answer(all_answered(3)).show_result()
    assess.page.emulate_media(media="print")
    for part in ("#pat-result figure", "#pat-result table", "#statement-1A"):
        kept = assess.page.locator(part).first.evaluate("e => getComputedStyle(e).breakInside")
        assert kept == "avoid", part


@pytest.mark.parametrize("moved", ["0", "10cm"])
def test_heading_of_a_report_stays_with_its_chart(page, instrument, tmp_path, moved: str):
    """Wherever the end of a sheet falls, a principle's heading stands on that of its scores."""
    people = random_sheets(random.Random(22), 22)
    report = write_report(group_of(people, instrument), instrument)
    style = f"@media print {{ main {{ padding-top: {moved}; }} }}</style>"
    place = tmp_path / "report.html"
    place.write_text(report.replace("</style>", style), encoding="utf-8")
    page.goto(place.as_uri())
    starts, ends = (
        [sheet.count(words) for sheet in sheets(page)] for words in ("22 people; of all", "Band: ")
    )
    assert starts == ends
    assert sum(starts) == 7
