"""The checkup: all is well on a good host, and each fault that is really there is told as such."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page, Request, expect

from site_hooks.checkup import READERS, load_checkup
from tests.browser.hosts import Fault, cut, faulty_host, headed, lost, rewritten, typed
from tests.browser.kept import wait_until_kept
from tests.browser.pages import FormPage, read_download
from tests.browser.sharing import make_context
from tests.browser.test_axe import SCHEMES, await_palette, expect_none, violations
from tests.browser.test_layout import TOO_WIDE
from tools import browser as chromium

pytestmark = pytest.mark.sampled("checkups", 7)

MOST = 120_000
"""How long, in milliseconds, a whole checkup may take on a machine with much else to do."""
CHECKS = {check.id: check for group in load_checkup() for check in group.checks}
POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
BLOCK_ALL = {"profile": {"default_content_setting_values": {"cookies": 2}}}
"""A browser's setting that lets no site keep anything."""
FORGET = """async part => {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys())
      if (request.url.includes(part)) await cache.delete(request);
  }
}"""


class Checkup(FormPage):
    """The page ``/checkup/``, in a tab or in a frame."""

    def __init__(self, page: Page, frame: Frame | None = None) -> None:
        super().__init__(page)
        self.frame = frame or page.main_frame

    def open(self) -> "Checkup":
        self.page.goto("checkup/")
        return self

    def run(self) -> "Checkup":
        """Press the button and wait for the outcome."""
        self.frame.locator("[data-action=start-checkup]").click()
        self.frame.locator("[data-hand-on]:visible").wait_for(timeout=MOST)
        return self

    def codes(self) -> dict[str, str]:
        """Return which outcome each check shows."""
        found: dict[str, str] = self.frame.evaluate(
            """() => Object.fromEntries([...document.querySelectorAll("[data-check]")].map(row =>
              [row.dataset.check, row.querySelector("[data-shown]").dataset.outcome]))"""
        )
        return found

    def found(self, check: str) -> str:
        """Return what was measured, as the row shows it."""
        return self.frame.locator(f"[data-check={check}] [data-found]:visible").inner_text()

    def row(self, check: str) -> str:
        return self.frame.locator(f"[data-check={check}]").inner_text()

    @property
    def summary(self) -> str:
        return self.frame.locator("[data-overall]").inner_text()

    def tells(self, **wanted: str) -> None:
        """Expect these outcomes, each with its words, and everything else to be no failure."""
        codes = self.codes()
        assert {check: codes[check] for check in wanted} == wanted
        means = {o.code: (o, c) for c in CHECKS.values() for o in c.outcomes}
        failing = {check for check, code in codes.items() if _status(code) == "fails"}
        assert failing <= wanted.keys(), {check: codes[check] for check in failing}
        for check, code in wanted.items():
            outcome, _ = means[code]
            row = self.row(check)
            for words in (outcome.says, *outcome.advice.values()):
                assert _plain(words) in " ".join(row.split()), (check, words)
            for reader in outcome.advice:
                assert READERS[reader] in row, (check, reader)


def _status(code: str) -> str:
    known = {o.code: o.status for c in CHECKS.values() for o in c.outcomes}
    return known.get(code, "untried")


def _plain(words: str) -> str:
    return words.replace("`", "")


@pytest.fixture
def checkup(page: Page) -> Checkup:
    return Checkup(page)


@pytest.fixture
def at(site, new_context, faults):
    """Return a block's context: a checkup at a host with these faults, already run."""

    @contextmanager
    def start(*given: Fault, on: Browser | None = None, clock=timedelta(), **options):
        with faulty_host(site, *given, clock=clock) as url:
            more = {"on": on} if on else {}
            context = new_context(base_url=url, **more, **options)
            yield Checkup(context.new_page()).open().run()
            # The page tells what is wrong, and so does the console.
            faults.clear()

    return start


