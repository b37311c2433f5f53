"""After one visit the site is there without a connection; a newer one takes over in time."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from site_hooks.offline import write_offline
from tests.browser.cases import of_main_kinds
from tests.browser.desk import Desk, divided_group
from tests.browser.kept import listed, wait_until_kept
from tests.browser.pages import Assess, FormPage, search_for
from tests.browser.sharing import make_context
from tests.core.samples import all_answered
from tools import serve

VERSION = "async () => (await caches.keys()).filter(name => name.startsWith('pat-'))"

COUNT_QUESTIONS = """() => {
  window.asked = 0;
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (data?.type === "busy?") window.asked += 1;
  });
}"""
ASK_TO_TAKE_OVER = """async () => {
  const registration = await navigator.serviceWorker.ready;
  await registration.update();
  while (!registration.waiting) { await new Promise(done => setTimeout(done, 50)); }
  registration.waiting.postMessage({ type: "take-over" });
}"""
IS_REGISTERED = "navigator.serviceWorker.getRegistration().then(Boolean)"


def was_asked(page: Page, times: int) -> bool:
    """Wait until a service worker has asked a page so often whether somebody works on it."""
    return FormPage(page).becomes(lambda: page.evaluate("window.asked") >= times)


class Host:
    """A web space of our own, which can be cut off, and where a newer site can be put."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder = folder
        self._stack = stack
        self.url = stack.enter_context(serve.start(folder))

    def cut_off(self) -> None:
        """End the server; nothing answers at its address any more."""
        self._stack.close()

    def renew(self, page: str, old: str, new: str) -> None:
        """Put up a site in which one page says something else."""
        path = self.folder / page
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
        for name in ("build.json", "sw.js"):
            (self.folder / name).unlink()
        (build,) = (self.folder / "build").iterdir()
        write_offline(self.folder, build.name)


@contextmanager
def copy_of(site: Path, folder: Path) -> Iterator[Host]:
    """Serve a copy of the site in a new *folder*, which a test may change, while the block runs."""
    with ExitStack() as stack:
        yield Host(Path(shutil.copytree(site, folder)), stack)


@pytest.fixture
def host(site: Path, tmp_path: Path) -> Iterator[Host]:
    """Serve a copy of the site that a test may change."""
    with copy_of(site, tmp_path / "site") as served:
        yield served


@pytest.fixture
def visitor(new_context, host: Host) -> BrowserContext:
    """Return a context in which the site may be kept."""
    context: BrowserContext = new_context(base_url=host.url, service_workers="allow")
    return context


@contextmanager
def visit(browser: Browser, host: Host, faults: list[str]) -> Iterator[Page]:
    """Give a page of a browser in which the site may be kept, to several tests."""
    context = make_context(browser, host.url, faults, service_workers="allow")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def scored(browser, site, tmp_path_factory) -> Iterator[Assess]:
    """Return the page of somebody who answered and scored, and whose server is gone since then."""
    faults: list[str] = []
    folder = tmp_path_factory.mktemp("scored") / "site"
    with copy_of(site, folder) as host, visit(browser, host, faults) as page:
        assess = Assess(page).open()
        assess.answer(all_answered(3)).show_result()
        wait_until_kept(page, host.folder, with_python=True)
        host.cut_off()
        yield assess
    # That nobody answers is what this is about; only one page is ever asked of the server.
    assert len(faults) <= 1


@pytest.fixture(scope="module")
def read_only(browser, site, tmp_path_factory) -> Iterator[Page]:
    """Return the page of somebody who read one page, and whose server is gone since then."""
    faults: list[str] = []
    folder = tmp_path_factory.mktemp("read") / "site"
    with copy_of(site, folder) as host, visit(browser, host, faults) as page:
        page.goto("guidance/")
        wait_until_kept(page, host.folder)
        host.cut_off()
        yield page
    assert faults == []


def test_assessment_works_without_the_server(scored: Assess):
    """Answered and scored once, the score comes with the server gone, for other answers too."""
    scored.open("#result").wait_for_result()
    assert len(scored.answers()) == 36
    scored.answer({"1A": 4})
    expect(scored.result.locator('[data-score="aggregate"]')).to_have_text("109")


