"""The door for the command line: ``pat score``, ``validate``, ``combine`` and ``table``."""

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn, TextIO

from pat_core import __version__
from pat_core.catalogue import load_instrument
from pat_core.cli_combine import add_options, combine
from pat_core.cli_run import (
    NOTHING_USABLE,
    SOME_REFUSED,
    STOPPED,
    WRONG_USAGE,
    Run,
    is_among,
    print_json,
    tell,
)
from pat_core.errors import PatError
from pat_core.profile import profile_document
from pat_core.reports.result_table import format_row, table_header, table_row
from pat_core.scoring import score_answers
from pat_core.visible import visible

__all__ = ["main"]

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
        status: int = options.run(options, Run(options.files, instrument))
        sys.stdout.flush()
    except PatError as error:
        tell(str(error))
        return NOTHING_USABLE
    except BrokenPipeError:
        # Whoever read the output has gone; Python must not fail again when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SOME_REFUSED
    except KeyboardInterrupt:
        tell("stopped")
        return STOPPED
    return status


def _score(options: argparse.Namespace, run: Run) -> int:
    for found in run.results():
        profile = score_answers(found.result.answers, run.instrument)
        line = {"file": found.name, **profile_document(profile)}
        print_json(json.dumps(line, ensure_ascii=False, indent=2 if options.indent else None))
    return run.status


def _validate(_options: argparse.Namespace, run: Run) -> int:
    items = len(run.instrument.codes)
    for found in run.results(blank_too=True):
        answered = sum(answer is not None for answer in found.result.answers.values())
        verdict = "valid" if found.is_whole else "valid in part"
        print(f"{visible(found.name)}: {verdict}, {answered} of {items} statements answered")
    return run.status


def _table(options: argparse.Namespace, run: Run) -> int:
    if options.out is None:
        return _write_table(run, sys.stdout)
    if is_among(Path(options.out), options.files):
        tell(f"{options.out}: is one of the results to read; name another")
        return WRONG_USAGE
    try:
        # Spreadsheets take a file without the mark for one in the old code of their country.
        with Path(options.out).open("w", encoding="utf-8-sig", newline="") as file:
            return _write_table(run, file)
    except OSError as error:
        tell(f"{options.out}: cannot be written: {error.strerror}")
        return NOTHING_USABLE


def _write_table(run: Run, file: TextIO) -> int:
    file.write(format_row(table_header(run.instrument)))
    for found in run.results():
        profile = score_answers(found.result.answers, run.instrument)
        file.write(format_row(table_row(found.name, found.result, profile, run.instrument)))
    return run.status


class _Parser(argparse.ArgumentParser):
    """A parser whose usage errors end with the status that the commands promise."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(WRONG_USAGE, f"{self.prog}: {visible(message)}\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="pat",
        description="Score, check and combine result files of the Partnership Assessment Tool.",
        epilog=_EPILOG,
    )
    parser.add_argument("--version", action="version", version=f"pat {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)
    score = _command(
        commands, "score", "print the profile of each file as one line of JSON", _score
    )
    score.add_argument("--indent", action="store_true", help="spread the JSON over lines")
    _command(commands, "validate", "say of each file whether it can be used", _validate)
    add_options(_command(commands, "combine", "put results together to the group file", combine))
    table = _command(commands, "table", "print CSV: a row a file, answers and scores", _table)
    table.add_argument("--out", metavar="FILE", help="write there, marked for spreadsheets")
    return parser


def _command(
    commands: "argparse._SubParsersAction[_Parser]",
    name: str,
    summary: str,
    run: Callable[[argparse.Namespace, Run], int],
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=summary, description=summary, epilog=_EPILOG)
    parser.add_argument("files", nargs="+", metavar="FILE", help="result files, folders, or -")
    parser.set_defaults(run=run)
    return parser
