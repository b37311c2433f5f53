"""The checkup: all is well on a good host, and each fault that is really there is told as such."""

import json
import re
from contextlib import contextmanager
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.checkups import CHECKS, Checkup, plain, status_of
from tests.browser.hosts import Fault, cut, faulty_host, headed, lost, rewritten, typed
from tests.browser.pages import read_download
from tests.browser.readable import expect_readable

pytestmark = pytest.mark.sampled("checkups", 7)

POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')


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
    expect_refused_clipboard_told(checkup)
    assert len([fault for fault in faults if "checkup.invalid" in fault]) == len(faults)
    faults.clear()


def expect_fine(checkup: Checkup) -> None:
    """Expect every check to be fine but those that a page cannot try."""
    codes = checkup.codes()
    assert set(codes) == set(CHECKS)
    fine = {check for check, code in codes.items() if status_of(code) == "fine"}
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


def expect_refused_clipboard_told(checkup: Checkup) -> None:
    """Expect that whoever may not copy learns where the text is."""
    checkup.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
    checkup.press("copy-checkup")
    expect(checkup.page.locator("[data-copied]")).to_contain_text("copy it from there")


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
        assert re.search(
            r"facilitate/desk/plan\.js: [\d,]+ bytes expected, [\d,]+ bytes found", told
        )
        assert checkup.found("types") == ".css came as text/plain"
        assert checkup.found("clock") == "this computer is 3 hours ahead"
        assert "Something is wrong" in checkup.summary


def test_outcome_can_be_read_by_everybody(at):
    """Axe finds no fault in outcomes of every status, they fit a phone, and links lead to them."""
    with at(lost("/group.zip"), clock=timedelta(days=40)) as checkup:
        checkup.page.locator("[data-hand-on] summary").click()
        expect_readable(checkup.page)
        overall = checkup.page.locator("[data-overall]")
        overall.get_by_role("link", name="Every file is there").click()
        expect(checkup.page.locator("#check-present")).to_be_in_viewport()


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
            expect(place).to_contain_text(plain(outcome.says))
            expect(place).to_be_visible()
