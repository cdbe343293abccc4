"""A user's way from uploading to clauses and search in a real Chromium: by mouse, keys, paper."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import docx
import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.acts import PLAYGROUND, SLEDGING, act_xml
from tests.api.server import Server, serving
from tests.browser import accessibility_faults, chromium
from tests.readers.pdf_file import Sheet, pdf

pytestmark = pytest.mark.browser
_PATIENCE = 120_000
_LOOKS = [("nb", 1280, "light"), ("nn", 390, "dark"), ("nn", 1280, "dark"), ("nb", 390, "light")]


class Served(NamedTuple):
    """A server with a case of real acts, and the folder of the files that were uploaded."""

    server: Server
    browser: Browser
    case: str
    files: list[Path]

    def page(self, form: str = "nb", width: int = 1280, scheme: str = "light",
             *, scripts: bool = True) -> Page:  # fmt: skip
        """A new user's page, logged in."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=scripts, bypass_csp=scripts, locale="nb-NO",
            permissions=["clipboard-read", "clipboard-write"],
        )  # fmt: skip
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(f"script: {error}"))
        page.goto(f"{self.server.address}/start?token={self.server.token}")
        page.goto(f"{self.server.address}/maalform/{form}")
        return page


def _word() -> bytes:
    made = docx.Document()
    made.add_heading("Forskrift om isbaner", 1)
    made.add_heading("§ 1. Samarbeid", 2)
    made.add_paragraph("Isbanen skal samarbeide med skolen dersom det er nødvendig for barnet.")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _paper() -> bytes:
    sheet = Sheet()
    rows = ["Tildelingsbrev 2027 for Snødirektoratet", "Snødirektoratet skal samarbeide med alle."]
    sheet.rows(60, 80, rows)
    return pdf([sheet])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, shared_dir: Path) -> Iterator[Served]:
    """The six acts of 2021, a Word file and a PDF in one case."""
    folder = tmp_path_factory.mktemp("filer")
    (folder / "forskrift.docx").write_bytes(_word())
    (folder / "brev.pdf").write_bytes(_paper())
    acts = sorted((shared_dir / "corpora/velferd-2021").glob("*.xml"))
    files = [*acts, folder / "forskrift.docx", folder / "brev.pdf"]
    assert len(files) == 8
    with serving(folder / "data") as server, chromium() as browser:
        client = server.client()
        case = client.post("/api/v1/cases", json={"title": "Velferdslovene"}).json()["id"]
        sent = [("files", (each.name, each.read_bytes())) for each in files]
        assert client.post(f"/api/v1/cases/{case}/documents", files=sent).status_code == 201
        kept = Served(server, browser, f"{server.address}/saker/{case}", files)
        page = kept.page()
        page.goto(kept.case)
        expect(page.locator(".tag.done")).to_have_count(8, timeout=_PATIENCE)
        yield kept


def _look(page: Page) -> None:
    """No accessibility fault, and nothing wider than the window."""
    page.wait_for_load_state()
    assert accessibility_faults(page) == [], page.url
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, page.url


@pytest.mark.parametrize(("form", "width", "scheme"), _LOOKS)
def test_every_page_can_be_used_by_all(served: Served, form: str, width: int, scheme: str) -> None:
    """No finding of axe-core on any page, wide and narrow, light and dark, in both forms."""
    page = served.page(form, width, scheme)
    assert page.get_attribute("html", "lang") == form
    _look(page)
    page.goto(served.case)
    acts = page.locator("table.documents a").evaluate_all("all => all.map(each => each.href)")
    assert len(acts) == 8
    ways = ["/bestemmelser", "/bestemmelser?element=purpose&mangler=condition&rekke=unsure",
            "/bestemmelser?type=organ&part=statlig&element=beneficiary", "/sok?q=samarbeide+plan",
            "/sok?q=xyzzy", "/sok", "/innstillinger", "/slett", "/finnes-ikke"]  # fmt: skip
    for address in (served.case, acts[1], acts[6], *(served.case + way for way in ways)):
        page.goto(address)
        _look(page)
    page.goto(acts[1])
    page.locator("mark[data-clause]").first.focus()
    expect(page.locator("aside.panel dl")).to_be_visible()
    _look(page)


