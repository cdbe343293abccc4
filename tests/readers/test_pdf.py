"""PDF: pages are read as a person reads them, nothing is lost, hostile files are refused."""

import re
import time
import unicodedata
import zlib
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

from regelverk.errors import (
    DamagedFileError,
    EmptyFileError,
    EncryptedFileError,
    NoTextLayerError,
    ReadError,
    TooLargeError,
)
from regelverk.model.document import Document, Kind
from regelverk.readers.limits import Limits
from regelverk.readers.lines import Lines
from regelverk.readers.pdf import read, read_lines
from regelverk.readers.pdf_words import Vocabulary
from tests.readers.pdf_file import HEIGHT, WIDTH, Sheet, assembled, pdf, wrapped

EXAMPLES = Path(__file__).resolve().parents[2] / "corpora" / "eksempel"
LEDD = (
    (
        "Kommunen skal samarbeide med helsestasjonen om barn som trenger hjelp fra flere "
        "tjenester, og skal legge til rette for at foreldrene kan delta."
    ),
    (
        "Helsestasjonen skal si fra til kommunen når et barn har behov for ekstra støtte i "
        "barnehagen eller på skolen."
    ),
    (
        "Departementet kan gi forskrift om samarbeidet, om hvem som leder det, og om hvilke "
        "opplysninger som kan deles."
    ),
)


def lines_of(*sheets: Sheet) -> Lines:
    """The lines of pages."""
    return read_lines(pdf(sheets), "fil.pdf")


def texts(found: Lines) -> list[str]:
    """The lines that are no tables."""
    return [line.text for line in found.lines if line.table is None]


def section(sheet: Sheet, *, indent: float, gap: float) -> Sheet:
    """A section with three ledd, told apart by an indent or by a space."""
    base = sheet.rows(70, 100, ["§ 4. Samarbeid"], bold=True) + 4
    for ledd in LEDD:
        base = sheet.rows(70, base, wrapped(ledd, 68), indent=indent) + gap
    return sheet


# --- Blocks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("indent", "gap"), [(0, 6), (0, 3), (18, 0), (18, 6)])
def test_ledd_are_told_apart(indent: float, gap: float) -> None:
    """A space between ledd or an indented first line is enough to tell them apart."""
    document = read(pdf([section(Sheet(), indent=indent, gap=gap)]), "lov.pdf")
    assert [document.quote(node) for node in document.walk(Kind.SUBSECTION)] == list(LEDD)
    assert [document.heading(node) for node in document.sections] == ["Samarbeid"]


@pytest.mark.parametrize(("indent", "gap"), [(0, 6), (18, 0)])
def test_two_columns_below_a_heading(indent: float, gap: float) -> None:
    """The left column is read before the right one, and a full-width heading before both."""
    sheet = Sheet().text(
        120, 70, "Lov om samarbeid om tjenester til barn (samarbeidsloven)", size=9, bold=True
    )
    base = sheet.rows(60, 100, ["§ 1. Samarbeid"], size=8, bold=True) + 3
    for ledd in LEDD[:2]:
        base = sheet.rows(60, base, wrapped(ledd, 44), size=8, indent=indent) + gap
    base = sheet.rows(320, 100, ["§ 2. Forskrift"], size=8, bold=True) + 3
    sheet.rows(320, base, wrapped(LEDD[2] + " " + LEDD[0], 44), size=8, indent=indent)
    document = read(pdf([sheet]), "lov.pdf")
    assert [node.label for node in document.sections] == ["§ 1", "§ 2"]
    found = [document.quote(node) for node in document.walk(Kind.SUBSECTION)]
    assert found == [*LEDD[:2], f"{LEDD[2]} {LEDD[0]}"]


def test_items_go_on_beside_their_labels() -> None:
    """The rows of an item, and a ledd after a list, are told by where they start."""
    sheet = Sheet()
    base = sheet.rows(70, 100, ["§ 1. Oppgaver"], bold=True) + 4
    base = sheet.rows(70, base, ["Kommunen skal"])
    for label, text in (("a)", LEDD[0].lower()), ("b)", "gi råd")):
        sheet.text(80, base, label)
        base = sheet.rows(100, base, wrapped(text, 62))
    sheet.rows(70, base, wrapped(LEDD[1], 68))
    document = read(pdf([sheet]), "lov.pdf")
    assert [document.quote(node) for node in document.walk(Kind.LETTER_ITEM)] == [
        f"a) {LEDD[0].lower()}",
        "b) gi råd",
    ]
    assert [document.quote(node) for node in document.walk(Kind.SUBSECTION)][1:] == [LEDD[1]]


