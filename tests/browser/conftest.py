"""What the browser tests are given: a server, a browser for each module, clean pages."""

from collections.abc import Callable, Generator, Iterator, Sequence
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from pat_core import Instrument
from pat_core.instrument.checklists import Check, Checklist, load_checklists
from tests.browser.desk import Desk, shared_desk
from tests.browser.last_look import last_look
from tests.browser.notes import KEY, LIST, NOTE, PAGE, Notes
from tests.browser.pages import Assess
from tests.browser.sharing import PATIENCE, SharedPage, Tab, make_context, shared_page
from tests.browser.workshops import in_workshop, shared_workshop
from tests.sampling import SAMPLES, sample
from tests.site.building import built_site, chosen_instrument
from tools import serve
from tools.browsers import chromium

expect.set_options(timeout=PATIENCE)

BROWSERS = pytest.StashKey[list[Browser]]()
"""Those that run just now, the last module's fixtures having ended their own."""

MakeContext = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def site():
    return built_site()


@pytest.fixture(scope="session")
def pages(site) -> list[str]:
    """Return the address of every page, without its first slash."""
    names = [path.relative_to(site).as_posix() for path in site.rglob("*.html")]
    return sorted(name.removesuffix("index.html") for name in names)


@pytest.fixture(scope="session")
def instrument() -> Instrument:
    return chosen_instrument()


@pytest.fixture(scope="session")
def address(site) -> Iterator[str]:
    """Serve the built site and return its address, with the closing slash."""
    with serve.start(site) as url:
        yield url


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as engines:
        yield engines


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Add to the report of a failure what the open pages were doing."""
    report = yield
    if report.failed:
        browsers: list[Browser] = item.config.stash.get(BROWSERS, [])
        report.sections.append(("open pages", "\n".join(last_look(browsers))))
    return report


@pytest.fixture(scope="module")
def launch(playwright: Playwright, pytestconfig: pytest.Config) -> Iterator[Callable[..., Browser]]:
    """Return a function that starts a browser with further switches; all end with the module.

    *without* names switches that Playwright sets and a test does not want.
    """
    started = pytestconfig.stash[BROWSERS] = []

    def start(*switches: str, without: Sequence[str] = ()) -> Browser:
        path = chromium.find_browser()
        assert path, "no Chromium was found; `make test` installs one"
        arguments = [*chromium.launch_arguments(), *switches]
        started.append(
            playwright.chromium.launch(
                executable_path=path, args=arguments, ignore_default_args=list(without)
            )
        )
        return started[-1]

    yield start
    for browser in started:
        browser.close()


@pytest.fixture(scope="module")
def browser(launch) -> Browser:
    """Return a browser that no other module's tests have worn out."""
    started: Browser = launch()
    return started


@pytest.fixture(scope="module")
def reported() -> list[str]:
    """Return where the errors come that the pages of a module report."""
    return []


@pytest.fixture
def faults(reported: list[str]) -> Iterator[list[str]]:
    """Collect what a page reports as an error; a test that expects some empties the list."""
    yield reported
    left = reported.copy()
    reported.clear()
    assert left == []


@pytest.fixture
def new_context(browser: Browser, address: str, faults: list[str]) -> Iterator[MakeContext]:
    """Return a function that makes a context, on another browser too; errors are collected."""
    made: list[BrowserContext] = []

    def make(on: Browser = browser, **options: Any) -> BrowserContext:
        made.append(make_context(on, address, faults, **options))
        return made[-1]

    yield make
    for context in made:
        context.close()


@pytest.fixture
def context(new_context: MakeContext) -> BrowserContext:
    return new_context()


@pytest.fixture
def own_page(context: BrowserContext) -> Page:
    """Return a page of which no other test hears: it may be given scripts, or another clock."""
    return context.new_page()


