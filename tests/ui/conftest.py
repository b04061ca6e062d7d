"""What do the tests of the front end share? One server of sample pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.tools import ROOT
from tests.ui.sample import views
from tests.ui.sample.server import sample_server


@pytest.fixture(scope="package")
def sample() -> Iterator[str]:
    with sample_server() as address:
        yield address


# A browser writes every 422 and every lost connection in its console.
EXPECTED = re.compile(r"status of 422|net::ERR_FAILED")
OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, sample: str) -> Iterator[OpenPage]:
    """``open_page("/form/", width=320, scripts=False)``; a page that complains fails the test."""
    opened: list[tuple[Page, list[str]]] = []

    def opener(path: str, *, width: int = 1280, height: int = 900, scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=sample,
            viewport={"width": width, "height": height},
            java_script_enabled=scripts,
        )
        page = context.new_page()
        page.set_default_timeout(10_000)
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda problem: said.append(str(problem)))
        opened.append((page, said))
        page.goto(path)
        return page

    views.RECEIVED.clear()
    yield opener
    complaints = [text for _, said in opened for text in said if not EXPECTED.search(text)]
    for page, _ in opened:
        page.context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def axe_source() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
