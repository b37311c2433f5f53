"""A group's figures as rows of plain cells, made from its document alone.

A row maps names of ``columns`` to cells; columns that it leaves out are empty. CSV and workbook
show what the page shows and some figures more; the group file holds all figures.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, cast

from pat_core.group.statistics.tally import NOT_GIVEN
from pat_core.group.statistics.topics import FEWEST_FOR_CONSENSUS, RULES
from pat_core.reports.group.sections.words import choices_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pat_core.documents.change import PairedChange, ScoreChange, StatementChange
    from pat_core.documents.figures import (
        ScoreFigures,
        StatementCounts,
        StatementFigures,
        SubgroupScores,
        Withheld,
    )
    from pat_core.documents.group import GroupDocument
    from pat_core.documents.plan import PlanDocument
    from pat_core.model import Band, Instrument

__all__ = [
    "Cell",
    "Row",
    "change_rows",
    "code_text",
    "comment_rows",
    "list_rows",
    "named_row",
    "plan_rows",
    "principle_rows",
    "significance_rows",
    "statement_rows",
    "subgroup_rows",
    "type_rows",
]

Cell = str | int | float | None
Row = dict[str, Cell]

_PLAIN = (
    *("n", "respondents", "cant_say", "blank", "mean", "median", "lowest", "highest"),
    *("minority_share", "partners", "partner_mean", "rank"),
)
"""The columns that hold a figure of the same name as it is."""
_NO_READING = {
    "spread": "No reading: fewer than two thirds of the scores lie in the band of the mean.",
    "incomplete": "No reading: fewer than two thirds of the people have a complete score."
    " Read the statements.",
}


def code_text(code: str, instrument: Instrument) -> str:
    """Return the text or name for the *code* of a statement, a principle or a topic of a plan.

    It is empty for any other code.
    """
    number = code.removeprefix("principle-")
    labels = {
        **{statement.code: statement.text for statement in instrument.statements},
        **{principle.number: principle.name for principle in instrument.principles},
        "aggregate": instrument.texts.aggregate_name,
        "success": instrument.success.statement,
    }
    return labels.get(number, "")


def statement_rows(document: GroupDocument, instrument: Instrument) -> Iterator[Row]:
    """Yield a row for each statement, and one for success."""
    for code, figures in document["statements"].items():
        lists = " ".join(name for name in RULES if code in document["lists"][name])
        start = named_row("statement", code, instrument)
        yield {**start, **_statement_cells(figures), "lists": lists or None}
    yield {**named_row("success", "success", instrument), **_statement_cells(document["success"])}


def principle_rows(document: GroupDocument, instrument: Instrument) -> Iterator[Row]:
    """Yield a row for each principle, and one for the aggregate."""
    for principle in instrument.principles:
        figures = document["principles"][principle.number]
        yield {
            **named_row("principle", principle.number, instrument),
            **_cells(figures, figures["respondents"]),
            **_reading(figures, principle.bands),
        }
    figures = document["aggregate"]
    yield {
        **named_row("aggregate", "aggregate", instrument),
        **_cells(figures, figures["respondents"]),
        **_reading(figures, instrument.aggregate_bands),
    }


def significance_rows(document: GroupDocument, instrument: Instrument) -> Iterator[Row]:
    """Yield a row for each principle: how significant people find it."""
    for number, figures in document["significance"].items():
        rated = {f"rated_{value}": times for value, times in figures["counts"].items()}
        yield {**named_row("significance", number, instrument), **_plain_cells(figures), **rated}


def type_rows(document: GroupDocument, instrument: Instrument) -> Iterator[Row]:
    """Yield a row for each type, now and needed: how many of n chose it."""
    typology = instrument.typology
    for when, figures in document["typology"].items():
        for collaboration in typology.collaborations:
            for function in typology.functions:
                code = f"{collaboration.code}/{function.code}"
                yield {
                    "kind": f"type_{when}",
                    "code": code,
                    "label": f"{collaboration.label}, {function.label}",
                    "n": figures["n"],
                    "value": figures["cells"].get(code, 0),
                }


def subgroup_rows(document: GroupDocument, instrument: Instrument) -> Iterator[Row]:
    """Yield, for each subgroup, a row for it and one for each of its figures."""
    for kind, subgroups in document["by"].items():
        labels = {choice.code: choice.label for choice in choices_of(kind, instrument)}
        for label, subgroup in subgroups.items():
            name = "Not given" if label == NOT_GIVEN else labels.get(label, label)
            place: Row = {"part_kind": kind, "part": label, "part_label": name}
            if "withheld" in subgroup:
                reason = document["parts_withheld"] or None
                yield {"kind": "part", **place, "withheld": "yes", "text": reason}
                continue
            n = subgroup["n"]
            yield {"kind": "part", **place, "withheld": "no", "n": n}
            for code, statement in subgroup["statements"].items():
                yield {**named_row("statement", code, instrument), **place, **_cells(statement, n)}
            for number, scores in subgroup["principles"].items():
                yield {**named_row("principle", number, instrument), **place, **_cells(scores, n)}


def list_rows(document: GroupDocument, instrument: Instrument) -> Iterator[Row]:
    """Yield a row for each statement on each list, with the rule of the list."""
    figures = {str(row["code"]): row for row in statement_rows(document, instrument)}
    for name, (heading, rule) in RULES.items():
        for code in document["lists"][name]:
            yield {**figures[code], "list": name, "list_label": heading, "rule": rule}


def change_rows(document: GroupDocument, instrument: Instrument) -> Iterator[Row]:
    """Yield a row for each figure that both rounds have, or one that says why there is none."""
    if "change" not in document:
        return
    change = document["change"]
    if change["withheld"]:
        yield {"kind": "change", "withheld": "yes", "text": change["withheld"]}
        return
    changes: dict[str, StatementChange | ScoreChange | Withheld] = {
        **change["statements"],
        **change["principles"],
        # The change as a whole is not withheld, so both have figures or say that they have none.
        "success": cast("StatementChange | Withheld", change["success"]),
        "aggregate": cast("ScoreChange", change["aggregate"]),
    }
    paired = _paired_cells(change["paired"]) if "paired" in change else {}
    for code, figures in changes.items():
        yield {
            **named_row("change", code, instrument),
            **_change_cells(figures),
            **paired.get(code, {}),
        }


def _change_cells(figures: StatementChange | ScoreChange | Withheld) -> Row:
    if "withheld" in figures:
        return {"withheld": "yes"}
    row: Row = {"delta": _number(figures["delta"]), "clear_change": _yes(figures["clear"])}
    row["earlier_median"], row["median"] = map(_number, figures["median"])
    if "agree" in figures:
        (row["earlier_agree"], row["earlier_n"]), (row["agree"], row["n"]) = figures["agree"]
        return row
    row["earlier_n"], row["n"] = figures["n"]
    for name, counts in zip(("earlier_in_band", "in_band"), figures["band_counts"], strict=True):
        row |= {f"{name}_{place}": times for place, times in enumerate(counts or (), 1)}
    return row


def _paired_cells(paired: PairedChange) -> dict[str, Row]:
    """Return, by code, the cells on the same people in both rounds; withheld ones are empty."""
    figures = {**paired["principles"], "aggregate": paired["aggregate"]}
    return {
        code: {
            "paired_n": steps["n"],
            "paired_up": steps["up"],
            "paired_same": steps["same"],
            "paired_down": steps["down"],
        }
        for code, steps in figures.items()
        if "withheld" not in steps
    }


def comment_rows(document: GroupDocument, instrument: Instrument) -> Iterator[Row]:
    """Yield a row for each released comment, in the order of the document."""
    for comment in document["comments"]:
        yield {
            **named_row("comment", comment["place"], instrument),
            "text": comment["text"],
            "reworded": _yes(comment["reworded"]),
        }


def plan_rows(document: GroupDocument) -> Iterator[Row]:
    """Yield a row for each action, of this round's plan and of those of earlier rounds."""
    yield from _rows_of_plan("this round", document["plan"])
    if "change" in document:
        yield from _rows_of_plan("earlier round", document["change"]["plan"])
    for point in document.get("trend", [])[-2::-1]:
        yield from _rows_of_plan(point["round"] or point["made_at"][:10], point["plan"])


