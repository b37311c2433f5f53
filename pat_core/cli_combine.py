"""The command ``pat combine``: many results in; a group file out, and a report or tables of it."""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pat_core.cli_run import (
    ALL_USED,
    NOTHING_USABLE,
    WRONG_USAGE,
    Run,
    filled,
    print_json,
    tell,
)
from pat_core.errors import ResultFileError
from pat_core.group.change import change_since
from pat_core.group.document import FORMAT, GroupDetails, group_document
from pat_core.group.earlier import too_few
from pat_core.group.fit import OPEN
from pat_core.group.gathering import Gathering
from pat_core.group.group_file import MAX_GROUP_BYTES, read_group, says_format, write_group
from pat_core.group.pairs import Marks, Pairs
from pat_core.group.tally import LABEL_KINDS
from pat_core.inputs import count_inputs, is_input, is_same_file
from pat_core.model import Instrument
from pat_core.outputs import Outputs, check_output
from pat_core.reports.group_csv import write_group_csv
from pat_core.reports.group_report import write_report
from pat_core.stopping import CANNOT_WRITE

__all__ = ["add_options", "combine"]

Document = dict[str, Any]
_Item = TypeVar("_Item")

_NO_PARTS = "none"
_OUTPUTS = {
    "out": "write the group file there",
    "report": "write a report as one HTML page",
    "csv": "write the figures as CSV",
    "xlsx": "write a workbook (needs XlsxWriter)",
}
_BAR_WIDTH = 30


def add_options(parser: argparse.ArgumentParser) -> None:
    """Give *parser* the options of the command."""
    parser.add_argument(
        "--threshold",
        type=int,
        choices=range(3, 11),
        default=5,
        metavar="3…10",
        help="fewest people behind a figure of a part (default 5)",
    )
    parser.add_argument(
        "--by",
        choices=(*LABEL_KINDS, _NO_PARTS),
        default="level",
        help="the kind of label that makes the parts (default level)",
    )
    parser.add_argument(
        "--strict-round",
        action="store_true",
        help="refuse what names another partnership, round, purpose, mode or wording than those"
        " before it",
    )
    parser.add_argument(
        "--comments", action="store_true", help="put all comments in, as they are: read them first"
    )
    parser.add_argument(
        "--since",
        type=filled,
        metavar="EARLIER",
        help="an earlier round: its group file, or the folder with its results",
    )
    for option, what in _OUTPUTS.items():
        parser.add_argument(f"--{option}", type=filled, metavar="FILE", help=what)


def combine(options: argparse.Namespace, run: Run) -> int:
    """Combine the results of *run* and write what *options* ask for; return the exit status."""
    if status := _refuse_outputs(options):
        return status
    earlier = _read_earlier(options, run.instrument) if options.since else None
    gathering = _gather(options, run, options.files)
    if not gathering.counts["used"]:
        return NOTHING_USABLE
    document, status = _document(gathering, options, run.instrument), run.status
    if earlier:
        pairs = Pairs(earlier.tokens, gathering.tokens)
        document["change"] = change_since(earlier.document, document, run.instrument, pairs)
        status = max(status, earlier.status)
    _tell_of_mode(document, gathering)
    _write(document, options, run.instrument)
    return status


class _Earlier(NamedTuple):
    """The round that this one is compared with, and the exit status that reading it asks for."""

    document: Document
    tokens: Marks
    status: int


def _outputs(options: argparse.Namespace) -> dict[str, str]:
    """Return where each output goes that was asked for, by its option."""
    return {each: place for each in _OUTPUTS if (place := getattr(options, each))}


def _refuse_outputs(options: argparse.Namespace) -> int:
    """Tell what cannot be written, before anything is read; return 0 or the exit status.

    Raises:
        CannotWriteError: an output cannot be written where it is to go.
    """
    inputs = [*options.files, *([options.since] if options.since else [])]
    status, seen = ALL_USED, list[str]()
    for place in _outputs(options).values():
        is_again = any(is_same_file(place, other) for other in seen)
        if is_again or is_input(place, inputs):
            use = "named for two outputs" if is_again else "one of the files to read"
            tell(f"{place}: is {use}; name another")
            status = WRONG_USAGE
        seen.append(place)
    if status:
        return status
    for place in seen:
        check_output(place)
    if options.xlsx and find_spec("xlsxwriter") is None:
        tell("--xlsx needs XlsxWriter, which is not installed; leave it out, or install that")
        status = CANNOT_WRITE
    return status


