"""Acts written as Word files, in the manners that ministries use. Only for tests."""

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any

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
        styles: Whether headings have Word's heading styles, or are bold normal text.
        numbering: Whether list labels are Word's automatic numbers, or typed.
    """

    styles: bool
    numbering: bool


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
        self.lists: dict[tuple[str, ...], int] = {}
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
            if block.depth:
                paragraph.paragraph_format.left_indent = Cm(0.6 * block.depth)

    def heading(self, text: str, level: int) -> None:
        if self.manner.styles:
            self.word.add_heading(text, level)
        else:
            self.word.add_paragraph().add_run(text).bold = True

    def item(self, block: Block) -> None:
        form = _form(block.siblings) if self.manner.numbering else None
        if form is None:
            paragraph = self.word.add_paragraph(f"{block.label}\t{block.text}")
        else:
            paragraph = self.word.add_paragraph(block.text)
            self.number(paragraph, block, form)
        paragraph.paragraph_format.left_indent = Cm(0.6 * block.depth)

    def number(self, paragraph: Any, block: Block, form: tuple[str, str]) -> None:
        """Give a paragraph real numbering; a list's first item starts a new list."""
        level = block.depth - 1
        key = (str(level), *block.siblings, str(_position(block)))
        if block.label == block.siblings[0] or key[:1] not in {each[:1] for each in self.lists}:
            self.next_list += 1
            self._define(self.next_list, level, form)
            self.lists[key[:1]] = self.next_list
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{self.lists[key[:1]]}"/></w:numPr>'
            )
        )

    def _define(self, name: int, level: int, form: tuple[str, str]) -> None:
        numbering = self.word.part.numbering_part.element
        kind, text = form
        text = text.replace("%1", f"%{level + 1}")
        abstract = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{name}"><w:lvl w:ilvl="{level}"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        )
        numbering.insert(len(numbering.findall(qn("w:abstractNum"))), abstract)
        numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{name}"><w:abstractNumId w:val="{name}"/></w:num>'
            )
        )

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


def _position(block: Block) -> int:
    return block.siblings.index(block.label)


def _form(labels: tuple[str, ...]) -> tuple[str, str] | None:
    """Word's format and pattern for a list with these labels; None where no automatic list shows them."""
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