def _rows_of_plan(name: str, plan: PlanDocument) -> Iterator[Row]:
    for action in plan.get("rows", ()):
        yield {
            "plan": name,
            "topic": action["topic"],
            "what": action["what"],
            "who": action["who"],
            "by": action["by"],
            "know": action["know"],
            "review": action["review"],
            "state": action["state"],
            "counts": action["counts"],
        }
    if date := plan.get("next_assessment"):
        yield {"plan": name, "what": "Next assessment", "by": date}


def named_row(kind: str, code: str, instrument: Instrument) -> Row:
    """Return the first cells of a row: its kind, code and label.

    The code of a principle is a number.
    """
    cell = int(code) if code.isdecimal() else code
    return {"kind": kind, "code": cell, "label": code_text(code, instrument)}


def _cells(
    figures: StatementCounts | ScoreFigures | SubgroupScores | Withheld,
    people: int = 0,
) -> Row:
    """Return the cells of the figures of a statement or of scores.

    *people* is how many there are, for scores: with fewer than two thirds of them complete there is
    no band.
    """
    if "withheld" in figures:
        return {"withheld": "yes"}
    row = _plain_cells(figures)
    if "counts" in figures:
        row |= {f"count_{value}": times for value, times in figures["counts"].items()}
    else:
        counts, band = figures["band_counts"], figures["band"]
        row |= {f"in_band_{place}": times for place, times in enumerate(counts, 1)}
        if band and 3 * figures["n"] >= 2 * people:
            row["band"] = "{} to {}".format(*band)
    if figures["n"] >= FEWEST_FOR_CONSENSUS:
        row["consensus"] = _number(figures["consensus"])
        if "divided" in figures:
            row["divided"] = _yes(figures["divided"])
    return row


