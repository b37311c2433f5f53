"""The entry point for one person's assessment: the calls that the browser's first layer answers."""

from collections.abc import Callable

from pat_core.browser.dispatch import Payload, answer, content_in, name_in
from pat_core.files.result_code import tag_of, write_code
from pat_core.files.result_file import check_result, read_result, write_result
from pat_core.files.sheet import sheet_of
from pat_core.instrument.catalogue import load_instrument
from pat_core.model import Instrument, Result
from pat_core.reports.person.result_page import render_result
from pat_core.reports.person.score_table import compare_table
from pat_core.scoring.principles import score_answers
from pat_core.scoring.profile import profile_document
from pat_core.text.markup import element

__all__ = ["CALLS", "answer_call"]


def answer_call(name: str, payload_json: str) -> str:
    """Return the JSON text of the reply to one call, as :func:`.dispatch.answer` does."""
    return answer(CALLS, name, payload_json)


def _show_result(payload: Payload) -> Payload:
    """Return profile, HTML and result code of the page's own record."""
    instrument = load_instrument()
    result = _record(payload, "record")
    profile = score_answers(result.answers, instrument)
    if result.has_answers:
        html = render_result(result, profile, instrument)
    else:
        text = "You have not answered a statement yet, so there is no result to show."
        html = element("p", text)
    code = _code_of(result, instrument)
    return {"profile": profile_document(profile), "html": html, "code": code}


def _code_of(result: Result, instrument: Instrument) -> str:
    """Return the result code; empty where there are no answers, or no id to make its tag of."""
    tag = tag_of(result.text("result_id"))
    if tag is None or not result.has_answers:
        return ""
    return write_code(sheet_of(result, instrument).marks, tag, instrument)


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
    name = name_in(payload)
    found = read_result(content_in(payload), name, load_instrument())
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
