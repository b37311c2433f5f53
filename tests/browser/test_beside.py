"""Beside the usual way: an address without a page, a page from a disk, a file dropped anywhere."""

import json
import shutil
from itertools import product
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import Assess, FormPage
from tests.core.samples import record
from tools import serve

# What a browser would do if nobody had prevented it, and whether the page did.
DROP = """([kind, name, text]) => {
  const transfer = new DataTransfer();
  if (kind === "text") transfer.setData("text/plain", text);
  else transfer.items.add(new File([text], name, { type: "application/json" }));
  const place = document.querySelector("main");
  return ["dragover", "drop"].map((type) => {
    const event = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer });
    return !place.dispatchEvent(event);
  });
}"""

PAPER: dict[Literal["light", "dark"], str] = {
    "light": "rgb(255, 255, 255)",
    "dark": "rgb(30, 33, 41)",
}
"""The colour of the page in each palette."""


def test_page_for_nothing_is_readable_in_any_folder(page: Page, faults, site, tmp_path):
    """Deep in a sub-folder that the build does not know: words at the top, nothing is loaded."""
    shutil.copyfile(site / "404.html", tmp_path / "404.html")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with serve.start(tmp_path, headers=True) as url:
        page.goto(f"{url}sub/a/b/c/")
        for width, (colours, paper) in product((1280, 360), PAPER.items()):
            page.set_viewport_size({"width": width, "height": 700})
            page.emulate_media(color_scheme=colours)
            box = page.locator("main li").last.bounding_box()
            assert box
            assert box["y"] < 600
            assert box["x"] + box["width"] <= width
            body = page.locator("body")
            assert body.evaluate("body => getComputedStyle(body).backgroundColor") == paper
        assert len(asked) == 1
    # Nothing but the page itself is missing, and no rule of page or host refuses anything.
    (fault,) = faults
    assert "404" in fault
    faults.clear()


@pytest.mark.parametrize("name", ["assess", "facilitate", "checklists/setting-up", "typology"])
def test_page_from_a_disk_says_that_it_is(page: Page, site: Path, faults: list[str], name):
    """No advice to wait: what it is, and what to do; and it is loaded once."""
    loads: list[str] = []
    page.on("framenavigated", lambda frame: loads.append(frame.url))
    page.goto((site / name / "index.html").as_uri())
    expect(page.locator("[data-from-disk]")).to_contain_text("opened as a file from a disk")
    expect(page.locator("[data-broken]")).to_be_hidden()
    assert len(loads) == 1
    faults.clear()


@pytest.mark.parametrize(
    "name", ["", "guidance/need/", "checklists/", "checklists/setting-up/", "privacy/", "checkup/"]
)
def test_file_dropped_on_a_page_opens_nothing(page: Page, address, name):
    """The page stays and says where files belong; text that is dragged is let alone."""
    page.goto(name)
    here = page.url
    told = page.locator("[data-dropped]")
    # The script that takes the file in may still be on its way.
    dropped = ["file", "mine.pat.json", "{}"]
    assert FormPage(page).becomes(lambda: page.evaluate(DROP, dropped) == [True, True])
    expect(told).to_have_count(1)
    expect(told).to_be_in_viewport()
    expect(told).to_contain_text("This page opens no files")
    page.evaluate(DROP, dropped)
    expect(told).to_have_count(1)
    assert page.evaluate(DROP, ["text", "", "words"]) == [False, False]
    assert page.url == here
    link = told.get_by_role("link", name="Facilitate")
    assert link.evaluate("link => link.href") == f"{address}facilitate/"


def test_file_dropped_on_the_assessment_is_loaded(fresh: Assess):
    """As if it had been chosen with “Load a file”."""
    text = json.dumps(record({"1A": 4}))
    assert fresh.page.evaluate(DROP, ["file", "mine.pat.json", text]) == [True, True]
    expect(fresh.status).to_contain_text("Loaded")
    assert fresh.answers() == {"1A": "4"}
