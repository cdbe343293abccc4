"""A user's way through the service in a real Chromium, in both forms, wide and narrow."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.acts import PLAYGROUND, SKIING, SLEDGING, act_xml
from tests.api.server import serving
from tests.browser import accessibility_faults, chromium

Look = Callable[[Page], None]
pytestmark = pytest.mark.browser
_WORDS = {
    "nb": ("Opprett sak", "Last opp", "Sammenligning", "Utkast", "Lagre begrunnelsen"),
    "nn": ("Opprett sak", "Last opp", "Samanlikning", "Utkast", "Lagre grunngivinga"),
}


def _look(page: Page) -> None:
    """No accessibility fault, and nothing wider than the window."""
    page.wait_for_load_state()
    assert accessibility_faults(page) == [], page.url
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, page.url


@pytest.mark.parametrize(
    ("form", "width", "scheme", "scripts"),
    [("nb", 1280, "light", True), ("nn", 390, "dark", True), ("nb", 390, "light", False)],
)
def test_upload_see_decide_download(
    form: str, width: int, scheme: str, scripts: bool, tmp_path: Path
) -> None:
    """Upload, look, justify, edit, download; also in nynorsk on a telephone, and without scripts."""
    make, upload, comparison, drafts, save = _WORDS[form]
    files = []
    for each in (PLAYGROUND, SLEDGING, SKIING):
        files.append(tmp_path / f"{each[2]}.xml")
        files[-1].write_bytes(act_xml(*each))
    with serving(tmp_path / "data") as server, chromium() as browser:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=scripts, bypass_csp=scripts, locale="nb-NO",
        )  # fmt: skip
        page = context.new_page()
        look = _look if scripts else Page.wait_for_load_state
        page.goto(f"{server.address}/start?token={server.token}")
        page.goto(f"{server.address}/maalform/{form}")
        assert page.get_attribute("html", "lang") == form
        look(page)
        case = _upload(page, look, make, upload, files)
        _see(page, look, case)
        _decide(page, look, comparison, drafts, save)
        with page.expect_download() as download:
            page.locator("a[href$='/utkast/pakke/fil']").click()
        data = Path(download.value.path()).read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        proposal = docx.Document(io.BytesIO(packed.read("lovforslag.docx")))
    assert any("åpen for alle" in each.text for each in proposal.paragraphs)


def _upload(page: Page, look: Look, make: str, upload: str, files: list[Path]) -> str:
    """Make a case and upload files; gives the case's address."""
    page.fill("#title", "To lover")
    page.get_by_role("button", name=make).click()
    page.set_input_files("#files", files)
    page.get_by_role("button", name=upload, exact=True).click()
    expect(page.locator(".tag.done")).to_have_count(3, timeout=60_000)
    look(page)
    return page.url


def _see(page: Page, look: Look, case: str) -> None:
    """A document with its clauses marked, and the clauses of the case."""
    page.locator("table.documents a").first.click()
    expect(page.locator("mark").first).to_be_visible()
    look(page)
    page.goto(f"{case}/bestemmelser")
    expect(page.locator("ol.clauses li").first).to_be_visible()
    look(page)


def _decide(page: Page, look: Look, comparison: str, drafts: str, save: str) -> None:
    """Justify a deviation, and reword a draft."""
    page.get_by_role("link", name=comparison).click()
    expect(page.locator("table.matrix")).to_be_visible(timeout=60_000)
    look(page)
    page.locator("ol.differences > li details summary").first.click()
    page.locator("ol.differences textarea").first.fill("Tjenestene er ulike.")
    page.get_by_role("button", name=save).first.click()
    expect(page.locator("ol.differences .reason").first).to_contain_text(
        "Tjenestene er ulike.", timeout=60_000
    )
    page.get_by_role("link", name=drafts).click()
    expect(page.locator("table.drafts a").first).to_be_visible(timeout=60_000)
    look(page)
    page.locator("table.drafts a").first.click()
    look(page)
    page.locator("form.edit textarea").fill("Lekeplassen skal være åpen for alle.")
    page.locator("form.edit button").first.click()
    expect(page.locator("table.mirror")).to_contain_text("åpen for alle", timeout=60_000)
    page.get_by_role("link", name=drafts).first.click()
    page.locator("a[href$='/utkast/pakke']").click()
    expect(page.locator("a[href$='/utkast/pakke/fil']")).to_be_visible(timeout=60_000)
    look(page)
