"""A sentence in its place as numbers: three blocks of named features, each of length one.

The blocks are the words; the classes of words, signals and who stands near what; and what stands
around the sentence. Training and use go through the same code, so that the model sees the same
thing in both.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
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
        at = [(found, value) for name, value in block.items() if (found := known.get(name))]
        weighted = [value * weight for (_, weight), value in at]
        length = math.sqrt(sum([value * value for value in weighted])) or 1.0
        places += [place for (place, _), _ in at]
        values += [scale * value / length for value in weighted]
    return Vector(places, values)


class _Roles(NamedTuple):
    """What the classes of a word make it in a sentence.

    Attributes:
        who: The parties it can be.
        what: The acts of cooperation it can be.
        after: What is told of it after a modal verb: both.
        before: What is told of it before a word of cooperation: parties and modal verbs.
        finite: Whether it is a modal verb in the present or past tense.
    """

    who: tuple[str, ...]
    what: tuple[str, ...]
    after: tuple[str, ...]
    before: tuple[str, ...]
    finite: bool

    @classmethod
    @cache
    def of(cls, classes: tuple[str, ...]) -> "_Roles":
        """The roles of the words that have these classes."""
        return cls(
            who=tuple(name for name in classes if name in _WHO),
            what=tuple(name for name in classes if name in _WHAT),
            after=tuple(name for name in classes if name in _WHO or name in _WHAT),
            before=tuple(name for name in classes if name in _WHO or name in _HOW),
            finite=any(name in _FINITE for name in classes),
        )


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
    roles = [_Roles.of(word.classes) for word in sentence]
    block.update(_subject(sentence, roles))
    for index, word in enumerate(sentence):
        for what in roles[index].what:
            _note_near(block, sentence, roles, index, what)
        if word.folded in _PARTY_LINKS:
            for other in roles[index + 1 : index + 1 + _AFTER_LINK]:
                for who in other.who:
                    block[f"{word.folded}>{who}"] = 1.0
    if "•" in context.text:
        block["list"] = 1.0
    block["len"] = min(len(sentence), 120) / _LONG
    return block


def _subject(sentence: tuple[Word, ...], roles: Sequence[_Roles]) -> Block:
    """Who stands before the modal verb, and what follows it."""
    finite = next((i for i, role in enumerate(roles) if role.finite), None)
    if finite is None:
        return {"nomod": 1.0}
    block = {f"sub={who}": 1.0 for role in roles[:finite] for who in role.who}
    block[f"mod={sentence[finite].folded}"] = 1.0
    for role in roles[finite + 1 : finite + 1 + _AFTER_MODAL]:
        for name in role.after:
            block[f"post={name}"] = 1.0
    return block


def _note_near(
    block: Block, sentence: tuple[Word, ...], roles: Sequence[_Roles], index: int, what: str
) -> None:
    """Who stands after and before a word of cooperation, and the modal verbs before it."""
    for place in range(index + 1, min(index + 1 + _AHEAD, len(sentence))):
        for who in roles[place].who:
            block[f"{what}>{who}"] = 1.0
        if sentence[place].folded in _LINKS:
            block[f"{what}>{sentence[place].folded}"] = 1.0
    for role in roles[max(0, index - _BACK) : index]:
        for name in role.before:
            block[f"{name}<{what}"] = 1.0


def _surroundings(context: Context) -> Block:
    block = _heading_block(context.heading).copy()
    block.update(_class_block("C", context.chapter, 0.7))
    block.update(_class_block("A", context.act, 0.7))
    block.update(_class_block("P", context.before, 0.5))
    if context.before:
        block.update({f"Pr={name}": 0.7 for name in _text_signals(context.before)})
    block.update(_class_block("N", context.after, 0.4))
    block.update(_share_block("L", context.ledd))
    block.update(_share_block("S", context.section))
    block.update(_share_block("c", context.chapter))
    block.update(_share_block("a", context.act))
    if context.treaty:
        block["art"] = 2.0
    if is_purpose(context.heading):
        block["form"] = 2.0
    block["first"] = 0.0 if context.before else 1.0
    return block


@lru_cache(maxsize=512)
def _heading_block(heading: str) -> Block:
    """The classes and the words of a heading."""
    block = _class_block("T", heading, 1.0).copy()
    block.update({f"Tw{word.stem}": 0.7 for word in words(heading) if len(word.folded) > 2})
    return block


@lru_cache(maxsize=2048)
def _class_block(mark: str, text: str, weight: float) -> Block:
    """The classes of the words of a text."""
    return dict.fromkeys(
        [f"{mark}{name}" for word in _text_words(text) for name in word.classes], weight
    )


@lru_cache(maxsize=512)
def _text_words(text: str) -> tuple[Word, ...]:
    return words(text)


@lru_cache(maxsize=512)
def _text_signals(text: str) -> tuple[str, ...]:
    return signals_in(_text_words(text))


@lru_cache(maxsize=2048)
def _share_block(mark: str, text: str) -> Block:
    """How much each party is spoken of in a text: one third per mention, at most one."""
    counts: Counter[str] = Counter()
    for classes, count in Counter([word.classes for word in words(text)]).items():
        for who in _Roles.of(classes).who:
            counts[who] += count
    return {f"{mark}#{who}": min(1.0, count / 3) for who, count in counts.items()}
