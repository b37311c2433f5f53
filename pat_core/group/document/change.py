"""Change since an earlier round: counts first, then medians, and whether a change is clear.

The rules for withholding a change and for the remarks are this project's own. Cliff's delta and
the limit of a clear change are in ``agreement``; the same people in both rounds are in ``pairs``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.errors import GroupFileError
from pat_core.group.document.reading import MAX_PEOPLE, Reading, read_withheld
from pat_core.group.document.recalculation import ends_of
from pat_core.group.round.own_answers import check_own_answers
from pat_core.group.round.plans import check_plan
from pat_core.group.statistics.pairs import Pairs, check_paired, paired_figures
from pat_core.modes import MODE_NAMES, has_threshold
from pat_core.scoring.agreement import cliffs_delta, is_clear_change
from pat_core.scoring.sides import split_answers
from pat_core.text.name_key import name_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pat_core.documents.change import (
        ChangeDocument,
        ChangeFigures,
        CountsChange,
        MiddleChange,
        PairedChange,
        ScoreChange,
        StatementChange,
    )
    from pat_core.documents.figures import ScoreFigures, StatementFigures, Withheld
    from pat_core.documents.group import GroupDocument
    from pat_core.files.json_reader import ForeignValue
    from pat_core.model import Band, Instrument

__all__ = ["FRANKER", "change_since", "check_change", "refuse_other_rules"]

FRANKER = (
    "A fall may mean that people are franker, not that things are worse. A rise may mean the"
    " opposite. Ask before you judge."
)
"""The sentence beside every change."""


def change_since(
    earlier: GroupDocument, now: GroupDocument, instrument: Instrument, pairs: Pairs | None = None
) -> ChangeDocument:
    """Return what has changed from one group document to another.

    Nothing is compared where fewer people than the threshold joined, or left: if everybody else
    repeated their answers, the difference would show the answers of those few. Only two rounds
    without a threshold are exempt. A group document does not say who came and went. Where everybody
    gave a token, *pairs* say it; elsewhere the sizes of the groups stand for it. The rule is for
    the group as a whole, because the n of a single figure also changes when somebody answers what
    they left open before. It covers what one file shows: whoever holds the files of both rounds can
    subtract.

    The figures are pairs, the earlier one first, and empty where they are withheld. "paired" is
    there only where somebody gave a token in both rounds and nothing is withheld.

    Raises:
        GroupFileError: the two were scored by different rules.
    """
    refuse_other_rules(earlier, now)
    withheld = _withheld(earlier, now, pairs)
    figures = _no_figures() if withheld else _compare(earlier, now, instrument)
    if pairs and not withheld and (paired := _paired(pairs, figures, (earlier, now), instrument)):
        figures["paired"] = paired
    return {
        "made_at": earlier["made_at"],
        "round": earlier["round"],
        "respondents": earlier["respondents"],
        "withheld": withheld,
        "remarks": _remarks(earlier, now),
        **figures,
        "plan": earlier["plan"],
        "own": earlier["own"],
    }


def _paired(
    pairs: Pairs,
    figures: ChangeFigures,
    rounds: tuple[GroupDocument, GroupDocument],
    instrument: Instrument,
) -> PairedChange | None:
    """Return how the same people changed between two *rounds*, if anybody is known to be in both.

    Statements whose change is withheld in *figures* count as unanswered.
    """
    people = [document["respondents"] for document in rounds]
    # A foreign workspace may hold more tokens than its earlier round has people.
    if not 0 < len(pairs.both) <= min(people):
        return None
    fewest = _threshold(*rounds) if _has_threshold(*rounds) else 0
    withheld = [code for code, change in figures["statements"].items() if "withheld" in change]
    return paired_figures(pairs.without(withheld, instrument), people, fewest, instrument)


def refuse_other_rules(earlier: GroupDocument, now: GroupDocument) -> None:
    """Raise ``GroupFileError`` if two rounds were scored by different rules."""
    if earlier["instrument"]["scoring"] != now["instrument"]["scoring"]:
        name = earlier["round"] or earlier["made_at"] or "without a name"
        raise GroupFileError(
            f"the earlier round ({name}) was scored by other rules than this one;"
            " only rounds that were scored by the same rules can be compared"
        )


def _has_threshold(earlier: GroupDocument, now: GroupDocument) -> bool:
    return has_threshold(earlier["mode"]) or has_threshold(now["mode"])


def _threshold(earlier: GroupDocument, now: GroupDocument) -> int:
    return max(earlier["threshold"], now["threshold"])


def _withheld(earlier: GroupDocument, now: GroupDocument, pairs: Pairs | None) -> str:
    """Return why nothing may be compared, in sentences; empty where it may."""
    if not _has_threshold(earlier, now):
        return ""
    threshold = _threshold(earlier, now)
    before, after = earlier["respondents"], now["respondents"]
    differences = [abs(before - after)]
    reason = "The difference is below the threshold"
    if pairs and (changed := pairs.changed(before, after)):
        differences = list(changed)
        reason = f"{changed[0]} joined and {changed[1]} left. That is below the threshold"
    if not any(0 < difference < threshold for difference in differences):
        return ""
    return (
        f"{before} people answered in the earlier round, and {after} in this one. {reason} of"
        f" {threshold}, so the answers of those who joined or left could be worked out. The change"
        " is withheld."
    )


def _remarks(earlier: GroupDocument, now: GroupDocument) -> list[str]:
    """Return what a reader should know before comparing, in sentences."""
    remarks = []
    names = [document["partnership"] for document in (earlier, now)]
    if all(names) and name_key(names[0]) != name_key(names[1]):
        remarks.append(
            f"The earlier round is of another partnership by its name: “{names[0]}”, not"
            f" “{names[1]}”."
        )
    if earlier["instrument"].get("wording") != now["instrument"].get("wording"):
        remarks.append(
            "The statements were put in other words in the earlier round. A change may come from"
            " the words alone."
        )
    if earlier["mode"] and now["mode"] and earlier["mode"] != now["mode"]:
        remarks.append(
            f"The earlier round was “{MODE_NAMES[earlier['mode']]}”, this one is"
            f" “{MODE_NAMES[now['mode']]}”. People may answer differently for that alone."
        )
    if earlier["made_at"] > now["made_at"]:
        remarks.append("The file of the earlier round was made after this one.")
    return remarks


def _no_figures() -> ChangeFigures:
    return {"statements": {}, "principles": {}, "aggregate": {}, "success": {}}


def _compare(earlier: GroupDocument, now: GroupDocument, instrument: Instrument) -> ChangeFigures:
    numbers = [principle.number for principle in instrument.principles]
    return {
        "statements": {
            code: _statement_change(earlier["statements"][code], now["statements"][code])
            for code in instrument.codes
        },
        "principles": {
            number: _score_change(earlier["principles"][number], now["principles"][number])
            for number in numbers
        },
        "aggregate": _score_change(earlier["aggregate"], now["aggregate"]),
        "success": _statement_change(earlier["success"], now["success"]),
    }


def _statement_change(
    earlier: StatementFigures | Withheld, now: StatementFigures | Withheld
) -> StatementChange | Withheld:
    if "withheld" in earlier or "withheld" in now:
        return {"withheld": True}
    return {
        "agree": [
            [split_answers(figures["counts"])[0], figures["n"]] for figures in (earlier, now)
        ],
        "median": [earlier["median"], now["median"]],
        **_compare_counts(earlier["counts"], now["counts"]),
    }


def _score_change(earlier: ScoreFigures, now: ScoreFigures) -> ScoreChange:
    """Return the change of scores; without a delta where a round withholds who has which score."""
    before, after = earlier["scores"], now["scores"]
    return {
        "median": [earlier["median"], now["median"]],
        "n": [earlier["n"], now["n"]],
        "band_counts": [earlier["band_counts"], now["band_counts"]],
        **_compare_counts(before or {}, after or {}),
    }


def _compare_counts(earlier: Mapping[str, int], now: Mapping[str, int]) -> CountsChange:
    """Return Cliff's delta between two groups' counts by value, and whether it is a clear change.

    Where one of them has no counts, there is no delta and no clear change.
    """
    before, after = ({int(value): n for value, n in counts.items()} for counts in (earlier, now))
    delta = cliffs_delta(before, after)
    sizes = sum(before.values()), sum(after.values())
    return {"delta": delta, "clear": delta is not None and is_clear_change(delta, *sizes)}


def check_change(
    foreign: ForeignValue, now: GroupDocument, instrument: Instrument, cuts: list[str]
) -> ChangeDocument:
    """Return the change in a foreign group file; *now* is its document, worked out anew.

    The present half of each pair is taken from *now*. The file holds no counts for the earlier
    half and for delta, so they are kept if they are possible. It does not say by which rules the
    earlier round was shown, so those of the present round are applied to it. The places of figures
    that are left out for that are added to *cuts*.

    Raises:
        GroupFileError: something is not of its kind, or not possible.
    """
    people = foreign.at("respondents").whole(0, MAX_PEOPLE)
    reading = Reading(instrument, people, 0, now["mode"], now["threshold"], cuts)
    withheld = foreign.at("withheld").text()
    figures = _no_figures() if withheld else _check_figures(foreign, now, reading)
    others = foreign.object()
    if others.pop("paired", None) is not None and not withheld:
        both = people, now["respondents"]
        fewest = now["threshold"] if has_threshold(now["mode"]) else 0
        figures["paired"] = check_paired(foreign.at("paired"), both, fewest, instrument, cuts)
    return {
        **others,
        "made_at": foreign.at("made_at").text(),
        "round": foreign.at("round").text(),
        "withheld": withheld,
        "remarks": [remark.text() for remark in foreign.at("remarks", []).list()],
        **figures,
        "respondents": people,
        "plan": check_plan(foreign.at("plan", {}), instrument),
        "own": check_own_answers(foreign.at("own", {}), instrument),
    }


def _check_figures(foreign: ForeignValue, now: GroupDocument, reading: Reading) -> ChangeFigures:
    instrument = reading.instrument
    bands = {principle.number: principle.bands for principle in instrument.principles}
    scores = foreign.at("principles").all_of(list(bands))
    return {
        "statements": {
            code: _check_statement(figures, now["statements"][code], reading)
            for code, figures in foreign.at("statements").all_of(instrument.codes)
        },
        "principles": {
            number: _check_score(figures, now["principles"][number], bands[number], reading)
            for number, figures in scores
        },
        "aggregate": _check_score(
            foreign.at("aggregate"), now["aggregate"], instrument.aggregate_bands, reading
        ),
        "success": _check_statement(foreign.at("success"), now["success"], reading),
    }


def _check_statement(
    foreign: ForeignValue, now: StatementFigures | Withheld, reading: Reading
) -> StatementChange | Withheld:
    """Return the change of a statement, or that it is withheld."""
    if withheld := read_withheld(foreign):
        return withheld
    agree, n = foreign.at("agree").pair()[0].pair()
    before = n.whole(0, reading.people)
    if "withheld" in now or reading.is_few(before):
        return reading.cut(foreign)
    values = reading.instrument.values
    ends = min(values), max(values)
    return {
        **foreign.object(),
        "agree": [[agree.whole(0, before), before], [split_answers(now["counts"])[0], now["n"]]],
        **_check_middle(foreign, (before, now["n"]), now["median"], ends),
    }


def _check_score(
    foreign: ForeignValue, now: ScoreFigures, bands: Sequence[Band], reading: Reading
) -> ScoreChange:
    """Return the change of scores, without what rests on complete scores if it is withheld."""
    stated = foreign.at("n").pair()[0]
    before = None if stated.is_null() else stated.whole(0, reading.people)
    if has_threshold(reading.mode) and before not in (None, reading.people):
        reading.cut(foreign)
        before = None
    counts = foreign.at("band_counts").pair()[0]
    return {
        **foreign.object(),
        "n": [before, now["n"]],
        "band_counts": [_check_band_counts(counts, len(bands), reading), now["band_counts"]],
        **_check_middle(foreign, (before, now["n"]), now["median"], ends_of(bands)),
    }


def _check_band_counts(foreign: ForeignValue, bands: int, reading: Reading) -> list[int] | None:
    if foreign.is_null():
        return None
    counts = [count.whole(0, reading.people) for count in foreign.list()]
    if len(counts) != bands or sum(counts) > reading.people:
        foreign.fail(f"must hold {bands} counts that add up to {reading.people} at most")
    return counts


def _check_middle(
    foreign: ForeignValue,
    sizes: tuple[int | None, int | None],
    median: float | None,
    ends: tuple[int, int],
) -> MiddleChange:
    """Return medians, delta, and whether the change is clear, which follows from delta.

    Args:
        foreign: the change of one figure.
        sizes: how many people had it in the earlier round, and how many have it now; None where
            that is withheld.
        median: the present one.
        ends: the lowest and the highest value of the figure.
    """
    before, after = sizes
    earlier = foreign.at("median").pair()[0].number(*ends) if before else None
    if not before or not after:
        return {"median": [earlier, median], "delta": None, "clear": False}
    delta = foreign.at("delta").number(-1, 1)
    clear = is_clear_change(delta, before, after)
    return {"median": [earlier, median], "delta": delta, "clear": clear}
