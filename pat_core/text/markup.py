"""HTML and SVG text that is escaped by construction.

Whatever comes in as a plain string is text; only :func:`element` makes markup. In such text, what
turns the direction of its surroundings or hides is written out, since there is no telling where it
will stand: in a title, a picture, an attribute. Only :func:`isolated` keeps it as it is. Event
handlers and style attributes cannot be written, because the pages' security policy would refuse
them.
"""

from collections.abc import Iterable

from pat_core.text.display import paired, visible_lines

__all__ = ["Child", "Markup", "element", "isolated", "join"]


class Markup(str):
    """Text that is markup already; only this module makes it."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return the markup: template engines ask this, so as not to escape it again."""
        return str(self)


LONG = 160
"""From how many characters on a person's own text counts as long."""

Child = str | None | Iterable["Child"]
Attribute = str | int | float | bool | None

# The library's html.escape would bring the table of all named characters along: 38 kB for a phone.
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"})
_VOID = frozenset({"br", "hr", "input", "link", "meta"})
_CLOSED_IN_ITSELF = frozenset({"circle", "line", "path", "rect"})


def element(name: str, /, *children: Child, **attributes: Attribute) -> Markup:
    """Return one element; strings among *children* are escaped, None and empty ones are left out.

    In an attribute's name "_" stands for "-", and a last "_" is dropped (``class_``). True writes
    the bare name; None and False leave the attribute out.
    """
    opening = name + "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Markup(f"<{opening}>")
    if name in _CLOSED_IN_ITSELF and not children:
        return Markup(f"<{opening}/>")
    return Markup(f"<{opening}>{join(*children)}</{name}>")


def join(*children: Child) -> Markup:
    """Return *children* one after the other, strings escaped."""
    return Markup("".join(_flatten(children)))


def isolated(text: str) -> Markup:
    """Return a person's own text, kept from turning the direction of what stands around it.

    A long one carries a class, by which a style sheet may shorten it on screen.
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
