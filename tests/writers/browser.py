"""Pages opened in Chromium, without network, and what axe-core says of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.office import find_program

VIEWS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
"""Widths in pixels and colour schemes that pages are tried in."""


@contextmanager
def chromium() -> Iterator[Any]:
    """A headless Chromium; skips the test where it or Playwright is not installed."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    program = find_program("chromium")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(
            executable_path=str(program), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


def violations(page: Any) -> list[str]:
    """What axe-core finds wrong with a page: its rule, and the first element that breaks it."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]
