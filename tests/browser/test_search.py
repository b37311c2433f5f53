"""The search on pages that are only read: it finds, by mouse and keyboard, and opens no door."""

import re
import shutil
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.readable import AXE, SCHEMES, expect_none, show
from tests.browser.scripts import IN_A_TURN_OF_ITS_OWN
from tools import serve

QUESTIONS = [
    ("cookies", "privacy/"),
    ("cookie", "privacy/"),
    ("Can't I delete my answers?", "privacy/"),
    ("shared computers", "privacy/"),
    ("what does a low score mean", "method/"),
    ("where do the statements come from?", "method/"),
    ("licence", "sources/"),
    ("who wrote the 2003 tool", "sources/"),
    ("36 short statements", "assess/"),
    ("own wording", "developers/instrument/"),
    ("money", "guidance/problems/"),
    ("nobody turns up", "guidance/problems/"),
    ("who decides", "guidance/problems/"),
    ("we do not trust each other", "guidance/problems/"),
    ("one person holds everything together", "guidance/problems/"),
    ("what kind of partnership do we need", "typology/"),
    ("before we sign the contract", "checklists/before-signing/"),
    ("payment by results", "guidance/values/"),
    ("staff are tired of change", "guidance/staff/"),
    ("do we need a partnership at all", "guidance/need/"),
    ("what happens when somebody leaves", "guidance/key-people/"),
    ("balanced scorecard", "guidance/performance/"),
    ("trust", "guidance/principle-4/"),
    ("how do I prepare an assessment", "guidance/tool/prepare/"),
    ("conflict of interest", "checklists/before-signing/"),
    ("celebrate success", "guidance/principle-6/"),
]
"""What a person may type, and a page that must be among the first three."""

RESULT = ".md-search-result__item"

HOSTILE = """<img src=x onerror="window.ran = 1"><svg onload="window.ran = 1"></svg>
<a href="javascript:window.ran = 1">go</a><b onclick="window.ran = 1" id="__config">words</b>
<iframe srcdoc="<script>parent.ran = 1</script>"></iframe><form><input name="x"></form>
<details open ontoggle="window.ran = 1"></details><style>*{color:red}</style>
<math><mtext><p>x</p></mtext></math><p class="y" style="color: red" id="y"><mark>kept</mark></p>"""
WAYS_IN = [
    "place.innerHTML = text",
    "place.insertAdjacentHTML('beforeend', text)",
    "place.append(document.createRange().createContextualFragment(text))",
    "place.append(...new DOMParser().parseFromString(text, 'text/html').body.childNodes)",
    "place.setHTMLUnsafe(text)",
]
WAY_IN = """text => new Promise(done => setTimeout(() => {
  const place = document.body.appendChild(document.createElement("div"));
  %s;
  for (const element of place.querySelectorAll("*")) { element.click(); }
  const left = [...place.querySelectorAll("*")].flatMap(
    element => [element.localName, ...element.getAttributeNames()]);
  const tell = () => done([window.ran ?? null, [...new Set(left)], place.textContent]);
  // Begun later, this picture fails later than the one in the text.
  Object.assign(new Image(), { src: "x", onerror: () => requestAnimationFrame(tell) });
}))"""

AXE_ON_BAR = """async () => (await axe.run(".md-header")).violations.flatMap(
  ({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${target} ${failureSummary}`)
)"""

REFUSED = [
    "new Worker('/x.js')",
    "new Worker('data:text/javascript,1')",
    "new Worker(URL.createObjectURL(new Blob(['1'])))",
    "new Worker(document.scripts[document.scripts.length - 1].src)",
    "new Worker(WORKER.replace('search.', 'other.'))",
    "new Worker(WORKER + '?x')",
    "new Worker(WORKER.replace('//', '//elsewhere.'))",
    "document.createElement('script').src = '/x.js'",
    "document.createElement('script').text = '1'",
    "document.createElement('script').innerText = '1'",
    "document.body.setAttribute('onclick', '1')",
    "eval('1')",
    "new Function('return 1')",
    "setTimeout('1')",
    "trustedTypes.createPolicy('mine', { createHTML: text => text })",
    "trustedTypes.createPolicy('default', { createHTML: text => text })",
    "trustedTypes.createPolicy('dompurify', { createHTML: text => text })",
]


def box(page: Page) -> Locator:
    return page.get_by_role("search").get_by_role("textbox", name="Search")


def search(page: Page, words: str) -> None:
    """Put words into the box and wait for what they find."""
    box(page).focus()
    box(page).fill(words)
    box(page).press("End")
    page.locator(RESULT).first.wait_for()


