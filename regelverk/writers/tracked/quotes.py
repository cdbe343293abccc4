"""Where in a Word file quoted words stand, however they are cut, spaced and hyphenated there."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from regelverk.errors import EditError
from regelverk.writers.tracked.flat import INVISIBLE, OBJECT, Flat, flatten
from regelverk.writers.tracked.xml import Element, w

_MOST_SHOWN: Final = 80
_SKIPPED: Final = re.compile(f"[{INVISIBLE}{OBJECT}]")


@dataclass(frozen=True, slots=True)
class Edit:
    """Words of a Word file, and what they are to become.

    Attributes:
        quote: The words as they are read, within one paragraph; how they are spaced and formatted
            does not matter.
        proposed: What they become. None: they are deleted, and their paragraph with them where
            nothing else is in it. One: it takes their place. Several: the first takes their place,
            the others become paragraphs of their own after it.
        occurrence: Which one is meant, from 1, of quotes that stand in the file several times.
    """

    quote: str
    proposed: tuple[str, ...]
    occurrence: int = 1


class Place(NamedTuple):
    """A stretch of a paragraph, by its characters, and what it becomes."""

    start: int
    end: int
    proposed: tuple[str, ...]


def places(body: Element, edits: Iterable[Edit]) -> dict[Element, list[Place]]:
    """Where the edits are to be made, by paragraph and in order.

    Raises:
        EditError: A quote is empty, is not there, or overlaps another.
    """
    texts = [(paragraph, _Folded.of(flatten(paragraph))) for paragraph in _paragraphs(body)]
    found: dict[Element, list[Place]] = {}
    for edit in edits:
        paragraph, start, end = _find(texts, edit)
        found.setdefault(paragraph, []).append(Place(start, end, edit.proposed))
    for stretches in found.values():
        stretches.sort(key=lambda place: (place.start, place.end))
        for one, following in pairwise(stretches):
            if following.start < one.end:
                raise EditError(quote=_shown(following.proposed), detail="den overlapper en annen")
    return found


class _Folded(NamedTuple):
    """A paragraph's text with its white space folded, and where each character came from."""

    text: str
    origin: list[int]

    @classmethod
    def of(cls, flat: Flat) -> "_Folded":
        letters: list[str] = []
        origin: list[int] = []
        for index, letter in enumerate(flat.text):
            if letter in INVISIBLE or letter == OBJECT:
                continue
            if letter.isspace():
                if not letters or letters[-1] == " ":
                    continue
                letter = " "  # noqa: PLW2901 - folded
            letters.append(letter)
            origin.append(index)
        return cls("".join(letters), origin)


def _find(texts: list[tuple[Element, _Folded]], edit: Edit) -> tuple[Element, int, int]:
    quote = " ".join(_SKIPPED.sub("", edit.quote).split())
    left = edit.occurrence
    for paragraph, folded in texts if quote and left > 0 else ():
        at = folded.text.find(quote)
        while at >= 0:
            left -= 1
            if left == 0:
                return paragraph, folded.origin[at], folded.origin[at + len(quote) - 1] + 1
            at = folded.text.find(quote, at + len(quote))
    raise EditError(quote=_shown((edit.quote,)), detail="ordene finnes ikke i ett avsnitt i filen")


def _shown(words: tuple[str, ...]) -> str:
    text = " ".join(words)
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]} …"


def _paragraphs(body: Element) -> Iterable[Element]:
    """The paragraphs of the body and its tables; text boxes lie within a paragraph and are out."""
    boxes = w("txbxContent")
    for paragraph in body.iter(w("p")):
        if next(paragraph.iterancestors(boxes), None) is None:
            yield paragraph
