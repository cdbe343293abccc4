"""Citations in and around the clauses that lead nowhere, or to what is no longer in force."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from regelverk.citations.resolve import Resolver
from regelverk.citations.types import Citation
from regelverk.clauses.types import Clause
from regelverk.comparison.select import is_public
from regelverk.comparison.types import Quote, StaleReference
from regelverk.model.address import Address
from regelverk.model.document import Document
from regelverk.spans import Notice

_STALE: Final = frozenset({"henvisning-utdatert", "henvisning-opphevet", "henvisning-uten-mål"})
"""What is surely wrong; a name that is unknown, or stands for two acts, need not be."""


def stale_references(
    documents: Iterable[Document], clauses: Iterable[Clause], resolver: Resolver
) -> tuple[StaleReference, ...]:
    """What is cited wrongly in the sections that hold clauses.

    Args:
        documents: The acts.
        clauses: Their clauses; those that are about public bodies count.
        resolver: Follows citations; the acts it knows decide what is found to be wrong.
    """
    by_act: dict[str, list[Clause]] = defaultdict(list)
    for clause in clauses:
        if is_public(clause):
            by_act[clause.document].append(clause)
    return tuple(
        _stale(document, citation, notice, of_act)
        for document in documents
        if (of_act := by_act.get(document.identifier))
        for citation, notice in _around(document, of_act, resolver)
    )


def _around(
    document: Document, clauses: Iterable[Clause], resolver: Resolver
) -> Iterator[tuple[Citation, Notice]]:
    """What is wrong within the sections of some clauses."""
    sections = {clause.section for clause in clauses}
    for resolution in resolver.resolve(document):
        citation, notice = resolution.citation, resolution.notice
        if notice is None or notice.code not in _STALE:
            continue
        node = document.at(citation.address)
        section = node and document.section_of(node)
        if section is not None and section.address in sections:
            yield citation, notice


def _stale(
    document: Document, citation: Citation, notice: Notice, clauses: Iterable[Clause]
) -> StaleReference:
    node = document.at(citation.address)
    return StaleReference(
        document.identifier,
        Quote(
            Address(citation.address),
            document.quote(node.span if node else citation.span),
            citation.text,
            citation.span,
        ),
        notice.code,
        notice.message,
        any(clause.span.contains(citation.span) for clause in clauses),
    )
