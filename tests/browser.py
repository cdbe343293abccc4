"""Chromium, driven as a user would, for tests that look at pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, sync_playwright

from tests.office import find_program


@contextmanager
def chromium() -> Iterator[Browser]:
    """The installed Chromium, with a profile of its own; skips where it is not installed."""
    program = find_program("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        try:
            yield browser
        finally:
            browser.close()


def accessibility_faults(page: Page) -> list[tuple[str, Any]]:
    """What axe-core finds wrong with a page: the rule, and the first place that breaks it."""
    found = Axe().run(page).response["violations"]
    return [(each["id"], each["nodes"][0]["html"]) for each in found]
