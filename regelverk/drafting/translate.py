"""A model clause in the other language form: never half.

Every sentence whose words the list of legal terms knows is translated by it; what it does not know
goes to Apertium, where that is installed. The rest is the act's own spelling.
"""

import re
from collections.abc import Callable, Sequence
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
_KEPT: Final = re.compile(rf"{CITATION.pattern}|(?:\benkelte )?{_STAND_IN}", re.IGNORECASE)
_TOKEN: Final = re.compile(r"Zq([a-j]+)q")


def to_nynorsk(text: str) -> str | None:
    """The text in nynorsk, or None when it holds a word that the legal terms do not know.

    Citations of other acts are left as they are: an act is cited by its own name.

    Example:
        >>> to_nynorsk("Kommunen skal samordne tjenestetilbudet.")
        'Kommunen skal samordne tenestetilbodet.'
        >>> to_nynorsk("Kommunen skal brøyte.") is None
        True
    """
    pattern, words = _pairs()
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
def _pairs() -> tuple[re.Pattern[str], dict[str, str]]:
    words: dict[str, str] = {}
    for group in load("legal_terms", LegalTerms):
        for bokmaal, nynorsk in group.pairs:
            words.setdefault(bokmaal, nynorsk)
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
        return _by_sentence(texts, lambda _: None, Direction.TO_BOKMAAL, lambda text: text)
    a_infinitive = has_a_infinitive(document)
    direction = Direction.TO_NYNORSK_A if a_infinitive else Direction.TO_NYNORSK
    return _by_sentence(texts, to_nynorsk, direction, lambda text: in_own_spelling(text, document))


def _by_sentence(
    texts: Sequence[str],
    by_terms: Callable[[str], str | None],
    direction: Direction,
    spelled: Callable[[str], str],
) -> Translated:
    """Each sentence by the legal terms where they know it, else by Apertium."""
    sentences = [[span.of(text) for span in split(text)] for text in texts]
    known = {each: by_terms(each) for ledd in sentences for each in ledd}
    unknown = [each for each, found in known.items() if found is None]
    about = "model_translated"
    if unknown:
        found = _by_apertium(unknown, direction)
        if isinstance(found, Problem):
            return found
        known |= zip(unknown, found, strict=True)
        about = "model_apertium"
    out = tuple(spelled(" ".join(known[each] or each for each in ledd)) for ledd in sentences)
    return out, Assumption(Weight.CHECK, both(about))


def _by_apertium(sentences: Sequence[str], direction: Direction) -> list[str] | Problem:
    """Sentences through Apertium, with words it leaves alone for stand-ins and citations."""
    hidden = [_hidden(sentence) for sentence in sentences]
    found = translate(tuple(text for text, _ in hidden), direction)
    if isinstance(found, Problem):
        return found
    return [_shown(text, kept) for text, (_, kept) in zip(found, hidden, strict=True)]


def _hidden(sentence: str) -> tuple[str, list[str]]:
    """The sentence with tokens for what is kept, and what they stand for."""
    kept: list[str] = []

    def token(match: re.Match[str]) -> str:
        kept.append(to_nynorsk(match[0]) or match[0])
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
