"""A sentence in its place as numbers: three blocks of named features, each of length one.

The blocks are the words; the classes of words, signals and who stands near what; and what stands
around the sentence. Training and use go through the same code, so that the model sees the same
thing in both.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from regelverk.clauses.contexts import Context
from regelverk.clauses.signals import Word, signals_in, words

Block = dict[str, float]

_WHO = (
    "PUB",
    "KOMM",
    "STAT",
    "MYND",
    "POLITI",
    "TJEN",
    "HELSE",
    "SKOLE",
    "BV",
    "INST",
    "FRIV",
    "USER",
    "WORK",
    "NAER",
    "PRIV",
    "INTL",
    "KONG",
    "SUPV",
    "FELLES",
)
_WHAT = (
    "COOPV",
    "COOP",
    "SAMRAD",
    "COORD",
    "KOORDR",
    "BISTA",
    "ASSIST",
    "EXCH",
    "NOTIFY",
    "INFON",
    "GI",
    "AVTALE",
    "ORGAN",
    "COOPORG",
    "COOPAVT",
    "PLAN",
    "DIALOG",
    "TVERR",
    "INTERK",
)
_HOW = ("SKAL", "MAA", "BOR", "KAN", "PALEGG", "ANSVAR")
_FINITE = frozenset({"SKAL", "MAA", "BOR", "KAN"})
_WHO_SET, _HOW_SET = frozenset(_WHO), frozenset(_HOW)
_WHAT_SET = frozenset(_WHAT)
_LINKS = frozenset({"med", "mellom", "til", "fra", "for", "om"})
_PARTY_LINKS = frozenset({"med", "mellom", "til", "fra"})
_PURPOSE = re.compile(r"\bf[oø]rem[åa]l|\bformål", re.IGNORECASE)
_AHEAD, _BACK, _AFTER_LINK, _AFTER_MODAL = 9, 8, 5, 4
_LONG = 60.0


class Vocabulary(NamedTuple):
    """The features the model knows, per block, with their places and weights (idf)."""

    blocks: tuple[Mapping[str, tuple[int, float]], ...]
    scale: tuple[float, ...]


class Vector(NamedTuple):
    """The features of one sentence that the model knows: places and values."""

    places: list[int]
    values: list[float]


def vectorise(blocks: Sequence[Block], vocabulary: Vocabulary) -> Vector:
    """The blocks of `blocks_of` as a vector: each block weighted, made length one, and scaled."""
    places: list[int] = []
    values: list[float] = []
    for block, known, scale in zip(blocks, vocabulary.blocks, vocabulary.scale, strict=True):
        at = [(known[name], value) for name, value in block.items() if name in known]
        weighted = [value * weight for (_, weight), value in at]
        length = math.sqrt(sum(value * value for value in weighted)) or 1.0
        places.extend(place for (place, _), _ in at)
        values.extend(scale * value / length for value in weighted)
    return Vector(places, values)


def blocks_of(context: Context) -> tuple[Block, Block, Block]:
    """The three blocks of features of a sentence."""
    sentence = _text_words(context.text)
    return _wording(sentence), _phrases(context, sentence), _surroundings(context)


def is_purpose(heading: str) -> bool:
    """Whether a heading announces a purpose section, which by the annotation guide is no clause."""
    return bool(_PURPOSE.search(heading))


def _wording(sentence: tuple[Word, ...]) -> Block:
    stems = [word.stem for word in sentence if not (word.is_punctuation and word.folded != "•")]
    block = {f"w={stem}": 1.0 for stem in stems}
    block.update({f"b={left}_{right}": 1.0 for left, right in pairwise(stems)})
    return block


def _phrases(context: Context, sentence: tuple[Word, ...]) -> Block:
    block = {f"r={name}": 1.0 for name in _text_signals(context.text)}
    block.update({f"c={name}": 1.0 for word in sentence for name in word.classes})
    block.update(_subject(sentence))
    for index, word in enumerate(sentence):
        for what in _WHAT_SET.intersection(word.classes):
            block.update(_near(sentence, index, what))
        if word.folded in _PARTY_LINKS:
            for other in sentence[index + 1 : index + 1 + _AFTER_LINK]:
                for who in _WHO_SET.intersection(other.classes):
                    block[f"{word.folded}>{who}"] = 1.0
    if "•" in context.text:
        block["list"] = 1.0
    block["len"] = min(len(sentence), 120) / _LONG
    return block


def _subject(sentence: tuple[Word, ...]) -> Block:
    """Who stands before the modal verb, and what follows it."""
    finite = next(
        (i for i, word in enumerate(sentence) if not _FINITE.isdisjoint(word.classes)), None
    )
    if finite is None:
        return {"nomod": 1.0}
    block = {
        f"sub={who}": 1.0
        for word in sentence[:finite]
        for who in _WHO_SET.intersection(word.classes)
    }
    block[f"mod={sentence[finite].folded}"] = 1.0
    for word in sentence[finite + 1 : finite + 1 + _AFTER_MODAL]:
        for name in (_WHO_SET | _WHAT_SET).intersection(word.classes):
            block[f"post={name}"] = 1.0
    return block


def _near(sentence: tuple[Word, ...], index: int, what: str) -> Block:
    """Who stands after and before a word of cooperation, and the modal verbs before it."""
    block: Block = {}
    for other in sentence[index + 1 : index + 1 + _AHEAD]:
        for who in _WHO_SET.intersection(other.classes):
            block[f"{what}>{who}"] = 1.0
        if other.folded in _LINKS:
            block[f"{what}>{other.folded}"] = 1.0
    for other in sentence[max(0, index - _BACK) : index]:
        for name in (_WHO_SET | _HOW_SET).intersection(other.classes):
            block[f"{name}<{what}"] = 1.0
    return block


def _surroundings(context: Context) -> Block:
    heading = words(context.heading)
    block = {f"T{name}": 1.0 for name in _classes_in(heading)}
    block.update({f"Tw{word.stem}": 0.7 for word in heading if len(word.folded) > 2})
    block.update({f"C{name}": 0.7 for name in _text_classes(context.chapter)})
    block.update({f"A{name}": 0.7 for name in _text_classes(context.act)})
    block.update({f"P{name}": 0.5 for name in _text_classes(context.before)})
    if context.before:
        block.update({f"Pr={name}": 0.7 for name in _text_signals(context.before)})
    block.update({f"N{name}": 0.4 for name in _text_classes(context.after)})
    for mark, text in zip(
        "LSca", (context.ledd, context.section, context.chapter, context.act), strict=True
    ):
        block.update({f"{mark}#{who}": share for who, share in _shares(text)})
    if context.treaty:
        block["art"] = 2.0
    if is_purpose(context.heading):
        block["form"] = 2.0
    block["first"] = 0.0 if context.before else 1.0
    return block


def _classes_in(sentence: Iterable[Word]) -> frozenset[str]:
    return frozenset(name for word in sentence for name in word.classes)


@lru_cache(maxsize=512)
def _text_words(text: str) -> tuple[Word, ...]:
    return words(text)


@lru_cache(maxsize=512)
def _text_classes(text: str) -> frozenset[str]:
    return _classes_in(_text_words(text))


@lru_cache(maxsize=512)
def _text_signals(text: str) -> tuple[str, ...]:
    return signals_in(_text_words(text))


@lru_cache(maxsize=512)
def _shares(text: str) -> tuple[tuple[str, float], ...]:
    """How much each party is spoken of in a text: one third per mention, at most one."""
    counts = dict.fromkeys(_WHO, 0)
    for word in words(text):
        for who in _WHO_SET.intersection(word.classes):
            counts[who] += 1
    return tuple((who, min(1.0, count / 3)) for who, count in counts.items() if count)
