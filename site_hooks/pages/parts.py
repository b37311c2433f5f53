"""What each part of a page is made from: by its name, a template and what that template sees."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from pat_core import Instrument
from pat_core.drawing.dartboard import draw_blank_dartboard, draw_dartboard
from pat_core.instrument.checklists import Checklist
from pat_core.instrument.guided_path import GuidedPath, level_table
from pat_core.instrument.questions import load_questions
from pat_core.instrument.sources import Source
from pat_core.reports.person.score_table import score_table
from pat_core.scoring.principles import score_answers, score_principle
from pat_core.scoring.typology import function_gap, level_gap
from site_hooks.pages.checkup import READERS, STATUSES, known_sheet, load_checkup
from site_hooks.pages.cycle import draw_cycle
from site_hooks.pages.page_index import Book, Leaf
from site_hooks.pages.problems import read_problems
from site_hooks.software.shipped import Part

__all__ = ["TEMPLATES", "Order", "PartError", "Parts"]

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


class PartError(ValueError):
    """A page asks for something that is not there."""


@dataclass(frozen=True)
class Parts:
    """What the parts are made from."""

    instrument: Instrument
    software: tuple[Part, ...]
    checklists: tuple[Checklist, ...]
    sources: dict[str, Source]
    path: GuidedPath
    docs: Path
    """The folder of the Markdown, which also holds the index by problem."""


@dataclass(frozen=True)
class Order:
    """One part that a page asks for."""

    parts: Parts
    book: Book
    leaf: Leaf
    which: str


def _nothing_more(_: Order) -> dict[str, object]:
    return {}


def _blank_board(order: Order) -> dict[str, object]:
    return {
        "blank_board": draw_blank_dartboard(order.parts.instrument, name="pat-blank"),
        **_gaps(order),
    }


def _worked_sheet(order: Order) -> dict[str, object]:
    instrument = order.parts.instrument
    principle = instrument.principles[0]
    codes = (statement.code for statement in principle.statements)
    answers = dict(zip(codes, WORKED_ANSWERS, strict=True))
    card = score_principle(answers, principle, instrument.values)
    return {"principle": principle, "answers": answers, "card": card}


def _example_board(order: Order) -> dict[str, object]:
    instrument = order.parts.instrument
    profile = score_answers(EXAMPLE_ANSWERS, instrument)
    return {
        "board": draw_dartboard(profile, instrument, name="pat-example"),
        "table": score_table(profile, instrument),
    }


def _bears_on(order: Order) -> dict[str, object]:
    by_code = {statement.code: statement for statement in order.parts.instrument.statements}
    return {"statements": [by_code[code] for code in order.leaf.listed("statements")]}


def _basis(order: Order) -> dict[str, object]:
    sources = order.parts.sources
    return {"sources": [sources[each] for each in order.leaf.listed("sources")]}


def _principle(order: Order) -> dict[str, object]:
    by_number = {each.number: each for each in order.parts.instrument.principles}
    return {"principle": by_number[order.which]}


def _checklist(order: Order) -> dict[str, object]:
    by_id = {each.id: each for each in order.parts.checklists}
    return {"checklist": by_id[order.which]}


def _gaps(order: Order) -> dict[str, object]:
    """Return the sentences for every pair of types, by what the page calls the pair."""
    typology = order.parts.instrument.typology
    levels = [level.code for level in typology.collaborations]
    functions = [function.code for function in typology.functions]
    return {
        "gaps": {
            "collaboration": {
                f"{a} {b}": level_gap(a, b, typology) for a in levels for b in levels
            },
            "function": {
                f"{a} {b}": function_gap(a, b, typology) for a in functions for b in functions
            },
        }
    }


def _typology(order: Order) -> dict[str, object]:
    path = order.parts.path
    table = level_table(path, order.parts.instrument.typology.collaborations)
    return {"path": path, "level_table": table, **_gaps(order)}


def _questions(order: Order) -> dict[str, object]:
    return {"questions": load_questions(order.parts.instrument)}


def _talk(order: Order) -> dict[str, object]:
    """Return what a script shows of each statement where a group talks about it."""
    questions = load_questions(order.parts.instrument)
    return {
        "talk": {
            statement.code: {
                "text": statement.text,
                "principle": f"{principle.number}. {principle.name}",
                "questions": questions[statement.code],
            }
            for principle in order.parts.instrument.principles
            for statement in principle.statements
        }
    }


def _problems(order: Order) -> dict[str, object]:
    statements = {statement.code: statement for statement in order.parts.instrument.statements}
    checks = _check_names(order.parts.checklists)
    problems = read_problems(order.parts.docs / "guidance" / "problems.toml")
    for problem in problems:
        for what, named, there in (
            ("statement", problem.statements, statements),
            ("checklist or check", problem.checklists, checks),
        ):
            if missing := [each for each in named if each not in there]:
                raise PartError(f"{problem.id}: no {what} is called {missing[0]!r}")
    return {"problems": problems, "statements": statements, "checks": checks}


def _check_names(checklists: Iterable[Checklist]) -> dict[str, str]:
    """Return what a link says, by where it leads: to a list, or to the one check that is meant."""
    names = {}
    for checklist in checklists:
        page = f"checklists/{checklist.id}.md"
        names[page] = checklist.title
        for check in checklist.checks:
            names[f"{page}#check-{check.id}"] = f"{checklist.title}: {check.text}"
    return names


def _cycle(order: Order) -> dict[str, object]:
    stages = [
        (stage["name"], order.book.link(order.leaf, _beside(order.leaf, stage["page"])))
        for stage in order.leaf.meta["stages"]
    ]
    name = f"pat-cycle-{len(stages)}"
    return {
        "stages": stages,
        "drawing": Markup(draw_cycle([stage for stage, _ in stages], name)),  # noqa: S704 - ours
    }


def _checkup(order: Order) -> dict[str, object]:
    # Digits, codes and plain words only: nothing in it could end the element.
    sheet = Markup(known_sheet(order.parts.instrument))  # noqa: S704
    groups = load_checkup()
    return {"groups": groups, "readers": READERS, "statuses": STATUSES, "sheet": sheet}


def _seen(_: Order) -> dict[str, object]:
    ways = {"fetch": "A request", "beacon": "A beacon", "image": "A picture", "form": "A form"}
    return {"attempts": ways}


def _beside(leaf: Leaf, name: str) -> str:
    """Return the path of a page in the same folder."""
    return f"{leaf.path.rpartition('/')[0]}/{name}"


_Context = Callable[[Order], dict[str, object]]
TEMPLATES: dict[str, tuple[str, _Context]] = {
    "questionnaire": ("questionnaire.html.j2", _blank_board),
    **dict.fromkeys(
        (
            *("notice", "scale", "statements", "bands", "aggregate-bands"),
            *("significance-scale", "sources-table", "fingerprints", "software"),
        ),
        ("tables.html.j2", _nothing_more),
    ),
    "example-sheet": ("tables.html.j2", _worked_sheet),
    "dartboard-example": ("tables.html.j2", _example_board),
    "bears-on": ("guidance.html.j2", _bears_on),
    "basis": ("guidance.html.j2", _basis),
    "principle": ("guidance.html.j2", _principle),
    "principle-list": ("guidance.html.j2", _nothing_more),
    "problems": ("guidance.html.j2", _problems),
    "cycle": ("guidance.html.j2", _cycle),
    "checklist": ("checklists.html.j2", _checklist),
    "checklist-index": ("checklists.html.j2", _nothing_more),
    "typology-grid": ("typology.html.j2", _typology),
    "typology-form": ("typology.html.j2", _typology),
    "questions": ("kit.html.j2", _questions),
    "round-setup": ("round.html.j2", _nothing_more),
    **dict.fromkeys(
        ("desk-notices", "desk-collect", "desk-group", "desk-files"),
        ("desk.html.j2", _nothing_more),
    ),
    "desk-plan": ("desk.html.j2", _talk),
    "checkup": ("checkup.html.j2", _checkup),
    "see-for-yourself": ("checkup.html.j2", _seen),
}
"""By the name of a part: its template, and what that template sees besides the data itself."""
