"""HTML and SVG text that is escaped by construction.

A plain string is always text; only :func:`element` makes markup. In text, characters that are
invisible or change the direction of their surroundings are written out, since it may end up
anywhere: in a title, a picture, an attribute. Only :func:`isolated` keeps them. Event handlers and
style attributes cannot be written, because the pages' security policy would refuse them.
"""

from collections.abc import Iterable

from pat_core.text.display import paired, visible_lines

__all__ = ["Child", "Markup", "element", "isolated", "join"]


class Markup(str):
    """Text that is markup already; only this module creates it."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return the markup, for template engines, which then do not escape it again."""
        return str(self)


LONG = 160
"""A person's own text of more characters than this counts as long."""

Child = str | None | Iterable["Child"]
Attribute = str | int | float | bool | None

# Python's html.escape would load the table of all named characters: 38 kB for a phone.
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"})
_VOID = frozenset({"br", "hr", "input", "link", "meta"})
_CLOSED_IN_ITSELF = frozenset({"circle", "line", "path", "rect"})


def element(name: str, /, *children: Child, **attributes: Attribute) -> Markup:
    """Return one element; strings among *children* are escaped, None is left out.

    In an attribute's name, "_" stands for "-", and a final "_" is dropped (``class_``). True writes
    the bare name; None and False leave the attribute out.
    """
    opening = name + "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Markup(f"<{opening}>")
    if name in _CLOSED_IN_ITSELF and not children:
        return Markup(f"<{opening}/>")
    return Markup(f"<{opening}>{join(*children)}</{name}>")


def join(*children: Child) -> Markup:
    """Return *children* one after the other, with strings escaped."""
    return Markup("".join(_flatten(children)))


def isolated(text: str) -> Markup:
    """Return a person's own text, kept from changing the direction of the text around it.

    A long one gets a class by which a style sheet may shorten it on screen.
    """
    kept = Markup(paired(text).translate(_ESCAPES))
    return element("bdi", kept, class_="pat-long-name" if len(text) > LONG else None)


def _flatten(children: Iterable[Child]) -> Iterable[str]:
    for child in children:
        if isinstance(child, Markup):
            yield child
        elif isinstance(child, str):
            yield visible_lines(child).translate(_ESCAPES)
        elif child is not None:
            yield from _flatten(child)


def _attribute(key: str, value: Attribute) -> str:
    name = key.rstrip("_").replace("_", "-")
    if name.lower() == "style" or name.lower().startswith("on"):
        raise ValueError(f"the attribute {name!r} is refused by the pages' security policy")
    if value is None or value is False:
        return ""
    if value is True:
        return f" {name}"
    return f' {name}="{visible_lines(str(value)).translate(_ESCAPES)}"'
