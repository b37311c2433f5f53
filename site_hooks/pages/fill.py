"""Puts the snippets that are made from data into the pages, so that their wording exists once.

A page asks for a snippet with a line ``<!-- pat:NAME -->`` or ``<!-- pat:NAME:WHICH -->``, and
links to a statement with ``[[4A]]``. Templates see the content and a few small functions; they hold
no rule.
"""

import re
from pathlib import Path

import jinja2

from site_hooks.pages.page_index import PageEntry, PageIndex
from site_hooks.pages.snippets import TEMPLATES, Content, Snippet, SnippetError

__all__ = ["fill_page"]

_PLACE = re.compile(r"<!-- pat:([a-z-]+)(?::([A-Za-z0-9-]+))? -->")
_STATEMENT = re.compile(r"\[\[([0-9][A-Z])\]\]")


def fill_page(html: str, content: Content, index: PageIndex, page: PageEntry) -> str:
    """Return the HTML of a page with all its snippets in place, and its sources at the end.

    Raises:
        SnippetError: there is no snippet, statement, source or page of that name.
    """
    whole = html + "<!-- pat:basis -->"
    try:
        filled = _PLACE.sub(lambda match: _render(match, content, index, page), whole)
        return _STATEMENT.sub(
            lambda match: _statement_link(match.group(1), content, index, page), filled
        )
    except KeyError as error:
        raise SnippetError(f"{page.path}: there is no {error.args[0]!r}") from error
    except ValueError as error:
        raise SnippetError(f"{page.path}: {error}") from error


def _render(match: re.Match[str], content: Content, index: PageIndex, page: PageEntry) -> str:
    name, which = match.group(1), match.group(2) or ""
    if name not in TEMPLATES:
        raise SnippetError(f"no part is called {name!r}")
    template, context = TEMPLATES[name]
    snippet = Snippet(content, index, page, which)
    return _ENVIRONMENT.get_template(template).render(
        snippet=name,
        instrument=content.instrument,
        content=content,
        page_index=index,
        link=lambda there: index.link(page, there),
        statement_page=_statement_page,
        **context(snippet),
    )


def _statement_page(code: str) -> str:
    return f"guidance/principle-{code[0]}.md#statement-{code}"


def _statement_link(code: str, content: Content, index: PageIndex, page: PageEntry) -> str:
    if code not in content.instrument.codes:
        raise SnippetError(f"no statement is called {code!r}")
    return f'<a class="pat-code" href="{index.link(page, _statement_page(code))}">{code}</a>'


_ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=jinja2.StrictUndefined,
)
