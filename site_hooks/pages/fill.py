"""Fills the parts of pages that are made from data, so that their wording exists once.

A page asks for a part with a line ``<!-- pat:NAME -->`` or ``<!-- pat:NAME:WHICH -->``, and links
to a statement with ``[[4A]]``. Templates see the data and a few small functions; they hold no rule.
"""

import re
from pathlib import Path

import jinja2

from site_hooks.pages.page_index import Book, Leaf
from site_hooks.pages.parts import TEMPLATES, Order, PartError, Parts

__all__ = ["fill_page"]

_PLACE = re.compile(r"<!-- pat:([a-z-]+)(?::([A-Za-z0-9-]+))? -->")
_STATEMENT = re.compile(r"\[\[([0-9][A-Z])\]\]")


def fill_page(html: str, parts: Parts, book: Book, leaf: Leaf) -> str:
    """Return the content of a page with all its parts in place, and what it rests on at its end.

    Raises:
        PartError: there is no part, statement, source or page of that name.
    """
    whole = html + "<!-- pat:basis -->"
    try:
        filled = _PLACE.sub(lambda found: _render(found, parts, book, leaf), whole)
        return _STATEMENT.sub(
            lambda found: _statement_link(found.group(1), parts, book, leaf), filled
        )
    except KeyError as error:
        raise PartError(f"{leaf.path}: there is no {error.args[0]!r}") from error
    except ValueError as error:
        raise PartError(f"{leaf.path}: {error}") from error


def _render(found: re.Match[str], parts: Parts, book: Book, leaf: Leaf) -> str:
    name, which = found.group(1), found.group(2) or ""
    if name not in TEMPLATES:
        raise PartError(f"no part is called {name!r}")
    template, context = TEMPLATES[name]
    order = Order(parts, book, leaf, which)
    return _ENVIRONMENT.get_template(template).render(
        part=name,
        instrument=parts.instrument,
        parts=parts,
        leaf=leaf,
        book=book,
        link=lambda there: book.link(leaf, there),
        statement_page=_statement_page,
        **context(order),
    )


def _statement_page(code: str) -> str:
    return f"guidance/principle-{code[0]}.md#statement-{code}"


def _statement_link(code: str, parts: Parts, book: Book, leaf: Leaf) -> str:
    if code not in parts.instrument.codes:
        raise PartError(f"no statement is called {code!r}")
    return f'<a class="pat-code" href="{book.link(leaf, _statement_page(code))}">{code}</a>'


_ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=jinja2.StrictUndefined,
)
