"""What holds for every picture: it parses, is named, and needs no style and no script."""

from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"


def parse_picture(text: str) -> ElementTree.Element:
    """Return the tree of a picture that keeps the rules of every picture."""
    root = ElementTree.fromstring(text)
    assert root.tag == f"{SVG}svg"
    title, description = root[0], root[1]
    assert (title.tag, description.tag) == (f"{SVG}title", f"{SVG}desc")
    assert title.text
    assert description.text
    assert root.get("role") == "img"
    assert (root.get("aria-labelledby") or "").split() == [title.get("id"), description.get("id")]
    for node in root.iter():
        assert node.tag not in (f"{SVG}style", f"{SVG}script", f"{SVG}image", f"{SVG}use")
        assert not [n for n in node.attrib if n == "style" or "href" in n or n.startswith("on")]
    return root


def texts(root: ElementTree.Element) -> list[str]:
    """Return every printed text in its order."""
    return [node.text or "" for node in root.iter(f"{SVG}text")]


def description(root: ElementTree.Element) -> str:
    """Return the picture in words."""
    return root[1].text or ""


def with_class(root: ElementTree.Element, class_: str) -> list[ElementTree.Element]:
    """Return every shape of a class."""
    return [node for node in root.iter() if class_ in (node.get("class") or "").split()]
