"""Runs inside the runtime at build time: does all that a page can ask for, then lists the imports.

``trace_runtime.mjs`` reads it as text, so it relies on no file beside it; and it imports next to
nothing itself, because what it imports would count as needed.
"""

import importlib
import json
import sys
from collections.abc import Callable, Iterable, Mapping

#: Payloads that no call allows: the sentences that refuse them need their imports too.
WRONG_PAYLOADS = ("", "{", "null", "[]", "{}", '"text"', '{"file": 1}', "[" * 200 + "]" * 200)


def run_exercise(plan_text: str) -> str:
    """Carry out the plan (see ``tracing.py``) and return the report as JSON text."""
    plan = json.loads(plan_text)
    for name in plan["imports"]:
        importlib.import_module(name)
    replies = _answer_samples(plan["door"], plan["samples"])
    return json.dumps(
        {
            "magic": importlib._bootstrap_external.MAGIC_NUMBER.hex(),
            "python": sys.version.split()[0],
            "modules": _modules_from_archive(),
            "replies": replies,
        }
    )


def _answer_samples(door: str, samples: Iterable[Mapping[str, object]]) -> list[str]:
    """Send each sample, and each wrong payload to each call, through the browser's door."""
    web = importlib.import_module(door)
    questions = [(str(sample["call"]), json.dumps(sample["payload"])) for sample in samples]
    without = set(web.CALLS) - {call for call, _ in questions}
    if without:
        raise LookupError(f"exercise.json has no sample for {', '.join(sorted(without))}")
    questions += [(call, wrong) for call in web.CALLS for wrong in WRONG_PAYLOADS]
    questions.append(("no-such-call", "{}"))
    return [_ask(web.answer_call, call, payload) for call, payload in questions]


def _ask(answer_call: Callable[[str, str], str], call: str, payload: str) -> str:
    """Return the reply, or the exception that came instead of one."""
    try:
        return answer_call(call, payload)
    except Exception as error:
        return repr(error)


def _modules_from_archive() -> dict[str, str]:
    """Return the modules that came out of the library archive, each with its file there."""
    archive = next(path for path in sys.path if path.endswith(".zip")) + "/"
    origins = {
        name: getattr(getattr(module, "__spec__", None), "origin", None) or ""
        for name, module in sys.modules.items()
    }
    return {
        name: origin.removeprefix(archive)
        for name, origin in origins.items()
        if origin.startswith(archive)
    }
