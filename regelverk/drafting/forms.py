"""One language form throughout: an act's own spelling, and the words that do not belong."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Final

from regelverk.comparison.normalise import LegalTerms
from regelverk.language.detect import Markers
from regelverk.model.document import Document, Language
from regelverk.rules.loader import load

_WORD: Final = re.compile(r"[A-Za-zÆØÅæøåòéô]+(?:-[A-Za-zÆØÅæøå]+)*")
_INFINITIVE: Final = re.compile(r"\bå (?P<verb>[a-zæøå]{2,}(?P<ending>[ea]))\b")
CITATION: Final = re.compile(
    r"\b(?:[A-ZÆØÅa-zæøå]+-,? og )?[\w-]*(?:lov|lova|loven|forordningen|forordninga)\s+"
    r"(?:§§?\s*\d[\d-]*(?:\s[a-z]\b)?|artikkel\s\d+(?:\sog\s\d+)?)",
    re.IGNORECASE,
)
"""Acts cited by name, which keep their own form whatever the text around them is in."""


@dataclass(frozen=True, slots=True)
class NynorskForms:
    """Nynorsk forms of one word; see `rules/nynorsk_forms.toml`."""

    name: str
    forms: tuple[str, ...]
    source: str
    infinitive: bool = False
    participle: bool = False


@dataclass(frozen=True, slots=True)
class SharedForms:
    """Words that show no mixing; see `rules/shared_forms.toml`."""

    name: str
    language: Language
    words: tuple[str, ...]
    source: str


def has_a_infinitive(document: Document) -> bool:
    """Whether a nynorsk act writes `å vera` rather than `å vere`."""
    endings = Counter(match["ending"] for match in _INFINITIVE.finditer(document.text))
    return endings["a"] > endings["e"]


def in_own_spelling(text: str, document: Document) -> str:
    """A nynorsk text, with e-infinitives where it can have both, with the forms its act uses."""
    words = Counter(_WORD.findall(document.text.lower()))
    a_infinitive = has_a_infinitive(document)
    chosen: dict[str, str] = {}
    for group in load("nynorsk_forms", NynorskForms):
        if not group.infinitive:
            form = max(group.forms, key=lambda each: words[each])
            chosen |= dict.fromkeys(group.forms, form)
        elif a_infinitive:
            chosen[group.forms[0]] = group.forms[1]
    return _WORD.sub(lambda match: _cased(match[0], chosen.get(match[0].lower())), text)


def _cased(word: str, form: str | None) -> str:
    if form is None:
        return word
    return form[0].upper() + form[1:] if word[0].isupper() else form


def strangers(text: str, language: Language) -> tuple[str, ...]:
    """The words of a text that only the other form has, and infinitives of both kinds side by side.

    A text with any mixes forms. Acts cited by name do not count.

    Example:
        >>> strangers("Kommunen skal samarbeide med andre tenesteytarar.", Language.BOKMAAL)
        ('tenesteytarar',)
        >>> strangers("Ein kan vere med på å samarbeida.", Language.NYNORSK)
        ('vere', 'samarbeida')
    """
    words = list(dict.fromkeys(_WORD.findall(CITATION.sub(" ", text).lower())))
    foreign = _only_in(Language.BOKMAAL if language is Language.NYNORSK else Language.NYNORSK)
    found = [word for word in words if word in foreign]
    if language is Language.NYNORSK:
        kinds = [_infinitives(index).intersection(words) for index in (0, 1)]
        if all(kinds):
            found += [word for word in words if word in kinds[0] | kinds[1]]
    return tuple(found)


@cache
def _infinitives(index: int) -> frozenset[str]:
    groups = load("nynorsk_forms", NynorskForms)
    return frozenset(
        each.forms[index] for each in groups if each.infinitive and not (index and each.participle)
    )


@cache
def _only_in(language: Language) -> frozenset[str]:
    """The words that only this form of Norwegian has, as far as the rules know."""
    markers = {each.language: {*each.words} for each in load("language_forms", Markers)}
    pairs = [pair for group in load("legal_terms", LegalTerms) for pair in group.pairs]
    of = {
        Language.BOKMAAL: {word for pair in pairs for word in pair[0].split()},
        Language.NYNORSK: {word for pair in pairs for word in pair[1].split()}
        | {form for each in load("nynorsk_forms", NynorskForms) for form in each.forms},
    }
    other = Language.BOKMAAL if language is Language.NYNORSK else Language.NYNORSK
    shared = {
        word
        for each in load("shared_forms", SharedForms)
        if each.language is other
        for word in each.words
    }
    return frozenset((of[language] | markers[language]) - of[other] - shared)
