"""The common ground of every Word file: styles, language, page numbers, accessible tables."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from regelverk.writers.packing import steady
from regelverk.writers.proposal.contents import page_number
from regelverk.writers.tracked.xml import new

ACT, PART, LEAD, INSTRUCTION, SECTION, LEDD, ITEM, NOTE, BLANK = (
    "Lovtittel", "Lovdel", "Endringslovens innledning", "Endringsinstruks", "Paragrafoverskrift",
    "Ledd", "Listepunkt", "Merknad", "Utfylling",
)  # fmt: skip
"""Our styles, beside Word's own headings."""

_FONT, _HEAD_FONT = "Times New Roman", "Arial"
_INK = RGBColor(0x1B, 0x24, 0x30)
_AFTER_BORDER = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr")
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
"""The date on a file that is given none."""
_TAGS = {"nb": "nb-NO", "nn": "nn-NO"}


def new_document(title: str, language: str, made: datetime | None = None) -> WordDocument:
    """An empty document with the styles, in a language that Word proofs it in.

    Args:
        title: Its title property.
        language: `nb` or `nn`.
        made: When it was made; without it a fixed date, so that the same input gives the same file.
    """
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, "Regelverk", _TAGS[language]
    properties.created = properties.modified = made or UNDATED
    properties.comments = ""
    _without_leftovers(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.3)
    _styles(document, language)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    page_number(footer, language)
    return document


def page_header(document: WordDocument, words: str, made: datetime | None) -> None:
    """A line at the head of each page: what the file is, and its date where it has one."""
    line = document.sections[0].header.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    date = f" {made.day}.{made.month}.{made.year}" if made else ""
    line.add_run(f"{words}{date}").font.size = Pt(9)


def _without_leftovers(document: WordDocument) -> None:
    """Drop what the library's template brings that is out of date or not ours."""
    for holder in (document.part, document.part.package):
        for key, relation in list(holder.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in {"stylesWithEffects", "thumbnail"}:
                del holder.rels[key]


def _styles(document: WordDocument, language: str) -> None:
    normal = _style(document, "Normal")
    normal.font.name, normal.font.size = _FONT, Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    for name in ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3"):
        style = _style(document, name)
        style.font.name = _FONT if name == "Normal" else _HEAD_FONT
        style.font.color.rgb = _INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(attribute), None)
    for language_tag in document.styles.element.iter(qn("w:lang")):
        language_tag.set(qn("w:val"), _TAGS[language])
    spacing = _style(document, "Subtitle").element.get_or_add_rPr().find(qn("w:spacing"))
    if spacing is not None:
        spacing.getparent().remove(spacing)
    for name, size in (
        ("Title", 20),
        ("Subtitle", 11),
        ("Heading 1", 15),
        ("Heading 2", 12),
        ("Heading 3", 10.5),
    ):
        _style(document, name).font.size = Pt(size)
    title = _style(document, "Title")
    title.font.bold, title.paragraph_format.space_after = True, Pt(10)
    border = title.element.get_or_add_pPr().find(qn("w:pBdr"))
    if border is not None:
        border.getparent().remove(border)
    _law_styles(document)
    for level in (1, 2):
        entry = _added(document, f"toc {level}", 0)
        entry.element.set(qn("w:styleId"), f"TOC{level}")
        entry.paragraph_format.left_indent = Cm(0.6 * (level - 1))
        entry.paragraph_format.space_after = Pt(2)
    heading = _style(document, "TOC Heading")
    heading.font.name, heading.font.bold, heading.font.size = _HEAD_FONT, True, Pt(12)


def _law_styles(document: WordDocument) -> None:
    """The styles of statute text, as the gazette and bills set it."""
    for name in (ACT, PART):
        style = _added(document, name, 14)
        style.font.bold = True
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _style(document, ACT).font.size = Pt(14)
    _added(document, LEAD, 4)
    _added(document, INSTRUCTION, 10)
    section = _added(document, SECTION, 8).paragraph_format
    section.left_indent, section.space_after = Cm(0.6), Pt(2)
    ledd = _added(document, LEDD, 0).paragraph_format
    ledd.left_indent, ledd.first_line_indent, ledd.space_after = Cm(0.6), Cm(0.5), Pt(3)
    item = _added(document, ITEM, 0).paragraph_format
    item.left_indent, item.first_line_indent, item.space_after = Cm(1.9), Cm(-0.8), Pt(3)
    _added(document, NOTE, 0).font.size = Pt(10)
    blank = _added(document, BLANK, 0)
    blank.paragraph_format.left_indent = Cm(0.3)
    border = new("pBdr", new("left", val="single", sz="18", space="8", color="7F7F7F"))
    properties = blank.element.get_or_add_pPr()
    properties.insert_element_before(border, *_AFTER_BORDER)


