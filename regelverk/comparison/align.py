"""Set two clauses side by side, word by word, and say what each difference is.

The words are folded to bokmål first (`normalise.words_of`), so that bokmål and nynorsk are aligned
by what the words mean, and each act's own service and beneficiary stand for themselves. The
alignment keeps as many words as possible in common (Indel distance over words), as `score.likeness`
does over characters.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from rapidfuzz.distance import Indel

from regelverk.clauses.types import Clause
from regelverk.comparison.judge import judged
from regelverk.comparison.names import Names, names_of
from regelverk.comparison.normalise import masked
from regelverk.comparison.score import likeness
from regelverk.comparison.tokens import Token, tokens_of
from regelverk.comparison.types import Aligned, Alignment, Comparison, Justification, Step
from regelverk.spans import Span

_SMALL: Final = 3
"""A single word this short between two changes belongs to them: "og", "av", "til"."""

_CHANGES: Final = frozenset({Step.CHANGED, Step.ADDED, Step.REMOVED})


class _Block(NamedTuple):
    """A stretch of tokens in both clauses: `first[start:end]` and `second[start:end]`."""

    step: Step
    first: Span
    second: Span


def align(
    first: Clause,
    second: Clause,
    justifications: Iterable[Justification] = (),
    names: Names | None = None,
) -> Alignment:
    """Two clauses side by side.

    Args:
        first: The one clause.
        second: The other, in the same form of Norwegian or the other one.
        justifications: The user's reasons for differences of their acts.
        names: What the acts call their services and those they serve (`names.names_of`).

    Returns:
        Their alignment; the texts of its stretches put together are the two clauses.
    """
    mine, theirs = tokens_of(first, names), tokens_of(second, names)
    blocks = list(_joined(_blocks(mine, theirs), mine, theirs))
    mine_at = _places([block.first for block in blocks], mine, first)
    theirs_at = _places([block.second for block in blocks], theirs, second)
    reasons = tuple(justifications)
    stretches = []
    for block, here, there in zip(blocks, mine_at, theirs_at, strict=True):
        tokens = mine[slice(*block.first)], theirs[slice(*block.second)]
        stretches.append(
            Aligned(
                block.step,
                here,
                there,
                _quote(here, first),
                _quote(there, second),
                *judged(block.step, tokens, (first, second), reasons),
            )
        )
    alike = likeness(masked(first, names), masked(second, names))
    return Alignment(first, second, tuple(stretches), alike)


def _quote(span: Span, clause: Clause) -> str:
    return clause.text[span.start - clause.span.start : span.end - clause.span.start]


def _places(blocks: Sequence[Span], tokens: Sequence[Token], clause: Clause) -> list[Span]:
    """Where blocks of tokens stand in the document, each up to where the next begins."""
    borders = [0]
    for block in blocks[1:]:
        at_end = block.start >= len(tokens)
        borders.append(len(clause.text) if at_end else tokens[block.start].span.start)
    borders.append(len(clause.text))
    shift = clause.span.start
    return [Span(borders[at] + shift, borders[at + 1] + shift) for at, _ in enumerate(blocks)]


def side_by_side(comparison: Comparison, first: str, second: str) -> dict[str, Alignment]:
    """The clauses of two acts that a comparison has compared, by clause type both have.

    Args:
        comparison: The comparison.
        first: The one act's identifier.
        second: The other's.
    """
    clauses = comparison.compared
    names = names_of(comparison.clauses)
    return {
        kind: align(clause, clauses[second, kind], comparison.justifications, names)
        for (act, kind), clause in clauses.items()
        if act == first and (second, kind) in clauses
    }


def _blocks(mine: Sequence[Token], theirs: Sequence[Token]) -> Iterator[_Block]:
    """The shortest edit, what is the same split by whether it looks the same."""
    for edit in Indel.opcodes([each.folded for each in mine], [each.folded for each in theirs]):
        first, second = Span(edit.src_start, edit.src_end), Span(edit.dest_start, edit.dest_end)
        if edit.tag != "equal":
            yield _Block(Step.ADDED if edit.tag == "insert" else Step.REMOVED, first, second)
            continue
        steps = [
            _step(*two) for two in zip(mine[slice(*first)], theirs[slice(*second)], strict=True)
        ]
        place = 0
        for step, run in groupby(steps):
            end = place + len(list(run))
            here = Span(first.start + place, first.start + end)
            yield _Block(step, here, Span(second.start + place, second.start + end))
            place = end


def _step(mine: Token, theirs: Token) -> Step:
    """How two tokens that fold to the same answer to each other."""
    if mine.surface == theirs.surface:
        return Step.SAME
    return Step.OWN if mine.own or theirs.own else Step.FORM


def _joined(
    blocks: Iterable[_Block], mine: Sequence[Token], theirs: Sequence[Token]
) -> Iterator[_Block]:
    """The blocks, put together where they belong together.

    Words taken out and put in at the same place are one change; so are two changes with only a
    small word between them. A phrase that is one in the other form stays whole.
    """
    waiting: list[_Block] = []
    for block in blocks:
        waiting.append(block)
        if len(waiting) > 1 and _in_phrase(waiting[-2], mine, theirs):
            waiting[-2:] = [_merged(waiting[-2:], Step.FORM)]
        elif len(waiting) > 1 and waiting[-2].step in _CHANGES and block.step in _CHANGES:
            waiting[-2:] = [_merged(waiting[-2:], Step.CHANGED)]
        if len(waiting) > 2 and _is_bridge(waiting[-3], waiting[-2], waiting[-1], mine):
            waiting[-3:] = [_merged(waiting[-3:], Step.CHANGED)]
        while len(waiting) > 3:
            yield waiting.pop(0)
    yield from waiting


def _in_phrase(before: _Block, mine: Sequence[Token], theirs: Sequence[Token]) -> bool:
    """Whether a block ends within a phrase that was folded as a whole."""
    return _is_within(before.first.end, mine) or _is_within(before.second.end, theirs)


def _is_within(place: int, tokens: Sequence[Token]) -> bool:
    return 0 < place < len(tokens) and tokens[place - 1].span == tokens[place].span


def _is_bridge(before: _Block, between: _Block, after: _Block, mine: Sequence[Token]) -> bool:
    words = mine[slice(*between.first)]
    return (
        before.step in _CHANGES
        and after.step in _CHANGES
        and between.step is Step.SAME
        and len(words) == 1
        and len(words[0].folded) <= _SMALL
    )


def _merged(blocks: Sequence[_Block], step: Step) -> _Block:
    first = Span(blocks[0].first.start, blocks[-1].first.end)
    second = Span(blocks[0].second.start, blocks[-1].second.end)
    return _Block(step, first, second)
