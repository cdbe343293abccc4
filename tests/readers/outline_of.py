"""A document's structure as a short text, so that a test can be read."""

from regelverk.model.document import SENTENCES, Document, Kind, Node

_PLAIN = SENTENCES | {Kind.HEADING, Kind.NOTE, Kind.CELL}


def outline(document: Document) -> list[str]:
    """One line for each node below the root: its address within the document, and its text where it
    holds no other.

    Sentences are left out: their text stands with the node around them.
    """
    lines: list[str] = []
    for child in document.root.children:
        _add(document, child, lines)
    return lines


def _add(document: Document, node: Node, lines: list[str]) -> None:
    place = node.address.split("/", 2)[2]
    inner = [child for child in node.children if child.kind not in SENTENCES]
    if inner:
        own = _own(document, node)
        lines.append(f"{place}: {own}" if own else place)
        for child in inner:
            _add(document, child, lines)
    else:
        lines.append(f"{place}: {document.quote(node)}")


def _own(document: Document, node: Node) -> str:
    """The label and the sentences of a node, without what lies in other nodes within it."""
    pieces = [document.quote(child) for child in node.children if child.kind in SENTENCES]
    label = document.text[node.start : node.children[0].start].strip() if node.label else ""
    return " ".join(filter(None, [label, *pieces]))
