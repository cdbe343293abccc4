"""Word files and revisions of them, made at random; and what a tracked file shows, settled."""

import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

WORDS = [
    "kommunen",
    "lekeplassen",
    "barnet",
    "skal",
    "bør",
    "kan",
    "samarbeide",
    "samordne",
    "huske",
    "vippe",
    "sandkasse",
    "vedtak",
    "etter",
    "første",
    "andre",
    "ledd",
    "bokstav",
    "nummer",
    "i",
    "og",
    "med",
    "for",
    "til",
    "uten",
    "hensyn",
    "dersom",
    "det",
    "er",
    "nødvendig",
    "tilbudet",
    "gebyr",
    "tilsyn",
    "rundskriv",
    "ærlig",
    "øvrig",
    "åpen",
    "§",
    "2",
    "b,",
    "c.",
    "(3)",
    "«felles»",
    "15-8",
    "1.",
    "januar",
]
LOOKS = ("", "", "", "b", "i", "u", "bi")
STYLES = ("Normal", "Normal", "Normal", "Heading 2", "List Number", "List Bullet", "Quote")
_LOOKS = {qn("w:b"), qn("w:i"), qn("w:u"), qn("w:sz")}
ALIGNMENTS = (None, None, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.CENTER)


@dataclass(frozen=True)
class Text:
    """A paragraph: words each with a look, a style and an alignment."""

    words: tuple[tuple[str, str], ...]
    style: str = "Normal"
    align: WD_ALIGN_PARAGRAPH | None = None


@dataclass(frozen=True)
class Grid:
    """A table: rows of cells of paragraphs."""

    rows: tuple[tuple[tuple[Text, ...], ...], ...]


Block = Text | Grid


@dataclass
class Maker:
    """Makes documents and changes them; counts the changes."""

    rng: random.Random
    edits: int = field(default=0)

    def text(self, longest: int = 25) -> Text:
        """A paragraph; some are empty, some have tabs and line breaks."""
        look, words = "", []
        for _ in range(self.rng.choice((0, 1, 3, 5, 8, longest, longest, longest))):
            if self.rng.random() < 0.15:
                look = self.rng.choice(LOOKS)
            gap = self.rng.choices(("", " ", "\t", "\n", "  "), (2, 90, 4, 2, 2))[0]
            words.append((self.rng.choice(WORDS) + gap, look))
        return Text(tuple(words), self.rng.choice(STYLES), self.rng.choice(ALIGNMENTS))

    def grid(self) -> Grid:
        """A table."""
        columns = self.rng.randint(1, 3)
        return Grid(tuple(self.row(columns) for _ in range(self.rng.randint(1, 4))))

    def row(self, columns: int) -> tuple[tuple[Text, ...], ...]:
        """A row of a table."""
        return tuple(
            tuple(
                replace(self.text(6), style="Normal", words=self.text(6).words or (("og", ""),))
                for _ in range(self.rng.randint(1, 2))
            )
            for _ in range(columns)
        )

    def document(self, blocks: int) -> list[Block]:
        """Blocks; a table is never last, and two paragraphs or more stand between two tables."""
        made: list[Block] = []
        for _ in range(blocks):
            if made and self.rng.random() < 0.15 and isinstance(made[-1], Text):
                made += [self.grid(), self.text(), self.text()]
            else:
                made.append(self.text())
        return self._ended([Text((("Innledning ", ""),)), *made, self.text()])

    def _ended(self, blocks: list[Block]) -> list[Block]:
        """The same without empty paragraphs last, or before a table.

        Where one of those becomes two, or two one, LibreOffice rejects one paragraph mark too many;
        so it does with a single paragraph between two tables.
        """
        return [
            replace(block, words=((self.rng.choice(WORDS), ""),))
            if isinstance(block, Text) and not block.words and not isinstance(following, Text)
            else block
            for block, following in zip(blocks, [*blocks[1:], None], strict=True)
        ]

    def revised(self, blocks: list[Block], rate: float = 0.4) -> list[Block]:
        """The same with changes: in words, in formatting, whole blocks new, gone or moved."""
        made: list[Block] = []
        for block in blocks:
            if self.rng.random() > rate:
                made.append(block)
                continue
            self.edits += 1
            made += self._changed(block)
        apart: list[Block] = []
        for block in made:
            if isinstance(block, Grid) and not isinstance(apart[-1] if apart else None, Text):
                apart.append(self.text())
            apart.append(block)
        return self._ended([*apart, self.text()] if isinstance(made[-1], Grid) else apart)

    def _changed(self, block: Block) -> list[Block]:
        if isinstance(block, Grid):
            return [Grid(tuple(self._rows(block)))]
        kind = self.rng.choice(
            ("words", "words", "words", "gone", "before", "after", "style", "new")
        )
        if kind == "gone":
            return []
        if kind == "before":
            return [self.text(), self.text(), block]
        if kind == "after":
            return [block, self.text()]
        if kind == "style":
            return [replace(block, style="Quote", align=self.rng.choice(ALIGNMENTS))]
        return [self.text() if kind == "new" else self._reworded(block)]

    def _rows(self, grid: Grid) -> Iterator[tuple[tuple[Text, ...], ...]]:
        for index, row in enumerate(grid.rows):
            choice = self.rng.random()
            if choice < 0.2 and (index or len(grid.rows) > 1):
                continue
            if choice < 0.4:
                yield self.row(len(row))
            yield tuple(
                tuple(map(self._reworded, cell)) if self.rng.random() < 0.4 else cell
                for cell in row
            )
        yield self.row(len(grid.rows[0]))

    def _reworded(self, text: Text) -> Text:
        words = list(text.words)
        for _ in range(self.rng.randint(1, 3)):
            at, look = self.rng.randint(0, len(words)), self.rng.choice(LOOKS)
            change = self.rng.choice(("put", "put", "drop", "look"))
            if change == "put":
                words[at:at] = [(self.rng.choice(WORDS) + " ", look)]
            elif at < len(words):
                words[at : at + 1] = [(words[at][0], look)] if change == "look" else []
        return replace(text, words=tuple(words))


