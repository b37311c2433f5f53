"""The section on change since an earlier round: counts first, then medians and clear changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pat_core.group.document.change import FRANKER
from pat_core.group.round.plans import counts_for
from pat_core.reports.group.sections.band_counts import band_count_words
from pat_core.reports.group.sections.own_answers import own_answers_table
from pat_core.reports.group.sections.paired_change import render_paired
from pat_core.reports.group.sections.plan_table import plan_table
from pat_core.reports.group.sections.words import (
    NONE,
    counted,
    day_of,
    figure_of,
    fold,
    page_section,
    plain_table,
    statement_words,
)
from pat_core.text.markup import Child, Markup, element, isolated

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pat_core.documents.change import ChangeDocument, ScoreChange, StatementChange
    from pat_core.documents.figures import Withheld
    from pat_core.documents.group import GroupDocument
    from pat_core.model import Band, Instrument

__all__ = ["render_change"]

_ARROW = " → "
_CLEAR = "clear change"


def render_change(document: GroupDocument, instrument: Instrument) -> Markup | None:
    """Return the change since the earlier round, if the document has one."""
    change = document.get("change")
    if not change:
        return None
    return page_section(
        "change",
        "Change since the earlier round",
        _head(change, document),
        [element("p", remark, class_="pat-warning") for remark in change["remarks"]],
        element("p", change["withheld"], class_="pat-withheld")
        if change["withheld"]
        else _figures(change, document, instrument),
        render_paired(change["paired"], instrument) if "paired" in change else None,
        _own_answers(change, document, instrument),
        _plan(change, document, instrument),
    )


def _head(change: ChangeDocument, document: GroupDocument) -> Markup:
    """Name the round that this one is compared with."""
    return element(
        "p",
        "Earlier: ",
        [isolated(change["round"]), ", "] if change["round"] else None,
        day_of(change["made_at"]),
        f", {counted(change['respondents'])}. Now: {counted(document['respondents'])}.",
    )


def _figures(
    change: ChangeDocument, document: GroupDocument, instrument: Instrument
) -> list[Markup]:
    # The change as a whole is not withheld, so this has figures or says that it has none.
    success = cast("StatementChange | Withheld", change["success"])
    statements = {**change["statements"], "success": success}
    texts: dict[str, Child] = {s.code: statement_words(s) for s in instrument.statements}
    texts["success"] = instrument.success.statement
    clear = [
        code
        for code, figures in statements.items()
        if "withheld" not in figures and figures["clear"]
    ]
    others = [code for code in statements if code not in clear]
    return [
        element("p", FRANKER),
        element(
            "p",
            "A change is called clear only where it is larger than what chance makes likely in"
            f" groups of this size. That rule is ours. Even so, about one of"
            f" {len(change['statements'])} statements is called clear by chance alone.",
            class_="pat-rule",
        ),
        _scores(change, document, instrument),
        _answers("Statements with a clear change", clear, statements, texts)
        if clear
        else element("p", "No statement has a clear change."),
        fold(
            "All other statements",
            _answers("Statements without a clear change", others, statements, texts),
        ),
    ]


def _answers(
    caption: str,
    codes: Sequence[str],
    statements: Mapping[str, StatementChange | Withheld],
    texts: Mapping[str, Child],
) -> Markup:
    rows = [(texts[code], *_answer_cells(statements[code])) for code in codes]
    return plain_table(caption, ("Statement", "Agree", "Median"), rows)


def _answer_cells(figures: StatementChange | Withheld) -> tuple[Child, Child]:
    if "withheld" in figures:
        return "withheld", NONE
    return _steps(f"{agree} of {n}" for agree, n in figures["agree"]), _medians(figures["median"])


def _scores(change: ChangeDocument, now: GroupDocument, instrument: Instrument) -> Markup:
    """Return band counts of principles and aggregate, and medians where scores are shown."""
    scores = [(p.title, change["principles"][p.number], p.bands) for p in instrument.principles]
    # The change as a whole is not withheld here, so the aggregate has figures.
    aggregate = cast("ScoreChange", change["aggregate"])
    scores.append((instrument.texts.aggregate_name, aggregate, instrument.aggregate_bands))
    people = change["respondents"], now["respondents"]
    headings: list[Child] = ["Principle", "People who are certainly in a band"]
    has_scores = any(figures["n"] != [None, None] for _, figures, _ in scores)
    if has_scores:
        headings += ["Complete", "Median", "Change"]
    rows: list[list[Child]] = [
        [
            name,
            _both_in_bands(figures["band_counts"], bands, people),
            *(_score_cells(figures) if has_scores else ()),
        ]
        for name, figures, bands in scores
    ]
    return plain_table("Scores, earlier and now", headings, rows)


def _both_in_bands(
    pair: Sequence[Sequence[int] | None], bands: Sequence[Band], people: Sequence[int]
) -> list[Markup]:
    return [
        element("div", f"{when}: ", band_count_words(counts, bands, respondents))
        for when, counts, respondents in zip(("earlier", "now"), pair, people, strict=True)
    ]


def _score_cells(figures: ScoreChange) -> list[Child]:
    return [
        _steps(NONE if n is None else str(n) for n in figures["n"]),
        _medians(figures["median"]),
        _is_clear(figures),
    ]


def _is_clear(figures: ScoreChange) -> Child:
    """Return whether the change is clear; without complete scores of both rounds, nobody knows."""
    if figures["delta"] is None:
        return NONE
    return element("strong", _CLEAR) if figures["clear"] else "not clear"


def _medians(pair: Sequence[float | None]) -> Markup:
    return _steps(figure_of(median) for median in pair)


def _steps(words: Iterable[str]) -> Markup:
    """Return the earlier and the present figure on one line, with an arrow between them."""
    return element("span", _ARROW.join(words), class_="pat-keep")


def _own_answers(
    change: ChangeDocument, document: GroupDocument, instrument: Instrument
) -> Markup | None:
    """Return what the group answered together last time, beside the present counts."""
    if not change["own"]:
        return None
    caption = "The group’s own answers, beside the answers of now"
    table = own_answers_table(caption, change["own"], document, instrument)
    return element("section", element("h4", "What the group said last time"), table)


def _plan(change: ChangeDocument, document: GroupDocument, instrument: Instrument) -> Markup | None:
    """Return the plan of the earlier round, each action beside the counts that it meant to move."""
    plan = change["plan"]
    rows = plan.get("rows")
    if not rows:
        return None
    now = [counts_for(row["topic"], document) for row in rows]
    return element(
        "section",
        element("h4", "What the earlier plan was to move"),
        plan_table(plan, instrument, now=now),
    )
