"""Acts written as plain text and as Markdown. Only for tests."""

import textwrap
from dataclasses import dataclass

from regelverk.model.document import Document
from tests.round_trip.printing import Block, Sort, blocks, rows

_INDENT = "   "


@dataclass(frozen=True)
class Layout:
    """How the text is laid out.

    Attributes:
        width: Where rows are broken; 0 for one block a row.
        marked: Whether headings and tables are marked as in Markdown.
    """

    width: int = 0
    marked: bool = False


def write(document: Document, layout: Layout) -> bytes:
    """An act as text: a blank line between blocks, items right under one another and indented."""
    out: list[str] = []
    before: Block | None = None
    for block in blocks(document):
        close = (
            before is not None and block.sort is Sort.ITEM and before.sort in (Sort.ITEM, Sort.TEXT)
        )
        if before is not None and not close:
            out.append("")
        out += _rows(document, block, layout)
        before = block
    return "\n".join(out).encode()


def _rows(document: Document, block: Block, layout: Layout) -> list[str]:
    if block.sort is Sort.TABLE and block.node is not None:
        cells = [[cell.replace("\n", " ") for cell in row] for row in rows(document, block.node)]
        if not layout.marked:
            return ["\t".join(row) for row in cells]
        lines = [f"| {' | '.join(row)} |" for row in cells]
        return [*lines[:1], "|" + " --- |" * len(cells[0]), *lines[1:]] if lines else []
    text = f"{block.label} {block.text}".strip()
    if layout.marked and block.sort in (Sort.TITLE, Sort.GROUP, Sort.SECTION):
        return [f"{'#' * min(block.depth + 1, 6)} {text}"]
    indent = _INDENT * block.depth if block.sort is Sort.ITEM else ""
    if not layout.width:
        return [indent + text]
    return textwrap.wrap(
        text, layout.width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )
