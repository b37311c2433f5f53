"""The core of the Partnership Assessment Tool: instrument, scoring, result files.

Standard library only; the same code runs under CPython and in the reader's browser. It reads no
clock, no network and no file but its own ``data/``; only the command line opens files.
"""

from pat_core.catalogue import build_instrument, load_instrument
from pat_core.errors import (
    CallError,
    InstrumentError,
    PatError,
    ResultFileError,
    ScoreRangeError,
)
from pat_core.model import (
    Answers,
    Band,
    Instrument,
    Principle,
    Profile,
    Result,
    ScoreCard,
    Statement,
)
from pat_core.profile import profile_document
from pat_core.result_entries import Problem
from pat_core.result_file import ReadResult, check_result, read_result, write_result
from pat_core.scoring import band_for, score_answers, score_principle

__all__ = [
    "Answers",
    "Band",
    "CallError",
    "Instrument",
    "InstrumentError",
    "PatError",
    "Principle",
    "Problem",
    "Profile",
    "ReadResult",
    "Result",
    "ResultFileError",
    "ScoreCard",
    "ScoreRangeError",
    "Statement",
    "band_for",
    "build_instrument",
    "check_result",
    "load_instrument",
    "profile_document",
    "read_result",
    "score_answers",
    "score_principle",
    "write_result",
]

__version__ = "0.1.0"
