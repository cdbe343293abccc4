"""Measured on all acts in force, and on what Lovdata itself says of its acts and of the gazette."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from regelverk.citations import (
    ActIndex,
    Citation,
    Resolver,
    Status,
    find_citations,
    format_act,
    format_address,
    parse_citation,
)
from regelverk.citations.places import Essence, essence
from regelverk.model.address import Address
from regelverk.model.document import Document, Kind, Node
from regelverk.pipeline import read_corpus

pytestmark = pytest.mark.slow

_REFERENCE = re.compile(r"(?:lov|forskrift)/\d")
Place = tuple[str, Essence]


@pytest.fixture(scope="module")
def index(acts_in_force: Mapping[str, Document]) -> ActIndex:
    """The names of all acts in force."""
    return ActIndex.from_documents(acts_in_force.values())


def place(address: str) -> Place:
    """An address in a form that does not mind how the act spells it."""
    parsed = Address(address)
    return parsed.document, essence(parsed.steps)


def leads_to(citation: Citation, target: Place) -> bool:
    """Whether a citation leads to a place or into it (links often stop at the section)."""
    document, steps = target
    cited = [place(address) for address in citation.targets]
    cited += [place(end) for each in citation.places for end in each if end]
    return any(where == document and path[: len(steps)] == steps for where, path in cited)


def test_every_address_survives_the_way_through_words(
    acts_in_force: Mapping[str, Document], index: ActIndex
) -> None:
    """parse(format(a)) == a for every address in all acts, nb and nn, with the act and without.

    Addresses that differ only in their act have the same words, and are tried once.
    """
    seen: set[str] = set()
    for identifier, document in acts_in_force.items():
        name = format_act(identifier, document.title)
        assert parse_citation(name, "lov/1900-01-01", acts=index) == (identifier,)
        for node in document.walk():
            address = node.address
            path = address.removeprefix(identifier)
            if path in seen or not path:
                continue
            seen.add(path)
            for language in ("nb", "nn"):
                assert parse_citation(format_address(address, language), identifier) == (address,)
                named = format_address(address, language, act=name)
                assert parse_citation(named, "lov/1900-01-01", acts=index) == (address,)
    assert len(seen) > 80_000


def test_lovdatas_own_links_are_found(
    acts_in_force: Mapping[str, Document], index: ActIndex
) -> None:
    """98 % of the links in Lovdata's own 25 files are found, and lead to the same place."""
    linked = [document for document in acts_in_force.values() if document.links]
    assert len(linked) == 25
    tried = named = wrong = 0
    missed = []
    for document in linked:
        citations = find_citations(document, index)
        links = [link for link in document.links if _REFERENCE.match(link.target)]
        cited = {pos: each for each in citations for pos in range(each.span.start, each.span.end)}
        for link in links:
            tried += 1
            over = {cited[pos] for pos in range(link.start, link.end) if pos in cited}
            if not any(leads_to(each, place(link.target)) for each in over):
                missed.append(f"{document.identifier}: {document.text[link.start : link.end]}")
        targets = {pos: each.target for each in links for pos in range(each.start, each.end)}
        for citation in citations:
            span = citation.span
            linked_to = {targets[pos] for pos in range(span.start, span.end) if pos in targets}
            if linked_to:
                named += 1
                wrong += not any(leads_to(citation, place(target)) for target in linked_to)
    assert tried > 3_000
    assert len(missed) / tried < 0.02, missed
    assert wrong / named < 0.01


def test_the_gazettes_amendments_are_found(gazette_archive: Path, index: ActIndex) -> None:
    """The parts that the gazette of 2025 says it changes are those its words name, in 92 % of them.

    The rest are mostly sections of a chapter that is named as a whole, and slips in the markup.
    """
    tried = found = 0
    for document in read_corpus([gazette_archive]):
        if not isinstance(document, Document):
            continue
        changes = [node for node in document.walk(Kind.CHANGE) if node.changes]
        citations = find_citations(document, index) if changes else ()
        for node in changes:
            for part in parts(node):
                tried += 1
                found += any(
                    leads_to(each, place(part)) or spans(each, Address(part))
                    for each in citations
                    if node.start <= each.span.start < node.end
                )
    assert tried > 1_900
    assert found / tried > 0.92


def parts(node: Node) -> list[str]:
    """The places in acts that a change is about."""
    named = (change.part for change in node.changes)
    return [part for part in named if part.startswith("lov/") and "::" not in part]


def spans(citation: Citation, part: Address) -> bool:
    """Whether a part lies within an interval that a citation names, by its number."""
    label = part.steps[-1].label if part.steps else ""
    return label.isdigit() and any(
        each.last is not None
        and each.first.parent == part.parent
        and each.first.steps[-1].label.isdigit()
        and int(each.first.steps[-1].label) <= int(label) <= int(each.last.steps[-1].label)
        for each in citation.places
    )


def test_citations_in_all_acts_lead_somewhere(acts_in_force: Mapping[str, Document]) -> None:
    """At most 2 % of all citations lead nowhere, and each that does is told of."""
    resolver = Resolver(acts_in_force.values())
    total = nowhere = 0
    for document in acts_in_force.values():
        for found in resolver.resolve(document):
            citation = found.citation
            total += 1
            nowhere += citation.status is Status.UNRESOLVED
            assert document.quote(citation.span) == citation.text
            if citation.status is not Status.RESOLVED and "/note/" not in citation.address:
                assert found.notice is not None or "/fotnote/" in citation.address
    assert total > 100_000
    assert nowhere / total < 0.02


def test_an_act_that_speaks_of_a_replaced_act_is_told(
    acts_in_force: Mapping[str, Document],
) -> None:
    """The cooperation clause of the National Insurance Act names an act that no longer exists."""
    act = acts_in_force["lov/1997-02-28-19"]
    notices = [each.notice for each in Resolver(acts_in_force.values()).resolve(act) if each.notice]
    told = [each for each in notices if each.address.startswith("lov/1997-02-28-19/§21-5/")]
    assert {each.code for each in told} == {"henvisning-utdatert"}
    assert all("integreringsloven (lov/2020-11-06-127)" in each.message for each in told)
