"""The door for the command line: ``pat score``, ``pat validate``, ``pat table``.

Exit status: 0 every file used; 1 something refused or an entry unread, the rest used, each named on
standard error; 2 nothing usable; 64 wrong usage.
"""

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn, TextIO

from pat_core import __version__
from pat_core.catalogue import load_instrument
from pat_core.errors import PatError, ResultFileError
from pat_core.inputs import read_inputs
from pat_core.model import Instrument
from pat_core.profile import profile_document
from pat_core.reports.result_table import format_row, table_header, table_row
from pat_core.result_file import ReadResult, read_result
from pat_core.scoring import score_answers

__all__ = ["main"]

ALL_USED, SOME_REFUSED, NOTHING_USABLE, WRONG_USAGE = 0, 1, 2, 64

_EPILOG = (
    "FILE may be a folder (its *.json, sorted) or -, which reads one result, or one a line. "
    "Exit status: 0 all used; 1 something refused or an entry unread; 2 nothing usable; "
    "64 wrong usage. "
    "An independent restatement of the 2003 Partnership Assessment Tool, not validated anew; "
    "its scores are not to be mixed with scores from the paper PAT."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; *arguments* are those of the process if None."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        # Some systems would write what is piped in an old code that lacks most letters.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    try:
        instrument = load_instrument()
        status: int = options.run(options, _Run(options.files, instrument))
        sys.stdout.flush()
    except PatError as error:
        print(f"pat: {error}", file=sys.stderr)
        return NOTHING_USABLE
    except BrokenPipeError:
        # Whoever read the output has gone; Python must not fail again when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SOME_REFUSED
    return status


class _Run:
    """The files of one command: yields what can be used, names the rest, keeps the count."""

    def __init__(self, places: Sequence[str], instrument: Instrument) -> None:
        self._places = places
        self.instrument = instrument
        self._used = 0
        self._troubled = False

    def results(self, *, blank_too: bool = False) -> Iterator[ReadResult]:
        """Yield each usable result; tell every cause and remark on standard error."""
        for name, content in read_inputs(self._places):
            try:
                found = self._read(name, content, blank_too)
            except ResultFileError as error:
                print(f"pat: {error}", file=sys.stderr)
                self._troubled = True
                continue
            for problem in found.problems:
                print(f"pat: {name}: {problem}", file=sys.stderr)
            self._used += 1
            self._troubled = self._troubled or not found.is_whole
            yield found

    @property
    def status(self) -> int:
        """The exit status, once every result was taken."""
        if not self._used:
            return NOTHING_USABLE
        return SOME_REFUSED if self._troubled else ALL_USED

    def _read(self, name: str, content: bytes | ResultFileError, blank_too: bool) -> ReadResult:
        if isinstance(content, ResultFileError):
            raise content
        found = read_result(content, name, self.instrument)
        if not blank_too and not found.result.has_answers:
            raise ResultFileError(f"{name}: holds no answers")
        return found


def _score(options: argparse.Namespace, run: _Run) -> int:
    for found in run.results():
        profile = score_answers(found.result.answers, run.instrument)
        line = {"file": found.name, **profile_document(profile)}
        print(json.dumps(line, ensure_ascii=False, indent=2 if options.indent else None))
    return run.status


def _validate(_options: argparse.Namespace, run: _Run) -> int:
    items = len(run.instrument.codes)
    for found in run.results(blank_too=True):
        answered = sum(answer is not None for answer in found.result.answers.values())
        verdict = "valid" if found.is_whole else "valid in part"
        print(f"{found.name}: {verdict}, {answered} of {items} statements answered")
    return run.status


def _table(options: argparse.Namespace, run: _Run) -> int:
    if options.out is None:
        return _write_table(run, sys.stdout)
    if _is_among(Path(options.out), options.files):
        print(f"pat: {options.out}: is one of the results to read; name another", file=sys.stderr)
        return WRONG_USAGE
    try:
        # Spreadsheets take a file without the mark for one in the old code of their country.
        with Path(options.out).open("w", encoding="utf-8-sig", newline="") as file:
            return _write_table(run, file)
    except OSError as error:
        print(f"pat: {options.out}: cannot be written: {error.strerror}", file=sys.stderr)
        return NOTHING_USABLE


def _is_among(out: Path, places: Sequence[str]) -> bool:
    """Whether writing to *out* would overwrite one of the results."""
    return any(_is_same(out, Path(place)) for place in places) or (
        out.suffix == ".json" and any(_is_same(out.parent, Path(place)) for place in places)
    )


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def _write_table(run: _Run, file: TextIO) -> int:
    file.write(format_row(table_header(run.instrument)))
    for found in run.results():
        profile = score_answers(found.result.answers, run.instrument)
        file.write(format_row(table_row(found.name, found.result, profile, run.instrument)))
    return run.status


class _Parser(argparse.ArgumentParser):
    """A parser whose usage errors end with the status that the commands promise."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(WRONG_USAGE, f"{self.prog}: {message}\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="pat",
        description="Score and check result files of the Partnership Assessment Tool.",
        epilog=_EPILOG,
    )
    parser.add_argument("--version", action="version", version=f"pat {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)
    score = _command(
        commands, "score", "print the profile of each file as one line of JSON", _score
    )
    score.add_argument("--indent", action="store_true", help="spread the JSON over lines")
    _command(commands, "validate", "say of each file whether it can be used", _validate)
    table = _command(commands, "table", "print CSV: a row a file, answers and scores", _table)
    table.add_argument("--out", metavar="FILE", help="write there, marked for spreadsheets")
    return parser


def _command(
    commands: "argparse._SubParsersAction[_Parser]",
    name: str,
    summary: str,
    run: Callable[[argparse.Namespace, _Run], int],
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=summary, description=summary, epilog=_EPILOG)
    parser.add_argument("files", nargs="+", metavar="FILE", help="result files, folders, or -")
    parser.set_defaults(run=run)
    return parser