def test_good_host_passes(checkup: Checkup, address, faults):
    """Nothing fails, nothing is sent, nothing stays behind; the text that comes out says it all."""
    asked: list[Request] = []
    checkup.page.on("request", lambda request: asked.append(request))  # noqa: PLW0108
    checkup.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    checkup.open().run()
    expect_fine(checkup)
    expect_nothing_sent(checkup, asked, address)
    expect_text(checkup)
    assert len([fault for fault in faults if "checkup.invalid" in fault]) == len(faults)
    faults.clear()


def expect_fine(checkup: Checkup) -> None:
    """Expect every check to be fine but those that a page cannot try."""
    codes = checkup.codes()
    assert set(codes) == set(CHECKS)
    fine = {check for check, code in codes.items() if _status(code) == "fine"}
    assert fine == CHECKS.keys() - {"offline", "download"}
    assert codes["download"] == "download-try"
    assert codes["offline"] == "offline-not-yet"
    assert "unpacked" in checkup.found("present")
    assert "refused by connect-src" in checkup.found("policy")
    told = checkup.found("python")
    assert re.search(r"scores \d+(, \d+){5}; aggregate \d+\n[\d.]+ seconds", told)
    assert "Something is wrong" not in checkup.summary


def expect_nothing_sent(checkup: Checkup, asked: list[Request], address: str) -> None:
    """Expect every request to get a file of the site, and the test entries to be gone."""
    assert {request.method for request in asked} <= {"GET", "HEAD"}
    assert all(request.post_data is None for request in asked)
    reached = {request.url for request in asked if request.failure is None}
    assert all(url.startswith((address, "blob:", "data:")) for url in reached)
    names = checkup.page.evaluate("indexedDB.databases().then(all => all.map(({name}) => name))")
    assert "pat-checkup" not in names
    assert checkup.page.evaluate("sessionStorage.getItem('pat-checkup')") is None


def expect_text(checkup: Checkup) -> None:
    """Expect the text to name browser and every row, and to be saved and copied as it is."""
    text = checkup.page.locator("[data-text]").text_content() or ""
    for check in CHECKS.values():
        assert f"] {check.title}\n" in text
    assert checkup.page.evaluate("navigator.userAgent") in text
    with checkup.page.expect_download() as coming:
        checkup.press("save-checkup")
    assert read_download(coming.value) == ("checkup.txt", text)
    checkup.press("copy-checkup")
    expect(checkup.page.locator("[data-copied]")).to_contain_text("is copied")
    assert checkup.page.evaluate("navigator.clipboard.readText()") == text


def test_refused_clipboard_is_told(checkup: Checkup, faults):
    """Whoever may not copy learns where the text is."""
    checkup.page.add_init_script("navigator.clipboard.writeText = () => Promise.reject();")
    checkup.open().run()
    checkup.press("copy-checkup")
    expect(checkup.page.locator("[data-copied]")).to_contain_text("copy it from there")
    faults.clear()


def test_checkup_can_be_run_again(checkup: Checkup, faults):
    """A fault that is gone is gone from the page as well."""
    checkup.open()
    checkup.page.route("**/group.zip", lambda route: route.abort())
    checkup.run()
    assert checkup.codes()["present"] == "blocked"
    assert "group.zip" in checkup.found("present")
    assert "Something is wrong" in checkup.summary
    assert "Every file is there" in checkup.summary
    checkup.page.unroute("**/group.zip")
    checkup.run()
    assert checkup.codes()["present"] == "all-there"
    assert checkup.codes()["python"] == "python-right"
    faults.clear()


