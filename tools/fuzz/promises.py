"""What every reader promises, whatever it is given: how a refusal reads, and what a reply holds.

A broken promise raises an exception. One that a reader lets through breaks a promise, too.
"""

import json
import unicodedata
from types import ModuleType
from typing import Any, NamedTuple, NoReturn

__all__ = ["BrokenPromiseError", "Reply", "ask", "call", "check_sentence", "promise"]

_HIDDEN = {"Cc", "Cs", "Zl", "Zp"}
"""Unicode categories: controls, halves of a character, and ends of lines."""
_TURNING = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of what stands around them."""
LONGEST = 1_000
"""How many characters a refusal may have at most; nobody would read more."""


class BrokenPromiseError(AssertionError):
    """A reader did not keep a promise."""


class Reply(NamedTuple):
    """An entry point's reply: either what was asked for, or the sentence that refuses it."""

    ok: dict[str, Any] | None
    refusal: str


def promise(is_kept: bool, sentence: str) -> None:
    """Raise BrokenPromiseError with *sentence*, which says what is wrong, unless *is_kept*."""
    if not is_kept:
        raise BrokenPromiseError(sentence)


def check_sentence(text: str, name: str = "") -> None:
    """Promise that a refusal is one plain sentence that names the file, and a cause.

    It must hold nothing that steers a terminal or turns the direction of the words around it.
    """
    promise(text.startswith(name), f"the refusal does not name the file {name!r}: {text!r}")
    hidden = [c for c in text if unicodedata.category(c) in _HIDDEN or c in _TURNING]
    promise(not hidden, f"the refusal holds control characters: {text!r}")
    cause = text.removeprefix(name).strip(": ")
    promise(len(cause) >= 10, f"the refusal gives no cause: {text!r}")
    promise(len(text) <= LONGEST, f"the refusal has {len(text):,} characters: {text[:200]!r}")


def call(module: ModuleType, name: str, payload: object) -> Reply:
    """Call an entry point as the page does; *payload* is a JSON value, or its text.

    The reply is promised to be JSON with one of two keys, in text that a file can hold.
    """
    text = payload if isinstance(payload, str) else json.dumps(payload, ensure_ascii=False)
    answer: str = module.answer_call(name, text)
    answer.encode()
    reply = json.loads(answer, parse_constant=_refuse_constant)
    promise(list(reply) in (["ok"], ["error"]), f"{name}: neither ok nor error: {answer[:200]}")
    if "ok" in reply:
        return Reply(reply["ok"], "")
    check_sentence(reply["error"]["message"])
    return Reply(None, reply["error"]["message"])


def ask(module: ModuleType, name: str, payload: object) -> dict[str, Any]:
    """Return the reply to a call that must not be refused: its payload has been read already."""
    reply = call(module, name, payload)
    promise(reply.ok is not None, f"{name} refuses what was read: {reply.refusal}")
    return reply.ok or {}


def _refuse_constant(word: str) -> NoReturn:
    raise BrokenPromiseError(f"a reply holds {word}, which is no JSON")
