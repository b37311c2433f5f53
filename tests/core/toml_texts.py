"""The instrument's two TOML files as values that a test can change and write out again."""

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pat_core

Table = dict[str, Any]
Change = Callable[[Table, Table], object]
"""What a test does to facts and wording, in place."""


FROZEN_WORDING = Path(__file__).parent.parent / "wording.toml"
"""The wording of the released cases, which does not change when the package's wording does."""


def texts() -> tuple[str, str]:
    """Return the facts and the wording that the package carries, as TOML texts."""
    folder = Path(pat_core.__file__).parent / "instrument" / "data"
    names = ("instrument.toml", "wording.toml")
    facts, wording = ((folder / name).read_text(encoding="utf-8") for name in names)
    return facts, wording


def changed(change: Change) -> tuple[str, str]:
    """Return the package's facts and wording, as TOML texts, after *change*."""
    facts, wording = (tomllib.loads(text) for text in texts())
    change(facts, wording)
    return write(facts), write(wording)


def write(table: Table) -> str:
    """Return *table* as TOML: a line a key, inner tables inline."""
    return "".join(f"{json.dumps(key)} = {_inline(value)}\n" for key, value in table.items())


def _inline(value: object) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{json.dumps(key)} = {_inline(each)}" for key, each in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_inline, value))}]"
    return json.dumps(value, ensure_ascii=False)
