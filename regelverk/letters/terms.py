"""The words of letters; see `rules/letter_terms.toml` and `rules/letter_scales.toml`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from regelverk.errors import RuleError
from regelverk.rules.loader import load

_SENTENCE = (
    r"(?:[^.;]|(?<=\d)\.(?= ?[a-zæøå\d])|(?<=mill)\.|(?<=nr)\.|(?<=jf)\.|(?<=kap)\.|(?<=mrd)\.)+"
)
"""The rest of a sentence: a point after a number or an abbreviation does not end it."""
_GROUP = re.compile(r"<(?!\?)([a-zæøå ]+)>")


@dataclass(frozen=True, slots=True)
class LetterTerm:
    """Words for one thing, as regular expressions."""

    name: str
    patterns: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class LetterScale:
    """Values with the words that say them, as regular expressions, in the order they are tried."""

    name: str
    values: dict[str, tuple[str, ...]]
    source: str


@cache
def _terms() -> dict[str, tuple[str, ...]]:
    return {each.name: each.patterns for each in load("letter_terms", LetterTerm)}


@cache
def term(name: str) -> str:
    """The patterns of a term as one alternative of a regular expression.

    Raises:
        RuleError: No term has that name.
    """
    return f"(?:{'|'.join(map(_written, wordlist(name)))})"


def wordlist(name: str) -> tuple[str, ...]:
    """The patterns of a term as they are listed: plain words where the term is a list of words.

    Raises:
        RuleError: No term has that name.
    """
    if name not in _terms():
        raise RuleError(source="letter_terms.toml", detail=f"«{name}» finnes ikke")
    return _terms()[name]


@cache
def scale(name: str) -> Mapping[str, re.Pattern[str]]:
    """The values of a scale, each with the pattern of the words that say it, case ignored.

    Raises:
        RuleError: No scale has that name, or a pattern is not a regular expression.
    """
    known = {each.name: each for each in load("letter_scales", LetterScale)}
    if name not in known:
        raise RuleError(source="letter_scales.toml", detail=f"«{name}» finnes ikke")
    return {value: expanded("|".join(said)) for value, said in known[name].values.items()}


def graded(name: str, text: str) -> str:
    """The first value of a scale whose words begin a text, or an empty string.

    Example:
        >>> graded("styrke", "forventes å")
        'forventes'
    """
    return next((value for value, said in scale(name).items() if said.match(text)), "")


@cache
def expanded(pattern: str) -> re.Pattern[str]:
    """A pattern of the rules with the terms it names in `<>` written out, case ignored.

    Raises:
        RuleError: It is not a regular expression, or names no term.
    """
    try:
        return re.compile(_written(pattern), re.IGNORECASE)
    except re.error as error:
        raise RuleError(source="letter_terms.toml", detail=f"«{pattern}»: {error}") from error


def _written(pattern: str) -> str:
    """A pattern with the terms it names written out."""
    pattern = pattern.replace("[^.;]+", _SENTENCE)
    marked = pattern.replace("(?P<", "\0").replace("(?<", "\1")
    written = _GROUP.sub(lambda match: term(match[1]), marked)
    return written.replace("\0", "(?P<").replace("\1", "(?<")


@cache
def compiled(name: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of a term, each by itself: they may have groups of the same name."""
    return tuple(expanded(rf"(?<!\w)(?:{pattern})") for pattern in wordlist(name))


def found(name: str, text: str) -> re.Match[str] | None:
    """The first match of a term in a text: the first pattern that is found at all."""
    return next((match for each in compiled(name) if (match := each.search(text))), None)


def all_found(name: str, text: str) -> Iterator[re.Match[str]]:
    """Every match of every pattern of a term, pattern by pattern."""
    for each in compiled(name):
        yield from each.finditer(text)
