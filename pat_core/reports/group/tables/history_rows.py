"""Rows about earlier rounds, another group, and the group's own answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.reports.group.tables.rows import named_row
from pat_core.reports.group.tables.score_cells import band_cell
from pat_core.scoring.sides import split_answers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pat_core.documents.change import EstimateFigures, SupportFigures, TrendPoint
    from pat_core.documents.figures import ScoreFigures, StatementFigures, Withheld
    from pat_core.documents.group import GroupDocument
    from pat_core.model import Instrument
    from pat_core.reports.group.tables.score_cells import Row

__all__ = ["beside_rows", "own_answer_rows", "trend_rows"]


def trend_rows(document: GroupDocument, instrument: Instrument) -> Iterator[Row]:
    """Yield a row for each principle and the aggregate of each earlier round, then of this one."""
    trend = document.get("trend")
    if not trend:
        return
    for point in trend:
        yield from _round_rows(point, instrument)
    yield from _round_rows(document, instrument)


def _round_rows(point: TrendPoint | GroupDocument, instrument: Instrument) -> Iterator[Row]:
    figures: dict[str, EstimateFigures | ScoreFigures] = {
        **point["principles"],
        "aggregate": point["aggregate"],
    }
    for code, own in figures.items():
        yield {
            **named_row("trend", code, instrument),
            "round": point["round"],
            "made_at": point["made_at"],
            "respondents": point["respondents"],
            "estimate": own["estimate"],
            "band": band_cell(own["band"]),
        }


def beside_rows(document: GroupDocument, instrument: Instrument) -> Iterator[Row]:
    """Yield a row for each figure of this group beside that of the other one."""
    beside = document.get("beside")
    if not beside:
        return
    place: Row = {"group": beside["partnership"], "round": beside["round"]}
    if beside["withheld"]:
        yield {"kind": "beside", **place, "withheld": "yes", "text": beside["withheld"]}
        return
    own_answers = {**document["statements"], "success": document["success"]}
    for code, support in {**beside["statements"], "success": beside["success"]}.items():
        cells = _support_cells(own_answers[code], support)
        yield {**named_row("beside", code, instrument), **place, **cells}
    own_scores = {**document["principles"], "aggregate": document["aggregate"]}
    for code, other in {**beside["principles"], "aggregate": beside["aggregate"]}.items():
        own = own_scores[code]
        yield {
            **named_row("beside", code, instrument),
            **place,
            "respondents": document["respondents"],
            "estimate": own["estimate"],
            "band": band_cell(own["band"]),
            "other_n": beside["respondents"],
            "other_estimate": other["estimate"],
            "other_band": band_cell(other["band"]),
        }


def _support_cells(own: StatementFigures | Withheld, other: SupportFigures | Withheld) -> Row:
    """Return who agrees in both groups; a figure that either withholds is empty."""
    row: Row = {"withheld": "yes"} if "withheld" in own or "withheld" in other else {}
    if "withheld" not in own:
        row |= {"agree": split_answers(own["counts"])[0], "n": own["n"]}
    if "withheld" not in other:
        row |= {"other_agree": other["agree"], "other_n": other["n"]}
    return row


def own_answer_rows(document: GroupDocument, instrument: Instrument) -> Iterator[Row]:
    """Yield a row for each answer that the group gave together, in this round or the one before."""
    earlier = document.get("change")
    rounds = [(document["round"], document["own"])]
    if earlier:
        rounds.append((earlier["round"], earlier["own"]))
    for name, own in rounds:
        for topic, answer in own.items():
            yield {
                **named_row("own_answer", topic, instrument),
                "round": name,
                "sentence": answer["sentence"],
                "own_answer": answer.get("answer"),
            }
