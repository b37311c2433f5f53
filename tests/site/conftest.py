"""What the tests of the built site are given."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from pat_core import Instrument
from tests.site.building import built_site, chosen_instrument

Load = Callable[[str], BeautifulSoup]


@pytest.fixture(scope="session")
def site() -> Path:
    return built_site()


@pytest.fixture(scope="session")
def instrument() -> Instrument:
    return chosen_instrument()


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, BeautifulSoup]:
    """Return every page by its address, such as ``/assess/``."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix().removesuffix("index.html")
        found[f"/{name}"] = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    return found


@pytest.fixture(scope="session")
def assess(pages: dict[str, BeautifulSoup]) -> BeautifulSoup:
    return pages["/assess/"]


@pytest.fixture(scope="session")
def bundle(site: Path) -> Path:
    """Return the one folder that is named after its content."""
    (folder,) = (site / "build").iterdir()
    return folder
