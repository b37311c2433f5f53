"""More files than anybody has at hand: the page says how far it is, and can be stopped."""

import random
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk, result
from tests.sampling import SEED, how_many

MANY = how_many("files on the desk", 300, 10_000)
PATIENCE = 300_000

# Notes each text of the bar; at the one that holds the words, Stop is pressed.
FOLLOW = """stopAt => {
  window.texts = [];
  const place = document.querySelector("[data-progress-text]");
  let isStopped = stopAt === "";
  new MutationObserver(() => {
    window.texts.push(place.textContent);
    if (!isStopped && place.textContent.includes(stopAt)) {
      isStopped = true;
      document.querySelector("[data-action=cancel]").click();
    }
  }).observe(place, { childList: true });
}"""


@pytest.fixture(scope="module")
def paths(tmp_path_factory) -> list[Path]:
    """So many result files in a folder."""
    folder = tmp_path_factory.mktemp("many")
    chance = random.Random(SEED)
    for number in range(MANY):
        name, content = result("".join(chance.choices("1234?-", [1, 2, 5, 3, 1, 1], k=36)), number)
        (folder / name).write_bytes(content)
    return sorted(folder.iterdir())


@pytest.fixture
def desk(page) -> Desk:
    return Desk(page).open()


def choose(desk: Desk, paths: list[Path], stop_at: str = "") -> None:
    desk.page.evaluate(FOLLOW, stop_at)
    desk.page.locator("#pat-files input[type=file]").set_input_files(paths)


def test_progress_is_told_and_all_are_counted(desk, paths):
    """The bar moves on after each hundred; the list names a thousand and counts the rest."""
    choose(desk, paths)
    expect(desk.page.locator("[data-progress]")).to_be_visible()
    expect(desk.page.locator("[data-action=reveal]")).to_be_disabled()
    expect(desk.summary).to_have_text(f"{MANY:,} used.", timeout=PATIENCE)
    expect(desk.lines).to_have_count(min(MANY, 1_000))
    steps = [f"Reading: {done:,} of {MANY:,} files" for done in range(0, MANY, 100)]
    assert desk.page.evaluate("window.texts")[: len(steps)] == steps
    desk.press("reveal")
    desk.page.locator("#pat-group [data-statement]").first.wait_for(timeout=PATIENCE)
    assert sum(desk.counts()["1A"]) == MANY


def test_reading_can_be_stopped(desk, paths):
    """The page takes the press while it reads, keeps what is read, and says how much."""
    choose(desk, paths[:300], stop_at="100 of 300")
    expect(desk.status).to_have_text("Stopped. 200 files read, 100 files not.")
    expect(desk.lines).to_have_count(200)
    expect(desk.page.locator("[data-progress]")).to_be_hidden()
    expect(desk.page.locator("[data-action=reveal]")).to_be_enabled()
    desk.page.locator("#pat-files input[type=file]").set_input_files(paths[:300])
    expect(desk.summary).to_have_text("300 used, 200 left out as a duplicate.")
