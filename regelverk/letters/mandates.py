"""What a letter says of an initiative: role, purpose, partners, period, reporting."""

import re

from regelverk.clauses.rulebook import word_group
from regelverk.letters.initiatives import Sighting
from regelverk.letters.parse import Piece, sections_number
from regelverk.letters.passages import begins, passage, piece_at
from regelverk.letters.roles import mandates, role_pattern, roles_in
from regelverk.letters.tolerant import tolerant
from regelverk.letters.types import PARTS, Mention
from regelverk.model.document import Document, Kind

_PERIOD = re.compile(r"\(?\b(20\d\d)\s?[-–]\s?(20\d\d)\b\)?")
_NUMBER = r"\d+\s?[-–/]\s?\d+"
_REFERENCE = re.compile(
    r"\b(?:oppdragsbrev|tildelingsbrev|instruks)\s+(?:nr\.?\s*)?"
    rf"({_NUMBER}(?:(?:,| og)\s{_NUMBER})*)"
)
_ASSIGNMENT = re.compile(r"\bTB\s?20\d\d-\d+\b")
_SENTENCE_END = re.compile(r"(?<=[a-zæøå»)])\.\s+(?=[A-ZÆØÅ])")
_DATE = re.compile(r"\d{1,2}\. [a-zæøå]+ 20\d\d")
_PERIOD_WITHIN = 40


def read_mention(document: Document, pieces: list[Piece], seen: list[Sighting]) -> Mention:
    """What a letter says of an initiative, from the passages around where it is named."""
    main = _main(document, pieces, seen)
    index = piece_at(pieces, main.span)
    named = [piece_at(pieces, each.span) for each in seen]
    around = passage(document, pieces, index, named)
    text = around.of(document.text)
    parts = _parts(document, pieces, text, seen)
    if deadline := _row_deadline(document, pieces, named):
        parts["deadline"] = deadline
    return Mention(
        letter=document.identifier,
        address=pieces[index].node.address,
        span=around,
        text=text,
        name=" ".join(main.words.split()),
        section=sections_number(pieces[index].section),
        roles=_roles(document, pieces, seen),
        parts=parts,
        period=_period(document.text, seen),
        references=_references(text),
    )


def _main(document: Document, pieces: list[Piece], seen: list[Sighting]) -> Sighting:
    """The sighting that says most: one in running text that lays down a role, then any role."""
    for sighting in seen:
        if _role_after_modal(document, pieces, sighting):
            return sighting
    return next((each for each in seen if _roles(document, pieces, [each])), seen[0])


def _roles(document: Document, pieces: list[Piece], seen: list[Sighting]) -> tuple[str, ...]:
    """The roles laid down: after a modal verb, or by an assignment that begins with the verb."""
    for sighting in seen:
        if roles := _role_after_modal(document, pieces, sighting):
            return roles
    for sighting in seen:
        start = pieces[piece_at(pieces, sighting.span)].span.start
        told = re.split(r"[\t\n]", document.text[start : sighting.span.start])[-1]
        told = _ASSIGNMENT.sub("", told, count=1).lstrip(" |")
        if re.match(role_pattern(), told):
            return roles_in(told)
    return ()


def _role_after_modal(
    document: Document, pieces: list[Piece], sighting: Sighting
) -> tuple[str, ...]:
    """The roles between a modal verb and the initiative's name, in the order of the text."""
    start = pieces[begins(document, pieces, piece_at(pieces, sighting.span))].span.start
    before = _SENTENCE_END.split(document.text[start : sighting.span.start])[-1]
    modal = tolerant(rf"\b{word_group('brevplikt')}\b").search(before)
    return roles_in(before[modal.end() :]) if modal else ()


def _parts(
    document: Document, pieces: list[Piece], text: str, seen: list[Sighting]
) -> dict[str, str]:
    """What the letter states besides the role: in the main passage, else where it is also named."""
    texts = [(text, each.words) for each in seen]
    for each in seen:
        index = piece_at(pieces, each.span)
        texts.append((passage(document, pieces, index, [index]).of(document.text), each.words))
    found: dict[str, str] = {}
    for name in PARTS:
        words = next(
            (words for where, called in texts if (words := _part(where, name, called))), ""
        )
        if words:
            found[name] = words
    return found


def _part(text: str, name: str, initiative: str) -> str:
    """The words of a passage that state one part of the mandate, or an empty string.

    In a pattern, `NAVN` stands for the initiative as this letter writes it.
    """
    for rule in mandates(name):
        for pattern in rule.patterns:
            if match := tolerant(pattern.replace("NAVN", re.escape(initiative))).search(text):
                return " ".join(match["words"].split()).strip(" ,")
    return ""


def _row_deadline(document: Document, pieces: list[Piece], named: list[int]) -> str:
    """The date in the row of a table of assignments that names the initiative."""
    for index in named:
        if pieces[index].node.kind is Kind.ROW:
            match = _DATE.search(document.quote(pieces[index].node))
            if match:
                return match.group()
    return ""


def _period(text: str, seen: list[Sighting]) -> str:
    """The years right after the initiative's name."""
    for sighting in seen:
        after = text[sighting.span.end : sighting.span.end + _PERIOD_WITHIN].lstrip()
        if match := _PERIOD.match(after):
            return f"{match[1]}–{match[2]}"
    return ""


def _references(text: str) -> tuple[str, ...]:
    """Other letters and assignments the passage points to: `oppdragsbrev 21-19`, `TB2026-8`."""
    found: list[str] = []
    for match in _REFERENCE.finditer(text):
        word = match.group().split()[0]
        numbers = re.findall(_NUMBER, match[1])
        found += [f"{word} {''.join(number.split())}" for number in numbers]
    return (*found, *("".join(each.split()) for each in _ASSIGNMENT.findall(text)))
