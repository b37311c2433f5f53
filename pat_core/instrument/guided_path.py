"""The guided path: questions that lead to a partnership type, and the rule for the closest type.

The levels and functions are those of Matrix (2004); the questions and the rule are ours. First
come the gates, which may show that no formal partnership is needed. Three questions on the level of
collaboration follow, and one on the function.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from pat_core.errors import InstrumentError
from pat_core.instrument.toml_section import (
    Section,
    once_each,
    parse_section,
    read_data,
    same_codes,
)
from pat_core.model import Choice, Instrument

__all__ = [
    "Example",
    "Gate",
    "GateOption",
    "GuidedPath",
    "Option",
    "Question",
    "build_path",
    "closest_level",
    "level_table",
    "load_path",
]


@dataclass(frozen=True, slots=True)
class Example:
    """A partnership that the source names as an example of one type."""

    collaboration: str
    function: str
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class GateOption:
    """An answer to a gate; one that *ends* the path shows its text as the outcome."""

    code: str
    label: str
    ends: bool
    text: str


@dataclass(frozen=True, slots=True)
class Gate:
    """A question on whether a formal partnership is needed at all."""

    code: str
    question: str
    help: str
    options: tuple[GateOption, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that points to one level or one function, whose code it has."""

    code: str
    label: str
    because: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with one option for each level, or one for each function."""

    code: str
    question: str
    help: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class GuidedPath:
    """All questions in their order, and the examples that an outcome may show."""

    gates: tuple[Gate, ...]
    level_questions: tuple[Question, ...]
    function_question: Question
    examples: tuple[Example, ...]

    def example_for(self, collaboration: str, function: str) -> Example | None:
        """Return the example of a type, or None if the source names none."""
        for example in self.examples:
            if (example.collaboration, example.function) == (collaboration, function):
                return example
        return None


def load_path(instrument: Instrument) -> GuidedPath:
    """Return the guided path that this package carries.

    Raises:
        InstrumentError: the path is incomplete or does not fit the typology.
    """
    return build_path(read_data("guided-path.toml"), instrument)


def build_path(text: str, instrument: Instrument) -> GuidedPath:
    """Return the guided path that a TOML text describes.

    Raises:
        InstrumentError: the text breaks a rule; the message says where.
    """
    section = parse_section(text, "guided path")
    levels = instrument.typology.collaborations
    functions = instrument.typology.functions
    path = GuidedPath(
        gates=tuple(_gate(gate) for gate in section.sections("gates")),
        level_questions=tuple(_question(table, levels) for table in section.sections("levels")),
        function_question=_question(section.section("function"), functions),
        examples=tuple(
            _example(table, levels, functions) for table in section.sections("examples")
        ),
    )
    codes = [gate.code for gate in path.gates]
    codes += [question.code for question in (*path.level_questions, path.function_question)]
    once_each(section.place, codes)
    types = [f"{example.collaboration}/{example.function}" for example in path.examples]
    once_each(f"{section.place}, examples", types)
    return path


def closest_level(pointed: Sequence[str], levels: Sequence[Choice]) -> str | None:
    """Return the code of the median of the levels *pointed* to, or None if there are none.

    *levels* run from the loosest to the closest. Between two levels the looser one is chosen: a
    partnership can grow closer, and the briefing advises a less formal way first (Matrix, 2004).
    """
    if not pointed:
        return None
    order = [level.code for level in levels]
    ranks = sorted(order.index(code) for code in pointed)
    return order[ranks[(len(ranks) - 1) // 2]]


def level_table(path: GuidedPath, levels: Sequence[Choice]) -> dict[str, str]:
    """Return the closest level for every set of answers, for a page that only looks it up.

    A key holds the answer to each question in order, joined by commas; an unanswered one is "".
    """
    codes = [*(level.code for level in levels), ""]
    table = {}
    for answers in product(codes, repeat=len(path.level_questions)):
        level = closest_level([code for code in answers if code], levels)
        if level:
            table[",".join(answers)] = level
    return table


def _gate(section: Section) -> Gate:
    options = tuple(
        GateOption(
            **option.texts("code", "label"), ends=option.flag("ends"), text=option.text("text")
        )
        for option in section.sections("options")
    )
    once_each(section.place, (option.code for option in options))
    return Gate(**section.texts("code", "question", "help"), options=options)


def _question(section: Section, choices: Sequence[Choice]) -> Question:
    options = tuple(
        Option(**option.texts("code", "label", "because")) for option in section.sections("options")
    )
    same_codes(section.place, [c.code for c in choices], [option.code for option in options])
    return Question(**section.texts("code", "question", "help"), options=options)


def _example(section: Section, levels: Sequence[Choice], functions: Sequence[Choice]) -> Example:
    example = Example(**section.texts("collaboration", "function", "name", "about"))
    for code, choices in ((example.collaboration, levels), (example.function, functions)):
        if code not in [choice.code for choice in choices]:
            raise InstrumentError(f"{section.place}: {code!r} is no level or function here")
    return example
