"""Whether a page can be read by everybody, in whatever state it has come to."""

from collections.abc import Iterable

import pytest
from playwright.sync_api import Page

from tests.browser.scripts import TOO_WIDE
from tests.site.building import ROOT

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RUN = """async where => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
    `${where} ${id}: ${target}: ${failureSummary.split("\\n").slice(1).join(" ").trim()}`));
}"""
SCHEMES = {"light": "default", "dark": "slate"}
"""The palette that the theme takes for each of a person's preferences."""

View = tuple[str, int]
"""A palette, by the preference for it, and a width in pixels."""

VIEWS: list[View] = [("light", 360), ("dark", 1280), ("dark", 360), ("light", 1280)]
"""Both palettes on a phone's width and a desk's; two neighbours have nothing in common."""


# What goes on for ever, such as a sign that something is loading, is not waited for.
SETTLED = """() => Promise.allSettled(document.getAnimations()
  .filter(change => Number.isFinite(change.effect.getComputedTiming().endTime))
  .map(change => change.finished))"""


def show(page: Page, view: View) -> None:
    """Give an open page the palette and the width of a view; all colours are there afterwards."""
    scheme, width = view
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    await_palette(page, scheme)
    page.evaluate(SETTLED)


def await_palette(page: Page, scheme: str) -> None:
    """Wait until the page has the palette that the theme takes for what a person prefers.

    A page that stands alone has it from the start.
    """
    themed = f"body[data-md-color-scheme={SCHEMES[scheme]}]"
    alone = "html:has(meta[name=pat-kind][content=alone]) body"
    page.locator(f"{themed}, {alone}").wait_for(state="attached")


def violations(page: Page, where: str) -> list[str]:
    """Return what axe finds, each with its place; it is put in anew where the page is another."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    reported: list[str] = page.evaluate(RUN, where)
    return reported


def violations_in(page: Page, views: Iterable[View], where: str) -> list[str]:
    """Return what axe finds in an open page in each of these views."""
    reported = []
    for view in views:
        show(page, view)
        reported += violations(page, f"{where} {view}")
    return reported


def expect_none(reported: list[str]) -> None:
    """Fail with a line for each violation."""
    if reported:
        pytest.fail("\n".join([f"{len(reported)} violations", *reported[:15]]), pytrace=False)


def expect_readable(page: Page) -> None:
    """Fail where axe finds a fault, or something is wider than the page, on phone or desk."""
    reported = []
    for view in VIEWS:
        reported += violations_in(page, [view], "")
        reported += page.evaluate(TOO_WIDE)
    expect_none(reported)
