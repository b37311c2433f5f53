"""What pages are made from: snippets, links between pages, a drawn cycle, the index by problem."""

import math
import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import yaml
from bs4 import BeautifulSoup

from pat_core.instrument.checklists import load_checklists
from pat_core.instrument.guided_path import load_path
from pat_core.instrument.sources import load_sources
from site_hooks.pages.cycle import draw_cycle
from site_hooks.pages.fill import fill_page
from site_hooks.pages.generated_pages import generated_pages
from site_hooks.pages.page_index import LinkError, PageEntry, PageIndex
from site_hooks.pages.problems import read_problems
from site_hooks.pages.snippets import Content, SnippetError
from tests.site.reading import words

HOME = PageEntry("index.md", "", "Home", {"sources": ["pat-2003"]})
SOURCES = PageEntry("sources.md", "sources/", "Sources", {})
ASSESS = PageEntry("assess.md", "assess/", "Assess", {})
PRINCIPLE = PageEntry("guidance/principle-4.md", "guidance/principle-4/", "Trust", {})
EXERCISE = PageEntry(
    "guidance/exercise.md", "guidance/exercise/", "An exercise", {"statements": ["4D", "3F"]}
)
PAGES = [HOME, SOURCES, ASSESS, PRINCIPLE, EXERCISE]
INDEX = PageIndex(PAGES)
PROBLEM = """
[[problems]]
id = "no-trust"
says = "We do not trust each other"
behind = "An old quarrel."
first = "Talk."
statements = ["4D"]
pages = ["guidance/exercise.md"]
checklists = []
"""


def _tree(html: str) -> Any:
    """Return the tree of some HTML; a test that looks for what is not in it fails by itself."""
    return BeautifulSoup(html, "html.parser")


@pytest.fixture
def content(instrument, tmp_path):
    """Return what content are made from, with an index of one problem."""
    (tmp_path / "guidance").mkdir()
    (tmp_path / "guidance" / "problems.toml").write_text(PROBLEM, encoding="utf-8")
    return Content(
        instrument=instrument,
        software=(),
        checklists=load_checklists(instrument),
        sources=load_sources(),
        path=load_path(instrument),
        docs=tmp_path,
    )


def test_parts_are_filled_and_all_else_stays(content):
    """Only the lines that ask for a snippet are replaced, and the sources are added."""
    html = fill_page("<p>before</p><!-- pat:scale --><!-- other -->", content, INDEX, HOME)
    assert html.startswith("<p>before</p>")
    assert "<!-- other -->" in html
    assert "Strongly agree" in html
    assert html.rstrip().endswith("</aside>")
    assert "<!-- pat:" not in html


def test_statement_in_brackets_becomes_a_link(content):
    """A code in double brackets leads to its place on the page of its principle."""
    html = fill_page("<p>See [[4D]], not [[x]] or [4D].</p>", content, INDEX, EXERCISE)
    page = _tree(html)
    assert words(page.p) == "See 4D, not [[x]] or [4D]."
    assert [link["href"] for link in page.p.select("a")] == ["../principle-4/#statement-4D"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("<!-- pat:nothing -->", "no part is called 'nothing'"),
        ("<!-- pat:principle:9 -->", "there is no '9'"),
        ("<!-- pat:checklist:none -->", "there is no 'none'"),
        ("<!-- pat:cycle -->", "there is no 'stages'"),
        ("[[4G]]", "no statement is called '4G'"),
        ("[[1A]]", "there is no page 'guidance/principle-1.md'"),
    ],
)
def test_missing_thing_is_reported_with_the_page(content, asked, said):
    """A slip in a page ends the build in a sentence that names page and cause."""
    with pytest.raises(SnippetError) as caught:
        fill_page(asked, content, INDEX, HOME)
    assert str(caught.value) == f"index.md: {said}"


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ({"sources": ["nobody-1999"]}, "'nobody-1999'"),
        ({"sources": ["pat-2003"], "statements": ["4D", "7A"]}, "'7A'"),
    ],
)
def test_slip_in_the_front_matter_is_reported_with_the_page(content, front, said):
    """A source or a statement that there is not, named in front matter, ends the build too."""
    page = PageEntry("guidance/exercise.md", "guidance/exercise/", "An exercise", front)
    with pytest.raises(SnippetError, match=re.escape(f"guidance/exercise.md: there is no {said}")):
        fill_page("<!-- pat:bears-on -->", content, INDEX, page)


def test_page_without_a_source_says_so(content):
    """A page that names no source ends with the sentence that it rests on none."""
    html = fill_page("", content, INDEX, ASSESS)
    assert "No outside evidence" in html


@pytest.mark.parametrize("here", [HOME, SOURCES, EXERCISE], ids=lambda page: page.path)
@pytest.mark.parametrize("there", [HOME, SOURCES, PRINCIPLE], ids=lambda page: page.path)
def test_links_lead_from_any_page_to_any_other(here, there):
    """A link is relative, so that the site works in a folder of a host, and leads to its page."""
    base = "http://host/folder/"
    link = INDEX.link(here, f"{there.path}#part")
    assert urljoin(f"{base}{here.url}", link) == f"{base}{there.url}#part"
    assert urljoin(f"{base}{here.url}", INDEX.link(here, there.path)) == f"{base}{there.url}"