def _gather(options: argparse.Namespace, run: Run, places: Sequence[str]) -> Gathering:
    kind = "" if options.by == _NO_PARTS else options.by
    gathering = Gathering(
        run.instrument, kind, is_strict=options.strict_round, keeps_comments=options.comments
    )
    for name, raw, found in _with_progress(run.contents(), lambda: count_inputs(places)):
        if isinstance(found, ResultFileError):
            gathering.refuse(name, str(found).removeprefix(f"{name}: "))
            continue
        line = gathering.take(name, found.result, raw)
        if line.status == "refused":
            run.refuse(ResultFileError(f"{name}: {line.reason}"), was_used=True)
        elif line.reason:
            tell(f"{name}: {line.status}: {line.reason}")
    return gathering


def _tell_of_mode(document: Document, gathering: Gathering) -> None:
    """Tell what must be known of the group before its figures are handed on."""
    people, threshold = document["respondents"], document["threshold"]
    if document["mode"] != (gathering.round["mode"] or document["mode"]):
        tell("some results were given in confidence, so the group is a confidential one")
    if document["mode"] != OPEN and people < threshold:
        tell(
            f"{people} {'person' if people == 1 else 'people'} answered, fewer than the threshold"
            f" of {threshold}: what each answered can be worked out from the figures"
        )


def _document(
    gathering: Gathering, options: argparse.Namespace, instrument: Instrument
) -> Document:
    details = GroupDetails(
        made_at=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        partnership=gathering.round["partnership"],
        round=gathering.round["round"],
        purpose=gathering.round["purpose"],
        mode=gathering.mode,
        threshold=options.threshold,
        comments=gathering.comments,
        files=gathering.lines,
        file_counts=gathering.counts,
    )
    return group_document(gathering.tally, details, instrument)


def _read_earlier(options: argparse.Namespace, instrument: Instrument) -> _Earlier:
    """Return the earlier round in a group file, or in the results at that place.

    Raises:
        PatError: it cannot be read, or holds nothing that can be used.
    """
    place = options.since
    if not Path(place).is_dir():
        raw = _content(place)
        if says_format(raw, FORMAT):
            group = read_group(raw, place, instrument)
            for remark in group.remarks:
                tell(f"{place}: {remark}")
            return _Earlier(group.document, {}, ALL_USED)
    run = Run([place], instrument)
    gathering = _gather(options, run, [place])
    if not gathering.counts["used"]:
        raise ResultFileError(f"{place}: holds no group file, and no result that can be used")
    document = _document(gathering, options, instrument)
    if document["mode"] != OPEN and document["respondents"] < options.threshold:
        raise ResultFileError(f"{place}: {too_few(document['respondents'], options.threshold)}")
    return _Earlier(document, gathering.tokens, run.status)


def _content(place: str) -> bytes:
    try:
        with Path(place).open("rb") as file:
            return file.read(MAX_GROUP_BYTES + 1)
    except OSError as error:
        raise ResultFileError(f"{place}: cannot be read: {error.strerror}") from error


def _write(document: Document, options: argparse.Namespace, instrument: Instrument) -> None:
    """Write every file that was asked for, or none; without one for the group, print that.

    Raises:
        CannotWriteError: one cannot be written; then all files are as they were.
    """
    makers: dict[str, Callable[[Document, Instrument], str]] = {
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
            # Loaded on demand: it brings the one library from elsewhere.
            from pat_core.reports.group_workbook import write_workbook  # noqa: PLC0415

            outputs.write(places["xlsx"], write_workbook(document, instrument))
        outputs.complete()
        if "out" not in places:
            print_json(write_group(document))
            sys.stdout.flush()
        outputs.keep()


def _with_progress(items: Iterator[_Item], count: Callable[[], int]) -> Iterator[_Item]:
    """Yield *items*; on a terminal, draw how far it is once it takes longer than a second."""
    if not sys.stderr.isatty():
        yield from items
        return
    total, began = count(), time.monotonic()
    drawn = began + 0.9
    try:
        for done, item in enumerate(items, 1):
            yield item
            if time.monotonic() - drawn > 0.1:
                drawn = time.monotonic()
                full = round(_BAR_WIDTH * done / max(total, done))
                bar = "#" * full + "." * (_BAR_WIDTH - full)
                print(f"\r[{bar}] {done:,} of {max(total, done):,} files", end="", file=sys.stderr)
    finally:
        if drawn <= time.monotonic():
            print("\r\x1b[K", end="", file=sys.stderr)
