"""A model clause in the other language form: never half.

Every sentence whose words the list of legal terms knows is translated by it; what it does not know
goes to Apertium, where that is installed. The rest is the act's own spelling.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from regelverk.comparison.normalise import LegalTerms
from regelverk.drafting.forms import CITATION, has_a_infinitive, in_own_spelling
from regelverk.drafting.types import Assumption, Weight
from regelverk.language.nynorsk import Direction, Problem, translate
from regelverk.language.sentences import split
from regelverk.model.document import Document, Language
from regelverk.rules.loader import load
from regelverk.rules.texts import both

_WORD: Final = re.compile(r"[A-Za-zÆØÅæøåéòô]+(?:-[A-Za-zÆØÅæøåéòô]+)*")
_STAND_IN: Final = r"[\ue000-\uf8ff]"
_KEPT: Final = re.compile(
    rf"{CITATION.pattern}|(?:\b(?:enkelte|einskilde) )?{_STAND_IN}", re.IGNORECASE
)
_TOKEN: Final = re.compile(r"Zq([a-j]+)q")


def by_terms(text: str, wanted: Language) -> str | None:
    """The text in a language form, or None when it holds a word that the legal terms do not know.

    Citations of other acts are left as they are: an act is cited by its own name.

    Example:
        >>> by_terms("Kommunen skal samordne tjenestetilbudet.", Language.NYNORSK)
        'Kommunen skal samordne tenestetilbodet.'
        >>> by_terms("Kommunen skal brøyte.", Language.NYNORSK) is None
        True
    """
    pattern, words = _pairs(wanted)
    out: list[str] = []
    at = 0
    for fixed in CITATION.finditer(text):
        piece = _piece(text[at : fixed.start()], pattern, words)
        if piece is None:
            return None
        out += [piece, fixed.group()]
        at = fixed.end()
    rest = _piece(text[at:], pattern, words)
    return None if rest is None else "".join([*out, rest])


@cache
def _pairs(wanted: Language) -> tuple[re.Pattern[str], dict[str, str]]:
    words: dict[str, str] = {}
    for group in load("legal_terms", LegalTerms):
        for bokmaal, nynorsk in group.pairs:
            if wanted is Language.NYNORSK:
                words.setdefault(bokmaal, nynorsk)
            else:
                words.setdefault(nynorsk, bokmaal)
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(
        rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE
    ), words


def _piece(text: str, pattern: re.Pattern[str], words: dict[str, str]) -> str | None:
    """A stretch without citations, translated; None when a word is unknown."""
    unknown = [word for word in _WORD.findall(pattern.sub(" ", text)) if len(word) > 1]
    if unknown:
        return None
    return pattern.sub(lambda match: _cased(match.group(), words[match.group().lower()]), text)


def _cased(original: str, word: str) -> str:
    return word[0].upper() + word[1:] if original[0].isupper() else word


Translated = tuple[tuple[str, ...], Assumption] | Problem
"""The texts in the other form with how that was done, or why it was not."""


def in_form_of(document: Document, texts: Sequence[str], wanted: Language) -> Translated:
    """Texts in the other form, in the act's own spelling.

    Args:
        document: The act.
        texts: Ledd with stand-ins for actors, in the form that is not wanted.
        wanted: The form of the act.
    """
    if wanted is Language.BOKMAAL:
        return _by_sentence(texts, wanted, Direction.TO_BOKMAAL)
    a_infinitive = has_a_infinitive(document)
    direction = Direction.TO_NYNORSK_A if a_infinitive else Direction.TO_NYNORSK
    found = _by_sentence(texts, wanted, direction)
    if isinstance(found, Problem):
        return found
    out, how = found
    return tuple(in_own_spelling(text, document) for text in out), how


def _by_sentence(texts: Sequence[str], wanted: Language, direction: Direction) -> Translated:
    """Each sentence by the legal terms where they know it, else by Apertium."""
    sentences = [[span.of(text) for span in split(text)] for text in texts]
    known = {each: by_terms(each, wanted) for ledd in sentences for each in ledd}
    unknown = [each for each, found in known.items() if found is None]
    about = "model_translated"
    if unknown:
        found = _by_apertium(unknown, wanted, direction)
        if isinstance(found, Problem):
            return found
        known |= zip(unknown, found, strict=True)
        about = "model_apertium"
    out = tuple(" ".join(known[each] or each for each in ledd) for ledd in sentences)
    return out, Assumption(Weight.CHECK, both(about))


def _by_apertium(
    sentences: Sequence[str], wanted: Language, direction: Direction
) -> list[str] | Problem:
    """Sentences through Apertium, with words it leaves alone for stand-ins and citations."""
    hidden = [_hidden(sentence, wanted) for sentence in sentences]
    found = translate(tuple(text for text, _ in hidden), direction)
    if isinstance(found, Problem):
        return found
    return [_shown(text, kept) for text, (_, kept) in zip(found, hidden, strict=True)]


def _hidden(sentence: str, wanted: Language) -> tuple[str, list[str]]:
    """The sentence with tokens for what is kept, and what they stand for."""
    kept: list[str] = []

    def token(match: re.Match[str]) -> str:
        kept.append(by_terms(match[0], wanted) or match[0])
        return f"Zq{_letters(len(kept) - 1)}q"

    return _KEPT.sub(token, sentence), kept


def _letters(number: int) -> str:
    """A number in letters, for a token that looks like a word."""
    return "".join("abcdefghij"[int(digit)] for digit in str(number))


def _shown(text: str, kept: Sequence[str]) -> str:
    def original(match: re.Match[str]) -> str:
        number = int("".join(str("abcdefghij".index(letter)) for letter in match[1]))
        return kept[number] if number < len(kept) else match[0]

    return _TOKEN.sub(original, text)