def test_link_to_no_page_is_refused():
    """A page that names another that is not there is an error, with the name."""
    with pytest.raises(LinkError, match=r"there is no page 'guidance/none\.md'"):
        INDEX.link(HOME, "guidance/none.md#part")


def test_book_knows_what_bears_on_a_statement():
    """Pages say in their front matter which statements they bear on; most say nothing."""
    assert INDEX.bearing_on("4D") == [EXERCISE]
    assert INDEX.bearing_on("1A") == []


@pytest.mark.parametrize("count", [2, 4, 6, 9])
def test_cycle_has_a_disc_and_an_arrow_for_each_stage(count):
    """The stages stand evenly on a ring, numbered, with an arrow from each to the next."""
    drawing = _tree(draw_cycle([f"Stage {n}" for n in range(count)], "x"))
    numbers = [words(number) for number in drawing.select("text.pat-cycle-number")]
    assert numbers == [str(n) for n in range(1, count + 1)]
    assert len(drawing.select("path.pat-cycle-arc")) == count
    places = [(float(disc["cx"]), float(disc["cy"])) for disc in drawing.select("circle")]
    steps = {round(math.dist(a, b)) for a, b in zip(places, [*places[1:], places[0]], strict=True)}
    assert len(steps) == 1


def test_cycle_is_described_for_people_who_do_not_see_it():
    """Title and description name the number of stages and each of them, with unique ids."""
    drawing = _tree(draw_cycle(["Dig <deep>", "Sow", "Reap"], "farm")).svg
    assert words(drawing.title) == "A cycle of 3 stages"
    assert "1 Dig <deep>, 2 Sow, 3 Reap" in words(drawing.desc)
    assert drawing["aria-labelledby"].split() == [drawing.title["id"], drawing.desc["id"]]


def test_problem_becomes_an_entry_with_its_links(content):
    """A problem of the file stands in the list and as a section that leads on."""
    html = fill_page("<!-- pat:problems -->", content, INDEX, HOME)
    page = _tree(html)
    assert words(page.select_one("ul a[href='#no-trust']")) == "We do not trust each other"
    links = [link["href"] for link in page.select("section a")]
    assert links == ["guidance/exercise/", "guidance/principle-4/#statement-4D"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('first = "Talk."\n', "", "first"),
        ('statements = ["4D"]\n', "", "'statements' is missing"),
        ("checklists", "checks", "'checklists' is missing"),
        ("behind", "before", "before"),
        ("= ", "", "line"),
    ],
)
def test_problem_that_lacks_something_is_refused(tmp_path: Path, old, new, said):
    """A missing or unknown key is reported with its problem."""
    path = tmp_path / "problems.toml"
    path.write_text(PROBLEM.replace(old, new), encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        read_problems(path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("4D", "4G", "no statement is called '4G'"),
        (
            "checklists = []",
            'checklists = ["checklists/obstacles.md#check-none"]',
            "no checklist or check is called 'checklists/obstacles.md#check-none'",
        ),
    ],
)
def test_problem_that_leads_nowhere_is_refused(content, old, new, said):
    """An unknown code or check is reported with page and problem."""
    path = content.docs / "guidance" / "problems.toml"
    path.write_text(PROBLEM.replace(old, new), encoding="utf-8")
    with pytest.raises(SnippetError, match=f"^index\\.md: no-trust: {re.escape(said)}$"):
        fill_page("<!-- pat:problems -->", content, INDEX, HOME)


def test_link_to_a_check_says_which_one(content):
    """A link to a list says its title; one to a check says the check too."""
    path = content.docs / "guidance" / "problems.toml"
    places = '["checklists/obstacles.md", "checklists/obstacles.md#check-governance"]'
    path.write_text(PROBLEM.replace("checklists = []", f"checklists = {places}"), encoding="utf-8")
    page = PageEntry("checklists/obstacles.md", "checklists/obstacles/", "Obstacles", {})
    index = PageIndex([*PAGES, page])
    page = _tree(fill_page("<!-- pat:problems -->", content, index, HOME))
    (obstacles,) = (checklist for checklist in content.checklists if checklist.id == "obstacles")
    (check,) = (check for check in obstacles.checks if check.id == "governance")
    said = [words(link) for link in page.select("section a[href*='obstacles']")]
    assert said == [obstacles.title, f"{obstacles.title}: {check.text}"]


def test_pages_made_from_data_say_what_they_rest_on(instrument, content):
    """Six principles and eight lists make fourteen pages, each with title and source."""
    pages = generated_pages(instrument, content.checklists)
    assert len(pages) == 14
    for path, text in pages.items():
        _, front, body = text.split("---\n", 2)
        meta = yaml.safe_load(front)
        assert meta["sources"][0] in content.sources, path
        assert meta["title"] in body, path
        assert meta["description"].endswith("."), path
        assert (meta.get("app") == "checklists") == path.startswith("checklists/"), path
