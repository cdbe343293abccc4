"""Plain text as a document, for those who have no file: each block of lines is a ledd."""

import re
from collections.abc import Iterator

from regelverk.language.detect import detect
from regelverk.language.sentences import split
from regelverk.model.address import Address
from regelverk.model.document import Document, DocumentKind, Kind, Node

_BLOCK = re.compile(r"\S(?:.|\n(?!\s*\n))*")


def plain_document(text: str) -> Document:
    r"""A document of a text.

    Example:
        >>> made = plain_document("Ein. To.\n\nTre.")
        >>> [str(node.address) for node in made.walk(Kind.SENTENCE)][1:]
        ['dokument/tekst/avsnitt/1/setning/2', 'dokument/tekst/avsnitt/2/setning/1']
    """
    root = Address("dokument/tekst")
    return Document(
        identifier=root,
        kind=DocumentKind.OTHER,
        title="",
        text=text,
        root=Node(Kind.DOCUMENT, 0, len(text), root, children=tuple(_blocks(text, root))),
        language=detect(text),
    )


def _blocks(text: str, root: Address) -> Iterator[Node]:
    for number, match in enumerate(_BLOCK.finditer(text), 1):
        address = root.child(f"avsnitt/{number}")
        sentences = tuple(
            Node(
                Kind.SENTENCE,
                match.start() + span.start,
                match.start() + span.end,
                address.child(f"setning/{index}"),
            )
            for index, span in enumerate(split(match.group()), 1)
        )
        yield Node(Kind.BLOCK, match.start(), match.end(), address, children=sentences)
