"""What is marked in a document's text: clauses, their elements, and where citations lead."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from regelverk.citations import Citation, Status, known_acts
from regelverk.clauses.types import Clause
from regelverk.model.address import Address
from regelverk.model.document import Document
from regelverk.spans import Span
from regelverk.writers.view import place

_PUBLISHED = re.compile(r"(?:lov|forskrift)/\d{4}-\d{2}-\d{2}(?:-\d+)?")


@dataclass(frozen=True, slots=True)
class Link:
    """Where a citation leads.

    Attributes:
        span: Where it stands.
        href: The address on the web; empty where it leads nowhere that we know.
        title: Which act and place it is.
        away: Whether it leaves the service.
    """

    span: Span
    href: str
    title: str
    away: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are marked in one way: an element of a clause, a citation, both or neither."""

    text: str
    slot: str = ""
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces that belong to one clause, by its place in the list, or to none."""

    clause: int | None
    pieces: tuple[Piece, ...]


class Marks:
    """Cuts stretches of a document's text where marks begin and end.

    Args:
        text: The document's text.
        clauses: Its clauses, in the order of the text.
        links: Its citations, in the order of the text.
    """

    def __init__(self, text: str, clauses: Sequence[Clause], links: Sequence[Link]) -> None:
        self._text = text
        self._clauses = clauses
        self._starts = [each.span.start for each in clauses]
        self._links = links
        self._link_starts = [each.span.start for each in links]

    def runs(self, start: int, end: int) -> Iterator[Run]:
        """The text from `start` to `end`."""
        at = start
        first = max(bisect_right(self._starts, start) - 1, 0)
        for number in range(first, bisect_right(self._starts, end)):
            clause = self._clauses[number]
            begin, stop = max(clause.span.start, at), min(clause.span.end, end)
            if begin < stop:
                if at < begin:
                    yield Run(None, tuple(self._pieces(at, begin, {})))
                yield Run(number, tuple(self._pieces(begin, stop, clause.slots)))
                at = stop
        if at < end:
            yield Run(None, tuple(self._pieces(at, end, {})))

    def _pieces(self, start: int, end: int, slots: Mapping[str, Span]) -> Iterator[Piece]:
        links = self._links[
            max(bisect_right(self._link_starts, start) - 1, 0) :
            bisect_right(self._link_starts, end)
        ]  # fmt: skip
        return _cut(self._text, Span(start, end), slots, links)


def clause_pieces(clause: Clause) -> tuple[Piece, ...]:
    """The words of a clause, its elements marked."""
    first = clause.span.start
    slots = {name: Span(a - first, b - first) for name, (a, b) in clause.slots.items()}
    return tuple(_cut(clause.text, Span(0, len(clause.text)), slots))


def _cut(
    text: str, within: Span, slots: Mapping[str, Span], links: Sequence[Link] = ()
) -> Iterator[Piece]:
    edges = set(within)
    for span in (*slots.values(), *(link.span for link in links)):
        edges.update(at for at in span if within.start < at < within.end)
    for at, to in pairwise(sorted(edges)):
        slot = next((name for name, span in slots.items() if span.start <= at < span.end), "")
        link = next((each for each in links if each.span.start <= at < each.span.end), None)
        yield Piece(text[at:to], slot, link)


def links(
    document: Document, citations: Sequence[Citation], case: Mapping[str, str], form: str
) -> list[Link]:
    """Where the citations of a document lead.

    Args:
        document: The document.
        citations: Its citations.
        case: The pages of the case's documents, by the documents' identifiers.
        form: The reader's language form.
    """
    kept: list[Link] = []
    for each in sorted(citations, key=lambda each: each.span):
        link = _link(document, each, case, form)
        if link is not None and (not kept or kept[-1].span.end <= link.span.start):
            kept.append(link)
    return kept


def _link(
    document: Document, citation: Citation, case: Mapping[str, str], form: str
) -> Link | None:
    target = next(iter(citation.targets), None)
    if target is None or citation.status in (Status.AMBIGUOUS, Status.UNRESOLVED):
        names = [act.title for name in citation.acts if (act := known_acts().get(name))]
        return Link(citation.span, "", "; ".join(names)) if names else None
    if target.document == document.identifier:
        node = next((at for at in (target, target.parent) if document.at(at)), None)
        return Link(citation.span, f"#{anchor(node)}", place(node, form)) if node else None
    act = known_acts().get(target.document)
    title = " ".join(filter(None, (act.title if act else "", _within(target, form))))
    if page := case.get(target.document):
        return Link(citation.span, f"{page}#{anchor(target)}", title)
    away = published(target.document)
    if not away:
        return None
    section = target.section
    path = f"/{section.steps[-1]}" if section else ""
    return Link(citation.span, f"{away}{path}", title, away=True)


def published(identifier: str) -> str:
    """Where Lovdata publishes an act or regulation; empty for what it does not.

    Example:
        >>> published("lov/2005-06-17-64"), published("dokument/brev")
        ('https://lovdata.no/lov/2005-06-17-64', '')
    """
    return f"https://lovdata.no/{identifier}" if _PUBLISHED.fullmatch(identifier) else ""


def _within(target: Address, form: str) -> str:
    return place(target, form) if target.steps else ""


def anchor(address: str) -> str:
    """An address as the identifier of a place on a page.

    Example:
        >>> anchor("lov/2005-06-17-64/§2b/ledd/1")
        'lov-2005-06-17-64-§2b-ledd-1'
    """
    return "".join(c if c.isalnum() or c in "§.-_" else "-" for c in address)
