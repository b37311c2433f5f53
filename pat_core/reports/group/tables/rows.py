"""A group's figures as rows of plain cells, from the group file alone.

A row is a mapping by the names of ``group_columns``; what a row has not, it leaves out. CSV and
workbook show what the page shows, and the figures meant for an export; the group file keeps all.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pat_core.group.statistics.tally import NOT_GIVEN
from pat_core.group.statistics.topics import FEWEST_FOR_CONSENSUS, RULES
from pat_core.model import Band, Instrument
from pat_core.reports.group.sections.words import choices_of

__all__ = [
    "Cell",
    "Row",
    "change_rows",
    "comment_rows",
    "label_of",
    "list_rows",
    "part_rows",
    "plan_rows",
    "principle_rows",
    "significance_rows",
    "statement_rows",
    "type_rows",
]

Cell = str | int | float | None
Row = dict[str, Cell]
Figures = Mapping[str, Any]

_PLAIN = (
    *("n", "respondents", "cant_say", "blank", "mean", "median", "lowest", "highest"),
    *("minority_share", "partners", "partner_mean", "rank"),
)
_ACTION = ("topic", "what", "who", "by", "know", "review", "state", "counts")
_NO_READING = {
    "spread": "No reading: fewer than two thirds of the scores lie in the band of the mean.",
    "incomplete": "No reading: fewer than two thirds of the people have a complete score."
    " Read the statements.",
}


def label_of(code: str, instrument: Instrument) -> str:
    """Return what people read for the *code* of a statement, a principle or a topic of a plan."""
    number = code.removeprefix("principle-")
    labels = {
        **{statement.code: statement.text for statement in instrument.statements},
        **{principle.number: principle.name for principle in instrument.principles},
        "aggregate": instrument.texts.aggregate_name,
        "success": instrument.success.statement,
    }
    return labels.get(number, "")


def statement_rows(document: Figures, instrument: Instrument) -> Iterator[Row]:
    """Yield a row a statement, and one for success."""
    for code, figures in document["statements"].items():
        named = " ".join(name for name in RULES if code in document["lists"].get(name, ()))
        yield {**_named("statement", code, instrument), **_cells(figures), "lists": named or None}
    yield {**_named("success", "success", instrument), **_cells(document["success"])}


def principle_rows(document: Figures, instrument: Instrument) -> Iterator[Row]:
    """Yield a row a principle, and one for the aggregate."""
    for principle in instrument.principles:
        figures = document["principles"][principle.number]
        yield {
            **_named("principle", principle.number, instrument),
            **_cells(figures, figures["respondents"]),
            **_reading(figures, principle.bands),
        }
    figures = document["aggregate"]
    yield {
        **_named("aggregate", "aggregate", instrument),
        **_cells(figures, figures["respondents"]),
        **_reading(figures, instrument.aggregate_bands),
    }


def significance_rows(document: Figures, instrument: Instrument) -> Iterator[Row]:
    """Yield a row a principle: how significant people find it."""
    for number, figures in document["significance"].items():
        rated = {f"rated_{value}": times for value, times in figures["counts"].items()}
        plain = {key: _number(figures.get(key)) for key in _PLAIN if key in figures}
        yield {**_named("significance", number, instrument), **plain, **rated}


def type_rows(document: Figures, instrument: Instrument) -> Iterator[Row]:
    """Yield a row a type and time: how many chose it, of n."""
    typology = instrument.typology
    for when in ("now", "needed"):
        figures = document["typology"][when]
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


def part_rows(document: Figures, instrument: Instrument) -> Iterator[Row]:
    """Yield, for each part, a row for it and one for each of its figures."""
    for kind, parts in document["by"].items():
        labels = {choice.code: choice.label for choice in choices_of(kind, instrument)}
        for part, found in parts.items():
            label = "Not given" if part == NOT_GIVEN else labels.get(part, part)
            place: Row = {"part_kind": kind, "part": part, "part_label": label}
            if found.get("withheld"):
                reason = document["parts_withheld"] or None
                yield {"kind": "part", **place, "withheld": "yes", "text": reason}
                continue
            yield {"kind": "part", **place, "withheld": "no", "n": found["n"]}
            for word, key in (("statement", "statements"), ("principle", "principles")):
                for code, figures in found[key].items():
                    cells = _cells(figures, found["n"])
                    yield {**_named(word, code, instrument), **place, **cells}


def list_rows(document: Figures, instrument: Instrument) -> Iterator[Row]:
    """Yield a row for each statement of each list, the rule of the list beside it."""
    figures = {str(row["code"]): row for row in statement_rows(document, instrument)}
    for name, (heading, rule) in RULES.items():
        for code in document["lists"].get(name, ()):
            yield {**figures[code], "list": name, "list_label": heading, "rule": rule}


def change_rows(document: Figures, instrument: Instrument) -> Iterator[Row]:
    """Yield a row for each figure that both rounds have, or one that says why there is none."""
    change = document.get("change") or {}
    if change.get("withheld"):
        yield {"kind": "change", "withheld": "yes", "text": change["withheld"]}
        return
    single = {key: change[key] for key in ("success", "aggregate") if change.get(key)}
    changes = {**change.get("statements", {}), **change.get("principles", {}), **single}
    paired = _paired_cells(change.get("paired") or {})
    for code, figures in changes.items():
        row = _named("change", code, instrument)
        row["delta"] = _number(figures.get("delta"))
        row["clear_change"] = _yes(figures.get("clear"))
        row["earlier_median"], row["median"] = map(_number, figures.get("median", (None, None)))
        if "agree" in figures:
            (row["earlier_agree"], row["earlier_n"]), (row["agree"], row["n"]) = figures["agree"]
        else:
            row["earlier_n"], row["n"] = figures.get("n", (None, None))
        for name, counts in zip(
            ("earlier_in_band", "in_band"), figures.get("band_counts", ()), strict=False
        ):
            row |= {f"{name}_{place}": times for place, times in enumerate(counts, 1)}
        yield {**row, **paired.get(code, {})}


def _paired_cells(paired: Figures) -> dict[str, Row]:
    """Return, by code, the cells on the same people in both rounds; what is withheld is empty."""
    single = {key: paired[key] for key in ("aggregate", "success") if key in paired}
    figures = {**paired.get("statements", {}), **paired.get("principles", {}), **single}
    return {
        code: {f"paired_{key}": each[key] for key in ("n", "up", "same", "down") if key in each}
        for code, each in figures.items()
    }


def comment_rows(document: Figures, instrument: Instrument) -> Iterator[Row]:
    """Yield a row for each comment that was released, in the order of the group file."""
    for comment in document.get("comments", ()):
        yield {
            **_named("comment", comment["place"], instrument),
            "text": comment["text"],
            "reworded": _yes(comment.get("reworded", False)),
        }


def plan_rows(document: Figures) -> Iterator[Row]:
    """Yield a row for each action, of this round's plan and of the earlier one's."""
    earlier = (document.get("change") or {}).get("plan") or {}
    for name, plan in (("this round", document.get("plan") or {}), ("earlier round", earlier)):
        for action in plan.get("rows", ()):
            yield {"plan": name, **{key: action.get(key) for key in _ACTION}}
        if plan.get("next_assessment"):
            yield {"plan": name, "what": "Next assessment", "by": plan["next_assessment"]}


def _named(kind: str, code: str, instrument: Instrument) -> Row:
    """Return the first cells of a row; the number of a principle is a number."""
    named = int(code) if code.isdecimal() else code
    return {"kind": kind, "code": named, "label": label_of(code, instrument)}


def _cells(figures: Figures, people: int | None = None) -> Row:
    """Return the cells of a statement's or a principle's figures.

    *people* is how many there are, for the figures of scores: with fewer than two thirds of them
    complete there is no band.
    """
    if figures.get("withheld"):
        return {"withheld": "yes"}
    row: Row = {key: _number(figures.get(key)) for key in _PLAIN if key in figures}
    row |= {f"count_{value}": times for value, times in figures.get("counts", {}).items()}
    row |= {
        f"in_band_{place}": times for place, times in enumerate(figures.get("band_counts", ()), 1)
    }
    if people and figures.get("band") and 3 * figures["n"] >= 2 * people:
        row["band"] = "{} to {}".format(*figures["band"])
    if figures["n"] >= FEWEST_FOR_CONSENSUS:
        row |= _agreement(figures)
    return row


def _agreement(figures: Figures) -> Row:
    """Return the cells that say how far people agree."""
    row: Row = {key: _number(figures.get(key)) for key in ("consensus", "agreement_a", "chance")}
    row["consensus_low"], row["consensus_high"] = _ends(figures.get("consensus_without_one"))
    row["divided"] = _yes(figures.get("divided"))
    return row


def _reading(figures: Figures, bands: Sequence[Band]) -> Row:
    """Return the cells of the whole group's scores: their spread, and the reading if one stands."""
    low, high = _ends(figures.get("possible_mean"))
    row: Row = {
        "scores": ", ".join(f"{score} ({times})" for score, times in figures["scores"].items()),
        "possible_mean_low": low,
        "possible_mean_high": high,
        "reading": figures["reading"]["kind"],
        "borderline": _yes(figures["reading"]["borderline"]),
    }
    readings = {band.low: band.reading for band in bands}
    found = figures["reading"]["band"]
    row["text"] = readings[found[0]] if found else _NO_READING[figures["reading"]["kind"]]
    return row


def _ends(pair: Sequence[float] | None) -> tuple[Cell, Cell]:
    return (_number(pair[0]), _number(pair[1])) if pair else (None, None)


def _number(value: int | float | None) -> int | float | None:
    """Return *value* if a sheet can hold it: neither infinite nor no number at all."""
    return value if value is not None and math.isfinite(value) else None


def _yes(value: bool | None) -> str | None:
    return None if value is None else "yes" if value else "no"
