"""Writes the types of all documents for the page's scripts, from `pat_core.documents`.

Run ``python -m tests.site.scripts.script_types`` after a shape has changed; a test says when.
"""

import importlib
import inspect
import json
import pkgutil
import typing
from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Any, Literal, Union

import pat_core.documents
from tests.site.building import ROOT

TYPES = ROOT / "docs" / "assets" / "app" / "shared" / "documents.d.ts"
"""Where the types lie. Only the type checker reads the file; it is in no bundle."""

_HEADER = """\
/**
 * The shapes of all JSON documents that the page shares with Python. They are written from
 * `pat_core/documents/` by `python -m tests.site.scripts.script_types`; change them there.
 */
"""
_WORDS = {str: "string", bool: "boolean", int: "number", float: "number", NoneType: "null"}


def written_types() -> str:
    """Return the text of the file: an interface for each shape, a type for each alias."""
    return "\n".join([_HEADER, *_declarations()])


def _declarations() -> Iterator[str]:
    for found in sorted(pkgutil.iter_modules(pat_core.documents.__path__), key=lambda m: m.name):
        module = importlib.import_module(f"pat_core.documents.{found.name}")
        for name in module.__all__:
            value = getattr(module, name)
            if typing.is_typeddict(value):
                yield _interface(value)
            else:
                yield f"export type {name} = {script_type(value)};\n"


def _interface(shape: Any) -> str:
    hints = typing.get_type_hints(shape)
    lines = [
        f"  {_key(key)}{'' if key in shape.__required_keys__ else '?'}: {script_type(hint)};"
        for key, hint in hints.items()
    ]
    summary = inspect.cleandoc(shape.__doc__ or "").splitlines()[0].replace("``", "`")
    start = f"/** {summary} */\nexport interface {shape.__name__} {{"
    return "\n".join([start, *lines, "}\n"])


def _key(key: str) -> str:
    return key if key.isidentifier() else json.dumps(key)


def script_type(hint: Any) -> str:
    """Return a Python type in TypeScript's words.

    Raises:
        TypeError: documents have no values of that type.
    """
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint in _WORDS:
        return _WORDS[hint]
    if hint is object:
        return "unknown"
    if typing.is_typeddict(hint):
        return str(hint.__name__)
    if origin is Literal:
        return " | ".join(json.dumps(value) for value in arguments)
    if origin in (Union, UnionType):
        return " | ".join(script_type(each) for each in arguments)
    if origin is tuple:
        return f"[{', '.join(script_type(each) for each in arguments)}]"
    if origin is list:
        item = script_type(arguments[0])
        return f"({item})[]" if " | " in item else f"{item}[]"
    if origin is dict:
        key, value = map(script_type, arguments)
        record = f"Record<{key}, {value}>"
        return record if key == "string" else f"Partial<{record}>"
    raise TypeError(f"no type of a document: {hint!r}")


if __name__ == "__main__":
    TYPES.write_text(written_types(), encoding="utf-8")
