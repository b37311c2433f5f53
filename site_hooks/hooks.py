"""The MkDocs events; each is a few lines around a function that knows nothing of MkDocs."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
# MkDocs loads this file by its path, so the folder that holds our packages must be made known.
sys.path.insert(0, str(ROOT))

from mkdocs.exceptions import PluginError  # noqa: E402

from pat_core import InstrumentError, build_instrument  # noqa: E402
from site_hooks.bundle import Bundle, build_bundle  # noqa: E402
from site_hooks.pages import Parts, fill_parts  # noqa: E402
from site_hooks.policy import PolicyError, write_policies  # noqa: E402

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

APP_FOLDER = "assets/app/"


class _Build:
    """What one build hands from event to event."""

    bundle: Bundle
    parts: Parts


def on_config(config: "MkDocsConfig") -> "MkDocsConfig":
    """Read the instrument, make the bundle, and tell the theme where it will be."""
    wording = ROOT / config.extra["pat"]["wording"]
    facts = ROOT / "pat_core" / "data" / "instrument.toml"
    try:
        instrument = build_instrument(facts.read_text("utf-8"), wording.read_text("utf-8"))
    except (OSError, InstrumentError) as error:
        raise PluginError(f"{wording}: {error}") from error
    _Build.bundle = build_bundle(ROOT, wording)
    _Build.parts = Parts(instrument, _Build.bundle.runtime)
    config.extra["pat_app"] = f"build/{_Build.bundle.id}/app"
    config.extra["pat_modules"] = _Build.bundle.modules
    return config


def on_files(files: "Files", config: "MkDocsConfig") -> "Files":
    """Keep the app's sources out of the site; they go there inside the bundle."""
    for file in [file for file in files if file.src_uri.startswith(APP_FOLDER)]:
        files.remove(file)
    return files


def on_page_content(html: str, page: "Page", **_: object) -> str:
    """Put the parts that are made from the instrument where the page asks for them."""
    try:
        return fill_parts(html, _Build.parts)
    except KeyError as error:
        raise PluginError(f"{page.file.src_uri}: no part is called {error.args[0]!r}") from error


def on_post_build(config: "MkDocsConfig") -> None:
    """Copy the bundle into the site and write each page's security policy."""
    site = Path(config.site_dir)
    _Build.bundle.copy_to(site / "build")
    try:
        write_policies(site)
    except PolicyError as error:
        raise PluginError(str(error)) from error
