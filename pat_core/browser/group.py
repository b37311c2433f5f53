"""The entry point for a group: the calls that the browser's second layer answers.

A call gets all that it needs and remembers nothing. The page keeps what lies on the desk, so that
nothing is lost when Python crashes and is started again.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from pat_core.browser.dispatch import (
    Calls,
    Payload,
    Reply,
    answer,
    content_in,
    name_in,
    object_in,
    text_in,
)
from pat_core.errors import CallError, GroupFileError
from pat_core.files.json_reader import ForeignValue
from pat_core.files.sheet import Sheet, check_marks
from pat_core.group.desk.desk import desk_from
from pat_core.group.desk.earlier_round import read_earlier
from pat_core.group.desk.workspace import check_workspace, read_workspace, write_workspace
from pat_core.group.disclosure.allowance import allowance_of
from pat_core.group.document.beside import group_beside
from pat_core.group.document.group_file import check_group, read_group, write_group
from pat_core.group.document.reading import MAX_PEOPLE
from pat_core.group.document.trend import after_rounds
from pat_core.group.intake.arrivals import code_entries, paper_entry, read_entries, unreadable_entry
from pat_core.group.intake.comments import check_decisions, check_waiting, release_comments
from pat_core.group.intake.entries import Entry, entry_document
from pat_core.group.intake.pasted_codes import find_codes
from pat_core.group.round.own_answers import check_own_answers
from pat_core.group.round.plans import fill_counts
from pat_core.group.round.rounds import read_round, round_document, round_from
from pat_core.group.statistics.pairs import Marks, Pairs, check_tokens
from pat_core.group.statistics.topics import workshop_order
from pat_core.model import CONFIDENTIAL
from pat_core.reports.group.page import render_group
from pat_core.reports.group.report import write_report
from pat_core.reports.group.sections.open_profiles import render_profiles
from pat_core.reports.group.tables.csv_table import write_group_csv, write_plan_csv
from pat_core.scoring.principles import score_answers
from pat_core.scoring.profile import profile_document

if TYPE_CHECKING:
    from pat_core.documents.group import GroupDocument
    from pat_core.model import Instrument

__all__ = ["CALLS", "answer_call"]


def answer_call(name: str, payload_json: str) -> str:
    """Return the JSON text of the reply to one call, as :func:`.dispatch.answer` does."""
    return answer(CALLS, name, payload_json)


def _read_results(payload: Payload, instrument: Instrument) -> Reply:
    """Return the entries in foreign files, in order; a refused file is an entry, too."""
    entries = [entry for file in _files(payload) for entry in _entries_in(file, instrument)]
    return {"entries": [entry_document(entry) for entry in entries]}


def _entries_in(file: Payload, instrument: Instrument) -> list[Entry]:
    """Return what a file holds; the page says which file it could not read."""
    if "unreadable" in file:
        return [_unreadable(file)]
    return read_entries(content_in(file), text_in(file, "name"), instrument)


def _unreadable(file: Payload) -> Entry:
    return unreadable_entry(text_in(file, "name"), text_in(file, "unreadable"))


def _files(payload: Payload) -> list[Payload]:
    """Return the files in *payload*: each has a name, and its content or why it has none."""
    files = payload.get("files")
    if not isinstance(files, list) or not all(isinstance(file, dict) for file in files):
        raise CallError("files must be a list of objects")
    return files


def _read_codes(payload: Payload, instrument: Instrument) -> Reply:
    """Return an entry for each code in a text, numbered from "start" on, and "left": the rest.

    The rest is what is no code, as it was written, a line each; the page puts it back.
    """
    text = text_in(payload, "text")
    start = ForeignValue(payload, "this page").at("start", 1).whole(1, MAX_PEOPLE)
    left = [code.text for code in find_codes(text, instrument) if code.cause]
    entries = [entry_document(entry) for entry in code_entries(text, instrument, start)]
    return {"entries": entries, "left": "\n".join(left)}


def _read_sheet(payload: Payload, instrument: Instrument) -> Reply:
    """Return a paper sheet's columns and scores, and its entry once a statement is answered."""
    marks = check_marks(text_in(payload, "marks"), instrument)
    answers = Sheet(marks).answers(instrument)
    labels = object_in(payload, "labels")
    entry = paper_entry(marks, text_in(payload, "name"), labels, instrument) if answers else None
    return {
        "entry": entry_document(entry) if entry else None,
        "columns": profile_document(score_answers(answers, instrument))["principles"],
    }


def _sort_entries(payload: Payload, instrument: Instrument) -> Reply:
    """Return the status of each entry, a sentence on all, and the labels of those used."""
    desk = desk_from(payload, instrument)
    return {
        "lines": [asdict(line) for line in desk.lines],
        "summary": desk.summary,
        "rounds": list(desk.selection.agreed.tied_rounds),
        "labels": desk.labels,
        "promised": desk.selection.promised,
        "threshold": desk.selection.threshold,
        "mode": desk.values["mode"] or CONFIDENTIAL,
        "kind": desk.kind,
    }


def _show_group(payload: Payload, instrument: Instrument) -> Reply:
    """Return the group of all entries that count: its document, HTML, topics, waiting comments.

    Of a confidential group that is too small, return only why it is not shown.
    """
    desk = desk_from(payload, instrument)
    if question := desk.selection.agreed.question:
        raise GroupFileError(question)
    if desk.is_too_few:
        return {"refusal": desk.refusal}
    made_at = ForeignValue(payload, "this page").at("made_at").moment()
    document = desk.document(made_at, instrument)
    people = desk.profiles(instrument)
    kept = {"waiting": desk.comments, "tokens": desk.tokens}
    return {
        **_shown(document, {**payload, **kept}, instrument),
        **kept,
        "profiles": render_profiles(people, instrument) if people else "",
        "used": [entry.digest for entry in desk.used],
        "parts_shown": desk.mark_once_shown(document),
        "refusal": "",
    }


