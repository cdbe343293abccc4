"""Surgery on a document: a run of children of one node goes out, and other text comes in.

Text and tree stay in step: what comes after is shifted, and everything around grows or shrinks.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from regelverk.language.sentences import split
from regelverk.model.address import Address
from regelverk.model.document import Document, Kind, Link, Node

_NUMBER: Final = re.compile(r"\((?P<number>\d+)\) ")
_ITEMS: Final = (
    (Kind.DASH_ITEM, "strekpunkt", re.compile(r"(?P<label>[-–]) ")),
    (Kind.LETTER_ITEM, "bokstav", re.compile(r"(?P<label>[a-zæøå])[.)] ")),
    (Kind.NUMBER_ITEM, "nummer", re.compile(r"(?P<label>\d+)[.)] ")),
)


def spliced(
    document: Document,
    parent: Node,
    children: slice,
    text: str,
    nodes: Callable[[int], Sequence[Node]],
    *,
    gap: int = 0,
) -> Document:
    """The document with a run of children of a node replaced.

    Args:
        document: The document.
        parent: The node whose children they are.
        children: Which of them; an empty slice inserts before its start.
        text: What comes instead.
        nodes: The nodes of the new text, given where it starts.
        gap: How many characters before the children go out with them.
    """
    out = parent.children[children]
    start = out[0].start - gap if out else _place_before(parent, children.start)
    end = out[-1].end if out else start
    delta = len(text) - (end - start)

    def rebuilt(node: Node) -> Node:
        if node is parent:
            before = node.children[: children.start]
            after = tuple(_shifted(each, delta) for each in node.children[children.stop :])
            inner = (*before, *nodes(start), *after)
            return node._replace(end=node.end + delta, children=inner)
        if _holds(node, parent):
            inner = tuple(rebuilt(each) for each in node.children)
            return node._replace(end=node.end + delta, children=inner)
        return _shifted(node, delta) if node.start >= end else node

    return replace(
        document,
        text=document.text[:start] + text + document.text[end:],
        root=rebuilt(document.root),
        links=tuple(_links(document.links, start, end, delta)),
    )


def _place_before(parent: Node, index: int) -> int:
    """Where text that comes before a child is put in: right after the child before it."""
    if index:
        return parent.children[index - 1].end
    return parent.children[0].start if parent.children else parent.end


def _holds(node: Node, inner: Node) -> bool:
    """Whether one node is somewhere within the other."""
    if not (node.start <= inner.start and inner.end <= node.end):
        return False
    return any(each is inner or _holds(each, inner) for each in node.children)


def _shifted(node: Node, delta: int) -> Node:
    if not delta:
        return node
    inner = tuple(_shifted(each, delta) for each in node.children)
    return node._replace(start=node.start + delta, end=node.end + delta, children=inner)


def _links(links: Sequence[Link], start: int, end: int, delta: int) -> Sequence[Link]:
    """The links outside what went out."""
    before = [each for each in links if each.end <= start]
    after = [
        Link(each.start + delta, each.end + delta, each.target)
        for each in links
        if each.start >= end
    ]
    return [*before, *after]


def body_nodes(section: Address, heading: str, ledd: Sequence[str], start: int) -> list[Node]:
    """The nodes of a heading and ledd that stand on a line each, from `start` on."""
    found: list[Node] = []
    if heading:
        end = start + len(heading)
        found.append(Node(Kind.HEADING, start, end, section.child("overskrift")))
        start = end + 1
    for number, text in enumerate(ledd, start=1):
        found.append(_subsection(section.child(f"ledd/{number}"), text, start))
        start += len(text) + 1
    return found


def _subsection(address: Address, text: str, start: int) -> Node:
    """A ledd: its number where it has one, and its sentences, or a list and what leads into it."""
    number = _NUMBER.match(text)
    label = number[0].strip() if number else ""
    first, *lines = text.split("\n")
    at = len(number[0]) if number else 0
    opening = _sentences(address, first[at:], start + at, Kind.INTRO if lines else Kind.SENTENCE)
    items: list[Node] = []
    at = start + len(first) + 1
    for index, line in enumerate(lines, start=1):
        items.append(_item(address, line, at, index))
        at += len(line) + 1
    return Node(Kind.SUBSECTION, start, start + len(text), address, label, (*opening, *items))


def _item(ledd: Address, line: str, start: int, index: int) -> Node:
    for kind, step, pattern in _ITEMS:
        match = pattern.match(line)
        if match:
            number = index if kind is Kind.DASH_ITEM else match["label"]
            address = ledd.child(f"{step}/{number}")
            inner = _sentences(address, line[match.end() :], start + match.end(), Kind.SENTENCE)
            return Node(kind, start, start + len(line), address, match["label"], inner)
    return Node(Kind.WRAP_UP, start, start + len(line), ledd.child(f"setning/{index + 1}"))


def _sentences(holder: Address, text: str, start: int, kind: Kind) -> tuple[Node, ...]:
    return tuple(
        Node(kind, start + span.start, start + span.end, holder.child(f"setning/{number}"))
        for number, span in enumerate(split(text), start=1)
    )
