"""Acts written as Word files, in the manners that ministries use. Only for tests."""

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Literal

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

from regelverk.model.document import Document
from tests.round_trip.printing import Block, Sort, blocks, rows

_FORMS = (
    ("lowerLetter", "abcdefghijklmnopqrstuvwxyz"),
    ("upperLetter", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
)


@dataclass(frozen=True)
class Manner:
    """How a ministry writes.

    Attributes:
        headings: Whether headings have Word's heading styles, are bold normal text, or are plain.
        numbering: Whether list labels are Word's automatic numbers, or typed.
        indented: Whether lists are indented.
    """

    headings: Literal["styles", "bold", "plain"]
    numbering: bool
    indented: bool = True


def write(document: Document, manner: Manner) -> bytes:
    """An act as a Word file."""
    word = docx.Document()
    writer = _Writer(word, manner, document)
    for block in blocks(document):
        writer.block(block)
    out = BytesIO()
    word.save(out)
    return out.getvalue()


class _Writer:
    def __init__(self, word: Any, manner: Manner, document: Document) -> None:
        self.word, self.manner, self.document = word, manner, document
        self.lists: dict[int, int] = {}
        self.next_list = 900

    def block(self, block: Block) -> None:
        if block.sort is Sort.TABLE:
            self.table(block)
        elif block.sort is Sort.TITLE:
            self.heading(block.text, 1)
        elif block.sort in (Sort.GROUP, Sort.SECTION):
            self.heading(f"{block.label} {block.text}".strip(), min(block.depth + 1, 9))
        elif block.sort is Sort.ITEM:
            self.item(block)
        elif block.sort is Sort.FOOTNOTE:
            self.word.add_paragraph(f"{block.label} {block.text}")
        else:
            paragraph = self.word.add_paragraph(f"{block.label} {block.text}".strip())
            if block.depth and self.manner.indented:
                paragraph.paragraph_format.left_indent = Cm(0.6 * block.depth)

    def heading(self, text: str, level: int) -> None:
        if self.manner.headings == "styles":
            self.word.add_heading(text, level)
        else:
            self.word.add_paragraph().add_run(text).bold = self.manner.headings == "bold"

    def item(self, block: Block) -> None:
        form = _form(block.siblings) if self.manner.numbering else None
        if form is None:
            paragraph = self.word.add_paragraph(f"{block.label}\t{block.text}")
        else:
            paragraph = self.word.add_paragraph(block.text)
            self.number(paragraph, block, form)
        if self.manner.indented:
            paragraph.paragraph_format.left_indent = Cm(0.6 * block.depth)

    def number(self, paragraph: Any, block: Block, form: tuple[str, str]) -> None:
        """Give a paragraph real numbering; a list's first item starts a new list."""
        level = block.depth - 1
        if block.label == block.siblings[0] or level not in self.lists:
            self.next_list += 1
            self._define(self.next_list, level, form)
            self.lists[level] = self.next_list
        place = f'<w:ilvl w:val="{level}"/><w:numId w:val="{self.lists[level]}"/>'
        properties = paragraph._p.get_or_add_pPr()
        properties.append(parse_xml(f"<w:numPr {nsdecls('w')}>{place}</w:numPr>"))

    def _define(self, name: int, level: int, form: tuple[str, str]) -> None:
        numbering = self.word.part.numbering_part.element
        kind, text = form
        text = text.replace("%1", f"%{level + 1}")
        abstract = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{name}"><w:lvl w:ilvl="{level}">'
            f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
            "</w:lvl></w:abstractNum>"
        )
        numbering.insert(len(numbering.findall(qn("w:abstractNum"))), abstract)
        inner = f'<w:abstractNumId w:val="{name}"/>'
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{name}">{inner}</w:num>'))

    def table(self, block: Block) -> None:
        assert block.node is not None
        cells = rows(self.document, block.node)
        width = max((len(row) for row in cells), default=0)
        if not width:
            return
        table = self.word.add_table(len(cells), width)
        for row, texts in zip(table.rows, cells, strict=True):
            for cell, text in zip(row.cells, texts, strict=False):
                cell.text = text


def _form(labels: tuple[str, ...]) -> tuple[str, str] | None:
    """Word's format and pattern for a list with these labels; None where there is none."""
    if len(set(labels)) == 1 and not labels[0][:1].isalnum():
        return ("bullet", labels[0]) if len(labels[0]) == 1 else None
    match = re.fullmatch(r"(\(?)(\w)([.)]?)", labels[0])
    if match is None:
        return None
    before, _, after = match.groups()
    if labels == tuple(f"{before}{number}{after}" for number in range(1, len(labels) + 1)):
        return "decimal", f"{before}%1{after}"
    for kind, alphabet in _FORMS:
        if labels == tuple(f"{before}{letter}{after}" for letter in alphabet[: len(labels)]):
            return kind, f"{before}%1{after}"
    return None
