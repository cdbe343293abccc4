"""Search in texts: any form of a word, in bokmål or nynorsk, with or without æ, ø and å."""

import re
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from regelverk.comparison.normalise import words_of
from regelverk.rules.loader import load
from regelverk.spans import Span

LONGEST = 200
_MOST_TERMS = 12
_SHORTEST_START = 4
"""A word of at least so many letters also finds the compounds that begin with it."""
_WORD = re.compile(r"\w+(?:-\w+)*")
_TERM = re.compile(r'"([^"]*)"|«([^»]*)»|(\S+)')
_PLAIN = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


@dataclass(frozen=True, slots=True)
class WordEnding:
    """An ending that is taken off a word; see `rules/word_endings.toml`."""

    endings: tuple[str, ...]
    least: int
    source: str


@cache
def _endings() -> tuple[tuple[str, int], ...]:
    found = [
        (each, group.least) for group in load("word_endings", WordEnding) for each in group.endings
    ]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=2**17)
def stem(word: str) -> str:
    """What the forms of a word have in common: folded to bokmål, its ending taken off.

    Example:
        >>> {stem(word) for word in ("kommunen", "Kommunar", "kommunes", "kommune")}
        {'kommun'}
        >>> stem("opplæringa") == stem("opplaeringen")
        True
    """
    folded = "".join(each.folded for each in words_of(word)) or word.lower()
    for ending, least in _endings():
        if folded.endswith(ending) and len(folded) - len(ending) >= least:
            folded = folded[: -len(ending)]
            break
    return folded.translate(_PLAIN)


class Term(NamedTuple):
    """What is looked for: a word by its stem, or a phrase as several."""

    stems: tuple[str, ...]
    phrase: bool


def terms(query: str) -> tuple[Term, ...]:
    """What a query asks for: words in any order, phrases in quotes.

    Example:
        >>> terms('plikt "individuell plan"')
        (Term(stems=('plikt',), phrase=False), Term(stems=('individuell', 'plan'), phrase=True))
    """
    found: list[Term] = []
    for match in _TERM.finditer(unicodedata.normalize("NFC", query)[:LONGEST]):
        quoted = match[1] or match[2]
        words = _WORD.findall(quoted or match[3] or "")
        stems = tuple(stem(each) for each in words)
        found += (
            [Term(stems, True)] if quoted and stems else [Term((each,), False) for each in stems]
        )
    return tuple(dict.fromkeys(found))[:_MOST_TERMS]


class Index:
    """The words of a text by their stems, for many searches.

    Args:
        text: The text.
    """

    def __init__(self, text: str) -> None:
        self._starts, self._ends = array("L"), array("L")
        self._places: dict[str, array[int]] = {}
        self._stems: list[str] = []
        for number, match in enumerate(_WORD.finditer(text)):
            key = stem(match.group())
            self._starts.append(match.start())
            self._ends.append(match.end())
            self._stems.append(key)
            self._places.setdefault(key, array("L")).append(number)

    def spans(self, term: Term) -> Iterator[Span]:
        """Where a term is, in the order of the text."""
        first = term.stems[0]
        if term.phrase:
            size = len(term.stems)
            for at in self._places.get(first, ()):
                if tuple(self._stems[at : at + size]) == term.stems:
                    yield Span(self._starts[at], self._ends[at + size - 1])
            return
        keys = [first] if first in self._places else []
        if len(first) >= _SHORTEST_START:
            keys += [key for key in self._places if key.startswith(first) and key != first]
        for at in sorted(at for key in keys for at in self._places[key]):
            yield Span(self._starts[at], self._ends[at])


def hits(index: Index, wanted: Sequence[Term], units: Sequence[Span]) -> dict[int, list[Span]]:
    """The units that hold every term, by their number, with the places of the terms.

    Args:
        index: The text.
        wanted: The terms.
        units: Stretches of the text, in its order, that do not overlap.
    """
    kept: dict[int, list[Span]] | None = None
    for term in wanted:
        own: dict[int, list[Span]] = {}
        number = 0
        for span in index.spans(term):
            while number < len(units) and units[number].end <= span.start:
                number += 1
            if number == len(units):
                break
            if units[number].contains(span) and (kept is None or number in kept):
                own.setdefault(number, []).append(span)
        kept = {at: [*(kept[at] if kept else ()), *spans] for at, spans in own.items()}
    return {at: sorted(spans) for at, spans in (kept or {}).items()}
