"""The comparison's page in a browser: whole, accessible, on a screen, a telephone and paper."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from regelverk.comparison.types import Comparison, Justification
from regelverk.model.document import Document
from regelverk.pipeline import compare, write_docx
from regelverk.writers.html import comparison_html
from regelverk.writers.json import comparison_record, dumps
from regelverk.writers.xlsx import comparison_xlsx
from tests.acts import PLAYGROUND, SILENT, SLEDGING, act
from tests.writers.browser import VIEWS, chromium, violations

_DUTY = "{who} skal samarbeide med {whom} dersom det er nødvendig for å gi barnet et godt tilbud."
_PARTIES = (
    ("Barnehagen", "skolen"), ("Skolen", "barnehagen"), ("Skolen", "politiet"),
    ("Barnevernstjenesten", "andre tjenesteytere"),
)  # fmt: skip


def services(place: int, title: str = "") -> Document:
    """An act on services that stand in the rules for parties."""
    who, whom = _PARTIES[place % len(_PARTIES)]
    return act(
        f"lov/2028-01-{place % 28 + 1:02}-{place + 1}", title, title,
        [("1", "Samarbeid", [_DUTY.format(who=who, whom=whom),
                             "Kommunen skal samordne tilbudet når barnet har flere tjenester."])],
    )  # fmt: skip


def comparisons() -> dict[str, Comparison]:
    three = [act(*each) for each in (PLAYGROUND, SLEDGING, SILENT)]
    given = Justification(
        SILENT[0], "plikt_individ", "Sand er ment slik.", "Kari", date(2026, 5, 4)
    )
    many = [services(place, f"Lov {place}") for place in range(40)]
    return {
        "none": compare([]),
        "silent": compare([act(*SILENT)]),
        "one": compare([act(*PLAYGROUND)]),
        "two": compare([act(*PLAYGROUND), act(*SLEDGING)]),
        "three": compare(three, before=[services(0, "Lov A"), *three[1:]], justifications=[given]),
        "untitled": compare([services(0), services(1)]),
        "forty": compare(many),
    }


@pytest.fixture(scope="module")
def found() -> dict[str, Comparison]:
    return comparisons()


CASES = ("none", "silent", "one", "two", "three", "untitled", "forty")


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_every_size_of_comparison_gives_sensible_reports(
    found: dict[str, Comparison], case: str
) -> None:
    """No act, an act without clauses, one, two, forty, and one without a title: all can be told."""
    for language in ("nb", "nn"):
        html = comparison_html(found[case], language, "1")
        assert "None" not in html
        assert "nan" not in html.split("</style>")[1].split()
        book = openpyxl.load_workbook(BytesIO(comparison_xlsx(found[case], language)))
        assert all(sheet.max_row > 1 for sheet in book)
        assert write_docx(found[case], language=language)
        assert dumps(comparison_record(found[case], language))
    assert all(each.title.strip() for each in found[case].acts)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.mark.browser
@pytest.mark.parametrize("case", ["none", "one", "two", "three", "forty"])
def test_pages_are_accessible_in_every_view(
    found: dict[str, Comparison], case: str, browser: Any, tmp_path: Path
) -> None:
    """No breach that axe-core knows of, and nothing beyond the edge, wide and narrow, light and dark."""
    file = tmp_path / "side.html"
    file.write_text(comparison_html(found[case], "nb", "1"), encoding="utf-8")
    for width, scheme in VIEWS:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True
        )
        page = context.new_page()
        page.goto(file.as_uri())
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        context.close()


@pytest.mark.browser
def test_a_cell_opens_its_quote_from_the_keyboard(
    found: dict[str, Comparison], browser: Any, tmp_path: Path
) -> None:
    """A summary takes focus, and Enter shows the sentence behind it."""
    file = tmp_path / "side.html"
    file.write_text(comparison_html(found["three"], "nb", "1"), encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    cell = page.locator(".matrix td details").first
    quote = cell.locator("blockquote")
    assert not quote.is_visible()
    cell.locator("summary").focus()
    page.keyboard.press("Enter")
    assert quote.is_visible()
    page.close()


@pytest.mark.browser
def test_pictures_have_text_alternatives_and_print(
    found: dict[str, Comparison], browser: Any, tmp_path: Path
) -> None:
    """Heat map and ring are named and described, and stand on paper with the rest."""
    file = tmp_path / "side.html"
    file.write_text(comparison_html(found["forty"], "nb", "1"), encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    for name in ("Kart over svarene", "Hvem skal samarbeide med hvem"):
        picture = page.get_by_role("img", name=name)
        assert picture.count() == 1
        assert picture.locator("desc").text_content().strip()
    assert page.locator("line.one-sided").count() > 0
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    words = "".join(each.get_textpage().get_text_range() for each in printed)
    assert "Hvor like er samarbeidsbestemmelsene?" in words
    assert "Skolen skal samarbeide med politiet" in words.replace("\r\n", " ")
    page.close()
