"""A clause as words that can be set beside those of another: folded, and with own names masked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from regelverk.clauses.types import SLOTS, Clause
from regelverk.comparison.names import Names, own_names
from regelverk.comparison.normalise import REFERENCE, SERVED, SERVICE, Word, words_of
from regelverk.spans import Span

PARTY: Final = "party"
"""The slot of a party that has the duty beside the service itself."""

CITATION: Final = "citation"
"""The slot of a word in a citation: each act cites its own sections."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a clause.

    Attributes:
        span: Where it stands in the clause's text.
        surface: How it is written, in lower case.
        folded: What it is in bokmål; the stand-in for the act's own service and those it serves.
        slot: The part of the clause it lies in; `party` for one more party, `citation` for what is
            cited; empty for none.
        own: Whether it is the act's own name for its service or for those it serves.
    """

    span: Span
    surface: str
    folded: str
    slot: str = ""
    own: bool = False


def tokens_of(clause: Clause, names: Names | None = None) -> list[Token]:
    """The words of a clause in order, each mention of its own service and beneficiary as one.

    Args:
        clause: The clause.
        names: What the acts call their services and those they serve, by section.
    """
    places = {
        name: Span(span.start - clause.span.start, span.end - clause.span.start)
        for name, span in clause.slots.items()
        if name in SLOTS
    }
    cited = [Span(*match.span()) for match in REFERENCE.finditer(clause.text)]
    tokens = [_token(word, clause.text, places, cited) for word in words_of(clause.text)]
    own = own_names(clause, names or {})
    for party in own.parties:
        tokens = list(_marked(tokens, _folded(party)))
    for called, stand_in, slot in (
        (own.bearers, SERVICE, "duty_bearer"),
        (own.beneficiaries, SERVED, "beneficiary"),
    ):
        for name in called:
            if not any(party in name for party in own.parties):
                tokens = list(_collapsed(tokens, _folded(name), stand_in, slot))
    return tokens


def _token(word: Word, text: str, places: dict[str, Span], cited: Sequence[Span]) -> Token:
    span = Span(word.start, word.end)
    if any(citation.contains(span) for citation in cited):
        return Token(span, span.of(text).lower(), word.folded, CITATION)
    inner = [
        name for name, span in places.items() if span.start <= word.start and word.end <= span.end
    ]
    slot = min(inner, key=lambda name: places[name].end - places[name].start, default="")
    return Token(span, span.of(text).lower(), word.folded, slot)


def _folded(words: str) -> tuple[str, ...]:
    return tuple(word.folded for word in words_of(words))


def _mentions(tokens: Sequence[Token], words: Sequence[str]) -> Iterator[int]:
    """Where some words stand in a row, not overlapping."""
    place = 0
    while words and place + len(words) <= len(tokens):
        row = tokens[place : place + len(words)]
        if not any(token.own for token in row) and [token.folded for token in row] == list(words):
            yield place
            place += len(words)
        else:
            place += 1


def _marked(tokens: Sequence[Token], words: Sequence[str]) -> Iterator[Token]:
    """The tokens, every mention of a further party marked as one, with the "og" before it."""
    inside: set[int] = set()
    for place in _mentions(tokens, words):
        before = place - 1 if place and tokens[place - 1].folded == "og" else place
        inside |= set(range(before, place + len(words)))
    for place, token in enumerate(tokens):
        yield replace(token, slot=PARTY) if place in inside else token


def _collapsed(
    tokens: Sequence[Token], words: Sequence[str], stand_in: str, slot: str
) -> Iterator[Token]:
    """The tokens, every mention of some words as one token that stands for them."""
    starts = set(_mentions(tokens, words))
    place = 0
    while place < len(tokens):
        if place in starts:
            end = place + len(words) - 1
            span = Span(tokens[place].span.start, tokens[end].span.end)
            surface = " ".join(token.surface for token in tokens[place : end + 1])
            yield Token(span, surface, stand_in, slot, own=True)
            place = end + 1
        else:
            yield tokens[place]
            place += 1
