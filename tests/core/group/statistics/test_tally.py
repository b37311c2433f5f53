"""Counting: the tally holds what a plain count of all sheets gives."""

import random
from collections import Counter

from pat_core import Instrument
from pat_core.files.sheet import Sheet
from pat_core.group.statistics.figures import (
    aggregate_figures,
    band_of_mean,
    group_principles,
    group_statements,
    rating_agreement,
    significance_figures,
    type_figures,
)
from pat_core.group.statistics.tally import NOT_GIVEN, GroupTally, Tally
from tests.core.samples import CODES, NUMBERS
from tests.core.sheet_samples import random_sheet, sheet_with


def _tally(sheets: list[Sheet], instrument: Instrument) -> Tally:
    tally = Tally(instrument)
    for sheet in sheets:
        tally.add(sheet)
    return tally


def test_counts_are_those_of_a_plain_count(instrument: Instrument) -> None:
    """Every statement's counts, can't-says and blanks are found by looking at each sheet."""
    chance = random.Random(4)
    sheets = [random_sheet(chance) for _ in range(200)]
    found = group_statements(_tally(sheets, instrument), instrument)
    for place, code in enumerate(CODES):
        marks = Counter(sheet.marks[place] for sheet in sheets)
        assert found[code]["counts"] == {value: marks[value] for value in "1234"}
        assert (found[code]["cant_say"], found[code]["blank"]) == (marks["?"], marks["-"])


def test_scores_are_those_of_whole_principles(instrument: Instrument) -> None:
    """A score is counted only where all six statements are answered."""
    chance = random.Random(5)
    sheets = [random_sheet(chance, gaps=0.05) for _ in range(100)]
    found = group_principles(_tally(sheets, instrument), instrument)
    for place, number in enumerate(NUMBERS):
        rows = [sheet.marks[6 * place : 6 * place + 6] for sheet in sheets]
        scores = Counter(sum(map(int, row)) for row in rows if row.isdigit())
        assert found[number]["scores"] == {str(s): n for s, n in sorted(scores.items())}
        assert found[number]["respondents"] == 100


def test_possible_mean_fills_what_is_missing(instrument: Instrument) -> None:
    """Over all people, a missing answer can be anything from 1 to 4."""
    sheets = [sheet_with({"1": "333333"}), sheet_with({"1": "33333-"}), sheet_with({"1": "------"})]
    found = group_principles(_tally(sheets, instrument), instrument)["1"]
    assert found["n"] == 1
    assert found["possible_mean"] == [(18 + 16 + 6) / 3, (18 + 19 + 24) / 3]


def test_what_is_taken_out_was_never_there(instrument: Instrument) -> None:
    """A duplicate that gives way leaves no trace, nor does its label."""
    chance = random.Random(6)
    kept, gone = random_sheet(chance), sheet_with({}, level="board", organisation="Gone")
    with_it, without = GroupTally(instrument, "level"), GroupTally(instrument, "level")
    with_it.add(kept)
    with_it.add(gone)
    with_it.add(gone, -1)
    without.add(kept)
    assert group_statements(with_it.whole, instrument) == group_statements(
        without.whole, instrument
    )
    assert with_it.subgroups.keys() == without.subgroups.keys()
    assert "Gone" not in with_it.partners


def test_merged_labels_count_as_one(instrument: Instrument) -> None:
    """Labels that the facilitator merged make one part, and no label makes a part of its own."""
    tally = GroupTally(instrument, "organisation", {"The Council": "Council"})
    for name in ("Council", "The Council", ""):
        tally.add(sheet_with({}, organisation=name))
    assert {label: part.respondents for label, part in tally.subgroups.items()} == {
        "Council": 2,
        NOT_GIVEN: 1,
    }
    assert {name: each.respondents for name, each in tally.partners.items()} == {"Council": 2}


def test_band_of_a_mean_starts_above_the_lower_band(instrument: Instrument) -> None:
    """18 exactly lies in 13–18, a little above it in 19–24; below 6.x it is the lowest."""
    rising = sorted(instrument.principles[0].bands, key=lambda band: band.low)
    cases = [(36, 2, 13), (37, 2, 19), (13, 2, 7), (12, 2, 6), (24, 2, 7), (25, 2, 13)]
    for total, n, low in cases:
        band = band_of_mean(total, n, rising)
        assert band is not None
        assert band.low == low, (total, n)
    assert band_of_mean(0, 0, rising) is None


def test_reading_needs_two_thirds_of_people_and_of_scores(instrument: Instrument) -> None:
    """Fewer scores, or scores that spread, give no reading; one person may make it borderline."""
    high, low, none = "444444", "222222", "------"
    cases: list[tuple[list[str], str, bool]] = [
        ([high, high, high], "band", False),
        ([high, high, low], "band", True),
        ([high, none, none], "incomplete", False),
        ([high, high, low, low], "spread", True),
        ([high, low] * 3, "spread", False),
    ]
    for rows, kind, borderline in cases:
        tally = _tally([sheet_with({"1": row}) for row in rows], instrument)
        reading = group_principles(tally, instrument)["1"]["reading"]
        assert (reading["kind"], reading["borderline"]) == (kind, borderline), rows


def test_significance_is_ranked_with_ties_in_the_middle(instrument: Instrument) -> None:
    """The highest mean has rank 1; equal ones share the middle of their ranks."""
    tally = _tally([sheet_with({}, significance="553331")], instrument)
    ranks = [each["rank"] for each in significance_figures(tally, instrument).values()]
    assert ranks == [1.5, 1.5, 4, 4, 4, 6]


def test_agreement_on_significance_counts_whole_ratings_only(instrument: Instrument) -> None:
    """Who left a principle out is no rater; the chance average of n raters is 1/n."""
    sheets = [sheet_with({}, significance=marks) for marks in ("123456"[:5] + "5", "12345-")]
    found = rating_agreement(_tally(sheets, instrument))
    assert found == {"n": 1, "kendall_w": None, "by_chance": 1.0}


def test_types_are_counted_by_square(instrument: Instrument) -> None:
    """Only squares that somebody chose are there, and n is who chose one."""
    sheets = [
        sheet_with({}, now=now) for now in ("coordination/delivery", "", "coordination/delivery")
    ]
    assert type_figures(_tally(sheets, instrument)) == {
        "now": {"n": 2, "cells": {"coordination/delivery": 2}},
        "needed": {"n": 0, "cells": {}},
    }


def test_aggregate_needs_a_whole_sheet(instrument: Instrument) -> None:
    """One blank leaves a person out of the aggregate, not out of its possible range."""
    rows = dict.fromkeys(NUMBERS, "333333")
    tally = _tally([sheet_with(rows), sheet_with({**rows, "6": "33333-"})], instrument)
    found = aggregate_figures(tally, group_principles(tally, instrument), instrument)
    assert found["scores"] == {"108": 1}
    assert found["possible_mean"] == [(108 + 106) / 2, (108 + 109) / 2]