def _show_document(payload: Payload, instrument: Instrument) -> Reply:
    """Return a group's document with what has been decided since, and its HTML and topics."""
    document = check_group(payload.get("group"), "this page", instrument)
    return _shown(document, payload, instrument)


def _shown(document: GroupDocument, payload: Payload, instrument: Instrument) -> Reply:
    """Return *document* with released comments, earlier rounds and another group, drawn."""
    page = ForeignValue(payload, "this page")
    waiting = check_waiting(page.at("waiting", []), instrument.codes)
    if waiting:
        decisions = check_decisions(page.at("comments"))
        document = {**document, "comments": release_comments(waiting, decisions)}
    if "own" in payload:
        document = {**document, "own": check_own_answers(page.at("own"), instrument)}
    if earlier := _earlier_rounds(payload, instrument):
        pairs = Pairs(*(_tokens(page, key, instrument) for key in ("earlier_tokens", "tokens")))
        document = after_rounds(document, earlier, pairs, instrument)
    if payload.get("beside"):
        other = check_group(payload["beside"], "the other group", instrument)
        document = {**document, "beside": group_beside(other, document)}
    return {
        "group": document,
        "html": render_group(document, instrument),
        "topics": workshop_order(document, instrument),
    }


def _earlier_rounds(payload: Payload, instrument: Instrument) -> list[GroupDocument]:
    """Return the earlier rounds of a page, which gives one document or a list in order of time."""
    given = payload.get("earlier") or []
    rounds = given if isinstance(given, list) else [given]
    return [check_group(round_, "the earlier round", instrument) for round_ in rounds]


def _tokens(page: ForeignValue, key: str, instrument: Instrument) -> Marks:
    return check_tokens(page.at(key, {}), instrument)


def _group(payload: Payload, instrument: Instrument) -> GroupDocument:
    """Return the page's own group, as it goes into files."""
    return fill_counts(check_group(payload.get("group"), "this page", instrument))


def _write_group(payload: Payload, instrument: Instrument) -> Reply:
    """Return the text of a group file."""
    return {"text": write_group(_group(payload, instrument))}


def _write_csv(payload: Payload, instrument: Instrument) -> Reply:
    """Return the figures of a group as CSV, marked for spreadsheets."""
    return {"text": write_group_csv(_group(payload, instrument), instrument)}


def _write_plan(payload: Payload, instrument: Instrument) -> Reply:
    """Return the action plan of a group as CSV, marked for spreadsheets."""
    return {"text": write_plan_csv(_group(payload, instrument))}


def _write_report(payload: Payload, instrument: Instrument) -> Reply:
    """Return a group's report: one HTML page without script."""
    return {"text": write_report(_group(payload, instrument), instrument)}


def _read_group(payload: Payload, instrument: Instrument) -> Reply:
    """Return the document in a foreign group file, and the remarks on it."""
    read = read_group(content_in(payload), name_in(payload), instrument)
    return {"group": read.document, "remarks": read.remarks}


def _read_earlier(payload: Payload, instrument: Instrument) -> Reply:
    """Return the document of an earlier round, its people with a token, and the remarks on it."""
    files = _files(payload)
    lost = [_unreadable(file) for file in files if "unreadable" in file]
    read = [(text_in(file, "name"), content_in(file)) for file in files if "unreadable" not in file]
    earlier = read_earlier(read, instrument, lost)
    return {
        "group": earlier.document,
        "tokens": earlier.tokens,
        "summary": earlier.summary,
        "remarks": earlier.remarks,
    }


def _read_round(payload: Payload, instrument: Instrument) -> Reply:
    """Return the round in a foreign set-up file, and what was left out of it."""
    read = read_round(content_in(payload), name_in(payload), instrument)
    return {"round": round_document(read.round), "remarks": read.remarks}


def _preview_round(payload: Payload, instrument: Instrument) -> Reply:
    """Return what the people invited will allow to be shown, in sentences."""
    return allowance_of(round_from(payload.get("round"), instrument, "this page: round"))._asdict()


def _write_workspace(payload: Payload, instrument: Instrument) -> Reply:
    """Return the text of a workspace file: all that lies on the desk, if it opens again."""
    state = check_workspace(object_in(payload, "state"), "this desk", instrument)
    return {"text": write_workspace(state)}


def _read_workspace(payload: Payload, instrument: Instrument) -> Reply:
    """Return what a foreign workspace file puts on the desk, and the remarks on it."""
    read = read_workspace(content_in(payload), name_in(payload), instrument)
    return {"state": read.state, "remarks": read.remarks}


CALLS: Calls = {
    "read_results": _read_results,
    "read_codes": _read_codes,
    "read_sheet": _read_sheet,
    "sort_entries": _sort_entries,
    "show_group": _show_group,
    "show_document": _show_document,
    "write_group": _write_group,
    "write_csv": _write_csv,
    "write_plan": _write_plan,
    "write_report": _write_report,
    "read_group": _read_group,
    "read_earlier": _read_earlier,
    "read_round": _read_round,
    "preview_round": _preview_round,
    "write_workspace": _write_workspace,
    "read_workspace": _read_workspace,
}
"""Every call about a group that the page may make, by name."""
