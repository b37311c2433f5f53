"""The entry point for one person's assessment: the calls that the browser's first layer answers."""

from pat_core.browser.dispatch import Calls, Payload, Reply, answer, content_in, name_in
from pat_core.files.result_code import tag_of, write_code
from pat_core.files.result_file import check_result, read_result, write_result
from pat_core.files.sheet import sheet_of
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


def _show_result(payload: Payload, instrument: Instrument) -> Reply:
    """Return profile, HTML and result code of the page's own record."""
    result = _record(payload, "record", instrument)
    profile = score_answers(result.answers, instrument)
    if result.has_answers:
        html = render_result(result, profile, instrument)
    else:
        text = "You have not answered a statement yet, so there is no result to show."
        html = element("p", text)
    code = _code_of(result, instrument)
    return {"profile": profile_document(profile), "html": html, "code": code}


def _code_of(result: Result, instrument: Instrument) -> str:
    """Return the result code; empty where there are no answers, or no id for its tag."""
    tag = tag_of(result.text("result_id"))
    if tag is None or not result.has_answers:
        return ""
    return write_code(sheet_of(result, instrument).marks, tag, instrument)


def _compare_results(payload: Payload, instrument: Instrument) -> Reply:
    """Return HTML that sets the page's own record beside an earlier one."""
    now, earlier = _record(payload, "record", instrument), _record(payload, "earlier", instrument)
    html = compare_table(
        score_answers(now.answers, instrument),
        score_answers(earlier.answers, instrument),
        instrument,
    )
    return {"html": html}


def _write_file(payload: Payload, instrument: Instrument) -> Reply:
    """Return the text of a result file, made of the record as it came."""
    return {"text": write_result(_record(payload, "record", instrument), instrument)}


def _read_file(payload: Payload, instrument: Instrument) -> Reply:
    """Return the record in a foreign file, and a sentence for each problem in it."""
    name = name_in(payload)
    read = read_result(content_in(payload), name, instrument)
    answered = sum(answer is not None for answer in read.result.answers.values())
    return {
        "record": read.result.document,
        "answered": answered,
        "problems": [str(problem) for problem in read.problems],
    }


def _record(payload: Payload, key: str, instrument: Instrument) -> Result:
    """Return the result under *key*, a record of the page, which has the shape of a file."""
    return check_result(payload.get(key), "this page", instrument).result


CALLS: Calls = {
    "show_result": _show_result,
    "compare_results": _compare_results,
    "write_file": _write_file,
    "read_file": _read_file,
}
"""Every call that the page may make, by name."""
