"""The core of the Partnership Assessment Tool: instrument, scoring, result files.

It needs only the standard library, and the same code runs in CPython and in the user's browser. It
reads no clock, no network and no file but its own ``instrument/data/``; only the command line opens
files.

A public name is loaded when it is first used, so the command line starts quickly.
"""

from importlib import import_module

# Loading typing would take longer than everything else here; type checkers know this name anyway.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from pat_core.errors import (
        CallError,
        InstrumentError,
        PatError,
        ResultFileError,
        ScoreRangeError,
    )
    from pat_core.files.result_file import ReadResult, check_result, read_result, write_result
    from pat_core.files.result_validation import Problem
    from pat_core.instrument.catalogue import build_instrument, load_instrument
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
    from pat_core.scoring.principles import band_for, score_answers, score_principle
    from pat_core.scoring.profile import profile_document

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

_MODULES = (
    *("errors", "model"),
    *("instrument.catalogue", "scoring.principles", "scoring.profile"),
    *("files.result_validation", "files.result_file"),
)
"""The modules that define the public names."""

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Return a public name from the module that defines it."""
        if name in __all__:
            for module_name in _MODULES:
                module = import_module(f"pat_core.{module_name}")
                if name in module.__all__:
                    return getattr(module, name)
        raise AttributeError(f"module 'pat_core' has no attribute {name!r}")
