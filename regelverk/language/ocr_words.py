"""The words that lost Norwegian letters are looked for among, and what may have become of them.

`rules/ocr.toml` says what a scan makes of each letter; `rules/ocr_words.txt` which words statutes
have, and how common they are (made by `ocr_lexicon`); `rules/ocr_everyday.toml` adds some others.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from regelverk.rules.loader import load

LETTERS = frozenset("æøå")
_KEPT = 0.3
_EVERYDAY = 512
_ALIKE = 44  # most words alike: a text made to have more must not take longer for it


@dataclass(frozen=True, slots=True)
class Confusion:
    """What a letter may become.

    Attributes:
        letter: The letter, in lower case.
        seen: What is read in its place, with its share.
        source: Where the shares are from.
    """

    letter: str
    seen: dict[str, float]
    source: str


@dataclass(frozen=True, slots=True)
class Everyday:
    """Words that are common, though not in statutes.

    Attributes:
        form: Which form of Norwegian they belong to.
        words: The words, in lower case.
        source: Where the list is from.
    """

    form: str
    words: tuple[str, ...]
    source: str


@cache
def confusions() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """What each letter may be read as, itself included, with shares."""
    return {
        each.letter: (
            (each.letter, _KEPT if each.letter in LETTERS else 1.0),
            *each.seen.items(),
        )
        for each in load("ocr", Confusion)
    }


@cache
def _skipped() -> Mapping[int, None]:
    """The characters that say nothing of which word it was: the letters, and what they become."""
    involved = "".join(
        seen for letter, choices in confusions().items() for seen, _ in (*choices, (letter, 1))
    )
    return dict.fromkeys(map(ord, involved))


def skeleton(word: str) -> str:
    """What is left of a word whatever happened to its letters.

    Example:
        >>> skeleton("viderefgre") == skeleton("videreføre")
        True
    """
    return word.translate(_skipped())


def share(word: str, seen: str) -> float:
    """How likely `seen` is what became of `word`: the product of its letters' shares, 0 for never.

    Example:
        >>> share("særlig", "seerlig") > 0, share("særlig", "serli")
        (True, 0.0)
    """
    table = confusions()
    reached = {0: 1.0}
    for letter in word:
        choices = table.get(letter) or ((letter, 1.0),)
        further: dict[int, float] = {}
        for at, likely in reached.items():
            for what, part in choices:
                if seen.startswith(what, at):
                    end = at + len(what)
                    further[end] = max(further.get(end, 0.0), likely * part)
        if not further:
            return 0.0
        reached = further
    return reached.get(len(seen), 0.0)


class Words:
    """Words by what is left of them when letters are lost."""

    def __init__(self, counts: Mapping[str, float]) -> None:
        self._counts = counts
        self._by_skeleton: dict[str, list[str]] = defaultdict(list)
        for word in counts:
            if not LETTERS.isdisjoint(word):
                alike = self._by_skeleton[skeleton(word)]
                if len(alike) < _ALIKE:
                    alike.append(word)

    def count(self, word: str) -> float:
        """How common the word is; 0 for one that is not known."""
        return self._counts.get(word, 0)

    def __iter__(self) -> Iterator[str]:
        return iter(self._counts)

    def origins(self, seen: str) -> Iterator[tuple[str, float]]:
        """The words that `seen` may have been, with weights: how common times how likely."""
        for word in self._by_skeleton.get(skeleton(seen), ()):
            if len(word) <= len(seen) and word != seen and (likely := share(word, seen)):
                yield word, likely * self._counts[word]


def read_words(lines: Iterable[str]) -> Iterator[tuple[str, str, int]]:
    """Group, word and count of each word in a list of words."""
    group = ""
    for line in lines:
        if line.startswith("[") and line.rstrip().endswith("]"):
            group = line.strip()[1:-1]
        elif line.strip() and not line.startswith("#"):
            count, *words = line.split()
            for word in words:
                yield group, word, int(count)


@cache
def _groups() -> Mapping[str, Mapping[str, float]]:
    text = resources.files("regelverk.rules").joinpath("ocr_words.txt").read_text(encoding="utf-8")
    groups: dict[str, dict[str, float]] = defaultdict(dict)
    for group, word, count in read_words(text.splitlines()):
        groups[group][word] = count
    return groups


@cache
def common() -> Words:
    """The words of acts and regulations in both forms of Norwegian, and of everyday writing."""
    counts = dict(_groups()["words"])
    for group in load("ocr_everyday", Everyday):
        for word in group.words:
            counts[word] = max(counts.get(word, 0), _EVERYDAY)
    return Words(counts)


@cache
def infinitives() -> frozenset[str]:
    """Words that usually stand after the infinitive marker «å»."""
    return frozenset(_groups()["infinitives"])
