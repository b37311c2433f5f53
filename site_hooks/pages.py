"""The parts of pages that are made from the instrument, so that its wording exists once.

A page asks for a part with a line ``<!-- pat:NAME -->``. Templates see the instrument and a few
small functions; they hold no rule.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import jinja2

from pat_core.drawing.dartboard import draw_blank_dartboard, draw_dartboard
from pat_core.model import Instrument, Profile, ScoreCard
from pat_core.reports.score_table import score_table
from pat_core.scoring import score_answers, score_principle
from site_hooks.runtime import Runtime

__all__ = ["Parts", "fill_parts"]

_PLACE = re.compile(r"<!-- pat:([a-z-]+) -->")

WORKED_ANSWERS = (4, 2, 3, 3, 3, 1)
"""The source's example of a filled-in sheet (Hardy, Hudson and Waddington, 2003, p. 13)."""
EXAMPLE_ANSWERS = {
    **dict(zip(("1A", "1B", "1C", "1D", "1E", "1F"), (4, 4, 3, 3, 3, 4), strict=True)),
    **dict(zip(("2A", "2B", "2C", "2D", "2E", "2F"), (3, 3, 2, 2, 3, 3), strict=True)),
    **dict(zip(("3A", "3B", "3C", "3D", "3E", "3F"), (4, 3, 3, 3, 2, 2), strict=True)),
    **dict(zip(("4A", "4B", "4C", "4D", "4E", "4F"), (3, 4, 3, 4, 3, 3), strict=True)),
    **dict(zip(("5A", "5B", "5C", "5D", "5E", "5F"), (2, 2, 2, 2, 1, 2), strict=True)),
    **dict(zip(("6A", "6B", "6C", "6D"), (2, 3, 2, 3), strict=True)),
}
"""An invented respondent, with two statements of the last principle left unanswered."""


@dataclass(frozen=True)
class Parts:
    """What the parts are made from."""

    instrument: Instrument
    runtime: Runtime


def fill_parts(html: str, parts: Parts) -> str:
    """Return *html* with each ``<!-- pat:NAME -->`` replaced by the part of that name.

    Raises:
        KeyError: there is no part of that name.
    """
    return _PLACE.sub(lambda found: _render(found.group(1), parts), html)


def _render(name: str, parts: Parts) -> str:
    template, context = _TEMPLATES[name]
    return _ENVIRONMENT.get_template(template).render(
        part=name, instrument=parts.instrument, runtime=parts.runtime, **context(parts)
    )


def _nothing_more(_: Parts) -> dict[str, object]:
    return {}


def _versions(_: Parts) -> dict[str, object]:
    return {"versions": {name: version(name) for name in ("mkdocs", "mkdocs-material")}}


def _blank_board(parts: Parts) -> dict[str, object]:
    return {"blank_board": draw_blank_dartboard(parts.instrument, name="pat-blank")}


def _worked_sheet(parts: Parts) -> dict[str, object]:
    principle = parts.instrument.principles[0]
    codes = (statement.code for statement in principle.statements)
    answers = dict(zip(codes, WORKED_ANSWERS, strict=True))
    card: ScoreCard = score_principle(answers, principle, parts.instrument.values)
    return {"principle": principle, "answers": answers, "card": card}


def _example_board(parts: Parts) -> dict[str, object]:
    profile: Profile = score_answers(EXAMPLE_ANSWERS, parts.instrument)
    return {
        "board": draw_dartboard(profile, parts.instrument, name="pat-example"),
        "table": score_table(profile, parts.instrument),
    }


_TEMPLATES: dict[str, tuple[str, Callable[[Parts], dict[str, object]]]] = {
    "questionnaire": ("questionnaire.html.j2", _blank_board),
    "notice": ("tables.html.j2", _nothing_more),
    "scale": ("tables.html.j2", _nothing_more),
    "statements": ("tables.html.j2", _nothing_more),
    "bands": ("tables.html.j2", _nothing_more),
    "aggregate-bands": ("tables.html.j2", _nothing_more),
    "significance-scale": ("tables.html.j2", _nothing_more),
    "sources-table": ("tables.html.j2", _nothing_more),
    "fingerprints": ("tables.html.j2", _nothing_more),
    "software": ("tables.html.j2", _versions),
    "example-sheet": ("tables.html.j2", _worked_sheet),
    "dartboard-example": ("tables.html.j2", _example_board),
}

_ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=jinja2.StrictUndefined,
)
