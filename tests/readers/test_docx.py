"""Word files: what Word shows is what is read, and hostile files are refused."""

import re
import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regelverk.errors import (
    DamagedFileError,
    EmptyFileError,
    EncryptedFileError,
    OldWordFormatError,
    ReadError,
    TooLargeError,
    UnsafeFileError,
)
from regelverk.model.document import Document
from regelverk.readers.docx import read, read_lines
from regelverk.readers.docx_numbering import written
from regelverk.readers.limits import Limits
from tests.office import Office
from tests.readers.outline_of import outline
from tests.readers.word_file import (
    changed,
    definition,
    level,
    listed,
    numbered,
    p,
    t,
    word_file,
    zipped,
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def lines(data: bytes) -> list[str]:
    """The lines of a file, each with its label."""
    return [
        f"{line.label} {line.text}".strip()
        for line in read_lines(data, "fil.docx").lines
        if not line.table
    ]


def codes(document: Document) -> list[str]:
    """The codes of a document's notices."""
    return [notice.code for notice in document.notices]


# --- Headings and styles -------------------------------------------------------------------------


def style(name: str, shown: str, properties: str = "", based_on: str = "", look: str = "") -> str:
    """A paragraph style."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/>{base}'
        f"<w:pPr>{properties}</w:pPr><w:rPr>{look}</w:rPr></w:style>"
    )


def test_heading_levels() -> None:
    """Heading levels come from built-in names, outline levels, inheritance and the paragraph
    itself.
    """
    data = word_file(
        p("Tittel", style="T")
        + p("En", style="H1")
        + p("To", style="Own")
        + p("Tre", style="Derived")
        + p("Fire", properties='<w:outlineLvl w:val="3"/>')
        + p("Brødtekst", style="Derived", properties='<w:outlineLvl w:val="9"/>')
        + p("Ikke definert", style="Overskrift5"),
        styles=style("T", "Title")
        + style("H1", "heading 1")
        + style("Own", "Vår egen", '<w:outlineLvl w:val="1"/>')
        + style("Derived", "Avledet", '<w:outlineLvl w:val="2"/>', based_on="Own"),
    )
    assert [line.heading for line in read_lines(data, "fil.docx").lines] == [1, 1, 2, 3, 4, 0, 5]


def test_styles_that_go_in_circles() -> None:
    """Styles that are based on each other end, and the text is read."""
    data = word_file(
        p("Tekst", style="A"), styles=style("A", "a", based_on="B") + style("B", "b", based_on="A")
    )
    assert lines(data) == ["Tekst"]


def test_emphasis() -> None:
    """Bold, underlined and larger text stands out; text with one plain word, and large body text,
    do not.
    """
    body = p(t("Stor brødtekst som er lang nok til å være den vanligste.", '<w:sz w:val="28"/>'))
    data = word_file(
        body
        + p(t("Fet", "<w:b/>"))
        + p(t("Fet ", "<w:b/>"), t("og vanlig"))
        + p(t("Strek", '<w:u w:val="single"/>'))
        + p(t("Større", '<w:sz w:val="36"/>'))
        + p(t("Ikke fet", '<w:b w:val="0"/>'), style="Fet"),
        styles=style("Fet", "Fet", look="<w:b/>"),
    )
    found = read_lines(data, "fil.docx").lines
    assert [line.emphasised for line in found] == [False, True, False, True, True, False]


def test_heading_and_text_in_one_paragraph() -> None:
    """A bold section heading is told from the text after it, on the same line or after a line
    break.
    """
    data = word_file(
        p(t("§ 1. Formål.", "<w:b/>"), " Loven skal hjelpe.")
        + p("§ 2. Virkeområde", "<w:r><w:br/></w:r>", "Loven gjelder alle.")
        + p("Kravene er:", "<w:r><w:br/></w:r>", "a) ett", "<w:r><w:br/></w:r>", "b) to")
        + p("Ett ledd", "<w:r><w:br/></w:r>", "på to linjer.")
    )
    assert outline(read(data, "fil.docx")) == [
        "§1: § 1.",
        "§1/overskrift: Formål.",
        "§1/ledd/1: Loven skal hjelpe.",
        "§2: § 2.",
        "§2/overskrift: Virkeområde",
        "§2/ledd/1: Loven gjelder alle.",
        "§2/ledd/2: Kravene er:",
        "§2/ledd/2/bokstav/a: a) ett",
        "§2/ledd/2/bokstav/b: b) to",
        "§2/ledd/3: Ett ledd på to linjer.",
    ]


# --- Numbering -----------------------------------------------------------------------------------

_OUTLINE = definition(
    1,
    level(0, "decimal", "%1."),
    level(1, "lowerLetter", "%2)"),
    level(2, "lowerRoman", "(%3)"),
    level(3, "decimal", "%1.%2.%4"),
)
_ZERO = definition(
    2,
    level(0, "decimalZero", "%1"),
    level(1, "upperLetter", "%1%2", start=3),
    level(2, "none", "x%3"),
)
_STARTED = numbered(3, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
_REPLACED = numbered(
    4, 1, f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>'
)


@pytest.mark.office
def test_numbering_is_what_libreoffice_shows(office: Office, tmp_path: Path) -> None:
    """Levels, restarts, lists that count on together, new starts and replaced levels: as
    LibreOffice shows.
    """
    places = [
        (1, 0),
        (1, 0),
        (1, 1),
        (1, 1),
        (1, 2),
        (1, 2),
        (1, 1),
        (1, 3),
        (1, 3),
        (1, 0),
        (1, 1),
        (1, 3),
    ]
    places += [
        (2, 0),
        (2, 1),
        (2, 1),
        (2, 2),
        (2, 0),
        (2, 1),
        (3, 0),
        (3, 0),
        (1, 0),
        (3, 1),
        (4, 0),
        (4, 0),
        (1, 0),
    ]
    places += [(1, 1)] * 29
    body = "".join(listed(f"t{index}", *place) for index, place in enumerate(places))
    numbering = _OUTLINE + _ZERO + numbered(1, 1) + numbered(2, 2) + _STARTED + _REPLACED
    data = word_file(body, numbering=numbering)
    source = tmp_path / "liste.docx"
    source.write_bytes(data)
    [shown] = office.convert([source], "txt:Text (encoded):UTF8", tmp_path)
    theirs = [
        " ".join(line.split()) for line in shown.read_text("utf-8-sig").splitlines() if line.strip()
    ]
    assert lines(data) == theirs


def test_legal_numbering_and_restart_rules() -> None:
    """`isLgl` writes all numbers as decimals; a level may never restart, or only after a certain
    level.
    """
    numbering = definition(
        1,
        level(0, "upperRoman", "Kapittel %1"),
        level(1, "decimal", "§ %1-%2.", extra="<w:isLgl/>"),
        level(2, "decimal", "(%3)", extra='<w:lvlRestart w:val="0"/>'),
        level(3, "lowerLetter", "%4)", extra='<w:lvlRestart w:val="1"/>'),
    ) + numbered(1, 1)
    places = [0, 1, 2, 3, 2, 3, 1, 2, 3, 0, 1, 2, 3]
    body = "".join(listed("x", 1, place) for place in places)
    labels = [line.label for line in read_lines(word_file(body, numbering=numbering), "f").lines]
    assert labels == [
        "Kapittel I",
        "§ 1-1.",
        "(1)",
        "a)",
        "(2)",
        "b)",
        "§ 1-2.",
        "(3)",
        "c)",
        "Kapittel II",
        "§ 2-1.",
        "(4)",
        "a)",
    ]


def test_numbering_through_styles() -> None:
    """A style may carry the list, the level may be tied to the style, and list 0 takes numbering
    away.
    """
    numbering = (
        definition(
            1,
            level(0, "decimal", "Kapittel %1.", extra='<w:pStyle w:val="K"/>'),
            level(1, "decimal", "§ %1-%2.", extra='<w:pStyle w:val="P"/>'),
        )
        + definition(2, '<w:numStyleLink w:val="L"/>')
        + definition(3, '<w:styleLink w:val="L"/>', level(0, "lowerLetter", "%1)"))
        + numbered(1, 1)
        + numbered(2, 2)
        + numbered(3, 3)
    )
    place = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    styles = (
        style("K", "heading 1", place)
        + style("P", "heading 2", place)
        + style("P2", "Avledet", based_on="P")
        + '<w:style w:type="numbering" w:styleId="L"><w:name w:val="L"/>'
        '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
    )
    body = (
        p("Innledning", style="K")
        + p("Formål", style="P")
        + p("Plikter", style="P2")
        + p("Uten nummer", style="P", properties='<w:numPr><w:numId w:val="0"/></w:numPr>')
        + listed("ett", 2)
        + p("Slutt", style="K")
        + p("Til slutt", style="P")
    )
    found = lines(word_file(body, numbering=numbering, styles=styles))
    assert found == [
        "Kapittel 1. Innledning",
        "§ 1-1. Formål",
        "§ 1-2. Plikter",
        "Uten nummer",
        "a) ett",
        "Kapittel 2. Slutt",
        "§ 2-1. Til slutt",
    ]


def test_automatic_labels_make_addresses() -> None:
    """Sections, ledd and items that Word numbers by itself have the addresses that a reader would
    cite.
    """
    numbering = definition(
        1,
        level(0, "decimal", "§ %1."),
        level(1, "decimal", "(%2)"),
        level(2, "lowerLetter", "%3)"),
        level(3, "bullet", "\uf0b7"),
    ) + numbered(1, 1)
    body = "".join(
        listed(text, 1, place)
        for text, place in (
            ("Plikter", 0),
            ("Kommunen skal", 1),
            ("gi råd", 2),
            ("om lek", 3),
            ("hjelpe", 2),
            ("Alle kan klage.", 1),
            ("Slutt", 0),
            ("Loven trer i kraft straks.", 1),
        )
    )
    assert outline(read(word_file(body, numbering=numbering), "fil.docx")) == [
        "§1: § 1.",
        "§1/overskrift: Plikter",
        "§1/ledd/1: (1) Kommunen skal",
        "§1/ledd/1/bokstav/a: a) gi råd",
        "§1/ledd/1/bokstav/a/strekpunkt/1: • om lek",
        "§1/ledd/1/bokstav/b: b) hjelpe",
        "§1/ledd/2: (2) Alle kan klage.",
        "§2: § 2.",
        "§2/overskrift: Slutt",
        "§2/ledd/1: (1) Loven trer i kraft straks.",
    ]


@given(st.integers(1, 3999))
def test_roman_numerals(value: int) -> None:
    """Roman numerals agree with an oracle that subtracts one symbol at a time."""
    symbols = {
        "M": 1000,
        "CM": 900,
        "D": 500,
        "CD": 400,
        "C": 100,
        "XC": 90,
        "L": 50,
        "XL": 40,
        "X": 10,
        "IX": 9,
        "V": 5,
        "IV": 4,
        "I": 1,
    }
    expected, rest = "", value
    for symbol, worth in symbols.items():
        while rest >= worth:
            expected, rest = expected + symbol, rest - worth
    assert written(value, "upperRoman") == expected
    assert written(value, "lowerRoman") == expected.lower()


# --- Tracked changes, fields, hidden text
# ----------------------------------------------------------


def inserted(*inner: str) -> str:
    """Runs that were inserted with changes tracked."""
    return f'<w:ins w:id="1" w:author="A">{"".join(inner)}</w:ins>'


def deleted(text: str) -> str:
    """A run that was deleted with changes tracked."""
    run = f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'
    return f'<w:del w:id="2" w:author="A">{run}</w:del>'


_MARK_DELETED = '<w:rPr><w:del w:id="3" w:author="A"/></w:rPr>'


def test_tracked_changes_are_read_as_accepted() -> None:
    """Insertions and moves in are shown, deletions and moves out are not, and one notice counts
    them.
    """
    moved = '<w:moveFrom w:id="4" w:author="A"><w:r><w:t>flyttet ut</w:t></w:r></w:moveFrom>'
    arrived = '<w:moveTo w:id="5" w:author="A"><w:r><w:t>flyttet inn</w:t></w:r></w:moveTo>'
    data = word_file(
        p("Kommunen ", deleted("bør "), inserted(t("skal ")), "hjelpe, ", moved, arrived, ".")
        + p(inserted(t("ny, "), deleted("så fjernet, ")), "men gammel")
    )
    document = read(data, "fil.docx")
    assert document.text == "Kommunen skal hjelpe, flyttet inn.\nny, men gammel"
    assert codes(document) == ["sporede-endringer"]
    assert "3 innsatte, 3 slettede" in document.notices[0].message


def test_deleted_paragraph_marks_join_paragraphs() -> None:
    """A paragraph whose mark is deleted runs into the next; one that is wholly deleted leaves no
    number behind.
    """
    numbering = definition(1, level(0, "lowerLetter", "%1)")) + numbered(1, 1)
    gone = p(
        deleted("borte"),
        properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' + _MARK_DELETED,
    )
    data = word_file(
        p("Første del, ", properties=_MARK_DELETED)
        + p("andre del.")
        + listed("ett", 1)
        + gone
        + listed("to", 1),
        numbering=numbering,
    )
    assert lines(data) == ["Første del, andre del.", "a) ett", "b) to"]


def test_deleted_rows_and_cells() -> None:
    """Deleted table rows and cells are left out."""
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>".format
    dead = row(p("x"), p("y")).replace(
        "<w:tr>", '<w:tr><w:trPr><w:del w:id="1" w:author="A"/></w:trPr>'
    )
    cell = row(p("c"), p("d")).replace(
        "<w:tc>", '<w:tc><w:tcPr><w:cellDel w:id="1" w:author="A"/></w:tcPr>', 1
    )
    document = read(word_file(f"<w:tbl>{row(p('a'), p('b'))}{dead}{cell}</w:tbl>"), "fil.docx")
    assert document.text == "a\tb\nd"


def mark(kind: str) -> str:
    """The mark that begins, separates or ends a field."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(instruction: str, result: str) -> str:
    """A field, with its instruction and the result it shows."""
    return (
        f"{mark('begin')}<w:r><w:instrText> {instruction} </w:instrText></w:r>{mark('separate')}"
        f"{t(result)}{mark('end')}"
    )


def test_fields_show_their_result() -> None:
    """Simple, complex and nested fields show what they show on the page, and not their
    instruction.
    """
    simple = f'<w:fldSimple w:instr=" REF x ">{t("§ 3")}</w:fldSimple>'
    nested = field(f"IF {field('PAGE', '7')} = 7", "siden")
    without = mark("begin") + t("skjult") + mark("end")
    data = word_file(
        p("Se ", simple, " på side ", field("PAGEREF y", "9"), ", ", nested, without, ".")
    )
    assert lines(data) == ["Se § 3 på side 9, siden."]


def test_table_of_contents_is_furniture() -> None:
    """A table of contents, by field, control or style, is kept apart from the text."""
    instruction = "<w:r><w:instrText>TOC \\o</w:instrText></w:r>"
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    control = (
        f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{p('Innhold')}</w:sdtContent></w:sdt>"
    )
    data = word_file(
        control
        + p(mark("begin"), instruction, mark("separate"), "1 Mål 3")
        + p("2 Midler 4", mark("end"))
        + p("3 Mer 5", style="INNH1")
        + p("Teksten.")
    )
    document = read(data, "fil.docx")
    assert document.text == "Teksten."
    assert [(each.kind, each.text) for each in document.furniture] == [
        ("innhold", "Innhold"),
        ("innhold", "1 Mål 3"),
        ("innhold", "2 Midler 4"),
        ("innhold", "3 Mer 5"),
    ]


def test_hidden_text_and_comments() -> None:
    """Hidden text and comments are not read, and notices say so."""
    data = word_file(
        p("Synlig ", t("skjult ", "<w:vanish/>"), "tekst"),
        comments=f'<w:comment w:id="1">{p("Bør endres")}</w:comment>',
    )
    document = read(data, "fil.docx")
    assert document.text == "Synlig tekst"
    assert codes(document) == ["kommentarer", "skjult-tekst"]


def test_special_characters() -> None:
    """Tabs, hyphens, symbols, formulas and line breaks are what they look like."""
    data = word_file(
        p(
            "a",
            "<w:r><w:tab/></w:r>",
            "b",
            "<w:r><w:noBreakHyphen/></w:r>",
            "c",
            "<w:r><w:softHyphen/></w:r>",
            "d ",
            '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
            '<w:r><w:br w:type="page"/></w:r>',
            "<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>",
        )
    )
    assert lines(data) == ["a b-cd ☒ x+1"]


# --- Notes, boxes, tables, headers ---------------------------------------------------------------


def test_footnotes_and_endnotes() -> None:
    """Notes are numbered as Word numbers them, and stand as footnotes below the section."""
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'.format
    note = '<w:footnote w:id="{}">{}</w:footnote>'.format
    data = word_file(
        p("§ 1. Formål")
        + p("Loven", mark(2), " hjelper.", mark(3), '<w:r><w:endnoteReference w:id="1"/></w:r>'),
        footnotes=note(1, p("skille"))
        + note(2, p("<w:r><w:footnoteRef/></w:r>", " Se B."))
        + note(3, p("Se C.")),
        endnotes=f'<w:endnote w:id="1">{p("Se D.")}</w:endnote>',
    )
    assert outline(read(data, "fil.docx"))[2:] == [
        "§1/ledd/1: Loven¹ hjelper.²i",
        "§1/fotnote/1: 1 Se B.",
        "§1/fotnote/2: 2 Se C.",
        "§1/fotnote/3: i Se D.",
    ]


def test_deleted_footnote_is_not_numbered() -> None:
    """A note whose reference is deleted is gone with it."""
    gone = '<w:del w:id="1" w:author="A"><w:r><w:footnoteReference w:id="2"/></w:r></w:del>'
    data = word_file(
        p("Tekst", gone, " her", '<w:r><w:footnoteReference w:id="3"/></w:r>'),
        footnotes=f'<w:footnote w:id="2">{p("Borte")}</w:footnote>'
        f'<w:footnote w:id="3">{p("Her")}</w:footnote>',
    )
    assert lines(data) == ["Tekst her¹", "1 Her"]


def test_text_boxes_are_read_once() -> None:
    """A text box that is stored in a new and an old form is read once."""
    box = f"<w:txbxContent>{p('I boksen')}</w:txbxContent>"
    alternatives = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps">'
        f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback>"
        f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines(word_file(p("Før", alternatives) + p("Etter"))) == ["Før", "I boksen", "Etter"]


def test_tables() -> None:
    """Merged cells are read once, inner tables stand in their cell, and a frame of one column is no
    table.
    """
    inner = f"<w:tbl><w:tr><w:tc>{p('i')}</w:tc><w:tc>{p('j')}</w:tc></w:tr></w:tbl>"
    merged = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', "<w:tcPr><w:vMerge/></w:tcPr>"
    table = (
        f"<w:tbl><w:tr><w:tc>{merged[0]}{p('a')}</w:tc><w:tc>{p('b')}{p('c')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{merged[1]}{p()}</w:tc><w:tc>{p('d')}{inner}</w:tc></w:tr></w:tbl>"
    )
    frame = f"<w:tbl><w:tr><w:tc>{p('§ 1. Ramme')}{p('Tekst i ramme.')}</w:tc></w:tr></w:tbl>"
    found = outline(read(word_file(frame + table), "fil.docx"))
    assert found[:3] == ["§1: § 1.", "§1/overskrift: Ramme", "§1/ledd/1: Tekst i ramme."]
    cells = [line.split(": ", 1)[-1] for line in found if "celle" in line]
    assert cells[:2] == ["a", "b\nc"]
    assert cells[-1] == "d\ni j"


def test_headers_and_footers_are_furniture() -> None:
    """Page headers and footers that are shown are furniture; a first-page header that is turned off
    is not.
    """
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
        '<w:headerReference w:type="first" r:id="header2"/>'
        '<w:footerReference w:type="default" r:id="footer1"/>{}</w:sectPr>'
    )
    parts = {
        "header1": p("Departementet"),
        "header2": p("Første side"),
        "footer1": p("Side ", field("PAGE", "1")),
    }
    off = read(word_file(p("Tekst") + section.format(""), None, **parts), "f.docx")
    assert [(each.kind, each.text) for each in off.furniture] == [
        ("topptekst", "Departementet"),
        ("bunntekst", "Side 1"),
    ]
    on = read(word_file(p("Tekst") + section.format("<w:titlePg/>"), None, **parts), "f.docx")
    assert "Første side" in [each.text for each in on.furniture]


