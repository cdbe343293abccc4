"""Search across a case: all documents' text, ledd by ledd."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from api.search import Index, Term, hits, terms
from api.service import Service
from api.services import analyses
from api.services.access import Visitor
from api.services.analyses import Answer
from api.tasks import Read
from regelverk.model.address import Address
from regelverk.model.document import Document, Kind, Node
from regelverk.spans import Span

_UNITS = frozenset(
    {Kind.SUBSECTION, Kind.BLOCK, Kind.NOTE, Kind.FOOTNOTE, Kind.ROW, Kind.HEADING, Kind.ASSIGNMENT}
)
_LONGEST_SNIPPET = 360
_BEFORE = 120
_MOST_HITS = 1000


@dataclass(frozen=True, slots=True)
class Hit:
    """A ledd, heading or paragraph that holds what was looked for.

    Attributes:
        document: The identifier of its document.
        title: What the document is called.
        address: Its address.
        text: Its words, or those around the first place.
        marks: Where in `text` the words are.
        types: The types of the clauses that stand in it.
    """

    document: str
    title: str
    address: Address
    text: str
    marks: tuple[Span, ...]
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gives: an answer that may have to be waited for, and the hits."""

    answer: Answer
    hits: tuple[Hit, ...] = ()
    asked: tuple[Term, ...] = ()


def search(
    service: Service, who: Visitor, case_id: str, query: str, *, clauses_only: bool = False
) -> Found:
    """Search in a case, in the order of its documents.

    Args:
        service: The service.
        who: Who asks.
        case_id: The case.
        query: Words in any order and form; phrases in quotes.
        clauses_only: Whether to look in found clauses only.
    """
    answer = analyses.clauses(service, who, case_id)
    wanted = terms(query)
    if not answer.ready or not wanted:
        return Found(answer, asked=wanted)
    found = (hit for read in answer.result for hit in _in_document(read, wanted, clauses_only))
    return Found(answer, tuple(islice(found, _MOST_HITS)), wanted)


def _in_document(read: Read, wanted: tuple[Term, ...], clauses_only: bool) -> Iterator[Hit]:
    made = read.document
    text = made.text
    index, nodes = _prepared(_Text(made))
    found = hits(index, wanted, [node.span for node in nodes])
    for number, spans in sorted(found.items()):
        node = nodes[number]
        types = tuple(
            dict.fromkeys(
                name for clause in read.clauses for name in clause.types
                if clause.span.start < node.end and node.start < clause.span.end
            )
        )  # fmt: skip
        if types or not clauses_only:
            shown = _window(text, node.span, spans[0])
            marks = tuple(
                Span(max(each.start, shown.start) - shown.start,
                     min(each.end, shown.end) - shown.start)
                for each in spans if each.start < shown.end and shown.start < each.end
            )  # fmt: skip
            yield Hit(
                made.identifier, made.short_title or made.title or made.source,
                _place(made, node), shown.of(text), marks, types,
            )  # fmt: skip


class _Text:
    """A document as the key of its index: the same object is the same text."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Text) and other.document is self.document

    def __hash__(self) -> int:
        return hash((self.document.identifier, len(self.document.text)))


@lru_cache(maxsize=48)
def _prepared(key: _Text) -> tuple[Index, list[Node]]:
    document = key.document
    return Index(document.text), list(_units(document.root))


def _units(node: Node) -> Iterator[Node]:
    """The outermost stretches of text that a hit is shown as."""
    for child in node.children:
        if child.kind in _UNITS:
            yield child
        else:
            yield from _units(child)


def _place(document: Document, node: Node) -> Address:
    """A heading is cited as what it heads."""
    above = document.parent(node) if node.kind is Kind.HEADING else None
    return above.address if above is not None else node.address


def _window(text: str, unit: Span, hit: Span) -> Span:
    """The part of a unit that is shown: all of a short one, else what stands around the hit."""
    if unit.end - unit.start <= _LONGEST_SNIPPET:
        return unit
    start = max(unit.start, hit.start - _BEFORE)
    end = min(unit.end, start + _LONGEST_SNIPPET)
    if start > unit.start:
        start = text.find(" ", start, hit.start) + 1 or start
    if end < unit.end:
        end = max(text.rfind(" ", hit.end, end), hit.end)
    return Span(start, end)