def test_a_ledd_goes_on_over_the_page() -> None:
    """A page break within a sentence does not end the ledd; what stands around is furniture."""
    rows = wrapped(LEDD[0], 40)
    first, second = Sheet(), Sheet()
    for number, sheet in enumerate((first, second), 1):
        sheet.text(70, 40, "Utkast til lov").text(280, 810, f"{number}")
    first.rows(70, 700, ["§ 1. Samarbeid"], bold=True)
    first.rows(70, 716, rows[:2])
    second.rows(70, 80, rows[2:])
    found = lines_of(first, second)
    assert LEDD[0] in texts(found)
    assert Counter(each.kind for each in found.furniture) == {"topptekst": 2, "sidetall": 2}


def test_repeated_text_within_the_page_is_kept() -> None:
    """A sentence that happens to open several pages is text, not a running head."""
    sheets = [Sheet() for _ in range(3)]
    for number, sheet in enumerate(sheets, 1):
        sheet.rows(
            70,
            80,
            ["Opphevet ved lov 4 mai 2031 nr. 12.", f"Avsnitt {number} om noe annet som står her."],
        )
    found = lines_of(*sheets)
    assert " ".join(texts(found)).count("Opphevet ved lov") == 3
    assert not found.furniture


# --- Words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["kommunen skal sam-", "arbeide"], "kommunen skal samarbeide"),
        (["helse-", "og omsorgstjeneste"], "helse- og omsorgstjeneste"),
        (["0–24-", "samarbeidet"], "0–24-samarbeidet"),
        (["Barne-, ungdoms-", "og familiedirektoratet"], "Barne-, ungdoms- og familiedirektoratet"),
        (["reglene i § 3-", "4 gjelder"], "reglene i § 3-4 gjelder"),
        (["i perioden 2027–", "2030"], "i perioden 2027–2030"),
        (["en ikke-", "bokført sum"], "en ikke-bokført sum"),
    ],
)
def test_divided_words(rows: list[str], expected: str) -> None:
    """A hyphen that only divides a word goes; one that belongs to it stays."""
    elsewhere = ["de skal samarbeide", "en ikke-bokført post"]
    assert Vocabulary.of([*elsewhere, *rows]).joined(rows) == expected


def test_bold_by_printing_twice_is_read_once() -> None:
    """Letters that are printed twice a little apart are one text, in bold."""
    sheet = (
        Sheet().text(70, 100, "Kapittel 1. Innledning").text(70.4, 100, "Kapittel 1. Innledning")
    )
    sheet.rows(70, 120, wrapped(LEDD[0], 60))
    found = lines_of(sheet)
    assert texts(found) == ["Kapittel 1. Innledning", LEDD[0]]


def test_hidden_and_turned_text() -> None:
    """Text in no ink gives a notice; text along the edge does not run into the lines."""
    sheet = Sheet().text(40, 600, "Arkivkopi 12", turned=True).text(70, 90, "usynlig", mode=3)
    sheet.rows(70, 100, wrapped(LEDD[0], 60))
    found = lines_of(sheet)
    assert texts(found) == [LEDD[0]]
    assert [each.text for each in found.furniture] == ["Arkivkopi 12"]
    assert [each.code for each in found.notices] == ["skjult-tekst"]


def test_text_behind_a_scan_is_read() -> None:
    """A scan with recognised text behind the picture is read."""
    sheet = Sheet().picture()
    for index, row in enumerate(wrapped(LEDD[0], 60)):
        sheet.text(70, 100 + 12 * index, row, mode=3)
    assert texts(lines_of(sheet)) == [LEDD[0]]


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_pages_that_are_shown_turned(turned: int) -> None:
    """A page that the file turns is read as it is shown."""
    upright = section(Sheet(), indent=0, gap=6)
    matrix = {90: "0 1 -1 0 842 0", 180: "-1 0 0 -1 595 842", 270: "0 -1 1 0 0 595"}[turned]
    box = (WIDTH, HEIGHT) if turned == 180 else (HEIGHT, WIDTH)
    sheet = Sheet([f"q {matrix} cm", *upright.parts, "Q"], f"/Rotate {turned}", box)
    assert texts(lines_of(sheet)) == texts(lines_of(upright))


