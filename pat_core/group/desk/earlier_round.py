"""Earlier rounds, read from what was kept of them: group files, or one's results or workspace."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from pat_core.errors import GroupFileError
from pat_core.group.desk.desk import Desk, desk_from
from pat_core.group.desk.workspace import WORKSPACE_FORMAT, read_workspace
from pat_core.group.document.discrepancies import shortened
from pat_core.group.document.group_document import FORMAT
from pat_core.group.document.group_file import read_group, says_format
from pat_core.group.document.trend import join_rounds
from pat_core.group.intake.arrivals import read_entries
from pat_core.text.display import MAX_NAME, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pat_core.documents.group import GroupDocument
    from pat_core.documents.plan import PlanDocument
    from pat_core.group.intake.entries import Entry
    from pat_core.group.statistics.pairs import Marks
    from pat_core.model import Instrument

__all__ = ["Earlier", "read_earlier", "too_few"]


class Earlier(NamedTuple):
    """What this round is compared with."""

    document: GroupDocument
    tokens: Marks
    """The marks of those who gave a token; none from a group file, which holds no sheets."""
    summary: str = ""
    """How many of its results are used, as a sentence; empty for a group file."""
    remarks: Sequence[str] = ()
    """What should be known about its files, in sentences."""


def read_earlier(
    files: Sequence[tuple[str, bytes]], instrument: Instrument, lost: Sequence[Entry] = ()
) -> Earlier:
    """Return the earlier round in *files*.

    Args:
        files: pairs of name and content: a group file for each earlier round, one workspace, or any
            number of results.
        instrument: the instrument that was answered.
        lost: refused entries of files that came with them and could not be read.

    Raises:
        GroupFileError: no file can be used, or so few that single people's answers would show; or
            the group file or workspace cannot be read.
    """
    if files and all(says_format(content, FORMAT) for _, content in files):
        return _from_groups(files, instrument, lost)
    name, content = files[0] if len(files) == 1 else ("", b"")
    name = visible(name, MAX_NAME)
    if says_format(content, WORKSPACE_FORMAT):
        state, remarks = read_workspace(content, name, instrument)
        read = _from_desk(desk_from(state, instrument), instrument, state["plan"])
        remarks = [*remarks, *read.remarks, *_causes(lost)]
        return read._replace(remarks=shortened(remarks))
    entries = [entry for name, raw in files for entry in read_entries(raw, name, instrument)]
    return _from_desk(Desk.of([*entries, *lost], instrument), instrument, {})


def _from_groups(
    files: Sequence[tuple[str, bytes]], instrument: Instrument, lost: Sequence[Entry]
) -> Earlier:
    """Return the latest of the rounds in group files, with the others as its trend."""
    read = [(name, read_group(raw, visible(name, MAX_NAME), instrument)) for name, raw in files]
    rounds = sorted((group.document for _, group in read), key=lambda group: group["made_at"])
    remarks = [
        remark if len(read) == 1 else _named(name, remark)
        for name, group in read
        for remark in group.remarks
    ]
    return Earlier(join_rounds(rounds), {}, remarks=[*remarks, *_causes(lost)])


def _causes(lost: Sequence[Entry]) -> list[str]:
    return [_named(entry.name, entry.refused) for entry in lost]


def too_few(people: int, threshold: int, what: str = "the earlier round") -> str:
    """Return why a confidential group of so few *people* is not compared with.

    *what* says which group it is.
    """
    return (
        f"{what} has {people} {'result' if people == 1 else 'results'}, fewer than the"
        f" threshold of {threshold}: to compare would show what each of them answered"
    )


def _from_desk(desk: Desk, instrument: Instrument, plan: PlanDocument) -> Earlier:
    if question := desk.selection.agreed.question:
        raise GroupFileError(f"{question} Open the files of one round.")
    if not desk.people:
        first = islice(desk.lines, 3)
        causes = "; ".join(_named(line.name, line.reason) for line in first)
        why = causes or "no results are in it"
        raise GroupFileError(f"none of these files can be used for an earlier round: {why}")
    if desk.is_too_few:
        raise GroupFileError(too_few(desk.people, desk.selection.threshold))
    made_at = max(entry.saved_at for entry in desk.used)
    document: GroupDocument = {**desk.document(made_at, instrument), "plan": plan}
    return Earlier(document, desk.tokens, desk.summary, _remarks(desk))


def _remarks(desk: Desk) -> list[str]:
    """Return why files are not used, and what is odd in those that are."""
    return shortened(
        [
            _named(line.name, remark)
            for line in desk.lines
            for remark in (line.reason, *line.remarks)
            if remark
        ]
    )


def _named(name: str, sentence: str) -> str:
    """Return a sentence about a file, with its name before it."""
    return f"{visible(name, MAX_NAME)}: {sentence}"