def word_file(blocks: list[Block]) -> bytes:
    """A Word file of blocks, each word a run of its own."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, Text):
            _fill(document.add_paragraph(), block)
            continue
        table = document.add_table(rows=len(block.rows), cols=len(block.rows[0]))
        for row, cells in zip(table.rows, block.rows, strict=True):
            for cell, texts in zip(row.cells, cells, strict=True):
                for index, text in enumerate(texts):
                    _fill(cell.paragraphs[0] if index == 0 else cell.add_paragraph(), text)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _fill(paragraph: Paragraph, text: Text) -> None:
    paragraph.style = text.style
    paragraph.alignment = text.align  # type: ignore[assignment]
    for index, (words, look) in enumerate(text.words, start=1):
        run = paragraph.add_run(words.rstrip() if index == len(text.words) else words)
        run.bold, run.italic, run.underline = (sign in look or None for sign in "biu")


def shown(data: bytes) -> list[Any]:
    """What a file without tracked changes shows: text, formatting, lists, tables."""
    document = docx.Document(BytesIO(data))
    return [_shown(each) for each in document.iter_inner_content()]


def _shown(block: Paragraph | Table) -> Any:
    if isinstance(block, Table):
        return [
            [[_shown(each) for each in cell.iter_inner_content()] for cell in row.cells]
            for row in block.rows
        ]
    runs: list[list[Any]] = []
    for run in block._p.iter(qn("w:r")):
        formatting = run.find(qn("w:rPr"))
        look = (
            [str(each.tag).rpartition("}")[2] for each in formatting if each.tag in _LOOKS]
            if formatting is not None
            else []
        )
        if runs and runs[-1][1] == look:
            runs[-1][0] += run.text
        elif run.text:
            runs.append([run.text, look])
    properties: Any = block._p.pPr
    if properties is None:
        return ("", None, False, runs)
    number = properties.find(f"{qn('w:numPr')}/{qn('w:numId')}")
    numbered = number is not None and number.get(qn("w:val")) != "0"
    return (properties.style or "", properties.jc_val, numbered, runs)


def in_office(blocks: list[Any]) -> list[Any]:
    """What LibreOffice keeps of what a file shows.

    In the empty cells of tracked rows it leaves an invisible joiner, and formatting that is tracked
    on an empty paragraph, where it shows nothing, it does not read.
    """
    kept: list[Any] = []
    for block in blocks:
        if isinstance(block, list):
            kept.append([[in_office(cell) for cell in row] for row in block])
            continue
        *formatting, runs = block
        seen = [[text.replace("\u200d", ""), look] for text, look in runs]
        seen = [run for run in seen if run[0]]
        kept.append((*formatting, seen) if seen else ())
    return kept


def accepted(data: bytes) -> bytes:
    """The file with all changes accepted, by the rules of ISO/IEC 29500-1 §17.13.5."""
    return _settled(data, gone="del", kept="ins", formatting=lambda now, before: now)


def rejected(data: bytes) -> bytes:
    """The file with all changes rejected."""
    return _settled(data, gone="ins", kept="del", formatting=lambda now, before: before)


def _settled(data: bytes, gone: str, kept: str, formatting: Callable[[Any, Any], Any]) -> bytes:
    document = docx.Document(BytesIO(data))
    body = document.element.body
    for row in list(body.iter(qn("w:tr"))):
        if row.find(f"{qn('w:trPr')}/{qn(f'w:{gone}')}") is not None:
            _drop(row)
    for table in list(body.iter(qn("w:tbl"))):
        if table.find(qn("w:tr")) is None:
            _drop(table)
    for change in [*body.iter(qn("w:pPrChange")), *body.iter(qn("w:rPrChange"))]:
        _formatted(change, formatting)
    for each in list(body.iter(qn(f"w:{gone}"))):
        if each.getparent().tag not in (qn("w:rPr"), qn("w:trPr")):
            _drop(each)
    for each in list(body.iter(qn(f"w:{kept}"))):
        index = each.getparent().index(each)
        each.getparent()[index : index + 1] = list(each)
    for text in body.iter(qn("w:delText")):
        text.tag = qn("w:t")
    for paragraph in list(body.iter(qn("w:p"))):
        if paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn(f'w:{gone}')}") is not None:
            _join(paragraph)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _formatted(change: Any, formatting: Callable[[Any, Any], Any]) -> None:
    """Take the formatting that was, or that is."""
    holder, before = change.getparent(), deepcopy(change[0])
    holder.remove(change)
    chosen = formatting(holder, before)
    if chosen is before:
        marks = [each for each in holder if each.tag in (qn("w:rPr"), qn("w:sectPr"))]
        holder[:] = [*before, *(marks if holder.tag == qn("w:pPr") else [])]


def _join(paragraph: Any) -> None:
    """A paragraph whose mark is gone runs into the next one, whose formatting holds."""
    following = paragraph.getnext()
    while following is not None and following.tag != qn("w:p"):
        following = following.getnext()
    content = [each for each in paragraph if each.tag != qn("w:pPr")]
    if following is not None:
        at = 0 if following.find(qn("w:pPr")) is None else 1
        following[at:at] = content
    elif content:
        raise AssertionError("the last mark is gone, and its text has nowhere to go")
    _drop(paragraph)


def _drop(element: Any) -> None:
    element.getparent().remove(element)