def test_links() -> None:
    """Links keep their place in the text."""
    link = f'<w:hyperlink r:id="l1">{t("loven")}</w:hyperlink>'
    document = read(
        word_file(p("§ 1. Om") + p("Se  ", link, "."), links={"l1": "https://example.org/lov"}),
        "f.docx",
    )
    [found] = document.links
    assert document.text[found.start : found.end] == "loven"
    assert found.target == "https://example.org/lov"


# --- Nothing is lost
# -------------------------------------------------------------------------------

_WORDS = st.text(alphabet="abcæøåABC§.,12 ", min_size=1, max_size=12)
_RUN = st.builds(lambda word, bold: t(word, "<w:b/>" if bold else ""), _WORDS, st.booleans())
_PIECE = st.one_of(_RUN, st.builds(inserted, _RUN), st.builds(deleted, _WORDS))
_BLOCK = st.recursive(
    st.lists(_PIECE, max_size=4).map(lambda runs: p(*runs)),
    lambda inner: st.lists(inner, min_size=1, max_size=3).map(
        lambda cells: (
            "<w:tbl><w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr></w:tbl>"
        )
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_BLOCK, min_size=1, max_size=6))
def test_nothing_is_lost(blocks: list[str]) -> None:
    """Every visible character is in the text or in furniture, in any nesting of tables, changes and
    bold type.
    """
    body = "".join(blocks)
    expected = re.sub(r"\s", "", "".join(re.findall(r"<w:t [^>]*>([^<]*)</w:t>", body)))
    data = word_file(body)
    if not expected:
        with pytest.raises(EmptyFileError):
            read(data, "f.docx")
        return
    document = read(data, "f.docx")
    shown = document.text + "".join(each.text for each in document.furniture)
    assert sorted(re.sub(r"\s", "", shown)) == sorted(expected)


