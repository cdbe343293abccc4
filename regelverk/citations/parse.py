"""From a Norwegian citation to addresses."""

import re
from collections.abc import Iterator
from typing import Final

from regelverk.citations.acts import ActIndex, known_acts
from regelverk.citations.context import seen_from
from regelverk.citations.grammar import HERE, Path, Reading, read
from regelverk.citations.heads import AFTER, SELF, Head, Heads
from regelverk.citations.places import Places, address_of, steps_of
from regelverk.citations.terms import BEFORE, LAST, term_of
from regelverk.citations.types import Place
from regelverk.errors import AddressError
from regelverk.model.address import Address
from regelverk.model.document import Document

_ABBREVIATION: Final = re.compile(r"([A-Za-zÆØÅæøå-]+)\.?\s+(?=§)")
_COUNTED: Final = re.compile(r"(?P<before>(?:.*\D)?)(?P<number>\d+)")
_TITLE: Final = re.compile(r"\s+(?:om|um|til|for)\s")
_SPACE: Final = re.compile(r"\s")
_MOST: Final = 200


def parse_citation(
    text: str, document: str | Document, *, within: str = "", acts: ActIndex | None = None
) -> tuple[Address, ...]:
    """The addresses that a citation names, in the order it names them.

    "§ 2-1 e" is section 2-1 e. Where a `Document` is given and has no such section but has § 2-1,
    it is letter e of § 2-1. Intervals are written out: from the document where it is given, else by
    counting.

    Args:
        text: The citation, and nothing else: "§§ 4 og 5", "bhl. § 2 b første ledd", "§ 3 i lov 3.
            mai 1995 nr. 2".
        document: The document that speaks, or its identifier: what a citation without an act's name
            is in.
        within: The address that speaks, for "første ledd" and "paragrafen her".
        acts: The acts that names can stand for; by default those in the rules.

    Raises:
        AddressError: The text is no citation, or leads nowhere without the act's text ("siste
            ledd").

    Example:
        >>> parse_citation("§ 15-8 tredje ledd første og annet punktum", "lov/2021-06-18-97")
        ('lov/2021-06-18-97/§15-8/ledd/3/setning/1', 'lov/2021-06-18-97/§15-8/ledd/3/setning/2')
        >>> parse_citation("bhl. §§ 7 til 9", "lov/2021-06-18-97")
        ('lov/2005-06-17-64/§7', 'lov/2005-06-17-64/§8', 'lov/2005-06-17-64/§9')
    """
    own = document.identifier if isinstance(document, Document) else document
    line = " ".join(text.split())
    head, paths = _read(line, Heads(acts or known_acts(), guesses=False))
    named = (own,) if head is None or head.kind == SELF else head.acts
    if not named or not (head or paths):
        raise AddressError(value=text)
    speaking = Address(within or own)
    places = [_place(path, act, speaking) for act in named for path in paths] or [
        Place(Address(act)) for act in named
    ]
    known = Places(document) if isinstance(document, Document) else None
    addresses = tuple(
        address
        for place in places
        for address in _addresses(place, known if place.first.document == own else None)
    )
    if any(step.label in (LAST, BEFORE) for address in addresses for step in steps_of(address)):
        raise AddressError(value=text)
    return addresses


def _read(line: str, heads: Heads) -> tuple[Head | None, tuple[Path, ...]]:
    """The act and the paths in a citation.

    Raises:
        AddressError: There is something else in it.
    """
    match = _ABBREVIATION.match(line)
    head = heads.read(line, 0) or (match and heads.abbreviated(match[1], match.end())) or None
    reading, end = _read_from(line, head.end if head else 0)
    if head is None and reading is not None and (after := AFTER.match(line, end)):
        head = heads.read(line, after.end())
        end = head.end if head else end
    if line[end:].strip(" ."):
        raise AddressError(value=line)
    return head, reading.paths if reading else ()


def _read_from(line: str, start: int) -> tuple[Reading | None, int]:
    """The places from `start` on, and where they end. An unknown title before them is skipped."""
    start += line.startswith(",", start)
    reading = read(line, start)
    if reading is not None or not _TITLE.match(line, start):
        return reading, reading.end if reading else start
    for space in _SPACE.finditer(line, start + 1):
        reading = read(line, space.start())
        if reading is not None and reading.end == len(line):
            return reading, reading.end
    return None, start if "§" in line[start:] else len(line)


def _place(path: Path, act: str, speaking: Address) -> Place:
    """The place of a path, seen from the place that speaks."""
    steps, term = path.steps, term_of(path.steps[0])
    prefix = Address((term and term.act) or act)
    if steps[0].kind == HERE:
        prefix = _around(speaking, steps[0].label)
        steps = steps[1:]
    elif not path.rooted and speaking.document == act:
        prefix = seen_from(speaking, steps[0].kind)
    whole = (*steps_of(prefix), *steps)
    first = address_of(prefix.document, whole)
    last = address_of(prefix.document, (*whole[:-1], path.last)) if path.last else None
    return Place(first, last)


def _around(speaking: Address, kind: str) -> Address:
    """The section, chapter or ledd that the place that speaks lies in.

    Raises:
        AddressError: It lies in none.
    """
    section = speaking.section if kind == "§" else None
    if section is not None:
        return section
    steps = steps_of(speaking)
    for index in range(len(steps), 0, -1):
        if steps[index - 1].kind == kind:
            return address_of(speaking.document, steps[:index])
    raise AddressError(value=speaking)


def _addresses(place: Place, known: Places | None) -> Iterator[Address]:
    """The addresses of a place or interval."""
    nodes = known.follow(place) if known else ()
    if nodes:
        yield from (node.address for node in nodes)
    elif place.last is None:
        yield place.first
    else:
        yield from _counted(place.first, place.last)


def _counted(first: Address, last: Address) -> Iterator[Address]:
    """From the first address to the last by counting; only these two where that fails."""
    outer, start, end = steps_of(first)[:-1], steps_of(first)[-1], steps_of(last)[-1]
    labels = list(_labels(start.label, end.label)) or [start.label, end.label]
    for label in labels:
        yield address_of(first.document, (*outer, start._replace(label=label)))


def _labels(first: str, last: str) -> Iterator[str]:
    if len(first) == len(last) == 1 and first.isalpha() and first < last <= "z":
        yield from map(chr, range(ord(first), ord(last) + 1))
        return
    start, end = _COUNTED.fullmatch(first), _COUNTED.fullmatch(last)
    if start and end and start["before"] == end["before"]:
        low, high = int(start["number"]), int(end["number"])
        if 0 <= high - low <= _MOST:
            yield from (f"{start['before']}{number}" for number in range(low, high + 1))