def test_upload_tells_of_each_file_and_shows_what_was_found(served: Served, tmp_path: Path) -> None:
    """Each file has its own answer; then the document, its citations and addresses, and a search."""
    page = served.page()
    page.fill("#title", "Velferd og skole")
    page.get_by_role("button", name="Opprett sak").click()
    expect(page.locator(".told")).to_contain_text("opprettet")
    wrong = tmp_path / "bilde.png"
    wrong.write_bytes(b"\x89PNG\r\n" + b"0" * 50)
    again = tmp_path / "igjen.xml"
    again.write_bytes(served.files[0].read_bytes())
    page.set_input_files("#files", [*served.files, wrong, again])
    page.get_by_role("button", name="Last opp", exact=True).click()
    expect(page.locator(".files li p")).to_have_count(10, timeout=_PATIENCE)
    expect(page.locator(".files li", has_text="fra før")).to_have_count(1)
    expect(page.locator(".tag.done")).to_have_count(8, timeout=_PATIENCE)
    expect(page.locator(".tag.failed")).to_have_count(1)
    row = page.locator("table.documents tr", has_text="Krisesenterlova")
    expect(row).to_contain_text("nynorsk")
    _read_a_document(page)
    page.goto(f"{page.url.partition('/dokumenter')[0]}/bestemmelser")
    page.select_option("#type", "samordning")
    page.select_option("#part", "offentlig")
    page.get_by_role("button", name="Avgrens").click()
    expect(page.locator("ol.clauses li").first).to_contain_text("Samordning")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    rows = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) > 2
    assert rows[0].startswith("Dokument;Sted;")
    page.fill("#sok", "kommunane tenester")
    page.keyboard.press("Enter")
    expect(page.locator("mark.hit").first).to_be_visible()
    words = {each.lower() for each in page.locator("mark.hit").all_inner_texts()}
    assert {"kommunen", "tjenester"} <= words, words


def _read_a_document(page: Page) -> None:
    page.get_by_role("link", name="Barnevernsloven").click()
    mark = page.locator("mark.t-samordning[data-clause]").first
    mark.hover()
    expect(page.locator("aside.panel")).to_contain_text("Hvem plikten ligger på")
    page.keyboard.press("Escape")
    expect(page.locator("aside.panel dl")).to_have_count(0)
    page.locator(".line:has(mark) a.at").first.click()
    expect(page.locator(".toast")).to_contain_text("lov/2021-06-18-97/§")
    assert "lov/2021-06-18-97/§" in page.evaluate("navigator.clipboard.readText()")
    inside = page.locator("a.cite[href^='#']").first
    inside.click()
    assert page.locator(":target").count() == 1
    other = page.locator("a.cite[href*='/dokumenter/']").first
    away = page.locator("a.cite.away").first
    assert str(away.get_attribute("href")).startswith("https://lovdata.no/")
    assert "noopener" in str(away.get_attribute("rel"))
    other.click()
    expect(page.locator("h1")).not_to_contain_text("barnevern")


def _tab_to(page: Page, selector: str, most: int = 400) -> None:
    """Press Tab until an element has focus, as it must be seen to have."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            shown = page.evaluate("""() => {
                const box = document.activeElement.getBoundingClientRect();
                const style = getComputedStyle(document.activeElement);
                return box.bottom > 0 && box.top < innerHeight && style.outlineStyle !== 'none';
            }""")
            assert shown, selector
            return
    pytest.fail(f"no way to {selector} by keyboard on {page.url}")


def _go(page: Page) -> None:
    """Press Enter on what leads to another page."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_by_keyboard_alone(served: Served, tmp_path: Path) -> None:
    """Make a case, upload, read a document with its elements, narrow, search and delete: by keys."""
    files = []
    for each in (PLAYGROUND, SLEDGING):
        files.append(tmp_path / f"{each[2]}.xml")
        files[-1].write_bytes(act_xml(*each))
    page = served.page("nn")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")  # to the content, on the same page
    assert page.evaluate("document.activeElement.id") == "innhold"
    _tab_to(page, "#title")
    page.keyboard.type("Leik")
    _go(page)
    _tab_to(page, "#files")
    page.locator("#files").set_input_files(files)  # the dialog is the system's, not the page's
    _tab_to(page, "form.drop button")
    page.keyboard.press("Enter")
    expect(page.locator(".tag.done")).to_have_count(2, timeout=_PATIENCE)
    _elements_by_keyboard(page)
    _ways_by_keyboard(page)


def _elements_by_keyboard(page: Page) -> None:
    _tab_to(page, "table.documents a")
    _go(page)
    expect(page.locator("article.statute")).to_be_visible()
    _tab_to(page, "mark[data-clause]")
    expect(page.locator("aside.panel")).to_contain_text("Skal eller kan")
    page.keyboard.press("Escape")
    _tab_to(page, ".why summary")
    page.keyboard.press("Enter")
    expect(page.locator(".why[open] dl")).to_be_visible()


