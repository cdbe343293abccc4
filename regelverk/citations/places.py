"""Finding the place in a document that a citation means.

A citation and the document seldom spell a place alike: "§ 4 nr. 2" may be `§4/ledd/1/nummer/2`,
"kapittel IV" is `kap4` in one act and `kapIV` in the next, "§ 2-1 e" is a section here and a letter
there. So both are compared by their essence: the steps that carry meaning, in one spelling.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, takewhile
from operator import attrgetter
from typing import Final

from regelverk.citations.grammar import ITEM_KINDS
from regelverk.citations.terms import BEFORE, LAST
from regelverk.citations.types import Place
from regelverk.model.address import SECTION_KINDS, Address, Step
from regelverk.model.document import Document, Kind, Node

Essence = tuple[tuple[str, str], ...]

_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN_LABEL: Final = re.compile(r"(?P<roman>[ivxlc]+)(?P<rest>[a-z]?)")
_SPLIT_LETTER: Final = re.compile(r"(?P<number>.*\d)(?P<letter>[a-zæøå]+)")
_SPLIT_RANGE: Final = re.compile(
    r"(?P<first>(?P<low>\d+)[a-zæøå]?)-(?P<last>(?P<high>\d+)[a-zæøå]?)"
)
_ALPHABET: Final = "abcdefghijklmnopqrstuvwxyzæøå"
_FAMILY: Final = {kind: ("§" if "§" in kind else "artikkel") for kind in SECTION_KINDS}
_GROUPS: Final = ("kap", "del", "avdeling", "avsnitt")
_start: Final = attrgetter("start")
_NUMBERED: Final = frozenset({*_GROUPS, "§", "artikkel"})


class Places:
    """The places of one document, by what citations call them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._outer: dict[Essence, Node] = {}
        self._inner: dict[str, dict[Essence, Node]] = {}
        self._ordered: dict[Kind, list[Node]] = {}
        for node in _outside_sections(document.root):
            whole = essence(steps_of(node.address))
            self._outer.setdefault(whole, node)
            section = _section_index(whole)
            if section > 0:  # the second § 1 is addressed by its chapter, but cited without it
                self._outer.setdefault(whole[section:], node)

    def exact(self, steps: tuple[Step, ...]) -> Node | None:
        """The node that the steps name, without any second guess."""
        whole = essence(steps)
        section = _section_index(whole)
        outer = self._outer.get(whole[: section + 1] if section >= 0 else whole)
        if outer is None or section < 0 or section + 1 == len(whole):
            return outer
        return self._within(outer).get(whole[section + 1 :])

    def _within(self, section: Node) -> dict[Essence, Node]:
        """The places within a section; read when they are first asked for."""
        known = self._inner.get(section.address)
        if known is None:
            known = self._inner[section.address] = {}
            whole = len(section.address) + 1
            for node in section.walk():
                known.setdefault(_inner_essence(node.address[whole:]), node)
        return known

    def find(self, steps: tuple[Step, ...], within: Node | None = None) -> Node | None:
        """The node that the steps name, read as generously as acts write; None where there is none.

        Args:
            steps: The steps from the document's root.
            within: The place that speaks, for "foregående ledd".
        """
        if steps and steps[-1].label in (LAST, BEFORE):
            return self._relative(steps, within)
        if any(step.label in (LAST, BEFORE) for step in steps):
            return self._below_relative(steps, within)
        return next(filter(None, map(self.exact, _readings(steps))), None)

    def follow(self, place: Place, within: Node | None = None) -> tuple[Node, ...]:
        """The nodes that a place or interval names; none where the document lacks one end."""
        steps = steps_of(place.first)
        first = self.find(steps, within)
        if place.last is not None:
            last = self.find(steps_of(place.last), within)
            return self._between(first, last) if first and last else ()
        if first is None and steps and (ends := _sections_between(steps[0])):
            return self.follow(Place(*(address_of(place.first.document, (end,)) for end in ends)))
        return (first,) if first else ()

    def _between(self, first: Node, last: Node) -> tuple[Node, ...]:
        """The nodes of the same kind from the first to the last, in the order of the text."""
        if first.start > last.start:
            return first, last
        if not self._ordered:
            for node in self.document.walk():
                self._ordered.setdefault(node.kind, []).append(node)
        ordered = self._ordered[first.kind]
        start = bisect_left(ordered, first.start, key=_start)
        return tuple(takewhile(lambda node: node.start <= last.start, islice(ordered, start, None)))

    def _relative(self, steps: tuple[Step, ...], within: Node | None) -> Node | None:
        """The last place of its kind in its parent, or the one before the place that speaks."""
        if steps[-1].label == BEFORE:
            return self._before(steps[-1].kind, within)
        parent = self.find(steps[:-1], within) if steps[:-1] else self.document.root
        kind = _KIND_OF.get(steps[-1].kind)
        if parent is None or kind is None:
            return None
        return next((node for node in reversed(list(_descend(parent))) if node.kind in kind), None)

    def _below_relative(self, steps: tuple[Step, ...], within: Node | None) -> Node | None:
        """A place within "siste ledd" or "foregående ledd"."""
        index = next(i for i, step in enumerate(steps) if step.label in (LAST, BEFORE))
        outer = self.find(steps[: index + 1], within)
        return self.find((*steps_of(outer.address), *steps[index + 1 :])) if outer else None

    def _before(self, kind: str, within: Node | None) -> Node | None:
        """The ledd or punktum before the one that speaks."""
        kinds = _KIND_OF.get(kind)
        if within is None or kinds is None:
            return None
        around = [within, *self.document.ancestors(within)]
        speaking = next((node for node in around if node.kind in kinds), None)
        parent = speaking and self.document.parent(speaking)
        if parent is None or speaking is None:
            return None
        earlier = [
            node for node in parent.children if node.kind in kinds and node.start < speaking.start
        ]
        return earlier[-1] if earlier else None


