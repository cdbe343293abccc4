"""Whether two initiatives may be one under two names, so that a silence on one says little."""

import re

from rapidfuzz import fuzz

from regelverk.letters.naming import core_words, is_acronym, key
from regelverk.letters.terms import term
from regelverk.letters.topics import Topic

_KIND = re.compile(rf"{term('satsingsord')}$")
_STEM, _SHORTEST, _INITIALS, _ALIKE = 6, 3, 2, 70


def may_be_one(first: Topic, second: Topic) -> bool:
    """Whether letters may mean the same by two names that were not found to be one.

    They do not where one letter gives the agency a part in each.
    """
    return not _held_apart(first, second) and any(
        _alike(one, other) for one in _names(first) for other in _names(second)
    )


def _held_apart(first: Topic, second: Topic) -> bool:
    told = {each.letter: each for each in first.mentions if each.roles}
    return any(
        each.roles and each.letter in told and told[each.letter].span != each.span
        for each in second.mentions
    )


def _names(topic: Topic) -> set[str]:
    return {topic.name, *(name for mention in topic.mentions for name in mention.names)}


def _alike(first: str, second: str) -> bool:
    """Whether each word of the shorter name has one like it in the other, or the spelling is near.

    Of an abbreviation and a name in full, whether the one may have been made from the other.

    Example:
        >>> _alike("Tolkeplanen", "Handlingsplan for bedre tolketjenester")
        True
        >>> _alike("Bedre barnehus", "Kunnskapsløft for barnehusene")
        False
        >>> _alike("DIP", "Digital individuell plan")
        True
    """
    short = [each for each in (first, second) if is_acronym(each)]
    if len(short) == 1:
        return _made_from(short[0], second if short[0] == first else first)
    fewer, more = sorted((core_words(first), core_words(second)), key=len)
    covered = [any(_begin_alike(one, other) for other in more) for one in fewer]
    return (bool(fewer) and all(covered)) or (
        not short and fuzz.ratio(key(first), key(second)) >= _ALIKE
    )


def _begin_alike(first: str, second: str) -> bool:
    """Whether two words begin with the same stem, what kind of thing is meant apart."""
    length = min(_STEM, len(_KIND.sub("", first)), len(second))
    return length >= _SHORTEST and first[:length] == second[:length]


def _made_from(acronym: str, name: str) -> bool:
    """Whether an abbreviation begins as a name does, and takes up more of its words' initials."""
    initials = [word[0].upper() for word in name.split()]
    rest = acronym
    for initial in initials:
        rest = rest.removeprefix(initial)
    return acronym[:1] in initials and len(acronym) - len(rest) >= min(_INITIALS, len(acronym))
