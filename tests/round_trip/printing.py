"""A document as the blocks a ministry would type: what the writers of the round trip print."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from regelverk.model.document import ITEMS, SENTENCES, Document, Kind, Node

_GROUPS = frozenset({Kind.PART, Kind.CHAPTER, Kind.ANNEX, Kind.GROUP})


class Sort(StrEnum):
    """What a block is printed as."""

    TITLE = "title"
    CODE = "code"
    GROUP = "group"
    SECTION = "section"
    TEXT = "text"
    ITEM = "item"
    NOTE = "note"
    FOOTNOTE = "footnote"
    TABLE = "table"


@dataclass(frozen=True)
class Block:
    """One printed block.

    Attributes:
        sort: What it is printed as.
        label: Its label as the act prints it: `§ 1.`, `(2)`, `a.`.
        text: Its text.
        depth: How deep it stands: of headings among headings, of items in lists.
        list_start: The first label of the list that an item stands in, with all labels after it.
        node: The node it was made from.
    """

    sort: Sort
    label: str = ""
    text: str = ""
    depth: int = 0
    siblings: tuple[str, ...] = ()
    node: Node | None = None


def date_code(document: Document) -> str:
    """`LOV-2005-06-17-64`, as Lovdata prints it above an act."""
    kind, _, rest = document.identifier.partition("/")
    return f"{'LOV' if kind == 'lov' else 'FOR'}-{rest}"


def blocks(document: Document) -> Iterator[Block]:
    """The blocks of an act, in order: first what stands above the text."""
    yield Block(Sort.TITLE, text=document.title)
    yield Block(Sort.CODE, text=date_code(document))
    for child in document.root.children:
        if child.kind is not Kind.HEADING:
            yield from _printed(document, child, 1)


def _printed(document: Document, node: Node, depth: int) -> Iterator[Block]:
    kind = node.kind
    label = _label(document, node)
    if kind in _GROUPS or kind is Kind.SECTION:
        sort = Sort.SECTION if kind is Kind.SECTION else Sort.GROUP
        yield Block(sort, label, document.heading(node), depth, node=node)
        for child in node.children:
            if child.kind is not Kind.HEADING:
                yield from _printed(document, child, depth + 1)
    elif kind in ITEMS:
        yield from _running(document, node, label, 1, (label,))
    elif kind in (Kind.SUBSECTION, Kind.BLOCK):
        yield from _running(document, node, label, 0, ())
    elif kind is Kind.TABLE:
        yield Block(Sort.TABLE, node=node)
    elif kind is Kind.FOOTNOTE:
        yield Block(Sort.FOOTNOTE, label, document.quote(node)[len(label) :].strip())
    else:
        yield Block(Sort.NOTE, text=document.quote(node))


def _running(
    document: Document, node: Node, label: str, depth: int, siblings: tuple[str, ...]
) -> Iterator[Block]:
    """A ledd or an item: its text, the items in it, and the text after them."""
    sort = Sort.ITEM if node.kind in ITEMS else Sort.TEXT
    start: Node | None = None
    end: Node | None = None
    first = True
    for child in (*node.children, None):
        if child is not None and child.kind in SENTENCES:
            start, end = start or child, child
            continue
        if start is not None and end is not None:
            text = document.text[start.start : end.end]
            yield Block(
                sort if first else Sort.TEXT,
                label if first else "",
                text,
                depth,
                siblings if first else (),
            )
            first, start = False, None
        elif first:
            if label or child is None:
                yield Block(sort, label, "", depth, siblings)
            first = False
        if child is None:
            return
        if child.kind in ITEMS:
            same = tuple(
                _label(document, each) for each in node.children if each.kind is child.kind
            )
            yield from _running(document, child, _label(document, child), depth + 1, same)
        elif child.kind is Kind.SUBSECTION:
            yield from _running(document, child, _label(document, child), depth, ())
        else:
            yield from _printed(document, child, depth + 1)


def _label(document: Document, node: Node) -> str:
    """The label as it stands in the text, closing punctuation included."""
    end = min((child.start for child in node.children), default=node.end)
    return document.text[node.start : end].strip() if node.label else ""


def rows(document: Document, table: Node) -> list[list[str]]:
    """The cells of a table."""
    return [
        [document.quote(cell) for cell in row.children]
        for row in table.children
        if row.kind is Kind.ROW
    ]
