"""Citations that lead nowhere, or to what is no longer in force.

In and around the clauses everything that is surely wrong is told. Elsewhere only names of
acts that are replaced or renamed: they are mended at the same time, by the same amendment.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from regelverk.citations.resolve import Resolver
from regelverk.clauses.types import Clause
from regelverk.comparison.select import is_public
from regelverk.comparison.types import Quote, StaleReference
from regelverk.model.address import Address
from regelverk.model.document import Document

_OUTDATED: Final = "henvisning-utdatert"
_STALE: Final = frozenset({_OUTDATED, "henvisning-opphevet", "henvisning-uten-mål"})
"""What is surely wrong; a name that is unknown, or stands for two acts, need not be."""


def stale_references(
    documents: Iterable[Document], clauses: Iterable[Clause], resolver: Resolver
) -> tuple[StaleReference, ...]:
    """What the acts cite wrongly, in clauses first, then around them, then elsewhere.

    Args:
        documents: The acts.
        clauses: Their clauses; those that are about public bodies count.
        resolver: Follows citations; the acts it knows decide what is found to be wrong.
    """
    by_act: dict[str, list[Clause]] = defaultdict(list)
    for clause in clauses:
        if is_public(clause):
            by_act[clause.document].append(clause)
    found = [
        reference
        for document in documents
        for reference in _stale(document, by_act[document.identifier], resolver)
    ]
    return tuple(sorted(found, key=lambda each: (not each.in_clause, not each.in_section)))


def _stale(
    document: Document, clauses: Iterable[Clause], resolver: Resolver
) -> Iterator[StaleReference]:
    sections = {clause.section for clause in clauses}
    for resolution in resolver.resolve(document):
        citation, notice = resolution.citation, resolution.notice
        node = document.at(citation.address)
        if notice is None or notice.code not in _STALE or node is None:
            continue
        section = document.section_of(node)
        around = section is not None and section.address in sections
        if around or notice.code == _OUTDATED:
            yield StaleReference(
                document.identifier,
                Quote(Address(node.address), document.quote(node), citation.text, citation.span),
                notice.code,
                notice.message,
                any(clause.span.contains(citation.span) for clause in clauses),
                around,
            )
