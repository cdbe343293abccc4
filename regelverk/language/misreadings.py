"""Letters that text recognition takes for one another; see `rules/misreadings.toml`."""

import re
from dataclasses import dataclass
from functools import cache

from regelverk.rules.loader import load


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
