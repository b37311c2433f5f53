"""The door for the browser: JSON text in, JSON text out, and a closed list of calls.

The page's worker calls :func:`answer_call` and knows nothing else of this package.
"""

import base64
import json
from collections.abc import Callable
from typing import Any

from pat_core.catalogue import load_instrument
from pat_core.errors import CallError, PatError
from pat_core.markup import element
from pat_core.model import Result
from pat_core.profile import profile_document
from pat_core.reports.result_page import render_result
from pat_core.reports.score_table import compare_table
from pat_core.result_file import check_result, read_result, write_result
from pat_core.scoring import score_answers

__all__ = ["CALLS", "answer_call"]

Payload = dict[str, Any]


def answer_call(name: str, payload_json: str) -> str:
    """Return the JSON text of the reply to one call.

    It is ``{"ok": …}``, or ``{"error": {"name": …, "message": …}}`` for an error that a caller may
    expect. Any other exception is a fault of this package and passes through.
    """
    try:
        if name not in CALLS:
            raise CallError(f"{name!r} is no call; the calls are {', '.join(CALLS)}")
        reply: Payload = {"ok": CALLS[name](_payload(name, payload_json))}
    except PatError as error:
        reply = {"error": {"name": type(error).__name__, "message": str(error)}}
    return json.dumps(reply, ensure_ascii=False, allow_nan=False)


def _payload(name: str, payload_json: str) -> Payload:
    try:
        payload = json.loads(payload_json)
    except json.JSONDecodeError as error:
        raise CallError(f"{name}: the payload is no JSON: {error}") from error
    if not isinstance(payload, dict):
        raise CallError(f"{name}: the payload must be an object")
    return payload


def _show_result(payload: Payload) -> Payload:
    """Return profile and HTML of the page's own record."""
    instrument = load_instrument()
    result = _record(payload, "record")
    profile = score_answers(result.answers, instrument)
    if not result.has_answers:
        text = "You have not answered a statement yet, so there is no result to show."
        return {"profile": profile_document(profile), "html": element("p", text)}
    html = render_result(result, profile, instrument)
    return {"profile": profile_document(profile), "html": html}


def _compare_results(payload: Payload) -> Payload:
    """Return HTML that sets the page's own record beside an earlier one."""
    instrument = load_instrument()
    now, earlier = _record(payload, "record"), _record(payload, "earlier")
    html = compare_table(
        score_answers(now.answers, instrument),
        score_answers(earlier.answers, instrument),
        instrument,
    )
    return {"html": html}


def _write_file(payload: Payload) -> Payload:
    """Return the text of a result file, made of the record as it came."""
    return {"text": write_result(_record(payload, "record"), load_instrument())}


def _read_file(payload: Payload) -> Payload:
    """Return the record in a foreign file, and a sentence for each thing to tell."""
    name, content = payload.get("name"), payload.get("base64")
    if not isinstance(name, str) or not isinstance(content, str):
        raise CallError("read_file: name and base64 must be text")
    try:
        raw = base64.b64decode(content, validate=True)
    except ValueError as error:
        raise CallError(f"read_file: base64 cannot be read: {error}") from error
    found = read_result(raw, name, load_instrument())
    answered = sum(answer is not None for answer in found.result.answers.values())
    return {
        "record": found.result.document,
        "answered": answered,
        "problems": [str(problem) for problem in found.problems],
    }


def _record(payload: Payload, key: str) -> Result:
    """Return a result that the page holds; it has the shape of a file."""
    return check_result(payload.get(key), "this page", load_instrument()).result


CALLS: dict[str, Callable[[Payload], Payload]] = {
    "show_result": _show_result,
    "compare_results": _compare_results,
    "write_file": _write_file,
    "read_file": _read_file,
}
"""Every call that the page may make, by name."""
