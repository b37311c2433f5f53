"""The scripts' types are true: documents and replies have the shapes that they state."""

import json
import re
from typing import Any

from pat_core.browser import group, person, workbook
from site_hooks.runtime import exercise
from site_hooks.runtime.tracing import plan_exercise
from tests.site.building import ROOT
from tests.site.scripts.script_types import TYPES, written_types

REPLIES = ROOT / "docs" / "assets" / "app" / "python" / "replies.d.ts"
_INTERFACE = re.compile(r"^export interface (\w+)(?: extends ([\w, ]+))? {\n(.*?)^}", re.S | re.M)
_KEY = re.compile(r"^  (\w+)(\??): ([^;]+);", re.M)


def test_types_of_documents_are_those_of_python() -> None:
    """A shape that changed in Python is written anew for the scripts."""
    stale = "run python -m tests.site.scripts.script_types"
    assert TYPES.read_text("utf-8") == written_types(), stale


def test_every_call_has_its_reply() -> None:
    """The scripts' list of replies names each call, once."""
    assert sorted(_replies()) == sorted([*person.CALLS, *group.CALLS, *workbook.CALLS])


def test_replies_have_the_keys_of_their_types() -> None:
    """Each reply to the build's exercise, which makes every call, has all keys and no other."""
    keys = {name: _all_keys(name) for name in _interfaces()}
    made = _answers()
    assert made.keys() == _replies().keys()
    wrong = {
        call: [sorted(reply) for reply in made[call] if reply.keys() not in _allowed(shapes, keys)]
        for call, shapes in _replies().items()
    }
    assert {call: found for call, found in wrong.items() if found} == {}


def test_lines_on_entries_have_the_keys_of_their_type() -> None:
    """What Python says of one entry is what the list of files shows."""
    lines = [line for reply in _answers()["sort_entries"] for line in reply["lines"]]
    assert lines
    assert all(line.keys() == _all_keys("EntryLine") for line in lines)


def _interfaces() -> dict[str, tuple[list[str], dict[str, str]]]:
    """Return each interface's bases, and its own keys with their types."""
    text = REPLIES.read_text("utf-8")
    assert "?:" not in text
    return {
        name: (
            bases.split(", ") if bases else [],
            {key: kind for key, _, kind in _KEY.findall(body)},
        )
        for name, bases, body in _INTERFACE.findall(text)
    }


def _all_keys(name: str) -> set[str]:
    bases, own = _interfaces()[name]
    return own.keys() | {key for base in bases for key in _all_keys(base)}


def _replies() -> dict[str, list[str]]:
    """Return the interfaces that each call may reply with."""
    return {call: kinds.split(" | ") for call, kinds in _interfaces()["Replies"][1].items()}


def _allowed(shapes: list[str], keys: dict[str, set[str]]) -> list[set[str]]:
    return [keys[shape] for shape in shapes]


def _answers() -> dict[str, list[dict[str, Any]]]:
    """Return all answers to the samples, by call."""
    made: dict[str, list[dict[str, Any]]] = {}
    for step in plan_exercise({}, ROOT / "site_hooks" / "runtime" / "exercise.json"):
        replies = json.loads(exercise.run_step(json.dumps(step)))["replies"]
        for sample, reply in zip(step["samples"], replies, strict=False):
            if reply.startswith('{"ok"'):
                made.setdefault(sample["call"], []).append(json.loads(reply)["ok"])
    return made
