"""The facilitator's kit on paper: each part on a sheet of its own, the hand-out on one."""

import pytest

from tests.browser.paper import sheets, squeezed

FIRST_OF_A_SHEET = {
    "Briefing sheet": 'files, rounds and "can\'t say" is ours.',
    "Opening words and ground rules": "The words and the rules are ours.",
    "Timetables": "The minutes and the order of topics are ours.",
    "How to run a topic": "The other signs, the words and the steps are ours.",
    "After the workshop": "It is no legal advice.",
    "Two questions for each statement": "Principle 2",
}
"""By the heading that starts a sheet, something that must still stand on the same sheet."""


@pytest.fixture(scope="module")
def kit(browser, address):
    """Return the letters on each sheet of the kit, printed without scripts."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}facilitate/kit/")
    letters = [squeezed(sheet) for sheet in sheets(page)]
    page.context.close()
    return letters


@pytest.mark.parametrize("heading", FIRST_OF_A_SHEET)
def test_part_starts_a_sheet_and_fits_on_it(kit, heading):
    """One sheet starts with the heading, and holds the part to its end."""
    (sheet,) = [each for each in kit if each.startswith(squeezed(heading))]
    assert squeezed(FIRST_OF_A_SHEET[heading]) in sheet


def test_no_sheet_starts_in_the_middle(kit):
    """The other sheets start with the kit's name or a principle; no menu is printed."""
    starts = [*FIRST_OF_A_SHEET, "Facilitator's kit", "Principle 3", "Principle 5"]
    found = {start for start in starts for each in kit if each.startswith(squeezed(start))}
    assert (len(kit), found) == (len(starts), set(starts))
    assert [each for each in kit if "Goon" in each or "Skiptocontent" in each] == []
