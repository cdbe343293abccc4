"""From what a reader saw to addressed nodes: where text, spans and addresses are made.

A reader describes its source as a tree of `Raw` nodes with running text and printed labels. `build`
lays the text out (one block a line, table cells separated by tabs), splits running text into
sentences and gives every node its address.
"""

from dataclasses import dataclass, field

from regelverk.language.sentences import split
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
_LABELLED = frozenset({Kind.SUBSECTION, Kind.LETTER_ITEM, Kind.NUMBER_ITEM, Kind.ASSIGNMENT})


@dataclass(slots=True)
class Raw:
    """A node as a reader saw it, before it has a place.

    Attributes:
        kind: What it is. Running text within a ledd, an item or a block is a child of kind
            `SENTENCE`: it is split into sentences here, and becomes an introduction before items
            and a wrap-up after them.
        label: The label as printed, such as `§ 15-8.`, `(2)` or `a)`; it becomes the node's own
            text.
        text: The text of a leaf, white space folded.
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
        >>> text = Raw(Kind.SENTENCE, text="Alle er med. Ingen gikk.")
        >>> ledd = Raw(Kind.SUBSECTION, children=[text])
        >>> heading = Raw(Kind.HEADING, text="Samarbeid")
        >>> section = Raw(Kind.SECTION, "§ 2.", step="§2", children=[heading, ledd])
        >>> tree = build("lov/2027-01-01-1", Raw(Kind.DOCUMENT, children=[section]))
        >>> tree.text
        '§ 2. Samarbeid\nAlle er med. Ingen gikk.'
        >>> [node.address for node in tree.root.walk()][-1]
        'lov/2027-01-01-1/§2/ledd/1/setning/2'
    """
    layout = _Layout()
    root = layout.node(raw, Address(identifier), Address(identifier))
    return Tree("".join(layout.pieces), root, tuple(layout.links))


class _Layout:
    """The text so far, and the addresses that are taken."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.links: list[Link] = []
        self.offset = 0
        self.gap = "\n"
        self.taken: dict[str, int] = {}

    def put(self, text: str, links: list[tuple[int, int, str]]) -> int:
        """Append a stretch of text after the gap that is due; gives where it starts."""
        if self.offset:
            self.pieces.append(self.gap)
            self.offset += len(self.gap)
        start = self.offset
        self.pieces.append(text)
        self.offset += len(text)
        self.gap = "\n"
        if links:
            self.links.extend(Link(start + a, start + b, target) for a, b, target in links)
        return start

    def node(self, raw: Raw, address: Address, scope: Address) -> Node:
        """One node and all within it. Sections and chapters are named directly under `scope`."""
        start = -1
        if raw.label:
            start = self.put(raw.label, [])
            self.gap = " "
        if raw.text:
            at = self.put(raw.text, raw.links)
            start = at if start < 0 else start
        children = self.children(raw, address, scope) if raw.children else ()
        if start < 0:
            start = children[0].start if children else self.offset
        self.gap = "\n"
        label = raw.label.rstrip(" .:")
        return Node(
            raw.kind, start, self.offset, address, label, children, raw.provenance, raw.changes
        )

    def children(self, raw: Raw, address: Address, scope: Address) -> tuple[Node, ...]:
        """The nodes within one, in order, each with its address."""
        nodes: list[Node] = []
        scope = address if raw.kind is Kind.CHANGE else scope
        names = _Names(address)
        children = _nested(raw.children) if raw.kind is Kind.SECTION else raw.children
        for index, child in enumerate(children):
            if child.kind is Kind.SENTENCE:
                leads = index + 1 < len(children) and children[index + 1].kind in ITEMS
                nodes.extend(self.sentences(child, names, leads=leads))
                continue
            if raw.kind is Kind.ROW and nodes and nodes[0].start < self.offset:
                self.gap = "\t"
            step = child.step if child.kind in _FLAT else ""
            place = self.flat(step, address, scope) if step else names.next(child)
            nodes.append(self.node(child, place, scope))
        return tuple(nodes)

    def flat(self, step: str, parent: Address, scope: Address) -> Address:
        """The address of a section or chapter: as short as it can be and still be the only one."""
        place = scope.child(step)
        return _claimed(place if place not in self.taken else parent.child(step), self.taken)

    def sentences(self, raw: Raw, names: "_Names", *, leads: bool) -> list[Node]:
        """The sentences of a running text; the last one before items is their introduction."""
        start = self.put(raw.text, raw.links)
        kind = Kind.WRAP_UP if names.items else Kind.SENTENCE
        nodes = [
            Node(kind, start + a, start + b, names.sentence(), "", (), raw.provenance)
            for a, b in split(raw.text)
        ]
        if leads and nodes:
            last = nodes[-1]
            nodes[-1] = Node(Kind.INTRO, last.start, last.end, last.address, "", (), raw.provenance)
        return nodes


class _Names:
    """Numbers the places within one node."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.counts: dict[str, int] = {}
        self.used: dict[str, int] = {}
        self.items = False

    def sentence(self) -> Address:
        """The next sentence's address. Text of its own makes the ledd after it the second."""
        number = self.counts["setning"] = self.counts.get("setning", 0) + 1
        self.counts.setdefault("ledd", 1)
        return Address(f"{self.address}/setning/{number}")

    def next(self, raw: Raw) -> Address:
        """The address of the next child: by its label, or by its position where it has none."""
        kind = raw.kind
        self.items = self.items or kind in ITEMS
        if kind is Kind.HEADING:
            place = Address(f"{self.address}/overskrift")
        else:
            word = _WORD.get(kind, "mellomtittel")
            label = bare(raw.label) if kind in _LABELLED else ""
            number = int(label) if label.isdigit() else self.counts.get(word, 0) + 1
            self.counts[word] = number
            place = Address(f"{self.address}/{word}/{label or number}")
        return _claimed(place, self.used)


def _nested(children: list[Raw]) -> list[Raw]:
    """A section's children, with unnumbered ledd moved into the numbered one that they continue.

    After `(2)` an unnumbered ledd belongs to the second. After `2.` it does so only where the
    section is divided by such numbers from its start; else the numbers are a list, and a ledd
    follows it. A ledd that starts with an item is only the list of the one before.
    """
    result: list[Raw] = []
    listed = False
    for child in children:
        last = result[-1] if result else None
        if child.kind is Kind.SUBSECTION and not child.label:
            numbered = last is not None and (
                (last.kind is Kind.SUBSECTION and last.label)
                or (last.kind is Kind.NUMBER_ITEM and not listed)
            )
            if last is not None and numbered:
                only_items = child.children and child.children[0].kind in ITEMS
                last.children.extend(child.children if only_items else [child])
                continue
            listed = True
        result.append(child)
    return result


def _claimed(place: Address, taken: dict[str, int]) -> Address:
    """The address, with `~2`, `~3` … where it is taken; `taken` counts the claims on each."""
    candidate = place
    while candidate in taken:
        taken[place] += 1
        candidate = Address(f"{place}~{taken[place]}")
    taken[candidate] = 1
    return candidate
