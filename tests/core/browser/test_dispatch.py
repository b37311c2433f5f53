"""What all entry points for the browser have in common."""

import json
import re
from types import ModuleType

import pytest

from pat_core.browser import group as web_group
from pat_core.browser import person as web
from pat_core.browser import workbook as web_workbook
from tests.core.samples import ROOT

PROTOCOL = ROOT / "docs" / "assets" / "app" / "python" / "protocol.js"
ENTRY_POINTS = [web, web_group, web_workbook]


def _error(reply: str) -> tuple[str, str]:
    """Return name and message of the error that is the reply."""
    found = json.loads(reply)
    assert list(found) == ["error"], reply
    return found["error"]["name"], found["error"]["message"]


@pytest.mark.parametrize("module", ENTRY_POINTS)
def test_list_of_calls_is_the_pages(module: ModuleType) -> None:
    """The list in the page's protocol names the same calls, each once."""
    if not PROTOCOL.exists():
        pytest.skip("the page's scripts are not here")
    pattern = rf'"{re.escape(module.__name__)}": \[(.*?)\]'
    found = re.search(pattern, PROTOCOL.read_text(encoding="utf-8"), re.DOTALL)
    assert found, f"protocol.js has no calls of {module.__name__}"
    assert sorted(re.findall(r'"(\w+)"', found[1])) == sorted(module.CALLS)


@pytest.mark.parametrize("module", ENTRY_POINTS)
@pytest.mark.parametrize("name", ["guess", "", "__class__", "answer_call"])
def test_what_is_no_call_is_refused(module: ModuleType, name: str) -> None:
    """The refusal names what was asked for, and all calls of that entry point."""
    kind, message = _error(module.answer_call(name, "{}"))
    assert kind == "CallError"
    assert repr(name) in message
    assert all(call in message for call in module.CALLS)


@pytest.mark.parametrize("module", ENTRY_POINTS)
@pytest.mark.parametrize("payload", ["", "{", "null", "[]", '"text"', "3"])
def test_payload_that_is_no_object_is_refused(module: ModuleType, payload: str) -> None:
    """Every call wants a JSON object, and says so under its own name."""
    for call in module.CALLS:
        kind, message = _error(module.answer_call(call, payload))
        assert kind == "CallError"
        assert message.startswith(f"{call}: the payload ")
