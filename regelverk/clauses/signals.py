"""See a sentence as words, classes of words, and the phrases that speak for or against a clause.

What the classes and phrases are is data: `rules/token_folds.toml`, `token_classes.toml` and
`clause_signals.toml`.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import NamedTuple

from regelverk.clauses.word_classes import classes_of
from regelverk.errors import RuleError
from regelverk.rules.loader import load

_TOKEN = re.compile(r"[A-Za-zÀ-ÿ]+(?:-[A-Za-zÀ-ÿ]+)*-?|§|•|\d+|[,;:.]")
_PUNCTUATION = frozenset(",;:.•")
_SUFFIX = re.compile(
    r"(?:ingene|ingane|ingen|inga|ingar|inger|ene|ane|ende|ande|het|heit|leg|lig|elig|ede|ete"
    r"|ast|est|er|ar|en|et|es|as|te|de|s|e|a|n|t)$"
)
_SHORTEST_STEM, _LONGEST_STEM = 3, 12
_GAP = re.compile(r"\.\.(\d{1,2})")
_ELEMENT = re.compile(r"\w+\*?|\{(\w+)\}")
_MOST_WORDS = 100_000
"""How many different words are remembered; a hostile text has more."""


@dataclass(frozen=True, slots=True)
class TokenFold:
    """One spelling folded into another; see `rules/token_folds.toml`."""

    pattern: str
    to: str
    source: str


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
        elements: The elements of signals that it can stand for, by their numbers.
    """

    folded: str
    stem: str
    classes: tuple[str, ...]
    elements: tuple[int, ...]

    @property
    def is_punctuation(self) -> bool:
        """Whether it is a mark and not a word."""
        return self.folded in _PUNCTUATION


class Step(NamedTuple):
    """A step through a sentence: some words of any kind, and then an element.

    Attributes:
        gap: How many words may stand before the element.
        element: The number of the element, or None where the signal ends with a gap.
        optional: Whether the element may be left out.
    """

    gap: int
    element: int | None
    optional: bool = False


class Signal(NamedTuple):
    """A signal to look for, step by step.

    Attributes:
        name: Its name.
        steps: What it is made of.
        opens: Whether it only stands at the beginning of a sentence.
    """

    name: str
    steps: tuple[Step, ...]
    opens: bool

    def is_in(self, places: Mapping[int, int], everywhere: int) -> bool:
        """Whether a sentence holds it.

        All ways through the sentence are followed at once, as bits of a number: bit `i` is set
        while the next word may be word `i` (Baeza-Yates and Gonnet, «A new approach to text
        searching», 1992).

        Args:
            places: For each element, the words that can stand for it.
            everywhere: All words of the sentence.
        """
        reached = 1 if self.opens else everywhere
        for gap, element, optional in self.steps:
            for _ in range(gap):
                reached |= reached << 1
            if element is not None:
                after = (reached & places.get(element, 0)) << 1
                reached = reached | after if optional else after
            if not reached:
                return False
        return True


def words(text: str) -> tuple[Word, ...]:
    """The words and punctuation marks of a text.

    Example:
        >>> [word.folded for word in words("Kommunen skal ikkje betale.")]
        ['kommunen', 'skal', 'ikke', 'betale', '.']
    """
    return tuple(chain.from_iterable(map(_PIECES.__getitem__, text.split())))


def tokens(text: str) -> tuple[tuple[str, Word], ...]:
    """Each word of a text as it is written, and as the model sees it; marks left out."""
    found = [(token, _WORDS[token]) for token in _TOKEN.findall(text)]
    return tuple((token, word) for token, word in found if not word.is_punctuation)


def signals_in(sentence: tuple[Word, ...]) -> tuple[str, ...]:
    """The names of the signals that a sentence holds, in the order of the rule file.

    Example:
        >>> signals_in(words("Kommunen skal utarbeide planen i samråd med skolen."))[:3]
        ('coop_med_pub', 'i_samrad_med', 'i_samrad_pub')
    """
    places: dict[int, int] = defaultdict(int)
    for at, word in enumerate(sentence):
        for element in word.elements:
            places[element] |= 1 << at
    everywhere = (1 << len(sentence)) - 1
    by_element = _signals_by_element()
    likely = sorted(at for element in places for at in by_element.get(element, ()))
    signals = signals_of_rules()
    return tuple(signals[at].name for at in likely if signals[at].is_in(places, everywhere))


