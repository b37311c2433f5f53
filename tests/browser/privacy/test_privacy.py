"""The live view of the page on privacy: requests, a try to send, and the files that run."""

import json
import re
import shutil

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.hosts import faulty_host, headed, lost, rewritten
from tests.browser.pages import FormPage
from tests.browser.readable import expect_readable

ATTEMPTS = {
    "fetch": "connect-src",
    "beacon": "connect-src",
    "image": "img-src",
    "form": "form-action",
}


class Privacy(FormPage):
    """The page ``/privacy/`` in one tab."""

    def open(self, host: str = "") -> "Privacy":
        """Open the page on our own site, or on another host, by its address with the last slash."""
        self.page.goto(f"{host}privacy/")
        self.page.locator("[data-requests] tr").first.wait_for(state="attached")
        return self

    def requests(self) -> list[str]:
        """Return the addresses in the list."""
        return self.page.locator("[data-requests] th").all_text_contents()

    @property
    def count(self) -> str:
        return " ".join(self.page.locator("[data-seen]:visible").inner_text().split())

    def try_sending(self) -> None:
        self.press("try-sending")
        self.page.locator("[data-attempts]:visible").wait_for()

    def open_list(self) -> Locator:
        """Open the list of files and return its rows."""
        self.page.locator("[data-files-list] summary").click()
        rows = self.page.locator("[data-files] tr")
        rows.first.wait_for()
        return rows

    def check_files(self) -> str:
        """Press the button and return the sentence on the whole."""
        self.press("check-files")
        place = self.page.locator("[data-files-sum]")
        expect(place).not_to_be_empty()
        return place.inner_text()


@pytest.fixture
def privacy(page: Page) -> Privacy:
    return Privacy(page)


def test_list_holds_what_the_network_saw(privacy: Privacy, address):
    """What the browser asked the host for is in the list, the page itself once."""
    asked: list[str] = []
    privacy.page.on("request", lambda request: asked.append(request.url))
    privacy.open()
    paths = {"/" + url.removeprefix(address) for url in asked if url.startswith(address)}
    styles = {path for path in paths if path.endswith((".css", ".js")) and "/workers/" not in path}
    assert privacy.becomes(lambda: styles <= set(privacy.requests()))
    assert privacy.requests().count("/privacy/") == 1
    host = address.removeprefix("http://").rstrip("/")
    number = len(privacy.requests())
    assert privacy.count == f"{number} requests, all to this site ({host})."


def test_list_grows(privacy: Privacy):
    """A later request joins the list."""
    privacy.open()
    privacy.page.evaluate("fetch('../schemas/pat-result-1.json?secret=1')")
    assert privacy.becomes(lambda: "/schemas/pat-result-1.json" in privacy.requests())


def test_request_to_another_place_is_said_loudly(new_context, site, tmp_path, faults):
    """Where something adds a request to another place, its whole address is shown, and counted."""
    (tmp_path / "pixel.png").write_bytes(b"")
    with faulty_host(tmp_path) as away:
        there = f"{away}pixel.png?who=you"
        page = new_context(bypass_csp=True).new_page()
        privacy = Privacy(page).open()
        assert "all to this site" in privacy.count
        page.evaluate("address => fetch(address, { mode: 'no-cors' })", there)
        assert privacy.becomes(lambda: there in privacy.requests())
        assert re.match(r"1 of \d+ requests went to another place!", privacy.count)
    faults.clear()


def test_text_from_addresses_stays_text(privacy: Privacy, faults):
    """An address never becomes markup."""
    privacy.open()
    privacy.page.evaluate("fetch('../nothing/%3Cb%3E/').catch(() => 0)")
    assert privacy.becomes(lambda: any("%3Cb%3E" in each for each in privacy.requests()))
    assert privacy.page.locator("[data-requests] b").count() == 0
    faults.clear()


@pytest.fixture
def expected_refusals(faults):
    """Take what the console says of our own tries."""
    yield
    faults[:] = [fault for fault in faults if "outside.invalid" not in fault]


def test_every_try_is_refused_by_its_rule(privacy: Privacy, expected_refusals):
    """Fetch, beacon, picture and form each fail, and the page names the rule."""
    reached: list[str] = []
    privacy.page.on("requestfinished", lambda request: reached.append(request.url))
    privacy.open().try_sending()
    for way, rule in ATTEMPTS.items():
        row = privacy.page.locator(f"[data-attempt={way}]")
        expect(row).to_contain_text("refused by your browser")
        expect(row.locator("[data-rule]")).to_have_text(rule)
        expect(row.locator("[data-let]")).to_be_hidden()
    expect(privacy.page.locator("[data-sent-sum]")).to_contain_text("Refused, all four.")
    assert not [url for url in reached if "outside.invalid" in url]
    assert "all to this site" in privacy.count
    expect(privacy.page).to_have_url(re.compile("/privacy/$"))
    assert privacy.page.locator("iframe[name=pat-nowhere]").count() <= 1


