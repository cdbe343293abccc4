"""The cheap first step: which ledd may hold a cooperation clause at all.

It only looks for letters; the stems are data (`rules/candidate_stems.toml`, and those of the
families in `rules/clause_types.toml` that no learned model knows).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from regelverk.clauses.rulebook import clause_types
from regelverk.clauses.sought import small
from regelverk.clauses.units import Ledd, ledds
from regelverk.model.document import Document, Node
from regelverk.rules.loader import load

_OPENING = 60


@dataclass(frozen=True, slots=True)
class CandidateStems:
    """Letters to look for in a `ledd`, in a whole `paragraf`, or in the `åpning` of a ledd."""

    place: str
    stems: tuple[str, ...]
    source: str


def candidates(document: Document, known: Collection[str]) -> Iterator[Ledd]:
    """The ledd that may hold a clause, in the order of the text.

    Args:
        document: Where to look.
        known: The families that the learned model knows; the stems of any other are looked for too.
    """
    lowered = small(document.text)
    own = (*_stems("ledd"), *_others(frozenset(known)))
    if not _holds(lowered, own):
        return
    cooperative = {
        section.address
        for section in document.sections
        if _holds(lowered[section.start : section.end], _stems("paragraf"))
    }

    def worth_a_look(ledd: Node) -> bool:
        text = lowered[ledd.start : ledd.end]
        if _holds(text, own):
            return True
        section = document.section_of(ledd)
        if section is None:
            return False
        return section.address in cooperative or (
            _holds(text[:_OPENING], _stems("åpning"))
            and _holds(lowered[section.start : section.end], own)
        )

    yield from ledds(document, worth_a_look)


def candidate_stems() -> tuple[str, ...]:
    """The letters of a clause, whatever its family."""
    return (*_stems("ledd"), *_others(frozenset()))


def _holds(text: str, stems: tuple[str, ...]) -> bool:
    return any(map(text.__contains__, stems))


@cache
def _stems(place: str) -> tuple[str, ...]:
    return tuple(
        stem
        for each in load("candidate_stems", CandidateStems)
        if each.place == place
        for stem in each.stems
    )


@cache
def _others(known: frozenset[str]) -> tuple[str, ...]:
    """The stems of the families that only the rules know."""
    return tuple(
        sorted({stem for kind in clause_types() if kind.name not in known for stem in kind.stems})
    )
