"""The sheets of a group's workbook as plain values; writing them is the work of ``group_workbook``.

Rows come from ``group_rows``, columns from ``group_columns``. A sheet without rows is left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from pat_core.model import Instrument
from pat_core.reports.group.tables import rows as group_rows
from pat_core.reports.group.tables.charts import Chart, principle_chart, statement_chart
from pat_core.reports.group.tables.codebook import CODEBOOK_COLUMNS, codebook_rows
from pat_core.reports.group.tables.columns import Column, group_columns, plan_columns
from pat_core.reports.group.tables.overview import note_rows, overview_rows
from pat_core.reports.group.tables.rows import Row

__all__ = ["Sheet", "group_sheets"]

Figures = Mapping[str, Any]

_AGREEMENT = (
    *("consensus", "consensus_low", "consensus_high", "minority_share", "divided"),
    *("agreement_a", "chance"),
)
_PARTNERS = ("partners", "partner_mean")
_READING = ("band", "reading", "text", "borderline", "scores")
_POSSIBLE = ("possible_mean_low", "possible_mean_high")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a table with its headings in the first row, and the charts below it."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    charts: Sequence[Chart] = ()
    labels: int = 2
    """How many columns stay in sight while one scrolls to the right."""


def group_sheets(document: Figures, instrument: Instrument) -> list[Sheet]:
    """Return the sheets of the group file *document*, the codebook last."""
    found = [sheet for make in _SHEETS if (sheet := make(document, instrument)).rows]
    columns = [(sheet.name, sheet.columns) for sheet in found]
    return [*found, Sheet("Codebook", CODEBOOK_COLUMNS, codebook_rows(columns, instrument))]


def _overview(document: Figures, instrument: Instrument) -> Sheet:
    columns = _columns(
        instrument,
        ("label", "value", "code"),
        {"label": ("What", 48), "value": ("Value", 76), "code": ("Code", 24)},
    )
    notes = ({**row, "value": row["text"]} for row in note_rows(document))
    return _sheet("Overview", columns, chain(overview_rows(document, instrument), notes), labels=1)


def _charts(document: Figures, instrument: Instrument) -> Sheet:
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
    return Sheet("Charts", columns, rows, charts, labels=0)


def _principles(document: Figures, instrument: Instrument) -> Sheet:
    names = [
        *("code", "label", "n", "respondents", "cant_say", "blank", "mean", "median", "lowest"),
        "highest",
        *_bands("in_band", instrument),
        *_READING,
        *_POSSIBLE,
        "consensus",
        *_PARTNERS,
    ]
    rows = group_rows.principle_rows(document, instrument)
    return _sheet("Principles", _columns(instrument, names, _PRINCIPLE), rows)


def _statements(document: Figures, instrument: Instrument) -> Sheet:
    names = [
        *("code", "label", "n"),
        *_answers(instrument),
        *("cant_say", "blank", "mean", "median"),
        *_AGREEMENT,
        *_PARTNERS,
        "lists",
    ]
    rows = group_rows.statement_rows(document, instrument)
    return _sheet("Statements", _columns(instrument, names, _STATEMENT), rows)


def _significance(document: Figures, instrument: Instrument) -> Sheet:
    points = sorted(point.value for point in instrument.significance.scale)
    names = [
        *("code", "label", "n"),
        *(f"rated_{point}" for point in points),
        *("cant_say", "mean", "median", "rank"),
        *_PARTNERS,
    ]
    rows = group_rows.significance_rows(document, instrument)
    return _sheet("Significance", _columns(instrument, names, _PRINCIPLE), rows)


def _typology(document: Figures, instrument: Instrument) -> Sheet:
    """Return a row a type, with how many chose it for now and how many as needed."""
    counts: dict[str, Row] = {}
    for row in group_rows.type_rows(document, instrument):
        code = str(row["code"])
        counts.setdefault(code, {"code": code, "label": row["label"]})
        counts[code][str(row["kind"])] = row["value"]
    columns = _columns(instrument, ("code", "label"), {"code": ("Code", 30), "label": ("Type", 34)})
    for when, heading in (("now", "Now"), ("needed", "Needed")):
        n = document["typology"][when]["n"]
        meaning = f"How many chose the type as the one {when}; {n} chose one at all."
        columns.append(Column(f"type_{when}", heading, meaning, "0 or more"))
    return _sheet("Typology", columns, counts.values())


def _parts(document: Figures, instrument: Instrument) -> Sheet:
    names = [
        *("part_kind", "part", "part_label", "kind", "code", "label", "withheld"),
        *(("text",) if document["parts_withheld"] else ()),
        "n",
        *_answers(instrument),
        *("cant_say", "blank", "mean", "median"),
        *_bands("in_band", instrument),
        *("band", "consensus", "minority_share", "divided"),
    ]
    rows = group_rows.part_rows(document, instrument)
    return _sheet("Parts", _columns(instrument, names), rows, labels=0)


def _lists(document: Figures, instrument: Instrument) -> Sheet:
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
    return _sheet("Lists", columns, group_rows.list_rows(document, instrument))


def _change(document: Figures, instrument: Instrument) -> Sheet:
    names = [
        *("code", "label", "earlier_agree", "earlier_n", "agree", "n", "earlier_median", "median"),
        *("clear_change", "delta"),
        *(_PAIRED if (document.get("change") or {}).get("paired") else ()),
        *_bands("earlier_in_band", instrument),
        *_bands("in_band", instrument),
    ]
    rows = list(group_rows.change_rows(document, instrument))
    if any("withheld" in row for row in rows):
        names = ["withheld", "text"]
    return _sheet("Change", _columns(instrument, names), rows)


def _comments(document: Figures, instrument: Instrument) -> Sheet:
    columns = _columns(instrument, ("code", "label", "text", "reworded"), {"text": ("Comment", 80)})
    return _sheet("Comments", columns, group_rows.comment_rows(document, instrument))


def _plan(document: Figures, instrument: Instrument) -> Sheet:
    rows = (
        {**row, "topic_label": group_rows.label_of(str(row.get("topic") or ""), instrument)}
        for row in group_rows.plan_rows(document)
    )
    return _sheet("Plan", plan_columns(("topic", "topic_label")), rows)


_SHEETS = (
    *(_overview, _charts, _principles, _statements, _significance, _typology),
    *(_parts, _lists, _change, _comments, _plan),
)
_PAIRED = ("paired_n", "paired_up", "paired_same", "paired_down")
_PRINCIPLE = {"label": ("Principle", 44)}
_STATEMENT = {"label": ("Statement", 60)}


def _sheet(name: str, columns: Sequence[Column], rows: Iterable[Row], labels: int = 2) -> Sheet:
    return Sheet(name, columns, list(rows), labels=labels)


def _columns(
    instrument: Instrument,
    names: Sequence[str],
    headings: Mapping[str, tuple[str, int]] | None = None,
) -> list[Column]:
    """Return the columns by *names*; *headings* are those, with widths, that fit a sheet better."""
    known = group_columns(instrument)
    for name, (heading, width) in (headings or {}).items():
        known[name] = replace(known[name], heading=heading, width=width)
    return [known[name] for name in names]


def _answers(instrument: Instrument) -> list[str]:
    return [f"count_{value}" for value in sorted(instrument.values)]


def _bands(name: str, instrument: Instrument) -> list[str]:
    return [f"{name}_{place}" for place in range(1, len(instrument.aggregate_bands) + 1)]