def found(page: Page) -> list[str]:
    """Return the path of each page that is found, the best first."""
    links = page.locator(f"{RESULT} > a:first-child")
    paths = links.evaluate_all("links => links.map(link => new URL(link.href).pathname)")
    return [path.removeprefix("/") for path in paths]


@pytest.fixture
def reading(page: Page) -> Page:
    """Return a page that is only read."""
    page.goto("privacy/")
    page.locator("html.js").wait_for(state="attached")
    return page


@pytest.mark.parametrize("start", ["", "method/", "developers/api/"])
def test_typing_finds_a_page_and_enter_leads_there(page, start):
    """Key by key, from any page that is only read; a heading is a heading in the results."""
    page.goto(start)
    box(page).focus()
    page.keyboard.type("delete my answers")
    expect(page.locator(f"{RESULT} mark", has_text="delete").first).to_be_visible()
    expect(page.locator(f"{RESULT} h1", has_text="Privacy").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/privacy/#how-to-delete-your-answers$"))
    expect(page.locator("#how-to-delete-your-answers")).to_be_in_viewport()


def test_click_leads_to_what_was_found(reading):
    """A page that was found is a link like any other."""
    search(reading, "licence")
    reading.locator(f"{RESULT} > a[href$='/sources/']").first.click()
    expect(reading).to_have_url(re.compile("/sources/"))


def test_everyday_questions_find_their_pages(reading):
    """In a person's own words, the page is among the first three."""
    missed = {}
    for question, page_wanted in QUESTIONS:
        box(reading).fill("")
        expect(reading.locator(RESULT)).to_have_count(0)
        search(reading, question)
        first = found(reading)[:3]
        if page_wanted not in first:
            missed[question] = first
    assert missed == {}


def test_what_is_not_there_is_said(reading):
    """No result is no error, whatever signs are typed."""
    said = reading.get_by_role("status")
    for words in ("zzzzzz", 'title:x "y', "+-~^*:", "<b>x</b>qqq"):
        box(reading).focus()
        box(reading).fill(words)
        box(reading).press("End")
        expect(said).to_have_text(re.compile("No matching|Type to start|matching document"))
    box(reading).fill("zzzzzz")
    box(reading).press("End")
    expect(said).to_have_text("No matching documents")


def test_search_asks_no_other_place(page, address):
    """All that the search fetches comes from the site, and its worker is the theme's."""
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.goto("method/")
    search(page, "trust")
    assert [url for url in asked if not url.startswith(address)] == []
    (worker,) = page.workers
    assert re.fullmatch(r"/assets/javascripts/workers/search\.\w+\.min\.js", _path(worker.url))


def test_index_is_fetched_only_when_wanted(page):
    """Who reads a page does not pay for the index of all pages; who searches gets it once."""
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(_path(request.url)))
    page.goto("privacy/")
    page.wait_for_load_state("networkidle")
    assert "/search/search_index.json" not in asked
    search(page, "trust")
    assert asked.count("/search/search_index.json") == 1


def _path(url: str) -> str:
    return urlsplit(url).path


def test_search_works_in_a_sub_folder(new_context, site, tmp_path):
    """Any static host, any folder: index, worker and results lie beside the page."""
    shutil.copytree(site, tmp_path / "some" / "folder")
    with serve.start(tmp_path) as url:
        page = new_context(base_url=f"{url}some/folder/").new_page()
        page.goto("developers/glossary/")
        search(page, "delete answers")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("/some/folder/privacy/#"))
        # It may still be fetching, and the server is about to go.
        page.close()


def test_guarded_page_has_no_search(page, faults):
    """Where foreign files are shown there is no box, no worker and no policy for the whole page."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(_path(request.url)))
    page.goto("assess/")
    page.locator("html[data-pat-step]").wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("search")).to_have_count(0)
    expect(page.locator("header [for=__search]")).to_have_count(0)
    assert page.evaluate("trustedTypes.defaultPolicy") is None
    assert [path for path in asked if re.search("search|purify", path)] == []
    assert page.workers == []
    page.evaluate(IN_A_TURN_OF_ITS_OWN % f"new Worker('{_worker(page)}')")
    assert [fault for fault in faults if "TrustedScriptURL" in fault]
    faults.clear()


def _worker(page: Page) -> str:
    """Return the address of the search's worker, as the theme's script is told it."""
    place: str = page.evaluate(
        "new URL(JSON.parse(document.querySelector('#__config').textContent).search, location).href"
    )
    return place


def test_hostile_markup_is_cleaned(reading, faults):
    """Whatever way it takes into the page, nothing runs; only what results are made of is left."""
    for way in WAYS_IN:
        ran, left, text = reading.evaluate(WAY_IN % way, HOSTILE)
        # The browser reports what it meets while the sanitiser reads, and the picture that waits.
        known = ("Content Security Policy", "404 (Not Found)")
        assert [fault for fault in faults if not any(words in fault for words in known)] == []
        faults.clear()
        assert ran is None, way
        assert set(left) <= {"p", "mark", "class"}, way
        assert "words" in text, way
        assert "kept" in text, way


def test_other_scripts_are_refused(reading, faults):
    """No worker but the search's, no text as script, and no second policy."""
    worker = _worker(reading)
    for attempt in REFUSED:
        script = attempt.replace("WORKER", f"'{worker}'")
        thrown = reading.evaluate(IN_A_TURN_OF_ITS_OWN % script)
        assert thrown in ("TypeError", "EvalError"), attempt
    faults.clear()


