"""Logging in, sharing a case and making a token in a real Chromium, as several users would."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.acts import PLAYGROUND, act_xml
from tests.api.provider import independent_provider
from tests.api.server import serving
from tests.browser import accessibility_faults, chromium

pytestmark = pytest.mark.browser


def _look(page: Page) -> None:
    """No accessibility fault, and nothing wider than the window."""
    page.wait_for_load_state()
    assert accessibility_faults(page) == [], page.url
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, page.url


def _enter(browser: Browser, address: str, name: str, width: int, scheme: str) -> Page:
    """Someone who opens the service, is sent to the provider, and comes back."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, locale="nb-NO",  # type: ignore[arg-type]
    )  # fmt: skip
    page = context.new_page()
    page.goto(f"{address}/konto")
    page.get_by_role("link", name="Logg inn").click()
    page.locator("input[name=sub]").fill(name)
    page.locator("button[type=submit], input[type=submit]").first.click()
    page.wait_for_url(f"{address}/konto")
    return page


def test_two_users_share_a_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Log in at a provider, invite, take part as a reader, make a token, log out everywhere."""
    with independent_provider() as provider, chromium() as browser:
        monkeypatch.setenv("REGELVERK_OIDC_ISSUER", provider)
        monkeypatch.setenv("REGELVERK_OIDC_CLIENT_ID", "regelverk")
        monkeypatch.setenv("REGELVERK_OIDC_CLIENT_SECRET", "hemmelig")
        monkeypatch.setenv("REGELVERK_OIDC_TRUST_EMAIL", "ja")
        with serving(tmp_path / "data") as server:
            owner = _enter(browser, server.address, "kari@example.no", 1280, "light")
            _look(owner)
            case = _shared_case(owner, server.address)
            reader = _enter(browser, server.address, "ola@example.no", 390, "dark")
            _read_along(reader, case)
            _make_a_token(owner, server.address)
            _leave(owner, server.address)


def _shared_case(page: Page, address: str) -> str:
    """A case with a document, and an invitation; gives its address."""
    page.goto(address)
    page.fill("#title", "Delt sak")
    page.get_by_role("button", name="Opprett sak").click()
    case = page.url.partition("?")[0]
    page.set_input_files(
        "#files", {"name": "lov.xml", "mimeType": "text/xml", "buffer": act_xml(*PLAYGROUND)}
    )
    page.get_by_role("button", name="Last opp", exact=True).click()
    expect(page.locator(".tag.done")).to_have_count(1, timeout=60_000)
    page.goto(f"{case}/medlemmer")
    _look(page)
    page.get_by_label("E-postadresse").fill("ola@example.no")
    page.locator("select#role").select_option("reader")
    page.get_by_role("button", name="Legg til").click()
    expect(page.locator(".told")).to_contain_text("invitert")
    _look(page)
    page.get_by_role("link", name="Se hvem som har gjort hva").click()
    expect(page.locator("tbody tr").first).to_contain_text("Inviterte en adresse som leser")
    _look(page)
    return case


def _read_along(page: Page, case: str) -> None:
    """A reader sees the case and who shares it, and no form that changes it."""
    page.goto(case)
    expect(page.get_by_text("lov.xml")).to_be_visible()
    assert page.locator("#files").count() == 0
    for path in ("", "/bestemmelser", "/sammenligning", "/utkast", "/brev", "/innstillinger"):
        page.goto(f"{case}{path}")
        expect(page.locator("[data-events]")).to_have_count(0, timeout=60_000)
        forms = page.locator("main form[method=post]")
        assert forms.count() == 0, forms.first.get_attribute("action")
    page.goto(case)
    page.locator("table.documents a").first.click()
    page.wait_for_url("**/dokumenter/*")
    assert page.locator("main form[method=post]").count() == 0
    page.goto(case)
    page.goto(f"{case}/medlemmer")
    expect(page.get_by_role("button", name="Forlat saken")).to_be_visible()
    assert page.locator("select").count() == 0
    _look(page)
    page.goto(f"{case}/logg")
    expect(page.locator("[role=alert]")).to_contain_text("ikke tilgang")
    _look(page)


def _make_a_token(page: Page, address: str) -> None:
    """The key is shown once, and copied without being typed."""
    page.goto(f"{address}/konto")
    page.get_by_label("Navn").fill("Nattjobb")
    page.get_by_role("button", name="Lag nøkkel").click()
    expect(page.locator(".told code")).to_contain_text("rgv_")
    _look(page)
    page.goto(f"{address}/konto")
    expect(page.get_by_text("Nattjobb")).to_be_visible()
    assert page.locator(".told code").count() == 0


def _leave(page: Page, address: str) -> None:
    """Log out here, and be led to log out at the provider; nothing opens afterwards."""
    page.get_by_role("button", name="Logg ut", exact=True).click()
    page.wait_for_url("**/oauth2/end_session**")
    page.goto(f"{address}/utlogget")
    _look(page)
    page.goto(f"{address}/konto")
    expect(page.get_by_role("heading", name="Logg inn")).to_be_visible()
    _look(page)
