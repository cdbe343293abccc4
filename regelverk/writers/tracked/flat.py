"""A Word paragraph as a flat string whose every character knows its run and its formatting."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Final, NamedTuple

from regelverk.writers.tracked.xml import Element, canonical, canonical_children, w

OBJECT: Final = "\ufffc"
"""Stands for what is not text: a picture, a note's mark, a field's instruction."""

INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"
"""What a reader of the text does not see."""

_WORDS: Final = re.compile(rf"[\w{INVISIBLE}]+|\s+|{OBJECT}|[^\w\s]")
_GONE: Final = frozenset(map(w, ("del", "moveFrom")))
_AROUND: Final = frozenset(
    map(w, ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "dir",
            "bdo", "fldSimple"))
)  # fmt: skip
_CHARACTERS: Final = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_UNSEEN: Final = frozenset(map(w, ("lastRenderedPageBreak", "softHyphen", "annotationRef")))
_NOT_LOOK: Final = frozenset(map(w, ("lang", "noProof", "rPrChange")))
_FIELD: Final = frozenset(map(w, ("fldChar", "instrText")))


@dataclass(frozen=True, slots=True)
class Piece:
    """Something visible in a run.

    Attributes:
        start: Its first character in the paragraph.
        text: Its characters; `OBJECT` for what is not text.
        look: The run's formatting, comparable.
        sign: What an object is, comparable; empty for text.
        run: The run.
        child: The element in the run.
    """

    start: int
    text: str
    look: str
    sign: str
    run: Element
    child: Element

    @property
    def end(self) -> int:
        """One past its last character."""
        return self.start + len(self.text)

    @property
    def is_plain(self) -> bool:
        """Whether it is a stretch of text that may be cut anywhere."""
        return self.child.tag == w("t")

    @property
    def is_field_code(self) -> bool:
        """Whether it is part of a field, whose parts must stay together."""
        return self.child.tag in _FIELD


class Key(NamedTuple):
    """What makes two tokens the same."""

    text: str
    look: str
    sign: str


class Token(NamedTuple):
    """A word, a sign, a space or an object.

    Attributes:
        key: What makes it the same as another.
        start: Its first character in the paragraph it comes from.
        piece: The piece it begins in.
    """

    key: Key
    start: int
    piece: Piece


@dataclass(frozen=True)
class Flat:
    """A paragraph as its visible pieces, in order."""

    pieces: Sequence[Piece]

    @cached_property
    def text(self) -> str:
        """All its characters."""
        return "".join(piece.text for piece in self.pieces)

    @cached_property
    def shape(self) -> tuple[Key, ...]:
        """Its text and formatting, however it is cut into runs."""
        return tuple(
            Key("".join(piece.text for piece in group), look, sign)
            for (look, sign), group in groupby(self.pieces, key=lambda each: (each.look, each.sign))
        )

    def tokens(self, start: int = 0, end: int | None = None) -> list[Token]:
        """Its words, signs, spaces and objects, or those of a stretch."""
        end = len(self.text) if end is None else end
        return [
            token
            for _, group in groupby(self.pieces, key=lambda each: (each.look, each.sign))
            for token in _tokens(list(group), start, end)
        ]


def _tokens(pieces: Sequence[Piece], start: int, end: int) -> Iterator[Token]:
    """The tokens of pieces that look the same: a word may lie in several of them."""
    first, text = pieces[0], "".join(piece.text for piece in pieces)
    ends = [piece.end for piece in pieces]
    index = 0
    low, high = max(start - first.start, 0), min(end - first.start, len(text))
    for match in _WORDS.finditer(text, low, max(low, high)):
        at = first.start + match.start()
        while ends[index] <= at:
            index += 1
        yield Token(Key(match[0], first.look, first.sign), at, pieces[index])


def flatten(paragraph: Element) -> Flat:
    """A paragraph with what is deleted or moved out of it left out."""
    pieces: list[Piece] = []
    position = 0
    for run in _runs(paragraph):
        look = look_of(run)
        for child in run:
            if child.tag == w("t"):
                text, sign = child.text or "", ""
            elif child.tag in _CHARACTERS and child.get(w("type")) not in ("page", "column"):
                text, sign = _CHARACTERS[child.tag], ""
            elif child.tag == w("rPr") or child.tag in _UNSEEN:
                continue
            else:
                text, sign = OBJECT, canonical(child)
            if text:
                pieces.append(Piece(position, text, look, sign, run, child))
                position += len(text)
    return Flat(pieces)


def split_words(text: str) -> list[str]:
    r"""The words, signs and spaces of a text.

    Example:
        >>> split_words("§ 2 b, ny")
        ['§', ' ', '2', ' ', 'b', ',', ' ', 'ny']
    """
    return _WORDS.findall(text)


def fold_token(text: str) -> str:
    """A token without what is not seen, and with any white space as one space."""
    if text.isspace():
        return " "
    return text if text.isalnum() else "".join(each for each in text if each not in INVISIBLE)


def look_of(run: Element) -> str:
    """A run's formatting, comparable; what only proofing sees is left out."""
    return canonical_children(run.find(w("rPr")), _NOT_LOOK)


def _runs(parent: Element) -> Iterator[Element]:
    """The runs in a paragraph, through links, controls and insertions, but not deletions."""
    for child in parent:
        if child.tag == w("r"):
            yield child
        elif child.tag in _AROUND and child.tag not in _GONE:
            yield from _runs(child)
