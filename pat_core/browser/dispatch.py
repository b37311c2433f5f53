"""What the browser's entry points share: finding a call by its name, and reading its payload.

The page's worker knows nothing of this package but each entry point's ``answer_call``.
"""

import base64
import json
import re
from collections.abc import Callable, Mapping
from math import isfinite
from typing import NoReturn

from pat_core.errors import CallError, PatError
from pat_core.files.strict_json import MAX_DIGITS, ForeignObject, cleaned_value
from pat_core.instrument.catalogue import load_instrument
from pat_core.model import Instrument
from pat_core.text.display import MAX_NAME, visible

__all__ = ["Calls", "Payload", "Reply", "answer", "content_in", "name_in", "object_in", "text_in"]

_LONG_NUMBER = re.compile(rf"\d{{{MAX_DIGITS + 1}}}")

Payload = ForeignObject
"""What a page sends with a call: a JSON object that has not been checked."""
Reply = dict[str, object]
Calls = Mapping[str, Callable[[Payload, Instrument], Reply]]


def answer(calls: Calls, name: str, payload_json: str) -> str:
    """Return the JSON text of the reply to one of *calls*.

    It is ``{"ok": …}``, or ``{"error": {"name": …, "message": …}}`` for a ``PatError``. Any other
    exception is a bug in this package and is not caught.
    """
    try:
        if name not in calls:
            raise CallError(f"{name[:60]!r} is no call; the calls are {', '.join(calls)}")
        reply: Reply = {"ok": calls[name](_payload(name, payload_json), load_instrument())}
    except PatError as error:
        reply = {"error": {"name": type(error).__name__, "message": str(error)}}
    return json.dumps(reply, ensure_ascii=False, allow_nan=False)


def _payload(name: str, payload_json: str) -> Payload:
    # JavaScript writes 1e17 as a whole number, with more digits than a file may have.
    whole = _whole if _LONG_NUMBER.search(payload_json) else int
    try:
        payload = json.loads(
            payload_json, parse_int=whole, parse_float=_finite, parse_constant=_refuse_constant
        )
    except json.JSONDecodeError as error:
        raise CallError(f"{name}: the payload is no JSON: {error}") from error
    if not isinstance(payload, dict):
        raise CallError(f"{name}: the payload must be an object")
    # Lone surrogates, which no text can hold, only ever come as escapes.
    clean: Payload = cleaned_value(payload) if "\\u" in payload_json else payload
    return clean


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits.lstrip("-")) <= MAX_DIGITS else _finite(digits)


def _finite(digits: str) -> float:
    """Return a decimal number; one too large to hold could not be written again."""
    if not isfinite(value := float(digits)):
        raise CallError(f"the payload holds {digits[:20]}, which is too large a number")
    return value


def _refuse_constant(word: str) -> NoReturn:
    raise CallError(f"the payload holds {word}, which is no JSON number")


def text_in(payload: Payload, key: str) -> str:
    """Return the text under *key*.

    Raises:
        CallError: it is missing, or no text.
    """
    value = payload.get(key)
    if not isinstance(value, str):
        raise CallError(f"{key} must be text")
    return value


def object_in(payload: Payload, key: str) -> ForeignObject:
    """Return the object under *key*.

    Raises:
        CallError: it is missing, or no object.
    """
    value = payload.get(key)
    if not isinstance(value, dict):
        raise CallError(f"{key} must be an object")
    return value


def name_in(payload: Payload) -> str:
    """Return the name of a file, which is under ``name``, as sentences show it.

    Raises:
        CallError: it is missing, or no text.
    """
    return visible(text_in(payload, "name"), MAX_NAME)


def content_in(payload: Payload) -> bytes:
    """Return the content of a file, which is under ``base64``.

    Raises:
        CallError: it is missing, or not Base64.
    """
    try:
        return base64.b64decode(text_in(payload, "base64"), validate=True)
    except ValueError as error:
        raise CallError(f"base64 cannot be read: {error}") from error
