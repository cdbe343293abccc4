"""The passage of a letter that belongs to an initiative."""

import re
from collections.abc import Sequence

from regelverk.clauses.rulebook import word_group
from regelverk.letters.parse import Piece
from regelverk.letters.tolerant import tolerant
from regelverk.model.document import ITEMS, Document
from regelverk.spans import Span

_ENDED = re.compile(r"[.!?»\"”)]\s*$")
_REACH = 8


def piece_at(pieces: Sequence[Piece], span: Span) -> int:
    """The index of the smallest piece in which a span begins."""
    at = span.start
    holding = [i for i, each in enumerate(pieces) if each.span.start <= at < each.span.end]
    return min(holding, key=lambda i: pieces[i].span.end - pieces[i].span.start, default=0)


def begins(document: Document, pieces: Sequence[Piece], index: int) -> int:
    """The piece in which a piece's sentence begins: a list's lead-in, or a line cut short."""
    first = index
    if pieces[index].node.kind in ITEMS:
        item = pieces[index].span
        around = (i for i in range(index) if pieces[i].span.contains(item))
        return next((i for i in around if pieces[i].node.kind not in ITEMS), index)
    while (
        first
        and index - first < _REACH
        and not pieces[first].heading
        and not pieces[first - 1].heading
        and not _ENDED.search(document.quote(pieces[first - 1].node))
    ):
        first -= 1
    return first


def passage(document: Document, pieces: Sequence[Piece], main: int, named: Sequence[int]) -> Span:
    """The passage around the piece that says most.

    Args:
        document: The letter.
        pieces: Its pieces.
        main: The piece that lays down the role.
        named: The pieces that name the initiative.
    """
    earlier = [
        i for i in named if main - _REACH <= i < main and pieces[i].section == pieces[main].section
    ]
    first = begins(document, pieces, min([*earlier, main]))
    last = main
    while last + 1 < len(pieces) and last - main < _REACH and _continues(document, pieces, last):
        last += 1
    return Span(pieces[first].span.start, max(each.span.end for each in pieces[first : last + 1]))


def _continues(document: Document, pieces: Sequence[Piece], index: int) -> bool:
    """Whether the next piece goes on about what this one names."""
    here, after = pieces[index], pieces[index + 1]
    if after.heading or after.section != here.section:
        return False
    if here.heading or not _ENDED.search(document.quote(here.node)):
        return True
    goes_on = tolerant(rf"^\W*{word_group('fortsettelse')}")
    return goes_on.match(document.quote(after.node)) is not None
