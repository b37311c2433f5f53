"""The section on subgroups by one kind of label: what may be shown of each, what is withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.drawing.board import ring_of
from pat_core.drawing.group_dartboard import draw_group_dartboard
from pat_core.group.statistics.tally import NOT_GIVEN, ORGANISATION
from pat_core.modes import shows_partners
from pat_core.reports.group.sections.band_counts import band_count_words
from pat_core.reports.group.sections.words import (
    NONE,
    average_cell,
    choices_of,
    fold,
    label_words,
    page_section,
    plain_table,
    rising,
    span_of,
    statement_words,
)
from pat_core.scoring.sides import split_answers
from pat_core.text.markup import Child, Markup, element

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pat_core.documents.figures import (
        LabelKind,
        NearlyAll,
        ScoreCounts,
        StatementCounts,
        SubgroupEstimate,
        SubgroupFigures,
        Withheld,
    )
    from pat_core.documents.group import GroupDocument
    from pat_core.model import Band, Instrument

__all__ = ["render_subgroups"]

_KINDS = {"level": "By level", "sector": "By sector", "organisation": "By organisation"}
_WITHHELD = "withheld"
_RULE = (
    "A figure is shown only where at least {} people stand behind it, and where nobody's answers"
    " can be worked out from it and the rest; otherwise it is withheld. Averages are rounded to"
    " whole points. “Nearly all” are all who answered, or all but one. The facilitator holds the"
    " files and can read each of them: this is a rule for what is shown."
)
_BY_NAME = (
    "Each is shown by name, whatever its size, as everybody was told before they answered. An"
    " average above the end of a band counts in the next. Where answers are missing, the bands that"
    " are still possible are given."
)
_MOST_BOARDS = 8
"""How many dartboards are shown unfolded."""


def render_subgroups(document: GroupDocument, instrument: Instrument) -> Markup | None:
    """Return the subgroups side by side; nothing where there are none."""
    for kind, subgroups in document["by"].items():
        shown = {
            label: subgroup
            for label in _ordered(list(subgroups), kind, instrument)
            for subgroup in [subgroups[label]]
            if "withheld" not in subgroup
        }
        is_named = shows_partners(document["mode"])
        return page_section(
            "parts",
            "By partner" if is_named and kind == ORGANISATION else _KINDS[kind],
            element("p", _BY_NAME if is_named else _RULE.format(document["threshold"])),
            _withheld(kind, document, instrument),
            _tables(kind, shown, instrument) if shown else None,
        )
    return None


def _withheld(kind: LabelKind, document: GroupDocument, instrument: Instrument) -> Markup | None:
    """Name the subgroups of which nothing is shown, and say why."""
    subgroups, fewest = document["by"][kind], document["threshold"]
    labels = [label for label, subgroup in subgroups.items() if "withheld" in subgroup]
    if document["parts_withheld"]:
        return element("p", document["parts_withheld"], class_="pat-withheld")
    if not labels:
        return None
    names: list[Child] = []
    for place, label in enumerate(_ordered(labels, kind, instrument)):
        names += [", " if place else None, label_words(label, kind, instrument)]
    return element(
        "p",
        element("strong", "Withheld: "),
        names,
        f". Each has fewer than {fewest} people, or is left out so that those with fewer cannot be"
        " worked out."
        if len(labels) > 1
        else f". It has fewer than {fewest} people.",
        class_="pat-withheld",
    )


def _ordered(labels: Sequence[str], kind: str, instrument: Instrument) -> list[str]:
    """Return codes in the order of the instrument, names as they are, and "not given" last."""
    codes = [choice.code for choice in choices_of(kind, instrument)]

    def place(label: str) -> tuple[bool, int]:
        return label == NOT_GIVEN, codes.index(label) if label in codes else len(codes)

    return sorted(labels, key=place)


def _tables(
    kind: LabelKind, shown: Mapping[str, SubgroupFigures], instrument: Instrument
) -> list[Markup | None]:
    """Return the average of each principle and, in folds, who is in which band and who agrees."""
    headings: list[Child] = [
        [label_words(label, kind, instrument), f" ({subgroup['n']})"]
        for label, subgroup in shown.items()
    ]
    parts = list(shown.values())
    aggregates = [part["aggregate"] for part in parts if "aggregate" in part]
    averages = [
        (p.title, [_average(part["principles"][p.number], p.bands) for part in parts])
        for p in instrument.principles
    ]
    if aggregates:
        bands = instrument.aggregate_bands
        cells = [_average(figures, bands) for figures in aggregates]
        averages.append((instrument.texts.aggregate_name, cells))
    statements = [
        (statement_words(s), [_agree(part["statements"][s.code]) for part in parts])
        for s in instrument.statements
    ]
    return [
        _table("Average, and in brackets its band", "Principle", headings, averages),
        _band_counts(headings, parts, instrument) if aggregates else None,
        _boards(headings, parts, instrument) if aggregates else None,
        fold(
            "Who agrees with each statement",
            _table("How many agree, of those who answered", "Statement", headings, statements),
        ),
    ]


def _table(
    caption: str,
    first: str,
    headings: Sequence[Child],
    rows: Iterable[tuple[Child, Sequence[Child]]],
) -> Markup:
    """Return a table with a column for each subgroup.

    On a narrow screen, where there are no columns, each cell names its subgroup.
    """
    marked = (
        [
            name,
            *(
                element("td", element("span", heading, ": ", class_="pat-cell-label"), cell)
                for heading, cell in zip(headings, cells, strict=True)
            ),
        ]
        for name, cells in rows
    )
    return plain_table(caption, [first, *headings], marked)


def _average(figures: ScoreCounts | SubgroupEstimate | Withheld, bands: Sequence[Band]) -> Child:
    """Return an average or the range that it can have, with the bands in which it can be."""
    if "withheld" in figures:
        return _WITHHELD
    if "reading" in figures:
        return _named_average(figures, bands)
    if figures["estimate"] is None or figures["band"] is None:
        return NONE
    return [f"{figures['estimate']} (", span_of(figures["band"]), ")"]


def _named_average(figures: ScoreCounts, bands: Sequence[Band]) -> Child:
    average, possible = average_cell(figures, bands), figures["possible_mean"]
    if average == NONE or possible is None:
        return NONE
    ordered = rising(bands)
    first, last = (ring_of(end, ordered) for end in possible)
    spans = [span_of([band.low, band.high]) for band in ordered[first : last + 1]]
    return [f"{average} (", spans[0], *([" or ", span] for span in spans[1:]), ")"]


def _band_counts(
    headings: Sequence[Child], parts: Sequence[SubgroupFigures], instrument: Instrument
) -> Markup:
    """Return how many people of each subgroup are in which band."""

    def words(figures: ScoreCounts | SubgroupEstimate | Withheld, bands: Sequence[Band]) -> Child:
        if "reading" not in figures:
            return _WITHHELD
        return band_count_words(figures["band_counts"], bands, figures["respondents"])

    rows = [
        (p.title, [words(part["principles"][p.number], p.bands) for part in parts])
        for p in instrument.principles
    ]
    bands = instrument.aggregate_bands
    aggregates = [words(part["aggregate"], bands) for part in parts if "aggregate" in part]
    rows.append((instrument.texts.aggregate_name, aggregates))
    return fold(
        "How many people are in each band",
        _table("People whose band is certain, and how many are open", "Principle", headings, rows),
    )


def _boards(
    headings: Sequence[Child], parts: Sequence[SubgroupFigures], instrument: Instrument
) -> Markup:
    """Return the dartboard of each subgroup; many of them are folded."""
    boards = element(
        "div",
        [
            element(
                "figure",
                element("figcaption", heading),
                draw_group_dartboard(
                    {
                        number: figures
                        for number, figures in part["principles"].items()
                        if "reading" in figures
                    },
                    instrument,
                    name=f"pat-part-{place}",
                    title="Dartboard: six average scores",
                ),
                class_="pat-small-board",
            )
            for place, (heading, part) in enumerate(zip(headings, parts, strict=True), 1)
        ],
        class_="pat-boards",
    )
    return boards if len(parts) <= _MOST_BOARDS else fold("Dartboards", boards)


def _agree(figures: StatementCounts | NearlyAll | Withheld) -> str:
    if "withheld" in figures:
        return _WITHHELD
    if "nearly_all" in figures:
        return f"nearly all {figures['nearly_all']}"
    return f"{split_answers(figures['counts'])[0]} of {figures['n']}" if figures["n"] else NONE
