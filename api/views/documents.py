"""A document as a page shows it: its outline, and its text line by line with what is marked."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from api.tasks import Read
from api.views.base import Pages
from api.views.marks import Marks, Run, anchor, links
from regelverk.clauses.types import Clause
from regelverk.model.document import Document, Kind, Node
from regelverk.writers.view import place

_OUTLINE = frozenset({Kind.PART, Kind.CHAPTER, Kind.ANNEX, Kind.GROUP, Kind.SECTION})
_BLOCKS = frozenset(
    {Kind.HEADING, Kind.SUBSECTION, Kind.LETTER_ITEM, Kind.NUMBER_ITEM, Kind.DASH_ITEM, Kind.BLOCK,
     Kind.NOTE, Kind.FOOTNOTE, Kind.ROW, Kind.INTRO, Kind.WRAP_UP, Kind.ASSIGNMENT}
)  # fmt: skip
_LOWEST_HEADING = 5
_MOST_OPEN = 60
"""An outline with more entries than this starts with its chapters closed."""
MOST_LINES = 10_000
"""A document with more lines than this is shown in pages; the longest act has some 7,000."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document as it is shown.

    Attributes:
        id: Its place on the page; empty where another line has it.
        address: Its address.
        place: The address as a lawyer cites it.
        label: The last step of it, which is what the place around it does not say already.
        kind: What sort of line it is.
        depth: How far in it stands, from 0.
        heading: The level of its heading; 0 where it is none.
        runs: Its words.
        clauses: The clauses that begin on it, by their places in the list.
    """

    id: str
    address: str
    place: str
    label: str
    kind: str
    depth: int
    heading: int
    runs: tuple[Run, ...]
    clauses: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the outline: where it leads, what it says, and how many clauses are in it."""

    id: str
    words: str
    clauses: int
    within: tuple["Entry", ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as blocks of lines (one for each section), with its outline and clauses.

    Where the document is shown in `pages`, lines and outline are those of one of them.
    """

    pages: Pages
    blocks: tuple[tuple[Line, ...], ...]
    outline: tuple[Entry, ...]
    is_long: bool
    clauses: tuple[Clause, ...]
    types: tuple[str, ...]


def document_view(
    read: Read, case: Mapping[str, str], form: str, page: int = 1, at: str = ""
) -> DocumentView:
    """A document and its clauses as a page shows them.

    Args:
        read: The document.
        case: The pages of the case's documents, by the documents' identifiers.
        form: The reader's language form.
        page: Which page of a long document, from 1.
        at: The anchor of a place; it decides the page where it is found.
    """
    made = read.document
    clauses = tuple(sorted(read.clauses, key=lambda each: each.span))
    marks = Marks(made.text, clauses, links(made, read.citations, case, form))
    places = [each for each in _places(made.root) if made.text[each.start : each.end].strip()]
    sought = next(
        (n for n, each in enumerate(places) if at and anchor(each.node.address) == at), None
    )
    pages = Pages.of(page if sought is None else sought // MOST_LINES + 1, len(places), MOST_LINES)
    shown = places[pages.offset : pages.offset + MOST_LINES]
    lines = _Lines(made, marks, form)
    counts = Counter(str(each.section) for each in clauses)
    outline = tuple(_outline(made, made.root, counts, form))
    if pages.pages > 1:
        outline = tuple(_on_page(outline, {anchor(each.node.address) for each in shown}))
    return DocumentView(
        pages=pages,
        blocks=tuple(tuple(map(lines.line, group)) for _, group in groupby(shown, _block)),
        outline=outline,
        is_long=sum(1 for node in made.walk(*_OUTLINE)) > _MOST_OPEN,
        clauses=clauses,
        types=tuple(dict.fromkeys(name for each in clauses for name in each.types)),
    )


def _block(place: "_Place") -> int:
    return place.block


def _outline(document: Document, node: Node, counts: Counter[str], form: str) -> Iterator[Entry]:
    for child in node.children:
        within = tuple(_outline(document, child, counts, form))
        if child.kind not in _OUTLINE:
            yield from within
            continue
        told = " ".join(f"{child.label} {document.heading(child)}".split())
        own = counts[child.address] + sum(each.clauses for each in within)
        yield Entry(anchor(child.address), told or place(child.address, form), own, within)


def _on_page(entries: Sequence[Entry], ids: Set[str]) -> Iterator[Entry]:
    for each in entries:
        within = tuple(_on_page(each.within, ids))
        if within or each.id in ids:
            yield replace(each, within=within)


class _Place(NamedTuple):
    """Where a line stands: in which block, of which node, how far in, and from where to where."""

    block: int
    node: Node
    depth: int
    start: int
    end: int
    heading: int = 0


def _places(root: Node) -> Iterator[_Place]:
    """The lines of a document; what no inner line covers is a line of its own."""
    block = 0

    def of(node: Node, depth: int, level: int) -> Iterator[_Place]:
        nonlocal block
        at, children = node.start, node.children
        if node.kind in _OUTLINE:
            block += node.kind is Kind.SECTION or _starts_block(node)
            if children and children[0].kind is Kind.HEADING:
                at, children = children[0].end, children[1:]
                yield _Place(block, node, 0, node.start, at, min(level, _LOWEST_HEADING))
        for child in children:
            if child.kind in _BLOCKS or child.kind in _OUTLINE or _has_lines(child):
                yield _Place(block, node, depth, at, child.start)
                lower = child.kind in _OUTLINE and node.kind in _OUTLINE
                yield from of(child, depth + (child.kind in _BLOCKS), level + lower)
                at = child.end
        yield _Place(block, node, depth, at, node.end)

    return of(root, 0, 2)


def _starts_block(node: Node) -> bool:
    return any(child.kind is Kind.SECTION for child in node.children)


class _Lines:
    """Makes lines of places, in their order; only the first of an address bears its anchor."""

    def __init__(self, document: Document, marks: Marks, form: str) -> None:
        self._document = document
        self._marks = marks
        self._form = form
        self._ids: set[str] = set()
        self._begun: set[int] = set()

    def line(self, at: _Place) -> Line:
        """The line at a place."""
        node = at.node
        id_ = anchor(node.address)
        runs = tuple(self._marks.runs(at.start, at.end))
        own = dict.fromkeys(run.clause for run in runs if run.clause is not None)
        begun = tuple(each for each in own if each not in self._begun)
        kind = "title" if at.heading or node.kind in _OUTLINE else node.kind.name.lower()
        cited = place(node.address, self._form)
        above = place(node.address.parent, self._form)
        made = Line(
            "" if id_ in self._ids else id_, str(node.address), cited,
            cited.removeprefix(above).strip() or cited, kind, at.depth, at.heading, runs, begun,
        )  # fmt: skip
        self._ids.add(id_)
        self._begun.update(begun)
        return made


def _has_lines(node: Node) -> bool:
    return any(each.kind in _BLOCKS or each.kind in _OUTLINE for each in node.walk())


def pages_of(case_id: str, documents: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The pages of a case's documents by identifier, from pairs of identifier and document id."""
    return {name: f"/saker/{case_id}/dokumenter/{own}" for name, own in reversed(documents) if name}
