"""The typology as built: the figure of the source, the guided path, the type now and needed."""

import json
from itertools import product

import pytest

from pat_core.instrument.guided_path import level_table, load_path
from pat_core.scoring.typology import function_gap, level_gap
from tests.site.reading import content, words

LEVELS = ["cooperation", "coordination", "integration"]
FUNCTIONS = ["strategic", "commissioning", "delivery"]
# Matrix (2004), figure 1, row by row; a square that is empty there is empty here.
FIGURE = {
    "cooperation/strategic": "Community Legal Service Partnership",
    "cooperation/commissioning": "",
    "cooperation/delivery": "Health Collaborative",
    "coordination/strategic": "Crime and Disorder Reduction Partnership",
    "coordination/commissioning": "Drug Action Team",
    "coordination/delivery": "",
    "integration/strategic": "",
    "integration/commissioning": "Local regeneration partnership",
    "integration/delivery": "Youth Offending Team",
}
CHOICES = {
    "now-collaboration": LEVELS,
    "now-function": FUNCTIONS,
    "needed-collaboration": LEVELS,
    "needed-function": FUNCTIONS,
}


@pytest.fixture(scope="module")
def typology(pages):
    return content(pages["/typology/"])


@pytest.fixture(scope="module")
def path(instrument):
    return load_path(instrument)


def test_table_is_the_figure_of_the_source(typology):
    """Nine squares stand as in the source: six with its example, three empty."""
    cells = {cell["data-cell"]: words(cell) for cell in typology.select("td[data-cell]")}
    assert list(cells) == list(FIGURE)
    for place, name in FIGURE.items():
        assert cells[place].startswith(name), place
        assert bool(cells[place]) == bool(name), place


def test_every_level_and_function_is_defined(typology, instrument):
    """What the three levels and three functions mean stands before the table."""
    given = instrument.typology
    for key, choices in (("levels", given.collaborations), ("functions", given.functions)):
        (defined,) = typology.select(f"#{key} + dl")
        assert [words(term) for term in defined.select("dt")] == [c.label for c in choices]
        assert [words(text) for text in defined.select("dd")] == [c.definition for c in choices]


def test_examples_are_dated_and_no_square_is_better(typology):
    """The table says of when its examples are, and that no square is better than another."""
    assert "as of 2004" in words(typology.select_one("table caption"))
    assert "No square is better" in words(typology)


@pytest.mark.parametrize("name", CHOICES)
def test_type_now_and_needed_have_their_radios(typology, assess, name):
    """Both halves of both types are groups of radios, here as in the assessment."""
    for form in (typology, assess.select_one("#pat-assess")):
        radios = form.select(f'input[name="{name}"]')
        assert [radio["value"] for radio in radios] == CHOICES[name]
        assert {radio["type"] for radio in radios} == {"radio"}
        assert all(words(radio.find_parent("label")) for radio in radios)


def test_only_the_type_is_kept(typology):
    """Beside the type there are only the answers to the path, which no record goes by."""
    names = {field["name"] for field in typology.select("input, textarea")}
    assert {name for name in names - set(CHOICES) if not name.startswith("path-")} == set()
    assert typology.select("input[checked]") == []


@pytest.mark.parametrize("page", ["/typology/", "/assess/"])
def test_every_pair_of_types_has_its_sentences(pages, instrument, page):
    """For each of nine pairs of levels, and of functions, the page has a sentence on the gap."""
    halves = (("collaboration", LEVELS, level_gap), ("function", FUNCTIONS, function_gap))
    for half, codes, between in halves:
        gaps = pages[page].select(f"[data-gap] [data-gap-{half}]")
        sentences = {gap[f"data-gap-{half}"]: [words(p) for p in gap.select("p")] for gap in gaps}
        assert sentences == {
            f"{now} {needed}": list(between(now, needed, instrument.typology))
            for now, needed in product(codes, repeat=2)
        }


def test_table_of_levels_is_that_of_the_core(typology, instrument, path):
    """The rule stands in Python alone: the page holds its outcome for every set of answers."""
    (script,) = typology.select('script[type="application/json"][data-levels]')
    assert json.loads(script.string) == level_table(path, instrument.typology.collaborations)


def test_path_asks_what_the_core_holds(typology, path):
    """Each gate and each question stands with all its options, and with the reason each gives."""
    gates = {gate.code: [o.code for o in gate.options] for gate in path.gates}
    questions = [*path.level_questions, path.function_question]
    wanted = gates | {q.code: sorted(o.code for o in q.options) for q in questions}
    for code, options in wanted.items():
        radios = typology.select(f'input[name="path-{code}"]')
        values = [radio["value"] for radio in radios]
        assert (values if code in gates else sorted(values)) == options
        assert all(radio["data-because"] for radio in radios)
        assert len({words(radio.find_parent("label")) for radio in radios}) == len(options)


def test_answers_of_the_path_say_where_they_point(typology, instrument, path):
    """The reason that an answer gives names the level or the function that it points to."""
    choices = instrument.typology.collaborations + instrument.typology.functions
    labels = {choice.code: choice.label.lower() for choice in choices}
    for question in (*path.level_questions, path.function_question):
        for radio in typology.select(f'input[name="path-{question.code}"]'):
            assert f"points to {labels[radio['value']]}." in radio["data-because"]


def test_each_gate_may_end_the_path(typology, path):
    """At each of three gates one answer leads to no formal partnership, and the page says so."""
    ends = [radio["name"] for radio in typology.select("input[data-ends]")]
    assert ends == [f"path-{gate.code}" for gate in path.gates]
    assert "No formal partnership needed" in words(typology.select_one('[data-outcome="none"]'))


def test_every_outcome_of_the_path_is_there(typology):
    """Nine types, none, and not enough to tell: each outcome stands ready, hidden."""
    outcomes = typology.select("[data-outcome]")
    assert {outcome["data-outcome"] for outcome in outcomes} == {*FIGURE, "open", "none"}
    assert len(outcomes) == 11
    assert all(outcome.has_attr("hidden") for outcome in outcomes)
    for place, name in FIGURE.items():
        text = words(typology.select_one(f'[data-outcome="{place}"]'))
        assert (name or "names no example") in text, place


def test_page_says_that_the_rule_is_ours(typology):
    """Readers learn that questions and rule are ours, and how the rule works."""
    text = words(typology.select_one("[data-path]"))
    for cue in ("questions and the rule below are ours", "in the middle", "looser"):
        assert cue in text
