"""The grammar of a sentence as plain data: words, and which word each depends on.

The classes, forms and relations are those of Universal Dependencies, as the Norwegian treebanks
use them (universaldependencies.org): `nmod` a phrase that belongs to a noun, `obl` one that belongs
to a verb, `case` its preposition, `conj` a further member, `appos` an apposition.
"""

from dataclasses import dataclass
from typing import NamedTuple

from regelverk.spans import Span


class Word(NamedTuple):
    """A word or mark in its sentence.

    Attributes:
        span: Where it stands in the sentence's text.
        text: The word as it is written.
        lemma: Its dictionary form.
        pos: Its class (`NOUN`, `VERB`, `AUX`, `ADP`, …).
        form: Its morphology (`Definite=Def|Number=Plur`).
        relation: What it is to its head; `ROOT` for the word on which the sentence hangs.
        head: The place of the word it depends on; its own for the root.
    """

    span: Span
    text: str
    lemma: str
    pos: str
    form: str
    relation: str
    head: int


@dataclass(frozen=True, slots=True)
class Tree:
    """A sentence as a tree of words."""

    words: tuple[Word, ...]

    def at(self, span: Span) -> int | None:
        """The place of the first word that begins in a span of the text, or None."""
        return next(
            (at for at, word in enumerate(self.words) if span.start <= word.span.start < span.end),
            None,
        )
