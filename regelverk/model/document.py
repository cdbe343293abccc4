"""The document: one immutable text, and a tree of addressed nodes over it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from regelverk.model.address import Address
from regelverk.spans import Notice, Span


class DocumentKind(StrEnum):
    """What sort of document it is."""

    ACT = "lov"
    REGULATION = "forskrift"
    BILL = "proposisjon"
    GAZETTE = "kunngjøring"
    LETTER = "brev"
    OTHER = "annet"


class Kind(StrEnum):
    """What a node is. The values are the field's Norwegian terms."""

    DOCUMENT = "dokument"
    PART = "del"
    CHAPTER = "kapittel"
    ANNEX = "vedlegg"
    GROUP = "mellomtittel"
    SECTION = "paragraf"
    SUBSECTION = "ledd"
    LETTER_ITEM = "bokstav"
    NUMBER_ITEM = "nummer"
    DASH_ITEM = "strekpunkt"
    BLOCK = "avsnitt"
    ASSIGNMENT = "oppdrag"
    SENTENCE = "punktum"
    INTRO = "innledning"
    WRAP_UP = "avslutning"
    HEADING = "overskrift"
    TABLE = "tabell"
    ROW = "rad"
    CELL = "celle"
    NOTE = "endringsnote"
    FOOTNOTE = "fotnote"
    AMENDMENT = "dokumentendring"
    CHANGE = "endring"


ITEMS = frozenset({Kind.LETTER_ITEM, Kind.NUMBER_ITEM, Kind.DASH_ITEM})
"""Items of a list, lettered (bokstav), numbered or neither."""

SENTENCES = frozenset({Kind.SENTENCE, Kind.INTRO, Kind.WRAP_UP})
"""Punktum: a plain one, one that leads into a list, and one that follows it (leddfortsettelse)."""


class Language(StrEnum):
    """The written form of Norwegian."""

    BOKMAAL = "nb"
    NYNORSK = "nn"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class LanguageForm:
    """Which form a text is written in, and how sure that is (0–1; 0.5 is a guess)."""

    language: Language
    confidence: float


class Provenance(NamedTuple):
    """Where in the source a node was: page (from 1), Word block (from 0) or an element's id."""

    page: int | None = None
    block: int | None = None
    element: str | None = None


class Node(NamedTuple):
    """A piece of the document's structure.

    A named tuple, since the acts in force have half a million of them and no other immutable type
    is made as fast.

    A node covers `text[start:end]`. Its children are in order, do not overlap and lie within it;
    what they do not cover is its own: the label (`§ 15-8`, `(2)`, `a.`) that stands before them. A
    node without children owns all it covers. So every character has exactly one innermost node.

    Attributes:
        kind: What it is.
        start: First character of the document's text.
        end: One past the last character.
        address: Its address, unique in the document.
        label: The label as the source prints it, without closing punctuation; empty where there is
            none.
        children: The nodes within it.
        provenance: Where it was in the source, where that is known.
        changes: In a gazette document: what a change does to which place, as the file itself
            says.
    """

    kind: Kind
    start: int
    end: int
    address: Address
    label: str = ""
    children: tuple["Node", ...] = ()
    provenance: Provenance | None = None
    changes: tuple["PartChange", ...] = ()

    @property
    def span(self) -> Span:
        """The characters it covers."""
        return Span(self.start, self.end)

    def walk(self) -> Iterator["Node"]:
        """This node and everything within it, in the order of the text."""
        waiting = [self]
        while waiting:
            yield (node := waiting.pop())
            waiting.extend(reversed(node.children))


