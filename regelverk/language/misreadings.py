"""Letters that text recognition takes for one another; see `rules/misreadings.toml`."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from regelverk.language.ocr import Suggestion
from regelverk.language.ocr_words import common
from regelverk.rules.loader import load
from regelverk.spans import Span

_SHORTEST = 6
_WORD = re.compile(rf"[^\W_]{{{_SHORTEST},40}}")
_SUSPECT = re.compile(r"[0158c!]|rn|(?<=[a-zæøå])I")
"""What words of the language seldom have, and text recognition often leaves."""
_FIGURES = str.maketrans("0158I", "olsbl")
_SURE, _NEAR, _LONG = 0.8, 92, 12
_MOST_WORDS = 20_000  # different words; a book has fewer, only a text made to take long has more


@dataclass(frozen=True, slots=True)
class Misreading:
    """Letters that are taken for one another; see `rules/misreadings.toml`."""

    seen: tuple[str, ...]
    to: str
    source: str


def look(word: str) -> str:
    """What a word in lower case looks like: the same for all that it may be misread as.

    Example:
        >>> look("sarnordnc") == look("samordne")
        True
    """
    for each in load("misreadings", Misreading):
        for seen in each.seen:
            word = word.replace(seen, each.to)
    return word


def mended(text: str, known: Collection[Span], names: frozenset[str]) -> Iterator[Suggestion]:
    """The words of a scanned text that are none, and look exactly like one that is, in order.

    Args:
        text: The text.
        known: Where damage was found already.
        names: Names in lower case that may stand in the text beside the words of the language.

    Example:
        >>> [each.suggestion for each in mended("Vi gjør det sarnmen.", (), frozenset())]
        ['sammen']
    """
    starts = {span.start for span in known}
    meant: dict[str, str] = {}
    for match in _WORD.finditer(text):
        word = match.group()
        if match.start() in starts:
            continue
        if word not in meant and len(meant) < _MOST_WORDS:
            meant[word] = _meant(word, names)
        if repair := meant.get(word):
            yield Suggestion(Span(*match.span()), word, repair, _SURE)


def _meant(word: str, names: frozenset[str]) -> str:
    """The word or name that a word was, or an empty string where it may be sound."""
    if _exists(word.lower(), names):
        return ""
    plain = word.translate(_FIGURES).lower()
    alike = _by_look(names).get(look(plain), "")
    found = (
        (plain if _exists(plain, names) else "")
        or (alike if alike in names or _SUSPECT.search(word) else "")
        or (_near(plain, names) if len(word) >= _LONG else "")
    )
    return found if word.islower() else found.capitalize()


def _near(word: str, names: frozenset[str]) -> str:
    """The name that a word is a letter from, or an empty string."""
    found = process.extractOne(word, names, scorer=fuzz.ratio, score_cutoff=_NEAR)
    return found[0] if found else ""


def _exists(word: str, names: frozenset[str]) -> bool:
    return word in names or common().count(word) > 0


@cache
def _by_look(names: frozenset[str]) -> Mapping[str, str]:
    """Words by what they look like; of several, the most common, and a name before all."""
    words = sorted((each for each in common() if len(each) >= _SHORTEST), key=common().count)
    return {look(each): each for each in (*words, *sorted(names))}


@cache
def misread(word: str) -> re.Pattern[str]:
    """A pattern for a word in lower case, and for what it may be misread as.

    Example:
        >>> bool(misread("samordne").fullmatch("sarnordnc"))
        True
    """
    return re.compile("".join(_any_of(letter) for letter in word))


@cache
def misread_capitals(word: str) -> re.Pattern[str]:
    """A pattern for a word in capitals, its figures and strokes misread or its letters spread.

    Example:
        >>> bool(misread_capitals("SADIF").fullmatch("5AD lF"))
        True
    """
    return re.compile(" ?".join(_any_of(letter.lower(), capital=letter) for letter in word))


def _any_of(letter: str, capital: str = "") -> str:
    alike = {capital or letter}
    for each in load("misreadings", Misreading):
        if letter in (each.to, *each.seen):
            alike.update((each.to, *each.seen))
    if capital:
        alike = {each for each in alike if each in {capital, "l"} or not each.isalpha()}
    return f"(?:{'|'.join(map(re.escape, sorted(alike)))})"
