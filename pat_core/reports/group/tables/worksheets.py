"""The worksheets of a group's workbook as plain values; ``workbook`` writes them.

Rows come from ``rows``, columns from ``columns``. A worksheet without rows is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from pat_core.modes import shows_partners
from pat_core.reports.group.tables import history_rows
from pat_core.reports.group.tables import rows as group_rows
from pat_core.reports.group.tables.charts import Chart, principle_chart, statement_chart
from pat_core.reports.group.tables.codebook import CODEBOOK_COLUMNS, codebook_rows
from pat_core.reports.group.tables.column import Column
from pat_core.reports.group.tables.columns import group_columns, plan_columns
from pat_core.reports.group.tables.overview import note_rows, overview_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pat_core.documents.figures import TypeTime
    from pat_core.documents.group import GroupDocument
    from pat_core.model import Instrument
    from pat_core.reports.group.tables.score_cells import Row

__all__ = ["Worksheet", "group_worksheets"]

_AGREEMENT = (
    *("consensus", "consensus_low", "consensus_high", "minority_share", "divided"),
    *("agreement_a", "chance"),
)
_PARTNERS = ("partners", "partner_mean")
_AVERAGE = ("estimate", "possible_mean_low", "possible_mean_high", "band")
_READING = ("band_open", "reading", "text", "borderline")
_COMPLETE = ("n", "mean", "median", "lowest", "highest", "scores", "consensus")


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A table with its headings in the first row, and the charts below it."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    charts: Sequence[Chart] = ()
    labels: int = 2
    """How many columns stay in view when a reader scrolls to the right."""


def group_worksheets(document: GroupDocument, instrument: Instrument) -> list[Worksheet]:
    """Return the worksheets of a group's *document*, the codebook last."""
    filled = [sheet for make in _MAKERS if (sheet := make(document, instrument)).rows]
    columns = [(sheet.name, sheet.columns) for sheet in filled]
    return [*filled, Worksheet("Codebook", CODEBOOK_COLUMNS, codebook_rows(columns, instrument))]


def _overview(document: GroupDocument, instrument: Instrument) -> Worksheet:
    columns = _columns(
        instrument,
        ("label", "value", "code"),
        {"label": ("What", 48), "value": ("Value", 76), "code": ("Code", 24)},
    )
    notes = ({**row, "value": row["text"]} for row in note_rows(document))
    return _worksheet(
        "Overview", columns, chain(overview_rows(document, instrument), notes), labels=1
    )


def _charts(document: GroupDocument, instrument: Instrument) -> Worksheet:
    """Return the charts, and what they show in words."""
    charts = [
        principle_chart(list(group_rows.principle_rows(document, instrument)), instrument),
        statement_chart(list(group_rows.statement_rows(document, instrument)), instrument),
    ]
    columns = [
        Column("chart", "Chart", "Title of a chart that stands below.", "text", 40),
        Column("words", "In words", "What the chart shows.", "text", 90),
    ]
    rows: list[Row] = [{"chart": chart.title, "words": chart.description} for chart in charts]
    return Worksheet("Charts", columns, rows, charts, labels=0)


def _principles(document: GroupDocument, instrument: Instrument) -> Worksheet:
    names = [
        *("code", "label", "respondents", "cant_say", "blank"),
        *_AVERAGE,
        *_bands("in_band", instrument),
        *_READING,
        "withheld",
        *_COMPLETE,
        *_PARTNERS,
    ]
    rows = group_rows.principle_rows(document, instrument)
    return _worksheet("Principles", _columns(instrument, names, _PRINCIPLE), rows)


def _statements(document: GroupDocument, instrument: Instrument) -> Worksheet:
    names = [
        *("code", "label", "n"),
        *_answers(instrument),
        *("cant_say", "blank", "mean", "median"),
        *_AGREEMENT,
        *_PARTNERS,
        *("withheld", "lists"),
    ]
    rows = group_rows.statement_rows(document, instrument)
    return _worksheet("Statements", _columns(instrument, names, _STATEMENT), rows)


def _significance(document: GroupDocument, instrument: Instrument) -> Worksheet:
    points = sorted(point.value for point in instrument.significance.scale)
    names = [
        *("code", "label", "n"),
        *(f"rated_{point}" for point in points),
        *("cant_say", "mean", "median", "rank"),
        *_PARTNERS,
        "withheld",
    ]
    rows = group_rows.significance_rows(document, instrument)
    return _worksheet("Significance", _columns(instrument, names, _PRINCIPLE), rows)


def _typology(document: GroupDocument, instrument: Instrument) -> Worksheet:
    """Return a row for each type: how many chose it as the one now, and as the one needed."""
    counts: dict[str, Row] = {}
    for row in group_rows.type_rows(document, instrument):
        code = str(row["code"])
        counts.setdefault(code, {"code": code, "label": row["label"]})
        counts[code][str(row["kind"])] = row.get("value")
    columns = _columns(instrument, ("code", "label"), {"code": ("Code", 30), "label": ("Type", 34)})
    for when, heading in _TYPE_TIMES:
        figures = document["typology"][when]
        meaning = f"How many chose the type as the one {when}; " + (
            "withheld, because few people chose one at all."
            if "withheld" in figures
            else f"{figures['n']} chose one at all."
        )
        columns.append(Column(f"type_{when}", heading, meaning, "0 or more"))
    return _worksheet("Typology", columns, counts.values())