_SENTENCES: Final = frozenset({Kind.SENTENCE, Kind.INTRO, Kind.WRAP_UP})
_KIND_OF: Final = {
    "ledd": frozenset({Kind.SUBSECTION}),
    "setning": _SENTENCES,
    "strekpunkt": frozenset({Kind.DASH_ITEM}),
}


def _outside_sections(node: Node) -> Iterator[Node]:
    """The nodes down to the sections, and all that lies outside them."""
    yield node
    if node.kind is not Kind.SECTION:
        for child in node.children:
            yield from _outside_sections(child)


def _section_index(whole: Essence) -> int:
    """Where the section is in an essence; -1 where there is none."""
    return next((index for index, step in enumerate(whole) if step[0] in ("§", "artikkel")), -1)


def _descend(node: Node) -> Iterator[Node]:
    """What lies directly in a node, and in its subsections where it is a section."""
    for child in node.children:
        yield child
        if node.kind is Kind.SECTION and child.kind is Kind.SUBSECTION:
            yield from child.children


@lru_cache(maxsize=2**16)
def _inner_essence(path: str) -> Essence:
    """The essence of a path within a section; all acts have much the same ones."""
    return essence(steps_of(Address(f"lov/0/{path}"))) if path else ()


@lru_cache(maxsize=2**16)
def essence(steps: tuple[Step, ...]) -> Essence:
    """The steps that carry meaning, in one spelling.

    Example:
        >>> essence(Address("lov/2027-01-01-1/§4/ledd/1/nummer/2/setning/1").steps)
        (('§', '4'), ('nummer', '2'), ('setning', '1'))
        >>> essence(Address("lov/2027-01-01-1/kapIV").steps)
        (('kap', '4'),)
    """
    result: list[tuple[str, str]] = []
    for index, step in enumerate(steps):
        inner = steps[index + 1] if index + 1 < len(steps) else None
        if inner is not None:
            if step.kind == "ledd" and step.label == "1" and inner.kind != "ledd":
                continue
            if step.kind == "setning" and inner.kind in ITEM_KINDS:
                continue
        if step.kind == "gdpr":  # a part of its act only in addresses
            continue
        result.append(_plain(step))
    return tuple(result)


