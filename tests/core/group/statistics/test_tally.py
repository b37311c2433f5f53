"""Counting: the tally holds what a plain count of all sheets gives."""

import random
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from pat_core import Instrument
from pat_core.files.sheet import Sheet
from pat_core.group.statistics.figures import (
    group_statements,
    rating_agreement,
    significance_figures,
    type_figures,
)
from pat_core.group.statistics.scores import aggregate_figures, band_of_mean, group_principles
from pat_core.group.statistics.tally import NOT_GIVEN, GroupTally, Tally
from tests.core.samples import CODES, NUMBERS
from tests.core.sheet_samples import random_sheet, sheet_with


def _tally(sheets: list[Sheet], instrument: Instrument) -> Tally:
    tally = Tally(instrument)
    for sheet in sheets:
        tally.add(sheet)
    return tally


def _principles(sheets: list[Sheet], instrument: Instrument) -> dict[str, Any]:
    tally = _tally(sheets, instrument)
    return {**group_principles(tally, group_statements(tally, instrument), instrument)}


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
    found = _principles(sheets, instrument)
    for place, number in enumerate(NUMBERS):
        rows = [sheet.marks[6 * place : 6 * place + 6] for sheet in sheets]
        scores = Counter(sum(map(int, row)) for row in rows if row.isdigit())
        assert found[number]["scores"] == {str(s): n for s, n in sorted(scores.items())}
        assert found[number]["respondents"] == 100


def test_possible_mean_fills_what_is_missing(instrument: Instrument) -> None:
    """Over all people, a missing answer can be anything from 1 to 4."""
    sheets = [sheet_with({"1": "333333"}), sheet_with({"1": "33333-"}), sheet_with({"1": "------"})]
    found = _principles(sheets, instrument)["1"]
    assert found["n"] == 1
    assert found["possible_mean"] == [(18 + 16 + 6) / 3, (18 + 19 + 24) / 3]


def test_what_is_left_out_was_never_answered(instrument: Instrument) -> None:
    """Marks and types that are left out count as blank for everybody, in every tally."""
    chance = random.Random(6)
    sheets = [random_sheet(chance) for _ in range(20)]
    places = {0, 40, 42}
    bare = [
        replace(
            sheet,
            marks="".join("-" if place in places else m for place, m in enumerate(sheet.marks)),
            needed="",
        )
        for sheet in sheets
    ]
    tally = GroupTally(sheets, instrument, "level").without(places, ["needed"])
    expected = GroupTally(bare, instrument, "level")
    for own, other in zip(
        [tally.whole, *tally.subgroups.values(), *tally.partners.values()],
        [expected.whole, *expected.subgroups.values(), *expected.partners.values()],
        strict=True,
    ):
        assert own.patterns == other.patterns
        assert own.aggregates == other.aggregates
        assert (own.ratings, own.success) == (other.ratings, other.success)
        assert own.types == other.types


def test_nothing_left_out_changes_nothing(instrument: Instrument) -> None:
    """Sheets are counted once more only where something is left out."""
    tally = GroupTally([sheet_with({})], instrument)
    assert tally.without((), ()) is tally


def test_merged_labels_count_as_one(instrument: Instrument) -> None:
    """Labels that the facilitator merged make one part, and no label makes a part of its own."""
    sheets = [sheet_with({}, organisation=name) for name in ("Council", "The Council", "")]
    tally = GroupTally(sheets, instrument, "organisation", {"The Council": "Council"})
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


def test_reading_needs_two_thirds_of_all_people(instrument: Instrument) -> None:
    """Two thirds are certainly in one band, or in two neighbours; one person may decide it."""
    top, high, low, bottom, none = "444444", "333333", "222222", "111111", "------"
    cases: list[tuple[list[str], str, list[int], bool]] = [
        ([top, top, top], "band", [19], False),
        ([top, top, low], "band", [19], True),
        ([top, none, none], "unknown", [], False),
        ([top, none, none, none], "unknown", [], False),
        # With one open statement the band may be certain, so the person counts.
        ([top, "44444-", "44444?"], "band", [19], False),
        ([top, top, high, high], "between", [13, 19], True),
        ([top, high] * 3, "between", [13, 19], False),
        ([top, low] * 3, "spread", [], False),
        ([top, high, low, bottom] * 2, "spread", [], False),
        # Of two pairs of neighbours with as many people, the lower one is named.
        ([top, high, low] * 4, "between", [7, 13], True),
    ]
    for rows, kind, lows, borderline in cases:
        sheets = [sheet_with({"1": row}) for row in rows]
        reading = _principles(sheets, instrument)["1"]["reading"]
        assert (reading["kind"], reading["borderline"]) == (kind, borderline), rows
        assert [low for low, _ in reading["bands"]] == lows, rows


def test_estimate_is_over_all_answers(instrument: Instrument) -> None:
    """It adds up the means of the statements; where one has no answer there is none."""
    sheets = [sheet_with({"1": "44444-"}), sheet_with({"1": "222223"}), sheet_with({"1": "-----3"})]
    figures = _principles(sheets, instrument)["1"]
    assert figures["estimate"] == 5 * 3 + 3
    assert figures["possible_mean"] == pytest.approx([(21 + 13 + 8) / 3, (24 + 13 + 23) / 3])
    assert figures["band"] is None
    assert (figures["band_counts"], figures["band_open"]) == ([0, 0, 1, 1], 1)
    nobody = [sheet_with({"1": "33333-"}), sheet_with({"1": "33333?"})]
    assert _principles(nobody, instrument)["1"]["estimate"] is None


def test_band_needs_both_ends_of_the_possible_mean(instrument: Instrument) -> None:
    """A mean just above 18 is in the band that starts at 19, whatever is missing."""
    sheets = [sheet_with({"1": "444444"}), *[sheet_with({"1": "33333-"}) for _ in range(2)]]
    figures = _principles(sheets, instrument)["1"]
    assert figures["possible_mean"] == pytest.approx([56 / 3, 62 / 3])
    assert figures["band"] == [19, 24]


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
    found = aggregate_figures(tally, group_statements(tally, instrument), instrument)
    assert found["scores"] == {"108": 1}
    assert found["possible_mean"] == [(108 + 106) / 2, (108 + 109) / 2]