def test_careless_host(at):
    """Lost files, shrunk scripts, styles of a wrong type and a wrong clock, all at once."""
    with at(
        lost("/group.zip"),
        rewritten("/plan.js", b"\n", b""),
        typed("/print.css", "text/plain"),
        clock=timedelta(hours=-3),
    ) as checkup:
        checkup.tells(
            present="missing", unchanged="files-changed", types="wrong-types", clock="clock-off"
        )
        assert re.search(r"runtime/group\.zip: the host answers 404", checkup.found("present"))
        told = checkup.found("unchanged")
        assert re.search(r"lib/plan\.js: [\d,]+ bytes expected, [\d,]+ bytes found", told)
        assert checkup.found("types") == ".css came as text/plain"
        assert checkup.found("clock") == "this computer is 3 hours ahead"
        assert "Something is wrong" in checkup.summary


@pytest.fixture
def spoilt(at) -> Iterator[Checkup]:
    """Return a checkup that found something of every status."""
    with at(lost("/group.zip"), clock=timedelta(days=40)) as checkup:
        checkup.page.locator("[data-hand-on] summary").click()
        yield checkup


def test_outcome_can_be_read_by_everybody(spoilt: Checkup):
    """Axe finds no fault in it, and nothing is wider than a phone, in either palette."""
    found = []
    for scheme, width in product(SCHEMES, (360, 1280)):
        spoilt.page.set_viewport_size({"width": width, "height": 800})
        spoilt.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        await_palette(spoilt.page, scheme)
        found += violations(spoilt.page, f"{scheme} {width}")
        found += spoilt.page.evaluate(TOO_WIDE)
    expect_none(found)


def test_summary_leads_to_what_it_names(spoilt: Checkup):
    """What fails is a link to its row."""
    link = spoilt.page.locator("[data-overall]").get_by_role("link", name="Every file is there")
    link.click()
    expect(spoilt.page.locator("#check-present")).to_be_in_viewport()


def test_changed_bytes_of_the_same_size(at):
    """A file of the right size and the wrong content is told by its hash."""
    with at(rewritten("/plan.js", b"const", b"c0nst")) as checkup:
        checkup.tells(unchanged="files-changed")
        assert re.search(r"plan\.js: SHA-256 \w{12}… expected, \w", checkup.found("unchanged"))


def test_host_with_odd_types_and_good_headers(at):
    """A type that only slows the start is no failure; the headers that we advise are seen."""
    with at(
        typed(".wasm", "application/octet-stream"),
        *(
            headed(name, value)
            for name, value in {
                "X-Content-Type-Options": "nosniff",
                "Referrer-Policy": "no-referrer",
                "Permissions-Policy": "camera=()",
                "Content-Security-Policy": "frame-ancestors 'none'",
                "Cross-Origin-Opener-Policy": "same-origin",
                "Cross-Origin-Resource-Policy": "same-origin",
            }.items()
        ),
        clock=None,
    ) as checkup:
        checkup.tells(types="odd-types", headers="all-headers", python="python-right")
        assert checkup.found("types") == ".wasm came as application/octet-stream"
        assert checkup.codes()["clock"] == "clock-unknown"
        assert "The site works here" in checkup.summary


def test_host_with_a_rule_of_its_own(at):
    """A header that forbids workers and WebAssembly is named, with what it stops."""
    with at(headed("Content-Security-Policy", "default-src 'self'; img-src data:")) as checkup:
        checkup.tells(
            headers="own-policy",
            worker="worker-refused",
            wasm="wasm-refused",
            python="python-blocked",
        )
        assert "default-src 'self'" in checkup.found("headers")


def test_filter_that_writes_into_pages(at):
    """A banner in every page is told as that, and the first pages are named."""
    with at(rewritten("/", b"</body>", b"<script>track()</script></body>")) as checkup:
        checkup.tells(unchanged="pages-changed")
        told = checkup.found("unchanged")
        assert re.search(r"index\.html: [\d,]+ bytes expected, [\d,]+ bytes found", told)
        assert re.search(r"and \d+ more", told)
        assert checkup.codes()["python"] == "python-right"


