"""The pages that are made from data alone: one for each principle, and one for each checklist."""

from collections.abc import Iterable, Mapping

import yaml

from pat_core import Instrument
from pat_core.instrument.checklists import Checklist

__all__ = ["generated_pages"]


def generated_pages(instrument: Instrument, checklists: Iterable[Checklist]) -> dict[str, str]:
    """Return the Markdown of each page by its path below ``docs/``."""
    pages = {}
    for principle in instrument.principles:
        title = f"Principle {principle.number}: {principle.name}"
        about = "What it means, its six statements, and guidance on each of them."
        meta = {"title": title, "description": about, "sources": [instrument.id]}
        body = f"<!-- pat:principle:{principle.number} -->"
        pages[f"guidance/principle-{principle.number}.md"] = _page(meta, title, body)
    for checklist in checklists:
        meta = {
            "title": checklist.title,
            "description": checklist.use,
            "sources": [checklist.source],
            "app": "checklists",
            "hide": ["toc"],
        }
        body = f"<!-- pat:checklist:{checklist.id} -->"
        pages[f"checklists/{checklist.id}.md"] = _page(meta, checklist.title, body)
    return pages


def _page(meta: Mapping[str, object], title: str, body: str) -> str:
    front = yaml.safe_dump(dict(meta), allow_unicode=True, sort_keys=False)
    return f"---\n{front}---\n\n# {title}\n\n{body}\n"
