"""How often the rules err: the published rates are those of the rules, and as good as wanted."""

import json
from itertools import product

import pytest

from site_hooks.pages.rates import rate_tables
from tools.method.__main__ import TARGET, main
from tools.method.made_groups import FIFTY_FIFTY, HEALTHY, KINDS, SERIOUS
from tools.method.rates import (
    CORRELATIONS,
    FIRST,
    MISSING,
    SIZES,
    change_rate,
    consensus_by_chance,
    divided_share,
    group_rate,
    kendall_w_by_chance,
)

PUBLISHED = json.loads(TARGET.read_text("utf-8"))


def _published(kind, people, missing, correlation):
    """Return the published rate of one kind of group and one size."""
    (own,) = [
        rate
        for rate in PUBLISHED["groups"]
        if (rate["kind"], rate["people"], rate["missing"], rate["correlation"])
        == (kind.name, people, missing, correlation)
    ]
    return own


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize(("people", "missing", "correlation"), [(5, 0.1, 0.3), (12, 0.07, 0.0)])
def test_published_rates_are_those_of_the_rules(instrument, kind, people, missing, correlation):
    """The first groups still give what they gave; otherwise `make method` must run again."""
    rate = group_rate(kind, people, missing, correlation, FIRST, instrument)
    assert rate["first"] == _published(kind, people, missing, correlation)["first"]


def test_published_changes_are_those_of_the_rules(instrument):
    """Clear changes between rounds that are alike, too."""
    for published in PUBLISHED["change"][:3]:
        assert change_rate(published["people"], FIRST, instrument)["first"] == published["first"]


def test_what_needs_no_chance_is_counted_out(instrument):
    """A true minority of a fifth is called split in 26, 34 and 20% at 5, 6 and 8 people."""
    for row in PUBLISHED["divided"]:
        exact = [divided_share(people, row["share"], instrument) for people in SIZES]
        assert row["rates"] == pytest.approx(exact)
    fifth = [divided_share(people, 20, instrument) for people in (5, 6, 8)]
    assert [round(100 * share) for share in fifth] == [26, 34, 20]


def test_consensus_is_higher_in_small_groups():
    """Answers by chance agree more the fewer they are, so groups of other sizes compare badly."""
    exact = {people: consensus_by_chance(people) for people in (5, 8, 12)}
    assert [round(figure, 3) for figure in exact.values()] == [0.471, 0.435, 0.415]
    assert PUBLISHED["consensus"] == pytest.approx({str(n): own for n, own in exact.items()})


def test_kendall_w_by_chance_is_about_2_over_the_people():
    """One time in twenty, random orders exceed .42, .35, .27 and .21 with 5, 6, 8 and 10 people."""
    published = [PUBLISHED["kendall_w"][str(people)] for people in (5, 6, 8, 10)]
    assert published == pytest.approx([0.42, 0.35, 0.27, 0.21], abs=0.012)
    assert kendall_w_by_chance(8, 2_000) == pytest.approx(0.27, abs=0.03)


@pytest.mark.parametrize(("people", "missing"), list(product(SIZES, MISSING)))
def test_scenario_is_as_right_as_wanted(people, missing):
    """Of independent answers: A for healthy groups, not for a split one, C for a troubled one."""
    rates = [_published(kind, people, missing, 0.0)["looks_like"] for kind in KINDS]
    healthy, split, serious = rates
    assert KINDS == (HEALTHY, FIFTY_FIFTY, SERIOUS)
    assert people < 6 or healthy["A"] >= 0.8
    assert split["A"] <= 0.1
    assert serious["C"] >= 0.8


@pytest.mark.parametrize(
    ("people", "missing", "correlation"), list(product(SIZES, MISSING, CORRELATIONS))
)
def test_topics_are_few_where_all_is_well_and_there_where_it_is_not(people, missing, correlation):
    """Most healthy groups have none; a principle that is split is found nine times in ten."""
    healthy = _published(HEALTHY, people, missing, correlation)
    assert healthy["has_topics"] <= 0.4
    assert healthy["topics"] <= 0.5
    assert _published(FIFTY_FIFTY, people, missing, correlation)["has_watched_topic"] >= 0.85


def test_tables_have_a_cell_for_each_heading(tmp_path):
    """Of rates that were measured anew, with those of disclosure where they are there."""
    assert main(["--groups", "1", "--out", str(tmp_path / "rates.json")]) == 0
    tables = rate_tables(tmp_path)
    assert [len(table.rows) for table in tables] == [18, 12, 6, 2]
    for table in tables:
        assert {len(row) for row in table.rows} == {len(table.headings)}
    found = {"caption": "Found", "headings": ["Shape", "Rate"], "rows": [["7, 5", "0%"]]}
    (tmp_path / "disclosure-rates.json").write_text(json.dumps(found), "utf-8")
    assert rate_tables(tmp_path)[-1].caption == "Found"
