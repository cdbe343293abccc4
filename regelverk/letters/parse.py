"""Who wrote a letter to whom, and what stands where in it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from regelverk.letters.tolerant import tolerant
from regelverk.letters.types import Letter
from regelverk.model.document import ITEMS, Document, Kind, Node
from regelverk.rules.loader import load
from regelverk.spans import Span

_TOP = 1500
_YEAR = re.compile(r"\b(20\d\d)\b")
_TITLED_YEAR = re.compile(
    r"(?:tildelingsbrev(?:et)?|oppdragsbrev|instruks|statsbudsjettet|budsjett(?:året)?|for|i)"
    r"\s+(?:for\s+|år\s+)?(20\d\d)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\b(?:under\s+)?(?:pkt?\.?|punkt|kap(?:ittel|\.)?)\s*(\d+(?:\.\d+)*)", re.IGNORECASE
)
_LEAVES = ITEMS | {
    Kind.BLOCK,
    Kind.SUBSECTION,
    Kind.HEADING,
    Kind.ROW,
    Kind.FOOTNOTE,
    Kind.NOTE,
}


@dataclass(frozen=True, slots=True)
class Agency:
    """A ministry or an agency; see `rules/agencies.toml`."""

    name: str
    kind: str
    forms: tuple[str, ...]
    source: str


class Piece(NamedTuple):
    """A stretch of a letter that reads as one: a paragraph, an item, a table row or a heading."""

    node: Node
    span: Span
    heading: bool
    section: str


def parse(document: Document) -> Letter:
    """Who the letter is from and to, and for which year."""
    top = document.text[:_TOP]
    years = _TITLED_YEAR.findall(top) or _TITLED_YEAR.findall(document.text)
    year = Counter(years).most_common(1)[0][0] if years else document.date[:4]
    return Letter(
        identifier=document.identifier,
        file=document.source,
        title=document.title,
        ministry=_named(document.issuer, "departement") or _named(document.text, "departement"),
        agency=_named(document.title, "etat") or _named(document.text, "etat"),
        year=int(year) if _YEAR.fullmatch(year or "") else None,
    )


def _named(text: str, kind: str) -> str:
    """The ministry or agency a text names: the first at the top, else the one named most."""
    found: Counter[str] = Counter()
    first: dict[str, int] = {}
    for agency in load("agencies", Agency):
        if agency.kind != kind:
            continue
        places = [match.start() for form in agency.forms for match in _pattern(form).finditer(text)]
        if places:
            found[agency.name] = len(places)
            first[agency.name] = min(places)
    at_top = {name: at for name, at in first.items() if at < _TOP // 3}
    if at_top:
        return min(at_top, key=lambda name: at_top[name])
    return found.most_common(1)[0][0] if found else ""


def _pattern(form: str) -> re.Pattern[str]:
    """A name, whole; abbreviations in their own case only."""
    if len(form) <= 6:
        return re.compile(rf"\b{re.escape(form)}\b")
    return tolerant(rf"\b{form.replace(' ', ' ')}\b")


def pieces(document: Document) -> Iterator[Piece]:
    """The letter piece by piece, each with the number or heading of the section it stands in."""
    section = ""
    for node in document.walk(*_LEAVES):
        text = document.quote(node)
        heading = node.kind is Kind.HEADING
        above = document.parent(node)
        if heading and above is not None:
            section = f"{above.label} {text}".strip() if above.label else text
        elif match := _NUMBERED.search(text):
            section = match[1]
        yield Piece(node, node.span, heading, section)


def sections_number(section: str) -> str:
    """The number that a section's name begins with or holds, or its name where it has none.

    Example:
        >>> sections_number("2.2.2.3 Spesielle oppdrag")
        '2.2.2.3'
    """
    match = re.match(r"(?:pkt?\.?\s*)?(\d+(?:\.\d+)*)\b", section)
    return match[1] if match else section