def test_browser_that_lets_it_out_is_told(new_context, faults):
    """Where the rule is lifted, the page says so, and stays where it is."""
    privacy = Privacy(new_context(bypass_csp=True).new_page()).open()
    privacy.try_sending()
    expect(privacy.page.locator("[data-sent-sum]")).to_contain_text("Not all were refused")
    expect(privacy.page.locator("[data-attempt=fetch]")).to_contain_text("not refused by the rule")
    expect(privacy.page).to_have_url(re.compile("/privacy/$"))
    faults.clear()


def test_files_are_listed_with_their_hashes(privacy: Privacy, site):
    """The list is that of the build."""
    rows = privacy.open().open_list()
    listed = json.loads((site / "build.json").read_text("utf-8"))
    top = f"build/{listed['build']}/"
    wanted = {
        name.removeprefix(top): file["sha256"]
        for name, file in listed["files"].items()
        if name.startswith(top)
    }
    shown = dict(
        zip(
            rows.locator("th").all_text_contents(),
            rows.locator("code").all_text_contents(),
            strict=True,
        )
    )
    assert shown == wanted
    expect(privacy.page.locator("[data-build]")).to_have_text(listed["build"])
    expect(privacy.page.locator("[data-part-only]")).to_be_hidden()


def test_good_files_pass(privacy: Privacy):
    """Each is fetched and found to be the same."""
    number = privacy.open().open_list().count()
    assert privacy.check_files() == f"All {number} files are as published."
    assert set(privacy.page.locator("[data-checked]").all_text_contents()) == {"same"}


def test_bad_files_come_first(privacy: Privacy, site, faults):
    """A changed file and a lost one are told, each with what was found."""
    faulty = (rewritten("/plan.js", b"const", b"c0nst"), lost("/group.zip"))
    with faulty_host(site, *faulty) as url:
        privacy.open(url)
        assert re.match(r"2 of \d+ files are not as published", privacy.check_files())
        rows = privacy.page.locator("[data-files] tr")
        first = [rows.nth(at).text_content() or "" for at in range(2)]
        assert "app/facilitate/desk/plan.js" in first[0]
        assert "changed: SHA-256" in first[0]
        assert "runtime/group.zip" in first[1]
        assert "not there: the host answers 404" in first[1]
        faults.clear()


def test_without_the_list_the_files_of_python_are_checked(privacy: Privacy, site, faults):
    """The page knows them itself, and says that it knows no others."""
    with faulty_host(site, lost("build.json")) as url:
        privacy.open(url)
        rows = privacy.open_list()
        expect(privacy.page.locator("[data-part-only]")).to_be_visible()
        number = rows.count()
        assert rows.filter(has_text="runtime/library.zip").count() == 1
        assert privacy.check_files() == f"All {number} files are as published."
    faults.clear()


def test_list_that_did_not_come_is_asked_for_again(privacy: Privacy, faults):
    """A line that failed once does not leave the list short for good."""
    privacy.page.route("**/build.json", lambda route: route.abort())
    few = privacy.open().open_list().count()
    expect(privacy.page.locator("[data-part-only]")).to_be_visible()
    privacy.page.unroute("**/build.json")
    assert privacy.check_files() != f"All {few} files are as published."
    expect(privacy.page.locator("[data-part-only]")).to_be_hidden()
    faults.clear()


def test_live_view_works_in_a_sub_folder(privacy: Privacy, site, tmp_path):
    """Paths follow the place of the site."""
    shutil.copytree(site, tmp_path / "some" / "folder")
    with faulty_host(tmp_path) as url:
        privacy.open(f"{url}some/folder/")
        assert privacy.requests()[0] == "/some/folder/privacy/"
        assert privacy.check_files().startswith("All ")


def test_under_a_header_of_the_host_the_rule_is_named_all_the_same(privacy: Privacy, site, faults):
    """A second policy refuses as well; the page still says which rule it was."""
    with faulty_host(site, headed("Content-Security-Policy", "connect-src 'self'")) as url:
        privacy.open(url)
        privacy.try_sending()
        expect(privacy.page.locator("[data-sent-sum]")).to_contain_text("Refused, all four.")
    faults.clear()


def test_live_view_can_be_read_by_everybody(privacy: Privacy, expected_refusals):
    """With all lists open, axe finds no fault, and nothing is wider than a phone."""
    privacy.open().try_sending()
    privacy.page.locator("[data-requests]").locator("xpath=ancestor::details/summary").click()
    privacy.open_list()
    privacy.check_files()
    expect_readable(privacy.page)


def test_without_scripts_the_section_says_what_would_be_there(new_context):
    """No empty list and no dead button."""
    page = new_context(java_script_enabled=False).new_page()
    page.goto("privacy/")
    expect(page.locator(".pat-checkup-without")).to_contain_text("every request")
    expect(page.locator(".pat-checkup-without")).to_be_visible()
    expect(page.locator("[data-action=try-sending]")).to_be_hidden()
    expect(page.locator("[data-action=check-files]")).to_be_hidden()
