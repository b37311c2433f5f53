"""The checkup in browsers that lack something, or keep nothing: each is told as such."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.checkups import Checkup
from tests.browser.hosts import faulty_host
from tests.browser.kept import wait_until_kept
from tests.browser.sharing import make_context
from tools.browsers import chromium

pytestmark = pytest.mark.sampled("checkups", 7)

BLOCK_ALL = {"profile": {"default_content_setting_values": {"cookies": 2}}}
"""A browser's setting that lets no site keep anything."""
FORGET = """async part => {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys())
      if (request.url.includes(part)) await cache.delete(request);
  }
}"""


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


def test_little_room(own_page, faults):
    """Where the browser tells of little room, so does the checkup, with the figures."""
    own_page.add_init_script(
        "StorageManager.prototype.estimate = async () => ({ quota: 9e6, usage: 5e5 });"
    )
    checkup = Checkup(own_page).open().run()
    checkup.tells(space="space-small")
    assert checkup.found("space") == "used 0.5 MB of 9 MB"
    faults.clear()


def test_promise_to_keep(own_page, faults):
    """A browser that has promised to keep what is stored is told from one that has not."""
    own_page.add_init_script("StorageManager.prototype.persisted = async () => true;")
    assert Checkup(own_page).open().run().codes()["space"] == "space-kept"
    faults.clear()


def test_tabs_that_do_not_hear_each_other(own_page, faults):
    """A browser without the means for it is told."""
    own_page.add_init_script("delete window.BroadcastChannel;")
    Checkup(own_page).open().run().tells(windows="windows-deaf")
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


def test_blocked_service_worker(own_page, faults):
    """A site that may keep no files says so."""
    own_page.add_init_script("delete Navigator.prototype.serviceWorker;")
    Checkup(own_page).open().run().tells(offline="offline-none")
    faults.clear()