def _subgroups(document: GroupDocument, instrument: Instrument) -> Worksheet:
    names = [
        *("part_kind", "part", "part_label", "kind", "code", "label", "withheld", "nearly_all"),
        *("n", *_answers(instrument), "cant_say", "blank", "mean", "median"),
        *("consensus", "minority_share", "divided"),
        *_AVERAGE,
    ]
    if shows_partners(document["mode"]):
        names += _named_part_columns(instrument)
    elif document["parts_withheld"]:
        names.append("text")
    rows = group_rows.subgroup_rows(document, instrument)
    return _worksheet("Parts", _columns(instrument, names), rows, labels=0)


def _named_part_columns(instrument: Instrument) -> list[str]:
    """Return the columns that parts have only where they are shown whatever their size."""
    return ["respondents", *_bands("in_band", instrument), *_READING, "lowest", "highest", "scores"]


def _lists(document: GroupDocument, instrument: Instrument) -> Worksheet:
    names = [
        *("code", "label", "n"),
        *_answers(instrument),
        *("cant_say", "blank", "median", "consensus", "divided"),
    ]
    lists = [
        Column("list", "List code", "Code of the list.", "see the codes below", 13),
        Column("list_label", "List", "Name of the list.", "text", 16),
    ]
    rule = Column("rule", "Rule", "What puts a statement on the list.", "text", 90)
    columns = [*lists, *_columns(instrument, names, _STATEMENT), rule]
    return _worksheet("Lists", columns, group_rows.list_rows(document, instrument))


def _change(document: GroupDocument, instrument: Instrument) -> Worksheet:
    names = [
        *("code", "label", "earlier_agree", "earlier_n", "agree", "n", "earlier_median", "median"),
        *("clear_change", "delta"),
        *(_PAIRED if "paired" in document.get("change", ()) else ()),
        *_bands("earlier_in_band", instrument),
        *_bands("in_band", instrument),
    ]
    rows = list(group_rows.change_rows(document, instrument))
    if document.get("change", {}).get("withheld"):
        names = ["withheld", "text"]
    elif any("withheld" in row for row in rows):
        names.append("withheld")
    return _worksheet("Change", _columns(instrument, names), rows)


def _trend(document: GroupDocument, instrument: Instrument) -> Worksheet:
    names = ("code", "label", "round", "made_at", "respondents", "estimate", "band")
    rows = history_rows.trend_rows(document, instrument)
    return _worksheet("Trend", _columns(instrument, names, _PRINCIPLE), rows)


def _beside(document: GroupDocument, instrument: Instrument) -> Worksheet:
    names = [
        *("code", "label", "group", "round", "withheld", "text"),
        *("agree", "n", "other_agree", "other_n"),
        *("estimate", "band", "other_estimate", "other_band"),
    ]
    rows = history_rows.beside_rows(document, instrument)
    return _worksheet("Beside", _columns(instrument, names), rows)


def _own_answers(document: GroupDocument, instrument: Instrument) -> Worksheet:
    names = ("code", "label", "round", "sentence", "own_answer")
    rows = history_rows.own_answer_rows(document, instrument)
    return _worksheet("Own_answers", _columns(instrument, names), rows)


def _comments(document: GroupDocument, instrument: Instrument) -> Worksheet:
    columns = _columns(instrument, ("code", "label", "text", "reworded"), {"text": ("Comment", 80)})
    return _worksheet("Comments", columns, group_rows.comment_rows(document, instrument))


def _plan(document: GroupDocument, instrument: Instrument) -> Worksheet:
    rows = (
        {**row, "topic_label": group_rows.code_text(str(row.get("topic") or ""), instrument)}
        for row in group_rows.plan_rows(document)
    )
    return _worksheet("Plan", plan_columns(("topic", "topic_label")), rows)


_MAKERS = (
    *(_overview, _charts, _principles, _statements, _significance, _typology),
    *(_subgroups, _lists, _change, _trend, _beside, _own_answers, _comments, _plan),
)
_TYPE_TIMES: Sequence[tuple[TypeTime, str]] = (("now", "Now"), ("needed", "Needed"))
_PAIRED = ("paired_n", "paired_up", "paired_same", "paired_down")
_PRINCIPLE = {"label": ("Principle", 44)}
_STATEMENT = {"label": ("Statement", 60)}


def _worksheet(
    name: str, columns: Sequence[Column], rows: Iterable[Row], labels: int = 2
) -> Worksheet:
    return Worksheet(name, columns, list(rows), labels=labels)


def _columns(
    instrument: Instrument,
    names: Sequence[str],
    headings: Mapping[str, tuple[str, int]] | None = None,
) -> list[Column]:
    """Return the columns with these *names*.

    *headings* replaces the heading and the width of some, by name, with ones that suit a worksheet.
    """
    known = group_columns(instrument)
    for name, (heading, width) in (headings or {}).items():
        known[name] = replace(known[name], heading=heading, width=width)
    return [known[name] for name in names]


def _answers(instrument: Instrument) -> list[str]:
    return [f"count_{value}" for value in sorted(instrument.values)]


def _bands(name: str, instrument: Instrument) -> list[str]:
    return [f"{name}_{place}" for place in range(1, len(instrument.aggregate_bands) + 1)]
