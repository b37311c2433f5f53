"""Change since an earlier round: counts first, then medians, and whether a change is clear.

When a change is withheld, and what is remarked, is this project's own. Cliff's delta and the limit
of a clear change stand in ``agreement``; the same people in both rounds are the work of ``pairs``.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pat_core.errors import GroupFileError
from pat_core.files.json_reader import ForeignValue
from pat_core.group.document.recalculation import MAX_PEOPLE, ends_of
from pat_core.group.round.plans import check_plan
from pat_core.group.statistics.pairs import Pairs, check_paired, paired_figures
from pat_core.model import OPEN, Band, Instrument
from pat_core.scoring.agreement import cliffs_delta, is_clear_change
from pat_core.scoring.sides import split_answers
from pat_core.text.name_key import name_key

__all__ = ["FRANKER", "change_since", "check_change"]

FRANKER = (
    "A fall may mean that people are franker, not that things are worse. A rise may mean the"
    " opposite. Ask before you judge."
)
"""What stands beside every change."""

Figures = Mapping[str, Any]


def change_since(
    earlier: Figures, now: Figures, instrument: Instrument, pairs: Pairs | None = None
) -> dict[str, Any]:
    """Return what has changed from one group document to another.

    In a confidential round nothing is compared where fewer people than the threshold joined, or
    left: if everybody else repeated their answers, the difference would be those few people's. A
    group file does not say who came and went: where everybody gave a token, *pairs* do, else the
    sizes of the groups stand for it. It is put to the group as a whole, for a single n also changes
    when somebody answers what they left open before. Only two open rounds are free of it. It is a
    rule for what one file shows: whoever holds the files of both rounds can subtract them.

    Returns:
        {"made_at", "round", "respondents" and "plan" of the earlier round; "withheld": a sentence,
        or empty; "remarks": sentences; "statements", "principles", "aggregate", "success": pairs
        of earlier and present figures, empty where withheld; "paired": see ``pairs``, only where
        somebody gave a token in both rounds and nothing is withheld}.

    Raises:
        GroupFileError: the two were scored by different rules.
    """
    _refuse_other_rules(earlier, now)
    withheld = _withheld(earlier, now, pairs)
    figures = _nothing()
    if not withheld:
        figures = _compared(earlier, now, instrument)
        # A foreign workspace may hold more tokens than its earlier round has people.
        most = min(earlier["respondents"], now["respondents"])
        if pairs and 0 < len(pairs.both) <= most:
            fewest = 0 if _are_open(earlier, now) else _threshold(earlier, now)
            figures["paired"] = paired_figures(pairs, earlier, now, fewest, instrument)
    return {
        "made_at": earlier["made_at"],
        "round": earlier["round"],
        "respondents": earlier["respondents"],
        "withheld": withheld,
        "remarks": _remarks(earlier, now),
        **figures,
        "plan": earlier["plan"],
    }


def _refuse_other_rules(earlier: Figures, now: Figures) -> None:
    if earlier["instrument"]["scoring"] != now["instrument"]["scoring"]:
        name = earlier["round"] or earlier["made_at"] or "without a name"
        raise GroupFileError(
            f"the earlier round ({name}) was scored by other rules than this one;"
            " only rounds that were scored by the same rules can be compared"
        )


def _are_open(earlier: Figures, now: Figures) -> bool:
    return bool(earlier["mode"] == now["mode"] == OPEN)


def _threshold(earlier: Figures, now: Figures) -> int:
    fewest: int = max(earlier["threshold"], now["threshold"])
    return fewest


def _withheld(earlier: Figures, now: Figures, pairs: Pairs | None) -> str:
    """Return why nothing may be compared; empty where it may."""
    if _are_open(earlier, now):
        return ""
    threshold = _threshold(earlier, now)
    before, after = earlier["respondents"], now["respondents"]
    differences = [abs(before - after)]
    told = "The difference is below the threshold"
    if pairs and (changed := pairs.changed(before, after)):
        differences = list(changed)
        told = f"{changed[0]} joined and {changed[1]} left. That is below the threshold"
    if not any(0 < difference < threshold for difference in differences):
        return ""
    return (
        f"{before} people answered in the earlier round, and {after} in this one. {told} of"
        f" {threshold}, so the answers of those who joined or left could be worked out. The change"
        " is withheld."
    )


def _remarks(earlier: Figures, now: Figures) -> list[str]:
    """Return what a reader should know before comparing, in sentences."""
    found = []
    names = [document["partnership"] for document in (earlier, now)]
    if all(names) and name_key(names[0]) != name_key(names[1]):
        found.append(
            f"The earlier round is of another partnership by its name: “{names[0]}”, not"
            f" “{names[1]}”."
        )
    if earlier["instrument"].get("wording") != now["instrument"].get("wording"):
        found.append(
            "The statements were put in other words in the earlier round. A change may come from"
            " the words alone."
        )
    if earlier["mode"] and now["mode"] and earlier["mode"] != now["mode"]:
        found.append(
            f"The earlier round was {earlier['mode']}, this one is {now['mode']}. People may answer"
            " differently for that alone."
        )
    if earlier["made_at"] > now["made_at"]:
        found.append("The file of the earlier round was made after this one.")
    return found


def _nothing() -> dict[str, Any]:
    return {"statements": {}, "principles": {}, "aggregate": {}, "success": {}}


def _compared(earlier: Figures, now: Figures, instrument: Instrument) -> dict[str, Any]:
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


def _statement_change(earlier: Figures, now: Figures) -> dict[str, Any]:
    return {
        "agree": [[split_answers(each["counts"])[0], each["n"]] for each in (earlier, now)],
        "median": [earlier["median"], now["median"]],
        **_compare_counts(earlier["counts"], now["counts"]),
    }


def _score_change(earlier: Figures, now: Figures) -> dict[str, Any]:
    return {
        "median": [earlier["median"], now["median"]],
        "n": [earlier["n"], now["n"]],
        "band_counts": [earlier["band_counts"], now["band_counts"]],
        **_compare_counts(earlier["scores"], now["scores"]),
    }


def _compare_counts(earlier: Mapping[str, int], now: Mapping[str, int]) -> dict[str, Any]:
    """Return Cliff's delta between two groups' counts by value, and whether it is a clear change.

    Without values in either there is no delta, and no clear change.
    """
    before, after = ({int(value): n for value, n in counts.items()} for counts in (earlier, now))
    delta = cliffs_delta(before, after)
    sizes = sum(before.values()), sum(after.values())
    return {"delta": delta, "clear": delta is not None and is_clear_change(delta, *sizes)}


def check_change(found: ForeignValue, now: Figures, instrument: Instrument) -> dict[str, Any]:
    """Return the change in a foreign group file; *now* is its document, worked out anew.

    The present half of each pair is taken from *now*. Of the earlier half the file holds no
    counts, so that it is kept if it is possible, and so is delta.
    """
    people = found.at("respondents").whole(0, MAX_PEOPLE)
    withheld = found.at("withheld").text()
    pairs = _nothing() if withheld else _checked_figures(found, now, people, instrument)
    change = {**pairs, "respondents": people}
    others = found.object()
    if others.pop("paired", None) is not None and not withheld:
        fewest = 0 if now["mode"] == OPEN else now["threshold"]
        change["paired"] = check_paired(
            found.at("paired"), pairs, (people, now["respondents"]), fewest, instrument
        )
    return {
        **others,
        "made_at": found.at("made_at").text(),
        "round": found.at("round").text(),
        "withheld": withheld,
        "remarks": [each.text() for each in found.at("remarks", []).list()],
        **change,
        "plan": check_plan(found.at("plan", {}), instrument),
    }


def _checked_figures(
    found: ForeignValue, now: Figures, people: int, instrument: Instrument
) -> dict[str, Any]:
    answers = min(instrument.values), max(instrument.values)
    bands = {principle.number: principle.bands for principle in instrument.principles}
    scores = found.at("principles").all_of(list(bands))
    return {
        "statements": {
            code: _checked_statement(each, now["statements"][code], people, answers)
            for code, each in found.at("statements").all_of(instrument.codes)
        },
        "principles": {
            number: _checked_score(each, now["principles"][number], people, bands[number])
            for number, each in scores
        },
        "aggregate": _checked_score(
            found.at("aggregate"), now["aggregate"], people, instrument.aggregate_bands
        ),
        "success": _checked_statement(found.at("success"), now["success"], people, answers),
    }


def _checked_statement(
    found: ForeignValue, now: Figures, people: int, ends: tuple[int, int]
) -> dict[str, Any]:
    agree, n = found.at("agree").pair()[0].pair()
    before = n.whole(0, people)
    return {
        **found.object(),
        "agree": [[agree.whole(0, before), before], [split_answers(now["counts"])[0], now["n"]]],
        **_checked_middle(found, before, now, ends),
    }


def _checked_score(
    found: ForeignValue, now: Figures, people: int, bands: Sequence[Band]
) -> dict[str, Any]:
    before = found.at("n").pair()[0].whole(0, people)
    earlier = found.at("band_counts").pair()[0]
    counts = [each.whole(0, before) for each in earlier.list()]
    if len(counts) != len(bands) or sum(counts) != before:
        earlier.fail(f"must hold {len(bands)} counts that add up to {before}")
    return {
        **found.object(),
        "n": [before, now["n"]],
        "band_counts": [counts, now["band_counts"]],
        **_checked_middle(found, before, now, ends_of(bands)),
    }


def _checked_middle(
    found: ForeignValue, before: int, now: Figures, ends: tuple[int, int]
) -> dict[str, Any]:
    """Return medians, delta, and whether the change is clear, which follows from delta."""
    median = found.at("median").pair()[0].number(*ends) if before else None
    delta = found.at("delta").number(-1, 1) if before and now["n"] else None
    return {
        "median": [median, now["median"]],
        "delta": delta,
        "clear": delta is not None and is_clear_change(delta, before, now["n"]),
    }
