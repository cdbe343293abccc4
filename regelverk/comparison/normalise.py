"""Make wordings comparable: fold nynorsk to bokmål, mask what differs by nature."""

import re
from dataclasses import dataclass
from functools import cache

from regelverk.clauses.types import Clause
from regelverk.rules.loader import load

_REFERENCE = re.compile(
    r"(?:\b[a-zæøå-]+lov(?:en|a)\s+)?§§?\s*\d+(?:\s?[-–]\s?\d+)?(?:\s[a-z]\b)?", re.IGNORECASE
)
_SPACE = re.compile(r"[\s ]+")
_PUNCTUATION = re.compile(r"[.,;:()«»\"–]")

MASKED = {"duty_bearer": "tjenesten", "beneficiary": "brukeren"}
"""The slots that each act fills with its own words, and what stands in for them."""


@dataclass(frozen=True, slots=True)
class LegalTerms:
    """Words in both forms: pairs of bokmål and nynorsk; see `rules/legal_terms.toml`."""

    name: str
    pairs: tuple[tuple[str, ...], ...]
    source: str


@dataclass(frozen=True, slots=True)
class FormFold:
    """A regular difference between the two forms; see `rules/form_folds.toml`."""

    pattern: str
    replacement: str
    source: str


@cache
def _to_bokmaal() -> tuple[re.Pattern[str], dict[str, str]]:
    words = {
        pair[1]: pair[0]
        for group in load("legal_terms", LegalTerms)
        for pair in reversed(group.pairs)
    }
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b"), words


@cache
def _folds() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(fold.pattern), fold.replacement) for fold in load("form_folds", FormFold)
    )


def fold(text: str) -> str:
    """A wording in lower case, with nynorsk words turned to bokmål and without punctuation.

    Example:
        >>> fold("Ho får tenestetilbodet.") == fold("Ho får tjenestetilbudet.")
        True
    """
    pattern, words = _to_bokmaal()
    folded = pattern.sub(lambda match: words[match.group()], text.lower())
    for regular, replacement in _folds():
        folded = regular.sub(replacement, folded)
    return _SPACE.sub(" ", _PUNCTUATION.sub(" ", folded)).strip()


def masked(clause: Clause) -> str:
    """The folded wording of a clause with duty bearer, beneficiary and references set to stand-ins.

    Every mention of the duty bearer is masked, not only the first, so that "Barnehagen … slik at
    barnehagen …" and "Skolen … slik at skolen …" are the same wording.
    """
    folded = fold(_REFERENCE.sub("§", clause.text))
    for name, stand_in in MASKED.items():
        own = fold(clause.slot(name))
        if own:
            folded = re.sub(rf"\b{re.escape(own)}\b", stand_in, folded)
    return folded
