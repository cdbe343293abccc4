"""Names of initiatives as they are compared: spelling, form and generic words apart."""

import re
from functools import cache

from rapidfuzz import fuzz

from regelverk.comparison.normalise import fold
from regelverk.language.ocr_words import skeleton
from regelverk.letters.terms import scale, term, wordlist

_NOISE = re.compile(r"[\s\-–—«»\"'„“”.,()/]+")
_PERIOD = re.compile(r"\(?\b20\d\d ?[-–/] ?\d{2,4}\)?")
_LEADING = re.compile(rf"^(?:{term('satsingsord foran')}|{term('satsingsord')}) (?:for |mot |om )?")
_SMALL = frozenset(wordlist("småord"))
_ENDING = re.compile(rf"(?<=[a-zæøå]{{4}}){term('endelse')}$")
_GENITIVE = re.compile(rf"(?<=[a-zæøå]{{4}})(?:{term('endelse')}|s)$")
_SURE, _LONG, _ACRONYM = 90, 9, 6


@cache
def folded(text: str) -> str:
    r"""Text as names are searched for: lower case, no spaces, dashes or quotes.

    Example:
        >>> folded("0–24-samarbeidet") == folded("0 -24\nsamarbeidet")
        True
    """
    return _NOISE.sub("", text.lower())


@cache
def key(name: str) -> str:
    """What a name has of its own, the same for all ways to write it.

    Example:
        >>> key("Fellesløype-programmet") == key("«Fellesløypa»")
        True
        >>> key("Nasjonal strategi for trygg oppvekst (2026–2030)") == key("Trygg oppvekst")
        True
    """
    plain = fold(_PERIOD.sub(" ", name.replace("-", " ")))
    plain = _one_spelling(plain)
    heads = re.compile(rf"{term('satsingsord')}|{term('satsingsord foran')}")
    words = [
        _bare(word) for word in plain.split() if word not in _SMALL and not heads.fullmatch(word)
    ]
    return "".join(words) or folded(name)


def _bare(word: str) -> str:
    """A word without a carrier such as `-programmet` and without its ending."""
    for carrier in wordlist("bæreord"):
        if word.endswith(carrier) and len(word) - len(carrier) >= 5:
            word = word.removesuffix(carrier)
            break
    return _GENITIVE.sub("", word)


def alike(first: str, second: str) -> bool:
    """Whether two keys are spellings of one: a letter or two astray in a name that is long."""
    if min(len(first), len(second)) < _LONG or re.findall(r"\d+", first) != re.findall(
        r"\d+", second
    ):
        return False
    return fuzz.ratio(first, second, score_cutoff=_SURE) > 0


def same_name(first: str, second: str) -> bool:
    """Whether two names differ only in dashes, case, inflection, abbreviation or form of Norwegian.

    Example:
        >>> same_name("0–24-samarbeidet", "0-24 samarbeidet")
        True
        >>> same_name("0–24-samarbeidet", "0–24-programmet")
        False
        >>> same_name("programmet Sammen for ungdom", "Sammen for ungdom")
        True
    """
    if any(each.isupper() and len(each) <= _ACRONYM for each in (first, second)):
        return True
    a, b = _whole(first), _whole(second)
    return a == b or (skeleton(a) == skeleton(b) and fuzz.ratio(a, b) >= _SURE)


def _whole(name: str) -> str:
    plain = _one_spelling(_LEADING.sub("", fold(_PERIOD.sub(" ", name.replace("-", " ")))))
    return "".join(_ENDING.sub("", word) for word in plain.split())


def _one_spelling(plain: str) -> str:
    """A folded name with the spellings of both forms of Norwegian made one."""
    for ours, theirs in scale("skrivemåte").items():
        plain = theirs.sub(ours, plain)
    return plain
