"""Plain text and Markdown: encodings, broken rows, page numbers, marks."""

import pytest

from regelverk.errors import EmptyFileError, TooLargeError
from regelverk.model.document import Document, Kind
from regelverk.readers.limits import Limits
from regelverk.readers.text import read

ACT = """Lov om blåbær (blåbærlova)

LOV-2027-02-03-904

§ 1. Ærend
Kommunen skal sørge for at barna får blåbær.

§ 2. Måter
Kommunen skal
  a) plukke, og
  b) spise.
"""


def addresses(document: Document) -> list[str]:
    return [
        node.address.removeprefix("lov/2027-02-03-904/")
        for node in document.walk(Kind.SECTION, Kind.SUBSECTION, Kind.LETTER_ITEM)
    ]


WANTED = ["§1", "§1/ledd/1", "§2", "§2/ledd/1", "§2/ledd/1/bokstav/a", "§2/ledd/1/bokstav/b"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, newline: str) -> None:
    """The same act comes out of every encoding and line end."""
    document = read(ACT.replace("\n", newline).encode(encoding), "a.txt")
    assert addresses(document) == WANTED
    assert document.short_title == "Blåbærlova"
    assert any(notice.code == "tegnsett" for notice in document.notices) == (
        encoding in ("latin-1", "cp1252")
    )


def test_misread_text_is_told_of() -> None:
    """A text that was saved with the wrong encoding gets a notice, and is left as it is."""
    document = read("Kommunen skal sÃ¸rge for blÃ¥bÃ¦r.".encode(), "a.txt")
    assert [notice.code for notice in document.notices] == ["tegnsett"]
    assert "blÃ¥bÃ¦r" in document.text


BROKEN = """§ 1. Samarbeid

Kommunen skal samarbeide med helse- og omsorgstjenesten, skolen og barne-
vernet når det trengs for at barnet skal få et tilbud som henger sammen. Fristen er
14 dager.
Den gjelder etter
§ 4 også for fylkeskommunen, dersom ikke annet er bestemt i eller i medhold av loven
her.

§ 2. Krav

Tilbudet skal være:
- åpent for alle barn og unge som bor eller oppholder seg i kommunen, uansett hvilken
  bakgrunn de har
- gratis
"""


def test_broken_rows_are_joined() -> None:
    """Rows broken at a width are one block; split words are joined, real hyphens kept."""
    document = read(BROKEN.encode(), "a.txt")
    text = document.text
    assert "skolen og barnevernet når" in text
    assert "helse- og omsorgstjenesten" in text
    assert "Fristen er 14 dager." in text
    items = [document.quote(node) for node in document.walk(Kind.DASH_ITEM)]
    assert [item[-16:] for item in items] == [" bakgrunn de har", "- gratis"]
    assert [node.label for node in document.sections] == ["§ 1", "§ 2"]


def test_a_short_row_that_must_go_on_is_no_block() -> None:
    """A word split in the middle of a row leaves a short one; "som" ends no block."""
    rows = (
        "Direktoratet skal delta i et program for bedre vannforsyning i hele kyst-\n"
        "regionen, som\n"
        "Mattilsynet leder, sammen med alle fylkene som ligger ved havet, og de skal\n"
        "melde fra om resultatene så snart de foreligger i hvert av fylkene langs\n"
        "kysten, slik at arbeidet kan gå videre uten opphold.\n"
    )
    document = read(rows.encode(), "a.txt")
    assert "i hele kystregionen, som Mattilsynet leder" in document.text


def test_page_numbers_at_form_feeds() -> None:
    """A page number before a form feed is furniture, and the block goes on over the page."""
    document = read(b"Brevet gjelder samarbeid.\n\n- 1 -\n\fDet er kort.\n", "a.txt")
    assert [(each.kind, each.text) for each in document.furniture] == [("sidetall", "- 1 -")]
    assert "- 1 -" not in document.text


def test_markdown() -> None:
    """Marks of headings, emphasis, links, tables and footnotes say what a text is, and are not
    text.
    """
    document = read(
        b"# Brev\n\n## 3.2 Oppdrag\n\n**Viktig:** se [loven](https://example.no/lov).\n\n"
        b"| Id | Frist |\n| --- | --- |\n| TB-1 | **1. mai** |\n\n[^1]: En note.\n",
        "a.md",
    )
    assert "Viktig: se loven." in document.text
    assert [document.quote(cell) for cell in document.walk(Kind.CELL)] == [
        "Id",
        "Frist",
        "TB-1",
        "1. mai",
    ]
    assert [link.target for link in document.links] == ["https://example.no/lov"]
    assert [document.quote(note) for note in document.walk(Kind.FOOTNOTE)] == ["1 En note."]
    assert "#" not in document.text
    assert "*" not in document.text


def test_bounds() -> None:
    """Empty and too large texts are clear errors."""
    with pytest.raises(EmptyFileError):
        read(b" \n ", "a.txt")
    with pytest.raises(TooLargeError):
        read(b"x" * 100, "a.txt", Limits(file=10))
    with pytest.raises(TooLargeError):
        read(b"x\n" * 100, "a.txt", Limits(blocks=10))
