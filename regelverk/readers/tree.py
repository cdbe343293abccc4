"""From what a reader saw to addressed nodes: where text, spans and addresses are made.

A reader describes its source as a tree of `Raw` nodes with running text and printed labels. `build`
lays the text out (one block a line, table cells separated by tabs), splits running text into
sentences and gives every node its address.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from regelverk.language.sentences import bounds
from regelverk.model.address import Address
from regelverk.model.document import ITEMS, Kind, Link, Node, PartChange, Provenance
from regelverk.readers.labels import bare

# Places that Lovdata names without the chapter around them: `lov/2005-06-17-64/§2b`.
_FLAT = frozenset({Kind.SECTION, Kind.CHAPTER, Kind.PART, Kind.ANNEX, Kind.GROUP})
_WORD = {
    Kind.SUBSECTION: "ledd",
    Kind.LETTER_ITEM: "bokstav",
    Kind.NUMBER_ITEM: "nummer",
    Kind.DASH_ITEM: "strekpunkt",
    Kind.BLOCK: "avsnitt",
    Kind.ASSIGNMENT: "oppdrag",
    Kind.TABLE: "tabell",
    Kind.ROW: "rad",
    Kind.CELL: "celle",
    Kind.NOTE: "note",
    Kind.FOOTNOTE: "fotnote",
    Kind.AMENDMENT: "dokumentendring",
    Kind.CHANGE: "endring",
}
_RUNNING = ITEMS | {Kind.SUBSECTION, Kind.BLOCK}
_LABELLED = frozenset({Kind.SUBSECTION, Kind.LETTER_ITEM, Kind.NUMBER_ITEM, Kind.ASSIGNMENT})
# What is asked of every node: a member of an enumeration takes longer to look up than to compare.
_HEADING, _ROW, _SECTION = Kind.HEADING, Kind.ROW, Kind.SECTION
_SENTENCE, _SUBSECTION = Kind.SENTENCE, Kind.SUBSECTION


@dataclass(slots=True)
class Raw:
    """A node as a reader saw it, before it has a place.

    Attributes:
        kind: What it is. Running text that a ledd, an item or a block starts with is its own text;
            further on it is a child of kind `SENTENCE`. It is split into sentences here, and
            becomes an introduction before items and a wrap-up after them.
        label: The label as printed, such as `§ 15-8.`, `(2)` or `a)`; it becomes the node's own
            text.
        text: Its text before its children, white space folded.
        children: The nodes within it.
        step: Its address step where it is known (`§15-8`); otherwise made from kind and label.
        provenance: Where it was in the source.
        links: Links within `text`: start, end, target.
        changes: Machine-readable changes of a gazette element.
    """

    kind: Kind
    label: str = ""
    text: str = ""
    children: list["Raw"] = field(default_factory=list)
    step: str = ""
    provenance: Provenance | None = None
    links: list[tuple[int, int, str]] = field(default_factory=list)
    changes: tuple[PartChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """The text, the tree over it and the links in it."""

    text: str
    root: Node
    links: tuple[Link, ...]


def build(identifier: str, raw: Raw) -> Tree:
    r"""Lay out the text of a raw tree, and address every node.

    Two places that carry the same name get different addresses: the first has Lovdata's own, a
    later one is qualified by what holds it (`kap2/§1`), and by `~2` where that is not enough. An
    unnumbered ledd after a numbered one continues it (`ledd/2/ledd/2`, as Lovdata addresses it).

    Example:
        >>> ledd = Raw(Kind.SUBSECTION, text="Alle er med. Ingen gikk.")
        >>> heading = Raw(Kind.HEADING, text="Samarbeid")
        >>> section = Raw(Kind.SECTION, "§ 2.", step="§2", children=[heading, ledd])
        >>> tree = build("lov/2027-01-01-1", Raw(Kind.DOCUMENT, children=[section]))
        >>> tree.text
        '§ 2. Samarbeid\nAlle er med. Ingen gikk.'
        >>> [node.address for node in tree.root.walk()][-1]
        'lov/2027-01-01-1/§2/ledd/1/setning/2'
    """
    layout = _Layout()
    address = Address(identifier)
    root = layout.node(raw, address, address)
    return Tree("".join(layout.pieces), root, tuple(layout.links))


class _Layout:
    """The text so far, and the addresses that are taken."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.links: list[Link] = []
        self.end = 0
        self.gap = "\n"
        self.taken: dict[str, int] = {}

    def put(self, text: str, links: Iterable[tuple[int, int, str]] = ()) -> int:
        """Append a stretch of text after the gap that is due; gives where it starts."""
        start = self.end
        if start:
            self.pieces.append(self.gap)
            start += 1
        self.pieces.append(text)
        self.end = start + len(text)
        self.gap = "\n"
        if links:
            self.links.extend(Link(start + a, start + b, target) for a, b, target in links)
        return start

    def node(self, raw: Raw, address: Address, scope: Address) -> Node:
        """One node and all within it. Sections and chapters are named directly under `scope`."""
        label, text, start = raw.label, raw.text, -1
        nodes: list[Node] = []
        if label:
            start = self.put(label)
            self.gap = " "
            label = label.rstrip(" .:")
        if text:
            at = self.put(text, raw.links)
            if start < 0:
                start = at
            if raw.kind in _RUNNING:
                nodes = _sentences(text, at, address)
        if raw.children:
            self.children(raw, address, scope, nodes)
        if start < 0:
            start = nodes[0].start if nodes else self.end
        self.gap = "\n"
        children = tuple(nodes)
        return Node(
            raw.kind, start, self.end, address, label, children, raw.provenance, raw.changes
        )

    def children(self, raw: Raw, address: Address, scope: Address, nodes: list[Node]) -> None:
        """Add the nodes within one, in order, to the sentences of its own text."""
        told, leads, listed = len(nodes), bool(nodes), False
        # Text of its own makes the ledd after it the second.
        counts = {"ledd": 1} if nodes else {}
        if raw.kind is Kind.CHANGE:
            scope = address
        for child in _nested(raw.children) if raw.kind is _SECTION else raw.children:
            if child.kind is _SENTENCE:
                at = self.put(child.text, child.links)
                kind = Kind.WRAP_UP if listed else _SENTENCE
                found = _sentences(child.text, at, address, kind, told, child.provenance)
                nodes += found
                told += len(found)
                counts.setdefault("ledd", 1)
                leads = True
                continue
            if child.kind in ITEMS:
                if leads:
                    nodes[-1] = _introduction(nodes[-1])
                listed = True
            leads = False
            if raw.kind is _ROW and nodes and nodes[0].start < self.end:
                self.gap = "\t"
            nodes.append(self.node(child, self.place(child, address, scope, counts), scope))

    def place(self, raw: Raw, parent: Address, scope: Address, counts: dict[str, int]) -> Address:
        """The address of a node; a section's or chapter's is as short as it can be."""
        if raw.step and raw.kind in _FLAT:
            place = Address(scope + f"/{raw.step}")
            if place in self.taken:
                place = Address(parent + f"/{raw.step}")
        else:
            place = Address(parent + _step(raw, counts))
        if place in self.taken:
            place = self.another(place)
        self.taken[place] = 1
        return place

    def another(self, place: Address) -> Address:
        """The first of a place's further addresses (`~2`, `~3` …) that is free."""
        another = place
        while another in self.taken:
            self.taken[place] += 1
            another = Address(place + f"~{self.taken[place]}")
        return another


