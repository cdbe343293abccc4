"""The classes of a word: which kinds of party, act, duty and document it can speak of.

What the classes are is data: `rules/token_classes.toml`. Their patterns have several hundred
alternatives, and a corpus some hundred thousand different words: so an alternative is only tried
on a word that holds the letters it begins with.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from regelverk.rules.loader import load

_LETTERS = re.compile(r"(\^?)([a-zæøå]*)([?*{]?)")
_LONGEST_KEY = 3


@dataclass(frozen=True, slots=True)
class TokenClass:
    """A class of words, and which words are not of it; see `rules/token_classes.toml`."""

    name: str
    pattern: str
    source: str
    unless: str = ""


class _Alternative(NamedTuple):
    """One alternative of a class's pattern, and the number of the class."""

    number: int
    pattern: re.Pattern[str]


class _Index(NamedTuple):
    """The alternatives by the letters they begin with, in a word or anywhere in it."""

    opening: Mapping[str, list[_Alternative]]
    anywhere: Mapping[str, list[_Alternative]]


def class_names() -> tuple[str, ...]:
    """Every class of words, in the order of the rule file."""
    return tuple(each.name for each in load("token_classes", TokenClass))


def classes_of(*forms: str) -> tuple[str, ...]:
    """The classes of a word, in the order of the rule file.

    Args:
        forms: The word in small letters: as it stands, and folded to bokmål.

    Example:
        >>> classes_of("samordne")
        ('COORD',)
    """
    different = set(forms)
    numbers = {each for form in different for each in _numbers(form)}
    if not numbers:
        return ()
    names, unless = class_names(), _unless()
    excluded = {
        pattern
        for pattern in {unless[number] for number in numbers}
        if pattern and any(pattern.search(form) for form in different)
    }
    return tuple(names[number] for number in sorted(numbers) if unless[number] not in excluded)


def _numbers(form: str) -> Iterator[int]:
    """The numbers of the classes with an alternative that fits, one or more times each."""
    index = _index()
    starts = {form[:size] for size in range(_LONGEST_KEY + 1)}
    # An alternative without so many letters stands under its first letter, or under none.
    within = {form[at : at + _LONGEST_KEY] for at in range(len(form))}.union([""], form)
    for found, keys in ((index.opening, starts), (index.anywhere, within)):
        for key in found.keys() & keys:
            for number, pattern in found[key]:
                if pattern.search(form):
                    yield number


@cache
def _index() -> _Index:
    found = _Index(defaultdict(list), defaultdict(list))
    for number, each in enumerate(load("token_classes", TokenClass)):
        for alternative in _alternatives(each.pattern):
            anchor, letters, repeated = _LETTERS.match(alternative).groups()  # type: ignore[union-attr]
            key = (letters[:-1] if repeated else letters)[:_LONGEST_KEY]
            if not anchor and len(key) < _LONGEST_KEY:
                key = key[:1]
            places = found.opening if anchor else found.anywhere
            places[key].append(_Alternative(number, re.compile(alternative)))
    return found


@cache
def _unless() -> tuple[re.Pattern[str] | None, ...]:
    return tuple(
        re.compile(each.unless) if each.unless else None
        for each in load("token_classes", TokenClass)
    )


def _alternatives(pattern: str) -> Iterator[str]:
    """The parts of a regular expression between the bars that stand in no bracket."""
    depth, start = 0, 0
    for at, character in enumerate(pattern):
        depth += (character in "([") - (character in ")]")
        if character == "|" and not depth:
            yield pattern[start:at]
            start = at + 1
    yield pattern[start:]
