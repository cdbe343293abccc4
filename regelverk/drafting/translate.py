"""Bokmål to nynorsk, word by word, and only when every word is known: never half."""

import re
from functools import cache

from regelverk.comparison.normalise import LegalTerms
from regelverk.rules.loader import load

_WORD = re.compile(r"[A-Za-zÆØÅæøåé]+(?:-[A-Za-zÆØÅæøåé]+)*")
_KEPT = re.compile(
    r"\b(?:[a-zæøå]+-? og )?[a-zæøå-]*(?:lov|lova|loven|forordningen|forordninga)\s+"
    r"(?:§§?\s*\d[\d-]*(?:\s[a-z]\b)?|artikkel\s\d+(?:\sog\s\d+)?)",
    re.IGNORECASE,
)


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


def to_nynorsk(text: str, keep: tuple[str, ...] = ()) -> str | None:
    """The text in nynorsk, or None when it holds a word that the rules do not know.

    Citations of other acts are left as they are: an act is cited by its own name.

    Args:
        text: Bokmål.
        keep: Words and phrases that are nynorsk already (the act's own names).

    Example:
        >>> to_nynorsk("Kommunen skal samordne tjenestetilbudet.")
        'Kommunen skal samordne tenestetilbodet.'
        >>> to_nynorsk("Kommunen skal brøyte.") is None
        True
    """
    pattern, words = _pairs()
    out: list[str] = []
    at = 0
    for fixed in _fixed(keep).finditer(text):
        piece = _piece(text[at : fixed.start()], pattern, words)
        if piece is None:
            return None
        out += [piece, fixed.group()]
        at = fixed.end()
    rest = _piece(text[at:], pattern, words)
    return None if rest is None else "".join([*out, rest])


def _fixed(keep: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(
        rf"\b{re.escape(name)}\b" for name in sorted(keep, key=len, reverse=True) if name
    )
    return re.compile(f"{names}|{_KEPT.pattern}" if names else _KEPT.pattern, re.IGNORECASE)


def _piece(text: str, pattern: re.Pattern[str], words: dict[str, str]) -> str | None:
    """A stretch without citations, translated; None when a word is unknown."""
    unknown = [word for word in _WORD.findall(pattern.sub(" ", text)) if len(word) > 1]
    if unknown:
        return None
    return pattern.sub(lambda match: _cased(match.group(), words[match.group().lower()]), text)


def _cased(original: str, word: str) -> str:
    return word[0].upper() + word[1:] if original[0].isupper() else word