def _ways_by_keyboard(page: Page) -> None:
    page.reload()
    _tab_to(page, ".tabs a[href$='/bestemmelser']")
    _go(page)
    expect(page.locator("ol.clauses li").first).to_be_visible()
    _tab_to(page, "#type")
    page.keyboard.type("Samordning")
    _tab_to(page, ".filters button")
    _go(page)
    assert "type=samordning" in page.url
    _tab_to(page, "#sok")
    page.keyboard.type("samarbeide med tenesteytarane")
    _go(page)
    expect(page.locator("mark.hit").first).to_be_visible()
    _tab_to(page, ".tabs a[href$='/innstillinger']")
    _go(page)
    _tab_to(page, "a.danger")
    _go(page)
    _tab_to(page, "button.danger")
    _go(page)
    expect(page.locator(".told")).to_contain_text("«Leik» er sletta")


def test_without_scripts(served: Served) -> None:
    """The main way needs no script: upload, follow the work, read elements, narrow, search, delete."""
    page = served.page(scripts=False)
    page.fill("#title", "Uten skript")
    page.get_by_role("button", name="Opprett sak").click()
    page.set_input_files("#files", served.files[:2] + served.files[6:])
    page.get_by_role("button", name="Last opp", exact=True).click()
    expect(page.locator(".tag.done")).to_have_count(4, timeout=_PATIENCE)
    case = page.url
    page.set_input_files("#files", served.files[:1])
    page.get_by_role("button", name="Last opp", exact=True).click()
    expect(page.locator(".info")).to_contain_text("fra før")
    page.goto(case)
    page.locator("table.documents a").first.click()
    expect(page.locator(".line a.at").nth(1)).to_be_visible()
    expect(page.locator("aside.panel")).to_be_hidden()
    page.locator(".why summary").first.click()
    expect(page.locator(".why[open] dl").first).to_contain_text("Samarbeidspart")
    page.goto(f"{case}/bestemmelser?type=individ")
    expect(page.locator("ol.clauses .slot").first).to_be_visible()
    page.fill("#sok", '"individuell plan"')
    page.get_by_role("button", name="Søk").first.click()
    expect(page.locator("mark.hit").first).to_contain_text("ndividuell")
    page.goto(f"{case}/innstillinger")
    page.fill("#navn", "Nytt navn")
    page.get_by_role("button", name="Lagre navnet").click()
    expect(page.locator(".told")).to_contain_text("endret")
    page.get_by_role("link", name="Slett saken").click()
    page.get_by_role("button", name="Slett for godt").click()
    expect(page.locator(".told")).to_contain_text("«Nytt navn» er slettet")


def test_work_can_be_left_and_found_again(served: Served) -> None:
    """Whoever goes away while documents are read, sees on the start page and in the case how far."""
    page = served.page()
    page.fill("#title", "Gå og kom igjen")
    page.get_by_role("button", name="Opprett sak").click()
    case = page.url
    page.set_input_files("#files", served.files[3:6])
    page.get_by_role("button", name="Last opp", exact=True).click()
    expect(page.locator(".files li p")).to_have_count(3, timeout=_PATIENCE)
    page.goto(f"{case}/bestemmelser")
    expect(page.locator("ol.clauses li").first).to_be_visible(timeout=_PATIENCE)
    page.goto(case)
    expect(page.locator(".tag.done")).to_have_count(3)


def test_a_link_that_is_followed_is_not_taken_back(served: Served) -> None:
    """Work that ends while the next page is on its way does not load the old page again."""
    page = served.page()
    origin = served.server.address
    held: dict[str, Route] = {}
    working = """<!doctype html><div data-events="/hendelser"><progress></progress><p data-said="{read}"></p>
        </div><a href="/neste">Videre</a><script src="/static/service.js" type="module"></script>"""
    page.route(
        f"{origin}/arbeid", lambda route: route.fulfill(body=working, content_type="text/html")
    )
    page.route(f"{origin}/hendelser", lambda route: held.setdefault("events", route))
    page.route(f"{origin}/neste", lambda route: held.setdefault("next", route))
    with page.expect_request(f"{origin}/hendelser"):
        page.goto(f"{origin}/arbeid")
    with page.expect_request(f"{origin}/neste"):
        page.get_by_role("link", name="Videre").click(no_wait_after=True)
    told = 'event: progress\ndata: {"read": 1, "failed": 0, "documents": 1, "done": true}\n\n'
    held["events"].fulfill(body=told, content_type="text/event-stream")
    page.wait_for_timeout(1000)
    held["next"].fulfill(body="<p>Neste side</p>", content_type="text/html; charset=utf-8")
    expect(page.get_by_text("Neste side")).to_be_visible()


def test_on_paper(served: Served) -> None:
    """A printed document has its text and places, and none of what is there to be clicked."""
    page = served.page()
    page.goto(served.case)
    page.locator("table.documents a").nth(1).click()
    page.locator("article.statute").wait_for()
    printed = pypdfium2.PdfDocument(page.pdf(format="A4"))
    assert len(printed) > 2
    words = "\n".join(each.get_textpage().get_text_bounded() for each in printed)
    assert "krisesenter" in words
    assert "Søk" not in words
    assert "Oppbygning" not in words
