"""The guidance as built: as many points as the sources have, what each page rests on, ways on."""

import json

import pytest

from pat_core.instrument.sources import load_sources
from tests.core.samples import CODES
from tests.site.reading import content, entries, section, targets, words

PRINCIPLES = [f"/guidance/principle-{number}/" for number in "123456"]
ON_THE_SITE_ITSELF = ("/privacy/", "/checkup/", "/developers/")
COUNTS = {
    # Box 1.
    "obstacles": ("matrix-2004", "obstacles", "eleven obstacles", [11]),
    # Box 2.
    "accountability": ("matrix-2004", "accountability", "processes and structures", [5]),
    # "Engaging service users and communities", the first question.
    "reasons to involve": ("matrix-2004", "involving-people", "three reasons", [3]),
    # "Taking care of the partners".
    "what a leader needs": ("matrix-2004", "leading", "leader needs", [3]),
    # Stage 3, "Key considerations include".
    "planning": ("qca-guide", "cycle/agree-plan", "to consider", [8]),
    # Stage 5, "These can include".
    "monitoring": ("qca-guide", "cycle/monitor-and-review", "systems to begin", [7]),
    # Stage 5, "Areas of 'social performance'".
    "social performance": ("qca-guide", "cycle/monitor-and-review", "social performance", [10]),
    # Stage 6, the list of limiting factors.
    "limits": ("qca-guide", "cycle/recognise-achievements", "limits that many share", [5]),
    # "Delivery", the list under the ways forward.
    "services": ("open-agenda-2007", "services", "seven services", [7]),
    # The table of challenges and triggers for change: its left column, then its right one.
    "states of mind": ("open-agenda-2007", "staff", "states of mind", [6]),
    "triggers": ("open-agenda-2007", "staff", "triggers for change", [12]),
    # Page 7, "The tool provides a practical way of".
    "purposes": ("pat-2003", "tool", "what it is for", [3]),
    # Annex, "The Partnership Nature".
    "strategic partnerships": ("pat-2003", "strategic-partnering", "what it is like", [6]),
    # Annex, "Partnership Structures for SSPs": four numbered models.
    "structures": ("pat-2003", "strategic-partnering", "structures", [4]),
    # Annex, "conclusion": features of old partnerships; "The Emerging Pathfinder Projects".
    "old partnerships": ("pat-2003", "strategic-partnering", "old to new", [5, 3]),
}
"""What a source lists: its id, our page, a word of the heading, and the lengths counted in it."""
DRAWN = {
    # QCA guide, the headings of its six stages, as far as they were kept in our words.
    "cycle": "need interest plan structure monitor recognise",
    # Hardy, Hudson and Waddington (2003), "using the tool": stages 1 to 4.
    "tool": "prepar assess analy plan",
}


def _guidance(pages):
    """Return the pages below ``/guidance/`` by address."""
    return {name: page for name, page in pages.items() if name.startswith("/guidance/")}


@pytest.mark.parametrize("what", COUNTS)
def test_page_has_as_many_points_as_its_source(pages, what):
    """Where a source lists, the page has a list or table of that length, and names the source."""
    source, name, heading, counts = COUNTS[what]
    page = pages[f"/guidance/{name}/"]
    assert entries(section(page, heading)) == counts
    assert page.select(f'.pat-basis a[href$="/sources/#{source}"]')


def test_three_dimensions_of_success_are_named(pages):
    """Results, process and relationships stand out on the page on monitoring (QCA, stage 5)."""
    part = section(pages["/guidance/cycle/monitor-and-review/"], "what this stage is for")
    assert [words(name) for name in part.select("strong")] == [
        "results",
        "process",
        "relationships",
    ]


def test_three_scenarios_have_a_heading_each(pages):
    """The plan page tells scenarios A, B and C apart (Hardy, Hudson and Waddington, stage 4)."""
    headings = [words(heading) for heading in content(pages["/guidance/tool/plan/"]).select("h2")]
    scenarios = [heading for heading in headings if heading.startswith("Scenario")]
    assert [heading[:10] for heading in scenarios] == ["Scenario A", "Scenario B", "Scenario C"]


@pytest.mark.parametrize("name", DRAWN)
def test_cycle_is_drawn_and_listed(pages, name):
    """Each stage stands in the drawing's description, and as a link to its page, in order."""
    (part,) = content(pages[f"/guidance/{name}/"]).select(".pat-cycle-part")
    cues = DRAWN[name].split()
    links = part.select("ol > li > a[href]")
    drawing = part.select_one('svg[role="img"]')
    assert len(links) == len(drawing.select("circle")) == len(cues)
    assert str(len(cues)) in words(drawing.title)
    described = words(drawing.desc)
    places = [described.index(f"{n} {words(link)}") for n, link in enumerate(links, start=1)]
    assert places == sorted(places)
    assert all(cue in words(link).lower() for cue, link in zip(cues, links, strict=True))
    assert len(targets(f"/guidance/{name}/", links)) == len(cues)


