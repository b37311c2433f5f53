"""A newer version goes up and the old build is gone: pages go over to it, with what was entered."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.desk import Desk, divided_group
from tests.browser.kept import wait_until_kept
from tests.browser.pages import Assess
from tests.browser.scripts import REFUSE_STORAGE
from tests.browser.versions import Host, renewable
from tests.core.samples import all_answered

# What these visits bring about by themselves: files of a former build that are gone, and the
# checkup's own question whether the policy stops a connection.
EXPECTED_FAULTS = ("Failed to load resource", "https://checkup.invalid/")

LINK = "#setup?partnership=Ty+Newydd&round=Autumn"


@pytest.fixture
def host(site: Path, tmp_path: Path) -> Iterator[Host]:
    """Serve a copy of the site of which newer versions can be put up."""
    with renewable(site, tmp_path / "site") as served:
        yield served


@pytest.fixture
def visitor(new_context, host: Host, faults: list[str]) -> Iterator[BrowserContext]:
    """Return a context in which the site may be kept; what is expected here is no fault."""
    context: BrowserContext = new_context(base_url=host.url, service_workers="allow")
    yield context
    # A page that outlives its host would ask once more, and be heard too late.
    context.close()
    faults[:] = [fault for fault in faults if not any(known in fault for known in EXPECTED_FAULTS)]


@pytest.fixture
def reader(visitor: BrowserContext, host: Host) -> Page:
    """Return a page of somebody for whom the first version is kept, but not Python."""
    page = visitor.new_page()
    page.goto("guidance/")
    wait_until_kept(page, host.folder)
    return page


def build_of(page: Page) -> str:
    """Return the build to which a page belongs."""
    return page.locator("meta[name=pat-build]").get_attribute("content") or ""


def expect_build(page: Page, build: str) -> None:
    """Wait until the page is of that build."""
    selector = f"html[data-pat-step] meta[name=pat-build][content='{build}']"
    page.locator(selector).wait_for(state="attached")


def test_open_page_goes_over_with_its_answers(reader, host):
    """Two versions later Python is asked for the first time: the page moves, and scores all."""
    assess = Assess(reader).open()
    assess.choose({"level": "board"})
    expect(assess.status).to_contain_text("Saved")
    host.renew()
    newest = host.renew()
    assess.answer(all_answered(3))
    expect_build(reader, newest)
    expect(assess.status).to_contain_text("is still here")
    assess.show_result()
    assert assess.figures()["aggregate"] == "108"
    assert assess.answers()["level"] == "board"


def test_next_load_brings_the_newest_version(reader, host, visitor):
    """Before anything is done on the page it is of the version that is there; so are later ones."""
    assess = Assess(reader).open()
    assess.choose({"level": "board"})
    expect(assess.status).to_contain_text("Saved")
    # This work in another tab keeps the old version in charge.
    host.renew()
    newest = host.renew()
    other = Assess(visitor.new_page())
    other.page.goto(f"assess/{LINK}")
    expect_build(other.page, newest)
    expect(other.page.locator("[name=partnership]")).to_have_value("Ty Newydd")
    other.reload()
    assert build_of(other.page) == newest
    other.answer(all_answered(3)).show_result()
    assert other.figures()["aggregate"] == "108"


def test_link_that_waits_for_a_choice_comes_along(visitor, host):
    """Kept for the tab only, and nothing by the service worker yet: the newer version asks."""
    assess = Assess(visitor.new_page())
    visitor.route("**/runtime/**", lambda route: route.abort())
    assess.open("#setup?partnership=Riverside&round=Spring").choose({"keep": "tab"})
    assess.answer({"1A": 3})
    expect(assess.status).to_contain_text("Saved for this tab")
    visitor.unroute("**/runtime/**")
    assess.page.goto("privacy/")
    assess.open(LINK)
    question = assess.page.locator("[data-return-text]")
    expect(question).to_contain_text("Ty Newydd")
    newest = host.renew()
    assess.answer({"1B": 2})
    expect_build(assess.page, newest)
    expect(question).to_contain_text("Ty Newydd")
    assert assess.answers() == {"1A": "3", "1B": "2"}


def test_page_that_keeps_nothing_stays(visitor, host):
    """What is on the page only is not given up: the page says what to do first."""
    visitor.add_init_script(REFUSE_STORAGE)
    assess = Assess(visitor.new_page()).open()
    host.renew()
    assess.answer(all_answered(3))
    assess.press("start")
    assess.press("show-result")
    expect(assess.result).to_contain_text("download your copy before you load the page again")
    expect(assess.result).to_contain_text("the site has been renewed since you opened this page")
    assert len(assess.answers()) == 36


def test_desk_goes_over_while_nothing_lies_on_it(reader, host):
    """Files that could not be read are asked for once more; the second time they are read."""
    desk = Desk(reader).open()
    newest = host.renew()
    desk.choose_files(divided_group())
    expect(reader.locator("[data-status]")).to_contain_text("choose them again")
    assert build_of(reader) == newest
    desk.add_files(divided_group())
    desk.reveal()


def test_version_that_waits_comes_in_at_the_next_load(reader, host):
    """Kept answers hold a newer version up only while somebody works on them."""
    assess = Assess(reader).open()
    assess.choose({"level": "board"})
    expect(assess.status).to_contain_text("Saved")
    newest = host.renew(keep_old=True)
    reader.evaluate("async () => { await (await navigator.serviceWorker.ready).update(); }")
    wait_until_kept(reader, host.folder)
    assert build_of(reader) != newest
    reader.reload()
    expect_build(reader, newest)
    assert assess.answers()["level"] == "board"


def test_page_loaded_anew_after_a_checkup_is_the_newest(reader, host):
    """The checkup finds that the host has another build, and its advice to load anew helps."""
    reader.goto("checkup/")
    reader.locator("html[data-pat-checkup]").wait_for(state="attached")
    newest = host.renew()
    reader.locator("[data-action=start-checkup]").click()
    found = reader.locator("[data-check=build] [data-outcome=other-build]")
    expect(found).to_contain_text("Load the page anew")
    assert build_of(reader) != newest
    reader.reload()
    reader.locator(f"meta[name=pat-build][content='{newest}']").wait_for(state="attached")
