"""Foreign group files that show more than their round may: cut to it, and told."""

import json
import random
from collections import Counter
from typing import Any

import pytest

from pat_core import Instrument
from pat_core.files.sheet import Sheet
from pat_core.group.document.group_file import read_group
from tests.core.group_documents import as_read, group_of, marks, random_sheets
from tests.core.samples import CODES, SCHEMAS, as_bytes
from tests.sampling import how_many

VERSION_1 = SCHEMAS / "cases" / "group-good-command-line.pat-group.json"


def _open_group(instrument: Instrument, *sizes: int, kind: Any = "sector") -> Any:
    """Return what an open round shows of so many people in each sector, with mixed answers."""
    chance = random.Random(2)
    sheets = [
        Sheet("".join(chance.choice("1234") for _ in CODES) + "3333333", **{kind: f"part {place}"})
        for place, size in enumerate(sizes)
        for _ in range(size)
    ]
    return as_read(group_of(sheets, instrument, kind, mode="open"))


def _cut(document: Any, instrument: Instrument, **heading: Any) -> tuple[Any, list[str]]:
    """Return what is read of a document that claims to be of a confidential round."""
    given = {**document, "mode": "confidential", **heading}
    read = read_group(as_bytes(given), "g", instrument)
    return as_read(read.document), read.remarks


def test_open_figures_under_a_confidential_name_are_cut(instrument: Instrument) -> None:
    """Only rounded averages of parts are left, and no mean with each partner counted once."""
    document, remarks = _cut(_open_group(instrument, 8, 7, 6), instrument)
    for part in document["by"]["sector"].values():
        assert part.keys() == {"n", "statements", "principles"}
        for figures in part["principles"].values():
            assert figures.keys() == {"estimate", "band"}
            assert isinstance(figures["estimate"], int)
    assert document["statements"]["1A"]["partner_mean"] is None
    assert remarks[0].startswith("shows more than its round may, and that was left out: ")


def test_small_parts_are_withheld_with_those_that_give_them_away(instrument: Instrument) -> None:
    """Four people, and the next smallest part with them."""
    document, _ = _cut(_open_group(instrument, 4, 7, 9), instrument)
    parts = document["by"]["sector"]
    assert parts["part 0"] == parts["part 1"] == {"withheld": True}
    assert parts["part 2"]["n"] == 9


@pytest.mark.parametrize(
    ("counts", "is_shown"),
    [
        ({"1": 2, "2": 2, "3": 2, "4": 2}, True),
        ({"1": 0, "2": 0, "3": 1, "4": 7}, False),
        ({"1": 2, "2": 0, "3": 2, "4": 0}, False),
    ],
)
def test_counts_of_few_or_alike_are_withheld(
    instrument: Instrument, counts: dict[str, int], is_shown: bool
) -> None:
    """Nearly all alike, or fewer than the threshold: withheld, and another part with it."""
    document = _open_group(instrument, 8, 9, 9)
    figures = document["by"]["sector"]["part 0"]["statements"]["2B"]
    whole = document["statements"]["2B"]
    for value, times in counts.items():
        whole["counts"][value] += times - figures["counts"][value]
    n = sum(counts.values())
    whole |= {"n": whole["n"] + n - 8, "blank": 8 - n}
    figures |= {"n": n, "counts": counts, "blank": 8 - n}
    for scores in (document["principles"]["2"], document["aggregate"]):
        scores |= {"n": 0, "scores": {}, "band_counts": [0, 0, 0, 0]}
    scores = document["by"]["sector"]["part 0"]["principles"]["2"]
    scores |= {"n": 0, "scores": {}, "band_counts": [0, 0, 0, 0]}
    parts = _cut(document, instrument)[0]["by"]["sector"]
    shown = ["counts" in part["statements"]["2B"] for part in parts.values()]
    assert shown == ([True] * 3 if is_shown else [False, False, True])


def test_statement_of_few_is_withheld_everywhere(instrument: Instrument) -> None:
    """It counts as unanswered by everybody, so its principle has no estimate and no bands."""
    people = [marks("3", _2B="-") for _ in range(9)]
    sheets = [Sheet(row, sector="public") for row in [*people, *[marks("2")] * 2]]
    document, _ = _cut(as_read(group_of(sheets, instrument, "sector", mode="open")), instrument)
    assert document["statements"]["2B"] == {"withheld": True}
    assert document["by"]["sector"]["public"]["statements"]["2B"] == {"withheld": True}
    figures = document["principles"]["2"]
    assert (figures["estimate"], figures["band_counts"], figures["n"]) == (None, None, None)
    assert figures["blank"] == 11
    assert not any("2B" in codes for codes in document["lists"].values())


def test_round_by_partner_shows_nothing_but_partners(instrument: Instrument) -> None:
    """Parts by another label are left out; partners of any size stay."""
    by_sector = _open_group(instrument, 3, 4)
    document, remarks = _cut(by_sector, instrument, mode="partner")
    assert document["by"] == {}
    assert "by/sector" in remarks[0]
    partners = _open_group(instrument, 1, 4, kind="organisation")
    document, remarks = _cut(partners, instrument, mode="partner")
    assert document["by"] == partners["by"]
    assert not remarks


def test_version_1_is_brought_up_to_date(instrument: Instrument) -> None:
    """What follows from its counts is new, and what today's rules withhold is cut."""
    stated = json.loads(VERSION_1.read_text("utf-8"))
    read = read_group(VERSION_1.read_bytes(), "g", instrument)
    document: Any = read.document
    assert (stated["format_version"], document["format_version"]) == (1, 2)
    for number, figures in document["principles"].items():
        codes = [code for code in CODES if code[0] == number]
        means = [stated["statements"][code]["mean"] for code in codes]
        assert figures["estimate"] == pytest.approx(sum(means))
        assert figures["band_counts"] == stated["principles"][number]["band_counts"]
        assert sum(figures["band_counts"]) + figures["band_open"] == document["respondents"]
        assert (figures["scores"] is None) == (stated["principles"][number]["n"] < 10)
    again = read_group(as_bytes(document), "g", instrument)
    assert as_read(again.document) == as_read(document)
    assert not again.remarks


def test_what_is_cut_stays_cut(instrument: Instrument) -> None:
    """Random open groups, read as confidential ones: read again, nothing more is left out."""
    seen: Counter[str] = Counter()
    for seed in range(how_many("random files that show too much", 40, 2_000)):
        chance = random.Random(seed)
        sheets = random_sheets(chance, chance.randint(5, 40), chance.choice((0, 0.03, 0.2, 0.7)))
        document = as_read(group_of(sheets, instrument, "level", mode="open"))
        first, told = _cut(document, instrument, threshold=chance.randint(3, 7))
        again = read_group(as_bytes(first), "g", instrument)
        assert as_read(again.document) == first, seed
        assert not again.remarks
        seen.update(cut=bool(told), kept=not told)
        parts = first["by"]["level"].values()
        cells = [c for part in parts for c in part.get("statements", {}).values()]
        seen.update("withheld" if "withheld" in cell else "shown" for cell in cells)
    assert min(seen["cut"], seen["withheld"], seen["shown"]) > 0, seen
