"""Make wordings comparable: fold nynorsk to bokmål, mask what differs by nature."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, NamedTuple

from regelverk.clauses.types import Clause
from regelverk.comparison.names import Names, own_names
from regelverk.rules.loader import load

REFERENCE = re.compile(
    r"(?:\b[a-zæøå-]+lov(?:en|a)\s+)?§§?\s*\d+(?:\s?[-–]\s?\d+)?(?:\s[a-z]\b)?", re.IGNORECASE
)
_SPACE = re.compile(r"[\s ]+")
_WORD = re.compile(r"§§?|\w+(?:-\w+)*")
_PUNCTUATION = re.compile(r"[.,;:()«»\"–]")

SERVICE: Final = "tjenesten"
"""What stands in for each act's own service."""

SERVED: Final = "brukeren"
"""What stands in for those each act serves."""


@dataclass(frozen=True, slots=True)
class LegalTerms:
    """Words in both forms: pairs of bokmål and nynorsk; see `rules/legal_terms.toml`."""

    name: str
    pairs: tuple[tuple[str, ...], ...]
    source: str


@dataclass(frozen=True, slots=True)
class FormFold:
    """A regular difference between the two forms; see `rules/form_folds.toml`."""

    pattern: str
    replacement: str
    source: str


@cache
def _to_bokmaal() -> tuple[re.Pattern[str], dict[str, str]]:
    words = {
        pair[1]: pair[0]
        for group in load("legal_terms", LegalTerms)
        for pair in reversed(group.pairs)
    }
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b"), words


@cache
def _folds() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(fold.pattern), fold.replacement) for fold in load("form_folds", FormFold)
    )


@lru_cache(maxsize=2**14)
def fold(text: str) -> str:
    """A wording in lower case, with nynorsk words turned to bokmål and without punctuation.

    Example:
        >>> fold("Ho får tenestetilbodet.") == fold("Ho får tjenestetilbudet.")
        True
    """
    pattern, words = _to_bokmaal()
    folded = pattern.sub(lambda match: words[match.group()], text.lower())
    for regular, replacement in _folds():
        folded = regular.sub(replacement, folded)
    return _SPACE.sub(" ", _PUNCTUATION.sub(" ", folded)).strip()


class Word(NamedTuple):
    """A word of a wording, and what it is in bokmål.

    Attributes:
        start: Its first character in the wording.
        end: One past its last.
        folded: The word in lower case, folded. A phrase that has another number of words in bokmål
            is given as those words, each with the place of the whole phrase.
    """

    start: int
    end: int
    folded: str


@lru_cache(maxsize=2**12)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a wording, one by one, folded as `fold` folds the whole.

    Example:
        >>> [word.folded for word in words_of("Kva for ein teneste?")]
        ['hvilken', 'tjeneste']
    """
    pattern, known = _to_bokmaal()
    lowered = text.lower()
    found: list[Word] = []
    place = 0
    for match in pattern.finditer(lowered):
        found += _plain(lowered, place, match.start())
        found += _translated(lowered, match.start(), match.end(), known[match.group()])
        place = match.end()
    return (*found, *_plain(lowered, place, len(lowered)))


def _plain(lowered: str, start: int, end: int) -> list[Word]:
    return [
        Word(match.start(), match.end(), _regular(match.group()))
        for match in _WORD.finditer(lowered, start, end)
    ]


def _translated(lowered: str, start: int, end: int, bokmaal: str) -> list[Word]:
    places = [match.span() for match in _WORD.finditer(lowered, start, end)]
    words = [_regular(word) for word in _WORD.findall(bokmaal)]
    if len(places) != len(words):
        places = [(start, end)] * len(words)
    return [Word(*place, word) for place, word in zip(places, words, strict=True)]


@lru_cache(maxsize=2**14)
def _regular(word: str) -> str:
    for pattern, replacement in _folds():
        word = pattern.sub(replacement, word)
    return word


def masked(clause: Clause, names: Names | None = None) -> str:
    """The folded wording of a clause with duty bearer, beneficiary and references set to stand-ins.

    Every mention of the duty bearer is masked, not only the first, so that "Barnehagen … slik at
    barnehagen …" and "Skolen … slik at skolen …" are the same wording.

    Args:
        clause: The clause.
        names: What the acts call their services and those they serve, by section (`names_of`).
    """
    folded = fold(REFERENCE.sub("§", clause.text))
    own = own_names(clause, names or {})
    for called, stand_in in ((own.bearers, SERVICE), (own.beneficiaries, SERVED)):
        for name in called:
            folded = re.sub(rf"\b{re.escape(fold(name))}\b", stand_in, folded)
    return folded
