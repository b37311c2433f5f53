"""Two open questions for each statement, for a facilitator who leads the talk; all are ours."""

from collections.abc import Mapping

from pat_core.instrument.toml_section import once_each, parse_section, read_data, same_codes
from pat_core.model import Instrument

__all__ = ["build_questions", "load_questions"]


def load_questions(instrument: Instrument) -> Mapping[str, tuple[str, str]]:
    """Return the questions that this package carries, by the code of their statement.

    The first of each pair asks what people see now, the second what would help.

    Raises:
        InstrumentError: they do not fit the statements of *instrument*.
    """
    return build_questions(read_data("questions.toml"), instrument)


def build_questions(text: str, instrument: Instrument) -> Mapping[str, tuple[str, str]]:
    """Return the pairs of questions in a TOML text, in the order of the statements.

    Raises:
        InstrumentError: a statement is missing or unknown, lacks one of its two questions, or a
            question is used twice; the message says where.
    """
    section = parse_section(text, "questions")
    same_codes(section.place, instrument.codes, section)
    questions = {}
    for code in instrument.codes:
        pair = section.section(code)
        questions[code] = (pair.text("now"), pair.text("help"))
    once_each(section.place, (question for pair in questions.values() for question in pair))
    return questions