@dataclass(frozen=True, slots=True)
class PartChange:
    """One machine-readable change in a gazette document (`data-change-part` and its siblings).

    Attributes:
        operation: `change`, `add`, `move` or `repeal`; `amend` for all changes to one document.
        part: The place that is changed, added, moved or repealed, or the document.
        target: Where it goes, for a move; otherwise empty.
    """

    operation: str
    part: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Furniture:
    """Visible text that belongs to the page or the file, not to the document.

    Attributes:
        kind: `topptekst`, `bunntekst`, `sidetall`, `metadata`, `innhold` (table of contents) or
            `nettside`.
        text: The text, white space folded.
        page: The page it stood on, from 1; None where there are no pages.
    """

    kind: str
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link that the source itself carries: these characters point at `target`."""

    start: int
    end: int
    target: str


@dataclass(frozen=True)
class Document:
    """A statute, regulation, letter or other text, read whole.

    Attributes:
        identifier: `lov/2005-06-17-64`, `forskrift/…`, or one made from the file name
            (`dokument/…`).
        kind: What sort of document it is.
        title: The full title, or an empty string.
        text: The whole text. Immutable; every span in the program points into this string.
        root: The tree over the text.
        short_title: `barnehageloven`, where the document says so.
        issuer: The ministry or body behind it, where the document says so.
        date: ISO date of the act or letter, or an empty string.
        language: The form of the whole text; `mixed` where sections differ.
        furniture: Visible text outside the tree (page headers, metadata tables, …).
        links: Links in the source, by span.
        notices: What the user should know about the reading.
        languages: The form of each section that is long enough to tell, by address.
        metadata: Further facts the source states about itself, by their Norwegian names.
        source: The name of the file it was read from.
    """

    identifier: str
    kind: DocumentKind
    title: str
    text: str
    root: Node
    short_title: str = ""
    issuer: str = ""
    date: str = ""
    language: LanguageForm = LanguageForm(Language.BOKMAAL, 0.5)
    furniture: tuple[Furniture, ...] = ()
    links: tuple[Link, ...] = ()
    notices: tuple[Notice, ...] = ()
    languages: Mapping[str, LanguageForm] = field(default_factory=dict)
    metadata: Mapping[str, str] = field(default_factory=dict)
    source: str = ""

    @property
    def address(self) -> Address:
        """The address of the whole document."""
        return Address(self.identifier)

    def quote(self, place: Node | Span) -> str:
        """The exact text of a node or span."""
        return (
            self.text[place.start : place.end] if isinstance(place, Node) else place.of(self.text)
        )

    def walk(self, *kinds: Kind) -> Iterator[Node]:
        """Every node, or those of the given kinds, in the order of the text."""
        for node in self.root.walk():
            if not kinds or node.kind in kinds:
                yield node

    @cached_property
    def _nodes(self) -> dict[str, Node]:
        return {node.address: node for node in self.root.walk()}

    @cached_property
    def _parents(self) -> dict[str, Node]:
        return {child.address: node for node in self.root.walk() for child in node.children}

    def at(self, address: str) -> Node | None:
        """The node with this address, or None."""
        return self._nodes.get(address)

    def parent(self, node: Node) -> Node | None:
        """The node that holds this one; None for the root."""
        return self._parents.get(node.address)

    def ancestors(self, node: Node) -> Iterator[Node]:
        """The nodes around this one, innermost first."""
        while (above := self.parent(node)) is not None:
            yield above
            node = above

    def section_of(self, node: Node) -> Node | None:
        """The § or article a node lies in (the node itself where it is one), or None."""
        if node.kind is Kind.SECTION:
            return node
        return next((above for above in self.ancestors(node) if above.kind is Kind.SECTION), None)

    def heading(self, node: Node) -> str:
        """The heading of a part, chapter or section, without its label; empty where it has none."""
        return next(
            (self.quote(child) for child in node.children if child.kind is Kind.HEADING), ""
        )

    def called(self, identifier: str) -> "Document":
        """The same document under another identifier, which every address begins with."""
        cut = len(self.identifier)

        def moved(node: Node) -> Node:
            address = Address(identifier + node.address[cut:])
            return node._replace(address=address, children=tuple(map(moved, node.children)))

        languages = {identifier + key[cut:]: form for key, form in self.languages.items()}
        return replace(self, identifier=identifier, root=moved(self.root), languages=languages)

    @property
    def sections(self) -> Iterator[Node]:
        """Every § and article."""
        return self.walk(Kind.SECTION)

    def language_of(self, node: Node) -> LanguageForm:
        """The language form of the section that a node lies in, or else of the document."""
        section = self.section_of(node)
        return self.languages.get(section.address, self.language) if section else self.language
