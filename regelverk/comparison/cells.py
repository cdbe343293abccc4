"""Read the element matrix: what each act says of each element, with the quote and the reason.

An element is read from the first of the act's clauses that can answer it (`select.ranked` says
which comes first; a clause about services and one that binds go before others). Where none can, the
act's whole text is searched for words that would have been expected in one: an act without them
does not say it (`ABSENT`), an act with them is left to a person (`NOT_FOUND`).
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final

from regelverk.clauses.types import Clause
from regelverk.comparison.elements import (
    Element,
    Reading,
    element,
    elements,
    mentions,
    reading_of,
    value_of,
    values,
)
from regelverk.comparison.types import Cell, Quote, Reason, State
from regelverk.model.document import SENTENCES, Document, Node
from regelverk.spans import Span

Ranked = Mapping[tuple[str, str], Sequence[Clause]]
"""By act and clause type: the act's clauses of it, the one to compare first."""

SURE: Final = 0.5
"""A clause of a type detected with no more than this score (0–1) may not be one."""

_LEVELS: Final = ("individ", "system")
"""Types that are easily taken for one another: the surer one is the clause's own."""


def read_matrix(
    documents: Iterable[Document], asked: Sequence[Element], ranked: Ranked
) -> dict[tuple[str, str], Cell]:
    """Every act's answer to every element.

    Args:
        documents: The acts.
        asked: The elements.
        ranked: The acts' clauses.
    """
    cells: dict[tuple[str, str], Cell] = {}
    for document in documents:
        act = document.identifier
        lowered = ""
        for each in asked:
            cell = _combined(each, act, ranked) if each.combines else _read(each, act, ranked)
            if cell.reason is Reason.NO_CLAUSE and each.traces:
                lowered = lowered or _lowered(document.text)
                cell = _traced(each, document, lowered) or cell
            cells[act, each.name] = cell
    return cells


def _read(asked: Element, act: str, ranked: Ranked) -> Cell:
    for kind in asked.types:
        able = [each for each in ranked.get((act, kind), ()) if _answers(asked, each)]
        if able:
            chosen = max(able, key=lambda each: _fitness(asked, each))
            return read_cell(asked, act, chosen, kind)
    return Cell(act, asked.name, State.ABSENT, reason=Reason.NO_CLAUSE)


def _answers(asked: Element, clause: Clause) -> bool:
    """Whether an element can be read from a clause at all."""
    partner = clause.partners[0] if clause.partners else "offentlig"
    if asked.partner and asked.partner != partner:
        return False
    if any(kind in clause.types for kind in asked.without):
        return False
    return not asked.matching or bool(value_of(asked.scale, clause.text))


def _fitness(asked: Element, clause: Clause) -> tuple[bool, bool]:
    """Clauses on the matter go first, then those that bind; of equals, the first in rank."""
    return mentions(asked.about, clause.text), _binds(clause.slot("modality"))


def fits(kind: str, clause: Clause) -> bool:
    """Whether a clause of a type says what the elements first read from that type ask, and only it.

    A duty to cooperate about a plan is of the type `individ`, but not the act's duty in individual
    cases: that element is to be read `without` clauses of the type `plan`. Nor is one that names
    who decides who coordinates: an element of its own is read by `matching` it.
    """
    first = [each for each in elements() if each.types[0] == kind]
    return all(
        not value_of(each.scale, clause.text)
        if each.matching
        else not set(each.without) & clause.types.keys() and mentions(each.about, clause.text)
        for each in first
    )


@cache
def _binds(modality: str) -> bool:
    return not modality or value_of("plikt", modality) == "plikt.skal"


def read_cell(asked: Element, act: str, clause: Clause, kind: str) -> Cell:
    """What a clause says of an element.

    Args:
        asked: The element.
        act: The act's identifier.
        clause: The clause it is read from.
        kind: The type it is read as.
    """
    words = clause.slot(asked.slot) if asked.slot else clause.text
    quote = quote_of(clause, asked.slot)
    score = clause.types[kind]
    doubtful = _is_doubtful(clause, kind) or not mentions(asked.about, clause.text)
    if not words and not _expected(asked, clause):
        reason = Reason.WEAK if doubtful else Reason.SILENT
        return Cell(act, asked.name, State.ABSENT, "", quote, score, reason)
    found = reading_of(asked.scale, words) if words else Reading("")
    if not found.value:
        return Cell(act, asked.name, State.NOT_FOUND, "", quote, score, Reason.UNREAD)
    reason = Reason.WEAK if doubtful or values()[found.value].unsure else Reason.READ
    return Cell(act, asked.name, State.FOUND, found.value, quote, score, reason, found.amount)


def _is_doubtful(clause: Clause, kind: str) -> bool:
    """Whether a clause may not be of a type: a low score, or surer of being of the other level."""
    score = clause.types[kind]
    return score <= SURE or (
        kind in _LEVELS and any(clause.types.get(level, 0.0) > score for level in _LEVELS)
    )


def _expected(asked: Element, clause: Clause) -> bool:
    """Whether a clause without the part must have it all the same, or has words that fit in it."""
    return asked.required or bool(reading_of(asked.scale, clause.text, rest=False).value)


def quote_of(clause: Clause, slot: str = "") -> Quote:
    """A clause as a quote, with the words of one of its slots."""
    span = clause.slots.get(slot, clause.span) if slot else clause.span
    return Quote(clause.address, clause.text, clause.slot(slot) if slot else "", span)


def _combined(asked: Element, act: str, ranked: Ranked) -> Cell:
    """What the answers to other elements amount to."""
    parts = [_read(element(name), act, ranked) for name in asked.combines]
    found = [cell for cell in parts if cell.state is State.FOUND]
    if not found:
        return next(
            (_renamed(cell, asked) for cell in parts if cell.quote),
            Cell(act, asked.name, State.ABSENT, reason=Reason.NO_CLAUSE),
        )
    value = value_of(asked.scale, " ".join(cell.element for cell in found))
    reason = next((cell.reason for cell in found if cell.unsure), Reason.READ)
    score = min(cell.score for cell in found)
    return Cell(act, asked.name, State.FOUND, value, found[0].quote, score, reason)


def _renamed(cell: Cell, asked: Element) -> Cell:
    return Cell(cell.act, asked.name, State.NOT_FOUND, "", cell.quote, cell.score, Reason.UNREAD)


def _lowered(text: str) -> str:
    """A text in small letters, in which every place is the same as in the text."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text


def _traced(asked: Element, document: Document, lowered: str) -> Cell | None:
    """The doubt that words of an element raise where no clause was found; None without them."""
    for trace in asked.traces:
        start = lowered.find(trace)
        while start >= 0:
            sentence = _sentence_at(document.root, start)
            if sentence is not None:
                span = Span(start, start + len(trace))
                quote = Quote(
                    sentence.address, document.quote(sentence), document.quote(span), span
                )
                return Cell(
                    document.identifier, asked.name, State.NOT_FOUND, "", quote, 0.0, Reason.NEARBY
                )
            start = lowered.find(trace, start + 1)
    return None


def _sentence_at(node: Node, place: int) -> Node | None:
    """The sentence around a place; None where it is in a heading or a note."""
    if node.kind in SENTENCES:
        return node
    for child in node.children:
        if child.start <= place < child.end:
            return _sentence_at(child, place)
    return None
