"""The errors that callers may expect.

Each says what was found, where, and what is allowed. Any other exception is a bug in this package
and is shown as one.
"""

__all__ = [
    "CallError",
    "GroupFileError",
    "InstrumentError",
    "PatError",
    "ResultCodeError",
    "ResultFileError",
    "ScoreRangeError",
]


class PatError(Exception):
    """The family that all errors of this package belong to."""


class InstrumentError(PatError, ValueError):
    """The facts or the wording of an instrument, or its companion data, break a rule."""


class ScoreRangeError(PatError, ValueError):
    """An answer or a score lies outside what the instrument allows."""


class ResultFileError(PatError, ValueError):
    """A file is not a result that this version can read, or a result cannot be written."""


class ResultCodeError(PatError, ValueError):
    """A text is not a result code that this version can read, or a code cannot hold a result."""


class GroupFileError(PatError, ValueError):
    """A group file, workspace or set-up cannot be read here, or does not fit the others."""


class CallError(PatError, ValueError):
    """The page asked for something that is not on the list of calls, or asked for it wrongly."""
