"""Finding the citations in a document's text.

One pattern finds where a citation can start: a section sign, a word such as "ledd" or "bokstav", a
word that ends in "lov". Only there is the grammar tried, so the time goes where the citations are.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import takewhile
from typing import Final

from regelverk.citations.acts import ActIndex, known_acts
from regelverk.citations.context import Context
from regelverk.citations.grammar import HERE, Path, read
from regelverk.citations.heads import ACT_WORD, AFTER, SAME, THE, UNKNOWN, Head, Heads, unknown_name
from regelverk.citations.labels import AND, MONTHS, RANGE
from regelverk.citations.memory import Memory
from regelverk.citations.places import address_of
from regelverk.citations.terms import BEFORE, LAST, ORDINAL_WORDS, term_of
from regelverk.citations.types import Citation, CitationKind, Place, Status
from regelverk.model.address import SECTION_KINDS, Address
from regelverk.model.document import Document, Kind, Node
from regelverk.spans import Span

# Where a citation can start, and what to try there; "?" is a letter of either case. They are looked
# for one by one: Python finds plain strings many times as fast as one pattern with as many
# branches.
_STARTS: Final = {
    "sign": ("§",),
    "act": (
        "lov", "Lov", "LOV-", "FOR-", "?orskr", "?nstruks", "res.", "?esolusjon", "?eglement",
        "?edtak", "?edtekt",
    ),
    "noun": ("ledd", "Ledd", "leden", "lekk", "stykk", "strekp", "?unktum", "pkt."),
    "word": (
        "?okstav", "litra", "litr.", "kap", "Kap", "?rtikk", "?aragraf", "?ummer", "punkt", "Punkt",
        "del ", "vdeling", "vsnitt", "?edlegg", "?ersonvernforordning",
    ),
    "number": ("nr",),
}  # fmt: skip
_SEARCHES: Final = tuple(
    (re.compile(re.escape(word.lstrip("?"))), word.startswith("?"), sort)
    for sort, words in _STARTS.items()
    for word in words
)
_LABELLED: Final = frozenset({Kind.SECTION, Kind.CHAPTER, Kind.PART, Kind.ANNEX, Kind.GROUP})
_STRONG: Final = (SECTION_KINDS - {"Artikkel", "Art"}) | {"kap", "ledd", HERE}
_TOKEN: Final = re.compile(r"[^\s,]+|,")
_JOINS: Final = re.compile(rf"(?:,|{AND}|{RANGE})")
_NUMERIC: Final = re.compile(r"\d{1,3}[a-z]?\.")
_ORDINALS: Final = frozenset(ORDINAL_WORDS)
_POINTERS: Final = tuple(
    f"{form} "
    for word in ("denne", "dette", "samme", "same", "nevnte", "nemnde")
    for form in (word, word.title())
)
_DATE: Final = re.compile(rf"\d{{1,2}}\.?\s*(?i:{MONTHS})\.?\s+\d{{4}},?\s+\Z")
_FORMERLY: Final = ("tidligere ", "Tidligere ", "tidlegare ", "Tidlegare ", "tidl. ")
_RESOLUTION: Final = re.compile(r"(?<!\w)(?:res|forskr|vedtak)\.?\s+\Z")
_UNSURE: Final = re.compile(rf"§§|{LAST}|{BEFORE}")
_AMENDING: Final = re.compile(r"endringslov", re.IGNORECASE)


def find_citations(document: Document, acts: ActIndex | None = None) -> tuple[Citation, ...]:
    """Every citation in a document, in the order of the text.

    A citation within the document is followed to the place it names. One to another act is followed
    to the act; `regelverk.citations.resolve` then looks for the place in the act's text.

    Args:
        document: The document.
        acts: The acts that names can stand for; by default those in the rules.
            `ActIndex.from_documents` adds those of a corpus.
    """
    return tuple(_Scan(document, acts or known_acts()))


class _Scan:
    """One pass over a document's text."""

    def __init__(self, document: Document, index: ActIndex) -> None:
        self.document = document
        self.text = document.text
        self.context = Context(document)
        self.heads = Heads(index)
        self.memory = Memory(document)
        self.done = 0
        self.labels = {
            node.start: node.start + len(node.label)
            for node in self.context.nodes
            if node.label and node.kind in _LABELLED
        }

    @cached_property
    def own_heads(self) -> Heads:
        """Only what the document calls itself."""
        return Heads(ActIndex.own(self.document))

    def __iter__(self) -> Iterator[Citation]:
        tries = {
            "sign": self.at_sign,
            "act": self.at_act,
            "noun": self.at_noun,
            "word": self.at_word,
            "number": self.at_number,
        }
        for start, sort in self.starts():
            if start < self.done:
                continue
            if start in self.labels:
                self.done = self.labels[start]
            elif (citation := tries[sort](start)) is not None:
                yield citation

    def starts(self) -> list[tuple[int, str]]:
        """Where citations can start, in the order of the text, and what to try there."""
        found = [
            (match.start() - before, sort)
            for search, before, sort in _SEARCHES
            for match in search.finditer(self.text)
        ]
        found.sort()
        return found

    def before(self, pattern: re.Pattern[str], start: int, reach: int = 40) -> re.Match[str] | None:
        """What stands right before a place and is not part of another citation."""
        return pattern.search(self.text, max(self.done, start - reach), start)

    def pointed(self, start: int) -> int:
        """Where "denne" or "samme" before a word starts; else where the word does."""
        if self.text.endswith(_POINTERS, self.done, start):
            return self.text.rfind(" ", self.done, start - 1) + 1 or self.done
        return start

    def abbreviated(self, start: int) -> tuple[int, Head] | None:
        """An abbreviated act ("bhl.") right before a section, and where it starts."""
        space = max(self.text.rfind(" ", self.done, start - 1), self.done - 1)
        word = self.text[space + 1 : start].strip()
        head = self.heads.abbreviated(word, start) if word else None
        return (space + 1, head) if head else None

    def at_sign(self, start: int) -> Citation | None:
        """A section sign. An abbreviated act or a date may stand before it, any act after it."""
        if self.text.endswith(_FORMERLY, self.done, start):
            return None
        if found := self.abbreviated(start):
            return self.chain(found[0], start, found[1])
        if self.memory.in_list(start) and (date := self.before(_DATE, start)):
            return self.act(date.start(), self.heads.dated(self.text, date.start(), "lov"))
        return self.chain(start, start)

    def at_word(self, start: int) -> Citation | None:
        """A word such as "kapittel" or "bokstav", with its label or with "her"."""
        if start and self.text[start - 1].isalpha():
            return None
        if self.text.endswith(_FORMERLY, self.done, start):
            return None
        if found := self.abbreviated(start):
            return self.chain(found[0], start, found[1])
        pointed = self.pointed(start)
        return self.chain(pointed, pointed)

    def at_noun(self, start: int) -> Citation | None:
        """A word such as "ledd", with the ordinals before it."""
        first = None
        for token in reversed(list(_TOKEN.finditer(self.text, max(self.done, start - 100), start))):
            word = token[0].lower()
            if word in _ORDINALS or _NUMERIC.fullmatch(word):
                first = token.start()
            elif first is None or not _JOINS.fullmatch(word):
                break
        return self.at_word(start) if first is None else self.chain(first, first)

    def at_number(self, start: int) -> Citation | None:
        """A number: of an item, or of an act after others ("… og 4. juni 1996 nr. 8")."""
        date = self.before(_DATE, start)
        if date is None:
            return self.at_word(start)
        if not (self.memory.in_list(start) or self.context.node(start).kind is Kind.NOTE):
            return None
        kind = "forskrift" if self.before(_RESOLUTION, date.start()) else "lov"
        return self.act(date.start(), self.heads.dated(self.text, date.start(), kind))

    def at_act(self, start: int) -> Citation | None:
        """A word for an act or regulation, alone or as the end of a short title."""
        if start and (self.text[start - 1].isalnum() or self.text[start - 1] == "-"):
            return self.at_short_title(start)
        start = self.pointed(start)
        head = self.heads.spelt_out(self.text, start)
        if head is not None:
            return self.act(start, head)
        return self.at_short_title(start) or self.at_the_act(start)

    def at_the_act(self, start: int) -> Citation | None:
        """The word "loven" or "forskriften" alone: a citation only before a section."""
        match = ACT_WORD.match(self.text, start)
        if match is None:
            return None
        node = self.context.node(start)
        amending = self.memory.in_list(start) if node.kind is Kind.NOTE else None
        act = amending.acts[0] if amending else self.context.the_act(node, match[0])
        return self.act(start, Head(match[0], (act,) if act else (), match.end(), kind=THE))

    def at_short_title(self, start: int) -> Citation | None:
        """A word that ends in "lov" or "forskrift", with the words of its name before it."""
        match = ACT_WORD.match(self.text, start)
        if match is None:
            return None
        end = match.end()
        for heads in (self.own_heads, self.heads):
            name = heads.name_start(self.text, end, self.done)
            if name is not None:
                return self.act(name, heads.lookup(self.text, name, end))
        name = max(self.done, unknown_name(self.text, end))
        if name == start:
            return None
        head = self.heads.lookup(self.text, name, end)
        if head.kind == UNKNOWN and _AMENDING.match(head.name):
            amending = self.memory.in_list(start)
            return self.act(name, head._replace(acts=amending.acts)) if amending else None
        return self.act(name, head)

    def act(self, start: int, head: Head | None) -> Citation | None:
        """A citation that starts with an act; one of an unknown act only where sections follow."""
        if head is None:
            return None
        head = self.memory.fill(head)
        comma = head.kind in ("lov", "forskrift") and self.text.startswith(", §", head.end)
        reading = read(self.text, head.end + comma)
        if reading is not None and reading.paths[0].rooted:
            return self.cited(Span(start, reading.end), reading.paths, head)
        if head.kind in (THE, UNKNOWN, SAME):
            return None
        return self.cited(Span(start, head.end), (), head)

    def chain(self, start: int, pos: int, head: Head | None = None) -> Citation | None:
        """A citation whose sections start at `pos`; the act may follow them."""
        reading = read(self.text, pos)
        if reading is None:
            return None
        end = reading.end
        if head is None and reading.paths[0].rooted and (after := AFTER.match(self.text, end)):
            head = self.heads.read(self.text, after.end())
            if head is not None:
                head, end = self.memory.fill(head), head.end
        return self.cited(Span(start, end), reading.paths, head)

    def cited(self, span: Span, paths: tuple[Path, ...], head: Head | None) -> Citation | None:
        """The citation, followed within the document; None for too weak a sign of one."""
        self.done = span.end
        own = self.document.identifier
        node = self.context.node(span.start)
        if head is None:
            only = term_of(paths[0].steps[0])
            head = Head("", ((only and only.act) or self.context.act(node),), span.end)
        elif head.acts != (own,):
            self.memory.add(span, head)
        places = self.seen(paths, node, head.acts)
        if not paths and head.acts == (own,) and node.address in (own, f"{own}/overskrift"):
            return None  # the document's own title
        if any(place.first.document != own for place in places) or not head.acts:
            return self.external(span, places, node, head)
        if not places:
            return None  # "paragrafen her" outside sections
        citation = self.internal(span, places, node, head.name)
        if citation.status is Status.RESOLVED or head.name:
            return citation
        if citation.targets and self.is_strong(paths, node):
            return citation
        if paths[0].steps[0].kind in ("§", "§§") and (other := self.memory.near(span.start, node)):
            places = self.seen(paths, node, other.acts)
            return self.external(span, places, node, other._replace(name=""))
        strong = self.is_strong(paths, node) and (paths[0].rooted or not self.memory.amends)
        return citation if strong else None

    def seen(self, paths: tuple[Path, ...], node: Node, acts: tuple[str, ...]) -> tuple[Place, ...]:
        """The places that paths name in the acts; the acts themselves where there are no paths."""
        if not paths:
            return tuple(Place(Address(act)) for act in acts)
        found = [self.context.place(path, node, act) for act in acts for path in paths]
        return tuple(place for place in found if place is not None)

    def external(self, span: Span, places: tuple[Place, ...], node: Node, head: Head) -> Citation:
        """A citation of another act."""
        status = Status.RESOLVED if head.acts else Status.UNRESOLVED
        if len(head.acts) > 1:
            status = Status.AMBIGUOUS
        elif head.outdated:
            status = Status.OUTDATED
        return Citation(
            span=span,
            text=span.of(self.text),
            address=node.address,
            kind=CitationKind.EXTERNAL,
            status=status,
            places=places,
            targets=tuple(dict.fromkeys(end for place in places for end in known_part(place))),
            acts=head.acts,
            act_name=head.name,
        )

    def internal(self, span: Span, places: tuple[Place, ...], node: Node, name: str) -> Citation:
        """A citation within the document."""
        followed = [self.context.places.follow(place, node) for place in places]
        return Citation(
            span=span,
            text=span.of(self.text),
            address=node.address,
            kind=CitationKind.INTERNAL,
            status=Status.RESOLVED if all(followed) else Status.UNRESOLVED,
            places=places,
            targets=tuple(dict.fromkeys(each.address for nodes in followed for each in nodes)),
            acts=(self.document.identifier,),
            act_name=name,
        )

    def is_strong(self, paths: tuple[Path, ...], node: Node) -> bool:
        """Whether the words are a citation even where the document has no such place."""
        kind = paths[0].steps[0].kind
        return kind in ("§", "§§") or (kind in _STRONG and node.address.section is not None)


def known_part(place: Place) -> tuple[Address, ...]:
    """The ends of a place as far as they are known without the text: § 13 of "§ 13 siste ledd"."""
    ends = [place.first] if place.last is None else [place.first, place.last]
    return tuple(_numbered(end) for end in ends)


def _numbered(address: Address) -> Address:
    """The address as far as it is in numbers, with one sign for one section."""
    if not _UNSURE.search(address):
        return address
    steps = tuple(step._replace(kind="§") if step.kind == "§§" else step for step in address.steps)
    named = takewhile(lambda step: step.label not in (LAST, BEFORE), steps)
    return address_of(address.document, tuple(named))
