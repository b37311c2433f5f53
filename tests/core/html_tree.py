"""A small tree of what Python's own HTML parser sees, for questions about built HTML."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

VOID = {"br", "hr", "img", "input", "link", "meta"}


@dataclass
class Node:
    """One element: its name, its attributes, and what stands in it, in order."""

    name: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    children: "list[Node | str]" = field(default_factory=list)

    @property
    def elements(self) -> "list[Node]":
        """The elements right below this one."""
        return [child for child in self.children if isinstance(child, Node)]

    @property
    def text(self) -> str:
        """All text in it, elements left out."""
        return "".join(c.text if isinstance(c, Node) else c for c in self.children)

    def walk(self) -> "Iterator[Node]":
        """Yield every element below this one."""
        for child in self.elements:
            yield child
            yield from child.walk()

    def all(self, name: str, class_: str | None = None) -> "list[Node]":
        """Return every element of a name, and of a class where one is given."""
        return [
            node
            for node in self.walk()
            if node.name == name
            and (class_ is None or class_ in (node.attributes.get("class") or "").split())
        ]

    def section(self, heading: str) -> "Node":
        """Return the section whose own heading this is."""
        (found,) = [
            node
            for node in self.all("section")
            if any(
                child.name == "h3" and child.text == heading
                for inner in (node, *node.all("div", "pat-together"))
                for child in inner.elements
            )
        ]
        return found

    def headings(self) -> list[str]:
        """Return the text of every third-level heading."""
        return [node.text for node in self.all("h3")]


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, dict(attrs))
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].name == tag, f"</{tag}> closes <{self.open[-1].name}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse_html(text: str) -> Node:
    """Return the tree of *text*; every element must be closed by its own end."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    assert len(builder.open) == 1, f"<{builder.open[-1].name}> is never closed"
    return builder.open[0]
