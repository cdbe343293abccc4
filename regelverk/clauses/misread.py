"""Words of cooperation that text recognition misread in any letter: «sarnarbeidc», «koordincre».

`language.ocr` puts å, ø and æ back by what is known of how they are lost. Any letter may be
misread, though; what matters for detection is that the words that tell of cooperation are seen. So
in a document that is known to be scanned, an unknown word is matched fuzzily against those words
alone, after the letters that look alike are folded into one.
"""

import re
from collections.abc import Collection, Iterator
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from regelverk.clauses.candidates import candidate_stems
from regelverk.clauses.word_classes import classes_of
from regelverk.language.misreadings import look
from regelverk.language.ocr import Suggestion
from regelverk.language.ocr_words import common
from regelverk.spans import Span

_WORD = re.compile(r"[^\W_]{6,40}")
_LIKE = 88.0
_SURE = 0.8
_MOST_WORDS = 5_000


def misread(text: str, known: Collection[Span]) -> Iterator[Suggestion]:
    """The misread words of cooperation in a scanned text, in order.

    Args:
        text: The text.
        known: Where damage was found already.

    Example:
        >>> [each.suggestion for each in misread("Skolen skal sarnarbeidc om reisen.", ())]
        ['samarbeide']
    """
    starts, different = {span.start for span in known}, set[str]()
    for match in _WORD.finditer(text):
        word = match.group().lower()
        if match.start() in starts or common().count(word):
            continue
        different.add(word)
        if len(different) <= _MOST_WORDS and (meant := _meant(word)):
            yield Suggestion(Span(*match.span()), match.group(), meant, _SURE)


@lru_cache(maxsize=10_000)
def _meant(word: str) -> str:
    """The word of cooperation that an unknown word looks like, or an empty string."""
    found = process.extractOne(look(word), _looks(), scorer=fuzz.ratio, score_cutoff=_LIKE)
    return found[2] if found else ""


@cache
def _looks() -> dict[str, str]:
    """The words that the rules look for or the model has classes for, with what they look like."""
    stems = candidate_stems()
    return {
        word: look(word)
        for word in common()
        if _WORD.fullmatch(word) and (any(map(word.__contains__, stems)) or classes_of(word))
    }
