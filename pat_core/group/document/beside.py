"""Another group beside this one: board and front line that answered apart, or two areas.

Both groups' figures stand side by side, each as its own group file shows it. Nothing says which is
better, and no change is worked out.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pat_core.errors import GroupFileError
from pat_core.group.document.reading import MAX_PEOPLE, Reading, read_withheld
from pat_core.group.document.trend import check_estimates, estimate_of, estimates_of
from pat_core.group.round.rounds import DEFAULT_THRESHOLD, MAX_THRESHOLD, MIN_THRESHOLD
from pat_core.modes import has_threshold
from pat_core.scoring.sides import split_answers
from pat_core.text.name_key import name_key

if TYPE_CHECKING:
    from pat_core.documents.change import BesideDocument, BesideFigures, SupportFigures
    from pat_core.documents.figures import StatementFigures, Withheld
    from pat_core.documents.group import GroupDocument
    from pat_core.files.json_reader import ForeignValue
    from pat_core.model import Instrument

__all__ = ["check_beside", "group_beside", "other_name"]


def group_beside(other: GroupDocument, now: GroupDocument) -> BesideDocument:
    """Return the *other* group as it stands beside the group *now*.

    If some people are in both groups, the difference between the groups is the answers of all
    others. So nothing is shown if these are fewer than the threshold in either group. Receipts tell
    who is in both. In one round of one partnership, where some have none, the sizes of the groups
    stand for it.

    Raises:
        GroupFileError: the two were scored by different rules.
    """
    if other["instrument"]["scoring"] != now["instrument"]["scoring"]:
        raise GroupFileError(
            "the other group was scored by other rules than this one; only groups that were scored"
            " by the same rules can be compared"
        )
    withheld = _withheld(other, now)
    return {
        "partnership": other["partnership"],
        "round": other["round"],
        "made_at": other["made_at"],
        "mode": other["mode"],
        "threshold": other["threshold"],
        "respondents": other["respondents"],
        "withheld": withheld,
        "remarks": _remarks(other, now),
        **(_no_figures() if withheld else _figures(other)),
    }


def _no_figures() -> BesideFigures:
    return {
        "statements": {},
        "success": {"withheld": True},
        "principles": {},
        "aggregate": {"estimate": None, "band": None},
    }


def _figures(other: GroupDocument) -> BesideFigures:
    return {
        "statements": {code: _support(own) for code, own in other["statements"].items()},
        "success": _support(other["success"]),
        "principles": estimates_of(other["principles"]),
        "aggregate": estimate_of(other["aggregate"]),
    }


def _support(figures: StatementFigures | Withheld) -> SupportFigures | Withheld:
    if "withheld" in figures:
        return figures
    return {"agree": split_answers(figures["counts"])[0], "n": figures["n"]}


def _withheld(other: GroupDocument, now: GroupDocument) -> str:
    """Return why the two may not stand side by side, in sentences; empty where they may."""
    if not (has_threshold(other["mode"]) or has_threshold(now["mode"])):
        return ""
    threshold = max(other["threshold"], now["threshold"])
    people = [document["respondents"] for document in (other, now)]
    shared = _shared(other, now)
    if shared:
        left = [respondents - shared for respondents in people]
        reason = f"{shared} of the same files are in both groups."
    elif _is_same_round(other, now) and not _all_have_receipts(other, now):
        left = [abs(people[0] - people[1])]
        reason = "Both groups are of the same round, so the same people may be in both."
    else:
        return ""
    if not any(0 < number < threshold for number in left):
        return ""
    return (
        f"{reason} The others are fewer than the threshold of {threshold}, so that their answers"
        " could be worked out. The other group is withheld."
    )


def _shared(other: GroupDocument, now: GroupDocument) -> int:
    """Return how many receipts are in both groups."""
    return (Counter(other["receipts"]) & Counter(now["receipts"])).total()


def _all_have_receipts(*groups: GroupDocument) -> bool:
    return all(len(group["receipts"]) == group["respondents"] for group in groups)


def _is_same_round(other: GroupDocument, now: GroupDocument) -> bool:
    """Return whether both name the same partnership and the same round."""
    names = [(group["partnership"], group["round"]) for group in (other, now)]
    return all(names[0]) and [*map(name_key, names[0])] == [*map(name_key, names[1])]


def _remarks(other: GroupDocument, now: GroupDocument) -> list[str]:
    """Return what a reader should know before comparing, in sentences."""
    remarks = []
    if _is_same_round(other, now):
        remarks.append(
            "Both groups are of the same partnership and round. If somebody is in both, the"
            " difference can give people away. Compare only people who answered apart."
        )
    if other["instrument"]["wording"] != now["instrument"]["wording"]:
        remarks.append(
            "The two groups answered statements in different words. A difference may come from the"
            " words alone."
        )
    return remarks


def other_name(beside: BesideDocument) -> str:
    """Return what the other group is called: its partnership and round, or "the other group"."""
    names = [name for name in (beside["partnership"], beside["round"]) if name]
    return ", ".join(names) or "the other group"


def check_beside(foreign: ForeignValue, instrument: Instrument, cuts: list[str]) -> BesideDocument:
    """Return the other group in a foreign group file, kept if its figures are possible.

    The places of figures that its round does not show are added to *cuts*.

    Raises:
        GroupFileError: something is not of its kind, or not possible.
    """
    people = foreign.at("respondents").whole(0, MAX_PEOPLE)
    threshold = foreign.at("threshold", DEFAULT_THRESHOLD).whole(MIN_THRESHOLD, MAX_THRESHOLD)
    mode = foreign.at("mode").choice(["", *(mode.code for mode in instrument.modes)])
    withheld = foreign.at("withheld", "").text()
    reading = Reading(instrument, people, 0, mode, threshold, cuts)
    return {
        **foreign.object(),
        "partnership": foreign.at("partnership").text(),
        "round": foreign.at("round").text(),
        "made_at": foreign.at("made_at").moment(),
        "mode": mode,
        "threshold": threshold,
        "respondents": people,
        "withheld": withheld,
        "remarks": [remark.text() for remark in foreign.at("remarks", []).list()],
        **(_no_figures() if withheld else _check_figures(foreign, reading)),
    }


def _check_figures(foreign: ForeignValue, reading: Reading) -> BesideFigures:
    statements = foreign.at("statements").all_of(reading.instrument.codes)
    principles, aggregate = check_estimates(foreign, reading)
    return {
        "statements": {code: _check_support(own, reading) for code, own in statements},
        "success": _check_support(foreign.at("success"), reading),
        "principles": principles,
        "aggregate": aggregate,
    }


def _check_support(foreign: ForeignValue, reading: Reading) -> SupportFigures | Withheld:
    """Return who agrees with a statement, withheld if too few answered it."""
    if withheld := read_withheld(foreign):
        return withheld
    n = foreign.at("n").whole(0, reading.people)
    agree = foreign.at("agree").whole(0, n)
    return reading.cut(foreign) if reading.is_few(n) else {"agree": agree, "n": n}