def test_pages_can_be_read_without_the_server(scored: Assess, pages):
    """So does each page, by its address with and without the slash; what is not there is said."""
    page = scored.page
    for name in of_main_kinds("pages without a connection", pages, 6):
        page.goto(name)
        expect(page.locator("h1").first).to_be_visible()
    page.goto("guidance")
    assert urlsplit(page.url).path == "/guidance/"
    page.goto("no/such/page/")
    expect(page.locator("h1")).to_contain_text("404")


def test_group_can_be_combined_without_the_server(scored: Assess):
    """What only the facilitator's page needs is kept too, once Python has run."""
    desk = Desk(scored.page).open().add_files(divided_group())
    desk.reveal()
    assert desk.page.locator("#pat-group [data-statement]").count() == 37


def test_search_works_without_the_server(read_only: Page):
    """The search has its index and its worker."""
    read_only.goto("guidance/")
    search_for(read_only, "obstacles")
    expect(read_only.locator(".md-search-result__item").first).to_be_visible()


def test_runtime_is_not_kept_for_readers(read_only: Page):
    """Whoever only reads pays for no Python."""
    urls = read_only.evaluate(
        """async () => (await Promise.all((await caches.keys()).map(async name =>
          (await (await caches.open(name)).keys()).map(request => request.url)))).flat()"""
    )
    assert [url for url in urls if "/runtime/" in url] == []
    assert len(urls) > 100


def test_newer_version_takes_over_when_nobody_has_answers_open(visitor, host):
    """A reader gets the new site after one more look; the old store is gone."""
    page = visitor.new_page()
    page.goto("guidance/")
    (former,) = wait_until_kept(page, host.folder)
    host.renew("privacy/index.html", "what stays where", "what remains where")
    page.goto("privacy/")
    expect(page.locator("h1")).to_contain_text("what remains where", timeout=30_000)
    (present,) = page.evaluate(VERSION)
    assert present != former


def test_newer_version_waits_while_answers_are_open(visitor, host):
    """With answers open in one tab no page changes under anybody's hands."""
    assess = Assess(visitor.new_page()).open()
    assess.answer({"1A": 3})
    wait_until_kept(assess.page, host.folder)
    host.renew("privacy/index.html", "what stays where", "what remains where")
    other = visitor.new_page()
    other.goto("privacy/")
    for page in (assess.page, other):
        page.evaluate(COUNT_QUESTIONS)
    # When every page has been asked twice, what they said the first time is decided.
    for times in (1, 2):
        other.evaluate(ASK_TO_TAKE_OVER)
        for page in (assess.page, other):
            assert was_asked(page, times)
    assert len(other.evaluate(VERSION)) == 2
    other.reload()
    expect(other.locator("h1")).to_contain_text("what stays where")
    assess.answer({"1B": 2})
    assert assess.answers() == {"1A": "3", "1B": "2"}


def test_file_that_does_not_fit_is_never_kept(visitor, host):
    """A site that was put up half is not kept at all; it works as before."""
    path = host.folder / "guidance" / "index.html"
    path.write_text(path.read_text("utf-8").replace("</body>", "<!-- added --></body>"), "utf-8")
    page = visitor.new_page()
    refused = []
    visitor.on("console", lambda said: refused.append(said.text))
    page.goto("guidance/")
    state = page.evaluate(
        """async () => {
          for (;;) {
            const registration = await navigator.serviceWorker.getRegistration();
            if (registration?.installing) {
              return new Promise(done => {
                const { installing } = registration;
                installing.addEventListener("statechange", () => done(installing.state));
              });
            }
            await new Promise(done => setTimeout(done, 5));
          }
        }"""
    )
    assert state == "redundant"
    page.goto("privacy/")
    expect(page.locator("h1")).to_be_visible()


def test_who_spares_the_line_is_left_alone(visitor, new_context, host):
    """Where the browser says that data is dear, nothing is fetched in advance."""
    visitor.add_init_script(
        "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
    )
    other = new_context(base_url=host.url, service_workers="allow")
    sparing, usual = pages = [context.new_page() for context in (visitor, other)]
    for page in pages:
        page.clock.install()
        page.goto("guidance/")
        page.clock.fast_forward("00:10")
    assert FormPage(usual).becomes(lambda: usual.evaluate(IS_REGISTERED))
    assert not sparing.evaluate(IS_REGISTERED)


def test_list_of_the_worker_holds_no_ballast(site):
    """Maps for developers and the like are not kept on anybody's phone."""
    names = listed(site)
    assert "assess/index.html" in names
    assert not [name for name in names if name.endswith((".map", ".gz"))]
