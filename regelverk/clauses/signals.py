"""See a sentence as words, classes of words, and the phrases that speak for or against a clause.

What the classes and phrases are is data: `rules/token_folds.toml`, `token_classes.toml` and
`clause_signals.toml`.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from regelverk.errors import RuleError
from regelverk.rules.loader import load

_TOKEN = re.compile(r"[A-Za-zÀ-ÿ]+(?:-[A-Za-zÀ-ÿ]+)*-?|§|•|\d+|[,;:.]")
_PUNCTUATION = frozenset(",;:.•")
_SUFFIX = re.compile(
    r"(?:ingene|ingane|ingen|inga|ingar|inger|ene|ane|ende|ande|het|heit|leg|lig|elig|ede|ete"
    r"|ast|est|er|ar|en|et|es|as|te|de|s|e|a|n|t)$"
)
_SHORTEST_STEM, _LONGEST_STEM = 3, 12
_GAP = re.compile(r"\.\.(\d+)")
_CLASS = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class TokenFold:
    """One spelling folded into another; see `rules/token_folds.toml`."""

    pattern: str
    to: str
    source: str


@dataclass(frozen=True, slots=True)
class TokenClass:
    """A class of words, and which words are not of it; see `rules/token_classes.toml`."""

    name: str
    pattern: str
    source: str
    unless: str = ""


@dataclass(frozen=True, slots=True)
class ClauseSignal:
    """A phrase that tells something; see `rules/clause_signals.toml`."""

    name: str
    pattern: str
    source: str


class Word(NamedTuple):
    """A word as the model sees it.

    Attributes:
        folded: Folded to bokmål, in lower case.
        stem: Its stem.
        classes: Its classes, in the order of the rule file.
        labels: Its classes as signals write them: `{SKAL}`.
        encoded: The form that signal patterns are matched against: `skal/SKAL/MOD/ `.
    """

    folded: str
    stem: str
    classes: tuple[str, ...]
    labels: tuple[str, ...]
    encoded: str

    @property
    def is_punctuation(self) -> bool:
        """Whether it is a mark and not a word."""
        return self.folded in _PUNCTUATION


class _Compiled(NamedTuple):
    """A signal to look for: a sentence without one of each of its needs cannot hold it."""

    place: int
    name: str
    pattern: re.Pattern[str]
    needs: tuple[frozenset[str], ...]
    beginnings: tuple[tuple[str, ...], ...]

    def may_be_in(self, present: set[str], encoded: str) -> bool:
        """Whether a sentence of these words and `{CLASSES}` holds one of each of its needs."""
        if any(needed.isdisjoint(present) for needed in self.needs):
            return False
        return all(any(word in encoded for word in each) for each in self.beginnings)


def words(text: str) -> tuple[Word, ...]:
    """The words and punctuation marks of a text.

    Example:
        >>> [word.folded for word in words("Kommunen skal ikkje betale.")]
        ['kommunen', 'skal', 'ikke', 'betale', '.']
    """
    return tuple(_word(token) for token in _TOKEN.findall(text))


def tokens(text: str) -> tuple[tuple[str, Word], ...]:
    """Each word of a text as it is written, and as the model sees it; marks left out."""
    found = [(token, _word(token)) for token in _TOKEN.findall(text)]
    return tuple((token, word) for token, word in found if not word.is_punctuation)


def signals_in(sentence: tuple[Word, ...]) -> tuple[str, ...]:
    """The names of the signals that a sentence holds, in the order of the rule file."""
    encoded = "".join(word.encoded for word in sentence)
    present = {word.folded for word in sentence}.union(*(word.labels for word in sentence))
    by_need = _signals_by_need()
    likely = {signal for label in present if label in by_need for signal in by_need[label]}
    return tuple(
        signal.name
        for signal in sorted(likely.union(by_need[""]))
        if signal.may_be_in(present, encoded) and signal.pattern.search(encoded)
    )


def class_names() -> tuple[str, ...]:
    """Every class of words, in the order of the rule file."""
    return tuple(each[0] for each in _classes())


def compile_signal(pattern: str) -> re.Pattern[str]:
    """A signal's row of words as a regular expression over encoded words.

    Raises:
        RuleError: It cannot be compiled.

    Example:
        >>> bool(compile_signal("skal ..2 samarbeid*").match("skal/MOD/ ofte/ samarbeide/COOP/ "))
        True
    """
    row = pattern.split()
    start = "^" if row and row[0] == "^" else "(?:(?<= )|^)"
    body = "".join(_part(part) for part in row if part != "^")
    try:
        return re.compile(start + body)
    except (re.error, OverflowError) as error:
        raise RuleError(source="clause_signals.toml", detail=f"«{pattern}»: {error}") from error


def _part(part: str) -> str:
    if gap := _GAP.fullmatch(part):
        return rf"(?:[^ ]+ ){{0,{gap[1]}}}?"
    optional = "?" if part.endswith("?") else ""
    alternatives = "|".join(_alternative(each) for each in part.rstrip("?").split("|"))
    return f"(?:{alternatives}){optional}"


def _alternative(word: str) -> str:
    if named := _CLASS.fullmatch(word):
        return rf"[^ ]*/{named[1]}/[^ ]* "
    return re.escape(word).replace(r"\*", "[^ /]*") + "/[^ ]* "


@lru_cache(maxsize=200_000)
def _word(token: str) -> Word:
    lowered = token.lower()
    folded = lowered
    for pattern, to in _folds():
        folded = pattern.sub(to, folded)
    classes = _classes_of(lowered, folded)
    labels = tuple(f"{{{name}}}" for name in classes)
    encoded = f"{folded}/{''.join(f'{name}/' for name in classes)} "
    return Word(folded, _stem(folded), classes, labels, encoded)


def _classes_of(lowered: str, folded: str) -> tuple[str, ...]:
    forms = {form for form in (lowered, folded) if _any_class().search(form)}
    if not forms:
        return ()
    return tuple(
        name
        for name, pattern, unless in _classes()
        if any(pattern.search(form) for form in forms)
        and not (unless and any(unless.search(form) for form in forms))
    )


def _stem(word: str) -> str:
    if len(word) > _SHORTEST_STEM + 1:
        shorter = _SUFFIX.sub("", word)
        if len(shorter) >= _SHORTEST_STEM:
            word = shorter
    return word[:_LONGEST_STEM]


@cache
def _folds() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(each.pattern), each.to) for each in load("token_folds", TokenFold))


@cache
def _classes() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (each.name, re.compile(each.pattern), re.compile(each.unless) if each.unless else None)
        for each in load("token_classes", TokenClass)
    )


@cache
def _any_class() -> re.Pattern[str]:
    """Finds a word that has some class: most words have none, and are done at once."""
    return re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern, _ in _classes()))


@cache
def _signals_by_need() -> dict[str, list[_Compiled]]:
    """The signals by the words of one of their needs; those with none under an empty string."""
    index: dict[str, list[_Compiled]] = {"": []}
    for place, each in enumerate(load("clause_signals", ClauseSignal)):
        needs = _needs(each.pattern)
        compiled = compile_signal(each.pattern)
        signal = _Compiled(place, each.name, compiled, needs, _beginnings(each.pattern))
        for label in min(needs, key=len, default=("",)):
            index.setdefault(label, []).append(signal)
    return index


def _needs(pattern: str) -> tuple[frozenset[str], ...]:
    """The words and classes that a signal needs one of each of; beginnings are left out."""
    return tuple(
        frozenset(part.split("|"))
        for part in pattern.split()
        if part != "^"
        and not part.endswith(("?", "*"))
        and "*|" not in part
        and not _GAP.fullmatch(part)
    )


def _beginnings(pattern: str) -> tuple[tuple[str, ...], ...]:
    """For each need that is only beginnings of words: those beginnings."""
    return tuple(
        tuple(each[:-1] for each in part.split("|"))
        for part in pattern.split()
        if all(each.endswith("*") for each in part.split("|"))
    )
