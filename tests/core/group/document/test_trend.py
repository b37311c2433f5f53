"""The trend: each earlier round's own figures, in the order of time."""

from typing import Any

import pytest

from pat_core import Instrument
from pat_core.errors import GroupFileError
from pat_core.files.json_reader import ForeignValue
from pat_core.group.document.group_file import check_group
from pat_core.group.document.trend import after_rounds, check_trend, join_rounds, trend_over
from tests.core.group_documents import as_read, group_of, marks

PLAN: Any = {"rows": [], "next_assessment": "2027-05-01"}


def _round(instrument: Instrument, year: int, answer: str, people: int = 6) -> Any:
    details = {"round": str(year), "made_at": f"{year}-11-20T10:00:00Z", "plan": PLAN}
    return group_of([marks(answer)] * people, instrument, **details)


def test_each_round_shows_its_own_figures(instrument: Instrument) -> None:
    """Estimates, bands, people and plan of every round, and no difference between them."""
    rounds = [_round(instrument, 2024, "2"), _round(instrument, 2025, "3", 9)]
    first, second = trend_over(rounds)
    assert (first["round"], first["respondents"], first["plan"]) == ("2024", 6, PLAN)
    assert first["principles"]["3"] == {"estimate": 12, "band": [7, 12]}
    assert second["aggregate"] == {"estimate": 108, "band": [73, 108]}
    assert second["respondents"] == 9


def test_group_file_brings_its_own_trend(instrument: Instrument) -> None:
    """Last round's file holds the rounds before it; a round that comes twice counts once."""
    first, second, third = (_round(instrument, 2024 + n, "233"[n]) for n in range(3))
    second = after_rounds(second, [first], None, instrument)
    for earlier in ([second], [first, second]):
        document: Any = after_rounds(third, earlier, None, instrument)
        assert [point["round"] for point in document["trend"]] == ["2024", "2025"]
        assert document["change"]["round"] == "2025"


def test_figures_stay_where_the_change_is_withheld(instrument: Instrument) -> None:
    """One person more withholds the change; each round's own figures were shown anyway."""
    earlier, now = _round(instrument, 2025, "2", 6), _round(instrument, 2026, "3", 7)
    document: Any = after_rounds(now, [earlier], None, instrument)
    assert document["change"]["withheld"]
    assert document["trend"] == trend_over([earlier])


def test_rounds_are_joined_into_the_latest(instrument: Instrument) -> None:
    """One round stays as it is; several become the trend of the last."""
    first, second = _round(instrument, 2024, "2"), _round(instrument, 2025, "3")
    assert join_rounds([first]) == first
    joined: Any = join_rounds([first, second])
    assert joined == {**second, "trend": trend_over([first])}


def test_other_scoring_rules_are_refused(instrument: Instrument) -> None:
    """In whichever round they are."""
    first, second, third = (_round(instrument, 2024 + n, "3") for n in range(3))
    first["instrument"]["scoring"] = "sha256:other"
    with pytest.raises(GroupFileError, match=r"earlier round \(2024\).*other rules"):
        after_rounds(third, [first, second], None, instrument)
    with pytest.raises(GroupFileError, match=r"earlier round \(2024\).*other rules"):
        join_rounds([first, second])


def test_trend_in_a_file_reads_back(instrument: Instrument) -> None:
    """A group file with a trend is read as it was written."""
    earlier = [_round(instrument, 2024, "2"), _round(instrument, 2025, "3")]
    document = after_rounds(_round(instrument, 2026, "3"), earlier, None, instrument)
    read: Any = check_group(as_read(document), "g", instrument)
    assert read["trend"] == document.get("trend")


@pytest.mark.parametrize(
    ("place", "value", "cause"),
    [
        ("estimate", 5, "0/principles/1/estimate is 5; allowed is a number from 6 to 24"),
        ("band", [6, 24], "0/principles/1/band is .*; allowed is null or one of"),
        ("estimate", "12", 'estimate is "12"'),
    ],
)
def test_impossible_estimate_is_refused(
    place: str, value: object, cause: str, instrument: Instrument
) -> None:
    """The file holds no counts of that round, but bounds are known."""
    trend: Any = as_read(trend_over([_round(instrument, 2024, "2")]))
    trend[0]["principles"]["1"][place] = value
    with pytest.raises(GroupFileError, match=cause):
        check_trend(ForeignValue(trend, "g"), instrument, [])


def test_round_without_an_estimate_is_kept(instrument: Instrument) -> None:
    """A statement that nobody answered leaves a gap."""
    trend: Any = as_read(trend_over([_round(instrument, 2024, "2")]))
    trend[0]["principles"]["1"] = {"estimate": None, "band": None}
    assert check_trend(ForeignValue(trend, "g"), instrument, []) == trend


def test_round_of_too_few_people_is_cut(instrument: Instrument) -> None:
    """A confidential round below its threshold shows nothing, whatever a foreign file holds."""
    trend: Any = as_read(trend_over([_round(instrument, 2024, "2")]))
    trend[0]["respondents"] = 4
    cuts: list[str] = []
    (point,) = check_trend(ForeignValue(trend, "g"), instrument, cuts)
    assert point["aggregate"] == {"estimate": None, "band": None}
    assert "0/principles/1" in cuts
    trend[0]["mode"] = "partner"
    assert check_trend(ForeignValue(trend, "g"), instrument, []) == trend
