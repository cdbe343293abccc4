"""Following citations to the places they mean, and saying which of them lead nowhere."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from regelverk.citations.acts import Act, ActIndex
from regelverk.citations.find import find_citations
from regelverk.citations.places import Places
from regelverk.citations.types import Citation, CitationKind, Status
from regelverk.model.document import Document, Kind, Node
from regelverk.spans import Notice

_REPEALED: Final = re.compile(r"[\s.:(\[]*opphev(?:et|a)\b", re.IGNORECASE)
_NOTES: Final = frozenset({"note", "fotnote"})


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where a citation leads.

    Attributes:
        citation: The citation, its status and targets as the acts at hand decide them.
        document: The document it leads to, if it is at hand.
        nodes: The places there; empty for a citation of a whole act, or one that leads nowhere.
        notice: What the reader should know, if anything is wrong with it.
    """

    citation: Citation
    document: Document | None = None
    nodes: tuple[Node, ...] = ()
    notice: Notice | None = None


class Resolver:
    """Follows citations into the acts of a corpus.

    Args:
        documents: The acts and regulations at hand.
        acts: What names stand for; by default the names of the documents and of the acts in the
            rules.
    """

    def __init__(self, documents: Iterable[Document] = (), acts: ActIndex | None = None) -> None:
        self._documents = {document.identifier: document for document in documents}
        self.acts = acts or ActIndex.from_documents(self._documents.values())
        self._places: dict[str, Places] = {}

    def resolve(self, document: Document) -> tuple[Resolution, ...]:
        """Where each citation in a document leads, in the order of the text."""
        return tuple(
            self._follow(citation, document) for citation in find_citations(document, self.acts)
        )

    def _follow(self, citation: Citation, document: Document) -> Resolution:
        if citation.kind is CitationKind.INTERNAL:
            nodes = tuple(filter(None, map(document.at, citation.targets)))
            return self._judged(citation, document, nodes)
        found = {act: self._nodes(citation, act) for act in citation.acts if act in self._documents}
        fitting = [act for act, nodes in found.items() if nodes]
        if citation.status is Status.AMBIGUOUS and len(fitting) == 1:
            citation = replace(citation, acts=(fitting[0],), status=Status.RESOLVED)
        if len(citation.acts) != 1 or citation.acts[0] not in found:
            return self._judged(citation, None, ())
        act = citation.acts[0]
        nodes = found[act]
        if nodes:
            citation = replace(citation, targets=tuple(node.address for node in nodes))
        elif citation.status is Status.RESOLVED:
            citation = replace(citation, status=Status.UNRESOLVED)
        return self._judged(citation, self._documents[act], nodes)

    def _nodes(self, citation: Citation, act: str) -> tuple[Node, ...]:
        """The places a citation means in an act; empty where one of them is not there."""
        if act not in self._places:
            self._places[act] = Places(self._documents[act])
        followed = [
            self._places[act].follow(place)
            for place in citation.places
            if place.first.document == act
        ]
        return tuple(node for nodes in followed for node in nodes) if all(followed) else ()

    def _judged(
        self, citation: Citation, target: Document | None, nodes: tuple[Node, ...]
    ) -> Resolution:
        """The resolution, with a notice if something is wrong. Notes on changes get none."""
        repealed = next((node for node in nodes if target and is_repealed(target, node)), None)
        if repealed is not None and citation.status is Status.RESOLVED:
            citation = replace(citation, status=Status.OUTDATED)
        if citation.status is Status.RESOLVED or _NOTES & {
            step.kind for step in citation.address.steps
        }:
            return Resolution(citation, target, nodes)
        code, message = self._words(citation, repealed is not None)
        return Resolution(citation, target, nodes, Notice(code, message, citation.address))

    def _words(self, citation: Citation, repealed: bool) -> tuple[str, str]:
        """The code and the message of a notice."""
        quote = f"«{' '.join(citation.text.split())}»"
        if not citation.acts:
            return (
                "henvisning-ukjent",
                f"{quote} viser til en lov eller forskrift som ikke er kjent.",
            )
        names = " eller ".join(map(self._name, citation.acts))
        if citation.status is Status.AMBIGUOUS:
            return "henvisning-flertydig", f"{quote} kan vise til {names}."
        if citation.kind is CitationKind.INTERNAL and not repealed:
            return "henvisning-uten-mål", f"{quote} viser til noe som ikke finnes i dokumentet."
        if citation.status is Status.UNRESOLVED:
            return "henvisning-uten-mål", f"{quote} viser til noe som ikke finnes i {names}."
        act = self.acts.get(citation.acts[0])
        if act is not None and act.replaced_by:
            new = " og ".join(map(self._name, act.replaced_by))
            return "henvisning-utdatert", f"{quote} viser til en lov som er avløst av {new}."
        if repealed:
            return "henvisning-opphevet", f"{quote} viser til en bestemmelse som er opphevet."
        return "henvisning-utdatert", f"{quote} viser til en lov som nå heter {names}."

    def _name(self, identifier: str) -> str:
        """An act as a notice names it: "barnehageloven (lov/2005-06-17-64)"."""
        act = self.acts.get(identifier)
        name = _called(act) if act else ""
        return f"{name} ({identifier})" if name else identifier


def resolve(document: Document, corpus: Iterable[Document] = ()) -> tuple[Resolution, ...]:
    """Where each citation in a document leads, with the acts of a corpus at hand.

    For many documents, make one `Resolver` of the corpus.
    """
    return Resolver(corpus).resolve(document)


def is_repealed(document: Document, node: Node) -> bool:
    """Whether a section says that it is repealed: "§ 5. (Opphevet)"."""
    if node.kind is not Kind.SECTION:
        return False
    return _REPEALED.match(document.text, node.start + len(node.label), node.end) is not None


def _called(act: Act) -> str:
    return act.names[0] if act.names else act.title