def _statement_cells(figures: StatementFigures) -> Row:
    """Return the cells of a statement of the whole group, with all that is known of agreement."""
    if figures["n"] < FEWEST_FOR_CONSENSUS:
        return _cells(figures)
    low, high = _ends(figures["consensus_without_one"])
    return {
        **_cells(figures),
        "agreement_a": _number(figures["agreement_a"]),
        "chance": _number(figures["chance"]),
        "consensus_low": low,
        "consensus_high": high,
    }


def _plain_cells(figures: Mapping[str, object]) -> Row:
    return {name: _number(figures[name]) for name in _PLAIN if name in figures}


def _reading(figures: ScoreFigures, bands: Sequence[Band]) -> Row:
    """Return the cells on the spread of the whole group's scores, and their reading if any."""
    low, high = _ends(figures["possible_mean"])
    reading = figures["reading"]
    readings = {band.low: band.reading for band in bands}
    return {
        "scores": ", ".join(f"{score} ({times})" for score, times in figures["scores"].items()),
        "possible_mean_low": low,
        "possible_mean_high": high,
        "reading": reading["kind"],
        "borderline": _yes(reading["borderline"]),
        "text": readings[reading["band"][0]] if reading["band"] else _NO_READING[reading["kind"]],
    }


def _ends(pair: Sequence[float] | None) -> tuple[Cell, Cell]:
    return (_number(pair[0]), _number(pair[1])) if pair else (None, None)


def _number(value: object) -> int | float | None:
    """Return *value* if it is a number that a cell can hold, neither infinite nor NaN."""
    return value if isinstance(value, int | float) and math.isfinite(value) else None


def _yes(value: bool) -> str:
    return "yes" if value else "no"