def _step(raw: Raw, counts: dict[str, int]) -> str:
    """The step to a node: by its label where it has one, else by its number in its parent."""
    if raw.kind is _HEADING:
        return "/overskrift"
    word = _WORD.get(raw.kind, "mellomtittel")
    label = bare(raw.label) if raw.label and raw.kind in _LABELLED else ""
    counts[word] = number = int(label) if label.isdigit() else counts.get(word, 0) + 1
    return f"/{word}/{label or number}"


def _sentences(
    text: str,
    offset: int,
    parent: Address,
    kind: Kind = _SENTENCE,
    before: int = 0,
    provenance: Provenance | None = None,
) -> list[Node]:
    """The sentences of a running text that lies at `offset`, numbered from those before it."""
    nodes = []
    for number, (start, end) in enumerate(bounds(text), before + 1):
        place = Address(parent + f"/setning/{number}")
        nodes.append(Node(kind, offset + start, offset + end, place, "", (), provenance))
    return nodes


def _introduction(sentence: Node) -> Node:
    """A sentence that leads into items."""
    return Node(
        Kind.INTRO, sentence.start, sentence.end, sentence.address, "", (), sentence.provenance
    )


def _nested(children: list[Raw]) -> list[Raw]:
    """A section's children, with unnumbered ledd moved into the numbered one that they continue.

    After `(2)` an unnumbered ledd belongs to the second. After `2.` it does so only where the
    section is divided by such numbers from its start; else the numbers are a list, and a ledd
    follows it. A ledd that starts with an item is only the list of the one before.
    """
    labelled = [child for child in children if child.label]
    if not labelled:
        return children
    result: list[Raw] = []
    last: Raw | None = None
    listed = False
    for child in children:
        if child.kind is _SUBSECTION and not child.label:
            if last is not None and (
                (last.kind is _SUBSECTION and last.label)
                or (last.kind is Kind.NUMBER_ITEM and not listed)
            ):
                only_items = not child.text and child.children and child.children[0].kind in ITEMS
                last.children.extend(child.children if only_items else [child])
                continue
            listed = True
        result.append(child)
        last = child
    return result
