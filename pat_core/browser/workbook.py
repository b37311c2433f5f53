"""The entry point for workbooks: the call that the browser's third layer answers.

It is a layer of its own, so that the code that writes workbooks is loaded only when somebody wants
one.
"""

import base64

from pat_core.browser.dispatch import Calls, Payload, Reply, answer
from pat_core.group.document.group_file import check_group
from pat_core.group.round.plans import fill_counts
from pat_core.model import Instrument
from pat_core.reports.group.tables.workbook import write_workbook

__all__ = ["CALLS", "answer_call"]


def answer_call(name: str, payload_json: str) -> str:
    """Return the JSON text of the reply to one call, as :func:`.dispatch.answer` does."""
    return answer(CALLS, name, payload_json)


def _write_workbook(payload: Payload, instrument: Instrument) -> Reply:
    """Return a group's workbook, as Base64."""
    document = fill_counts(check_group(payload.get("group"), "this page", instrument))
    content = write_workbook(document, instrument)
    return {"base64": base64.b64encode(content).decode("ascii")}


CALLS: Calls = {
    "write_workbook": _write_workbook,
}
"""Every call about a workbook that the page may make, by name."""
