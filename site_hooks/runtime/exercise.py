"""Runs inside the runtime at build time: asks whatever a page may ask, then lists the imports.

``trace_runtime.mjs`` reads it as text, so it relies on no file beside it. It imports next to
nothing itself, because whatever it imports counts as needed.
"""

import binascii
import importlib
import json
import sys
from collections.abc import Callable, Iterable, Mapping

#: Payloads that no call allows, because refusing them needs imports too.
WRONG_PAYLOADS = ("", "{", "null", "[]", "{}", '"text"', '{"file": 1}', "[" * 200 + "]" * 200)

#: The last answer to each call.
ANSWERS: dict[str, dict[str, object]] = {}


def run_step(step_text: str) -> str:
    """Carry out one step of the plan (see ``tracing.py``) and return the report as JSON text."""
    step = json.loads(step_text)
    for name in step["imports"]:
        importlib.import_module(name)
    replies = _answer_samples(step["module"], step["samples"])
    return json.dumps(
        {
            "magic": importlib._bootstrap_external.MAGIC_NUMBER.hex(),
            "python": sys.version.split()[0],
            "modules": _modules_from_archive(),
            "replies": replies,
        }
    )


def _answer_samples(module: str, samples: Iterable[Mapping[str, object]]) -> list[str]:
    """Return the replies of *module* to each sample, and to each wrong payload for each call."""
    entry_point = importlib.import_module(module)
    replies = []
    answered = set()
    for sample in samples:
        call = str(sample["call"])
        replies.append(_ask(entry_point.answer_call, call, json.dumps(_fill(sample["payload"]))))
        if replies[-1].startswith('{"ok"'):
            ANSWERS[call] = json.loads(replies[-1])["ok"]
            answered.add(call)
    unanswered = ", ".join(sorted(set(entry_point.CALLS) - answered))
    if unanswered:
        raise LookupError(f"exercise.json has no sample that is answered for {unanswered}")
    wrong = [(call, payload) for call in entry_point.CALLS for payload in WRONG_PAYLOADS]
    wrong.append(("no-such-call", "{}"))
    return replies + [_ask(entry_point.answer_call, call, payload) for call, payload in wrong]


def _fill(value: object) -> object:
    """Return *value* with each text ``@answer call key`` replaced by that part of an answer.

    ``@answer-file call key`` is replaced by that part, a text, as a file in base64.
    """
    if isinstance(value, dict):
        return {key: _fill(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_fill(inner) for inner in value]
    if not (isinstance(value, str) and value.startswith("@answer")):
        return value
    how, call, key = value.split(" ")
    part = ANSWERS[call][key]
    if how == "@answer-file":
        return binascii.b2a_base64(str(part).encode(), newline=False).decode()
    return part


def _ask(answer_call: Callable[[str, str], str], call: str, payload: str) -> str:
    """Return the reply, or the representation of the exception that was raised."""
    try:
        return answer_call(call, payload)
    except Exception as error:
        return repr(error)


def _modules_from_archive() -> dict[str, str]:
    """Return the modules that were imported from the library archive, each with its file there."""
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
