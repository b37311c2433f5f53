"""The snippets that pages ask for: the template of each, and what that template sees."""

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
from site_hooks.pages.page_index import PageEntry, PageIndex
from site_hooks.pages.problems import read_problems
from site_hooks.pages.rates import rate_tables
from site_hooks.software.shipped import Component

__all__ = ["TEMPLATES", "Content", "Snippet", "SnippetError"]

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


_RATES = Path(__file__).resolve().parents[2] / "docs" / "method"
"""Where ``make method`` writes how often the rules for groups err."""


class SnippetError(ValueError):
    """A page asks for something that does not exist."""


@dataclass(frozen=True)
class Content:
    """Everything that snippets are made from."""

    instrument: Instrument
    software: tuple[Component, ...]
    checklists: tuple[Checklist, ...]
    sources: dict[str, Source]
    path: GuidedPath
    docs: Path
    """The folder of the Markdown, which also holds the index by problem."""


@dataclass(frozen=True)
class Snippet:
    """One snippet that a page asks for."""

    content: Content
    index: PageIndex
    page: PageEntry
    which: str


def _nothing(_: Snippet) -> dict[str, object]:
    return {}


def _blank_board(snippet: Snippet) -> dict[str, object]:
    return {
        "blank_board": draw_blank_dartboard(snippet.content.instrument, name="pat-blank"),
        **_gaps(snippet),
    }


def _worked_sheet(snippet: Snippet) -> dict[str, object]:
    instrument = snippet.content.instrument
    principle = instrument.principles[0]
    codes = (statement.code for statement in principle.statements)
    answers = dict(zip(codes, WORKED_ANSWERS, strict=True))
    card = score_principle(answers, principle, instrument.values)
    return {"principle": principle, "answers": answers, "card": card}


def _example_board(snippet: Snippet) -> dict[str, object]:
    instrument = snippet.content.instrument
    profile = score_answers(EXAMPLE_ANSWERS, instrument)
    return {
        "board": draw_dartboard(profile, instrument, name="pat-example"),
        "table": score_table(profile, instrument),
    }


def _bears_on(snippet: Snippet) -> dict[str, object]:
    by_code = {statement.code: statement for statement in snippet.content.instrument.statements}
    return {"statements": [by_code[code] for code in snippet.page.listed("statements")]}


def _basis(snippet: Snippet) -> dict[str, object]:
    sources = snippet.content.sources
    return {"sources": [sources[source] for source in snippet.page.listed("sources")]}


def _principle(snippet: Snippet) -> dict[str, object]:
    by_number = {principle.number: principle for principle in snippet.content.instrument.principles}
    return {"principle": by_number[snippet.which]}


def _checklist(snippet: Snippet) -> dict[str, object]:
    by_id = {checklist.id: checklist for checklist in snippet.content.checklists}
    return {"checklist": by_id[snippet.which]}


def _gaps(snippet: Snippet) -> dict[str, object]:
    """Return the sentence for every pair of types, by the name that the page has for the pair."""
    typology = snippet.content.instrument.typology
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


def _typology(snippet: Snippet) -> dict[str, object]:
    path = snippet.content.path
    table = level_table(path, snippet.content.instrument.typology.collaborations)
    return {"path": path, "level_table": table, **_gaps(snippet)}


def _questions(snippet: Snippet) -> dict[str, object]:
    return {"questions": load_questions(snippet.content.instrument)}


def _talk(snippet: Snippet) -> dict[str, object]:
    """Return what a script shows of each statement where a group talks about it."""
    questions = load_questions(snippet.content.instrument)
    return {
        "talk": {
            statement.code: {
                "text": statement.text,
                "principle": f"{principle.number}. {principle.name}",
                "questions": questions[statement.code],
            }
            for principle in snippet.content.instrument.principles
            for statement in principle.statements
        }
    }


def _problems(snippet: Snippet) -> dict[str, object]:
    statements = {statement.code: statement for statement in snippet.content.instrument.statements}
    checks = _check_names(snippet.content.checklists)
    problems = read_problems(snippet.content.docs / "guidance" / "problems.toml")
    for problem in problems:
        for what, named, known in (
            ("statement", problem.statements, statements),
            ("checklist or check", problem.checklists, checks),
        ):
            if missing := [name for name in named if name not in known]:
                raise SnippetError(f"{problem.id}: no {what} is called {missing[0]!r}")
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


def _cycle(snippet: Snippet) -> dict[str, object]:
    stages = [
        (stage["name"], snippet.index.link(snippet.page, _beside(snippet.page, stage["page"])))
        for stage in snippet.page.meta["stages"]
    ]
    name = f"pat-cycle-{len(stages)}"
    return {
        "stages": stages,
        "drawing": Markup(draw_cycle([stage for stage, _ in stages], name)),  # noqa: S704 - ours
    }


def _checkup(snippet: Snippet) -> dict[str, object]:
    # Digits, codes and plain words only: nothing in it could end the element.
    sheet = Markup(known_sheet(snippet.content.instrument))  # noqa: S704
    groups = load_checkup()
    return {"groups": groups, "readers": READERS, "statuses": STATUSES, "sheet": sheet}


def _seen(_: Snippet) -> dict[str, object]:
    ways = {"fetch": "A request", "beacon": "A beacon", "image": "A picture", "form": "A form"}
    return {"attempts": ways}


def _rates(_: Snippet) -> dict[str, object]:
    return {"tables": rate_tables(_RATES)}


def _beside(page: PageEntry, name: str) -> str:
    """Return the path of a page in the same folder."""
    return f"{page.path.rpartition('/')[0]}/{name}"


_Context = Callable[[Snippet], dict[str, object]]
TEMPLATES: dict[str, tuple[str, _Context]] = {
    "questionnaire": ("questionnaire.html.j2", _blank_board),
    **dict.fromkeys(
        (
            *("notice", "scale", "statements", "bands", "aggregate-bands"),
            *("significance-scale", "sources-table", "fingerprints", "software"),
        ),
        ("tables.html.j2", _nothing),
    ),
    "example-sheet": ("tables.html.j2", _worked_sheet),
    "dartboard-example": ("tables.html.j2", _example_board),
    "bears-on": ("guidance.html.j2", _bears_on),
    "basis": ("guidance.html.j2", _basis),
    "principle": ("guidance.html.j2", _principle),
    "principle-list": ("guidance.html.j2", _nothing),
    "problems": ("guidance.html.j2", _problems),
    "cycle": ("guidance.html.j2", _cycle),
    "checklist": ("checklists.html.j2", _checklist),
    "checklist-index": ("checklists.html.j2", _nothing),
    "typology-grid": ("typology.html.j2", _typology),
    "typology-form": ("typology.html.j2", _typology),
    "questions": ("kit.html.j2", _questions),
    "round-setup": ("round.html.j2", _nothing),
    **dict.fromkeys(
        ("desk-notices", "desk-collect", "desk-group", "desk-files"),
        ("desk.html.j2", _nothing),
    ),
    "desk-plan": ("desk.html.j2", _talk),
    "checkup": ("checkup.html.j2", _checkup),
    "rates": ("rates.html.j2", _rates),
    "see-for-yourself": ("checkup.html.j2", _seen),
}
"""The template of each snippet by its name, and what that template sees besides the content."""