# --- Hostile and broken files
# -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(b"", EmptyFileError, id="no bytes"),
        pytest.param(word_file(p("  ")), EmptyFileError, id="no visible text"),
        pytest.param(b"MZ\x90\x00" + bytes(200), DamagedFileError, id="a program"),
        pytest.param(word_file(p("x"))[:400], DamagedFileError, id="cut short"),
        pytest.param(_OLE + bytes(2000), OldWordFormatError, id="old Word"),
        pytest.param(
            _OLE + "EncryptedPackage".encode("utf-16-le"), EncryptedFileError, id="password"
        ),
        pytest.param(zipped({"a.txt": "x"}), DamagedFileError, id="another zip"),
        pytest.param(
            changed(word_file(p("x")), {"../ut.xml": "x"}), UnsafeFileError, id="climbs out"
        ),
        pytest.param(
            changed(word_file(p("x")), {"word/x.bin": bytes(30 * 2**20)}),
            UnsafeFileError,
            id="bomb",
        ),
        pytest.param(
            changed(
                word_file(p("x")), {"word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}
            ),
            UnsafeFileError,
            id="entities",
        ),
        pytest.param(
            changed(word_file(p("x")), {"word/document.xml": b"\x00\x01"}),
            DamagedFileError,
            id="not XML",
        ),
        pytest.param(
            word_file("<w:sdt><w:sdtContent>" * 150 + "</w:sdtContent></w:sdt>" * 150),
            TooLargeError,
            id="deep",
        ),
    ],
)
def test_bad_files(data: bytes, error: type[ReadError]) -> None:
    """Each kind of bad file is a clear error that names the file."""
    with pytest.raises(error, match=re.escape("lov.docx")):
        read(data, "lov.docx")


