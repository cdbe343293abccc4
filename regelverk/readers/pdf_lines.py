"""Blocks of a PDF as lines: what is a heading, how deep an item stands, tables put together."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from regelverk.model.document import Furniture, Provenance
from regelverk.readers.cues import typed_label
from regelverk.readers.labels import section_label
from regelverk.readers.lines import Line
from regelverk.readers.pdf_blocks import Block, Measure, blocks, measure
from regelverk.readers.pdf_notes import Footnote, without_footnotes
from regelverk.readers.pdf_rows import Row
from regelverk.readers.pdf_tables import Table, goes_on_after, open_tables, raw_table
from regelverk.readers.pdf_words import Vocabulary

_LARGER = 1.08
_LONGEST_HEADING = 300
_NEAR = 2.0
_MOST_ABOVE = 20


def lines_of(flow: Sequence[Row | Table]) -> tuple[list[Line], list[Furniture]]:
    """The lines of rows and tables in order, and table headings that later pages print again."""
    flow, notes = without_footnotes(flow)
    rows = [each for each in flow if isinstance(each, Row)]
    usual = measure(rows)
    words = Vocabulary.of([row.text for row in rows])
    found = list(blocks(list(open_tables(flow)), usual))
    texts = [each for each in found if isinstance(each, Block)]
    looks = _Looks(_heading_sizes(texts, usual), _depths(texts), usual)
    top = _lines_above_title(texts, looks)
    lines: list[Line] = []
    again: list[Furniture] = []
    parts: list[Table] = []
    for each, after in zip(found, [*found[1:], None], strict=True):
        while notes and notes[0].page < _page(each):
            lines.append(_footnote(notes.pop(0), words))
        if isinstance(each, Block):
            line = _line(each, looks, words)
            if len(lines) < top:
                line = replace(line, heading=0, emphasised=False)
            lines.append(line)
            continue
        parts.append(each)
        if isinstance(after, Table) and goes_on_after(each, after):
            continue
        table, repeated = raw_table(parts)
        lines.append(Line(table=table, provenance=table.provenance))
        again += [Furniture("topptekst", text, page) for page, text in repeated]
        parts = []
    lines += [_footnote(note, words) for note in notes]
    return lines, again


def _page(each: Block | Table) -> int:
    return each.page if isinstance(each, Table) else each.rows[0].page


def _footnote(note: Footnote, words: Vocabulary) -> Line:
    text = words.joined([row.text for row in note.rows])
    return Line(text, note.mark, footnote=True, provenance=Provenance(page=note.page))


def _lines_above_title(found: Sequence[Block], looks: "_Looks") -> int:
    """How many blocks stand above the title, as a letter's head: they are no headings."""
    for index, block in enumerate(found[:_MOST_ABOVE]):
        if section_label(block.rows[0].text) is not None or block.rows[0].page > 1:
            return 0
        if looks.sizes.get(min(row.size for row in block.rows)) == 1:
            return index
    return 0


class _Looks(NamedTuple):
    """What looks mean in a document: heading levels by size, and the indents of lists."""

    sizes: dict[float, int]
    depths: list[float]
    usual: Measure


def _line(block: Block, looks: _Looks, words: Vocabulary) -> Line:
    text = words.joined([row.text for row in block.rows])
    size = min(row.size for row in block.rows)
    return Line(
        text,
        heading=looks.sizes.get(size, 0) if len(text) <= _LONGEST_HEADING else 0,
        level=_level(block, looks.depths, looks.usual),
        emphasised=all(row.bold for row in block.rows) or size >= _LARGER * looks.usual.body,
        centred=_is_centred(block),
        provenance=Provenance(page=block.rows[0].page),
    )


def _heading_sizes(found: Sequence[Block], usual: Measure) -> dict[float, int]:
    """Heading levels by type size: the largest is 1."""
    sizes = {min(row.size for row in block.rows) for block in found}
    larger = sorted((size for size in sizes if size >= _LARGER * usual.body), reverse=True)
    return {size: min(level, 6) for level, size in enumerate(larger, 1)}


def _depths(found: Iterable[Block]) -> list[float]:
    """The indents at which list items stand, from the outermost."""
    starts: Counter[int] = Counter()
    for block in found:
        if typed_label(block.rows[0].text) is not None and block.offset > _NEAR:
            starts[round(block.offset)] += 1
    depths: list[float] = []
    for start in sorted(starts):
        if not depths or start - depths[-1] > 2 * _NEAR:
            depths.append(start)
    return depths


def _level(block: Block, depths: Sequence[float], usual: Measure) -> int:
    """How deep a block stands among the lists; 0 for body text and for a first-line indent."""
    labelled = typed_label(block.rows[0].text) is not None
    offset = block.offset if labelled else min(block.offset, block.body_offset)
    if not labelled and len(block.rows) == 1 and abs(offset - usual.first_indent) <= _NEAR:
        return 0
    if _is_centred(block):
        return 0
    return sum(1 for depth in depths if depth <= offset + _NEAR)


def _is_centred(block: Block) -> bool:
    """Whether all its rows stand in the middle, away from both edges."""
    for row, frame in zip(block.rows, block.frames, strict=True):
        before, after = row.left - frame.left, frame.right - row.right
        if abs(before - after) > 0.03 * frame.width + _NEAR:
            return False
    first, frame = block.rows[0], block.frames[0]
    return first.left - frame.left > 0.08 * frame.width
