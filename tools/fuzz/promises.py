"""What every reader promises, whatever it is given: how a refusal reads, and what a reply holds.

A promise that is broken raises. So does any exception that a reader lets through: both are a find.
"""

import json
import unicodedata
from types import ModuleType
from typing import Any, NamedTuple, NoReturn

__all__ = ["BrokenPromiseError", "Reply", "call", "check_sentence", "promise"]

_HIDDEN = {"Cc", "Cs", "Zl", "Zp"}
"""Controls, halves of a character, and ends of lines."""
_TURNING = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of what stands around them."""
LONGEST = 1_000
"""How many characters a refusal may have at most; nobody reads more."""


class BrokenPromiseError(AssertionError):
    """A reader did not do what it promises."""


class Reply(NamedTuple):
    """An entry point's reply: either what was asked for, or the sentence that refuses it."""

    ok: dict[str, Any] | None
    refusal: str


def promise(is_kept: bool, sentence: str) -> None:
    """Raise where a promise is not kept; *sentence* says what is wrong."""
    if not is_kept:
        raise BrokenPromiseError(sentence)


def check_sentence(text: str, name: str = "") -> None:
    """Promise that a refusal is one plain sentence which names the file, and a cause.

    What steers a terminal or turns the words around it stays out.
    """
    promise(text.startswith(name), f"the refusal does not name the file {name!r}: {text!r}")
    hidden = [c for c in text if unicodedata.category(c) in _HIDDEN or c in _TURNING]
    promise(not hidden, f"the refusal holds control characters: {text!r}")
    cause = text.removeprefix(name).strip(": ")
    promise(len(cause) >= 10, f"the refusal gives no cause: {text!r}")
    promise(len(text) <= LONGEST, f"the refusal has {len(text):,} characters: {text[:200]!r}")


def call(module: ModuleType, name: str, payload: object) -> Reply:
    """Ask an entry point as the page does; *payload* is a JSON value, or its text.

    The reply is promised to be JSON, with one of two keys, in text that a file can hold.
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


def _refuse_constant(word: str) -> NoReturn:
    raise BrokenPromiseError(f"a reply holds {word}, which is no JSON")
