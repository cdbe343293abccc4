"""What is written: reports that stand alone and are safe to open, and Word files."""

import json
import re
from html.parser import HTMLParser
from io import BytesIO

import docx
import openpyxl
import pytest

from regelverk.clauses.detect import find_clauses
from regelverk.comparison.compare import compare
from regelverk.comparison.types import Comparison
from regelverk.drafting.draft import draft
from regelverk.drafting.model_clause import shipped
from regelverk.drafting.types import Draft
from regelverk.letters.check import check_letters
from regelverk.letters.types import LetterCheck
from regelverk.rules.loader import load
from regelverk.rules.texts import Text
from regelverk.writers.docx import drafts_docx
from regelverk.writers.docx_reports import comparison_docx
from regelverk.writers.html import comparison_html
from regelverk.writers.json import (
    clause_record,
    comparison_record,
    draft_record,
    dumps,
)
from regelverk.writers.letter_docx import letters_docx
from regelverk.writers.letter_html import letters_html
from regelverk.writers.letter_json import letters_record
from regelverk.writers.letter_xlsx import letters_xlsx
from regelverk.writers.xlsx import comparison_xlsx
from tests.acts import PLAYGROUND, SILENT, SLEDGING, act, letter

HOSTILE = "=HYPERLINK(\"http://ond.example\")<script>alert('x')</script>"
EVIL = (
    "lov/2027-08-08-908", f"Lov om {HOSTILE}", HOSTILE,
    [("1", HOSTILE, [f"Kommunen skal samarbeide med andre tjenesteytere om barnet {HOSTILE}."])],
)  # fmt: skip


def _comparison(*made: object) -> Comparison:
    documents = [act(*each) for each in made]  # type: ignore[misc]
    return compare(documents, [clause for each in documents for clause in find_clauses(each)])


def _letters() -> LetterCheck:
    role = "Helsedirektoratet skal delta i Måneprogrammet."
    return check_letters([
        letter("a", "Tildelingsbrev 2031 til Helsedirektoratet", role),
        letter("b", "Tildelingsbrev 2031 til Udir", f"Udir skal lede Måneprogrammet {HOSTILE}"),
    ])  # fmt: skip


def _drafts() -> tuple[Draft, ...]:
    documents = [act(*each) for each in (PLAYGROUND, SLEDGING, SILENT)]
    return draft(
        documents, [c for each in documents for c in find_clauses(each)], shipped("standard")
    )


class _Page(HTMLParser):
    """What matters of a page: its tags with attributes, and whether they are balanced."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Check that what closes is what was opened."""
        assert self.open.pop() == tag


def _pages() -> dict[str, str]:
    full, evil = _comparison(PLAYGROUND, SLEDGING, SILENT), _comparison(EVIL, PLAYGROUND)
    return {
        "nb": comparison_html(full, "nb", "1"), "nn": comparison_html(full, "nn", "1"),
        "evil": comparison_html(evil, "nb", "1"), "none": comparison_html(_comparison(), "nb", "1"),
        "one": comparison_html(_comparison(SILENT), "nn", "1"),
        "letters": letters_html(_letters(), "nb", "1"),
    }  # fmt: skip


@pytest.mark.parametrize(("name", "html"), _pages().items(), ids=list(_pages()))
def test_a_report_stands_alone_and_is_accessible(name: str, html: str) -> None:
    """No network, no script; table headers with scope; one main heading; a language."""
    page = _Page(html)
    assert not page.open
    tags = [tag for tag, _ in page.tags]
    assert not {"script", "link", "img", "iframe", "form"} & set(tags)
    assert not [
        attrs for _, attrs in page.tags if attrs.get("src") or (attrs.get("href") or "#")[0] != "#"
    ]
    assert "url(" not in html
    assert "@import" not in html
    assert tags.count("h1") == 1
    assert dict(page.tags[0][1])["lang"] in {"nb", "nn"}
    assert all("scope" in attrs for tag, attrs in page.tags if tag == "th")
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    named = {
        name for _, attrs in page.tags for name in (attrs.get("aria-labelledby") or "").split()
    }
    assert named <= set(ids)


def test_text_of_documents_never_becomes_markup() -> None:
    """A hostile title or quote is shown, not run."""
    for html in (_pages()["evil"], _pages()["letters"]):
        assert "<script" not in html
        assert "&lt;script&gt;" in html


def test_every_quote_is_behind_its_cell() -> None:
    """Opening a cell shows the sentence, the words that decided, and the address."""
    html = _pages()["nb"]
    assert "<mark>dersom det er nødvendig</mark>" in html
    assert "lov/2027-01-01-901/§2/ledd/1/setning/1" in html
    assert "ikke funnet" in html


