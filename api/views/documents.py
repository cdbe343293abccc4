"""A document as a page shows it: lines, outline, clauses marked."""

from collections.abc import Iterator
from dataclasses import dataclass

from api.tasks import Read
from regelverk.clauses.types import Clause
from regelverk.model.document import Kind, Node
from regelverk.writers.view import (
    place,
)

_OUTLINE = frozenset({Kind.PART, Kind.CHAPTER, Kind.ANNEX, Kind.GROUP, Kind.SECTION})
_BLOCKS = frozenset(
    {Kind.HEADING, Kind.SUBSECTION, Kind.LETTER_ITEM, Kind.NUMBER_ITEM, Kind.DASH_ITEM, Kind.BLOCK,
     Kind.NOTE, Kind.FOOTNOTE, Kind.ROW, Kind.INTRO, Kind.WRAP_UP, Kind.ASSIGNMENT}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line: plain, or those of a clause."""

    text: str
    clause: Clause | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document as it is shown."""

    address: str
    kind: str
    depth: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as lines, and its outline as (address, depth, words)."""

    lines: tuple[Line, ...]
    outline: tuple[tuple[str, int, str], ...]
    types: tuple[str, ...]


def document_view(read: Read, form: str) -> DocumentView:
    """A document and its clauses as a page shows them."""
    made = read.document
    outline = tuple(
        (node.address, depth, " ".join(f"{node.label} {made.heading(node)}".split())
         or place(node.address, form))
        for node, depth in _walk(made.root, 0)
        if node.kind in _OUTLINE
    )  # fmt: skip
    return DocumentView(
        tuple(_lines(read, made.root, 0)),
        outline,
        tuple(dict.fromkeys(name for clause in read.clauses for name in clause.types)),
    )


def _walk(node: Node, depth: int) -> Iterator[tuple[Node, int]]:
    for child in node.children:
        yield child, depth
        yield from _walk(child, depth + (child.kind in _OUTLINE))


def _lines(read: Read, node: Node, depth: int) -> Iterator[Line]:
    """The text of a node, line by line; what no inner line covers is a line of its own."""
    at, children = node.start, node.children
    if node.kind in _OUTLINE and children and children[0].kind is Kind.HEADING:
        at, children = children[0].end, children[1:]
        yield Line(node.address, "title", depth, tuple(_pieces(read, node.start, at)))
    for child in children:
        if child.kind in _BLOCKS or child.kind in _OUTLINE or _has_lines(child):
            yield from _line(read, node, depth, at, child.start)
            yield from _lines(read, child, depth + (child.kind in _BLOCKS))
            at = child.end
    yield from _line(read, node, depth, at, node.end)


def _has_lines(node: Node) -> bool:
    return any(each.kind in _BLOCKS or each.kind in _OUTLINE for each in node.walk())


def _line(read: Read, node: Node, depth: int, start: int, end: int) -> Iterator[Line]:
    if read.document.text[start:end].strip():
        kind = "title" if node.kind in _OUTLINE else node.kind.name.lower()
        yield Line(node.address, kind, depth, tuple(_pieces(read, start, end)))


def _pieces(read: Read, start: int, end: int) -> Iterator[Piece]:
    text, at = read.document.text, start
    for clause in read.clauses:
        first, last = max(clause.span.start, at), min(clause.span.end, end)
        if first < last:
            if at < first:
                yield Piece(text[at:first])
            yield Piece(text[first:last], clause)
            at = last
    if at < end:
        yield Piece(text[at:end])