def test_footnotes_stand_apart() -> None:
    """A small row with a mark at the foot is a footnote; a sentence goes on past it."""
    rows = wrapped(LEDD[0], 40)
    first, second = Sheet(), Sheet()
    first.rows(70, 700, ["§ 1. Samarbeid"], bold=True)
    first.rows(70, 716, rows[:2])
    first.text(70 + 6 * len(rows[1]), 724, "1", size=6)
    first.text(70, 780, "1", size=5).text(76, 783, "Se rundskriv om hjelp.", size=8)
    second.rows(70, 80, rows[2:])
    found = lines_of(first, second)
    sentence = " ".join(rows[:2]) + "¹ " + " ".join(rows[2:])
    assert texts(found) == ["§ 1. Samarbeid", sentence, "Se rundskriv om hjelp."]
    assert [line.label for line in found.lines if line.footnote] == ["1"]


# --- Tables ---------------------------------------------------------------------------------------


def ruled(sheet: Sheet, top: float, rows: list[list[str]]) -> None:
    """Draw a table with lines around its cells."""
    edges = [70, 150, 380, 500]
    bottom = top + 20 * len(rows)
    for index in range(len(rows) + 1):
        sheet.rule(70, top + 20 * index, 500, top + 20 * index)
    for edge in edges:
        sheet.rule(edge, top, edge, bottom)
    for index, cells in enumerate(rows):
        for left, cell in zip(edges, cells, strict=False):
            sheet.text(left + 4, top + 14 + 20 * index, cell)


def cells(found: Lines) -> list[list[list[str]]]:
    """The tables, row by row."""
    return [
        [[cell.text for cell in row.children] for row in line.table.children]
        for line in found.lines
        if line.table is not None
    ]


def test_a_table_goes_on_over_the_page() -> None:
    """A ruled table is one over two pages, and its heading, printed again, is furniture."""
    head = ["Nr.", "Oppdrag", "Frist"]
    first, second = Sheet(), Sheet()
    first.text(70, 640, "Direktoratet skal utføre disse oppdragene:")
    ruled(first, 660, [head, ["1", "Lage en plan", "1. mai 2027"]])
    ruled(second, 80, [head, ["2", "Gi råd om planen", "1. juni 2027"]])
    found = lines_of(first, second)
    expected = [
        head,
        ["1", "Lage en plan", "1. mai 2027"],
        ["2", "Gi råd om planen", "1. juni 2027"],
    ]
    assert cells(found) == [expected]
    assert [each.text for each in found.furniture] == ["Nr. Oppdrag Frist"]


def test_columns_without_lines_are_a_table() -> None:
    """Columns that stand clear of each other are a table; a list with labels is none."""
    sheet = Sheet().text(70, 80, "Rammene er fordelt slik for neste budsjettår i departementet:")
    for index, row in enumerate(
        [["Post", "Formål", "Sum"], ["01", "Drift", "400"], ["21", "Tiltak", "90"]]
    ):
        for left, cell in zip((70, 150, 400), row, strict=True):
            sheet.text(left, 110 + 14 * index, cell)
    for index, label in enumerate("abc"):
        sheet.text(70, 200 + 12 * index, f"{label})").text(
            110, 200 + 12 * index, "gi råd til foreldre"
        )
    found = lines_of(sheet)
    assert cells(found) == [
        [["Post", "Formål", "Sum"], ["01", "Drift", "400"], ["21", "Tiltak", "90"]]
    ]
    assert texts(found)[1:] == [f"{label}) gi råd til foreldre" for label in "abc"]


# --- Nothing is lost ------------------------------------------------------------------------------


def letters(text: str) -> Counter[str]:
    """The visible characters of a text; hyphens aside, which may only have divided words."""
    plain = unicodedata.normalize("NFKC", text)
    return Counter(re.sub(r"[\s\u00ad‐\-\x02\ufffe]", "", plain))


@pytest.mark.parametrize("path", sorted(EXAMPLES.rglob("*.pdf")), ids=lambda path: path.stem)
def test_every_character_is_in_the_document_or_its_furniture(path: Path) -> None:
    """Compared with what the PDF library itself extracts, page by page."""
    raw = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))
    document: Document = read(path.read_bytes(), path.name)
    kept = document.text + "".join(each.text for each in document.furniture)
    assert letters(kept) == letters(raw)


# --- Bad files ------------------------------------------------------------------------------------


def test_password() -> None:
    """A file that asks for a password is refused; one with only an owner's word is read."""
    sheet = section(Sheet(), indent=0, gap=6)
    with pytest.raises(EncryptedFileError):
        read(pdf([sheet], user="hemmelig"), "lov.pdf")
    assert read(pdf([sheet], user=""), "lov.pdf").text == read(pdf([sheet]), "lov.pdf").text


