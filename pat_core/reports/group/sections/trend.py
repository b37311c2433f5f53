"""The section on all rounds: a line for each principle, the figures, and what became of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.drawing.trend_line import MOST_ROUNDS, RoundEstimate, draw_trend_line
from pat_core.reports.group.sections.plan_table import plan_table
from pat_core.reports.group.sections.words import (
    day_of,
    fold,
    one_decimal,
    page_section,
    plain_table,
)
from pat_core.text.markup import Child, Markup, element, isolated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pat_core.documents.change import EstimateFigures, TrendPoint
    from pat_core.documents.figures import ScoreFigures
    from pat_core.documents.group import GroupDocument
    from pat_core.model import Band, Instrument

__all__ = ["render_trend"]

_RULE = (
    "Each round’s figures are those that it shows by itself. Different people may have answered, so"
    " look at the numbers of people, and ask before you call it a change."
)


def render_trend(document: GroupDocument, instrument: Instrument) -> Markup | None:
    """Return the figures of this round and all earlier ones, if there are any."""
    trend = document.get("trend")
    if not trend:
        return None
    lines = [
        *((p.number, p.title, p.bands) for p in instrument.principles),
        ("aggregate", instrument.texts.aggregate_name, instrument.aggregate_bands),
    ]
    more = len(trend) + 1 - MOST_ROUNDS
    return page_section(
        "trend",
        "All rounds",
        element("p", _RULE),
        element("p", f"The lines show the latest {MOST_ROUNDS} rounds.") if more > 0 else None,
        element(
            "div",
            [_line(key, title, bands, trend, document) for key, title, bands in lines],
            class_="pat-grids",
        ),
        _table(trend, document, instrument),
        [_actions(point, instrument) for point in trend[:-1]],
    )


def _line(
    key: str, title: str, bands: Sequence[Band], trend: Sequence[TrendPoint], now: GroupDocument
) -> Markup:
    earlier = [
        RoundEstimate(
            point["round"] or point["made_at"][:10],
            point["respondents"],
            (point["aggregate"] if key == "aggregate" else point["principles"][key])["estimate"],
        )
        for point in trend
    ]
    figures: ScoreFigures = now["aggregate"] if key == "aggregate" else now["principles"][key]
    this = RoundEstimate(now["round"] or "now", now["respondents"], figures["estimate"])
    picture = draw_trend_line([*earlier, this], bands, name=f"pat-trend-{key}", title=title)
    return element("section", element("h4", title), picture)


def _table(trend: Sequence[TrendPoint], now: GroupDocument, instrument: Instrument) -> Markup:
    """Return a row for each round: how many people, and each estimate."""
    numbers = [principle.number for principle in instrument.principles]
    headings = ["Round", "People", *numbers, instrument.texts.aggregate_name]
    rows = [
        _row(
            point["round"],
            point["made_at"],
            point["respondents"],
            [*point["principles"].values(), point["aggregate"]],
        )
        for point in trend
    ]
    own = [*now["principles"].values(), now["aggregate"]]
    rows.append(_row(now["round"], now["made_at"], now["respondents"], own))
    return plain_table("Averages of all rounds, by the number of the principle", headings, rows)


def _row(
    name: str, made_at: str, people: int, figures: Sequence[EstimateFigures | ScoreFigures]
) -> list[Child]:
    when: Child = [isolated(name), ", ", day_of(made_at)] if name else day_of(made_at)
    return [when, f"{people:,}", *(one_decimal(own["estimate"]) for own in figures)]


def _actions(point: TrendPoint, instrument: Instrument) -> Markup | None:
    """Return the actions of an earlier round; those of the latest stand with the change."""
    table = plan_table(point["plan"], instrument)
    if table is None:
        return None
    name = point["round"] or point["made_at"][:10]
    return fold(f"What became of the actions: {name}", table)