def _plain(step: Step) -> tuple[str, str]:
    """A step's kind and label in one spelling."""
    kind = _FAMILY.get(step.kind, step.kind)
    label = step.label.lower()
    if kind in _NUMBERED and (match := _ROMAN_LABEL.fullmatch(label)):
        label = f"{_arabic(match['roman'])}{match['rest']}"
    return kind, label


def _arabic(roman: str) -> int:
    """The number a roman numeral stands for."""
    total, largest = 0, 0
    for value in map(_ROMAN.__getitem__, reversed(roman)):
        total += value if value >= largest else -value
        largest = max(largest, value)
    return total


def _readings(steps: tuple[Step, ...]) -> Iterator[tuple[Step, ...]]:
    """The steps as they may be meant; last, items that lost their labels, by position."""
    readings = tuple(_spellings(steps))
    yield from readings
    if any(step.kind in ("bokstav", "nummer") for step in steps):
        for reading in readings:
            yield tuple(map(_by_position, reading))


def _by_position(step: Step) -> Step:
    if step.kind == "nummer" and step.label.isdigit():
        return Step("strekpunkt", step.label)
    if step.kind == "bokstav" and len(step.label) == 1 and step.label.lower() in _ALPHABET:
        return Step("strekpunkt", str(_ALPHABET.index(step.label.lower()) + 1))
    return step


def _spellings(steps: tuple[Step, ...]) -> Iterator[tuple[Step, ...]]:
    """The steps as they stand, then as others would write them."""
    yield steps
    section = next((i for i, step in enumerate(steps) if step.kind in SECTION_KINDS), None)
    if section is not None:
        step, inner = steps[section], steps[section + 1 :]
        if section:
            yield steps[section:]
        if match := _SPLIT_LETTER.fullmatch(step.label):  # § 2-1 e, where e is a letter of § 2-1
            yield (step._replace(label=match["number"]), Step("bokstav", match["letter"]), *inner)
        if inner and inner[0].kind == "nummer":  # a ledd that is numbered
            yield (step, Step("ledd", inner[0].label), *inner[1:])
        if inner and inner[0].kind == "ledd" and len(inner) == 1:
            yield (step, Step("nummer", inner[0].label))
            if inner[0].label == "1":  # the section has one ledd only, and it is not marked
                yield (step,)
    if steps and steps[-1].label.isalpha() and all(step.kind in _GROUPS for step in steps):
        # "del II" in one act is "II" or "kapittel II" in the next
        for kind in _GROUPS:
            yield (*steps[:-1], steps[-1]._replace(kind=kind, joined=kind == "avsnitt"))
    elif steps and steps[0].kind == "pkt":
        yield tuple(Step("nummer", step.label) if step.kind == "pkt" else step for step in steps)


def _sections_between(step: Step) -> tuple[Step, Step] | None:
    """The first and last section in "§§ 71-74"; None for other steps."""
    match = _SPLIT_RANGE.fullmatch(step.label) if step.kind in ("§", "§§") else None
    if match is None or int(match["low"]) > int(match["high"]):
        return None
    return Step("§", match["first"]), Step("§", match["last"])


@lru_cache(maxsize=2**16)
def steps_of(address: Address) -> tuple[Step, ...]:
    """An address's steps; an act cites the same places over and over."""
    return address.steps


def address_of(document: str, steps: tuple[Step, ...]) -> Address:
    """The address of the place that `steps` lead to in a document."""
    return Address("/".join([document, *map(str, steps)]))