def test_a_workbook_never_runs_what_it_quotes() -> None:
    """Text that begins like a formula is text."""
    check = check_letters(
        [letter("a", "=1+1 Måneprogrammet"), letter("b", "+47 Måneprogrammet"), letter("c", "@x")]
    )
    for data in (comparison_xlsx(_comparison(EVIL, PLAYGROUND)), letters_xlsx(check)):
        book = openpyxl.load_workbook(BytesIO(data))
        texts = [
            cell
            for sheet in book
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell.value, str)
        ]
        assert texts
        assert all(cell.data_type == "s" for cell in texts)
        assert all(cell.quotePrefix for cell in texts if str(cell.value)[0] in "=+-@")
        assert all(sheet.auto_filter.ref and sheet.freeze_panes for sheet in book)


def test_a_draft_reads_as_an_amendment_act() -> None:
    """Roman parts, leads and instructions in order, each act's text in its own language."""
    document = docx.Document(BytesIO(drafts_docx(_drafts(), "standard")))
    words = [paragraph.text.replace("\u00a0", " ") for paragraph in document.paragraphs]
    at = words.index("I")
    assert words[at + 1].startswith(
        "I lov 1. januar 2027 nr. 901 om lekeplasser (lekeplassloven) gjøres følgende"
    )
    assert words[at + 2] == "§ 2 skal lyde:"
    assert words[at + 3] == "§ 2 Samarbeid og samordning"
    assert words.index("I") < words.index("II") < words.index("III") < words.index("IV")
    tagged = {
        language.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val")
        for paragraph in document.paragraphs
        if "Akebakken" in paragraph.text
        for language in paragraph._p.iter(
            "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}lang"
        )
    }
    assert tagged == {"nn-NO"}
    assert document.core_properties.author == "Regelverk"


def test_the_law_as_it_is_stands_beside_the_proposed() -> None:
    """The mirror shows today's section whole, and the notes every assumption."""
    drafts = _drafts()
    document = docx.Document(BytesIO(drafts_docx(drafts, "standard")))
    cells = [
        cell.text.replace("\u00a0", " ")
        for table in document.tables
        for row in table.rows
        for cell in row.cells
    ]
    for each in drafts:
        assert all(line in cells for line in each.current)
        for assumption in each.assumptions:
            said = assumption.text("nb").replace("\u00a0", " ")
            assert any(said in cell for cell in cells)


def test_the_same_input_gives_the_same_file() -> None:
    """Nothing of the clock is in a file unless a date is given."""
    result = _comparison(PLAYGROUND, SLEDGING)
    assert comparison_docx(result) == comparison_docx(result)
    assert comparison_xlsx(result) == comparison_xlsx(result)
    assert drafts_docx(_drafts(), "standard") == drafts_docx(_drafts(), "standard")


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_word_reports_hold_what_was_found(language: str) -> None:
    """Differences and findings are in the file for the case."""
    weak = (
        "lov/2027-09-09-909",
        "Lov om vann",
        "Vannloven",
        [("1", "Samarbeid", ["Vannet bør samarbeide med politiet om barnet."])],
    )
    comparison = _comparison(PLAYGROUND, weak)
    document = docx.Document(BytesIO(comparison_docx(comparison, language)))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Vannloven" in text
    check = _letters()
    words = docx.Document(BytesIO(letters_docx(check, language)))
    said = "\n".join(paragraph.text for paragraph in words.paragraphs)
    assert all(finding.text(language) in said for finding in check.findings)


def test_records_keep_the_contract() -> None:
    """The fields programs rely on, and text that is exactly the document's."""
    document = act(*PLAYGROUND)
    record = clause_record(find_clauses(document)[0])
    assert {
        "address",
        "text",
        "types",
        "score",
        "scores",
        "partners",
        "slots",
        "section_title",
        "document_title",
        "language",
    } <= set(record)
    assert record["text"] in document.text
    assert set(draft_record(_drafts()[0])) == {
        "law",
        "section",
        "heading",
        "subsections",
        "language",
        "instruction",
    }
    letters = letters_record(_letters())
    assert {"letters", "initiatives", "findings"} <= set(letters)
    assert all({"kind", "letters", "detail", "quotes"} <= set(each) for each in letters["findings"])
    assert all({"name", "mentions"} <= set(each) for each in letters["initiatives"])
    for result in (record, letters, comparison_record(_comparison(PLAYGROUND, SLEDGING))):
        assert json.loads(dumps(result)) is not None


def test_every_text_of_the_interface_fills_the_same_gaps_in_both_forms() -> None:
    """A nynorsk text never lacks what the bokmål one says."""
    for each in load("texts", Text):
        gaps = [sorted(re.findall(r"\{(\w+)\}", words)) for words in (each.nb, each.nn)]
        assert gaps[0] == gaps[1], each.name
