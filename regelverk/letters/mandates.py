"""What a letter says of an initiative: role, purpose, partners, period, reporting."""

import re
from dataclasses import dataclass

from regelverk.clauses.rulebook import word_group
from regelverk.letters.initiatives import Sighting
from regelverk.letters.parse import Piece, sections_number
from regelverk.letters.tolerant import tolerant
from regelverk.letters.types import PARTS, Mention
from regelverk.model.document import Document
from regelverk.rules.loader import load
from regelverk.spans import Span

_PERIOD = re.compile(r"\(?\b(20\d\d)\s?[-–]\s?(20\d\d)\b\)?")
_NUMBER = r"\d+\s?[-–/]\s?\d+"
_REFERENCE = re.compile(
    r"\b(?:oppdragsbrev|tildelingsbrev|instruks)\s+(?:nr\.?\s*)?"
    rf"({_NUMBER}(?:(?:,| og)\s{_NUMBER})*)"
)
_FOLLOWING = 3
_UNDER_HEADING = 8
_PERIOD_WITHIN = 40


@dataclass(frozen=True, slots=True)
class Mandate:
    """How letters word a part of a mandate; see `rules/mandates.toml`."""

    name: str
    part: str
    label_nb: str
    label_nn: str
    patterns: tuple[str, ...]
    source: str


def read_mention(document: Document, pieces: list[Piece], seen: list[Sighting]) -> Mention:
    """What a letter says of an initiative, from the passages around where it is named."""
    main = _main(document, pieces, seen)
    index = _index(pieces, main.span)
    passage = _passage(document, pieces, index)
    text = passage.of(document.text)
    parts = {name: words for name in PARTS if (words := _part(text, name))}
    return Mention(
        letter=document.identifier,
        address=pieces[index].node.address,
        span=passage,
        text=text,
        name=" ".join(main.words.split()),
        section=sections_number(pieces[index].section),
        roles=_roles(document, pieces, seen),
        parts=parts,
        period=_period(document.text, seen),
        references=_references(text),
    )


def _main(document: Document, pieces: list[Piece], seen: list[Sighting]) -> Sighting:
    """The sighting that says most: the first whose own passage lays down a role, else the first."""
    for sighting in seen:
        if _roles(document, pieces, [sighting]):
            return sighting
    return seen[0]


def _index(pieces: list[Piece], span: Span) -> int:
    inner = [i for i, piece in enumerate(pieces) if piece.span.start <= span.start < piece.span.end]
    if not inner:
        return 0
    return min(inner, key=lambda i: pieces[i].span.end - pieces[i].span.start)


def _passage(document: Document, pieces: list[Piece], index: int) -> Span:
    """The pieces that belong together around one: its lead-in, and what goes on about it."""
    first = last = index
    if (
        first
        and not pieces[index].heading
        and document.quote(pieces[first - 1].node).rstrip().endswith(":")
    ):
        first -= 1
    reach = _UNDER_HEADING if pieces[index].heading else _FOLLOWING
    while last + 1 < len(pieces) and last - index < reach and not pieces[last + 1].heading:
        if pieces[last + 1].section != pieces[index].section:
            break
        last += 1
        if not pieces[index].heading and not _goes_on(document.quote(pieces[last].node)):
            last -= 1
            break
    return Span(pieces[first].span.start, max(piece.span.end for piece in pieces[first : last + 1]))


def _goes_on(text: str) -> bool:
    """Whether a paragraph speaks on of what the one before it named."""
    return bool(tolerant(rf"^\W*{word_group('fortsettelse')}").match(text))


def _roles(document: Document, pieces: list[Piece], seen: list[Sighting]) -> tuple[str, ...]:
    """The roles between a modal verb and the initiative's name, in the order of the text."""
    for sighting in seen:
        index = _index(pieces, sighting.span)
        start = pieces[index].span.start
        if index and document.quote(pieces[index - 1].node).rstrip().endswith(":"):
            start = pieces[index - 1].span.start
        before = document.text[start : sighting.span.start]
        before = re.split(r"(?<=[a-zæøå»)])\.\s+(?=[A-ZÆØÅ])", before)[-1]
        modal = tolerant(rf"\b{word_group('brevplikt')}\b").search(before)
        if modal is None:
            continue
        words = before[modal.end() :]
        found: list[tuple[int, str]] = []
        for role in load("mandates", Mandate):
            if role.part == "role":
                places = [
                    m.start() for p in role.patterns for m in tolerant(rf"\b{p}\b").finditer(words)
                ]
                if places:
                    found.append((min(places), role.name))
        if found:
            return tuple(name for _, name in sorted(found))
    return ()


def _part(text: str, name: str) -> str:
    """The words of a passage that state one part of the mandate, or an empty string."""
    for rule in load("mandates", Mandate):
        if rule.part != name:
            continue
        for pattern in rule.patterns:
            if match := tolerant(pattern).search(text):
                return " ".join(match["words"].split()).strip(" ,")
    return ""


def _period(text: str, seen: list[Sighting]) -> str:
    """The years right after the initiative's name."""
    for sighting in seen:
        match = _PERIOD.match(text[sighting.span.end : sighting.span.end + _PERIOD_WITHIN].lstrip())
        if match:
            return f"{match[1]}–{match[2]}"
    return ""


def _references(text: str) -> tuple[str, ...]:
    """Other letters the passage points to, one each: `oppdragsbrev 21-19`."""
    found: list[str] = []
    for match in _REFERENCE.finditer(text):
        word = match.group().split()[0]
        numbers = re.findall(_NUMBER, match[1])
        found += [f"{word} {''.join(number.split())}" for number in numbers]
    return tuple(found)