def test_bounds() -> None:
    """Size, number of parts and number of paragraphs are bounded."""
    data = word_file(p("x") * 50)
    for limits in (Limits(file=100), Limits(members=2), Limits(expanded=500), Limits(blocks=10)):
        with pytest.raises(TooLargeError):
            read(data, "f.docx", limits)


def test_size_that_is_declared_too_small() -> None:
    """A part that unpacks to more than it declares is refused."""
    data = bytearray(word_file(p("x" * 5000)))
    with zipfile.ZipFile(BytesIO(bytes(data))) as archive:
        size = archive.getinfo("word/document.xml").file_size
    declared = size.to_bytes(4, "little")
    assert data.count(declared) >= 2
    with pytest.raises(ReadError):
        read(bytes(data.replace(declared, (100).to_bytes(4, "little"))), "f.docx")


def test_broken_parts_cost_a_notice() -> None:
    """A broken styles part, or a main part that breaks off, costs a notice and not the text."""
    whole = word_file(p("Tekst") + p("Mer"), styles=style("A", "a"))
    assert codes(read(changed(whole, {"word/styles.xml": "<x"}), "f.docx")) == ["skadet-del"]
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        main = archive.read("word/document.xml")
    cut = read(changed(whole, {"word/document.xml": main[: main.index(b"Mer") + 3]}), "f.docx")
    assert codes(cut) == ["skadet-xml"]
    assert cut.text.startswith("Tekst")


def test_macros_are_not_run() -> None:
    """A file with macros is read as text, with a notice."""
    document = read(
        changed(word_file(p("Tekst")), {"word/vbaProject.bin": b"Sub Auto"}), "lov.docm"
    )
    assert document.text == "Tekst"
    assert codes(document) == ["makroer"]


def test_strict_namespaces() -> None:
    """Files saved as "Strict Open XML" are read too."""
    whole = word_file(p("Tekst"))
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        main = archive.read("word/document.xml")
    strict = main.replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert read(changed(whole, {"word/document.xml": strict}), "f.docx").text == "Tekst"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_bytes_never_crash(data: st.DataObject) -> None:
    """Any damage to a file gives a document or an error of ours."""
    whole = bytearray(
        word_file(
            p("§ 1. Formål") + p("Tekst"),
            numbering=_OUTLINE + numbered(1, 1),
            styles=style("A", "a"),
        )
    )
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with suppress(ReadError):
        read(bytes(whole), "f.docx")