def test_filter_that_takes_the_rule_out(at, site):
    """A page without its policy is a failure, although all else works."""
    found = POLICY.search((site / "checkup" / "index.html").read_bytes())
    assert found
    with at(rewritten("checkup/", found[0], b"")) as checkup:
        checkup.tells(policy="rule-missing", unchanged="pages-changed")


def test_browser_that_lifts_the_rule(at):
    """Where the rule stands in the page and is not kept, the checkup says so."""
    with at(bypass_csp=True) as checkup:
        checkup.tells(policy="rule-not-kept")


def test_filter_that_blocks_webassembly(at):
    """A connection that breaks off is told apart from a file that is not there."""
    with at(cut(".wasm")) as checkup:
        checkup.tells(present="blocked", python="python-blocked")
        assert "pyodide.asm.wasm" in checkup.found("present")


def test_filter_that_changes_python(at):
    """A changed part of Python is named, and not used."""
    with at(rewritten("/library.zip", b"PK", b"QK")) as checkup:
        checkup.tells(unchanged="files-changed", python="python-mixed")
        assert "library.zip" in checkup.found("python")


def test_site_put_up_in_part(at, site):
    """A list of another build is told with both names; this page's own files are looked at."""
    build = json.loads((site / "build.json").read_text("utf-8"))["build"].encode()
    with at(rewritten("build.json", build, b"0123456789abcdef")) as checkup:
        checkup.tells(build="other-build")
        assert checkup.found("build") == f"this page: {build.decode()}\nthe host: 0123456789abcdef"
        assert checkup.codes()["unchanged"] == "unchanged"


@pytest.mark.parametrize(
    "fault", [lost("build.json"), cut("build.json"), rewritten("build.json", b"{", b"<")]
)
def test_list_that_does_not_come(at, fault):
    """Without the list, the files of this page's build are looked at all the same."""
    with at(fault) as checkup:
        checkup.tells(build="list-missing")
        assert checkup.codes()["present"] == "all-there"


def test_scores_that_differ_are_named(at):
    """A Python that scores otherwise than the build did is a failure, with both figures."""
    with at(rewritten("checkup/", b'"aggregate": ', b'"aggregate": 1')) as checkup:
        checkup.tells(python="python-wrong", unchanged="pages-changed")
        assert re.fullmatch(r"aggregate: 1(\d+) expected, \1 found", checkup.found("python"))


def test_scripts_of_a_wrong_type_leave_the_page_readable(site, new_context, faults):
    """Where no script runs, the page says why that may be, and shows all that could be wrong."""
    with faulty_host(site, typed(".js", "text/plain")) as url:
        page = new_context(base_url=url).new_page()
        page.goto("checkup/")
        expect(page.locator(".pat-checkup-without")).to_contain_text("wrong type")
        expect(page.locator(".pat-checkup-without")).to_be_visible()
        expect(page.locator("[data-action=start-checkup]")).to_be_hidden()
        expect(page.locator("[data-outcome=wasm-off]")).to_contain_text("Fails: WebAssembly")
        faults.clear()


def test_without_scripts_the_page_is_a_list_of_faults(new_context):
    """Each outcome can be read, with what to do."""
    page = new_context(java_script_enabled=False).new_page()
    page.goto("checkup/")
    for check in CHECKS.values():
        for outcome in check.outcomes:
            place = page.locator(f"[data-outcome={outcome.code}]")
            expect(place).to_contain_text(_plain(outcome.says))
            expect(place).to_be_visible()


def test_plain_http(site, launch):
    """Under a name that is not this computer's, http is told, and what goes with it."""
    browser = launch("--host-resolver-rules=MAP partnership.test 127.0.0.1")
    with faulty_host(site) as url:
        base = url.replace("127.0.0.1", "partnership.test")
        with _run_at(browser, base) as checkup:
            checkup.tells(address="plain-http", offline="offline-none")
            codes = checkup.codes()
            assert codes["space"] == "space-unknown"
            assert codes["unchanged"] == "unchanged"
            assert codes["python"] == "python-right"


