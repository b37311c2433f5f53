"""Ways through the site: no page is an end, and none is far from the first one."""

from collections.abc import Callable

import pytest

from pat_core.instrument.checklists import CHECKLIST_IDS
from tests.site.reading import content, targets

CONTENT = "article a[href]"
NAVIGATION = "nav.md-nav a[href]"
FOUND_BY_READING = [
    "/typology/",
    "/guidance/problems/",
    *(f"/checklists/{name}/" for name in CHECKLIST_IDS),
]


def _clicks(ways: Callable[[str], set[str]]) -> dict[str, int]:
    """Return the least number of clicks from the home page to each page that one can reach."""
    found = {"/": 0}
    waiting = ["/"]
    while waiting:
        here = waiting.pop(0)
        for there in sorted(ways(here) - found.keys()):
            found[there] = found[here] + 1
            waiting.append(there)
    return found


@pytest.fixture(scope="module")
def names(pages):
    """Return the addresses of all pages but the one for addresses that are not there."""
    return set(pages) - {"/404.html"}


def test_every_page_has_a_way_on(pages, names):
    """The content of a page leads to at least two others, beside the source that it rests on."""
    for name in names:
        links = [
            link
            for link in content(pages[name]).select("a[href]")
            if not link.find_parent(class_="pat-basis")
        ]
        assert len((targets(name, links) & names) - {name}) >= 2, name


def test_every_page_is_near_the_first(pages, names):
    """Three clicks at most lead from the home page to any page, navigation included."""
    ways = {
        name: targets(name, pages[name].select(f"{CONTENT}, {NAVIGATION}")) & names
        for name in names
    }
    clicks = _clicks(lambda name: ways[name])
    assert {name for name in names if clicks.get(name, 9) > 3} == set()


@pytest.mark.parametrize("name", FOUND_BY_READING)
def test_page_is_found_by_reading_alone(pages, names, name):
    """Three links in the text at most lead to the typology, the index by problem and each list."""
    ways = {each: targets(each, pages[each].select(CONTENT)) & names for each in names}
    assert _clicks(lambda each: ways[each])[name] <= 3


def test_every_page_of_guidance_is_found_by_reading_alone(pages, names):
    """Nobody needs the navigation to come to a page of guidance."""
    ways = {each: targets(each, pages[each].select(CONTENT)) & names for each in names}
    clicks = _clicks(lambda each: ways[each])
    guidance = {name for name in names if name.startswith("/guidance/")}
    assert {name for name in guidance if clicks.get(name, 9) > 3} == set()
