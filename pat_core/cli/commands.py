"""The commands ``pat score``, ``validate`` and ``table``, and what runs any command."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import NoReturn

from pat_core import __version__
from pat_core.cli.combine import add_options, combine
from pat_core.cli.inputs import is_input
from pat_core.cli.outputs import Outputs, check_output
from pat_core.cli.run import (
    ALL_USED,
    NOTHING_USABLE,
    WRONG_USAGE,
    Run,
    filled,
    print_json,
    print_message,
)
from pat_core.cli.stopping import CANNOT_WRITE
from pat_core.cli.streams import PIPE_CLOSED, CannotWriteError, watched_streams
from pat_core.errors import PatError
from pat_core.instrument.catalogue import load_instrument
from pat_core.reports.person.result_table import format_row, table_header, table_row
from pat_core.scoring.principles import score_answers
from pat_core.scoring.profile import profile_document
from pat_core.text.display import visible

__all__ = ["run"]

_EPILOG = (
    "FILE may be a result, a spreadsheet as CSV (a row a result), a folder (every .json and "
    ".json.txt in it, sorted), or -, which reads one result, or one a line. "
    "Exit status: 0 all used; 1 something refused, held or an entry unread, the rest used; "
    "2 nothing usable; 3 an output could not be written; 64 wrong usage; 130 interrupted; "
    "141 whoever read the output has left. "
    "An independent restatement of the 2003 Partnership Assessment Tool, not validated anew; "
    "its scores are not to be mixed with scores from the paper PAT."
)


def run(arguments: Sequence[str] | None) -> int:
    """Run one command and return its exit status; *arguments* are those of the process if None."""
    with watched_streams() as errors:
        try:
            status = _run_command(arguments)
            sys.stdout.flush()
        except CannotWriteError as error:
            status = error.status
            if str(error):
                print_message(str(error))
        sys.stderr.flush()
        endings = (status, errors.status)
    return next((worst for worst in (CANNOT_WRITE, PIPE_CLOSED) if worst in endings), status)


def _run_command(arguments: Sequence[str] | None) -> int:
    try:
        options = _parser().parse_args(arguments)
        instrument = load_instrument()
        status: int = options.run(options, Run(options.files, instrument))
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else ALL_USED
    except PatError as error:
        print_message(str(error))
        return NOTHING_USABLE
    return status


def _score(options: argparse.Namespace, run: Run) -> int:
    for read, _ in run.results():
        profile = score_answers(read.result.answers, run.instrument)
        line = {"file": read.name, **profile_document(profile)}
        print_json(json.dumps(line, ensure_ascii=False, indent=2 if options.indent else None))
    return run.status


def _validate(_options: argparse.Namespace, run: Run) -> int:
    items = len(run.instrument.codes)
    for read, is_whole in run.results(blank_too=True):
        answered = sum(answer is not None for answer in read.result.answers.values())
        verdict = "valid" if is_whole else "valid in part"
        print(f"{visible(read.name)}: {verdict}, {answered} of {items} statements answered")
    return run.status


def _table(options: argparse.Namespace, run: Run) -> int:
    if options.out is None:
        for row in _rows(run):
            sys.stdout.write(row)
        return run.status
    if is_input(options.out, options.files):
        print_message(f"{options.out}: is one of the results to read; name another")
        return WRONG_USAGE
    check_output(options.out)
    with Outputs() as outputs:
        # Without the byte-order mark, spreadsheets assume an older encoding than UTF-8.
        start = "\ufeff"
        for row in _rows(run):
            start += row
            if run.has_used:
                outputs.write(options.out, start.encode())
                start = ""
        outputs.keep()
    return run.status


def _rows(run: Run) -> Iterator[str]:
    """Yield the rows of the table, the headings first."""
    yield format_row(table_header(run.instrument))
    for read, _ in run.results():
        profile = score_answers(read.result.answers, run.instrument)
        yield format_row(table_row(read.name, read.result, profile, run.instrument))


class _Parser(argparse.ArgumentParser):
    """A parser whose usage errors end the program with the documented exit status."""

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"{self.format_usage()}{self.prog}: {visible(message)}\n")
        self.exit(WRONG_USAGE)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="pat",
        description="Score, check and combine result files of the Partnership Assessment Tool.",
        epilog=_EPILOG,
    )
    parser.add_argument("--version", action="version", version=f"pat {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)
    score = _command(
        commands, "score", "print the profile of each result as one line of JSON", _score
    )
    score.add_argument("--indent", action="store_true", help="spread the JSON over lines")
    _command(commands, "validate", "say of each result whether it can be used", _validate)
    add_options(_command(commands, "combine", "put results together to the group file", combine))
    table = _command(commands, "table", "print CSV: a row a result, answers and scores", _table)
    table.add_argument(
        "--out", type=filled, metavar="FILE", help="write there, marked for spreadsheets"
    )
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