def test_single_keys_do_nothing(reading):
    """No letter opens the search or turns the page, wherever the focus is."""
    for place in ("body", "main a >> nth=0", ".md-header input[type=radio]"):
        if place != "body":
            reading.locator(place).first.focus()
        before = reading.evaluate_handle("document.activeElement")
        for key in "fsFSpn/,.":
            reading.keyboard.press(key)
        assert reading.evaluate("before => document.activeElement === before", before), place
        expect(reading.locator("#__search")).not_to_be_checked()
        assert reading.url.endswith("/privacy/"), place


def test_single_keys_are_letters_in_the_box(reading):
    """What is typed stands there, and starts nothing else."""
    box(reading).focus()
    reading.keyboard.type("fspn/,. x")
    expect(box(reading)).to_have_value("fspn/,. x")
    expect(box(reading)).to_be_focused()


def test_keys_of_the_search_work(reading):
    """Arrows walk through the results, Enter follows, Escape and Tab close."""
    search(reading, "partnership")
    first = reading.locator(f"{RESULT} a").first
    for key, focused in (("ArrowDown", first), ("ArrowUp", box(reading)), ("ArrowDown", first)):
        reading.keyboard.press(key)
        expect(focused).to_be_focused()
    reading.keyboard.press("x")
    expect(first).to_be_focused()
    reading.keyboard.press("Escape")
    expect(reading.locator("#__search")).not_to_be_checked()
    search(reading, "trust")
    # Until these are found, the results of the last search stand there.
    expect(reading.locator(f"{RESULT} mark").first).to_have_text(re.compile("trust", re.IGNORECASE))
    reading.keyboard.press("ArrowDown")
    wanted = reading.locator(f"{RESULT} a").first.get_attribute("href") or ""
    reading.keyboard.press("Enter")
    expect(reading).to_have_url(wanted)


def test_box_is_reached_and_left_by_tab(reading):
    """It opens with the focus; Tab leads out of it, to something that can be seen."""
    for width in (360, 1280):
        reading.set_viewport_size({"width": width, "height": 700})
        reading.reload()
        reading.locator("html.js").wait_for(state="attached")
        for _ in range(12):
            reading.keyboard.press("Tab")
            if box(reading).evaluate("box => box === document.activeElement"):
                break
        expect(box(reading)).to_be_focused()
        expect(box(reading)).to_be_in_viewport()
        expect(reading.locator("#__search")).to_be_checked()
        reading.keyboard.press("Tab")
        expect(reading.locator("#__search")).not_to_be_checked()
        assert reading.evaluate("!document.activeElement.closest('.md-search')")


@pytest.mark.parametrize("width", [360, 1280])
def test_open_search_has_no_fault(page, width):
    """In both palettes, on a phone and a desk: nothing that axe finds, and nothing cut off."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("method/")
    page.locator("html.js").wait_for(state="attached")
    if width == 360:
        page.locator("header label[for=__search]").first.click()
    search(page, "trust json")
    page.locator(f"{RESULT} summary").first.click()
    box(page).press("ArrowDown")
    page.evaluate(AXE)
    for scheme in SCHEMES:
        show(page, (scheme, width))
        expect_none(page.evaluate(AXE_ON_BAR))
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        sides = page.locator(f"{RESULT} a").first.bounding_box()
        assert sides is not None
        assert 0 <= sides["x"] <= sides["x"] + sides["width"] <= width


def test_without_the_sanitiser_there_is_no_search(page, faults):
    """If it does not arrive, the box goes, and nothing is let in unseen."""
    page.route("**/purify.min.js", lambda route: route.abort())
    page.goto("privacy/")
    expect(page.locator(".md-search")).to_be_hidden()
    assert page.evaluate("trustedTypes.defaultPolicy") is None
    page.set_viewport_size({"width": 360, "height": 700})
    expect(page.locator("header label[for=__search]").first).to_be_hidden()
    faults.clear()
