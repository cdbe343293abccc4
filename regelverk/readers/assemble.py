"""Put a reader's raw tree and facts together into a `Document`: shared by all readers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from regelverk.errors import EmptyFileError
from regelverk.language.detect import combine, detect
from regelverk.model.document import (
    Document,
    DocumentKind,
    Furniture,
    Kind,
    LanguageForm,
    Node,
)
from regelverk.model.identifiers import date_of
from regelverk.readers.tree import Raw, Tree, build
from regelverk.spans import Notice

_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Facts:
    """What a reader knows about a document besides its tree. See `Document` for the fields."""

    identifier: str
    kind: DocumentKind
    title: str = ""
    short_title: str = ""
    issuer: str = ""
    date: str = ""
    source: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)


def assemble(
    raw: Raw, facts: Facts, furniture: Iterable[Furniture] = (), notices: Iterable[Notice] = ()
) -> Document:
    """The document of a raw tree.

    Raises:
        EmptyFileError: There is no visible text in it.
    """
    tree = build(facts.identifier, raw)
    if not tree.text.strip():
        raise EmptyFileError(source=facts.source)
    forms = list(_forms(tree))
    return Document(
        identifier=facts.identifier,
        kind=facts.kind,
        title=facts.title,
        text=tree.text,
        root=tree.root,
        short_title=facts.short_title,
        issuer=facts.issuer,
        date=facts.date or date_of(facts.identifier),
        language=combine((form, length) for _, form, length in forms),
        furniture=tuple(furniture),
        links=tree.links,
        notices=tuple(notices),
        languages={node.address: form for node, form, _ in forms if node.kind is Kind.SECTION},
        metadata=dict(facts.metadata),
        source=facts.source,
    )


def _forms(tree: Tree) -> Iterable[tuple[Node, LanguageForm, int]]:
    """The language form of every section; where there are none, of stretches of the text."""
    sections = list(_sections(tree.root))
    for node in sections:
        yield node, detect(tree.text[node.start : node.end]), node.end - node.start
    if not sections:
        for start in range(0, len(tree.text), _CHUNK):
            piece = tree.text[start : start + _CHUNK]
            yield tree.root, detect(piece), len(piece)


def _sections(node: Node) -> Iterable[Node]:
    for child in node.children:
        if child.kind is Kind.SECTION:
            yield child
        else:
            yield from _sections(child)
