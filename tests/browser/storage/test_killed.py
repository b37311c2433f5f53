"""The browser is killed at any moment, as by a flat battery, and started again."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.pages import Assess, radio_value
from tests.core.samples import CODES
from tests.sampling import SEED, sample
from tools.browsers import chromium

# Counts what the page has called saved: whatever was chosen until then. The text of that may stay
# the same, its node does not.
COUNT_SAVED = """() => {
  window.savedCount = 0;
  new MutationObserver(() => {
    const chosen = document.querySelectorAll("input[type=radio]:checked:not([name=keep])");
    window.savedCount = chosen.length;
  }).observe(document.querySelector("[data-status]"), { childList: true });
}"""

# Chooses at a person's haste, so that the end may come before, within and after each write.
CHOOSE_ALL = """async ([answers, pause]) => {
  for (const [name, value] of Object.entries(answers)) {
    document.querySelector(`input[name="${name}"][value="${value}"]`).click();
    if (pause > 0) await new Promise(resolve => setTimeout(resolve, pause));
  }
}"""
PATIENCE = 30


@contextmanager
def running_browser(playwright, profile: Path) -> Iterator[tuple[subprocess.Popen[bytes], Page]]:
    """Start a browser of our own on *profile*; it is killed, with all its helpers, at the end."""
    port_file = profile / "DevToolsActivePort"
    port_file.unlink(missing_ok=True)
    switches = ["--headless=new", "--remote-debugging-port=0", f"--user-data-dir={profile}"]
    process = subprocess.Popen(
        [str(chromium.find_browser()), *chromium.launch_arguments(), *switches, "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        deadline = time.monotonic() + PATIENCE
        while not (port_file.exists() and port_file.read_text().strip()):
            assert time.monotonic() < deadline, "the browser did not start"
            time.sleep(0.05)
        port = port_file.read_text().split()[0]
        connected = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        yield process, connected.contexts[0].new_page()
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """End the browser and its helpers at once; nobody gets to tidy up."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.mark.parametrize("moment", sample("kills", range(100), 3))
def test_killed_browser_keeps_what_was_saved(playwright, address, tmp_path, moment):
    """Every answer of which the page said "saved" is there after the browser was killed."""
    chance = random.Random(f"{SEED} kill {moment}")
    codes = chance.sample(CODES, chance.randint(1, 36))
    answers = {code: chance.choice([4, 3, 2, 1, None]) for code in codes}
    with running_browser(playwright, tmp_path) as (process, page):
        assess = Assess(page)
        page.goto(f"{address}assess/")
        assess.wait()
        page.evaluate(COUNT_SAVED)
        given = {code: radio_value(answer) for code, answer in answers.items()}
        choosing = f"given => {{ ({CHOOSE_ALL})(given); }}"
        page.evaluate(choosing, [given, chance.choice([0, 0, 2, 5])])
        page.wait_for_timeout(chance.choice([0, 1, 5, 20, 100]))
        saved = page.evaluate("window.savedCount")
        kill(process)
    with running_browser(playwright, tmp_path) as (_, page):
        page.goto(f"{address}assess/")
        found = Assess(page).wait().answers()
    assert found == dict(list(given.items())[: len(found)])
    assert len(found) >= saved


def test_comment_outlives_the_browser(playwright, address, tmp_path):
    """Half a sentence that was saved is there, under the same id, and the place is kept."""
    with running_browser(playwright, tmp_path) as (process, page):
        page.goto(f"{address}assess/#principle-2")
        assess = Assess(page).wait()
        assess.field("2B-comment").press_sequentially("Half a sen")
        assess.wait_until_stored("responses/2B", {"comment": "Half a sen"})
        result_id = assess.stored()["result_id"]
        kill(process)
    with running_browser(playwright, tmp_path) as (_, page):
        page.goto(f"{address}assess/#principle-2")
        assess = Assess(page).wait()
        assert assess.field("2B-comment").input_value() == "Half a sen"
        assert assess.stored()["result_id"] == result_id