def test_scan_and_empty() -> None:
    """A scan, a file without bytes and a file of blank pages get errors that say which they are."""
    with pytest.raises(NoTextLayerError):
        read(pdf([Sheet().picture().text(280, 800, "1")]), "skann.pdf")
    with pytest.raises(EmptyFileError):
        read(b"", "tom.pdf")
    with pytest.raises(EmptyFileError):
        read(pdf([Sheet()]), "blank.pdf")


def test_one_scanned_page_among_others() -> None:
    """A picture in place of one page gives a notice, not an error."""
    found = lines_of(section(Sheet(), indent=0, gap=6), Sheet().picture())
    assert [each.code for each in found.notices] == ["skannet-side"]


def test_bounds() -> None:
    """More pages or bytes than the bounds are refused."""
    data = pdf([section(Sheet(), indent=0, gap=6)] * 3)
    with pytest.raises(TooLargeError):
        read(data, "lov.pdf", Limits(pages=2))
    with pytest.raises(TooLargeError):
        read(data, "lov.pdf", Limits(file=500))


def test_broken_files_give_an_error_or_what_is_left() -> None:
    """A file cut off anywhere gives a clear error or a document, and never a traceback."""
    data = pdf([section(Sheet(), indent=0, gap=6)] * 2)
    with pytest.raises(DamagedFileError):
        read(b"%PDF-1.7\nikke mer", "lov.pdf")
    for share in (0.2, 0.5, 0.8, 0.97):
        try:
            found = read(data[: int(len(data) * share)], "lov.pdf")
        except ReadError:
            continue
        assert found.text


def page_tree_loop() -> bytes:
    """A page tree whose branches hold each other."""
    return assembled(
        [
            ("<</Type/Catalog/Pages 2 0 R>>", None),
            ("<</Type/Pages/Kids[3 0 R 2 0 R]/Count 2>>", None),
            ("<</Type/Pages/Parent 2 0 R/Kids[2 0 R 3 0 R]/Count 1>>", None),
        ]
    )


def bomb() -> bytes:
    """A page of 200 MB of instructions, packed twice."""
    packed = zlib.compress(zlib.compress(b"0 0 m 1 1 l S\n" * 15_000_000, 9), 9)
    return assembled(
        [
            ("<</Type/Catalog/Pages 2 0 R>>", None),
            ("<</Type/Pages/Kids[3 0 R]/Count 1>>", None),
            ("<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>", None),
            ("/Filter[/FlateDecode/FlateDecode]", packed),
        ]
    )


_FORM_PAGE = (
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>"
)


def forms_within_forms() -> bytes:
    """A form that draws the next one ten times, twelve deep: 10¹² drawings."""
    bodies: list[tuple[str, bytes | None]] = [
        ("<</Type/Catalog/Pages 2 0 R>>", None),
        ("<</Type/Pages/Kids[3 0 R]/Count 1>>", None),
        (
            _FORM_PAGE,
            None,
        ),
        ("", b"/F Do " * 10),
    ]
    head = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
    bodies += [
        (f"{head}/Resources<</XObject<</F {number + 1} 0 R>>>>", b"/F Do " * 10)
        for number in range(5, 17)
    ]
    bodies.append((head, b"0 0 m 1 1 l S"))
    return assembled(bodies)


def many_objects() -> bytes:
    """A file with far more objects than it uses."""
    extra = [(f"<</Nr {number}>>", None) for number in range(60_000)]
    return assembled(
        [("<</Type/Catalog/Pages 2 0 R>>", None), ("<</Type/Pages/Kids[]/Count 0>>", None), *extra]
    )


def deep_arrays() -> bytes:
    """A root with an array a hundred thousand levels deep."""
    return assembled(
        [
            ("<</Type/Catalog/Pages 2 0 R/Deep " + "[" * 100_000 + "]" * 100_000 + ">>", None),
            ("<</Type/Pages/Kids[]/Count 0>>", None),
        ]
    )


@pytest.mark.parametrize(
    "make", [page_tree_loop, bomb, forms_within_forms, many_objects, deep_arrays]
)
def test_hostile_files_end_in_time(make: object) -> None:
    """Files made to loop, to swell or to nest without end are refused, in bounded time."""
    assert callable(make)
    data = make()
    start = time.monotonic()
    with pytest.raises(ReadError):
        read(data, "vond.pdf")
    assert time.monotonic() - start < 60