def _style(document: WordDocument, name: str) -> ParagraphStyle:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    return style


def _added(document: WordDocument, name: str, before: float) -> ParagraphStyle:
    """A style of our own, with space before it in points."""
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.base_style = document.styles["Normal"]
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.keep_with_next = name in {ACT, PART, LEAD, INSTRUCTION, SECTION}
    return style


def write(
    document: WordDocument, words: str, style: str = "Normal", language: str = ""
) -> Paragraph:
    """A paragraph of text; `language` tags it where it differs from the document's."""
    paragraph = document.add_paragraph(style=style)
    tag(paragraph.add_run(clean(words)), language)
    return paragraph


def tag(run: Run, language: str) -> None:
    """Say which form of Norwegian a run is in, so that Word proofs it as that."""
    if language not in _TAGS:
        return
    properties = run._r.get_or_add_rPr()
    element = OxmlElement("w:lang")
    element.set(qn("w:val"), _TAGS[language])
    _append(properties, element)


def clean(words: str) -> str:
    """Text without what a Word file cannot hold; `§` is never left alone on a line."""
    kept = "".join(each for each in words if each in "\n\t" or ord(each) >= 0x20)
    return kept.replace("§ ", "§\u00a0")


def table(
    document: WordDocument, heads: Sequence[str], widths: Sequence[float], description: str
) -> Table:
    """A table whose first row repeats on every page and is known as its header.

    Args:
        document: Where it goes.
        heads: The header row.
        widths: Column widths in cm.
        description: What it shows, for those who do not see it.
    """
    made: Table = document.add_table(rows=1, cols=len(heads))
    made.style = document.styles["Table Grid"]
    made.autofit = False
    properties = made._tbl.tblPr
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), description)
    _append(properties, caption)
    header = made.rows[0]._tr.get_or_add_trPr()
    _append(header, OxmlElement("w:tblHeader"))
    for cell, head, width in zip(made.rows[0].cells, heads, widths, strict=True):
        fill_cell(cell, [head], bold=True)
        cell.paragraphs[0].paragraph_format.keep_with_next = True
        shade(cell, "E8EDF2")
        cell.width = Cm(width)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Cm(width)
    return made


def add_row(
    made: Table, cells: Sequence[Sequence[str]], languages: Sequence[str] = ()
) -> list[_Cell]:
    """A row; each cell has one or more paragraphs."""
    row: _Row = made.add_row()  # type: ignore[no-untyped-call]
    element = row._tr.get_or_add_trPr()
    _append(element, OxmlElement("w:cantSplit"))
    for index, (cell, paragraphs) in enumerate(zip(row.cells, cells, strict=True)):
        cell.width = made.columns[index].width
        fill_cell(cell, paragraphs, language=languages[index] if languages else "")
    return list(row.cells)


def fill_cell(
    cell: _Cell, paragraphs: Sequence[str], *, bold: bool = False, language: str = ""
) -> None:
    """Put paragraphs in a cell."""
    for index, words in enumerate(paragraphs or ("",)):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.style = NOTE
        run = paragraph.add_run(clean(words))
        run.bold = bold or None
        tag(run, language)


def shade(cell: _Cell, colour: str) -> None:
    """Give a cell a background."""
    shading = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        shading.set(qn(name), value)
    _append(cell._tc.get_or_add_tcPr(), shading)


def landscape(document: WordDocument) -> None:
    """Turn the pages on their side, for wide tables."""
    _without_leftovers(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)


def _append(parent: Any, child: Any) -> None:
    """Put an element of OOXML into another (the library's own types stop short of that)."""
    parent.append(child)


def to_bytes(document: WordDocument) -> bytes:
    """The finished file."""
    out = BytesIO()
    document.save(out)
    return steady(out.getvalue())
