"""One spaCy pipeline for bokmål and nynorsk: classes, forms and lemmas of words, and their grammar.

It was trained on the Norwegian treebanks of both forms, with vectors of words from the texts of the
law; `model/card.md` tells how well it does. Importing this module imports spaCy, which takes a
second: whoever may do without it imports it on first use.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from regelverk.language.syntax import Tree, Word
from regelverk.spans import Span


@cache
def syntax() -> Language:
    """The tagger, lemmatiser and parser that travel with the package."""
    with resources.as_file(resources.files("regelverk.language") / "model") as folder:
        return load(folder)


def load(folder: Path) -> Language:
    """A trained pipeline from its folder; vectors are kept in half precision."""
    nlp = spacy.load(folder)
    nlp.vocab.vectors.data = nlp.vocab.vectors.data.astype(np.float32)
    return nlp


def trees(sentences: Iterable[str]) -> Iterator[Tree]:
    """The grammar of some sentences.

    Example:
        >>> (tree,) = trees(["Ved behov skal kommunen varsle skolen."])
        >>> [word.text for word in tree.words if word.relation == "nsubj"]
        ['kommunen']
    """
    nlp = syntax()
    for doc in nlp.pipe(map(_one_sentence, sentences)):
        yield Tree(
            tuple(
                Word(
                    Span(token.idx, token.idx + len(token)),
                    token.text,
                    token.lemma_,
                    token.pos_,
                    str(token.morph),
                    token.dep_,
                    token.head.i,
                )
                for token in doc
            )
        )


def _one_sentence(text: str) -> Doc:
    """A text marked as one sentence, so that the parser does not look for others in it."""
    words = syntax().make_doc(text)
    return Doc(
        words.vocab,
        words=[token.text for token in words],
        spaces=[bool(token.whitespace_) for token in words],
        sent_starts=[token.i == 0 for token in words],
    )
