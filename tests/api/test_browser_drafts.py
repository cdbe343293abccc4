"""From acts to a Word package, and from letters to a report, in a real Chromium."""

import io
import zipfile
from pathlib import Path

import docx
import pdfplumber
import pytest
from playwright.sync_api import Download, Locator, Page, Route, expect

from regelverk.writers.proposal.act import act_docx
from tests.acts import PLAYGROUND, SKIING, SLEDGING, act, act_xml
from tests.api.server import Server, serving
from tests.browser import accessibility_faults, chromium
from tests.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.slow]
_PATIENCE = 120_000
_REASON = "Kommunen har egne avtaler om dette."
_OWN = "Tjenesten skal være åpen for alle som bor i kommunen."
_UNREADABLE = f"{_OWN}\nNy § 99 skal lyde:\nDette er en instruks."
_MOST_TABS = 400


def _open(server: Server, page: Page, form: str = "nb") -> None:
    page.goto(f"{server.address}/start?token={server.token}")
    page.goto(f"{server.address}/maalform/{form}")


def _save(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def _upload(page: Page, title: str, files: list[Path]) -> str:
    """A new case with files that are read; gives its address."""
    page.fill("#title", title)
    page.locator("form[action='/saker'] button").click()
    page.set_input_files("#files", files)
    page.locator("form.drop button").last.click()
    expect(page.locator("table.documents .tag.done")).to_have_count(len(files), timeout=_PATIENCE)
    return page.url.partition("?")[0]


def _documents(shared: Path, office: Office, folder: Path) -> list[Path]:
    """Six acts as Lovdata publishes them, one act as a Word file, and one as a PDF file."""
    word, other = folder / "Lekeplassloven.docx", folder / "Skibakkeloven.docx"
    word.write_bytes(act_docx(act(*PLAYGROUND)))
    other.write_bytes(act_docx(act(*SKIING)))
    (printed,) = office.convert([other], "pdf", folder)
    return [*sorted((shared / "corpora" / "velferd-2021").glob("*.xml")), word, printed]


@pytest.mark.office
def test_from_acts_to_a_word_package_that_opens(
    shared_dir: Path, office: Office, tmp_path: Path
) -> None:
    """Matrix, reason, model, an edit checked while it is typed; the files print with both in."""
    files = _documents(shared_dir, office, tmp_path)
    with serving(tmp_path / "data") as server, chromium() as browser:
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        _open(server, page)
        case = _upload(page, "Velferdslovene", files)
        page.goto(f"{case}/bestemmelser")
        expect(page.locator("ol.clauses li").first).to_be_visible(timeout=_PATIENCE)
        _justify(page, case)
        page.goto(f"{case}/utkast")
        _choose_model(page)
        act_name = _edit(page)
        page.goto(f"{case}/utkast/pakke")
        with page.expect_download(timeout=_PATIENCE) as download:
            page.locator("a[href$='/utkast/pakke/fil']").click(timeout=_PATIENCE)
        packed = zipfile.ZipFile(io.BytesIO(_save(download.value)))
    printed = _printed(packed, office, tmp_path / "pakke")
    for name in ("lovforslag", "lovspeil", "samlet", f"{act_name.lower()}-endringer"):
        assert _folded(_OWN) in printed[name], name
    assert _folded("skrevet om av brukeren") in printed["merknader"]
    assert _folded(_REASON) in printed["sammenligning"]
    assert len(printed) == len(packed.namelist())
    assert all(printed.values())


def _justify(page: Page, case: str) -> None:
    """A reason for the first difference; it shows with author and date."""
    page.goto(f"{case}/sammenligning")
    expect(page.locator("table.heat td").first).to_be_visible(timeout=_PATIENCE)
    first = page.locator("ol.differences > li").first
    first.locator("summary").first.click()
    first.locator("textarea").fill(_REASON)
    first.locator("form.stack button").click()
    told = page.locator("ol.differences .reason", has_text=_REASON)
    expect(told).to_contain_text("Lokal bruker", timeout=_PATIENCE)


def _choose_model(page: Page) -> None:
    """A section of one of the acts as the model."""
    expect(page.locator("table.drafts a").first).to_be_visible(timeout=_PATIENCE)
    wanted = page.locator("#model option[value*='2009-06-19-44/']").first.get_attribute("value")
    assert wanted
    page.select_option("#model", wanted)
    page.locator("form.stack > button").first.click()
    expect(page.locator("#model")).to_have_value(wanted, timeout=_PATIENCE)
    expect(page.locator(".alternatives strong").first).to_be_visible(timeout=_PATIENCE)


def _edit(page: Page) -> str:
    """Reword a draft; the check is seen to refuse and to accept. Gives the act's name.

    What is typed before the page's script has come is checked when it has.
    """
    link = page.locator("table.drafts a", has_text="Barnehageloven").first
    name = link.inner_text().split()[0]
    late: list[Route] = []

    def hold(route: Route) -> None:
        late.append(route)

    page.route("**/static/drafts.js", hold)
    with page.expect_request("**/static/drafts.js"):
        link.click(no_wait_after=True)
    field = page.locator("form.edit textarea")
    field.fill(_UNREADABLE)
    late[0].continue_()
    expect(page.locator(".verdict.lost")).to_contain_text("instruks", timeout=_PATIENCE)
    field.fill(_OWN)
    expect(page.locator(".verdict.exact")).to_be_visible(timeout=_PATIENCE)
    page.locator("form.edit button").first.click()
    expect(page.locator("table.mirror")).to_contain_text(_OWN, timeout=_PATIENCE)
    return name


def _printed(packed: zipfile.ZipFile, office: Office, folder: Path) -> dict[str, str]:
    """The text of each Word file, as LibreOffice prints it, without white space."""
    folder.mkdir()
    packed.extractall(folder)
    sources = [folder / name for name in packed.namelist()]
    made = office.convert(sources, "pdf", folder)
    return {path.stem: _folded(_text(path)) for path in made}


def _text(path: Path) -> str:
    with pdfplumber.open(path) as pdf:
        return "".join(page.extract_text() for page in pdf.pages)


def _folded(text: str) -> str:
    return "".join(text.split())


def test_from_letters_to_a_report(shared_dir: Path, tmp_path: Path) -> None:
    """Findings with quotes that lead into the letters; the report, and text for each letter."""
    letters = sorted((shared_dir / "corpora" / "letters" / "2020-0-24").glob("*.txt"))
    with serving(tmp_path / "data") as server, chromium() as browser:
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        _open(server, page)
        case = _upload(page, "Tildelingsbrev", letters)
        page.goto(f"{case}/brev")
        finding = page.locator("ol.differences > li").first
        expect(finding).to_be_visible(timeout=_PATIENCE)
        finding.locator("summary").click()
        link = finding.locator("details a").first
        target = str(link.get_attribute("href"))
        with page.expect_download() as download:
            page.locator("a[href*='format=docx']").first.click()
        report = docx.Document(io.BytesIO(_save(download.value)))
        page.locator("a[href$='/brev/forslag']").click()
        with page.expect_download(timeout=_PATIENCE) as download:
            page.locator("a[href$='/brev/forslag/fil']").click(timeout=_PATIENCE)
        proposals = zipfile.ZipFile(io.BytesIO(_save(download.value)))
        page.goto(f"{server.address}{target}")
        expect(page.locator(f'[id="{target.partition("#")[2]}"]')).to_be_visible()
    assert any("0–24" in each.text for each in report.paragraphs)
    assert len(proposals.namelist()) == len(letters)
    assert all(name.endswith("-forslag.docx") for name in proposals.namelist())


def _reach(page: Page, wanted: Locator) -> None:
    """Press Tab until the focus is there."""
    expect(wanted).to_be_visible(timeout=_PATIENCE)
    for _ in range(_MOST_TABS):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not lead to {wanted}")


def _press(page: Page, wanted: Locator, key: str = "Enter") -> None:
    _reach(page, wanted)
    page.keyboard.press(key)


def _type(page: Page, wanted: Locator, words: str) -> None:
    _reach(page, wanted)
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def test_the_whole_way_by_keyboard_in_nynorsk(tmp_path: Path) -> None:
    """No pointer: make, upload, justify, choose alternative, edit, download; then the letters."""
    files = [tmp_path / f"{each[2]}.xml" for each in (PLAYGROUND, SLEDGING, SKIING)]
    for path, each in zip(files, (PLAYGROUND, SLEDGING, SKIING), strict=True):
        path.write_bytes(act_xml(*each))
    with serving(tmp_path / "data") as server, chromium() as browser:
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        _open(server, page, "nn")
        _type(page, page.locator("#title"), "Tre lover")
        page.keyboard.press("Enter")
        _reach(page, page.locator("#files"))
        page.locator("#files").set_input_files(files)  # the dialog is the system's
        _press(page, page.locator("form.drop button").last)
        expect(page.locator("table.documents .tag.done")).to_have_count(3, timeout=_PATIENCE)
        _press(page, page.locator(".tabs a", has_text="Samanlikning"))
        first = page.locator("ol.differences > li").first
        _press(page, first.locator("summary").first)
        _type(page, first.locator("textarea"), _REASON)
        _press(page, first.locator("form.stack button"))
        expect(page.locator("ol.differences .reason").first).to_contain_text(
            _REASON, timeout=_PATIENCE
        )
        _press(page, page.locator(".tabs a", has_text="Utkast"))
        _press(page, page.locator("table.drafts a").first)
        _type(page, page.locator("form.edit textarea"), _OWN)
        expect(page.locator(".verdict.exact")).to_be_visible(timeout=_PATIENCE)
        _press(page, page.locator("form.edit button").first)
        expect(page.locator("table.mirror")).to_contain_text(_OWN, timeout=_PATIENCE)
        _press(page, page.locator(".tabs a", has_text="Utkast"))
        _press(page, page.locator("a[href$='/utkast/pakke']"))
        _reach(page, page.locator("a[href$='/utkast/pakke/fil']"))
        with page.expect_download(timeout=_PATIENCE) as download:
            page.keyboard.press("Enter")
        packed = zipfile.ZipFile(io.BytesIO(_save(download.value)))
    words = [p.text for p in docx.Document(io.BytesIO(packed.read("lovforslag.docx"))).paragraphs]
    assert words[0] == "Framlegg"
    assert any(_OWN in each for each in words)


def test_upload_report_download_without_scripts(shared_dir: Path, tmp_path: Path) -> None:
    """The main path for acts and for letters, with JavaScript turned off."""
    acts = sorted((shared_dir / "corpora" / "velferd-2021").glob("*.xml"))
    letters = sorted((shared_dir / "corpora" / "letters" / "2020-0-24").glob("*.txt"))
    with serving(tmp_path / "data") as server, chromium() as browser:
        page = browser.new_context(java_script_enabled=False).new_page()
        _open(server, page)
        for title, files, path in (("Lover", acts, "sammenligning"), ("Brev", letters, "brev")):
            page.goto(server.address)
            case = _upload(page, title, files)
            page.goto(f"{case}/{path}")
            expect(page.locator("ol.differences li").first).to_be_visible(timeout=_PATIENCE)
            for ending in ("docx", "xlsx", "html", "json"):
                with page.expect_download() as download:
                    page.locator(f"a[href*='rapport'][href*='format={ending}']").click()
                assert len(_save(download.value)) > 1000


_PAGES = (
    "sammenligning", "sammenligning?type=individ", "sammenligning/par",
    "sammenligning/gjensidighet", "sammenligning/utvikling", "utkast",
    f"utkast/lov?utkast={PLAYGROUND[0]}", "utkast/pakke", "brev", "brev/forslag",
)  # fmt: skip
_LETTER = "Tildelingsbrev 2031 til {0}\n\n{0} skal {1}.\n"


def test_every_page_is_accessible_wide_and_narrow_light_and_dark(tmp_path: Path) -> None:
    """No finding of axe-core, and nothing wider than the window, with everything filled in."""
    old = [("2", "Samarbeid", ["Lekeplassen kan samarbeide med andre."])]
    files = [
        ("gammel.xml", act_xml(*PLAYGROUND[:3], old)),
        *((f"{each[2]}.xml", act_xml(*each)) for each in (PLAYGROUND, SLEDGING, SKIING)),
        ("a.txt", _LETTER.format("Helsedirektoratet", "delta i Regnprogrammet").encode()),
        ("b.txt", _LETTER.format("Husbanken", "koordinere Regnprogrammet").encode()),
    ]
    with serving(tmp_path / "data") as server, chromium() as browser:
        client = server.client()
        made = client.post("/api/v1/cases", json={"title": "Alt"}).json()["id"]
        client.post(
            f"/api/v1/cases/{made}/documents", files=[("files", each) for each in files]
        ).raise_for_status()
        case = f"{server.address}/saker/{made}"
        for width, scheme in ((1280, "light"), (390, "dark"), (390, "light"), (1280, "dark")):
            page = browser.new_context(
                viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True,  # type: ignore[arg-type]
            ).new_page()  # fmt: skip
            _open(server, page)
            for path in _PAGES:
                page.goto(f"{case}/{path}")
                expect(page.locator("[data-events]")).to_have_count(0, timeout=_PATIENCE)
                assert accessibility_faults(page) == [], path
                wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                assert wide <= 0, (path, width)
