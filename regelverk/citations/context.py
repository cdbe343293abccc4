"""The place that speaks: what "første ledd", "§ 4" and "kapitlet her" are seen from."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from regelverk.citations.grammar import HERE, Path
from regelverk.citations.places import Places, address_of, steps_of
from regelverk.citations.terms import BEFORE, LAST
from regelverk.citations.types import Place
from regelverk.model.address import Address, Step
from regelverk.model.document import Document, DocumentKind, Kind, Node

_AMENDMENTS: Final = frozenset({Kind.AMENDMENT, Kind.CHANGE})
_HERE: Final = {"§": Kind.SECTION, "kap": Kind.CHAPTER, "ledd": Kind.SUBSECTION}
_ANCHORS: Final = frozenset({Kind.SECTION, Kind.DOCUMENT})
_ENABLING: Final = re.compile(r"lov/\d{4}-\d{2}-\d{2}(?:-\d+)?")


class Context:
    """A document as its own citations see it.

    Args:
        document: The document.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.places = Places(document)
        self.nodes: list[Node] = []
        self._above: dict[int, Node] = {}
        self._collect()
        self._starts = [node.start for node in self.nodes]
        self._amends = any(node.kind in _AMENDMENTS for node in self.nodes)

    def _collect(self) -> None:
        """Every node in the order of the text, and the one that holds it."""
        stack = [self.document.root]
        while stack:
            node = stack.pop()
            self.nodes.append(node)
            for child in reversed(node.children):
                self._above[id(child)] = node
                stack.append(child)

    def node(self, pos: int) -> Node:
        """The innermost node around a character."""
        node = self.nodes[max(bisect_right(self._starts, pos) - 1, 0)]
        return next((each for each in self.around(node) if each.end > pos), self.document.root)

    def around(self, node: Node) -> Iterator[Node]:
        """A node and what holds it, innermost first."""
        above: Node | None = node
        while above is not None:
            yield above
            above = self._above.get(id(above))

    def act(self, node: Node) -> str:
        """The act that "§ 4" belongs to: the one an amendment changes, else the document itself."""
        if self._amends:
            for above in self.around(node):
                if above.kind in _AMENDMENTS:
                    changes = (change for inner in above.walk() for change in inner.changes)
                    part = next((change.part for change in changes), "")
                    if part:
                        return "/".join(part.split("/", 2)[:2])
        return self.document.identifier

    def the_act(self, node: Node, word: str) -> str:
        """What "loven" or "forskriften" alone means; empty where that is not known.

        In a regulation "loven" is the only act it is given under.
        """
        regulation = self.document.kind is DocumentKind.REGULATION
        if word.lower().startswith("forskrift"):
            return self.document.identifier if regulation else ""
        if not regulation:
            return self.act(node)
        stated = self.document.metadata.get("Hjemmel") or self.document.metadata.get("Heimel", "")
        acts = set(_ENABLING.findall(stated))
        return acts.pop() if len(acts) == 1 else ""

    def place(self, path: Path, node: Node, act: str) -> Place | None:
        """The place that a path names, seen from a node; None where it cannot be seen from there.

        Args:
            path: The path.
            node: The innermost node around the citation.
            act: The act that a path from the document's root starts in.
        """
        if path.rooted:
            return _place(act, (), path)
        if path.steps[0].kind == HERE:
            kind = _HERE[path.steps[0].label]
            here = next((above for above in self.around(node) if above.kind is kind), None)
            inner = path._replace(steps=path.steps[1:])
            return _place(here.address.document, steps_of(here.address), inner) if here else None
        anchor = self._anchor(path, node)
        return _place(anchor.document, steps_of(anchor), path)

    def _anchor(self, path: Path, node: Node) -> Address:
        """Where a path such as "første ledd" starts: in the nearest place that has such a one.

        An amendment quotes only part of a section. What is not in the quoted part is in the amended
        section.
        """
        near = None
        for above in self.around(node):
            if above.kind is Kind.CHANGE and above.changes:
                return seen_from(Address(above.changes[0].part), path.steps[0].kind)
            if path.steps[0].label in (LAST, BEFORE):
                found = self.places.find((*steps_of(above.address), path.steps[0]), node)
            else:
                found = self.places.exact((*steps_of(above.address), *path.steps))
            if found is not None and found is not node:
                return above.address
            if above.kind in _ANCHORS:
                near = near or above
                break
            if near is None and above.kind is Kind.SUBSECTION and path.steps[0].kind != "ledd":
                near = above
        return (near or node).address


def seen_from(place: Address, kind: str) -> Address:
    """Where a place of this kind is counted from, for someone who stands at `place`.

    Example:
        >>> stand = Address("lov/2027-01-01-1/§4/ledd/2/bokstav/a")
        >>> seen_from(stand, "ledd"), seen_from(stand, "bokstav")
        ('lov/2027-01-01-1/§4', 'lov/2027-01-01-1/§4/ledd/2')
    """
    steps = steps_of(place)
    outer = next((index for index, step in enumerate(steps) if step.kind == kind), None)
    if outer is not None:
        return address_of(place.document, steps[:outer])
    return (place.section or Address(place.document)) if kind == "ledd" else place


def _place(act: str, prefix: tuple[Step, ...], path: Path) -> Place:
    """The place of a path under a prefix."""
    steps = (*prefix, *path.steps)
    last = address_of(act, (*steps[:-1], path.last)) if path.last else None
    return Place(address_of(act, steps), last)