@cache
def signals_of_rules() -> tuple[Signal, ...]:
    """Every signal, in the order of the rule file.

    Raises:
        RuleError: One of them is no row of words.
    """
    numbers = {element: number for number, element in enumerate(elements_of_rules())}
    return tuple(
        Signal(each.name, tuple(_steps(each.pattern, numbers)), each.pattern.startswith("^ "))
        for each in load("clause_signals", ClauseSignal)
    )


def _steps(pattern: str, numbers: Mapping[str, int]) -> Iterator[Step]:
    gap = 0
    for part in pattern.removeprefix("^ ").split():
        if wide := _GAP.fullmatch(part):
            gap += int(wide[1])
        else:
            yield Step(gap, numbers[part.removesuffix("?")], part.endswith("?"))
            gap = 0
    if gap:
        yield Step(gap, None)


@cache
def elements_of_rules() -> tuple[str, ...]:
    """What signals are made of: each a word, the beginning of one, a class, or one of several.

    Raises:
        RuleError: A signal holds something else.
    """
    found: dict[str, None] = {}
    for signal in load("clause_signals", ClauseSignal):
        for part in signal.pattern.removeprefix("^ ").split():
            if _GAP.fullmatch(part):
                continue
            element = part.removesuffix("?")
            if not all(_ELEMENT.fullmatch(each) for each in element.split("|")):
                detail = f"«{signal.pattern}»: «{part}» er ikke et ledd i et mønster"
                raise RuleError(source="clause_signals.toml", detail=detail)
            found[element] = None
    return tuple(found)


@cache
def _elements_by_word() -> tuple[Mapping[str, list[int]], tuple[int, ...]]:
    """The elements by what they ask for (`ord`, `ord*`, `{CLASS}`), and how long beginnings are."""
    asked: dict[str, list[int]] = defaultdict(list)
    for number, element in enumerate(elements_of_rules()):
        for each in element.split("|"):
            asked[each].append(number)
    return asked, tuple(sorted({len(each) - 1 for each in asked if each.endswith("*")}))


def _elements_for(folded: str, classes: tuple[str, ...]) -> tuple[int, ...]:
    """The elements that a word can stand for."""
    asked, lengths = _elements_by_word()
    found = set(asked.get(folded, ()))
    for name in classes:
        found.update(asked.get(f"{{{name}}}", ()))
    for length in lengths:
        if length > len(folded):
            break
        found.update(asked.get(f"{folded[:length]}*", ()))
    return tuple(sorted(found))


@cache
def _signals_by_element() -> Mapping[int, list[int]]:
    """The signals by an element that they cannot do without: the longest, which is rarest."""
    shortest = [min(map(len, element.split("|"))) for element in elements_of_rules()]
    index: dict[int, list[int]] = defaultdict(list)
    for at, signal in enumerate(signals_of_rules()):
        needed = [each for _, each, optional in signal.steps if each is not None and not optional]
        index[max(needed, key=lambda element: shortest[element])].append(at)
    return index


class _Words(dict[str, Word]):
    """Words by how they are written; each is made once."""

    def __missing__(self, token: str) -> Word:
        if len(self) >= _MOST_WORDS:
            self.clear()
        lowered = token.lower()
        folded = lowered
        if _any_fold().search(lowered):
            for pattern, to in _folds():
                folded = pattern.sub(to, folded)
        classes = classes_of(lowered, folded)
        self[token] = word = Word(folded, _stem(folded), classes, _elements_for(folded, classes))
        return word


class _Pieces(dict[str, tuple[Word, ...]]):
    """The words of what stands between white space; no word goes on beyond it."""

    def __missing__(self, piece: str) -> tuple[Word, ...]:
        if len(self) >= _MOST_WORDS:
            self.clear()
        self[piece] = found = tuple(_WORDS[token] for token in _TOKEN.findall(piece))
        return found


_WORDS = _Words()
_PIECES = _Pieces()


def _stem(word: str) -> str:
    if len(word) > _SHORTEST_STEM + 1:
        shorter = _SUFFIX.sub("", word)
        if len(shorter) >= _SHORTEST_STEM:
            word = shorter
    return word[:_LONGEST_STEM]


@cache
def _any_fold() -> re.Pattern[str]:
    """Finds a word that has some fold: most words have none."""
    return re.compile("|".join(pattern.pattern for pattern, _ in _folds()))


@cache
def _folds() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(each.pattern), each.to) for each in load("token_folds", TokenFold))
