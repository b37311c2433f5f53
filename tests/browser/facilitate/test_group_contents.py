"""The list of a group's parts beside it: each link leads to its part."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.desk import Desk, desk_with_group, divided_group


@pytest.fixture
def contents(page) -> Locator:
    """Return the list beside a group that is shown."""
    desk_with_group(page, divided_group())
    found: Locator = page.locator("[data-contents]")
    expect(found).to_be_visible()
    return found


def test_each_part_has_a_link_that_leads_to_it(page, contents):
    """As many links as headings, in their order; the keyboard goes on from where one leads."""
    headings = page.locator("#pat-group > [data-section] h3").all_inner_texts()
    assert contents.locator("> ul > li > a").all_inner_texts() == headings
    names = contents.locator("li li a").evaluate_all("all => all.map(each => each.ariaLabel)")
    assert names == page.locator("#pat-group h4:visible", has_text=".").all_inner_texts()[:6]
    contents.get_by_role("link", name="Significance beside score").click()
    heading = page.get_by_role("heading", name="Significance beside score")
    expect(heading).to_be_in_viewport()
    expect(heading).to_be_focused()
    page.go_back()
    expect(page.locator("#pat-group > [data-section]").first).to_be_visible()


def test_it_goes_with_the_group(page, contents):
    """Where no group is shown there is nothing to lead to."""
    Desk(page).press("reopen")
    expect(contents).to_be_hidden()