@pytest.fixture(scope="module")
def tab(browser: Browser, address: str, reported: list[str]) -> Iterator[Tab]:
    """Return the tab that the tests of a module use one after the other."""
    used = Tab(browser, address, reported)
    yield used
    used.close()


@pytest.fixture
def page(tab: Tab, faults: list[str]) -> Iterator[Page]:
    """Return a page in a tab in which nothing was opened and nothing is kept."""
    yield tab.open()
    tab.clean()


@pytest.fixture
def elsewhere(tab: Tab) -> Callable[[], Page]:
    """Return what empties the tab, so that its page is that of another computer, and gives it."""

    def move() -> Page:
        tab.clean()
        return tab.open()

    return move


@pytest.fixture
def fresh(page: Page) -> Assess:
    """Return the assessment, opened by somebody who has never been there."""
    return Assess(page).open()


@pytest.fixture
def assess(fresh: Assess) -> Assess:
    """Return a fresh assessment; modules whose tests can share a page put that in its place."""
    return fresh


@pytest.fixture(scope="module")
def kept_open(browser: Browser, address: str) -> Iterator[SharedPage]:
    """Return a page with the assessment that the tests of a module use one after the other."""
    with shared_page(browser, address) as shared:
        Assess(shared.page).open()
        yield shared


@pytest.fixture
def emptied(kept_open: SharedPage) -> Iterator[Assess]:
    """Return the assessment after all that others entered was deleted; Python may run already."""
    yield Assess(kept_open.page).empty()
    kept_open.expect_no_faults()


@pytest.fixture(scope="module")
def table(browser: Browser, address: str) -> Iterator[tuple[Desk, bytes]]:
    """Return a page for those tests that begin with an empty desk, and an empty workspace."""
    with shared_desk(browser, address) as desk:
        yield desk, desk.save("download-workspace")[1]


@pytest.fixture
def desk(table: tuple[Desk, bytes]) -> Desk:
    """Return that page with nothing on it."""
    desk, nothing = table
    return desk.start_from(nothing)


@pytest.fixture(scope="module")
def workshop_table(browser: Browser, address: str) -> Iterator[tuple[Desk, bytes]]:
    """Return a page for tests of the workshop, and the workspace that each starts from."""
    with shared_workshop(browser, address) as workshop:
        yield workshop


@pytest.fixture
def workshop_desk(workshop_table: tuple[Desk, bytes]) -> Iterator[Desk]:
    """Return that page with the workshop view open, at the list of its topics."""
    with in_workshop(*workshop_table) as desk:
        yield desk


@pytest.fixture
def notes(page: Page) -> Notes:
    """Return a checklist, opened by somebody who has never been there."""
    return Notes(page).open(PAGE)


@pytest.fixture
def begun(notes: Notes) -> Notes:
    """Return that checklist with two ticks, one of them noted on."""
    notes.tick("chemistry", "reputation")
    notes.note("reputation", NOTE)
    notes.wait_until_stored(f"{KEY}reputation", {"done": True, "note": NOTE})
    return notes


@pytest.fixture(scope="session")
def lists(instrument: Instrument) -> dict[str, Checklist]:
    """Return what the checklists say, by id."""
    return {checklist.id: checklist for checklist in load_checklists(instrument)}


@pytest.fixture(scope="session")
def checks(lists: dict[str, Checklist]) -> dict[str, Check]:
    """Return what the checks of that checklist say, by id."""
    return {check.id: check for check in lists[LIST].checks}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take of each long list of tests the first and a sample; a long run takes all."""
    lists: dict[tuple[str, int], list[pytest.Item]] = {}
    for item in items:
        if mark := item.get_closest_marker("sampled"):
            lists.setdefault(mark.args, []).append(item)
    left_out = []
    for (name, size), (first, *others) in lists.items():
        chosen = [first, *sample(name, others, size - 1)]
        SAMPLES[name] = (len(chosen), len(others) + 1)
        left_out += [item for item in others if item not in chosen]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]