def test_stage_pages_say_what_comes_in_and_what_comes_out(pages):
    """Each of the six stages has what it is for, what comes out of it, what to do and to avoid."""
    links = content(pages["/guidance/cycle/"]).select(".pat-cycle-part ol a")
    for name in targets("/guidance/cycle/", links):
        for heading in ("what this stage is for", "what comes out", "what to do", "what to avoid"):
            assert words(section(pages[name], heading)), (name, heading)


def test_advice_pages_say_what_to_do_and_what_to_avoid(pages):
    """Every page that bears on statements gives at least one thing to do and one to avoid."""
    advice = {name: page for name, page in _guidance(pages).items() if page.select("#statements")}
    assert len(advice) >= 30
    for name, page in advice.items():
        for heading in ("^what to do$", "^what to avoid$"):
            assert sum(entries(section(page, heading))) >= 1, (name, heading)


def test_every_page_says_at_its_end_what_it_rests_on(pages):
    """The last thing on a page is the kind and date of its evidence, or that there is none."""
    sources = load_sources().values()
    starts = tuple(f"{source.kind.capitalize()}, {source.date}. " for source in sources)
    for name, page in pages.items():
        if name == "/404.html":
            continue
        last = content(page).find_all(True, recursive=False)[-1]
        assert last.get("class") == ["pat-basis"], name
        texts = [words(paragraph) for paragraph in last.select("p")]
        if name.startswith(ON_THE_SITE_ITSELF):
            assert texts == ["No outside evidence: this page describes the site itself."], name
        else:
            assert texts, name
            assert all(text.startswith(starts) for text in texts), name


def test_every_page_of_guidance_names_author_year_and_title(pages):
    """Whoever reads a page of guidance can look up its source."""
    for name, page in _guidance(pages).items():
        basis = words(content(page).select_one(".pat-basis"))
        named = [
            source
            for source in load_sources().values()
            if f"{source.authors} ({source.year}), {source.title}" in basis
        ]
        assert named, name
        assert len(content(page).select(".pat-basis > p")) == len(named), name


@pytest.mark.parametrize("code", CODES)
def test_statement_has_its_place_and_guidance(pages, instrument, code):
    """Each statement is on its principle's page, with its background and further reading."""
    statement = instrument.statements[CODES.index(code)]
    name = f"/guidance/principle-{code[0]}/"
    heading = pages[name].select_one(f"#statement-{code}")
    part = heading.find_parent("section")
    for text in (code, statement.element, statement.text, statement.explanation):
        assert text in words(part)
    elsewhere = targets(name, part.select("a[href]")) - {*PRINCIPLES, "/assess/"}
    assert [target for target in elsewhere if target.startswith("/guidance/")], (
        f"no page of guidance bears on {code}: add it to the front matter of one"
    )


def test_guidance_and_statements_lead_to_each_other(pages):
    """A page that bears on a statement is named beside it, and names it."""
    there, back = set(), set()
    for name, page in _guidance(pages).items():
        for item in page.select("#statements + ul > li"):
            there.add((name, words(item.select_one(".pat-code"))))
    for name in PRINCIPLES:
        for part in pages[name].select("section.pat-element"):
            code = words(part.select_one("h2 .pat-code"))
            linked = targets(name, part.select("a[href]")) - {"/assess/"}
            back |= {(target, code) for target in linked}
    assert len(there) > 36
    assert there == back


@pytest.mark.parametrize("name", PRINCIPLES)
def test_principle_page_is_whole(pages, instrument, name):
    """A page on a principle has its readings by score, and the notice that comes with results."""
    principle = instrument.principles[PRINCIPLES.index(name)]
    text = words(content(pages[name]))
    assert principle.about in text
    rows = [words(row) for row in section(pages[name], "scores suggest").select("tbody tr")]
    assert rows == [f"{band.span}{band.reading}" for band in principle.bands]
    assert instrument.texts.notice in text


def test_problems_of_the_index_lead_somewhere(pages):
    """Each problem says what to do first, and leads to a statement and a page of guidance."""
    name = "/guidance/problems/"
    problems = content(pages[name]).select("section.pat-problem-entry")
    assert len(problems) >= 20
    for problem in problems:
        heading = words(problem.h2)
        links = problem.select("a[href]")
        codes = [link for link in links if "#statement-" in link["href"]]
        others = [link for link in links if link not in codes]
        assert codes, heading
        assert any(to.startswith("/guidance/") for to in targets(name, others)), heading
        assert "First:" in words(problem), heading


@pytest.mark.parametrize(
    "says",
    [
        "We do not trust each other",
        "One person holds it together",
        "We cannot show that it works",
    ],
)
def test_problem_is_found_in_people_s_own_words(pages, says):
    """A problem stands in the list on top as people say it, and the link leads to its answer."""
    page = content(pages["/guidance/problems/"])
    (link,) = [link for link in page.select("ul.pat-columns a") if words(link) == says]
    assert words(page.select_one(link["href"])) == says


def test_search_finds_every_page_of_guidance(pages, site):
    """The index of the search holds each page of guidance and each checklist."""
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    indexed = {f"/{entry['location']}".partition("#")[0] for entry in index["docs"]}
    wanted = {name for name in pages if name.startswith(("/guidance/", "/checklists/"))}
    assert wanted <= indexed