@contextmanager
def _run_at(browser: Browser, base: str) -> Iterator[Checkup]:
    """Give a checkup on another browser, already run; what its console says is of no account."""
    context = make_context(browser, base, [])
    yield Checkup(context.new_page()).open().run()
    context.close()


def test_browser_without_webassembly(launch, address):
    """A strict security setting is named, and scores are said not to come."""
    with _run_at(launch("--js-flags=--jitless"), address) as checkup:
        checkup.tells(wasm="wasm-off", python="python-no-wasm")


def test_device_with_little_memory(launch, address):
    """WebAssembly that gets no memory is told."""
    with _run_at(launch("--js-flags=--wasm-max-mem-pages=512"), address) as checkup:
        assert checkup.codes()["wasm"] == "wasm-tight"


def test_browser_that_keeps_nothing(playwright, tmp_path: Path, address):
    """Where all site data is blocked, each place that refuses is named."""
    (tmp_path / "Default").mkdir()
    (tmp_path / "Default" / "Preferences").write_text(json.dumps(BLOCK_ALL), encoding="utf-8")
    context = playwright.chromium.launch_persistent_context(
        tmp_path,
        executable_path=chromium.find_browser(),
        args=chromium.launch_arguments(),
        base_url=address,
    )
    checkup = Checkup(context.new_page()).open().run()
    checkup.tells(database="database-refused", tab="tab-refused")
    context.close()


def test_little_room(page, faults):
    """Where the browser tells of little room, so does the checkup, with the figures."""
    page.add_init_script(
        "StorageManager.prototype.estimate = async () => ({ quota: 9e6, usage: 5e5 });"
    )
    checkup = Checkup(page).open().run()
    checkup.tells(space="space-small")
    assert checkup.found("space") == "used 0.5 MB of 9 MB"
    faults.clear()


def test_promise_to_keep(new_context, faults):
    """A browser that has promised to keep what is stored is told from one that has not."""
    page = new_context().new_page()
    page.add_init_script("StorageManager.prototype.persisted = async () => true;")
    assert Checkup(page).open().run().codes()["space"] == "space-kept"
    faults.clear()


def test_tabs_that_do_not_hear_each_other(page, faults):
    """A browser without the means for it is told."""
    page.add_init_script("delete window.BroadcastChannel;")
    Checkup(page).open().run().tells(windows="windows-deaf")
    faults.clear()


def test_page_in_a_frame(new_context, tmp_path, address, faults):
    """A page inside another page says so, and still runs its checks."""
    (tmp_path / "index.html").write_text(
        f'<iframe src="{address}checkup/" width="1000" height="700"></iframe>', encoding="utf-8"
    )
    with faulty_host(tmp_path) as url:
        page = new_context(base_url=url).new_page()
        page.goto("")
        page.frame_locator("iframe").locator("h1").wait_for()
        Checkup(page, page.frames[1]).run().tells(frame="framed")
        faults.clear()


def test_work_without_a_connection(new_context, site, faults):
    """All of Python is kept after a checkup; if a file of it is lost, that is told."""
    page = new_context(service_workers="allow").new_page()
    checkup = Checkup(page).open().run()
    wait_until_kept(page, site, with_python=True)
    checkup.run().tells(offline="offline-ready")
    told = re.fullmatch(r"(\d+) of the (\d+) files of Python", checkup.found("offline"))
    assert told
    assert told[1] == told[2]
    page.evaluate(FORGET, "/runtime/workbook.zip")
    checkup.run().tells(offline="offline-part")
    number = int(told[1])
    assert checkup.found("offline") == f"{number - 1} of the {number} files of Python"
    faults.clear()


def test_blocked_service_worker(checkup: Checkup, faults):
    """A site that may keep no files says so."""
    checkup.page.add_init_script("delete Navigator.prototype.serviceWorker;")
    checkup.open().run().tells(offline="offline-none")
    faults.clear()
