"""A group's figures as rows of plain cells, made from its document alone.

A row maps names of ``columns`` to cells; columns that it leaves out are empty. CSV and workbook
show what the page shows and some figures more; the group file holds all figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pat_core.group.statistics.tally import NOT_GIVEN
from pat_core.group.statistics.topics import FEWEST_FOR_CONSENSUS, RULES
from pat_core.reports.group.sections.words import choices_of
from pat_core.reports.group.tables.score_cells import (
    number_cell,
    plain_cells,
    score_cells,
    yes_cell,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pat_core.documents.change import PairedChange, ScoreChange, StatementChange
    from pat_core.documents.figures import (
        NearlyAll,
        StatementCounts,
        StatementFigures,
        SubgroupFigures,
        Withheld,
    )
    from pat_core.documents.group import GroupDocument
    from pat_core.documents.plan import PlanDocument
    from pat_core.model import Instrument
    from pat_core.reports.group.tables.score_cells import Row

__all__ = [
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
        yield {**start, **_group_statement_cells(figures), "lists": lists or None}
    yield {
        **named_row("success", "success", instrument),
        **_group_statement_cells(document["success"]),
    }


def principle_rows(document: GroupDocument, instrument: Instrument) -> Iterator[Row]:
    """Yield a row for each principle, and one for the aggregate."""
    for principle in instrument.principles:
        figures = document["principles"][principle.number]
        start = named_row("principle", principle.number, instrument)
        yield {**start, **score_cells(figures, principle.bands)}
    start = named_row("aggregate", "aggregate", instrument)
    yield {**start, **score_cells(document["aggregate"], instrument.aggregate_bands)}


def significance_rows(document: GroupDocument, instrument: Instrument) -> Iterator[Row]:
    """Yield a row for each principle: how significant people find it."""
    for number, figures in document["significance"].items():
        start = named_row("significance", number, instrument)
        if "withheld" in figures:
            yield {**start, "withheld": "yes"}
            continue
        rated = {f"rated_{value}": times for value, times in figures["counts"].items()}
        yield {**start, **plain_cells(figures), **rated}


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
                    **(
                        {"withheld": "yes"}
                        if "withheld" in figures
                        else {"n": figures["n"], "value": figures["cells"].get(code, 0)}
                    ),
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
            yield {"kind": "part", **place, "withheld": "no", "n": subgroup["n"]}
            for row in _rows_of_subgroup(subgroup, instrument):
                yield {**row, **place}


def _rows_of_subgroup(subgroup: SubgroupFigures, instrument: Instrument) -> Iterator[Row]:
    for code, statement in subgroup["statements"].items():
        yield {**named_row("statement", code, instrument), **_statement_cells(statement)}
    for principle in instrument.principles:
        scores = subgroup["principles"][principle.number]
        cells: Row = (
            {"withheld": "yes"} if "withheld" in scores else score_cells(scores, principle.bands)
        )
        yield {**named_row("principle", principle.number, instrument), **cells}
    if "aggregate" in subgroup:
        start = named_row("aggregate", "aggregate", instrument)
        yield {**start, **score_cells(subgroup["aggregate"], instrument.aggregate_bands)}


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
    row: Row = {"delta": number_cell(figures["delta"]), "clear_change": yes_cell(figures["clear"])}
    row["earlier_median"], row["median"] = map(number_cell, figures["median"])
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
            "reworded": yes_cell(comment["reworded"]),
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


def _group_statement_cells(figures: StatementFigures | Withheld) -> Row:
    """Return the cells of a statement of the whole group, with all that is known of agreement."""
    cells = _statement_cells(figures)
    if "withheld" in figures or figures["n"] < FEWEST_FOR_CONSENSUS:
        return cells
    ends = figures["consensus_without_one"] or (None, None)
    cells["consensus_low"], cells["consensus_high"] = map(number_cell, ends)
    return {
        **cells,
        "agreement_a": number_cell(figures["agreement_a"]),
        "chance": number_cell(figures["chance"]),
    }


def _statement_cells(figures: StatementCounts | NearlyAll | Withheld) -> Row:
    if "withheld" in figures:
        return {"withheld": "yes"}
    if "nearly_all" in figures:
        return {"withheld": "yes", "nearly_all": figures["nearly_all"]}
    cells = plain_cells(figures)
    cells |= {f"count_{value}": times for value, times in figures["counts"].items()}
    if figures["n"] >= FEWEST_FOR_CONSENSUS:
        cells["consensus"] = number_cell(figures["consensus"])
        cells["divided"] = yes_cell(figures["divided"])
    return cells
