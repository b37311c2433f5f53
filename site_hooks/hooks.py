"""The MkDocs events; each is a few lines around a function that knows nothing of MkDocs."""

import re
import sys
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
# MkDocs loads this file by its path, so Python does not know the folder of our packages.
sys.path.insert(0, str(ROOT))

from mkdocs.exceptions import PluginError  # noqa: E402
from mkdocs.plugins import event_priority  # noqa: E402
from mkdocs.structure.files import File  # noqa: E402

from pat_core import InstrumentError, build_instrument  # noqa: E402
from pat_core.instrument.checklists import load_checklists  # noqa: E402
from pat_core.instrument.guided_path import load_path  # noqa: E402
from pat_core.instrument.sources import load_sources  # noqa: E402
from site_hooks.bundle import Bundle, build_bundle  # noqa: E402
from site_hooks.commit import fix_time  # noqa: E402
from site_hooks.navigation import name_navigation  # noqa: E402
from site_hooks.offline import write_offline  # noqa: E402
from site_hooks.pages.fill import fill_page  # noqa: E402
from site_hooks.pages.generated_pages import generated_pages  # noqa: E402
from site_hooks.pages.page_index import PageEntry, PageIndex  # noqa: E402
from site_hooks.pages.snippets import Content, SnippetError  # noqa: E402
from site_hooks.policy.headers import write_headers  # noqa: E402
from site_hooks.policy.page_policy import PolicyError, write_policies  # noqa: E402
from site_hooks.software.sbom import write_bill  # noqa: E402
from site_hooks.software.shipped import shipped_components, write_licences  # noqa: E402

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

APP_FOLDER = "assets/app/"
LANGUAGES = "assets/javascripts/lunr/"
SEARCH = "material/search"
SECTION = re.compile(r"<(h[2-6])\b")


class _Build:
    """What one build hands from event to event."""

    bundle: Bundle
    content: Content


def on_config(config: "MkDocsConfig") -> "MkDocsConfig":
    """Read the instrument, make the bundle, and give the theme its address."""
    fix_time(ROOT)
    wording = ROOT / config.extra["pat"]["wording"]
    facts = ROOT / "pat_core" / "instrument" / "data" / "instrument.toml"
    try:
        instrument = build_instrument(facts.read_text("utf-8"), wording.read_text("utf-8"))
    except (OSError, InstrumentError) as error:
        raise PluginError(f"{wording}: {error}") from error
    _Build.bundle = build_bundle(ROOT, wording)
    try:
        _Build.content = Content(
            instrument=instrument,
            software=shipped_components(ROOT, _Build.bundle),
            checklists=load_checklists(instrument),
            sources=load_sources(),
            path=load_path(instrument),
            docs=Path(config.docs_dir),
        )
    except InstrumentError as error:
        raise PluginError(str(error)) from error
    config.extra["pat_app"] = f"build/{_Build.bundle.id}/app"
    config.extra["pat_build"] = _Build.bundle.id
    config.extra["pat_modules"] = _Build.bundle.modules
    config.extra["pat_integrity"] = _Build.bundle.integrity
    config.extra["pat_sanitiser"] = f"build/{_Build.bundle.id}/dompurify/purify.min.js"
    return config


def on_files(files: "Files", config: "MkDocsConfig") -> "Files":
    """Keep the app's sources out of the site, and add the pages that are made from data."""
    english = list(config.plugins[SEARCH].config["lang"]) == ["en"]
    # The theme brings a folder of languages for the search; for English it loads none of them.
    unused = (APP_FOLDER, LANGUAGES) if english else (APP_FOLDER,)
    for file in [file for file in files if file.src_uri.startswith(unused)]:
        files.remove(file)
    for path, text in generated_pages(_Build.content.instrument, _Build.content.checklists).items():
        files.append(File.generated(config, path, content=text))
    return files


def on_env(env: "jinja2.Environment", config: "MkDocsConfig", files: "Files") -> None:
    """Put the snippets that are made from data where the pages ask for them."""
    # Only now has every page been read, and one can tell which others bear on it.
    pages = [file.page for file in files.documentation_pages() if file.page]
    entries = [
        PageEntry(page.file.src_uri, page.url, page.meta.get("title") or str(page.title), page.meta)
        for page in pages
    ]
    index = PageIndex(entries)
    for page, entry in zip(pages, entries, strict=True):
        try:
            page.content = fill_page(page.content or "", _Build.content, index, entry)
        except SnippetError as error:
            raise PluginError(str(error)) from error


@event_priority(1)
def on_page_context(
    context: "TemplateContext", page: "Page", config: "MkDocsConfig", **_: object
) -> "TemplateContext":
    """Leave the search out of guarded pages, and rank developers' pages lower, in time for it."""
    if page.url.startswith("developers/"):
        # Most people who search here look for help with a partnership.
        page.meta.setdefault("search", {"boost": 0.3})
    if page.meta.get("foreign"):
        # Only its introduction is found: the rest is shown step by step, and no link leads there.
        page.content = SECTION.sub(r'<\1 data-search-exclude="step"', page.content or "")
        without = copy(config)
        # The theme's header asks whether the search is among the plugins.
        without["plugins"] = {
            name: plugin for name, plugin in config.plugins.items() if name != SEARCH
        }
        context["config"] = without
    return context


def on_post_page(output: str, page: "Page", config: "MkDocsConfig") -> str:
    """Give each region of the navigation a name."""
    return name_navigation(output)


def on_post_build(config: "MkDocsConfig") -> None:
    """Add the files that accompany the pages, write the policies, and list all files."""
    site = Path(config.site_dir)
    _Build.bundle.copy_to(site / "build")
    write_headers(site)
    write_licences(site, ROOT)
    write_bill(site, _Build.content.software)
    try:
        write_policies(site)
    except PolicyError as error:
        raise PluginError(str(error)) from error
    write_offline(site, _Build.bundle.id)
