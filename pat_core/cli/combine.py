"""The command ``pat combine``: many results in; a group file out, with a report or tables."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from pat_core.cli.inputs import count_inputs, is_input, is_same_file
from pat_core.cli.outputs import Outputs, check_output
from pat_core.cli.progress import with_progress
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
from pat_core.errors import ResultFileError
from pat_core.group.desk.desk import NO_OPTIONS, Desk
from pat_core.group.desk.earlier_round import too_few
from pat_core.group.document.beside import group_beside
from pat_core.group.document.group_document import FORMAT, MAX_FILES
from pat_core.group.document.group_file import MAX_GROUP_BYTES, read_group, says_format, write_group
from pat_core.group.document.trend import after_rounds
from pat_core.group.intake.comments import release_comments
from pat_core.group.intake.packed import PackedEntries
from pat_core.group.intake.selection import STATUSES, Policy, select_entries
from pat_core.group.statistics.pairs import Marks, Pairs
from pat_core.group.statistics.tally import LABEL_KINDS
from pat_core.modes import has_threshold
from pat_core.reports.group.report import write_report
from pat_core.reports.group.tables.csv_table import write_group_csv

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pat_core.documents.figures import LabelKind
    from pat_core.documents.group import FileDocument, GroupDocument
    from pat_core.documents.workspace import DecisionDocument
    from pat_core.model import Instrument

__all__ = ["add_options", "combine"]

_NO_SUBGROUPS = "none"
_OUTPUTS = {
    "out": "write the group file there",
    "report": "write a report as one HTML page",
    "csv": "write the figures as CSV",
    "xlsx": "write a workbook (needs XlsxWriter)",
}
_SIDE_BY_SIDE = (
    "Publish one division into parts and one state of this round only: two of them side by side can"
    " give people's answers away."
)
_AS_IS: DecisionDocument = {"state": "as-is", "text": ""}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to *parser*."""
    parser.add_argument(
        "--threshold",
        type=int,
        choices=range(3, 11),
        metavar="3…10",
        help="fewest people behind every figure of a confidential round, where more than the"
        " round promised are wanted (it promised 5 where no file names a number)",
    )
    parser.add_argument(
        "--by",
        choices=(*LABEL_KINDS, _NO_SUBGROUPS),
        default="level",
        help="the kind of label that makes the parts (default level)",
    )
    parser.add_argument(
        "--admit",
        action="store_true",
        help="use what names another partnership, round, purpose, mode or wording than most, too;"
        " what was given in confidence never enters another kind of round",
    )
    parser.add_argument("--round", metavar="NAME", help="the round that is meant")
    parser.add_argument("--strict-round", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument(
        "--comments", action="store_true", help="put all comments in, as they are: read them first"
    )
    _add_comparisons(parser)
    for option, what in _OUTPUTS.items():
        parser.add_argument(f"--{option}", type=filled, metavar="FILE", help=what)


def _add_comparisons(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--since",
        type=filled,
        action="append",
        default=[],
        metavar="EARLIER",
        help="an earlier round: its group file, or the folder with its results; may be repeated,"
        " the first round first",
    )
    parser.add_argument(
        "--beside",
        type=filled,
        metavar="OTHER",
        help="another group, to stand beside this one: its group file, or a folder with results",
    )


def combine(options: argparse.Namespace, run: Run) -> int:
    """Combine the results of *run*, write what *options* ask for, and return the exit status."""
    if status := _refuse_outputs(options):
        return status
    if options.strict_round:
        print_message(
            "--strict-round is not needed any more: what does not fit is held in any case"
        )
    earlier = [_read_other(place, options, run.instrument, _EARLIER) for place in options.since]
    beside = [options.beside] if options.beside else []
    others = [_read_other(place, options, run.instrument, _BESIDE) for place in beside]
    desk = _desk(options, run, options.files, options.round or "")
    if question := desk.selection.agreed.question:
        print_message(f"{question} Name it with --round.")
        return NOTHING_USABLE
    if not desk.people:
        return NOTHING_USABLE
    for sentence in (desk.threshold_remark, desk.refusal):
        if sentence:
            print_message(sentence)
    if desk.is_too_few:
        return NOTHING_USABLE
    document = _compared(_document(desk, options, run.instrument), desk, earlier, others, run)
    _write(document, options, run.instrument)
    if has_threshold(document["mode"]):
        print_message(_SIDE_BY_SIDE)
    return max([run.status, *(other.status for other in (*earlier, *others))])


def _compared(
    document: GroupDocument,
    desk: Desk,
    earlier: Sequence[_Other],
    others: Sequence[_Other],
    run: Run,
) -> GroupDocument:
    """Return *document* with what changed since the *earlier* rounds, and the others beside it."""
    if earlier:
        pairs = Pairs(earlier[-1].tokens, desk.tokens)
        rounds = [other.document for other in earlier]
        document = after_rounds(document, rounds, pairs, run.instrument)
    for other in others:
        document["beside"] = group_beside(other.document, document)
    return document


_EARLIER, _BESIDE = "the earlier round", "the other group"


class _Other(NamedTuple):
    """A group that this one is compared with, and the exit status of reading it."""

    document: GroupDocument
    tokens: Marks
    status: int


def _outputs(options: argparse.Namespace) -> dict[str, str]:
    """Return the place of each output that was asked for, by its option."""
    return {name: place for name in _OUTPUTS if (place := getattr(options, name))}


def _refuse_outputs(options: argparse.Namespace) -> int:
    """Report what cannot be written, before anything is read; return 0 or the exit status.

    Raises:
        CannotWriteError: an output cannot be written where it is to go.
    """
    inputs = [*options.files, *options.since, *filter(None, [options.beside])]
    status, seen = ALL_USED, list[str]()
    for place in _outputs(options).values():
        is_again = any(is_same_file(place, other) for other in seen)
        if is_again or is_input(place, inputs):
            use = "named for two outputs" if is_again else "one of the files to read"
            print_message(f"{place}: is {use}; name another")
            status = WRONG_USAGE
        seen.append(place)
    if status:
        return status
    for place in seen:
        check_output(place)
    if options.xlsx and find_spec("xlsxwriter") is None:
        print_message(
            "--xlsx needs XlsxWriter, which is not installed; leave it out, or install that"
        )
        status = CANNOT_WRITE
    return status


def _desk(options: argparse.Namespace, run: Run, places: Sequence[str], name: str = "") -> Desk:
    """Return the entries in the files of *run*, and which of them count; report the others.

    Args:
        options: those of the command.
        run: the files, and what has become of them.
        places: where the files are.
        name: which round is meant, if several are named; empty for any.
    """
    entries = PackedEntries()
    for entry in with_progress(run.entries(), lambda: count_inputs(places)):
        # Remarks on a file have been printed, and comments may be long.
        entries.add(replace(entry, remarks=(), comments=entry.comments if options.comments else ()))
    wanted = {"round": name}
    policy = Policy(wanted=wanted, admit=options.admit, threshold=options.threshold, now=_now())
    selection = select_entries(entries, policy, run.instrument)
    kind: LabelKind | Literal[""] = "" if options.by == _NO_SUBGROUPS else options.by
    desk = Desk(entries, selection, {**NO_OPTIONS, "kind": kind, "threshold": options.threshold})
    for place, verdict in enumerate(selection.verdicts):
        if verdict.reason and verdict.status != "refused":
            print_message(f"{entries[place].name}: {verdict.status}: {verdict.reason}")
        if verdict.remark:
            print_message(f"{entries[place].name}: {verdict.remark}")
        if verdict.status == "held":
            run.note_trouble()
    return desk


def _document(desk: Desk, options: argparse.Namespace, instrument: Instrument) -> GroupDocument:
    """Return the group document, with comments if *options* ask for them and with all files."""
    comments = desk.comments if options.comments else []
    return {
        **desk.document(_now(), instrument),
        "comments": release_comments(comments, {comment["id"]: _AS_IS for comment in comments}),
        "files": _files(desk),
    }


def _files(desk: Desk) -> list[FileDocument]:
    """Return what became of the files; in a confidential round without names and causes.

    There the order goes by status, since that of the files would tell which is whose. What became
    of each stands on standard error, for whoever holds the files.
    """
    verdicts = desk.selection.verdicts
    if has_threshold(desk.values["mode"]):
        statuses = sorted((verdict.status for verdict in verdicts), key=STATUSES.index)
        return [{"name": "", "status": status, "reason": ""} for status in statuses[:MAX_FILES]]
    return [
        {"name": desk.entries[place].name, "status": verdict.status, "reason": verdict.reason}
        for place, verdict in enumerate(verdicts)
        if place < MAX_FILES or verdict.status == "refused"
    ]


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _read_other(
    place: str, options: argparse.Namespace, instrument: Instrument, what: str
) -> _Other:
    """Return another group, from a group file or from results; *what* says which one it is.

    Raises:
        PatError: it cannot be read, or holds nothing that can be used.
    """
    if not Path(place).is_dir():
        raw = _content(place)
        if says_format(raw, FORMAT):
            group = read_group(raw, place, instrument)
            for remark in group.remarks:
                print_message(f"{place}: {remark}")
            return _Other(group.document, {}, ALL_USED)
    run = Run([place], instrument)
    desk = _desk(options, run, [place])
    if question := desk.selection.agreed.question:
        raise ResultFileError(f"{place}: {question} Put the files of one round into a folder.")
    if not desk.people:
        raise ResultFileError(f"{place}: holds no group file, and no result that can be used")
    if desk.is_too_few:
        raise ResultFileError(f"{place}: {too_few(desk.people, desk.selection.threshold, what)}")
    document = _document(desk, options, instrument)
    # Its figures are as old as its newest result.
    made_at = max(entry.saved_at for entry in desk.used) or document["made_at"]
    return _Other({**document, "made_at": made_at}, desk.tokens, run.status)


def _content(place: str) -> bytes:
    try:
        with Path(place).open("rb") as file:
            return file.read(MAX_GROUP_BYTES + 1)
    except OSError as error:
        raise ResultFileError(f"{place}: cannot be read: {error.strerror}") from error


def _write(document: GroupDocument, options: argparse.Namespace, instrument: Instrument) -> None:
    """Write every output that was asked for; print the group file if no place for it was given.

    Raises:
        CannotWriteError: one cannot be written; then all files are as they were before.
    """
    makers: dict[str, Callable[[GroupDocument, Instrument], str]] = {
        "out": lambda document, _: write_group(document),
        "report": write_report,
        "csv": write_group_csv,
    }
    places = _outputs(options)
    with Outputs() as outputs:
        for name, make in makers.items():
            if name in places:
                outputs.write(places[name], make(document, instrument).encode())
        if "xlsx" in places:
            # Loaded on demand, because it loads XlsxWriter.
            from pat_core.reports.group.tables.workbook import write_workbook  # noqa: PLC0415

            outputs.write(places["xlsx"], write_workbook(document, instrument))
        outputs.complete()
        if "out" not in places:
            print_json(write_group(document))
            sys.stdout.flush()
        outputs.keep()
